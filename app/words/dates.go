package words

import (
	"fmt"
	"strings"
	"time"
)

// Weekdays are the days of the week, Monday first, as schedule.Weekdays counts them.
var Weekdays = [7]string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}

// Date says a day the way people do: "today", "tomorrow", "yesterday", else "Friday 27 November", with the year if it is another one.
// Both days are given as midnight UTC of that date.
func Date(day, today time.Time) string {
	switch days := int(day.Sub(today).Hours()) / 24; {
	case days == 0:
		return "today"
	case days == 1:
		return "tomorrow"
	case days == -1:
		return "yesterday"
	case day.Year() == today.Year():
		return day.Format("Monday 2 January")
	default:
		return day.Format("Monday 2 January 2006")
	}
}

// Begin begins a line with s.
func Begin(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// Greeting fits the hour of the day, 0 to 23.
func Greeting(hour int) string {
	switch {
	case hour < 5:
		return Night
	case hour < 12:
		return Morning
	case hour < 18:
		return Day
	default:
		return Evening
	}
}

// Rhythm says a rule: "Once", "Every day", "Every 2 weeks on Monday, Friday", "Every month".
func Rhythm(repeat string, every int, weekdays []string) string {
	unit := map[string]string{"days": "day", "weekly": "week", "monthly": "month"}[repeat]
	if unit == "" {
		return "Once"
	}
	s := "Every " + unit
	if every > 1 {
		s = fmt.Sprintf("Every %d %ss", every, unit)
	}
	for i, d := range weekdays {
		if i == 0 {
			s += " on " + d
		} else {
			s += ", " + d
		}
	}
	return s
}

// Minutes says a number of minutes.
func Minutes(n int) string { return fmt.Sprintf("%d minutes", n) }
