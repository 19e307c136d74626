package programme

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A filter says which programmes a list shows; it stands in the address.
type filter struct {
	Year                                   int
	Municipality, Institution, Kind, State string
}

// readFilter reads it; without a year it is that of the season.
func readFilter(r *http.Request, season int) filter {
	q := r.URL.Query()
	f := filter{Municipality: q.Get("municipality"), Institution: q.Get("institution"), Kind: q.Get("kind"), State: q.Get("state")}
	f.Year, _ = strconv.Atoi(q.Get("year"))
	if f.Year < 1900 || f.Year > 2100 {
		f.Year = season
	}
	return f
}

// Narrow reports whether the list leaves programmes of the year out.
func (f filter) Narrow() bool { return f.Municipality+f.Institution+f.Kind+f.State != "" }

func (f filter) passes(p Programme) bool {
	same := func(want, is string) bool { return want == "" || want == is }
	return same(f.Municipality, p.Municipality) && same(f.Institution, p.InstitutionID) && same(f.Kind, p.Kind) && same(f.State, p.State)
}

// yearOf is the year of the day that a query finds, 0 where it finds none.
func yearOf(tx *store.Tx, q store.Query, args ...any) (int, error) {
	days, err := store.All(tx, q, func(s *string) []any { return []any{s} }, args...)
	if err != nil || len(days) == 0 {
		return 0, err
	}
	return strconv.Atoi(days[0][:4])
}

// yearsOf are the years from the first programme to the last, the latest first; none
// where there is no programme.
func yearsOf(tx *store.Tx) ([]int, error) {
	first, err := yearOf(tx, firstDay)
	if err != nil || first == 0 {
		return nil, err
	}
	last, err := yearOf(tx, lastDay)
	var list []int
	for y := last; y >= first; y-- {
		list = append(list, y)
	}
	return list, err
}

var lastSeason = store.Read(`SELECT ends_on FROM programme WHERE committee_id = $1 AND starts_on <= $2 ORDER BY ends_on DESC LIMIT 1`)

// seasonOf is the year that the register opens on: the present one if it has a
// programme, else the last one that had; never one to come.
func seasonOf(tx *store.Tx, today string) (int, error) {
	this, _ := strconv.Atoi(today[:4])
	last, err := yearOf(tx, lastSeason, today[:4]+"-12-31")
	return min(cmp.Or(last, this), this), err
}

// A row of the list.
type row struct {
	Path, Title, Kind, Owner, Where, When, State, Look string
	Places, Enrolled, Mean, Source                     string
	Warned                                             bool
}

type listPage struct {
	base
	Filter                                             filter
	Years, Municipalities, Institutions, Kinds, States []web.Option
	None                                               bool // nothing at all was ever recorded
	Rows                                               []row
	Figures                                            []said
	Missing                                            []register.MissingRow
	CanKeep, CanAsk                                    bool
	AskPath, Season                                    string
}

var listView = web.NewView[listPage](register.With(files), "list.tmpl", register.Partial)

func (h handler) list(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	page := listPage{base: h.base(r, g, "Programet verore"), CanKeep: g.Can(access.KeepProgrammes), CanAsk: g.Can(access.AskProgrammes), AskPath: path(g, "/ask")}
	err := h.view(r, g, func(tx *store.Tx) error { return page.load(tx, r, g) })
	if err != nil {
		return err
	}
	return listView.Render(w, r, http.StatusOK, page)
}

func (p *listPage) load(tx *store.Tx, r *http.Request, g access.Grant) error {
	years, err := yearsOf(tx)
	if err != nil {
		return err
	}
	season, err := seasonOf(tx, p.Today)
	if err != nil {
		return err
	}
	p.Filter = readFilter(r, season)
	year := strconv.Itoa(p.Filter.Year)
	p.Season = path(g, "/season?year="+year)
	list, err := In(tx, year+"-01-01", year+"-12-31")
	if err != nil {
		return err
	}
	p.None = len(years) == 0
	d, err := register.ReadDirectory(tx, year+"-12-31")
	if err != nil {
		return err
	}
	if err := p.offer(tx, list, years, d); err != nil {
		return err
	}
	list = slices.DeleteFunc(list, func(x Programme) bool { return !p.Filter.passes(x) })
	p.fill(list, d)
	return p.lack(tx, g, list, d)
}

