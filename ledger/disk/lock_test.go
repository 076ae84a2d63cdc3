//go:build unix

package disk_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"syscall"
	"testing"

	"kept/ledger"
	"kept/ledger/disk"
)

func TestOneWriterAtATime(t *testing.T) {
	o := folders(t)
	s := founded(t, o)
	noError(t, "announce", s.Announce("http://home.localhost:4711"))
	_, err := disk.Open(o)
	var busy *disk.BusyError
	if !errors.Is(err, disk.ErrBusy) || !errors.As(err, &busy) || busy.Address != "http://home.localhost:4711" {
		t.Fatalf("open beside a writer: got %v, want ErrBusy with the announced address", err)
	}
	add(t, s, 1, "still the writer")
	noError(t, "close", s.Close())
	next := open(t, o)
	add(t, next, 1, "the next one")
}

func TestAHandedOverLockKeepsOthersOut(t *testing.T) {
	o := folders(t)
	s := founded(t, o)
	fd, err := syscall.Dup(int(s.LockFile().Fd()))
	noError(t, "hand over", err)
	noError(t, "close the process's own", s.LockFile().Close()) // the process before is gone without a Close
	_, err = disk.Open(o)
	wantError(t, "open between the two processes", err, disk.ErrBusy)
	o.Lock = os.NewFile(uintptr(fd), "lock")
	next := open(t, o)
	add(t, next, 1, "after the hand-over")
	o.Lock = nil
	_, err = disk.Open(o)
	wantError(t, "open beside the second process", err, disk.ErrBusy)
}

func TestAReaderBesideAWriterSeesNewThingsAndChangesNothing(t *testing.T) {
	o := folders(t)
	s := founded(t, o)
	add(t, s, 1, "a")
	o.ReadOnly = true
	reader := open(t, o)
	turned(t, s, 2, 1, false)
	add(t, s, 2, "b")
	before := bytesIn(t, o.Dir, o.State)
	h, err := reader.Head(ctx)
	noError(t, "head", err)
	if h.Generation != 2 || framesOf(t, reader, 1) != "a" || framesOf(t, reader, 2) != "b" {
		t.Errorf("reader: got generation %d, want what the writer has", h.Generation)
	}
	wantError(t, "append", reader.Append(ctx, 2, []byte("no")), ledger.ErrReadOnly)
	wantError(t, "commit", reader.Commit(ctx, turning(3, 1, true)), ledger.ErrReadOnly)
	wantError(t, "accept", reader.AcceptOlder(ctx), ledger.ErrReadOnly)
	if health := healthOf(t, reader); !health.ReadOnly || health.Older || health.FellBack {
		t.Errorf("health: got %+v, want read-only and well", health)
	}
	noError(t, "close", reader.Close())
	if after := bytesIn(t, o.Dir, o.State); !reflect.DeepEqual(after, before) {
		t.Errorf("a reader changed the folder")
	}
	add(t, s, 2, "c")
}

func TestAReaderMakesNoFolder(t *testing.T) {
	o := folders(t)
	o.ReadOnly = true
	_, err := open(t, o).Head(ctx)
	wantError(t, "head", err, ledger.ErrEmpty)
	if _, err := os.Stat(o.Dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the record's folder: got %v, want none", err)
	}
}

func bytesIn(t *testing.T, dirs ...string) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, dir := range dirs {
		noError(t, "walk", filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				b, err := os.ReadFile(name)
				all[name] = string(b)
				return err
			}
			return err
		}))
	}
	return all
}
