package reviewer

import "strings"

// The forms of a verb. Tables give the base form, with irregular past and participle after slashes.
type verbForms struct{ base, s, past, pp, ing string }

const vowels = "aeiou"

// inflect builds the forms of a verb such as "hide/hid/hidden", "stop" or "cover up". A phrase changes its first word.
// A plus sign after the first word doubles its last letter ("admit+": admitted).
func inflect(entry string) verbForms {
	parts := strings.Split(entry, "/")
	word, rest, _ := strings.Cut(parts[0], " ")
	if rest != "" {
		rest = " " + rest
	}
	word, double := strings.CutSuffix(word, "+")
	double = double || doubles(word)
	stem := word
	if double {
		stem += word[len(word)-1:]
	}
	f := verbForms{base: word, s: word + "s", past: stem + "ed", ing: stem + "ing"}
	n := len(word)
	switch {
	case strings.HasSuffix(word, "ie"):
		f.past, f.ing = word+"d", word[:n-2]+"ying"
	case strings.HasSuffix(word, "ee"), strings.HasSuffix(word, "ye"):
		f.past, f.ing = word+"d", word+"ing"
	case strings.HasSuffix(word, "e"):
		f.past, f.ing = word+"d", word[:n-1]+"ing"
	case n > 1 && strings.HasSuffix(word, "y") && !strings.Contains(vowels, word[n-2:n-1]):
		f.s, f.past = word[:n-1]+"ies", word[:n-1]+"ied"
	}
	for _, end := range []string{"s", "x", "z", "ch", "sh", "o"} {
		if strings.HasSuffix(word, end) {
			f.s = word + "es"
		}
	}
	if word == "be" {
		f.s, f.ing = "is", "being"
	}
	if word == "have" {
		f.s = "has"
	}
	f.pp = f.past
	if len(parts) > 1 {
		f.past, _, _ = strings.Cut(parts[1], " ")
		f.pp = f.past
	}
	if len(parts) > 2 {
		f.pp, _, _ = strings.Cut(parts[2], " ")
	}
	f.base, f.s, f.past, f.pp, f.ing = f.base+rest, f.s+rest, f.past+rest, f.pp+rest, f.ing+rest
	return f
}

// doubles says whether a short verb doubles its last letter: one vowel between consonants, as in stop.
func doubles(w string) bool {
	n := len(w)
	if n < 3 || strings.ContainsAny(w[n-1:], "aeiouwxyh") || !strings.Contains(vowels, w[n-2:n-1]) {
		return false
	}
	count := 0
	for i := range w {
		if strings.Contains(vowels, w[i:i+1]) {
			count++
		}
	}
	return count == 1
}

// plural builds the plural of a noun; "child/children" gives an irregular one.
func plural(entry string) (one, many string) {
	one, many, irregular := strings.Cut(entry, "/")
	if irregular {
		return one, many
	}
	n := len(one)
	switch {
	case n > 1 && strings.HasSuffix(one, "y") && !strings.Contains(vowels, one[n-2:n-1]):
		return one, one[:n-1] + "ies"
	case strings.HasSuffix(one, "s"), strings.HasSuffix(one, "x"), strings.HasSuffix(one, "ch"), strings.HasSuffix(one, "sh"):
		return one, one + "es"
	}
	return one, one + "s"
}
