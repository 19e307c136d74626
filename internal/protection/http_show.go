package protection

import (
	"net/http"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A showPage is the protection of one child: what is due, and all that was done.
type showPage struct {
	web.Page
	Base, File  string // addresses of this page and of the file
	Help        string // address of what to do in the first minutes
	Code, Today string
	Risk        string
	Write       bool
	Offered     bool // an answer to a hand-over is awaited
	Closed      bool
	Next        Next
	Steps       []stepRow
	Missed      []string // steps that were passed over
	Assessments []card
	Groups      []card
	Plans       []card
	Measures    []measureRow
	Reviews     []card
	Closings    []card
	purpose     child.Purpose
	people      []child.Member
}

var showView = web.NewView[showPage](templates, "show.tmpl", "parts.tmpl")

// A stepRow is one step of the timeline.
type stepRow struct {
	Name, Words, State string // State is "done", "late", "due" or ""
}

// A card is one thing that was recorded.
type card struct {
	Title, Said string // Said: when and by whom it was recorded
	Rows        []Row
	Path, Link  string // to what can be done with it next
	Correct     string // address of the form that corrects it
	Withdraw    string // address of the form that takes it back
	Letters     []Invited
	Document    string // address of it as a document, before the format
	Uncalled    []string
	Past        []card
}

// A measureRow is one measure in the table.
type measureRow struct {
	Measure
	Path, Said string
	Withdraw   string
	Late       bool
	Docs       []web.Option
	Past       []card
}

// purposeOf is what the page is opened for: what the address names, or the first
// of the ways the reader has to the file.
func purposeOf(r *http.Request) child.Purpose {
	if child.Purpose(r.URL.Query().Get("p")) == child.Supervise {
		return child.Supervise
	}
	return ""
}

func (h handler) show(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p := showPage{Page: web.NewPage(r, "Mbrojtja"), Base: base(g, r), File: filePath(g, r), Today: h.today()}
	p.Help = "/u/" + g.Scope().ID + "/sighting/help"
	var err error
	if p.people, err = h.members(r, g); err != nil {
		return err
	}
	err = h.look(r, g, purposeOf(r), func(tx *store.Tx, file *child.File) error { return p.load(tx, g, file) })
	if err != nil {
		return err
	}
	return showView.Render(w, r, http.StatusOK, p)
}

func (h handler) members(r *http.Request, g access.Grant) ([]child.Member, error) {
	if h.People == nil {
		return nil, nil
	}
	return h.People(r.Context(), g.Scope().ID)
}

// load reads the page from the open file. When a step was done is protection as
// well: who may not read that has no such page.
func (p *showPage) load(tx *store.Tx, g access.Grant, file *child.File) error {
	if !file.May.Read.Has(child.Protection) {
		return access.ErrDenied
	}
	rules, err := child.RulesOf(tx)
	if err != nil {
		return err
	}
	l := p.Lang
	p.purpose, p.Code, p.Write, p.Offered, p.Closed = file.Purpose, file.Code, file.May.Write, file.Offered, file.Standing == child.Closed
	p.Title = text.T(l, "Mbrojtja e fëmijës: dosja %s", file.Code)
	p.Page = p.With(web.Crumb{Label: "Dosjet", Path: "/u/" + g.Scope().ID + "/child"}, web.Crumb{Label: file.Code, Path: p.File})
	if file.Risk != "" {
		p.Risk = child.RiskLevels.Label(l, file.Risk)
	}
	e, clocks := read(file), Clocks(file.Child, rules)
	if p.purpose == child.Care && (p.Write || p.Closed) {
		p.Next = e.next(l, file.Child, clocks, p.Today)
	}
	p.steps(clocks, e)
	if !p.Closed {
		p.Missed = missed(p.Lang, clocks)
	}
	p.cards(file, e)
	return nil
}

func (p *showPage) steps(clocks []Clock, e entries) {
	for _, c := range clocks {
		row := stepRow{Name: Steps.Label(p.Lang, c.Step), Words: c.Words(p.Lang, p.Today)}
		switch {
		case c.Done != "":
			row.State = "done"
		case p.Closed:
			row.Words = text.T(p.Lang, "nuk u bë para mbylljes")
		case c.Late(p.Today):
			row.State = "late"
		case c.From != "":
			row.State = "due"
		}
		if called := e.called(p.Lang, p.Today); c.Step == "group" && c.Done == "" && called != "" {
			row.Words = called + "; " + row.Words
		}
		p.Steps = append(p.Steps, row)
	}
}

// cards shows what was recorded, the newest first.
func (p *showPage) cards(file *child.File, e entries) {
	for _, a := range slices.Backward(e.Assessments) {
		c := newCard(p, file, a, "assessment")
		c.Rows = append(c.Rows, e.found(p.Lang, a.Body.Ref)...)
		p.Assessments = append(p.Assessments, c)
	}
	for _, g := range slices.Backward(e.Groups) {
		p.Groups = append(p.Groups, p.groupCard(file, g))
	}
	for _, v := range slices.Backward(e.Plans) {
		c := newCard(p, file, v, "plan")
		c.Rows = slices.DeleteFunc(c.Rows, func(r Row) bool { return r.Name == "number" })
		c.Title, c.Document = text.T(p.Lang, "Versioni %d", v.Body.Number), p.Base+"/plan/"+v.Item.ID+"/document/"
		p.Plans = append(p.Plans, c)
	}
	for _, m := range e.Measures {
		p.Measures = append(p.Measures, p.measureRow(file, m))
	}
	for _, v := range slices.Backward(e.Reviews) {
		p.Reviews = append(p.Reviews, newCard(p, file, v, "review"))
	}
	for _, c := range slices.Backward(e.Closings) {
		closed := newCard(p, file, c, "closing")
		closed.Correct = ""
		p.Closings = append(p.Closings, closed)
	}
}

func (p *showPage) groupCard(file *child.File, g held[Group]) card {
	c := newCard(p, file, g, "group")
	c.Letters, c.Uncalled = g.Body.Invited, g.Body.uncalled(p.Lang)
	c.Document = p.Base + "/group/" + g.Item.ID + "/letter/"
	if p.Write && g.Body.On <= p.Today {
		c.Path, c.Link = p.Base+"/held/"+g.Item.ID, text.T(p.Lang, "Shëno si u zhvillua")
		if g.Body.Held {
			c.Link = text.T(p.Lang, "Korrigjo si u zhvillua")
		}
	}
	return c
}

func (p *showPage) measureRow(file *child.File, m held[Measure]) measureRow {
	c := newCard(p, file, m, "measure")
	row := measureRow{Measure: m.Body, Path: c.Correct, Withdraw: c.Withdraw, Said: c.Said, Past: c.Past}
	row.Late = m.Body.State == "open" && m.Body.DueOn < p.Today
	for _, d := range file.Items("document") {
		if slices.Contains(m.Body.Evidence, d.ID) {
			row.Docs = append(row.Docs, web.Option{Value: p.File + "/document/" + d.ID, Label: d.Body.(child.Document).Title})
		}
	}
	return row
}

// newCard shows an entry with what stood before it.
func newCard[T entry](p *showPage, file *child.File, h held[T], path string) card {
	c := card{Rows: h.Body.rows(p.Lang), Said: p.said(file, h.Item)}
	if p.Write {
		c.Correct, c.Withdraw = p.Base+"/"+path+"/"+h.Item.ID, p.Base+"/withdraw/"+h.Item.ID
	}
	for _, it := range file.Past(h.Item.ID) {
		if b, ok := it.Body.(T); ok {
			c.Past = append(c.Past, card{Rows: b.rows(p.Lang), Said: p.said(file, it)})
		}
	}
	return c
}

// said is when something was recorded, and by whom.
func (p *showPage) said(file *child.File, it child.Item) string {
	at := text.Moment(p.Lang, it.At.Time)
	if it.Origin != file.Unit() {
		return text.T(p.Lang, "shënuar më %s nga njësia që e kishte rastin më parë", at)
	}
	for _, m := range p.people {
		if m.Person == it.By {
			return text.T(p.Lang, "shënuar më %s nga %s", at, m.Name)
		}
	}
	return text.T(p.Lang, "shënuar më %s", at)
}

// KindName names a kind of measure.
func (p showPage) KindName(c string) string { return capital(MeasureKinds.Label(p.Lang, c)) }

// MeasureStates of the table.
func (showPage) MeasureStates() code.List { return MeasureStates }

// Query carries the purpose of the page on to what is downloaded from it.
func (p showPage) Query() string {
	if p.purpose == child.Supervise {
		return "?p=supervise"
	}
	return ""
}

// Recipients of the plan on paper.
func (p showPage) Recipients() []web.Option { return web.Options(p.Lang, Recipients) }
