package campaign

import (
	"net/http"
	"slices"
	"strconv"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

type linesPage struct {
	base
	C Calendar
}

type slotPage struct {
	base
	C                Calendar
	X                Slot // without id while it is new
	Action           string
	Audience, Sector []web.Option
}

var (
	linesView = web.NewView[linesPage](files, "lines.tmpl")
	slotView  = web.NewView[slotPage](files, "slot.tmpl")
)

func (h handler) linesForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return h.showLines(w, r, g, http.StatusOK, web.NewForm(r))
}

func (h handler) showLines(w http.ResponseWriter, r *http.Request, g access.Grant, status int, f *web.Form) error {
	if err := setter(g); err != nil {
		return err
	}
	c, err := h.loadCalendar(r, g, r.PathValue("calendar"))
	if err != nil {
		return err
	}
	page := web.NewPage(r, "Ngjit veprimtari").With(calendarCrumbs(g, web.Crumb{Label: c.Title, Path: calendarPath(g, c.ID, "")})...)
	return linesView.Render(w, r, status, linesPage{h.base(r, g, page.WithForm(f)), c})
}

// addLines adds pasted lines; what stands in the calendar already, word for word,
// is not added again.
func (h handler) addLines(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	c, err := h.loadCalendar(r, g, r.PathValue("calendar"))
	if err != nil {
		return err
	}
	list := readLines(f, web.Lang(r), c)
	if f.OK() && len(list) == 0 {
		f.Fail("lines", "Ngjitni të paktën një rresht.")
	}
	if !f.OK() {
		return h.showLines(w, r, g, http.StatusUnprocessableEntity, f)
	}
	err = h.change(r, g, c.ID, func(tx *store.Tx) error {
		now, err := LoadCalendar(tx, c.ID)
		if err != nil {
			return err
		}
		for _, s := range list {
			if slices.ContainsFunc(now.Slots, s.same) {
				continue
			}
			s.ID, s.CalendarID = tx.NewID(), c.ID
			if err := slots.Add(tx, s); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, calendarPath(g, c.ID, ""), "Veprimtaritë u shtuan.")
}

func (s Slot) same(x Slot) bool {
	return s.StartsOn == x.StartsOn && s.EndsOn == x.EndsOn && s.Title == x.Title && s.Audience == x.Audience && s.Sector == x.Sector
}

// slot reads the calendar and the line of the address: "new" is none yet.
func (h handler) slot(r *http.Request, g access.Grant) (c Calendar, s Slot, err error) {
	if err := setter(g); err != nil {
		return c, s, err
	}
	if c, err = h.loadCalendar(r, g, r.PathValue("calendar")); err != nil {
		return c, s, err
	}
	id := r.PathValue("slot")
	if id == "new" {
		return c, Slot{CalendarID: c.ID}, nil
	}
	i := slices.IndexFunc(c.Slots, func(x Slot) bool { return x.ID == id })
	if i < 0 {
		return c, s, store.ErrNotFound
	}
	return c, c.Slots[i], nil
}

func (s Slot) fill(f *web.Form) *web.Form {
	f.Set("title", s.Title).SetDay("starts_on", s.StartsOn).Set("audience", s.Audience).Set("sector", s.Sector).Set("note", s.Note)
	if s.EndsOn != s.StartsOn {
		f.SetDay("ends_on", s.EndsOn)
	}
	return f.Set("version", strconv.FormatInt(s.Version, 10))
}

func (h handler) slotForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	c, s, err := h.slot(r, g)
	if err != nil {
		return err
	}
	return h.showSlot(w, r, g, http.StatusOK, s.fill(web.NewForm(r)), c, s)
}

func (h handler) showSlot(w http.ResponseWriter, r *http.Request, g access.Grant, status int, f *web.Form, c Calendar, s Slot) error {
	page := web.NewPage(r, "Veprimtaria e kalendarit").With(calendarCrumbs(g, web.Crumb{Label: c.Title, Path: calendarPath(g, c.ID, "")})...)
	p := slotPage{base: h.base(r, g, page.WithForm(f)), C: c, X: s, Action: r.URL.Path}
	p.Audience, p.Sector = web.Options(p.Lang, code.Audiences), web.Options(p.Lang, code.Sectors)
	return slotView.Render(w, r, status, p)
}

func (s Slot) read(f *web.Form, c Calendar) Slot {
	if s.Title = f.PublicLine("title"); s.Title == "" {
		f.Fail("title", "Shkruani çfarë do të zhvillohet.")
	}
	s.StartsOn = f.NeedDay("starts_on", "Shkruani ditën e parë.")
	if s.EndsOn = f.Day("ends_on"); s.EndsOn == "" {
		s.EndsOn = s.StartsOn
	}
	switch {
	case !f.OK():
	case s.EndsOn < s.StartsOn:
		f.Fail("ends_on", "Dita e fundit është para së parës. Ndreqni njërën.")
	case s.StartsOn < c.StartsOn || s.EndsOn > c.EndsOn:
		f.Fail("starts_on", "Zgjidhni ditë brenda kalendarit.")
	}
	if s.Audience = f.Text("audience"); s.Audience != "" {
		s.Audience = f.Code("audience", code.Audiences, "Zgjidhni audiencën.")
	}
	if s.Sector = f.Text("sector"); s.Sector != "" {
		s.Sector = f.Code("sector", code.Sectors, "Zgjidhni sektorin.")
	}
	s.Note = f.PublicLine("note")
	return s
}

func (h handler) saveSlot(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	c, was, err := h.slot(r, g)
	if err != nil {
		return err
	}
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	s := was.read(f, c)
	if !f.OK() {
		return h.showSlot(w, r, g, http.StatusUnprocessableEntity, f, c, was)
	}
	err = h.change(r, g, c.ID, func(tx *store.Tx) error {
		if s.ID == "" {
			s.ID = tx.NewID()
			return slots.Add(tx, s)
		}
		return slots.Edit(tx, s.ID, f.Version(), func(x *Slot) error {
			s.Version = x.Version
			*x = s
			return nil
		})
	})
	if conflicted(err) {
		_, now, err := h.slot(r, g)
		if err != nil {
			return err
		}
		return h.conflict(r, g, calendarPath(g, c.ID, ""), f, now.fill(web.NewForm(r)), nil)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, calendarPath(g, c.ID, ""), "U ruajt.")
}

func (h handler) confirmSlot(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	c, s, err := h.slot(r, g)
	if err != nil {
		return err
	}
	page := web.NewPage(r, "Hiqe veprimtarinë").With(calendarCrumbs(g, web.Crumb{Label: c.Title, Path: calendarPath(g, c.ID, "")})...)
	return h.confirm(w, r, g, page, s.Title, calendarPath(g, c.ID, ""), s.Version)
}

func (h handler) removeSlot(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	c, s, err := h.slot(r, g)
	if err != nil {
		return err
	}
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	if s.ID == "" {
		return store.ErrNotFound
	}
	if err := h.change(r, g, c.ID, func(tx *store.Tx) error { return removeSlot(tx, s, f.Version()) }); err != nil {
		return err
	}
	return web.Redirect(w, r, calendarPath(g, c.ID, ""), "U hoq.")
}
