package child

import (
	"reflect"

	"tryeza/internal/code"
)

// A Datum is one column of a table of the casework or the key room, or one field
// of what an item holds. The catalogue of them is the register of processing.
type Datum struct {
	Table, Field string
	Class        Class  // "" where it says nothing of a child
	Purpose      string // what it is kept for, Albanian
	Keep         string // code of Keeps
	Sealing      string // code of Sealings
}

// How a datum lies in the database.
const (
	withChild = "child"   // sealed with the key of the file
	withUnit  = "unit"    // sealed with the key of the unit and month
	blind     = "blind"   // found again without being read
	wrappedBy = "wrapped" // a key, sealed with the one above it
	hashed    = "hash"    // bytes or a hash of what is sealed
	inClear   = "clear"   // a code, a day, a number that is no secret, or an id
)

// Sealings are their names.
var Sealings = code.List{
	{Code: withChild, SQ: "e vulosur me çelësin e fëmijës", EN: "sealed with the child's key"},
	{Code: withUnit, SQ: "e vulosur me çelësin e njësisë dhe të muajit", EN: "sealed with the key of the unit and month"},
	{Code: blind, SQ: "gjurmë e verbër: gjendet, por nuk lexohet", EN: "blind index: found and not read"},
	{Code: wrappedBy, SQ: "çelës i vulosur me çelësin mbi të", EN: "a key, sealed with the one above it"},
	{Code: hashed, SQ: "vetëm gjurma (hash) e asaj që është vulosur", EN: "only a hash of what is sealed"},
	{Code: inClear, SQ: "kod në të qartë", EN: "a code in clear"},
}

// How long a datum is kept.
const (
	withFile  = KeepFile        // until the file is erased
	withNotes = "keep_sighting" // until the notes of its month are erased
	figures   = "figures"       // for good: figures are made of it
	withDesk  = "desk"          // as long as there is the unit
	trail     = "trail"         // for good: the trail is not rewritten
	withRun   = "run"           // for good: what the keeping rules did
	withKey   = "key"           // for good, but what the key was is destroyed
)

// Keeps are their names.
var Keeps = code.List{
	{Code: withFile, SQ: "deri sa fshihet dosja", EN: "until the file is erased"},
	{Code: withNotes, SQ: "deri sa fshihen shënimet e muajit", EN: "until the notes of the month are erased"},
	{Code: figures, SQ: "mbetet: prej tij dalin shifrat; nuk thotë kush është fëmija", EN: "stays: figures are made of it; it does not say who the child is"},
	{Code: withDesk, SQ: "sa kohë ekziston njësia", EN: "as long as the unit exists"},
	{Code: trail, SQ: "mbetet: gjurma nuk ndryshohet", EN: "stays: the trail is not rewritten"},
	{Code: withRun, SQ: "mbetet: dëshmi se u fshi", EN: "stays: proof that it was erased"},
	{Code: withKey, SQ: "rreshti mbetet; çelësi vetë shkatërrohet", EN: "the row stays; the key itself is destroyed"},
}

// Catalogue lists every column of the two rooms, table by table, and then every
// field of what items hold. Kinds are those that were registered by then.
func Catalogue() []Datum {
	var list []Datum
	for _, g := range declared {
		for _, c := range g.columns {
			list = append(list, Datum{g.table, c, g.class, g.purpose, g.keep, g.sealing})
		}
	}
	for _, k := range kinds {
		list = append(list, k.data()...)
	}
	return list
}

// ItemTable is how the catalogue names what items of a kind hold.
func (k Kind) ItemTable() string { return "child_item/" + k.Code }

func (k Kind) data() []Datum {
	var list []Datum
	for _, name := range fieldsOf(reflect.TypeOf(k.Body), "") {
		list = append(list, Datum{k.ItemTable(), name, k.Class, k.Purpose, k.Keep, withChild})
	}
	return list
}

// fieldsOf names the fields of a body, those of what it contains as well:
// "Invited.Name".
func fieldsOf(t reflect.Type, prefix string) []string {
	for t.Kind() == reflect.Slice || t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return []string{prefix}
	}
	var list []string
	for i := range t.NumField() {
		name := t.Field(i).Name
		if prefix != "" {
			name = prefix + "." + name
		}
		list = append(list, fieldsOf(t.Field(i).Type, name)...)
	}
	return list
}
