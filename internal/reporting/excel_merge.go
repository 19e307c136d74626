package reporting

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/workbook"
)

// An outcome is what a workbook would make of a return.
type outcome struct {
	now, mine draft
	prepared  time.Time // the workbook
	changes   []bookChange
	faults    []workbook.Fault // to be mended first
	notes     []workbook.Fault // to be looked at
}

// A bookChange is one answer that would become another. It is Late when the
// answer was also changed in Tryeza after the workbook was prepared.
type bookChange struct {
	spot
	Title, Label string
	Now, Mine    string // in words
	Late         bool
}

// merge puts into a copy of the return every answer that was changed in the
// workbook since it was prepared, and holds the rows that change against the
// rules of the forms. today is the day no problem can begin after.
func (f *filledBook) merge(now draft, today string) outcome {
	o := outcome{now: now, mine: now.copy(), prepared: f.prepared, faults: f.faults}
	o.mine.book, o.now.book = f.book, f.book
	for _, x := range f.added {
		o.mine.grow(x)
	}
	entries := o.mine.entries()
	for _, e := range entries {
		if said, there := f.said[e.spot]; there && mark(said) != f.marks[e.spot] {
			e.set(said)
		}
	}
	o.mine.settle()
	before := map[spot]*entry{}
	for _, e := range o.now.entries() {
		before[e.spot] = e
	}
	for _, e := range entries {
		o.compare(f, e, before[e.spot])
	}
	f.checkGone(&o)
	o.checkNone(f)
	o.check(f, today)
	o.order()
	return o
}

// grow adds the blank problem or measure that a new row becomes.
func (d *draft) grow(x form) {
	switch {
	case x.Kind == "problem" && d.problem(x.ID) == nil:
		d.Problems = append(d.Problems, Problem{ID: x.ID, ReturnID: d.Return.ID})
	case x.Kind == "measure" && d.measure(x.ID) == nil:
		d.Measures = append(d.Measures, Measure{ID: x.ID, ReturnID: d.Return.ID})
	}
}

// settle lets follow what the forms let follow: the objective from the activity,
// the first day from the problem that goes on, and no «asnjë» where there is one.
func (d *draft) settle() {
	for i := range d.Problems {
		p := &d.Problems[i]
		if it, ok := d.Item(p.ActivityID); ok {
			p.ObjectiveID = it.Activity.ObjectiveID
		}
		if e := find(d.earlier, p.EarlierID); e.ID != "" {
			p.Since = e.Since
		}
		d.NoProblems = d.NoProblems && p.blank()
	}
	for _, m := range d.Measures {
		d.NoMeasures = d.NoMeasures && m.blank()
	}
}

// blank reports whether nothing is left of what makes it a problem: one whose
// whole row was emptied is removed.
func (p Problem) blank() bool { return p.Body+p.Resource+p.Since == "" && p.Amount == nil }

func (m Measure) blank() bool { return m.Body+m.Status+m.DueOn == "" }

// compare notes an answer that changes; was is nil for one of a new row.
func (o *outcome) compare(f *filledBook, e, was *entry) {
	before := ""
	if was != nil {
		before = was.get()
	}
	said := e.get()
	if said == before {
		return
	}
	c := bookChange{spot: e.spot, Title: e.title, Label: text.T(o.now.lang, e.label), Now: e.as.words(o.now.lang, before), Mine: e.as.words(o.now.lang, said)}
	c.Late = mark(before) != f.marks[e.spot] && (was == nil || f.versions[e.form()] != o.now.versionOf(e.form()))
	o.changes = append(o.changes, c)
}

// versionOf is version, and 0 for what is not there.
func (d *draft) versionOf(x form) int64 {
	if isSpare(d, x) {
		return 0
	}
	return d.version(x)
}

