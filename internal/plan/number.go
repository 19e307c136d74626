package plan

import (
	"fmt"
	"maps"
	"slices"

	"tryeza/internal/code"
	"tryeza/internal/store"
)

var (
	planNumbers = store.Read(`SELECT id, objective_id, number, number_typed FROM plan_activity
		WHERE committee_id = $1 AND plan_id = $2 ORDER BY position, id`)
	setNumber = store.Write(`UPDATE plan_activity SET number = $3 WHERE committee_id = $1 AND id = $2`)
)

func (a *Activity) numberFields() []any {
	return []any{&a.ID, &a.ObjectiveID, &a.Number, &a.NumberTyped}
}

// Renumber numbers the activities of a plan: pillar, objective in it, activity
// in that. A number that somebody typed stays, and so does every number of an
// approved plan, since returns and minutes cite it: there only what has none
// yet gets the next one.
func Renumber(tx *store.Tx, plan string) error {
	p, err := plans.Get(tx, plan)
	if err != nil {
		return err
	}
	if p.Objectives, err = loadObjectives(tx, plan); err != nil {
		return err
	}
	list, err := store.All(tx, planNumbers, (*Activity).numberFields, plan)
	if err != nil {
		return err
	}
	p.hang(list)
	to := numbers(p)
	for _, id := range slices.Sorted(maps.Keys(to)) { // in one order, as the audit trail hashes it
		if _, err := tx.Exec(setNumber, id, to[id]); err != nil {
			return err
		}
	}
	return nil
}

// numbers are the numbers of those activities of p whose number is to change.
func numbers(p Plan) map[string]string {
	taken, to := map[string]bool{}, map[string]string{}
	for _, a := range p.Activities() {
		if p.fixed(a) {
			taken[a.Number] = true
		}
	}
	inPillar := map[string]int{}
	for _, o := range p.Objectives {
		inPillar[o.Pillar]++
		prefix := fmt.Sprintf("%d.%d.", code.Pillars.Index(o.Pillar)+1, inPillar[o.Pillar])
		next := 0
		for _, a := range o.Activities {
			if p.fixed(a) {
				continue
			}
			for next++; taken[fmt.Sprint(prefix, next)]; next++ {
			}
			if number := fmt.Sprint(prefix, next); number != a.Number {
				to[a.ID] = number
			}
		}
	}
	return to
}

// fixed reports whether the number of an activity stays as it is.
func (p Plan) fixed(a Activity) bool { return a.Number != "" && (a.NumberTyped || p.Approved()) }
