package analysis

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/register"
)

func days(p Programme, n ...int64) Programme {
	list := p.days("9999-12-31")
	for i, x := range n {
		p.Numbers[register.Key{What: "attended", Day: list[i]}] = whole(x)
	}
	return p
}

func numbers(pairs ...any) register.Numbers {
	n := register.Numbers{}
	for i := 0; i < len(pairs); i += 2 {
		what, part, _ := strings.Cut(pairs[i].(string), "|")
		k := register.Key{What: what, Part: part}
		switch v := pairs[i+1].(type) {
		case int:
			n[k] = whole(int64(v))
		case figure.Quantity:
			n[k] = v
		}
	}
	return n
}

func about(n int64) figure.Quantity {
	return figure.Quantity{Number: figure.Whole(n), Qualifier: figure.About}
}

var i64 = func(n int64) *int64 { return &n }

// withRegisters is the sample with records in all four registers: n keeps them, p
// only made a visit.
func withRegisters() *Data {
	d := sampleData()
	d.Committee.Qark = code.Municipalities[0].Qark
	for _, m := range code.Municipalities {
		if m.Code == "10" {
			d.Committee.Qark = m.Qark
		}
	}
	d.Rules["small_number"] = Rule{Code: "small_number", Value: "5", Unit: "count", LegalBasis: "Praktikë"}
	d.Programmes = []Programme{
		days(Programme{Record: Record{ID: "p1", Institution: "n", Title: "Kampi i plazhit", Municipality: "10", Place: "Plazhi", From: "2023-06-05", To: "2023-06-16", State: "held",
			Numbers: numbers("places", 40, "enrolled", 38, "enrolled|sex=f", 20, "enrolled|sex=m", 17, "enrolled_street", 11, "service|kind=school", 6), Partners: []string{"Shoqata e Sportit"}},
			Kind: "camp", Weekdays: "12345", Services: []Service{{"school", "n"}, {"health", "n"}}}, 30, 34, 32),
		{Record: Record{ID: "p2", Institution: "n", Title: "Qendra ditore", Municipality: "10", From: "2023-06-12", To: "2023-07-14", State: "planned", Numbers: numbers("places", 20, "enrolled_street", 3, "enrolled", 15)}, Kind: "day_centre", Weekdays: "12345"},
		{Record: Record{ID: "p3", Institution: "n", Title: "Kampi i anuluar", Municipality: "10", From: "2023-06-12", To: "2023-06-14", State: "cancelled", Numbers: numbers()}, Kind: "camp"},
		{Record: Record{ID: "p4", Institution: "n", Title: "Vera në qytet", Municipality: "10", From: "2023-07-17", To: "2023-07-28", State: "planned", Numbers: numbers("places", 60)}, Kind: "camp", Weekdays: "12345"},
		days(Programme{Record: Record{ID: "p0", Institution: "n", Title: "Kampi i 2022-it", Municipality: "10", From: "2022-07-04", To: "2022-07-15", State: "held", Source: "raporti vjetor",
			Numbers: numbers("places", 30, "enrolled", about(30), "found_30", 25, "school_30", 18, "street_30", 6)}, Kind: "camp", Weekdays: "12345", Followed: map[int64]string{30: "2022-08-20"}}, 30, 33),
	}
	placement := func(group, age, from, contract, insured, kept string) Placement {
		return Placement{Group: group, Age: age, StartedOn: from, Contract: contract, Insured: insured, Kept: [3]string{kept, "", ""}}
	}
	amount := figure.Whole(90)
	d.Projects = []Project{
		{Record: Record{ID: "j1", Institution: "n", Title: "Sezoni në plazh", From: "2023-05-01", To: "2023-09-30", State: "approved", Numbers: numbers("places", 30, "jobs", 5), Partners: []string{"Zyra e Punës"}},
			Aim: "punë për prindërit", Sector: "I", Occupation: "51", Decision: "vendimi 3", ApprovedOn: "2023-04-20", Groups: []string{"street_parent", "roma_egyptian"}, Municipalities: []string{"10"}, Employers: 2,
			Checks: []Watch{{ID: "w1", Kind: "contract", Institution: "p", Method: "visit", Frequency: "monthly", FirstOn: "2023-05-15"}, {ID: "w2", Kind: "kept", Institution: "n", Method: "phone", Frequency: "once", FirstOn: "2023-10-30", Amount: &amount}},
			Placed: []Placement{placement("street_parent", "31+", "2023-05-05", "yes", "yes", "yes"), placement("street_parent", "24-30", "2023-05-05", "yes", "no", "no"), placement("roma_egyptian", "15-17", "2023-05-20", "u", "yes", "")},
			Visits: []Visit{
				{ID: "v1", Project: "j1", Check: "w1", Institution: "p", PlannedOn: "2023-05-15", DoneOn: "2023-05-16", Finding: "serious", Measure: "Kontrata me shkrim", DueOn: "2023-06-01", Task: "t9", TaskState: "open"},
				{ID: "v2", Project: "j1", Check: "w1", Institution: "p", PlannedOn: "2023-06-15"},
				{ID: "v3", Project: "j1", Institution: "p", DoneOn: "2023-06-20", Finding: "kept"},
				{ID: "v4", Project: "j1", Check: "w1", Institution: "p", PlannedOn: "2023-07-15"},
			}},
		{Record: Record{ID: "j2", Institution: "n", Title: "Projekt në hartim", From: "2023-06-15", To: "2023-08-30", State: "draft", Numbers: numbers()}},
	}
	d.Fairs = []Fair{{Record{ID: "f1", Institution: "n", Title: "Panairi i pranverës", Municipality: "10", From: "2023-04-12", To: "2023-04-12", State: "held", Numbers: numbers("employers", 12, "vacancies", about(80), "hired", 9)}}}
	d.Campaigns = []Campaign{
		{Record: Record{ID: "c1", Institution: "n", Title: "Takim me prindër", Municipality: "10", Place: "Nishtulla", From: "2023-03-10", To: "2023-03-10", State: "held", Numbers: numbers("reached", 51, "audience|kind=roma_egyptian", 51, "material|kind=leaflet", 60, "material", 60)}, Kind: "session", Slot: "s1",
			Findings: []Finding{{What: "not_enrolled", Age: "6-10", Institution: "n", FollowUp: "", Task: "t8", TaskState: "open", Quantity: whole(13)}}},
		{Record: Record{ID: "c2", Institution: "n", Title: "Konkurs pikture", From: "2023-03-12", To: "2023-03-12", State: "held", Numbers: numbers("works", about(200), "prizes", 3, "reached", about(200))}, Kind: "contest"},
		{Record: Record{ID: "c3", Institution: "n", Title: "Marsh", Municipality: "10", From: "2023-03-18", To: "2023-03-18", State: "held", Numbers: numbers("reached", figure.Quantity{Qualifier: figure.NotKnown})}, Kind: "march"},
		{Record: Record{ID: "c4", Institution: "n", Title: "Fletëpalosje", Municipality: "10", From: "2023-06-01", To: "2023-06-01", State: "planned", Numbers: numbers()}, Kind: "leaflets"},
	}
	d.Calendars = []Calendar{{ID: "k1", Title: "Marsi i ndërgjegjësimit", From: "2023-03-01", To: "2023-03-31", Slots: []Slot{{"s1", "Takime me komunitetin", "2023-03-10", "2023-03-10", "roma_egyptian", ""}, {"s2", "Forum", "2023-03-20", "2023-03-20", "", ""}}}}
	session := func(id, day string, months int64, list ...Attended) Session {
		return Session{Record: Record{ID: id, Institution: "p", Title: "Procedurat Standarde", Municipality: "10", From: day, To: day, State: "held", Numbers: numbers()}, ProcedureFrom: "2018-08-29", Months: i64(months), Attended: list}
	}
	d.Sessions = []Session{
		session("s-old", "2022-02-01", 12, Attended{Person: "x3", Present: true}),
		session("s-1", "2023-02-10", 24, Attended{Person: "x1", Present: true, BeforeRight: i64(4), BeforeOf: i64(10), AfterRight: i64(9), AfterOf: i64(10)}, Attended{Person: "x2", Present: true, BeforeRight: i64(5), BeforeOf: i64(10)}, Attended{Person: "x4"}),
		session("s-2", "2022-08-20", 12, Attended{Person: "x1", Present: true}, Attended{Person: "x5", Present: true}),
	}
	d.Duties = []Duty{{"n", "child_worker", "2022-01-01", "", 4, true}, {"p", "police", "2022-01-01", "2022-12-31", 9, true}}
	d.Trained = []Professional{{"x1", "n", "child_worker", "2022-01-01", ""}, {"x2", "n", "child_worker", "2022-01-01", ""}, {"x3", "n", "child_worker", "2022-01-01", ""}, {"x4", "n", "child_worker", "2022-01-01", ""}, {"x5", "n", "teacher", "2022-01-01", ""}}
	d.Held = register.Held{"n": {"summer_count": true, "K20_places": true, "K20_enrolled": true, "summer_street": true, "jobs_projects": true, "K25": true, "campaign_count": true, "K22": true, "K23": true, "K24": true, "K24_obliged": true},
		"p": {"K26_planned": true, "K26_done": true, "training_count": true}}
	d.Returns[1].State = "accepted"
	v := func(id string, n int64) Value {
		return Value{Subject: "topic", SubjectID: id, Quantity: whole(n)}
	}
	d.Returns[0].Values = []Value{v("K20_enrolled", 7), v("K26_done", 4)}
	d.Returns[1].Values = []Value{v("K20_enrolled", 50), v("K20_places", 60), v("K22", 300), v("K19", 4)}
	d.Returns[1].Narratives = map[string]string{"summer_programmes": "Fëmijët u gëzuan."}
	d.replace()
	d.answer()
	return d
}