// checkGone tells of rows that were changed and whose problem or measure was
// removed from the return meanwhile.
func (f *filledBook) checkGone(o *outcome) {
	told := map[form]bool{}
	for p, said := range f.said {
		if said != "" && isSpare(&o.mine, p.form()) && mark(said) != f.marks[p] && !told[p.form()] {
			told[p.form()] = true
			o.fault(f, spot{p.Kind, p.ID, "body"}, "Ky rresht u hoq ndërkohë nga raportimi. Kopjojeni te një rresht bosh, ose zbrazeni.")
		}
	}
}

// checkNone refuses «asnjë» beside problems, or measures.
func (o *outcome) checkNone(f *filledBook) {
	for _, kind := range []string{"problem", "measure"} {
		none := spot{kind + "s", "", "none"}
		for p, said := range f.said {
			if p.Kind == kind && said != "" && f.said[none] == "1" {
				o.fault(f, none, "Hiqni «asnjë», ose zbrazni rreshtat e tjerë.")
			}
		}
	}
}

// fault adds a fault at the cell of an answer, when nothing is wrong there yet.
func (o *outcome) fault(f *filledBook, p spot, words string, args ...any) {
	x := f.where(p, words, args...)
	said := slices.ContainsFunc(o.faults, func(y workbook.Fault) bool { return x.Sheet == y.Sheet && x.Row == y.Row && x.Column == y.Column })
	if !said && len(o.faults) < maxFaults {
		o.faults = append(o.faults, x)
	}
}

// order lists faults and notes by sheet and cell.
func (o *outcome) order() {
	place := map[string]int{}
	for i, s := range o.now.sheets() {
		place[s.name] = i
	}
	by := func(a, b workbook.Fault) int {
		return cmp.Or(cmp.Compare(place[a.Sheet], place[b.Sheet]), cmp.Compare(a.Row, b.Row), cmp.Compare(a.Column, b.Column))
	}
	slices.SortStableFunc(o.faults, by)
	slices.SortStableFunc(o.notes, by)
}

func (f *filledBook) where(p spot, words string, args ...any) workbook.Fault {
	at := f.at[p]
	at.Words, at.Args = words, args
	return at
}

// changed lists the forms that change, in the order of the return.
func (o outcome) changed() []form {
	var list []form
	for _, c := range o.changes {
		if !slices.Contains(list, c.form()) {
			list = append(list, c.form())
		}
	}
	return list
}

// check holds what changes against the rules: those of the forms, and those a
// return is checked by before it is sent. What may stay as it is becomes a note.
func (o *outcome) check(f *filledBook, today string) {
	changed := o.changed()
	for _, x := range changed {
		o.checkForm(f, x, today)
	}
	for _, c := range Checks(o.mine.Return) {
		if c.Blank || !slices.Contains(changed, form{c.Kind, c.ID}) {
			continue
		}
		at := spot{c.Kind, c.ID, c.Field}
		if c.Blocking {
			o.fault(f, at, "%s", c.In(o.now.lang))
		} else {
			o.notes = append(o.notes, f.where(at, "%s", c.In(o.now.lang)))
		}
	}
}

// checkForm asks of a form what its page asks.
func (o *outcome) checkForm(f *filledBook, x form, today string) {
	need := func(missing bool, field, words string) {
		if missing {
			o.fault(f, spot{x.Kind, x.ID, field}, words)
		}
	}
	switch x.Kind {
	case "activity":
		it := o.mine.item(x.ID)
		need(it.State == "" && it.begun(o.mine.Values), "state", "Zgjidhni gjendjen e aktivitetit.")
	case "problem":
		p := o.mine.problem(x.ID)
		if p.blank() && !f.says(x) {
			return
		}
		need(p.blank(), "body", "Përshkruani problematikën, ose zbrazni të gjithë rreshtin.")
		need(p.Body == "", "body", "Përshkruani problematikën.")
		need(p.Resource == "", "resource", "Zgjidhni çfarë mungon.")
		need(p.ObjectiveID == "" && len(o.mine.objectives) > 0, "objective", "Zgjidhni objektivin që pengohet, ose aktivitetin.")
		need(p.Since == "", "since", "Shkruani që kur ekziston problematika.")
		need(p.Since > today, "since", "Dita nuk mund të jetë në të ardhmen.")
	case "measure":
		m := o.mine.measure(x.ID)
		if m.blank() {
			return
		}
		need(m.Body == "", "body", "Përshkruani masën.")
		need(m.Status == "", "status", "Zgjidhni nëse masa u mor apo pritet.")
		need(m.Status == Expected && m.DueOn == "", "due", "Shkruani deri kur pritet masa.")
	}
}

