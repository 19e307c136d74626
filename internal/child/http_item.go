package child

import (
	"errors"
	"net/http"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

type formPage struct {
	base
	Code         string
	Lead         string
	Rows         []Row // what the form is about
	Fields       []field
	Kind         string
	Action, Back string
	Button       string
	Upload       bool
}

var formView = web.NewView[formPage](files, "form.tmpl", "fields.tmpl")

// errForm ends a change whose form has to be shown again.
var errForm = errors.New("child: the form has mistakes")

// editing opens a file of which the visitor wants to change something. A file
// that may be read and not written says why.
func (h handler) editing(r *http.Request, g access.Grant, look func(tx *store.Tx, f *File) error) error {
	g, err := g.Also(access.OpenFiles)
	if err != nil {
		return err
	}
	return h.files.Open(r.Context(), g, Ask{r.PathValue("child"), Care}, func(tx *store.Tx, f *File) error {
		if !f.May.Write {
			return web.RefuseAt(path(g, "/"+f.ID), "Dosja mund të lexohet, por jo të ndryshohet tani.")
		}
		return look(tx, f)
	})
}

// formPage is the page of a form about a file.
func (h handler) formPage(r *http.Request, g access.Grant, f *File, title string, form *web.Form) (formPage, error) {
	at := path(g, "/"+f.ID)
	page := web.NewPage(r, "%s", title).With(crumbs(g, web.Crumb{Label: web.T(r, "Dosja %s", f.Code), Path: at})...).WithForm(form)
	b, err := h.base(r, g, page)
	return formPage{base: b, Code: f.Code, Action: r.URL.Path, Back: at, Button: web.T(r, "Ruaj")}, err
}

var hasEthnicity = store.ReadUnit(`SELECT ethnicity FROM unit WHERE owner_id = $1`)

// allowed reports whether a kind may be filled in: ethnicity is off unless the
// unit turned it on.
func allowed(tx *store.Tx, kind string) (bool, error) {
	if kind != "ethnicity" {
		return true, nil
	}
	return store.Value[bool](tx, hasEthnicity)
}

// sheetFor is the sheet of a kind that may be filled in.
func sheetFor(tx *store.Tx, kind string) (sheet, error) {
	s, ok := sheetOf(kind)
	on, err := allowed(tx, kind)
	if err == nil && !(ok && on) {
		err = store.ErrNotFound
	}
	return s, err
}

func kindName(r *http.Request, kind string) string {
	k, _ := kindOf(kind)
	return k.Name(web.Lang(r))
}

// showSheet shows a sheet. pick says of which kind, and may fill it in.
func (h handler) showSheet(w http.ResponseWriter, r *http.Request, g access.Grant, form *web.Form, action string, pick func(f *File) (kind string, err error)) error {
	var p formPage
	err := h.editing(r, g, func(tx *store.Tx, f *File) error {
		kind, err := pick(f)
		if err != nil {
			return err
		}
		p, err = h.sheetPage(tx, r, g, f, kind, form)
		return err
	})
	if err != nil {
		return err
	}
	p.Action = action
	status := http.StatusOK
	if !form.OK() {
		status = http.StatusUnprocessableEntity
	}
	return formView.Render(w, r, status, p)
}

func (h handler) sheetPage(tx *store.Tx, r *http.Request, g access.Grant, f *File, kind string, form *web.Form) (formPage, error) {
	s, err := sheetFor(tx, kind)
	if err != nil {
		return formPage{}, err
	}
	p, err := h.formPage(r, g, f, kindName(r, kind), form)
	p.Kind, p.Fields = kind, s.asks(web.Lang(r), form)
	return p, err
}

// always picks one kind.
func always(kind string) func(*File) (string, error) {
	return func(*File) (string, error) { return kind, nil }
}

func (h handler) addForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return h.showSheet(w, r, g, web.NewForm(r), r.URL.Path, always(r.PathValue("kind")))
}

func (h handler) add(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	kind := r.PathValue("kind")
	return h.save(w, r, g, kind, func(tx *store.Tx, f *File, s sheet, body any) (Item, error) {
		if there := f.Items(kind); s.single && len(there) > 0 {
			return there[len(there)-1], store.ErrConflict
		}
		f.Add(tx, body)
		return Item{}, nil
	})
}

