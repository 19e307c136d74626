package analysis

import (
	"errors"
	"html/template"
	"net/http"
	"net/url"

	"tryeza/internal/access"
	"tryeza/internal/document"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

// reportPage is the analysis on the screen.
type reportPage struct {
	web.Page
	Analysis                                           Analysis
	Report                                             *Report
	Sections                                           []screenSection
	Scans                                              []Scan
	Differences                                        []Difference
	CanEdit, CanReview, CanSign, CanCorrect, CanAttach bool
	Stale                                              int
}

// A screenSection is a section as the page shows it.
type screenSection struct {
	ID, Title string
	Level     int
	Blocks    []screenBlock
}

// A screenBlock is a paragraph that can be edited, or anything else as HTML.
type screenBlock struct {
	Paragraph *Paragraph
	Figures   []cited
	HTML      template.HTML
}

// A cited figure links to its lineage.
type cited struct{ Name, Shown, Path string }

var reportView = web.NewView[reportPage](templates, "report.tmpl")

func (h handler) show(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return h.showReport(w, r, g, http.StatusOK, nil)
}

func (h handler) showReport(w http.ResponseWriter, r *http.Request, g access.Grant, status int, f *web.Form) error {
	a, report, err := h.read(r, g)
	if err != nil {
		return err
	}
	if f == nil {
		f = web.NewForm(r).Set("protocol", a.Protocol).SetDay("dated", a.Dated)
	}
	open := a.State != Signed
	p := reportPage{
		Page: web.NewPage(r, report.Title).With(web.Crumb{Label: "Analizat", Path: path(g, "")}).WithForm(f), Analysis: a, Report: report,
		CanEdit: open && g.Can(access.ComposeAnalysis), CanReview: open && g.Can(access.ReviewAnalysis), CanSign: a.State == Reviewed && g.Can(access.SignAnalysis),
		CanCorrect: !open && g.Can(access.ComposeAnalysis), CanAttach: !open && g.Can(access.AttachScan),
	}
	if p.Sections, err = screen(g, a, report); err != nil {
		return err
	}
	for _, para := range report.Paragraphs() {
		if para.Stale {
			p.Stale++
		}
	}
	if p.Differences, err = h.differences(r, g, a, report); err != nil {
		return err
	}
	err = h.view(r, g, func(tx *store.Tx) (err error) {
		p.Scans, err = store.All(tx, scansOf, func(s *Scan) []any { return []any{&s.ID, &s.Name} }, a.ID)
		return err
	})
	if err != nil {
		return err
	}
	return reportView.Render(w, r, status, p)
}

// screen turns the report into what the page shows.
func screen(g access.Grant, a Analysis, report *Report) ([]screenSection, error) {
	var list []screenSection
	base := path(g, "/"+a.ID)
	picture := func(id string) string { return base + "/chart/" + url.PathEscape(id) }
	opts := document.HTMLOptions{ChartURL: func(c document.Chart) string { return picture(c.ID) }, DrawingURL: picture}
	for _, s := range report.Sections {
		out := screenSection{ID: s.ID, Title: s.Title, Level: s.Level}
		for _, b := range s.Blocks {
			if b.Paragraph != nil {
				out.Blocks = append(out.Blocks, screenBlock{Paragraph: b.Paragraph, Figures: citedIn(report, base, b.Paragraph.Cites)})
				continue
			}
			body, err := document.HTMLBody(document.Document{Blocks: unnamed(blocks([]Block{withLinks(b, base)}))}, opts)
			if err != nil {
				return nil, err
			}
			out.Blocks = append(out.Blocks, screenBlock{HTML: body})
		}
		list = append(list, out)
	}
	return list, nil
}

// unnamed takes the identifiers off tables: links on the page lead to sections,
// and some sections have the same.
func unnamed(list []document.Block) []document.Block {
	for i, b := range list {
		if table, ok := b.(document.Table); ok {
			table.ID = ""
			list[i] = table
		}
	}
	return list
}

func citedIn(report *Report, base string, keys []string) []cited {
	var list []cited
	for _, key := range keys {
		if k, ok := report.find(key); ok {
			list = append(list, cited{k.Label, show(k.Figure), base + "/figure?key=" + url.QueryEscape(key)})
		}
	}
	return list
}

type editPage struct {
	web.Page
	Analysis  Analysis
	Paragraph *Paragraph
	Composed  string
	Version   int64
	Figures   []cited
}

var editView = web.NewView[editPage](templates, "edit.tmpl")

// paragraph finds the paragraph of the address, its composed text and the edit
// there is of it, if any.
func (h handler) paragraph(r *http.Request, g access.Grant) (a Analysis, report *Report, p *Paragraph, e Edit, err error) {
	err = h.view(r, g, func(tx *store.Tx) error {
		if a, err = asked(tx, r); err != nil {
			return err
		}
		if report, err = h.need.Read(r.Context(), tx, a); err != nil {
			return err
		}
		list, err := store.All(tx, editsOf, (*Edit).fields, a.ID)
		for _, x := range list {
			if x.Paragraph == r.PathValue("paragraph") {
				e = x
			}
		}
		return err
	})
	if err != nil {
		return a, report, nil, e, err
	}
	for _, x := range report.Paragraphs() {
		if x.ID == r.PathValue("paragraph") {
			return a, report, x, e, nil
		}
	}
	return a, report, nil, e, store.ErrNotFound
}

func composedText(p *Paragraph) string {
	if p.Composed != "" {
		return p.Composed
	}
	return p.Text
}

func (h handler) editForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	if !g.Can(access.ComposeAnalysis) {
		return access.ErrDenied
	}
	return h.showEdit(w, r, g, http.StatusOK, nil)
}

