package training

import (
	"net/http"
	"net/url"
	"strconv"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A sessionRow is a session as lists show it.
type sessionRow struct {
	Session
	Path, Title, Organiser, Where, Came string
	Late                                bool // it is past and nobody said whether it took place
}

// sessionRows puts sessions into words: of each its course, place and who came.
func (h handler) sessionRows(g access.Grant, l text.Lang, list []Session, of []Course, n counted, d register.Directory) []sessionRow {
	var rows []sessionRow
	for _, s := range list {
		c := courseOf(of, s.CourseID)
		row := sessionRow{Session: s, Path: path(g, "/session/"+s.ID), Title: c.Title, Organiser: d.Name(c.InstitutionID), Where: where(s), Late: s.State == Planned && s.EndsOn < h.today()}
		row.Came = cameWords(l, s, n.came[s.ID], n.numbers[s.ID])
		rows = append(rows, row)
	}
	return rows
}

// cameWords says who came: by the list of professionals, or else the number that
// was reported.
func cameWords(l text.Lang, s Session, listed int64, n register.Numbers) string {
	c, _ := code.FindIn(code.SessionCounts, "attended")
	switch q := n.Get("attended"); {
	case s.State != Held:
		return ""
	case listed > 0:
		return text.Count(l, &listed, text.Forms{One: "1 profesionist", Many: "{n} profesionistë"})
	case q.Qualifier != "":
		return register.Words(l, c, q)
	}
	return text.T(l, "nuk u shënua")
}

// where says in which municipality and place a session is.
func where(s Session) string {
	town := code.MunicipalityName(s.Municipality)
	switch {
	case s.Municipality == "":
		return s.Place
	case s.Place == "":
		return town
	}
	return town + ", " + s.Place
}

// A listFilter says which sessions the list shows; it stands in the address.
type listFilter struct{ Show, Institution, Year string }

func (f listFilter) passes(s Session, c Course) bool {
	return (f.Show == "" || f.Show == s.State) && (f.Institution == "" || f.Institution == c.InstitutionID) && (f.Year == "" || f.Year == s.StartsOn[:4])
}

func (f listFilter) link(base string) string {
	q := url.Values{}
	for name, v := range map[string]string{"show": f.Show, "institution": f.Institution, "year": f.Year} {
		if v != "" {
			q.Set(name, v)
		}
	}
	if len(q) == 0 {
		return base
	}
	return base + "?" + q.Encode()
}

// A box counts sessions and opens their list.
type box struct {
	Path, Label string
	N           int
	Current     bool
}

type listPage struct {
	web.Page
	Registers       register.Nav
	Base            string
	Filter          listFilter
	Boxes           []box
	Rows            []sessionRow
	Narrows         []narrow
	None            bool // there is no session at all yet
	NoProcedures    bool
	Courses         []Course // that have no session yet
	Coverage        string
	CanKeep, CanAsk bool
	CanSeed         bool
	AskPath         string
	Missing         []register.MissingRow
}

var listView = web.NewView[listPage](register.With(files), "list.tmpl", register.Partial, "parts.tmpl")

func (h handler) list(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	q := r.URL.Query()
	p := listPage{Page: web.NewPage(r, "Trajnimet"), Registers: register.NavOf(g, "training"), Base: path(g, ""), AskPath: path(g, "/ask"), CanAsk: g.Can(access.AskTraining), CanSeed: g.Can(access.KeepProcedures)}
	p.Filter = listFilter{q.Get("show"), q.Get("institution"), q.Get("year")}
	err := h.view(r, g, func(tx *store.Tx) error { return p.load(h, tx, g) })
	if err != nil {
		return err
	}
	return listView.Render(w, r, http.StatusOK, p)
}

func (p *listPage) load(h handler, tx *store.Tx, g access.Grant) error {
	d, err := register.ReadDirectory(tx, h.today())
	if err != nil {
		return err
	}
	versions, err := loadProcedures(tx)
	if err != nil {
		return err
	}
	b, err := readBook(tx)
	if err != nil {
		return err
	}
	p.NoProcedures, p.None, p.CanKeep = len(versions) == 0, len(b.sessions) == 0, len(keeping(g, d)) > 0
	p.count(b.sessions, b.courses)
	p.narrow(b.sessions, b.courses, d)
	p.Rows = h.sessionRows(g, p.Lang, p.filtered(b.sessions, b.courses), b.courses, b.counted, d)
	p.Coverage = coverWords(p.Lang, together(coversOn(h.today(), b.duties, b.presences)))
	missing, err := b.missing(tx, h.today())
	if err != nil {
		return err
	}
	for i, m := range missing {
		missing[i].Title = text.T(p.Lang, m.Title) // of a session it is its own title, which stays
	}
	p.Missing = register.Rows(p.Lang, g, missing, d)
	return nil
}

func courseOf(of []Course, id string) Course {
	for _, c := range of {
		if c.ID == id {
			return c
		}
	}
	return Course{}
}

func (p *listPage) filtered(all []Session, of []Course) (list []Session) {
	for _, s := range all {
		if p.Filter.passes(s, courseOf(of, s.CourseID)) {
			list = append(list, s)
		}
	}
	return list
}

// count fills the boxes: each counts what its list would show.
func (p *listPage) count(all []Session, of []Course) {
	begun := map[string]bool{}
	for _, s := range all {
		begun[s.CourseID] = true
	}
	for _, c := range of {
		if !begun[c.ID] {
			p.Courses = append(p.Courses, c)
		}
	}
	for _, state := range append([]string{""}, code.EventStates.Codes()...) {
		f := p.Filter
		f.Show = state
		b := box{Path: f.link(p.Base), Current: p.Filter.Show == state}
		for _, s := range all {
			if f.passes(s, courseOf(of, s.CourseID)) {
				b.N++
			}
		}
		b.Label = sessionsLabel(p.Lang, state, b.N)
		p.Boxes = append(p.Boxes, b)
	}
}

// sessionsLabel stands beside the number of sessions in a state, "" for all.
func sessionsLabel(l text.Lang, state string, count int) string {
	n := int64(count)
	switch state {
	case Planned:
		return text.Count(l, &n, text.Forms{One: "e planifikuar", Many: "të planifikuara"})
	case Held:
		return text.Count(l, &n, text.Forms{One: "e zhvilluar", Many: "të zhvilluara"})
	case Cancelled:
		return text.Count(l, &n, text.Forms{One: "e anuluar", Many: "të anuluara"})
	}
	return text.Count(l, &n, text.Forms{One: "seancë gjithsej", Many: "seanca gjithsej"})
}

func (p *listPage) narrow(all []Session, of []Course, d register.Directory) {
	organisers := map[string]bool{}
	for _, c := range of {
		organisers[c.InstitutionID] = true
	}
	var who, years []web.Option
	for _, o := range d.Options(nil) {
		if organisers[o.Value] {
			who = append(who, o)
		}
	}
	seen := map[string]bool{}
	for _, s := range all {
		if y := s.StartsOn[:4]; !seen[y] {
			seen[y] = true
			years = append(years, web.Option{Value: y, Label: y})
		}
	}
	p.Narrows = []narrow{{"institution", text.T(p.Lang, "Organizatori"), p.Filter.Institution, who}, {"year", text.T(p.Lang, "Viti"), p.Filter.Year, years}}
}

// coverWords says a coverage in one line: "12 nga 30 (40 %)".
func coverWords(l text.Lang, c Cover) string {
	rate, ok := c.Rate()
	if !ok {
		return text.T(l, "askush nuk është shënuar si i detyruar")
	}
	return text.T(l, "%s nga %s", strconv.FormatInt(c.Trained, 10), text.Number(l, int64(figure.Whole(c.Obliged)))) + " (" + text.Percent(l, int64(rate)) + ")"
}

func (h handler) ask(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	err = h.change(r, g, "asked", f.Text("subject"), func(tx *store.Tx) error {
		list, err := Missing(tx, h.today())
		if err != nil {
			return err
		}
		_, err = register.AskFor(tx, h.Asks, list, f)
		return err
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "#missing"), "Kërkesa u dërgua si detyrë.")
}
