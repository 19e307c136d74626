package handover

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// readParcel reads what a unit was offered. Opening the page of it is a look that
// is recorded, when the grant is a watched one.
func readParcel(ctx context.Context, files child.Files, g access.Grant, id string) (p parcel, err error) {
	err = files.DB.View(ctx, g, child.About("handover", id), func(tx *store.Tx) (err error) {
		p, err = parcels.Get(tx, id)
		return err
	})
	return p, err
}

// reason is why a case was offered; it fails with child.ErrTampered when what
// stands beside it in clear is not what was sent.
func (p parcel) reason(keys *child.UnitKeys) (string, error) {
	plain, err := keys.Open(p.note, placeOf("handover_parcel", p.ID, "reason"))
	if err != nil {
		return "", fmt.Errorf("%w (note: %w)", child.ErrTampered, err)
	}
	var n note
	if err := json.Unmarshal(plain, &n); err != nil {
		return "", fmt.Errorf("%w (note: %w)", child.ErrTampered, err)
	}
	reason := n.Reason
	if n.Reason = ""; n != p.codes() {
		return "", fmt.Errorf("%w (codes of the parcel)", child.ErrTampered)
	}
	return reason, nil
}

// Accept takes over a case: the unit has a file of its own, of which worker is
// responsible, and the giver's file is read-only from then on. It returns the id
// of the file.
func Accept(ctx context.Context, files child.Files, g access.Grant, id, worker string) (string, error) {
	p, err := readParcel(ctx, files, g, id)
	if err != nil {
		return "", err
	}
	if p.State != "offered" {
		return "", store.ErrConflict
	}
	err = files.Receive(ctx, g, p.Child, func(tx *store.Tx, keys *child.UnitKeys) (child.Arrival, error) {
		return take(tx, keys, p, worker)
	})
	return p.Child, err
}

// take settles both sides of an accepted hand-over. The offer goes first, as when
// it is withdrawn, so that of the two only one happens.
func take(tx *store.Tx, keys *child.UnitKeys, p parcel, worker string) (child.Arrival, error) {
	a := child.Arrival{HandOver: p.ID, Giver: p.Giver, Worker: worker}
	if _, err := p.reason(keys); err != nil {
		return a, err
	}
	body, err := keys.Open(p.body, placeOf("handover_parcel", p.ID, "body"))
	if err != nil {
		return a, fmt.Errorf("%w (parcel: %w)", child.ErrTampered, err)
	}
	a.Parcel = body
	return a, answer(tx, p, "accepted", []byte{})
}

// answer writes an answer on both sides and empties the parcel.
func answer(tx *store.Tx, p parcel, state string, sealed []byte) error {
	day := text.DayOf(tx.Now().Time)
	n, err := tx.Exec(answerOffer, p.Giver, p.ID, state, day, sealed)
	if err == nil && n == 0 {
		err = store.ErrConflict
	}
	if err != nil {
		return err
	}
	return parcels.Edit(tx, p.ID, p.Version, func(p *parcel) error {
		if p.State != "offered" {
			return store.ErrConflict
		}
		p.State, p.AnsweredOn, p.AnsweredBy, p.body = state, day, tx.Grant().Actor(), []byte{}
		if state == "refused" {
			p.forget()
		}
		return nil
	})
}

// forget takes away what the receiver knew of a case that it does not take over.
func (p *parcel) forget() {
	p.note, p.Sex, p.Risk, p.Residence, p.FoundIn = []byte{}, "", "", "", ""
}

// Refuse says no, and why. The giver reads the reason; nothing of the case stays
// with the unit that refused it.
func Refuse(ctx context.Context, files child.Files, g access.Grant, id, why string) error {
	p, err := readParcel(ctx, files, g, id)
	if err != nil {
		return err
	}
	sealed, err := sealAnswer(ctx, files, g, p, why)
	if err != nil {
		return err
	}
	err = files.DB.Change(ctx, g, child.About("handover", id), func(tx *store.Tx) error {
		if p.State != "offered" {
			return store.ErrConflict
		}
		return answer(tx, p, "refused", sealed)
	})
	if err == nil {
		discard(ctx, files, g.Scope().ID, p.Child)
	}
	return err
}

// sealAnswer locks an answer with the key of the giver's file.
func sealAnswer(ctx context.Context, files child.Files, g access.Grant, p parcel, why string) ([]byte, error) {
	file := ""
	err := files.DB.View(ctx, g, store.Subject{}, func(tx *store.Tx) (err error) {
		file, err = store.Value[string](tx, offerMade, p.Giver, p.ID)
		return err
	})
	if errors.Is(err, store.ErrNotFound) {
		err = child.ErrTampered
	}
	if err != nil {
		return nil, err
	}
	keys, err := files.Keys.Of(ctx, p.Giver, file)
	if err != nil {
		return nil, err
	}
	return keys.SealFor(file, []byte(why), placeOf("handover_offer", p.ID, "answer"))
}
