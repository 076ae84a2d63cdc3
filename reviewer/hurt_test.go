package reviewer

import (
	"os"
	"strings"
	"testing"
)

func lines(t *testing.T, path string) []string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, line := range strings.Split(string(b), "\n") {
		if line != "" && !strings.HasPrefix(line, "#") {
			out = append(out, line)
		}
	}
	return out
}

func TestAngerOfTheOneWhoWasHurtIsNotMarked(t *testing.T) {
	all := lines(t, "testdata/hurt.txt")
	if len(all) != 100 {
		t.Fatalf("hurt.txt: got %d sentences, want 100", len(all))
	}
	for _, line := range append(all, strings.Join(all, " ")) {
		for _, f := range Review(line, Options{Writer: Hurt}).Findings {
			t.Errorf("%q: got %s by %s, want no mark", line[f.Start:f.End], f.Label, f.Rule)
		}
	}
}

func TestHarmAndControlAreSpokenToWhoeverWrites(t *testing.T) {
	for line, want := range map[string]Flag{
		"I'll break your arm if you see her again.":                             FlagThreat,
		"I will make sure you never see the kids again.":                        FlagThreat,
		"Give me your password or I leave.":                                     FlagControl,
		"You're not allowed to leave the house without telling me.":             FlagControl,
		"I don't want to live any more.":                                        FlagSelfHarm,
		"You lied to me for a year, so I'll kill myself and you can read that.": FlagSelfHarm,
	} {
		for _, who := range []Writer{Hurt, Repairing} {
			r := Review(line, Options{Writer: who})
			if len(r.Safety) == 0 || r.Safety[0] != want {
				t.Errorf("%s, %q: got safety %v, want %s", who, line, r.Safety, want)
			}
		}
	}
}
