package exchange

import (
	"embed"
	"encoding/base64"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"strconv"

	"tryeza/internal/access"
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
	db *store.DB
	Owners
}

// Routes adds the page of the exchange to m.
func Routes(m *web.Mux, db *store.DB, o Owners) {
	h := handler{db, o}
	m.Handle("GET /k/{committee}/exchange", access.ExportCommittee, h.page)
	m.Handle("GET /k/{committee}/exchange/file", access.ExportCommittee, h.export)
	m.Handle("POST /k/{committee}/exchange/import", access.ImportCommittee, h.preview)
	m.Handle("POST /k/{committee}/exchange/confirm", access.ImportCommittee, h.confirm)
}

type page struct {
	web.Page
	MayImport bool
	Full      bool // the file has the rows of single people
}

type previewPage struct {
	web.Page
	Year    int
	Faults  []shownFault
	More    bool // there are more faults than are told
	Added   []addedGroup
	Content string // the file, to be sent again; "" when it is too large for that
}

// A shownFault is a fault in the language of the reader.
type shownFault struct{ Where, Words string }

// An addedGroup is what would be added of one kind, the first of it by name.
type addedGroup struct {
	Kind  string
	Count int
	Names []string
	Rest  int // how many more there are
}

// maxNames is how many rows of a kind the preview names.
const maxNames = 10

var (
	pageView    = web.NewView[page](files, "page.tmpl")
	previewView = web.NewView[previewPage](files, "preview.tmpl")
)

// Base is the address of the exchange.
func (p page) Base() string { return base(p.Page) }

// Base is the address of the exchange.
func (p previewPage) Base() string { return base(p.Page) }

func base(p web.Page) string { return "/k/" + p.Room.ID + "/exchange" }

func (h handler) page(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return h.show(w, r, g, http.StatusOK, web.NewForm(r))
}

func (h handler) show(w http.ResponseWriter, r *http.Request, g access.Grant, status int, f *web.Form) error {
	if !f.Has("year") {
		f.Set("year", text.DayOf(h.db.Now())[:4])
	}
	p := page{Page: web.NewPage(r, "Shkëmbimi i të dhënave").WithForm(f), MayImport: g.Can(access.ImportCommittee), Full: fullFor(g)}
	return pageView.Render(w, r, status, p)
}

var mediaTypes = map[string]string{
	JSON: "application/json", XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

// export sends a year as a file.
func (h handler) export(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f := web.NewForm(r).Set("year", r.FormValue("year"))
	year, format := readYear(f, "year"), r.FormValue("format")
	if mediaTypes[format] == "" {
		return access.ErrDenied
	}
	if !f.OK() {
		return h.show(w, r, g, http.StatusUnprocessableEntity, f)
	}
	var d *Document
	err := h.db.View(r.Context(), g, store.Subject{Kind: "exchange", ID: strconv.Itoa(year)}, func(tx *store.Tx) (err error) {
		d, err = Load(tx, year)
		return err
	})
	if err != nil {
		return err
	}
	if !fullFor(g) {
		d.withoutPeople()
	}
	b, err := d.Encode(format)
	if err != nil {
		return err
	}
	name := fmt.Sprintf("%s-%d.%s", d.Committee.ID, year, format)
	w.Header().Set("Content-Type", mediaTypes[format])
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	_, err = w.Write(b)
	return err
}

func readYear(f *web.Form, field string) int {
	year, err := strconv.Atoi(f.Text(field))
	if err != nil || year < 1990 || year > 2100 {
		f.Fail(field, "Shkruani vitin, për shembull 2023.")
	}
	return year
}

// maxKept is how large a file may be to be carried by the page that asks whether
// to import it; a larger one is chosen again.
const maxKept = 1 << 20

// preview reads a file and says what importing it would add, or what has to be
// mended first. It keeps nothing.
func (h handler) preview(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, b, err := readUpload(r)
	if err != nil {
		return err
	}
	if !f.OK() {
		return h.show(w, r, g, http.StatusUnprocessableEntity, f)
	}
	from, year, err := open(f, b)
	if !f.OK() {
		return h.show(w, r, g, http.StatusUnprocessableEntity, f)
	}
	var d *Document
	var added Additions
	if err == nil {
		err = h.db.View(r.Context(), g, store.Subject{}, func(tx *store.Tx) (err error) {
			d, added, err = Preview(tx, year, from)
			return err
		})
	}
	if err != nil {
		return h.refuse(w, r, f, err)
	}
	p := previewPage{Page: h.newPage(r, "Çfarë shtohet", f), Year: year, Added: added.groups(d)}
	if len(b) <= maxKept {
		p.Content = base64.StdEncoding.EncodeToString(b)
	}
	return previewView.Render(w, r, http.StatusOK, p)
}

func (h handler) newPage(r *http.Request, title string, f *web.Form) web.Page {
	p := web.NewPage(r, title).WithForm(f)
	return p.With(web.Crumb{Label: "Shkëmbimi i të dhënave", Path: base(p)})
}

// refuse shows every place of a file that has to be mended.
func (h handler) refuse(w http.ResponseWriter, r *http.Request, f *web.Form, err error) error {
	var faults Faults
	if !errors.As(err, &faults) {
		return err
	}
	p := previewPage{Page: h.newPage(r, "Skedari nuk u importua", f), More: len(faults) >= maxFaults}
	for _, x := range faults {
		p.Faults = append(p.Faults, shownFault{x.Where, x.In(web.Lang(r))})
	}
	return previewView.Render(w, r, http.StatusUnprocessableEntity, p)
}

// confirm imports the file that was previewed. It is read anew, against what the
// committee holds now.
func (h handler) confirm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, b, err := readUpload(r)
	if err != nil {
		return err
	}
	if !f.OK() {
		return h.show(w, r, g, http.StatusUnprocessableEntity, f)
	}
	from, year, err := open(f, b)
	if !f.OK() {
		return h.show(w, r, g, http.StatusUnprocessableEntity, f)
	}
	var a Additions
	if err == nil {
		a, err = Import(r.Context(), h.db, g, h.Owners, year, from)
	}
	if err != nil {
		return h.refuse(w, r, f, err)
	}
	message := "Skedari u importua."
	if a.Empty() {
		message = "Gjithçka që ka skedari ishte tashmë te Tryeza: nuk u shtua asgjë."
	}
	return web.Redirect(w, r, "/k/"+g.Scope().ID+"/exchange", message)
}

