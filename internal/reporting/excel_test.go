package reporting_test

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"io"
	"mime/multipart"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"tryeza/internal/access"
	"tryeza/internal/figure"
	"tryeza/internal/reporting"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/text"
	"tryeza/internal/workbook"
)

// download is the prepared workbook of a return.
func download(t *testing.T, c *testkit.Client, at string) []byte {
	t.Helper()
	r := c.Get(at + "/excel").Want(200)
	if !strings.HasPrefix(r.Header.Get("Content-Disposition"), "attachment;") {
		t.Fatalf("not a file: %v", r.Header)
	}
	return []byte(r.Body)
}

// A cell to be filled in: the sheet, the key of the row, the heading of the column.
type cell struct{ sheet, row, column string }

// fillIn writes into cells of a workbook, as a person does.
func fillIn(t testing.TB, b []byte, cells map[cell]any) []byte {
	t.Helper()
	at := addresses(t, b)
	return editBook(t, b, func(f *excelize.File) {
		for c, v := range cells {
			if err := f.SetCellValue(c.sheet, at(c), v); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func editBook(t testing.TB, b []byte, edit func(f *excelize.File)) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	edit(f)
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

var wide = workbook.Limits{Bytes: 50 << 20, Sheets: 50, Rows: 5000, Columns: 100, Cells: 100_000}

// addresses tells where the cells of a prepared workbook stand.
func addresses(t testing.TB, b []byte) func(c cell) string {
	t.Helper()
	book, err := workbook.Read(b, wide)
	if err != nil {
		t.Fatal(err)
	}
	return func(c cell) string {
		t.Helper()
		s := book.Sheet(c.sheet)
		for _, head := range s.Row(workbook.HeadRow) {
			for n := workbook.FirstRow; n <= s.Rows(); n++ {
				if head.Text() == c.column && s.At(n, 1).Text() == c.row {
					return s.At(n, head.Column).Address()
				}
			}
		}
		t.Fatalf("no cell %+v", c)
		return ""
	}
}

// sendBook uploads a workbook, or confirms one.
func sendBook(t *testing.T, c *testkit.Client, at string, b []byte, more url.Values) *testkit.Response {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, values := range more {
		for _, v := range values {
			w.WriteField(name, v)
		}
	}
	if b != nil {
		part, err := w.CreateFormFile("file", "libri.xlsx")
		if err != nil {
			t.Fatal(err)
		}
		part.Write(b)
	}
	w.Close()
	return c.PostBody(at, w.FormDataContentType(), &body)
}

// keep confirms what a preview shows.
func keep(t *testing.T, c *testkit.Client, at string, preview *testkit.Response, more url.Values) *testkit.Response {
	t.Helper()
	form := url.Values{}
	for _, name := range []string{"content", "seen"} {
		form[name] = preview.Attr("input[name="+name+"]", "value")
	}
	for name, v := range more {
		form[name] = v
	}
	return sendBook(t, c, at+"/excel/confirm", nil, form)
}

// answered is a return with something of every kind in it.
func answered(t *testing.T, db *store.DB, c *testkit.Client, at string) {
	t.Helper()
	c.Post(at+"/activity/a1", url.Values{"version": {"1"}, "state": {"done"}, "done-day": {"20"}, "done-month": {"5"}, "done-year": {"2023"}, "place": {"Durrës"},
		"what": {"Gjashtë takime\n\n  me prindërit\ttë premten"}, "indicator-i1": {"6"}, "indicator-i1-sure": {"about"}, "participants": {"30"}, "participants-sex-f": {"20"}, "participants-sex-m": {"10"}}).Want(303)
	c.Post(at+"/topic/street_children", url.Values{"version": {"1"}, "body": {"=Në verë & vjeshtë <më shumë>"}, "count-K14": {"0"}, "count-K15-sure": {"not_known"},
		"count-K15-origin-elsewhere": {"4"}, "count-K15-from-0": {"15"}, "count-K15-from-0-n": {"3"}}).Want(303)
	c.Post(at+"/problem/new", url.Values{"version": {"0"}, "body": {"Mungon transporti"}, "resource": {"transport"}, "amount": {"20 mijë"}, "activity": {"a1"},
		"since-day": {"10"}, "since-month": {"2"}, "since-year": {"2023"}}).Want(303)
	c.Post(at+"/measure/new", url.Values{"version": {"0"}, "status": {"expected"}, "body": {"Do të kërkohet një mjet"}, "due-day": {"1"}, "due-month": {"9"}, "due-year": {"2023"}}).Want(303)
}

// filled is what a member writes into the workbook of the municipality.
var filled = map[cell]any{
	{"Aktivitetet", "a1", "Gjendja"}:                      "i realizuar pjesërisht",
	{"Aktivitetet", "a1", "Arsyeja"}:                      "Mungoi salla",
	{"Aktivitetet", "a1", "Pjesëmarrës gjithsej"}:         "32",
	{"Aktivitetet", "a1", "Gjinia: meshkuj"}:              12,
	{"Aktivitetet", "a2", "Gjendja"}:                      "NE PROCES",
	{"Aktivitetet", "a2", "Kur u realizua"}:               "30 qershor 2023",
	{"Aktivitetet", "a2", "Partnerët"}:                    "Policia",
	{"Treguesit", "i1", "Vlera"}:                          7,
	{"Treguesit", "i1", "Sa i saktë është"}:               nil,
	{"Çështjet", "K14", "Gjithsej"}:                       12,
	{"Çështjet", "K15", "Gjithsej"}:                       9,
	{"Çështjet", "K15", "Sa i saktë është"}:               "mbi",
	{"Çështjet", "street_pim", "Gjithsej"}:                "nuk dihet",
	{"Çështjet", "K15", "Vendbanimi: banorë të bashkisë"}: 6,
	{"Origjina", "K15/2", "Bashkia"}:                      "Tirane",
	{"Origjina", "K15/2", "Sa"}:                           "1",
	{"Përshkrimet", "situation", "Përgjigjja"}:            "E qetë.",
	{"Problematikat", "+1", "Problematika"}:               "Mungojnë përkthyesit",
	{"Problematikat", "+1", "Çfarë mungon"}:               "perkthyes",
	{"Problematikat", "+1", "Objektivi që pengohet"}:      "Më shumë referime",
	{"Problematikat", "+1", "Që prej"}:                    "01.03.2023",
	{"Masat", "+1", "Masa"}:                               "U bë kërkesa",
	{"Masat", "+1", "U mor apo pritet"}:                   "u mor",
}

// What is downloaded, filled in and uploaded is in the return; what was left as
// it was is as it was. Uploading it again changes nothing.
func TestExcelReturn(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		_, ids := open(t, db, "2023-H1")
		c, at := siteOf(t, db, planStates{}).As(testkit.Actor(access.FocalPoint, "town")), base+"/return/"+ids["town"]
		answered(t, db, c, at)
		c.Get(at).Want(200).Has("Shkarko për Excel")
		b := download(t, c, at)
		if again := download(t, c, at); !bytes.Equal(b, again) {
			t.Error("the same return is not the same workbook")
		}
		before := load(t, db, ids["town"])
		sendBook(t, c, at+"/excel", b, nil).Want(200).Has("Nuk ka asgjë për të ndryshuar")

		done := fillIn(t, b, filled)
		preview := sendBook(t, c, at+"/excel", done, nil).Want(200).Has("Përgjigje që ndryshojnë: 20", "1.1 Takime me prindërit Gjendja i realizuar i realizuar pjesërisht", "Gjithsej nuk dihet më shumë se 9", "Tiranë bosh 1").HasNot("pasi u përgatit")
		if after := load(t, db, ids["town"]); !same(before, after) {
			t.Error("the preview kept something")
		}
		keep(t, c, at, preview, nil).Want(303)
		checkFilled(t, load(t, db, ids["town"]))
		if r := load(t, db, ids["town"]); r.Channel != "web" {
			t.Errorf("the institution's own workbook came %q", r.Channel)
		}
		after := load(t, db, ids["town"])
		again := sendBook(t, c, at+"/excel", done, nil).Want(200).Has("Nuk ka asgjë për të ndryshuar")
		if len(again.Find("button[type=submit], main form[action$=confirm]")) > 0 {
			t.Error("there is a button to keep nothing")
		}
		keep(t, c, at, preview, nil).Want(200).Has("Nuk ka asgjë për të ndryshuar") // the button pressed twice
		sendBook(t, c, at+"/excel", download(t, c, at), nil).Want(200).Has("Nuk ka asgjë për të ndryshuar")
		if !same(after, load(t, db, ids["town"])) {
			t.Error("uploading twice changed something")
		}
	})
}

func same(a, b reporting.Return) bool {
	if len(a.Values) != len(b.Values) || a.Version != b.Version || len(a.Problems) != len(b.Problems) || len(a.Measures) != len(b.Measures) {
		return false
	}
	for i := range a.Items {
		if a.Items[i].Version != b.Items[i].Version {
			return false
		}
	}
	for i := range a.Narratives {
		if a.Narratives[i].Version != b.Narratives[i].Version {
			return false
		}
	}
	return true
}

func checkFilled(t *testing.T, r reporting.Return) {
	t.Helper()
	a1, _ := r.Item("a1")
	a2, _ := r.Item("a2")
	if a1.State != "partly_done" || a1.Reason != "Mungoi salla" || a1.Place != "Durrës" || a1.DoneOn != "2023-05-20" || a1.What != "Gjashtë takime\n\n  me prindërit\ttë premten" {
		t.Errorf("%+v", a1)
	}
	if a2.State != "in_progress" || a2.DoneOn != "2023-06-30" || a2.Partners != "Policia" || a2.What != "" {
		t.Errorf("%+v", a2)
	}
	whole := func(n int64) figure.Quantity { return figure.Exactly(figure.Whole(n)) }
	for k, want := range map[reporting.Key]figure.Quantity{
		{Subject: "participants", ID: "a1"}:                    whole(32),
		{Subject: "participants", ID: "a1", Part: "sex=f"}:     whole(20),
		{Subject: "participants", ID: "a1", Part: "sex=m"}:     whole(12),
		{Subject: "indicator", ID: "i1"}:                       whole(7),
		{Subject: "topic", ID: "K14"}:                          whole(12),
		{Subject: "topic", ID: "K15"}:                          {Number: figure.Whole(9), Qualifier: figure.MoreThan},
		{Subject: "topic", ID: "street_pim"}:                   {Qualifier: figure.NotKnown},
		{Subject: "topic", ID: "K15", Part: "origin=15"}:       whole(3),
		{Subject: "topic", ID: "K15", Part: "origin=53"}:       whole(1),
		{Subject: "topic", ID: "street_returned"}:              {},
		{Subject: "topic", ID: "K15", Part: "origin=resident"}: whole(6),
	} {
		if r.Values[k].Quantity != want {
			t.Errorf("%v = %+v, want %+v", k, r.Values[k], want)
		}
	}
	if n := r.Narrative("situation"); n.Body != "E qetë." || !n.Answered {
		t.Errorf("%+v", n)
	}
	if len(r.Problems) != 2 || r.Problems[1].Resource != "interpreter" || r.Problems[1].ObjectiveID != "ob2" || r.Problems[1].Since != "2023-03-01" || len(r.Measures) != 2 || r.Measures[1].Status != "taken" {
		t.Errorf("%+v %+v", r.Problems, r.Measures)
	}
}

// Everything that is wrong is told at once, by sheet and cell, with the way to
// mend it, and nothing of the workbook is kept.
func TestExcelFaults(t *testing.T) {
	db, _ := sqlite(t)
	ids, c, at := townOf(t, db)
	answered(t, db, c, at)
	b := download(t, c, at)
	faults := []struct {
		cell
		value any
		want  string
	}{
		{cell{"Aktivitetet", "a1", "Gjendja"}, "anuluar", "nuk është në listë"},
		{cell{"Aktivitetet", "a1", "Kur u realizua"}, "31.02.2023", "nuk ekziston"},
		{cell{"Aktivitetet", "a1", "Vendi"}, "Te Agimi, 069 12 34 567", "numër celulari"},
		{cell{"Aktivitetet", "a1", "Pjesëmarrës gjithsej"}, "2,5", "numër të plotë"},
		{cell{"Aktivitetet", "a1", "Gjinia: femra"}, -1, "nën zero"},
		{cell{"Aktivitetet", "a2", "Gjendja"}, nil, "Zgjidhni gjendjen e aktivitetit."},
		{cell{"Aktivitetet", "a2", "Kur u realizua"}, "1.1.2024", "Data është pas fundit të periudhës"},
		{cell{"Treguesit", "i1", "Vlera"}, "shumë", "nuk është numër"},
		{cell{"Çështjet", "K14", "Sa i saktë është"}, "ndoshta", "nuk është në listë"},
		{cell{"Çështjet", "K15", "Gjithsej"}, 5, "Hiqni numrin, ose zgjidhni sa i saktë është."},
		{cell{"Çështjet", "K14", "Gjinia: femra"}, 3, "Kjo qelizë nuk plotësohet."},
		{cell{"Çështjet", "street_pim", "Sa i saktë është"}, "rreth", ""},
		{cell{"Çështjet", "street_pim", "Gjithsej"}, nil, "Shkruani numrin, ose zgjidhni «nuk dihet»."},
		{cell{"Origjina", "K15/2", "Bashkia"}, "Atlantida", "nuk është në listë"},
		{cell{"Origjina", "K15/3", "Bashkia"}, "Elbasan", "është shkruar dy herë"},
		{cell{"Origjina", "K15/3", "Sa"}, 2, ""},
		{cell{"Origjina", "K15/4", "Sa"}, 2, ""},
		{cell{"Origjina", "K15/4", "Bashkia"}, nil, "Zgjidhni bashkinë nga e cila erdhën."},
		{cell{"Origjina", "K15/5", "Bashkia"}, "Fier", ""},
		{cell{"Origjina", "K15/5", "Sa"}, nil, "Shkruani sa erdhën nga kjo bashki."},
		{cell{"Përshkrimet", "situation", "Përgjigjja"}, "NID J12345678K", "numër personal"},
		{cell{"Problematikat", "+1", "Problematika"}, "E re", ""},
		{cell{"Problematikat", "+1", "Çfarë mungon"}, nil, "Zgjidhni çfarë mungon."},
		{cell{"Problematikat", "+1", "Objektivi që pengohet"}, nil, "Zgjidhni objektivin"},
		{cell{"Problematikat", "+1", "Që prej"}, nil, "Shkruani që kur ekziston"},
		{cell{"Problematikat", "+2", "Problematika"}, nil, "Përshkruani problematikën."},
		{cell{"Problematikat", "+2", "Çfarë mungon"}, nil, "Zgjidhni çfarë mungon."},
		{cell{"Problematikat", "+2", "Objektivi që pengohet"}, nil, "Zgjidhni objektivin"},
		{cell{"Problematikat", "+2", "Që prej"}, "1.1.2030", "në të ardhmen"},
		{cell{"Problematikat", "+2", "Shuma në lekë"}, "10 mijë lekë të vjetra", "lekë të vjetra"},
		{cell{"Problematikat", "+3", "E zgjidhur"}, "po", ""},
		{cell{"Problematikat", "+3", "Problematika"}, nil, "Përshkruani problematikën, ose zbrazni të gjithë rreshtin."},
		{cell{"Problematikat", "+3", "Çfarë mungon"}, nil, "Zgjidhni çfarë mungon."},
		{cell{"Problematikat", "+3", "Objektivi që pengohet"}, nil, "Zgjidhni objektivin"},
		{cell{"Problematikat", "+3", "Që prej"}, nil, "Shkruani që kur ekziston"},
		{cell{"Masat", "+1", "Masa"}, "asnjë", "Hiqni «asnjë», ose zbrazni rreshtat e tjerë."},
		{cell{"Masat", "+2", "Masa"}, "Kërkesë", ""},
		{cell{"Masat", "+2", "U mor apo pritet"}, nil, "Zgjidhni nëse masa u mor apo pritet."},
		{cell{"Masat", "+3", "U mor apo pritet"}, "pritet të merret", ""},
		{cell{"Masat", "+3", "Masa"}, nil, "Përshkruani masën."},
		{cell{"Masat", "+3", "Deri kur pritet"}, nil, "Shkruani deri kur pritet masa."},
	}
	cells := map[cell]any{}
	for _, x := range faults {
		if x.value != nil {
			cells[x.cell] = x.value
		}
	}
	before := load(t, db, ids["town"])
	r := sendBook(t, c, at+"/excel", fillIn(t, b, cells), nil).Want(422).Has("Asgjë nuk u ruajt.").HasNot("Ruaj ndryshimet")
	rows, addressOf, want := r.Find("main tbody tr"), addresses(t, b), 0
	for _, x := range faults {
		if x.want == "" {
			continue // only there for another to be wrong
		}
		want++
		where := x.sheet + " " + addressOf(x.cell) + " "
		if i := slices.IndexFunc(rows, func(row string) bool { return strings.HasPrefix(row, where) }); i < 0 || !strings.Contains(rows[i], x.want) {
			t.Errorf("%s%q is not told", where, x.want)
		}
	}
	if len(rows) != want {
		t.Errorf("%d faults, want %d:\n%s", len(rows), want, strings.Join(rows, "\n"))
	}
	if !same(before, load(t, db, ids["town"])) {
		t.Error("something was kept")
	}
	form := url.Values{"content": {base64.StdEncoding.EncodeToString(fillIn(t, b, cells))}, "seen": {""}}
	sendBook(t, c, at+"/excel/confirm", nil, form).Want(422).Has("Asgjë nuk u ruajt.")
	if !same(before, load(t, db, ids["town"])) {
		t.Error("the button kept something")
	}
	c.Header.Set("Cookie", "lang="+string(text.EN))
	sendBook(t, c, at+"/excel", fillIn(t, b, cells), nil).Want(422).Has("is not in the list", "Choose the state of the activity.", "This cell is not to be filled in.").HasNot("Zgjidhni", "Shkruani", "Kjo qelizë")
}

// A sum that cannot be is refused before it is kept; what may be so is noted.
func TestExcelChecks(t *testing.T) {
	db, _ := sqlite(t)
	_, c, at := townOf(t, db)
	b := download(t, c, at)
	people := map[cell]any{
		{"Aktivitetet", "a1", "Gjendja"}: "i realizuar", {"Aktivitetet", "a1", "Pjesëmarrës gjithsej"}: 5, {"Aktivitetet", "a1", "Gjinia: femra"}: 4, {"Aktivitetet", "a1", "Gjinia: meshkuj"}: 3, {"Aktivitetet", "a1", "Gjinia: pa të dhënë"}: 0,
		{"Aktivitetet", "a2", "Gjendja"}: "i parealizuar", {"Çështjet", "K14", "Gjithsej"}: 2, {"Çështjet", "K15", "Gjithsej"}: 3,
	}
	sendBook(t, c, at+"/excel", fillIn(t, b, people), nil).Want(422).Has("Aktivitetet K3 Ndarja bën 7, por gjithsej keni shkruar 5", "Aktivitetet J4 Shkruani arsyen", "nuk mund të jetë më e madhe")
	people[cell{"Aktivitetet", "a1", "Pjesëmarrës gjithsej"}] = 9
	people[cell{"Aktivitetet", "a2", "Arsyeja"}] = "Pa fonde"
	people[cell{"Çështjet", "K15", "Gjithsej"}] = 1
	sendBook(t, c, at+"/excel", fillIn(t, b, people), nil).Want(200).Has("Për t'u kontrolluar", "Aktivitetet F3: Shkruani datën kur u realizua", "Aktivitetet K3: Ndarja bën vetëm 7 nga 9")
}

// What is emptied in the workbook is taken out of the return, and only that.
func TestExcelErases(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		_, ids := open(t, db, "2023-H1")
		c, at := siteOf(t, db, planStates{}).As(testkit.Actor(access.FocalPoint, "town")), base+"/return/"+ids["town"]
		answered(t, db, c, at)
		b, r := download(t, c, at), load(t, db, ids["town"])
		problem, measure := r.Problems[0].ID, r.Measures[0].ID
		empty := map[cell]any{
			{"Aktivitetet", "a1", "Vendi"}: nil, {"Aktivitetet", "a1", "Gjinia: femra"}: nil, {"Treguesit", "i1", "Vlera"}: nil, {"Treguesit", "i1", "Sa i saktë është"}: nil,
			{"Origjina", "K15/1", "Bashkia"}: nil, {"Origjina", "K15/1", "Sa"}: nil, {"Përshkrimet", "street_children", "Përgjigjja"}: nil,
			{"Masat", measure, "Masa"}: nil, {"Masat", measure, "U mor apo pritet"}: nil, {"Masat", measure, "Deri kur pritet"}: nil, {"Masat", "+1", "Masa"}: "Asnje",
		}
		for _, column := range []string{"Problematika", "Çfarë mungon", "Objektivi që pengohet", "Aktiviteti që pengohet", "Shuma në lekë", "Që prej"} {
			empty[cell{"Problematikat", problem, column}] = nil
		}
		b = fillIn(t, b, empty)
		preview := sendBook(t, c, at+"/excel", b, nil).Want(200).Has("Vendi Durrës bosh", "Elbasan 3 bosh", "Problematika: Mungon transporti Problematika Mungon transporti bosh", "Asnjë masë E thotë institucioni bosh po")
		keep(t, c, at, preview, nil).Want(303)
		r = load(t, db, ids["town"])
		a1, _ := r.Item("a1")
		if a1.Place != "" || a1.State != "done" || len(r.Problems)+len(r.Measures) != 0 || r.NoProblems || !r.NoMeasures || r.Narrative("street_children").Body != "" {
			t.Errorf("%+v %+v %+v", a1, r.Problems, r.Measures)
		}
		for _, k := range []reporting.Key{{Subject: "participants", ID: "a1", Part: "sex=f"}, {Subject: "indicator", ID: "i1"}, {Subject: "topic", ID: "K15", Part: "origin=15"}} {
			if _, there := r.Values[k]; there {
				t.Errorf("%v is still there", k)
			}
		}
		if len(r.Values) != 5 { // participants and men among them, K14, K15, from elsewhere
			t.Errorf("left are %v", r.Values)
		}
		sendBook(t, c, at+"/excel", b, nil).Want(200).Has("Nuk ka asgjë për të ndryshuar")
		again := download(t, c, at)
		sendBook(t, c, at+"/excel", again, nil).Want(200).Has("Nuk ka asgjë për të ndryshuar")
		preview = sendBook(t, c, at+"/excel", fillIn(t, again, map[cell]any{{"Masat", "+1", "Masa"}: nil}), nil).Want(200).Has("Asnjë masë E thotë institucioni po bosh")
		keep(t, c, at, preview, nil).Want(303)
		if load(t, db, ids["town"]).NoMeasures {
			t.Error("the word that there were none stays though it was taken out")
		}
	})
}

