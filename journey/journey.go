// Package journey walks through Kept as a person does: in a real Chromium, at the real program.
//
// In the ordinary case run `go test ./journey` after scripts/install-test-tools; the tests are its whole content.
// `go test ./journey -run Pictures -args -pictures ../docs/screenshots` draws the pictures of the README,
// -every-picture DIR all pages in light and dark, on a phone and on a desk.
//
// A test has a program of its own in a folder of its own (start) and a window of its own that shares nothing with other
// windows (open). Where time must stand still, a house serves the same handler at a fixed hour, over an invented record
// of four months (demo_test.go). It finds links, buttons and fields by the words a person sees, presses them with
// real mouse and key events, and looks at what the page says.
//
// What holds on every page is looked after in every test, see watch_test.go: nothing is asked of any other place, no
// rule of the page's policy is broken, the console stays silent, and the title says nothing.
package journey
