package disclosure

import (
	"errors"
	"net/http"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

type filePage struct {
	base
	Code, File string
	Purpose    child.Purpose
	Rights     []rightRow
	Told       []toldRow
	ShowsTold  bool
	Looks      []Look
	Writes     bool // may release, and record what was told
	Ends       bool // may end a release
}

// A toldRow is what an institution was told, and who recorded it.
type toldRow struct {
	Told
	At store.Time
	By string
}

var fileView = web.NewView[filePage](files, "file.tmpl", "looks_table.tmpl")

// mostShown is how many looks a page lists.
const mostShown = 300

// ask is the file of the address, for those who work on it, look after those who
// do, or look after who looked.
func ask(r *http.Request) child.Ask {
	a := child.Ask{ID: r.PathValue("child")}
	switch p := child.Purpose(r.URL.Query().Get("p")); p {
	case child.Care, child.Supervise, child.Oversight:
		a.Purpose = p
	}
	return a
}

// file shows what of a file was let be read, what was told, and who looked: to
// its team, the supervisor and the data protection officer.
func (h handler) file(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	var p filePage
	b, err := h.base(r, g, web.Page{})
	if err != nil {
		return err
	}
	err = h.Files.Open(r.Context(), g, ask(r), func(tx *store.Tx, f *child.File) error {
		if own(f) != nil && f.Purpose != child.Oversight {
			return access.ErrDenied
		}
		b.Page = web.NewPage(r, "Kush e lexon dosjen %s", f.Code).With(crumbs(g, r, f)...)
		p = filePage{base: b, Code: f.Code, File: f.ID, Purpose: f.Purpose, Writes: f.May.Write, Ends: own(f) == nil && g.Can(access.Disclose)}
		return p.fill(tx, f)
	})
	if err != nil {
		return err
	}
	return fileView.Render(w, r, http.StatusOK, p)
}

// crumbs are the way to a page about a file.
func crumbs(g access.Grant, r *http.Request, f *child.File) []web.Crumb {
	return []web.Crumb{crumb(g), {Label: web.T(r, "Dosja %s", f.Code), Path: root(g) + "/child/" + f.ID + "?p=" + string(f.Purpose)}}
}

func (p *filePage) fill(tx *store.Tx, f *child.File) error {
	list, err := store.All(tx, rightsOf, (*Right).fields, f.ID)
	if err != nil {
		return err
	}
	for _, r := range list {
		p.Rights = append(p.Rights, rightRow{Right: r, Live: r.Runs(tx.Now()), Reason: reasonIn(f, r)})
	}
	p.ShowsTold = f.May.Read.Has(child.Protection)
	for _, it := range f.Items("told") {
		p.Told = append(p.Told, toldRow{it.Body.(Told), it.At, p.Who(it.By)})
	}
	p.Looks, err = looksAt(tx, f.ID, mostShown)
	return err
}

// reasonIn is why a right was given, for those who may read what was written.
func reasonIn(f *child.File, r Right) string {
	if !f.May.Read.Has(child.Narrative) || len(r.reason) == 0 {
		return ""
	}
	plain, err := f.Unseal(r.reason, placeOf("reason", r.ID))
	if err != nil {
		return ""
	}
	return string(plain)
}

type releasePage struct {
	base
	Code, File    string
	People        []web.Option
	Days          int
	ClassOptions  []web.Option
	PurposeChoice []web.Option
}

var releaseView = web.NewView[releasePage](files, "release.tmpl")

// releaseForm asks whom to let read what.
func (h handler) releaseForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return h.showRelease(w, r, g, web.NewForm(r), http.StatusOK)
}

func (h handler) showRelease(w http.ResponseWriter, r *http.Request, g access.Grant, form *web.Form, status int) error {
	var p releasePage
	err := h.writing(r, g, func(tx *store.Tx, f *child.File, b base) (err error) {
		b.Page = web.NewPage(r, "Lejo leximin e një pjese").With(crumbs(g, r, f)...).WithForm(form)
		p = releasePage{base: b, Code: f.Code, File: f.ID, ClassOptions: classOptions(b.Lang), PurposeChoice: web.Options(b.Lang, Purposes)}
		if p.Days, err = releaseDays(tx); err != nil {
			return err
		}
		list, err := outside(tx, b.people, f.ID)
		p.People = options(list)
		return err
	})
	if err != nil {
		return err
	}
	return releaseView.Render(w, r, status, p)
}

// writing opens a file for a form about it: for those who may write in it. To
// others who work on it, it says why there is no form.
func (h handler) writing(r *http.Request, g access.Grant, f func(tx *store.Tx, file *child.File, b base) error) error {
	look, err := g.Also(access.OpenFiles)
	if err != nil {
		return err
	}
	b, err := h.base(r, g, web.Page{})
	if err != nil {
		return err
	}
	return h.Files.Open(r.Context(), look, child.Ask{ID: r.PathValue("child"), Purpose: child.Care}, func(tx *store.Tx, file *child.File) error {
		if !file.May.Write {
			return web.RefuseAt(path(g, "/file/"+file.ID), "Dosja vetëm lexohet tani: është mbyllur, pret përgjigjen për një dorëzim ose ka kaluar te një njësi tjetër.")
		}
		return f(tx, file, b)
	})
}

