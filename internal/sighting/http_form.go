package sighting

import (
	"errors"
	"net/http"
	"regexp"
	"slices"
	"strconv"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

type formPage struct {
	base
	ID      string // of the sighting to be
	S       Sighting
	New     bool
	After   Sighting // the one just recorded; its ID is "" when there is none
	Near    []string // origins with a button
	Reasons []web.Option
	Open    bool // when and where are shown open
}

var formView = web.NewView[formPage](files, "form.tmpl", "parts.tmpl")

// fresh is the page for a new sighting, filled in as far as the clock and what
// this person recorded last tell.
func (h handler) fresh(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p := formPage{base: h.base(r, g, "Konstatim i ri"), New: true, ID: h.files.DB.NewID()}
	if !g.Can(access.RecordSightings) {
		return access.ErrDenied
	}
	err := h.view(r, g, func(tx *store.Tx) (err error) {
		if p.S, err = h.start(tx, r.FormValue("after"), r.FormValue("same") != "", &p); err != nil {
			return err
		}
		return p.read(tx)
	})
	if err != nil {
		return err
	}
	f := web.NewForm(r)
	fill(f, p.S, p.Today, p.Near)
	return h.showForm(w, r, g, http.StatusOK, p, f)
}

// start is what a new sighting is filled in with: what is not known is said to
// be so, and where a guess would be worse than asking nothing is filled in.
func (h handler) start(tx *store.Tx, after string, same bool, p *formPage) (s Sighting, err error) {
	home, err := store.One(tx, unitOf, (*home).fields)
	if err != nil {
		return s, err
	}
	s = Sighting{On: p.Today, Band: bandNow(h.files.DB.Now()), Municipality: home.municipality, Company: "unknown", Age: "u", Sex: "u", Team: "unit"}
	last, ok, err := Last(tx)
	if err != nil || !ok {
		return s, err
	}
	if p.After, err = justNow(tx, after); err != nil {
		return s, err
	}
	if p.After.ID != "" {
		last = p.After
	}
	s.Team = last.Team
	if last.On == p.Today {
		s.Place, s.Municipality = last.Place, last.Municipality
	}
	if same && p.After.ID != "" {
		s.On, s.Band, s.Place, s.Municipality = last.On, last.Band, last.Place, last.Municipality
		s.Company, s.Origin, s.OriginKnown = last.Company, last.Origin, last.OriginKnown
	}
	return s, nil
}

// justNow is the sighting that this person recorded before coming here; nothing
// when there is none, or it was undone.
func justNow(tx *store.Tx, id string) (Sighting, error) {
	s, err := Get(tx, id)
	if errors.Is(err, store.ErrNotFound) || s.By != tx.Grant().Actor() || s.Removed {
		return Sighting{}, nil
	}
	return s, err
}

// read finds the buttons for origins and the numbers to call.
func (p *formPage) read(tx *store.Tx) error {
	home, err := store.One(tx, unitOf, (*home).fields)
	if err != nil {
		return err
	}
	met, err := frequent(tx, plus(p.Today, -90))
	p.Near = []string{home.municipality}
	for _, c := range met {
		if !slices.Contains(p.Near, c) && len(p.Near) < 5 {
			p.Near = append(p.Near, c)
		}
	}
	if err != nil {
		return err
	}
	return p.calls(tx)
}

func (h handler) showForm(w http.ResponseWriter, r *http.Request, g access.Grant, status int, p formPage, f *web.Form) error {
	p.Page = p.With(crumbs(g)).WithForm(f)
	p.Open = !p.New
	for _, e := range f.Errors {
		p.Open = p.Open || slices.Contains([]string{"day", "seen", "band", "municipality", "team"}, e.Field)
	}
	return formView.Render(w, r, status, p)
}

// Questions are those asked of every child.
func (p formPage) Questions() []web.Field {
	var list []web.Field
	for _, a := range asks {
		list = append(list, a.question(p.Lang, p.Form))
	}
	return list
}

// Band and team, which are filled in already.
func (p formPage) BandField() web.Field { return behind[0].question(p.Lang, p.Form) }
func (p formPage) TeamField() web.Field { return behind[1].question(p.Lang, p.Form) }

// OriginField has a button for what is met most often.
func (p formPage) OriginField() web.Field {
	options := []web.Option{{Value: notKnown, Label: text.T(p.Lang, "nuk dihet")}}
	for _, c := range p.Near {
		options = append(options, web.Option{Value: c, Label: code.OriginName(p.Lang, c)})
	}
	options = append(options, web.Option{Value: elsewhere, Label: text.T(p.Lang, "bashki ose shtet tjetër")})
	return p.Form.Choice("origin", text.T(p.Lang, "Nga vjen fëmija"), options, "small", "1", "more", elsewhere)
}

// KnownField says how the origin is known.
func (p formPage) KnownField() web.Field {
	return p.Form.Choice("known", text.T(p.Lang, "Si dihet nga vjen"), web.Options(p.Lang, code.OriginKnown[:2]), "small", "1")
}

// Places are the municipalities by the alphabet, then the countries.
func (p formPage) Places() []web.Option {
	return append(p.Towns(), web.Options(p.Lang, code.Countries)...)
}

// Towns are the municipalities by the alphabet.
func (p formPage) Towns() []web.Option {
	var list []web.Option
	for _, m := range code.Municipalities {
		list = append(list, web.Option{Value: m.Code, Label: m.Name})
	}
	text.Sort(list, func(o web.Option) string { return o.Label })
	return list
}

// DoneField is what was done at once: several may be tapped.
func (p formPage) DoneField() web.Field {
	return p.Form.Choice("done", text.T(p.Lang, "Çfarë u bë menjëherë"), web.Options(p.Lang, code.FieldActions), "small", "1", "type", "checkbox", "hint", text.T(p.Lang, "Mund të zgjidhni disa."))
}

// DayField is today, yesterday or another day.
func (p formPage) DayField() web.Field {
	options := []web.Option{
		{Value: p.Today, Label: text.T(p.Lang, "sot, %s", text.Day(p.Today))},
		{Value: before(p.Today), Label: text.T(p.Lang, "dje, %s", text.Day(before(p.Today)))},
		{Value: elsewhere, Label: text.T(p.Lang, "ditë tjetër")},
	}
	return p.Form.Choice("day", text.T(p.Lang, "Dita"), options, "small", "1", "more", elsewhere)
}

// ReasonField is why a sighting is corrected.
func (p formPage) ReasonField() web.Field {
	return p.Form.Choice("why", text.T(p.Lang, "Pse po ndryshohet"), web.Options(p.Lang, Reasons), "small", "1")
}

// When says in a line what is filled in already.
func (p formPage) When() string {
	s, day := p.S, text.Day(p.S.On)
	if s.On == p.Today {
		day = text.T(p.Lang, "sot")
	}
	return day + ", " + p.Band(s) + " · " + p.Town(s) + " · " + p.Team(s)
}

var anID = regexp.MustCompile(`^[a-z2-9]{16}$`)

// record takes a new sighting. The next page is ready for another one.
func (h handler) record(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	p := formPage{base: h.base(r, g, "Konstatim i ri"), New: true, ID: f.Text("id")}
	if !anID.MatchString(p.ID) {
		p.ID = h.files.DB.NewID()
	}
	note := child.Shared(f, "note")
	if read(f, &p.S, p.Today); !f.OK() {
		return h.refused(w, r, g, p, f)
	}
	p.S.ID = p.ID
	if err := Record(r.Context(), h.files, g, p.S, note); err != nil {
		return err
	}
	to := path(g, "/new?after="+p.ID)
	if f.Has("next") {
		to += "&same=1"
	}
	return web.Redirect(w, r, to, "")
}

// refused shows the form again with everything that was tapped.
func (h handler) refused(w http.ResponseWriter, r *http.Request, g access.Grant, p formPage, f *web.Form) error {
	look, err := g.Also(access.ReadSightings)
	if err == nil {
		err = h.view(r, look, p.read)
	}
	if err != nil {
		return err
	}
	return h.showForm(w, r, g, http.StatusUnprocessableEntity, p, f)
}

// one reads the sighting of an address, which the person may change, with its
// note.
func (h handler) one(r *http.Request, g access.Grant, more func(tx *store.Tx) error) (s Sighting, note string, err error) {
	look, err := g.Also(access.ReadSightings)
	if err != nil {
		return s, "", err
	}
	err = h.view(r, look, func(tx *store.Tx) (err error) {
		if s, err = Get(tx, r.PathValue("sighting")); err != nil {
			return err
		}
		if err := needMine(tx, s); err != nil {
			return err
		}
		return more(tx)
	})
	if err == nil {
		note, err = Note(r.Context(), h.files, g, s)
	}
	return s, note, err
}

func (h handler) edit(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p, note, err := h.correction(r, g)
	if err != nil {
		return err
	}
	f := web.NewForm(r)
	fill(f, p.S, p.Today, p.Near)
	f.Set("note", note).Set("version", strconv.FormatInt(p.S.Version, 10))
	return h.showForm(w, r, g, http.StatusOK, p, f)
}

func (h handler) correction(r *http.Request, g access.Grant) (p formPage, note string, err error) {
	p = formPage{base: h.base(r, g, "Korrigjo konstatimin")}
	p.S, note, err = h.one(r, g, p.read)
	if err == nil && (p.S.Removed || !g.Can(access.RecordSightings)) {
		err = access.ErrDenied
	}
	return p, note, err
}

// correct changes what was recorded, for a reason.
func (h handler) correct(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	p, note, err := h.correction(r, g)
	if err != nil {
		return err
	}
	typed := p.S
	read(f, &typed, p.Today)
	words := child.Shared(f, "note")
	why := f.Code("why", Reasons, "Zgjidhni pse po ndryshohet.")
	if !f.OK() {
		return h.showForm(w, r, g, http.StatusUnprocessableEntity, p, f)
	}
	err = Change(r.Context(), h.files, g, p.S.ID, f.Version(), why, func(_ *store.Tx, x *Writing) error {
		read(f, &x.Sighting, p.Today)
		x.Note = words
		return nil
	})
	if errors.Is(err, store.ErrConflict) {
		return p.conflict(g, f, typed, note)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/"+p.S.ID), "Konstatimi u korrigjua.")
}

// conflict shows what was tapped beside what somebody else saved meanwhile.
func (p formPage) conflict(g access.Grant, f *web.Form, typed Sighting, note string) error {
	c := web.Conflict{Back: path(g, "/"+p.S.ID), Action: path(g, "/"+p.S.ID+"/edit"), Form: f.Values, Now: p.S.Version}
	add := func(name, label, mine, theirs string) {
		c.Fields = append(c.Fields, web.ConflictField{Name: name, Label: text.T(p.Lang, label), Mine: mine, Theirs: theirs})
	}
	for _, l := range p.lines(typed) {
		add(l.name, l.Label, l.Words, "")
	}
	for i, l := range p.lines(p.S) {
		c.Fields[i].Theirs = l.Words
	}
	add("note", "Shënimi", f.Text("note"), note)
	return c
}
