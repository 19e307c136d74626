package exchange

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"pgregory.net/rapid"

	"tryeza/internal/figure"
	"tryeza/internal/store"
)

// anyDocument draws a document: every kind of row, with texts, numbers and days
// of every form.
func anyDocument(t *rapid.T) *Document {
	g := gen{t}
	d := &Document{Format: Format, Year: 2023, Committee: Committee{ID: "durres", Name: g.text("committee"), Qark: "AL-02", Sample: g.bool()}}
	for i := range rapid.IntRange(1, 4).Draw(t, "institutions") {
		d.Institutions = append(d.Institutions, Institution{
			ID: fmt.Sprintf("i%d", i), Kind: g.code("institution_kind"), Sector: g.code("sector"), Municipality: g.maybe("municipality"),
			Names: []Name{{ID: fmt.Sprintf("n%d", i), Name: fmt.Sprintf("%s %c", g.text("name"), 'A'+i), Alias: false}, {ID: fmt.Sprintf("m%d", i), Name: g.text("alias"), Alias: true}},
		})
	}
	d.Orders = []Order{{ID: "o", Number: "1/1; 2023", From: "2023-01-01", Seats: []Seat{{ID: "s", Institution: "i0", Body: "table", Kind: "chair"}}}}
	d.Rules = []Rule{{ID: "r", Code: "small_number", Value: "5", Unit: "count", Verified: g.bool()}}
	d.Plan = g.plan(d)
	d.Rounds = []Round{{ID: "h1", Period: "2023-H1", OpenedOn: "2023-06-01", DueOn: "2023-07-15", Returns: []Return{g.returned(d)}}}
	for i := range rapid.IntRange(0, 2).Draw(t, "meetings") {
		d.Meetings = append(d.Meetings, g.meeting(fmt.Sprintf("m%d", i)))
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "issues") {
		d.Issues = append(d.Issues, g.issue(d, i+1))
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "tasks") {
		d.Tasks = append(d.Tasks, g.task(d, i+1))
	}
	g.registers(d)
	return d
}

type gen struct{ t *rapid.T }

func (g gen) bool() bool { return rapid.Bool().Draw(g.t, "bool") }

func (g gen) code(list string) string { return rapid.SampledFrom(lists[list].Codes()).Draw(g.t, list) }

func (g gen) maybe(list string) string {
	if g.bool() {
		return ""
	}
	return g.code(list)
}

// awkward are texts that programs for tables are known to change.
var awkward = []string{
	"=1+1", "'apostrof", "_x0041_", "007", "1e5", "12,5", "po", "dy\nrreshta", "ë ç Ë Ç", "<b>&amp;</b>", "a\tb", "1.2.3", "30.06.2023", "«citim»; pika; presje", "⟦tekst i gjatë⟧ 1",
	strings.Repeat("gjatë ë ", 2_300) + "fund",
}

func (g gen) text(label string) string {
	if g.bool() {
		return rapid.SampledFrom(awkward).Draw(g.t, label)
	}
	return rapid.StringMatching(`[A-Za-zëçËÇ][a-zëç0-9 ,.;:()«»–%-]{0,30}[a-zëç]`).Draw(g.t, label)
}

func (g gen) day() string {
	start := time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC)
	return start.AddDate(0, 0, rapid.IntRange(0, 73_000).Draw(g.t, "day")).Format(time.DateOnly)
}

func (g gen) instant() string {
	return store.At(time.UnixMicro(rapid.Int64Range(1, 4_000_000_000_000_000).Draw(g.t, "instant"))).String()
}

func (g gen) number() *figure.Number {
	n := figure.Number(rapid.Int64Range(-10_000_000_000_000_000, 10_000_000_000_000_000).Draw(g.t, "number"))
	if g.bool() {
		n = figure.Number(rapid.Int64Range(-100_000, 100_000).Draw(g.t, "small"))
	}
	return &n
}

func (g gen) plan(d *Document) *Plan {
	p := &Plan{ID: "p", Title: g.text("plan"), State: "approved", ApprovedOn: g.day(), Priorities: []Priority{{Text: g.text("priority")}, {Topic: g.code("topic"), Text: g.text("priority")}}}
	for i := range 2 {
		o := Objective{ID: fmt.Sprintf("ob%d", i), Pillar: g.code("pillar"), Title: g.text("objective")}
		for j := range rapid.IntRange(0, 3).Draw(g.t, "activities") {
			id := fmt.Sprintf("a%d%d", i, j)
			a := Activity{ID: id, Number: fmt.Sprintf("%d.%d", i+1, j+1), Title: g.text("activity"), Lead: "i0", State: g.code("activity_state"), DueOn: g.day(),
				Municipalities: []string{"10", "11"}, Frequency: g.maybe("frequency"), Indicators: []Indicator{{ID: "x" + id, Name: g.text("indicator"), Unit: g.maybe("unit"), Target: g.number()}}}
			if g.bool() {
				a.Budget = g.number()
			}
			for _, partner := range d.Institutions[1:] {
				a.Partners = append(a.Partners, partner.ID)
			}
			o.Activities = append(o.Activities, a)
		}
		p.Objectives = append(p.Objectives, o)
	}
	p.History = []Version{{ID: "v", Seq: 1, InForceOn: p.ApprovedOn, Part: "plan", PartID: "p", Text: json.RawMessage(`{"a":"` + strings.Repeat("ë", 20_000) + `"}`), WrittenAt: g.instant()}}
	return p
}

func (g gen) returned(d *Document) Return {
	r := Return{ID: "re", Institution: "i0", State: g.code("return_state"), DueOn: g.day(), Channel: g.code("channel"), StartedAt: g.instant(), NoMeasures: g.bool()}
	for _, o := range d.Plan.Objectives {
		for _, a := range o.Activities {
			r.Items = append(r.Items, Item{ID: "it" + a.ID, Activity: a.ID, State: g.maybe("reported_state"), What: g.text("what"), SavedAt: g.instant()})
			r.Values = append(r.Values, Value{Subject: "indicator", Of: "x" + a.ID, Value: g.number(), Qualifier: "about"})
		}
	}
	r.Values = append(r.Values, Value{Subject: "topic", Of: "K15", Part: g.code("part"), Qualifier: "not_known"}, Value{Subject: "topic", Of: "K15", Value: g.number(), Qualifier: "exact"})
	r.Topics = []Narrative{{ID: "t", Topic: "cases", Asked: true, Body: g.text("body")}}
	r.Problems = []Problem{{ID: "pr", Body: g.text("problem"), Objective: "ob0", Amount: g.number(), Solved: g.bool()}}
	r.Measures = []Measure{{ID: "me", Status: "taken", Body: g.text("measure"), Problem: "pr"}}
	r.Files = []File{{ID: "f", Name: g.text("file"), MediaType: "application/pdf", Content: rapid.SliceOfN(rapid.Byte(), 1, 40_000).Draw(g.t, "content")}}
	r.Events = []Event{{ID: "e", Verb: g.code("event"), At: g.instant()}}
	return r
}
