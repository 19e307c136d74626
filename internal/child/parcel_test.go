package child_test

import (
	"encoding/json"
	"errors"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/seal"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

const other = "otherunit2345678"

// packed is a file that is given to another unit, as it travels.
func packed(t *testing.T, r testkit.Rooms, files child.Files) (id string, parcel []byte) {
	t.Helper()
	testkit.FoundUnit(t, r, other, "elbasan", "15")
	file, err := files.Start(ctx, grant(t, access.Worker, access.StartFiles), func(tx *store.Tx, f *child.File) error {
		f.Add(tx, child.Name{Given: "Shembull A"})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if id, _, err = files.Keys.Reserve(ctx, other); err != nil {
		t.Fatal(err)
	}
	err = files.Give(ctx, grant(t, access.Worker, access.OfferHandover), file, func(tx *store.Tx, f *child.File) (err error) {
		parcel, err = f.Pack(tx, "handover", other, id)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return id, parcel
}

func take(t *testing.T, files child.Files, id string, a child.Arrival) error {
	t.Helper()
	g, err := testkit.InUnit(access.Supervisor, other).May(access.AnswerHandover, access.Institution(other))
	if err != nil {
		t.Fatal(err)
	}
	return files.Receive(ctx, g, id, func(*store.Tx, *child.UnitKeys) (child.Arrival, error) { return a, nil })
}

// A parcel is for one file of one unit by one hand-over.
func TestReceiveRefusesWhatIsNotItsOwn(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		files := desk(t, r)
		id, parcel := packed(t, r, files)
		change := func(f func(p *child.Parcel)) []byte {
			var p child.Parcel
			if err := json.Unmarshal(parcel, &p); err != nil {
				t.Fatal(err)
			}
			f(&p)
			b, err := json.Marshal(p)
			if err != nil {
				t.Fatal(err)
			}
			return b
		}
		whole := child.Arrival{HandOver: "handover", Giver: unit, Parcel: parcel, Worker: "w"}
		for name, a := range map[string]child.Arrival{
			"another hand-over": {HandOver: "x", Giver: unit, Parcel: parcel, Worker: "w"},
			"another giver":     {HandOver: "handover", Giver: "x", Parcel: parcel, Worker: "w"},
			"another receiver":  {HandOver: "handover", Giver: unit, Worker: "w", Parcel: change(func(p *child.Parcel) { p.Receiver = unit })},
			"another file":      {HandOver: "handover", Giver: unit, Worker: "w", Parcel: change(func(p *child.Parcel) { p.ID = "x" })},
			"from itself":       {HandOver: "handover", Giver: other, Worker: "w", Parcel: change(func(p *child.Parcel) { p.Giver = other })},
			"no parcel":         {HandOver: "handover", Giver: unit, Worker: "w", Parcel: []byte("?")},
		} {
			if err := take(t, files, id, a); !errors.Is(err, child.ErrTampered) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if err := take(t, files, "nosuchfile", whole); !errors.Is(err, seal.ErrErased) {
			t.Errorf("without a key: %v", err)
		}
		if err := take(t, files, id, whole); err != nil {
			t.Error(err)
		}
		if err := take(t, files, id, whole); err == nil {
			t.Error("received twice")
		}
	})
}

// Whoever erases a file erases the parcel it came by: they have one key.
func TestParcelGoesWithItsKey(t *testing.T) {
	r := testkit.SQLiteRooms(t)
	files := desk(t, r)
	id, _ := packed(t, r, files)
	keys, err := files.Keys.Of(ctx, other, id)
	if err != nil {
		t.Fatal(err)
	}
	place := seal.Place{Table: "t", Record: "r", Column: "c"}
	sealed, err := keys.SealFor(id, []byte("x"), place)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := files.Keys.Discard(ctx, other, id); err != nil {
			t.Fatal(err)
		}
	}
	keys, err = files.Keys.Of(ctx, other, id)
	if _, opened := keys.Open(sealed, place); err != nil || !errors.Is(opened, seal.ErrErased) {
		t.Errorf("%v, %v", err, opened)
	}
	if _, err := keys.SealFor(id, []byte("x"), place); !errors.Is(err, seal.ErrErased) {
		t.Errorf("sealed without a key: %v", err)
	}
}

func TestPackHasALimit(t *testing.T) {
	files := desk(t, testkit.SQLiteRooms(t))
	file, err := files.Start(ctx, grant(t, access.Worker, access.StartFiles), func(*store.Tx, *child.File) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	pack := func() error {
		return files.Give(ctx, grant(t, access.Worker, access.OfferHandover), file, func(tx *store.Tx, f *child.File) error {
			_, err := f.Pack(tx, "handover", other, "x")
			return err
		})
	}
	for _, want := range []error{nil, child.ErrTooMuch} {
		err = files.Change(ctx, grant(t, access.Worker, access.WriteFiles), child.Ask{ID: file, Purpose: child.Care}, func(tx *store.Tx, f *child.File) error {
			f.AddContent(tx, child.Document{Title: "dokument.pdf"}, make([]byte, child.MaxParcel/2+1))
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := pack(); !errors.Is(err, want) {
			t.Errorf("%v, want %v", err, want)
		}
	}
}

// A closed file is opened again by those who would write in it, and an open one
// by nobody.
func TestReopen(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		files := desk(t, r)
		file, err := files.Start(ctx, grant(t, access.Worker, access.StartFiles), func(*store.Tx, *child.File) error { return nil })
		if err != nil {
			t.Fatal(err)
		}
		set := func(s child.State) func(tx *store.Tx, f *child.File) error {
			return func(tx *store.Tx, f *child.File) error {
				f.Set(tx, "state", func(c *child.Child) { c.State = s })
				return nil
			}
		}
		write := grant(t, access.Worker, access.WriteFiles)
		if err := files.Reopen(ctx, write, file, set(child.Opened)); !errors.Is(err, access.ErrDenied) {
			t.Errorf("an open file: %v", err)
		}
		if err := files.Change(ctx, write, child.Ask{ID: file, Purpose: child.Care}, set(child.Closed)); err != nil {
			t.Fatal(err)
		}
		if err := files.Reopen(ctx, grant(t, access.Supervisor, access.WriteFiles), file, set(child.Opened)); !errors.Is(err, access.ErrDenied) {
			t.Errorf("not of the team: %v", err)
		}
		if err := files.Reopen(ctx, write, file, set(child.Opened)); err != nil {
			t.Fatal(err)
		}
		if err := files.Change(ctx, write, child.Ask{ID: file, Purpose: child.Care}, set(child.Opened)); err != nil {
			t.Error(err)
		}
	})
}
