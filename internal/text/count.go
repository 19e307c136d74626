package text

import (
	"strconv"
	"strings"
)

// Forms are the sentences for a count, in Albanian; each is translated like any string given to T. "{n}" in them
// becomes the number. Zero and Unknown are sentences of their own, because "nothing happened" and "nobody said" are
// different reports. Without Zero, or without One, Many serves.
type Forms struct {
	Zero    string // "Nuk u mbajt asnjë takim"
	One     string // "U mbajt 1 takim": exactly one; Albanian counts 21 and 101 as many
	Many    string // "U mbajtën {n} takime"
	Unknown string // "Nuk dihet sa takime u mbajtën"
}

// Count returns the form of f that fits n, a whole number; nil is not known.
func Count(l Lang, n *int64, f Forms) string {
	if n == nil {
		return T(l, or(f.Unknown, "nuk dihet"))
	}
	form := f.Many
	switch *n {
	case 0:
		form = or(f.Zero, f.Many)
	case 1:
		form = or(f.One, f.Many)
	}
	return strings.ReplaceAll(T(l, form), "{n}", whole(l, *n))
}

// whole returns a whole number with its thousands set; Number would overflow for the very large.
func whole(l Lang, n int64) string {
	sep := noBreak
	if l == EN {
		sep = ","
	}
	s := group(strconv.FormatUint(magnitude(n), 10), sep)
	if n < 0 {
		return "−" + s
	}
	return s
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// List joins items as a sentence does: "A", "A dhe B", "A, B dhe C".
func List(l Lang, items []string) string {
	last := len(items) - 1
	if last < 1 {
		return strings.Join(items, "")
	}
	return strings.Join(items[:last], ", ") + " " + T(l, "dhe") + " " + items[last]
}

// ListUpTo is List for long lists: it names the first most items and counts the others, "A, B dhe 3 të tjera". One
// item too many is named all the same, as that takes no more room than counting it.
func ListUpTo(l Lang, items []string, most int) string {
	most = max(most, 1)
	if len(items) <= most+1 {
		return List(l, items)
	}
	rest := int64(len(items) - most)
	others := Count(l, &rest, Forms{Many: "{n} të tjera"})
	return List(l, append(items[:most:most], others))
}
