package reviewer

import "strings"

// read turns the written words of a sentence into tokens in plain spelling: contractions with or without
// apostrophe, chat forms, stretched letters, British and American pairs. It never changes the text.
func (l *language) read(words []written, into []token) []token {
	for i := range words {
		w := &words[i]
		first := len(into)
		if len(w.text) > maxWordBytes {
			into = append(into, token{words: [2]string{"", ""}})
		} else {
			into = l.readWord(words, i, into)
		}
		for j := first; j < len(into); j++ {
			t := &into[j]
			t.start, t.end = w.start, w.end
			t.border = w.border && j == first
			t.capital = w.capital
			t.quoted = w.quoted
			t.written = i
			t.leadZero = i == 0
		}
	}
	return into
}

func plain(into []token, words ...string) []token {
	for _, w := range words {
		a, b, _ := strings.Cut(w, "|")
		into = append(into, token{words: [2]string{a, b}})
	}
	return into
}

func (l *language) readWord(words []written, i int, into []token) []token {
	text := words[i].text
	if cut := strings.LastIndexByte(text, '\''); cut > 0 {
		if out, ok := l.apostrophe(text, text[:cut], text[cut+1:], into); ok {
			return out
		}
		text = strings.ReplaceAll(text, "'", "")
	}
	previous, next := "", ""
	if i > 0 {
		previous = words[i-1].text
	}
	if i+1 < len(words) {
		next = words[i+1].text
	}
	if s, ok := l.spelling[text]; ok {
		if s.unlessAfter[previous] || len(s.onlyBefore) > 0 && !s.onlyBefore[next] && !(s.onlyBefore["-ing"] && strings.HasSuffix(next, "ing") && len(next) > 5) ||
			s.onlyFirst && i > 0 && !words[i].border {
			if s.otherwise != "" {
				text = s.otherwise
			}
			return plain(into, text)
		}
		return plain(into, s.words...)
	}
	if _, known := l.vocabulary[text]; !known {
		if short := squeeze(text); short != text {
			if s, ok := l.spelling[short]; ok {
				return plain(into, s.words...)
			}
			if _, known := l.vocabulary[short]; known {
				return plain(into, short)
			}
			once := squeezeTo(text, 1)
			if s, ok := l.spelling[once]; ok {
				return plain(into, s.words...)
			}
			return plain(into, once)
		}
		if p, ok := l.pairs(text); ok {
			return plain(into, p)
		}
	}
	return plain(into, text)
}

// apostrophe splits a contraction: head and tail are the parts around the last apostrophe.
func (l *language) apostrophe(text, head, tail string, into []token) ([]token, bool) {
	head = strings.ReplaceAll(head, "'", "")
	if tail == "t" && strings.HasSuffix(head, "n") {
		switch head {
		case "can":
			return plain(into, "can", "not"), true
		case "won":
			return plain(into, "will", "not"), true
		case "shan":
			return plain(into, "shall", "not"), true
		case "ain":
			return plain(into, "is", "not"), true
		}
		return plain(into, strings.TrimSuffix(head, "n"), "not"), true
	}
	if s, ok := l.spelling[head]; ok && len(s.onlyBefore) == 0 && len(s.words) == 1 {
		head = s.words[0] // u'll
	}
	switch tail {
	case "m":
		return plain(into, head, "am"), true
	case "re":
		return plain(into, head, "are"), true
	case "ve":
		return plain(into, head, "have"), true
	case "ll":
		return plain(into, head, "will"), true
	case "d":
		return plain(into, head, "would|had"), true
	case "s":
		if head == "let" {
			return plain(into, "let", "us"), true
		}
		into = plain(into, head, "is|has")
		if !l.isPronoun[head] {
			into[len(into)-1].filler = true
		}
		return into, true
	}
	return into, false
}

// squeeze shortens runs of three or more letters to two ("sooorry", "whyyy").
func squeeze(s string) string { return squeezeTo(s, 2) }

func squeezeTo(s string, keep int) string {
	run := 0
	long := false
	for i := 1; i < len(s); i++ {
		if s[i] == s[i-1] && s[i] >= 'a' && s[i] <= 'z' {
			run++
			long = long || run >= 2
		} else {
			run = 0
		}
	}
	if !long {
		return s
	}
	var b strings.Builder
	run = 0
	for i := 0; i < len(s); i++ {
		if i > 0 && s[i] == s[i-1] {
			run++
		} else {
			run = 1
		}
		if run <= keep {
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// pairs reads the British form for the American one, and the other way round, where only one is in the tables.
func (l *language) pairs(s string) (string, bool) {
	try := func(from, to string) (string, bool) {
		if i := strings.LastIndex(s, from); i > 1 {
			t := s[:i] + to + s[i+len(from):]
			if _, ok := l.vocabulary[t]; ok {
				return t, true
			}
		}
		return "", false
	}
	for _, p := range [...][2]string{{"iz", "is"}, {"is", "iz"}, {"or", "our"}, {"our", "or"}, {"ll", "l"}, {"l", "ll"}, {"nse", "nce"}, {"nce", "nse"}, {"er", "re"}} {
		if t, ok := try(p[0], p[1]); ok && len(s) > 5 {
			return t, true
		}
	}
	return "", false
}