// readUpload reads the file of the form: the one that was chosen, or the one the
// page carried along.
func readUpload(r *http.Request) (*web.Form, []byte, error) {
	f, err := web.ReadForm(r)
	if err != nil {
		return nil, nil, err
	}
	list, err := f.Files("file", web.MaxBody)
	if err != nil || len(list) > 0 {
		if len(list) > 0 {
			return f, list[0].Content, err
		}
		return f, nil, err
	}
	b, err := base64.StdEncoding.DecodeString(f.Values.Get("content"))
	if err != nil || len(b) == 0 {
		f.Fail("file", "Zgjidhni skedarin: një libër Excel (.xlsx) ose një dokument JSON.")
	}
	return f, b, nil
}

// open says what the file is, and for which year: the one it names, or else the
// one of the form, which may be wrong.
func open(f *web.Form, b []byte) (Source, int, error) {
	from, err := Open(b)
	if err != nil {
		return nil, 0, err
	}
	if year := from.Head().Year; year != 0 {
		return from, year, nil
	}
	return from, readYear(f, "import-year"), nil
}

// groups lists what would be added, kind by kind.
func (a Additions) groups(d *Document) []addedGroup {
	names := newDirectory(d)
	var list []addedGroup
	add := func(kind string, ids []string, n int) {
		var called []string
		for _, id := range ids {
			if label := names.label(kind, id); label != "" {
				called = append(called, label)
			}
		}
		if n > 0 {
			shown := called[:min(len(called), maxNames)]
			list = append(list, addedGroup{find(kind).sheet, n, shown, len(called) - len(shown)})
		}
	}
	for _, t := range []struct {
		kind string
		ids  []string
	}{
		{"institutions", idsOf(a.Institutions, func(x Institution) string { return x.ID })},
		{"orders", idsOf(a.Orders, func(x Order) string { return x.ID })},
		{"rules", idsOf(a.Rules, func(x Rule) string { return x.ID })},
		{"rounds", idsOf(a.Rounds, func(x Round) string { return x.ID })},
		{"returns", idsOf(a.Returns, func(x AddedReturn) string { return x.ID })},
		{"meetings", idsOf(a.Meetings, func(x Meeting) string { return x.ID })},
		{"issues", idsOf(a.Issues, func(x Issue) string { return x.ID })},
		{"tasks", idsOf(a.Tasks, func(x Task) string { return x.ID })},
		{"programmes", idsOf(a.Programmes, func(x Programme) string { return x.ID })},
		{"projects", idsOf(a.Projects, func(x Project) string { return x.ID })},
		{"fairs", idsOf(a.Fairs, func(x Fair) string { return x.ID })},
		{"campaign_calendars", idsOf(a.Calendars, func(x CampaignCalendar) string { return x.ID })},
		{"campaigns", idsOf(a.Campaigns, func(x Campaign) string { return x.ID })},
		{"procedures", idsOf(a.Procedures, func(x Procedure) string { return x.ID })},
		{"courses", idsOf(a.Courses, func(x Course) string { return x.ID })},
		{"duties", idsOf(a.Duties, func(x Duty) string { return x.ID })},
		{"professionals", idsOf(a.Professionals, func(x Professional) string { return x.ID })},
		{"sessions", idsOf(a.Sessions, func(x Session) string { return x.ID })},
	} {
		add(t.kind, t.ids, len(t.ids))
	}
	if a.Plan != nil {
		add("plan", []string{a.Plan.ID}, 1)
	}
	return list
}

func idsOf[T any](list []T, id func(T) string) []string {
	var ids []string
	for _, x := range list {
		ids = append(ids, id(x))
	}
	return ids
}
