package reporting

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"maps"
	"slices"
	"strings"

	"tryeza/internal/figure"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/workbook"
)

// The Excel return: a workbook prepared for one institution, with its
// activities and everything it answered already. Whoever works outside the web
// fills it in and sends it back. What counts is what was changed in it since it
// was prepared; an answer that was left as it was says nothing.

// bookFormat is the version of the workbook; another one is not read.
const bookFormat = "1"

// A spot is where an answer stands: which form, of what, and which field. The
// three are named as in a Check.
type spot struct{ Kind, ID, Field string }

// An entry is one answer of a return that a workbook can change. get gives it
// as its kind writes it, "" when it is blank.
type entry struct {
	spot
	as           kind
	get          func() string
	set          func(said string)
	title, label string // of its row and column, for the reader
}

// A draft is a return as a workbook shows it, with what its lists offer. It is
// changed in memory only.
type draft struct {
	Return
	lang       text.Lang // of the reader; the workbook itself is in Albanian
	objectives []objective
	earlier    []Earlier
	book       string // the prepared workbook; its new rows get their ids from it
}

// loadDraft reads what a workbook of a return needs.
func loadDraft(tx *store.Tx, id string) (draft, error) {
	r, err := toSend(tx, id)
	if err != nil {
		return draft{}, err
	}
	d := draft{Return: r}
	if d.objectives, err = store.All(tx, objectivesOf, (*objective).fields, r.PlanID); err != nil {
		return d, err
	}
	d.earlier, err = Unsolved(tx, r)
	return d, err
}

// copy is a draft whose changes leave d as it is.
func (d draft) copy() draft {
	d.Items, d.Narratives = slices.Clone(d.Items), slices.Clone(d.Narratives)
	d.Problems, d.Measures = slices.Clone(d.Problems), slices.Clone(d.Measures)
	d.Values = maps.Clone(d.Values)
	return d
}

// newRows is how many rows for new problems, and for new measures, a workbook has.
const newRows = 30

// newRow begins the key of such a row: "+1".
const newRow = "+"

// idOf is the identifier behind the key of a row: that of a new row follows from
// the workbook, so that uploading it twice adds nothing twice.
func (d *draft) idOf(kind, key string) string {
	if !strings.HasPrefix(key, newRow) {
		return key
	}
	sum := sha256.Sum256([]byte(d.Return.ID + "\x00" + d.book + "\x00" + kind + key))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:10]))
}

// mark is what the workbook remembers of an answer, to tell later whether it was
// changed. Spaces do not count: programs treat them as they please.
func mark(said string) string {
	if said == "" {
		return ""
	}
	var lines []string
	for line := range strings.Lines(said) {
		lines = append(lines, strings.Join(strings.Fields(line), " "))
	}
	sum := sha256.Sum256([]byte(strings.Join(lines, "\n")))
	return hex.EncodeToString(sum[:6])
}

// entries are all answers a workbook can change.
func (d *draft) entries() []*entry {
	var list []*entry
	for _, s := range d.sheets() {
		list = append(list, s.entries()...)
	}
	return list
}

// item, narrative and the others below give the parts of the draft to change.
func (d *draft) item(activityID string) *Item {
	return &d.Items[slices.IndexFunc(d.Items, func(it Item) bool { return it.ActivityID == activityID })]
}

// narrative is added when there is none: a topic that is not asked has no row.
func (d *draft) narrative(topic string) *Narrative {
	i := slices.IndexFunc(d.Narratives, func(n Narrative) bool { return n.Topic == topic })
	if i < 0 {
		d.Narratives, i = append(d.Narratives, Narrative{ReturnID: d.Return.ID, Topic: topic}), len(d.Narratives)
	}
	return &d.Narratives[i]
}

func (d *draft) problem(id string) *Problem {
	i := slices.IndexFunc(d.Problems, func(p Problem) bool { return p.ID == id })
	if i < 0 {
		return nil
	}
	return &d.Problems[i]
}

