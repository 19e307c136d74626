package disclosure

import (
	"net/http"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

type looksPage struct {
	base
	From, To      string
	Person, File  string // what the list is narrowed to
	Marked, Looks []Look
	More, Whole   bool
	Codes         map[string]string
	People        []web.Option
}

var looksView = web.NewView[looksPage](files, "looks.tmpl", "looks_table.tmpl")

// daysShown is how many days of looks a page shows until others are asked for.
const daysShown = 7

// looks shows who opened which file, the unusual ones first.
func (h handler) looks(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f := web.NewForm(r)
	f.Values = r.URL.Query()
	b, err := h.base(r, g, web.NewPage(r, "Kush i hapi dosjet").With(crumb(g)).WithForm(f))
	if err != nil {
		return err
	}
	p := looksPage{base: b, From: f.Day("from"), To: f.Day("to"), Person: f.Text("person"), File: tidyCode(f.Text("file")), People: options(b.people)}
	today := text.DayOf(b.Now.Time)
	p.defaults(today)
	f.SetDay("from", p.From).SetDay("to", p.To)
	if !f.OK() {
		return looksView.Render(w, r, http.StatusUnprocessableEntity, p)
	}
	err = h.Files.DB.View(r.Context(), g, store.Subject{Kind: "looks", ID: p.From + " " + p.To}, p.fill)
	if err != nil {
		return err
	}
	return looksView.Render(w, r, http.StatusOK, p)
}

// defaults fill in the days that were not asked for.
func (p *looksPage) defaults(today string) {
	if p.To == "" {
		p.To = today
	}
	if p.From == "" || p.From > p.To {
		if t, err := time.Parse(time.DateOnly, p.To); err == nil {
			p.From = t.AddDate(0, 0, 1-daysShown).Format(time.DateOnly)
		}
	}
}

func (p *looksPage) fill(tx *store.Tx) error {
	from, err := instant(p.From, "00:00")
	if err != nil {
		return err
	}
	to, err := instant(p.To, "")
	if err != nil {
		return err
	}
	if p.Codes, err = codes(tx); err != nil {
		return err
	}
	all, whole, err := looksIn(tx, store.Window{From: from, To: to})
	p.Whole = whole
	p.sort(narrowed(all, p.Person, p.id()))
	return err
}

// id is the file whose code was asked for; a code of no file is no file's id.
func (p *looksPage) id() string {
	for id, code := range p.Codes {
		if code == p.File {
			return id
		}
	}
	return p.File
}

// sort puts the unusual looks on top and cuts what is too long for a page.
func (p *looksPage) sort(list []Look) {
	for _, l := range list {
		if l.Unusual() && len(p.Marked) < mostShown {
			p.Marked = append(p.Marked, l)
		}
	}
	p.Looks, p.More = list[:min(len(list), mostShown)], len(list) > mostShown
}

// Code names the file of a look. What was asked for and is no file has none: it
// is not repeated.
func (p looksPage) Code(l Look) string { return p.Codes[l.File] }

// Code names the file of a look at the one file of the page.
func (p filePage) CodeOf(Look) string { return p.Code }
