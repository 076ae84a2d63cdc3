package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"kept/reviewer"
)

// letterBytes is a letter of about 400 words.
const letterBytes = 2000

// measureSpeed prints what a letter costs, and what ten times the letter costs.
func measureSpeed(w io.Writer, text string) {
	fmt.Fprintln(w, "== speed, the rules already compiled")
	for len(text) < 10*letterBytes {
		text += text
	}
	small, large := fastest(text[:letterBytes]), fastest(text[:10*letterBytes])
	fmt.Fprintf(w, "%d bytes: %v, %.2f MB/s\n", letterBytes, small, mbps(letterBytes, small))
	fmt.Fprintf(w, "%d bytes: %v, %.2f MB/s, %.1f times the letter\n", 10*letterBytes, large, mbps(10*letterBytes, large), float64(large)/float64(small))
	for _, odd := range []struct{ name, unit string }{
		{"one endless word", "a"}, {"no full stop", "sorry you "}, {"quotes", "\"' "}, {"NUL", "\x00"}, {"bidi controls", "\u202e"}, {"emoji", "\U0001F494"}, {"no UTF-8", "\xff"},
	} {
		t := strings.Repeat(odd.unit, 1<<20/len(odd.unit))
		start := time.Now()
		reviewer.Review(t, reviewer.Options{})
		fmt.Fprintf(w, "a megabyte of %s: %v\n", odd.name, time.Since(start).Round(time.Millisecond))
	}
}

func fastest(text string) time.Duration {
	best := time.Hour
	for range 60 {
		start := time.Now()
		reviewer.Review(text, reviewer.Options{})
		best = min(best, time.Since(start))
	}
	return best
}

func mbps(bytes int, d time.Duration) float64 { return float64(bytes) / 1e6 / d.Seconds() }