// Where both changed the same answer, both are shown and somebody decides; where
// only Tryeza did, the workbook says nothing.
func TestExcelOlderThanTheReturn(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		_, ids := open(t, db, "2023-H1")
		c, at := siteOf(t, db, planStates{}).As(testkit.Actor(access.FocalPoint, "town")), base+"/return/"+ids["town"]
		answered(t, db, c, at)
		b, r := download(t, c, at), load(t, db, ids["town"])
		c.Post(at+"/activity/a1", url.Values{"version": {"2"}, "state": {"done"}, "done-day": {"21"}, "done-month": {"5"}, "done-year": {"2023"}, "place": {"Krujë"}, "indicator-i1": {"6"}, "indicator-i1-sure": {"about"}}).Want(303)
		sendBook(t, c, at+"/excel", b, nil).Want(200).Has("Nuk ka asgjë për të ndryshuar")
		mine := fillIn(t, b, map[cell]any{{"Aktivitetet", "a1", "Vendi"}: "Shijak", {"Aktivitetet", "a1", "Partnerët"}: "Policia"})
		preview := sendBook(t, c, at+"/excel", mine, nil).Want(200).Has("pasi u përgatit libri (14.07.2023, ora 10.30): 1", "Vendi ndryshoi edhe te Tryeza Krujë Shijak", "Partnerët bosh Policia", "Ruaj ato të librit")

		// Before the button is pressed the return changes once more.
		c.Post(at+"/activity/a1", url.Values{"version": {"3"}, "state": {"done"}, "done-day": {"21"}, "done-month": {"5"}, "done-year": {"2023"}, "place": {"Fushë-Krujë"}, "indicator-i1": {"6"}, "indicator-i1-sure": {"about"}}).Want(303)
		preview = keep(t, c, at, preview, nil).Want(200).Has("Raportimi ndryshoi ndërkohë", "Fushë-Krujë Shijak")
		keep(t, c, at, preview, nil).Want(303)
		if a1, _ := load(t, db, ids["town"]).Item("a1"); a1.Place != "Shijak" || a1.Partners != "Policia" || a1.DoneOn != "2023-05-21" {
			t.Errorf("%+v", a1)
		}

		// A row that is gone: unchanged it is nothing, changed it is lost without a word no more.
		p := r.Problems[0]
		c.Post(at+"/problem/"+p.ID+"/remove", url.Values{"version": {"1"}}).Want(303)
		sendBook(t, c, at+"/excel", mine, nil).Want(200).Has("Nuk ka asgjë për të ndryshuar")
		sendBook(t, c, at+"/excel", fillIn(t, mine, map[cell]any{{"Problematikat", p.ID, "Problematika"}: "Ende mungon"}), nil).Want(422).Has("Ky rresht u hoq ndërkohë nga raportimi.")
	})
}