// offer fills what the list can be narrowed by.
func (p *listPage) offer(tx *store.Tx, list []Programme, years []int, d register.Directory) error {
	f := web.Form{Values: url.Values{}}
	f.Set("year", strconv.Itoa(p.Filter.Year)).Set("municipality", p.Filter.Municipality).Set("institution", p.Filter.Institution).Set("kind", p.Filter.Kind).Set("state", p.Filter.State)
	p.Form = &f
	if !slices.Contains(years, p.Filter.Year) {
		years = append(years, p.Filter.Year)
	}
	for _, y := range years {
		p.Years = append(p.Years, web.Option{Value: strconv.Itoa(y), Label: strconv.Itoa(y)})
	}
	p.Kinds, p.States = web.Options(p.Lang, code.ProgrammeKinds), web.Options(p.Lang, code.EventStates)
	for _, o := range d.Options(nil) {
		if slices.ContainsFunc(list, func(x Programme) bool { return x.InstitutionID == o.Value }) {
			p.Institutions = append(p.Institutions, o)
		}
	}
	ours, err := municipalities(tx)
	p.Municipalities = register.PlaceOptions(ours)
	return err
}

func (p *listPage) fill(list []Programme, d register.Directory) {
	for _, x := range list {
		p.Rows = append(p.Rows, p.row(x, d))
	}
	p.Figures = figures(p.Lang, list)
}

func (p *listPage) row(x Programme, d register.Directory) row {
	blank := func(c string) string {
		if q := x.Numbers.Get(c); q.Qualifier != "" {
			return number(p.Lang, q)
		}
		return "–"
	}
	y := row{Path: p.Base + "/" + x.ID, Title: x.Title, Kind: code.ProgrammeKinds.Label(p.Lang, x.Kind), Owner: d.Name(x.InstitutionID), Where: placeName(x.Municipality), When: x.when(p.Lang),
		State: x.stateWords(p.Lang, p.Today), Look: x.State, Places: blank("places"), Enrolled: blank("enrolled"), Mean: "–", Source: x.Source, Warned: len(x.warnings(p.Lang)) > 0}
	if m, ok := x.Mean(); ok {
		y.Mean = text.Number(p.Lang, int64(rounded(m)))
	}
	return y
}

// figures says how much there was. Registrations are added, children are not: the
// same child may be in two programmes.
func figures(l text.Lang, list []Programme) []said {
	var places, enrolled []figure.Quantity
	var present figure.Number
	n, days := int64(0), 0
	for _, p := range list {
		if p.State == Cancelled {
			continue
		}
		n++
		places, enrolled = append(places, p.Numbers.Get("places")), append(enrolled, p.Numbers.Get("enrolled"))
		sum, of := p.Attendance()
		present, days = present+sum, days+of
	}
	average := text.T(l, "i papërcaktuar: asnjë ditë nuk ka numër")
	if m, ok := mean(present, days); ok {
		average = text.T(l, "%s fëmijë në një ditë programi", text.Number(l, int64(rounded(m))))
	}
	return []said{
		{"count", text.T(l, "Programe"), text.Number(l, int64(figure.Whole(n)))},
		{"places", text.T(l, "Vende"), sum(l, places)},
		{"enrolled", text.T(l, "Regjistrime"), sum(l, enrolled)},
		{"mean", text.T(l, "Frekuentimi mesatar"), average},
	}
}

// sum adds numbers of programmes, and says for how many there is none.
func sum(l text.Lang, list []figure.Quantity) string {
	blank := int64(0)
	var have []figure.Quantity
	for _, q := range list {
		if q.Known() {
			have = append(have, q)
		} else {
			blank++
		}
	}
	words := "–"
	if total, _ := figure.Add(have...); total.Known() {
		words = number(l, total)
	}
	if blank > 0 {
		words += " (" + text.Count(l, &blank, text.Forms{One: "pa numër: 1 program", Many: "pa numër: {n} programe"}) + ")"
	}
	return words
}

// lack lists what is missing of the programmes shown.
func (p *listPage) lack(tx *store.Tx, g access.Grant, list []Programme, d register.Directory) error {
	missing := readable(g, missingOf(list, p.Today, p.Base))
	if err := register.WithAsked(tx, missing); err != nil {
		return err
	}
	p.Missing = register.Rows(p.Lang, g, missing, d)
	return nil
}

func missingOf(list []Programme, today, base string) []register.Missing {
	var missing []register.Missing
	for _, x := range list {
		missing = append(missing, addressed(x.Missing(today), base)...)
	}
	return missing
}

// Missing lists what the programmes that touch the days from one to another lack
// today. base is the address of the register: "/k/durres/programme".
func Missing(tx *store.Tx, from, to, today, base string) ([]register.Missing, error) {
	list, err := In(tx, from, to)
	if err != nil {
		return nil, err
	}
	missing := missingOf(list, today, base)
	return missing, register.WithAsked(tx, missing)
}

// ask asks the owner of a programme for what it lacks.
func (h handler) ask(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id := f.Text("subject")
	err = h.db.Change(r.Context(), g, store.Subject{Kind: "programme", ID: id}, func(tx *store.Tx) error {
		p, err := Load(tx, id)
		if err != nil {
			return err
		}
		_, err = register.AskFor(tx, h.Asks, addressed(p.Missing(h.today()), path(g, "")), f)
		return err
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/"+id)+"#missing", "Institucioni u pyet me një detyrë.")
}
