package task

import (
	"slices"

	"tryeza/internal/store"
	"tryeza/internal/web"
)

// An institution under its name on a day.
type named struct{ id, name, since string }

var allNames = store.Read(`SELECT institution_id, name, since FROM committee_named
	WHERE committee_id = $1 ORDER BY position, institution_id, since`)

// A directory is the institutions of the committee, in the order of its lists.
type directory []named

// readDirectory reads what they are called on a day; before its first name and
// after its last an institution has the nearest there is.
func readDirectory(tx *store.Tx, day string) (directory, error) {
	rows, err := store.All(tx, allNames, func(n *named) []any { return []any{&n.id, &n.name, &n.since} })
	var d directory
	for _, r := range rows {
		last := len(d) - 1
		switch {
		case last < 0 || d[last].id != r.id:
			d = append(d, r)
		case r.since <= day:
			d[last] = r
		}
	}
	return d, err
}

// Name is what an institution is called; its id when it is none of ours.
func (d directory) Name(id string) string {
	for _, n := range d {
		if n.id == id {
			return n.name
		}
	}
	return id
}

func (d directory) has(id string) bool {
	for _, n := range d {
		if n.id == id {
			return true
		}
	}
	return false
}

// options are the institutions to choose from: all, or those among own.
func (d directory) options(own []string) []web.Option {
	var list []web.Option
	for _, n := range d {
		if len(own) == 0 || slices.Contains(own, n.id) {
			list = append(list, web.Option{Value: n.id, Label: n.name})
		}
	}
	return list
}
