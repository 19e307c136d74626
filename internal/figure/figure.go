package figure

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// A Unit says what a value counts.
type Unit string

// The units of the indicators; an indicator may name another.
const (
	Count   Unit = "count"
	Rate    Unit = "ratio" // 0.7143 is 71.43 %
	Days    Unit = "days"
	Hours   Unit = "hours"
	Lek     Unit = "lek"
	Persons Unit = "persons"
)

// A Figure is a number with its lineage: whoever reads it can ask what it means, of when it is and what it was
// counted from. Every number on a page or in a document is one.
type Figure struct {
	Code        string    `json:"code"`  // "K01", of the list of indicators where it is one of those
	Name        string    `json:"name"`  // for the reader
	Value       *Number   `json:"value"` // nil is unknown, which is never zero
	Unit        Unit      `json:"unit"`
	Qualifier   Qualifier `json:"qualifier"`
	Definition  string    `json:"definition"` // the words of the definition and its version
	Scope       string    `json:"scope"`      // the committee it was counted for
	Period      Period    `json:"period"`
	Filters     []string  `json:"filters"` // name=value, sorted
	Rows        int       `json:"rows"`    // how many rows it was computed from
	AsOf        string    `json:"as_of"`   // the state of the data, as the store names it
	Link        string    `json:"link"`    // to the rows, for those who may see them
	Rule        string    `json:"rule"`    // the dated rule it was computed under; may be empty
	Numerator   *Number   `json:"numerator"`
	Denominator *Number   `json:"denominator"`
}

// WithQuantity returns f with the value and qualifier of q; a blank is not known.
func (f Figure) WithQuantity(q Quantity) Figure {
	f.Value, f.Qualifier = q.Value(), q.Qualifier
	if q.Qualifier == "" {
		f.Qualifier = NotKnown
	}
	return f
}

// WithRatio returns f as the share num ÷ den of two counts, which it keeps. Of nothing there is no share: with den
// zero the value is not known.
func (f Figure) WithRatio(num, den int64) Figure {
	f.Unit, f.Value, f.Qualifier = Rate, nil, NotKnown
	f.Numerator, f.Denominator = new(Whole(num)), new(Whole(den))
	if r, ok := Ratio(num, den); ok {
		f.Value, f.Qualifier = &r, Exact
	}
	return f
}

// With returns f with one more filter, in its place.
func (f Figure) With(name, value string) Figure {
	filter := name + "=" + value
	at, found := slices.BinarySearch(f.Filters, filter)
	if !found {
		f.Filters = slices.Insert(slices.Clone(f.Filters), at, filter)
	}
	return f
}

// Quantity returns the value of f with its qualifier.
func (f Figure) Quantity() Quantity {
	if f.Value == nil {
		return Quantity{Qualifier: f.Qualifier}
	}
	return Quantity{*f.Value, f.Qualifier}
}

// Check returns what f lacks to stand in a document: lineage, or agreement of value and qualifier.
func (f Figure) Check() error {
	var bad []error
	for _, part := range [][2]string{{"code", f.Code}, {"name", f.Name}, {"unit", string(f.Unit)},
		{"definition", f.Definition}, {"scope", f.Scope}, {"as_of", f.AsOf}} {
		if part[1] == "" {
			bad = append(bad, fmt.Errorf("figure %q has no %s", f.Code, part[0]))
		}
	}
	if _, err := ParsePeriod(string(f.Period)); err != nil {
		bad = append(bad, fmt.Errorf("figure %q: %w", f.Code, err))
	}
	if f.Rows < 0 || !slices.IsSorted(f.Filters) {
		bad = append(bad, fmt.Errorf("figure %q: rows below zero, or filters out of order", f.Code))
	}
	if !slices.Contains(Qualifiers, f.Qualifier) || f.Qualifier.Numbered() != (f.Value != nil) {
		bad = append(bad, fmt.Errorf("figure %q: qualifier %q with value %v", f.Code, f.Qualifier, f.Value))
	}
	return errors.Join(bad...)
}

// MarshalJSON writes the figure with every key; filters is a list, sorted, also when there are none.
func (f Figure) MarshalJSON() ([]byte, error) {
	type plain Figure
	f.Filters = append([]string{}, f.Filters...)
	slices.Sort(f.Filters)
	if f.Value == nil && (f.Qualifier == "" || f.Qualifier.Numbered()) {
		f.Qualifier = NotKnown
	}
	return json.Marshal(plain(f))
}
