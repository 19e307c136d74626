package child

import (
	"bytes"
	"reflect"
	"slices"
	"strings"

	"tryeza/internal/seal"
	"tryeza/internal/store"
)

// Add puts something into the file; body is of a registered kind. It returns
// the id of the item. Nothing is written before the change ends.
func (f *File) Add(tx *store.Tx, body any) string { return f.put(tx, "", f.unit, body) }

// Replace corrects an item: the old one stays in the past of the new one. It
// fails with store.ErrConflict when somebody has corrected it meanwhile.
func (f *File) Replace(tx *store.Tx, id string, body any) (string, error) {
	i := slices.IndexFunc(f.current(), func(it Item) bool { return it.ID == id })
	if i < 0 {
		return "", store.ErrConflict
	}
	if reflect.DeepEqual(f.current()[i].Body, body) {
		return id, nil
	}
	return f.put(tx, id, f.unit, body), nil
}

// Withdraw takes an item back. It stays in the file's past with the reason.
func (f *File) Withdraw(tx *store.Tx, id, why string) error {
	_, err := f.Replace(tx, id, Withdrawn{why})
	return err
}

func (f *File) put(tx *store.Tx, replaces, origin string, body any) string {
	it := Item{ID: tx.NewID(), Kind: kindFor(body).Code, Replaces: replaces, Origin: origin, At: tx.Now(), By: tx.Grant().Actor(), Body: body}
	f.added = append(f.added, it)
	return it.ID
}

// Set changes the head of the file. What changed stands in the file as an
// Event, so that the head cannot be put back unnoticed.
func (f *File) Set(tx *store.Tx, what string, change func(*Child)) {
	before := f.Child
	change(&f.Child)
	f.ID, f.Version, f.Key, f.tip = before.ID, before.Version, before.Key, before.tip
	from, to := differing(before, f.Child)
	if len(to) > 0 {
		f.Add(tx, Event{what, from, to})
	}
}

// differing are the fields of two heads that are not the same.
func differing(a, b Child) (from, to map[string]string) {
	from, to = map[string]string{}, map[string]string{}
	x, y := reflect.ValueOf(a), reflect.ValueOf(b)
	for i := range x.NumField() {
		if x.Field(i).Kind() == reflect.String && x.Field(i).String() != y.Field(i).String() {
			name := x.Type().Field(i).Name
			from[name], to[name] = x.Field(i).String(), y.Field(i).String()
		}
	}
	return from, to
}

var (
	addItem    = store.WriteUnit(`INSERT INTO child_item (owner_id, id, child_id, kind, replaces, origin, at, by_id, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`)
	addIndex   = store.WriteUnit(`INSERT INTO child_index (owner_id, id, child_id, kind, hash) VALUES ($1, $2, $3, $4, $5)`)
	dropIndex  = store.WriteUnit(`DELETE FROM child_index WHERE owner_id = $1 AND child_id = $2`)
	addContent = store.WriteUnit(`INSERT INTO child_content (owner_id, id, child_id, body) VALUES ($1, $2, $3, $4)`)
	oneContent = store.ReadUnit(`SELECT body FROM child_content WHERE owner_id = $1 AND id = $2 AND child_id = $3`)
)

// save writes what was added, the head, and a new tip.
func (f *File) save(tx *store.Tx) error {
	if len(f.added) == 0 {
		return nil
	}
	for i := range f.added {
		if err := f.writeItem(tx, &f.added[i]); err != nil {
			return err
		}
	}
	f.touch(tx)
	if err := f.reindex(tx); err != nil {
		return err
	}
	version := f.Version
	if err := f.retip(version + 1); err != nil {
		return err
	}
	after := f.Child
	return children.Edit(tx, f.ID, version, func(c *Child) error {
		*c = after
		return nil
	})
}

func (f *File) writeItem(tx *store.Tx, it *Item) error {
	if err := f.sealItem(it); err != nil {
		return err
	}
	_, err := tx.Exec(addItem, it.ID, f.ID, it.Kind, it.Replaces, it.Origin, it.At, it.By, it.sealed)
	if err == nil && it.content != nil {
		err = f.writeContent(tx, it)
	}
	return err
}

// retip seals the tip for a version of the head.
func (f *File) retip(version int64) error {
	key, err := f.keys.key(f.Key)
	if err != nil {
		return err
	}
	f.tip = key.Seal([]byte(f.tipOf(slices.Concat(f.items, f.added))), f.tipPlace(version))
	return nil
}

// reindex makes the blind index anew when numbers or telephones changed.
func (f *File) reindex(tx *store.Tx) error {
	if !slices.ContainsFunc(f.added, func(it Item) bool { return it.Kind == "number" || it.Kind == "contact" || it.Kind == "withdrawn" }) {
		return nil
	}
	if _, err := tx.Exec(dropIndex, f.ID); err != nil {
		return err
	}
	for _, it := range f.current() {
		kind, value := indexed(it.Body)
		if value == "" {
			continue
		}
		hash, err := f.keys.index(kind, value)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(addIndex, tx.NewID(), f.ID, kind, hash); err != nil {
			return err
		}
	}
	return nil
}

// indexed is what of an item the blind index finds: a personal number without
// spaces, the digits of a telephone without the country's.
func indexed(body any) (kind, value string) {
	switch b := body.(type) {
	case Number:
		return "personal_number", strings.ToUpper(strings.Join(strings.Fields(b.Value), ""))
	case Contact:
		return "phone", PhoneKey(b.Phone)
	}
	return "", ""
}

// PhoneKey is a telephone number as it is compared: its last eight digits.
func PhoneKey(s string) string {
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
	return digits[max(0, len(digits)-8):]
}

// AddContent puts a document with its content into the file, when the change ends.
func (f *File) AddContent(tx *store.Tx, d Document, content []byte) string {
	id := f.Add(tx, d)
	f.added[len(f.added)-1].content = content
	return id
}

// writeContent seals the content of a document beside its item.
func (f *File) writeContent(tx *store.Tx, it *Item) error {
	sealed, err := f.Seal(it.content, contentPlace(it.ID))
	if err == nil {
		_, err = tx.Exec(addContent, it.ID, f.ID, sealed)
	}
	return err
}

// Content is what a document of the file holds, for who may read it.
func (f *File) Content(tx *store.Tx, id string) (Document, []byte, error) {
	for _, it := range f.Items("document") {
		if it.ID != id {
			continue
		}
		sealed, err := store.Value[[]byte](tx, oneContent, id, f.ID)
		if err != nil {
			return Document{}, nil, err
		}
		plain, err := f.keys.Open(sealed, contentPlace(id))
		return it.Body.(Document), bytes.Clone(plain), err
	}
	return Document{}, nil, store.ErrNotFound
}

func contentPlace(id string) seal.Place {
	return seal.Place{Table: "child_content", Record: id, Column: "body"}
}
