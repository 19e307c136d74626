package reporting

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"tryeza/internal/text"
	"tryeza/internal/workbook"
)

// The sheets beside those people fill in.
const (
	guideSheet = "Udhëzime"
	aboutSheet = "Tryeza" // hidden: what the workbook is and what it was prepared with
)

// guide tells people how to fill in the workbook; it is Albanian, as all of it.
//
//go:embed excel.txt
var guide string

// preparedBook writes the workbook of a return. by is who asks for it: two
// people with a workbook each add problems of their own.
func preparedBook(d draft, by string, at time.Time) ([]byte, error) {
	d.book = bookOf(d.Return.ID, by, at)
	tables := []workbook.Table{d.guideTable()}
	sheets := d.sheets()
	for _, s := range sheets {
		tables = append(tables, d.table(s))
	}
	return workbook.Write(append(tables, d.aboutTable(sheets, at)), at)
}

// bookOf tells one prepared workbook from another.
func bookOf(returnID, by string, at time.Time) string {
	sum := sha256.Sum256([]byte(returnID + "\x00" + by + "\x00" + at.UTC().Format(time.RFC3339Nano)))
	return hex.EncodeToString(sum[:8])
}

func (d *draft) guideTable() workbook.Table {
	t := workbook.Table{Name: guideSheet, Note: d.Institution + ", " + d.Period.Name(string(text.SQ)), Columns: []workbook.Column{{Heading: "Si plotësohet ky libër", Width: 110}}}
	for line := range strings.Lines(guide) {
		line = strings.ReplaceAll(strings.TrimSpace(line), "{afati}", text.Day(d.DueOn))
		if line != "" {
			t.Rows = append(t.Rows, []workbook.Slot{{Value: line}})
		}
	}
	return t
}

// table is a sheet as it is written: the hidden keys first, and only the rows
// that are asked about.
func (d *draft) table(s bookSheet) workbook.Table {
	t := workbook.Table{Name: s.name, Note: s.note, Frozen: s.frozen + 1, Columns: append([]workbook.Column{{Heading: "çelësi", Width: 10, Hidden: true}}, s.columns...)}
	for _, r := range s.rows {
		if r.shown {
			t.Rows = append(t.Rows, append([]workbook.Slot{{Value: r.key}}, r.slots()...))
		}
	}
	if s.stub != nil && s.unseen[0].get() != "" {
		t.Rows[0][1].Value = nothing // there are only spare rows then
	}
	return t
}

func (r bookRow) slots() []workbook.Slot {
	var list []workbook.Slot
	for _, c := range r.cells {
		switch {
		case c.entry == nil:
			list = append(list, workbook.Slot{Value: c.fixed})
		case c.part == 0:
			list = append(list, c.entry.as.write(c.entry.get())...)
		}
	}
	return list
}

// The hidden sheet has one line for what the workbook is, then one for each form
// of the return: its version, and a mark of every answer that was not blank.
var aboutColumns = []workbook.Column{{Heading: "kind", Width: 12}, {Heading: "id", Width: 20}, {Heading: "version", Width: 10}, {Heading: "marks", Width: 60}}

func (d *draft) aboutTable(sheets []bookSheet, at time.Time) workbook.Table {
	t := workbook.Table{Name: aboutSheet, Hidden: true, Columns: aboutColumns}
	add := func(cells ...any) {
		row := make([]workbook.Slot, len(aboutColumns))
		for i, c := range cells {
			row[i].Value = c
		}
		t.Rows = append(t.Rows, row)
	}
	for _, x := range [][2]string{
		{"format", bookFormat}, {"return", d.Return.ID}, {"round", d.RoundID}, {"institution", d.InstitutionID}, {"name", d.Institution},
		{"period", string(d.Period)}, {"prepared", at.UTC().Format(time.RFC3339)}, {"book", d.book},
	} {
		add(x[0], x[1])
	}
	marks := map[form][]string{}
	for _, s := range sheets {
		for _, e := range s.entries() {
			if m := mark(e.get()); m != "" {
				marks[e.form()] = append(marks[e.form()], e.Field+"="+m)
			}
		}
	}
	for _, f := range d.forms() {
		add(f.Kind, f.ID, fmt.Sprint(d.version(f)), strings.Join(marks[f], " "))
	}
	return t
}

// A form is what is saved at once and has a version: an activity, a topic, a
// problem, a measure, or the word that there are none.
type form struct{ Kind, ID string }

func (p spot) form() form { return form{p.Kind, p.ID} }

// forms lists those of a return in a fixed order.
func (d *draft) forms() []form {
	var list []form
	for _, s := range d.sheets() {
		for _, e := range s.entries() {
			if !slices.Contains(list, e.form()) && !isSpare(d, e.form()) {
				list = append(list, e.form())
			}
		}
	}
	return list
}

// isSpare reports whether a form is one of those for what is new.
func isSpare(d *draft, f form) bool {
	return f.Kind == "problem" && d.problem(f.ID) == nil || f.Kind == "measure" && d.measure(f.ID) == nil
}

// version is that of a form as it is kept.
func (d *draft) version(f form) int64 {
	switch f.Kind {
	case "activity":
		return d.item(f.ID).Version
	case "topic":
		return d.Narrative(f.ID).Version
	case "problem":
		return d.problem(f.ID).Version
	case "measure":
		return d.measure(f.ID).Version
	}
	return d.Version
}
