package meeting

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

type formPage struct {
	base
	ID           string
	Bodies       []web.Option
	Kinds        []web.Option
	Seated       []web.Option // institutions with a seat that day
	Others       []web.Option
	Order        string // number of the order that seats them
	Day          string
	Guests       group
	Lines        []group
	Figures      group
	Institutions bool // there are any
}

var formView = web.NewView[formPage](files, "form.tmpl", "rows.tmpl")

// A sitting is what the form needs to know of the day of a meeting.
type sitting struct {
	seats []seated
	order string
	names directory
}

func readSitting(tx *store.Tx, day, body string) (s sitting, err error) {
	if s.seats, s.order, err = readSeats(tx, day, body); err != nil {
		return s, err
	}
	s.names, err = readDirectory(tx, day)
	return s, err
}

// form is for a new meeting, with the seats of today, and for one recorded.
func (h handler) form(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	m, f := Meeting{ID: newID, Body: "committee", HeldOn: h.today()}, web.NewForm(r)
	if id := r.PathValue("id"); id != newID {
		err := h.view(r, g, func(tx *store.Tx) (err error) {
			m, err = Get(tx, id)
			return err
		})
		if err == nil && !m.Recorded {
			err = store.ErrNotFound // it has pages of its own
		}
		if err != nil {
			return err
		}
		fill(f, m)
	}
	return h.showForm(w, r, g, http.StatusOK, m, f)
}

// showForm offers the institutions seated on the day of m, as far as it is known.
func (h handler) showForm(w http.ResponseWriter, r *http.Request, g access.Grant, status int, m Meeting, f *web.Form) error {
	if !g.Can(access.RecordMeetings) {
		return access.ErrDenied
	}
	if m.HeldOn == "" {
		m.HeldOn = h.today()
	}
	var s sitting
	err := h.view(r, g, func(tx *store.Tx) (err error) {
		s, err = readSitting(tx, m.HeldOn, m.Body)
		return err
	})
	if err != nil {
		return err
	}
	l, title := web.Lang(r), "Shënimi i një mbledhjeje"
	if m.ID != newID {
		title = "Ndryshimi i mbledhjes"
	}
	p := formPage{
		base: newBase(r, g, title).under(web.Crumb{Label: "Mbledhjet", Path: path(g, "")}), ID: m.ID, Day: m.HeldOn, Order: s.order,
		Bodies: web.Options(l, code.Bodies), Kinds: web.Options(l, code.MeetingKinds), Institutions: len(s.names) > 0,
		Seated: s.names.Pick(func(id string) bool { return kindIn(s.seats, id) != "" }),
		Others: s.names.Pick(func(id string) bool { return kindIn(s.seats, id) == "" }),
	}
	p.Form = f
	p.groups(l, f, s.names)
	return formView.Render(w, r, status, p)
}

func (p *formPage) groups(l text.Lang, f *web.Form, names directory) {
	p.Guests = newGroup(f, l, "guest", "Të ftuar nga jashtë komitetit", "I ftuari", "Shto një të ftuar")
	p.Guests.Hint = text.T(l, "Emri i institucionit, jo i personit.")
	p.Guests = p.Guests.each()
	for _, k := range lineKinds {
		x := newGroup(f, l, k.kind, k.title, k.label, k.add, k.kind+"_owner", k.kind+"_due")
		if x.Due = k.kind == Task; x.Due || k.kind == Recommendation {
			x.Owners = append([]web.Option{}, names.Pick(func(string) bool { return true })...)
		}
		p.Lines = append(p.Lines, x.each())
	}
	p.Figures = newGroup(f, l, "what", "Shifra të thëna në mbledhje", "Shifra", "Shto një shifër", "value", "about")
	p.Figures.Qualifiers, p.Figures.Units = web.Options(l, code.Qualifiers), web.Options(l, code.Units)
	p.Figures = p.Figures.each()
}

