package committee

import (
	"errors"
	"net/http"
	"strconv"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

type ordersPage struct {
	base
	Today  string
	Orders []Order
}

var ordersView = web.NewView[ordersPage](files, "orders.tmpl", "sections.tmpl")

func (h handler) orders(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p := ordersPage{base: newBase(r, g, "Urdhrat dhe vendet"), Today: h.today()}
	err := h.view(r, g, func(tx *store.Tx) (err error) {
		p.Orders, err = Orders(tx)
		return err
	})
	if err != nil {
		return err
	}
	return ordersView.Render(w, r, http.StatusOK, p)
}

// A place is an institution with its seat in each body.
type place struct {
	ID, Name        string
	InBody, InTable string // seat kinds, "" for none
}

type orderPage struct {
	base
	Order    Order
	InForce  bool
	Places   []place // those with a seat
	Warnings []string
	Earlier  *Order // whose seats can be copied
}

var orderView = web.NewView[orderPage](files, "order.tmpl")

func (h handler) order(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	var p orderPage
	err := h.view(r, g, func(tx *store.Tx) (err error) {
		p, err = readOrder(tx, r.PathValue("id"))
		return err
	})
	if err != nil {
		return err
	}
	p.base = newBase(r, g, "Urdhri nr. %s", p.Order.Number).under(web.Crumb{Label: "Urdhrat dhe vendet", Path: path(g, "/orders")})
	p.InForce = p.Order.On(h.today())
	for i, sentence := range p.Warnings {
		p.Warnings[i] = web.T(r, sentence)
	}
	return orderView.Render(w, r, http.StatusOK, p)
}

func readOrder(tx *store.Tx, id string) (p orderPage, err error) {
	all, err := Orders(tx)
	if err != nil {
		return p, err
	}
	for i, o := range all {
		if o.ID == id {
			p.Order = o
			if i+1 < len(all) {
				p.Earlier = &all[i+1]
			}
		}
	}
	if p.Order.ID == "" {
		return p, store.ErrNotFound
	}
	list, err := SeatsOf(tx, id)
	if err != nil {
		return p, err
	}
	insts, err := Institutions(tx)
	for _, x := range places(insts, list, p.Order) {
		if x.InBody+x.InTable != "" {
			p.Places = append(p.Places, x)
		}
	}
	p.Warnings = warnings(list)
	return p, err
}

// places pairs every institution, under its name at the beginning of the order,
// with its seats.
func places(insts []Institution, list []Seat, o Order) []place {
	var rows []place
	for _, i := range insts {
		rows = append(rows, place{
			ID: i.ID, Name: i.NameOn(o.From).Name, InBody: kindOf(list, Body, i.ID), InTable: kindOf(list, Table, i.ID),
		})
	}
	return rows
}

// warnings are sentences about an order that does not name one chair for each body.
func warnings(list []Seat) []string {
	var w []string
	for _, s := range []struct{ body, none, many string }{
		{Body, "Urdhri nuk cakton kryetar për Komitetin.", "Urdhri cakton më shumë se një kryetar për Komitetin."},
		{Table, "Urdhri nuk cakton kryetar për Tryezën Teknike.", "Urdhri cakton më shumë se një kryetar për Tryezën Teknike."},
	} {
		switch n := chairs(list, s.body); {
		case len(list) == 0:
		case n == 0:
			w = append(w, s.none)
		case n > 1:
			w = append(w, s.many)
		}
	}
	return w
}

type orderFormPage struct {
	base
	New     bool
	Order   Order
	Present *Order // in force now, and to be ended when a new one is added
}

var orderFormView = web.NewView[orderFormPage](files, "orderform.tmpl")

func (h handler) orderForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	if r.PathValue("id") == newID {
		return h.showOrderForm(w, r, g, http.StatusOK, Order{ID: newID}, web.NewForm(r).Set("end", "yes"))
	}
	o, err := h.readOrder(r, g)
	if err != nil {
		return err
	}
	f := web.NewForm(r).Set("number", o.Number).Set("title", o.Title).Set("basis", o.LegalBasis).
		SetDay("dated", o.Dated).SetDay("from", o.From).SetDay("to", o.To).Set("version", strconv.FormatInt(o.Version, 10))
	return h.showOrderForm(w, r, g, http.StatusOK, o, f)
}

func (h handler) readOrder(r *http.Request, g access.Grant) (o Order, err error) {
	err = h.view(r, g, func(tx *store.Tx) (err error) {
		o, err = orders.Get(tx, r.PathValue("id"))
		return err
	})
	return o, err
}

