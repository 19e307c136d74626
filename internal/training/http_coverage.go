package training

import (
	"net/http"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A coverRow is a line of the coverage: an institution, one of its functions, or a
// municipality.
type coverRow struct {
	Name             string
	Obliged, Trained int64
	Rate             string // "–" where nobody is obliged
	Note             string
}

// An expiringRow is a training that runs out soon. The code is shown to those who
// keep the institution.
type expiringRow struct{ Institution, Code, Until string }

type coveragePage struct {
	web.Page
	Base, Day, Together string
	Institutions, Towns []coverRow
	Jobs                []coverRow
	Expiring            []expiringRow
	Totals              []sessionRow // held sessions of which only the number is known
	None                bool
}

var coverageView = web.NewView[coveragePage](files, "coverage.tmpl", "parts.tmpl")

// coverage shows who knows the procedures today, or on another day (?day=).
func (h handler) coverage(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p := coveragePage{Page: web.NewPage(r, "Mbulimi me trajnim").With(home(g)), Base: path(g, ""), Day: h.today()}
	f := web.NewForm(r).SetDay("day", h.today())
	if q := r.URL.Query(); q.Get("day-year")+q.Get("day") != "" {
		f.Values = q
		if day := f.Day("day"); day != "" {
			p.Day = day
		}
	}
	p.Page = p.WithForm(f)
	if err := h.view(r, g, func(tx *store.Tx) error { return p.load(h, tx, g) }); err != nil {
		return err
	}
	return coverageView.Render(w, r, http.StatusOK, p)
}

func (p *coveragePage) load(h handler, tx *store.Tx, g access.Grant) error {
	d, err := register.ReadDirectory(tx, p.Day)
	if err != nil {
		return err
	}
	b, err := readBook(tx)
	if err != nil {
		return err
	}
	covers := coversOn(p.Day, b.duties, b.presences)
	p.None, p.Together = len(covers) == 0, coverWords(p.Lang, together(covers))
	byTown := map[string][]Cover{}
	for _, o := range d.Options(nil) {
		var mine []Cover
		for _, c := range covers {
			if c.InstitutionID == o.Value {
				mine = append(mine, c)
				for _, e := range c.Expiring {
					p.expires(g, o, e)
				}
			}
		}
		if len(mine) > 0 {
			p.Institutions = append(p.Institutions, p.row(o.Label, mine))
			town := d.Municipality(o.Value)
			byTown[town] = append(byTown[town], mine...)
		}
	}
	qark, err := store.Value[string](tx, qarkOf)
	if err != nil {
		return err
	}
	p.towns(byTown, qark)
	p.jobs(covers)
	p.totals(h, g, b, d)
	return nil
}

// towns are those of the qark, also where nobody is obliged, and others that an
// institution belongs to.
func (p *coveragePage) towns(of map[string][]Cover, qark string) {
	for _, m := range code.Municipalities {
		if m.Qark == qark || len(of[m.Code]) > 0 {
			p.Towns = append(p.Towns, p.row(m.Name, of[m.Code]))
		}
	}
	if list := of[""]; len(list) > 0 {
		p.Towns = append(p.Towns, p.row(text.T(p.Lang, "Për të gjithë qarkun"), list))
	}
}

// jobs are the functions, each over all institutions.
func (p *coveragePage) jobs(covers []Cover) {
	of := map[string][]Cover{}
	for _, c := range covers {
		of[c.Job] = append(of[c.Job], c)
	}
	for _, j := range code.Jobs {
		if len(of[j.Code]) > 0 {
			p.Jobs = append(p.Jobs, p.row(j.Name(p.Lang), of[j.Code]))
		}
	}
}

// row adds up; where nobody is obliged it says how many are trained all the same.
func (p *coveragePage) row(name string, list []Cover) coverRow {
	c := together(list)
	if c.Obliged == 0 {
		for _, one := range list {
			c.Trained += one.Trained
		}
	}
	row := coverRow{Name: name, Obliged: c.Obliged, Trained: c.Trained, Rate: "–"}
	if rate, ok := c.Rate(); ok {
		row.Rate = text.Percent(p.Lang, int64(rate))
	}
	switch {
	case c.Obliged == 0:
		row.Note = text.T(p.Lang, "Askush i detyruar: mbulimi nuk llogaritet.")
	case slices.ContainsFunc(list, Cover.over):
		row.Note = text.T(p.Lang, "Më shumë të trajnuar se të detyruar: shihni a është i saktë detyrimi.")
	}
	return row
}

func (p *coveragePage) expires(g access.Grant, o web.Option, e Expiring) {
	row := expiringRow{Institution: o.Label, Until: e.Until}
	if keeps(g, o.Value) {
		row.Code = e.Code
	}
	p.Expiring = append(p.Expiring, row)
}

// totals lists the sessions of which only a number is known: their participants are
// in no coverage.
func (p *coveragePage) totals(h handler, g access.Grant, b book, d register.Directory) {
	var list []Session
	for _, s := range b.sessions {
		until := validUntil(s.EndsOn, courseOf(b.courses, s.CourseID).Months)
		if s.State == Held && b.came[s.ID] == 0 && s.EndsOn <= p.Day && (until == "" || until >= p.Day) {
			list = append(list, s)
		}
	}
	p.Totals = h.sessionRows(g, p.Lang, list, b.courses, b.counted, d)
}
