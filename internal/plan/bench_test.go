package plan_test

import (
	"fmt"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/figure"
	"tryeza/internal/plan"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// long is a plan of 625 activities, as a large committee may have.
func long(year int64) plan.Plan {
	p := plan.Plan{Year: year}
	target := figure.Whole(10)
	states := []string{"planned", "in_progress", "done", "done_late", "partly_done", "not_done"}
	for o := range 25 {
		objective := plan.Objective{Pillar: []string{"prosecution", "protection", "prevention", "coordination"}[o%4], Title: fmt.Sprintf("Objektivi %d", o)}
		for a := range 25 {
			objective.Activities = append(objective.Activities, plan.Activity{
				Title: fmt.Sprintf("Aktiviteti numër %d i objektivit %d", a, o), LeadID: "police", Partners: []string{"bashkia", "social"},
				State: states[a%len(states)], DueOn: fmt.Sprintf("%d-%02d-28", year, a%12+1), Municipalities: []string{"10"},
				Indicators: []plan.Indicator{{Name: "Takime", Unit: "meetings", Target: &target}},
			})
		}
		p.Objectives = append(p.Objectives, objective)
	}
	return p
}

func BenchmarkPages(b *testing.B) {
	db := testkit.SQLite(b)
	found(b, db)
	var id, activity string
	for year := int64(2014); year <= 2023; year++ {
		testkit.Change(b, db, access.DraftPlan, func(tx *store.Tx) (err error) {
			id, err = plan.AddPlan(tx, long(year))
			return err
		})
		approve(b, db, id, fmt.Sprintf("%d-02-01", year))
	}
	activity = load(b, db, id).Activities()[7].ID
	point := testkit.NewSite(b, db, plan.Routes).As(testkit.Actor(access.FocalPoint, "police"))
	for name, path := range map[string]string{
		"list": base, "plan": base + "/" + id, "filtered": base + "/" + id + "?institution=social&municipality=10&q=numer+7",
		"activity": base + "/" + id + "/activity/" + activity, "past": base + "/" + id + "?on=2023-03-01",
	} {
		b.Run(name, func(b *testing.B) {
			size := 0
			for b.Loop() {
				size = len(point.Get(path).Want(200).Body)
			}
			b.ReportMetric(float64(size)/1024, "KB/page")
		})
	}
}
