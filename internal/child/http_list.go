package child

import (
	"net/http"
	"net/url"
	"strconv"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

type listPage struct {
	base
	Unit                bool // all files of the unit, without names
	Show, Worker, Query string
	Searched            bool
	Entries             []Entry
	Total               int
	Later, Earlier      string // addresses of the other pages
	CanStart, CanAssign bool
	Shows, Workers      []web.Option
}

var listView = web.NewView[listPage](files, "list.tmpl", "rows.tmpl")

// perPage is how many files of the unit one page lists.
const perPage = 100

var unitFiles = store.ReadUnit(`SELECT id, version, ` + columns + ` FROM child
	WHERE owner_id = $1 AND state <> 'erased' AND id NOT IN (` + inConflict + `)
	AND (CAST($4 AS TEXT) = '' OR worker_id = $4)
	AND (CAST($5 AS TEXT) = 'all' OR (state = 'open') = (CAST($5 AS TEXT) = 'open'))
	ORDER BY opened_on DESC, id LIMIT $6 OFFSET $7`)

// list shows the files the visitor works on, or, to a supervisor, which files
// the unit has.
func (h handler) list(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	if r.FormValue("of") == "unit" {
		return h.listUnit(w, r, g)
	}
	p, err := h.listPage(r, g, "Dosjet e mia")
	if err != nil {
		return err
	}
	if err := h.own(r, g, &p); err != nil {
		return err
	}
	return listView.Render(w, r, http.StatusOK, p)
}

// find looks for a file in the visitor's own caseload. What is looked for is
// often a name: it comes in the body, and stands in no address.
func (h handler) find(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	p, err := h.listPage(r, g, "Dosjet e mia")
	if err != nil {
		return err
	}
	p.Show, p.Query, p.Searched = "all", f.Text("query"), true
	p.Form, p.Path = f, p.Base // the language is changed without it
	if err := h.own(r, g, &p); err != nil {
		return err
	}
	return listView.Render(w, r, http.StatusOK, p)
}

func (h handler) listPage(r *http.Request, g access.Grant, title string) (listPage, error) {
	b, err := h.base(r, g, web.NewPage(r, title).With())
	p := listPage{base: b, Show: r.URL.Query().Get("show"), Worker: r.URL.Query().Get("worker"), CanStart: g.Can(access.StartFiles), CanAssign: g.Can(access.AssignFiles)}
	if p.Show != "closed" && p.Show != "all" {
		p.Show = "open"
	}
	p.Form = web.NewForm(r).Set("show", p.Show).Set("worker", p.Worker)
	p.Shows = []web.Option{{Value: "open", Label: web.T(r, "të hapurat")}, {Value: "closed", Label: web.T(r, "të mbyllurat dhe të dorëzuarat")}, {Value: "all", Label: web.T(r, "të gjitha")}}
	p.Workers = options(b.workers())
	return p, err
}

// own fills in the files of the visitor's own caseload.
func (h handler) own(r *http.Request, g access.Grant, p *listPage) error {
	g, err := g.Also(access.OpenFiles)
	if err != nil {
		return err
	}
	entries, err := h.files.Caseload(r.Context(), g)
	for _, e := range entries {
		if e.shown(p.Show) && (!p.Searched || e.Answers(p.Query)) {
			p.Entries = append(p.Entries, e)
		}
	}
	p.Total = len(p.Entries)
	return err
}

// shown reports whether a list shows an entry.
func (e Entry) shown(show string) bool {
	return show == "all" || (e.Standing == Opened) == (show == "open")
}

func (h handler) listUnit(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	if !g.Can(access.AssignFiles) {
		return access.ErrDenied
	}
	p, err := h.listPage(r, g, "Dosjet e njësisë")
	if err != nil {
		return err
	}
	p.Unit = true
	page, _ := strconv.Atoi(r.URL.Query().Get("page"))
	page = min(max(page, 1), 1_000)
	err = h.files.DB.View(r.Context(), g, store.Subject{}, func(tx *store.Tx) error {
		heads, err := store.All(tx, unitFiles, (*Child).fields, g.Actor(), p.Today, p.Worker, p.Show, perPage+1, (page-1)*perPage)
		if err != nil {
			return err
		}
		if p.Entries, err = entriesOf(tx, heads); err != nil {
			return err
		}
		return p.orphans(tx)
	})
	if err != nil {
		return err
	}
	p.pages(page)
	p.Total = len(p.Entries)
	return listView.Render(w, r, http.StatusOK, p)
}

// pages cuts the list to one page and links to those beside it.
func (p *listPage) pages(page int) {
	at := func(n int) string {
		q := url.Values{"of": {"unit"}, "show": {p.Show}, "worker": {p.Worker}, "page": {strconv.Itoa(n)}}
		return p.Base + "?" + q.Encode()
	}
	if len(p.Entries) > perPage {
		p.Entries, p.Later = p.Entries[:perPage], at(page+1)
	}
	if page > 1 {
		p.Earlier = at(page - 1)
	}
}

var conflictsToday = store.ReadUnit(`SELECT child_id, person_id FROM child_person
	WHERE owner_id = $1 AND relation = 'conflict' AND valid_from <= $2 AND (valid_to = '' OR valid_to >= $2)`)

// orphans marks the open files whose responsible worker holds no role for it
// today, or has a conflict of interest.
func (p *listPage) orphans(tx *store.Tx) error {
	type pair struct{ child, person string }
	list, err := store.All(tx, conflictsToday, func(c *pair) []any { return []any{&c.child, &c.person} }, text.DayOf(tx.Now().Time))
	barred := map[pair]bool{}
	for _, c := range list {
		barred[c] = true
	}
	for i, e := range p.Entries {
		p.Entries[i].Orphan = e.Standing == Opened && (!p.inOffice(e.Worker) || barred[pair{e.ID, e.Child.Worker}])
	}
	return err
}