func chaptersOf(r *Report, topic string) string {
	var b strings.Builder
	inside := false
	for _, s := range r.Sections {
		if s.Level == 1 {
			inside = s.ID == topic
		}
		if inside {
			b.WriteString(strings.Repeat("#", s.Level) + " " + s.Title + "\n\n" + section(r, s.ID) + "\n")
		}
	}
	return b.String()
}

// What the four chapters say, word for word.
func TestChaptersOfPrevention(t *testing.T) {
	r := Compose(withRegisters())
	var b strings.Builder
	for _, topic := range []string{"summer_programmes", "seasonal_employment", "campaigns", "training"} {
		b.WriteString(chaptersOf(r, topic))
	}
	golden(t, "prevention.golden", b.String())
}

// By hand: three days of p1 were counted: 30 + 34 + 32 = 96 of 3 × 40 places. p2
// counted none. Registrations 38 + 15. Of placements three; v1 of two planned in the
// half-year was done, v3 was not planned; one breach, not looked at again. Trained
// and valid on 30.06.2023: x1 until 10.02.2025, x2; x3's ran out on 01.02.2023; x5's
// runs out on 20.08.2023 but a teacher is not obliged there.
func TestFiguresOfTheRegisters(t *testing.T) {
	r := Compose(withRegisters())
	is(t, r, map[string]string{
		"summer_register": "2", "K20_places_register": "60", "K20_registrations": "53", "K20_attendance": "96/120", "K20_present[programme=p1]": "32", "K20_days": "3/25",
		"K20_registrations[period=2022-H2]": "30", "K20_attendance[period=2022-H2]": "63/60", "K20_followed[period=2022-H2]": "1/2", "K20_linked[service=school]": "6", "K20_places_register[when=ahead]": "60",
		"jobs_register": "1", "K25_register": "3", "K25_minors": "missing", "K25_contract": "2/2", "K25_insured": "2/3", "K27[after=30]": "1/2", "K27[after=90]": "missing",
		"K26_register": "1/2", "K26_compliant": "1/2", "K26_overdue": "1", "K26_rechecked": "0/1", "fairs": "1", "fair_hired": "9",
		"campaign_register": "3", "K22_counted": "51", "K22_estimated": "200", "K22_unknown": "1", "K23_register": "60", "campaign_followed": "0/1", "campaign_slots[calendar=k1]": "1/2",
		"training_register": "1", "K24_present": "2", "K24_trained": "3", "K24_must": "4", "K24_valid": "2/4", "K24_before": "4/10", "K24_after": "9/10", "K24_expiring": "0",
		"K20_enrolled": "missing", "K20_enrolled[source=returns]": "7", "K22[source=returns]": "missing",
	})
}

