package plan

import (
	"strings"

	"tryeza/internal/store"
	"tryeza/internal/text"
)

// A finder finds institutions by what people write: official names of any time,
// short names, aliases, with or without diacritics and with one typing error.
type finder struct {
	names []institution
	is    map[string]string // what the person said a name means, by folded name
}

// found is an institution as somebody wrote it; id is "" when it is not known.
type found struct{ written, id string }

func newFinder(tx *store.Tx) (finder, error) {
	list, err := store.All(tx, allAliases, (*institution).fields)
	return finder{names: list, is: map[string]string{}}, err
}

// one finds an institution, "" when none fits or several do.
func (f finder) one(written string) string {
	key := text.Fold(written)
	if id, ok := f.is[key]; ok {
		return id
	}
	for _, fits := range []func(institution) bool{
		func(i institution) bool {
			return key == text.Fold(i.name) || i.short != "" && key == text.Fold(i.short)
		},
		func(i institution) bool { return text.Near(written, i.name) },
		func(i institution) bool { return len(key) > 3 && text.Matches(written, i.name) },
	} {
		if id := f.only(fits); id != "" {
			return id
		}
	}
	return ""
}

// only is the one institution that fits, "" when there are none or several.
func (f finder) only(fits func(institution) bool) string {
	id := ""
	for _, i := range f.names {
		if !fits(i) || i.id == id {
			continue
		}
		if id != "" {
			return ""
		}
		id = i.id
	}
	return id
}

// all finds the institutions of a cell, in their order. A name may hold commas
// and "dhe", so each piece is first taken as one name, and taken apart only when
// that finds somebody.
func (f finder) all(cell string) []found {
	var list []found
	for piece := range strings.FieldsFuncSeq(cell, func(r rune) bool { return strings.ContainsRune("\n;/", r) }) {
		list = append(list, f.split(piece, ",", " dhe ")...)
	}
	return list
}

func (f finder) split(piece string, at ...string) []found {
	piece = strings.Trim(piece, " .,-–•*")
	if text.Fold(piece) == "" {
		return nil
	}
	if id := f.one(piece); id != "" || len(at) == 0 {
		return []found{{piece, id}}
	}
	var list []found
	known := false
	for part := range strings.SplitSeq(piece, at[0]) {
		list = append(list, f.split(part, at[1:]...)...)
	}
	for _, x := range list {
		known = known || x.id != ""
	}
	if !known {
		return []found{{piece, ""}}
	}
	return list
}
