package handover

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

// An offerPage is the form with which a case is offered to another unit.
type offerPage struct {
	web.Page
	Action, File     string // addresses of the form and of the file
	Code             string
	Facts            []fact
	Units            []web.Option
	Home             bool   // the unit of the child's residence is among them
	Residence        string // name
	Clock            string
	Items, Documents int
}

var offerView = web.NewView[offerPage](templates, "offer.tmpl", "parts.tmpl")

func (h handler) offerForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return h.showOffer(w, r, g, web.NewForm(r), http.StatusOK)
}

// offerPage reads what the form shows of the file. Only who may hand the file
// over gets this far.
func (h handler) offerPage(r *http.Request, g access.Grant, f *web.Form) (p offerPage, err error) {
	p = offerPage{Page: begin(r, g, "Dorëzo rastin").WithForm(f), Action: r.URL.Path, File: filePath(g, r.PathValue("child"))}
	names, err := h.units(r)
	if err != nil {
		return p, err
	}
	err = h.look(r, g, r.PathValue("child"), child.HandOver, func(tx *store.Tx, file *child.File) error {
		if n, err := store.Value[int](tx, offersOf, file.ID); err != nil || n > 0 {
			return said(joined(err, ErrOffered), base(g))
		}
		return p.load(tx, file, names)
	})
	return p, err
}

// joined is err, or otherwise.
func joined(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}

func (p *offerPage) load(tx *store.Tx, file *child.File, names directory) error {
	due, verified, err := limitOn(tx, text.DayOf(tx.Now().Time))
	if err != nil {
		return err
	}
	found, err := foundIn(tx, file.ID)
	p.Code, p.Clock = file.Code, clock(p.Lang, due, text.DayOf(tx.Now().Time), verified)
	p.Facts = facts(p.Lang, file.Sex, file.Risk, file.Residence, found)
	p.Units, p.Home = names.others(p.Lang, file.Unit(), file.Residence)
	if file.Residence != "" {
		p.Residence = code.OriginName(p.Lang, file.Residence)
	}
	p.Documents = len(file.Items("document"))
	p.Items = len(file.Items()) - p.Documents - len(file.Items("event", "withdrawn"))
	if p.Home && !p.Form.Has("unit") {
		p.Form.Set("unit", p.Units[0].Value)
	}
	return err
}

func (h handler) showOffer(w http.ResponseWriter, r *http.Request, g access.Grant, f *web.Form, status int) error {
	p, err := h.offerPage(r, g, f)
	if err != nil {
		return err
	}
	return offerView.Render(w, r, status, p)
}

func (h handler) offer(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	unit := f.Need("unit", "Zgjidhni njësinë që do ta marrë rastin.")
	p, err := h.offerPage(r, g, f)
	if err != nil {
		return err
	}
	f.Need("reason", "Shkruani pse dorëzohet rasti.")
	reason := child.Shared(f, "reason")
	if f.Error("unit") == "" && !contains(p.Units, unit) {
		f.Fail("unit", "Zgjidhni një njësi nga lista.")
	}
	if !f.OK() {
		return offerView.Render(w, r, http.StatusUnprocessableEntity, p)
	}
	tell, err := h.outsider(r, g)
	if err != nil {
		return err
	}
	id, err := Offer(r.Context(), h.files, g, r.PathValue("child"), unit, reason, tell)
	if err != nil {
		return said(err, p.File)
	}
	return web.Redirect(w, r, base(g)+"/sent/"+id, "Rasti u ofrua. Dosja lexohet, nuk ndryshohet, derisa të vijë përgjigjja.")
}

// outsider tells of an offer by somebody who does not work on the file.
func (h handler) outsider(r *http.Request, g access.Grant) (func(tx *store.Tx, f *child.File) error, error) {
	if h.People == nil || h.Told == nil {
		return nil, nil
	}
	people, err := h.People(r.Context(), g.Scope().ID)
	return func(tx *store.Tx, f *child.File) error {
		if slices.Contains(f.Ways, child.Care) {
			return nil
		}
		return h.Told(tx, "offered", f.ID, child.Watchers(people, f.Worker, g.Actor()))
	}, err
}

func contains(opts []web.Option, value string) bool {
	for _, o := range opts {
		if o.Value == value {
			return true
		}
	}
	return false
}

// A sentPage shows an offer to the unit that made it.
type sentPage struct {
	web.Page
	Base, File     string
	Code, Other    string
	State, Colour  string
	Open           bool // no answer yet
	Withdraws      bool
	On, AnsweredOn string
	Clock          string
	Reason, Answer string
	Refused        bool
	Accepted       bool
}

var sentView = web.NewView[sentPage](templates, "sent.tmpl", "parts.tmpl")

func (h handler) sent(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	if !g.Can(access.ReadHandovers) {
		return access.ErrDenied
	}
	o, err := readOffer(r.Context(), h.files, g, r.PathValue("id"))
	if err != nil {
		return err
	}
	names, err := h.units(r)
	if err != nil {
		return err
	}
	p := sentPage{Page: begin(r, g, "Dorëzimi i rastit"), Base: base(g) + "/sent/" + o.ID, File: filePath(g, o.Child), Other: names.Name(web.Lang(r), o.Receiver)}
	err = h.look(r, g, o.Child, "", func(tx *store.Tx, file *child.File) error { return p.load(tx, g, file, o, h.today()) })
	if err != nil {
		return err
	}
	return sentView.Render(w, r, http.StatusOK, p)
}

func (p *sentPage) load(tx *store.Tx, g access.Grant, file *child.File, o offer, today string) error {
	if !file.May.Read.Has(child.Protection) {
		return access.ErrDenied
	}
	_, verified, err := limitOn(tx, o.OfferedOn)
	if err != nil {
		return err
	}
	p.Code, p.On, p.AnsweredOn = file.Code, o.OfferedOn, o.AnsweredOn
	p.State, p.Colour = States.Label(p.Lang, o.State), colour(o.State, late(o.State, o.DueOn, today))
	p.Open, p.Refused, p.Accepted = o.State == "offered", o.State == "refused", o.State == "accepted"
	p.Withdraws, p.Clock = p.Open && g.Can(access.OfferHandover), clock(p.Lang, o.DueOn, today, verified)
	if p.Reason, err = unsealed(file, o.ID, "reason", o.reason); err != nil || len(o.answer) == 0 {
		return err
	}
	p.Answer, err = unsealed(file, o.ID, "answer", o.answer)
	return err
}

func unsealed(file *child.File, id, column string, sealed []byte) (string, error) {
	b, err := file.Unseal(sealed, placeOf("handover_offer", id, column))
	return string(b), err
}

func (h handler) withdraw(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	id := r.PathValue("id")
	if err := Withdraw(r.Context(), h.files, g, id); err != nil {
		return said(err, base(g)+"/sent/"+id)
	}
	return web.Redirect(w, r, base(g)+"/sent/"+id, "Oferta u tërhoq. Dosja mund të ndryshohet sërish.")
}
