package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os/signal"
	"syscall"
	"time"

	"kept/app"
	"kept/host/loopback"
	"kept/ledger/disk"
	"kept/seal"
)

type openCommand struct {
	place
	NoBrowser bool   `help:"Only print the address."`
	Away      string `hidden:"" env:"KEPT_AWAY" default:"https://www.bbc.co.uk/weather"` // where Exit leads; a loopback double in tests
}

// Run is the native home from start to end, or its continuation after a lock.
func (c *openCommand) Run(s *streams) error {
	left, err := loopback.Inherit()
	if err != nil {
		return err
	}
	f, err := c.folders()
	if err != nil {
		return err
	}
	store, readOnly, err := openStore(f, left)
	if running := (*disk.BusyError)(nil); errors.As(err, &running) {
		return c.join(s, f, running.Address)
	}
	if err != nil {
		return err
	}
	defer store.Close()
	home, err := loopback.Listen(f.state, left)
	if err != nil {
		return err
	}
	defer home.Close()
	if !left.Given() {
		// On a full or read-only disk this fails, and a second Kept will not find us. That must keep nobody out.
		_ = store.Announce(home.Address())
	}
	a, err := app.New(app.Config{
		Store: store, Clock: systemClock{}, Sessions: home.Sessions(),
		Forget: func(h app.Handover) { home.Forget(packHandover(h)) },
		Resume: resume(home, left.Handover),
		Away:   c.Away, Zone: deviceZone(), Place: f.record, ReadOnly: readOnly,
		Report: func(number string, err error) {
			fmt.Fprintf(s.err, "kept: something went wrong, number %s: %s\n", number, f.withoutFolders(err))
		},
	})
	if err != nil {
		return err
	}
	defer a.Close()
	if !left.Given() {
		c.greet(s, home)
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	err = home.Serve(ctx, a, a.Tick, s.err)
	if errors.Is(err, loopback.ErrReplace) {
		// Nothing is closed: what was acknowledged is on the disk, and the lock must not be free for a moment.
		return home.Replace(store.LockFile())
	}
	return err
}

// openStore opens the record for writing, or for reading where the disk allows no more.
func openStore(f folders, left loopback.Inherited) (store *disk.Store, readOnly bool, err error) {
	store, err = disk.Open(disk.Options{Dir: f.record, State: f.state, Lock: left.Lock})
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) {
		store, err = disk.Open(disk.Options{Dir: f.record, State: f.state, ReadOnly: true})
		return store, true, err
	}
	return store, false, err
}

func (c *openCommand) greet(s *streams, home *loopback.Home) {
	fmt.Fprintf(s.out, "Kept is open at %s\n", home.Address())
	if home.Moved {
		fmt.Fprintln(s.out, "Its usual address is taken by another program on this computer. A page you find there is not Kept: type no passphrase into it.")
	}
	if !home.Named() {
		fmt.Fprintf(s.out, "This computer does not know the name home.localhost, so the address is a number. Firefox and Chrome know it: there, %s is better.\n", home.NamedAddress())
	}
	fmt.Fprintln(s.out, "Only this computer can reach it. To close it, press Ctrl-C here.")
	if !c.NoBrowser {
		openBrowser(home.Address())
	}
}

// join shows the Kept that is already running. Between taking the lock and announcing its address a starting
// one needs a moment, and so does one that just ended.
func (c *openCommand) join(s *streams, f folders, address string) error {
	for range 30 {
		if address != "" {
			fmt.Fprintf(s.out, "Kept is already open at %s\n", address)
			if !c.NoBrowser {
				openBrowser(address)
			}
			return nil
		}
		time.Sleep(100 * time.Millisecond)
		store, err := disk.Open(disk.Options{Dir: f.record, State: f.state})
		running := (*disk.BusyError)(nil)
		switch {
		case errors.As(err, &running):
			address = running.Address
		case err != nil:
			return err
		default: // it ended meanwhile
			store.Close()
			return c.Run(s)
		}
	}
	return errors.New("another Kept is starting or ending on this record; try again")
}

// packHandover writes what survives a lock of Mine: the key, then the session. Nothing for a full lock.
func packHandover(h app.Handover) []byte {
	if h.Main == nil {
		return nil
	}
	return append(append([]byte(nil), h.Main[:]...), h.Session...)
}

// resume reads it, and lets the session go on.
func resume(home *loopback.Home, packed []byte) *app.Handover {
	if len(packed) <= len(seal.Key{}) {
		return nil
	}
	defer clear(packed)
	key := seal.Key(packed[:len(seal.Key{})])
	session := string(packed[len(seal.Key{}):])
	home.Sessions().Resume(session)
	return &app.Handover{Session: session, Main: &key}
}