// Two people with a workbook each add what is new without taking the other's place.
func TestExcelTwoWorkbooks(t *testing.T) {
	db, _ := sqlite(t)
	ids, c, at := townOf(t, db)
	second := siteOf(t, db, planStates{}).As(testkit.Actor(access.Head, "town"))
	for i, who := range []*testkit.Client{c, second} {
		b := fillIn(t, download(t, who, at), map[cell]any{{"Masat", "+1", "Masa"}: "Masa " + string(rune('A'+i)), {"Masat", "+1", "U mor apo pritet"}: "u mor"})
		preview := sendBook(t, who, at+"/excel", b, nil).Want(200).HasNot("ndryshoi edhe")
		keep(t, who, at, preview, nil).Want(303)
	}
	if m := load(t, db, ids["town"]).Measures; len(m) != 2 || m[0].Body != "Masa A" || m[1].Body != "Masa B" {
		t.Errorf("%+v", m)
	}
}

// A problem may go on with one of an earlier period, and keeps its first day.
func TestExcelContinuesAProblem(t *testing.T) {
	db, _ := sqlite(t)
	_, before := open(t, db, "2023-Q1")
	_, ids := open(t, db, "2023-H1")
	c, at := siteOf(t, db, planStates{}).As(testkit.Actor(access.FocalPoint, "town")), base+"/return/"+ids["town"]
	c.Post(base+"/return/"+before["town"]+"/problem/new", url.Values{"version": {"0"}, "body": {"Mungon transporti"}, "resource": {"transport"}, "activity": {"a1"},
		"since-day": {"10"}, "since-month": {"2"}, "since-year": {"2023"}}).Want(303)
	b := fillIn(t, download(t, c, at), map[cell]any{
		{"Problematikat", "+1", "Problematika"}: "Mungon ende transporti", {"Problematikat", "+1", "Çfarë mungon"}: "transport", {"Problematikat", "+1", "Aktiviteti që pengohet"}: "1.1 Takime me prindërit",
		{"Problematikat", "+1", "Vazhdon një problematikë të mëparshme"}: "Mungon transporti (10.02.2023)", {"Problematikat", "+1", "Që prej"}: "1.6.2023",
	})
	preview := sendBook(t, c, at+"/excel", b, nil).Want(200).Has("Që prej bosh 10.02.2023", "Objektivi që pengohet bosh Më pak fëmijë në rrugë")
	keep(t, c, at, preview, nil).Want(303)
	if p := load(t, db, ids["town"]).Problems[0]; p.Since != "2023-02-10" || p.EarlierID == "" || p.ObjectiveID != "ob1" {
		t.Errorf("%+v", p)
	}
	sendBook(t, c, at+"/excel", b, nil).Want(200).Has("Nuk ka asgjë për të ndryshuar")
}

