package figure

import (
	"encoding/json"
	"fmt"
	"slices"
)

// A Qualifier says how surely a number was reported. The empty one is blank: nothing was reported at all.
type Qualifier string

// The qualifiers of the exchange document. An explicit zero is Exact and 0; an explicit "nuk e di" is NotKnown.
const (
	Exact    Qualifier = "exact"
	About    Qualifier = "about"     // rreth 300
	MoreThan Qualifier = "more_than" // më shumë se 300
	LessThan Qualifier = "less_than" // më pak se 300
	Several  Qualifier = "several"   // disa: at least two, nobody counted
	NotKnown Qualifier = "not_known"
)

// Qualifiers lists them in the order forms offer them.
var Qualifiers = []Qualifier{Exact, About, MoreThan, LessThan, Several, NotKnown}

// Numbered reports whether a number stands with the qualifier.
func (q Qualifier) Numbered() bool {
	return q == Exact || q == About || q == MoreThan || q == LessThan
}

// A Quantity is a number as somebody reported it. The zero Quantity is blank. Without a numbered qualifier its
// Number means nothing.
type Quantity struct {
	Number    Number
	Qualifier Qualifier
}

// Exactly returns n as an exact quantity.
func Exactly(n Number) Quantity { return Quantity{n, Exact} }

// Known reports whether q has a number.
func (q Quantity) Known() bool { return q.Qualifier.Numbered() }

// Value returns the number of q, nil when it has none.
func (q Quantity) Value() *Number {
	if !q.Known() {
		return nil
	}
	return &q.Number
}

// Words returns q for the reader in the language "sq" or "en"; formatted is its number as that language writes it.
func (q Quantity) Words(lang, formatted string) string {
	words := map[Qualifier][2]string{
		Exact:    {"%s", "%s"},
		About:    {"rreth %s", "about %s"},
		MoreThan: {"më shumë se %s", "more than %s"},
		LessThan: {"më pak se %s", "fewer than %s"},
		Several:  {"disa", "several"},
		NotKnown: {"nuk dihet", "not known"},
		"":       {"nuk është raportuar", "not reported"},
	}[q.Qualifier]
	form := words[0]
	if lang == "en" {
		form = words[1]
	}
	if !q.Known() {
		return form
	}
	return fmt.Sprintf(form, formatted)
}

// Add returns the sum of those parts that have a number, with the weakest of their qualifiers, and how many parts
// have none. Nothing to add is blank; parts without any number are not known, never zero.
func Add(parts ...Quantity) (total Quantity, unknown int) {
	for _, p := range parts {
		switch {
		case !p.Known():
			unknown++
		case !total.Known():
			total = p
		default:
			total = Quantity{total.Number + p.Number, weaker(total.Qualifier, p.Qualifier)}
		}
	}
	if !total.Known() && unknown > 0 {
		total.Qualifier = NotKnown
	}
	return total, unknown
}

// weaker returns the qualifier of a sum: more than this and less than that is only about so many.
func weaker(a, b Qualifier) Qualifier {
	switch {
	case a == b || b == Exact:
		return a
	case a == Exact:
		return b
	default:
		return About
	}
}

// Reconcile checks a total against its breakdown. The gap is the total less those parts that have a number, zero
// when the total has none; it is printed whenever it is not zero. ok says that total and parts can both be true:
// exact numbers must agree to the last, "more than 10" allows 11, and a part that is not known may be the missing
// rest but never less than nothing.
func Reconcile(total Quantity, parts []Quantity) (gap Number, ok bool) {
	sum, _ := Add(parts...)
	if total.Known() {
		gap = total.Number - sum.Number
	}
	want, have := span(total), bounds{}
	for _, p := range parts {
		have = have.plus(span(p))
	}
	return gap, want.meets(have)
}

// bounds are the least and the most something can be; open has no most.
type bounds struct {
	low, high Number
	open      bool
}

func (b bounds) plus(c bounds) bounds {
	return bounds{b.low + c.low, b.high + c.high, b.open || c.open}
}

// meets reports whether some number lies in both.
func (b bounds) meets(c bounds) bool {
	return (c.open || b.low <= c.high) && (b.open || c.low <= b.high)
}

// span returns what q can be true for. Nothing that is counted goes below zero.
func span(q Quantity) bounds {
	switch q.Qualifier {
	case Exact:
		return bounds{low: q.Number, high: q.Number}
	case MoreThan:
		return bounds{low: q.Number + 1, open: true}
	case LessThan:
		return bounds{high: q.Number - 1}
	case Several:
		return bounds{low: 2 * One, open: true}
	default: // about, not known, blank
		return bounds{open: true}
	}
}

// quantityJSON is a Quantity in a document: the number is null when there is none.
type quantityJSON struct {
	Number    *Number   `json:"number"`
	Qualifier Qualifier `json:"qualifier"`
}

// MarshalJSON writes {"number":300,"qualifier":"about"}, number null when there is none; a blank is null.
func (q Quantity) MarshalJSON() ([]byte, error) {
	if q.Qualifier == "" {
		return []byte("null"), nil
	}
	return json.Marshal(quantityJSON{q.Value(), q.Qualifier})
}

// UnmarshalJSON reads what MarshalJSON writes and refuses a number that has no business there, or lacks one.
func (q *Quantity) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*q = Quantity{}
		return nil
	}
	var doc quantityJSON
	if err := json.Unmarshal(b, &doc); err != nil {
		return err
	}
	if !slices.Contains(Qualifiers, doc.Qualifier) {
		return fmt.Errorf("figure: %q is not a qualifier", doc.Qualifier)
	}
	if doc.Qualifier.Numbered() != (doc.Number != nil) {
		return fmt.Errorf("figure: a quantity %q with the number %v", doc.Qualifier, doc.Number)
	}
	*q = Quantity{Qualifier: doc.Qualifier}
	if doc.Number != nil {
		q.Number = *doc.Number
	}
	return nil
}
