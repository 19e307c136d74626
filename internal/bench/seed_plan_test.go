package bench

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/plan"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// sectors of the institutions, the commonest first: a small committee has the
// first few.
var sectors = []string{
	"prefecture", "municipality", "child_protection", "police", "social", "ngo", "education", "health", "employment", "vocational",
	"inspectorate", "border", "prosecution", "municipality", "child_protection", "ngo", "municipality", "child_protection", "ngo",
	"qark_council", "municipality", "child_protection", "ngo", "national", "ngo",
}

// A body is who sits in the committee being filled.
type body struct {
	places []code.Municipality
	orders map[string]string // the order in force, by year
}

func (s *seeder) sector(i int) string { return sectors[i%len(sectors)] }

func (s *seeder) place(i int) string { return s.places[i%len(s.places)].Code }

// seats adds the institutions with their names, one of them renamed, and an
// order every two years.
func (s *seeder) seats(from string) {
	s.places = code.MunicipalitiesOf(s.qark.ISO)
	for i := range s.institutions {
		id, town := institutionID(s.qark, i), ""
		if sector := s.sector(i); sector == "municipality" || sector == "child_protection" {
			town = s.place(i)
		}
		s.put("committee_institution", "id, version, kind, sector, municipality, position, note", id, 1, "state", s.sector(i), town, i+1, "")
		name := fmt.Sprintf("%s %d %s", code.Sectors.Label(text.SQ, s.sector(i)), i+1, s.qark.Name)
		since := ""
		if i == 4 {
			s.name(id, "ish-"+name, "", "2019-06-30")
			since = "2019-07-01"
		}
		s.name(id, name, since, "")
	}
	s.orders = map[string]string{}
	for year := s.now.Year() - 11; year <= s.now.Year(); year += 2 {
		s.order(year, year+1)
	}
}

func (s *seeder) name(institution, name, from, to string) {
	s.put("committee_name", "id, version, institution_id, name, short, name_key, alias, valid_from, valid_to",
		s.id(), 1, institution, name, "I"+institution[len(institution)-2:], text.Fold(name), false, from, to)
}

func (s *seeder) order(from, to int) {
	id, until := s.id(), fmt.Sprintf("%d-12-31", to)
	if to >= s.now.Year() {
		until = ""
	}
	s.orders[fmt.Sprint(from)], s.orders[fmt.Sprint(to)] = id, id
	s.put("committee_order", "id, version, number, dated, title, legal_basis, valid_from, valid_to",
		id, 1, fmt.Sprint(from%100), fmt.Sprintf("%d-01-05", from), "Urdhër për ngritjen e Komitetit Rajonal", "Urdhri i Kryeministrit", fmt.Sprintf("%d-01-01", from), until)
	for i := range s.institutions {
		for _, in := range []string{"committee", "table"} {
			kind := "member"
			if i == 0 {
				kind = "chair"
			}
			s.put("committee_seat", "id, version, order_id, institution_id, body, kind", s.id(), 1, id, institutionID(s.qark, i), in, kind)
		}
	}
}

// A yearPlan is a plan with what the rounds of its year need of it.
type yearPlan struct {
	plan.Plan
	activities []plan.Activity
}

// perObjective is how many activities stand under one objective.
const perObjective = 20

// plan adds the approved plan of a year, with its history. Of five activities
// one is due in the first half-year, one in the second, three run all year, so
// that each half-year asks about four fifths.
func (s *seeder) plan(year int) yearPlan {
	p := yearPlan{Plan: plan.Plan{
		ID: s.id(), Year: int64(year), Title: fmt.Sprintf("Plani i veprimit %d", year), State: plan.Approved,
		ApprovedOn: fmt.Sprintf("%d-02-09", year), Protocol: fmt.Sprint(100 + s.rand.IntN(900)),
		Priorities: plan.Priorities{{Topic: "street_children", Text: s.words(14)}, {Topic: "summer_programmes", Text: s.words(14)}},
	}}
	s.put("plan", "id, version, year, title, state, approved_on, protocol, priorities", p.ID, 2, p.Year, p.Title, p.State, p.ApprovedOn, p.Protocol, p.Priorities)
	s.keep(p.Plan, 1, "plan", p.ID, p.Plan)
	count := s.reported * 5 / 4
	for j := 0; j < count; j += perObjective {
		o := plan.Objective{ID: s.id(), Position: int64(j/perObjective + 1), Pillar: code.Pillars[j/perObjective%4].Code, Goal: s.words(7), Code: fmt.Sprintf("O%d.%d", j/80+1, j/perObjective%4+1), Title: s.words(9)}
		s.put("plan_objective", "id, version, plan_id, position, pillar, goal, code, title", o.ID, 1, p.ID, o.Position, o.Pillar, o.Goal, o.Code, o.Title)
		s.keep(p.Plan, 1, "objective", o.ID, o)
		for k := j; k < min(j+perObjective, count); k++ {
			p.activities = append(p.activities, s.activity(p.Plan, o, k))
		}
	}
	for n := range 3 {
		a := p.activities[n]
		a.Remarks = "Ndryshuar me amendim."
		s.keep(p.Plan, 2+n, "activity", a.ID, a)
		s.put("plan_comment", "id, version, plan_id, activity_id, institution_id, role, author, body, answer, made_at",
			s.id(), 1, p.ID, a.ID, institutionID(s.qark, n), "focal_point", "operator", s.words(20), "", s.at(p.ApprovedOn, 9))
	}
	return p
}

