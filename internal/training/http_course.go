package training

import (
	"net/http"

	"tryeza/internal/access"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// courseSheet is the form of a course, to which its own institutions and the
// versions of the procedures belong.
func (h handler) courseSheet(r *http.Request, g access.Grant, c Course, d register.Directory, list []Procedure) sheet {
	s := sheet{title: "Trajnim i ri", lead: "Një trajnim mbahet një ose disa herë; seancat shtohen më pas.", button: "Ruaj trajnimin", done: "Trajnimi u ruajt.",
		crumbs: []web.Crumb{home(g)}, action: path(g, "/course"), back: path(g, ""), partners: d.Options(nil), stamp: register.StampPartners(c.Partners), now: c.Version}
	if c.ID != "" {
		at := path(g, "/course/"+c.ID)
		s.title, s.lead, s.action, s.back = "Ndrysho trajnimin", "", at+"/edit", at
		s.crumbs = append(s.crumbs, web.Crumb{Label: c.Title, Path: at})
		s.again = func() (sheet, error) {
			now, d, list, err := h.readCourse(r, g, c.ID)
			return h.courseSheet(r, g, now, d, list), err
		}
	}
	var versions []web.Option
	for _, p := range list {
		versions = append(versions, web.Option{Value: p.ID, Label: p.Act})
	}
	s.inputs = func(f *web.Form) []input {
		return []input{
			{"input", f.Field("title", web.T(r, "Titulli"), "small", "1")},
			{"select", f.Choice("institution", web.T(r, "Organizatori"), keeping(g, d), "small", "1")},
			{"select", f.Choice("procedure", web.T(r, "Versioni i procedurave"), versions, "small", "1")},
			{"textarea", f.Field("aim", web.T(r, "Qëllimi"), "small", "1", "rows", "3", "optional", "1")},
			{"input", f.Field("hours", web.T(r, "Orë mësimi"), "small", "1", "width", "4", "inputmode", "decimal", "optional", "1")},
			{"input", f.Field("months", web.T(r, "Sa muaj vlen"), "small", "1", "width", "4", "inputmode", "numeric", "optional", "1", "hint", web.T(r, "Bosh: nuk skadon. Pas këtij afati profesionisti nuk numërohet më si i trajnuar."))},
			{"input", f.Field("source", web.T(r, "Burimi"), "small", "1", "optional", "1", "hint", web.T(r, "Nga vijnë të dhënat, kur nuk janë tuajat: dokumenti ose adresa."))},
		}
	}
	s.fill = func(f *web.Form) {
		f.Set("title", c.Title).Set("institution", c.InstitutionID).Set("procedure", c.ProcedureID).Set("aim", c.Aim).SetNumber("hours", c.Hours).Set("source", c.Source)
		setWhole(f, "months", c.Months)
		register.FillPartners(f, c.Partners)
	}
	return s
}

func readCourseForm(f *web.Form, g access.Grant, d register.Directory, list []Procedure, c *Course) {
	f.Need("title", "Shkruani titullin e trajnimit.")
	c.Title, c.Aim, c.Source = f.PublicLine("title"), f.Public("aim"), f.PublicLine("source")
	c.InstitutionID = readOwner(f, g, d, "institution")
	c.ProcedureID = f.Need("procedure", "Zgjidhni versionin e procedurave.")
	found := false
	for _, p := range list {
		found = found || p.ID == c.ProcedureID
	}
	if c.ProcedureID != "" && !found {
		f.Fail("procedure", "Zgjidhni një version nga lista.")
	}
	if c.Hours = f.Number("hours"); c.Hours != nil && (*c.Hours <= 0 || *c.Hours > 1000*10_000) {
		f.Fail("hours", "Shkruani orët si numër mbi zero, për shembull 6 ose 7,5.")
	}
	c.Months = readWhole(f, "months", 1, 120)
	c.Partners = register.ReadPartners(f, d, c.InstitutionID)
}

// readCourse reads a course ("" for a new one) with what its form offers.
func (h handler) readCourse(r *http.Request, g access.Grant, id string) (c Course, d register.Directory, list []Procedure, err error) {
	look, err := g.Also(access.ReadTraining)
	if err != nil {
		return c, nil, nil, err
	}
	err = h.view(r, look, func(tx *store.Tx) (err error) {
		if d, err = register.ReadDirectory(tx, h.today()); err != nil {
			return err
		}
		if list, err = loadProcedures(tx); err != nil || id == "" {
			return err
		}
		c, err = loadCourse(tx, id)
		return err
	})
	return c, d, list, err
}

func (h handler) newCourse(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	_, d, list, err := h.readCourse(r, g, "")
	if err != nil {
		return err
	}
	if len(keeping(g, d)) == 0 {
		return access.ErrDenied
	}
	if len(list) == 0 {
		return web.RefuseAt(path(g, "/procedure"), "Ende nuk ka procedura në të cilat të bëhet trajnimi. Shtoni më parë procedurat.")
	}
	c := Course{ProcedureID: list[0].ID}
	if mine := keeping(g, d); len(mine) == 1 {
		c.InstitutionID = mine[0].Value
	}
	s := h.courseSheet(r, g, c, d, list)
	return s.show(w, r, http.StatusOK, s.form(r))
}

func (h handler) addCourse(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	_, d, list, err := h.readCourse(r, g, "")
	if err != nil {
		return err
	}
	c := Course{}
	s := h.courseSheet(r, g, c, d, list)
	readCourseForm(f, g, d, list, &c)
	c.ID = h.db.NewID()
	s.back, s.done = path(g, "/course/"+c.ID+"/session"), "Trajnimi u ruajt. Shtoni tani seancën e parë."
	return h.save(w, r, g, s, f, "course", c.ID, func(tx *store.Tx) error {
		if err := courses.Add(tx, c); err != nil {
			return err
		}
		return register.SavePartners(tx, c.ID, c.Partners)
	})
}

func (h handler) editCourse(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	c, d, list, err := h.readCourse(r, g, r.PathValue("course"))
	if err != nil {
		return err
	}
	if !keeps(g, c.InstitutionID) {
		return access.ErrDenied
	}
	s := h.courseSheet(r, g, c, d, list)
	return s.show(w, r, http.StatusOK, s.form(r))
}

func (h handler) saveCourse(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	c, d, list, err := h.readCourse(r, g, r.PathValue("course"))
	if err == nil {
		err = own(g, c.InstitutionID)
	}
	if err != nil {
		return err
	}
	s := h.courseSheet(r, g, c, d, list)
	readCourseForm(f, g, d, list, &c)
	return h.save(w, r, g, s, f, "course", c.ID, func(tx *store.Tx) error {
		err := courses.Edit(tx, c.ID, f.Version(), func(was *Course) error {
			if err := own(g, was.InstitutionID); err != nil {
				return err
			}
			*was = c
			return nil
		})
		if err != nil {
			return err
		}
		return savePartners(tx, c.ID, f, c.Partners)
	})
}

// savePartners saves partners unless somebody chose others meanwhile.
func savePartners(tx *store.Tx, id string, f *web.Form, now []register.Partner) error {
	there, err := register.LoadPartners(tx, id)
	if err == nil && register.StampPartners(there) != f.Text("stamp") {
		err = store.ErrConflict
	}
	if err != nil {
		return err
	}
	return register.SavePartners(tx, id, now)
}

type coursePage struct {
	web.Page
	Registers register.Nav
	Base      string
	C         Course
	Organiser string
	Procedure Procedure
	Partners  []string
	Sessions  []sessionRow
	CanKeep   bool
}

var courseView = web.NewView[coursePage](register.With(files), "course.tmpl", register.Partial, "parts.tmpl")

// Valid says how long what was learnt holds.
func (p coursePage) Valid() string { return monthsWords(p.Lang, p.C.Months) }

// Hours are the hours of teaching.
func (p coursePage) Hours() string { return text.Number(p.Lang, int64(*p.C.Hours)) }

func monthsWords(l text.Lang, n *int64) string {
	if n == nil {
		return text.T(l, "nuk skadon")
	}
	return text.Count(l, n, text.Forms{One: "1 muaj", Many: "{n} muaj"})
}

func (h handler) course(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p := coursePage{Base: path(g, ""), Registers: register.NavOf(g, "training")}
	err := h.view(r, g, func(tx *store.Tx) (err error) {
		if p.C, err = loadCourse(tx, r.PathValue("course")); err != nil {
			return err
		}
		d, err := register.ReadDirectory(tx, h.today())
		if err != nil {
			return err
		}
		p.Organiser, p.Partners = d.Name(p.C.InstitutionID), register.PartnerNames(d, p.C.Partners)
		if p.Procedure, err = procedures.Get(tx, p.C.ProcedureID); err != nil {
			return err
		}
		n, err := readCounted(tx)
		p.Sessions = h.sessionRows(g, web.Lang(r), p.C.Sessions, []Course{p.C}, n, d)
		return err
	})
	if err != nil {
		return err
	}
	p.Page, p.CanKeep = web.NewPage(r, "%s", p.C.Title).With(home(g)), keeps(g, p.C.InstitutionID)
	return courseView.Render(w, r, http.StatusOK, p)
}
