package entry

import (
	"errors"
	"strings"
	"testing"

	"kept/seal"
)

func TestFieldsOutsideTheirLimitsAreNamed(t *testing.T) {
	agreement := func(change func(*Agreement)) Content {
		a := Agreement{"what", "weekly", 1, 1, "2026-11-23", "Europe/Berlin", ""}
		change(&a)
		return a
	}
	long := strings.Repeat("x", MaxText+1)
	for _, c := range []struct {
		content Content
		field   string
		want    error
	}{
		{Person{strings.Repeat("ä", MaxName+1)}, "name", ErrTooLong},
		{Person{"a\xff"}, "name", ErrNotText},
		{Person{"a\x00b"}, "name", ErrNotText},
		{Settings{"Local", 10, ""}, "zone", ErrChoice},
		{Settings{"", 1, ""}, "idle minutes", ErrChoice},
		{Settings{"", 11, ""}, "idle minutes", ErrChoice},
		{Settings{"", 10, "blue"}, "theme", ErrChoice},
		{SpareWords{"seen", "2026-11-22"}, "event", ErrChoice},
		{SpareWords{"shown", "2026-2-2"}, "day", ErrChoice},
		{agreement(func(a *Agreement) { a.What = "" }), "what", ErrEmpty},
		{agreement(func(a *Agreement) { a.What = strings.Repeat("e", MaxWhat+1) }), "what", ErrTooLong},
		{agreement(func(a *Agreement) { a.Repeat = "yearly" }), "repeat", ErrChoice},
		{agreement(func(a *Agreement) { a.Every = 0 }), "every", ErrChoice},
		{agreement(func(a *Agreement) { a.Every = 53 }), "every", ErrChoice},
		{agreement(func(a *Agreement) { a.Repeat, a.Every, a.Weekdays = "once", 2, 0 }), "every", ErrChoice},
		{agreement(func(a *Agreement) { a.Weekdays = 0x80 }), "weekdays", ErrChoice},
		{agreement(func(a *Agreement) { a.Repeat = "days" }), "weekdays", ErrChoice},
		{agreement(func(a *Agreement) { a.Start = "2026-02-29" }), "start", ErrChoice},
		{agreement(func(a *Agreement) { a.Start = "1899-12-31" }), "start", ErrChoice},
		{agreement(func(a *Agreement) { a.Zone = "" }), "zone", ErrChoice},
		{agreement(func(a *Agreement) { a.Zone = "../etc/passwd" }), "zone", ErrChoice},
		{agreement(func(a *Agreement) { a.At = "24:00" }), "at", ErrChoice},
		{Mark{"2026-11-23", "late", ""}, "outcome", ErrChoice},
		{Mark{"", "kept", ""}, "occurrence", ErrChoice},
		{Mark{"2026-11-23", "kept", "2026-11-24"}, "to", ErrChoice},
		{Mark{"2026-11-23", "moved", "tomorrow"}, "to", ErrChoice},
		{Role{""}, "role", ErrChoice},
		{Note{"diary", []string{"x"}, "2026-11-22", ""}, "page", ErrChoice},
		{Note{"blank", nil, "2026-11-22", ""}, "parts", ErrChoice},
		{Note{"blank", make([]string, MaxParts+1), "2026-11-22", ""}, "parts", ErrChoice},
		{Note{"blank", []string{"", ""}, "2026-11-22", ""}, "parts", ErrEmpty},
		{Note{"blank", []string{"x", long}, "2026-11-22", ""}, "parts", ErrTooLong},
		{Note{"question", []string{"x"}, "2026-11-22", "all"}, "choice", ErrChoice},
		{Feeling{"", -1, ""}, "word", ErrEmpty},
		{Feeling{"sad", 11, ""}, "strength", ErrChoice},
		{Feeling{"sad", -2, ""}, "strength", ErrChoice},
		{Feeling{strings.Repeat("s", MaxWord+1), 1, ""}, "word", ErrTooLong},
		{Feeling{"sad", 1, long}, "line", ErrTooLong},
		{Check{"2026-11-22", "weather", 1}, "question", ErrChoice},
		{Check{"2026-11-22", "ease", 11}, "value", ErrChoice},
		{Line{"2026-11-22", "line", ""}, "text", ErrEmpty},
		{Line{"2026-11-22", "line", long}, "text", ErrTooLong},
		{Line{"2026-11-22", "today", "x"}, "page", ErrChoice},
	} {
		sp := newSpace(t, map[half]seal.SpaceKind{mainHalf: seal.KindSelf, mineHalf: seal.KindMine}[kinds[c.content.kind()].half])
		_, err := Seal(sp, coreFor(c.content.kind()), Of(c.content))
		var field *FieldError
		if !errors.As(err, &field) || field.Field != c.field || !errors.Is(err, c.want) {
			t.Errorf("%.200T %.80v: got %v, want field %q: %v", c.content, c.content, err, c.field, c.want)
		}
		// What may not be sealed may not be read either, whoever sealed it.
		if _, err := unmarshalBody(encode(wireBody{c.content.kind(), encode(c.content)})); !errors.Is(err, ErrMalformed) {
			t.Errorf("%.80T read from bytes: got %v, want %v", c.content, err, ErrMalformed)
		}
	}
}

func TestCoresOutsideTheirLimitsAreRefused(t *testing.T) {
	sp := newSpace(t, seal.KindSelf)
	many := make([]ID, MaxLinks+1)
	for i := range many {
		many[i] = ID{byte(i)}
	}
	for name, core := range map[string]Core{
		"depth 0":                   {},
		"depth 1 with parents":      {Depth: 1, Parents: many[:1]},
		"depth 2 without parents":   {Depth: 2},
		"depth that would overflow": {Depth: maxDepth + 1, Parents: many[:1]},
		"too many parents":          {Depth: 2, Parents: many},
		"a clock before year 1":     {Depth: 1, Clock: minClock - 1},
		"a clock after year 9999":   {Depth: 1, Clock: maxClock + 1},
		"an answer too many":        {Depth: 1, Answers: many[:1]},
	} {
		if _, err := Seal(sp, core, Of(Person{"Sam"})); !errors.Is(err, ErrMalformed) {
			t.Errorf("%s: got %v, want %v", name, err, ErrMalformed)
		}
	}
	for kind, n := range map[Kind]int{KindMark: 0, KindEnd: 2, KindWithdraw: 0} {
		for _, b := range good() {
			if b.Kind != kind {
				continue
			}
			if _, err := Seal(sp, Core{Depth: 1, Answers: many[:n]}, b); !errors.Is(err, ErrMalformed) {
				t.Errorf("%s answering %d: got %v, want %v", kind, n, err, ErrMalformed)
			}
		}
	}
}
