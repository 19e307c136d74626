package task

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

var firstYear = store.Read(`SELECT year FROM task WHERE committee_id = $1 AND year > 0 ORDER BY year LIMIT 1`)

// A filter says which tasks a list shows. It stands in the address, so that
// figures elsewhere lead to the tasks they count.
type filter struct {
	Show        string        // one of shows, "" for those still to be done
	Institution string        // owner
	Kind        string        // code.TaskKinds
	Period      figure.Period // in which it was given
	Query       string
}

// What a box of the list counts. late and week are open ones by their day.
const (
	showLate    = "late"
	showWeek    = "week"
	showOpen    = "open"
	showWaiting = "waiting"
	showClosed  = "closed"
	showDropped = "cancelled"
	showMine    = "mine"
	showAsked   = "asked"
	showAll     = "all"
)

// soon is how many days ahead "this week" looks.
const soon = 7

func readFilter(r *http.Request) filter {
	q := r.URL.Query()
	f := filter{Show: q.Get("show"), Institution: q.Get("institution"), Kind: q.Get("kind"), Query: q.Get("q")}
	f.Period, _ = figure.ParsePeriod(q.Get("period"))
	return f
}

// link is the address of the list with this filter.
func (f filter) link(base string) string {
	q := url.Values{}
	for name, v := range map[string]string{"show": f.Show, "institution": f.Institution, "kind": f.Kind, "period": string(f.Period), "q": f.Query} {
		if v != "" {
			q.Set(name, v)
		}
	}
	if len(q) == 0 {
		return base
	}
	return base + "?" + q.Encode()
}

// Narrow reports whether the list leaves tasks out beyond the boxes.
func (f filter) Narrow() bool { return f.Institution+f.Kind+string(f.Period)+f.Query != "" }

// passes reports whether a task is one the filter asks for, whatever its box.
func (f filter) passes(t Task) bool {
	return (f.Institution == "" || f.Institution == t.OwnerID) && (f.Kind == "" || f.Kind == t.Kind) &&
		(f.Period == "" || f.Period.Contains(t.GivenOn)) && (f.Query == "" || t.answers(f.Query))
}

// answers reports whether a task is one that somebody looks for by its number or
// by words of it.
func (t Task) answers(query string) bool {
	return query == t.Name() || query == strconv.FormatInt(t.Number, 10) || text.Matches(query, t.Body)
}

// in reports whether a task is in a box, for a reader of the institutions own.
func in(show string, t Task, today string, own []string) bool {
	switch show {
	case showLate:
		return t.Overdue(today)
	case showWeek:
		return t.State == Open && t.DueOn >= today && t.DueOn <= daysAfter(today, soon)
	case showOpen:
		return t.State == Open
	case showWaiting:
		return t.State == Answered
	case showClosed:
		return t.State == Closed
	case showDropped:
		return t.State == Cancelled
	case showMine:
		return t.Live() && slices.Contains(own, t.OwnerID)
	case showAsked:
		return t.Live() && slices.Contains(own, t.AskedBy)
	case showAll:
		return true
	}
	return t.Live()
}

// A box counts tasks and opens their list.
type box struct {
	Path, Look, Label string
	N                 int
	Current           bool
}

// A row of the list is a task with its words.
type row struct {
	Task
	Path, Owner, AskedBy, Due, Clock string
	Late                             bool
}

type listPage struct {
	web.Page
	Filter                     filter
	Boxes                      []box
	Rows                       []row
	None                       bool // there is no task at all yet
	Caption                    string
	CanAsk                     bool
	Base                       string
	Institutions, Kinds, Years []web.Option
	Today                      string
}

var listView = web.NewView[listPage](files, "list.tmpl", "parts.tmpl")

func (h handler) list(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p := listPage{Page: web.NewPage(r, "Detyrat"), Filter: readFilter(r), CanAsk: g.Can(access.AskTasks), Base: path(g, ""), Today: text.DayOf(h.db.Now())}
	p.Kinds = web.Options(p.Lang, code.TaskKinds)
	own := ownOf(g, access.AnswerTasks)
	err := h.db.View(r.Context(), g, store.Subject{}, func(tx *store.Tx) error { return p.load(tx, own) })
	if err != nil {
		return err
	}
	return listView.Render(w, r, http.StatusOK, p)
}

