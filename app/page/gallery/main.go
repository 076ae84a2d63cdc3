// Command gallery shows every component on one page, for development: make gallery.
//
// It serves 127.0.0.1:8399 until it is stopped; /light and /dark fix the theme. Nothing of it is part of Kept.
package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"net/http"
	"os"

	"github.com/a-h/templ"

	"kept/app/page"
	"kept/app/words"
	"kept/web"
)

const address = "127.0.0.1:8399"

func main() {
	http.Handle("GET /w/", http.StripPrefix("/w/", web.Handler()))
	for path, theme := range map[string]string{"/{$}": "", "/light": "light", "/dark": "dark"} {
		http.Handle("GET "+path, templ.Handler(gallery(theme)))
	}
	fmt.Println("The gallery is open at http://" + address)
	if err := http.ListenAndServe(address, nil); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// gallery is one frame with every component in it.
func gallery(theme string) templ.Component {
	f := page.Frame{Place: words.Ours, Tabs: true, Half: "main", Theme: theme, Problem: words.NoDay, Said: words.Noted, Notices: []string{words.FellBack}}
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return page.Page(f).Render(templ.WithChildren(ctx, all()), w)
	})
}

func all() templ.Component {
	return templ.Join(
		page.Audience(),
		page.Secret("passphrase", words.Passphrase, "off"),
		page.Choices("/", "role", []page.Choice{{Value: "a", Text: words.StartHurt}, {Value: "b", Text: words.StartDid}}),
		page.Scale("value", 7),
		page.Due(page.DueCard{What: "Ten minutes each evening, phone in another room", When: words.ByWhen("today", "21:00"), Path: "/", Movable: true}),
		page.FeelForm("/", []string{"hurt", "angry", "numb"}, []page.Group{{Name: "Lighter", Words: []string{"calm", "glad"}}}),
		page.Act("/", words.EraseDo, "erase"),
		page.Onward(page.Link{Path: "/", Text: words.Done}, []page.Link{{Path: "/", Text: words.Skip1}}),
		page.Curve(curve()),
	)
}

// curve is a shape to look at, not a result.
func curve() page.Chart {
	c := page.Chart{Label: words.CurveTitle, First: "5 October", Last: "today"}
	for i := range 50 {
		x := float64(i) / 49
		mid, wide := .55+.3*math.Sin(4*x), .35-.2*x
		p := page.ChartPoint{X: x, Mid: mid}
		for b, s := range []float64{1, .65, .35} {
			p.Low[b], p.High[b] = max(0, mid-s*wide), min(1, mid+s*wide)
		}
		c.Points = append(c.Points, p)
	}
	return c
}