// The secretary may upload for an institution; the return is marked with how it came.
func TestExcelByTheSecretary(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		_, ids := open(t, db, "2023-H1")
		s := siteOf(t, db, planStates{})
		secretary, at := s.As(testkit.Actor(access.Secretary)), base+"/return/"+ids["town"]
		b := fillIn(t, download(t, secretary, at), map[cell]any{{"Përshkrimet", "situation", "Përgjigjja"}: "E qetë."})
		preview := sendBook(t, secretary, at+"/excel", b, nil).Want(200)
		keep(t, secretary, at, preview, nil).Want(422).Has("Shkruani cila zyrë e dërgoi librin dhe kur.", "E qetë.")
		keep(t, secretary, at, preview, url.Values{"note": {"Zyra e Burimeve, më 12 korrik"}}).Want(303)
		r := load(t, db, ids["town"])
		if r.Channel != "excel" || r.SourceNote != "Zyra e Burimeve, më 12 korrik" || r.EnteredBy != string(access.Secretary) || r.Narrative("situation").Body != "E qetë." {
			t.Errorf("%+v", r)
		}
		secretary.Get(at).Want(200).Has("Raportim i ardhur me Excel dhe i regjistruar nga sekretari. Burimi: Zyra e Burimeve")
		keep(t, secretary, at, sendBook(t, secretary, at+"/excel", b, nil).Want(200), nil).Want(422)
		sendBook(t, s.As(testkit.Actor(access.FocalPoint, "police")), at+"/excel", b, nil).Want(404)
		sendBook(t, s.As(testkit.Actor(access.FocalPoint, "police")), at+"/excel/confirm", nil, url.Values{"content": {base64.StdEncoding.EncodeToString(b)}}).Want(404)
		s.As(testkit.Actor(access.FocalPoint, "police")).Get(at + "/excel").Want(404)
		s.As(testkit.Actor(access.Chair)).Get(at + "/excel").Want(303)
	})
}

