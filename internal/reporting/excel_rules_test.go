package reporting

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/text"
	"tryeza/internal/workbook"
)

// sampleDraft is a return of an institution that is asked most topics.
func sampleDraft() draft {
	target := figure.Whole(60)
	r := Return{ID: "r", RoundID: "n", InstitutionID: "town", Institution: "Bashkia Durrës", Sector: "municipality", Period: "2023-H1", State: Draft, DueOn: "2023-07-15", Values: Values{}}
	r.Items = []Item{
		{ID: "t1", Version: 2, ReturnID: "r", ActivityID: "a1", State: "done", What: "Takime\n me prindërit", Activity: Activity{ID: "a1", Number: "1.1", Title: "Takime", ObjectiveID: "ob1", DueOn: "2023-05-31",
			Indicators: []Indicator{{ID: "i1", Name: "Takime", Unit: "meetings", Target: &target}}}},
		{ID: "t2", Version: 1, ReturnID: "r", ActivityID: "a2", Activity: Activity{ID: "a2", Title: "Dalje", ObjectiveID: "ob1"}},
		{ID: "t3", Version: 1, ReturnID: "r", ActivityID: "a3", Activity: Activity{ID: "a3", Title: "E anuluar", State: "cancelled"}},
	}
	asked, _ := code.TopicsFor(r.Sector)
	for _, t := range asked {
		r.Narratives = append(r.Narratives, Narrative{ID: "x" + t.Code, Version: 1, ReturnID: "r", Topic: t.Code, Asked: true})
	}
	r.Values[Key{OfIndicator, "i1", ""}] = Value{Quantity: figure.Quantity{Number: 4_7000, Qualifier: figure.About}}
	r.Values[Key{OfTopic, "K15", ""}] = Value{Quantity: figure.Quantity{Qualifier: figure.Several}}
	r.Values[Key{OfTopic, "K15", "origin=53"}] = Value{Quantity: figure.Exactly(figure.Whole(2))}
	r.Values[Key{OfTopic, "K15", "sex=f"}] = Value{Quantity: figure.Quantity{Qualifier: figure.NotKnown}, Note: "sipas shënimit"}
	r.Problems = []Problem{{ID: "p1", Version: 3, ReturnID: "r", ObjectiveID: "gone", Body: "Mungon transporti", Resource: "transport", Since: "2023-02-10"}}
	r.Measures = []Measure{{ID: "m1", Version: 1, ReturnID: "r", Status: Taken, Body: "U kërkua"}}
	return draft{Return: r, lang: text.SQ, objectives: []objective{{"ob1", "A.1", "Më pak fëmijë"}, {"ob2", "", "Më shumë referime"}, {"ob3", "", "Më shumë referime"}},
		earlier: []Earlier{{Problem: Problem{ID: "e1", Body: "Mungon\ntransporti", Since: "2022-01-01"}}, {Problem: Problem{ID: "e2", Body: "Mungon transporti", Since: "2022-01-01"}}}}
}

var preparedAt = time.Date(2023, 7, 14, 8, 30, 0, 0, time.UTC)

