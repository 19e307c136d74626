package plan

import (
	"slices"

	"tryeza/internal/store"
	"tryeza/internal/web"
)

var (
	reported       = store.Read(`SELECT COUNT(*) FROM reporting_item WHERE committee_id = $1 AND activity_id = $2`)
	setPosition    = store.Write(`UPDATE plan_activity SET position = $3 WHERE committee_id = $1 AND id = $2`)
	placeObjective = store.Write(`UPDATE plan_objective SET position = $3 WHERE committee_id = $1 AND id = $2`)
)

// RemoveActivity takes an activity out of a plan. Out of a draft it can be put
// back until the approval; of an approved plan the history keeps it. What
// institutions were asked about is not removed: it is cancelled by a decision.
func RemoveActivity(tx *store.Tx, id string, version int64, am Amendment) error {
	a, err := GetActivity(tx, id)
	if err != nil {
		return err
	}
	n, err := store.Value[int64](tx, reported, id)
	if err != nil {
		return err
	}
	if n > 0 {
		return web.Refuse("Për këtë aktivitet është kërkuar raportim, prandaj nuk hiqet. Mund të anulohet me vendim të komitetit.")
	}
	return editing(tx, a.PlanID, am, func() ([]part, error) {
		if err := keepRemoved(tx, a.PlanID, part{partActivity, id}, a); err != nil {
			return nil, err
		}
		if err := putParts(tx, a, Activity{ID: id}); err != nil {
			return nil, err
		}
		return []part{{partActivity, id}}, activities.Remove(tx, id, version)
	})
}

// RemoveObjective takes an objective without activities out of a plan.
func RemoveObjective(tx *store.Tx, id string, version int64, am Amendment) error {
	o, err := objectives.Get(tx, id)
	if err != nil {
		return err
	}
	last, err := store.Value[int64](tx, lastActivity, id)
	if err != nil {
		return err
	}
	if last > 0 {
		return web.Refuse("Objektivi ka aktivitete. Hiqni ose zhvendosni më parë aktivitetet, pastaj objektivin.")
	}
	return editing(tx, o.PlanID, am, func() ([]part, error) {
		if err := keepRemoved(tx, o.PlanID, part{partObjective, id}, o); err != nil {
			return nil, err
		}
		return []part{{partObjective, id}}, objectives.Remove(tx, id, version)
	})
}

// keepRemoved keeps what is removed from a draft; an approved plan has it in its
// history already.
func keepRemoved(tx *store.Tx, plan string, of part, document any) error {
	p, err := plans.Get(tx, plan)
	if err != nil || p.Approved() {
		return err
	}
	return keep(tx, Version{PlanID: plan}, of, document)
}

// Removed lists what was removed from a draft, the first removed first.
func Removed(tx *store.Tx, plan string) ([]Version, error) {
	return store.All(tx, planRemoved, (*Version).fields, plan)
}

// Restore puts back into a draft what was removed from it; id is that of the
// Version that Removed lists.
func Restore(tx *store.Tx, plan, id string) error {
	v, err := versions.Get(tx, id)
	if err != nil {
		return err
	}
	if v.PlanID != plan || v.Seq != 0 {
		return store.ErrNotFound
	}
	return editing(tx, plan, Amendment{}, func() ([]part, error) {
		if err := restore(tx, v); err != nil {
			return nil, err
		}
		return nil, versions.Remove(tx, id, v.Version)
	})
}

func restore(tx *store.Tx, v Version) error {
	if v.Part == partObjective {
		o, err := readObjective(v)
		if err == nil {
			_, err = putObjective(tx, o)
		}
		return err
	}
	a, err := readActivity(v)
	if err != nil {
		return err
	}
	if _, err := objectives.Get(tx, a.ObjectiveID); isNotFound(err) {
		return web.Refuse("Objektivi i këtij aktiviteti është hequr. Ktheni më parë objektivin.")
	}
	_, err = putActivity(tx, a)
	return err
}

// Move moves an activity within its objective, or an objective within its
// pillar, one place up (by is -1) or down (+1). At the end it stays.
func Move(tx *store.Tx, plan, kind, id string, by int) error {
	return editing(tx, plan, Amendment{}, func() ([]part, error) {
		p, err := Load(tx, plan)
		if err != nil {
			return nil, err
		}
		siblings, set := p.siblings(kind, id), placeObjective
		if kind == partActivity {
			set = setPosition
		}
		at := slices.Index(siblings, id)
		if at < 0 {
			return nil, store.ErrNotFound
		}
		if to := at + by; to >= 0 && to < len(siblings) {
			siblings[at], siblings[to] = siblings[to], siblings[at]
		}
		return nil, place(tx, set, siblings)
	})
}

// place numbers positions from 1, in the order of ids.
func place(tx *store.Tx, set store.Query, ids []string) error {
	for i, id := range ids {
		if _, err := tx.Exec(set, id, int64(i+1)); err != nil {
			return err
		}
	}
	return nil
}

// siblings lists, in order, the objectives of the same pillar, or the activities
// of the same objective, that id is one of.
func (p Plan) siblings(kind, id string) []string {
	byParent := map[string][]string{}
	parent := ""
	for _, o := range p.Objectives {
		if kind == partObjective {
			byParent[o.Pillar] = append(byParent[o.Pillar], o.ID)
			if o.ID == id {
				parent = o.Pillar
			}
			continue
		}
		for _, a := range o.Activities {
			byParent[o.ID] = append(byParent[o.ID], a.ID)
			if a.ID == id {
				parent = o.ID
			}
		}
	}
	return byParent[parent]
}
