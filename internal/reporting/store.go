package reporting

import (
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
// returns are chosen in a subquery and not by a join: without statistics SQLite
// would rather start such a join from everything the committee has.
type pair struct{ one, round store.Query }

// both registers a query that ends with "… return_id" in its two reaches; tail
// is what stands after.
func both(text, tail string) pair {
	return pair{
		one:   store.Read(text + " = $2" + tail),
		round: store.Read(text + " IN (SELECT id FROM reporting_return WHERE committee_id = $1 AND round_id = $2)" + tail),
	}
}

const readReturn = `SELECT r.id, r.version, r.round_id, r.institution_id, r.state, r.due_on, r.channel, r.source_note, r.entered_by,
	r.reference, r.sent_at, r.first_sent_at, r.accepted_at, r.started_at, r.no_problems, r.no_measures,
	n.period, n.plan_id, i.sector, i.municipality
	FROM reporting_return AS r
	JOIN reporting_round AS n ON n.committee_id = r.committee_id AND n.id = r.round_id
	JOIN committee_institution AS i ON i.committee_id = r.committee_id AND i.id = r.institution_id
	WHERE r.committee_id = $1 AND `

var (
	readReturns = pair{store.Read(readReturn + `r.id = $2`), store.Read(readReturn + `r.round_id = $2 ORDER BY i.position, r.id`)}
	returnsOf   = store.Read(readReturn + `r.institution_id = $2 ORDER BY n.due_on DESC, r.id`)
	readItems   = both(`SELECT t.id, t.version, t.return_id, t.activity_id, t.state, t.done_on, t.place, t.what, t.partners, t.reason, t.answered, t.saved_at,
		a.id, a.number, a.title, a.objective_id, o.pillar, a.starts_on, a.due_on, a.frequency, a.state, a.state_on, a.lead_id, a.topic
		FROM reporting_item AS t
		JOIN plan_activity AS a ON a.committee_id = t.committee_id AND a.id = t.activity_id
		JOIN plan_objective AS o ON o.committee_id = a.committee_id AND o.id = a.objective_id
		WHERE t.committee_id = $1 AND t.return_id`, ` ORDER BY o.position, a.position, t.id`)
	readIndicators = both(`SELECT p.activity_id, p.id, p.name, p.unit, p.baseline, p.target
		FROM plan_indicator AS p WHERE p.committee_id = $1 AND p.activity_id IN (
			SELECT t.activity_id FROM reporting_item AS t WHERE t.committee_id = $1 AND t.return_id`, `) ORDER BY p.position, p.id`)
	readValues = both(`SELECT return_id, subject, subject_id, part, value, qualifier, note
		FROM reporting_value WHERE committee_id = $1 AND return_id`, ``)
	readNarratives = both(`SELECT id, version, return_id, topic, asked, body, answered, saved_at
		FROM reporting_narrative WHERE committee_id = $1 AND return_id`, ` ORDER BY return_id, topic`)
	readProblems = both(`SELECT id, version, return_id, position, objective_id, activity_id, body, resource, amount, since, earlier_id, solved
		FROM reporting_problem WHERE committee_id = $1 AND return_id`, ` ORDER BY position, id`)
	readMeasures = both(`SELECT id, version, return_id, position, problem_id, status, body, due_on
		FROM reporting_measure WHERE committee_id = $1 AND return_id`, ` ORDER BY position, id`)
	readFiles = both(`SELECT id, version, return_id, item_id, name, media_type, size, added_at
		FROM reporting_file WHERE committee_id = $1 AND return_id`, ` ORDER BY added_at, name, id`)
	readEvents = both(`SELECT id, version, return_id, verb, reason, author, at
		FROM reporting_event WHERE committee_id = $1 AND return_id`, ` ORDER BY at, id`)
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

// indicatorRow is an indicator with the activity it belongs to.
type indicatorRow struct {
	activityID string
	Indicator
}

func (i *indicatorRow) fields() []any {
	return []any{&i.activityID, &i.ID, &i.Name, &i.Unit, &i.Baseline, &i.Target}
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
