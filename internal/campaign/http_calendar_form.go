package campaign

import (
	"net/http"
	"strconv"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

type calendarFormPage struct {
	base
	C          Calendar // without id while it is new
	Committees []web.Option
	Action     string
	Copied     int // lines of an earlier calendar that come along
}

var calendarFormView = web.NewView[calendarFormPage](files, "calendar_form.tmpl")

// setter refuses the forms of calendars to those who may not set any.
func setter(g access.Grant) error {
	if !g.Can(access.SetCalendars) {
		return access.ErrDenied
	}
	return nil
}

func (h handler) newCalendar(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	if err := setter(g); err != nil {
		return err
	}
	f := web.NewForm(r)
	if id := r.FormValue("from"); id != "" {
		c, err := h.loadCalendar(r, g, id)
		if err != nil {
			return err
		}
		c = c.nextYear()
		c.fill(f).Set("lines", c.lines(web.Lang(r))).Set("approved_on-day", "").Set("approved_on-month", "").Set("approved_on-year", "")
	} else {
		year := h.today()[:4]
		f.Set("title", text.T(web.Lang(r), "Tetori %s, muaji kundër trafikimit", year)).SetDay("starts_on", year+"-10-01").SetDay("ends_on", year+"-10-31")
	}
	f.Set("committees", g.Scope().ID)
	return h.showCalendarForm(w, r, g, http.StatusOK, f, Calendar{})
}

func (h handler) loadCalendar(r *http.Request, g access.Grant, id string) (c Calendar, err error) {
	err = h.view(r, g, func(tx *store.Tx) (err error) {
		c, err = LoadCalendar(tx, id)
		return err
	})
	return c, err
}

func (c Calendar) fill(f *web.Form) *web.Form {
	return f.Set("title", c.Title).SetDay("starts_on", c.StartsOn).SetDay("ends_on", c.EndsOn).SetDay("approved_on", c.ApprovedOn).
		Set("source", c.Source).Set("note", c.Note).Set("version", strconv.FormatInt(c.Version, 10))
}

// nextYear is the calendar a year later: the same days of the same months. The
// day after 28 February of a leap year becomes 28 February.
func (c Calendar) nextYear() Calendar {
	n := Calendar{Title: c.Title, StartsOn: yearLater(c.StartsOn), EndsOn: yearLater(c.EndsOn), Note: c.Note}
	year, _ := strconv.Atoi(c.StartsOn[:4])
	n.Title = strings.ReplaceAll(n.Title, strconv.Itoa(year), strconv.Itoa(year+1))
	for _, s := range c.Slots {
		n.Slots = append(n.Slots, Slot{StartsOn: yearLater(s.StartsOn), EndsOn: yearLater(s.EndsOn), Title: s.Title, Audience: s.Audience, Sector: s.Sector, Note: s.Note})
	}
	return n
}

func yearLater(day string) string {
	year, err := strconv.Atoi(day[:min(4, len(day))])
	if err != nil {
		return day
	}
	rest := day[4:]
	if rest == "-02-29" {
		rest = "-02-28"
	}
	return strconv.Itoa(year+1) + rest
}

// lines writes the slots as they are pasted.
func (c Calendar) lines(l text.Lang) string {
	var b strings.Builder
	for _, s := range c.Slots {
		days := text.Day(s.StartsOn)
		if s.EndsOn != s.StartsOn {
			days += "–" + text.Day(s.EndsOn)
		}
		audience, sector := "", ""
		if s.Audience != "" {
			audience = code.Audiences.Label(l, s.Audience)
		}
		if s.Sector != "" {
			sector = code.Sectors.Label(l, s.Sector)
		}
		b.WriteString(strings.Join([]string{days, strings.ReplaceAll(s.Title, ";", ","), audience, sector}, "; ") + "\n")
	}
	return b.String()
}

func (h handler) showCalendarForm(w http.ResponseWriter, r *http.Request, g access.Grant, status int, f *web.Form, c Calendar) error {
	page, more := web.NewPage(r, "Shto një kalendar"), []web.Crumb(nil)
	if c.ID != "" {
		page, more = web.NewPage(r, "Ndrysho kalendarin"), []web.Crumb{{Label: c.Title, Path: calendarPath(g, c.ID, "")}}
	}
	p := calendarFormPage{base: h.base(r, g, page.With(calendarCrumbs(g, more...)...).WithForm(f)), C: c, Action: r.URL.Path}
	if c.ID == "" {
		list, err := h.writable(r, g)
		if err != nil {
			return err
		}
		for _, x := range list {
			p.Committees = append(p.Committees, web.Option{Value: x.ID, Label: x.Name})
		}
	}
	return calendarFormView.Render(w, r, status, p)
}

// readCalendarForm reads the head of a calendar over what it was, and the lines.
func (c Calendar) read(f *web.Form, today string) Calendar {
	if c.Title = f.PublicLine("title"); c.Title == "" {
		f.Fail("title", "Shkruani si quhet kalendari, për shembull «Tetori 2026».")
	}
	c.StartsOn = f.NeedDay("starts_on", "Shkruani ditën e parë.")
	c.EndsOn = f.NeedDay("ends_on", "Shkruani ditën e fundit.")
	register.CheckYear(f, "starts_on", c.StartsOn, today)
	register.CheckYear(f, "ends_on", c.EndsOn, today)
	if f.OK() && c.EndsOn < c.StartsOn {
		f.Fail("ends_on", "Dita e fundit është para së parës. Ndreqni njërën.")
	}
	c.ApprovedOn, c.Source, c.Note = f.Day("approved_on"), f.PublicLine("source"), f.Public("note")
	return c
}

// readLines reads the pasted lines; each that cannot be read is named.
func readLines(f *web.Form, l text.Lang, c Calendar) []Slot {
	if c.StartsOn == "" || c.EndsOn == "" {
		return nil
	}
	list, faults := parseSlots(l, f.Text("lines"), c)
	for _, x := range faults { // one line of the summary each; Fail would keep the first alone
		f.Errors = append(f.Errors, web.FieldError{Field: "lines", Message: text.T(l, "Rreshti %d: %s", x.Line, x.Message)})
	}
	return list
}

func (h handler) createCalendar(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	c := Calendar{}.read(f, h.today())
	c.Slots = readLines(f, web.Lang(r), c)
	chosen := f.List("committees")
	if len(chosen) == 0 {
		f.Fail("committees", "Zgjidhni të paktën një komitet.")
	}
	if !f.OK() {
		return h.showCalendarForm(w, r, g, http.StatusUnprocessableEntity, f, Calendar{})
	}
	done, err := h.send(r, g, c, chosen)
	if err != nil {
		return err
	}
	if id := done[g.Scope().ID]; id != "" {
		if len(done) > 1 {
			return web.Redirect(w, r, calendarPath(g, id, "/committees"), "Kalendari u shtua.")
		}
		return web.Redirect(w, r, calendarPath(g, id, ""), "Kalendari u shtua.")
	}
	for committee, id := range done {
		return web.Redirect(w, r, "/k/"+committee+"/campaign/calendar/"+id+"/committees", "Kalendari u shtua.")
	}
	return web.Redirect(w, r, path(g, "/calendar"), "")
}

func (h handler) calendarForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	if err := setter(g); err != nil {
		return err
	}
	c, err := h.loadCalendar(r, g, r.PathValue("calendar"))
	if err != nil {
		return err
	}
	return h.showCalendarForm(w, r, g, http.StatusOK, c.fill(web.NewForm(r)), c)
}

