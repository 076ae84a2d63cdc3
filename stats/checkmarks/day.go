package checkmarks

import "time"

const secondsADay = 24 * 60 * 60

// ParseDay reads 2024-06-16 or 06-16-24 (month, day, year of this century) and nothing else,
// and returns the number of the day counted from 1970-01-01. The error is [ErrDate].
func ParseDay(text string) (int, error) {
	if len(text) == len("06-16-24") && text[5] == '-' {
		text = "20" + text[6:] + "-" + text[:5]
	}
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return 0, ErrDate
	}
	return int(t.Unix() / secondsADay), nil // midnight UTC: no remainder
}

// FormatDay writes a day number as 2024-06-16.
func FormatDay(day int) string {
	return time.Unix(int64(day)*secondsADay, 0).UTC().Format(time.DateOnly)
}
