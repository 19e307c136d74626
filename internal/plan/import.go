package plan

import (
	"encoding/json"
	"strings"

	"tryeza/internal/store"
	"tryeza/internal/web"
)

// Import adds a whole plan as another Tryeza had it: its state, its numbers,
// what became of each activity, and the history of an approved one. A plan whose
// history is missing gets one that begins with its approval.
func Import(tx *store.Tx, p Plan, history []Version) error {
	if err := plans.Add(tx, p); err != nil {
		return err
	}
	for i, o := range p.Objectives {
		o.PlanID, o.Position = p.ID, int64(i+1)
		if _, err := putObjective(tx, o); err != nil {
			return err
		}
	}
	if len(history) == 0 && p.Approved() {
		return keepWhole(tx, p, Version{PlanID: p.ID, Seq: 1, InForceOn: p.ApprovedOn})
	}
	for _, v := range history {
		if err := importVersion(tx, p.ID, v); err != nil {
			return err
		}
	}
	return nil
}

// importVersion reads the text of a part strictly and keeps it as the plan
// writes it, so that the next amendment sees what changed.
func importVersion(tx *store.Tx, plan string, v Version) error {
	v.PlanID = plan
	if v.Document == "" {
		return versions.Add(tx, v)
	}
	var into any = &Plan{}
	switch v.Part {
	case partObjective:
		into = &Objective{}
	case partActivity:
		into = &Activity{}
	}
	dec := json.NewDecoder(strings.NewReader(v.Document))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		return web.Refuse("Ndryshimi %d i planit nuk lexohet: teksti i pjesës «%s» nuk është ai i një plani.", v.Seq, v.PartID)
	}
	b, err := json.Marshal(into)
	if err != nil {
		return err
	}
	v.Document = string(b)
	return versions.Add(tx, v)
}
