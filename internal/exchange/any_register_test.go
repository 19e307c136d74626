package exchange

import (
	"fmt"

	"pgregory.net/rapid"

	"tryeza/internal/figure"
)

// registers draws rows of the four registers, each of which leads to others of the
// document, of another year, or nowhere.
func (g gen) registers(d *Document) {
	d.Programmes = []Programme{g.programme("g1"), g.programme("g2")}
	d.Projects = []Project{g.project("j1")}
	d.Fairs = []Fair{{ID: "fa", Institution: "i0", Title: g.text("fair"), HeldOn: g.of2023(), State: "held", Source: g.text("source"),
		Numbers: g.numbers("fair_numbers"), Partners: g.partners("fa")}}
	first, last := g.span()
	d.Calendars = []CampaignCalendar{{ID: "ca", Title: g.text("calendar"), StartsOn: first, EndsOn: last, ApprovedOn: g.may(g.day),
		Slots: []Slot{{ID: "sl", StartsOn: first, EndsOn: last, Title: g.text("slot"), Audience: g.maybe("audience"), Sector: g.maybe("sector"), Note: g.text("note")}}}}
	d.Campaigns = []Campaign{g.campaign("c1"), g.campaign("c2")}
	g.training(d)
	for i := range d.Tasks {
		d.Tasks[i].AskedFor = []Asked{{ID: fmt.Sprint("k", i), Subject: rapid.SampledFrom([]string{"g1", "j1", "j1v0", "c1", "se", "i0", "vit-tjeter"}).Draw(g.t, "subject"), Gap: g.code("gap"), AskedOn: g.day()}}
	}
}

// span is a first and a last day of the year of the documents that are drawn.
func (g gen) span() (first, last string) {
	first, last = g.of2023(), g.of2023()
	return min(first, last), max(first, last)
}

func (g gen) numbers(list string) []Counted {
	cell := rapid.SampledFrom([]string{"sex=f", "age=u", "kind=school", "kind=leaflet"}).Draw(g.t, "cell")
	c := lists[list].Codes()
	return []Counted{{What: c[0], Value: g.number(), Qualifier: "exact"}, {What: c[0], Part: cell, Qualifier: "not_known"}, {What: c[1], Day: g.of2023(), Value: g.number(), Qualifier: "about"}}
}

func (g gen) partners(id string) []Partner {
	return []Partner{{ID: id + "pa", Institution: "i0"}, {ID: id + "pb", Outside: g.text("outside")}}
}

func (g gen) programme(id string) Programme {
	p := Programme{ID: id, Institution: "i0", Title: g.text("programme"), Kind: g.code("programme_kind"), Municipality: g.maybe("municipality"), Weekdays: g.may(func() string { return "12345" }),
		Funding: g.maybe("funding"), State: g.code("event_state"), Reason: "arsye " + g.text("reason"), Activity: g.link("a00"), Source: g.text("source"), Note: g.text("note")}
	p.StartsOn, p.EndsOn = g.span()
	p.Services = []ProgrammeService{{ID: id + "s", Kind: g.code("service"), Institution: g.may(func() string { return "i0" }), Note: g.text("note")}}
	p.Pauses = []Pause{{ID: id + "u", Day: g.day(), Reason: g.text("reason")}}
	p.Followups = []Followup{{ID: id + "f", AfterDays: 30, DoneOn: g.may(g.day)}, {ID: id + "h", AfterDays: 90}}
	p.Numbers, p.Partners = g.numbers("programme_numbers"), g.partners(id)
	return p
}

