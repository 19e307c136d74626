package exchange

import (
	"fmt"
	"strings"
	"testing"
)

// registers is a year with one record of each register that says no more than it must.
const registers = `{"format": 3, "year": 2023, "committee": {"id": "durres", "name": "Komiteti Rajonal Antitrafik Durrës", "qark": "AL-02"},
"institutions": [{"id": "bashkia", "kind": "state", "sector": "municipality", "names": [{"name": "Bashkia Durrës"}]}],
"tasks": [{"kind": "request", "body": "Plotësoni", "owner": "bashkia", "given_on": "2023-09-20", "due_on": "2023-10-04", "asked_for": [{"subject": "vitit-tjeter", "gap": "campaign_reached", "asked_on": "2023-09-20"}]}],
"programmes": [{"institution": "bashkia", "title": "Kampi", "kind": "camp", "starts_on": "2023-07-03", "ends_on": "2023-07-14", "weekdays": "12345", "state": "held",
  "followups": [{"after_days": 30}], "programme_numbers": [{"what": "attended", "day": "2023-07-03", "value": 34}, {"what": "enrolled", "part": "sex=f", "qualifier": "not_known"}],
  "programme_partners": [{"outside": "Një organizatë"}]}],
"projects": [{"id": "j", "institution": "bashkia", "title": "Sezoni", "starts_on": "2023-06-01", "ends_on": "2023-09-30", "state": "draft",
  "project_targets": [{"kind": "group", "value": "young"}], "checks": [{"id": "k", "kind": "contract"}], "employers": [{"id": "e", "name": "Hotel", "nipt": "K12345678A"}],
  "visits": [{"id": "v", "check": "k", "employer": "e", "planned_on": "2023-07-01"}, {"id": "w", "planned_on": "2023-07-20", "recheck_of": "v"}]}],
"campaigns": [{"institution": "bashkia", "title": "Marsh", "kind": "march", "starts_on": "2023-10-18", "ends_on": "2023-10-18", "state": "planned", "findings": [{"what": "at_risk", "value": 2}, {"what": "other"}]}],
"procedures": [{"id": "psv", "title": "PSV", "questions": [{"body": "Kush?", "answers": "ky\nai", "correct": 2}]}],
"courses": [{"id": "kurs", "institution": "bashkia", "procedure": "psv", "title": "Kursi", "valid_months": 24}],
"professionals": [{"id": "p", "institution": "bashkia", "code": "PMF 1", "job": "child_worker"}],
"sessions": [{"course": "kurs", "starts_on": "2023-11-07", "ends_on": "2023-11-07", "state": "held", "attendance": [{"person": "p", "present": true, "before_right": 0, "before_of": 2}]}]}`

