package child

import (
	"context"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

var unitOf = store.ReadUnit(`SELECT committee_id FROM unit WHERE owner_id = $1`)

// Start opens a new file, of which whoever starts it is responsible and in the
// team. fill adds what is known. It returns the file's id.
func (f Files) Start(ctx context.Context, g access.Grant, fill func(tx *store.Tx, file *File) error) (string, error) {
	id := f.DB.NewID()
	keys, err := f.Keys.Month(ctx, g.Scope().ID, id)
	if err != nil {
		return "", err
	}
	key, err := f.Keys.newChild(ctx, keys, id)
	if err != nil {
		return "", err
	}
	return id, f.DB.Change(ctx, g, Ask{ID: id}.subject(), func(tx *store.Tx) error {
		file, err := start(tx, keys, id, key)
		if err != nil {
			return err
		}
		if err := fill(tx, file); err != nil {
			return err
		}
		return file.create(tx)
	})
}

func start(tx *store.Tx, keys *UnitKeys, id, key string) (*File, error) {
	committee, err := store.Value[string](tx, unitOf)
	if err != nil {
		return nil, err
	}
	day, who := text.DayOf(tx.Now().Time), tx.Grant().Actor()
	return &File{
		Child: Child{
			ID: id, Version: 1, Committee: committee, Code: newCode(tx), Subject: tx.NewID(), Key: key, State: Opened,
			OpenedOn: day, OpenedBy: who, Worker: who, Sex: "u", TouchedOn: day,
		},
		May:  Decision{Read: whole, Write: true},
		unit: tx.Grant().Scope().ID,
		keys: keys,
	}, nil
}

// newCode names a file for people: "D-7K2MQX".
func newCode(tx *store.Tx) string { return "D-" + strings.ToUpper(tx.NewID()[:6]) }

// create writes a new file: the head first, since the items refer to it.
func (f *File) create(tx *store.Tx) error {
	f.Add(tx, Event{What: "started"})
	if err := f.retip(1); err != nil {
		return err
	}
	if err := children.Add(tx, f.Child); err != nil {
		return err
	}
	if err := Assign(tx, f.ID, f.Worker, "team"); err != nil {
		return err
	}
	for i := range f.added {
		if err := f.writeItem(tx, &f.added[i]); err != nil {
			return err
		}
	}
	return f.reindex(tx)
}

// A relation of a person to a file: "team" or "conflict" (of interest).
type relation struct {
	id       string
	version  int64
	child    string
	person   string
	relation string
	from, to string
	by       string
}

func (r *relation) fields() []any {
	return []any{&r.id, &r.version, &r.child, &r.person, &r.relation, &r.from, &r.to, &r.by}
}

var relations = store.NewUnitTable("child_person", "child_id, person_id, relation, valid_from, valid_to, given_by", (*relation).fields)

// Assign makes a person one of the team of a file, or notes their conflict of
// interest with it, from today on.
func Assign(tx *store.Tx, child, person, kind string) error {
	return relations.Add(tx, relation{id: tx.NewID(), child: child, person: person, relation: kind, from: text.DayOf(tx.Now().Time), by: tx.Grant().Actor()})
}
