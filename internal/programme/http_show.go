package programme

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

type showPage struct {
	base
	P                   Programme
	Here                string // address of the programme
	Owner, State        string
	Facts               []said
	Activity, PlanPath  string
	Numbers             []said
	Mean, Share, NoMean string
	Weeks               []week
	Columns             []column // of the grid: its days of the week
	Hidden              bool     // some number is withheld from the reader
	Silent              string   // days that have passed without a record, in words
	Links               []link
	After               []after
	Warnings            []string
	Missing             []register.MissingRow
	Effect              *Effect
	CanKeep, CanAsk     bool
	AskPath, NextDay    string
	NextDayWords        string
	hidden              map[string]bool // counts of code.ProgrammeCounts that are withheld
}

// A column of the grid is a day of the week.
type column struct{ Short, Name string }

// shortDay is as much of the name of a day as fits on a phone: "hën" of "e hënë".
func shortDay(name string) string {
	letters := []rune(strings.TrimPrefix(name, "e "))
	return string(letters[:3])
}

// Column names a column of the effect.
func (p showPage) Column(i int) string {
	if i < len(p.Effect.Columns) {
		return p.Effect.Columns[i]
	}
	return ""
}

// A week of the grid of attendance.
type week struct {
	Label string // its Monday
	Cells []cell
}

// A cell of the grid is one day. Path is "" where the programme does not run and
// nobody said anything; Over marks what is to be looked at again.
type cell struct {
	Path, Day, Short, Words string
	Over                    bool
}

// A link is a service that people were linked to.
type link struct{ Service, By, Number, Note string }

// An after is a follow-up.
type after struct {
	Days                  int64
	Path, Due, Done, Note string
	Overdue               bool
	Numbers               []said
}

var showView = web.NewView[showPage](register.With(files), "show.tmpl", register.Partial)

func (h handler) show(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	page := showPage{}
	err := h.view(r, g, func(tx *store.Tx) error { return page.load(tx, r, g, h) })
	if err != nil {
		return err
	}
	if page.P.State != Cancelled && !page.P.OnlyYear() {
		if page.Effect, err = h.effect(r, g, page.P); err != nil {
			return err
		}
	}
	return showView.Render(w, r, http.StatusOK, page)
}

// effect is what can be said of the effect, or why nothing can.
func (h handler) effect(r *http.Request, g access.Grant, p Programme) (*Effect, error) {
	if h.Effect == nil {
		return &Effect{Reason: web.T(r, "Sa fëmijë u panë në rrugë e dinë njësitë për mbrojtjen e fëmijës, dhe këtu numrat e tyre nuk mbahen.")}, nil
	}
	return h.Effect(r, g, p)
}

func (p *showPage) load(tx *store.Tx, r *http.Request, g access.Grant, h handler) (err error) {
	if p.P, err = Load(tx, r.PathValue("programme")); err != nil {
		return err
	}
	p.hidden = map[string]bool{}
	if !member(r, g) {
		if p.hidden, err = hiddenOf(tx, p.P); err != nil {
			return err
		}
		p.P, p.Hidden = p.P.without(p.hidden), len(p.hidden) > 0
	}
	d, err := register.ReadDirectory(tx, p.P.StartsOn)
	if err != nil {
		return err
	}
	p.base = h.base(r, g, "%s", p.P.Title).under()
	p.Here, p.AskPath = path(g, "/"+p.P.ID), path(g, "/ask")
	p.CanKeep, p.CanAsk = keeps(g, p.P.InstitutionID), g.Can(access.AskProgrammes)
	p.Owner, p.State = d.Name(p.P.InstitutionID), p.P.stateWords(p.Lang, p.Today)
	if err := p.activity(tx); err != nil {
		return err
	}
	p.say(d)
	missing := readable(g, addressed(p.P.Missing(p.Today), p.Base))
	if err := register.WithAsked(tx, missing); err != nil {
		return err
	}
	p.Missing = register.Rows(p.Lang, g, missing, d)
	return nil
}

