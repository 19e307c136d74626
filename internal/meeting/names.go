package meeting

import (
	"tryeza/internal/store"
	"tryeza/internal/web"
)

// An institution under the name it had on the day of a meeting.
type named struct{ ID, Name, since, until string }

var allNamed = store.Read(`SELECT institution_id, name, since, until FROM committee_named
	WHERE committee_id = $1 ORDER BY position, institution_id, since`)

// A directory finds the names of institutions, in the order of the committee's lists.
type directory []named

// readDirectory reads every institution under its name on a day; before its
// first name and after its last it has the nearest there is.
func readDirectory(tx *store.Tx, day string) (directory, error) {
	rows, err := store.All(tx, allNamed, func(n *named) []any { return []any{&n.ID, &n.Name, &n.since, &n.until} })
	var d directory
	for _, r := range rows {
		last := len(d) - 1
		switch {
		case last < 0 || d[last].ID != r.ID:
			d = append(d, r)
		case r.since <= day:
			d[last] = r
		}
	}
	return d, err
}

// Name is what an institution was called; its id when it is none of ours.
func (d directory) Name(id string) string {
	for _, n := range d {
		if n.ID == id {
			return n.Name
		}
	}
	return id
}

func (d directory) has(id string) bool {
	for _, n := range d {
		if n.ID == id {
			return true
		}
	}
	return false
}

// options are the institutions of the directory that keep passes.
func (d directory) options(keep func(id string) bool) []web.Option {
	var list []web.Option
	for _, n := range d {
		if keep(n.ID) {
			list = append(list, web.Option{Value: n.ID, Label: n.Name})
		}
	}
	return list
}
