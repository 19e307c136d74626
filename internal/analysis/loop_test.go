package analysis

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tryeza/internal/document"
	"tryeza/internal/figure"
	"tryeza/internal/indicator"
)

// is checks figures by key: "2/3" is a ratio, "7" a value, "?" not known.
func is(t *testing.T, r *Report, want map[string]string) {
	t.Helper()
	for key, w := range want {
		f, ok := r.Find(key)
		got := "?"
		switch {
		case !ok:
			got = "missing"
		case f.Denominator != nil:
			got = f.Numerator.String() + "/" + f.Denominator.String()
		case f.Value != nil:
			got = f.Value.String()
		}
		if got != w {
			t.Errorf("%s = %s, want %s", key, got, w)
		}
	}
}

// By hand, for the meetings of Durrës in 2022 under the rule of three months for
// the committee and no rule for the table: 02.03 → due 02.06, kept on 02.06;
// 02.06 → due 02.09, kept on 27.06; 27.06 → due 27.09, missed; 26.10 → due
// 26.01.2023. The order is of 01.01, so the first was due on 01.04. Due in the
// year: 01.04, 02.06, 02.09, 27.09: 4 ÷ 4. The longest gap is from 27.06 to 26.10.
func TestCadence(t *testing.T) {
	d := sampleData()
	d.Period, d.Day = "2022", "2022-12-31"
	days := []string{"2022-03-02", "2022-06-02", "2022-06-27", "2022-10-26"}
	d.FirstOrder = "2022-01-01"
	d.Kept = map[string]Kept{"committee": {Rules: []indicator.Interval{{N: 3, Unit: "months"}}, Held: days}, "table": {Held: days[1:2]}}
	d.Rules["meeting_interval_committee"] = Rule{Code: "meeting_interval_committee", Value: "3", Unit: "months", LegalBasis: "Urdhri"}
	d.Rules["meeting_interval_table"] = Rule{Code: "meeting_interval_table", Value: "sipas nevojës", Unit: "months", LegalBasis: "Urdhri"}
	r := Compose(d)
	is(t, r, map[string]string{"K03[body=committee]": "4/4", "K03_kept[body=committee]": "3/4", "K04[body=committee]": "121", "K03[body=table]": "1/0", "K04[body=table]": "?"})
	want(t, "cadence", section(r, "cadence"), "Komiteti Rajonal u mblodh 4 herë gjatë periudhës. Nga 4 afate u mbajtën në kohë 3; kaloi pa mbledhje: 27.09.2022. Mbledhje të mbajtura kundrejt afateve: 100 %.",
		"121 ditë", "Rregulli: 3 muaj; Urdhri (e pakonfirmuar).",
		"Tryeza Teknike u mblodh 1 herë gjatë periudhës. Nuk ka rregull për intervalin")
	if f, _ := r.Find("K03[body=table]"); f.Rule != "" || f.Value != nil {
		t.Errorf("a rule that is no number: %+v", f)
	}
	if f, _ := r.Find("K03[body=committee]"); f.Rule != "3 muaj; Urdhri (e pakonfirmuar)" || f.Link != "/k/durres/meeting" {
		t.Errorf("lineage %+v", f)
	}
}

// There is a rate of meetings only where dates fell due, and no more dates are
// missed than fell due.
func TestCadenceNeedsDueDates(t *testing.T) {
	day := rapid.SampledFrom([]string{"2022-06-01", "2022-12-20", "2023-01-31", "2023-03-15", "2023-06-30"})
	rapid.Check(t, func(rt *rapid.T) {
		d := sampleData()
		d.FirstOrder = rapid.SampledFrom([]string{"", "2022-02-01", "2023-05-01"}).Draw(rt, "order")
		d.Kept = map[string]Kept{"table": {Rules: []indicator.Interval{{N: rapid.IntRange(0, 14).Draw(rt, "n"), Unit: "months"}}, Held: rapid.SliceOf(day).Draw(rt, "held")}}
		f, ok := Compose(d).Find("K03[body=table]")
		if !ok || (f.Value == nil) != (*f.Denominator == 0) {
			rt.Fatalf("%+v", f)
		}
	})
}

