package reporting

import (
	"fmt"
	"slices"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// Some topics have registers of their own. An institution that keeps records there
// need not count the same again: its return is complete without those numbers. It
// may still give them; the analysis shows both and mends neither.

// readRegistered says of each return which numbers the registers give.
func readRegistered(tx *store.Tx, list []Return) error {
	by := map[figure.Period]register.Held{}
	for i, r := range list {
		if _, ok := by[r.Period]; !ok {
			held, err := register.ReadHeld(tx, heldIn, r.Period.Start(), r.Period.End())
			if err != nil {
				return err
			}
			by[r.Period] = held
		}
		list[i].Registered = by[r.Period][r.InstitutionID]
	}
	return nil
}

// given reports whether a count of a topic was answered, be it by the register.
func (r Return) given(count string) bool { return r.Values.Has(OfTopic, count) || r.Registered[count] }

// registers reports whether the registers give one of the numbers of a topic.
func (r Return) registers(t code.Topic) bool {
	return slices.ContainsFunc(t.Counts, func(c code.Count) bool { return r.Registered[c.Code] })
}

// answersByRegister reports whether a topic lacks nothing because the registers
// give what the return does not.
func (r Return) answersByRegister(t code.Topic) bool {
	return r.registers(t) && !slices.ContainsFunc(t.For(r.Sector).Counts, func(c code.Count) bool { return !r.given(c.Code) })
}

// withRegister says at the numbers that were left blank where they come from.
func (r Return) withRegister(l text.Lang, list []line) []line {
	for i, x := range list {
		if count, is := strings.CutPrefix(x.Name, "count-"); is && r.Registered[count] && !r.Values.Has(OfTopic, count) {
			list[i].Text = text.T(l, "nga regjistri")
		}
	}
	return list
}

// registerOf is the register in which the numbers of a topic are kept.
var registerOf = map[string]string{"summer_programmes": "programme", "seasonal_employment": "employment", "campaigns": "campaign", "training": "training"}

// registerPath is the page of the register with the records of the period's year.
func registerPath(g access.Grant, r Return, t code.Topic) string {
	return fmt.Sprintf("/k/%s/%s?year=%d", g.Scope().ID, registerOf[t.Code], r.Period.Year())
}

var (
	heldIn      = store.Read(register.HeldIn)
	blankTopics = store.Read(`SELECT n.return_id, n.topic, r.institution_id, i.sector FROM reporting_narrative AS n
		JOIN reporting_return AS r ON r.committee_id = n.committee_id AND r.id = n.return_id
		JOIN committee_institution AS i ON i.committee_id = r.committee_id AND i.id = r.institution_id
		WHERE n.committee_id = $1 AND n.return_id IN (SELECT x.id FROM reporting_return AS x WHERE x.committee_id = $1 AND x.round_id = $2)
		AND n.asked AND NOT n.answered`)
	topicTotals = store.Read(`SELECT v.return_id, v.subject, v.subject_id, v.part, v.value, v.qualifier, v.note FROM reporting_value AS v
		WHERE v.committee_id = $1 AND v.return_id IN (SELECT x.id FROM reporting_return AS x WHERE x.committee_id = $1 AND x.round_id = $2)
		AND v.subject = 'topic' AND v.part = ''`)
)

// answeredByRegister counts for each return of a round the topics that lack nothing
// only because of the registers.
func answeredByRegister(tx *store.Tx, n Round) (map[string]int64, error) {
	held, err := register.ReadHeld(tx, heldIn, n.Period.Start(), n.Period.End())
	if err != nil || len(held) == 0 {
		return nil, err
	}
	returns := map[string]*Return{}
	at := func(id string) *Return {
		if returns[id] == nil {
			returns[id] = &Return{Values: Values{}}
		}
		return returns[id]
	}
	err = part(tx, topicTotals, (*valueRow).fields, func(v valueRow) { at(v.returnID).Values[v.Key] = v.value() }, n.ID)
	if err != nil {
		return nil, err
	}
	type blank struct{ id, topic, institution, sector string }
	more := map[string]int64{}
	err = part(tx, blankTopics, func(b *blank) []any { return []any{&b.id, &b.topic, &b.institution, &b.sector} }, func(b blank) {
		r := at(b.id)
		r.Sector, r.Registered = b.sector, held[b.institution]
		if t, _ := topicOf(b.topic); r.answersByRegister(t) {
			more[b.id]++
		}
	}, n.ID)
	return more, err
}
