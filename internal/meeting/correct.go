package meeting

import (
	"slices"

	"tryeza/internal/store"
	"tryeza/internal/web"
)

// correct saves a recorded meeting as its form has it. A line that says the same
// as before is the same one, wherever it stands now, and so is one that was
// corrected in its row: tasks were made of them. What the form does not ask stays.
func correct(tx *store.Tx, f *web.Form, m Meeting) error {
	old, err := Get(tx, m.ID)
	if err != nil {
		return err
	}
	m.EndsAt, m.OrderID, m.CalledOn, m.Sequence, m.Reason = old.EndsAt, old.OrderID, old.CalledOn, old.Sequence, old.Reason
	for i, a := range m.Attendance {
		j := slices.IndexFunc(old.Attendance, func(o Attendance) bool { return a.InstitutionID != "" && o.InstitutionID == a.InstitutionID })
		if j >= 0 {
			m.Attendance[i].Substitute = old.Attendance[j].Substitute
		}
	}
	var lines []Line
	for _, l := range old.Lines {
		if !slices.ContainsFunc(lineKinds, func(k struct{ kind, title, label, add string }) bool { return k.kind == l.Kind }) {
			lines = append(lines, l)
		}
	}
	for _, k := range lineKinds {
		lines = append(lines, sameLines(tx, old.LinesOf(k.kind), m.LinesOf(k.kind), rowNumbers(f, k.kind))...)
	}
	m.Lines = lines
	return Edit(tx, m)
}

// sameLines finds which of the lines that were there each line is now. rows are
// the numbers of their rows in the form, which was filled with those that were.
func sameLines(tx *store.Tx, old, now []Line, rows []int) []Line {
	taken := map[string]bool{}
	same := func(i int, o Line) {
		taken[o.ID] = true
		n := now[i]
		now[i] = o
		now[i].Body, now[i].InstitutionID, now[i].DueOn = n.Body, n.InstitutionID, n.DueOn
		now[i].Everyone = o.Everyone && n.InstitutionID == ""
		now[i].DueNext = o.DueNext && n.DueOn == ""
	}
	for i, n := range now {
		if j := slices.IndexFunc(old, func(o Line) bool { return o.Body == n.Body && !taken[o.ID] }); j >= 0 {
			same(i, old[j])
		}
	}
	for i, n := range now {
		if n.ID != "" {
			continue
		}
		if at := rows[i]; at < len(old) && !taken[old[at].ID] {
			same(i, old[at])
		} else {
			now[i].ID = tx.NewID()
		}
	}
	return now
}
