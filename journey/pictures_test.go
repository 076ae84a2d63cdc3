package journey

import (
	"bytes"
	"flag"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"

	"kept/app/apptest"
	"kept/app/words"
)

var (
	readmeTo = flag.String("pictures", "", "draw the pictures of the README into this folder")
	allTo    = flag.String("every-picture", "", "draw every page in light and dark, on a phone and on a desk, into this folder")
)

// readme are the pictures that stand in the README, in its order.
var readme = []struct {
	name string
	come func(empty, full *window, d *demo) *window
}{
	{"door", func(empty, _ *window, _ *demo) *window { return empty.goTo("/") }},
	{"tonight", func(_, full *window, _ *demo) *window {
		field, _ := tonight()
		return full.goTo("/p/1").fill(field, "It was a good day until the bank's letter. I had told her it would come. She read it standing up, and then she made tea for both of us. I do not know what that means and I do not have to know tonight.")
	}},
	{"today", func(_, full *window, _ *demo) *window { return full.goTo("/1") }},
	{"path", func(_, full *window, d *demo) *window { return full.goTo("/4" + d.evening[2:]) }},
}

// TestThePicturesOfTheReadmeShowTheAppAsItIs draws them anew. They stay as they are until somebody draws them again
// with -pictures, so their names and sizes are what is compared.
func TestThePicturesOfTheReadmeShowTheAppAsItIs(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	empty, full := open(t, house(t, apptest.Start(t)), ""), open(t, house(t, d.Person), "")
	full.goTo("/").fill(words.Passphrase, passphrase).press(words.UnlockDo)
	for _, picture := range readme {
		w := picture.come(empty, full, d)
		drawn := w.picture(390, 844, 1.5)
		file := filepath.Join("../docs/screenshots", picture.name+".png")
		if *readmeTo != "" {
			file = filepath.Join(*readmeTo, picture.name+".png")
			if err := os.WriteFile(file, drawn, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		committed, err := os.ReadFile(file)
		if err != nil {
			t.Fatalf("%v: make screenshots draws it", err)
		}
		if got, want := bounds(t, committed), bounds(t, drawn); got != want {
			t.Errorf("%s is %s, and what is drawn now is %s: make screenshots draws it anew", file, got, want)
		}
	}
	if *allTo != "" {
		d := newDemo(t)
		everyPicture(t, "new", open(t, house(t, apptest.Start(t)), ""), before())
		everyPicture(t, "kept", open(t, house(t, d.Person), ""), after(d))
	}
}

func everyPicture(t *testing.T, state string, w *window, places []place) {
	for i, p := range places {
		w.size(390, 844)
		p.come(w)
		name := fmt.Sprintf("%s-%02d%s", state, i, strings.ReplaceAll(w.path(), "/", "_"))
		for _, dark := range []bool{false, true} {
			w.dark(dark)
			for _, s := range [][2]int64{{390, 844}, {1280, 800}} {
				file := filepath.Join(*allTo, fmt.Sprintf("%s-%d-%v.png", name, s[0], map[bool]string{false: "light", true: "dark"}[dark]))
				if err := os.WriteFile(file, w.picture(s[0], s[1], 1), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
		w.dark(false)
	}
}

// picture is what is seen in a window of that size, with scale points for each of its own.
func (w *window) picture(width, height int64, scale float64) []byte {
	w.t.Helper()
	call(w, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: height, DeviceScaleFactor: scale})
	ask[bool](w, `(scrollTo(0, 0), document.activeElement.blur(), true)`) // no blinking cursor
	return call(w, page.CaptureScreenshot, page.CaptureScreenshotParams{}).Data
}

func bounds(t *testing.T, picture []byte) string {
	t.Helper()
	c, err := png.DecodeConfig(bytes.NewReader(picture))
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%d by %d", c.Width, c.Height)
}