// Where an institution has records its return is not added; both are printed, with
// the difference, and what it said in words stays.
func TestRegisterAndReturnAreNotMerged(t *testing.T) {
	r := Compose(withRegisters())
	want(t, "programmes", chaptersOf(r, "summer_programmes"), "Çfarë raportuan institucionet", "Nga 2 shifra që institucionet me regjistër raportuan edhe vetë, 1 përputhet me regjistrin.", "Fëmijë të regjistruar në programe verore: 7.", "Fëmijët u gëzuan.", "Fëmijë të regjistruar në shkollë: 4.",
		"regjistri dhe raportimi i të njëjtit institucion", "NJMF | Fëmijë të regjistruar në programe verore | 53 | 50 | 3")
	want(t, "quality", section(r, "quality"), "Në regjistrat e parandalimit mungojnë: ", "frekuentimi ditor: 2")
}

// Attendance is the mean of the days that were counted: a day that was not is no
// day without children, and of none there is no mean. A day after the one that the
// analysis speaks of changes nothing.
func TestAttendanceOfAnyDays(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		p := Programme{Record: Record{From: "2023-06-05", To: "2023-06-30", Numbers: numbers("places", 20)}, Weekdays: "12345"}
		list := p.days("2023-12-31")
		until := rapid.SampledFrom(list).Draw(rt, "until")
		var sum, n int64
		for _, day := range list {
			if rapid.Bool().Draw(rt, "counted") {
				x := rapid.Int64Range(0, 30).Draw(rt, "present")
				p.Numbers[register.Key{What: "attended", Day: day}] = whole(x)
				if day <= until {
					sum, n = sum+x, n+1
				}
			}
		}
		m := p.attendance(until)
		v, ok := m.Value()
		if ok != (n > 0) || int64(m.Days) != n || n > 0 && (v < figure.Whole(sum)/figure.Number(n)-figure.One/10 || v > figure.Whole(sum)/figure.Number(n)+figure.One/10) {
			rt.Fatalf("%+v, %v, want %d ÷ %d", m, v, sum, n)
		}
		present, places, in := share([]Programme{p}, until)
		if _, ok := figure.Ratio(present, places); ok != (n > 0) || present != sum || places != 20*n || (in == 1) != (n > 0) {
			rt.Fatalf("share %d ÷ %d", present, places)
		}
	})
}