// By hand: p has a seat in all three meetings (in the joint one two of them,
// counted once) and comes twice, once by a substitute; n has a seat in the joint
// meeting and the table's, and never comes, but is invited to the committee's, and
// does; x came without a seat. K05 = 2 ÷ 5. The fourth meeting has no order.
func TestAttendance(t *testing.T) {
	d := sampleData()
	seat := func(i, body, kind string) Seat { return Seat{i, body, kind} }
	d.Meetings = []Meeting{
		{ID: "m1", Body: "joint", HeldOn: "2023-02-09", Seats: []Seat{seat("p", "committee", "member"), seat("p", "table", "chair"), seat("n", "committee", "invited"), seat("n", "table", "member")},
			Present: []Present{{Institution: "p"}, {Institution: "x"}, {Name: "Ministria"}}},
		{ID: "m2", Body: "table", HeldOn: "2023-03-09", Seats: []Seat{seat("p", "table", "chair"), seat("n", "table", "member")}, Present: []Present{{Institution: "p", Substitute: "zëvendësdrejtori"}}},
		{ID: "m3", Body: "committee", HeldOn: "2023-05-09", Seats: []Seat{seat("p", "committee", "member"), seat("n", "committee", "invited"), seat("u", "committee", "observer")}, Present: []Present{{Institution: "n"}}},
		{ID: "m4", Body: "table", HeldOn: "2023-06-09", Present: []Present{{Institution: "p"}}},
		{ID: "m5", Body: "table", HeldOn: "2023-07-10", After: true, Seats: []Seat{seat("n", "table", "member")}},
	}
	r := Compose(d)
	is(t, r, map[string]string{"K05": "2/5", "K05[institution=p]": "2/3", "K05[institution=n]": "0/2", "K05[institution=u]": "missing", "K05[institution=x]": "missing"})
	want(t, "attendance", section(r, "attendance"), "Policia | 3 | 2 | 1 (zëvendësdrejtori) | 66,7 %", "NJMF | 2 | 0 | – | 0 %",
		"Nuk erdhën në asnjë mbledhje ku kishin vend: NJMF.", "Për 1 mbledhje nuk kishte urdhër në fuqi me vende, prandaj ajo nuk hyn te pjesëmarrja.")
	want(t, "meetings", section(r, "participants"), "Pjesëmarrja e institucioneve me vend ishte 40 %.", "Kjo periudhë u analizua në mbledhjen e datës 10.07.2023")
}

func event(verb, day string) Event { return Event{Verb: verb, At: day + "T10:00"} }

// A task is told as it stood on the day, whatever came after.
func TestTaskOnADay(t *testing.T) {
	const day = "2023-06-30"
	closed := Task{GivenOn: "2023-02-01", DueOn: "2023-03-01", State: "closed", DoneOn: "2023-02-20", ClosedOn: "2023-02-21"}
	for name, tt := range map[string]struct {
		task Task
		want indicator.Followed
	}{
		"given later":    {Task{GivenOn: "2023-07-01", State: "open"}, indicator.Followed{GivenOn: "2023-07-01"}},
		"from an import": {closed, indicator.Followed{State: "closed", GivenOn: "2023-02-01", DueOn: "2023-03-01", DoneOn: "2023-02-20", ClosedOn: "2023-02-21"}},
		"closed later": {Task{GivenOn: "2023-02-01", State: "closed", DoneOn: "2023-07-02", ClosedOn: "2023-07-02", Events: []Event{event("given", "2023-02-01"), event("answered", "2023-07-02")}},
			indicator.Followed{State: "open", GivenOn: "2023-02-01"}},
		"checked later": {Task{GivenOn: "2023-02-01", Priority: "high", State: "closed", DoneOn: "2023-06-20", ClosedOn: "2023-07-02", Events: []Event{event("answered", "2023-06-21"), event("checked", "2023-07-02")}},
			indicator.Followed{State: "answered", GivenOn: "2023-02-01", DoneOn: "2023-06-20"}},
		"sent back": {Task{GivenOn: "2023-02-01", Priority: "high", State: "open", Events: []Event{event("answered", "2023-06-21"), event("sent_back", "2023-06-25")}},
			indicator.Followed{State: "open", GivenOn: "2023-02-01"}},
		"reopened later": {Task{GivenOn: "2023-02-01", State: "open", Events: []Event{event("answered", "2023-06-21"), event("reopened", "2023-08-01")}},
			indicator.Followed{State: "closed", GivenOn: "2023-02-01", DoneOn: "2023-06-21", ClosedOn: "2023-06-21"}},
		"cancelled later": {Task{GivenOn: "2023-02-01", State: "cancelled", Events: []Event{event("cancelled", "2023-07-05")}}, indicator.Followed{State: "open", GivenOn: "2023-02-01"}},
		"cancelled":       {Task{GivenOn: "2023-02-01", State: "cancelled", Events: []Event{event("cancelled", "2023-06-30")}}, indicator.Followed{State: "cancelled", GivenOn: "2023-02-01"}},
		"put off later, twice": {Task{GivenOn: "2023-02-01", DueOn: "2023-12-31", State: "open", Events: []Event{{Verb: "extended", At: "2023-07-03T09:00", DueFrom: "2023-05-01"}, {Verb: "renewed", At: "2023-09-03T09:00", DueFrom: "2023-08-31"}}},
			indicator.Followed{State: "open", GivenOn: "2023-02-01", DueOn: "2023-05-01"}},
	} {
		if got := tt.task.on(day); got != tt.want {
			t.Errorf("%s: %+v, want %+v", name, got, tt.want)
		}
	}
}

