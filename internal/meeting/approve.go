package meeting

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tryeza/internal/store"
)

var numbersIn = store.Read(`SELECT l.number FROM meeting AS m
	JOIN meeting_line AS l ON l.committee_id = m.committee_id AND l.meeting_id = m.id
	WHERE m.committee_id = $1 AND l.kind = $2 AND l.number <> '' AND m.held_on >= $3 AND m.held_on <= $4`)

// number gives decisions and recommendations their numbers, "3/2023": each kind
// in one row for the whole committee and year, in the order of the minutes.
func (r record) number(tx *store.Tx, _ Options) error {
	year := r.HeldOn[:4]
	for _, kind := range []string{Decision, Recommendation} {
		taken, err := store.All(tx, numbersIn, func(n *string) []any { return []any{n} }, kind, year+"-01-01", year+"-12-31")
		if err != nil {
			return err
		}
		next := highest(taken, year)
		for _, l := range r.inOrder(kind) {
			next++
			if err := setNumber(tx, l.ID, fmt.Sprintf("%d/%s", next, year)); err != nil {
				return err
			}
		}
	}
	return nil
}

// highest is the largest of the numbers of a year; what is no such number, as
// old minutes may have it, counts for nothing.
func highest(taken []string, year string) int {
	most := 0
	for _, s := range taken {
		n, of, _ := strings.Cut(s, "/")
		if i, err := strconv.Atoi(n); err == nil && of == year {
			most = max(most, i)
		}
	}
	return most
}

func setNumber(tx *store.Tx, lineID, number string) error {
	l, err := lines.Get(tx, lineID)
	if err != nil {
		return err
	}
	return lines.Edit(tx, lineID, l.version, func(x *lined) error {
		x.Number = number
		return nil
	})
}

// approve marks the minutes approved that an item of this meeting was about and
// decided.
func (r record) approve(tx *store.Tx, _ Options) error {
	for _, c := range r.Concerns {
		item, _ := r.Item(c.ItemID)
		if c.Kind != AboutMinutes || item.Outcome != Decided {
			continue
		}
		m, err := meetings.Get(tx, c.RefID)
		if err != nil {
			return err
		}
		if m.State != Closed {
			continue
		}
		err = meetings.Edit(tx, m.ID, m.Version, func(x *minutes) error {
			x.State, x.ApprovedIn = Approved, r.ID
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// tell sends each institution that was called, or came, word that its excerpt
// is there, with how many decisions and tasks concern it.
func (r record) tell(tx *store.Tx, need Options) error {
	for _, id := range r.heard() {
		n := notice(tx, r.Meeting, NoticeExcerpt, []string{id})
		n.Chairs = chairs(r.Rolls, id)
		n.Decisions, n.Tasks = len(r.decisionsFor(id)), len(r.tasksFor(id))
		if err := need.tell(tx, n); err != nil {
			return err
		}
	}
	return nil
}

// heard lists the institutions that were called or came, in the order of the
// committee's lists.
func (r record) heard() []string {
	var list []string
	for _, n := range r.Names {
		called := slices.ContainsFunc(r.Calls, func(c Call) bool { return c.InstitutionID == n.ID })
		if called || slices.ContainsFunc(r.Attendance, func(a Attendance) bool { return a.InstitutionID == n.ID }) {
			list = append(list, n.ID)
		}
	}
	return list
}

// decisionsFor lists the decisions that name an institution, or nobody in
// particular, under the items it is not out of.
func (r record) decisionsFor(institution string) []Line {
	return slices.DeleteFunc(r.inOrder(Decision), func(l Line) bool {
		return l.InstitutionID != "" && l.InstitutionID != institution || slices.Contains(r.Recused(l.ItemID), institution)
	})
}

// tasksFor lists the lines that give an institution a task.
func (r record) tasksFor(institution string) []Line {
	return slices.DeleteFunc(r.inOrder(Task), func(l Line) bool { return !slices.Contains(owners(r.Meeting, r.Rolls, l), institution) })
}
