package training

import (
	"net/http"
	"strconv"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A procedureRow is a version with what of it was held against its source.
type procedureRow struct {
	Procedure
	Confirmed string
}

// confirmedWords says whether the act was held against its source, and how many of
// the steps: one does not follow from the other.
func confirmedWords(l text.Lang, act bool, seen, of int64) string {
	words := text.T(l, "akti: i pakonfirmuar")
	if act {
		words = text.T(l, "akti: i konfirmuar")
	}
	if of == 0 {
		return words + "; " + text.T(l, "ende pa hapa")
	}
	return words + "; " + text.T(l, "hapa të konfirmuar: %s nga %s", strconv.FormatInt(seen, 10), strconv.FormatInt(of, 10))
}

// procedureRows puts words beside each of the versions.
func procedureRows(tx *store.Tx, l text.Lang, list []Procedure) (rows []procedureRow, err error) {
	type count struct {
		id       string
		of, seen int64
	}
	counts, err := store.All(tx, stepsSeen, func(c *count) []any { return []any{&c.id, &c.of, &c.seen} })
	by := map[string]count{}
	for _, c := range counts {
		by[c.id] = c
	}
	for _, v := range list {
		rows = append(rows, procedureRow{v, confirmedWords(l, v.Verified, by[v.ID].seen, by[v.ID].of)})
	}
	return rows, err
}

type proceduresPage struct {
	web.Page
	Base    string
	Today   string
	List    []procedureRow
	CanKeep bool
	More    bool // some of the first procedures are not there yet
}

var proceduresView = web.NewView[proceduresPage](files, "procedures.tmpl")

func (h handler) procedures(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p := proceduresPage{Page: web.NewPage(r, "Procedurat dhe hapat").With(home(g)), Base: path(g, ""), Today: h.today(), CanKeep: g.Can(access.KeepProcedures)}
	err := h.view(r, g, func(tx *store.Tx) error {
		list, err := loadProcedures(tx)
		if err != nil {
			return err
		}
		p.More = len(firstBeside(list)) > 0
		p.List, err = procedureRows(tx, p.Lang, list)
		return err
	})
	if err != nil {
		return err
	}
	return proceduresView.Render(w, r, http.StatusOK, p)
}

func (h handler) seed(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	if err := h.change(r, g, "procedure", "first", Seed); err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/procedure"), "Procedurat e para u shtuan. Lexojini dhe ndryshojini sipas aktit në fuqi.")
}

type procedurePage struct {
	web.Page
	Base, At string
	V        Procedure
	InForce  bool
	CanKeep  bool
}

var procedureView = web.NewView[procedurePage](files, "procedure.tmpl")

// Confirmed says what of the version was held against its source.
func (p procedurePage) Confirmed() string {
	var seen int64
	for _, s := range p.V.Steps {
		if s.Verified {
			seen++
		}
	}
	return confirmedWords(p.Lang, p.V.Verified, seen, int64(len(p.V.Steps)))
}

// RoleWords says whom a step is for.
func (p procedurePage) RoleWords(s Step) string { return roleWords(p.Lang, s) }

// RuleWords names the dated rule with the time limit of a step.
func (p procedurePage) RuleWords(s Step) string { return Limits.Label(p.Lang, s.Rule) }

func roleWords(l text.Lang, s Step) string {
	if s.Role == "" {
		return text.T(l, "të gjithë")
	}
	return text.List(l, s.Roles(l))
}

func (h handler) procedure(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	v, err := h.readProcedure(r, g)
	if err != nil {
		return err
	}
	p := procedurePage{Page: web.NewPage(r, "%s", v.Act).With(home(g), web.Crumb{Label: "Procedurat dhe hapat", Path: path(g, "/procedure")}), Base: path(g, ""), At: path(g, "/procedure/"+v.ID),
		V: v, InForce: v.On(h.today()), CanKeep: g.Can(access.KeepProcedures)}
	return procedureView.Render(w, r, http.StatusOK, p)
}

// readProcedure reads the version of the request, for pages and for what they save.
func (h handler) readProcedure(r *http.Request, g access.Grant) (v Procedure, err error) {
	look, err := g.Also(access.ReadTraining)
	if err != nil {
		return v, err
	}
	err = h.view(r, look, func(tx *store.Tx) (err error) {
		v, err = loadProcedure(tx, r.PathValue("procedure"))
		return err
	})
	return v, err
}

func (h handler) procedureSheet(r *http.Request, g access.Grant, v Procedure) sheet {
	s := sheet{title: "Version i ri i procedurave", lead: "Për një version që ndryshon pak, hapni versionin e vjetër dhe kopjojeni me hapat e tij.", button: "Ruaj versionin", done: "Versioni u ruajt.",
		crumbs: []web.Crumb{home(g), {Label: "Procedurat dhe hapat", Path: path(g, "/procedure")}}, action: path(g, "/procedure"), back: path(g, "/procedure"), now: v.Version}
	if v.ID != "" {
		at := path(g, "/procedure/"+v.ID)
		s.title, s.lead, s.action, s.back = "Ndrysho versionin", "", at+"/edit", at
		s.crumbs = append(s.crumbs, web.Crumb{Label: v.Act, Path: at})
		s.again = func() (sheet, error) {
			now, err := h.readProcedure(r, g)
			return h.procedureSheet(r, g, now), err
		}
	}
	s.inputs = func(f *web.Form) []input {
		return []input{
			{"input", f.Field("title", web.T(r, "Titulli"), "small", "1")},
			{"input", f.Field("act", web.T(r, "Akti"), "small", "1", "width", "20", "hint", web.T(r, "Numri dhe data, për shembull VKM 499, 29.08.2018."))},
			{"date", f.Field("from", web.T(r, "Në fuqi nga"), "small", "1")},
			{"date", f.Field("to", web.T(r, "Në fuqi deri më"), "small", "1", "optional", "1", "hint", web.T(r, "Bosh: ende në fuqi."))},
			{"radios", f.Choice("verified", web.T(r, "A është krahasuar me aktin?"), yesNo(r), "small", "1", "inline", "1")},
			{"input", f.Field("source", web.T(r, "Burimi"), "small", "1", "optional", "1")},
			{"textarea", f.Field("note", web.T(r, "Shënim"), "small", "1", "rows", "3", "optional", "1")},
		}
	}
	s.fill = func(f *web.Form) {
		f.Set("title", v.Title).Set("act", v.Act).SetDay("from", v.From).SetDay("to", v.To).Set("source", v.Source).Set("note", v.Note)
		setYes(f, "verified", v.Verified)
	}
	return s
}

func readProcedureForm(f *web.Form, v *Procedure) {
	f.Need("title", "Shkruani titullin e procedurave.")
	f.Need("act", "Shkruani aktin me numër e datë.")
	v.Title, v.Act, v.Source, v.Note = f.PublicLine("title"), f.PublicLine("act"), f.PublicLine("source"), f.Public("note")
	v.From, v.To = readSpan(f, "Shkruani ditën nga e cila akti është në fuqi.")
	if v.Verified = readYes(f, "verified"); v.Verified && v.Source == "" {
		f.Fail("source", "Shkruani burimin me të cilin u krahasua.")
	}
}

func (h handler) newProcedure(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	if !g.Can(access.KeepProcedures) {
		return access.ErrDenied
	}
	s := h.procedureSheet(r, g, Procedure{})
	return s.show(w, r, http.StatusOK, s.form(r))
}

func (h handler) addProcedure(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	v := Procedure{}
	s := h.procedureSheet(r, g, v)
	readProcedureForm(f, &v)
	v.ID = h.db.NewID()
	s.back = path(g, "/procedure/"+v.ID)
	return h.save(w, r, g, s, f, "procedure", v.ID, func(tx *store.Tx) error { return procedures.Add(tx, v) })
}

func (h handler) editProcedure(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	v, err := h.readProcedure(r, g)
	if err != nil {
		return err
	}
	if !g.Can(access.KeepProcedures) {
		return access.ErrDenied
	}
	s := h.procedureSheet(r, g, v)
	return s.show(w, r, http.StatusOK, s.form(r))
}

func (h handler) saveProcedure(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	v, err := h.readProcedure(r, g)
	if err != nil {
		return err
	}
	s := h.procedureSheet(r, g, v)
	readProcedureForm(f, &v)
	return h.save(w, r, g, s, f, "procedure", v.ID, func(tx *store.Tx) error {
		return procedures.Edit(tx, v.ID, f.Version(), func(was *Procedure) error { *was = v; return nil })
	})
}

// copyProcedure makes a new version of an old one, with its steps and questions, as
// not verified and from today on. The old one stays as it is.
func (h handler) copyProcedure(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	v, err := h.readProcedure(r, g)
	if err != nil {
		return err
	}
	v.Act, v.From, v.To, v.Verified = web.T(r, "%s (kopje)", v.Act), h.today(), "", false
	err = h.change(r, g, "procedure", r.PathValue("procedure"), func(tx *store.Tx) error {
		number(tx, &v)
		return Import(tx, v)
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/procedure/"+v.ID+"/edit"), "Versioni u kopjua. Shkruani aktin dhe datat, dhe mbylleni versionin e vjetër.")
}