// says reports whether anything is left in the row of a form. «po» alone makes
// no problem, and is not passed over without a word either.
func (f *filledBook) says(x form) bool {
	for p, said := range f.said {
		if p.form() == x && said != "" {
			return true
		}
	}
	return false
}

// late counts the changes of answers that were changed in Tryeza too.
func (o outcome) late() int {
	n := 0
	for _, c := range o.changes {
		if c.Late {
			n++
		}
	}
	return n
}

// seen stands for the changes that were looked at: they are kept only while
// they are still the same.
func (o outcome) seen() string {
	var b strings.Builder
	for _, c := range o.changes {
		fmt.Fprintf(&b, "%s\x00%s\x00%s\x00%s\x00%s\x00", c.Kind, c.ID, c.Field, c.Now, c.Mine)
	}
	sum := sha256.Sum256([]byte(b.String()))
	return hex.EncodeToString(sum[:])
}

// save keeps all changes, each form as its own page would.
func (o outcome) save(tx *store.Tx) error {
	for _, kind := range []string{"problem", "measure", "activity", "topic"} {
		for _, x := range o.changed() {
			if x.Kind != kind {
				continue
			}
			if err := o.saveForm(tx, x); err != nil {
				return err
			}
		}
	}
	if o.now.NoProblems == o.mine.NoProblems && o.now.NoMeasures == o.mine.NoMeasures {
		return nil
	}
	return SayNone(tx, o.mine.Return.ID, o.mine.NoProblems, o.mine.NoMeasures)
}

func (o outcome) saveForm(tx *store.Tx, x form) (err error) {
	switch x.Kind {
	case "problem":
		err = o.saveProblem(tx, *o.mine.problem(x.ID))
	case "measure":
		err = o.saveMeasure(tx, *o.mine.measure(x.ID))
	case "activity":
		it := *o.mine.item(x.ID)
		_, err = SaveItem(tx, it, o.mine.Values.ofItem(it))
	case "topic":
		n := o.mine.Narrative(x.ID)
		t, _ := topicOf(x.ID)
		_, err = SaveTopic(tx, n, o.mine.Values.ofTopic(t))
	}
	return err
}

func (o outcome) saveProblem(tx *store.Tx, p Problem) error {
	if p.blank() {
		return RemoveProblem(tx, p.ReturnID, p.ID, p.Version)
	}
	_, err := saveProblem(tx, p, isSpare(&o.now, form{"problem", p.ID}))
	return err
}

func (o outcome) saveMeasure(tx *store.Tx, m Measure) error {
	if m.blank() {
		return RemoveMeasure(tx, m.ReturnID, m.ID, m.Version)
	}
	_, err := saveMeasure(tx, m, isSpare(&o.now, form{"measure", m.ID}))
	return err
}

// ofItem keeps the values of an activity: its indicators and participants.
func (v Values) ofItem(it Item) Values {
	some := Values{}
	for k, value := range v {
		mine := k.Subject == OfParticipants && k.ID == it.ActivityID ||
			k.Subject == OfIndicator && slices.ContainsFunc(it.Activity.Indicators, func(i Indicator) bool { return i.ID == k.ID })
		if mine {
			some[k] = value
		}
	}
	return some
}
