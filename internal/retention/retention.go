// Package retention lets go of what a child protection unit may no longer keep:
// files some years after their case ended, and the notes of old sightings. It
// says beforehand what goes when, and leaves alone what is held.
//
// It erases through package child, by destroying keys, and decides nothing about
// how long: that is a dated limit of the unit. Codes that figures are made of
// stay.
package retention

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"time"

	"tryeza/internal/child"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// A Limit is how long something is kept, as the unit's dated rule says on a day.
// Without a rule, or with one that is no number, nothing is ever due; by one that
// nobody has confirmed, nothing is erased.
type Limit struct {
	Value    int // 0: none
	Unit     string
	Verified bool
}

type rule struct {
	value, unit string
	verified    bool
}

var ruleOn = store.ReadUnit(`SELECT value, unit, verified FROM unit_rule
	WHERE owner_id = $1 AND code = $2 AND valid_from <= $3 AND (valid_to = '' OR valid_to >= $3) ORDER BY valid_from DESC, id LIMIT 1`)

func limitOn(tx *store.Tx, code, day string) (Limit, error) {
	r, err := store.One(tx, ruleOn, func(r *rule) []any { return []any{&r.value, &r.unit, &r.verified} }, code, day)
	if errors.Is(err, store.ErrNotFound) {
		return Limit{}, nil
	}
	n, why := strconv.Atoi(r.value)
	if why != nil || n < 1 {
		n = 0
	}
	return Limit{n, r.unit, r.verified}, err
}

// shift is a day moved by the limit, forward or back; "" where there is none.
func (l Limit) shift(day string, sign int) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil || l.Value == 0 {
		return ""
	}
	switch n := sign * l.Value; l.Unit {
	case "years":
		t = t.AddDate(n, 0, 0)
	case "days":
		t = t.AddDate(0, 0, n)
	default:
		return ""
	}
	return t.Format(time.DateOnly)
}

// Words is the limit for people: "5 vjet".
func (l Limit) Words(lang text.Lang) string {
	n := int64(l.Value)
	switch {
	case l.Value == 0:
		return text.T(lang, "pa afat të caktuar")
	case l.Unit == "years":
		return text.Count(lang, &n, text.Forms{One: "1 vit", Many: "{n} vjet"})
	}
	return text.Count(lang, &n, text.Forms{One: "1 ditë", Many: "{n} ditë"})
}

// An Entry is one file whose case has ended.
type Entry struct {
	ID    string
	Code  string
	State child.State // Closed, Moved or Merged
	Since string      // day its case ended here
	On    string      // day it is erased, "" when no rule says
	Held  bool        // must not be erased today
	Waits bool        // nobody has confirmed the limit: nothing is erased by it
}

// fits reports whether the file goes on a day.
func (e Entry) fits(day string) bool { return e.On != "" && e.On <= day && !e.Held && !e.Waits }

type candidate struct {
	Entry
	closed, touched, moved string
	held                   bool
}

func (c *candidate) fields() []any {
	return []any{&c.ID, &c.Code, &c.State, &c.closed, &c.touched, &c.held, &c.moved}
}

var (
	candidates = store.ReadUnit(`SELECT id, code, state, closed_on, touched_on, held,
		(SELECT COALESCE(MAX(o.answered_on), '') FROM handover_offer AS o WHERE o.owner_id = $1 AND o.child_id = child.id AND o.state = 'accepted')
		FROM child WHERE owner_id = $1 AND state <> 'erased' ORDER BY id`)
	heldOn = store.ReadUnit(`SELECT child_id FROM retention_hold WHERE owner_id = $1 AND from_on <= $2 AND (until_on = '' OR until_on >= $2)`)
)

// ended lists the files whose case has ended, those that go first in front.
func ended(tx *store.Tx, keep Limit, day string) ([]Entry, error) {
	list, err := store.All(tx, candidates, (*candidate).fields)
	if err != nil {
		return nil, err
	}
	held, err := store.All(tx, heldOn, one, day)
	var entries []Entry
	for _, c := range list {
		if c.settle(); c.Since == "" {
			continue
		}
		c.On, c.Held, c.Waits = keep.shift(c.Since, 1), c.held || slices.Contains(held, c.ID), !keep.Verified
		entries = append(entries, c.Entry)
	}
	slices.SortFunc(entries, func(a, b Entry) int { return cmp.Or(cmp.Compare(a.On, b.On), cmp.Compare(a.Code, b.Code)) })
	return entries, err
}

// settle says how and when the case ended: it does not while a file is open and
// no other unit has taken it over.
func (c *candidate) settle() {
	switch {
	case c.moved != "":
		c.State, c.Since = child.Moved, c.moved
	case c.State == child.Closed:
		c.Since = cmp.Or(c.closed, c.touched)
	case c.State == child.Merged:
		c.Since = c.touched
	}
}

// notesBefore is the first day of the month whose notes are still kept on a day,
// "" when no rule says how long: notes go by whole months, since their keys do.
func notesBefore(keep Limit, day string) string {
	cut := keep.shift(day, -1)
	if cut == "" {
		return ""
	}
	return cut[:len("2006-01")] + "-01"
}

// one scans a single column of text.
func one(s *string) []any { return []any{s} }

// States are those of an Entry, for people.
var States = code.List{
	{Code: string(child.Closed), SQ: "e mbyllur", EN: "closed"},
	{Code: string(child.Moved), SQ: "e dorëzuar", EN: "handed over"},
	{Code: string(child.Merged), SQ: "e bashkuar me një tjetër", EN: "merged with another"},
}
