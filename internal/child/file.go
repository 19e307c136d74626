package child

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"tryeza/internal/seal"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// ErrTampered says that what the database holds of a file is not what was
// written: rows were swapped, put back, changed or taken away.
var ErrTampered = errors.New("child: the file is not as it was written")

// A File is a child's file, open, for as long as the function it was given to.
type File struct {
	Child
	May      Decision
	Purpose  Purpose   // what it was opened for
	Ways     []Purpose // all that this person may open it for
	Standing State     // State, or Moved once another unit has taken the case over
	Offered  bool      // to another unit, which has not answered yet

	unit  string
	keys  *UnitKeys
	items []Item // all, oldest first
	added []Item // written when the change ends
	was   Child  // the head before it was changed
}

// An Item is one thing a file holds. Body is what its Kind says.
type Item struct {
	ID, Kind, Replaces string
	Origin             string // the unit that recorded it
	At                 store.Time
	By                 string // account
	Body               any
	sealed             []byte
	content            []byte // of a document that is not written yet
}

func (i *Item) fields() []any {
	return []any{&i.ID, &i.Kind, &i.Replaces, &i.Origin, &i.At, &i.By, &i.sealed}
}

// sealedItem is what an item is sealed as: with the columns beside it, so that
// none of them can be changed.
type sealedItem struct {
	Child, Kind, Replaces, Origin, By string
	At                                string
	Body                              json.RawMessage
}

func placeOf(item string) seal.Place {
	return seal.Place{Table: "child_item", Record: item, Column: "body"}
}

// unseal opens the items and compares them with the tip: none may be missing,
// none may be there that was not written, none changed.
func (f *File) unseal(items []Item) error {
	f.was = f.Child
	if err := f.keys.gone(f.ID, f.Key); err != nil {
		return err
	}
	for _, it := range items {
		if err := f.openItem(&it); err != nil {
			return fmt.Errorf("%w (item: %w)", ErrTampered, err)
		}
		f.items = append(f.items, it)
	}
	plain, err := f.keys.Open(f.tip, f.tipPlace(f.Version))
	if err != nil {
		return fmt.Errorf("%w (tip: %w)", ErrTampered, err)
	}
	if string(plain) != f.tipOf(f.items) {
		return ErrTampered
	}
	return nil
}

func (f *File) openItem(it *Item) error {
	plain, err := f.keys.Open(it.sealed, placeOf(it.ID))
	if err != nil {
		return err
	}
	var s sealedItem
	if err := json.Unmarshal(plain, &s); err != nil {
		return err
	}
	if s.Child != f.ID || s.Kind != it.Kind || s.Replaces != it.Replaces || s.Origin != it.Origin || s.By != it.By || s.At != it.At.String() {
		return ErrTampered
	}
	k, ok := kindOf(it.Kind)
	if !ok {
		return fmt.Errorf("child: no kind %q in this release", it.Kind)
	}
	body := reflect.New(reflect.TypeOf(k.Body))
	err = json.Unmarshal(s.Body, body.Interface())
	it.Body = body.Elem().Interface()
	return err
}

func (f *File) sealItem(it *Item) error {
	body, err := json.Marshal(it.Body)
	if err != nil {
		return err
	}
	plain, err := json.Marshal(sealedItem{f.ID, it.Kind, it.Replaces, it.Origin, it.By, it.At.String(), body})
	if err != nil {
		return err
	}
	key, err := f.keys.key(f.Key)
	if err == nil {
		it.sealed = key.Seal(plain, placeOf(it.ID))
	}
	return err
}

func (f *File) tipPlace(version int64) seal.Place {
	return seal.Place{Table: "child", Record: f.ID, Column: "tip", Version: version}
}

// tipOf names the head and every item of the file.
func (f *File) tipOf(items []Item) string {
	c := f.Child
	sum := sha256.New()
	fmt.Fprintf(sum, "%q\n", []string{f.unit, c.ID, c.Committee, c.Code, c.Subject, c.Key, string(c.State), c.OpenedOn, c.OpenedBy, c.Worker, c.Sex, c.Residence,
		c.Risk, c.AssessedOn, c.GroupOn, c.PlanOn, c.ReviewOn, c.ClosedOn, c.Outcome, c.MergedInto, c.Received, c.TouchedOn})
	ids := make([]string, len(items))
	for i, it := range items {
		ids[i] = it.ID
	}
	slices.Sort(ids)
	fmt.Fprintf(sum, "%s", strings.Join(ids, " "))
	return hex.EncodeToString(sum.Sum(nil))
}

// Unit is the unit the file is of.
func (f *File) Unit() string { return f.unit }

// current lists the items that nothing replaces, oldest first.
func (f *File) current() []Item {
	gone := map[string]bool{}
	all := slices.Concat(f.items, f.added)
	for _, it := range all {
		gone[it.Replaces] = true
	}
	return slices.DeleteFunc(all, func(it Item) bool { return gone[it.ID] })
}

// readable reports whether the person may read an item.
func (f *File) readable(it Item) bool {
	k, ok := kindOf(it.Kind)
	return ok && f.May.Read.Has(k.Class) && (!f.May.OwnOnly || it.Origin == f.unit)
}

// Items lists what the person may read of the file now, oldest first: of these
// kinds, or of all.
func (f *File) Items(kinds ...string) []Item {
	return slices.DeleteFunc(f.current(), func(it Item) bool {
		return !f.readable(it) || len(kinds) > 0 && !slices.Contains(kinds, it.Kind)
	})
}

// Past lists what stood before an item, newest first, as far as the person may
// read it.
func (f *File) Past(id string) []Item {
	var list []Item
	all := slices.Concat(f.items, f.added)
	for {
		i := slices.IndexFunc(all, func(it Item) bool { return it.ID == id })
		if i < 0 {
			return nil
		}
		list = append(list, all[i])
		if id = all[i].Replaces; id == "" {
			return slices.DeleteFunc(list[1:], func(it Item) bool { return !f.readable(it) })
		}
	}
}

// All lists the bodies of one kind that the person may read, oldest first.
func All[T any](f *File) []T {
	var zero T
	var list []T
	for _, it := range f.Items(kindFor(zero).Code) {
		list = append(list, it.Body.(T))
	}
	return list
}

// Last is the newest body of a kind, and its item's id: "" when there is none.
func Last[T any](f *File) (T, string) {
	var zero T
	items := f.Items(kindFor(zero).Code)
	if len(items) == 0 {
		return zero, ""
	}
	it := items[len(items)-1]
	return it.Body.(T), it.ID
}

// touch is done with every change.
func (f *File) touch(tx *store.Tx) { f.TouchedOn = text.DayOf(tx.Now().Time) }
