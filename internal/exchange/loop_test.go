package exchange

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

// What a document of the first format did not hold is filled in with the one
// thing it can be.
func TestFirstFormatIsRead(t *testing.T) {
	d, err := jsonFile(sample).Read(Head{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	m := d.Meetings[0]
	if d.Format != Format || m.State != "closed" || !m.Recorded || m.ClosedOn != "" {
		t.Errorf("format %d, meeting %+v", d.Format, m)
	}
	// It is the same meeting that this Tryeza has since it was imported there.
	if a, faults := Compare(d, d); !a.Empty() || len(faults) > 0 {
		t.Errorf("adds %+v, %v", a, faults)
	}
}

// loop is a year with a meeting, a problem and a task; the problem and the task
// say no more than they must.
const loop = `{"format": 2, "year": 2023, "committee": {"id": "durres", "name": "Komiteti Rajonal Antitrafik Durrës", "qark": "AL-02"},
"institutions": [{"id": "policia", "kind": "state", "sector": "police", "names": [{"name": "Policia"}]}],
"meetings": [{"id": "m", "body": "table", "kind": "ordinary", "state": "closed", "held_on": "2023-05-04", "closed_on": "2023-05-04",
  "calls": [{"institution": "policia", "kind": "member", "reply": "coming"}],
  "lines": [{"id": "l", "kind": "agenda", "body": "Sezoni"}, {"id": "v", "kind": "decision", "item": "l", "body": "Patrullime", "number": "1/2023", "votes_for": 7}],
  "about": [{"item": "l", "kind": "task", "ref": "t-2022"}]}],
"issues": [{"body": "Mungon transporti", "since": "2022-11-02", "raised": [{"institution": "policia", "source": "meeting", "in": "m", "raised_on": "2023-05-04", "body": "Pa makinë"}]}],
"tasks": [{"kind": "decision", "body": "Dy patrullime", "owner": "policia", "source": "v", "meeting": "m", "given_on": "2023-05-04", "due_body": "table"}]}`

func TestLoopIsFilledIn(t *testing.T) {
	d, err := jsonFile(loop).Read(Head{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	i, k := d.Issues[0], d.Tasks[0]
	if i.Number != 1 || i.State != "open" || i.ID == "" || k.Number != 1 || k.State != "open" || k.Priority != "normal" || k.ID == "" {
		t.Errorf("%+v\n%+v", i, k)
	}
	if m := d.Meetings[0]; m.Recorded {
		t.Error("a meeting that says how far it is was taken for one recorded after the fact")
	}
	// Another one gets the next number; those that are known keep theirs.
	more := strings.Replace(loop, `"tasks": [`, `"tasks": [{"kind": "commitment", "body": "Fushatë", "owner": "policia", "given_on": "2023-06-01", "due_on": "2023-07-01"}, `, 1)
	again, err := jsonFile(more).Read(Head{}, d)
	if err != nil {
		t.Fatal(err)
	}
	if again.Tasks[0].Number != 2 || again.Tasks[1].Number != 1 || again.Tasks[1].ID != k.ID {
		t.Errorf("%+v", again.Tasks)
	}
	if a, faults := Compare(again, d); len(a.Tasks) != 1 || len(a.Issues)+len(a.Meetings) > 0 || len(faults) > 0 {
		t.Errorf("adds %+v, %v", a, faults)
	}
}

func TestLoopFaults(t *testing.T) {
	for _, tt := range []struct{ name, from, to, want string }{
		{"no due date", `, "due_body": "table"`, ``, `$.tasks[0].due_on: Detyra ka një afat`},
		{"no owner", `"owner": "policia", `, ``, `$.tasks[0].owner: Mungon «Institucioni përgjegjës»`},
		{"owner of nowhere", `"owner": "policia"`, `"owner": "bashkia"`, `$.tasks[0].owner: «bashkia» nuk është`},
		{"another year", `"given_on": "2023-05-04"`, `"given_on": "2022-05-04"`, `$.tasks[0].given_on: Detyra nuk është dhënë në vitin 2023`},
		{"closed, but when", `"given_on"`, `"state": "closed", "given_on"`, `$.tasks[0].closed_on: Shkruani kur u mbyll`},
		{"cancelled, but why", `"given_on"`, `"state": "cancelled", "given_on"`, `$.tasks[0].reason: Shkruani pse`},
		{"same number", `"tasks": [`, `"tasks": [{"number": 1, "kind": "commitment", "body": "x", "owner": "policia", "given_on": "2023-06-01", "due_on": "2023-07-01"}, {"number": 1, "kind": "commitment", "body": "y", "owner": "policia", "given_on": "2023-06-01", "due_on": "2023-07-01"}, `,
			`$.tasks[1].number: Numri 1 është dhënë edhe te $.tasks[0]`},
		{"solved, but when", `"since": "2022-11-02"`, `"since": "2022-11-02", "state": "solved"`, `$.issues[0].solved_on`},
		{"merged with itself", `{"body": "Mungon`, `{"id": "i", "merged": "i", "body": "Mungon`, `$.issues[0].merged: Problematika bashkohet me një tjetër`},
		{"merged with nothing", `{"body": "Mungon`, `{"merged": "i", "body": "Mungon`, `$.issues[0].merged: «i» nuk është`},
		{"under no item", `"item": "l", "body"`, `"item": "v", "body"`, `$.meetings[0].lines[1].item: «v» nuk është pikë`},
		{"item under an item", `"kind": "agenda"`, `"kind": "agenda", "item": "l"`, `$.meetings[0].lines[0].item: Pika e rendit të ditës nuk është nën`},
		{"about nothing here", `{"item": "l", "kind": "task"`, `{"item": "x", "kind": "task"`, `$.meetings[0].about[0].item: «x» nuk është pikë`},
		{"half a vote", `"votes_for": 7`, `"votes_for": 7.5`, `$.meetings[0].lines[1].votes_for: Votat janë numër i plotë`},
		{"recorded, yet to come", `"state": "closed"`, `"state": "planned", "recorded": true`, `$.meetings[0].state: Mbledhja e shënuar`},
		{"a line without words", `"body": "Sezoni"`, `"body": ""`, `$.meetings[0].lines[0].body: Mungon «Teksti»`},
		{"called from nowhere", `"calls": [{"institution": "policia"`, `"calls": [{"institution": "x"`, `$.meetings[0].calls[0].institution`},
		{"not an identifier", `"ref": "t-2022"`, `"ref": "t 2022"`, `$.meetings[0].about[0].ref: Id «t 2022»`},
	} {
		b := strings.Replace(loop, tt.from, tt.to, 1)
		if b == loop {
			t.Fatalf("%s: nothing to replace", tt.name)
		}
		if _, err := jsonFile(b).Read(Head{}, nil); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: no %q in\n%v", tt.name, tt.want, err)
		}
	}
}

// Who looks before importing sees problems and tasks by their numbers and words.
func TestLoopIsShownBefore(t *testing.T) {
	d, err := jsonFile(loop).Read(Head{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	a, _ := Compare(d, nil)
	shown := fmt.Sprint(a.groups(d))
	for _, want := range []string{"{Problematikat 1 [1/2023 Mungon transporti] 0}", "{Detyrat 1 [1/2023 Dy patrullime] 0}", "{Mbledhjet 1 [04.05.2023, Tryeza Teknike, mbledhje e zakonshme] 0}"} {
		if !strings.Contains(shown, want) {
			t.Errorf("no %s in %s", want, shown)
		}
	}
}

// A task or problem that differs, or that has the number of another, is refused.
func TestLoopIsNeverWrittenOver(t *testing.T) {
	known, err := jsonFile(loop).Read(Head{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ from, to, want string }{
		{`"due_body": "table"`, `"due_body": "table", "state": "answered", "what": "u bënë"`, `$.tasks[0].state: Në skedar «answered», te Tryeza «open»`},
		{`"tasks": [{`, `"tasks": [{"id": "tjeter", "number": 1, `, `$.tasks[0]: 1/2023 Dy patrullime ekziston tashmë te Tryeza me një id tjetër`},
		{`"issues": [{`, `"issues": [{"id": "tjeter", "number": 1, `, `$.issues[0]: 1/2023 Mungon transporti ekziston tashmë`},
		{`"reply": "coming"`, `"reply": "absent"`, `$.meetings[0].calls[0].reply`},
	} {
		d, err := jsonFile(strings.Replace(loop, tt.from, tt.to, 1)).Read(Head{}, known)
		if err != nil {
			t.Fatal(err)
		}
		if _, faults := Compare(d, known); len(faults) == 0 || !strings.Contains(faults.Error(), tt.want) {
			t.Errorf("no %q in %v", tt.want, faults)
		}
	}
}

var typedLoop = []sheetOfRows{
	{"Detyrat", [][]any{{"Detyra", "Lloji", "Teksti", "Institucioni pergjegjes", "Nga vjen", "Mbledhja", "Dhene me", "Afati", "Perparesia"},
		{"", "vendim i mbledhjes", "Dy patrullime në javë", "Policia Durres", "patrullime në plazh", "M2", "07.06.2023", "30.06.2023", "e larte"},
		{"D2", "mase per nje problematike", "Kërkohet mikrobus", "Bashkia Durrës", "Mungon transporti", "", "07.06.2023", "15.07.2023", ""}}},
	{"Hapat e detyrave", [][]any{{"Detyra", "Hapi", "Mbledhja", "në"}, {"D2", "kaloi ne mbledhje", "M1", "2023-06-07T10:00:00.000000Z"}}},
	{"Problematikat", [][]any{{"Problemi", "Qe prej", "Bashkuar me", "Cfare mungon"}, {"Mungon transporti", "02.03.2023", "", "transport"}, {"S'ka mikrobus", "07.06.2023", "Mungon transporti", ""}}},
	{"Ngritjet e problematikave", [][]any{{"Problematika", "Si u ngrit", "Ku", "Data", "Teksti", "Institucioni"}, {"Mungon transporti", "ne mbledhje", "M1", "02.03.2023", "Nuk kemi makinë", "NJVKSH"}}},
	{"Mbledhjet", [][]any{{"Mbledhja", "Data", "Organi", "Lloji", "Gjendja", "Procesverbali u miratua ne"},
		{"M1", "02.03.2023", "tryeza teknike", "mbledhje e zakonshme", "me procesverbal të miratuar", "M2"}, {"M2", "07.06.2023", "tryeza teknike", "mbledhje e zakonshme", "e mbyllur", ""}}},
	{"Procesverbalet", [][]any{{"Mbledhja", "Lloji", "Pika", "Teksti"},
		{"M1", "rendi i ditës", "", "Sezoni turistik"}, {"M2", "rendi i ditës", "", "Sezoni turistik"}, {"M2", "vendim", "Sezoni turistik", "Patrullime në plazh"}}},
	{"Lidhjet e rendit te dites", [][]any{{"Mbledhja", "Pika", "Lloji", "Lidhet me"}, {"M2", "sezoni turistik", "procesverbal per miratim", "M1"}}},
}

// Minutes, problems and tasks that a person typed find each other by their words,
// on later sheets and on the same one.
func TestTypedLoop(t *testing.T) {
	d, err := readBook(t, book(t, typedLoop...), durres(t))
	if err != nil {
		t.Fatal(err)
	}
	first, second := d.Meetings[0], d.Meetings[1]
	if l := second.Lines; l[1].Item != l[0].ID || l[0].Item != "" || first.ApprovedIn != second.ID || second.Recorded {
		t.Errorf("%+v", second)
	}
	if a := second.About; len(a) != 1 || a[0].Ref != first.ID || a[0].Item != second.Lines[0].ID {
		t.Errorf("about %+v", a)
	}
	if k := d.Tasks; k[0].Source != second.Lines[1].ID || k[0].Meeting != second.ID || k[0].Priority != "high" || k[1].Source != d.Issues[0].ID || k[1].Number != 2 ||
		len(k[1].Events) != 1 || k[1].Events[0].Meeting != first.ID {
		t.Errorf("tasks %+v", k)
	}
	if i := d.Issues; i[1].Merged != i[0].ID || i[0].Raised[0].In != first.ID || i[0].Raised[0].Institution != "kujdesi" {
		t.Errorf("problems %+v", i)
	}
	known := durres(t)
	known.Meetings, known.Issues, known.Tasks = d.Meetings, d.Issues, d.Tasks
	again, err := readBook(t, book(t, typedLoop...), known)
	if err != nil || !reflect.DeepEqual(again.Tasks, d.Tasks) || !reflect.DeepEqual(again.Issues, d.Issues) {
		t.Errorf("read again it differs: %v", err)
	}
	_, err = readBook(t, book(t, append(typedLoop[1:], sheetOfRows{"Detyrat", [][]any{{"Lloji", "Teksti", "Institucioni përgjegjës", "Mbledhja", "Dhënë më", "Afati"},
		{"angazhim", "Fushatë", "Bashkia Durrës", "M7", "07.06.2023", "15.07.2023"}}})...), durres(t))
	if err == nil || !strings.Contains(err.Error(), "Detyrat!D2: «M7» nuk gjendet") {
		t.Errorf("a meeting that is not there: %v", err)
	}
}