// followed is a half-year of tasks. By hand, on 30.06.2023:
//
//	1/2023 p  given 09.02, due 31.05, done and closed 30.05        closed on time, 110 days
//	2/2023 n  given 09.02, due 30.04, open, told to its head 10.05 overdue, 141 days old
//	3/2023 n  given 08.06, high, waiting for a check since 20.06   open, 22 days old
//	4/2022 p  given 01.12.2022, closed 01.03                       took 90 days; given before
//	5/2023 p  request of n, given 01.03, due 16.03, done 21.03     closed late, 20 days
//	6/2023 p  request of n, given 20.06, due at the next meeting   open, 10 days old
//	7/2023 n  given 10.07                                          after the period
//	8/2023 n  cancelled on 01.06                                   nowhere
//
// Given in the period: 1, 2, 3, 5, 6 = 5, closed of them 2: K07 = 2 ÷ 5. On time
// 1 ÷ 2. Took 110, 90, 20: median 90. Open 3, ages 141, 22, 10: median 22.
func followedTasks() []Task {
	return []Task{
		{ID: "t4", Year: 2022, Number: 4, Kind: "plan", Body: "Raport vjetor", Owner: "p", GivenOn: "2022-12-01", DueOn: "2023-02-28", State: "closed", DoneOn: "2023-03-01", ClosedOn: "2023-03-01"},
		{ID: "t1", Year: 2023, Number: 1, Kind: "decision", Body: "Rregulli i punës", Owner: "p", SourceID: "l2", GivenOn: "2023-02-09", DueOn: "2023-05-31", State: "closed", DoneOn: "2023-05-30", ClosedOn: "2023-05-30", Events: []Event{event("answered", "2023-05-30")}},
		{ID: "t2", Year: 2023, Number: 2, Kind: "decision", Body: "Projekti i punësimit", Owner: "n", SourceID: "l1", GivenOn: "2023-02-09", DueOn: "2023-04-30", State: "open", Events: []Event{event("escalated", "2023-05-10")}},
		{ID: "t8", Year: 2023, Number: 8, Kind: "decision", Body: "E tepërt", Owner: "n", GivenOn: "2023-02-09", DueOn: "2023-04-30", State: "cancelled", Events: []Event{event("cancelled", "2023-06-01")}},
		{ID: "t5", Year: 2023, Number: 5, Kind: "request", Body: "Të dhëna për kontrollet", Owner: "p", AskedBy: "n", GivenOn: "2023-03-01", DueOn: "2023-03-16", State: "closed", DoneOn: "2023-03-21", ClosedOn: "2023-03-21"},
		{ID: "t3", Year: 2023, Number: 3, Kind: "decision", Priority: "high", Body: "Fluksi i fëmijëve", Owner: "n", GivenOn: "2023-06-08", DueOn: "2023-06-15", State: "answered", DoneOn: "2023-06-19", Events: []Event{event("answered", "2023-06-20")}},
		{ID: "t6", Year: 2023, Number: 6, Kind: "request", Body: "Grafiku i patrullave", Owner: "p", AskedBy: "n", GivenOn: "2023-06-20", DueBody: "table", State: "open"},
		{ID: "t7", Year: 2023, Number: 7, Kind: "decision", Body: "Pas periudhës", Owner: "n", SourceID: "l5", GivenOn: "2023-07-10", DueOn: "2023-08-10", State: "open"},
	}
}

