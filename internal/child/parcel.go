package child

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/seal"
	"tryeza/internal/store"
)

// A Parcel is a file on its way to another unit: what stands in it now, each
// piece with the unit that recorded it, and the codes of its head. What was
// corrected or taken back stays behind. It travels sealed with the key of the
// file it becomes, so that both are erased together.
type Parcel struct {
	Giver, Receiver string // units
	HandOver        string // the hand-over it travels by
	ID              string // of the file it becomes
	Head            ParcelHead
	Items           []ParcelItem
}

// A ParcelHead is what of the head goes along: who the child is among all its
// files, and the days from which the next limits run.
type ParcelHead struct {
	Subject, Sex, Residence, Risk         string
	AssessedOn, GroupOn, PlanOn, ReviewOn string
}

// A ParcelItem is one piece of the file; Content is that of a document.
type ParcelItem struct {
	ID, Kind, Origin, By string
	At                   time.Time
	Body                 json.RawMessage
	Content              []byte `json:",omitempty"`
}

// MaxParcel is how many bytes the documents of a parcel may have together.
const MaxParcel = 32 << 20

// ErrTooMuch says that the documents of a file are more than MaxParcel.
var ErrTooMuch = errors.New("child: the documents are too large for a hand-over")

// Reserve makes the key of a file that a unit may take over, and an id for it.
// No other unit ever needs to know what stands under it.
func (v Vault) Reserve(ctx context.Context, unit string) (id string, keys *UnitKeys, err error) {
	id = v.DB.NewID()
	keys, err = v.Month(ctx, unit, id)
	if err == nil {
		_, err = v.newChild(ctx, keys, id)
	}
	return id, keys, err
}

// Discard destroys the key of a reserved file that no unit will take over. It
// must not be called for a file that is there: nothing of it could be read.
func (v Vault) Discard(ctx context.Context, unit, id string) error {
	keys, err := v.Of(ctx, unit, id)
	if err != nil || keys.ofChild(id) == "" {
		return err
	}
	return v.destroy(ctx, unit, id)
}

// ofChild is the id of the newest key of a child, "" when there is none.
func (u *UnitKeys) ofChild(child string) string {
	for _, k := range slices.Backward(u.list) {
		if k.child == child && len(k.wrapped) > 0 {
			return k.id
		}
	}
	return ""
}

// SealFor locks a value with the key of a child's file, so that whoever erases
// the file erases it as well. Open opens it. The keys must be those of the child.
func (u *UnitKeys) SealFor(child string, plain []byte, p seal.Place) ([]byte, error) {
	id := u.ofChild(child)
	if id == "" {
		return nil, seal.ErrErased // and the keys are not read once more: whether there is a file must not show
	}
	k, err := u.key(id)
	if err != nil {
		return nil, err
	}
	return k.Seal(plain, p), nil
}

// Seal locks a value with the key of the file, for a row of another table that
// is erased with it.
func (f *File) Seal(plain []byte, p seal.Place) ([]byte, error) {
	k, err := f.keys.key(f.Key)
	if err != nil {
		return nil, err
	}
	return k.Seal(plain, p), nil
}

// Unseal opens what Seal locked.
func (f *File) Unseal(sealed []byte, p seal.Place) ([]byte, error) { return f.keys.Open(sealed, p) }

// Give opens a file for handing it over, in a transaction that may write. What
// give reads is what the file holds at that moment. The look is recorded; a file
// that may not be given is not there.
func (f Files) Give(ctx context.Context, g access.Grant, id string, give func(tx *store.Tx, file *File) error) error {
	a := Ask{ID: id, Purpose: HandOver}
	keys, err := f.Keys.Of(ctx, g.Scope().ID, id)
	if err != nil {
		return err
	}
	var seen Set
	err = f.DB.Change(ctx, g, a.subject(), func(tx *store.Tx) error {
		file, err := open(tx, keys, a)
		if err != nil {
			return err
		}
		seen = file.May.Read
		return give(tx, file)
	})
	return errors.Join(err, f.looked(ctx, g, a, seen))
}