func (h handler) save(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	m := parse(f, r.PathValue("id"), h.today())
	if err := h.seat(r, g, f, &m); err != nil {
		return err
	}
	if !f.OK() {
		return h.showForm(w, r, g, http.StatusUnprocessableEntity, m, f)
	}
	keep, message := func(tx *store.Tx, m Meeting) error { return correct(tx, f, m) }, "Mbledhja u ndryshua."
	if m.ID == newID {
		m.ID, keep, message = h.db.NewID(), Record, "Mbledhja u shënua."
	}
	err = h.change(r, g, m.ID, func(tx *store.Tx) error {
		if err := keep(tx, m); err != nil {
			return err
		}
		return h.need.scheduled(tx, m.ID, m.Body, m.HeldOn)
	})
	if errors.Is(err, store.ErrConflict) {
		return h.conflict(r, g, m, f)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/%s", m.ID), message)
}

// seat reads who came, against the seats of the day that was typed. Those
// without a seat are moved to the visitors, and the form says so.
func (h handler) seat(r *http.Request, g access.Grant, f *web.Form, m *Meeting) error {
	var s sitting
	err := h.view(r, g, func(tx *store.Tx) (err error) {
		s, err = readSitting(tx, m.HeldOn, m.Body)
		return err
	})
	if err != nil {
		return err
	}
	var strangers []string
	m.Attendance, strangers = attendance(f, s.seats, s.names)
	for _, l := range m.Lines {
		if l.InstitutionID != "" && !s.names.Has(l.InstitutionID) {
			return access.ErrDenied
		}
	}
	if len(strangers) == 0 || m.HeldOn == "" {
		return nil
	}
	var named []string
	for _, id := range strangers {
		named = append(named, s.names.Name(id))
	}
	for _, a := range m.Attendance {
		if kindIn(s.seats, a.InstitutionID) != "" && !slices.Contains(f.Values["present"], a.InstitutionID) {
			f.Values.Add("present", a.InstitutionID)
		}
	}
	f.Values["visitor"] = append(f.Values["visitor"], strangers...)
	failSeats(f, s.order, m.HeldOn, strings.Join(named, ", "))
	return nil
}

func failSeats(f *web.Form, order, day, names string) {
	if order == "" {
		f.Fail("visitor", "Më %s nuk kishte urdhër në fuqi, ndaj këto institucione u kaluan te të ftuarit: %s. Kontrolloni dhe ruajeni sërish.", text.Day(day), names)
		return
	}
	f.Fail("visitor", "Sipas urdhrit nr. %s, në fuqi më %s, këto institucione nuk kanë vend në këtë mbledhje, ndaj u kaluan te të ftuarit: %s. Kontrolloni dhe ruajeni sërish.", order, text.Day(day), names)
}

// conflict shows what was typed beside what somebody else saved meanwhile.
func (h handler) conflict(r *http.Request, g access.Grant, mine Meeting, f *web.Form) error {
	var now Meeting
	var names directory
	err := h.view(r, g, func(tx *store.Tx) (err error) {
		if now, err = Get(tx, mine.ID); err != nil {
			return err
		}
		names, err = readDirectory(tx, now.HeldOn)
		return err
	})
	if err != nil {
		return err
	}
	c := web.Conflict{Back: path(g, "/%s", mine.ID), Action: path(g, "/%s/edit", mine.ID), Form: f.Values, Now: now.Version}
	a, b := words(web.Lang(r), mine, names), words(web.Lang(r), now, names)
	for i, w := range a {
		c.Fields = append(c.Fields, web.ConflictField{Name: w.name, Label: web.T(r, w.label), Mine: w.value, Theirs: b[i].value})
	}
	return c
}

type word struct{ name, label, value string }

// words is a meeting as text, field by field, always in the same order.
func words(l text.Lang, m Meeting, names directory) []word {
	list := []word{
		{"body", "Kush u mblodh", code.Bodies.Label(l, m.Body)}, {"kind", "Lloji", code.MeetingKinds.Label(l, m.Kind)},
		{"held", "Data", text.Day(m.HeldOn)}, {"date_note", "Sa dihet data", m.DateNote}, {"time", "Ora", m.Time}, {"place", "Vendi", m.Place},
		{"title", "Titulli", m.Title}, {"chaired_by", "Drejtoi", m.ChairedBy}, {"source", "Burimi", m.Source}, {"note", "Shënim", m.Note},
	}
	var came []string
	for _, a := range m.Attendance {
		came = append(came, a.Name+names.Name(a.InstitutionID))
	}
	list = append(list, word{"present", "Morën pjesë", strings.Join(came, "\n")})
	for _, k := range lineKinds {
		var lines []string
		for _, x := range m.LinesOf(k.kind) {
			lines = append(lines, strings.TrimRight(x.Body+" – "+names.Name(x.InstitutionID)+" "+text.Day(x.DueOn), " –"))
		}
		list = append(list, word{k.kind, k.title, strings.Join(lines, "\n")})
	}
	var said []string
	for _, x := range m.Figures {
		said = append(said, x.What+": "+x.Value.Words(string(l), text.Number(l, int64(x.Value.Number)))+" "+code.UnitAfter(l, x.Unit, x.Value.Number == figure.One)+" "+x.About)
	}
	return append(list, word{"what", "Shifra të thëna në mbledhje", strings.Join(said, "\n")})
}
