package programme

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A stepPage is a small form about a programme: its services, a follow-up, its
// cancellation.
type stepPage struct {
	base
	P            Programme
	Here         string
	Stamp        string
	After        int64 // days after the programme, of a follow-up
	Lead         string
	Numbers      []register.Input
	Lines        []serviceLine
	Institutions []web.Option
}

// A serviceLine is one service of the form.
type serviceLine struct{ Name, Number, By, Note web.Field }

var (
	servicesView = web.NewView[stepPage](register.With(files), "services.tmpl", register.Partial)
	followupView = web.NewView[stepPage](register.With(files), "followup.tmpl", register.Partial)
	cancelView   = web.NewView[stepPage](register.With(files), "cancel.tmpl", register.Partial)
)

func (h handler) step(r *http.Request, g access.Grant, p Programme, f *web.Form, title string, args ...any) stepPage {
	page := stepPage{base: h.base(r, g, title, args...).under(web.Crumb{Label: p.Title, Path: path(g, "/"+p.ID)}), P: p, Here: path(g, "/"+p.ID)}
	page.Page = page.WithForm(f)
	return page
}

func serviceStamp(p Programme) string {
	s := p.Numbers.Stamp(mine(linkCounts, ""))
	for _, x := range p.Services {
		s += fmt.Sprintf("-%s-%d", x.ID, x.Version)
	}
	return s
}

func (h handler) servicesForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p, d, err := h.toKeep(r, g)
	if err != nil {
		return err
	}
	f := web.NewForm(r).Set("stamp", serviceStamp(p))
	p.Numbers.Fill(f, linkCounts, "")
	for _, s := range p.Services {
		if f.Text("by-"+s.Kind)+f.Text("note-"+s.Kind) == "" {
			f.Set("by-"+s.Kind, s.InstitutionID).Set("note-"+s.Kind, s.Note).Set("linked-"+s.Kind, "yes")
		}
	}
	return h.showServices(w, r, g, http.StatusOK, p, d, f)
}

func (h handler) showServices(w http.ResponseWriter, r *http.Request, g access.Grant, status int, p Programme, d register.Directory, f *web.Form) error {
	page := h.step(r, g, p, f, "Shërbimet me të cilat u lidhën")
	l := page.Lang
	page.Institutions = d.Options(nil)
	in := register.Inputs(l, f, linkCounts, true)[0]
	page.Numbers = []register.Input{{Number: in.Number, Kept: in.Kept}}
	for i, s := range code.Services {
		page.Lines = append(page.Lines, serviceLine{
			Name:   f.Choice("linked-"+s.Code, s.Name(l), []web.Option{{Value: "yes", Label: text.T(l, "Po, programi lidh me këtë shërbim")}}, "small", "1"),
			Number: relabel(in.Breakdowns[0].Cells[i], text.T(l, "Sa u lidhën")),
			By:     f.Choice("by-"+s.Code, text.T(l, "Kush e jep"), page.Institutions, "optional", "1"),
			Note:   f.Field("note-"+s.Code, text.T(l, "Shënim"), "optional", "1", "hint", text.T(l, "Për shembull kush e jep, kur nuk është institucion i komitetit. Pa emra personash.")),
		})
	}
	return servicesView.Render(w, r, status, page)
}

func relabel(f web.Field, label string) web.Field {
	f.Label = label
	return f
}

func (h handler) saveServices(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	p, d, err := h.toKeep(r, g)
	if err != nil {
		return err
	}
	n, list := register.Read(f, linkCounts, ""), readServices(f, d)
	for _, k := range n.Keys() {
		if kind := kindOf(k); kind != "" && !f.Has("linked-"+kind) {
			f.Fail("linked-"+kind, "Shënoni që programi lidh me këtë shërbim, ose fshini numrin.")
		}
	}
	if !f.OK() {
		return h.showServices(w, r, g, http.StatusUnprocessableEntity, p, d, f)
	}
	err = h.change(r, g, f, serviceStamp, func(tx *store.Tx, p Programme) error {
		if err := saveServices(tx, p, list); err != nil {
			return err
		}
		return register.SaveNumbers(tx, p.ID, n, mine(linkCounts, ""))
	})
	if errors.Is(err, store.ErrConflict) {
		return h.servicesConflict(r, g, f, n, list, d)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/"+p.ID), "Shërbimet u ruajtën.")
}

// kindOf is the service that a number is of, "" for the total.
func kindOf(k register.Key) string {
	kind, _ := strings.CutPrefix(k.Part, register.Part(code.ByKind, ""))
	return kind
}

func readServices(f *web.Form, d register.Directory) []Service {
	var list []Service
	for _, s := range code.Services {
		x := Service{Kind: s.Code, InstitutionID: f.Text("by-" + s.Code), Note: f.PublicLine("note-" + s.Code)}
		switch {
		case !f.Has("linked-"+s.Code) && x.InstitutionID+x.Note != "":
			f.Fail("linked-"+s.Code, "Shënoni që programi lidh me këtë shërbim, ose fshini fushat e tij.")
		case !f.Has("linked-" + s.Code):
			continue
		case x.InstitutionID != "" && !d.Has(x.InstitutionID):
			f.Fail("by-"+s.Code, "Zgjidhni një institucion nga lista, ose lëreni bosh.")
		}
		list = append(list, x)
	}
	return list
}

// saveServices makes the services of a programme those of the list: one a kind. A
// second one of the same kind, which only a document can bring, is left as it is.
func saveServices(tx *store.Tx, p Programme, list []Service) error {
	var done []string
	for _, was := range p.Services {
		i := slices.IndexFunc(list, func(s Service) bool { return s.Kind == was.Kind })
		var err error
		switch {
		case i < 0:
			err = services.Remove(tx, was.ID, was.Version)
		case !slices.Contains(done, was.Kind):
			done = append(done, was.Kind)
			err = services.Edit(tx, was.ID, was.Version, func(s *Service) error {
				s.InstitutionID, s.Note = list[i].InstitutionID, list[i].Note
				return nil
			})
		}
		if err != nil {
			return err
		}
	}
	for _, s := range list {
		if slices.Contains(done, s.Kind) {
			continue
		}
		s.ID, s.ProgrammeID = tx.NewID(), p.ID
		if err := services.Add(tx, s); err != nil {
			return err
		}
	}
	return nil
}

func (h handler) servicesConflict(r *http.Request, g access.Grant, f *web.Form, my register.Numbers, list []Service, d register.Directory) error {
	now, _, err := h.read(r, g)
	if err != nil {
		return err
	}
	l := web.Lang(r)
	words := func(list []Service) string {
		var s []string
		for _, x := range list {
			words := code.Services.Label(l, x.Kind)
			if x.InstitutionID != "" {
				words += ": " + d.Name(x.InstitutionID)
			}
			if x.Note != "" {
				words += " (" + x.Note + ")"
			}
			s = append(s, words)
		}
		slices.Sort(s)
		return text.List(l, s)
	}
	fields := append([]web.ConflictField{{Name: "services", Label: text.T(l, "Shërbimet me të cilat u lidhën"), Mine: words(list), Theirs: words(now.Services)}},
		register.Conflicts(l, linkCounts, "", my, now.Numbers)...)
	return conflict(r, f, path(g, "/"+now.ID), serviceStamp(now), now.Version, fields)
}
