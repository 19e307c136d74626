package exchange

import "tryeza/internal/access"

// fullFor reports whether whoever holds g reads everything that a document says of
// single people under a code: who was placed in work, and who was trained. They
// belong to the institutions; only who keeps those of every institution has them all.
func fullFor(g access.Grant) bool {
	for _, p := range []access.Permission{access.KeepEmployment, access.KeepTraining} {
		if also, err := g.Also(p); err != nil || !also.Whole() {
			return false
		}
	}
	return true
}

// withoutPeople leaves out the rows of single people, and with them the attendance
// that leads to a professional. What is left is a valid document; the numbers of
// projects and of sessions stay as they were given.
func (d *Document) withoutPeople() {
	d.Professionals = nil
	for i := range d.Projects {
		d.Projects[i].Placements = nil
	}
	for i := range d.Sessions {
		d.Sessions[i].Attendance = nil
	}
}
