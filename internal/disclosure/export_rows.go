package disclosure

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strconv"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/code"
	"tryeza/internal/document"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// A File is the head of a file as a list shows it.
type File struct {
	ID, Code, Worker, Opened, Sex, Residence, Risk       string
	Assessed, Group, Plan, Review, Closed, Outcome, kept string
	State                                                child.State
}

func (f *File) fields() []any {
	return []any{&f.ID, &f.Code, &f.kept, &f.Worker, &f.Opened, &f.Sex, &f.Residence, &f.Risk, &f.Assessed, &f.Group, &f.Plan, &f.Review, &f.Closed, &f.Outcome}
}

var (
	heads = store.ReadUnit(`SELECT id, code, state, worker_id, opened_on, sex, residence, risk, assessed_on, gtn_on, plan_on, review_on, closed_on, outcome FROM child
		WHERE owner_id = $1 AND state <> 'erased' ORDER BY opened_on, id`)
	relatedTo = store.ReadUnit(`SELECT child_id, relation FROM child_person
		WHERE owner_id = $1 AND person_id = $2 AND valid_from <= $3 AND (valid_to = '' OR valid_to >= $3)`)
	movedOn = store.ReadUnit(`SELECT child_id FROM handover_offer WHERE owner_id = $1 AND state = 'accepted'`)
)

// fitting are the files that fit a query and that the person of the transaction
// may read for its columns; only these when there are any.
func fitting(tx *store.Tx, q Query, these []string) ([]File, error) {
	all, err := store.All(tx, heads, (*File).fields)
	if err != nil {
		return nil, err
	}
	facts, err := factsOf(tx)
	if err != nil {
		return nil, err
	}
	var list []File
	for _, f := range all {
		x := facts[f.ID]
		if x.State == "" {
			x.State = child.State(f.kept)
		}
		f.State = x.State
		if f.fits(q) && readable(tx.Grant().Roles(), x, q) && (these == nil || slices.Contains(these, f.ID)) {
			list = append(list, f)
		}
	}
	return list, nil
}

// factsOf are what a decision about each file depends on; a state only where
// another unit has taken the case over.
func factsOf(tx *store.Tx) (map[string]child.Facts, error) {
	type pair struct{ child, relation string }
	related, err := store.All(tx, relatedTo, func(p *pair) []any { return []any{&p.child, &p.relation} }, tx.Grant().Actor(), text.DayOf(tx.Now().Time))
	if err != nil {
		return nil, err
	}
	moved, err := store.All(tx, movedOn, one)
	facts := map[string]child.Facts{}
	for _, r := range related {
		x := facts[r.child]
		x.Team, x.Conflict = x.Team || r.relation == "team", x.Conflict || r.relation == "conflict"
		facts[r.child] = x
	}
	for _, id := range moved {
		x := facts[id]
		x.State = child.Moved
		facts[id] = x
	}
	return facts, err
}

// readable reports whether somebody with these roles may read what the columns
// show: who the child is only for work on the case, the rest also to supervise.
func readable(roles []access.Role, x child.Facts, q Query) bool {
	x.Own = true
	may := func(p child.Purpose, c child.Class) bool {
		x.Purpose = p
		return slices.ContainsFunc(roles, func(r access.Role) bool {
			x.Role = r
			return child.Decide(x).Read.Has(c)
		})
	}
	if q.identifies() {
		return may(child.Care, child.Identity)
	}
	return may(child.Care, child.Coordination) || may(child.Supervise, child.Coordination)
}

func (f File) fits(q Query) bool {
	return (q.State == "all" || (f.State == child.Opened) == (q.State == "open")) &&
		(q.Worker == "" || f.Worker == q.Worker) && (q.Residence == "" || f.Residence == q.Residence) && (q.Risk == "" || f.Risk == q.Risk)
}