// activity reads the activity of the plan that the programme carries out.
func (p *showPage) activity(tx *store.Tx) error {
	type named struct{ title, plan string }
	if p.P.ActivityID == "" {
		return nil
	}
	rows, err := store.All(tx, activityOf, func(n *named) []any { return []any{&n.title, &n.plan} }, p.P.ActivityID)
	if len(rows) > 0 {
		p.Activity, p.PlanPath = rows[0].title, "/k/"+p.Room.ID+"/plan/"+rows[0].plan+"/activity/"+p.P.ActivityID
	}
	return err
}

// say puts the programme into words.
func (p *showPage) say(d register.Directory) {
	for _, x := range p.P.words(p.Lang, d) {
		if x.Value != "" && !slices.Contains([]string{"title", "state", "note", "source"}, x.Name) {
			p.Facts = append(p.Facts, x)
		}
	}
	p.Numbers = p.open(p.P.numbers(p.Lang, wholeCounts))
	p.attendance()
	for _, s := range code.Services {
		p.Links = append(p.Links, p.P.links(p.Lang, s, d)...)
	}
	if !p.P.OnlyYear() {
		for _, n := range []int64{30, 90} {
			p.After = append(p.After, p.after(n))
		}
	}
	p.Warnings = p.P.warnings(p.Lang)
}

// numbers are those that stand, each with its breakdowns.
func (p Programme) numbers(l text.Lang, counts []code.Count) []said {
	var list []said
	for _, c := range counts {
		words := "–"
		if q := p.Numbers.Get(c.Code); q.Qualifier != "" {
			words = register.Words(l, c, q)
		}
		if parts := p.parts(l, c, ""); parts != "" {
			words += " (" + parts + ")"
		}
		list = append(list, said{c.Code, c.Name(string(l)), words})
	}
	return list
}

// open marks the numbers that are withheld: somebody gave them.
func (p *showPage) open(list []said) []said {
	for i, x := range list {
		if p.hidden[x.Name] {
			list[i].Value = "…"
		}
	}
	return list
}

// parts says the cells of the breakdowns of a count.
func (p Programme) parts(l text.Lang, c code.Count, day string) string {
	var words string
	for _, b := range c.Breakdowns {
		for _, x := range c.Parts(b) {
			if q := p.Numbers[register.Key{What: c.Code, Day: day, Part: register.Part(b, x.Code)}]; q.Qualifier != "" {
				if words != "" {
					words += ", "
				}
				words += x.Name(l) + ": " + number(l, q)
			}
		}
	}
	return words
}

// links are the services of a kind with who gives them and how many were linked.
func (p Programme) links(l text.Lang, kind code.Code, d register.Directory) []link {
	q := p.Numbers[register.Key{What: "service", Part: register.Part(code.ByKind, kind.Code)}]
	n := "–"
	if q.Qualifier != "" {
		n = number(l, q)
	}
	var list []link
	for _, s := range p.Services {
		if s.Kind == kind.Code {
			x := link{Service: kind.Name(l), Note: s.Note, Number: n}
			if s.InstitutionID != "" {
				x.By = d.Name(s.InstitutionID)
			}
			list, n = append(list, x), "" // the number is of the service, not of each who gives it
		}
	}
	if len(list) == 0 && q.Qualifier != "" {
		list = append(list, link{Service: kind.Name(l), Number: n})
	}
	return list
}

// attendance makes the grid and the mean of the days.
func (p *showPage) attendance() {
	if m, ok := p.P.Mean(); ok {
		_, days := p.P.Attendance()
		n := int64(days)
		p.Mean = text.T(p.Lang, "%s fëmijë në ditë", text.Number(p.Lang, int64(rounded(m)))) + ", " +
			text.Count(p.Lang, &n, text.Forms{One: "nga 1 ditë me numër", Many: "nga {n} ditë me numër"})
		if s, ok := p.P.Share(); ok {
			p.Share = text.T(p.Lang, "%s e vendeve, %s nga %s", text.Percent(p.Lang, int64(s)), text.Number(p.Lang, int64(rounded(m))), text.Number(p.Lang, int64(p.P.Numbers.Get("places").Number)))
		}
	} else {
		p.NoMean = text.T(p.Lang, "i papërcaktuar: asnjë ditë nuk ka numër")
	}
	p.grid()
	p.next()
}

