package child_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

const unit = testkit.Unit

// desk is a unit with what opens its files.
func desk(t testing.TB, r testkit.Rooms) child.Files {
	t.Helper()
	keeper, err := testkit.Actor(access.Operator).May(access.KeepFileKeys, access.Keys)
	if err != nil {
		t.Fatal(err)
	}
	testkit.FoundUnit(t, r, unit, "durres", "10")
	return child.Files{DB: r.Casework, Keys: child.Vault{DB: r.Keys, Root: testkit.Root(), Keeper: keeper}}
}

func grant(t testing.TB, role access.Role, p access.Permission) access.Grant {
	t.Helper()
	g, err := testkit.InUnit(role, unit).May(p, access.Institution(unit))
	if err != nil {
		t.Fatal(err)
	}
	return g
}

var ctx = context.Background()

// A worker starts a file, corrects it, and reads it with its past.
func TestStartChangeOpen(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		files := desk(t, r)
		var name string
		id, err := files.Start(ctx, grant(t, access.Worker, access.StartFiles), func(tx *store.Tx, f *child.File) error {
			name = f.Add(tx, child.Name{Given: "Shembull Ë"})
			f.Set(tx, "residence", func(c *child.Child) { c.Residence = "14" })
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		care := child.Ask{ID: id, Purpose: child.Care}
		err = files.Change(ctx, grant(t, access.Worker, access.WriteFiles), care, func(tx *store.Tx, f *child.File) error {
			_, err := f.Replace(tx, name, child.Name{Given: "Shembull", Family: "Ç"})
			f.Add(tx, child.Number{Value: "A00101001A"})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		err = files.Open(ctx, grant(t, access.Worker, access.OpenFiles), care, func(_ *store.Tx, f *child.File) error {
			got, item := child.Last[child.Name](f)
			if diff := cmp.Diff(child.Name{Given: "Shembull", Family: "Ç"}, got); diff != "" {
				t.Error(diff)
			}
			if past := f.Past(item); len(past) != 1 || past[0].Body != (child.Name{Given: "Shembull Ë"}) {
				t.Errorf("the past is %v", past)
			}
			if f.Residence != "14" || f.Version != 2 {
				t.Errorf("head %+v", f.Child)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// A file one may not read is the same as one that does not exist.
func TestNotThere(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		files := desk(t, r)
		id, err := files.Start(ctx, grant(t, access.Worker, access.StartFiles), func(*store.Tx, *child.File) error { return nil })
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range []string{id, "nosuchfile"} {
			for role, purpose := range map[access.Role]child.Purpose{access.Supervisor: child.Care, access.FieldWorker: child.Emergency, access.DPO: child.Supervise} {
				err := files.Open(ctx, grant(t, role, access.OpenFiles), child.Ask{ID: id, Purpose: purpose}, func(*store.Tx, *child.File) error {
					t.Errorf("%s reads %s", role, id)
					return nil
				})
				if !errors.Is(err, access.ErrDenied) {
					t.Errorf("%s: %v", role, err)
				}
			}
		}
	})
}