// classOptions are what may be let be read. That there is a file goes with each.
func classOptions(l text.Lang) []web.Option {
	var list []web.Option
	for _, c := range child.Classes {
		if c.Code != string(child.Existence) {
			list = append(list, web.Option{Value: c.Code, Label: c.Name(l)})
		}
	}
	return list
}

// classesIn are the classes ticked in a form.
func classesIn(f *web.Form) child.Set {
	set := child.ParseSet(strings.Join(f.List("classes"), " "))
	if set == 0 {
		f.Fail("classes", "Zgjidhni të paktën një pjesë të dosjes.")
	}
	return set
}

func (h handler) release(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	x, err := h.readRelease(r, g, f)
	if err != nil {
		return err
	}
	if f.OK() {
		err = h.Release(r.Context(), g, r.PathValue("child"), x)
	}
	if errors.Is(err, errTooLong) {
		f.Fail("until", "Zgjidhni një ditë në të ardhmen, brenda afatit më të gjatë që lejohet.")
		err = nil
	}
	if err != nil {
		return err
	}
	if !f.OK() {
		return h.showRelease(w, r, g, f, http.StatusUnprocessableEntity)
	}
	return web.Redirect(w, r, path(g, "/file/"+r.PathValue("child")), "Leja u ruajt. Mbaron vetë, ose kur ta mbyllni ju.")
}

func (h handler) readRelease(r *http.Request, g access.Grant, f *web.Form) (x Release, err error) {
	people, err := h.people(r.Context(), g.Scope().ID)
	if err != nil {
		return x, err
	}
	x = Release{To: f.Text("person"), Classes: classesIn(f), Purpose: f.Code("purpose", Purposes, "Zgjidhni për çfarë duhet.")}
	roles := rolesOf(people, x.To)
	of := false
	for _, role := range roles {
		of = of || role.OfUnit()
	}
	if !of {
		f.Fail("person", "Zgjidhni një person të njësisë nga lista.")
	}
	x.Why = why(f, "why", 10, "Shkruani me pak fjalë pse i duhet kjo pjesë.")
	day, hour := f.NeedDay("until", "Shkruani deri kur vlen leja."), f.Text("hour")
	if hour != "" {
		if hour, err = text.ParseClock(hour); err != nil {
			f.Fail("hour", "Shkruani orën, për shembull 14.30, ose lëreni bosh për gjithë ditën.")
		}
	}
	if f.OK() {
		x.Until, err = instant(day, hour)
		return x, err
	}
	return x, nil
}

// end ends a release at once.
func (h handler) end(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	if err := h.End(r.Context(), g, r.PathValue("child"), r.PathValue("right")); err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/file/"+r.PathValue("child")), "Leja u mbyll: që tani nuk lexohet më.")
}

type toldPage struct {
	base
	Code, File   string
	ClassOptions []web.Option
	WayOptions   []web.Option
}

var toldView = web.NewView[toldPage](files, "told.tmpl")

// toldForm asks what an institution was told.
func (h handler) toldForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return h.showTold(w, r, g, web.NewForm(r).SetDay("on", text.DayOf(h.Files.DB.Now())), http.StatusOK)
}

func (h handler) showTold(w http.ResponseWriter, r *http.Request, g access.Grant, form *web.Form, status int) error {
	var p toldPage
	err := h.writing(r, g, func(_ *store.Tx, f *child.File, b base) error {
		b.Page = web.NewPage(r, "Çfarë iu tha një institucioni").With(crumbs(g, r, f)...).WithForm(form)
		p = toldPage{base: b, Code: f.Code, File: f.ID, ClassOptions: classOptions(b.Lang), WayOptions: web.Options(b.Lang, Ways)}
		return nil
	})
	if err != nil {
		return err
	}
	return toldView.Render(w, r, status, p)
}

func (h handler) told(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	t := Told{On: f.NeedDay("on", "Shkruani ditën kur u tha."), Classes: classesIn(f).String(), How: f.Code("how", Ways, "Zgjidhni si u tha.")}
	if t.To = f.Need("to", "Shkruani cilit institucion iu tha."); len([]rune(t.To)) > 300 {
		f.Fail("to", "Shkurtojeni emrin e institucionit.")
	}
	t.Why = why(f, "why", 10, "Shkruani me pak fjalë pse iu tha.")
	if t.On > text.DayOf(h.Files.DB.Now()) {
		f.Fail("on", "Kjo ditë nuk ka ardhur ende.")
	}
	if !f.OK() {
		return h.showTold(w, r, g, f, http.StatusUnprocessableEntity)
	}
	if err := h.TellOutside(r.Context(), g, r.PathValue("child"), t); err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/file/"+r.PathValue("child")), "U shënua te dosja.")
}
