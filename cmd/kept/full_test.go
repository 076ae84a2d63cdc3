//go:build linux

package main

import (
	"html"
	"os/exec"
	"strings"
	"testing"

	"kept/app/words"
)

// onFullDisk are two ways to run out of room: a small file system of its own, and a limit on the size of each file.
var onFullDisk = map[string][]string{
	"small disk":  {"unshare", "--map-root-user", "--mount", "sh", "-c", `mount -t tmpfs -o size=500k,mode=700 none "$KEPT_HOME" && exec "$0" "$@"`},
	"small files": {"sh", "-c", `ulimit -f 256 && exec "$0" "$@"`}, // blocks of 512 bytes
}

func TestAFullDiskRefusesAndLosesNothing(t *testing.T) {
	t.Parallel()
	for name, before := range onFullDisk {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if name == "small disk" && exec.Command("unshare", "--map-root-user", "--mount", "true").Run() != nil {
				t.Log("this system lets nobody make a small disk; the limit on files is tested")
				return
			}
			p := newProgram(t)
			p.start(before...)
			b := newBrowser(t, p)
			b.found(passphrase, "page 0")
			acknowledged := []string{"page 0"}
			var refused page
			var text string
			for len(acknowledged) < 100 {
				text = "page " + canaryNumber(len(acknowledged)) + " " + strings.Repeat("word ", 1500)
				shown := b.post(blankPage, "text", text)
				if shown.address == blankPage {
					refused = shown
					break
				}
				acknowledged = append(acknowledged, text)
			}
			if !strings.Contains(refused.body, html.EscapeString(words.Full)) || !strings.Contains(refused.body, text) {
				t.Fatalf("after %d pages: want the sentence that there is no room, and the words still in the field: %.2000s", len(acknowledged), refused)
			}
			b.post("/lock")
			b.unlock(passphrase)
			mine := b.get("/3")
			b.mustShow(mine, acknowledged)
			if erased := b.post(mine.links()[b.indexOfNote(mine, 0)] + "/e"); erased.address != "/3" || !strings.Contains(erased.body, html.EscapeString(words.Erased)) {
				t.Errorf("nothing can be erased on a full disk: %.2000s", erased)
			}
			acknowledged = acknowledged[:len(acknowledged)-1] // the newest stands first
			b.post("/lock")
			b.unlock(passphrase)
			b.mustShow(b.get("/3"), acknowledged)
		})
	}
}

// canaryNumber names pages so that no name is part of another.
func canaryNumber(n int) string { return strings.Repeat("i", n) + "x" }

// mustShow opens every page of one's own that the list names and looks for the texts.
func (b *browser) mustShow(mine page, texts []string) {
	b.t.Helper()
	var all strings.Builder
	notes := 0
	for _, link := range mine.links() {
		if isNote(link) {
			all.WriteString(b.get(link).body)
			notes++
		}
	}
	for i, text := range texts {
		if !strings.Contains(all.String(), strings.TrimSpace(text)) {
			b.t.Errorf("page %d of %d was acknowledged and is not there", i, len(texts))
		}
	}
	if notes != len(texts) {
		b.t.Errorf("%d pages are there, %d were acknowledged", notes, len(texts))
	}
}

func (b *browser) indexOfNote(mine page, n int) int {
	for i, link := range mine.links() {
		if isNote(link) {
			if n == 0 {
				return i
			}
			n--
		}
	}
	b.t.Fatalf("no page in the list: %s", mine)
	return 0
}

// isNote says whether an address is that of a page of one's own: /3/ and 16 hexadecimal digits.
func isNote(link string) bool { return strings.HasPrefix(link, "/3/") && len(link) == len("/3/")+16 }
