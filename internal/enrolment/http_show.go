package enrolment

import (
	"net/http"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A showPage is the programmes of one child, and the form to enrol it in another.
type showPage struct {
	web.Page
	Base, File string // addresses of this page and of the file
	Code       string // of the file
	Today      string
	Write      bool
	Follow     bool // what became of the child can be recorded
	Rows       []row
	Choices    []web.Option // programmes the child can be enrolled in
}

var showView = web.NewView[showPage](templates, "show.tmpl", "parts.tmpl")

// lately is how long ago a programme may have ended, in days, for a child to be
// enrolled in it afterwards.
const lately = 365

// open reports whether a child can be enrolled in the programme today.
func (p Programme) open(today string) bool { return p.To >= text.DaysAfter(today, -lately) }

// purposeOf is what the page is opened for: what the address names, or the first
// of the ways the reader has to the file.
func purposeOf(r *http.Request) child.Purpose {
	if child.Purpose(r.URL.Query().Get("p")) == child.Supervise {
		return child.Supervise
	}
	return ""
}

func (h handler) show(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f := web.NewForm(r).SetDay("on", h.today())
	return h.page(w, r, g, f, purposeOf(r), http.StatusOK)
}

// page shows the programmes of the child, with the form as it stands.
func (h handler) page(w http.ResponseWriter, r *http.Request, g access.Grant, f *web.Form, purpose child.Purpose, status int) error {
	p := showPage{Page: web.NewPage(r, "Programet verore").WithForm(f), Base: base(g, r), File: unitPath(g) + "/child/" + r.PathValue("child"), Today: h.today()}
	var list []Enrolment
	committee := ""
	err := h.look(r, g, purpose, func(tx *store.Tx, file *child.File) (err error) {
		p.about(g, file)
		committee = file.Committee
		list, err = store.All(tx, ofChild, (*Enrolment).fields, file.Subject)
		return err
	})
	if err != nil {
		return err
	}
	names, err := h.titles(r, committee)
	if err != nil {
		return err
	}
	for _, e := range list {
		p.Rows = append(p.Rows, row{Enrolment: e, Programme: titleOf(p.Lang, e, names), Late: p.Follow && e.Waits(p.Today)})
	}
	if p.Choices, err = h.choices(r, committee, list); err != nil {
		return err
	}
	return showView.Render(w, r, status, p)
}

// about fills in what the page says of the file.
func (p *showPage) about(g access.Grant, file *child.File) {
	p.Code, p.Write, p.Follow = file.Code, file.May.Write, canFollow(file)
	p.Title = text.T(p.Lang, "Programet verore: dosja %s", file.Code)
	p.Page = p.With(web.Crumb{Label: "Dosjet", Path: unitPath(g) + "/child"}, web.Crumb{Label: file.Code, Path: p.File})
}

// choices are the programmes of late that the child is not enrolled in.
func (h handler) choices(r *http.Request, committee string, in []Enrolment) ([]web.Option, error) {
	list, err := h.programmes(r.Context(), committee)
	var options []web.Option
	for _, x := range list {
		if x.open(h.today()) && !slices.ContainsFunc(in, func(e Enrolment) bool { return e.Programme == x.ID }) {
			options = append(options, web.Option{Value: x.ID, Label: x.Title + ", " + code.MunicipalityName(x.Municipality) + ", " + text.Days(x.From, x.To)})
		}
	}
	return options, err
}

// enrol adds the child to a programme.
func (h handler) enrol(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	chosen, on := f.Need("programme", "Zgjidhni programin."), f.NeedDay("on", "Shkruani ditën kur u regjistrua.")
	err = h.change(r, g, func(tx *store.Tx, file *child.File) error {
		x, err := h.chosen(r, f, file.Committee, chosen, on)
		if err == nil {
			err = onlyOnce(tx, f, file.Subject, x.ID)
		}
		if err != nil || !f.OK() {
			return err
		}
		_, err = add(tx, file, x, on)
		return err
	})
	switch {
	case err == nil && f.OK():
		return web.Redirect(w, r, base(g, r), "Fëmija u regjistrua në program.")
	case err != nil:
		return err
	}
	return h.page(w, r, g, f, child.Care, http.StatusUnprocessableEntity)
}

// chosen is the programme of the form, if the child can be enrolled in it.
func (h handler) chosen(r *http.Request, f *web.Form, committee, id, on string) (Programme, error) {
	list, err := h.programmes(r.Context(), committee)
	i := slices.IndexFunc(list, func(x Programme) bool { return x.ID == id && x.open(h.today()) })
	switch {
	case err != nil || id == "":
		return Programme{}, err
	case i < 0:
		f.Fail("programme", "Zgjidhni një program të listës: ky nuk është më në të.")
		return Programme{}, nil
	}
	checkDay(f, list[i].From, list[i].To, on, h.today())
	return list[i], nil
}

// onlyOnce refuses a programme that the child is in already.
func onlyOnce(tx *store.Tx, f *web.Form, subject, programme string) error {
	list, err := store.All(tx, ofChild, (*Enrolment).fields, subject)
	if f.OK() && slices.ContainsFunc(list, func(e Enrolment) bool { return e.Programme == programme }) {
		f.Fail("programme", "Fëmija është regjistruar tashmë në këtë program: shiheni më sipër.")
	}
	return err
}

// early is how long before its first day a child may be enrolled in a programme.
const early = 120

// checkDay refuses a day on which nobody can have been enrolled.
func checkDay(f *web.Form, from, to, on, today string) {
	switch {
	case on == "":
	case on > today:
		f.Fail("on", "Dita e regjistrimit nuk mund të jetë pas ditës së sotme.")
	case on > to:
		f.Fail("on", "Programi mbaroi më %s: shkruani një ditë deri atëherë.", text.Day(to))
	case on < text.DaysAfter(from, -early):
		f.Fail("on", "Programi nis më %s: shkruani një ditë jo më shumë se 120 ditë më parë.", text.Day(from))
	}
}
