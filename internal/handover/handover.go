// Package handover passes a child's case to the unit where the child lives: one
// unit offers it, the other accepts it or says why not, by a day.
//
// Until the answer the receiver knows what it needs to answer, and the reason;
// the giver's file is only read. When the case is accepted the receiver has a
// file of its own with all that stood in the old one, and the giver keeps what it
// recorded itself. Figures go on counting one child. The package opens no file
// otherwise than through package child, and sends no mail.
package handover

import (
	"context"
	"strconv"
	"strings"
	"time"

	"tryeza/internal/child"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// States of a hand-over.
var States = code.List{
	{Code: "offered", SQ: "pret përgjigje", EN: "awaits an answer"},
	{Code: "accepted", SQ: "u pranua", EN: "accepted"},
	{Code: "refused", SQ: "nuk u pranua", EN: "refused"},
	{Code: "withdrawn", SQ: "u tërhoq", EN: "withdrawn"},
}

// A Unit is one that may take over a case.
type Unit struct{ ID, Name, Municipality, Committee string }

// Options are what hand-overs need of others.
type Options struct {
	Units  func(ctx context.Context) ([]Unit, error)                      // all that have a desk
	People func(ctx context.Context, unit string) ([]child.Member, error) // who hold a role in a unit today
	// Told writes down that people are told of something that was done with a file
	// from outside its team: "offered". Nil: nobody is.
	Told func(tx *store.Tx, kind, file string, people []string) error
}

// An offer is a hand-over as its giver has it. Reason and answer are sealed with
// the key of the giver's file.
type offer struct {
	ID         string
	Version    int64
	Child      string // the giver's file
	Receiver   string
	State      string // States
	OfferedOn  string
	OfferedBy  string
	DueOn      string
	AnsweredOn string
	reason     []byte
	answer     []byte
}

func (o *offer) fields() []any {
	return []any{&o.ID, &o.Version, &o.Child, &o.Receiver, &o.State, &o.OfferedOn, &o.OfferedBy, &o.DueOn, &o.AnsweredOn, &o.reason, &o.answer}
}

var offers = store.NewUnitTable("handover_offer", "child_id, receiver_id, state, offered_on, offered_by, due_on, answered_on, reason, answer", (*offer).fields)

// A parcel is the same hand-over as its receiver has it, under the same id. Child
// is the file it becomes. Note and body are sealed with the key of that file.
type parcel struct {
	ID         string
	Version    int64
	Giver      string
	State      string
	OfferedOn  string
	DueOn      string
	AnsweredOn string
	AnsweredBy string
	Sex        string
	Risk       string
	Residence  string
	FoundIn    string // municipality
	Child      string
	note, body []byte
}

func (p *parcel) fields() []any {
	return []any{&p.ID, &p.Version, &p.Giver, &p.State, &p.OfferedOn, &p.DueOn, &p.AnsweredOn, &p.AnsweredBy, &p.Sex, &p.Risk, &p.Residence, &p.FoundIn, &p.Child, &p.note, &p.body}
}

const parcelColumns = `giver_id, state, offered_on, due_on, answered_on, answered_by, sex, risk, residence, found_in, child_id, reason, body`

var parcels = store.NewUnitTable("handover_parcel", parcelColumns, (*parcel).fields)

// Hand-overs are the one thing that stands with two units. Each of these
// statements names the other unit and, as $1, the one that runs it.
var (
	sendParcel = store.WriteUnit(`INSERT INTO handover_parcel (owner_id, id, version, ` + parcelColumns + `)
		VALUES ($2, $3, 1, $1, 'offered', $4, $5, '', '', $6, $7, $8, $9, $10, $11, $12)`)
	recallParcel = store.WriteUnit(`UPDATE handover_parcel SET version = version + 1, state = 'withdrawn', answered_on = $4, reason = $5, body = $5, sex = '', risk = '', residence = '', found_in = ''
		WHERE owner_id = $2 AND giver_id = $1 AND id = $3 AND state = 'offered'`)
	parcelSent  = store.ReadUnit(`SELECT child_id FROM handover_parcel WHERE owner_id = $2 AND giver_id = $1 AND id = $3`)
	answerOffer = store.WriteUnit(`UPDATE handover_offer SET version = version + 1, state = $4, answered_on = $5, answer = $6
		WHERE owner_id = $2 AND receiver_id = $1 AND id = $3 AND state = 'offered'`)
	offerMade = store.ReadUnit(`SELECT child_id FROM handover_offer WHERE owner_id = $2 AND receiver_id = $1 AND id = $3`)
)

// A note is what the receiver knows before it answers: the reason, and again the
// codes that stand beside it in clear, so that none can be changed unnoticed.
type note struct {
	Giver, Sex, Risk, Residence, FoundIn, OfferedOn, DueOn string
	Reason                                                 string
}

func (p parcel) codes() note {
	return note{Giver: p.Giver, Sex: p.Sex, Risk: p.Risk, Residence: p.Residence, FoundIn: p.FoundIn, OfferedOn: p.OfferedOn, DueOn: p.DueOn}
}

// answerRule is the dated limit for the answer to a hand-over, in days.
var answerRule = store.ReadUnit(`SELECT value, verified FROM unit_rule
	WHERE owner_id = $1 AND code = 'handover_answer_days' AND valid_from <= $2 AND (valid_to = '' OR valid_to >= $2) ORDER BY valid_from DESC, id`)

// limitOn is the day by which a hand-over offered on a day is to be answered, ""
// without a limit, and whether the unit has confirmed the limit. A unit that has
// no such limit of its own has confirmed none.
func limitOn(tx *store.Tx, day string) (due string, verified bool, err error) {
	type rule struct {
		value    string
		verified bool
	}
	list, err := store.All(tx, answerRule, func(r *rule) []any { return []any{&r.value, &r.verified} }, day)
	if err != nil || len(list) == 0 {
		return "", false, err
	}
	n, bad := strconv.Atoi(strings.TrimSpace(list[0].value))
	t, err := time.Parse(time.DateOnly, day)
	if bad != nil || n < 0 || err != nil {
		return "", false, err
	}
	return t.AddDate(0, 0, n).Format(time.DateOnly), list[0].verified, nil
}

// clock says by when an answer is due, and how much time is left on a day.
func clock(l text.Lang, due, day string, verified bool) string {
	if due == "" {
		return text.T(l, "pa afat")
	}
	words := text.T(l, "deri më %s", text.Day(due)) + ", " + left(l, due, day)
	if !verified {
		words += " " + text.T(l, "(afat i pakonfirmuar)")
	}
	return words
}

func left(l text.Lang, due, day string) string {
	a, errA := time.Parse(time.DateOnly, day)
	b, errB := time.Parse(time.DateOnly, due)
	if errA != nil || errB != nil {
		return text.T(l, "nuk dihet")
	}
	n := int64(b.Sub(a).Hours() / 24)
	late := -n
	if n < 0 {
		return text.Count(l, &late, text.Forms{One: "1 ditë me vonesë", Many: "{n} ditë me vonesë"})
	}
	return text.Count(l, &n, text.Forms{Zero: "afati është sot", One: "mbetet 1 ditë", Many: "mbeten {n} ditë"})
}

// late reports whether an answer is awaited beyond its day.
func late(state, due, day string) bool { return state == "offered" && due != "" && due < day }
