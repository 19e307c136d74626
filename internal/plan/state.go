package plan

import (
	"cmp"
	"slices"

	"tryeza/internal/figure"
	"tryeza/internal/indicator"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

// SetReported records what an accepted return says of an activity: its state as
// reported, the day it was done or else the last day reported on, and why. It is
// passed to package reporting. What the committee cancelled stays cancelled, and
// what the next plan took over stays carried over unless it was done after all.
func SetReported(tx *store.Tx, id, state, on, reason string) error {
	a, err := activities.Get(tx, id)
	if err != nil {
		return err
	}
	done := state == "done" || state == "done_late"
	if a.State == "cancelled" || a.State == "carried_over" && !done {
		return nil
	}
	return activities.Edit(tx, id, a.Version, func(a *Activity) error {
		doneOn := ""
		if done {
			doneOn = on
		}
		a.State, a.StateOn, a.StateReason = indicator.StateOf(state, doneOn, a.DueOn), on, reason
		return nil
	})
}

// Cancel takes an activity out of an approved plan by a decision of the
// committee: its reference, with the reason, and its day.
func Cancel(tx *store.Tx, id string, version int64, on, decision string) error {
	a, p, err := inForce(tx, id)
	if err != nil {
		return err
	}
	err = activities.Edit(tx, id, version, func(a *Activity) error {
		if a.State == "cancelled" {
			return web.Refuse("Aktiviteti është anuluar tashmë.")
		}
		a.State, a.StateOn, a.StateReason = "cancelled", on, decision
		return nil
	})
	if err != nil {
		return err
	}
	return amend(tx, p, Amendment{Reason: decision}, []part{{partActivity, a.ID}})
}

// UndoCancel puts a cancelled activity back in force, in the state that the
// latest accepted return gave it.
func UndoCancel(tx *store.Tx, id string, version int64, reason string) error {
	a, p, err := inForce(tx, id)
	if err != nil {
		return err
	}
	results, err := Results(tx, id)
	if err != nil {
		return err
	}
	err = activities.Edit(tx, id, version, func(a *Activity) error {
		if a.State != "cancelled" {
			return web.Refuse("Aktiviteti nuk është i anuluar.")
		}
		a.State, a.StateOn, a.StateReason = "planned", "", ""
		if len(results) > 0 {
			r := results[0]
			a.State, a.StateOn, a.StateReason = indicator.StateOf(r.State, r.DoneOn, a.DueOn), cmp.Or(r.DoneOn, r.Period.End()), r.Reason
		}
		return nil
	})
	if err != nil {
		return err
	}
	return amend(tx, p, Amendment{Reason: reason}, []part{{partActivity, a.ID}})
}

// inForce reads an activity of an approved plan, with the plan.
func inForce(tx *store.Tx, id string) (Activity, Plan, error) {
	a, err := activities.Get(tx, id)
	if err != nil {
		return a, Plan{}, err
	}
	p, err := plans.Get(tx, a.PlanID)
	if err == nil && !p.Approved() {
		err = web.Refuse("Plani është ende projekt: aktiviteti hiqet prej tij pa vendim.")
	}
	return a, p, err
}

// A Result is what an accepted return says of an activity in a period.
type Result struct {
	ReturnID      string
	Period        figure.Period
	InstitutionID string
	State         string // code.ReportedStates, or "" when it was not answered
	DoneOn        string
	Place         string
	What          string
	Partners      string
	Reason        string
	Values        []Value
}

// A Value is a number in a Result: of an indicator, or of the participants.
type Value struct {
	ReturnID  string
	Subject   string // "indicator" or "participants"
	SubjectID string
	Number    *figure.Number
	Qualifier figure.Qualifier
}

// Quantity is the value with its qualifier.
func (v Value) Quantity() figure.Quantity {
	q := figure.Quantity{Qualifier: v.Qualifier}
	if v.Number != nil {
		q.Number = *v.Number
	}
	return q
}

func (r *Result) fields() []any {
	return []any{&r.ReturnID, &r.Period, &r.InstitutionID, &r.State, &r.DoneOn, &r.Place, &r.What, &r.Partners, &r.Reason}
}

func (v *Value) fields() []any {
	return []any{&v.ReturnID, &v.Subject, &v.SubjectID, &v.Number, &v.Qualifier}
}

var (
	acceptedItems = store.Read(`SELECT r.id, o.period, r.institution_id, i.state, i.done_on, i.place, i.what, i.partners, i.reason
		FROM reporting_item AS i
		JOIN reporting_return AS r ON r.committee_id = i.committee_id AND r.id = i.return_id
		JOIN reporting_round AS o ON o.committee_id = r.committee_id AND o.id = r.round_id
		WHERE i.committee_id = $1 AND i.activity_id = $2 AND r.state = 'accepted'`)
	acceptedValues = store.Read(`SELECT v.return_id, v.subject, v.subject_id, v.value, v.qualifier
		FROM reporting_item AS i
		JOIN reporting_return AS r ON r.committee_id = i.committee_id AND r.id = i.return_id
		JOIN reporting_value AS v ON v.committee_id = r.committee_id AND v.return_id = r.id
		WHERE i.committee_id = $1 AND i.activity_id = $2 AND r.state = 'accepted' AND v.part = ''
		AND (v.subject = 'participants' AND v.subject_id = $2 OR v.subject = 'indicator' AND v.subject_id IN
			(SELECT id FROM plan_indicator WHERE committee_id = $1 AND activity_id = $2))`)
)

// Results reads what accepted returns say of an activity, the latest period
// first.
func Results(tx *store.Tx, activity string) ([]Result, error) {
	list, err := store.All(tx, acceptedItems, (*Result).fields, activity)
	if err != nil {
		return nil, err
	}
	values, err := store.All(tx, acceptedValues, (*Value).fields, activity)
	for i := range list {
		for _, v := range values {
			if v.ReturnID == list[i].ReturnID {
				list[i].Values = append(list[i].Values, v)
			}
		}
	}
	slices.SortFunc(list, func(a, b Result) int {
		return cmp.Or(cmp.Compare(b.Period.End(), a.Period.End()), cmp.Compare(b.Period, a.Period), cmp.Compare(a.ReturnID, b.ReturnID))
	})
	return list, err
}
