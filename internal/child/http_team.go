package child

import (
	"net/http"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

type teamPage struct {
	base
	Code      string
	Purpose   Purpose
	At        string
	Worker    string
	Team      []Relation
	Past      []Relation
	Conflicts []Relation // for supervisors
	Assigns   bool
	Mine      bool // the visitor is in the team
	InOffice  bool // whoever is responsible may work on files today
	Joinable  []web.Option
	Leaders   []web.Option
	Barrable  []web.Option
}

// A Relation of a person to a file, for its page.
type Relation struct{ ID, Person, From, To string }

var teamView = web.NewView[teamPage](files, "team.tmpl")

// team shows who works on a file. Conflicts of interest are for those who assign.
func (h handler) team(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return h.showTeam(w, r, g, web.NewForm(r), http.StatusOK)
}

func (h handler) showTeam(w http.ResponseWriter, r *http.Request, g access.Grant, form *web.Form, status int) error {
	b, err := h.base(r, g, web.Page{})
	if err != nil {
		return err
	}
	var p teamPage
	err = h.files.Open(r.Context(), g, ask(r), func(tx *store.Tx, f *File) error {
		if f.Purpose != Care && f.Purpose != Supervise {
			return access.ErrDenied
		}
		at := path(g, "/"+f.ID)
		b.Page = web.NewPage(r, "Ekipi i dosjes %s", f.Code).With(crumbs(g, web.Crumb{Label: web.T(r, "Dosja %s", f.Code), Path: at + "?p=" + string(f.Purpose)})...).WithForm(form)
		p = teamPage{base: b, Code: f.Code, Purpose: f.Purpose, At: at, Worker: f.Child.Worker, Assigns: g.Can(access.AssignFiles), InOffice: b.inOffice(f.Child.Worker)}
		list, err := store.All(tx, relationsOf, (*relation).fields, f.ID)
		p.sort(list, g.Actor())
		return err
	})
	if err != nil {
		return err
	}
	return teamView.Render(w, r, status, p)
}

// sort puts the relations of a file where the page shows them.
func (p *teamPage) sort(list []relation, reader string) {
	var team, barred []string
	for _, r := range list {
		row := Relation{r.id, r.person, r.from, r.to}
		switch {
		case r.relation == "conflict":
			if p.Assigns && r.on(p.Today) {
				p.Conflicts, barred = append(p.Conflicts, row), append(barred, r.person)
			}
		case r.on(p.Today):
			p.Team, team = append(p.Team, row), append(team, r.person)
			p.Mine = p.Mine || r.person == reader
		default:
			p.Past = append(p.Past, row)
		}
	}
	workers := p.workers()
	p.Joinable = options(workers, slices.Concat(team, barred)...)
	p.Leaders = options(workers, append(barred, p.Worker)...)
	p.Barrable = options(once(p.people), append(barred, p.Worker)...) // who is in no team may still enter in an emergency
}

// someone reads a person of the unit: one who may work on files, or, to note a
// conflict of interest, anybody. b is where they were looked for.
func (h handler) someone(r *http.Request, g access.Grant, f *web.Form, name string) (b base, person string, err error) {
	b, err = h.base(r, g, web.Page{})
	person = f.Text(name)
	there := b.inOffice(person)
	if name == "barred" {
		there = slices.ContainsFunc(b.people, func(m Member) bool { return m.Person == person })
	}
	if err == nil && !there {
		f.Fail(name, "Zgjidhni një punonjës të njësisë nga lista.")
	}
	return b, person, err
}

// appoint does something with a person chosen on the page of the team.
func (h handler) appoint(w http.ResponseWriter, r *http.Request, g access.Grant, name, said string, do func(tx *store.Tx, f *File, person string, list []relation) error) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	b, person, err := h.someone(r, g, form, name)
	if err != nil {
		return err
	}
	if !form.OK() {
		look, err := g.Also(access.OpenFiles)
		if err != nil {
			return err
		}
		return h.showTeam(w, r, look, form, http.StatusUnprocessableEntity)
	}
	err = h.files.assign(r.Context(), g, r.PathValue("child"), func(tx *store.Tx, f *File) error {
		list, err := store.All(tx, relationsOf, (*relation).fields, f.ID)
		if err != nil {
			return err
		}
		responsible := f.Child.Worker
		if err := do(tx, f, person, list); err != nil || name == "barred" || person != g.Actor() || holds(list, person, "team", b.Today) {
			return err
		}
		return h.joined(tx, b.people, f.ID, responsible)
	})
	return h.toTeam(w, r, g, said, err)
}

