package plan

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/plan/grid"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// maxFile is the largest Word or Excel file taken, in bytes.
const maxFile = 8 << 20

// maxText is the longest table taken, in bytes: several times a plan of 2000
// activities, and little enough to be understood while somebody waits.
const maxText = 4 << 20

type importPage struct {
	editPage
	Pillars      []web.Option
	Institutions []web.Option
	Shown        *Understood // nil before anything was sent
	Asked        []askedName
	words        reader
}

// askedName is an institution as the table writes it, with what it was said to be.
type askedName struct {
	Written string
	Field   web.Field
	N       int
}

var importView = web.NewView[importPage](files, "import.tmpl")

func (h handler) askImport(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p, _, err := h.planAndDay(r, g)
	if err != nil {
		return err
	}
	if p.Approved() || !g.Can(access.DraftPlan) {
		return access.ErrDenied
	}
	return h.showImport(w, r, g, http.StatusOK, p, web.NewForm(r), nil)
}

func (h handler) showImport(w http.ResponseWriter, r *http.Request, g access.Grant, status int, p Plan, f *web.Form, u *Understood) error {
	page := importPage{editPage: newEditPage(r, g, p, f, "Sill planin nga Word ose Excel"), Pillars: web.Options(web.Lang(r), code.Pillars), Shown: u}
	page.Action = planPath(g, p.ID) + "/import"
	reading, err := g.Also(access.ReadPlan)
	if err != nil {
		return err
	}
	err = h.view(r.Context(), reading, func(tx *store.Tx) error {
		names, err := namesOn(tx, today(tx))
		page.Institutions, page.words = names.options(), newReader(page.Lang, names, nil)
		return err
	})
	if err != nil {
		return err
	}
	page.ask(f)
	return importView.Render(w, r, status, page)
}

// ask offers a choice for each name that the committee does not know, and keeps
// the choices made before.
func (p *importPage) ask(f *web.Form) {
	var written []string
	for _, n := range rowsOf(f, "written") {
		written = append(written, f.Text(row("written", n)))
	}
	chosen := meanings(f)
	if p.Shown != nil {
		written = append(written, p.Shown.Unknown...)
	}
	seen := map[string]bool{}
	for _, name := range written {
		key := text.Fold(name)
		if seen[key] {
			continue
		}
		seen[key] = true
		n := len(p.Asked)
		f.Set(row("is", n), chosen[key])
		label := text.T(p.Lang, "Cili institucion është «%s»?", name)
		p.Asked = append(p.Asked, askedName{name, f.Choice(row("is", n), label, p.Institutions, "blank", text.T(p.Lang, "nuk është në komitet")), n})
	}
}

// meanings are the institutions that names of the table were said to be.
func meanings(f *web.Form) map[string]string {
	is := map[string]string{}
	for _, n := range rowsOf(f, "written") {
		if id := f.Text(row("is", n)); id != "" {
			is[text.Fold(f.Text(row("written", n)))] = id
		}
	}
	return is
}

func (h handler) importTable(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	p, _, err := h.planAndDay(r, g)
	if err != nil {
		return err
	}
	if p.Approved() {
		return web.Refuse("Plani është miratuar dhe tani ndryshohet vetëm me amendim. Hapeni sërish faqen e planit.")
	}
	table, err := readTable(f)
	if err != nil {
		return err
	}
	if !f.OK() {
		return h.showImport(w, r, g, http.StatusUnprocessableEntity, p, f, nil)
	}
	var u Understood
	if err := h.understand(r, g, p, f, table, &u); err != nil {
		return err
	}
	switch {
	case len(u.Faults) > 0:
		return h.showImport(w, r, g, http.StatusUnprocessableEntity, p, f, &u)
	case !f.Has("confirm"):
		return h.showImport(w, r, g, http.StatusOK, p, f, &u)
	}
	err = h.db.Change(r.Context(), g, store.Subject{Kind: "plan", ID: p.ID}, func(tx *store.Tx) error { return Merge(tx, p.ID, u.Objectives) })
	if err != nil {
		return err
	}
	return web.Redirect(w, r, planPath(g, p.ID), "Aktivitete të sjella nga tabela: %d.", u.Activities())
}

func (h handler) understand(r *http.Request, g access.Grant, p Plan, f *web.Form, table grid.Grid, u *Understood) error {
	reading, err := g.Also(access.ReadPlan)
	if err != nil {
		return err
	}
	return h.view(r.Context(), reading, func(tx *store.Tx) error {
		find, err := newFinder(tx)
		if err != nil {
			return err
		}
		find.is = meanings(f)
		places, err := municipalities(tx)
		*u = understand(table, scribe{lang: web.Lang(r), year: p.Year, pillar: optional(f, "pillar", code.Pillars), find: find, places: places})
		return err
	})
}

// readTable reads the file that was sent, or else what was pasted. Either way
// the field then holds the table as text, to be mended there and sent again.
func readTable(f *web.Form) (grid.Grid, error) {
	uploaded, err := f.Files("file", maxFile)
	if err != nil || !f.OK() {
		return nil, err
	}
	var table grid.Grid
	field := "table"
	if len(uploaded) > 0 {
		field = "file"
		table, err = readFile(uploaded[0])
	} else {
		table, err = grid.Paste(f.Values.Get("table"))
	}
	switch {
	case errors.Is(err, grid.ErrUnreadable), errors.Is(err, grid.ErrTooLarge), errors.Is(err, grid.ErrNoTable):
		f.Fail(field, err.Error())
	case err != nil:
		return nil, err
	case len(table) == 0:
		f.Fail("table", "Ngjitni tabelën e planit, ose zgjidhni skedarin.")
	case len(table) > grid.MaxRows || len(table.Text()) > maxText:
		f.Fail(field, grid.ErrTooLarge.Error())
	default:
		f.Set("table", table.Text())
	}
	return table, nil
}

func readFile(file web.File) (grid.Grid, error) {
	read := grid.Docx
	if strings.HasSuffix(strings.ToLower(file.Name), ".xlsx") {
		read = grid.Xlsx
	}
	list, err := read(file.Content)
	return joined(list), err
}

// What the template asks for.

// Count is how many activities were understood.
func (p importPage) Count() int { return p.Shown.Activities() }

func (p importPage) Pillar(o Objective) string { return code.Pillars.Label(p.Lang, o.Pillar) }

// Lines are the fields of an activity that say something.
func (p importPage) Lines(a Activity) []Line {
	var list []Line
	for _, l := range p.words.activity(a) {
		if l.Value != "" && l.Name != "objective" && l.Name != "title" {
			list = append(list, l)
		}
	}
	return list
}

// Place is where a fault is: the row, and the column where it is known.
func (p importPage) Place(f Fault) string {
	if f.Column == "" {
		return text.T(p.Lang, "Rreshti %s", strconv.Itoa(f.Line))
	}
	return text.T(p.Lang, "Rreshti %s, kolona «%s»", strconv.Itoa(f.Line), f.Column)
}
