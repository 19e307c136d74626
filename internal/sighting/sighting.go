// Package sighting records where and when a child in a street situation was
// seen: one page on a phone, answered with the thumb.
//
// A sighting holds codes and no name. It stays unlinked until somebody of the
// unit knows which file it belongs to. The package opens no file to read it,
// counts nothing, and works only with a network.
package sighting

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"tryeza/internal/code"
	"tryeza/internal/store"
)

// A Sighting of one child. Unknown is an answer everywhere; the origin of a
// child of unknown origin is "".
type Sighting struct {
	ID           string
	Version      int64
	Committee    string // qark of the unit
	On           string // day, "2006-01-02"
	Band         string // code.TimeBands
	Place        string // code.PlaceClasses
	Municipality string // where
	Activity     string // code.StreetActivities
	Company      string // code.Companies
	Age          string // code.ChildBands
	Sex          string // code.ChildSexes
	Origin       string // municipality, code.Countries, or ""
	OriginKnown  string // code.OriginKnown
	Done         string // code.FieldActions, with spaces between; "" when nobody said
	Danger       bool   // the child was in danger at that moment
	Team         string // code.FieldTeams
	Child        string // the file it is linked to, or ""
	Subject      string // that of the file
	At           store.Time
	By           string // account
	Removed      bool

	note []byte // sealed, or empty
	past int64  // versions before this one that are kept
}

const columns = `committee_id, seen_on, band, place, municipality, activity, company, age, sex, origin, origin_known, done, danger, team, child_id, subject_id, recorded_at, recorded_by, removed, note`

func (s *Sighting) row() []any {
	return []any{&s.ID, &s.Version, &s.Committee, &s.On, &s.Band, &s.Place, &s.Municipality, &s.Activity, &s.Company, &s.Age, &s.Sex, &s.Origin, &s.OriginKnown, &s.Done,
		&s.Danger, &s.Team, &s.Child, &s.Subject, &s.At, &s.By, &s.Removed, &s.note}
}

// fields are a row with how many versions before it are kept.
func (s *Sighting) fields() []any { return append(s.row(), &s.past) }

var sightings = store.NewUnitTable("sighting", columns, (*Sighting).row)

// ErrTampered says that what the database holds of a sighting is not what was
// written.
var ErrTampered = errors.New("sighting: not as it was written")

// Sound reports whether every version before this one is kept, as it must be
// unless somebody put an older row back.
func (s Sighting) Sound() bool { return s.past == s.Version-1 }

// Actions lists what was done at once.
func (s Sighting) Actions() []string { return strings.Fields(s.Done) }

// HasNote reports whether somebody wrote a note.
func (s Sighting) HasNote() bool { return len(s.note) > 0 }

// actionsOf are ticked actions as they are kept, in the order of the list.
func actionsOf(ticked []string) string {
	var list []string
	for _, c := range code.FieldActions {
		if slices.Contains(ticked, c.Code) {
			list = append(list, c.Code)
		}
	}
	return strings.Join(list, " ")
}

// Reasons for a correction, from which one is chosen.
var Reasons = code.List{
	{Code: "mistap", SQ: "u shtyp gabim", EN: "a mis-tap"},
	{Code: "learned", SQ: "u mësua më shumë", EN: "more was learned"},
	{Code: "duplicate", SQ: "ishte shënuar dy herë", EN: "it was recorded twice"},
	{Code: "other", SQ: "arsye tjetër", EN: "another reason"},
}

// whys are all that can have happened to a sighting.
var whys = slices.Concat(Reasons, code.List{
	{Code: "undo", SQ: "u zhbë menjëherë", EN: "undone at once"},
	{Code: "restore", SQ: "u kthye", EN: "put back"},
	{Code: "link", SQ: "u lidh me një dosje", EN: "linked to a file"},
	{Code: "unlink", SQ: "u shkëput nga dosja", EN: "taken off the file"},
})

// A Past is what stood before a change, why it was changed, by whom and when. To
// link a sighting to a file makes no new version of it: Was is then 0.
type Past struct {
	ID       string
	Sighting string
	Was      int64 // the version that stood
	Why      string
	Before   Sighting
	At       store.Time
	By       string
	note     []byte
	stored   string
}

const pastColumns = `sighting_id, version, why, was, note, at, by_id`

var (
	addPast = store.WriteUnit(`INSERT INTO sighting_past (owner_id, id, sighting_id, version, why, was, note, at, by_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`)
	pastOf  = store.ReadUnit(`SELECT id, ` + pastColumns + ` FROM sighting_past WHERE owner_id = $1 AND sighting_id = $2 ORDER BY at DESC, version DESC, id`)
)

func (p *Past) fields() []any {
	return []any{&p.ID, &p.Sighting, &p.Was, &p.Why, &p.stored, &p.note, &p.At, &p.By}
}

// keep writes what stands before it is changed, as the version it has, or 0.
func keep(tx *store.Tx, s Sighting, version int64, why string) error {
	b, err := json.Marshal(s)
	if err != nil {
		return err
	}
	note := s.note
	if note == nil || version == 0 {
		note = []byte{}
	}
	_, err = tx.Exec(addPast, tx.NewID(), s.ID, version, why, string(b), note, tx.Now(), tx.Grant().Actor())
	return err
}

// History is what a sighting was before, newest first.
func History(tx *store.Tx, id string) ([]Past, error) {
	list, err := store.All(tx, pastOf, (*Past).fields, id)
	for i := range list {
		if err == nil {
			err = json.Unmarshal([]byte(list[i].stored), &list[i].Before)
		}
	}
	return list, err
}

const selected = `SELECT id, version, ` + columns + `, (SELECT COUNT(*) FROM sighting_past AS p WHERE p.owner_id = $1 AND p.sighting_id = s.id AND p.version > 0) FROM sighting AS s WHERE owner_id = $1`

var oneSighting = store.ReadUnit(selected + ` AND id = $2`)

// Get is a sighting of the unit. It fails with ErrTampered when an older row
// was put back.
func Get(tx *store.Tx, id string) (Sighting, error) {
	s, err := store.One(tx, oneSighting, (*Sighting).fields, id)
	if err == nil && !s.Sound() {
		err = fmt.Errorf("%w: version %d after %d others", ErrTampered, s.Version, s.past)
	}
	return s, err
}
