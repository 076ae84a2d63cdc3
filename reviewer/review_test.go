package reviewer

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func labelsOf(text string) []Label {
	var out []Label
	for _, f := range Review(text, Options{}).Findings {
		if f.Tier == Sure {
			out = append(out, f.Label)
		}
	}
	return out
}

func TestTheGuidesTwoSentencesComeOutAsTheGuideSays(t *testing.T) {
	if got := labelsOf("I'm sorry you feel that way"); !slices.Equal(got, []Label{NonApology}) {
		t.Errorf("the imitation: got %v, want non_apology", got)
	}
	got := labelsOf("I understand how my actions hurt you, and I take responsibility")
	if !slices.Contains(got, Harm) || !slices.Contains(got, Responsibility) || slices.ContainsFunc(got, Label.Avoid) {
		t.Errorf("the real one: got %v, want harm and responsibility and nothing to reconsider", got)
	}
}

func TestWordsThatAreNotTheWritersClaimAreNotMarked(t *testing.T) {
	for _, line := range []string{
		"I'm sorry you lost your mother.",
		"I won't make excuses.",
		"She told me I was overreacting.",
		"\"You're too sensitive\" is what I used to say.",
		"He said \u201cit was only a kiss\u201d and left.",
		"I told you it was nothing, and that was a lie.",
		"People say you should just get over it.",
		"My brother blames his wife for everything.",
	} {
		for _, f := range Review(line, Options{}).Findings {
			if f.Label.Avoid() {
				t.Errorf("%q: got %s by %s, want nothing to reconsider", line, f.Label, f.Rule)
			}
		}
	}
}

func TestInformalSpellingIsReadThrough(t *testing.T) {
	for plain, typed := range map[string]string{
		"I'm sorry you feel that way.":          "im sorry u feel that way",
		"You're overreacting.":                  "ur overreacting",
		"It was only a kiss.":                   "it was ONLYYY a kiss",
		"I don't want to talk about it.":        "i dont wanna talk about it",
		"You have every right to be angry.":     "u have every right to b angry",
		"I apologize for any pain this caused.": "i appologise for any pain this caused",
		"I lied to you about the money.":        "I lied to you about the mon\u00adey.",
	} {
		if a, b := labelsOf(plain), labelsOf(typed); !slices.Equal(a, b) || len(a) == 0 {
			t.Errorf("%q: got %v, want %v as for %q", typed, b, a, plain)
		}
	}
}

func TestSpansMapBackToTheBytesAsGiven(t *testing.T) {
	text := "Liebste \U0001F494 \u2014 I\u2019m sorry you feel that way\u2026 The soup is on."
	f := Review(text, Options{}).Findings
	if len(f) != 1 || text[f[0].Start:f[0].End] != "I\u2019m sorry you feel that way\u2026" {
		t.Errorf("got %v, want the one passage with its punctuation", f)
	}
}

func TestReviewIsTheSameEveryTime(t *testing.T) {
	text := strings.Join(lines(t, "testdata/hurt.txt"), " ")
	first := Review(text, Options{})
	for range 5 {
		if again := Review(text, Options{}); !reflect.DeepEqual(first, again) {
			t.Fatalf("got %v, want the same report as before", again)
		}
	}
}

func TestAStatementLearnsWhatItLacks(t *testing.T) {
	r := Review("I lied to you about the loan. It was my fault.", Options{Kind: Statement})
	if want := []Part{PartHarm, PartChange}; !slices.Equal(r.Missing, want) {
		t.Errorf("missing: got %v, want %v", r.Missing, want)
	}
}

func TestAnAnswerWithoutWhatWasAskedIsAQuietQuestion(t *testing.T) {
	o := Options{Kind: Reply, Question: "Who was she and when did you meet?"}
	r := Review("We talked for a bit.", o)
	if len(r.Missing) != 2 || !slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Label == Evasion && f.Tier == Look }) {
		t.Errorf("empty answer: got %+v, want who and when missing and one quiet evasion", r)
	}
	for _, answer := range []string{"Claire from work, on the second of June.", "I don't know yet, I will look it up tonight."} {
		if r := Review(answer, o); slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Rule == "question-not-answered" }) {
			t.Errorf("%q: got %+v, want no evasion", answer, r.Findings)
		}
	}
}

