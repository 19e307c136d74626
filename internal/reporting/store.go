package reporting

import (
	"fmt"

	"tryeza/internal/figure"
	"tryeza/internal/store"
)

var (
	rounds     = store.NewTable("reporting_round", "period, plan_id, title, opened_on, due_on, rule_id, message", (*Round).fields)
	returns    = store.NewTable("reporting_return", "round_id, institution_id, state, due_on, channel, source_note, entered_by, reference, sent_at, first_sent_at, accepted_at, started_at, no_problems, no_measures", (*Return).fields)
	items      = store.NewTable("reporting_item", "return_id, activity_id, state, done_on, place, what, partners, reason, answered, saved_at", (*Item).fields)
	narratives = store.NewTable("reporting_narrative", "return_id, topic, asked, body, answered, saved_at", (*Narrative).fields)
	problems   = store.NewTable("reporting_problem", "return_id, position, objective_id, activity_id, body, resource, amount, since, earlier_id, solved", (*Problem).fields)
	measures   = store.NewTable("reporting_measure", "return_id, position, problem_id, status, body, due_on", (*Measure).fields)
	events     = store.NewTable("reporting_event", "return_id, verb, reason, author, at", (*Event).fields)
	evidence   = store.NewTable("reporting_file", "return_id, item_id, name, media_type, size, added_at, content", (*stored).fields)
)

func (n *Round) fields() []any {
	return []any{&n.ID, &n.Version, &n.Period, &n.PlanID, &n.Title, &n.OpenedOn, &n.DueOn, &n.RuleID, &n.Message}
}

func (r *Return) fields() []any {
	return []any{&r.ID, &r.Version, &r.RoundID, &r.InstitutionID, &r.State, &r.DueOn, &r.Channel, &r.SourceNote, &r.EnteredBy,
		&r.Reference, &r.SentAt, &r.FirstSentAt, &r.AcceptedAt, &r.StartedAt, &r.NoProblems, &r.NoMeasures}
}

func (it *Item) fields() []any {
	return []any{&it.ID, &it.Version, &it.ReturnID, &it.ActivityID, &it.State, &it.DoneOn, &it.Place, &it.What, &it.Partners, &it.Reason, &it.Answered, &it.SavedAt}
}

func (n *Narrative) fields() []any {
	return []any{&n.ID, &n.Version, &n.ReturnID, &n.Topic, &n.Asked, &n.Body, &n.Answered, &n.SavedAt}
}

func (p *Problem) fields() []any {
	return []any{&p.ID, &p.Version, &p.ReturnID, &p.Position, &p.ObjectiveID, &p.ActivityID, &p.Body, &p.Resource, &p.Amount, &p.Since, &p.EarlierID, &p.Solved}
}

func (m *Measure) fields() []any {
	return []any{&m.ID, &m.Version, &m.ReturnID, &m.Position, &m.ProblemID, &m.Status, &m.Body, &m.DueOn}
}

func (e *Event) fields() []any {
	return []any{&e.ID, &e.Version, &e.ReturnID, &e.Verb, &e.Reason, &e.Author, &e.At}
}

// stored is a File with its content, which lists do not read.
type stored struct {
	File
	Content []byte
}

func (f *File) fields() []any {
	return []any{&f.ID, &f.Version, &f.ReturnID, &f.ItemID, &f.Name, &f.MediaType, &f.Size, &f.AddedAt}
}

func (f *stored) fields() []any { return append(f.File.fields(), &f.Content) }

// pair is one query in two reaches: one return, or all returns of a round. The
// query speaks of the return as r.
type pair struct{ one, round store.Query }

const (
	returnColumns = `r.id, r.version, r.round_id, r.institution_id, r.state, r.due_on, r.channel, r.source_note, r.entered_by,
		r.reference, r.sent_at, r.first_sent_at, r.accepted_at, r.started_at, r.no_problems, r.no_measures,
		n.period, n.plan_id, i.sector, i.municipality`
	returnFrom = `JOIN reporting_round AS n ON n.committee_id = r.committee_id AND n.id = r.round_id
		JOIN committee_institution AS i ON i.committee_id = r.committee_id AND i.id = r.institution_id`
)

func both(columns, from, order string) pair {
	text := "SELECT " + columns + " FROM reporting_return AS r " + from + " WHERE r.committee_id = $1 AND %s = $2 ORDER BY " + order
	return pair{store.Read(fmt.Sprintf(text, "r.id")), store.Read(fmt.Sprintf(text, "r.round_id"))}
}