func (h handler) showEdit(w http.ResponseWriter, r *http.Request, g access.Grant, status int, f *web.Form) error {
	a, report, p, e, err := h.paragraph(r, g)
	if err != nil {
		return err
	}
	if f == nil {
		f = web.NewForm(r).Set("body", p.Text)
	}
	page := editPage{
		Page: web.NewPage(r, "Ndryshimi i paragrafit").With(crumbs(g, a)...).WithForm(f), Analysis: a, Paragraph: p, Composed: composedText(p), Version: e.Version,
		Figures: citedIn(report, path(g, "/"+a.ID), p.Cites),
	}
	return editView.Render(w, r, status, page)
}

func (h handler) saveEdit(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	body := f.PublicLong("body")
	if !f.OK() {
		return h.showEdit(w, r, mustRead(g), http.StatusUnprocessableEntity, f)
	}
	a, _, p, e, err := h.paragraph(r, mustRead(g))
	if err != nil {
		return err
	}
	if body == e.Body && e.ID != "" || body == p.Text && e.ID == "" {
		return h.edited(w, r, g, a, p, e.Version) // saved already, or nothing to save
	}
	edit := Edit{Version: f.Version(), Paragraph: p.ID, Composed: composedText(p), Body: body}
	if f.Has("restore") || body == edit.Composed {
		edit.Body = ""
	}
	err = h.change(r, g, func(tx *store.Tx, a Analysis) error { return SaveEdit(tx, a, edit) })
	if errors.Is(err, store.ErrConflict) {
		back := path(g, "/"+a.ID+"/edit/"+p.ID)
		return web.Conflict{Back: back, Action: back, Form: f.Values, Now: e.Version,
			Fields: []web.ConflictField{{Name: "body", Label: web.T(r, "Teksti"), Mine: body, Theirs: p.Text}}}
	}
	if err != nil {
		return err
	}
	_, _, _, e, err = h.paragraph(r, mustRead(g))
	if err != nil {
		return err
	}
	return h.edited(w, r, g, a, p, e.Version)
}

// edited answers a saved paragraph: to the browser that saves by itself, or to
// the person who pressed the button.
func (h handler) edited(w http.ResponseWriter, r *http.Request, g access.Grant, a Analysis, p *Paragraph, version int64) error {
	if web.IsAutosave(r) {
		return web.Saved(w, r, version)
	}
	return web.Redirect(w, r, path(g, "/"+a.ID)+"#"+p.ID, "Paragrafi u ruajt.")
}