func TestTasks(t *testing.T) {
	d := sampleData()
	d.Institutions["p"] = Institution{ID: "p", Name: "Policia", Short: "DVP", Sector: "police", Position: 1}
	d.Tasks = followedTasks()
	r := Compose(d)
	is(t, r, map[string]string{"K07": "2/5", "K07_given": "5", "K07_ontime": "1/2", "K07_days": "90", "K07_open": "3", "K07_age": "22", "K07_overdue": "1", "K07_waiting": "1", "K07_escalated": "1",
		"K07[institution=p]": "2/3", "K07[institution=n]": "0/2", "K07[kind=request]": "1/2", "K07[kind=plan]": "0/0", "K07_days[institution=n]": "?", "K07_overdue[institution=n]": "1",
		"K28_sent": "2", "K28_days": "20", "K28_late": "0"})
	want(t, "tasks", section(r, "tasks"), "Gjatë periudhës u dhanë 5 detyra. Deri më 30.06.2023 prej tyre janë mbyllur 2 (40 %).", "Brenda afatit u kryen 1 nga 2 (50 %).", "është 90 ditë",
		"Më 30.06.2023 ishin të hapura 3 detyra; mediana e moshës së tyre është 22 ditë. Me vonesë: 1; në pritje të verifikimit: 1; të ngritura më lart për shkak të vonesës: 1.",
		"2/2023 | Projekti i punësimit | NJMF | 30.04.2023 | 141 ditë | me vonesë, e ngritur më lart", "6/2023 | Grafiku i patrullave | Policia | mbledhja e ardhshme | 10 ditë | e hapur")
	if s := section(r, "tasks"); strings.Contains(s, "Pas periudhës") || strings.Contains(s, "E tepërt") || strings.Contains(s, "Raport vjetor") {
		t.Errorf("what was not open is listed:\n%s", s)
	}
	want(t, "coordination", section(r, "police_coordination"), "Kërkesa drejtuar Policisë të ndjekura si detyra: 2, prej të cilave 1 me përgjigje; pa përgjigje pas afatit më 30.06.2023: 0. Mediana e kohës së përgjigjes: 20 ditë.")
	want(t, "brief", document.Text(r.BriefDocument()), "Detyra me vonesë: 1 nga 3 të hapura.")
	for key, link := range map[string]string{
		"K07": "/k/durres/task?period=2023-H1&show=all", "K07_open": "/k/durres/task", "K07_open[institution=n]": "/k/durres/task?institution=n",
		"K07_days[kind=request]": "/k/durres/task?kind=request&show=closed", "K28_late": "/k/durres/task?kind=request&show=late",
	} {
		if f, _ := r.Find(key); f.Link != link {
			t.Errorf("%s leads to %s", key, f.Link)
		}
	}
}

// What happens to tasks after the period changes nothing that the analysis of
// the period says of them.
func TestTheFutureChangesNothing(t *testing.T) {
	told := func(tasks []Task) string {
		d := sampleData()
		d.Tasks = tasks
		d.AsOf = max(d.AsOf, d.lastOfLoop())
		r := Compose(d)
		return section(r, "tasks") + section(r, "measures") + r.AsOf
	}
	before := told(followedTasks())
	rapid.Check(t, func(rt *rapid.T) {
		tasks := followedTasks()
		for i := range tasks {
			later := rapid.SampledFrom([]string{"2023-07-01", "2023-08-15", "2024-01-01"}).Draw(rt, "day")
			e := event(rapid.SampledFrom([]string{"", "answered", "checked", "sent_back", "reopened", "cancelled", "extended", "scheduled", "escalated", "carried"}).Draw(rt, "verb"), later)
			x := &tasks[i]
			switch {
			case e.Verb == "extended" && x.State == "open":
				e.DueFrom, x.DueOn, x.DueBody = x.DueOn, later, ""
			case e.Verb == "answered" && x.State == "open":
				x.State, x.DoneOn, x.ClosedOn = "closed", later, later
			case e.Verb == "checked" && x.State == "answered":
				x.State, x.ClosedOn = "closed", later
			case e.Verb == "cancelled" && x.State == "open":
				x.State = "cancelled"
			case e.Verb == "scheduled" && x.State == "open" && x.DueBody != "" && (x.DueOn == "" || x.DueOn > "2023-06-30"):
				e.DueFrom, x.DueOn = x.DueOn, later
			case e.Verb == "escalated" && x.State == "open":
			case e.Verb == "reopened" && x.State == "closed" && len(x.Events) > 0:
				x.State, x.DoneOn, x.ClosedOn = "open", "", ""
			default:
				continue
			}
			x.Events = append(slices.Clone(x.Events), e)
		}
		if after := told(tasks); after != before {
			rt.Fatalf("before:\n%s\nafter:\n%s", before, after)
		}
	})
}

