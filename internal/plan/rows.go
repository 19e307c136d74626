package plan

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tryeza/internal/web"
)

// rowsOf are the numbers of the repeated rows of a form in which any of the
// named fields is filled, in order.
func rowsOf(f *web.Form, stems ...string) []int {
	var list []int
	for name := range f.Values {
		stem, end, _ := cutLast(name, "-")
		n, err := strconv.Atoi(end)
		if err == nil && n >= 0 && slices.Contains(stems, stem) && f.Has(name) && !slices.Contains(list, n) {
			list = append(list, n)
		}
	}
	slices.Sort(list)
	return list
}

// rowsWithBlank are the rows a page shows: those that are filled, and a few to
// fill, for browsers without the script that adds rows.
func rowsWithBlank(f *web.Form, blank int, stems ...string) []int {
	list := rowsOf(f, stems...)
	next := 0
	if len(list) > 0 {
		next = list[len(list)-1] + 1
	}
	for range blank {
		list = append(list, next)
		next++
	}
	return list
}

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// row is the name of a field in a repeated row.
func row(stem string, n int) string { return fmt.Sprintf("%s-%d", stem, n) }
