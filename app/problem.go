package app

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"strconv"

	"kept/app/words"
	"kept/entry"
	"kept/ledger"
	"kept/schedule"
	"kept/seal"
)

// sentences maps what callers decide by to what a person is told, the first match counts.
var sentences = []struct {
	err  error
	says string
}{
	{errLocked, words.OldForm},
	{seal.ErrWrongPassphrase, words.WrongPass},
	{seal.ErrWrongWords, words.WrongWords},
	{seal.ErrShort, words.PassShort},
	{seal.ErrLong, words.PassLong},
	{seal.ErrNotText, words.PassNotText},
	{ledger.ErrFull, words.Full},
	{ledger.ErrUncertain, words.Uncertain},
	{ledger.ErrReadOnly, words.ReadOnlyStore},
	{ledger.ErrOlder, words.Older},
	{ledger.ErrNewerFormat, words.NewerFormat},
	{ledger.ErrUnreadable, words.Unreadable},
	{schedule.ErrRepeat, words.NoRepeat},
	{schedule.ErrEvery, words.NoEvery},
	{schedule.ErrWeekdays, words.NoWeekdays},
	{schedule.ErrDate, words.NoDay},
	{schedule.ErrZone, words.ZoneUnknown},
	{schedule.ErrTime, words.NoTime},
	{entry.ErrEmpty, words.Empty},
	{entry.ErrTooLong, words.TooLong},
	{entry.ErrNotText, words.NotText},
	{entry.ErrChoice, words.PickOne},
}

// sentence says err to a person. One that nobody foresaw gets a number, which the home's log shows beside the error.
func (c *call) sentence(err error) string {
	for _, s := range sentences {
		if errors.Is(err, s.err) {
			return s.says
		}
	}
	if w := (seal.ErrWords{}); errors.As(err, &w) {
		return words.TypedWords(w.Count, w.Position)
	}
	number := errorNumber(err)
	if c.a.cfg.Report != nil {
		c.a.cfg.Report(number, err)
	}
	return words.Unknown(number)
}

// errorNumber is the same for the same error; error texts hold nothing personal, and neither does this.
func errorNumber(err error) string {
	sum := sha256.Sum256([]byte(err.Error()))
	return strconv.Itoa(int(binary.BigEndian.Uint32(sum[:4])) % 1_000_000)
}

// notice keeps what the store said about itself, to be shown until the next lock.
func (a *App) notice(r ledger.Report) {
	add := func(is bool, says string) {
		if !is {
			return
		}
		for _, n := range a.notices {
			if n == says {
				return
			}
		}
		a.notices = append(a.notices, says)
	}
	a.older = a.older || r.Older
	add(r.Damaged > 0 || r.Missing > 0, words.Damaged)
	add(r.FellBack, words.FellBack)
	add(r.ReadOnly || a.cfg.ReadOnly, words.ReadOnlyStore)
}