func lek(n int64) *figure.Number { v := figure.Whole(n); return &v }

// By hand, on 30.06.2023, with returns of p in it:
//
//	1/2022 raised by n on 30.06.2022, again by p in this return; 3/2023 merged into it: one problem, 365 days
//	2/2023 raised by p on 01.06, solved on 20.06                   solved in the period
//	4/2023 raised by p in this return, on 10.07: after the period, but in its return: open, 0 days
//	5/2023 raised on 05.07 at a meeting                            not of this period
//	6/2022 raised 01.12.2022, solved 20.12.2022                    before
//	7/2023 raised 31.05, solved 30.06, raised again in August      solved in the period
//	8/2023 raised 31.05, called solved by a return in August       open, 30 days
//	9/2022 called solved by the return of the period before        of that period
//	a problem of the return that did not arrive: open, since 01.05: 60 days
//
// Open: 1/2022, 4/2023, 8/2023 and the last one = 4; ages 365, 0, 30, 60: median 45.
// Known amounts: 850 000 and 100 000.
func TestProblems(t *testing.T) {
	d := sampleData()
	d.Rules["issue_aged"] = Rule{Code: "issue_aged", Value: "90", Unit: "days", LegalBasis: "Praktikë"}
	d.Returns[0].Problems = []Problem{
		{ID: "r1", Body: "Ende nuk ka mjet.", Resource: "transport", Since: "2022-06-30"},
		{ID: "r4", Body: "Mungon përkthyesi.", Resource: "interpreter", Since: "2023-07-10"},
		{ID: "lost", Body: "Nuk ka arritur.", Resource: "funds", Amount: lek(100_000), Since: "2023-05-01"},
	}
	d.Issues = []Issue{
		{ID: "i1", Year: 2022, Number: 1, Body: "Nuk ka mjet.", Resource: "transport", Amount: lek(850_000), Since: "2022-06-30", State: "open", EscalatedOn: "2023-05-02", Question: "A ka fond?",
			Raised: []Raising{{ID: "old", Institution: "n", Source: "return", On: "2022-07-10", Body: "Nuk ka mjet."}, {ID: "r1", Institution: "p", Source: "return", On: "2023-07-10", Body: "Ende nuk ka mjet."}},
			Taken:  []Taken{{ID: "k1", Institution: "n", On: "2023-04-01", Body: "U kërkua mjeti i policisë."}, {ID: "k0", Institution: "n", On: "2022-04-01", Body: "Para periudhës."}, {ID: "k9", Institution: "n", On: "2023-01-17", Body: "Para periudhës, në raportim.", Returned: true}}},
		{ID: "i2", Year: 2023, Number: 2, Body: "Pak regjistrime.", Resource: "cooperation", Since: "2023-06-01", State: "solved", SolvedOn: "2023-06-20"},
		{ID: "i3", Year: 2023, Number: 3, Body: "Mungon transporti.", MergedInto: "i1", Since: "2023-01-10", State: "open", Raised: []Raising{{ID: "x", Institution: "x", Source: "direct", On: "2023-01-10"}}},
		{ID: "i4", Year: 2023, Number: 4, Body: "Mungon përkthyesi.", Resource: "interpreter", Since: "2023-07-10", State: "open", Raised: []Raising{{ID: "r4", Institution: "p", Source: "return", On: "2023-07-10"}}},
		{ID: "i5", Year: 2023, Number: 5, Body: "E korrikut.", Since: "2023-07-05", State: "open"},
		{ID: "i6", Year: 2022, Number: 6, Body: "E vjetër.", Since: "2022-12-01", State: "solved", SolvedOn: "2022-12-20"},
		{ID: "i7", Year: 2023, Number: 7, Body: "U zgjidh dhe u rihap.", Since: "2023-05-31", State: "open", Events: []Event{event("solved", "2023-06-30"), event("reopened", "2023-08-01")}},
		{ID: "i9", Year: 2022, Number: 9, Body: "E zgjidhur në raportimin e kaluar.", Since: "2022-12-31", State: "solved", SolvedOn: "2023-01-17", Raised: []Raising{{ID: "r9", Institution: "n", Source: "return", On: "2023-01-17"}}},
		{ID: "i8", Year: 2023, Number: 8, Body: "U zgjidh më vonë.", Since: "2023-05-31", State: "solved", SolvedOn: "2023-08-01", Raised: []Raising{{ID: "r8", Institution: "n", Source: "return", On: "2023-08-01"}}},
	}
	d.Institutions["x"] = Institution{ID: "x", Name: "Bashkia", Position: 3}
	r := Compose(d)
	is(t, r, map[string]string{"K29": "4", "K29_solved": "2", "K29_amount": "950000", "K29_age": "45", "K29_aged": "1", "K29_escalated": "1", "K29_unanswered": "1", "K29[resource=transport]": "1", "K29[resource=cooperation]": "missing"})
	s := section(r, "problems")
	want(t, "problems", s, "Në fund të periudhës ishin të hapura 4 problematika. Gjatë periudhës u zgjidhën 2.", "Të hapura për më shumë se 90 ditë: 1.",
		"Nuk ka mjet. (DVP: «Ende nuk ka mjet.») | Policia; NJMF; Bashkia | transport | 850 000 lekë | 365 ditë", "Nuk ka arritur. | Policia | fonde | 100 000 lekë | 60 ditë",
		"Pak regjistrime. | – | bashkëpunim | – | e zgjidhur më 20.06.2023", "Mungon përkthyesi. | Policia | përkthyes | – | 0 ditë")
	for _, not := range []string{"Mungon transporti", "E korrikut", "E vjetër", "raportimin e kaluar"} {
		if strings.Contains(s, not) {
			t.Errorf("%q is in\n%s", not, s)
		}
	}
	want(t, "coordinator", section(r, "coordinator"), "Nuk ka mjet. | 02.05.2023 | A ka fond? | pa përgjigje")
	want(t, "brief", document.Text(r.BriefDocument()), "Problematika të hapura: 4. Më e vjetra: Nuk ka mjet (365 ditë).")
	want(t, "measures", section(r, "measures"), "U raportua 1 masë e marrë", "NJMF | U kërkua mjeti i policisë. | e marrë")
	if f, _ := r.Find("K29_aged"); f.Rule != "90 ditë; Praktikë (e pakonfirmuar)" || f.Link != "/k/durres/issue?show=aged" {
		t.Errorf("lineage %+v", f)
	}
	if got := section(r, "measures"); strings.Contains(got, "Para periudhës") {
		t.Errorf("a measure of another period:\n%s", got)
	}
}

