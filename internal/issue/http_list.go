package issue

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/figure"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// What the list can show. Nothing chosen is what is open.
const (
	showAged     = "aged"        // open for longer than the rule says
	showWaiting  = "coordinator" // a question that the national coordinator has not answered
	showSolved   = "solved"
	showThisYear = "solved_this_year"
	showAmount   = "amount" // open, and the amount that is missing is known
	showAll      = "all"
)

type listPage struct {
	base
	Chosen   choice
	Counts   []count
	Missing  string // what is missing in lek, in words; "" when no amount is known
	Rule     rule
	Chapters []chapter
	Total    int
	CanRaise bool

	Years, Resources, Objectives, Institutions, Shows []web.Option
}

// A choice narrows the list.
type choice struct{ Show, Resource, Objective, Institution, Year string }

// Narrow reports whether anything is chosen.
func (c choice) Narrow() bool { return c != choice{} }

// A count is a box with a number that opens the list it counts.
type count struct {
	Show, Label, Look string
	N                 int
	Current           bool
}

// A chapter is the problems that hinder one objective.
type chapter struct {
	Title string
	Rows  []row
}

// A row is a problem in the list, with those merged into it.
type row struct {
	lent
	By    []string // ids of the institutions that raised it, each once
	Times int      // it was raised
	Taken int      // measures
	Todo  []todo
}

// A rule is how many days, or months, a problem may be open before it is an old one.
type rule struct {
	Value, Unit string
	Verified    bool
}

var (
	listView = web.NewView[listPage](files, "list.tmpl")
	agedRule = store.Read(`SELECT value, unit, verified FROM committee_rule
		WHERE committee_id = $1 AND code = 'issue_aged' AND valid_from <= $2 AND (valid_to = '' OR valid_to >= $2) ORDER BY valid_from DESC, id`)
)

// before is the day before which a problem must have been raised to be old; ""
// when there is no rule, or none that is a number.
func (u rule) before(today string) string {
	n, err := strconv.Atoi(u.Value)
	day, bad := time.Parse(time.DateOnly, today)
	if err != nil || bad != nil || n <= 0 {
		return ""
	}
	switch u.Unit {
	case "days":
		return day.AddDate(0, 0, -n).Format(time.DateOnly)
	case "months":
		return day.AddDate(0, -n, 0).Format(time.DateOnly)
	}
	return ""
}

func (h handler) list(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p := listPage{base: base{Page: web.NewPage(r, "Problematikat dhe sfidat"), Base: path(g, ""), Today: h.today()}, CanRaise: g.Can(access.RaiseIssues)}
	p.Chosen = choice{r.FormValue("show"), r.FormValue("resource"), r.FormValue("objective"), r.FormValue("institution"), r.FormValue("year")}
	var rows []row
	err := h.db.View(r.Context(), g, store.Subject{}, func(tx *store.Tx) (err error) {
		if p.directory, err = readDirectory(tx, p.Today); err != nil {
			return err
		}
		p.Rule, err = store.One(tx, agedRule, func(u *rule) []any { return []any{&u.Value, &u.Unit, &u.Verified} }, p.Today)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
		rows, err = readRows(tx, p.Today[:4]+"-01-01", p.needsSolved())
		return err
	})
	if err != nil {
		return err
	}
	p.count(rows)
	p.offer(rows)
	p.arrange(slices.DeleteFunc(rows, func(x row) bool { return !p.keeps(x) }))
	return listView.Render(w, r, http.StatusOK, p)
}

// needsSolved reports whether problems solved in earlier years are asked for.
func (p *listPage) needsSolved() bool { return p.Chosen.Show == showSolved || p.Chosen.Show == showAll }

// shows reports whether a problem is one of those that show names.
func (p listPage) shows(x row, show string) bool {
	open := x.State == Open && x.MergedInto == ""
	before := p.Rule.before(p.Today)
	switch show {
	case showAged:
		return open && before != "" && x.Since < before
	case showWaiting:
		return x.Waits()
	case showSolved:
		return x.State == Solved && x.MergedInto == ""
	case showThisYear:
		return x.State == Solved && x.MergedInto == "" && x.SolvedOn >= p.Today[:4]
	case showAmount:
		return open && x.Amount != nil
	case showAll:
		return x.MergedInto == ""
	}
	return open
}

// keeps reports whether a problem is one of those chosen.
func (p *listPage) keeps(x row) bool {
	c := p.Chosen
	return p.shows(x, c.Show) && (c.Resource == "" || x.Resource == c.Resource) && (c.Year == "" || strconv.FormatInt(x.Year, 10) == c.Year) &&
		(c.Objective == "" || p.Objective(x.ObjectiveID) == p.Objective(c.Objective)) && (c.Institution == "" || slices.Contains(x.By, c.Institution))
}

// count fills the boxes above the list; they count everything, whatever is chosen.
func (p *listPage) count(rows []row) {
	n := func(show string) (n int) {
		for _, x := range rows {
			if p.shows(x, show) {
				n++
			}
		}
		return n
	}
	l := p.Lang
	p.Counts = []count{
		{"", text.T(l, "të hapura"), "", n(""), false},
		{showAged, p.agedWords(), "late", n(showAged), false},
		{showWaiting, text.T(l, "te koordinatori kombëtar, pa përgjigje"), "waiting", n(showWaiting), false},
		{showThisYear, text.T(l, "të zgjidhura këtë vit"), "plain", n(showThisYear), false},
	}
	if p.Rule.before(p.Today) == "" {
		p.Counts = slices.Delete(p.Counts, 1, 2)
	}
	for i := range p.Counts {
		p.Counts[i].Current = p.Counts[i].Show == p.Chosen.Show
		if p.Counts[i].N == 0 {
			p.Counts[i].Look = "plain" // nothing to draw attention to
		}
	}
	p.Missing = p.missing(rows, n(""), n(showAmount))
}

