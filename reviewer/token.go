package reviewer

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A token is one word of the shadow: what was written, read in plain spelling. One written word may become
// several tokens ("dunno" is do + not + know); each keeps the bytes of the written word, so every finding maps back.
type token struct {
	words    [2]string // readings; the second is "" unless the form is ambiguous ("'d" is would or had)
	start    int       // bytes into the text, start inclusive, end exclusive
	end      int
	border   bool // punctuation stands before it
	capital  bool
	quoted   bool
	filler   bool // a possessive 's: patterns may step over it
	written  int  // number of the written word in its sentence
	leadZero bool // first word of its sentence
}

const (
	// maxTokens keeps the positions of a sentence in one machine word, which makes matching linear.
	// Longer runs are cut, at a clause border where there is one.
	maxTokens = 60
	// maxWordBytes is the longest word worth reading; longer ones are kept as unknown words.
	maxWordBytes = 48
)

// a written word, before it is read in plain spelling.
type written struct {
	text       string // lower case, straight apostrophes, no invisible characters
	start, end int
	border     bool
	capital    bool
	quoted     bool
}

// scanner splits a text into sentences of written words in one pass.
type scanner struct {
	text   string
	pos    int
	quoted bool
	buffer strings.Builder
}

// next returns the words of the next sentence, its byte range and whether it ends with a question mark.
func (s *scanner) next() (words []written, start, end int, question, more bool) {
	start = -1
	border := false
	for s.pos < len(s.text) {
		r, size := utf8.DecodeRuneInString(s.text[s.pos:])
		at := s.pos
		switch {
		case r == utf8.RuneError && size <= 1, r == 0:
			s.pos++
			border = true
		case isWordStart(r):
			if len(words) >= maxTokens*4 { // a run without any full stop: hand over what there is
				return words, start, end, false, true
			}
			w := s.word()
			w.border, w.quoted = border, s.quoted
			border = false
			if start < 0 {
				start = w.start
			}
			words, end = append(words, w), w.end
		case r == '\n':
			s.pos++
			if len(words) > 0 && s.lineEnds(at) {
				s.quoted = s.quoted && !s.blankLine()
				return words, start, end, false, true
			}
		case r == '.' || r == '!' || r == '?' || r == '…' || r == '‽' || r == '。' || r == '？' || r == '！':
			stop, ask := s.stops()
			if len(words) == 0 {
				continue
			}
			end = s.pos
			if r == '.' && !stop && s.abbreviation(words[len(words)-1].text) {
				continue
			}
			if stop && !ask && s.continues() { // "so... we met" goes on
				border = true
				continue
			}
			s.closeQuote(&end)
			return words, start, end, ask, true
		default:
			s.pos += size
			switch {
			case isQuote(r):
				s.quote(r, at, size)
				border = true
			case r == '\'' || r == '’' || r == '‘' || r == '`':
				s.single(r, at, size)
			case r == '-':
				// "ex-wife" is two words and no border; " - " is a border
				if at == 0 || at+1 >= len(s.text) || s.text[at-1] == ' ' || s.text[at+1] == ' ' || s.text[at+1] == '-' {
					border = true
				}
			case strings.ContainsRune(",;:()[]–—/|", r) || r > 0x2190 && !unicode.IsLetter(r) && !unicode.IsMark(r) && !invisible(r):
				border = true
				if len(words) > 0 && (r == ',' || r == ';' || r == ')') && at == end {
					end = s.pos
				}
			}
		}
	}
	return words, start, end, false, len(words) > 0
}

func isWordStart(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '&' || r == '£' || r == '$' || r == '€'
}

func isQuote(r rune) bool {
	return r == '"' || r == '“' || r == '”' || r == '„' || r == '«' || r == '»'
}

// invisible characters (joiners, direction marks, soft hyphens) belong to the word they stand in and are not read.
func invisible(r rune) bool {
	return r == 0xAD || r >= 0x200B && r <= 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2060 && r <= 0x206F || r == 0xFEFF ||
		r >= 0xFE00 && r <= 0xFE0F
}

