package protection

import (
	"cmp"
	"context"
	"embed"
	"errors"
	"net/http"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

//go:embed *.tmpl
var templates embed.FS

//go:embed english.json
var english []byte

var _ = registered()

func registered() bool {
	text.RegisterJSON(english)
	return true
}

// Options are what protection needs of others.
type Options struct {
	People func(ctx context.Context, unit string) ([]child.Member, error) // who hold a role in the unit; nil: no names
}

type handler struct {
	files child.Files
	Options
}

// Routes adds the pages of protection to m.
func Routes(m *web.Mux, files child.Files, o Options) {
	h := handler{files, o}
	const one = " /u/{unit}/protection/{child}"
	m.Handle("GET"+one, access.OpenFiles, h.show)
	m.Handle("GET"+one+"/group/{item}/letter/{n}/{format}", access.OpenFiles, h.letter)
	m.Handle("GET"+one+"/plan/{item}/document/{format}", access.OpenFiles, h.planDocument)
	assessment.routes(m, h, true)
	group.routes(m, h, true)
	groupHeld.routes(m, h, false)
	plan.routes(m, h, true)
	measure.routes(m, h, true)
	review.routes(m, h, true)
	m.Handle("GET"+one+"/withdraw/{item}", access.OpenFiles, h.withdrawForm)
	m.Handle("POST"+one+"/withdraw/{item}", access.PlanProtection, h.withdraw)
	m.Handle("GET"+one+"/close", access.OpenFiles, closing.form(h))
	m.Handle("POST"+one+"/close", access.PlanProtection, closing.post(h))
	m.Handle("GET"+one+"/reopen", access.OpenFiles, h.reopenForm)
	m.Handle("POST"+one+"/reopen", access.PlanProtection, h.reopen)
}

func base(g access.Grant, r *http.Request) string {
	return "/u/" + g.Scope().ID + "/protection/" + r.PathValue("child")
}

func filePath(g access.Grant, r *http.Request) string {
	return "/u/" + g.Scope().ID + "/child/" + r.PathValue("child")
}

func (h handler) today() string { return text.DayOf(h.files.DB.Now()) }

// look opens the file of the request; the look is recorded.
func (h handler) look(r *http.Request, g access.Grant, p child.Purpose, f func(tx *store.Tx, file *child.File) error) error {
	opening, err := g.Also(access.OpenFiles)
	if err != nil {
		return err
	}
	return h.files.Open(r.Context(), opening, child.Ask{ID: r.PathValue("child"), Purpose: p}, f)
}

// A formPage is the form of one step.
type formPage struct {
	web.Page
	Base, Action string // addresses of the file's protection, and of this form
	Code         string // of the file
	Today        string
	Limit        string   // the limit this step goes by, in words
	Earlier      []string // steps before this one that were not done
	Docs         []web.Option
	Invited      []Invited
	Open         int   // measures still to be carried out
	Rows         []Row // what is taken back
}

// Sector names the sector of an institution.
func (p formPage) Sector(c string) string { return capital(GroupSectors.Label(p.Lang, c)) }

// page starts the page of a form, titled in Albanian.
func (h handler) page(r *http.Request, g access.Grant, title string, f *web.Form) formPage {
	p := formPage{Base: base(g, r), Action: r.URL.Path, Today: h.today()}
	p.Page = web.NewPage(r, title).WithForm(f)
	return p
}

// about fills in what the page says of the file.
func (p *formPage) about(g access.Grant, r *http.Request, file *child.File) {
	p.Code = file.Child.Code
	p.Page = p.With(web.Crumb{Label: "Dosjet", Path: "/u/" + g.Scope().ID + "/child"}, web.Crumb{Label: file.Child.Code, Path: filePath(g, r)}, web.Crumb{Label: "Mbrojtja", Path: p.Base})
	p.Open = len(read(file).open())
	for _, d := range file.Items("document") {
		p.Docs = append(p.Docs, web.Option{Value: d.ID, Label: d.Body.(child.Document).Title})
	}
}

// A step is one form of protection: it adds a T to the file, or corrects one.
type step[T entry] struct {
	path, kind   string
	title, again string // of the form, when it adds and when it corrects
	done         string // said afterwards
	view         web.View[formPage]
	begin        func(p *formPage, f *web.Form, e entries, c child.Child, rules child.Rules) // proposes
	fill         func(f *web.Form, b T, e entries)
	read         func(p *formPage, f *web.Form) T
	carry        func(b, was T, ref string, e entries) T // adds what the form does not ask
	after        func(tx *store.Tx, file *child.File, f *web.Form, b, was T) error
}

// routes adds the form for a new one and the form that corrects one.
func (s step[T]) routes(m *web.Mux, h handler, adds bool) {
	at := " /u/{unit}/protection/{child}/" + s.path
	if adds {
		m.Handle("GET"+at+"/new", access.OpenFiles, s.form(h))
		m.Handle("POST"+at+"/new", access.PlanProtection, s.post(h))
	}
	m.Handle("GET"+at+"/{item}", access.OpenFiles, s.form(h))
	m.Handle("POST"+at+"/{item}", access.PlanProtection, s.post(h))
}

func (s step[T]) titled(r *http.Request) string {
	if r.PathValue("item") != "" {
		return s.again
	}
	return s.title
}

// refuseWriting says why a file cannot be written to now.
func refuseWriting(back string) error {
	return web.RefuseAt(back, "Kjo dosje vetëm lexohet tani: është mbyllur, pret përgjigjen për një dorëzim ose ka kaluar te një njësi tjetër.")
}

func (s step[T]) form(h handler) web.Handler {
	return func(w http.ResponseWriter, r *http.Request, g access.Grant) error {
		f := web.NewForm(r)
		p := h.page(r, g, s.titled(r), f)
		err := h.look(r, g, child.Care, func(tx *store.Tx, file *child.File) error {
			if !file.May.Write {
				return refuseWriting(p.Base)
			}
			return s.show(tx, g, r, &p, f, file)
		})
		if err != nil {
			return err
		}
		return s.view.Render(w, r, http.StatusOK, p)
	}
}

// show fills the form with what stands in the file, or with what is proposed.
func (s step[T]) show(tx *store.Tx, g access.Grant, r *http.Request, p *formPage, f *web.Form, file *child.File) error {
	p.about(g, r, file)
	rules, err := child.RulesOf(tx)
	if err != nil {
		return err
	}
	if id := r.PathValue("item"); id != "" {
		b, ok := find[T](file, s.kind, id)
		if !ok {
			return store.ErrNotFound
		}
		s.fill(f, b, read(file))
		p.invited(b)
		return nil
	}
	if s.begin != nil {
		s.begin(p, f, read(file), file.Child, rules)
	}
	return nil
}

// invited lists whom a group called, for the form about who came.
func (p *formPage) invited(b any) {
	if g, ok := b.(Group); ok {
		p.Invited = g.Invited
	}
}

// find is the body of an item that stands in the file now.
func find[T any](file *child.File, kind, id string) (b T, ok bool) {
	list := file.Items(kind)
	i := slices.IndexFunc(list, func(it child.Item) bool { return it.ID == id })
	if i < 0 {
		return b, false
	}
	return list[i].Body.(T), true
}

func (s step[T]) post(h handler) web.Handler {
	return func(w http.ResponseWriter, r *http.Request, g access.Grant) error {
		f, err := web.ReadForm(r)
		if err != nil {
			return err
		}
		p := h.page(r, g, s.titled(r), f)
		b := s.read(&p, f)
		if f.OK() {
			err = h.files.Change(r.Context(), g, child.Ask{ID: r.PathValue("child"), Purpose: child.Care}, func(tx *store.Tx, file *child.File) error {
				return s.save(tx, g, r, f, file, b)
			})
		}
		switch {
		case err == nil && f.OK():
			return web.Redirect(w, r, p.Base, s.done)
		case err != nil && !errors.Is(err, errForm):
			return err
		}
		return s.again422(h, w, r, g, p)
	}
}

// errForm says that the form is refused by something that stands in the file.
var errForm = errors.New("protection: the form does not fit the file")

// again422 shows the form as it was typed, with what is to be mended.
func (s step[T]) again422(h handler, w http.ResponseWriter, r *http.Request, g access.Grant, p formPage) error {
	err := h.look(r, g, child.Care, func(_ *store.Tx, file *child.File) error {
		p.about(g, r, file)
		if b, ok := find[T](file, s.kind, r.PathValue("item")); ok {
			p.invited(b)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.view.Render(w, r, http.StatusUnprocessableEntity, p)
}

// save adds b to the file, or puts it in the place of what it corrects.
func (s step[T]) save(tx *store.Tx, g access.Grant, r *http.Request, f *web.Form, file *child.File, b T) error {
	id := r.PathValue("item")
	var was T
	if id != "" {
		var ok bool
		if was, ok = find[T](file, s.kind, id); !ok {
			return s.conflict(g, r, f, file, b)
		}
	}
	b = s.carry(b, was, cmp.Or(was.ref(), tx.NewID()), read(file))
	if err := put(tx, file, id, b); err != nil {
		return err
	}
	if s.after != nil {
		if err := s.after(tx, file, f, b, was); err != nil {
			return err
		}
	}
	settle(tx, file, s.path)
	return nil
}

func put(tx *store.Tx, file *child.File, id string, b any) error {
	if id == "" {
		file.Add(tx, b)
		return nil
	}
	_, err := file.Replace(tx, id, b)
	return err
}

// conflict shows both texts when somebody has corrected the same meanwhile.
func (s step[T]) conflict(g access.Grant, r *http.Request, f *web.Form, file *child.File, mine T) error {
	for _, it := range file.Items(s.kind) {
		past := file.Past(it.ID)
		if !slices.ContainsFunc(past, func(p child.Item) bool { return p.ID == r.PathValue("item") }) {
			continue
		}
		theirs := it.Body.(T)
		at, e, l := base(g, r), read(file), web.Lang(r)
		left, right := s.carry(mine, theirs, theirs.ref(), e).rows(l), theirs.rows(l)
		if s.kind == "assessment" {
			left, right = append(left, foundRows(l, f.Text("school"), f.Text("health"))...), append(right, e.found(l, theirs.ref())...)
		}
		return web.Conflict{Back: at, Action: at + "/" + s.path + "/" + it.ID, Form: f.Values, Fields: differences(left, right)}
	}
	return store.ErrNotFound
}

// differences sets two texts side by side, field by field.
func differences(mine, theirs []Row) []web.ConflictField {
	var list []web.ConflictField
	for _, m := range mine {
		list = append(list, web.ConflictField{Name: m.Name, Label: m.Label, Mine: m.Value, Theirs: valueOf(theirs, m.Name)})
	}
	for _, t := range theirs {
		if valueOf(mine, t.Name) == "" {
			list = append(list, web.ConflictField{Name: t.Name, Label: t.Label, Theirs: t.Value})
		}
	}
	return list
}

func valueOf(list []Row, name string) string {
	for _, r := range list {
		if r.Name == name {
			return r.Value
		}
	}
	return ""
}
