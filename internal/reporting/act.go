package reporting

import (
	"fmt"
	"slices"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// An Act is something done to a return as a whole.
type Act struct {
	ReturnID string
	Version  int64 // the version that was looked at, or Latest
	Reason   string
	At       store.Time // zero: now
}

// SetState tells the plan what an accepted return says of an activity: its
// state, since which day, and why. App passes the plan's own function.
type SetState func(tx *store.Tx, activityID, state, on, reason string) error

// Send hands the return in and gives it its reference, or keeps the one it has.
// What Checks blocks is for the caller to refuse.
func Send(tx *store.Tx, a Act) (reference string, err error) {
	err = act(tx, a, moveSend, func(r *Return, at store.Time) error {
		if r.Reference == "" {
			if r.Reference, err = newReference(tx, r.RoundID); err != nil {
				return err
			}
		}
		if r.FirstSentAt.IsZero() {
			r.FirstSentAt = at
		}
		if r.StartedAt.IsZero() {
			r.StartedAt = at
		}
		r.SentAt, reference = at, r.Reference
		return nil
	})
	return reference, err
}

// SendBack asks the institution to complete its return, and says why.
func SendBack(tx *store.Tx, a Act) error {
	return act(tx, a, moveSendBack, func(*Return, store.Time) error { return nil })
}

// Accept accepts a return; what it says of its activities becomes their state
// in the plan. set may be nil when the plan is told otherwise.
func Accept(tx *store.Tx, a Act, set SetState) error {
	err := act(tx, a, moveAccept, func(r *Return, at store.Time) error { r.AcceptedAt = at; return nil })
	if err != nil {
		return err
	}
	return tellPlan(tx, a.ReturnID, set)
}

// Reopen takes an acceptance back, with a reason; the activities go back to what
// the latest return that is still accepted says of them.
func Reopen(tx *store.Tx, a Act, set SetState) error {
	err := act(tx, a, moveReopen, func(r *Return, _ store.Time) error { r.AcceptedAt = store.Time{}; return nil })
	if err != nil {
		return err
	}
	return tellPlan(tx, a.ReturnID, set)
}

// act makes a move and records it as an event.
func act(tx *store.Tx, a Act, m move, change func(r *Return, at store.Time) error) error {
	r, err := returns.Get(tx, a.ReturnID)
	if err != nil {
		return err
	}
	if !tx.Grant().Covers(r.InstitutionID) {
		return access.ErrDenied
	}
	to, ok := next(r.State, m)
	if !ok {
		return web.Refuse("Raportimi është «%s», prandaj ky hap nuk mund të bëhet tani.", code.ReturnStates.Label(text.SQ, r.State))
	}
	if m.needsReason() && a.Reason == "" {
		return web.Refuse("Shkruani arsyen: institucioni duhet ta dijë pse.")
	}
	at := a.At
	if at.IsZero() {
		at = tx.Now()
	}
	version := a.Version
	if version == Latest {
		version = r.Version
	}
	err = returns.Edit(tx, r.ID, version, func(r *Return) error {
		r.State = to
		return change(r, at)
	})
	if err != nil {
		return err
	}
	return addEvent(tx, r.ID, string(m), a.Reason, at)
}

func addEvent(tx *store.Tx, returnID, verb, reason string, at store.Time) error {
	return events.Add(tx, Event{ID: tx.NewID(), ReturnID: returnID, Verb: verb, Reason: reason, Author: tx.Grant().Actor(), At: at})
}

// Extend moves the deadline of one return, or of every return of a round that is
// not accepted when returnID is "", to a later day and records the reason with each.
func Extend(tx *store.Tx, roundID, returnID, dueOn, reason string) error {
	if reason == "" {
		return web.Refuse("Shkruani arsyen e shtyrjes.")
	}
	list, err := heads(tx, readReturns.round, roundID)
	if err != nil {
		return err
	}
	if returnID == "" {
		if err := extendRound(tx, roundID, dueOn); err != nil {
			return err
		}
	}
	for _, r := range list {
		if returnID != "" && r.ID != returnID || r.State == Accepted || r.DueOn >= dueOn {
			continue
		}
		err := returns.Edit(tx, r.ID, r.Version, func(r *Return) error { r.DueOn = dueOn; return nil })
		if err == nil {
			err = addEvent(tx, r.ID, "extended", fmt.Sprintf("%s: %s", text.Day(dueOn), reason), tx.Now())
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func extendRound(tx *store.Tx, id, dueOn string) error {
	n, err := rounds.Get(tx, id)
	if err != nil {
		return err
	}
	return rounds.Edit(tx, id, n.Version, func(n *Round) error { n.DueOn = max(n.DueOn, dueOn); return nil })
}

// plates are the letters of the twelve qarqe in references; they are those
// people know from the old number plates.
var plates = map[string]string{
	"AL-01": "BR", "AL-02": "DR", "AL-03": "EL", "AL-04": "FR", "AL-05": "GJ", "AL-06": "KO",
	"AL-07": "KU", "AL-08": "LE", "AL-09": "DI", "AL-10": "SH", "AL-11": "TR", "AL-12": "VL",
}

// plate is the letters of a committee, by its slug.
func plate(committee string) string {
	i := slices.IndexFunc(code.Qarqe, func(q code.Qark) bool { return q.Slug == committee })
	if i < 0 {
		return strings.ToUpper(committee)
	}
	return plates[code.Qarqe[i].ISO]
}

var (
	referenced = store.Read(`SELECT COUNT(*) FROM reporting_return WHERE committee_id = $1 AND round_id = $2 AND reference <> ''`)
	// What accepted returns say of the activities of one return.
	acceptedStates = store.Read(`SELECT o.activity_id, '', n.period, o.state, o.done_on, o.reason
		FROM reporting_item AS o
		JOIN reporting_return AS r ON r.committee_id = o.committee_id AND r.id = o.return_id
		JOIN reporting_round AS n ON n.committee_id = r.committee_id AND n.id = r.round_id
		WHERE o.committee_id = $1 AND o.activity_id IN (SELECT t.activity_id FROM reporting_item AS t WHERE t.committee_id = $1 AND t.return_id = $2)
		AND r.state = 'accepted' AND o.state <> '' ORDER BY o.activity_id, n.period`)
	itemsOf = store.Read(`SELECT t.activity_id, a.state, '', '', '', ''
		FROM reporting_item AS t
		JOIN plan_activity AS a ON a.committee_id = t.committee_id AND a.id = t.activity_id
		WHERE t.committee_id = $1 AND t.return_id = $2 AND t.state <> '' ORDER BY t.activity_id`)
)

// newReference numbers the returns of a round in the order they first come in,
// as in DR-2023-H1-07.
func newReference(tx *store.Tx, roundID string) (string, error) {
	n, err := rounds.Get(tx, roundID)
	if err != nil {
		return "", err
	}
	count, err := store.Value[int](tx, referenced, roundID)
	return fmt.Sprintf("%s-%s-%02d", plate(tx.Grant().Scope().ID), n.Period, count+1), err
}

// said is what one accepted return says of an activity.
type said struct {
	activityID, planned string // planned is the state in the plan now
	period              figure.Period
	state, on, reason   string
}

func (s *said) fields() []any {
	return []any{&s.activityID, &s.planned, &s.period, &s.state, &s.on, &s.reason}
}

// tellPlan sets each activity of a return to what the accepted return of the
// latest period says; one that no accepted return speaks of is planned again.
// A cancellation, or a carrying over, is a decision that no return undoes.
func tellPlan(tx *store.Tx, returnID string, set SetState) error {
	if set == nil {
		return nil
	}
	mine, err := store.All(tx, itemsOf, (*said).fields, returnID)
	if err != nil {
		return err
	}
	all, err := store.All(tx, acceptedStates, (*said).fields, returnID)
	if err != nil {
		return err
	}
	for _, s := range mine {
		if s.planned == "cancelled" || s.planned == "carried_over" {
			continue
		}
		s.state = "planned"
		for _, o := range all {
			if o.activityID == s.activityID && o.period.End() >= s.period.End() {
				s = o
			}
		}
		if err := set(tx, s.activityID, s.state, or(s.on, s.period.End()), s.reason); err != nil {
			return err
		}
	}
	return nil
}
