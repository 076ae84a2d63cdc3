package page

import "strconv"

func digits(i int) string { return strconv.Itoa(i) }

func fieldID(i int) string { return "text" + strconv.Itoa(i) }

func value(values []string, i int) string {
	if i < len(values) {
		return values[i]
	}
	return ""
}

func pressed(is bool) string { return strconv.FormatBool(is) }
