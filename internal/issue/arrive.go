package issue

import (
	"cmp"
	"errors"

	"tryeza/internal/store"
	"tryeza/internal/text"
)

// A problem is one written in an accepted return.
type problem struct {
	Issue         // what it says: body, objective, activity, resource, amount, since
	solved        bool
	institutionID string
	returnID      string
	dueOn         string // of the return
	sentAt        store.Time
}

func (p *problem) fields() []any {
	return []any{&p.ID, &p.ObjectiveID, &p.ActivityID, &p.Body, &p.Resource, &p.Amount, &p.Since, &p.solved, &p.institutionID, &p.returnID, &p.dueOn, &p.sentAt}
}

// day is the day the institution said so: when it first sent the return. One that
// was imported may not say when that was.
func (p problem) day() string {
	if p.sentAt.IsZero() {
		return cmp.Or(p.Since, p.dueOn)
	}
	return text.DayOf(p.sentAt.Time)
}

var (
	problemsOf = store.Read(`SELECT p.id, p.objective_id, p.activity_id, p.body, p.resource, p.amount, p.since, p.solved, r.institution_id, r.id, r.due_on, r.first_sent_at
		FROM reporting_return AS r
		JOIN reporting_problem AS p ON p.committee_id = r.committee_id AND p.return_id = r.id
		WHERE r.committee_id = $1 AND r.id = $2 ORDER BY p.position, p.id`)
	// The problems that one continues, or that continue it, in whichever return
	// they are, and what became of them here.
	kinOf = store.Read(`WITH RECURSIVE kin (committee_id, id, earlier_id) AS (
			SELECT p.committee_id, p.id, p.earlier_id FROM reporting_problem AS p WHERE p.committee_id = $1 AND p.id = $2
			UNION SELECT p.committee_id, p.id, p.earlier_id FROM kin AS k
			JOIN reporting_problem AS p ON p.committee_id = k.committee_id AND (p.id = k.earlier_id OR p.earlier_id = k.id))
		SELECT r.issue_id FROM kin AS k
		JOIN issue_raised AS r ON r.committee_id = k.committee_id AND r.id = k.id
		ORDER BY r.raised_on, r.id`)
	lastRaised  = store.Read(`SELECT COALESCE(MAX(raised_on), '') FROM issue_raised WHERE committee_id = $1 AND issue_id = $2`)
	timesEdited = store.Read(`SELECT COUNT(*) FROM issue_event WHERE committee_id = $1 AND issue_id = $2 AND verb = 'edited'`)
)

// Arrive brings in what an accepted return says of problems: each becomes one
// here, or one more raising of the problem it continues; measures taken are noted,
// those expected become tasks of the institution. A return that was reopened and
// accepted again brings its corrected words and what is new in it, nothing twice;
// what it no longer says stays, because it was raised.
func Arrive(tx *store.Tx, returnID string, o Options) error {
	list, err := store.All(tx, problemsOf, (*problem).fields, returnID)
	if err != nil {
		return err
	}
	at := map[string]problem{}
	issueOf := map[string]string{}
	for _, p := range list {
		if issueOf[p.ID], err = arrive(tx, p); err != nil {
			return err
		}
		at[p.ID] = p
	}
	if err := promises(tx, returnID, at, issueOf, o); err != nil {
		return err
	}
	for _, p := range list {
		if err := settle(tx, issueOf[p.ID], p); err != nil {
			return err
		}
	}
	return nil
}

// arrive finds or begins the problem here, and returns its id.
func arrive(tx *store.Tx, p problem) (string, error) {
	known, err := raisings.Get(tx, p.ID)
	if err == nil {
		err = raisings.Edit(tx, p.ID, known.Version, func(r *Raised) error { r.Body = p.Body; return nil })
		if err != nil {
			return "", err
		}
		return known.IssueID, follow(tx, known.IssueID, p)
	}
	if !errors.Is(err, store.ErrNotFound) {
		return "", err
	}
	r := Raised{ID: p.ID, InstitutionID: p.institutionID, Source: InReturn, SourceID: p.returnID, RaisedOn: p.day(), Body: p.Body}
	id, err := store.Value[string](tx, kinOf, p.ID)
	if errors.Is(err, store.ErrNotFound) {
		x := Issue{Body: p.Body, ObjectiveID: p.ObjectiveID, ActivityID: p.ActivityID, Resource: p.Resource, Amount: p.Amount, Since: p.began()}
		return found(tx, x, r)
	}
	if err != nil {
		return "", err
	}
	r.IssueID = id
	if err := raisings.Add(tx, r); err != nil {
		return "", err
	}
	if err := note(tx, id, wasRaisedAgain, "", ""); err != nil {
		return "", err
	}
	return id, follow(tx, id, p)
}

// began is the day the problem began: never after the return that says so.
func (p problem) began() string {
	if p.Since == "" {
		return p.day()
	}
	return min(p.Since, p.day())
}

// follow has a problem say what its latest return says of it, until somebody has
// edited it here; then the return only fills what is blank.
func follow(tx *store.Tx, id string, p problem) error {
	last, err := store.Value[string](tx, lastRaised, id)
	if err != nil {
		return err
	}
	edited, err := store.Value[int64](tx, timesEdited, id)
	if err != nil {
		return err
	}
	return change(tx, id, func(x *Issue) { x.take(p.Issue, edited == 0 && p.day() >= last); x.Since = min(x.Since, p.began()) })
}

// take sets what y says: all of it, or only what is blank. What y leaves blank stays.
func (x *Issue) take(y Issue, all bool) {
	for _, f := range []struct{ to, from *string }{{&x.Body, &y.Body}, {&x.ObjectiveID, &y.ObjectiveID}, {&x.ActivityID, &y.ActivityID}, {&x.Resource, &y.Resource}} {
		if *f.from != "" && (all || *f.to == "") {
			*f.to = *f.from
		}
	}
	if y.Amount != nil && (all || x.Amount == nil) {
		x.Amount = y.Amount
	}
}

// change edits a problem at whatever version it is.
func change(tx *store.Tx, id string, f func(x *Issue)) error {
	x, err := issues.Get(tx, id)
	if err != nil {
		return err
	}
	return issues.Edit(tx, id, x.Version, func(x *Issue) error { f(x); return nil })
}