func (h handler) saveCalendar(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	was, err := h.loadCalendar(r, g, r.PathValue("calendar"))
	if err != nil {
		return err
	}
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	c := was.read(f, h.today())
	for _, s := range was.Slots {
		if f.OK() && (s.StartsOn < c.StartsOn || s.EndsOn > c.EndsOn) {
			f.Fail("starts_on", "Veprimtaria «%s» do të mbetej jashtë këtyre ditëve. Zhvendoseni më parë, ose zgjeroni kalendarin.", s.Title)
		}
	}
	if !f.OK() {
		return h.showCalendarForm(w, r, g, http.StatusUnprocessableEntity, f, was)
	}
	err = h.change(r, g, c.ID, func(tx *store.Tx) error {
		return calendars.Edit(tx, c.ID, f.Version(), func(x *Calendar) error {
			c.Version = x.Version
			*x = c
			return nil
		})
	})
	if conflicted(err) {
		now, err := h.loadCalendar(r, g, c.ID)
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

func (h handler) confirmCalendar(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	if err := setter(g); err != nil {
		return err
	}
	c, err := h.loadCalendar(r, g, r.PathValue("calendar"))
	if err != nil {
		return err
	}
	page := web.NewPage(r, "Hiqe kalendarin").With(calendarCrumbs(g, web.Crumb{Label: c.Title, Path: calendarPath(g, c.ID, "")})...)
	return h.confirm(w, r, g, page, c.Title+": "+slotWords(page.Lang, len(c.Slots)), calendarPath(g, c.ID, ""), c.Version)
}

// removeCalendar removes a calendar with its lines, if nobody carries any out.
func (h handler) removeCalendar(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id := r.PathValue("calendar")
	err = h.change(r, g, id, func(tx *store.Tx) error {
		c, err := LoadCalendar(tx, id)
		if err != nil {
			return err
		}
		for _, s := range c.Slots {
			if err := removeSlot(tx, s, s.Version); err != nil {
				return err
			}
		}
		return calendars.Remove(tx, id, f.Version())
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/calendar"), "Kalendari u hoq.")
}

// removeSlot removes a line that nobody carries out.
func removeSlot(tx *store.Tx, s Slot, version int64) error {
	n, err := store.Value[int64](tx, carriedOut, s.ID)
	if err != nil {
		return err
	}
	if n > 0 {
		return web.Refuse("Veprimtarinë «%s» e ka marrë përsipër dikush. Hiqeni më parë lidhjen te aktiviteti.", s.Title)
	}
	return slots.Remove(tx, s.ID, version)
}
