package training

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// An input is one field of a form and how it is shown: "input", "textarea",
// "select", "radios", "checkboxes" or "date".
type input struct {
	Kind  string
	Field web.Field
}

// words are the value of an input as people read it.
func (i input) words() string {
	switch i.Kind {
	case "date":
		return strings.Trim(i.Field.Day+"."+i.Field.Month+"."+i.Field.Year, ".")
	case "select", "radios", "checkboxes":
		var list []string
		for _, o := range i.Field.Options {
			if i.Field.Chosen(o.Value) {
				list = append(list, o.Label)
			}
		}
		return strings.Join(list, ", ")
	}
	return i.Field.Value
}

// A sheet is one form of this register: what it asks, where it goes, and what it
// says. Its words are Albanian and are translated.
type sheet struct {
	title, lead, button, done string
	crumbs                    []web.Crumb
	action, back              string
	inputs                    func(f *web.Form) []input
	partners                  []web.Option // to choose from; nil asks for none
	counts                    []code.Count // numbers it asks for
	stamp                     string       // of the numbers it was shown with
	fill                      func(f *web.Form)
	now                       int64                 // version that is kept, 0 for something new
	again                     func() (sheet, error) // the sheet as things stand now
}

type editPage struct {
	web.Page
	Lead, Button string
	Action, Back string
	Inputs       []input
	AskPartners  bool
	Institutions []web.Option
	Numbers      []register.Input
}

var editView = web.NewView[editPage](register.With(files), "edit.tmpl", register.Partial)

// form is what the sheet starts with.
func (s sheet) form(r *http.Request) *web.Form {
	f := web.NewForm(r).Set("version", fmt.Sprint(s.now)).Set("stamp", s.stamp)
	if s.fill != nil {
		s.fill(f)
	}
	return f
}

func (s sheet) show(w http.ResponseWriter, r *http.Request, status int, f *web.Form) error {
	p := editPage{Page: web.NewPage(r, s.title).With(s.crumbs...).WithForm(f), Action: s.action, Back: s.back, Inputs: s.inputs(f)}
	p.Lead, p.Button = text.T(p.Lang, s.lead), text.T(p.Lang, s.button)
	p.AskPartners, p.Institutions = s.partners != nil, s.partners
	p.Numbers = register.Inputs(p.Lang, f, s.counts, false)
	return editView.Render(w, r, status, p)
}

// save writes what was sent, unless something is wrong with it, and leads on.
func (h handler) save(w http.ResponseWriter, r *http.Request, g access.Grant, s sheet, f *web.Form, kind, id string, do func(*store.Tx) error) error {
	if !f.OK() {
		return s.show(w, r, http.StatusUnprocessableEntity, f)
	}
	err := h.change(r, g, kind, id, do)
	if errors.Is(err, store.ErrConflict) && s.again != nil {
		return s.conflict(r, f)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, s.back, s.done)
}

// conflict shows what was typed beside what somebody else saved meanwhile.
func (s sheet) conflict(r *http.Request, f *web.Form) error {
	now, err := s.again()
	if err != nil {
		return err
	}
	theirs := now.form(r)
	c := web.Conflict{Back: s.back, Action: s.action, Form: f.Values, Now: now.now}
	mine, kept := s.inputs(f), now.inputs(theirs)
	for i := range min(len(mine), len(kept)) {
		c.Fields = append(c.Fields, web.ConflictField{Name: mine[i].Field.Name, Label: mine[i].Field.Label, Mine: mine[i].words(), Theirs: kept[i].words()})
	}
	l := web.Lang(r)
	if s.partners != nil {
		c.Fields = append(c.Fields, web.ConflictField{Name: "partners", Label: text.T(l, "Partnerë nga komiteti"), Mine: s.chosen(f), Theirs: now.chosen(theirs)},
			web.ConflictField{Name: "outside", Label: text.T(l, "Partnerë të tjerë"), Mine: f.Text("outside"), Theirs: theirs.Text("outside")})
	}
	numbers, others := register.Inputs(l, f, s.counts, false), register.Inputs(l, theirs, s.counts, false)
	for i, n := range numbers {
		c.Fields = append(c.Fields, web.ConflictField{Name: n.Number.Name, Label: n.Number.Label, Mine: n.Number.Value, Theirs: others[i].Number.Value})
	}
	f.Set("stamp", now.stamp)
	return c
}

// chosen are the partners ticked in a form, as people read them.
func (s sheet) chosen(f *web.Form) string {
	var list []string
	for _, o := range s.partners {
		if slices.Contains(f.List("partners"), o.Value) {
			list = append(list, o.Label)
		}
	}
	return strings.Join(list, ", ")
}

// own denies a form about what the actor's institutions do not own.
func own(g access.Grant, institution string) error {
	if !g.Covers(institution) {
		return access.ErrDenied
	}
	return nil
}

// readOwner reads the institution that is to own the record.
func readOwner(f *web.Form, g access.Grant, d register.Directory, name string) string {
	id := f.Need(name, "Zgjidhni institucionin.")
	if id != "" && (!d.Has(id) || !g.Covers(id)) {
		f.Fail(name, "Zgjidhni një institucion nga lista.")
	}
	return id
}

// readWhole reads a whole number from least to most; blank is nil.
func readWhole(f *web.Form, name string, least, most int64) *int64 {
	n := f.Number(name)
	if n == nil {
		return nil
	}
	v := int64(*n) / int64(figure.One)
	if int64(*n)%int64(figure.One) != 0 || v < least || v > most {
		f.Fail(name, "Shkruani një numër të plotë nga %d deri në %d.", least, most)
		return nil
	}
	return &v
}

// setWhole puts a whole number, or nothing for nil, into a field.
func setWhole(f *web.Form, name string, n *int64) {
	if n != nil {
		f.Set(name, fmt.Sprint(*n))
	}
}

// readSpan reads two days, of which the second may be open.
func readSpan(f *web.Form, message string) (from, to string) {
	from, to = f.NeedDay("from", message), f.Day("to")
	if from != "" && to != "" && to < from {
		f.Fail("to", "Mbarimi nuk mund të jetë para fillimit.")
	}
	return from, to
}

// yesNo is a question answered by yes or no.
func yesNo(r *http.Request) []web.Option {
	return []web.Option{{Value: "yes", Label: web.T(r, "po")}, {Value: "no", Label: web.T(r, "jo")}}
}

func setYes(f *web.Form, name string, yes bool) {
	f.Set(name, map[bool]string{true: "yes", false: "no"}[yes])
}

func readYes(f *web.Form, name string) bool {
	if v := f.Text(name); !slices.Contains([]string{"yes", "no"}, v) {
		f.Fail(name, "Zgjidhni po ose jo.")
	}
	return f.Text(name) == "yes"
}
