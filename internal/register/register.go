// Package register holds what the four registers of prevention have in common:
// summer programmes, seasonal employment, campaigns and training. Their records
// carry numbers with breakdowns, were made with partners, and may lack something
// that their owner is then asked for.
//
// It knows none of the registers: what is counted, and when something is missing,
// each of them says itself. It has no pages of its own.
package register

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/store"
)

// A Key says what a number of a record counts: a code of the register's counts,
// the day it was counted on ("" where it is of the whole), and "" for the total or
// one cell of a breakdown such as "sex=f", "age=6-10", "kind=pupils".
type Key struct{ What, Day, Part string }

// Numbers of one record; what is not in them is blank.
type Numbers map[Key]figure.Quantity

// Get is the total of what is counted of the whole record.
func (n Numbers) Get(what string) figure.Quantity { return n[Key{What: what}] }

// Days lists the days on which something was counted, in order.
func (n Numbers) Days(what string) []string {
	var days []string
	for k := range n {
		if k.What == what && k.Day != "" && !slices.Contains(days, k.Day) {
			days = append(days, k.Day)
		}
	}
	slices.Sort(days)
	return days
}

// Keys lists the keys in a fixed order.
func (n Numbers) Keys() []Key {
	var keys []Key
	for k := range n {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b Key) int {
		return cmp.Or(cmp.Compare(a.What, b.What), cmp.Compare(a.Day, b.Day), cmp.Compare(a.Part, b.Part))
	})
	return keys
}

// Stamp changes whenever one of the numbers that mine picks changes: a form carries
// the one it was shown with, so that nobody saves over what somebody else counted
// meanwhile.
func (n Numbers) Stamp(mine func(Key) bool) string {
	h := sha256.New()
	for _, k := range n.Keys() {
		if mine(k) {
			fmt.Fprintf(h, "%q %v\n", k, n[k])
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// A Gap is a number that does not fit another: the cells of a breakdown do not add
// up to the total, or a count is more than the one it is part of. It is shown as it
// is and never mended: the source said so.
type Gap struct {
	What, Day string
	By        code.Breakdown // "" when What is more than Within
	Within    string
	Whole     figure.Quantity
	Parts     figure.Quantity // the sum of the cells, or the count that is more
}

// Gaps lists what does not fit among exact numbers; one that is not exact, or not
// known, contradicts nothing. A cell that was left blank is no zero: then the cells
// may only be less than the total.
func (n Numbers) Gaps(counts []code.Count) []Gap {
	var list []Gap
	for _, c := range counts {
		for _, day := range append([]string{""}, n.Days(c.Code)...) {
			for _, b := range c.Breakdowns {
				if g, ok := n.gap(c, b, day); ok {
					list = append(list, g)
				}
			}
			part, whole := n[Key{c.Code, day, ""}], n[Key{c.Within, day, ""}]
			if c.Within != "" && exact(part) && exact(whole) && part.Number > whole.Number {
				list = append(list, Gap{What: c.Code, Day: day, Within: c.Within, Whole: whole, Parts: part})
			}
		}
	}
	return list
}

func exact(q figure.Quantity) bool { return q.Qualifier == figure.Exact }

func (n Numbers) gap(c code.Count, b code.Breakdown, day string) (Gap, bool) {
	whole := n[Key{c.Code, day, ""}]
	var sum figure.Number
	said, blank := 0, false
	for _, cell := range c.Parts(b) {
		q, ok := n[Key{c.Code, day, Part(b, cell.Code)}]
		switch {
		case !ok:
			blank = blank || cell.Code != "u" // nobody unknown need not be said
		case !exact(q):
			return Gap{}, false
		default:
			sum += q.Number
			said++
		}
	}
	if said == 0 || !exact(whole) || sum == whole.Number || blank && sum < whole.Number {
		return Gap{}, false
	}
	return Gap{What: c.Code, Day: day, By: b, Whole: whole, Parts: figure.Exactly(sum)}, true
}

// Part names a cell of a breakdown.
func Part(b code.Breakdown, cell string) string { return string(b) + "=" + cell }

// A Missing is something that a record lacks.
type Missing struct {
	SubjectID string
	Gap       string // code.Gaps
	Title     string // of the record
	Path      string // where it is to be filled in
	OwnerID   string // institution
	Since     string // day from which it is missing
	Asked     *Asked // nil: nobody asked for it yet
}

// Asked is that the owner was asked for what is missing, by a task.
type Asked struct {
	ID        string
	Version   int64
	SubjectID string
	Gap       string
	TaskID    string
	AskedOn   string // day
	State     string // of the task, read with it
}

// A Request asks an institution for something by a day: a task of kind request.
type Request struct {
	Body, OwnerID, AskedBy, DueOn string
}

// Asks gives the task of a request and says which it is. Package app hands it to
// each register.
type Asks func(tx *store.Tx, r Request) (taskID string, err error)
