package register

import (
	"cmp"
	"strings"

	"tryeza/internal/store"
)

// A Book is the numbers of several records, by their id: lists read them at once.
type Book map[string]Numbers

// Of is the numbers of a record; one without any has none.
func (b Book) Of(id string) Numbers {
	if n, ok := b[id]; ok {
		return n
	}
	return Numbers{}
}

// NumbersOf is the text of the query for LoadBook, which a feature registers as its
// own: the numbers of the records that an inner query names by their id. Both have
// the committee as $1.
func NumbersOf(ids string) string {
	return `SELECT id, version, subject_id, what, day, part, value, qualifier FROM register_count
		WHERE committee_id = $1 AND subject_id IN (` + ids + `)`
}

// LoadBook reads the numbers of the records that a query of NumbersOf names.
func LoadBook(tx *store.Tx, q store.Query, args ...any) (Book, error) {
	rows, err := store.All(tx, q, (*kept).fields, args...)
	book := Book{}
	for _, k := range rows {
		if book[k.subject] == nil {
			book[k.subject] = Numbers{}
		}
		book[k.subject][k.Key] = k.quantity()
	}
	return book, err
}

// PartnersOf is the text of the query for LoadAllPartners, as NumbersOf.
func PartnersOf(ids string) string {
	return `SELECT id, version, subject_id, institution_id, outside FROM register_partner
		WHERE committee_id = $1 AND subject_id IN (` + ids + `) ORDER BY outside, id`
}

// LoadAllPartners reads the partners of the records that a query of PartnersOf
// names, by record.
func LoadAllPartners(tx *store.Tx, q store.Query, args ...any) (map[string][]Partner, error) {
	rows, err := store.All(tx, q, (*Partner).fields, args...)
	of := map[string][]Partner{}
	for _, p := range rows {
		of[p.SubjectID] = append(of[p.SubjectID], p)
	}
	return of, err
}

// Natural compares codes as people count: "ZVAP 2" comes before "ZVAP 10". Codes
// that differ in the zeros before a number alone are compared sign by sign.
func Natural(a, b string) int {
	for x, y := a, b; x != "" && y != ""; {
		m, n := lead(x), lead(y)
		if c := comparePart(m, n); c != 0 {
			return c
		}
		x, y = x[len(m):], y[len(n):]
		if x == "" || y == "" {
			return cmp.Or(cmp.Compare(len(x), len(y)), strings.Compare(b, a))
		}
	}
	return cmp.Compare(len(a), len(b))
}

func comparePart(a, b string) int {
	if isDigit(a[0]) && isDigit(b[0]) {
		a, b = strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
		return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b))
	}
	return strings.Compare(a, b)
}

// lead is the digits, or the other signs, that a code begins with.
func lead(s string) string {
	for i := 1; i < len(s); i++ {
		if isDigit(s[i]) != isDigit(s[0]) {
			return s[:i]
		}
	}
	return s
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
