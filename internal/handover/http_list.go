package handover

import (
	"net/http"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A listPage shows the hand-overs of a unit: those it is asked to accept, and
// those it asked others to.
type listPage struct {
	web.Page
	Answers  bool // the reader answers for the unit
	Received []row
	Sent     []row
}

var listView = web.NewView[listPage](templates, "list.tmpl", "parts.tmpl")

// A row is one hand-over: codes, no names of people.
type row struct {
	Path, Name      string // Name: the code of the own file, or what the other unit offers
	Other           string // the other unit
	On, Clock       string
	State, Colour   string // in words
	Late            bool
	Risk, Residence string
}

var (
	sentBy = store.ReadUnit(`SELECT o.id, o.child_id, o.receiver_id, o.state, o.offered_on, o.due_on, o.answered_on, c.code FROM handover_offer AS o
		JOIN child AS c ON c.owner_id = o.owner_id AND c.id = o.child_id WHERE o.owner_id = $1 ORDER BY o.offered_on DESC, o.id`)
	receivedBy = store.ReadUnit(`SELECT id, version, ` + parcelColumns + ` FROM handover_parcel WHERE owner_id = $1 ORDER BY offered_on DESC, id`)
	relationOf = store.ReadUnit(`SELECT child_id, relation FROM child_person
		WHERE owner_id = $1 AND person_id = $2 AND valid_from <= $3 AND (valid_to = '' OR valid_to >= $3)`)
)

// A sentRow is an offer with the code of its file.
type sentRow struct {
	offer
	code string
}

func (s *sentRow) fields() []any {
	return []any{&s.ID, &s.Child, &s.Receiver, &s.State, &s.OfferedOn, &s.DueOn, &s.AnsweredOn, &s.code}
}

func (h handler) list(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p := listPage{Page: web.NewPage(r, "Dorëzime"), Answers: g.Can(access.AnswerHandover)}
	names, err := h.units(r)
	if err != nil {
		return err
	}
	err = h.files.DB.View(r.Context(), g, store.Subject{}, func(tx *store.Tx) error {
		if err := p.loadSent(tx, g, names, h.today()); err != nil || !p.Answers {
			return err
		}
		return p.loadReceived(tx, g, names, h.today())
	})
	if err != nil {
		return err
	}
	return listView.Render(w, r, http.StatusOK, p)
}

// loadSent lists the offers of the files that the reader may know of: those of
// their own team, for a supervisor all, and none they have an interest in.
func (p *listPage) loadSent(tx *store.Tx, g access.Grant, names directory, today string) error {
	type relation struct{ child, kind string }
	mine, err := store.All(tx, relationOf, func(r *relation) []any { return []any{&r.child, &r.kind} }, g.Actor(), today)
	if err != nil {
		return err
	}
	list, err := store.All(tx, sentBy, (*sentRow).fields)
	for _, s := range list {
		team, conflict := slices.Contains(mine, relation{s.Child, "team"}), slices.Contains(mine, relation{s.Child, "conflict"})
		if conflict || !team && !p.Answers {
			continue
		}
		_, verified, err := limitOn(tx, s.OfferedOn)
		if err != nil {
			return err
		}
		r := newRow(p.Lang, s.State, s.OfferedOn, s.DueOn, s.AnsweredOn, today, verified)
		r.Path, r.Name, r.Other = base(g)+"/sent/"+s.ID, s.code, names.Name(p.Lang, s.Receiver)
		p.Sent = append(p.Sent, r)
	}
	return err
}

func (p *listPage) loadReceived(tx *store.Tx, g access.Grant, names directory, today string) error {
	list, err := store.All(tx, receivedBy, (*parcel).fields)
	for _, s := range list {
		_, verified, err := limitOn(tx, s.OfferedOn)
		if err != nil {
			return err
		}
		r := newRow(p.Lang, s.State, s.OfferedOn, s.DueOn, s.AnsweredOn, today, verified)
		r.Path, r.Other = base(g)+"/received/"+s.ID, names.Name(p.Lang, s.Giver)
		r.Name, r.Residence, r.Risk = text.T(p.Lang, "Rast nga %s", r.Other), "–", "–"
		if s.State == "offered" {
			r.Residence, r.Risk = code.OriginName(p.Lang, s.Residence), child.RiskLevels.Label(p.Lang, s.Risk)
		}
		p.Received = append(p.Received, r)
	}
	return err
}

// newRow is what both sides of a hand-over show of it.
func newRow(l text.Lang, state, on, due, answered, today string, verified bool) row {
	r := row{On: on, State: States.Label(l, state), Late: late(state, due, today)}
	r.Colour = colour(state, r.Late)
	r.Clock = clock(l, due, today, verified)
	if state != "offered" {
		r.Clock = text.Day(answered)
	}
	return r
}