// name adds what a file says of who the child is.
func (r Row) name(l text.Lang, f *child.File) Row {
	var names, guardians, numbers []string
	for _, n := range child.All[child.Name](f) {
		names = append(names, n.String())
	}
	for _, g := range child.All[child.Guardian](f) {
		guardians = append(guardians, strings.TrimSpace(g.Name+" ("+g.Relation+")"))
	}
	for _, n := range child.All[child.Number](f) {
		numbers = append(numbers, n.Value)
	}
	r.Name, r.Guardian, r.Number = strings.Join(names, ", "), strings.ReplaceAll(strings.Join(guardians, ", "), " ()", ""), strings.Join(numbers, ", ")
	if b, id := child.Last[child.Birth](f); id != "" {
		r.Birth = text.Day(b.On)
		if b.On == "" && b.Year > 0 {
			r.Birth = strconv.Itoa(b.Year)
		}
		if b.Estimated {
			r.Birth += " " + text.T(l, "(përafërsisht)")
		}
	}
	return r
}

// cell is what a list shows in a column.
func (r Row) cell(l text.Lang, column string, who func(string) string) document.Cell {
	day := func(d string) document.Cell { return document.Day(text.Day(d), d) }
	switch column {
	case "code":
		return document.T(r.Code)
	case "state":
		return document.T(child.StateNames.Label(l, string(r.State)))
	case "worker":
		return document.T(who(r.Worker))
	case "opened":
		return day(r.Opened)
	case "sex":
		return document.T(code.ChildSexes.Label(l, r.Sex))
	case "residence":
		return document.T(code.OriginName(l, r.Residence))
	case "risk":
		return document.T(child.RiskLevels.Label(l, r.Risk))
	case "assessed":
		return day(r.Assessed)
	case "group":
		return day(r.Group)
	case "plan":
		return day(r.Plan)
	case "review":
		return day(r.Review)
	case "closed":
		return day(r.Closed)
	case "outcome":
		return document.T(child.Outcomes.Label(l, r.Outcome))
	}
	return document.T(map[string]string{"name": r.Name, "birth": r.Birth, "guardian": r.Guardian, "number": r.Number}[column])
}

// table is a list of files with its columns in words.
func table(l text.Lang, q Query, rows []Row, who func(string) string) document.Table {
	t := document.Table{Caption: text.T(l, "Dosjet"), Sheet: text.T(l, "Dosjet")}
	for _, c := range q.Columns {
		t.Head = append(t.Head, Columns.Label(l, c))
	}
	for _, r := range rows {
		var row document.Row
		for _, c := range q.Columns {
			row.Cells = append(row.Cells, r.cell(l, c, who))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// writeCSV writes a table parted by semicolons and with the mark of UTF-8, as
// spreadsheets in Albania expect.
func writeCSV(t document.Table) ([]byte, error) {
	b := bytes.NewBufferString("\ufeff")
	w := csv.NewWriter(b)
	w.Comma = ';'
	lines := [][]string{t.Head}
	for _, r := range t.Rows {
		var line []string
		for _, c := range r.Cells {
			line = append(line, inert(c.Text))
		}
		lines = append(lines, line)
	}
	err := w.WriteAll(lines)
	return b.Bytes(), err
}

// inert is text that no spreadsheet takes for a formula: one that begins as
// formulas do gets an apostrophe before it.
func inert(s string) string {
	if strings.HasPrefix(s, "\t") || strings.HasPrefix(s, "\r") || strings.HasPrefix(s, "\n") {
		return "'" + s
	}
	if t := strings.TrimLeft(s, " \u00a0"); t != "" && strings.ContainsAny(t[:1], "=+-@") || strings.HasPrefix(s, "＝") || strings.HasPrefix(s, "＋") || strings.HasPrefix(s, "－") || strings.HasPrefix(s, "＠") {
		return "'" + s
	}
	return s
}

// writeXLSX writes a table as a workbook, in which text is never a formula.
func writeXLSX(l text.Lang, t document.Table, now store.Time) ([]byte, error) {
	var b bytes.Buffer
	err := document.WriteXLSX(&b, document.Document{Title: t.Caption, Lang: string(l), Created: now.Time, Blocks: []document.Block{t}})
	return b.Bytes(), err
}
