package journey

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
)

// watch looks after what must hold in a window on every page, from its first message on:
//   - nothing is asked of any place but the app, and the one place Exit leads to;
//   - the console stays silent: no error, no warning, no broken rule of the content policy;
//   - addresses hold no query.
type watch struct {
	origin, away string

	mu         sync.Mutex
	begun      int           // pages that began to take the place of another
	loaded     int           // the last of them that stands there whole
	fromMemory int           // those of them that the browser remembered and showed again
	changed    chan struct{} // closed and renewed at each report
	faults     []string
	asked      []string // method and address of every request
	hidden     bool     // the page said that it hid itself; see window.reportHiding
}

func newWatch(origin, away string) *watch {
	return &watch{origin: origin, away: away, changed: make(chan struct{})}
}

// see is called for every report of the tab, in order.
func (w *watch) see(event any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch e := event.(type) {
	case *page.EventFrameNavigated:
		w.begun++
		if e.Type == page.NavigationTypeBackForwardCacheRestore { // it was loaded long ago
			w.loaded = w.begun
			w.fromMemory++
		}
	case *page.EventLoadEventFired:
		w.loaded = w.begun
	case *runtime.EventBindingCalled:
		w.hidden = true
	case *network.EventRequestWillBeSent:
		w.request(e.Request.Method, e.Request.URL)
	case *runtime.EventConsoleAPICalled:
		w.fault("the console says %s", e.Type)
	case *runtime.EventExceptionThrown:
		w.fault("the script failed: %s", e.ExceptionDetails.Text)
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning {
			w.fault("the browser complains (%s): %s %s", e.Entry.Source, e.Entry.Text, e.Entry.URL)
		}
	}
	close(w.changed)
	w.changed = make(chan struct{})
}

func (w *watch) request(method, url string) {
	w.asked = append(w.asked, method+" "+strings.TrimPrefix(url, w.origin))
	switch {
	case strings.HasPrefix(url, w.origin+"/") && !strings.ContainsAny(url, "?#"):
	case url == w.away && method == "GET":
	case strings.HasPrefix(url, "data:"): // asked of nobody: the browser's own pictures on date fields
	default:
		w.fault("asked of another place: %s %s", method, url)
	}
}

func (w *watch) fault(format string, args ...any) {
	w.faults = append(w.faults, fmt.Sprintf(format, args...))
}

// pages counts the pages that stood here so far, and says whether the last one stands here whole.
func (w *watch) pages() (n int, whole bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.begun, w.loaded == w.begun
}

func (w *watch) revived() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.fromMemory
}

func (w *watch) hid() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.hidden
}

func (w *watch) news() <-chan struct{} {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.changed
}

func (w *watch) all() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.faults)
}

// requests counts those that begin with prefix, as in "POST /2/n".
func (w *watch) requests(prefix string) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	n := 0
	for _, r := range w.asked {
		if strings.HasPrefix(r, prefix) {
			n++
		}
	}
	return n
}

// forgive drops faults that hold text: what a test provokes on purpose.
func (w *watch) forgive(text string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.faults = slices.DeleteFunc(w.faults, func(f string) bool { return strings.Contains(f, text) })
}
