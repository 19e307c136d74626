package handover

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/seal"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// Why a case cannot be offered now.
var (
	ErrOffered = errors.New("handover: the case is offered already")
	ErrSelf    = errors.New("handover: to the unit itself")
)

func placeOf(table, id, column string) seal.Place {
	return seal.Place{Table: table, Record: id, Column: column}
}

var (
	offersOf = store.ReadUnit(`SELECT count(*) FROM handover_offer WHERE owner_id = $1 AND child_id = $2 AND state = 'offered'`)
	seenIn   = store.ReadUnit(`SELECT municipality FROM sighting WHERE owner_id = $1 AND child_id = $2 AND NOT removed ORDER BY seen_on DESC, id`)
	deskIn   = store.ReadUnit(`SELECT municipality FROM unit WHERE owner_id = $1`)
)

// Offer offers the case of a file to another unit, and returns the id of the
// hand-over. It is for those who may hand the file over: to others the file is
// not there. The keys are made first: if what follows fails, no unit has half of
// a hand-over, and the key that nobody will need is destroyed. Should it fail after
// both sides were written, the offer stands, and so does the key. also, unless nil,
// is called in the transaction of the offer.
func Offer(ctx context.Context, files child.Files, g access.Grant, file, receiver, reason string, also func(tx *store.Tx, f *child.File) error) (string, error) {
	if receiver == g.Scope().ID {
		return "", ErrSelf
	}
	becomes, keys, err := files.Keys.Reserve(ctx, receiver)
	if err != nil {
		return "", err
	}
	id := files.DB.NewID()
	err = files.Give(ctx, g, file, func(tx *store.Tx, f *child.File) error {
		if n, err := store.Value[int](tx, offersOf, f.ID); err != nil || n > 0 {
			return errors.Join(err, ErrOffered)
		}
		p := parcel{ID: id, Giver: f.Unit(), Sex: f.Sex, Risk: f.Risk, Residence: f.Residence, Child: becomes}
		if err := p.fill(tx, f, keys, receiver, reason); err != nil {
			return err
		}
		if err := send(tx, f, p, receiver, reason); err != nil || also == nil {
			return err
		}
		return also(tx, f)
	})
	if err != nil && unsent(context.WithoutCancel(ctx), files, g, id) {
		discard(context.WithoutCancel(ctx), files, receiver, becomes)
	}
	return id, err
}

// unsent reports whether it is sure that an offer was not written.
func unsent(ctx context.Context, files child.Files, g access.Grant, id string) bool {
	_, err := readOffer(ctx, files, g, id)
	return errors.Is(err, store.ErrNotFound)
}

// fill adds to a parcel its days, where the child was found, and what is sealed.
func (p *parcel) fill(tx *store.Tx, f *child.File, keys *child.UnitKeys, receiver, reason string) (err error) {
	p.OfferedOn = text.DayOf(tx.Now().Time)
	if p.DueOn, _, err = limitOn(tx, p.OfferedOn); err != nil {
		return err
	}
	if p.FoundIn, err = foundIn(tx, f.ID); err != nil {
		return err
	}
	n := p.codes()
	n.Reason = reason
	plain, err := json.Marshal(n)
	if err != nil {
		return err
	}
	if p.note, err = keys.SealFor(p.Child, plain, placeOf("handover_parcel", p.ID, "reason")); err != nil {
		return err
	}
	body, err := f.Pack(tx, p.ID, receiver, p.Child)
	if err != nil {
		return err
	}
	p.body, err = keys.SealFor(p.Child, body, placeOf("handover_parcel", p.ID, "body"))
	return err
}

// foundIn is the municipality where the child was last seen; without a sighting,
// that of the unit.
func foundIn(tx *store.Tx, file string) (string, error) {
	m, err := store.Value[string](tx, seenIn, file)
	if errors.Is(err, store.ErrNotFound) {
		m, err = store.Value[string](tx, deskIn)
	}
	return m, err
}

// send writes both sides of a hand-over.
func send(tx *store.Tx, f *child.File, p parcel, receiver, reason string) error {
	sealed, err := f.Seal([]byte(reason), placeOf("handover_offer", p.ID, "reason"))
	if err != nil {
		return err
	}
	o := offer{ID: p.ID, Child: f.ID, Receiver: receiver, State: "offered", OfferedOn: p.OfferedOn, OfferedBy: tx.Grant().Actor(), DueOn: p.DueOn, reason: sealed, answer: []byte{}}
	if err := offers.Add(tx, o); err != nil {
		return err
	}
	_, err = tx.Exec(sendParcel, receiver, p.ID, p.OfferedOn, p.DueOn, p.Sex, p.Risk, p.Residence, p.FoundIn, p.Child, p.note, p.body)
	return err
}

// Withdraw takes an offer back before it is answered. What the receiver had of it
// is gone.
func Withdraw(ctx context.Context, files child.Files, g access.Grant, id string) error {
	o, err := readOffer(ctx, files, g, id)
	if err != nil {
		return err
	}
	becomes := ""
	err = files.Give(ctx, g, o.Child, func(tx *store.Tx, _ *child.File) (err error) {
		if becomes, err = store.Value[string](tx, parcelSent, o.Receiver, id); err != nil {
			return err
		}
		day := text.DayOf(tx.Now().Time)
		if err := offers.Edit(tx, id, o.Version, func(o *offer) error { return o.withdraw(day) }); err != nil {
			return err
		}
		n, err := tx.Exec(recallParcel, o.Receiver, id, day, []byte{})
		if err == nil && n == 0 {
			err = store.ErrConflict
		}
		return err
	})
	if err == nil {
		discard(ctx, files, o.Receiver, becomes)
	}
	return err
}

func (o *offer) withdraw(day string) error {
	if o.State != "offered" {
		return store.ErrConflict
	}
	o.State, o.AnsweredOn = "withdrawn", day
	return nil
}

func readOffer(ctx context.Context, files child.Files, g access.Grant, id string) (o offer, err error) {
	err = files.DB.View(ctx, g, child.About("handover", id), func(tx *store.Tx) (err error) {
		o, err = offers.Get(tx, id)
		return err
	})
	return o, err
}

// discard destroys the key of a file that no unit takes over. If it cannot now,
// Tidy does later.
func discard(ctx context.Context, files child.Files, unit, id string) {
	if err := files.Keys.Discard(ctx, unit, id); err != nil {
		slog.ErrorContext(ctx, "handover: a key that is not needed is still there", "err", err)
	}
}

var notTaken = store.ReadUnit(`SELECT child_id FROM handover_parcel WHERE owner_id = $1 AND state IN ('refused', 'withdrawn') ORDER BY id`)

// Tidy destroys the keys of parcels that no unit took, where the program was
// stopped before it could. operator is who runs it.
func Tidy(ctx context.Context, files child.Files, operator access.Actor) error {
	units, err := files.DB.Chains(ctx)
	if err != nil {
		return err
	}
	for _, unit := range units {
		g, err := operator.May(access.RemindHandovers, access.Institution(unit))
		if err != nil {
			return err
		}
		var list []string
		err = files.DB.View(ctx, g, store.Subject{}, func(tx *store.Tx) (err error) {
			list, err = store.All(tx, notTaken, func(s *string) []any { return []any{s} })
			return err
		})
		for _, id := range list {
			err = errors.Join(err, files.Keys.Discard(ctx, unit, id))
		}
		if err != nil {
			return err
		}
	}
	return nil
}
