package campaign

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/document"
	"tryeza/internal/figure"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

type calendarsPage struct {
	base
	List    []Calendar
	CanSet  bool
	CanKeep bool
}

type calendarPage struct {
	base
	C         Calendar
	Lines     []slotRow
	Months    []month
	Held      []Activity // activities of its days or its lines
	Conflicts []Conflict
	Cover     Coverage
	Places    []placeRow
	Figures   []string
	CanSet    bool
	CanKeep   bool
}

// A slotRow is a line of the calendar with those who carry it out.
type slotRow struct {
	Slot
	By []Activity
}

// A month of the calendar, as a grid of weeks that begin on Monday.
type month struct {
	Name  string
	Weeks [][]gridDay
}

// A gridDay is one day of a month; Number is 0 outside it.
type gridDay struct {
	Number int
	Day    string
	Slots  []Slot
	Held   []Activity
}

// A placeRow is a municipality with how many activities it has.
type placeRow struct {
	Name string
	N    int
}

var (
	calendarsView = web.NewView[calendarsPage](register.With(files), "calendars.tmpl", register.Partial)
	calendarView  = web.NewView[calendarPage](register.With(files), "calendar.tmpl", "parts.tmpl", register.Partial)
)

func calendarCrumbs(g access.Grant, more ...web.Crumb) []web.Crumb {
	return crumbs(g, append([]web.Crumb{{Label: "Kalendarët", Path: path(g, "/calendar")}}, more...)...)
}

func (h handler) calendars(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p := calendarsPage{base: h.base(r, g, web.NewPage(r, "Kalendarët").With(crumbs(g)...)), CanSet: g.Can(access.SetCalendars), CanKeep: g.Can(access.KeepCampaigns)}
	err := h.view(r, g, func(tx *store.Tx) (err error) {
		p.List, err = store.All(tx, allCalendars, (*Calendar).fields)
		return err
	})
	if err != nil {
		return err
	}
	return calendarsView.Render(w, r, http.StatusOK, p)
}

// readCalendar reads a calendar with the activities of its days and lines, and
// the qark.
func readCalendar(tx *store.Tx, id string) (c Calendar, list []Activity, qark string, err error) {
	if c, err = LoadCalendar(tx, id); err != nil {
		return c, nil, "", err
	}
	if list, err = store.All(tx, activitiesFrom, (*Activity).fields, c.StartsOn, c.EndsOn, id); err != nil {
		return c, nil, "", err
	}
	if err = loadAll(tx, list); err != nil {
		return c, nil, "", err
	}
	qark, err = readQark(tx)
	return c, list, qark, err
}

func (h handler) calendar(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p := calendarPage{base: h.base(r, g, web.Page{Lang: web.Lang(r)}), CanSet: g.Can(access.SetCalendars), CanKeep: g.Can(access.KeepCampaigns)}
	qark := ""
	err := h.view(r, g, func(tx *store.Tx) (err error) {
		if p.C, p.Held, qark, err = readCalendar(tx, r.PathValue("calendar")); err != nil {
			return err
		}
		p.Directory, err = register.ReadDirectory(tx, p.C.StartsOn)
		return err
	})
	if err != nil {
		return err
	}
	p.Page = web.NewPage(r, "%s", p.C.Title).With(calendarCrumbs(g)...)
	p.Cover, p.Conflicts, p.Figures = coverageOf(p.C, p.Held, qark), conflictsOf(p.Held), figures(p.Lang, p.Held)
	for _, s := range p.C.Slots {
		p.Lines = append(p.Lines, slotRow{s, p.Cover.By[s.ID]})
	}
	for _, m := range code.MunicipalitiesOf(qark) {
		p.Places = append(p.Places, placeRow{m.Name, p.Cover.Counts[m.Code]})
	}
	p.Months = months(p.Lang, p.C, p.Held)
	return calendarView.Render(w, r, http.StatusOK, p)
}

// months are those the calendar touches, at most six.
func months(l text.Lang, c Calendar, list []Activity) []month {
	first, err := time.Parse(time.DateOnly, c.StartsOn)
	last, bad := time.Parse(time.DateOnly, c.EndsOn)
	if err != nil || bad != nil {
		return nil
	}
	var all []month
	for at := first.AddDate(0, 0, 1-first.Day()); !at.After(last) && len(all) < 6; at = at.AddDate(0, 1, 0) {
		all = append(all, monthOf(l, at, c, list))
	}
	return all
}