func (h handler) showOrderForm(w http.ResponseWriter, r *http.Request, g access.Grant, status int, o Order, f *web.Form) error {
	if err := manager(g); err != nil {
		return err
	}
	p := orderFormPage{New: o.ID == newID, Order: o, base: newBase(r, g, "Urdhër i ri")}
	if !p.New {
		p.base = newBase(r, g, "Ndryshimi i urdhrit nr. %s", o.Number)
	}
	p.base = p.under(web.Crumb{Label: "Urdhrat dhe vendet", Path: path(g, "/orders")}).withForm(f)
	err := h.view(r, g, func(tx *store.Tx) error {
		all, err := Orders(tx)
		if p.New && len(all) > 0 && all[0].To == "" {
			p.Present = &all[0]
		}
		return err
	})
	if err != nil {
		return err
	}
	return orderFormView.Render(w, r, status, p)
}

func parseOrder(f *web.Form, id string) Order {
	o := Order{
		ID: id, Version: f.Version(), Number: f.Need("number", "Shkruani numrin e urdhrit."),
		Dated: f.NeedDay("dated", "Shkruani datën e urdhrit."), Title: f.PublicLine("title"), LegalBasis: f.Public("basis"),
		From: f.NeedDay("from", "Shkruani nga cila datë është në fuqi urdhri."), To: f.Day("to"),
	}
	if o.To != "" && o.From > o.To {
		f.Fail("to", "Data e mbarimit është para fillimit. Shkruani një datë nga %s e më vonë.", text.Day(o.From))
	}
	return o
}

func (h handler) saveOrder(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	o, save := parseOrder(f, r.PathValue("id")), EditOrder
	shown := o
	if o.ID == newID {
		o.ID, save = h.db.NewID(), AddOrder
		if f.Has("end") {
			save = Succeed
		}
	}
	if f.OK() {
		err = h.change(r, g, "order", o.ID, func(tx *store.Tx) error { return save(tx, o) })
	}
	var overlap Overlap
	if errors.As(err, &overlap) {
		failOverlap(f, overlap.Other)
		err = nil
	}
	if !f.OK() {
		return h.showOrderForm(w, r, g, http.StatusUnprocessableEntity, shown, f)
	}
	if errors.Is(err, store.ErrConflict) {
		return h.orderConflict(r, g, o, f)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/order/%s", o.ID), "Urdhri u ruajt.")
}

func failOverlap(f *web.Form, other Order) {
	if other.To == "" {
		f.Fail("from", "Urdhri nr. %s është në fuqi nga %s dhe nuk është mbyllur. Mbylleni më parë, ose shënoni që të mbyllet një ditë para këtij.", other.Number, text.Day(other.From))
		return
	}
	f.Fail("from", "Në këto data është në fuqi urdhri nr. %s (%s – %s). Dy urdhra nuk mund të jenë në fuqi të njëjtën ditë: ndryshoni datat.", other.Number, text.Day(other.From), text.Day(other.To))
}

func (h handler) orderConflict(r *http.Request, g access.Grant, mine Order, f *web.Form) error {
	now, err := h.readOrder(r, g)
	if err != nil {
		return err
	}
	return web.Conflict{
		Back: path(g, "/order/%s", mine.ID), Action: path(g, "/order/%s/edit", mine.ID), Form: f.Values, Now: now.Version,
		Fields: []web.ConflictField{
			{Name: "number", Label: web.T(r, "Numri"), Mine: mine.Number, Theirs: now.Number},
			{Name: "dated", Label: web.T(r, "Data e urdhrit"), Mine: text.Day(mine.Dated), Theirs: text.Day(now.Dated)},
			{Name: "title", Label: web.T(r, "Titulli"), Mine: mine.Title, Theirs: now.Title},
			{Name: "basis", Label: web.T(r, "Baza ligjore"), Mine: mine.LegalBasis, Theirs: now.LegalBasis},
			{Name: "from", Label: web.T(r, "Në fuqi nga"), Mine: text.Day(mine.From), Theirs: text.Day(now.From)},
			{Name: "to", Label: web.T(r, "Në fuqi deri më"), Mine: text.Day(mine.To), Theirs: text.Day(now.To)},
		},
	}
}

func (h handler) removeOrder(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id := r.PathValue("id")
	err = h.change(r, g, "order", id, func(tx *store.Tx) error { return RemoveOrder(tx, id, f.Version()) })
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/orders"), "Urdhri u hoq, bashkë me vendet e tij.")
}
