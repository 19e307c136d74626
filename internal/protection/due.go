package protection

import (
	"slices"
	"strings"

	"tryeza/internal/child"
	"tryeza/internal/store"
)

// An Overdue step of an open file: its code and who is responsible, never a
// name. DueOn is the day that has passed.
type Overdue struct {
	Child, Code, Worker string
	Step, DueOn         string
	Verified            bool
}

// A file that another unit has taken over, or is asked to, has no clock here.
var openHeads = store.ReadUnit(`SELECT c.id, c.code, c.worker_id, c.opened_on, c.assessed_on, c.gtn_on, c.plan_on, c.review_on FROM child AS c
	WHERE c.owner_id = $1 AND c.state = 'open' AND c.id NOT IN (
		SELECT h.child_id FROM handover_offer AS h WHERE h.owner_id = $1 AND h.state IN ('offered', 'accepted'))`)

func headFields(c *child.Child) []any {
	return []any{&c.ID, &c.Code, &c.Worker, &c.OpenedOn, &c.AssessedOn, &c.GroupOn, &c.PlanOn, &c.ReviewOn}
}

// Due lists what is overdue on a day in the files of the grant's unit, the
// longest first. It reads codes only and opens no file.
func Due(tx *store.Tx, day string) ([]Overdue, error) {
	rules, err := child.RulesOf(tx)
	if err != nil {
		return nil, err
	}
	heads, err := store.All(tx, openHeads, headFields)
	var list []Overdue
	for _, c := range heads {
		for _, k := range Clocks(c, rules) {
			if k.Late(day) {
				list = append(list, Overdue{c.ID, c.Code, c.Worker, k.Step, k.Due, k.Verified})
			}
		}
	}
	slices.SortFunc(list, func(a, b Overdue) int { return strings.Compare(a.DueOn+a.Code+a.Step, b.DueOn+b.Code+b.Step) })
	return list, err
}
