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

// planned and reported are the numbers asked for when a session is planned, and
// when it was held.
var planned, reported = pick("places"), pick("attended", "cost")

func pick(codes ...string) (list []code.Count) {
	for _, c := range codes {
		n, _ := code.FindIn(code.SessionCounts, c)
		list = append(list, n)
	}
	return list
}

var qarkOf = store.Read(`SELECT qark FROM committee WHERE committee_id = $1`)

// opened is a session with its course and what its forms offer.
type opened struct {
	s     Session
	c     Course
	d     register.Directory
	towns []web.Option
}

func (h handler) open(r *http.Request, g access.Grant) (o opened, err error) {
	look, err := g.Also(access.ReadTraining)
	if err != nil {
		return o, err
	}
	err = h.view(r, look, func(tx *store.Tx) (err error) {
		if id := r.PathValue("session"); id != "" {
			o.s, o.c, err = LoadSession(tx, id)
		} else {
			o.c, err = loadCourse(tx, r.PathValue("course"))
		}
		if err != nil {
			return err
		}
		if o.d, err = register.ReadDirectory(tx, h.today()); err != nil {
			return err
		}
		qark, err := store.Value[string](tx, qarkOf)
		o.towns = register.PlaceOptions(code.MunicipalitiesOf(qark), o.s.Municipality)
		return err
	})
	return o, err
}

// openOwn is open for those who keep the course.
func (h handler) openOwn(r *http.Request, g access.Grant) (opened, error) {
	o, err := h.open(r, g)
	if err == nil && !keeps(g, o.c.InstitutionID) {
		err = access.ErrDenied
	}
	return o, err
}

func (o opened) crumbs(g access.Grant) []web.Crumb {
	list := []web.Crumb{home(g), {Label: o.c.Title, Path: path(g, "/course/"+o.c.ID)}}
	if o.s.ID != "" {
		list = append(list, web.Crumb{Label: o.s.Days(), Path: path(g, "/session/"+o.s.ID)})
	}
	return list
}

func (h handler) sessionSheet(r *http.Request, g access.Grant, o opened) sheet {
	s := sheet{title: "Seancë e re", button: "Ruaj seancën", done: "Seanca u ruajt.", crumbs: o.crumbs(g), action: path(g, "/course/"+o.c.ID+"/session"), back: path(g, "/course/"+o.c.ID),
		counts: planned, stamp: o.s.Numbers.Stamp(register.Whats("places")), now: o.s.Version}
	if o.s.ID != "" {
		at := path(g, "/session/"+o.s.ID)
		s.title, s.action, s.back = "Ndrysho seancën", at+"/edit", at
		s.again = func() (sheet, error) {
			now, err := h.open(r, g)
			return h.sessionSheet(r, g, now), err
		}
	}
	s.inputs = func(f *web.Form) []input {
		return []input{
			{"date", f.Field("starts", web.T(r, "Dita"), "small", "1")},
			{"date", f.Field("ends", web.T(r, "Dita e fundit"), "small", "1", "optional", "1", "hint", web.T(r, "Vetëm kur zgjat më shumë se një ditë."))},
			{"input", f.Field("hour", web.T(r, "Ora"), "small", "1", "width", "5", "optional", "1", "hint", web.T(r, "Për shembull 09.00"))},
			{"select", f.Choice("municipality", web.T(r, "Bashkia"), o.towns, "small", "1", "optional", "1")},
			{"input", f.Field("place", web.T(r, "Vendi"), "small", "1", "optional", "1")},
			{"textarea", f.Field("note", web.T(r, "Shënim"), "small", "1", "rows", "3", "optional", "1")},
		}
	}
	s.fill = func(f *web.Form) {
		f.SetDay("starts", o.s.StartsOn).Set("hour", strings.Replace(o.s.Hour, ":", ".", 1)).Set("municipality", o.s.Municipality).Set("place", o.s.Place).Set("note", o.s.Note)
		if o.s.EndsOn != o.s.StartsOn {
			f.SetDay("ends", o.s.EndsOn)
		}
		o.s.Numbers.Fill(f, planned, "")
	}
	return s
}

func readSession(f *web.Form, o opened, s *Session, today string) {
	s.StartsOn = f.NeedDay("starts", "Shkruani ditën e seancës.")
	if s.EndsOn = f.Day("ends"); s.EndsOn == "" {
		s.EndsOn = s.StartsOn
	}
	register.CheckYear(f, "starts", s.StartsOn, today)
	register.CheckYear(f, "ends", f.Day("ends"), today)
	if s.EndsOn < s.StartsOn {
		f.Fail("ends", "Dita e fundit nuk mund të jetë para ditës së parë.")
	}
	if s.Hour = f.Text("hour"); s.Hour != "" {
		clock, err := text.ParseClock(s.Hour)
		if err != nil {
			f.Fail("hour", "Shkruani orën si 09.00, ose lëreni bosh.")
		}
		s.Hour = clock
	}
	s.Municipality, s.Place, s.Note = f.Text("municipality"), f.PublicLine("place"), f.Public("note")
	known := s.Municipality == ""
	for _, t := range o.towns {
		known = known || t.Value == s.Municipality
	}
	if !known {
		f.Fail("municipality", "Zgjidhni një bashki nga lista.")
	}
}

func (h handler) newSession(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	o, err := h.openOwn(r, g)
	if err != nil {
		return err
	}
	s := h.sessionSheet(r, g, o)
	return s.show(w, r, http.StatusOK, s.form(r))
}

func (h handler) addSession(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	o, err := h.openOwn(r, g)
	if err != nil {
		return err
	}
	s := h.sessionSheet(r, g, o)
	n := Session{CourseID: o.c.ID, State: Planned}
	readSession(f, o, &n, h.today())
	numbers := register.Read(f, planned, "")
	n.ID = h.db.NewID()
	s.back = path(g, "/session/"+n.ID)
	return h.save(w, r, g, s, f, "session", n.ID, func(tx *store.Tx) error {
		if err := sessions.Add(tx, n); err != nil {
			return err
		}
		return register.SaveNumbers(tx, n.ID, numbers, register.Whats("places"))
	})
}

func (h handler) editSession(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	o, err := h.openOwn(r, g)
	if err != nil {
		return err
	}
	s := h.sessionSheet(r, g, o)
	return s.show(w, r, http.StatusOK, s.form(r))
}

func (h handler) saveSession(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	o, err := h.openOwn(r, g)
	if err != nil {
		return err
	}
	s, n := h.sessionSheet(r, g, o), o.s
	readSession(f, o, &n, h.today())
	if o.s.State == Held && n.EndsOn > h.today() {
		f.Fail("starts", "Seanca është shënuar si e zhvilluar: dita nuk mund të jetë në të ardhmen.")
	}
	numbers := register.Read(f, planned, "")
	return h.save(w, r, g, s, f, "session", n.ID, func(tx *store.Tx) error {
		err := sessions.Edit(tx, n.ID, f.Version(), func(was *Session) error { *was = n; return nil })
		if err != nil {
			return err
		}
		return saveNumbers(tx, n.ID, f, numbers, "places")
	})
}

// saveNumbers saves numbers unless somebody counted meanwhile.
func saveNumbers(tx *store.Tx, id string, f *web.Form, now register.Numbers, whats ...string) error {
	there, err := register.LoadNumbers(tx, id)
	if err != nil {
		return err
	}
	if there.Stamp(register.Whats(whats...)) != f.Text("stamp") {
		return store.ErrConflict
	}
	return register.SaveNumbers(tx, id, now, register.Whats(whats...))
}
