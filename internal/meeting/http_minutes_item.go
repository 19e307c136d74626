package meeting

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

type minutesPage struct {
	recordPage
	Item       Line
	N, Of      int // place on the agenda, and how long it is
	Concerns   []Concern
	Out        []string // institutions that are out of the item
	Outcomes   []web.Option
	Groups     []group
	Voters     int // present, with a vote, and not out of the item
	Today      string
	Prev, Next string // ids of the items before and after
}

var minutesView = web.NewView[minutesPage](files, "minutes.tmpl", "minutes_rows.tmpl", "held_parts.tmpl", "told.tmpl")

// writingItem reads a meeting and one item of it for somebody who writes the
// minutes. Who is out of the item does not write it either.
func (h handler) writingItem(r *http.Request, g access.Grant) (rec record, item Line, err error) {
	if rec, err = h.writing(r, g); err != nil {
		return rec, item, err
	}
	item, ok := rec.Item(r.PathValue("item"))
	switch {
	case !ok:
		return rec, item, store.ErrNotFound
	case outOf(g, rec.Meeting, item.ID):
		return rec, item, web.Refuse("Institucioni juaj ka deklaruar konflikt interesi për këtë pikë.")
	}
	return rec, item, nil
}

func (h handler) minutesForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	if !g.Can(access.RecordMeetings) {
		return web.Redirect(w, r, path(g, "/%s#pika-%s", r.PathValue("id"), r.PathValue("item")), "")
	}
	rec, item, err := h.writingItem(r, g)
	if err != nil {
		return err
	}
	f := web.NewForm(r).Set("version", strconv.FormatInt(fingerprint(item, rec.Minuted(item.ID)), 10))
	fillMinutes(f, item, rec.Meeting)
	return h.showMinutes(w, r, g, http.StatusOK, rec, item, f)
}

func (h handler) showMinutes(w http.ResponseWriter, r *http.Request, g access.Grant, status int, rec record, item Line, f *web.Form) error {
	items := rec.LinesOf(Agenda)
	at := slices.IndexFunc(items, func(l Line) bool { return l.ID == item.ID })
	p := minutesPage{recordPage: recordPage{h.under(r, g, rec.Meeting, "Pika %d: %s", at+1, brief(item.Body)), rec}, Item: item, N: at + 1, Of: len(items), Concerns: rec.about(item.ID, ""),
		Voters: len(voters(rec.Meeting, rec.Rolls, item.ID)), Today: h.today(), Outcomes: web.Options(web.Lang(r), code.Outcomes)}
	p.Form = f
	for _, id := range rec.Recused(item.ID) {
		p.Out = append(p.Out, rec.Names.Name(id))
	}
	if at > 0 {
		p.Prev = items[at-1].ID
	}
	if at+1 < len(items) {
		p.Next = items[at+1].ID
	}
	p.groups(f)
	return minutesView.Render(w, r, status, p)
}

// itemGroups are what is written under an item, with the words of the form.
var itemGroups = []struct{ kind, title, label, add, owner, nobody string }{
	{Statement, "Diskutime", "Diskutimi", "Shto një diskutim", "Kush foli", "I përgjithshëm"},
	{Problem, "Problematika të ngritura", "Problematika", "Shto një problematikë", "Kush e ngriti", "Nuk shënohet"},
	{Decision, "Vendime", "Vendimi", "Shto një vendim", "Kë prek", "Të gjithë"},
	{Recommendation, "Rekomandime", "Rekomandimi", "Shto një rekomandim", "Kujt i drejtohet", "Të gjithëve"},
	{Task, "Detyrat", "Detyra", "Shto një detyrë", "Përgjegjësi", "Zgjidhni"},
}

// everyone stands in the form for all members of the body.
const everyone = "*"

func (p *minutesPage) groups(f *web.Form) {
	institutions := p.R.Names.Pick(p.offered)
	for _, k := range itemGroups {
		x := newGroup(f, p.Lang, k.kind, k.title, k.label, k.add, k.kind+"_owner", k.kind+"_due")
		x.OwnerLabel, x.Nobody, x.Owners = text.T(p.Lang, k.owner), text.T(p.Lang, k.nobody), institutions
		if k.kind == Task {
			x.Owners = append([]web.Option{{Value: everyone, Label: text.T(p.Lang, "Të gjithë anëtarët")}}, institutions...)
			x.Priorities = web.Options(p.Lang, code.Priorities)
			x.Priorities[0].Value = "" // a blank row is wholly blank
		}
		p.Groups = append(p.Groups, x.each())
	}
}

// offered reports whether a line under the item can name an institution: one that
// is out of it cannot, but stays where a line names it until somebody mends that.
func (p *minutesPage) offered(id string) bool {
	return !slices.Contains(p.R.Recused(p.Item.ID), id) || slices.ContainsFunc(p.R.Minuted(p.Item.ID), func(l Line) bool { return l.InstitutionID == id })
}