// load reads those still to be done and those given in the period, and the rest
// of the page from them. Without a period, what ended is that of this year.
func (p *listPage) load(tx *store.Tx, own []string) error {
	period := p.Filter.Period
	if period == "" {
		period = figure.Period(p.Today[:4])
	}
	list, err := listed(tx, period)
	if err != nil {
		return err
	}
	names, err := readDirectory(tx, p.Today)
	if err != nil {
		return err
	}
	first, err := store.All(tx, firstYear, func(y *int) []any { return []any{y} })
	if err != nil {
		return err
	}
	p.None, p.Institutions = len(first) == 0, names.Options(nil)
	p.years(first)
	list = slices.DeleteFunc(list, func(t Task) bool { return !p.Filter.passes(t) })
	p.count(list, own, period)
	p.fill(list, own, names)
	return nil
}

// listed reads the tasks still to be done and those given in a period.
func listed(tx *store.Tx, period figure.Period) ([]Task, error) {
	list, err := store.All(tx, liveTasks, (*Task).fields)
	if err != nil {
		return nil, err
	}
	given, err := store.All(tx, givenBetween, (*Task).fields, period.Start(), period.End())
	for _, t := range given {
		if !t.Live() {
			list = append(list, t)
		}
	}
	return list, err
}

// years offers every year since the first task, the latest first.
func (p *listPage) years(first []int) {
	this, _ := strconv.Atoi(p.Today[:4])
	if len(first) == 0 {
		return
	}
	for y := this; y >= first[0]; y-- {
		p.Years = append(p.Years, web.Option{Value: strconv.Itoa(y), Label: strconv.Itoa(y)})
	}
	if v := string(p.Filter.Period); v != "" && !slices.ContainsFunc(p.Years, func(o web.Option) bool { return o.Value == v }) {
		p.Years = append(p.Years, web.Option{Value: v, Label: p.Filter.Period.Name(string(p.Lang))})
	}
}

func (p *listPage) count(list []Task, own []string, period figure.Period) {
	label := func(s string) string { return text.T(p.Lang, s) }
	all := []box{
		{Path: showOpen, Label: label("të hapura")}, {Path: showLate, Look: "late", Label: label("me vonesë")},
		{Path: showWeek, Label: label("me afat brenda 7 ditëve")}, {Path: showWaiting, Look: "waiting", Label: label("në pritje të verifikimit")},
		{Path: showMine, Label: label("të institucionit tim")}, {Path: showAsked, Label: label("që kam kërkuar unë")},
		{Path: showClosed, Look: "plain", Label: text.T(p.Lang, "të mbyllura, dhënë: %s", period.Name(string(p.Lang)))},
		{Path: showDropped, Look: "plain", Label: text.T(p.Lang, "të anuluara, dhënë: %s", period.Name(string(p.Lang)))},
	}
	for _, b := range all {
		for _, t := range list {
			if in(b.Path, t, p.Today, own) {
				b.N++
			}
		}
		if len(own) == 0 && (b.Path == showMine || b.Path == showAsked) || b.Path == showDropped && b.N == 0 {
			continue
		}
		if b.N == 0 {
			b.Look = "plain" // nothing to draw attention to
		}
		b.Current = b.Path == p.Filter.Show
		if b.Current {
			p.Caption = b.Label
		}
		f := p.Filter
		f.Show = b.Path
		b.Path = f.link(p.Base)
		p.Boxes = append(p.Boxes, b)
	}
}

func (p *listPage) fill(list []Task, own []string, names directory) {
	for _, t := range list {
		if !in(p.Filter.Show, t, p.Today, own) {
			continue
		}
		x := row{Task: t, Path: p.Base + "/" + t.ID, Owner: names.Name(t.OwnerID), Due: t.dueWords(p.Lang), Clock: t.clock(p.Lang, p.Today), Late: t.Overdue(p.Today)}
		if t.AskedBy != "" {
			x.AskedBy = names.Name(t.AskedBy)
		}
		p.Rows = append(p.Rows, x)
	}
	slices.SortFunc(p.Rows, func(a, b row) int { return byDue(a.Task, b.Task) })
}

// byDue puts what is due first on top, then what has no day yet; what ended
// stands below, the latest first.
func byDue(a, b Task) int {
	if a.Live() != b.Live() {
		return map[bool]int{true: -1, false: 1}[a.Live()]
	}
	if !a.Live() {
		return cmp.Or(cmp.Compare(b.ClosedOn, a.ClosedOn), cmp.Compare(b.Year, a.Year), cmp.Compare(b.Number, a.Number))
	}
	return cmp.Or(cmp.Compare(or(a.DueOn, "9999"), or(b.DueOn, "9999")), cmp.Compare(a.Year, b.Year), cmp.Compare(a.Number, b.Number))
}
