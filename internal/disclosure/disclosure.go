// Package disclosure lets what stands in a child's file be read outside the team
// that works on it, and shows who read what: a part released to one person for a
// time, what was told to an institution, an emergency entry and its review, lists
// of files taken out, and the looks at files.
//
// It decides nobody's right to a file: package child does, from the rights that
// are written down here. It sends no mail; somebody else carries the word that
// there is a notice, which says nothing of a case.
package disclosure

import (
	"context"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/code"
	"tryeza/internal/seal"
	"tryeza/internal/store"
)

// Options are what disclosure needs of others.
type Options struct {
	// People are those who hold a role in a unit today.
	People func(ctx context.Context, unit string) ([]child.Member, error)
	// Tell sends word that a notice of a kind waits, to be called again when it
	// fails. Nil: nobody is sent word, and notices wait on the desk.
	Tell func(ctx context.Context, person, kind string) error
	// Machine is the program itself, who tells.
	Machine access.Actor
}

// A Right to read some classes of one file from one instant to another.
type Right struct {
	ID         string
	Version    int64
	Child      string
	Person     string
	Kind       string // Kinds
	Classes    string // child.Set
	Purpose    string // Purposes; of an emergency: "emergency"
	From       store.Time
	Until      store.Time // not included
	Ended      store.Time // never: it runs until Until
	By         string     // who gave it
	reason     []byte
	ReviewBy   store.Time // of an emergency
	ReviewedAt store.Time
	ReviewedBy string
	Verdict    string // Verdicts, or ""
	review     []byte
	RestoredAt store.Time
	RestoredBy string
	restored   []byte
}

func (r *Right) fields() []any {
	return []any{&r.ID, &r.Version, &r.Child, &r.Person, &r.Kind, &r.Classes, &r.Purpose, &r.From, &r.Until, &r.Ended, &r.By, &r.reason,
		&r.ReviewBy, &r.ReviewedAt, &r.ReviewedBy, &r.Verdict, &r.review, &r.RestoredAt, &r.RestoredBy, &r.restored}
}

const rightColumns = `child_id, person_id, kind, classes, purpose, from_at, until_at, ended_at, given_by, reason, review_by, reviewed_at, reviewed_by, verdict, review, restored_at, restored_by, restored`

var rights = store.NewUnitTable("disclosure_right", rightColumns, (*Right).fields)

// Runs reports whether the right opens anything at an instant.
func (r Right) Runs(at store.Time) bool {
	return r.Ended.IsZero() && !r.From.After(at.Time) && r.Until.After(at.Time)
}

// never is the instant of what has not happened.
var never store.Time

// Kinds of rights.
const (
	release   = "release"
	emergency = "emergency"
)

// Purposes of a release. The words beside the code are sealed.
var Purposes = code.List{
	{Code: "cover", SQ: "zëvendësim i përkohshëm i një punonjësi", EN: "standing in for a worker"},
	{Code: "field", SQ: "puna në terren me fëmijën", EN: "work with the child in the field"},
	{Code: "advice", SQ: "këshillim profesional", EN: "professional advice"},
	{Code: "group", SQ: "përgatitja e mbledhjes së GTN-së", EN: "preparing the meeting of the GTN"},
	{Code: "other", SQ: "tjetër, si shpjegohet", EN: "other, as explained"},
}

// Verdicts of the review of an emergency entry.
var Verdicts = code.List{
	{Code: "justified", SQ: "hyrja ishte e justifikuar", EN: "the entry was justified"},
	{Code: "unjustified", SQ: "hyrja nuk ishte e justifikuar", EN: "the entry was not justified"},
}

// Notices are what people are told.
var Notices = code.List{
	{Code: "emergency", SQ: "Hyrje emergjente në një dosje", EN: "Emergency access to a file"},
	{Code: "verdict", SQ: "Hyrja juaj emergjente u shqyrtua", EN: "Your emergency access was reviewed"},
	{Code: "release", SQ: "Ju lejua një pjesë e një dosjeje", EN: "A part of a file was released to you"},
	{Code: "export", SQ: "Një listë dosjesh pret miratimin tuaj", EN: "A list of files awaits your approval"},
	{Code: "joined", SQ: "Një përgjegjës i njësisë hyri vetë në ekipin e një dosjeje", EN: "A supervisor of the unit joined the team of a file"},
	{Code: "offered", SQ: "Një rast iu ofrua një njësie tjetër nga jashtë ekipit të dosjes", EN: "A case was offered to another unit from outside the team of the file"},
	{Code: "answer", SQ: "Lista e dosjeve që kërkuat mori përgjigje", EN: "The list of files you asked for was answered"},
}

