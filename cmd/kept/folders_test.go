package main

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func TestFoldersFollowTheSystemsCustom(t *testing.T) {
	if runtime.GOOS == "darwin" {
		t.Log("macOS has one fixed folder; --dir is tested below")
		return
	}
	own := t.TempDir()
	cases := []struct {
		name, data, state, wantRecord, wantState string
	}{
		{"nothing set", "", "", filepath.Join(own, ".local/share/kept"), filepath.Join(own, ".local/state/kept")},
		{"both set", "/a", "/b", "/a/kept", "/b/kept"},
		{"relative ones are ignored", "a", "b", filepath.Join(own, ".local/share/kept"), filepath.Join(own, ".local/state/kept")},
	}
	t.Setenv("HOME", own)
	for _, c := range cases {
		t.Setenv("XDG_DATA_HOME", c.data)
		t.Setenv("XDG_STATE_HOME", c.state)
		got, err := place{}.folders()
		if err != nil || got.record != c.wantRecord || got.state != c.wantState {
			t.Errorf("%s: got %v, %v; want %s, %s", c.name, got, err, c.wantRecord, c.wantState)
		}
	}
}

func TestANamedFolderHoldsBoth(t *testing.T) {
	got, err := place{Dir: "/x"}.folders()
	if want := (folders{"/x/record", "/x/state"}); err != nil || got != want {
		t.Errorf("got %v, %v; want %v", got, err, want)
	}
}

func TestALoggedErrorNamesNoFolder(t *testing.T) {
	f := folders{"/home/anna/.local/share/kept", "/home/anna/.local/state/kept"}
	for _, folder := range []string{f.record, f.state} {
		err := fmt.Errorf("read the head: %w", &fs.PathError{Op: "open", Path: filepath.Join(folder, "head.a"), Err: fs.ErrPermission})
		if got := f.withoutFolders(err); strings.Contains(got, "anna") || !strings.Contains(got, "head.a: permission denied") {
			t.Errorf("%v: logged as %q", err, got)
		}
	}
}

func TestTheZoneIsOneThatCanBeLoaded(t *testing.T) {
	for tz, want := range map[string]string{"Europe/Berlin": "Europe/Berlin", ":Asia/Tokyo": "Asia/Tokyo"} {
		t.Setenv("TZ", tz)
		if got := deviceZone(); got != want {
			t.Errorf("TZ=%s: got %s, want %s", tz, got, want)
		}
	}
	for _, tz := range []string{"", "Local", "No/Where", "/etc/localtime", "../zone"} {
		t.Setenv("TZ", tz)
		if got := deviceZone(); !isZone(got) {
			t.Errorf("TZ=%s: got %s, which cannot be loaded", tz, got)
		}
	}
}