// The amount of merged problems is that of the one that stays; when that is blank
// the largest of the others, never their sum.
func TestAmountOfMergedProblems(t *testing.T) {
	d := sampleData()
	d.Issues = []Issue{
		{ID: "a", Year: 2023, Number: 1, Body: "a", Since: "2023-01-01", State: "open", Resource: "funds", Amount: lek(10)},
		{ID: "b", Year: 2023, Number: 2, Body: "b", Since: "2023-01-02", State: "open", Resource: "funds", Amount: lek(500), MergedInto: "a"},
		{ID: "c", Year: 2023, Number: 3, Body: "c", Since: "2023-01-03", State: "open"},
		{ID: "d", Year: 2023, Number: 4, Body: "d", Since: "2023-01-04", State: "open", Resource: "transport", Amount: lek(200), MergedInto: "c"},
		{ID: "e", Year: 2023, Number: 5, Body: "e", Since: "2023-01-05", State: "open", Amount: lek(3000), MergedInto: "c"},
		{ID: "f", Year: 2023, Number: 6, Body: "f", Since: "2023-01-06", State: "open", Amount: lek(40), MergedInto: "c"},
	}
	is(t, Compose(d), map[string]string{"K29": "2", "K29_amount": "3010", "K29_amount[resource=transport]": "3000", "K29_amount[resource=funds]": "10"})
}

