// Package committee keeps what a regional committee is made of: its
// institutions under the names they had, the orders that seat them, the dated
// rules its results are computed by, and its letterhead.
//
// It does not know who the people are; that is package account.
package committee

import "tryeza/internal/store"

// A Committee is the regional committee of one qark. ID is the slug in its
// addresses.
type Committee struct {
	ID         string
	Version    int64
	Name       string
	Qark       string // ISO 3166-2
	Sample     bool   // invented data, marked so on every page
	FoundedOn  string // day
	Letterhead string // the lines on top of a document
	Signature  string // the lines under it: office, not a person
	Place      string // where documents are dated
}

// Bodies: the committee itself and its technical table. A joint meeting is of both.
const (
	Body  = "committee"
	Table = "table"
	Joint = "joint"
)

var committees = store.NewTable("committee", "name, qark, sample, founded_on, letterhead, signature, place", (*Committee).fields)

func (c *Committee) fields() []any {
	return []any{&c.ID, &c.Version, &c.Name, &c.Qark, &c.Sample, &c.FoundedOn, &c.Letterhead, &c.Signature, &c.Place}
}

// Get reads the committee of the transaction's grant.
func Get(tx *store.Tx) (Committee, error) { return committees.Get(tx, tx.Grant().Scope().ID) }

// SaveSettings saves the name of the committee and what stands above and below
// its documents. to.Version is the version the editor was shown.
func SaveSettings(tx *store.Tx, to Committee) error {
	return committees.Edit(tx, to.ID, to.Version, func(c *Committee) error {
		c.Name, c.Letterhead, c.Signature, c.Place = to.Name, to.Letterhead, to.Signature, to.Place
		return nil
	})
}
