package training

import (
	"net/http"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A personRow is a professional, as the list of their institution shows them.
type personRow struct {
	Person
	Now   bool   // works there today
	Until string // last day of the training that holds longest: a day, "" for none
	Ever  bool   // trained, and it does not run out
}

type staffGroup struct {
	Institution string
	People      []personRow
}

type personsPage struct {
	web.Page
	Base    string
	Groups  []staffGroup
	CanKeep bool
}

var personsView = web.NewView[personsPage](files, "persons.tmpl")

// JobName names a function.
func (p personsPage) JobName(c string) string { return code.Jobs.Label(p.Lang, c) }

// persons lists the professionals of the institutions that the actor keeps; codes of
// others are nobody else's business.
func (h handler) persons(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p := personsPage{Page: web.NewPage(r, "Profesionistët").With(home(g)), Base: path(g, "")}
	err := h.view(r, g, func(tx *store.Tx) error {
		d, err := register.ReadDirectory(tx, h.today())
		if err != nil {
			return err
		}
		people, err := loadPersons(tx)
		if err != nil {
			return err
		}
		came, err := loadPresences(tx)
		holds := map[string]presence{}
		for _, v := range valid(h.today(), came) {
			holds[v.ID] = v
		}
		for _, o := range keeping(g, d) {
			p.CanKeep = true
			at := staffGroup{Institution: o.Label}
			for _, one := range people {
				if one.InstitutionID == o.Value {
					v, ok := holds[one.ID]
					row := personRow{Person: one, Now: one.On(h.today())}
					if ok {
						row.Until, row.Ever = v.until(), v.until() == ""
					}
					at.People = append(at.People, row)
				}
			}
			if len(at.People) > 0 {
				p.Groups = append(p.Groups, at)
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	if !p.CanKeep {
		return access.ErrDenied
	}
	return personsView.Render(w, r, http.StatusOK, p)
}

func (h handler) readPerson(r *http.Request, g access.Grant) (x Person, d register.Directory, all []Person, err error) {
	look, err := g.Also(access.ReadTraining)
	if err != nil {
		return x, nil, nil, err
	}
	err = h.view(r, look, func(tx *store.Tx) (err error) {
		if d, err = register.ReadDirectory(tx, h.today()); err != nil {
			return err
		}
		if all, err = loadPersons(tx); err != nil {
			return err
		}
		if id := r.PathValue("person"); id != "" {
			x, err = persons.Get(tx, id)
		}
		return err
	})
	return x, d, all, err
}

func (h handler) personSheet(r *http.Request, g access.Grant, x Person, d register.Directory) sheet {
	at := path(g, "/person")
	s := sheet{title: "Profesionist i ri", lead: "Pa emër: një kod që vetëm institucioni juaj e lidh me personin, për shembull PMF 2 ose Mësues 14. Listën me emra mbajeni në institucion.",
		button: "Ruaj", done: "Profesionisti u ruajt.", crumbs: []web.Crumb{home(g), {Label: "Profesionistët", Path: at}}, action: at, back: at, now: x.Version}
	if x.ID != "" {
		s.title, s.action = "Ndrysho profesionistin", at+"/"+x.ID+"/edit"
		s.again = func() (sheet, error) {
			now, d, _, err := h.readPerson(r, g)
			return h.personSheet(r, g, now, d), err
		}
	}
	s.inputs = func(f *web.Form) []input {
		return []input{
			{"select", f.Choice("institution", web.T(r, "Institucioni"), keeping(g, d), "small", "1")},
			{"input", f.Field("person_code", web.T(r, "Kodi"), "small", "1", "width", "10", "autocomplete", "off")},
			{"select", f.Choice("job", web.T(r, "Funksioni"), web.Options(web.Lang(r), code.Jobs), "small", "1")},
			{"date", f.Field("from", web.T(r, "Në institucion nga"), "small", "1")},
			{"date", f.Field("to", web.T(r, "Në institucion deri më"), "small", "1", "optional", "1", "hint", web.T(r, "Pas kësaj dite nuk numërohet më si i trajnuar."))},
		}
	}
	s.fill = func(f *web.Form) {
		f.Set("institution", x.InstitutionID).Set("person_code", x.Code).Set("job", x.Job).SetDay("from", x.From).SetDay("to", x.To)
	}
	return s
}

// readPersonForm reads a professional. A code that looks like a name is refused, and
// one that somebody of the institution has already.
func readPersonForm(f *web.Form, g access.Grant, d register.Directory, all []Person, x *Person) {
	x.InstitutionID = readOwner(f, g, d, "institution")
	f.Need("person_code", "Shkruani kodin, për shembull PMF 2.")
	x.Code = f.PublicLine("person_code")
	switch {
	case len([]rune(x.Code)) > 30:
		f.Fail("person_code", "Kodi mund të ketë deri në 30 shenja.")
	case nameLike(x.Code):
		f.Fail("person_code", "Kjo duket si emër personi. Përdorni një kod, për shembull funksionin me numër: PMF 2.")
	}
	for _, o := range all {
		if o.ID != x.ID && o.InstitutionID == x.InstitutionID && text.Fold(o.Code) == text.Fold(x.Code) {
			f.Fail("person_code", "Ky kod është përdorur tashmë në këtë institucion. Zgjidhni një tjetër.")
		}
	}
	x.Job = f.Code("job", code.Jobs, "Zgjidhni funksionin.")
	x.From, x.To = readSpan(f, "Shkruani nga cila ditë punon në institucion.")
}

func (h handler) newPerson(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	x, d, _, err := h.readPerson(r, g)
	if err != nil {
		return err
	}
	mine := keeping(g, d)
	if len(mine) == 0 {
		return access.ErrDenied
	}
	x.From, x.InstitutionID = h.today(), strings.TrimSpace(r.URL.Query().Get("institution"))
	if len(mine) == 1 {
		x.InstitutionID = mine[0].Value
	}
	s := h.personSheet(r, g, x, d)
	return s.show(w, r, http.StatusOK, s.form(r))
}

func (h handler) addPerson(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	x, d, all, err := h.readPerson(r, g)
	if err != nil {
		return err
	}
	s := h.personSheet(r, g, x, d)
	readPersonForm(f, g, d, all, &x)
	x.ID = h.db.NewID()
	return h.save(w, r, g, s, f, "person", x.ID, func(tx *store.Tx) error { return persons.Add(tx, x) })
}

func (h handler) editPerson(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	x, d, _, err := h.readPerson(r, g)
	if err != nil {
		return err
	}
	if !keeps(g, x.InstitutionID) {
		return access.ErrDenied
	}
	s := h.personSheet(r, g, x, d)
	return s.show(w, r, http.StatusOK, s.form(r))
}

func (h handler) savePerson(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	x, d, all, err := h.readPerson(r, g)
	if err == nil {
		err = own(g, x.InstitutionID)
	}
	if err != nil {
		return err
	}
	s := h.personSheet(r, g, x, d)
	readPersonForm(f, g, d, all, &x)
	return h.save(w, r, g, s, f, "person", x.ID, func(tx *store.Tx) error {
		return persons.Edit(tx, x.ID, f.Version(), func(was *Person) error { *was = x; return nil })
	})
}