// A notice is what somebody of the unit has to be told. About is the id of the
// right, of the export, or of the file.
type notice struct {
	ID                 string
	Version            int64
	Person, Kind       string
	About              string
	At, Mailed, SeenAt store.Time
}

func (n *notice) fields() []any {
	return []any{&n.ID, &n.Version, &n.Person, &n.Kind, &n.About, &n.At, &n.Mailed, &n.SeenAt}
}

var notices = store.NewUnitTable("disclosure_notice", "person_id, kind, right_id, at, mailed_at, seen_at", (*notice).fields)

// notify writes down, in the transaction of what it tells of, that people are to
// be told.
func notify(tx *store.Tx, kind, about string, people ...string) error {
	for _, p := range people {
		if err := notices.Add(tx, notice{ID: tx.NewID(), Person: p, Kind: kind, About: about, At: tx.Now()}); err != nil {
			return err
		}
	}
	return nil
}

// Noted writes down, in the transaction of what was done, that people are told of
// something done with a file from outside its team: "joined" or "offered". Those
// with a conflict of interest with the file are not.
func Noted(tx *store.Tx, kind, file string, people []string) error {
	people, err := apart(tx, file, people)
	if err != nil {
		return err
	}
	return notify(tx, kind, file, people...)
}

// placeOf is where a sealed text of a right lies.
func placeOf(column, id string) seal.Place {
	return seal.Place{Table: "disclosure_right", Record: id, Column: column}
}

// What is sealed with the key of a file is sealed anew when the file gets a new
// one.
var _ = []bool{
	child.Bind("disclosure_right", "reason", false,
		store.ReadUnit(`SELECT id, version, reason FROM disclosure_right WHERE owner_id = $1 AND child_id = $2 AND length(reason) > 0 ORDER BY id`),
		store.WriteUnit(`UPDATE disclosure_right SET reason = $3 WHERE owner_id = $1 AND id = $2`)),
	child.Bind("disclosure_right", "review", false,
		store.ReadUnit(`SELECT id, version, review FROM disclosure_right WHERE owner_id = $1 AND child_id = $2 AND length(review) > 0 ORDER BY id`),
		store.WriteUnit(`UPDATE disclosure_right SET review = $3 WHERE owner_id = $1 AND id = $2`)),
	child.Bind("disclosure_right", "restored", false,
		store.ReadUnit(`SELECT id, version, restored FROM disclosure_right WHERE owner_id = $1 AND child_id = $2 AND length(restored) > 0 ORDER BY id`),
		store.WriteUnit(`UPDATE disclosure_right SET restored = $3 WHERE owner_id = $1 AND id = $2`)),
}

// A Told is what an institution outside the unit was told about a child. Nothing
// opens by it: it is the record that the team owes.
type Told struct {
	On      string // day
	To      string // the institution, and the office in it
	Classes string // child.Set: what kind of thing was told
	Why     string
	How     string // Ways
}

// Ways of telling.
var Ways = code.List{
	{Code: "meeting", SQ: "në mbledhje", EN: "at a meeting"},
	{Code: "letter", SQ: "me shkresë", EN: "by letter"},
	{Code: "phone", SQ: "me telefon", EN: "by telephone"},
	{Code: "mail", SQ: "me postë elektronike", EN: "by e-mail"},
	{Code: "visit", SQ: "ballë për ballë", EN: "in person"},
}

var _ = child.Register(child.Kind{Code: "told", Class: child.Protection, SQ: "Iu tha një institucioni", EN: "Told to an institution",
	Purpose: "të dihet kujt iu tha çfarë për fëmijën, dhe pse", Keep: child.KeepFile, Body: Told{}})

// How long things run.
const (
	entryRuns   = 60 * time.Minute
	factorHolds = 5 * time.Minute
	exportHolds = 24 * time.Hour
)
