package committee

import "tryeza/internal/text"

// dayBefore is the day before a day "2023-06-30". Anything else stays as it is.
func dayBefore(day string) string { return text.DaysAfter(day, -1) }

// within reports whether a day lies between two days; open ends are "".
func within(day, from, to string) bool {
	return from <= day && (to == "" || day <= to)
}
