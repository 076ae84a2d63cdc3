package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"kept/ledger"
	"kept/ledger/disk"
	"kept/seal"
)

type verifyCommand struct {
	place
	PassphraseStdin bool `help:"Read the passphrase from the input, the one of Mine (if it has its own) from a second line."`
}

// Run checks the whole record and says what it found. It changes nothing and may run beside an open Kept.
func (c *verifyCommand) Run(s *streams) error {
	f, err := c.folders()
	if err != nil {
		return err
	}
	store, err := disk.Open(disk.Options{Dir: f.record, State: f.state, ReadOnly: true})
	if err != nil {
		return err
	}
	ctx := context.Background()
	l, err := ledger.Open(ctx, store, systemClock{})
	switch {
	case errors.Is(err, ledger.ErrEmpty):
		store.Close()
		fmt.Fprintln(s.out, "Nothing is kept here yet.")
		return nil
	case errors.Is(err, ledger.ErrMissing):
		store.Close()
		fmt.Fprintln(s.out, "This device remembers a record, and its files are gone. If you have a copy, put it back before you open Kept.")
		return errDamaged
	case errors.Is(err, ledger.ErrUnreadable):
		store.Close()
		fmt.Fprintln(s.out, "The beginning of the record cannot be read, so nothing in it can be opened. Nothing was changed. If you have a copy, keep both.")
		return errDamaged
	case errors.Is(err, ledger.ErrNewerFormat):
		store.Close()
		return errors.New("a newer Kept wrote this record; check it with that one")
	case err != nil:
		store.Close()
		return err
	}
	defer l.Close()
	if err := c.unlock(ctx, s, l); err != nil {
		return err
	}
	report, err := l.Verify(ctx)
	if err != nil {
		return err
	}
	return tell(s.out, report, l.Unlocked(seal.Main), l.Unlocked(seal.Mine))
}

// unlock opens what the person has a passphrase for. Without one it opens nothing, which is no error.
func (c *verifyCommand) unlock(ctx context.Context, s *streams, l *ledger.Ledger) error {
	a := newAsker(s)
	if a.terminal == nil && !c.PassphraseStdin {
		return nil
	}
	passphrase, err := a.ask("Passphrase (empty: check what can be checked without it): ")
	if err != nil || passphrase == "" {
		return err
	}
	keys, err := l.Vault().Unlock(passphrase)
	if err != nil {
		return errors.New("this passphrase does not open it")
	}
	if _, err := l.Unlock(ctx, seal.Main, keys[seal.Main]); err != nil {
		return err
	}
	if keys[seal.Mine] == nil {
		passphrase, err := a.ask("Passphrase of Mine (empty: leave it locked): ")
		if err != nil || passphrase == "" {
			return err
		}
		if keys[seal.Mine], err = l.Vault().UnlockHalf(seal.Mine, passphrase); err != nil {
			return errors.New("this passphrase does not open Mine")
		}
	}
	_, err = l.Unlock(ctx, seal.Mine, keys[seal.Mine])
	return err
}

// tell says in plain words what was found. Anything that is not as it was kept is damage.
func tell(out io.Writer, r ledger.Report, main, mine bool) error {
	switch {
	case main && mine:
		fmt.Fprintf(out, "Read the whole record: %s.\n", entries(r.Entries))
	case main:
		fmt.Fprintf(out, "Read all but Mine, which stayed locked: %s. Of Mine, only what can be checked without its passphrase.\n", entries(r.Entries))
	default:
		fmt.Fprintln(out, "Checked what can be checked without a passphrase.")
	}
	if r.Damaged > 0 {
		fmt.Fprintf(out, "%s cannot be read. Nothing was thrown away; everything else is readable.\n", entries(r.Damaged))
	}
	if r.Missing > 0 {
		fmt.Fprintf(out, "%s that others refer to could not be found.\n", entries(r.Missing))
	}
	if r.FellBack {
		fmt.Fprintln(out, "One of the two copies of the record's beginning is damaged. The other one is used.")
	}
	if r.Older && !r.Unmarked {
		fmt.Fprintln(out, "This is an older copy: this device has seen a newer one.")
	}
	if r.Unmarked {
		fmt.Fprintln(out, "This device has not seen this record before, so it cannot tell whether there is a newer copy.")
	}
	if r.Damaged > 0 || r.Missing > 0 || r.FellBack || r.Older && !r.Unmarked {
		return errDamaged
	}
	fmt.Fprintln(out, "Everything is as it was kept.")
	return nil
}

func entries(n int) string {
	if n == 1 {
		return "1 entry"
	}
	return fmt.Sprintf("%d entries", n)
}
