package main

import (
	"os"
	"path/filepath"
	"strings"
	"time"
	_ "time/tzdata" // agreements name zones, and some small systems have no zone files
)

// deviceZone returns the IANA name of this computer's time zone: from TZ, else from what /etc/localtime
// points to, else from /etc/timezone, else UTC.
func deviceZone() string {
	if tz := strings.TrimPrefix(os.Getenv("TZ"), ":"); isZone(tz) {
		return tz
	}
	if target, err := filepath.EvalSymlinks("/etc/localtime"); err == nil {
		if _, zone, ok := strings.Cut(target, "zoneinfo/"); ok && isZone(zone) {
			return zone
		}
	}
	if text, err := os.ReadFile("/etc/timezone"); err == nil && isZone(strings.TrimSpace(string(text))) {
		return strings.TrimSpace(string(text))
	}
	return "UTC"
}

func isZone(name string) bool {
	if name == "" || name == "Local" || filepath.IsAbs(name) {
		return false
	}
	_, err := time.LoadLocation(name)
	return err == nil
}
