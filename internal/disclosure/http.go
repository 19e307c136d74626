package disclosure

import (
	"context"
	"embed"
	"net/http"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

//go:embed *.tmpl
var files embed.FS

//go:embed english.json
var english []byte

var _ = registered(english)

// registered gives the words of the pages their English, before any is shown.
func registered(b []byte) bool {
	text.RegisterJSON(b)
	return true
}

type handler struct{ *Service }

// Routes adds the pages of disclosure to m.
func Routes(m *web.Mux, f child.Files, o Options) {
	h := handler{New(f, o)}
	const at = "/u/{unit}/disclosure"
	m.Handle("GET "+at, access.ReadDisclosures, h.front)
	m.Handle("POST "+at+"/notice/{notice}/seen", access.SeeNotices, h.seen)
	m.Handle("GET "+at+"/emergency", access.ReadDisclosures, h.emergencyForm)
	m.Handle("POST "+at+"/emergency", access.BreakGlass, h.enter)
	m.Handle("GET "+at+"/emergency/{right}", access.ReadTrail, h.entry)
	m.Handle("POST "+at+"/emergency/{right}/review", access.ReviewLooks, h.review)
	m.Handle("POST "+at+"/emergency/{right}/restore", access.ReviewLooks, h.restore)
	m.Handle("GET "+at+"/looks", access.ReadTrail, h.looks)
	const file = at + "/file/{child}"
	m.Handle("GET "+file, access.OpenFiles, h.file)
	m.Handle("GET "+file+"/release", access.OpenFiles, h.releaseForm)
	m.Handle("POST "+file+"/release", access.Disclose, h.release)
	m.Handle("POST "+file+"/release/{right}/end", access.Disclose, h.end)
	m.Handle("GET "+file+"/told", access.OpenFiles, h.toldForm)
	m.Handle("POST "+file+"/told", access.Disclose, h.told)
	m.Handle("GET "+file+"/held", access.OpenFiles, h.held)
	m.Handle("GET "+at+"/export", access.ReadDisclosures, h.exportForm)
	m.Handle("POST "+at+"/export", access.AskExport, h.ask)
	const export = at + "/export/{export}"
	m.Handle("GET "+export, access.ReadDisclosures, h.export)
	m.Handle("POST "+export+"/approve", access.ApproveExport, h.approve)
	m.Handle("POST "+export+"/refuse", access.ApproveExport, h.refuse)
	m.Handle("POST "+export+"/take", access.AskExport, h.take)
}

func root(g access.Grant) string { return "/u/" + g.Scope().ID }

func path(g access.Grant, rest string) string { return root(g) + "/disclosure" + rest }

// A base is what every page shows.
type base struct {
	web.Page
	Base   string // address of the first page
	Home   string // address of the unit
	Me     string
	Now    store.Time
	people []child.Member
}

func (h handler) base(r *http.Request, g access.Grant, p web.Page) (base, error) {
	b := base{Page: p, Base: path(g, ""), Home: root(g), Me: g.Actor(), Now: store.At(h.Files.DB.Now())}
	var err error
	b.people, err = h.people(r.Context(), g.Scope().ID)
	return b, err
}

// crumb is the way to a page under the first one.
func crumb(g access.Grant) web.Crumb { return web.Crumb{Label: "Lejet dhe hapjet", Path: path(g, "")} }

// Who names a person of the unit by their account.
func (b base) Who(person string) string {
	for _, m := range b.people {
		if m.Person == person {
			return m.Name
		}
	}
	return text.T(b.Lang, "dikush që nuk është më në njësi")
}

// Classes of a right in words.
func (b base) Classes(s string) string { return classNames(b.Lang, child.ParseSet(s)) }

// The lists of codes that templates use.
func (base) Purposes() code.List       { return Purposes }
func (base) FilePurposes() code.List   { return child.Purposes }
func (base) Verdicts() code.List       { return Verdicts }
func (base) Deeds() code.List          { return Deeds }
func (base) MarkNames() code.List      { return Marks }
func (base) Ways() code.List           { return Ways }
func (base) ExportStates() code.List   { return ExportStates }
func (base) ExportPurposes() code.List { return ExportPurposes }

func (h handler) view(ctx context.Context, g access.Grant, f func(tx *store.Tx) error) error {
	return h.Files.DB.View(ctx, g, store.Subject{}, f)
}

// options are the people a form may choose from.
func options(list []child.Member) []web.Option {
	var opts []web.Option
	for _, m := range list {
		if !slices.ContainsFunc(opts, func(o web.Option) bool { return o.Value == m.Person }) {
			opts = append(opts, web.Option{Value: m.Person, Label: m.Name})
		}
	}
	return opts
}

// mostOfWhy is how many characters a reason may have.
const mostOfWhy = 4_000

// why is a reason of at least some characters. It may name the child: it is
// sealed.
func why(f *web.Form, name string, least int, message string) string {
	s := f.Text(name)
	switch n := len([]rune(s)); {
	case n < least:
		f.Fail(name, message)
	case n > mostOfWhy:
		f.Fail(name, "Shkurtojeni: arsyeja mund të ketë deri në 4 000 shenja.")
	}
	return s
}