func (d *draft) measure(id string) *Measure {
	i := slices.IndexFunc(d.Measures, func(m Measure) bool { return m.ID == id })
	if i < 0 {
		return nil
	}
	return &d.Measures[i]
}

func newEntry(p spot, as kind, get func() string, set func(string)) *entry {
	return &entry{spot: p, as: as, get: get, set: set}
}

// words is an entry that is kept in a string.
func words(p spot, s *string) *entry {
	return newEntry(p, textKind{}, func() string { return cellText(*s) }, func(said string) { *s = said })
}

func day(p spot, s *string) *entry {
	return newEntry(p, dayKind{}, func() string { return *s }, func(said string) { *s = said })
}

// choice is an entry that is one of a list. What the list does not offer is not
// shown, and stays.
func choice(p spot, k choiceKind, s *string) *entry {
	get := func() string {
		if k.label(*s) == "" {
			return ""
		}
		return *s
	}
	return newEntry(p, k, get, func(said string) { *s = said })
}

// flag is an entry that is yes or no.
func flag(p spot, is *bool) *entry {
	get := func() string {
		if *is {
			return "1"
		}
		return ""
	}
	return newEntry(p, yesNo, get, func(said string) { *is = said == "1" })
}

func amount(p spot, n **figure.Number) *entry {
	get := func() string {
		if *n == nil {
			return ""
		}
		return (*n).String()
	}
	return newEntry(p, numberKind{}, get, func(said string) { *n = numberOf(said) })
}

// total is the number of an ask with its qualifier.
func (d *draft) total(p spot, a ask) *entry {
	set := func(said string) {
		if said == "" {
			delete(d.Values, a.Key)
			return
		}
		d.Values[a.Key] = Value{quantityOf(said), d.Values[a.Key].Note}
	}
	return newEntry(p, quantityKind{a.Whole}, func() string { return saidOf(d.Values[a.Key].Quantity) }, set)
}

// cell is a number of a breakdown. It shows no qualifier: one that a document
// brought stays while the number does.
func (d *draft) cell(p spot, k Key) *entry {
	get := func() string {
		if v := d.Values[k]; v.Known() {
			return v.Number.String()
		}
		return ""
	}
	set := func(said string) {
		n := numberOf(said)
		switch v := d.Values[k]; {
		case n == nil:
			delete(d.Values, k)
		case !v.Known() || v.Number != *n:
			d.Values[k] = Value{figure.Exactly(*n), v.Note}
		}
	}
	return newEntry(p, numberKind{whole: true}, get, set)
}

// A bookSheet is one sheet of the workbook.
type bookSheet struct {
	name, note string
	columns    []workbook.Column // after the hidden one with the keys of the rows
	frozen     int
	rows       []bookRow
	unseen     []*entry                 // answers that stand in no cell of their own
	stub       func(key string) bookRow // makes a row for what the return does not have; nil where none is made
}

// A bookRow is a row under its key. One that is not shown is read all the same:
// a workbook may be older than what the row is about.
type bookRow struct {
	key, title string
	shown      bool
	cells      []bookCell
}

// A bookCell is a cell of a row: something to read, or a part of an entry.
type bookCell struct {
	fixed any
	entry *entry
	part  int
}

func (s bookSheet) entries() []*entry {
	var list []*entry
	for _, r := range s.rows {
		for i, c := range r.cells {
			if c.entry != nil && c.part == 0 && c.entry.set != nil {
				c.entry.title, c.entry.label = r.title, s.columns[i].Heading
				list = append(list, c.entry)
			}
		}
	}
	return append(list, s.unseen...)
}

// fixed are cells that say something.
func fixed(values ...any) []bookCell {
	var list []bookCell
	for _, v := range values {
		list = append(list, bookCell{fixed: v})
	}
	return list
}

// add puts entries into the cells that follow.
func (r *bookRow) add(entries ...*entry) {
	for _, e := range entries {
		if e == nil {
			r.cells = append(r.cells, bookCell{})
			continue
		}
		for part := range e.as.cells() {
			r.cells = append(r.cells, bookCell{entry: e, part: part})
		}
	}
}
