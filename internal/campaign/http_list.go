package campaign

import (
	"net/http"
	"net/url"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

type listPage struct {
	base
	Chosen  choice
	Boxes   []box
	Rows    []Activity
	None    bool // nothing was ever recorded
	Figures []string
	Missing []register.MissingRow
	CanAsk, CanKeep,
	CanSet bool
	AskPath  string
	Calendar Calendar // of the year, the first; or one without id

	Years, KindOptions, StateOptions, Institutions, Places []web.Option
}

// A choice narrows the list.
type choice struct{ Year, Kind, State, Institution, Municipality string }

// Narrow reports whether anything beside the year is chosen.
func (c choice) Narrow() bool { return c.Kind+c.State+c.Institution+c.Municipality != "" }

func (c choice) keeps(a Activity) bool {
	fits := func(want, is string) bool { return want == "" || want == is }
	return c.inYear(a) && fits(c.Kind, a.Kind) && fits(c.State, a.State) && fits(c.Institution, a.InstitutionID) && fits(c.Municipality, a.Municipality)
}

func (c choice) inYear(a Activity) bool { return a.StartsOn[:4] == c.Year }

type box struct {
	N                 int
	Label, Path, Look string
	Current           bool
}

var listView = web.NewView[listPage](register.With(files), "list.tmpl", "parts.tmpl", register.Partial)

func (h handler) list(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p := listPage{base: h.base(r, g, web.NewPage(r, "Fushatat"))}
	p.CanKeep, p.CanAsk, p.CanSet, p.AskPath = g.Can(access.KeepCampaigns), g.Can(access.AskCampaigns), g.Can(access.SetCalendars), path(g, "/ask")
	p.Chosen = choice{r.FormValue("year"), r.FormValue("kind"), r.FormValue("state"), r.FormValue("institution"), r.FormValue("municipality")}
	var all []Activity
	var qark string
	var plans []Calendar
	err := h.view(r, g, func(tx *store.Tx) (err error) {
		if p.Directory, err = register.ReadDirectory(tx, p.Today); err != nil {
			return err
		}
		if all, err = store.All(tx, allActivities, (*Activity).fields); err != nil {
			return err
		}
		if plans, err = store.All(tx, allCalendars, (*Calendar).fields); err != nil {
			return err
		}
		if qark, err = readQark(tx); err != nil {
			return err
		}
		p.years(all, plans)
		rows := slices.DeleteFunc(slices.Clone(all), func(a Activity) bool { return !p.Chosen.inYear(a) })
		if err := loadAll(tx, rows); err != nil {
			return err
		}
		return p.fill(tx, g, rows)
	})
	if err != nil {
		return err
	}
	p.None = len(all) == 0
	for _, c := range plans {
		if c.StartsOn[:4] == p.Chosen.Year {
			p.Calendar = c
		}
	}
	p.offer(qark)
	return listView.Render(w, r, http.StatusOK, p)
}

// years are those of activities and calendars, the latest first; where none of them
// is chosen it is the one of today.
func (p *listPage) years(all []Activity, plans []Calendar) {
	years := []string{p.Today[:4]}
	for _, a := range all {
		years = append(years, a.StartsOn[:4])
	}
	for _, c := range plans {
		years = append(years, c.StartsOn[:4])
	}
	slices.Sort(years)
	years = slices.Compact(years)
	for _, y := range slices.Backward(years) {
		p.Years = append(p.Years, web.Option{Value: y, Label: y})
	}
	if !slices.Contains(years, p.Chosen.Year) {
		p.Chosen.Year = p.Today[:4]
	}
}

// fill shows the year: rows are all of it, with their numbers.
func (p *listPage) fill(tx *store.Tx, g access.Grant, rows []Activity) error {
	var missing []register.Missing
	for _, a := range rows {
		missing = append(missing, a.Missing(p.Today, activityPath(g, a.ID, ""))...)
		if p.Chosen.keeps(a) {
			p.Rows = append(p.Rows, a)
		}
	}
	if err := register.WithAsked(tx, missing); err != nil {
		return err
	}
	p.Missing = register.Rows(p.Lang, g, missing, p.Directory)
	for _, s := range code.EventStates {
		n := 0
		for _, a := range rows {
			if a.State == s.Code {
				n++
			}
		}
		p.Boxes = append(p.Boxes, box{n, stateWords(p.Lang, s.Code, n), p.Base + "?" + url.Values{"year": {p.Chosen.Year}, "state": {s.Code}}.Encode(), "plain", p.Chosen.State == s.Code})
	}
	look := "late"
	if len(missing) == 0 {
		look = "plain"
	}
	p.Boxes = append(p.Boxes, box{len(missing), missingWords(p.Lang, len(missing)), p.Base + "?year=" + p.Chosen.Year + "#missing", look, false})
	p.Figures = figures(p.Lang, p.Rows)
	return nil
}

// stateWords names a state beside the number of activities that are in it.
func stateWords(l text.Lang, state string, count int) string {
	n := int64(count)
	switch state {
	case Planned:
		return text.Count(l, &n, text.Forms{One: "i planifikuar", Many: "të planifikuara"})
	case Held:
		return text.Count(l, &n, text.Forms{One: "i zhvilluar", Many: "të zhvilluara"})
	}
	return text.Count(l, &n, text.Forms{One: "i anuluar", Many: "të anuluara"})
}

func missingWords(l text.Lang, count int) string {
	n := int64(count)
	return text.Count(l, &n, text.Forms{One: "gjë që mungon", Many: "gjëra që mungojnë"})
}

// figures say what activities reached and handed out.
func figures(l text.Lang, list []Activity) []string {
	var said []string
	for _, what := range []string{"reached", "material"} {
		c, _ := code.FindIn(code.CampaignCounts, what)
		sum, in, unknown := arrivals(list, what)
		if in == 0 {
			continue
		}
		n := int64(in)
		s := c.Name(string(l)) + ": " + register.Words(l, c, sum) + " " + text.Count(l, &n, text.Forms{One: "në 1 aktivitet", Many: "në {n} aktivitete"})
		if what == "reached" && in > 1 {
			s += " (" + text.T(l, "i njëjti person mund të jetë numëruar më shumë se një herë") + ")"
		}
		if n := int64(unknown); unknown > 0 {
			s += "; " + text.Count(l, &n, text.Forms{One: "për 1 aktivitet nuk ka numër", Many: "për {n} aktivitete nuk ka numër"})
		}
		said = append(said, s+".")
	}
	return said
}

func (p *listPage) offer(qark string) {
	c := p.Chosen
	p.Form = (&web.Form{Values: url.Values{}}).Set("year", c.Year).Set("kind", c.Kind).Set("state", c.State).Set("institution", c.Institution).Set("municipality", c.Municipality)
	p.KindOptions, p.StateOptions = web.Options(p.Lang, code.CampaignKinds), web.Options(p.Lang, code.EventStates)
	p.Institutions, p.Places = p.Directory.Options(nil), register.PlaceOptions(code.MunicipalitiesOf(qark))
}

// Total is how many activities the list shows.
func (p listPage) Total() string {
	n := int64(len(p.Rows))
	return text.Count(p.Lang, &n, text.Forms{Zero: "Asnjë aktivitet.", One: "1 aktivitet", Many: "{n} aktivitete"})
}

// ask asks the owner of an activity for what it lacks.
func (h handler) ask(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	if h.need.Asks == nil {
		return access.ErrDenied
	}
	id := f.Text("subject")
	err = h.change(r, g, id, func(tx *store.Tx) error {
		a, err := Load(tx, id)
		if err != nil {
			return err
		}
		_, err = register.AskFor(tx, h.need.Asks, a.Missing(h.today(), activityPath(g, id, "")), f)
		return err
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, ""), "Institucioni u kërkua ta plotësojë; kërkesa është një detyrë e tij.")
}
