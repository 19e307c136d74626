package exchange

import (
	"archive/zip"
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// A sheetOfRows is what a person typed; the first row is the head.
type sheetOfRows struct {
	name string
	rows [][]any
}

func book(t testing.TB, sheets ...sheetOfRows) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for _, s := range sheets {
		if _, err := f.NewSheet(s.name); err != nil {
			t.Fatal(err)
		}
		for i, row := range s.rows {
			if err := f.SetSheetRow(s.name, fmt.Sprintf("A%d", i+1), &row); err != nil {
				t.Fatal(err)
			}
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// durres is what the committee holds already.
func durres(t testing.TB) *Document {
	t.Helper()
	const doc = `{"format": 1, "year": 2023, "committee": {"id": "durres", "name": "Komiteti Rajonal Antitrafik Durrës", "qark": "AL-02"},
"institutions": [
 {"id": "bashkia", "kind": "state", "sector": "municipality", "municipality": "10", "names": [{"name": "Bashkia Durrës"}]},
 {"id": "kujdesi", "kind": "state", "sector": "health", "names": [{"name": "Njësia Vendore e Kujdesit Shëndetësor", "short": "NJVKSH"}]},
 {"id": "policia", "kind": "state", "sector": "police", "names": [{"name": "Drejtoria Vendore e Policisë"}, {"name": "Policia Durrës", "alias": true}]}],
"orders": [{"id": "o", "number": "12", "from": "2022-01-01", "seats": [{"institution": "policia", "body": "table", "kind": "member"}, {"institution": "bashkia", "body": "table", "kind": "chair"}]}]}`
	d, err := jsonFile(doc).Read(Head{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func readBook(t testing.TB, b []byte, known *Document) (*Document, error) {
	t.Helper()
	from, err := Open(b)
	if err != nil {
		t.Fatal(err)
	}
	return from.Read(Head{"durres", 2023}, known)
}

var typed = []sheetOfRows{
	{"MBLEDHJET", [][]any{
		{"Mbledhjet e vitit 2023"},
		{"Vendi", "Data", "mbledhja", "Lloji", "organi", "Ora"},
		{"Salla e Prefekturës", "02.03.2023", "M1", "mbledhje e zakonshme", "tryeza teknike", "13.30"},
		{},
		{"", 45_084, "M2", "mbledhje e jashtezakonshme", "Komiteti Rajonal", 0.5},
	}},
	{"Pjesemarresit", [][]any{
		{"Mbledhja", "Institucioni", "I ftuari (institucioni)"},
		{"M1", "njesia vendore e kujdesit shendetsor", ""},
		{"M1", "policia durres", ""},
		{"M1", "", "Policia Bashkiake Shijak"},
		{"m2", "NJVKSH", nil},
	}},
	{"Shifratt", [][]any{
		{"Mbledhja", "Vlera", "Çfare", "Sa sakte", "Njesia", "Per ke ose per kur"},
		{"M1", "20.000", "fletëpalosje", "", "materiale", ""},
		{"M1", "12 682", "banorë", "rreth", "persona", ""},
		{"M1", "4,7", "mesatarja", "", "", ""},
		{"M1", "4.7 milionë", "lekë të shpenzuara", "", "leke", ""},
		{"M1", 4.7, "mesatarja tjetër", "", "", ""},
		{"M1", 0, "raste trafikimi", "saktesisht", "raste", ""},
		{"M1", "", "viktima", "disa", "persona", "janar–mars"},
		{"M1", "", "fëmijë", "nuk dihet", "femije", ""},
	}},
	{"Procesverbalet", [][]any{
		{"Teksti", "Lloji", "Mbledhja", "Institucioni", "Afati"},
		{"Të bëhet lista", "detyrë", "M2", "Bashkia Durres", "30 qershor 2023"},
		{"Sezoni turistik", "rendi i dites", "M2", "", ""},
	}},
}

// A workbook that a person wrote is understood: headings in any order, without
// diacritics or with a typing error, numbers and days as they are written here.
func TestTypedWorkbookIsUnderstood(t *testing.T) {
	d, err := readBook(t, book(t, typed...), durres(t))
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Meetings) != 2 {
		t.Fatalf("%d meetings", len(d.Meetings))
	}
	m, other := d.Meetings[0], d.Meetings[1]
	if m.HeldOn != "2023-03-02" || m.Time != "13:30" || m.Body != "table" || m.Kind != "ordinary" || m.Place != "Salla e Prefekturës" {
		t.Errorf("first meeting: %+v", m)
	}
	if other.HeldOn != "2023-06-07" || other.Time != "12:00" || other.Body != "committee" || other.Kind != "extraordinary" {
		t.Errorf("second meeting: %+v", other)
	}
	var who []string
	for _, p := range m.Participants {
		who = append(who, p.Institution+p.Name+" "+p.Kind)
	}
	if want := []string{"kujdesi guest", "policia member", "Policia Bashkiake Shijak guest"}; !reflect.DeepEqual(who, want) {
		t.Errorf("participants %q, want %q", who, want)
	}
	if l := other.Lines; len(l) != 2 || l[0].Kind != "task" || l[0].Institution != "bashkia" || l[0].DueOn != "2023-06-30" || l[1].Kind != "agenda" {
		t.Errorf("lines: %+v", l)
	}
	var said []string
	for _, f := range m.Figures {
		number := "–"
		if f.Value != nil {
			number = f.Value.String()
		}
		said = append(said, f.Qualifier+" "+number+" "+f.Unit)
	}
	want := []string{"exact 20000 materials", "about 12682 persons", "exact 4.7 ", "exact 4700000 lek", "exact 4.7 ", "exact 0 cases", "several – persons", "not_known – children"}
	if !reflect.DeepEqual(said, want) {
		t.Errorf("figures\n%q, want\n%q", said, want)
	}
}

// Uploading it twice changes nothing.
func TestTypedWorkbookTwice(t *testing.T) {
	known := durres(t)
	first, err := readBook(t, book(t, typed...), known)
	if err != nil {
		t.Fatal(err)
	}
	a, faults := Compare(first, known)
	if len(a.Meetings) != 2 || len(faults) > 0 {
		t.Fatalf("adds %+v, %v", a, faults)
	}
	known.Meetings = first.Meetings
	again, err := readBook(t, book(t, typed...), known)
	if err != nil {
		t.Fatal(err)
	}
	if a, faults := Compare(again, known); !a.Empty() || len(faults) > 0 {
		t.Errorf("again it adds %+v, %v", a, faults)
	}
}

// A plan and a return typed from nothing: rows find each other by what people
// call them.
func TestTypedPlanAndReturn(t *testing.T) {
	d, err := readBook(t, book(t,
		sheetOfRows{"Institucionet", [][]any{{"Institucioni", "Lloji", "Fusha"}, {"Inspektorati Shtetëror i Punës", "institucion shtetëror", "inspektoriati i punes"}}},
		sheetOfRows{"Plani", [][]any{{"Titulli", "Gjendja", "Miratuar më"}, {"Plani 2023", "i miratuar", "09.02.2023"}}},
		sheetOfRows{"Objektivat", [][]any{{"Shtylla", "Titulli", "Kodi kombetar"}, {"parandalimi", "Sensibilizimi", "C.1"}}},
		sheetOfRows{"Aktivitetet", [][]any{{"Objektivi", "Nr.", "Titulli", "Institucioni pergjegjes", "Partneret", "Bashkite", "Afati", "Buxheti (leke)", "Gjendja"},
			{"Sensibilizimi", "3.1.1", "Inspektime të përbashkëta", "Inspektorati Shteteror i Punes", "Bashkia Durres; Policia Durres", "Durres, Kruje; shijak", "30.06.2023", "120.000", "e planifikuar"}}},
		sheetOfRows{"Treguesit", [][]any{{"Aktiviteti", "Emri", "Njesia", "Synimi"}, {"3.1.1", "inspektime", "vizita", 24}}},
		sheetOfRows{"Periudhat e raportimit", [][]any{{"Periudha", "Hapur me", "Afati"}, {"2023-H1", "01.06.2023", "15.07.2023"}}},
		sheetOfRows{"Raportimet", [][]any{{"Raportimi i periudhes", "Institucioni", "Gjendja", "Afati", "Si erdhi"}, {"2023-H1", "Inspektorati Shtetëror i Punës", "pranuar", "15.07.2023", "ne leter"}}},
		sheetOfRows{"Aktivitetet e raportuara", [][]any{{"Aktiviteti", "Gjendja", "Data"}, {"Inspektime të përbashkëta", "e realizuar", "12.05.2023"}}},
		sheetOfRows{"Vlerat", [][]any{{"Lloji", "Per cfare", "Vlera", "Zberthimi"}, {"tregues i planit", "inspektime", 20, ""}, {"pjesemarres ne aktivitet", "3.1.1", 7, "gjinia: femra"}, {"numerim i temes", "Vizita monitoruese të kryera", 3, ""}}},
	), durres(t))
	if err != nil {
		t.Fatal(err)
	}
	a := d.Plan.Objectives[0].Activities[0]
	if a.Lead != d.Institutions[0].ID || !reflect.DeepEqual(a.Partners, []string{"bashkia", "policia"}) || !reflect.DeepEqual(a.Municipalities, []string{"10", "11", "12"}) ||
		a.Budget.String() != "120000" || a.DueOn != "2023-06-30" || a.Indicators[0].Target.String() != "24" {
		t.Errorf("activity: %+v", a)
	}
	r := d.Rounds[0].Returns[0]
	if r.Channel != "paper" || r.Items[0].Activity != a.ID || r.Items[0].State != "done" {
		t.Errorf("return: %+v", r)
	}
	for i, want := range []Value{{Subject: "indicator", Of: a.Indicators[0].ID}, {Subject: "participants", Of: a.ID, Part: "sex=f"}, {Subject: "topic", Of: "K26_done"}} {
		v := r.Values[i]
		if v.Subject != want.Subject || v.Of != want.Of || v.Part != want.Part || v.Qualifier != "exact" {
			t.Errorf("value %d: %+v, want %+v", i, v, want)
		}
	}
}

// What is not understood is refused with its sheet, its cell and the reason, all
// of it at once.
func TestTypedWorkbookFaults(t *testing.T) {
	_, err := readBook(t, book(t,
		sheetOfRows{"Shënimet e mia", [][]any{{"x"}}},
		sheetOfRows{"Mbledhjet", [][]any{
			{"Mbledhja", "Data", "Lloji", "Organi", "Ngjyra"},
			{"M1", "30.02.2023", "mbledhje e zakonshme", "Tryeza Teknike", ""},
			{"M2", 2023, "piknik", "Tryeza Teknike", ""},
			{"M3", "05.06.2022", "trajnim", "", ""},
		}},
		sheetOfRows{"Pjesëmarrësit", [][]any{{"Mbledhja", "Institucioni"}, {"M9", "Bashkia Durrës"}, {"M1", "Bashkia Tiranë"}, {"M1", "e"}}},
		sheetOfRows{"Shifrat", [][]any{{"Mbledhja", "Çfarë", "Vlera"}, {"M1", "a", "1,234"}, {"M1", "b", ""}, {"M1", "c", "shumë"}, {"M1", "thirrni 069 12 34 567", 1}}},
		sheetOfRows{"Procesverbalet", [][]any{{"Mbledhja", "Lloji"}, {"M1", "vendim"}}},
	), durres(t))
	if err == nil {
		t.Fatal("no fault")
	}
	if n := strings.Count(err.Error(), "\n") + 1; n != 15 {
		t.Errorf("%d faults, want one for each place:\n%v", n, err)
	}
	for _, want := range []string{
		"Shënimet e mia: Fleta «Shënimet e mia» nuk njihet",
		"Mbledhjet!E1: Kolona «Ngjyra» nuk njihet",
		"Mbledhjet!B2: Data «30.02.2023» nuk ekziston",
		"Mbledhjet!B3: «2023» nuk është datë",
		"Mbledhjet!C3: «piknik» nuk është në listë",
		"Mbledhjet!B4: Mbledhja nuk është e vitit 2023",
		"Mbledhjet!D4: Mungon «Organi»",
		"Pjesëmarrësit!A2: «M9» nuk gjendet te fleta «Mbledhjet»",
		"Pjesëmarrësit!B3: «Bashkia Tiranë» nuk gjendet te komiteti",
		"Pjesëmarrësit!B4: «e» nuk gjendet te komiteti",
		"Shifrat!C2: «1,234» lexohet në dy mënyra",
		"Shifrat!C3: Mungon numri",
		"Shifrat!C4: «shumë» nuk është numër",
		"Shifrat!B5: Në tekst ka 1 numër celulari",
		"Procesverbalet!2: Mungon «Teksti»",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("no %q in\n%v", want, err)
		}
	}
}

// Faults of a comparison name the cell too.
func TestDifferencesNameTheCell(t *testing.T) {
	known := durres(t)
	b := book(t, sheetOfRows{"Institucionet", [][]any{{"Institucioni", "Fusha", "Lloji", "Bashkia"}, {"Bashkia Durrës", "Policia", "institucion shtetëror", "Durrës"}}})
	from, err := Open(b)
	if err != nil {
		t.Fatal(err)
	}
	d, err := from.Read(Head{"durres", 2023}, known)
	if err != nil {
		t.Fatal(err)
	}
	_, faults := Compare(d, known)
	if got := locate(from, faults).Error(); !strings.HasPrefix(got, "Institucionet!B2: Në skedar «police», te Tryeza «municipality»") {
		t.Error(got)
	}
}

// A packed file that would fill the memory is refused before it is unpacked.
func TestWorkbookCaps(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("xl/sharedStrings.xml")
	if err != nil {
		t.Fatal(err)
	}
	spaces := bytes.Repeat([]byte(" "), 1<<20)
	for range maxUnpacked>>20 + 1 {
		if _, err := w.Write(spaces); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(b.Bytes()); err == nil || !strings.Contains(err.Error(), "shumë i madh") {
		t.Errorf("a bomb of %d bytes: %v", b.Len(), err)
	}
	if _, err := Open([]byte("PK\x03\x04nonsense")); err == nil {
		t.Error("nonsense is opened")
	}
	rows := [][]any{{"Mbledhja"}}
	for range maxRows + 1 {
		rows = append(rows, []any{"x"})
	}
	if _, err := Open(book(t, sheetOfRows{"Mbledhjet", rows})); err == nil || !strings.Contains(err.Error(), "Fleta ka më shumë se 50000 rreshta") {
		t.Errorf("too many rows: %.200v", err)
	}
}

// Any bytes are refused or read, never a panic; what is read is written and read
// again the same.
func FuzzOpen(f *testing.F) {
	f.Add([]byte("PK"), "Mbledhjet", "Data", "02.03.2023")
	f.Add([]byte("{}"), "Shifrat", "Vlera", "20.000")
	f.Add([]byte(""), "Emrat", "Emri", "_x0041_")
	f.Fuzz(func(t *testing.T, b []byte, sheet, heading, cell string) {
		if from, err := Open(b); err == nil {
			from.Head()
			_, _ = from.Read(Head{"durres", 2023}, nil)
		}
		if strings.ContainsAny(sheet, `:\/?*[]'`) || sheet == "" || len(sheet) > 20 || len(cell) > 1000 {
			return
		}
		from, err := Open(book(t, sheetOfRows{sheet, [][]any{{heading, "Mbledhja", "Institucioni"}, {cell, cell, cell}}}))
		if err != nil {
			t.Fatal(err)
		}
		_, _ = from.Read(Head{"durres", 2023}, durres(t))
	})
}