// Only the workbook of this very return is read, whole and as it was prepared.
func TestExcelOfAnother(t *testing.T) {
	db, _ := sqlite(t)
	ids, c, at := townOf(t, db)
	_, quarter := open(t, db, "2023-Q1")
	answered(t, db, c, at)
	b := download(t, c, at)
	other := download(t, c, base+"/return/"+quarter["town"])
	blank := editBook(t, b, func(f *excelize.File) { f.DeleteSheet("Tryeza") })
	for name, tt := range map[string]struct {
		file []byte
		want string
	}{
		"another return":       {other, "Ky libër është i një raportimi tjetër: Bashkia Durrës, 3-mujori i parë 2023."},
		"any workbook":         {blank, "Ky nuk është libri që përgatit Tryeza"},
		"another version":      {editBook(t, b, func(f *excelize.File) { f.SetCellValue("Tryeza", "B3", "99") }), "i një versioni tjetër"},
		"not Excel":            {[]byte("Nr;Aktiviteti"), "Skedari nuk hapet si libër Excel (.xlsx)."},
		"macros":               {office(t, "ms-excel.sheet.macroEnabled.main", "xl/workbook.xml"), "Libri ka makro"},
		"a sheet is gone":      {editBook(t, b, func(f *excelize.File) { f.DeleteSheet("Treguesit") }), "Treguesit – Mungon kjo fletë."},
		"a column is gone":     {editBook(t, b, func(f *excelize.File) { f.RemoveCol("Çështjet", "D") }), "Çështjet D2 Këtu duhet të jetë kolona «Kërkohet»."},
		"a row is gone":        {editBook(t, b, func(f *excelize.File) { f.RemoveRow("Aktivitetet", 3) }), "Aktivitetet – Mungon rreshti «1.1 Takime me prindërit»."},
		"a row is there twice": {editBook(t, b, func(f *excelize.File) { f.DuplicateRow("Masat", 3) }), "Masat A4 Ky rresht është dy herë në fletë."},
		"a row of one's own":   {editBook(t, b, func(f *excelize.File) { f.SetCellValue("Masat", "B90", "e imja") }), "Masat B90 Ky rresht nuk është i librit."},
	} {
		r := sendBook(t, c, at+"/excel", tt.file, nil)
		if r.Code != 422 || !strings.Contains(r.Text(), tt.want) {
			t.Errorf("%s: %d, no %q in\n%s", name, r.Code, tt.want, strings.Join(r.Find("main"), ""))
		}
	}
	sendBook(t, c, at+"/excel", nil, nil).Want(422).Has("Zgjidhni librin Excel që shkarkuat")
	sendBook(t, c, at+"/excel", make([]byte, 3<<20), nil).Want(422).Has("më i madh se 2 MB")
	c.Post(at+"/none", url.Values{"of": {"measures"}}).Want(303)
	change(t, db, access.SendReturn, func(tx *store.Tx) error {
		_, err := reporting.Send(tx, reporting.Act{ReturnID: ids["town"], Version: reporting.Latest})
		return err
	})
	c.Get(at + "/excel").Want(303)
	sendBook(t, c, at+"/excel", b, nil).Want(422).Has("është dërguar dhe nuk ndryshohet më")
	sendBook(t, c, at+"/excel/confirm", nil, url.Values{"content": {base64.StdEncoding.EncodeToString(b)}}).Want(422).Has("është dërguar")
}