// agedWords name the problems that are open for longer than the rule says.
func (p *listPage) agedWords() string {
	n, _ := strconv.ParseInt(p.Rule.Value, 10, 64)
	if p.Rule.Unit == "months" {
		return text.Count(p.Lang, &n, text.Forms{One: "të hapura prej më shumë se 1 muaji", Many: "të hapura prej më shumë se {n} muajsh"})
	}
	return text.Count(p.Lang, &n, text.Forms{One: "të hapura prej më shumë se 1 dite", Many: "të hapura prej më shumë se {n} ditësh"})
}

// missing adds up the amounts that are known of what is open.
func (p *listPage) missing(rows []row, open, known int) string {
	sum := figure.Number(0)
	for _, x := range rows {
		if p.shows(x, showAmount) {
			sum += *x.Amount
		}
	}
	if known == 0 {
		return ""
	}
	return text.T(p.Lang, "%s për %d nga %d problematikat e hapura; për të tjerat shuma nuk dihet.", text.Lek(p.Lang, int64(sum)), known, open)
}

// offer lists what the list can be narrowed to.
func (p *listPage) offer(rows []row) {
	l := p.Lang
	p.Shows = []web.Option{{Value: "", Label: text.T(l, "Të hapura")}, {Value: showAged, Label: text.T(l, "Të hapura prej kohësh")}, {Value: showWaiting, Label: text.T(l, "Te koordinatori kombëtar")},
		{Value: showAmount, Label: text.T(l, "Të hapura me shumë të njohur")}, {Value: showThisYear, Label: text.T(l, "Të zgjidhura këtë vit")}, {Value: showSolved, Label: text.T(l, "Të zgjidhura")}, {Value: showAll, Label: text.T(l, "Të gjitha")}}
	c := p.Chosen
	p.Form = (&web.Form{Values: url.Values{}}).Set("show", c.Show).Set("resource", c.Resource).Set("objective", c.Objective).Set("institution", c.Institution).Set("year", c.Year)
	p.Resources, p.Objectives = web.Options(l, p.ResourceList()), p.everyObjective()
	years := []string{p.Today[:4]}
	for _, x := range rows {
		years = append(years, strconv.FormatInt(x.Year, 10))
	}
	if p.Chosen.Year != "" {
		years = append(years, p.Chosen.Year)
	}
	slices.Sort(years)
	for _, y := range slices.Backward(slices.Compact(years)) {
		p.Years = append(p.Years, web.Option{Value: y, Label: y})
	}
	for _, n := range p.institutions {
		if n.ID == p.Chosen.Institution || slices.ContainsFunc(rows, func(x row) bool { return slices.Contains(x.By, n.ID) }) {
			p.Institutions = append(p.Institutions, web.Option{Value: n.ID, Label: n.Name})
		}
	}
}

// arrange puts the problems under their objectives, in the order of the plan,
// the oldest first; those that hinder none in particular come last.
func (p *listPage) arrange(rows []row) {
	p.Total = len(rows)
	var titles []string
	for _, o := range p.everyObjective() {
		titles = append(titles, o.Label)
	}
	under := map[string][]row{}
	for _, x := range rows {
		title := p.Objective(x.ObjectiveID)
		under[title] = append(under[title], x)
	}
	for _, title := range append(titles, "") {
		c := chapter{Title: title, Rows: under[title]}
		if title == "" {
			c.Title = text.T(p.Lang, "Pa objektiv të caktuar")
		}
		if len(c.Rows) > 0 {
			p.Chapters = append(p.Chapters, c)
		}
	}
}

// Who lists the institutions that raised a problem.
func (p listPage) Who(x row) string {
	var names []string
	for _, id := range x.By {
		names = append(names, p.Name(id))
	}
	return text.ListUpTo(p.Lang, names, 3)
}

// TimesWords say how often a problem was raised, when it was more than once.
func (p listPage) TimesWords(x row) string {
	n := int64(x.Times)
	return text.Count(p.Lang, &n, text.Forms{One: "ngritur 1 herë", Many: "ngritur {n} herë"})
}

// TakenWords count the measures taken.
func (p listPage) TakenWords(x row) string {
	n := int64(x.Taken)
	return text.Count(p.Lang, &n, text.Forms{Zero: "asnjë masë e marrë", One: "1 masë e marrë", Many: "{n} masa të marra"})
}

// TotalWords say how many problems the list shows.
func (p listPage) TotalWords() string {
	n := int64(p.Total)
	return text.Count(p.Lang, &n, text.Forms{Zero: "Asnjë problematikë nuk i përgjigjet kësaj zgjedhjeje.", One: "1 problematikë", Many: "{n} problematika"})
}

// Address is that of the list as a box opens it.
func (p listPage) Address(show string) string {
	if show == "" {
		return p.Base
	}
	return p.Base + "?" + url.Values{"show": {show}}.Encode()
}

// Old reports whether a problem is open for longer than the rule says.
func (p listPage) Old(x row) bool { return p.shows(x, showAged) }

// Short is the beginning of a long text.
func (listPage) Short(s string) string { return strings.TrimSpace(short(s)) }