// A measure that a return expects is its task, whenever that was given; one that
// became none is shown as the return says it.
func TestMeasures(t *testing.T) {
	d := sampleData()
	d.Returns[0].Measures = []Measure{{ID: "m1", Status: "expected", Body: "Mjet nga bashkia", DueOn: "2023-09-30"}, {ID: "m2", Status: "expected", Body: "Pa problematikë", DueOn: "2023-10-01"}, {ID: "m3", Status: "taken", Body: "Marrëveshje"}}
	d.Issues = []Issue{{ID: "i", Since: "2023-01-01", State: "open", Body: "x", Events: []Event{{Verb: "expected", ID: "m1", Other: "t1", At: "2023-07-16T09:00"}}}}
	d.Tasks = []Task{
		{ID: "t1", Kind: "measure", Body: "Mjet nga bashkia", Owner: "p", SourceID: "i", GivenOn: "2023-07-16", DueOn: "2023-09-30", State: "open"},
		{ID: "t2", Kind: "measure", Body: "Buxheti", Owner: "n", SourceID: "i", GivenOn: "2022-07-16", DueOn: "2023-02-28", State: "open"},
		{ID: "t3", Kind: "measure", Body: "Lista", Owner: "n", SourceID: "i", GivenOn: "2022-07-16", DueOn: "2023-02-28", State: "closed", DoneOn: "2023-02-01", ClosedOn: "2023-02-02"},
		{ID: "t4", Kind: "measure", Body: "Më parë", Owner: "n", SourceID: "i", GivenOn: "2022-01-16", DueOn: "2022-02-28", State: "closed", DoneOn: "2022-02-01", ClosedOn: "2022-02-02"},
	}
	got := section(Compose(d), "measures")
	want(t, "measures", got, "U raportua 1 masë e marrë; 3 masa priten të merren; 1 masë e pritshme u krye.", "Policia | Mjet nga bashkia | e pritshme | 30.09.2023", "Policia | Pa problematikë | e pritshme | 01.10.2023",
		"Policia | Marrëveshje | e marrë", "NJMF | Buxheti | e pritshme, me vonesë | 28.02.2023", "NJMF | Lista | e kryer më 01.02.2023")
	if strings.Contains(got, "Më parë") || strings.Count(got, "Mjet nga bashkia") != 1 {
		t.Errorf("twice, or of another period:\n%s", got)
	}
}

// minutes are of a meeting with two items: under the first a decision and the
// task that came of it, under the second a task alone, then a recommendation.
func minuted() Meeting {
	return Meeting{ID: "m", Body: "table", HeldOn: "2023-06-08", Lines: []Line{
		{ID: "a1", Kind: "agenda", Body: "Sezoni"},
		{ID: "l1", Item: "a1", Kind: "decision", Number: "3/2023", Body: "Ekipet dalin edhe në mbrëmje."},
		{ID: "l2", Item: "a1", Kind: "task", Body: "Rregulli i punës", Institution: "p", DueOn: "2023-05-31"},
		{ID: "a2", Kind: "agenda", Body: "Të tjera"},
		{ID: "l4", Item: "a2", Kind: "task", Body: "Të gjithë raportojnë", DueNext: true},
		{ID: "l6", Kind: "recommendation", Number: "1/2023", Body: "Trajnimi të përsëritet."},
		{ID: "l7", Item: "a1", Kind: "problem", Body: "U ngrit këtu."},
	}}
}

func TestDecisions(t *testing.T) {
	d := sampleData()
	d.Meetings, d.Tasks = []Meeting{minuted()}, followedTasks()
	r := Compose(d)
	want(t, "decisions", section(r, "decisions-decision"), "3/2023 | Ekipet dalin edhe në mbrëmje. | Tryeza Teknike, 08.06.2023 | 2/2023: Projekti i punësimit – NJMF, afati 30.04.2023 | me vonesë, e ngritur më lart",
		"3/2023 |  |  | 1/2023: Rregulli i punës – Policia, afati 31.05.2023 | e mbyllur më 30.05.2023")
	want(t, "tasks", section(r, "decisions-task"), "1 | Të gjithë raportojnë | Tryeza Teknike, 08.06.2023 | të gjithë anëtarët, në mbledhjen e ardhshme | –")
	if got := section(r, "decisions-task"); strings.Contains(got, "Rregulli i punës") {
		t.Errorf("a task stands with its decision and again:\n%s", got)
	}
	if got := section(r, "decisions-recommendation"); strings.Contains(got, "Gjendja") || !strings.Contains(got, "1/2023 | Trajnimi të përsëritet. | Tryeza Teknike") {
		t.Errorf("columns that say nothing:\n%s", got)
	}
	want(t, "problems", section(r, "problems"), "Në mbledhje u ngritën edhe këto problematika:", "U ngrit këtu.")
	d.Issues = []Issue{{ID: "i", Body: "U ngrit këtu.", Since: "2023-06-08", State: "open", Raised: []Raising{{ID: "l7", Source: "meeting", SourceID: "m", On: "2023-06-08"}}}}
	if got := section(Compose(d), "problems"); strings.Contains(got, "edhe këto") {
		t.Errorf("a problem is in the table and again:\n%s", got)
	}
}

