package reporting

import (
	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/store"
)

// Load reads a whole return. Who may see it is for the caller to ask: a grant
// may cover only some institutions.
func Load(tx *store.Tx, id string) (Return, error) {
	list, err := load(tx, id, func(p pair) store.Query { return p.one })
	if err != nil {
		return Return{}, err
	}
	if len(list) == 0 {
		return Return{}, store.ErrNotFound
	}
	return list[0], nil
}

// LoadRound reads every return of a round, whole, in the order of the
// institutions, in as many queries as Load takes for one.
func LoadRound(tx *store.Tx, roundID string) ([]Return, error) {
	return load(tx, roundID, func(p pair) store.Query { return p.round })
}

// load reads the returns that a reach selects, then each kind of part at once.
func load(tx *store.Tx, id string, reach func(pair) store.Query) ([]Return, error) {
	list, err := heads(tx, reach(readReturns), id)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	by := map[string]*Return{}
	for i := range list {
		list[i].Values = Values{}
		by[list[i].ID] = &list[i]
	}
	steps := []error{
		part(tx, reach(readItems), (*Item).withActivity, func(it Item) { r := by[it.ReturnID]; r.Items = append(r.Items, it) }, id),
		part(tx, reach(readValues), (*valueRow).fields, func(v valueRow) { by[v.returnID].Values[v.Key] = v.value() }, id),
		part(tx, reach(readNarratives), (*Narrative).fields, func(n Narrative) { r := by[n.ReturnID]; r.Narratives = append(r.Narratives, n) }, id),
		part(tx, reach(readProblems), (*Problem).fields, func(p Problem) { r := by[p.ReturnID]; r.Problems = append(r.Problems, p) }, id),
		part(tx, reach(readMeasures), (*Measure).fields, func(m Measure) { r := by[m.ReturnID]; r.Measures = append(r.Measures, m) }, id),
		part(tx, reach(readFiles), (*File).fields, func(f File) { r := by[f.ReturnID]; r.Files = append(r.Files, f) }, id),
		part(tx, reach(readEvents), (*Event).fields, func(e Event) { r := by[e.ReturnID]; r.Events = append(r.Events, e) }, id),
		indicators(tx, reach(readIndicators), id, by),
	}
	for _, err := range append(steps, readRegistered(tx, list)) {
		if err != nil {
			return nil, err
		}
	}
	return list, nil
}

// part reads one kind of row and hands each to put.
func part[T any](tx *store.Tx, q store.Query, fields func(*T) []any, put func(T), args ...any) error {
	rows, err := store.All(tx, q, fields, args...)
	for _, row := range rows {
		put(row)
	}
	return err
}

// indicators puts each indicator under its activity, in every return that has
// it; the items are there already.
func indicators(tx *store.Tx, q store.Query, id string, by map[string]*Return) error {
	of := map[string][]*Item{}
	for _, r := range by {
		for i := range r.Items {
			of[r.Items[i].ActivityID] = append(of[r.Items[i].ActivityID], &r.Items[i])
		}
	}
	return part(tx, q, (*indicatorRow).fields, func(row indicatorRow) {
		for _, it := range of[row.activityID] {
			it.Activity.Indicators = append(it.Activity.Indicators, row.Indicator)
		}
	}, id)
}

// heads reads returns without their parts, with the names their institutions
// had at the end of the period.
func heads(tx *store.Tx, q store.Query, args ...any) ([]Return, error) {
	list, err := store.All(tx, q, (*Return).withPlan, args...)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	names, err := store.All(tx, allNames, (*named).fields)
	for i := range list {
		n := nameOn(names, list[i].InstitutionID, list[i].Period.End())
		list[i].Institution, list[i].Short = n.name, n.short
	}
	return list, err
}

// named is one official name of an institution and since when it held.
type named struct{ id, name, short, since string }

func (n *named) fields() []any { return []any{&n.id, &n.name, &n.short, &n.since} }

var allNames = store.Read(`SELECT institution_id, name, short, since FROM committee_named WHERE committee_id = $1 ORDER BY since, name`)

// nameOn is the last name that began by the day, or the first there is.
func nameOn(names []named, id, day string) named {
	var best named
	for _, n := range names {
		if n.id == id && (best.id == "" || n.since <= day) {
			best = n
		}
	}
	return best
}

