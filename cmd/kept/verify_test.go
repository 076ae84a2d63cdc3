package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kept/entry"
	"kept/ledger"
	"kept/ledger/disk"
	"kept/seal"
)

// keep makes a record with pages in Mine and agreements in the other half, and returns its folder.
func keep(t *testing.T, own string) string {
	t.Helper()
	dir := t.TempDir()
	ctx := context.Background()
	store, err := disk.Open(disk.Options{Dir: filepath.Join(dir, "record"), State: filepath.Join(dir, "state")})
	if err != nil {
		t.Fatal(err)
	}
	vault, keys, err := seal.NewVault(seal.Slots{Passphrase: passphrase})
	if err != nil {
		t.Fatal(err)
	}
	l, err := ledger.Create(ctx, store, systemClock{}, vault, keys)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for range 5 {
		if _, err := l.Append(ctx, seal.Mine, entry.Of(entry.Note{Page: "blank", Parts: []string{"a page"}, Day: "2026-01-01"})); err != nil {
			t.Fatal(err)
		}
		if _, err := l.Append(ctx, seal.Main, entry.Of(entry.Person{Name: "somebody"})); err != nil {
			t.Fatal(err)
		}
	}
	if own != "" {
		vault, key, err := l.Vault().Relock(seal.Mine, seal.Slots{Passphrase: own})
		if err != nil {
			t.Fatal(err)
		}
		has := true
		if err := l.Rekey(ctx, vault, seal.Keys{seal.Mine: key}, ledger.Change{OwnPassphrase: &has}); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// verify calls the command as a shell would.
func verify(dir, input string) (code int, out string) {
	var b bytes.Buffer
	args := []string{"verify", "--dir", dir}
	if input != "" {
		args = append(args, "--passphrase-stdin")
	}
	code = run(args, &streams{strings.NewReader(input), &b, &b})
	return code, b.String()
}

func TestVerifySaysWhatItReadAndThatItIsWhole(t *testing.T) {
	const own = "a passphrase for Mine alone"
	one, two := keep(t, ""), keep(t, own)
	cases := []struct {
		name, dir, input, want string
		code                   int
	}{
		{"one passphrase", one, passphrase + "\n", "Read the whole record: 10 entries.\nEverything is as it was kept.\n", exitOK},
		{"no line end", one, passphrase, "Read the whole record: 10 entries.\nEverything is as it was kept.\n", exitOK},
		{"no passphrase", one, "", "Checked what can be checked without a passphrase.\nEverything is as it was kept.\n", exitOK},
		{"an empty passphrase", one, "\n", "Checked what can be checked without a passphrase.\nEverything is as it was kept.\n", exitOK},
		{"a wrong one", one, "another passphrase\n", "kept: this passphrase does not open it\n", exitFailed},
		{"both of two", two, passphrase + "\n" + own + "\n", "Read the whole record: 10 entries.\nEverything is as it was kept.\n", exitOK},
		{"one of two", two, passphrase + "\n", "Read all but Mine, which stayed locked: 5 entries. Of Mine, only what can be checked without its passphrase.\nEverything is as it was kept.\n", exitOK},
		{"a wrong second", two, passphrase + "\n" + passphrase + "\n", "kept: this passphrase does not open Mine\n", exitFailed},
	}
	for _, c := range cases {
		if code, out := verify(c.dir, c.input); code != c.code || out != c.want {
			t.Errorf("%s: exit code %d, %q; want %d, %q", c.name, code, out, c.code, c.want)
		}
	}
}

func TestVerifyFindsDamageWhereverItIsAndChangesNothing(t *testing.T) {
	whole := keep(t, "")
	files, err := filepath.Glob(filepath.Join(whole, "record", "*"))
	if err != nil || len(files) < 4 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		name := filepath.Base(file)
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if name == "lock" || name == "reserve" || len(content) == 0 {
			continue
		}
		damaged := t.TempDir()
		if err := os.CopyFS(damaged, os.DirFS(whole)); err != nil {
			t.Fatal(err)
		}
		content[min(len(content)/2, 200)] ^= 1
		if err := os.WriteFile(filepath.Join(damaged, "record", name), content, 0o600); err != nil {
			t.Fatal(err)
		}
		if code, out := verify(damaged, passphrase); code != exitDamaged || strings.Contains(out, "Everything is as it was kept.") {
			t.Errorf("%s: exit code %d, %q; want 3 and no word that all is well", name, code, out)
		}
		if after, err := os.ReadFile(filepath.Join(damaged, "record", name)); err != nil || !bytes.Equal(after, content) {
			t.Errorf("%s was changed: %v", name, err)
		}
	}
}

func TestVerifyNoticesAnOlderCopy(t *testing.T) {
	dir := keep(t, "")
	older := t.TempDir()
	if err := os.CopyFS(older, os.DirFS(filepath.Join(dir, "record"))); err != nil {
		t.Fatal(err)
	}
	store, err := disk.Open(disk.Options{Dir: filepath.Join(dir, "record"), State: filepath.Join(dir, "state")})
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	l, err := ledger.Open(ctx, store, systemClock{})
	if err != nil {
		t.Fatal(err)
	}
	keys, err := l.Vault().Unlock(passphrase)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Unlock(ctx, seal.Main, keys[seal.Main]); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Append(ctx, seal.Main, entry.Of(entry.Person{Name: "later"})); err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(filepath.Join(dir, "record")); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(dir, "record"), os.DirFS(older)); err != nil {
		t.Fatal(err)
	}
	if code, out := verify(dir, passphrase); code != exitDamaged || !strings.Contains(out, "This is an older copy") {
		t.Errorf("an older copy: exit code %d, %q", code, out)
	}
	if err := os.RemoveAll(filepath.Join(dir, "record")); err != nil {
		t.Fatal(err)
	}
	if code, out := verify(dir, passphrase); code != exitDamaged || !strings.Contains(out, "its files are gone") {
		t.Errorf("files gone: exit code %d, %q", code, out)
	}
	if err := os.RemoveAll(filepath.Join(dir, "state")); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(dir, "record"), os.DirFS(older)); err != nil {
		t.Fatal(err)
	}
	if code, out := verify(dir, passphrase); code != exitOK || !strings.Contains(out, "has not seen this record before") {
		t.Errorf("another device: exit code %d, %q", code, out)
	}
}

func TestVerifyLeavesARecordOfANewerKeptAlone(t *testing.T) {
	dir := t.TempDir()
	head := append([]byte("KEPT\x02\x00\x00\x00"), make([]byte, 12)...) // version 2, generation and length as in every version
	head[15] = 9
	sum := sha256.Sum256(head)
	head = append(head, sum[:]...)
	if err := os.MkdirAll(filepath.Join(dir, "record"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"head.a", "head.b"} {
		if err := os.WriteFile(filepath.Join(dir, "record", name), head, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if code, out := verify(dir, passphrase); code != exitFailed || out != "kept: a newer Kept wrote this record; check it with that one\n" {
		t.Errorf("exit code %d, %q", code, out)
	}
}

// A record that is open in Kept is read beside it, and goes on.
func TestVerifyReadsBesideAnOpenKept(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	p.start()
	b := newBrowser(t, p)
	b.found(passphrase, "words")
	if code, out := verify(p.dir, passphrase); code != exitOK || !strings.Contains(out, "Read the whole record: ") {
		t.Errorf("exit code %d, %q", code, out)
	}
	if shown := b.post(blankPage, "text", "more words"); !strings.HasPrefix(shown.address, "/3/") {
		t.Errorf("nothing can be kept after it: %s", shown)
	}
}
