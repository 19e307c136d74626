package committee

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
)

// An Order is the prefect's order that says who sits in the committee and in
// its technical table, from one day to another. Orders in force never overlap.
type Order struct {
	ID         string
	Version    int64
	Number     string
	Dated      string // day
	Title      string
	LegalBasis string
	From, To   string // days; To is "" while in force
}

// On reports whether the order was in force on a day.
func (o Order) On(day string) bool { return within(day, o.From, o.To) }

// Overlaps reports whether two orders were in force on the same day.
func (o Order) Overlaps(p Order) bool {
	return (p.To == "" || o.From <= p.To) && (o.To == "" || p.From <= o.To)
}

// An Overlap says that an order cannot be in force because another one is.
type Overlap struct{ Other Order }

func (e Overlap) Error() string {
	return fmt.Sprintf("order %s is in force on the same days", e.Other.Number)
}

// A Seat is the place of an institution in a body under an order. The person
// who fills it comes and goes and is not written here.
type Seat struct {
	ID            string
	Version       int64
	OrderID       string
	InstitutionID string
	Body          string // Body or Table
	Kind          string // code.SeatKinds
}

// Of returns the seats in a body; in a joint meeting both bodies sit.
func Of(seats []Seat, body string) []Seat {
	var list []Seat
	for _, s := range seats {
		if s.Body == body || body == Joint {
			list = append(list, s)
		}
	}
	return list
}

// chairs counts the chairs of a body. It should be one; an order that says
// otherwise is kept as it is, with a warning.
func chairs(seats []Seat, body string) int {
	n := 0
	for _, s := range Of(seats, body) {
		if s.Kind == "chair" {
			n++
		}
	}
	return n
}

// kindOf is how an institution sits in a body, or "".
func kindOf(seats []Seat, body, institution string) string {
	for _, s := range seats {
		if s.Body == body && s.InstitutionID == institution {
			return s.Kind
		}
	}
	return ""
}

// mark is a number that changes when any of the seats does. The form of the
// seats carries it as its version: they are saved together.
func mark(seats []Seat) int64 {
	var lines []string
	for _, s := range seats {
		lines = append(lines, s.InstitutionID+"/"+s.Body+"/"+s.Kind)
	}
	slices.Sort(lines)
	h := fnv.New64a()
	h.Write([]byte(strings.Join(lines, "\n")))
	return int64(h.Sum64() >> 1)
}
