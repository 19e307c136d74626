package plan

import (
	"encoding/json"
	"fmt"
	"strings"

	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// The parts of a plan that have a history.
const (
	partPlan      = "plan"
	partObjective = "objective"
	partActivity  = "activity"
)

// A part of a plan, by kind and ID.
type part struct{ kind, id string }

// A Version is the text of one part of an approved plan from a day on. Document
// is JSON, "" where the part was removed. Seq numbers the amendments of a plan:
// 1 is the approval, and 0 holds what was removed from a draft.
type Version struct {
	ID        string
	Version   int64
	PlanID    string
	Seq       int64
	InForceOn string
	Part      string
	PartID    string
	Document  string
	Reason    string
	Author    string // account, by ID
	WrittenAt store.Time
}

var versions = store.NewTable("plan_history", "plan_id, seq, in_force_on, part, part_id, document, reason, author, written_at", (*Version).fields)

func (v *Version) fields() []any {
	return []any{&v.ID, &v.Version, &v.PlanID, &v.Seq, &v.InForceOn, &v.Part, &v.PartID, &v.Document, &v.Reason, &v.Author, &v.WrittenAt}
}

var (
	planHistory = store.Read(`SELECT id, version, plan_id, seq, in_force_on, part, part_id, document, reason, author, written_at
		FROM plan_history WHERE committee_id = $1 AND plan_id = $2 AND seq > 0 ORDER BY seq, id`)
	planRemoved = store.Read(`SELECT id, version, plan_id, seq, in_force_on, part, part_id, document, reason, author, written_at
		FROM plan_history WHERE committee_id = $1 AND plan_id = $2 AND seq = 0 ORDER BY written_at, id`)
	partHistory = store.Read(`SELECT id, version, plan_id, seq, in_force_on, part, part_id, document, reason, author, written_at
		FROM plan_history WHERE committee_id = $1 AND plan_id = $2 AND part_id = $3 AND seq > 0 ORDER BY seq, id`)
	lastSeq     = store.Read(`SELECT COALESCE(MAX(seq), 0) FROM plan_history WHERE committee_id = $1 AND plan_id = $2`)
	lastInForce = store.Read(`SELECT COALESCE(MAX(in_force_on), '') FROM plan_history WHERE committee_id = $1 AND plan_id = $2 AND seq > 0`)
	dropRemoved = store.Write(`DELETE FROM plan_history WHERE committee_id = $1 AND plan_id = $2 AND seq = 0`)
	carryOver   = store.Write(`UPDATE plan_activity SET state = 'carried_over', state_on = $3, state_reason = $4, version = version + 1
		WHERE committee_id = $1 AND state NOT IN ('done', 'done_late', 'cancelled', 'carried_over')
		AND id IN (SELECT carried_from FROM plan_activity WHERE committee_id = $1 AND plan_id = $2)`)
)

// Approve puts a draft in force on a day, under a protocol number. Every part is
// kept as it then is; the activities it takes over from an earlier plan, unless
// they were done after all, become carried over there. A plan that lacks
// something is refused; Lacks says what.
func Approve(tx *store.Tx, id string, version int64, on, protocol string) error {
	p, err := Load(tx, id)
	if err != nil {
		return err
	}
	if p.Approved() {
		return web.Refuse("Plani është miratuar tashmë, më %s.", text.Day(p.ApprovedOn))
	}
	if len(Lacks(p)) > 0 {
		return web.Refuse("Plani nuk miratohet ende: i mungon diçka. Shihni listën te faqja e miratimit.")
	}
	err = plans.Edit(tx, id, version, func(to *Plan) error {
		to.State, to.ApprovedOn, to.Protocol = Approved, on, protocol
		p.State, p.ApprovedOn, p.Protocol = to.State, on, protocol
		return nil
	})
	if err != nil {
		return err
	}
	if _, err := tx.Exec(dropRemoved, id); err != nil {
		return err
	}
	if _, err := tx.Exec(carryOver, id, on, fmt.Sprintf("Vijon në planin e vitit %d.", p.Year)); err != nil {
		return err
	}
	return keepWhole(tx, p, Version{PlanID: id, Seq: 1, InForceOn: on})
}

// keepWhole writes every part of a plan into its history.
func keepWhole(tx *store.Tx, p Plan, v Version) error {
	if err := keep(tx, v, part{partPlan, p.ID}, p); err != nil {
		return err
	}
	for _, o := range p.Objectives {
		if err := keep(tx, v, part{partObjective, o.ID}, o); err != nil {
			return err
		}
		for _, a := range o.Activities {
			if err := keep(tx, v, part{partActivity, a.ID}, a); err != nil {
				return err
			}
		}
	}
	return nil
}

// keep writes one part; a nil document says that it was removed.
func keep(tx *store.Tx, v Version, of part, document any) error {
	v.ID, v.Part, v.PartID = tx.NewID(), of.kind, of.id
	v.Author, v.WrittenAt = tx.Grant().Actor(), tx.Now()
	if document != nil {
		b, err := json.Marshal(document)
		if err != nil {
			return err
		}
		v.Document = string(b)
	}
	return versions.Add(tx, v)
}

// amend writes the changed parts of an approved plan under the next number.
// Amendments come into force in the order they were made.
func amend(tx *store.Tx, p Plan, am Amendment, changed []part) error {
	if am.On == "" {
		am.On = text.DayOf(tx.Now().Time)
	}
	if strings.TrimSpace(am.Reason) == "" {
		return web.Refuse("Plani i miratuar ndryshohet vetëm me arsye. Shkruani arsyen e ndryshimit.")
	}
	last, err := store.Value[string](tx, lastInForce, p.ID)
	if err != nil {
		return err
	}
	if am.On < last {
		return web.Refuse("Ndryshimi nuk hyn dot në fuqi para ndryshimit të fundit, që është i datës %s.", text.Day(last))
	}
	seq, err := store.Value[int64](tx, lastSeq, p.ID)
	if err != nil {
		return err
	}
	v := Version{PlanID: p.ID, Seq: seq + 1, InForceOn: am.On, Reason: am.Reason}
	for _, of := range changed {
		if err := keepChanged(tx, v, of); err != nil {
			return err
		}
	}
	return nil
}

// keepChanged writes a part as it now is, unless it is as it was.
func keepChanged(tx *store.Tx, v Version, of part) error {
	now, err := current(tx, of)
	if err != nil {
		return err
	}
	before, err := store.All(tx, partHistory, (*Version).fields, v.PlanID, of.id)
	if err != nil {
		return err
	}
	if now != nil && len(before) > 0 {
		if b, err := json.Marshal(now); err != nil || string(b) == before[len(before)-1].Document {
			return err
		}
	}
	return keep(tx, v, of, now)
}

// current reads a part as it is, nil when it was removed.
func current(tx *store.Tx, of part) (any, error) {
	var v any
	var err error
	switch of.kind {
	case partPlan:
		v, err = plans.Get(tx, of.id)
	case partObjective:
		v, err = objectives.Get(tx, of.id)
	default:
		v, err = GetActivity(tx, of.id)
	}
	if isNotFound(err) {
		return nil, nil
	}
	return v, err
}

// History reads every version of every part of a plan, in the order of the
// amendments.
func History(tx *store.Tx, plan string) ([]Version, error) {
	return store.All(tx, planHistory, (*Version).fields, plan)
}

// OnDay puts the plan together as it was in force on a day. It is false when no
// plan was approved by then.
func OnDay(id string, history []Version, day string) (Plan, bool, error) {
	p := Plan{ID: id, State: Approved}
	last := map[string]Version{}
	for _, v := range history {
		if v.InForceOn <= day {
			last[v.PartID] = v
		}
	}
	if _, ok := last[id]; !ok {
		return p, false, nil
	}
	var list []Activity
	for _, v := range last {
		if err := p.take(v, &list); err != nil {
			return p, false, err
		}
	}
	p.order(list)
	return p, true, nil
}

// take puts one version into the plan, or into list when it is an activity.
func (p *Plan) take(v Version, list *[]Activity) error {
	if v.Document == "" {
		return nil
	}
	var err error
	switch v.Part {
	case partPlan:
		err = json.Unmarshal([]byte(v.Document), p)
	case partObjective:
		var o Objective
		o, err = readObjective(v)
		p.Objectives = append(p.Objectives, o)
	default:
		var a Activity
		a, err = readActivity(v)
		*list = append(*list, a)
	}
	return err
}

func readObjective(v Version) (Objective, error) {
	o := Objective{ID: v.PartID, PlanID: v.PlanID}
	return o, json.Unmarshal([]byte(v.Document), &o)
}

func readActivity(v Version) (Activity, error) {
	a := Activity{ID: v.PartID, PlanID: v.PlanID}
	err := json.Unmarshal([]byte(v.Document), &a)
	for i := range a.Indicators {
		a.Indicators[i].ActivityID = a.ID
	}
	return a, err
}