func (g gen) project(id string) Project {
	p := Project{ID: id, Institution: "i0", Title: g.text("project"), Aim: g.text("aim"), Sector: g.maybe("industry"), Occupation: g.maybe("occupation"), State: g.code("project_state"),
		Reason: "arsye", ApprovedOn: g.may(g.day), ApprovedBy: g.may(func() string { return "llogaria" }), Decision: g.text("decision"), Activity: g.link("a00")}
	p.StartsOn, p.EndsOn = g.span()
	p.Targets = []Target{{ID: id + "t", Kind: "group", Value: g.code("target_group")}, {ID: id + "m", Kind: "municipality", Value: "10"}}
	p.Checks = []ProjectCheck{{ID: id + "k", Kind: g.code("obligation"), Amount: g.number(), Institution: "i0", Method: g.maybe("check_method"), Frequency: g.maybe("frequency"), FirstOn: g.may(g.day)},
		{ID: id + "l", Kind: "wage", Institution: "i0"}}
	p.Employers = []Employer{{ID: id + "e", Name: g.text("employer"), NIPT: "K12345678A", Municipality: g.maybe("municipality")}}
	p.Placements = []Placement{{ID: id + "p", Employer: g.may(func() string { return id + "e" }), Code: "A7", Target: g.maybe("target_group"), Age: g.maybe("age"), Sex: g.maybe("sex"),
		StartedOn: g.may(g.day), Contract: g.maybe("seen"), Kept90: g.maybe("seen")}}
	for i := range 2 {
		v := Visit{ID: fmt.Sprintf("%sv%d", id, i), Check: rapid.SampledFrom([]string{"", id + "k", id + "l"}).Draw(g.t, "check"), Employer: g.may(func() string { return id + "e" }), Institution: "i0",
			PlannedOn: g.day(), DoneOn: g.may(g.day), Finding: g.maybe("visit_finding"), Found: g.text("found"), DueOn: g.may(g.day), Task: g.link("t1")}
		if i > 0 && g.bool() {
			v.RecheckOf = p.Visits[0].ID
		}
		p.Visits = append(p.Visits, v)
	}
	p.Numbers, p.Partners = g.numbers("project_numbers"), g.partners(id)
	return p
}

func (g gen) campaign(id string) Campaign {
	c := Campaign{ID: id, Institution: "i0", Title: g.text("campaign"), Kind: g.code("campaign_kind"), Municipality: g.maybe("municipality"), State: g.code("event_state"), Reason: "arsye",
		Hour: g.may(func() string { return "10:30" }), Slot: g.link("sl"), Activity: g.link("a00"), Media: g.text("media")}
	c.StartsOn, c.EndsOn = g.span()
	c.Findings = []Finding{{ID: id + "f", What: g.code("finding"), Value: g.number(), Qualifier: "exact", Age: g.maybe("age"), Institution: "i0", FollowUp: g.text("follow"), Task: g.link("t1")},
		{ID: id + "g", What: g.code("finding")}}
	c.Files = []CampaignFile{{ID: id + "d", Name: g.text("file"), MediaType: "application/pdf", Consent: g.code("consent"), AddedAt: g.instant(), Content: []byte("%PDF-1.7")}}
	c.Numbers, c.Partners = g.numbers("campaign_numbers"), g.partners(id)
	return c
}

func (g gen) training(d *Document) {
	p := Procedure{ID: "pc", Title: g.text("procedure"), Act: g.text("act"), From: g.may(g.day), Verified: g.bool()}
	p.Steps = []Step{{ID: "s1", Title: g.text("step"), Roles: []string{"police", "teacher"}, Body: g.text("body"), Rule: g.maybe("rule"), Verified: g.bool()}, {ID: "s2", Title: g.text("step")}}
	p.Questions = []Question{{ID: "q1", Body: g.text("question"), Answers: "po\njo\nnuk dihet", Correct: rapid.Int64Range(1, 3).Draw(g.t, "correct"), Why: g.text("why")}}
	d.Procedures = []Procedure{p}
	d.Courses = []Course{{ID: "co", Institution: "i0", Procedure: "pc", Title: g.text("course"), Hours: g.number(), ValidMonths: g.votes(), Partners: g.partners("co")}}
	d.Duties = []Duty{{ID: "du", Institution: "i0", Job: g.code("job"), Staff: 3, Basis: g.text("basis"), Verified: g.bool()}}
	d.Professionals = []Professional{{ID: "pe", Institution: "i0", Code: "PMF 2", Job: g.code("job")}, {ID: "pf", Institution: "i0", Code: "=1+1", Job: "police"}}
	s := Session{ID: "se", Course: "co", Municipality: g.maybe("municipality"), State: g.code("event_state"), Reason: "arsye", Note: g.text("note"), Numbers: g.numbers("session_numbers")}
	s.StartsOn, s.EndsOn = g.span()
	s.Attendance = []Attended{{ID: "at", Person: "pe", Present: g.bool(), BeforeRight: new(figure.Whole(0)), BeforeOf: new(figure.Whole(5))}, {ID: "au", Person: "pf"}}
	d.Sessions = []Session{s}
}
