package committee

import (
	"errors"

	"tryeza/internal/store"
)

var (
	orders = store.NewTable("committee_order", "number, dated, title, legal_basis, valid_from, valid_to", (*Order).fields)
	seats  = store.NewTable("committee_seat", "order_id, institution_id, body, kind", (*Seat).fields)
)

func (o *Order) fields() []any {
	return []any{&o.ID, &o.Version, &o.Number, &o.Dated, &o.Title, &o.LegalBasis, &o.From, &o.To}
}

func (s *Seat) fields() []any {
	return []any{&s.ID, &s.Version, &s.OrderID, &s.InstitutionID, &s.Body, &s.Kind}
}

var (
	allOrders = store.Read(`SELECT id, version, number, dated, title, legal_basis, valid_from, valid_to
		FROM committee_order WHERE committee_id = $1 ORDER BY valid_from DESC, id`)
	orderOn = store.Read(`SELECT id, version, number, dated, title, legal_basis, valid_from, valid_to
		FROM committee_order WHERE committee_id = $1 AND valid_from <= $2 AND (valid_to = '' OR valid_to >= $2)`)
	seatsOf = store.Read(`SELECT s.id, s.version, s.order_id, s.institution_id, s.body, s.kind
		FROM committee_seat AS s JOIN committee_institution AS i ON i.committee_id = s.committee_id AND i.id = s.institution_id
		WHERE s.committee_id = $1 AND s.order_id = $2 ORDER BY i.position, i.id, s.body`)
)

// Orders reads every order of the committee, the latest first.
func Orders(tx *store.Tx) ([]Order, error) { return store.All(tx, allOrders, (*Order).fields) }

// SeatsOf reads the seats of an order, in the order of the institutions.
func SeatsOf(tx *store.Tx, order string) ([]Seat, error) {
	return store.All(tx, seatsOf, (*Seat).fields, order)
}

// SeatsOn reads who sat in a body (Body, Table or Joint) on a day, and under
// which order. Without an order in force it reports store.ErrNotFound.
func SeatsOn(tx *store.Tx, day, body string) ([]Seat, Order, error) {
	o, err := store.One(tx, orderOn, (*Order).fields, day)
	if err != nil {
		return nil, Order{}, err
	}
	all, err := SeatsOf(tx, o.ID)
	return Of(all, body), o, err
}

// free reports an Overlap when another order is in force on days of o.
func free(tx *store.Tx, o Order) error {
	all, err := Orders(tx)
	for _, other := range all {
		if other.ID != o.ID && o.Overlaps(other) {
			return Overlap{other}
		}
	}
	return err
}

// AddOrder adds an order, or reports an Overlap.
func AddOrder(tx *store.Tx, o Order) error {
	if err := free(tx, o); err != nil {
		return err
	}
	return orders.Add(tx, o)
}

// Succeed adds an order and ends the one in force the day before it begins.
func Succeed(tx *store.Tx, o Order) error {
	before, err := store.One(tx, orderOn, (*Order).fields, o.From)
	if errors.Is(err, store.ErrNotFound) {
		return AddOrder(tx, o)
	}
	if err == nil && before.From < o.From {
		err = orders.Edit(tx, before.ID, before.Version, func(b *Order) error { b.To = dayBefore(o.From); return nil })
	}
	if err != nil {
		return err
	}
	return AddOrder(tx, o)
}

// EditOrder saves an order, or reports an Overlap. Ending it is setting To.
func EditOrder(tx *store.Tx, to Order) error {
	if err := free(tx, to); err != nil {
		return err
	}
	return orders.Edit(tx, to.ID, to.Version, func(o *Order) error {
		o.Number, o.Dated, o.Title, o.LegalBasis, o.From, o.To = to.Number, to.Dated, to.Title, to.LegalBasis, to.From, to.To
		return nil
	})
}

// RemoveOrder removes an order that was entered by mistake, with its seats.
func RemoveOrder(tx *store.Tx, id string, version int64) error {
	if err := SetSeats(tx, id, nil); err != nil {
		return err
	}
	return orders.Remove(tx, id, version)
}

// AddSeat seats an institution under an order.
func AddSeat(tx *store.Tx, s Seat) error {
	s.ID = tx.NewID()
	return seats.Add(tx, s)
}

// SetSeats makes the seats of an order these and no others.
func SetSeats(tx *store.Tx, order string, want []Seat) error {
	have, err := SeatsOf(tx, order)
	if err != nil {
		return err
	}
	for _, h := range have {
		switch kind := kindOf(want, h.Body, h.InstitutionID); kind {
		case h.Kind:
		case "":
			err = seats.Remove(tx, h.ID, h.Version)
		default:
			err = seats.Edit(tx, h.ID, h.Version, func(s *Seat) error { s.Kind = kind; return nil })
		}
		if err != nil {
			return err
		}
	}
	return addMissing(tx, order, have, want)
}

func addMissing(tx *store.Tx, order string, have, want []Seat) error {
	for _, w := range want {
		if kindOf(have, w.Body, w.InstitutionID) != "" {
			continue
		}
		w.OrderID = order
		if err := AddSeat(tx, w); err != nil {
			return err
		}
	}
	return nil
}

// copySeats gives an order without seats those of another one.
func copySeats(tx *store.Tx, from, to string) error {
	have, err := SeatsOf(tx, to)
	if err != nil || len(have) > 0 {
		return err
	}
	was, err := SeatsOf(tx, from)
	if err != nil {
		return err
	}
	return addMissing(tx, to, nil, was)
}
