// Package institution says what the institutions of a committee are called on a
// day. Names change; records keep the identifier.
//
// It keeps no institution, and knows nothing of orders and seats.
package institution

import (
	"slices"

	"tryeza/internal/store"
	"tryeza/internal/web"
)

// A Named institution: under its name on a day, with its sector (code.Sectors) and
// the municipality it belongs to, or "".
type Named struct {
	ID, Name, Sector, Municipality string
	since                          string
}

// A Directory is the institutions of the committee, in the order of its lists.
type Directory []Named

// Names is the query behind a Directory: whoever reads one registers it as its own.
const Names = `SELECT institution_id, name, sector, municipality, since FROM committee_named
	WHERE committee_id = $1 ORDER BY position, institution_id, since`

// Read reads with such a query what institutions are called on a day; before its
// first name and after its last an institution has the nearest there is.
func Read(tx *store.Tx, q store.Query, day string) (Directory, error) {
	rows, err := store.All(tx, q, func(n *Named) []any { return []any{&n.ID, &n.Name, &n.Sector, &n.Municipality, &n.since} })
	var d Directory
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

func (d Directory) find(id string) (Named, bool) {
	i := slices.IndexFunc(d, func(n Named) bool { return n.ID == id })
	if i < 0 {
		return Named{}, false
	}
	return d[i], true
}

// Has reports whether it is an institution of the committee.
func (d Directory) Has(id string) bool { _, ok := d.find(id); return ok }

// Name is what an institution is called; its id when it is none of ours.
func (d Directory) Name(id string) string {
	if n, ok := d.find(id); ok {
		return n.Name
	}
	return id
}

// Sector is what an institution is: code.Sectors, "" when it is none of ours.
func (d Directory) Sector(id string) string { n, _ := d.find(id); return n.Sector }

// Municipality is where an institution belongs, or "".
func (d Directory) Municipality(id string) string { n, _ := d.find(id); return n.Municipality }

// IDs lists the institutions.
func (d Directory) IDs() []string {
	var list []string
	for _, n := range d {
		list = append(list, n.ID)
	}
	return list
}

// OfSector is the first institution of a sector, or "".
func (d Directory) OfSector(sector string) string {
	for _, n := range d {
		if n.Sector == sector {
			return n.ID
		}
	}
	return ""
}

// Options are the institutions to choose from: all, or those among own.
func (d Directory) Options(own []string) []web.Option {
	return d.Pick(func(id string) bool { return len(own) == 0 || slices.Contains(own, id) })
}

// Pick are the institutions to choose from that keep passes.
func (d Directory) Pick(keep func(id string) bool) []web.Option {
	var list []web.Option
	for _, n := range d {
		if keep(n.ID) {
			list = append(list, web.Option{Value: n.ID, Label: n.Name})
		}
	}
	return list
}
