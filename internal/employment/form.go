package employment

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

// A step is something that is done to the register with a form of its own.
type step struct {
	path  string            // after that of the list
	needs access.Permission // to take it
	fits  func(d *desk) error
	page  func(d *desk, f *web.Form) formPage                        // its words and fields
	fill  func(d *desk, f *web.Form)                                 // what stands there now, with its version
	read  func(d *desk, f *web.Form) (func(*store.Tx) error, string) // faults into f; what to write, and where to go on
}

// An ask is one field of a form.
type ask struct {
	Kind string // "input", "text", "date", "select", "radios", "checks", "row", and "wide": a select with long words
	web.Field
	Cells []ask // of a row
}

// A formPage is the page of a step.
type formPage struct {
	web.Page
	Caption      string
	Lead         string
	Points       []string // what there is to know or to mend first
	Asks         []ask
	Numbers      []register.Input
	counts       []code.Count // of Numbers
	Button       string
	More         string // a second button, that leads back to the form
	Grave        bool   // the button is a warning
	Action, Back string
	Version      string
	Stamp        string
	done         string // told afterwards, translated
}

var formView = web.NewView[formPage](register.With(files), "form.tmpl", register.Partial)

// at reads what a form needs; who may not take the step sees nothing.
func (h handler) at(r *http.Request, g access.Grant, s step) (*desk, error) {
	g, err := g.Also(s.needs)
	if err != nil {
		return nil, err
	}
	d, err := h.desk(r, g)
	if err != nil || s.fits == nil {
		return d, err
	}
	return d, s.fits(d)
}

func (h handler) form(s step) web.Handler {
	return func(w http.ResponseWriter, r *http.Request, g access.Grant) error {
		d, err := h.at(r, g, s)
		if err != nil {
			return err
		}
		f := web.NewForm(r)
		s.fill(d, f)
		return d.render(w, s, http.StatusOK, f)
	}
}

func (d *desk) render(w http.ResponseWriter, s step, status int, f *web.Form) error {
	p := s.page(d, f)
	p.Page = p.With(d.crumbs()...).WithForm(f)
	p.Action, p.Back, p.Version, p.Stamp = d.r.URL.Path, d.back(), f.Text("version"), f.Text("stamp")
	return formView.Render(w, d.r, status, p)
}

// back is the page that a form belongs to.
func (d *desk) back() string { list := d.crumbs(); return list[len(list)-1].Path }

func (h handler) save(s step) web.Handler {
	return func(w http.ResponseWriter, r *http.Request, g access.Grant) error {
		f, err := web.ReadForm(r)
		if err != nil {
			return err
		}
		d, err := h.at(r, g, s)
		if err != nil {
			return err
		}
		write, to := s.read(d, f)
		if !f.OK() {
			return d.render(w, s, http.StatusUnprocessableEntity, f)
		}
		err = h.db.Change(r.Context(), g, d.subject(), write)
		if errors.Is(err, store.ErrConflict) {
			return h.conflict(r, g, s, f)
		}
		if err != nil {
			return err
		}
		return web.Redirect(w, r, path(g, to), "%s", s.page(d, f).done)
	}
}

// subject is what a change is about.
func (d *desk) subject() store.Subject {
	if d.fair.ID != "" || d.r.URL.Path == path(d.g, "/new-fair") {
		return store.Subject{Kind: "employment_fair", ID: cmp.Or(d.fair.ID, d.made)}
	}
	return store.Subject{Kind: "employment_project", ID: cmp.Or(d.p.ID, d.made)}
}

// conflict shows what was typed beside what somebody else saved meanwhile.
func (h handler) conflict(r *http.Request, g access.Grant, s step, f *web.Form) error {
	d, err := h.at(r, g, s)
	if err != nil {
		return err
	}
	now := web.NewForm(r)
	s.fill(d, now)
	if now.Has("stamp") {
		f.Set("stamp", now.Text("stamp"))
	}
	c := web.Conflict{Back: d.back(), Action: r.URL.Path, Form: f.Values, Now: now.Version()}
	mine, theirs := s.page(d, f), s.page(d, now)
	if len(mine.Asks) == len(theirs.Asks) {
		for i, a := range mine.Asks {
			c.Fields = append(c.Fields, web.ConflictField{Name: a.Name, Label: a.Label, Mine: a.words(), Theirs: theirs.Asks[i].words()})
		}
	}
	c.Fields = append(c.Fields, register.Conflicts(d.l, mine.counts, "", register.Read(f, mine.counts, ""), register.Read(now, mine.counts, ""))...)
	return c
}

// words is what a field says, as people read it.
func (a ask) words() string {
	switch a.Kind {
	case "date":
		return strings.Trim(a.Day+"."+a.Month+"."+a.Year, ".")
	case "input", "text":
		return a.Value
	}
	var said []string
	for _, o := range a.Options {
		if a.Chosen(o.Value) {
			said = append(said, o.Label)
		}
	}
	return strings.Join(said, "; ")
}

func version(f *web.Form, v int64) { f.Set("version", fmt.Sprint(v)) }