// Pack makes the parcel of a file that is open for handing over: all that stands
// in it now, with the content of its documents.
func (f *File) Pack(tx *store.Tx, handOver, receiver, id string) ([]byte, error) {
	p := Parcel{Giver: f.unit, Receiver: receiver, HandOver: handOver, ID: id, Head: ParcelHead{
		f.Subject, f.Sex, f.Residence, f.Risk, f.AssessedOn, f.GroupOn, f.PlanOn, f.ReviewOn}}
	bytes := 0
	for _, it := range f.current() {
		if it.Kind == "event" || it.Kind == "withdrawn" {
			continue
		}
		packed, err := f.packItem(tx, it)
		if err != nil {
			return nil, err
		}
		if bytes += len(packed.Content); bytes > MaxParcel {
			return nil, ErrTooMuch
		}
		p.Items = append(p.Items, packed)
	}
	return json.Marshal(p)
}

func (f *File) packItem(tx *store.Tx, it Item) (ParcelItem, error) {
	body, err := json.Marshal(it.Body)
	p := ParcelItem{ID: it.ID, Kind: it.Kind, Origin: it.Origin, By: it.By, At: it.At.UTC(), Body: body}
	if err == nil && it.Kind == "document" {
		_, p.Content, err = f.Content(tx, it.ID)
	}
	return p, err
}

// An Arrival is a parcel that a unit takes over, and who is responsible from now
// on.
type Arrival struct {
	HandOver, Giver string // as the receiver's own record has them
	Parcel          []byte // what Pack made
	Worker          string
}

// Receive makes the reserved file of a parcel: with its own key, of the same
// child, each piece with the unit that recorded it. take reads the parcel and
// settles the hand-over in the same transaction; keys are those of the file. A
// parcel that was made for another file, unit or hand-over is refused with
// ErrTampered.
func (f Files) Receive(ctx context.Context, g access.Grant, id string, take func(tx *store.Tx, keys *UnitKeys) (Arrival, error)) error {
	keys, err := f.Keys.Month(ctx, g.Scope().ID, id)
	if err != nil {
		return err
	}
	key := keys.ofChild(id)
	if key == "" {
		return seal.ErrErased
	}
	return f.DB.Change(ctx, g, Ask{ID: id}.subject(), func(tx *store.Tx) error {
		a, err := take(tx, keys)
		if err != nil {
			return err
		}
		file, err := start(tx, keys, id, key)
		if err != nil {
			return err
		}
		return file.receive(tx, a)
	})
}

func (f *File) receive(tx *store.Tx, a Arrival) error {
	var p Parcel
	if err := json.Unmarshal(a.Parcel, &p); err != nil {
		return fmt.Errorf("%w (parcel: %w)", ErrTampered, err)
	}
	if p.Giver != a.Giver || p.HandOver != a.HandOver || p.Receiver != f.unit || p.ID != f.ID || p.Giver == f.unit {
		return fmt.Errorf("%w (the parcel is not of this hand-over)", ErrTampered)
	}
	h := p.Head
	f.Subject, f.Sex, f.Residence, f.Risk = h.Subject, h.Sex, h.Residence, h.Risk
	f.AssessedOn, f.GroupOn, f.PlanOn, f.ReviewOn = h.AssessedOn, h.GroupOn, h.PlanOn, h.ReviewOn
	f.Worker, f.Received = a.Worker, a.HandOver
	if err := f.unpack(tx, p.Items); err != nil {
		return err
	}
	return f.create(tx)
}

// unpack adds the items of a parcel under new ids, since the unit may have held
// this case before. An item that names another by its id goes on naming it.
func (f *File) unpack(tx *store.Tx, items []ParcelItem) error {
	var renamed []string
	for i, it := range items {
		items[i].ID = tx.NewID()
		renamed = append(renamed, `"`+it.ID+`"`, `"`+items[i].ID+`"`)
	}
	ids := strings.NewReplacer(renamed...)
	for _, it := range items {
		k, ok := kindOf(it.Kind)
		if !ok {
			return fmt.Errorf("child: no kind %q in this release", it.Kind)
		}
		body := reflect.New(reflect.TypeOf(k.Body))
		if err := json.Unmarshal([]byte(ids.Replace(string(it.Body))), body.Interface()); err != nil {
			return err
		}
		f.added = append(f.added, Item{ID: it.ID, Kind: it.Kind, Origin: it.Origin, At: store.At(it.At), By: it.By, Body: body.Elem().Interface(), content: it.Content})
	}
	return nil
}
