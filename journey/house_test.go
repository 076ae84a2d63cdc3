package journey

import (
	"bytes"
	"context"
	"testing"

	"kept/app"
	"kept/app/apptest"
	"kept/host/loopback"
)

// house serves a record at a time that stands still, with the native home around it: the same handler and the same
// headers as the program, without its process. It stays one process over a lock.
func house(t testing.TB, d *apptest.Person) (origin string) {
	t.Helper()
	home, err := loopback.Listen(t.TempDir(), loopback.Inherited{})
	if err != nil {
		t.Fatal(err)
	}
	config := d.Config
	config.Sessions = home.Sessions()
	config.Place = "/home/robin/.local/share/kept/record"
	config.Forget = func(app.Handover) {} // what was locked is locked; the process stays
	if d.Config.Store != d.Store {
		t.Fatal("the record is not the one that is served")
	}
	a, err := app.New(config)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error)
	var said bytes.Buffer
	go func() { ended <- home.Serve(ctx, a, func() {}, &said) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil || said.Len() > 0 {
			t.Errorf("%v %s", err, &said)
		}
		home.Close()
	})
	return home.NamedAddress()
}