// Files made to fill the memory are refused before they do.
func TestExcelHostile(t *testing.T) {
	db, _ := sqlite(t)
	_, c, at := townOf(t, db)
	b := download(t, c, at)
	for name, part := range map[string]string{
		"a bomb":   strings.Repeat("<row/>", 8<<20),
		"sparse":   strings.Repeat(`<row r="1048570"><c r="XFD1"><v>1</v></c></row>`, 1000),
		"wide":     strings.Repeat(`<c t="inlineStr"><is><t>x</t></is></c>`, 20_000),
		"half":     `<row><c><v>`,
		"entities": `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><row><c t="inlineStr"><is><t>&b;</t></is></c></row>`,
	} {
		file := replacePart(t, b, "xl/worksheets/sheet2.xml", `<worksheet><sheetData>`+part+`</sheetData></worksheet>`)
		start := time.Now()
		r := sendBook(t, c, at+"/excel", file, nil)
		if r.Code != 422 || time.Since(start) > 10*time.Second {
			t.Errorf("%s of %d bytes: %d after %v", name, len(file), r.Code, time.Since(start))
		}
	}
}

// replacePart writes another part into a workbook.
func replacePart(t testing.TB, b []byte, name, content string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range z.File {
		to, err := w.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == name {
			io.WriteString(to, content)
			continue
		}
		from, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		io.Copy(to, from)
		from.Close()
	}
	w.Close()
	return out.Bytes()
}
