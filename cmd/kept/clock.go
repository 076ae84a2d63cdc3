package main

import "time"

// systemClock is this computer's clock.
type systemClock struct{}

func (systemClock) Now() time.Time { return time.Now() }
