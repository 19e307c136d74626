package committee

import (
	"errors"
	"net/http"
	"strconv"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

type seatsPage struct {
	base
	Order  Order
	Places []place
	Kinds  []web.Option
}

var seatsView = web.NewView[seatsPage](files, "seats.tmpl")

// bodies are those in which an institution has a seat of its own.
var bodies = []string{Body, Table}

// Bodies are the columns of the table.
func (p seatsPage) Bodies() []string { return bodies }

// Field is the select of one institution in one body.
func (p seatsPage) Field(body string, x place) web.Field {
	return p.Form.Field(body+"-"+x.ID, x.Name+" – "+p.BodyName(body))
}

func (h handler) seatsForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p, list, err := h.readSeats(r, g)
	if err != nil {
		return err
	}
	f := web.NewForm(r).Set("version", strconv.FormatInt(mark(list), 10))
	for _, s := range list {
		f.Set(s.Body+"-"+s.InstitutionID, s.Kind)
	}
	return h.showSeats(w, r, g, http.StatusOK, p, f)
}

func (h handler) readSeats(r *http.Request, g access.Grant) (p seatsPage, list []Seat, err error) {
	err = h.view(r, g, func(tx *store.Tx) error {
		if p.Order, err = orders.Get(tx, r.PathValue("id")); err != nil {
			return err
		}
		if list, err = SeatsOf(tx, p.Order.ID); err != nil {
			return err
		}
		insts, err := Institutions(tx)
		p.Places = places(insts, list, p.Order)
		return err
	})
	return p, list, err
}

func (h handler) showSeats(w http.ResponseWriter, r *http.Request, g access.Grant, status int, p seatsPage, f *web.Form) error {
	if err := manager(g); err != nil {
		return err
	}
	p.base = newBase(r, g, "Vendet sipas urdhrit nr. %s", p.Order.Number).under(
		web.Crumb{Label: "Urdhrat dhe vendet", Path: path(g, "/orders")},
		web.Crumb{Label: web.T(r, "Urdhri nr. %s", p.Order.Number), Path: path(g, "/order/%s", p.Order.ID)},
	).withForm(f)
	p.Kinds = web.Options(web.Lang(r), code.SeatKinds)
	return seatsView.Render(w, r, status, p)
}

// parseSeats reads the selects of the table; none chosen means no seat.
func parseSeats(f *web.Form, p seatsPage) []Seat {
	var list []Seat
	for _, x := range p.Places {
		for _, body := range bodies {
			name := body + "-" + x.ID
			if !f.Has(name) {
				continue
			}
			kind := f.Code(name, code.SeatKinds, "Zgjidhni si merr pjesë institucioni, ose lëreni pa vend.")
			list = append(list, Seat{InstitutionID: x.ID, Body: body, Kind: kind})
		}
	}
	return list
}

func (h handler) saveSeats(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	p, now, err := h.readSeats(r, g)
	if err != nil {
		return err
	}
	mine := parseSeats(f, p)
	if !f.OK() {
		return h.showSeats(w, r, g, http.StatusUnprocessableEntity, p, f)
	}
	err = h.change(r, g, "order", p.Order.ID, func(tx *store.Tx) error {
		if now, err = SeatsOf(tx, p.Order.ID); err == nil && mark(now) != f.Version() {
			err = store.ErrConflict
		}
		if err != nil {
			return err
		}
		return SetSeats(tx, p.Order.ID, mine)
	})
	if errors.Is(err, store.ErrConflict) {
		return seatsConflict(r, g, p, mine, now, f)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/order/%s", p.Order.ID), "Vendet u ruajtën.")
}

func seatsConflict(r *http.Request, g access.Grant, p seatsPage, mine, now []Seat, f *web.Form) error {
	c := web.Conflict{
		Back: path(g, "/order/%s", p.Order.ID), Action: path(g, "/order/%s/seats", p.Order.ID), Form: f.Values, Now: mark(now),
	}
	l := web.Lang(r)
	for _, x := range p.Places {
		for _, body := range bodies {
			c.Fields = append(c.Fields, web.ConflictField{
				Name: body + "-" + x.ID, Label: x.Name + " – " + code.Bodies.Label(l, body),
				Mine:   code.SeatKinds.Label(l, kindOf(mine, body, x.ID)),
				Theirs: code.SeatKinds.Label(l, kindOf(now, body, x.ID)),
			})
		}
	}
	return c
}

func (h handler) copySeats(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	to := r.PathValue("id")
	err = h.change(r, g, "order", to, func(tx *store.Tx) error { return copySeats(tx, f.Text("from"), to) })
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/order/%s/seats", to), "Vendet u kopjuan. Shihni nëse urdhri i ri i ka ndryshuar.")
}