// word reads one written word at the current position.
func (s *scanner) word() written {
	w := written{start: s.pos}
	s.buffer.Reset()
	first := true
	lastEnd := s.pos
	for s.pos < len(s.text) {
		r, size := utf8.DecodeRuneInString(s.text[s.pos:])
		switch {
		case r == utf8.RuneError && size <= 1:
			goto done
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if first && unicode.IsUpper(r) {
				w.capital = true
			}
			s.buffer.WriteRune(unicode.ToLower(r))
			lastEnd = s.pos + size
		case r == '£' || r == '$' || r == '€' || r == '&':
			if r == '&' && !first {
				goto done
			}
			s.buffer.WriteRune(r)
			lastEnd = s.pos + size
			if r == '&' {
				s.pos += size
				goto done
			}
		case (r == '\'' || r == '’' || r == '‘' || r == '`') && s.letterAt(s.pos+size) && !first:
			s.buffer.WriteByte('\'')
		case (r == '.' || r == ':' || r == ',') && s.digitAt(s.pos+1) && s.pos > w.start && s.digitAt(s.pos-1):
			s.buffer.WriteByte('.')
		case unicode.IsMark(r) || invisible(r):
			lastEnd = s.pos + size
		default:
			goto done
		}
		s.pos += size
		first = false
	}
done:
	w.end = max(lastEnd, w.start+1)
	s.pos = max(s.pos, w.end)
	w.text = s.buffer.String()
	return w
}

func (s *scanner) letterAt(i int) bool {
	if i >= len(s.text) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s.text[i:])
	return unicode.IsLetter(r)
}

func (s *scanner) digitAt(i int) bool {
	return i >= 0 && i < len(s.text) && s.text[i] >= '0' && s.text[i] <= '9'
}

// stops reads a run of closing punctuation; many says it was more than one dot.
func (s *scanner) stops() (many, ask bool) {
	n := 0
	for s.pos < len(s.text) {
		r, size := utf8.DecodeRuneInString(s.text[s.pos:])
		switch r {
		case '.', '!', '。', '！':
			n++
		case '…':
			n += 3
		case '?', '‽', '？':
			ask = true
			n++
		default:
			return n > 1, ask
		}
		s.pos += size
	}
	return n > 1, ask
}

// continues says whether the text goes on in lower case after an ellipsis.
func (s *scanner) continues() bool {
	for i := s.pos; i < len(s.text); {
		r, size := utf8.DecodeRuneInString(s.text[i:])
		if r == ' ' {
			i += size
			continue
		}
		return unicode.IsLower(r)
	}
	return false
}

// abbreviation says whether the full stop after word ends no sentence.
func (s *scanner) abbreviation(word string) bool {
	switch word {
	case "mr", "mrs", "ms", "dr", "st", "prof", "vs", "etc", "eg", "ie", "approx":
		return true
	}
	return len(word) == 1 && s.letterAt(s.pos)
}

// lineEnds says whether the line break at position at ends a sentence: an empty line, or a short line, does;
// a long line was wrapped.
func (s *scanner) lineEnds(at int) bool {
	if s.blankLine() {
		return true
	}
	const wrapped = 55
	from := max(0, at-wrapped)
	return strings.IndexByte(s.text[from:at], '\n') >= 0 || at < wrapped
}

func (s *scanner) blankLine() bool {
	for i := s.pos; i < len(s.text) && i < s.pos+80; i++ {
		switch s.text[i] {
		case '\n':
			return true
		case ' ', '\t', '\r':
		default:
			return false
		}
	}
	return false
}

// quote opens or closes a quotation. An opening mark needs its closing mark near by: a lost one must not
// silence the rest of the letter.
func (s *scanner) quote(r rune, at, size int) {
	if s.quoted {
		s.quoted = false
		return
	}
	const reach = 400
	rest := s.text[at+size : min(len(s.text), at+size+reach)]
	if i := strings.IndexAny(rest, "\"”“»«"); i >= 0 && !strings.Contains(rest[:i], "\n\n") && r != '”' {
		s.quoted = true
	}
}

// single handles apostrophes used as quotation marks: before a word and after a space to open,
// after a word and before a space or stop to close.
func (s *scanner) single(r rune, at, size int) {
	if r == '`' {
		return
	}
	spaceBefore := at == 0 || strings.IndexByte(" \t\n(,:", s.text[at-1]) >= 0
	if !s.quoted && spaceBefore && s.letterAt(at+size) {
		const reach = 240
		rest := s.text[at+size : min(len(s.text), at+size+reach)]
		for i := 0; i < len(rest); {
			r, n := utf8.DecodeRuneInString(rest[i:])
			if r == '\n' {
				return
			}
			if (r == '\'' || r == '’') && i > 0 && (i+n >= len(rest) || strings.IndexByte(" .,;:!?)\n", rest[i+n]) >= 0) {
				s.quoted = true
				return
			}
			i += n
		}
		return
	}
	if s.quoted && !spaceBefore && !s.letterAt(at+size) {
		s.quoted = false
	}
}

// closeQuote takes a closing mark after the full stop into the sentence.
func (s *scanner) closeQuote(end *int) {
	if !s.quoted || s.pos >= len(s.text) {
		return
	}
	r, size := utf8.DecodeRuneInString(s.text[s.pos:])
	if isQuote(r) || r == '\'' || r == '’' {
		s.pos += size
		s.quoted = false
		*end = s.pos
	}
}
