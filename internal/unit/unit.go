// Package unit keeps the desk of a child protection unit (NJMF): its first page
// with what waits there, the numbers to call, the dated limits its work goes by,
// and how it is set up.
//
// It counts and never names: the files of children are package child's, and who
// the people of the unit are is package account's.
package unit

import (
	"context"
	"errors"
	"net/http"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

// A Unit is the child protection unit of a municipality. Its ID is that of its
// scope.
type Unit struct {
	ID           string
	Version      int64
	Committee    string // the slug of the qark it lies in
	Municipality string // code of the municipality
	Name         string
	Sample       bool // invented data, marked so on every page
	Ethnicity    bool // ethnicity may be recorded, where the family wants it
}

func (u *Unit) fields() []any {
	return []any{&u.ID, &u.Version, &u.Committee, &u.Municipality, &u.Name, &u.Sample, &u.Ethnicity}
}

var units = store.NewUnitTable("unit", "committee_id, municipality, name, sample, ethnicity", (*Unit).fields)

// Get reads the unit of the transaction's grant.
func Get(tx *store.Tx) (Unit, error) { return units.Get(tx, tx.Grant().Scope().ID) }

// Found makes the desk of a unit, with the contacts and the rules it starts
// with. It does nothing where there is one, so it may be asked at every start.
// The actor must be allowed to found desks: the operator is.
func Found(ctx context.Context, db *store.DB, a access.Actor, u Unit) error {
	g, err := a.May(access.FoundDesk, access.Institution(u.ID))
	if err != nil {
		return err
	}
	err = db.View(ctx, g, store.Subject{}, func(tx *store.Tx) error {
		_, err := Get(tx)
		return err
	})
	if !errors.Is(err, store.ErrNotFound) {
		return err
	}
	return db.Change(ctx, g, store.Subject{Kind: "unit", ID: u.ID}, func(tx *store.Tx) error { return found(tx, u) })
}

func found(tx *store.Tx, u Unit) error {
	u.Ethnicity = false // until the unit itself decides
	err := units.Add(tx, u)
	for _, c := range firstContacts {
		c.ID = tx.NewID()
		if err == nil {
			err = contacts.Add(tx, c)
		}
	}
	for _, r := range firstRules() {
		r.ID = tx.NewID()
		if err == nil {
			err = rules.Add(tx, r)
		}
	}
	return err
}

// Room names the unit of a grant for the top of every page.
func Room(db *store.DB) func(*http.Request, access.Grant) (web.Room, error) {
	return func(r *http.Request, g access.Grant) (web.Room, error) {
		room := web.Room{ID: g.Scope().ID, Name: g.Scope().ID}
		desk, err := g.Also(access.ReadUnit)
		if err != nil {
			return room, nil
		}
		err = db.View(r.Context(), desk, store.Subject{}, func(tx *store.Tx) error {
			u, err := Get(tx)
			room.Name, room.Sample = u.Name, u.Sample
			return err
		})
		return room, err
	}
}

// setEthnicity lets ethnicity be recorded, or no longer. What was recorded stays.
func setEthnicity(tx *store.Tx, version int64, on bool) error {
	return units.Edit(tx, tx.Grant().Scope().ID, version, func(u *Unit) error {
		u.Ethnicity = on
		return nil
	})
}