func TestHalfAnAnswerIsNoEvasion(t *testing.T) {
	r := Review("It was Claire from work.", Options{Kind: Reply, Question: "Who was she and when did you meet?"})
	if len(r.Findings) != 0 || !slices.Equal(r.Missing, []Part{PartWhen}) || !slices.Equal(r.Present, []Part{PartWho}) {
		t.Errorf("got %+v, want who present, when missing and no finding", r)
	}
}

func TestThePageShowsWhatCarriesWeightAndAtMostThreeMarks(t *testing.T) {
	text := "I lied to you about the loan. You're too sensitive. It was only a kiss. Can't you just move on? If you leave, I'll kill myself. You're no saint either."
	p := Review(text, Options{Kind: Statement}).Page(text)
	if len(p.Carries) == 0 || len(p.Marks) != 3 {
		t.Fatalf("got %d that carry and %d marks, want some and 3", len(p.Carries), len(p.Marks))
	}
	if p.Marks[0].Label != Threat || !slices.Contains(p.Safety, FlagSelfHarm) {
		t.Errorf("first mark %s, safety %v: want what touches safety first", p.Marks[0].Label, p.Safety)
	}
	for _, m := range p.Marks {
		if m.Says == "" || m.Asks == "" || !strings.Contains(text, m.Passage) || m.Passage == "" {
			t.Errorf("mark %+v: want a passage, a reason and a question", m)
		}
	}
}

// checkOffsets holds for every report of every text.
func checkOffsets(t interface{ Fatalf(string, ...any) }, text string, r Report) {
	for _, f := range r.Findings {
		if f.Start < 0 || f.End > len(text) || f.Start >= f.End {
			t.Fatalf("finding %+v lies outside a text of %d bytes", f, len(text))
		}
		if !border(text, f.Start) || !border(text, f.End) {
			t.Fatalf("finding %+v cuts a rune", f)
		}
	}
}

// border says whether i is a rune border of text.
func border(text string, i int) bool {
	if i == len(text) || utf8.RuneStart(text[i]) {
		return true
	}
	// a stray continuation byte is a rune of its own
	from := max(0, i-utf8.UTFMax)
	for from < i {
		_, n := utf8.DecodeRuneInString(text[from:])
		if from+n > i && from < i {
			return false
		}
		from += n
	}
	return true
}

func TestOffsetsLieOnTheText(t *testing.T) {
	pieces := append(lines(t, "testdata/hurt.txt"), "\x00", "\xff\xfe", "\u202e", "\U0001F469\u200d\U0001F467", "\n\n", "\"", "'", "...", "im sorry u feel that way", "\u2019", "\xe2\x80")
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(pieces), rapid.String()), 0, 12).Draw(t, "pieces"), rapid.SampledFrom([]string{" ", "", "\n"}).Draw(t, "joint"))
		checkOffsets(t, text, Review(text, Options{Kind: Reply, Question: text}))
	})
}

func TestOrdinaryTextAroundDoesNotChangeAFinding(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		core := rapid.SampledFrom([]string{"I'm sorry you feel that way.", "It was only a kiss.", "I lied to you about the loan.", "You have every right to be angry."}).Draw(t, "core")
		before := rapid.SampledFrom([]string{"", "Good morning.\n\n", "The soup is on. ", "See you at six! "}).Draw(t, "before")
		after := rapid.SampledFrom([]string{"", " The dog is out.", "\n\nLove, Tom"}).Draw(t, "after")
		alone, inside := Review(core, Options{}).Findings, Review(before+core+after, Options{}).Findings
		if len(alone) != len(inside) {
			t.Fatalf("%q: got %v, want %v moved by %d", before+core+after, inside, alone, len(before))
		}
		for i := range alone {
			if inside[i].Start != alone[i].Start+len(before) || inside[i].End != alone[i].End+len(before) || inside[i].Label != alone[i].Label {
				t.Fatalf("%q: got %v, want %v moved by %d", before+core+after, inside[i], alone[i], len(before))
			}
		}
	})
}
