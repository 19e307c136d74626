package reporting

import (
	"errors"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

var (
	planOfYear = store.Read(`SELECT id FROM plan WHERE committee_id = $1 AND year = $2`)
	// Those who must report: a seat under the order in force on a day, in the
	// committee or its technical table, that is not only invited or observing.
	seatedOn = store.Read(`SELECT DISTINCT i.id, i.sector, i.position
		FROM committee_order AS o
		JOIN committee_seat AS s ON s.committee_id = o.committee_id AND s.order_id = o.id
		JOIN committee_institution AS i ON i.committee_id = s.committee_id AND i.id = s.institution_id
		WHERE o.committee_id = $1 AND o.valid_from <= $2 AND (o.valid_to = '' OR o.valid_to >= $2)
		AND s.kind IN ('chair', 'member', 'substitute') ORDER BY i.position, i.id`)
	// Activities begun by a day that no return of the round asks about; whether
	// they are owed is for owed to say.
	unasked = store.Read(`SELECT a.id, a.number, a.title, a.objective_id, '', a.starts_on, a.due_on, a.frequency, a.state, a.state_on, a.lead_id, a.topic
		FROM plan_activity AS a WHERE a.committee_id = $1 AND a.plan_id = $2 AND a.starts_on <= $3 AND a.state NOT IN ('cancelled', 'carried_over')
		AND a.id NOT IN (SELECT t.activity_id FROM reporting_item AS t WHERE t.committee_id = $1 AND t.return_id IN (
			SELECT r.id FROM reporting_return AS r WHERE r.committee_id = $1 AND r.round_id = $4))
		ORDER BY a.position, a.id`)
	returnStates = store.Read(`SELECT id, institution_id, state FROM reporting_return WHERE committee_id = $1 AND round_id = $2`)
)

// obliged is an institution that owes a return.
type obliged struct {
	id, sector string
	position   int64
}

func (o *obliged) fields() []any { return []any{&o.id, &o.sector, &o.position} }

// OpenRound asks for the returns of a period: one for each institution with a
// seat at its end (today, while it runs), with the activities of the plan it
// leads and the topics its sector answers. Empty ID, PlanID, Title and OpenedOn
// are filled in. It refuses a period without a plan for its year, and reports
// store.ErrExists for one that is open already.
func OpenRound(tx *store.Tx, n Round) (Round, error) {
	planID, err := store.Value[string](tx, planOfYear, n.Period.Year())
	if errors.Is(err, store.ErrNotFound) {
		return n, web.Refuse("Viti %d nuk ka ende plan veprimi. Hartoni planin, pastaj hapni raportimin.", n.Period.Year())
	}
	if err != nil {
		return n, err
	}
	n.PlanID, n.ID = or(n.PlanID, planID), or(n.ID, tx.NewID())
	n.Title, n.OpenedOn = or(n.Title, n.Period.Name(string(text.SQ))), or(n.OpenedOn, text.DayOf(tx.Now().Time))
	if _, err := RoundOf(tx, n.Period); err == nil {
		return n, store.ErrExists
	}
	if err := rounds.Add(tx, n); err != nil {
		return n, err
	}
	return n, Refresh(tx, n.ID)
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// A gap is what a round should ask and does not yet.
type gap struct {
	returns []obliged  // institutions seated since
	items   []Activity // activities added to the plan since, or led by somebody without a return
	of      map[string]asked
}

// asked is the return of an institution.
type asked struct{ returnID, institution, state string }

func (a *asked) fields() []any { return []any{&a.returnID, &a.institution, &a.state} }

// findGap compares a round with the order and the plan as they are now.
func findGap(tx *store.Tx, n Round) (gap, error) {
	g := gap{of: map[string]asked{}}
	list, err := store.All(tx, returnStates, (*asked).fields, n.ID)
	if err != nil {
		return g, err
	}
	for _, a := range list {
		g.of[a.institution] = a
	}
	seated, err := store.All(tx, seatedOn, (*obliged).fields, min(n.Period.End(), text.DayOf(tx.Now().Time)))
	if err != nil {
		return g, err
	}
	g.returns = slices.DeleteFunc(seated, func(o obliged) bool { _, ok := g.of[o.id]; return ok })
	activities, err := store.All(tx, unasked, (*Activity).fields, n.PlanID, n.Period.End(), n.ID)
	g.items = slices.DeleteFunc(activities, func(a Activity) bool { return !owed(a, n.Period) })
	return g, err
}

// Refresh brings a round up to date with the order and the plan: institutions
// seated since get their return, activities added since are asked. Returns that
// were sent or accepted are left as they are.
func Refresh(tx *store.Tx, roundID string) error {
	n, err := rounds.Get(tx, roundID)
	if err != nil {
		return err
	}
	g, err := findGap(tx, n)
	if err != nil {
		return err
	}
	for _, o := range g.returns {
		r := Return{ID: tx.NewID(), RoundID: n.ID, InstitutionID: o.id, State: Draft, DueOn: n.DueOn, Channel: "web"}
		if err := addReturn(tx, r, o.sector); err != nil {
			return err
		}
		g.of[o.id] = asked{returnID: r.ID, state: r.State}
	}
	for _, a := range g.items {
		if r := g.of[a.LeadID]; r.state == Draft || r.state == SentBack {
			if err := items.Add(tx, Item{ID: tx.NewID(), ReturnID: r.returnID, ActivityID: a.ID}); err != nil {
				return err
			}
		}
	}
	return nil
}

// addReturn adds a return with the topics its sector must answer.
func addReturn(tx *store.Tx, r Return, sector string) error {
	if err := returns.Add(tx, r); err != nil {
		return err
	}
	topics, _ := code.TopicsFor(sector)
	for _, t := range topics {
		if err := narratives.Add(tx, Narrative{ID: tx.NewID(), ReturnID: r.ID, Topic: t.Code, Asked: true}); err != nil {
			return err
		}
	}
	return nil
}

// editable reads the head of a return that is about to be changed. It refuses
// one that was sent or accepted, and denies one that the grant does not cover.
func editable(tx *store.Tx, returnID string) (Return, error) {
	r, err := returns.Get(tx, returnID)
	if err != nil {
		return r, err
	}
	if !tx.Grant().Covers(r.InstitutionID) {
		return r, access.ErrDenied
	}
	if !r.Editable() {
		return r, errNotEditable
	}
	return r, nil
}

var errNotEditable = web.Refuse("Ky raportim është dërguar dhe nuk ndryshohet më. Kërkojini sekretarit t'jua kthejë për plotësim.")

// started marks a return as begun, once.
func started(tx *store.Tx, r Return) error {
	if !r.StartedAt.IsZero() {
		return nil
	}
	return returns.Edit(tx, r.ID, r.Version, func(r *Return) error {
		r.StartedAt = tx.Now()
		return nil
	})
}

var (
	itemOf = store.Read(`SELECT id, version, return_id, activity_id, state, done_on, place, what, partners, reason, answered, saved_at
		FROM reporting_item WHERE committee_id = $1 AND return_id = $2 AND activity_id = $3`)
	indicatorsOf = store.Read(`SELECT activity_id, id, name, unit, baseline, target
		FROM plan_indicator WHERE committee_id = $1 AND activity_id = $2 ORDER BY position, id`)
	valuesOfItem = store.Read(`SELECT return_id, subject, subject_id, part, value, qualifier, note
		FROM reporting_value AS v WHERE v.committee_id = $1 AND v.return_id = $2
		AND (v.subject = 'participants' AND v.subject_id = $3
			OR v.subject = 'indicator' AND v.subject_id IN (SELECT id FROM plan_indicator WHERE committee_id = $1 AND activity_id = $3))`)
	valuesOfTopics = store.Read(`SELECT return_id, subject, subject_id, part, value, qualifier, note
		FROM reporting_value WHERE committee_id = $1 AND return_id = $2 AND subject = 'topic'`)
	sectorOf    = store.Read(`SELECT sector FROM committee_institution WHERE committee_id = $1 AND id = $2`)
	narrativeOf = store.Read(`SELECT id, version, return_id, topic, asked, body, answered, saved_at
		FROM reporting_narrative WHERE committee_id = $1 AND return_id = $2 AND topic = $3`)
)

func readValuesOf(tx *store.Tx, q store.Query, args ...any) (Values, error) {
	v := Values{}
	return v, part(tx, q, (*valueRow).fields, func(row valueRow) { v[row.Key] = row.value() }, args...)
}

// SaveItem saves what a return says of one activity, with the values of its
// indicators and participants (all of them: a value left out is blank again).
// it.Version is the one the editor was shown, or Latest. Saving what is there
// already is no conflict. It returns the version now.
func SaveItem(tx *store.Tx, it Item, v Values) (int64, error) {
	r, err := editable(tx, it.ReturnID)
	if err != nil {
		return 0, err
	}
	old, err := store.One(tx, itemOf, (*Item).fields, it.ReturnID, it.ActivityID)
	if err != nil {
		return 0, err
	}
	had, err := readValuesOf(tx, valuesOfItem, it.ReturnID, it.ActivityID)
	if err != nil {
		return 0, err
	}
	if it.sameAs(old) && sameValues(had, v) {
		return old.Version, nil
	}
	if it.Version != Latest && it.Version != old.Version {
		return 0, store.ErrConflict
	}
	if err := checkItem(tx, &it, v); err != nil {
		return 0, err
	}
	changed, err := saveValues(tx, r.ID, had, v)
	if err != nil {
		return 0, err
	}
	if err := writeItem(tx, old, it, changed); err != nil {
		return 0, err
	}
	return old.Version + 1, started(tx, r)
}

// checkItem refuses codes and values that no form offers, and works out whether
// everything is answered.
func checkItem(tx *store.Tx, it *Item, v Values) error {
	if it.State != "" && !code.ReportedStates.Has(it.State) {
		return web.Refuse("Gjendja «%s» nuk raportohet.", it.State)
	}
	it.Activity.Indicators = nil
	err := part(tx, indicatorsOf, (*indicatorRow).fields, func(i indicatorRow) { it.Activity.Indicators = append(it.Activity.Indicators, i.Indicator) }, it.ActivityID)
	for k := range v {
		known := k.Subject == OfParticipants && k.ID == it.ActivityID || k.Subject == OfIndicator &&
			slices.ContainsFunc(it.Activity.Indicators, func(i Indicator) bool { return i.ID == k.ID })
		if err == nil && !known {
			err = web.Refuse("Vlera «%s» nuk është e këtij aktiviteti.", k.ID)
		}
	}
	it.Answered = it.answered(v)
	return err
}

func (it Item) sameAs(o Item) bool {
	return it.State == o.State && it.DoneOn == o.DoneOn && it.Place == o.Place && it.What == o.What && it.Partners == o.Partners && it.Reason == o.Reason
}

func sameValues(a, b Values) bool {
	if len(a) != len(b) {
		return false
	}
	for k, v := range a {
		if w, ok := b[k]; !ok || v != w {
			return false
		}
	}
	return true
}

// writeItem saves an item, and counts its version up even when only its values changed.
func writeItem(tx *store.Tx, old, it Item, valuesChanged bool) error {
	edited := false
	err := items.Edit(tx, old.ID, old.Version, func(o *Item) error {
		o.State, o.DoneOn, o.Place, o.What, o.Partners, o.Reason = it.State, it.DoneOn, it.Place, it.What, it.Partners, it.Reason
		o.Answered, o.SavedAt = it.Answered, tx.Now()
		edited = !o.sameAs(old) || o.Answered != old.Answered || !o.SavedAt.Equal(old.SavedAt.Time)
		return nil
	})
	if err == nil && !edited && valuesChanged {
		_, err = tx.Exec(touchItem, old.ID)
	}
	return err
}

// SaveTopic saves what a return tells and counts on one topic, as SaveItem does
// for an activity. The keys of v are counts of the topic.
func SaveTopic(tx *store.Tx, n Narrative, v Values) (int64, error) {
	r, err := editable(tx, n.ReturnID)
	if err != nil {
		return 0, err
	}
	topic, ok := topicOf(n.Topic)
	if !ok {
		return 0, store.ErrNotFound
	}
	old, err := store.One(tx, narrativeOf, (*Narrative).fields, n.ReturnID, n.Topic)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return 0, err
	}
	all, err := readValuesOf(tx, valuesOfTopics, n.ReturnID)
	if err != nil {
		return 0, err
	}
	had := all.ofTopic(topic)
	if n.Body == old.Body && sameValues(had, v) {
		return old.Version, nil
	}
	if n.Version != Latest && n.Version != old.Version {
		return 0, store.ErrConflict
	}
	if len(v) != len(v.ofTopic(topic)) {
		return 0, web.Refuse("Një nga vlerat nuk është e kësaj teme.")
	}
	changed, err := saveValues(tx, r.ID, had, v)
	if err != nil {
		return 0, err
	}
	sector, err := store.Value[string](tx, sectorOf, r.InstitutionID)
	if err != nil {
		return 0, err
	}
	n.Answered = topicAnswered(topic.For(sector), n.Body, v)
	if err := writeNarrative(tx, old, n, changed); err != nil {
		return 0, err
	}
	return old.Version + 1, started(tx, r)
}

// ofTopic keeps the values that are counts of the topic.
func (v Values) ofTopic(t code.Topic) Values {
	some := Values{}
	for k, value := range v {
		if k.Subject == OfTopic && slices.ContainsFunc(t.Counts, func(c code.Count) bool { return c.Code == k.ID }) {
			some[k] = value
		}
	}
	return some
}

// topicAnswered reports whether every count has a value or, where nothing is
// counted, something is told.
func topicAnswered(t code.Topic, body string, v Values) bool {
	for _, c := range t.Counts {
		if !v.Has(OfTopic, c.Code) {
			return false
		}
	}
	return len(t.Counts) > 0 || body != ""
}

func writeNarrative(tx *store.Tx, old, n Narrative, valuesChanged bool) error {
	if old.ID == "" {
		n.ID, n.SavedAt, n.Asked = tx.NewID(), tx.Now(), false
		return narratives.Add(tx, n)
	}
	edited := false
	err := narratives.Edit(tx, old.ID, old.Version, func(o *Narrative) error {
		o.Body, o.Answered, o.SavedAt = n.Body, n.Answered, tx.Now()
		edited = o.Body != old.Body || o.Answered != old.Answered || !o.SavedAt.Equal(old.SavedAt.Time)
		return nil
	})
	if err == nil && !edited && valuesChanged {
		_, err = tx.Exec(touchNarrative, old.ID)
	}
	return err
}