func prepared(t testing.TB, d draft) []byte {
	t.Helper()
	b, err := preparedBook(d, "somebody", preparedAt)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// What a workbook does not change stays to the last mark: words that stand for
// no number, notes, an objective that is gone, the spaces of a text.
func TestUntouchedIsUntouched(t *testing.T) {
	d := sampleDraft()
	d.Items[1].What = "  shkronja \x0b e \u0001 çuditshme _x0041_ "
	d.Items[1].Reason = strings.Repeat("shumë ", 9_000)
	f, err := readBook(prepared(t, d), d)
	if err != nil {
		t.Fatal(err)
	}
	o := f.merge(d, "2023-07-14")
	if len(o.faults)+len(o.changes)+len(o.notes) != 0 {
		t.Errorf("%v %v %v", o.faults, o.changes, o.notes)
	}
	if a, b := fmt.Sprintf("%+v", d.Return), fmt.Sprintf("%+v", o.mine.Return); a != b {
		t.Errorf("before %s\nafter  %s", a, b)
	}
}

// A breakdown cell that stands for no number keeps its words while nobody
// writes a number there.
func TestWrittenOverWords(t *testing.T) {
	d := sampleDraft()
	k := Key{OfTopic, "K15", "sex=f"}
	f, err := readBook(prepared(t, d), d)
	if err != nil {
		t.Fatal(err)
	}
	f.said[spot{"topic", "street_children", "count-K15-sex-f"}] = "3"
	if o := f.merge(d, "2023-07-14"); o.mine.Values[k] != (Value{figure.Exactly(figure.Whole(3)), "sipas shënimit"}) || d.Values[k].Qualifier != figure.NotKnown {
		t.Errorf("%+v, before %+v", o.mine.Values[k], d.Values[k])
	}
}

// Lists never offer the same label twice, and what is chosen is what was meant.
func TestLabelsAreToldApart(t *testing.T) {
	d := sampleDraft()
	o := d.options()
	for _, k := range []choiceKind{o.objectives, o.activities, o.earlier, municipalityKind, stateKind, resourceKind, statusKind, qualifierKind, yesNo} {
		seen := map[string]bool{}
		for i, c := range written(t, k.labels()) {
			x := k.options[i]
			if said, wrong := k.read([]workbook.Cell{c}); wrong != nil || said != x.Value || seen[text.Fold(x.Label)] {
				t.Errorf("%q is %q, %v", x.Label, said, wrong)
			}
			seen[text.Fold(x.Label)] = true
		}
	}
}

// written are the cells of a workbook in which somebody wrote these words.
func written(t testing.TB, words []string) (cells []workbook.Cell) {
	t.Helper()
	table := workbook.Table{Name: "x", Columns: []workbook.Column{{Heading: "x", Width: 9}}}
	for _, s := range words {
		table.Rows = append(table.Rows, []workbook.Slot{{Value: s}})
	}
	b, err := workbook.Write([]workbook.Table{table}, preparedAt)
	if err != nil {
		t.Fatal(err)
	}
	book, err := workbook.Read(b, bookLimits)
	if err != nil {
		t.Fatal(err)
	}
	for i := range words {
		cells = append(cells, book.Sheets[0].At(workbook.FirstRow+i, 1))
	}
	return cells
}

// Every heading under which a change is shown has English.
func TestHeadingsHaveEnglish(t *testing.T) {
	d := sampleDraft()
	var said []string
	for _, s := range d.sheets() {
		for _, e := range s.entries() {
			if _, municipality := code.FindMunicipality(e.label); !municipality {
				said = append(said, e.label)
			}
		}
	}
	slices.Sort(said)
	if missing := text.Missing(slices.Compact(said)); len(missing) > 0 || len(said) < 50 {
		t.Errorf("no English for %q", missing)
	}
	if said := []string{workbook.ErrMacros.Error(), "Problematika", "Problematikë e re", "Masa", "Masë e re", "Asnjë problematikë", "Asnjë masë"}; len(text.Missing(said)) > 0 {
		t.Errorf("no English for %q", text.Missing(said))
	}
}

// accepted is the return as it would be kept.
func (o outcome) accepted() draft {
	d := o.mine.copy()
	d.Problems = slices.DeleteFunc(d.Problems, Problem.blank)
	d.Measures = slices.DeleteFunc(d.Measures, Measure.blank)
	return d
}

// Whatever is written into a workbook: it is either refused with a cell for each
// fault, or kept, and then uploading it again changes nothing.
func TestTwiceIsOnce(t *testing.T) {
	d := sampleDraft()
	b := prepared(t, d)
	book, err := workbook.Read(b, bookLimits)
	if err != nil {
		t.Fatal(err)
	}
	values := []any{nil, "", "0", 0, 3, 7.5, "rreth", "nuk dihet", "disa", "asnjë", "i realizuar", "i parealizuar", "u mor", "pritet të merret", "30.06.2023", "fonde", "A.1 Më pak fëmijë", "Tiranë", "Elbasan", "po", "jo", "Fjalë\nme rresht", "=1"}
	kept := 0
	rapid.Check(t, func(rt *rapid.T) {
		edited := editSome(rt, b, book, values)
		f, err := readBook(edited, d)
		if err != nil {
			rt.Fatal(err)
		}
		o := f.merge(d, "2023-07-14")
		for _, x := range o.faults {
			if x.Sheet == "" || x.Row == 0 || x.In(text.EN) == "" {
				rt.Fatalf("a fault without a place: %+v", x)
			}
		}
		if len(o.faults) > 0 {
			return
		}
		kept++
		again, err := readBook(edited, o.accepted())
		if err != nil {
			rt.Fatal(err)
		}
		if second := again.merge(o.accepted(), "2023-07-14"); len(second.changes)+len(second.faults) > 0 {
			rt.Fatalf("again: %+v %v", second.changes, second.faults)
		}
	})
	if kept == 0 {
		t.Error("nothing was ever kept: the values are not those of a workbook")
	}
}

// A row of the problems is a problem, or empty, or told to be neither: «po» alone
// in a new row is not passed over, nor is what is left in a row that was emptied.
func TestRowWithoutProblem(t *testing.T) {
	d := sampleDraft()
	b := prepared(t, d)
	for name, tt := range map[string]struct {
		cells  map[string]any
		faults string
		kept   int // problems, where nothing is wrong
	}{
		"new, solved":       {cells: map[string]any{"I4": "po"}, faults: "B4 C4 D4 G4"},
		"new, an objective": {cells: map[string]any{"D4": "A.1 Më pak fëmijë"}, faults: "B4 C4 G4"},
		"new, an activity":  {cells: map[string]any{"E4": "Dalje"}, faults: "B4 C4 G4"},
		"new, not solved":   {cells: map[string]any{"I4": "jo"}, kept: 1}, // as a blank one
		"emptied":           {cells: map[string]any{"B3": nil, "C3": nil, "G3": nil}},
		"emptied, solved":   {cells: map[string]any{"B3": nil, "C3": nil, "G3": nil, "I3": "po"}, faults: "B3 C3 G3"},
	} {
		edited := editCells(t, b, "Problematikat", tt.cells)
		f, err := readBook(edited, d)
		if err != nil {
			t.Fatal(err)
		}
		o := f.merge(d, "2023-07-14")
		if got := cellsOf(o.faults); got != tt.faults {
			t.Errorf("%s: faults at %q, want %q", name, got, tt.faults)
		}
		if len(o.faults) > 0 {
			if got := o.faults[0].In(text.EN); got != "Describe the problem, or empty the whole row." {
				t.Errorf("%s: %q", name, got)
			}
			continue
		}
		then := o.accepted()
		again, err := readBook(edited, then)
		if err != nil {
			t.Fatal(err)
		}
		if second := again.merge(then, "2023-07-14"); len(then.Problems) != tt.kept || len(second.changes)+len(second.faults) > 0 {
			t.Errorf("%s: %+v, again %+v %v", name, then.Problems, second.changes, second.faults)
		}
	}
}

func cellsOf(faults []workbook.Fault) string {
	var list []string
	for _, x := range faults {
		list = append(list, x.Cell())
	}
	return strings.Join(list, " ")
}

// editCells writes into cells of a sheet.
func editCells(t *testing.T, b []byte, sheet string, cells map[string]any) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for at, v := range cells {
		if err := f.SetCellValue(sheet, at, v); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// editSome writes into some cells that may be filled in.
func editSome(t *rapid.T, b []byte, book *workbook.Book, values []any) []byte {
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for range rapid.IntRange(0, 6).Draw(t, "cells") {
		s := book.Sheets[rapid.IntRange(1, 7).Draw(t, "sheet")]
		at := workbook.Address(rapid.IntRange(2, 12).Draw(t, "column"), rapid.IntRange(workbook.FirstRow, min(s.Rows(), 6)).Draw(t, "row"))
		if err := f.SetCellValue(s.Name, at, rapid.SampledFrom(values).Draw(t, "value")); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// Whatever stands in the sheets, reading them ends with faults or an outcome.
func FuzzReadBook(f *testing.F) {
	d := sampleDraft()
	b := prepared(f, d)
	f.Add(`<row r="2"/>`, `<row r="3"><c r="A3" t="inlineStr"><is><t>format</t></is></c></row>`)
	f.Add(partOf(f, b, "xl/worksheets/sheet2.xml"), partOf(f, b, "xl/worksheets/sheet9.xml"))
	f.Add(partOf(f, b, "xl/worksheets/sheet7.xml"), partOf(f, b, "xl/worksheets/sheet9.xml"))
	f.Add(strings.ReplaceAll(partOf(f, b, "xl/worksheets/sheet2.xml"), `t="s"`, `t="e"`), partOf(f, b, "xl/worksheets/sheet9.xml"))
	f.Fuzz(func(t *testing.T, rows, about string) {
		file := withParts(t, b, map[string]string{"xl/worksheets/sheet2.xml": rows, "xl/worksheets/sheet7.xml": rows, "xl/worksheets/sheet9.xml": about})
		filled, err := readBook(file, d)
		if err != nil {
			if _, ours := err.(workbook.Fault); !ours {
				t.Fatal(err)
			}
			return
		}
		o := filled.merge(d, "2023-07-14")
		for _, x := range append(o.faults, o.notes...) {
			if x.In(text.SQ) == "" || x.Sheet == "" {
				t.Fatalf("%+v", x)
			}
		}
	})
}

// partOf is what stands between the sheet data of a part of a workbook.
func partOf(t testing.TB, b []byte, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	r, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(content), "<sheetData>")
	data, _, _ := strings.Cut(rest, "</sheetData>")
	return data
}

// withParts puts other rows into sheets of a workbook.
func withParts(t testing.TB, b []byte, rows map[string]string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range z.File {
		if data, ok := rows[f.Name]; ok {
			to, err := w.Create(f.Name)
			if err != nil {
				t.Fatal(err)
			}
			io.WriteString(to, "<worksheet><sheetData>"+data+"</sheetData></worksheet>")
		} else if err := w.Copy(f); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