// rounded is a mean with one decimal.
func rounded(n figure.Number) figure.Number {
	return (n + figure.One/20) / (figure.One / 10) * (figure.One / 10)
}

// next is the day to be recorded next: the first that nobody said anything of, up
// to today.
func (p *showPage) next() {
	silent := int64(0)
	for _, day := range p.P.Days() {
		if day <= p.Today && !p.P.Said(day) {
			if silent++; p.NextDay == "" {
				p.NextDay, p.NextDayWords = p.Here+"/day/"+day, text.Day(day)
			}
		}
	}
	if silent > 0 && p.P.State != Cancelled {
		p.Silent = text.Count(p.Lang, &silent, text.Forms{One: "1 ditë pa të dhëna", Many: "{n} ditë pa të dhëna"})
	}
}

// grid lays the days out in weeks, with those columns on which something runs or
// was said.
func (p *showPage) grid() {
	days := p.P.Days()
	for _, day := range append(p.P.Numbers.Days("attended"), pausedDays(p.P)...) {
		if !slices.Contains(days, day) {
			days = append(days, day)
		}
	}
	slices.Sort(days)
	var used string
	for _, d := range weekdays {
		if slices.ContainsFunc(days, func(day string) bool { return weekday(day) == d.Code }) {
			used += d.Code
			p.Columns = append(p.Columns, column{shortDay(d.Name(p.Lang)), d.Name(p.Lang)})
		}
	}
	for i, day := range days {
		if m := monday(day); i == 0 || m != monday(days[i-1]) {
			p.Weeks = append(p.Weeks, p.week(m, used, days))
		}
	}
}

func pausedDays(p Programme) []string {
	var list []string
	for _, x := range p.Pauses {
		list = append(list, x.Day)
	}
	return list
}

func (p *showPage) week(monday, used string, days []string) week {
	w := week{Label: text.Day(monday)[:5]}
	for _, d := range used {
		day := text.DaysAfter(monday, int(d-'1'))
		c := cell{Day: text.Day(day)[:5]}
		if slices.Contains(days, day) {
			c = p.cell(day, c)
		}
		w.Cells = append(w.Cells, c)
	}
	return w
}

func (p *showPage) cell(day string, c cell) cell {
	c.Path = p.Here + "/day/" + day
	q := p.P.Present(day)
	_, paused := p.P.PauseOn(day)
	c.Over = len(p.P.dayWarnings(p.Lang, day)) > 0
	switch {
	case q.Known():
		c.Short = text.Number(p.Lang, int64(q.Number))
		c.Words = text.T(p.Lang, "të pranishëm: %s", number(p.Lang, q))
	case q.Qualifier != "":
		c.Short, c.Words = "?", number(p.Lang, q)
	case paused:
		c.Short, c.Words = "×", text.T(p.Lang, "nuk u zhvillua")
	case day > p.Today:
		c.Short, c.Words = "·", text.T(p.Lang, "ende jo")
	default:
		c.Short, c.Words = "–", text.T(p.Lang, "pa të dhëna")
	}
	return c
}

func (p *showPage) after(n int64) after {
	a := after{Days: n, Path: fmt.Sprintf("%s/followup/%d", p.Here, n), Due: text.Day(p.P.DueAfter(n)), Overdue: p.P.Overdue(n, p.Today)}
	if f, ok := p.P.Followup(n); ok {
		a.Done, a.Note = text.Day(f.DoneOn), f.Note
		a.Numbers = p.open(p.P.numbers(p.Lang, laterCounts(fmt.Sprint(n))))
	}
	return a
}
