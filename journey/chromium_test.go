package journey

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

var (
	keptProgram string          // the built command
	chromium    context.Context // the one Chromium most tests share
)

// TestMain builds Kept, starts Chromium and ends both.
func TestMain(m *testing.M) {
	flag.Parse()
	if testing.Short() {
		fmt.Println("journey: these tests need a browser and a minute, so -short leaves all of them out")
		return
	}
	code, err := run(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func run(m *testing.M) (int, error) {
	folder, err := os.MkdirTemp("", "kept-journey-")
	if err != nil {
		return 1, err
	}
	defer os.RemoveAll(folder)
	keptProgram = filepath.Join(folder, "kept")
	build := exec.Command("go", "build", "-o", keptProgram, "kept/cmd/kept")
	if out, err := build.CombinedOutput(); err != nil {
		return 1, fmt.Errorf("build kept: %w\n%s", err, out)
	}
	var end context.CancelFunc
	chromium, end = startChromium(filepath.Join(folder, "profile"))
	defer end()
	if err := chromedp.Do(chromium); err != nil {
		return 1, fmt.Errorf("start Chromium (scripts/install-test-tools installs it): %w", err)
	}
	return m.Run(), nil
}

// startChromium prepares a Chromium with an empty profile; the first use of its context starts it. It asks nobody for
// updates, lists or fonts, and has no window. extra flags come last.
func startChromium(profile string, extra ...chromedp.ExecAllocatorOption) (context.Context, context.CancelFunc) {
	options := append([]chromedp.ExecAllocatorOption{
		chromedp.Headless, chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck, chromedp.DisableGPU,
		chromedp.UserDataDir(profile),
		chromedp.Flag("no-sandbox", os.Getuid() == 0), // Chromium's sandbox does not start as root
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-default-apps", true),
		chromedp.Flag("disable-extensions", true),
		chromedp.Flag("disable-dev-shm-usage", true),
		chromedp.Flag("disable-features", "Translate,OptimizationHints,MediaRouter"),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE home.localhost"), // whatever it asks by itself
		chromedp.Flag("disable-backgrounding-occluded-windows", true),
		chromedp.Flag("disable-renderer-backgrounding", true),
		chromedp.Flag("force-color-profile", "srgb"),
		chromedp.Flag("hide-scrollbars", true),
		chromedp.Flag("password-store", "basic"),
	}, extra...)
	allocator, end := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, cancel := chromedp.NewContext(allocator)
	return ctx, func() { chromedp.Cancel(ctx); cancel(); end() }
}
