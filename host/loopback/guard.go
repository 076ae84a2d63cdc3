package loopback

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"strings"
)

// Rules for every request, in this order:
//  1. Every answer carries the headers below, whatever happens later.
//  2. The host is ours by name and port: a page elsewhere that points its own name at 127.0.0.1 is refused.
//  3. A process that is about to be replaced asks the browser to come again.
//  4. Only GET, HEAD and POST; nothing from another origin, except that a person may follow a link to us.
//     /leave locks, so not even that.
//  5. A body is read whole before the handler sees it, up to a limit: a slow sender holds up nobody, and an
//     answer is never lost because the browser was still sending.
//  6. A panic becomes a plain page; what it said is never logged, because it may hold a person's words.

// maxBody allows the largest form, twelve fields of 64 KiB (see package entry) with every byte
// percent-encoded (3 bytes for 1), and a passphrase of 1 MB, so that the handler can say what is wrong.
const maxBody = 4 << 20

// maxDiscard bounds what is read and thrown away of a body that is too large: without that the browser
// shows a broken connection in place of our sentence.
const maxDiscard = 64 << 20

// contentPolicy is ARCHITECTURE.md's policy of the native home. Scripts may make no HTML from text.
const contentPolicy = "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; connect-src 'self'; " +
	"img-src 'self' blob:; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; " +
	"require-trusted-types-for 'script'; trusted-types 'none'"

var headers = [][2]string{
	{"Content-Security-Policy", contentPolicy},
	{"Referrer-Policy", "no-referrer"},
	{"X-Content-Type-Options", "nosniff"},
	{"X-Frame-Options", "DENY"},
	{"Cache-Control", "no-store"},
	{"Cross-Origin-Opener-Policy", "same-origin"},
	{"Cross-Origin-Resource-Policy", "same-origin"},
	{"Permissions-Policy", "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), " +
		"hid=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=(), xr-spatial-tracking=()"},
}

func (h *Home) guard(next http.Handler) http.Handler {
	origins := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, header := range headers {
			w.Header().Set(header[0], header[1])
		}
		defer h.recovered(w, r)
		switch {
		case r.Host != h.at(name) && r.Host != h.at("127.0.0.1"):
			refuse(w, http.StatusMisdirectedRequest, "This is not the address of this page.", "", false)
		case h.leaving():
			w.Header().Set("Connection", "close")
			http.Redirect(w, r, here(r), http.StatusTemporaryRedirect)
		case r.Method != http.MethodGet && r.Method != http.MethodHead && r.Method != http.MethodPost:
			w.Header().Set("Allow", "GET, HEAD, POST")
			refuse(w, http.StatusMethodNotAllowed, "This page does not work that way.", "", true)
		case origins.Check(r) != nil || isForeign(r):
			refuse(w, http.StatusForbidden, "Another page tried to do this.", "Nothing was done. What you kept is as it was.", true)
		default:
			h.sessions.sweep(w, r)
			if readBody(w, r) {
				next.ServeHTTP(w, r)
			}
		}
	})
}

// readBody takes the body in, or answers why not.
func readBody(w http.ResponseWriter, r *http.Request) bool {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	switch {
	case err != nil:
		refuse(w, http.StatusBadRequest, "That did not arrive whole.", "It was not kept. Go back: your words are still in the field. Try once more.", true)
	case len(body) > maxBody:
		io.CopyN(io.Discard, r.Body, maxDiscard)
		refuse(w, http.StatusRequestEntityTooLarge, "That is too much at once.", "It was not kept. Go back: your words are still in the field. Keep them in two or more parts.", true)
	default:
		r.Body = io.NopCloser(bytes.NewReader(body))
		return true
	}
	return false
}

// here is the address a request came to, as a path that cannot be read as another host.
func here(r *http.Request) string {
	return "/" + strings.TrimLeft(r.URL.RequestURI(), "/")
}

// isForeign says whether a page of another origin, and not the person, asks for this. Browsers send
// Sec-Fetch-Site with every request to a loopback address; where it is missing no browser is asking.
func isForeign(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
		return false
	}
	follows := r.Header.Get("Sec-Fetch-Mode") == "navigate" && r.Header.Get("Sec-Fetch-Dest") == "document"
	return !follows || r.URL.Path == "/leave"
}

// recovered ends a page that panicked. The log gets a number and the place in the program, nothing else.
func (h *Home) recovered(w http.ResponseWriter, r *http.Request) {
	value := recover()
	if value == nil {
		return
	}
	if value == http.ErrAbortHandler {
		panic(value)
	}
	number := random(3)
	fmt.Fprintf(h.log, "kept: a page failed, number %s, %T at%s\n", number, value, places())
	refuse(w, http.StatusInternalServerError, "This page could not be shown.",
		"What you kept is as it was. Go back and try once more. If you tell us about it, this number helps: "+number+".", true)
}

// places lists the functions and lines of our own program on the stack, innermost first.
func places() string {
	var pcs [32]uintptr
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs[:])])
	var b strings.Builder
	for {
		frame, more := frames.Next()
		if strings.HasPrefix(frame.Function, "kept/") {
			fmt.Fprintf(&b, " %s:%d", frame.Function, frame.Line)
		}
		if !more {
			return b.String()
		}
	}
}

// refuse answers with a page of our own: it needs no style, no script and nothing of the record.
// The way out stands on it where links lead to us.
func refuse(w http.ResponseWriter, status int, what, rest string, links bool) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	fmt.Fprintf(w, `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>%s</title><h1>%s</h1><p>%s</p>`, title, what, rest)
	if links {
		io.WriteString(w, `<p><a href="/">Start</a> <a href="/leave">Exit</a></p>`)
	}
	io.WriteString(w, "\n")
}

// title is that of every page (SR-12); package words has it for the handler.
const title = "Pages"
