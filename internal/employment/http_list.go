package employment

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A filter says which projects and fairs the list shows. It stands in the address.
type filter struct{ Year, State, Institution, Municipality string }

func readFilter(q url.Values) filter {
	return filter{q.Get("year"), q.Get("state"), q.Get("institution"), q.Get("municipality")}
}

// Narrow reports whether something is left out.
func (f filter) Narrow() bool { return f != filter{} }

// passes reports whether a project is one the filter asks for, apart from its year.
func (f filter) passes(p Project) bool {
	monitors := func(c Check) bool { return c.InstitutionID == f.Institution }
	return (f.State == "" || f.State == p.State) &&
		(f.Institution == "" || f.Institution == p.InstitutionID || slices.ContainsFunc(p.Checks, monitors)) &&
		(f.Municipality == "" || slices.Contains(p.Targeted(Municipality), f.Municipality))
}

func (f filter) passesFair(x Fair) bool {
	return (f.Year == "" || yearOf(x.HeldOn) == f.Year) && (f.Institution == "" || f.Institution == x.InstitutionID) && (f.Municipality == "" || f.Municipality == x.Municipality)
}

// A row of the list is a project with its own figures.
type row struct {
	Project
	Tally
	Path string
}

// A fairRow is a job fair with its numbers in words.
type fairRow struct {
	Fair
	Path  string
	Words []string
}

// A visitAhead is a visit that the reader's own institution still has to make.
type visitAhead struct {
	Path, Day, What, Title string
	Late                   bool
}

// soon is how many days ahead one's own visits are listed.
const soon = 30

type listPage struct {
	base
	Ahead                                           []visitAhead
	Filter                                          filter
	None                                            bool // nothing was ever written
	Rows                                            []row
	Fairs                                           []fairRow
	Lines                                           []line
	ByGroup                                         []Cell
	Withheld                                        int // groups and under 18 are not shown, below this
	CanKeep, CanAsk                                 bool
	AskPath                                         string
	Missing                                         []register.MissingRow
	Years, Institutions, PlaceOptions, StateOptions []web.Option
}

var listView = web.NewView[listPage](register.With(files), "list.tmpl", register.Partial, "parts.tmpl")

func (h handler) list(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p := listPage{Filter: readFilter(r.URL.Query()), CanKeep: g.Can(access.KeepEmployment), CanAsk: g.Can(access.AskEmployment), AskPath: path(g, "/ask")}
	p.Page, p.Registers, p.Base, p.Today = web.NewPage(r, "Punësimi sezonal"), register.NavOf(g, "employment"), path(g, ""), text.DayOf(h.db.Now())
	f := web.NewForm(r).Set("year", p.Filter.Year).Set("state", p.Filter.State).Set("institution", p.Filter.Institution).Set("municipality", p.Filter.Municipality)
	p.Page = p.Page.WithForm(f)
	if err := h.db.View(r.Context(), g, store.Subject{}, func(tx *store.Tx) error { return p.load(tx, g) }); err != nil {
		return err
	}
	return listView.Render(w, r, http.StatusOK, p)
}

func (p *listPage) load(tx *store.Tx, g access.Grant) (err error) {
	if p.Dir, err = register.ReadDirectory(tx, p.Today); err != nil {
		return err
	}
	all, err := All(tx)
	if err != nil {
		return err
	}
	held, err := AllFairs(tx)
	if err != nil {
		return err
	}
	p.None = len(all)+len(held) == 0
	p.choices(all, held)
	p.ahead(g, all)
	keeps := keeper(g)
	small, err := withheld(tx, all, keeps)
	if err != nil {
		return err
	}
	list := slices.DeleteFunc(inYear(all, p.Filter.Year), func(x Project) bool { return !p.Filter.passes(x) })
	p.fill(list, held, func(x Project) int {
		if keeps(x) || len(x.Placements) == 0 {
			return 0
		}
		return small
	})
	lacks, err := missing(tx, g, list, p.Today)
	p.Missing = register.Rows(p.Lang, g, lacks, p.Dir)
	return err
}

// ahead lists the visits that the reader's institution owes by now or soon, to be
// noted on site. Those who speak for the whole committee make none.
func (p *listPage) ahead(g access.Grant, all []Project) {
	visiting, err := g.Also(access.RecordVisits)
	if err != nil {
		return
	}
	for _, x := range all {
		for _, v := range x.Visits {
			if !x.Running() || !v.Waiting() || v.PlannedOn > text.DaysAfter(p.Today, soon) || !slices.Contains(visiting.Own(), v.InstitutionID) {
				continue
			}
			c, _ := x.check(v.CheckID)
			p.Ahead = append(p.Ahead, visitAhead{p.Base + "/" + x.ID + "/visit/" + v.ID, v.PlannedOn, code.Obligations.Label(p.Lang, c.Kind), x.Title, v.Overdue(p.Today)})
		}
	}
	slices.SortStableFunc(p.Ahead, func(a, b visitAhead) int { return strings.Compare(a.Day, b.Day) })
}

// choices offers the years, institutions and municipalities that stand in the
// register.
func (p *listPage) choices(all []Project, held []Fair) {
	years, places := map[string]bool{}, map[string]bool{}
	for _, x := range all {
		from, _ := strconv.Atoi(yearOf(x.StartsOn))
		to, _ := strconv.Atoi(yearOf(x.EndsOn))
		for y := from; y <= to; y++ {
			years[strconv.Itoa(y)] = true
		}
		for _, m := range x.Targeted(Municipality) {
			places[m] = true
		}
	}
	for _, x := range held {
		years[yearOf(x.HeldOn)], places[x.Municipality] = true, true
	}
	for _, y := range slices.Backward(slices.Sorted(maps.Keys(years))) {
		p.Years = append(p.Years, web.Option{Value: y, Label: y})
	}
	for _, m := range slices.Sorted(maps.Keys(places)) {
		p.PlaceOptions = append(p.PlaceOptions, web.Option{Value: m, Label: code.MunicipalityName(m)})
	}
	p.StateOptions, p.Institutions = web.Options(p.Lang, code.ProjectStates), p.Dir.Options(nil)
}

// fill writes the rows and what they come to; small says below which number the
// groups of a project are withheld.
func (p *listPage) fill(list []Project, held []Fair, small func(Project) int) {
	for _, x := range list {
		p.Rows = append(p.Rows, row{x, Count([]Project{x}, p.Today).without(small(x)), p.Base + "/" + x.ID})
		p.Withheld = max(p.Withheld, small(x))
	}
	t := Count(list, p.Today).without(p.Withheld)
	p.Lines, p.ByGroup = append(p.visitLines(t), p.jobLines(t)...), t.ByGroup()
	for _, x := range held {
		if p.Filter.passesFair(x) && p.Filter.State == "" {
			p.Fairs = append(p.Fairs, fairRow{x, p.Base + "/" + x.ID + "/fair", p.fairWords(x)})
		}
	}
}

// fairWords says the numbers of a fair that somebody wrote.
func (b base) fairWords(x Fair) []string {
	var list []string
	for _, n := range numberLines(b.Lang, code.FairCounts, x.Numbers) {
		list = append(list, n.Label+": "+n.Value)
	}
	return list
}
