package handover

import (
	"net/http"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A receivedPage shows a case that another unit offers: what is needed to answer,
// and the reason.
type receivedPage struct {
	web.Page
	Base, File    string
	Other         string
	State, Colour string
	Open          bool
	Accepted      bool
	On, Clock     string
	AnsweredOn    string
	Facts         []fact
	Reason        string
	Workers       []web.Option
}

var receivedView = web.NewView[receivedPage](templates, "received.tmpl", "parts.tmpl")

func (h handler) received(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return h.showReceived(w, r, g, web.NewForm(r), http.StatusOK)
}

// showReceived shows it to those who answer for the unit. The look is recorded.
func (h handler) showReceived(w http.ResponseWriter, r *http.Request, g access.Grant, f *web.Form, status int) error {
	if !g.Can(access.AnswerHandover) {
		return access.ErrDenied
	}
	opening, err := g.Also(access.OpenFiles)
	if err != nil {
		return err
	}
	in, err := readParcel(r.Context(), h.files, opening, r.PathValue("id"))
	if err != nil {
		return err
	}
	names, err := h.units(r)
	if err != nil {
		return err
	}
	p := receivedPage{Page: begin(r, g, "Rast i ofruar nga %s", names.Name(web.Lang(r), in.Giver)).WithForm(f), Base: base(g) + "/received/" + in.ID, Other: names.Name(web.Lang(r), in.Giver)}
	if err := h.fill(r, opening, &p, in); err != nil {
		return err
	}
	return receivedView.Render(w, r, status, p)
}

func (h handler) fill(r *http.Request, g access.Grant, p *receivedPage, in parcel) error {
	l := p.Lang
	p.State, p.Colour = States.Label(l, in.State), colour(in.State, late(in.State, in.DueOn, h.today()))
	p.Open, p.Accepted, p.On, p.AnsweredOn = in.State == "offered", in.State == "accepted", in.OfferedOn, in.AnsweredOn
	p.File = filePath(g, in.Child)
	if p.Open { // afterwards it stands in the file, for those who may open that, or nowhere
		p.Facts = facts(l, in.Sex, in.Risk, in.Residence, in.FoundIn)
	}
	err := h.files.DB.View(r.Context(), g, store.Subject{Kind: "handover", ID: in.ID}, func(tx *store.Tx) error {
		_, verified, err := limitOn(tx, in.OfferedOn)
		p.Clock = clock(l, in.DueOn, h.today(), verified)
		return err
	})
	if err != nil || !p.Open {
		return err
	}
	keys, err := h.files.Keys.Of(r.Context(), g.Scope().ID, in.Child)
	if err != nil {
		return err
	}
	if p.Reason, err = in.reason(keys); err != nil {
		return err
	}
	p.Workers, err = h.workers(r, g)
	return err
}

// workers are those who may be responsible for a file.
func (h handler) workers(r *http.Request, g access.Grant) ([]web.Option, error) {
	if h.People == nil {
		return nil, nil
	}
	people, err := h.People(r.Context(), g.Scope().ID)
	people = slices.DeleteFunc(people, func(m child.Member) bool { return m.Role != access.Worker && m.Role != access.Supervisor })
	text.Sort(people, func(m child.Member) string { return m.Name })
	var opts []web.Option
	for _, m := range people {
		if !contains(opts, m.Person) {
			opts = append(opts, web.Option{Value: m.Person, Label: m.Name})
		}
	}
	return opts, err
}

func (h handler) accept(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	worker := f.Need("worker", "Zgjidhni kush përgjigjet për rastin.")
	opts, err := h.workers(r, g)
	if err != nil {
		return err
	}
	if worker != "" && !contains(opts, worker) {
		f.Fail("worker", "Zgjidhni një person të njësisë.")
	}
	if !f.OK() {
		return h.showReceived(w, r, g, f, http.StatusUnprocessableEntity)
	}
	back := base(g) + "/received/" + r.PathValue("id")
	if _, err := Accept(r.Context(), h.files, g, r.PathValue("id"), worker); err != nil {
		return said(err, back)
	}
	return web.Redirect(w, r, back, "Rasti u pranua. Njësia juaj ka tani dosjen e vet.")
}

func (h handler) refuse(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	why := f.Need("why", "Shkruani pse nuk e pranoni: njësia tjetër duhet ta dijë.")
	if !f.OK() {
		return h.showReceived(w, r, g, f, http.StatusUnprocessableEntity)
	}
	if err := Refuse(r.Context(), h.files, g, r.PathValue("id"), why); err != nil {
		return said(err, base(g)+"/received/"+r.PathValue("id"))
	}
	return web.Redirect(w, r, base(g), "Përgjigjja u dërgua. Asgjë nga rasti nuk mbetet te njësia juaj.")
}