var (
	readReturns = both(returnColumns, returnFrom, `i.position, r.id`)
	returnsOf   = store.Read("SELECT " + returnColumns + " FROM reporting_return AS r " + returnFrom +
		" WHERE r.committee_id = $1 AND r.institution_id = $2 ORDER BY n.due_on DESC, r.id")
	readItems = both(`t.id, t.version, t.return_id, t.activity_id, t.state, t.done_on, t.place, t.what, t.partners, t.reason, t.answered, t.saved_at,
		a.id, a.number, a.title, a.objective_id, o.pillar, a.starts_on, a.due_on, a.frequency, a.state, a.state_on, a.lead_id, a.topic`,
		`JOIN reporting_item AS t ON t.committee_id = r.committee_id AND t.return_id = r.id
		JOIN plan_activity AS a ON a.committee_id = t.committee_id AND a.id = t.activity_id
		JOIN plan_objective AS o ON o.committee_id = a.committee_id AND o.id = a.objective_id`, `o.position, a.position, t.id`)
	readIndicators = both(`t.return_id, p.activity_id, p.id, p.name, p.unit, p.baseline, p.target`,
		`JOIN reporting_item AS t ON t.committee_id = r.committee_id AND t.return_id = r.id
		JOIN plan_indicator AS p ON p.committee_id = t.committee_id AND p.activity_id = t.activity_id`, `p.position, p.id`)
	readValues = both(`v.return_id, v.subject, v.subject_id, v.part, v.value, v.qualifier, v.note`,
		`JOIN reporting_value AS v ON v.committee_id = r.committee_id AND v.return_id = r.id`, `v.return_id`)
	readNarratives = both(`n.id, n.version, n.return_id, n.topic, n.asked, n.body, n.answered, n.saved_at`,
		`JOIN reporting_narrative AS n ON n.committee_id = r.committee_id AND n.return_id = r.id`, `n.id`)
	readProblems = both(`p.id, p.version, p.return_id, p.position, p.objective_id, p.activity_id, p.body, p.resource, p.amount, p.since, p.earlier_id, p.solved`,
		`JOIN reporting_problem AS p ON p.committee_id = r.committee_id AND p.return_id = r.id`, `p.position, p.id`)
	readMeasures = both(`m.id, m.version, m.return_id, m.position, m.problem_id, m.status, m.body, m.due_on`,
		`JOIN reporting_measure AS m ON m.committee_id = r.committee_id AND m.return_id = r.id`, `m.position, m.id`)
	readFiles = both(`f.id, f.version, f.return_id, f.item_id, f.name, f.media_type, f.size, f.added_at`,
		`JOIN reporting_file AS f ON f.committee_id = r.committee_id AND f.return_id = r.id`, `f.added_at, f.name, f.id`)
	readEvents = both(`e.id, e.version, e.return_id, e.verb, e.reason, e.author, e.at`,
		`JOIN reporting_event AS e ON e.committee_id = r.committee_id AND e.return_id = r.id`, `e.at, e.id`)
)

// withPlan are the columns of readReturns.
func (r *Return) withPlan() []any {
	return append(r.fields(), &r.Period, &r.PlanID, &r.Sector, &r.Municipality)
}

// withActivity are the columns of readItems.
func (it *Item) withActivity() []any { return append(it.fields(), it.Activity.fields()...) }

func (a *Activity) fields() []any {
	return []any{&a.ID, &a.Number, &a.Title, &a.ObjectiveID, &a.Pillar, &a.StartsOn, &a.DueOn, &a.Frequency, &a.State, &a.StateOn, &a.LeadID, &a.Topic}
}

// indicatorRow is an indicator with the return and activity it belongs to.
type indicatorRow struct {
	returnID, activityID string
	Indicator
}

func (i *indicatorRow) fields() []any {
	return []any{&i.returnID, &i.activityID, &i.ID, &i.Name, &i.Unit, &i.Baseline, &i.Target}
}

// valueRow is a value as the table holds it.
type valueRow struct {
	returnID string
	Key
	number    *figure.Number
	qualifier figure.Qualifier
	note      string
}

func (v *valueRow) fields() []any {
	return []any{&v.returnID, &v.Subject, &v.ID, &v.Part, &v.number, &v.qualifier, &v.note}
}

func (v valueRow) value() Value {
	q := figure.Quantity{Qualifier: v.qualifier}
	if v.number != nil {
		q.Number = *v.number
	}
	return Value{q, v.note}
}

var (
	setValue = store.Write(`INSERT INTO reporting_value (committee_id, return_id, subject, subject_id, part, value, qualifier, note)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (committee_id, return_id, subject, subject_id, part)
		DO UPDATE SET value = excluded.value, qualifier = excluded.qualifier, note = excluded.note`)
	dropValue = store.Write(`DELETE FROM reporting_value
		WHERE committee_id = $1 AND return_id = $2 AND subject = $3 AND subject_id = $4 AND part = $5`)
	touchItem      = store.Write(`UPDATE reporting_item SET version = version + 1 WHERE committee_id = $1 AND id = $2`)
	touchNarrative = store.Write(`UPDATE reporting_narrative SET version = version + 1 WHERE committee_id = $1 AND id = $2`)
)

// saveValues makes what is kept under the old keys what the new ones say, and
// reports whether anything changed.
func saveValues(tx *store.Tx, returnID string, old, to Values) (changed bool, err error) {
	for _, k := range old.Keys() {
		if _, still := to[k]; !still {
			changed = true
			if _, err := tx.Exec(dropValue, returnID, k.Subject, k.ID, k.Part); err != nil {
				return changed, err
			}
		}
	}
	for _, k := range to.Keys() {
		v := to[k]
		if v == old[k] {
			continue
		}
		changed = true
		if _, err := tx.Exec(setValue, returnID, k.Subject, k.ID, k.Part, v.Value(), string(v.Qualifier), v.Note); err != nil {
			return changed, err
		}
	}
	return changed, nil
}