// Different professionals of two periods are fewer than their sum as soon as one
// came in both; none is counted twice, and without anybody obliged there is no
// coverage.
func TestProfessionalsAreNeverAddedUp(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := sampleData()
		ids := []string{"a", "b", "c", "d"}
		for _, id := range ids {
			d.Trained = append(d.Trained, Professional{ID: id, Institution: "n", Job: "teacher", From: "2020-01-01"})
		}
		if rapid.Bool().Draw(rt, "obliged") {
			d.Duties = []Duty{{Institution: "n", Job: "teacher", From: "2020-01-01", Staff: 3}}
		}
		came := map[string]bool{}
		for _, day := range []string{"2023-02-01", "2023-03-01", "2023-05-01"} {
			s := Session{Record: Record{ID: day, Institution: "n", From: day, To: day, State: "held", Numbers: numbers()}, ProcedureFrom: "2018-01-01"}
			for _, id := range ids {
				if rapid.Bool().Draw(rt, "came") {
					s.Attended = append(s.Attended, Attended{Person: id, Present: true})
					came[id] = true
				}
			}
			d.Sessions = append(d.Sessions, s)
		}
		r := Compose(d)
		f, _ := r.Find("K24_present")
		g, _ := r.Find("K24_trained")
		if f.Value == nil || g.Value == nil || *f.Value != figure.Whole(int64(len(came))) || *g.Value != *f.Value {
			rt.Fatalf("%v and %v, want %d", f.Value, g.Value, len(came))
		}
		valid, ok := r.Find("K24_valid")
		if !ok || (valid.Value == nil) != (len(d.Duties) == 0) {
			rt.Fatalf("coverage %+v", valid)
		}
	})
}

