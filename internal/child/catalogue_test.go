package child_test

import (
	"slices"
	"testing"

	"tryeza/internal/child"
	"tryeza/internal/store"
)

// Every column of the casework room and of the room of the keys is in the
// catalogue, once, and nothing else is: whoever adds one says what it is for,
// how long it is kept and how it is sealed.
func TestEveryColumnIsDeclared(t *testing.T) {
	said := map[[2]string]int{}
	for _, d := range child.Catalogue() {
		said[[2]string{d.Table, d.Field}]++
		if d.Class != "" && !slices.Contains(child.Classes.Codes(), string(d.Class)) || d.Purpose == "" || !child.Keeps.Has(d.Keep) || !child.Sealings.Has(d.Sealing) {
			t.Errorf("not declared whole: %+v", d)
		}
	}
	columns := map[[2]string]string{}
	for _, room := range []store.Room{store.CaseworkRoom, store.KeyRoom} {
		shapes, err := store.Shapes(room)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range shapes {
			for _, c := range s.Columns {
				columns[[2]string{s.Name, c.Name}] = c.Type
			}
		}
	}
	for _, k := range child.Kinds() {
		columns[[2]string{k.ItemTable(), "any"}] = "item"
	}
	for at, typ := range columns {
		if typ != "item" && said[at] != 1 {
			t.Errorf("%s.%s is declared %d times: say in catalogue_columns.go what it is for, how long it is kept and how it is sealed", at[0], at[1], said[at])
		}
	}
	for at := range said {
		if columns[at] == "" && columns[[2]string{at[0], "any"}] == "" {
			t.Errorf("%s.%s is declared and does not exist", at[0], at[1])
		}
	}
}

// Bytes are sealed things, and nothing but bytes is: text that somebody typed
// about a child cannot be declared sealed and lie in a column of text.
func TestSealedColumnsAreBytes(t *testing.T) {
	types := map[[2]string]string{}
	for _, room := range []store.Room{store.CaseworkRoom, store.KeyRoom} {
		shapes, err := store.Shapes(room)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range shapes {
			for _, c := range s.Columns {
				types[[2]string{s.Name, c.Name}] = c.Type
			}
		}
	}
	sealed := 0
	for _, d := range child.Catalogue() {
		typ, isColumn := types[[2]string{d.Table, d.Field}]
		locked := d.Sealing == "child" || d.Sealing == "unit" || d.Sealing == "blind" || d.Sealing == "wrapped"
		if isColumn && locked != (typ == "bytes") {
			t.Errorf("%s.%s is %s and declared %s", d.Table, d.Field, typ, d.Sealing)
		}
		if locked {
			sealed++
		}
	}
	if sealed < 40 {
		t.Errorf("only %d sealed data", sealed)
	}
}

// Every field of every kind of item stands in the catalogue, with what it holds
// inside.
func TestFieldsOfItemsAreDeclared(t *testing.T) {
	for _, want := range [][2]string{{"child_item/name", "Given"}, {"child_item/birth", "Estimated"}, {"child_item/risk", "Reasons"}, {"child_item/event", "From"}} {
		if !slices.ContainsFunc(child.Catalogue(), func(d child.Datum) bool { return d.Table == want[0] && d.Field == want[1] && d.Sealing == "child" }) {
			t.Errorf("%s.%s is not in the catalogue", want[0], want[1])
		}
	}
	for _, k := range child.Kinds() {
		if !slices.ContainsFunc(child.Catalogue(), func(d child.Datum) bool { return d.Table == k.ItemTable() && d.Class == k.Class }) {
			t.Errorf("the kind %s has no field in the catalogue", k.Code)
		}
	}
}
