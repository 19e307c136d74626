package issue

import (
	"cmp"
	"errors"
	"slices"

	"tryeza/internal/figure"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// A problem is one written in an accepted return.
type problem struct {
	Issue         // what it says: body, objective, activity, resource, amount, since
	solved        bool
	institutionID string
	returnID      string
	sentAt        store.Time
}

func (p *problem) fields() []any {
	return []any{&p.ID, &p.ObjectiveID, &p.ActivityID, &p.Body, &p.Resource, &p.Amount, &p.Since, &p.solved, &p.institutionID, &p.returnID, &p.sentAt}
}

// day is the day the institution said so: when it first sent the return.
func (p problem) day() string {
	if p.sentAt.IsZero() {
		return p.Since
	}
	return text.DayOf(p.sentAt.Time)
}

// A promise is a measure written in a return for one of its problems.
type promise struct{ id, problemID, status, body, on string }

func (m *promise) fields() []any { return []any{&m.id, &m.problemID, &m.status, &m.body, &m.on} }

var (
	problemsOf = store.Read(`SELECT p.id, p.objective_id, p.activity_id, p.body, p.resource, p.amount, p.since, p.solved, r.institution_id, r.id, r.first_sent_at
		FROM reporting_return AS r
		JOIN reporting_problem AS p ON p.committee_id = r.committee_id AND p.return_id = r.id
		WHERE r.committee_id = $1 AND r.id = $2 ORDER BY p.position, p.id`)
	promisesOf = store.Read(`SELECT id, problem_id, status, body, due_on FROM reporting_measure
		WHERE committee_id = $1 AND return_id = $2 AND problem_id <> '' ORDER BY position, id`)
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

// A voice is what one institution last said of a problem.
type voice struct {
	institutionID, day string
	period             figure.Period
	solved             bool
}

func (v *voice) fields() []any { return []any{&v.institutionID, &v.day, &v.period, &v.solved} }

// voicesOn reads each raising of a problem, and of those merged into it; only an
// accepted return can say that it is solved.
var voicesOn = store.Read(`SELECT r.institution_id, r.raised_on, COALESCE(n.period, ''), COALESCE(p.solved AND t.state = 'accepted', FALSE)
	FROM issue_raised AS r
	LEFT JOIN reporting_problem AS p ON p.committee_id = r.committee_id AND p.id = r.id
	LEFT JOIN reporting_return AS t ON t.committee_id = p.committee_id AND t.id = p.return_id
	LEFT JOIN reporting_round AS n ON n.committee_id = t.committee_id AND n.id = t.round_id
	WHERE r.committee_id = $1 AND r.issue_id IN (
		SELECT CAST($2 AS TEXT) UNION ALL SELECT i.id FROM issue AS i WHERE i.committee_id = $1 AND i.merged_into = $2)
	ORDER BY r.raised_on, r.id`)

// settle solves a problem when all who raised it say so, and reopens one that is
// raised again after it was solved. A meeting that does not say who raised it
// leaves it to the committee.
func settle(tx *store.Tx, id string, p problem) error {
	x, err := rootOf(tx, id)
	if err != nil {
		return err
	}
	voices, err := store.All(tx, voicesOn, (*voice).fields, x.ID)
	if err != nil {
		return err
	}
	latest := map[string]voice{}
	for _, v := range voices {
		if l, ok := latest[v.institutionID]; !ok || cmp.Or(cmp.Compare(v.day, l.day), cmp.Compare(v.period.End(), l.period.End())) >= 0 {
			latest[v.institutionID] = v
		}
	}
	agreed := true
	for _, v := range latest {
		agreed = agreed && v.solved
	}
	switch {
	case x.State == Open && agreed && p.solved:
		return solve(tx, x, p.day(), saidSolved)
	case x.State == Solved && !latest[p.institutionID].solved && !p.solved && p.day() >= x.SolvedOn:
		return reopen(tx, x, saidAgain)
	}
	return nil
}

// What is written where a return settles it, in the language of the committee.
const (
	saidSolved = "U shënua e zgjidhur në raportim."
	saidAgain  = "U ngrit sërish në raportim."
)

func solve(tx *store.Tx, x Issue, on, solution string) error {
	err := issues.Edit(tx, x.ID, x.Version, func(x *Issue) error { x.State, x.SolvedOn, x.Solution = Solved, on, solution; return nil })
	if err != nil {
		return err
	}
	return note(tx, x.ID, wasSolved, solution, "")
}

func reopen(tx *store.Tx, x Issue, reason string) error {
	err := issues.Edit(tx, x.ID, x.Version, func(x *Issue) error { x.State, x.SolvedOn, x.Solution = Open, "", ""; return nil })
	if err != nil {
		return err
	}
	return note(tx, x.ID, wasReopened, reason, "")
}

// promises notes the measures of a return: those taken, and those expected, each
// once. The event that an expected one became a task has the id of the measure.
func promises(tx *store.Tx, returnID string, at map[string]problem, issueOf map[string]string, o Options) error {
	list, err := store.All(tx, promisesOf, (*promise).fields, returnID)
	if err != nil {
		return err
	}
	for _, m := range list {
		p, ok := at[m.problemID]
		if !ok {
			continue
		}
		id := issueOf[p.ID]
		if m.status == "taken" {
			err = took(tx, Measure{ID: m.id, IssueID: id, InstitutionID: p.institutionID, TakenOn: cmp.Or(m.on, p.day()), Body: m.body})
		} else if o.Give != nil {
			err = expect(tx, m.id, dueOf(Expected{IssueID: id, Body: m.body, Owner: p.institutionID, DueOn: m.on, Priority: "normal"}), o)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// dueOf has a measure without a day be due at the next meeting of the committee.
func dueOf(e Expected) Expected {
	if e.DueOn == "" {
		e.DueBody = "committee"
	}
	return e
}

// took notes a measure taken, or the corrected words of one that is noted.
func took(tx *store.Tx, m Measure) error {
	known, err := measures.Get(tx, m.ID)
	if err == nil {
		return measures.Edit(tx, m.ID, known.Version, func(k *Measure) error { k.TakenOn, k.Body = m.TakenOn, m.Body; return nil })
	}
	if !errors.Is(err, store.ErrNotFound) {
		return err
	}
	if err := measures.Add(tx, m); err != nil {
		return err
	}
	return note(tx, m.IssueID, wasMeasured, m.Body, "")
}

// openTasks are those still to be done for a problem and those merged into it.
var openTasks = store.Read(`SELECT id, owner_id, body FROM task
	WHERE committee_id = $1 AND kind = 'measure' AND state IN ('open', 'answered') AND source_id IN (
		SELECT CAST($2 AS TEXT) UNION ALL SELECT i.id FROM issue AS i WHERE i.committee_id = $1 AND i.merged_into = $2)`)

// expect gives an expected measure as a task. A measure of a return that is
// promised again in the next one is the task it became already.
func expect(tx *store.Tx, measureID string, e Expected, o Options) error {
	if _, err := events.Get(tx, measureID); !errors.Is(err, store.ErrNotFound) {
		return err
	}
	root, err := rootOf(tx, e.IssueID)
	if err != nil {
		return err
	}
	type task struct{ id, owner, body string }
	list, err := store.All(tx, openTasks, func(t *task) []any { return []any{&t.id, &t.owner, &t.body} }, root.ID)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(list, func(t task) bool { return t.owner == e.Owner && text.Fold(t.body) == text.Fold(e.Body) })
	id := ""
	if i >= 0 {
		id = list[i].id
	} else if id, err = o.Give(tx, e); err != nil {
		return err
	}
	return events.Add(tx, Event{ID: measureID, IssueID: e.IssueID, Verb: wasExpected, Note: e.Body, OtherID: id, Author: tx.Grant().Actor(), At: tx.Now()})
}
