package sighting

import (
	"errors"

	"tryeza/internal/store"
)

var (
	lastOf = store.ReadUnit(selected + ` AND recorded_by = $2 AND NOT removed ORDER BY recorded_at DESC, id LIMIT 1`)
	weekOf = store.ReadUnit(selected + ` AND seen_on >= $2 AND seen_on <= $3 ORDER BY seen_on DESC, recorded_at DESC, id`)
	newest = store.ReadUnit(`SELECT COALESCE(MAX(seen_on), '') FROM sighting WHERE owner_id = $1`)
	often  = store.ReadUnit(`SELECT origin, COUNT(*) FROM sighting WHERE owner_id = $1 AND seen_on >= $2 AND origin <> '' AND NOT removed GROUP BY origin ORDER BY COUNT(*) DESC, origin LIMIT 6`)
)

// Last is what this person recorded last; ok is false when there is nothing.
func Last(tx *store.Tx) (s Sighting, ok bool, err error) {
	s, err = store.One(tx, lastOf, (*Sighting).fields, tx.Grant().Actor())
	if errors.Is(err, store.ErrNotFound) {
		return s, false, nil
	}
	return s, err == nil, err
}

// Between lists the sightings of the unit from one day to another, newest
// first, with those removed.
func Between(tx *store.Tx, from, to string) ([]Sighting, error) {
	return store.All(tx, weekOf, (*Sighting).fields, from, to)
}

// frequent are the origins met most often since a day.
func frequent(tx *store.Tx, since string) ([]string, error) {
	type row struct {
		origin string
		n      int64
	}
	rows, err := store.All(tx, often, func(r *row) []any { return []any{&r.origin, &r.n} }, since)
	var list []string
	for _, r := range rows {
		list = append(list, r.origin)
	}
	return list, err
}

// A file that a sighting may be linked to: one that the person works on.
type file struct{ ID, Code, Sex, Residence, OpenedOn string }

func (f *file) fields() []any { return []any{&f.ID, &f.Code, &f.Sex, &f.Residence, &f.OpenedOn} }

var (
	ownFiles = store.ReadUnit(`SELECT c.id, c.code, c.sex, c.residence, c.opened_on FROM child AS c JOIN child_person AS p ON p.owner_id = c.owner_id AND p.child_id = c.id
		WHERE c.owner_id = $1 AND c.state = 'open' AND p.relation = 'team' AND p.person_id = $2 AND p.valid_from <= $3 AND (p.valid_to = '' OR p.valid_to >= $3)
		AND c.id NOT IN (SELECT child_id FROM child_person WHERE owner_id = $1 AND relation = 'conflict' AND person_id = $2 AND valid_from <= $3 AND (valid_to = '' OR valid_to >= $3)) ORDER BY c.opened_on DESC, c.code`)
	codeOf        = store.ReadUnit(`SELECT code FROM child WHERE owner_id = $1 AND id = $2`)
	relationsWith = store.ReadUnit(`SELECT count(*) FROM child_person
		WHERE owner_id = $1 AND child_id = $2 AND person_id = $3 AND relation = $4 AND valid_from <= $5 AND (valid_to = '' OR valid_to >= $5)`)
)

// A Contact is somebody to call.
type Contact struct {
	Name, Phone, For string
	Danger, Verified bool
}

func (c *Contact) fields() []any {
	return []any{&c.Name, &c.Phone, &c.For, &c.Danger, &c.Verified}
}

var contactsOn = store.ReadUnit(`SELECT name, phone, what_for, danger, verified FROM unit_contact
	WHERE owner_id = $1 AND valid_from <= $2 AND (valid_to = '' OR valid_to >= $2) ORDER BY position, name`)

// always are the numbers that are never missing: the unit may have no list yet.
var always = []Contact{
	{Name: "Policia", Phone: "112", Danger: true, Verified: true},
	{Name: "Linja e fëmijëve", Phone: "116 111", Danger: true, Verified: true},
}

// contacts lists whom to call on a day.
func contacts(tx *store.Tx, day string) ([]Contact, error) {
	list, err := store.All(tx, contactsOn, (*Contact).fields, day)
	for i := len(always) - 1; i >= 0; i-- {
		if !has(list, always[i].Phone) {
			list = append([]Contact{always[i]}, list...)
		}
	}
	return list, err
}

func has(list []Contact, phone string) bool {
	for _, c := range list {
		if c.Tel() == (Contact{Phone: phone}).Tel() {
			return true
		}
	}
	return false
}

// Tel is the number as a telephone dials it.
func (c Contact) Tel() string {
	var b []byte
	for i := range len(c.Phone) {
		if d := c.Phone[i]; d >= '0' && d <= '9' || d == '+' && i == 0 {
			b = append(b, d)
		}
	}
	return string(b)
}