var (
	valuesBefore = store.Read(`SELECT v.return_id, v.subject, v.subject_id, v.part, v.value, v.qualifier, v.note
		FROM reporting_round AS n
		JOIN reporting_return AS r ON r.committee_id = n.committee_id AND r.round_id = n.id
		JOIN reporting_value AS v ON v.committee_id = r.committee_id AND v.return_id = r.id
		WHERE n.committee_id = $1 AND n.period = $2 AND r.institution_id = $3 AND r.state IN ('sent', 'accepted') AND v.part = ''`)
	roundByPeriod = store.Read(`SELECT id, version, period, plan_id, title, opened_on, due_on, rule_id, message
		FROM reporting_round WHERE committee_id = $1 AND period = $2`)
	allRounds = store.Read(`SELECT id, version, period, plan_id, title, opened_on, due_on, rule_id, message
		FROM reporting_round WHERE committee_id = $1`)
)

// loadBefore reads the totals the institution gave in the period of the same
// length just before, to compare with.
func loadBefore(tx *store.Tx, r *Return) error {
	r.Before = Values{}
	rows, err := store.All(tx, valuesBefore, (*valueRow).fields, string(r.Period.Previous()), r.InstitutionID)
	for _, v := range rows {
		r.Before[v.Key] = v.value()
	}
	return err
}

// GetRound reads one round.
func GetRound(tx *store.Tx, id string) (Round, error) { return rounds.Get(tx, id) }

// RoundOf reads the round of a period, or reports store.ErrNotFound.
func RoundOf(tx *store.Tx, p figure.Period) (Round, error) {
	return store.One(tx, roundByPeriod, (*Round).fields, string(p))
}

var (
	itemWithPlan = store.Read(`SELECT t.id, t.version, t.return_id, t.activity_id, t.state, t.done_on, t.place, t.what, t.partners, t.reason, t.answered, t.saved_at,
		a.id, a.number, a.title, a.objective_id, o.pillar, a.starts_on, a.due_on, a.frequency, a.state, a.state_on, a.lead_id, a.topic
		FROM reporting_item AS t
		JOIN plan_activity AS a ON a.committee_id = t.committee_id AND a.id = t.activity_id
		JOIN plan_objective AS o ON o.committee_id = a.committee_id AND o.id = a.objective_id
		WHERE t.committee_id = $1 AND t.return_id = $2 AND t.activity_id = $3`)
	filesOfItem = store.Read(`SELECT id, version, return_id, item_id, name, media_type, size, added_at
		FROM reporting_file WHERE committee_id = $1 AND return_id = $2 AND item_id = $3 ORDER BY added_at, name, id`)
)

// loadItem reads the head of a return and no more of it than one activity.
func loadItem(tx *store.Tx, returnID, activityID string) (Return, error) {
	r, err := loadHead(tx, returnID)
	if err != nil {
		return r, err
	}
	it, err := store.One(tx, itemWithPlan, (*Item).withActivity, returnID, activityID)
	if err != nil {
		return r, err
	}
	err = part(tx, indicatorsOf, (*indicatorRow).fields, func(i indicatorRow) {
		it.Activity.Indicators = append(it.Activity.Indicators, i.Indicator)
	}, activityID)
	if err != nil {
		return r, err
	}
	r.Items = []Item{it}
	if r.Files, err = store.All(tx, filesOfItem, (*File).fields, returnID, it.ID); err != nil {
		return r, err
	}
	if r.Values, err = readValuesOf(tx, valuesOfItem, returnID, activityID); err != nil {
		return r, err
	}
	return r, loadBefore(tx, &r)
}

// loadTopic reads the head of a return and no more of it than one topic.
func loadTopic(tx *store.Tx, returnID string, t code.Topic) (Return, error) {
	r, err := loadHead(tx, returnID)
	if err != nil {
		return r, err
	}
	if r.Narratives, err = store.All(tx, narrativeOf, (*Narrative).fields, returnID, t.Code); err != nil {
		return r, err
	}
	all, err := readValuesOf(tx, valuesOfTopics, returnID)
	if err != nil {
		return r, err
	}
	r.Values = all.ofTopic(t)
	one := []Return{r}
	if err := readRegistered(tx, one); err != nil {
		return r, err
	}
	return one[0], loadBefore(tx, &one[0])
}

// loadHead reads a return without its parts.
func loadHead(tx *store.Tx, id string) (Return, error) {
	list, err := heads(tx, readReturns.one, id)
	if err == nil && len(list) == 0 {
		err = store.ErrNotFound
	}
	if err != nil {
		return Return{}, err
	}
	return list[0], nil
}
