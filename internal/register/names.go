package register

import (
	"slices"

	"tryeza/internal/store"
	"tryeza/internal/web"
)

// An institution under its name on a day.
type named struct{ id, name, sector, municipality, since string }

var allNames = store.Read(`SELECT institution_id, name, sector, municipality, since FROM committee_named
	WHERE committee_id = $1 ORDER BY position, institution_id, since`)

// A Directory is the institutions of the committee, in the order of its lists.
type Directory []named

// ReadDirectory reads what they are called on a day; before its first name and
// after its last an institution has the nearest there is.
func ReadDirectory(tx *store.Tx, day string) (Directory, error) {
	rows, err := store.All(tx, allNames, func(n *named) []any { return []any{&n.id, &n.name, &n.sector, &n.municipality, &n.since} })
	var d Directory
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
func (d Directory) Name(id string) string {
	for _, n := range d {
		if n.id == id {
			return n.name
		}
	}
	return id
}

// Has reports whether it is an institution of the committee.
func (d Directory) Has(id string) bool {
	for _, n := range d {
		if n.id == id {
			return true
		}
	}
	return false
}

// Options are the institutions to choose from: all, or those among own.
func (d Directory) Options(own []string) []web.Option {
	var list []web.Option
	for _, n := range d {
		if len(own) == 0 || slices.Contains(own, n.id) {
			list = append(list, web.Option{Value: n.id, Label: n.name})
		}
	}
	return list
}

// Sector is what an institution is: code.Sectors, "" when it is none of ours.
func (d Directory) Sector(id string) string { return d.find(id).sector }

// Municipality is where an institution belongs, or "".
func (d Directory) Municipality(id string) string { return d.find(id).municipality }

func (d Directory) find(id string) named {
	for _, n := range d {
		if n.id == id {
			return n
		}
	}
	return named{}
}

// IDs lists the institutions.
func (d Directory) IDs() []string {
	var list []string
	for _, n := range d {
		list = append(list, n.id)
	}
	return list
}

// OfSector is the first institution of a sector, or "".
func (d Directory) OfSector(sector string) string {
	for _, n := range d {
		if n.sector == sector {
			return n.id
		}
	}
	return ""
}