// Valid on its last day, expired the day after.
func TestExpiry(t *testing.T) {
	d := withRegisters()
	for day, ok := range map[string]bool{"2023-08-20": true, "2023-08-21": false} {
		if _, valid := d.trainedUntil(day)["x5"]; valid != ok {
			t.Errorf("%s: %v", day, valid)
		}
	}
}

// A committee without records has the chapters it had.
func TestWithoutRegisters(t *testing.T) {
	d := withRegisters()
	d.Registers = Registers{}
	for i := range d.Returns {
		d.Returns[i].Values = append(d.Returns[i].Values, d.Returns[i].Replaced...)
		d.Returns[i].Replaced = nil
	}
	r := Compose(d)
	said := chaptersOf(r, "summer_programmes")
	want(t, "programmes", said, "Fëmijë të regjistruar në programe verore: 57.")
	if strings.Contains(said, "regjistri") || strings.Contains(said, "pa regjistër") {
		t.Errorf("there is no register:\n%s", said)
	}
}

// Every format of it comes out the same twice, and every figure has its lineage.
func TestPreventionIsAFunction(t *testing.T) {
	for _, format := range Formats {
		var a, b bytes.Buffer
		for _, w := range []*bytes.Buffer{&a, &b} {
			if err := Write(w, Compose(withRegisters()), format); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(a.Bytes(), b.Bytes()) {
			t.Errorf("%s differs", format)
		}
	}
	for _, k := range Compose(withRegisters()).Figures {
		if err := k.Figure.Check(); err != nil || k.Figure.Link == "" {
			t.Errorf("%s: %v, leads to %q", k.Key, err, k.Figure.Link)
		}
	}
}

// The page for the prefect and the comparison take the register's figure, and say of
// the others that they are of the institutions without one. A figure that was of all
// returns a year before is not held against it.
func TestKeyFiguresOfTheRegisters(t *testing.T) {
	d := withRegisters()
	then := Keyed{Key: "K20_enrolled"}
	then.Figure = figure.Figure{Code: "K20_enrolled", Name: "Fëmijë të regjistruar në programe verore"}.WithQuantity(whole(80))
	d.Before = &Earlier{Period: "2022-H1", Figures: map[string]figure.Figure{then.Key: then.Figure}}
	r := Compose(d)
	var brief strings.Builder
	for _, b := range r.Brief {
		if b.Paragraph != nil {
			brief.WriteString(b.Paragraph.Text + "\n")
		}
	}
	want(t, "brief", brief.String(), "Regjistrime në programe verore, sipas regjistrit: 53", "Fëmijë të regjistruar në programe verore (institucionet pa regjistër): 7", "Persona të arritur, të numëruar: 51", "Persona të arritur, të vlerësuar: rreth 200", "Punësime sezonale, sipas regjistrit: 3", "Profesionistë me trajnim të vlefshëm: 3")
	want(t, "comparison", section(r, "comparison"), "Fëmijë të regjistruar në programe verore | 80 | – | –", "Regjistrime në programe verore, sipas regjistrit | – | 53 | –")
}

// The chapter of priorities says what the register gives first, and of the others
// only what is not zero; nor has the page for the prefect their zeros.
func TestPrioritiesOfTheRegisters(t *testing.T) {
	d := withRegisters()
	d.Plan.Priorities = []Priority{{Topic: "summer_programmes", Text: "Programet verore"}, {Topic: "seasonal_employment", Text: "Punësimi"}, {Topic: "training", Text: "Trajnimi"}}
	r := Compose(d)
	want(t, "programmes", section(r, "priority-1"), "Sipas regjistrit: programe verore: 2; vende në programet verore: 60; regjistrime në programe verore: 53; frekuentimi mesatar i programeve verore: 80 %. Institucionet raportuan: fëmijë të regjistruar në shkollë: 4. Institucionet pa regjistër raportuan: fëmijë të regjistruar në programe verore: 7;")
	want(t, "employment", section(r, "priority-2"), "punësime sezonale: 3; vizita monitoruese të kryera kundrejt atyre të planifikuara: 50 % (1 nga 2). Hollësitë")
	want(t, "training", section(r, "priority-3"), "profesionistë me trajnim të vlefshëm: 3; mbulimi me trajnim të vlefshëm: 50 % (2 nga 4). Hollësitë")
	d.Returns[0].Values[0].Quantity = whole(0)
	r = Compose(d)
	if said := section(r, "priority-1"); strings.Contains(said, "pa regjistër") {
		t.Errorf("zeros: %s", said)
	}
	want(t, "zeros", chaptersOf(r, "summer_programmes"), "Zero (fëmijë të regjistruar në programe verore) raportuan: Policia.")
	for _, b := range r.Brief {
		if b.Paragraph != nil && strings.Contains(b.Paragraph.Text, "pa regjistër") {
			t.Errorf("zeros: %s", b.Paragraph.Text)
		}
	}
}

// With nothing in the half-year itself the page for the prefect has the summer before.
func TestKeyFiguresOfTheLastSummer(t *testing.T) {
	d := withRegisters()
	d.Programmes = d.Programmes[4:]
	r := Compose(d)
	want(t, "brief", r.Brief[len(r.Brief)-1].Paragraph.Text+r.Brief[0].Paragraph.Text+r.Brief[1].Paragraph.Text, "Regjistrime në programe verore, sipas regjistrit (6-mujori i dytë 2022): rreth 30")
}

// An analysis that was signed before there were registers is rendered as it was.
func TestSignedBeforeTheRegisters(t *testing.T) {
	b, err := os.ReadFile("testdata/signed_before_registers.json")
	if err != nil {
		t.Fatal(err)
	}
	var r Report
	if err := json.Unmarshal(b, &r); err != nil {
		t.Fatal(err)
	}
	for _, format := range Formats {
		var out bytes.Buffer
		if err := Write(&out, &r, format); err != nil || out.Len() == 0 {
			t.Errorf("%s: %v", format, err)
		}
	}
	said := chaptersOf(&r, "summer_programmes")
	want(t, "programmes", said, "Fëmijë të regjistruar në programe verore: nuk u raportua.")
	if strings.Contains(said, "regjistri") || r.Seal.Number != "1/2023" || len(r.Children) != 1 {
		t.Errorf("not what was signed: %+v\n%s", r.Seal, said)
	}
	again, err := json.Marshal(&r)
	if err != nil || !bytes.Equal(again, b) {
		t.Error("kept again, it is not the same")
	}
}

// What became of a finding after the day changes nothing in the analysis of it.
func TestTasksOfFindingsAsTheyStood(t *testing.T) {
	for closed, said := range map[string]string{"2023-06-01": "detyrë: e mbyllur", "2023-08-01": "detyrë: e hapur"} {
		d := withRegisters()
		d.Campaigns[0].Findings[0].TaskState = "closed"
		d.Tasks = []Task{{ID: "t8", Kind: "request", Owner: "n", GivenOn: "2023-03-11", State: "closed", DoneOn: closed, ClosedOn: closed}}
		d.tasksThen()
		want(t, closed, chaptersOf(Compose(d), "campaigns"), said)
	}
}

// No section and no picture has the identifier of another: edited paragraphs and
// drawings are found by it.
func TestIdentifiersAreUnique(t *testing.T) {
	d := withRegisters()
	d.Casework, d.LastSummer = true, summer()
	at := map[string]bool{}
	note := func(id string) {
		if at[id] {
			t.Errorf("%s stands twice", id)
		}
		at[id] = id != ""
	}
	for _, s := range Compose(d).Sections {
		note(s.ID)
		for _, b := range s.Blocks {
			switch {
			case b.Chart != nil:
				note(b.Chart.ID)
			case b.Map != nil:
				note(b.Map.ID)
			}
		}
	}
}