// fillMinutes puts what is written under an item into the form.
func fillMinutes(f *web.Form, item Line, m Meeting) {
	f.Set("title", item.Body).Set("outcome", item.Outcome)
	for _, kind := range written {
		for i, l := range m.Under(item.ID, kind) {
			f.Set(field(kind, i), l.Body).Set(field(kind+"_owner", i), l.InstitutionID)
			switch kind {
			case Task:
				fillTask(f, i, l)
			case Decision:
				fillVotes(f, i, l.Votes)
			}
		}
	}
}

func fillTask(f *web.Form, i int, l Line) {
	f.Set(field("task_due", i), text.Day(l.DueOn)).Set(field("task_priority", i), l.Priority)
	if l.Everyone {
		f.Set(field("task_owner", i), everyone)
	}
	if l.DueNext {
		f.Set(field("task_next", i), "1")
	}
}

func fillVotes(f *web.Form, i int, v Votes) {
	for name, n := range map[string]*int64{"votes_for": v.For, "votes_against": v.Against, "votes_abstained": v.Abstained} {
		if n != nil {
			f.Set(field(name, i), strconv.FormatInt(*n, 10))
		}
	}
}

func (h handler) saveMinutes(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	rec, old, err := h.writingItem(r, g)
	if err != nil {
		return err
	}
	item, under, err := parseMinutes(f, rec, old, !web.IsAutosave(r))
	if err != nil {
		return err
	}
	if !f.OK() {
		if web.IsAutosave(r) {
			w.WriteHeader(http.StatusUnprocessableEntity)
			return nil
		}
		return h.showMinutes(w, r, g, http.StatusUnprocessableEntity, rec, old, f)
	}
	var version int64
	err = h.change(r, g, rec.ID, func(tx *store.Tx) (err error) {
		version, err = SaveMinutes(tx, rec.ID, f.Version(), item, under)
		return err
	})
	switch {
	case errors.Is(err, store.ErrConflict) && !web.IsAutosave(r):
		return h.minutesConflict(r, g, item, under, f)
	case err != nil:
		return err
	case web.IsAutosave(r):
		return web.Saved(w, r, version)
	}
	return web.Redirect(w, r, h.afterItem(g, f, rec, item.ID), "U ruajt.")
}

// afterItem is where the writer goes on: to the item the button names, or back
// to the agenda.
func (h handler) afterItem(g access.Grant, f *web.Form, rec record, from string) string {
	if _, ok := rec.Item(f.Text("next")); ok {
		return path(g, "/%s/minutes/%s", rec.ID, f.Text("next"))
	}
	return path(g, "/%s#pika-%s", rec.ID, from)
}

// itemConflict shows what was typed beside what somebody else saved meanwhile.
func (h handler) minutesConflict(r *http.Request, g access.Grant, item Line, under []Line, f *web.Form) error {
	rec, now, err := h.writingItem(r, g)
	if err != nil {
		return err
	}
	at := path(g, "/%s/minutes/%s", rec.ID, item.ID)
	c := web.Conflict{Back: at, Action: at, Form: f.Values, Now: fingerprint(now, rec.Minuted(item.ID))}
	l := web.Lang(r)
	mine, theirs := itemWords(l, item, under, rec.Names), itemWords(l, now, rec.Minuted(item.ID), rec.Names)
	for i, x := range mine {
		c.Fields = append(c.Fields, web.ConflictField{Name: x.name, Label: web.T(r, x.label), Mine: x.value, Theirs: theirs[i].value})
	}
	return c
}

// itemWords is an item as text, part by part, always in the same order.
func itemWords(l text.Lang, item Line, under []Line, names directory) []word {
	list := []word{{"title", "Pika e rendit të ditës", item.Body}, {"outcome", "Përfundimi", code.Outcomes.Label(l, item.Outcome)}}
	for _, k := range itemGroups {
		var lines []string
		for _, x := range under {
			if x.Kind == k.kind {
				lines = append(lines, lineWords(l, x, names))
			}
		}
		list = append(list, word{k.kind, k.title, strings.Join(lines, "\n")})
	}
	return list
}

func lineWords(l text.Lang, x Line, names directory) string {
	parts := []string{x.Body, ownerWords(l, x, names), dueWords(l, x), voteWords(l, x.Votes)}
	if x.Priority == "high" {
		parts = append(parts, text.T(l, "Përparësi e lartë"))
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " – ")
}

// ownerWords names whom a line is for, or who said it.
func ownerWords(l text.Lang, x Line, names directory) string {
	if x.Everyone {
		return text.T(l, "Të gjithë anëtarët")
	}
	return names.Name(x.InstitutionID)
}

// dueWords says by when a task is due.
func dueWords(l text.Lang, x Line) string {
	if x.DueNext {
		return text.T(l, "në mbledhjen e ardhshme")
	}
	return text.Day(x.DueOn)
}

// voteWords says how a decision was voted on, "" when it was not.
func voteWords(l text.Lang, v Votes) string {
	if _, voted := v.sum(); !voted {
		return ""
	}
	count := func(n *int64) int64 {
		if n == nil {
			return 0
		}
		return *n
	}
	return text.T(l, "pro %d, kundër %d, abstenime %d", count(v.For), count(v.Against), count(v.Abstained))
}