// A task stands beside the decision of its item, though a recommendation was
// written between the two; where nothing was decided, beside the recommendation.
func TestTaskBelongsToTheDecision(t *testing.T) {
	d := sampleData()
	d.Meetings = []Meeting{{ID: "m", Body: "table", HeldOn: "2023-06-08", Lines: []Line{
		{ID: "l1", Item: "a1", Kind: "decision", Number: "3/2023", Body: "Ekipet dalin."},
		{ID: "l2", Item: "a1", Kind: "recommendation", Number: "1/2023", Body: "Trajnimi të përsëritet."},
		{ID: "l3", Item: "a1", Kind: "task", Body: "Grafiku", Institution: "p"},
		{ID: "l4", Item: "a2", Kind: "recommendation", Number: "2/2023", Body: "Kurset të hapen."},
		{ID: "l5", Item: "a2", Kind: "task", Body: "Lista", Institution: "n"},
	}}}
	r := Compose(d)
	want(t, "decision", section(r, "decisions-decision"), "3/2023 | Ekipet dalin. | Tryeza Teknike, 08.06.2023 | Grafiku – Policia")
	want(t, "recommendation", section(r, "decisions-recommendation"), "1/2023 | Trajnimi të përsëritet. | Tryeza Teknike, 08.06.2023 | – | –", "Kurset të hapen. | Tryeza Teknike, 08.06.2023 | Lista – NJMF")
}

// A task of everybody is one row, and says how many have done it.
func TestManyOwnersAreOneRow(t *testing.T) {
	d := sampleData()
	d.Meetings = []Meeting{minuted()}
	for i, state := range []string{"closed", "open", "closed", "open", "open"} {
		task := Task{ID: string(rune('a' + i)), Year: 2023, Number: int64(i + 1), Kind: "decision", Body: "Të gjithë raportojnë", Owner: "p", SourceID: "l4", GivenOn: "2023-06-08", DueBody: "table", State: state}
		if state == "closed" {
			task.DoneOn, task.ClosedOn = "2023-06-20", "2023-06-20"
		}
		d.Tasks = append(d.Tasks, task)
	}
	want(t, "tasks", section(Compose(d), "decisions-task"), "Të gjithë raportojnë | Tryeza Teknike, 08.06.2023 | 5 institucione, mbledhja e ardhshme | 2 të mbyllura, 3 të hapura")
}

// Only the page follows links, and only to its own committee.
func TestLinksOfCells(t *testing.T) {
	const base = "/k/durres/analysis/x"
	for link, want := range map[string]string{
		"figure:K07[kind=request]":    base + "/figure?key=K07%5Bkind%3Drequest%5D",
		"page:/k/durres/task/t1":      "/k/durres/task/t1",
		"page:/k/durres/meeting/m#v":  "/k/durres/meeting/m#v",
		"page:/k/kukes/task/t1":       "",
		"page:/k/durresi/task/t1":     "",
		"page:https://example.org/":   "",
		"page://example.org/k/durres": "",
		"https://example.org/":        "",
		"":                            "",
	} {
		if got := followed(link, base); got != want {
			t.Errorf("%q leads to %q, want %q", link, got, want)
		}
	}
	d := sampleData()
	d.Meetings, d.Tasks = []Meeting{minuted()}, followedTasks()
	r := Compose(d)
	links := map[string]bool{}
	for _, s := range r.Sections {
		for _, b := range s.Blocks {
			if b = withLinks(b, base); b.Table == nil {
				continue
			}
			for _, row := range b.Table.Rows {
				for _, c := range row.Cells {
					links[c.Link] = true
				}
			}
		}
	}
	for _, want := range []string{"/k/durres/meeting/m#vendim-l1", "/k/durres/meeting/m", "/k/durres/task/t1", "/k/durres/task/t2", base + "/figure?key=K07%5Binstitution%3Dn%5D"} {
		if !links[want] {
			t.Errorf("nothing leads to %s: %v", want, links)
		}
	}
}
