package main

import (
	"errors"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// Addresses of the handler that more than one test uses; see app/routes.go.
const (
	blankPage  = "/p/2" // a page of one's own
	agreements = "/2/n"
	outOfSight = "/x" // locks Mine
)

// browser is a browser without scripts, as far as these tests need one: cookies, links, forms. It remembers
// every address it saw and every title, so that a test can look for words that should not be there.
type browser struct {
	t         *testing.T
	base      string
	client    *http.Client
	addresses []string
	titles    []string
}

func newBrowser(t *testing.T, p *program) *browser {
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	b := &browser{t: t, base: p.address}
	b.client = &http.Client{
		Jar:       jar,
		Timeout:   30 * time.Second,
		Transport: &http.Transport{DisableKeepAlives: true},
		CheckRedirect: func(r *http.Request, via []*http.Request) error {
			b.addresses = append(b.addresses, r.URL.String())
			if len(via) > 10 {
				return errors.New("too many redirects")
			}
			return nil
		},
	}
	return b
}

// page is what a browser shows.
type page struct {
	address string // path and query, after redirects
	status  int
	body    string
}

func (b *browser) do(method, path string, form url.Values) (page, error) {
	request, err := http.NewRequest(method, b.base+path, strings.NewReader(form.Encode()))
	if err != nil {
		return page{}, err
	}
	request.Header.Set("Sec-Fetch-Site", "same-origin")
	if method == http.MethodPost {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	b.addresses = append(b.addresses, request.URL.String())
	response, err := b.client.Do(request)
	if err != nil {
		return page{}, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return page{}, err
	}
	for _, found := range titles.FindAllStringSubmatch(string(body), -1) {
		b.titles = append(b.titles, html.UnescapeString(found[1]))
	}
	return page{response.Request.URL.RequestURI(), response.StatusCode, string(body)}, nil
}

func (b *browser) get(path string) page {
	b.t.Helper()
	p, err := b.do(http.MethodGet, path, nil)
	if err != nil {
		b.t.Fatalf("get %s: %v", path, err)
	}
	return p
}

// post sends a form and fails the test unless a page follows.
func (b *browser) post(path string, pairs ...string) page {
	b.t.Helper()
	p, err := b.do(http.MethodPost, path, fields(pairs...))
	if err != nil || p.status != http.StatusOK && p.status != http.StatusNoContent {
		b.t.Fatalf("post %s: status %d, %v\n%s", path, p.status, err, p.body)
	}
	return p
}

func fields(pairs ...string) url.Values {
	form := url.Values{}
	for pair := range slices.Chunk(pairs, 2) {
		form.Add(pair[0], pair[1])
	}
	return form
}

// found begins a record with one page of Mine, and unlock opens it again.
func (b *browser) found(passphrase, words string) {
	b.t.Helper()
	b.post(blankPage, "text", words)
	if p := b.post("/6/k", "passphrase", passphrase); !strings.HasPrefix(p.address, "/6/z/") {
		b.t.Fatalf("the first words were not kept: at %s\n%s", p.address, p.body)
	}
}

func (b *browser) unlock(passphrase string) {
	b.t.Helper()
	if p := b.post("/7", "passphrase", passphrase); p.address != "/1" {
		b.t.Fatalf("it did not open: at %s\n%s", p.address, p.body)
	}
}

// form is one form of a page as a person without scripts can send it.
type form struct {
	path   string
	values url.Values
	typed  []string // names of the fields a person types into
}

var (
	titles     = regexp.MustCompile(`(?s)<title>(.*?)</title>`)
	links      = regexp.MustCompile(`<a\b[^>]*\bhref="([^"]*)"`)
	formTag    = regexp.MustCompile(`(?s)<form\b([^>]*)>(.*?)</form>`)
	fieldTag   = regexp.MustCompile(`(?s)<(input|textarea|button|select|option)\b([^>]*)>([^<]*)`)
	attributes = regexp.MustCompile(`([a-z-]+)(?:="([^"]*)")?`)
)

func attributesOf(tag string) map[string]string {
	found := map[string]string{}
	for _, a := range attributes.FindAllStringSubmatch(tag, -1) {
		found[a[1]] = html.UnescapeString(a[2])
	}
	return found
}

// forms reads the forms of a page. The last of several buttons or options of one name is the one chosen.
func (p page) forms() []form {
	var all []form
	for _, found := range formTag.FindAllStringSubmatch(p.body, -1) {
		f := form{path: attributesOf(found[1])["action"], values: url.Values{}}
		for _, tag := range fieldTag.FindAllStringSubmatch(found[2], -1) {
			a := attributesOf(tag[2])
			name := a["name"]
			isTyped := tag[1] == "textarea" || tag[1] == "input" && slices.Contains([]string{"", "text", "password", "search"}, a["type"])
			switch {
			case name == "":
			case isTyped:
				f.typed = append(f.typed, name)
				f.values.Add(name, a["value"])
			default:
				f.values.Set(name, a["value"])
			}
		}
		all = append(all, f)
	}
	return all
}

// links lists where a page leads within the program.
func (p page) links() []string {
	var all []string
	for _, found := range links.FindAllStringSubmatch(p.body, -1) {
		if to := html.UnescapeString(found[1]); strings.HasPrefix(to, "/") && !strings.HasPrefix(to, "/w/") {
			all = append(all, to)
		}
	}
	return all
}

func (p page) String() string { return fmt.Sprintf("%s, status %d\n%s", p.address, p.status, p.body) }
