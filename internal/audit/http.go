package audit

import (
	"embed"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"strconv"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

//go:embed *.tmpl
var files embed.FS

//go:embed english.json
var english []byte

func init() { text.RegisterJSON(english) }

type handler struct {
	db    *store.DB
	roles code.List
}

// Routes adds the page of the trail to m. roles names the roles in words.
func Routes(m *web.Mux, db *store.DB, roles code.List) {
	h := handler{db, roles}
	m.Handle("GET /k/{committee}/audit", access.ReadAudit, h.show)
}

type listPage struct {
	web.Page
	Day     string // the day shown; "" is every day
	Looks   bool   // with the looks at this page
	Entries []Entry
	Older   string // address of the next page; "" on the last one
	Head    store.Head
}

var listView = web.NewView[listPage](files, "list.tmpl")

// perPage is how many events stand on a page.
const perPage = 50

func (h handler) show(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f := web.NewForm(r)
	f.Values = r.URL.Query()
	p := listPage{Page: web.NewPage(r, "Gjurma e veprimeve").WithForm(f), Day: f.Day("day"), Looks: f.Has("looks")}
	f.SetDay("day", p.Day)
	before, err := strconv.ParseInt(f.Text("before"), 10, 64)
	if err != nil {
		before = math.MaxInt64
	}
	if !f.OK() {
		return listView.Render(w, r, http.StatusUnprocessableEntity, p)
	}
	err = h.db.View(r.Context(), g, store.Subject{Kind: "audit", ID: p.Day}, func(tx *store.Tx) error { return h.fill(tx, &p, before) })
	if err != nil {
		return err
	}
	return listView.Render(w, r, http.StatusOK, p)
}

// LooksOption is the box that shows the looks at this page too.
func (p listPage) LooksOption() []web.Option {
	return []web.Option{{Value: "1", Label: text.T(p.Lang, "Shfaq edhe shikimet e kësaj faqeje")}}
}

// fill reads one page of events, and one more to know whether there are older.
func (h handler) fill(tx *store.Tx, p *listPage, before int64) (err error) {
	if p.Head, err = tx.AuditHead(); err != nil {
		return err
	}
	list, err := events(tx, p.Day, p.Looks, before, perPage+1)
	if err != nil {
		return err
	}
	d := reader{lang: p.Lang, scope: tx.Grant().Scope().ID, roles: h.roles}
	if err := d.load(tx); err != nil {
		return err
	}
	if len(list) > perPage {
		list = list[:perPage]
		p.Older = "?" + url.Values{"day": {p.Day}, "looks": {p.Form.Text("looks")}, "before": {fmt.Sprint(list[perPage-1].Seq)}}.Encode()
	}
	for _, e := range list {
		p.Entries = append(p.Entries, d.entry(e))
	}
	return d.names.err
}