func TestRegistersAreFilledIn(t *testing.T) {
	d, err := jsonFile(registers).Read(Head{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	p := d.Programmes[0]
	if p.ID == "" || p.Followups[0].ID == "" || p.Numbers[0].Qualifier != "exact" || p.Numbers[1].Value != nil || d.Tasks[0].AskedFor[0].ID == "" {
		t.Errorf("%+v", p)
	}
	if f := d.Campaigns[0].Findings; f[0].Qualifier != "exact" || f[1].Qualifier != "" {
		t.Errorf("findings %+v", f)
	}
	a, faults := Compare(d, nil)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	shown := fmt.Sprint(a.groups(d))
	for _, want := range []string{"{Programet verore 1 [Kampi, 03.07.2023] 0}", "{Profesionistët 1 [Bashkia Durrës: PMF 1] 0}", "{Seancat e trajnimit 1 [07.11.2023, Kursi] 0}"} {
		if !strings.Contains(shown, want) {
			t.Errorf("no %s in %s", want, shown)
		}
	}
	if again, err := jsonFile(registers).Read(Head{}, d); err != nil {
		t.Error(err)
	} else if a, faults := Compare(again, d); !a.Empty() || len(faults) > 0 {
		t.Errorf("again it adds %+v, %v", a, faults)
	}
}

func TestRegisterFaults(t *testing.T) {
	for _, tt := range []struct{ name, from, to, want string }{
		{"another year", `"2023-07-03", "ends_on": "2023-07-14"`, `"2022-07-03", "ends_on": "2022-07-14"`, `$.programmes[0]: Ky rresht nuk është i vitit 2023`},
		{"ends before it starts", `"2023-07-14", "weekdays"`, `"2023-07-01", "weekdays"`, `$.programmes[0].ends_on: Dita e fundit`},
		{"eight days a week", `"12345"`, `"128"`, `$.programmes[0].weekdays: Ditët e javës`},
		{"cancelled, but why", `"weekdays": "12345", "state": "held"`, `"state": "cancelled"`, `$.programmes[0].reason: Shkruani pse u anulua`},
		{"after 60 days", `"after_days": 30`, `"after_days": 60`, `$.programmes[0].followups[0].after_days: Ndjekja`},
		{"a number of another register", `"what": "attended"`, `"what": "jobs"`, `$.programmes[0].programme_numbers[0].what: Kodi «jobs» nuk është`},
		{"no such cell", `"part": "sex=f"`, `"part": "sex=x"`, `$.programmes[0].programme_numbers[1].part: Kodi «sex=x»`},
		{"a number is missing", `"value": 34`, `"value": null`, `$.programmes[0].programme_numbers[0].value: Mungon numri`},
		{"counted twice", `{"what": "attended", "day": "2023-07-03", "value": 34}`, `{"what": "cost", "value": 1}, {"what": "cost", "value": 2}`, `programme_numbers[1]: Ky rresht thotë të njëjtën gjë`},
		{"partner of both kinds", `"outside": "Një organizatë"`, `"institution": "bashkia", "outside": "x"`, `$.programmes[0].programme_partners[0]: Partneri është`},
		{"a person's number", `"Një organizatë"`, `"J12345678K"`, `$.programmes[0].programme_partners[0].outside: Në tekst ka 1 numër personal`},
		{"a group as a municipality", `"kind": "group"`, `"kind": "municipality"`, `$.projects[0].project_targets[0].value: Kodi «young»`},
		{"check of nowhere", `"check": "k"`, `"check": "z"`, `$.projects[0].visits[0].check: «z» nuk është`},
		{"re-check of itself", `"recheck_of": "v"`, `"recheck_of": "w"`, `$.projects[0].visits[1].recheck_of: «w» nuk është i këtij projekti`},
		{"visit on no day", `"planned_on": "2023-07-20", `, ``, `$.projects[0].visits[1].planned_on: Shkruani kur`},
		{"of a line without an answer", `"ky\nai", "correct": 2`, `"ky\n\nai", "correct": 3`, `$.procedures[0].questions[0].correct: Pyetja ka 2 përgjigje`},
		{"a programme of centuries", `"starts_on": "2023-07-03"`, `"starts_on": "1923-07-03"`, `$.programmes[0].ends_on: Një program nuk zgjat`},
		{"of no answer", `"correct": 2`, `"correct": 3`, `$.procedures[0].questions[0].correct: Pyetja ka 2 përgjigje`},
		{"half a month", `"valid_months": 24`, `"valid_months": 1.5`, `$.courses[0].valid_months: Këtu pritet një numër i plotë, nga zero`},
		{"course of no procedure", `"procedure": "psv"`, `"procedure": "x"`, `$.courses[0].procedure: «x» nuk është`},
		{"more right than asked", `"before_right": 0`, `"before_right": 3`, `before_of: Përgjigjet e sakta janë më shumë`},
		{"right, of how many", `, "before_of": 2`, ``, `before_of: Përgjigjet e sakta dhe numri`},
		{"nobody's attendance", `"person": "p"`, `"person": "x"`, `$.sessions[0].attendance[0].person: «x» nuk është`},
		{"one person twice", `{"id": "p", "institution"`, `{"id": "q", "institution": "bashkia", "code": "PMF 1", "job": "other"}, {"id": "p", "institution"`, `$.professionals[1]: Ky rresht thotë të njëjtën gjë`},
		{"no such gap", `"campaign_reached"`, `"campaign_x"`, `$.tasks[0].asked_for[0].gap: Kodi`},
	} {
		b := strings.Replace(registers, tt.from, tt.to, 1)
		if b == registers {
			t.Fatalf("%s: nothing to replace", tt.name)
		}
		if _, err := jsonFile(b).Read(Head{}, nil); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: no %q in\n%v", tt.name, tt.want, err)
		}
	}
}

// The registers as a person types them: rows find each other by what people call
// them, numbers stand under the programme and the day they are of.
func TestTypedRegisters(t *testing.T) {
	d, err := readBook(t, book(t,
		sheetOfRows{"Programet verore", [][]any{{"Programi", "Organizatori", "Titulli", "Lloji", "Bashkia", "Fillimi", "Mbarimi", "Ditet e javes", "Gjendja"},
			{"K1", "Bashkia Durres", "Kampi i Currilave", "kamp veror", "durres", "03.07.2023", "14.07.2023", "12345", "i zhvilluar"}}},
		sheetOfRows{"Numrat e programeve", [][]any{{"Programi", "Cfare", "Dita", "Zberthimi", "Vlera", "Sa sakte"},
			{"K1", "Fëmijë të pranishëm", "03.07.2023", "", 34, ""}, {"K1", "femije te regjistruar", "", "gjinia: femra", 16, "rreth"}, {"Kampi i Currilave", "Kosto", "", "", "", "nuk dihet"}}},
		sheetOfRows{"Projektet e punesimit", [][]any{{"Institucioni", "Titulli", "Fillimi", "Mbarimi", "Gjendja"}, {"Bashkia Durrës", "Plazhi", "01.06.2023", "30.09.2023", "në hartim"}}},
		sheetOfRows{"Planet e monitorimit", [][]any{{"Linja e planit të monitorimit", "Detyrimi", "Kush kontrollon", "Si", "Shpeshtesia", "Nga data"}, {"L1", "kontratë pune e shkruar", "Policia Durres", "vizite ne vend", "", "15.06.2023"}}},
		sheetOfRows{"Vizitat monitoruese", [][]any{{"Vizita", "Linja e planit", "Planifikuar me", "Kryer me", "Gjetja", "Rikontroll i vizites"}, {"V1", "L1", "15.06.2023", "16.06.2023", "shkelje", ""}, {"V2", "L1", "30.06.2023", "", "", "V1"}}},
	), durres(t))
	if err != nil {
		t.Fatal(err)
	}
	p := d.Programmes[0]
	if p.Institution != "bashkia" || p.Kind != "camp" || p.Municipality != "10" || p.State != "held" || len(p.Numbers) != 3 {
		t.Errorf("%+v", p)
	}
	if n := p.Numbers; n[0].What != "attended" || n[0].Day != "2023-07-03" || n[1].Part != "sex=f" || n[1].Qualifier != "about" || n[2].What != "cost" || n[2].Value != nil {
		t.Errorf("%+v", n)
	}
	j := d.Projects[0]
	if v := j.Visits; v[0].Check != j.Checks[0].ID || v[0].Finding != "serious" || v[1].RecheckOf != v[0].ID || j.Checks[0].Institution != "policia" {
		t.Errorf("%+v", j)
	}
}
