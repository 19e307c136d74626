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
	keys  []string          // the names, folded
	is    map[string]string // what the person said a name means, by folded name
	known map[string]string // what was looked for before
}

// longName is more than any institution is called: a longer cell is a list, or
// no name at all.
const longName = 300

// found is an institution as somebody wrote it; id is "" when it is not known.
type found struct{ written, id string }

func newFinder(tx *store.Tx) (finder, error) {
	list, err := store.All(tx, allAliases, (*institution).fields)
	return finderOf(list), err
}

func finderOf(list []institution) finder {
	f := finder{names: list, is: map[string]string{}, known: map[string]string{}}
	for _, i := range list {
		f.keys = append(f.keys, text.Fold(i.name))
	}
	return f
}

// one finds an institution, "" when none fits or several do.
func (f finder) one(written string) string {
	key := text.Fold(written)
	if id, ok := f.is[key]; ok {
		return id
	}
	id, ok := f.known[key]
	if !ok {
		id = f.search(written, key)
		f.known[key] = id
	}
	return id
}

func (f finder) search(written, key string) string {
	if len(written) > longName {
		return ""
	}
	for _, fits := range []func(n int) bool{
		func(n int) bool { return key == f.keys[n] || key == text.Fold(f.names[n].short) },
		func(n int) bool { return text.Near(key, f.keys[n]) },
		func(n int) bool { return len(key) > 3 && text.Matches(key, f.keys[n]) },
	} {
		if id := f.only(fits); id != "" {
			return id
		}
	}
	return ""
}

// only is the one institution that fits, "" when there are none or several.
func (f finder) only(fits func(n int) bool) string {
	id := ""
	for n, i := range f.names {
		if i.id == id || !fits(n) {
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
	if len(cell) > 10*longName {
		return []found{{strings.ToValidUTF8(cell[:longName], ""), ""}}
	}
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
