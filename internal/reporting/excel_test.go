package reporting_test

import (
	"bytes"
	"encoding/base64"
	"mime/multipart"
	"net/url"
	"os"
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
	return editBook(t, b, func(f *excelize.File) {
		for c, v := range cells {
			if err := f.SetCellValue(c.sheet, address(t, b, c), v); err != nil {
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

// address is where a cell stands in a prepared workbook.
func address(t testing.TB, b []byte, c cell) string {
	t.Helper()
	book, err := workbook.Read(b, wide)
	if err != nil {
		t.Fatal(err)
	}
	s := book.Sheet(c.sheet)
	if s == nil {
		t.Fatalf("no sheet %q", c.sheet)
	}
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

// sendBook uploads a workbook, or confirms one.
func sendBook(t *testing.T, c *testkit.Client, at string, b []byte, more url.Values) *testkit.Response {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, values := range more {
		w.WriteField(name, values[0])
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

var _ = base64.StdEncoding
var _ = os.Args
var _ = time.Now
var _ = text.SQ