// joined tells that the visitor put themselves on the team of a file, which then
// opens to them whole.
func (h handler) joined(tx *store.Tx, people []Member, file, responsible string) error {
	if h.need.Told == nil {
		return nil
	}
	return h.need.Told(tx, "joined", file, Watchers(people, responsible, tx.Grant().Actor()))
}

func (h handler) toTeam(w http.ResponseWriter, r *http.Request, g access.Grant, said string, err error) error {
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/"+r.PathValue("child")+"/team?p="+string(Supervise)), "%s", web.T(r, said))
}

// join adds a person to the team.
func (h handler) join(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return h.appoint(w, r, g, "person", "Ekipi u ndryshua.", func(tx *store.Tx, f *File, person string, list []relation) error {
		day := text.DayOf(tx.Now().Time)
		switch {
		case holds(list, person, "conflict", day):
			return web.RefuseAt(path(g, "/"+f.ID+"/team"), "Ky person ka konflikt interesi me dosjen dhe nuk mund të jetë në ekip.")
		case holds(list, person, "team", day):
			return nil
		}
		return Assign(tx, f.ID, person, "team")
	})
}

// worker makes somebody else responsible.
func (h handler) worker(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return h.appoint(w, r, g, "worker", "Përgjegjësi u ndryshua.", func(tx *store.Tx, f *File, person string, _ []relation) error {
		return f.setWorker(tx, person)
	})
}

// note records somebody's conflict of interest.
func (h handler) note(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return h.appoint(w, r, g, "barred", "Konflikti i interesit u shënua: dosja nuk hapet më për atë person.", func(tx *store.Tx, f *File, person string, list []relation) error {
		switch {
		case person == f.Child.Worker:
			return web.RefuseAt(path(g, "/"+f.ID+"/team?p=supervise"), "Ky person është përgjegjës i dosjes. Caktoni më parë një përgjegjës tjetër.")
		case holds(list, person, "conflict", text.DayOf(tx.Now().Time)):
			return nil
		}
		return Assign(tx, f.ID, person, "conflict")
	})
}

// part ends a relation: somebody leaves the team, or a conflict of interest is
// lifted. Nobody lifts their own: who has one cannot open the file.
func (h handler) part(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	err := h.files.assign(r.Context(), g, r.PathValue("child"), func(tx *store.Tx, f *File) error {
		x, err := relations.Get(tx, r.PathValue("relation"))
		switch {
		case err != nil:
			return err
		case x.child != f.ID:
			return store.ErrNotFound
		case !x.on(text.DayOf(tx.Now().Time)):
			return nil
		case x.relation == "team" && x.person == f.Child.Worker:
			return web.RefuseAt(path(g, "/"+f.ID+"/team?p=supervise"), "Përgjegjësi nuk mund të dalë nga ekipi. Caktoni më parë një përgjegjës tjetër.")
		}
		return x.end(tx)
	})
	return h.toTeam(w, r, g, "Ekipi u ndryshua.", err)
}

// declare records the visitor's own conflict of interest: the file is closed to
// them from that moment.
func (h handler) declare(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	a := Ask{ID: r.PathValue("child"), Purpose: Care}
	keys, err := h.files.Keys.Of(r.Context(), g.Scope().ID, a.ID)
	if err != nil {
		return err
	}
	err = h.files.DB.Change(r.Context(), g, a.subject(), func(tx *store.Tx) error {
		if _, err := open(tx, keys, a); err != nil {
			return err
		}
		return Assign(tx, a.ID, g.Actor(), "conflict")
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, ""), "Konflikti juaj i interesit u shënua. Dosja nuk hapet më për ju; përgjegjësi i njësisë e sheh dhe e heq vetëm ai.")
}