// allYear reports whether the activity numbered j runs through both half-years;
// the others are due in the one that dueIn names.
func allYear(j int) bool { return j%5 > 1 }

func dueIn(j int) int { return j%5 + 1 }

func (s *seeder) activity(p plan.Plan, o plan.Objective, j int) plan.Activity {
	a := plan.Activity{
		ID: s.id(), PlanID: p.ID, ObjectiveID: o.ID, Position: int64(j%perObjective + 1), Number: fmt.Sprintf("%d.%d", o.Position, j%perObjective+1),
		Title: s.words(8), Description: s.words(30), LeadID: institutionID(s.qark, j/5%s.institutions), TargetGroup: s.words(3),
		Funding: code.Funding[j%3].Code, Topic: code.Topics[j%len(code.Topics)].Code, Budget: lek(int64(50_000 + 10_000*(j%40))),
		Partners: []string{institutionID(s.qark, (j/5+1)%s.institutions), institutionID(s.qark, (j/5+2)%s.institutions)}, Municipalities: []string{s.place(j)},
	}
	s.date(&a, int(p.Year), j)
	s.put("plan_activity", `id, version, plan_id, objective_id, position, number, title, description, lead_id, starts_on, due_on, frequency,
		target_group, budget, funding, remarks, topic, state, state_on, state_reason, carried_from`,
		a.ID, 2, p.ID, o.ID, a.Position, a.Number, a.Title, a.Description, a.LeadID, a.StartsOn, a.DueOn, a.Frequency,
		a.TargetGroup, *a.Budget, a.Funding, "", a.Topic, a.State, a.StateOn, "", "")
	for _, i := range a.Partners {
		s.put("plan_partner", "activity_id, institution_id", a.ID, i)
	}
	s.put("plan_municipality", "activity_id, municipality", a.ID, a.Municipalities[0])
	for i := range 2 {
		n := plan.Indicator{ID: s.id(), Position: int64(i + 1), Name: s.words(4), Unit: "activities", Baseline: lek(2), Target: lek(12)}
		s.put("plan_indicator", "id, version, activity_id, position, name, unit, baseline, target", n.ID, 1, a.ID, n.Position, n.Name, n.Unit, *n.Baseline, *n.Target)
		a.Indicators = append(a.Indicators, n)
	}
	s.keep(p, 1, "activity", a.ID, a)
	return a
}

// date gives an activity its days, and the state that the returns of years gone
// by left it in; this year's are under way.
func (s *seeder) date(a *plan.Activity, year, j int) {
	day := func(month, d int) string { return fmt.Sprintf("%d-%02d-%02d", year, month, d) }
	a.StartsOn, a.DueOn, a.Frequency = day(1, 10), day(12, 20), "quarterly"
	a.State, a.StateOn = "done", day(12, 20)
	if !allYear(j) {
		first := 6*dueIn(j) - 5
		a.StartsOn, a.DueOn, a.Frequency = day(first, 10), day(first+2+j/5%4, 15), "once"
		a.StateOn = a.DueOn
	}
	switch {
	case a.StateOn > text.DayOf(s.now):
		a.State, a.StateOn = "in_progress", ""
	case dueIn(j) != 1 && j%11 == 0:
		a.State = "partly_done"
	}
}

// keep writes a part of a plan into its history.
func (s *seeder) keep(p plan.Plan, seq int, part, id string, document any) {
	b, err := json.Marshal(document)
	s.must(nil, err)
	s.put("plan_history", "id, version, plan_id, seq, in_force_on, part, part_id, document, reason, author, written_at",
		s.id(), 1, p.ID, seq, p.ApprovedOn, part, id, string(b), "", "operator", s.at(p.ApprovedOn, 9))
}

// at is an hour of a day; nothing was done later than now.
func (s *seeder) at(day string, hour int) store.Time {
	t, err := time.Parse(time.DateOnly, day)
	s.must(nil, err)
	t = t.Add(time.Duration(hour)*time.Hour + time.Duration(s.rand.IntN(3600))*time.Second)
	if t.After(s.now) {
		t = s.now
	}
	return store.At(t)
}

func lek(n int64) *figure.Number { v := figure.Whole(n); return &v }

var vocabulary = strings.Fields(`takime informuese me nxënës dhe mësues për rreziqet e trafikimit kontrolle të përbashkëta në udhëkryqe plazhe
	dhe qendra tregtare ekipe terreni për fëmijët në situatë rruge gjatë sezonit turistik trajnim i profesionistëve për procedurat
	standarde të veprimit punësim sezonal i prindërve nga familje me ndihmë ekonomike programe verore në bashki referim i rasteve
	te njësia për mbrojtjen e fëmijëve bashkërendim me policinë e shtetit fushatë sensibilizuese në shkolla`)

// words is a text of n words.
func (s *seeder) words(n int) string {
	list := make([]string, n)
	for i := range list {
		list[i] = vocabulary[s.rand.IntN(len(vocabulary))]
	}
	return strings.ToUpper(list[0][:1]) + list[0][1:] + " " + strings.Join(list[1:], " ")
}