func monthOf(l text.Lang, first time.Time, c Calendar, list []Activity) month {
	m := month{Name: text.Month(l, int(first.Month())) + " " + first.Format("2006")}
	week := make([]gridDay, (int(first.Weekday())+6)%7)
	for at := first; at.Month() == first.Month(); at = at.AddDate(0, 0, 1) {
		week = append(week, dayOf(at, c, list))
		if len(week) == 7 {
			m.Weeks, week = append(m.Weeks, week), nil
		}
	}
	if len(week) > 0 {
		m.Weeks = append(m.Weeks, append(week, make([]gridDay, 7-len(week))...))
	}
	return m
}

// longSlot is how many days a line may last to stand on each of them; a longer one
// stands on its first day only.
const longSlot = 7

func dayOf(at time.Time, c Calendar, list []Activity) gridDay {
	d := gridDay{Number: at.Day(), Day: at.Format(time.DateOnly)}
	for _, s := range c.Slots {
		short := s.EndsOn < text.DaysAfter(s.StartsOn, longSlot)
		if s.StartsOn == d.Day || short && s.StartsOn < d.Day && d.Day <= s.EndsOn {
			d.Slots = append(d.Slots, s)
		}
	}
	for _, a := range list {
		if a.State != Cancelled && a.StartsOn <= d.Day && d.Day <= a.EndsOn {
			d.Held = append(d.Held, a)
		}
	}
	return d
}

// Weekdays head the columns of the grid.
func (p calendarPage) Weekdays() []string {
	var list []string
	for _, s := range []string{"e hënë", "e martë", "e mërkurë", "e enjte", "e premte", "e shtunë", "e diel"} {
		list = append(list, text.T(p.Lang, s))
	}
	return list
}

// Why says how two activities get in each other's way.
func (p calendarPage) Why(c Conflict) string {
	var why []string
	if c.SameHour {
		why = append(why, text.T(p.Lang, "i njëjti institucion në të njëjtën orë"))
	}
	if len(c.SameAudience) > 0 {
		why = append(why, text.T(p.Lang, "e njëjta ditë, bashki dhe audiencë: %s", p.For(c.SameAudience)))
	}
	return strings.Join(why, "; ")
}

// Gaps names the municipalities with nothing.
func (p calendarPage) Gaps() string {
	var names []string
	for _, c := range p.Cover.Empty {
		names = append(names, code.MunicipalityName(c))
	}
	return text.List(p.Lang, names)
}

// Progress says how much of the calendar is carried out.
func (p calendarPage) Progress() string {
	n := len(p.C.Slots)
	return text.T(p.Lang, "Të marra përsipër: %s nga %s të kalendarit.", text.Number(p.Lang, int64(figure.Whole(int64(n-len(p.Cover.Free))))), slotWords(p.Lang, n))
}

func slotWords(l text.Lang, count int) string {
	n := int64(count)
	return text.Count(l, &n, text.Forms{Zero: "asnjë veprimtari", One: "1 veprimtari", Many: "{n} veprimtari"})
}

// Sector says who should carry out a line.
func (p calendarPage) Sector(s string) string {
	if s == "" {
		return text.T(p.Lang, "kushdo")
	}
	return code.Sectors.Label(p.Lang, s)
}

// tiles draws the activities by municipality.
func (h handler) tiles(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	var svg []byte
	err := h.view(r, g, func(tx *store.Tx) error {
		c, list, qark, err := readCalendar(tx, r.PathValue("calendar"))
		if err != nil {
			return err
		}
		svg, err = document.SVG(tileMap(web.Lang(r), c, coverageOf(c, list, qark), qark))
		return err
	})
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "image/svg+xml")
	_, err = w.Write(svg)
	return err
}

// tileMap is the map of the qark: nothing in a municipality is a zero, not a
// number that is missing.
func tileMap(l text.Lang, c Calendar, v Coverage, qark string) document.Map {
	m := document.Map{ID: "campaign", Title: c.Title, Unit: text.T(l, "aktivitete"), PlaceHead: text.T(l, "Bashkia")}
	for i, tile := range code.Tiles {
		x := code.Municipalities[i]
		if x.Qark != qark {
			continue
		}
		n := int64(v.Counts[x.Code])
		amount := document.ShownAmount(text.Number(l, int64(figure.Whole(n))), float64(n))
		m.Places = append(m.Places, document.Place{Code: x.Code, Name: x.Name, Short: tile.Short, Group: qark, Column: tile.Column, Row: tile.Row, Amount: amount})
	}
	return fromCorner(m)
}

// fromCorner moves the tiles of one qark to the corner of the picture.
func fromCorner(m document.Map) document.Map {
	if len(m.Places) == 0 {
		return m
	}
	column := slices.MinFunc(m.Places, func(a, b document.Place) int { return a.Column - b.Column }).Column
	row := slices.MinFunc(m.Places, func(a, b document.Place) int { return a.Row - b.Row }).Row
	for i := range m.Places {
		m.Places[i].Column -= column
		m.Places[i].Row -= row
	}
	return m
}
