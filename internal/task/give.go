package task

import (
	"strconv"
	"strings"

	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// New is a task about to be given: to an owner, by a day or at the next meeting
// of a body. Priority is normal and GivenOn today unless said otherwise.
type New struct {
	Kind      string // code.TaskKinds
	SourceID  string // line of the minutes, activity or problem
	MeetingID string // that gives it
	Body      string
	OwnerID   string
	Priority  string // code.Priorities
	AskedBy   string // institution that asks
	DueOn     string // day
	DueBody   string // code.Bodies: at its next meeting; not asked when there is a day
	GivenOn   string // day
}

// Give makes a task and numbers it within the year it is given in. It refuses
// one that nobody owes or that is due at no time.
func Give(tx *store.Tx, n New) (id string, err error) {
	id = tx.NewID()
	return id, give(tx, id, n)
}

func give(tx *store.Tx, id string, n New) error {
	t, err := n.task(text.DayOf(tx.Now().Time))
	if err != nil {
		return err
	}
	last, err := store.Value[int64](tx, lastNumber, t.Year)
	if err != nil {
		return err
	}
	t.ID, t.Number = id, last+1
	if t.DueOn == "" {
		list, err := store.All(tx, meetingsAfter, (*gathering).fields, t.GivenOn)
		if err != nil {
			return err
		}
		t.tie(list, t.GivenOn)
	}
	if err := tasks.Add(tx, t); err != nil {
		return err
	}
	return happened(tx, t.ID, Event{Verb: verbGiven, MeetingID: t.MeetingID, DueTo: t.DueOn})
}

// task is the task that n asks for, or a refusal that says what it lacks.
func (n New) task(today string) (Task, error) {
	t := Task{
		Kind: n.Kind, Body: strings.TrimSpace(n.Body), OwnerID: n.OwnerID, Priority: or(n.Priority, "normal"), SourceID: n.SourceID,
		MeetingID: n.MeetingID, AskedBy: n.AskedBy, GivenOn: or(n.GivenOn, today), DueOn: n.DueOn, DueBody: n.DueBody, State: Open,
	}
	if t.DueOn != "" {
		t.DueBody = ""
	}
	t.Year, _ = strconv.ParseInt(t.GivenOn[:min(4, len(t.GivenOn))], 10, 64)
	switch {
	case t.Body == "":
		return t, web.Refuse("Detyra nuk thotë çfarë duhet bërë. Shkruajeni.")
	case t.OwnerID == "":
		return t, web.Refuse("Detyra «%s» nuk ka institucion përgjegjës. Caktojeni.", t.Body)
	case t.DueOn == "" && t.DueBody == "":
		return t, web.Refuse("Detyra «%s» nuk ka afat. Caktoni një datë, ose mbledhjen e ardhshme.", t.Body)
	case t.DueBody != "" && !code.Bodies.Has(t.DueBody), !code.TaskKinds.Has(t.Kind), !code.Priorities.Has(t.Priority), t.Year == 0:
		return t, web.Refuse("Detyra «%s» ka një vlerë që nuk njihet.", t.Body)
	case t.DueOn != "" && t.DueOn < t.GivenOn:
		return t, web.Refuse("Afati i detyrës «%s» është para ditës që u dha.", t.Body)
	}
	return t, nil
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}
