package meeting

import (
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/store"
)

// A record is a meeting with all that its minutes need to know.
type record struct {
	Meeting
	Order    string // number of the order in force that day
	Rolls    []roll
	Quorums  []Quorum
	Concerns []Concern
	Calls    []Call
	Names    directory
}

func readRecord(tx *store.Tx, id string) (r record, err error) {
	if r.Meeting, err = Get(tx, id); err != nil {
		return r, err
	}
	if r.Rolls, r.Order, err = readRolls(tx, r.HeldOn, r.Body); err != nil {
		return r, err
	}
	rule, err := ruleOn(tx, "quorum", r.HeldOn)
	if err != nil {
		return r, err
	}
	r.Quorums = quorums(r.Meeting, r.Rolls, rule)
	if r.Concerns, err = concernsOf(tx, r.Meeting); err != nil {
		return r, err
	}
	if r.Calls, err = CallsOf(tx, id); err != nil {
		return r, err
	}
	r.Names, err = readDirectory(tx, r.HeldOn)
	return r, err
}

// readBy is the record as the person of a grant may read it: of the items that
// their institution is out of, only the title and who is out are left.
func (r record) readBy(g access.Grant) record {
	m := r.Meeting
	out := func(item string) bool { return outOf(g, m, item) }
	r.Meeting = m.without(out)
	r.Concerns = slices.DeleteFunc(slices.Clone(r.Concerns), func(c Concern) bool { return out(c.ItemID) })
	return r
}

// A recordPage is a page about a meeting and its minutes.
type recordPage struct {
	base
	R record
}

// Owner, Due and Votes say of a line whom it is for, by when it is due, and how
// it was voted on.
func (p recordPage) Owner(l Line) string { return ownerWords(p.Lang, l, p.R.Names) }
func (p recordPage) Due(l Line) string   { return dueWords(p.Lang, l) }
func (p recordPage) Voted(l Line) string { return voteWords(p.Lang, l.Votes) }

// Blank reports whether nothing is written of the meeting yet.
func (p recordPage) Blank() bool { return p.R.blank() }

// Tell says what an item is about, as it stood at the meeting and stands now.
func (p recordPage) Tell(list []Concern) []told { return p.tell(list, p.R.Names, p.R.HeldOn) }