// save reads a sheet and changes the file by it. change returns the item that
// stands there now when somebody else was faster.
func (h handler) save(w http.ResponseWriter, r *http.Request, g access.Grant, kind string, change func(tx *store.Tx, f *File, s sheet, body any) (Item, error)) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	var now Item
	err = h.files.Change(r.Context(), g, Ask{r.PathValue("child"), Care}, func(tx *store.Tx, f *File) error {
		s, err := sheetFor(tx, kind)
		if err != nil {
			return err
		}
		body := s.read(form, h.today())
		if !form.OK() {
			return errForm
		}
		if now, err = change(tx, f, s, body); err == nil {
			f.follow(tx, kind)
		}
		return err
	})
	return h.saved(w, r, g, kind, form, now, err)
}

// saved answers a form by what became of it.
func (h handler) saved(w http.ResponseWriter, r *http.Request, g access.Grant, kind string, form *web.Form, now Item, err error) error {
	at := path(g, "/"+r.PathValue("child"))
	switch {
	case err == nil:
		return web.Redirect(w, r, at, "U ruajt: %s.", kindName(r, kind))
	case errors.Is(err, errForm):
		return h.showSheet(w, r, g, form, r.URL.Path, always(kind))
	case errors.Is(err, access.ErrDenied):
		return h.keepTyped(w, r, g, kind, form)
	case errors.Is(err, store.ErrConflict) && now.Kind == "withdrawn":
		form.Fail(firstField(kind, form), "Dikush e hoqi ndërkohë. Nëse e ruani, shtohet si i ri.")
		return h.showSheet(w, r, g, form, at+"/add/"+kind, always(kind))
	case errors.Is(err, store.ErrConflict) && now.ID != "":
		return conflict(r, at, kind, form, now)
	}
	return err
}

// keepTyped shows what was typed once more when a file that may still be read
// was closed or offered to another unit meanwhile.
func (h handler) keepTyped(w http.ResponseWriter, r *http.Request, g access.Grant, kind string, form *web.Form) error {
	look, err := g.Also(access.OpenFiles)
	if err != nil {
		return err
	}
	var p formPage
	err = h.files.Open(r.Context(), look, Ask{r.PathValue("child"), Care}, func(tx *store.Tx, f *File) error {
		form.Fail(firstField(kind, form), "Dosja nuk mund të ndryshohet tani. Kopjoni tekstin nëse ju duhet.")
		p, err = h.sheetPage(tx, r, g, f, kind, form)
		return err
	})
	if err != nil {
		return err
	}
	return formView.Render(w, r, http.StatusUnprocessableEntity, p)
}

func firstField(kind string, form *web.Form) string {
	s, ok := sheetOf(kind)
	if !ok {
		return "kind"
	}
	return s.asks(text.SQ, form)[0].Name
}

// conflict shows what was typed beside what somebody else saved meanwhile.
func conflict(r *http.Request, at, kind string, form *web.Form, now Item) error {
	l := web.Lang(r)
	s, _ := sheetOf(kind)
	theirs := web.NewForm(r)
	s.fill(theirs, now.Body)
	c := web.Conflict{Back: at, Action: at + "/item/" + now.ID, Form: form.Values}
	form.Set("kind", kind)
	other := s.asks(l, theirs)
	for i, a := range s.asks(l, form) {
		c.Fields = append(c.Fields, web.ConflictField{Name: a.Name, Label: a.Label, Mine: a.words(l), Theirs: other[i].words(l)})
	}
	return c
}

// follow sets the head of the file to what its items now say.
func (f *File) follow(tx *store.Tx, kind string) {
	switch kind {
	case "home":
		home, _ := Last[Home](f)
		f.Set(tx, "residence", func(c *Child) { c.Residence = home.Residence })
	case "risk":
		if risk, id := Last[Risk](f); id != "" {
			f.Set(tx, "risk", func(c *Child) { c.Risk = risk.Level })
		}
	}
}

// item finds an item the person may read, replaced or not.
func (f *File) item(id string) (Item, bool) {
	i := slices.IndexFunc(f.items, func(it Item) bool { return it.ID == id && f.readable(it) })
	if i < 0 {
		return Item{}, false
	}
	return f.items[i], true
}

// newest is what stands now where an item stood.
func (f *File) newest(it Item) Item {
	for {
		i := slices.IndexFunc(f.items, func(next Item) bool { return next.Replaces == it.ID })
		if i < 0 {
			return it
		}
		it = f.items[i]
	}
}
