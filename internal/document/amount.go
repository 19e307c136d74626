package document

import "errors"

// ErrAmount is what drawing gives for a number below zero, over maxAmount, or one that is none: amounts count something.
var ErrAmount = errors.New("document: an amount on a picture is a number of zero or more")

// maxAmount is far more than there is of anything to count; larger numbers have no exact neighbours any more.
const maxAmount = 1e15

// An Amount is a number on a map, in a matrix or a season: shown, withheld because it is small enough to point at
// somebody, or missing because nobody knows it. A withheld one has no value here: it cannot be read out of a file.
type Amount struct {
	State AmountState
	Value float64 `json:",omitempty"` // zero or more
	Text  string  `json:",omitempty"` // the value as people read it
}

// AmountState says whether an Amount can be read.
type AmountState int

// The states of an Amount.
const (
	Missing AmountState = iota
	Shown
	Withheld
)

// withheldMark stands where a withheld number would.
const withheldMark = "…"

// ShownAmount is an amount that everybody may read.
func ShownAmount(text string, value float64) Amount {
	return Amount{State: Shown, Text: text, Value: value}
}

// WithheldAmount is an amount that exists and is kept back.
func WithheldAmount() Amount { return Amount{State: Withheld} }

// text is what is written on the picture.
func (a Amount) text() string {
	switch a.State {
	case Shown:
		return line(a.Text)
	case Withheld:
		return withheldMark
	}
	return ""
}

// shown is the value where it may be read, and else 0: not even the order of withheld amounts may be told.
func (a Amount) shown() float64 {
	if a.State == Shown {
		return a.Value
	}
	return 0
}

// cell is the amount in a table.
func (a Amount) cell() Cell {
	if a.State == Shown {
		return N(a.Text, a.Value)
	}
	return Cell{Text: a.text(), Kind: NumberKind}
}

// checkAmounts gives ErrAmount where one of the shown amounts cannot be drawn.
func checkAmounts(list []Amount) error {
	for _, a := range list {
		if a.State == Shown && !(a.Value >= 0 && a.Value <= maxAmount) {
			return ErrAmount
		}
	}
	return nil
}

func anyIs(state AmountState, list []Amount) bool {
	for _, a := range list {
		if a.State == state {
			return true
		}
	}
	return false
}
