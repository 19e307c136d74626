package demo

import (
	"fmt"

	"tryeza/internal/access"
	"tryeza/internal/analysis"
	"tryeza/internal/figure"
	"tryeza/internal/plan"
	"tryeza/internal/store"
)

func (f *filler) year2022() error {
	return f.steps(
		on("2022-03-02", func() error { return f.order("2022-03-02", "shembull-1/2022") }),
		on("2022-03-02", func() error { return f.plan(2022, "2022-03-02") }),
		on("2022-03-02", func() error { return f.meeting("2022-03-02") }),
		on("2022-06-02", func() error { return f.meeting("2022-06-02") }),
		on("2022-06-20", func() error { return f.open("2022-H1", "2022-07-15") }),
		on("2022-06-27", func() error { return f.meeting("2022-06-27") }),
		func() error { return f.returns("2022-H1", history{late: "inspektoriati", back: "punesimi"}) },
		on("2022-07-29", func() error { return f.analyse("2022-H1", true) }),
		on("2022-10-26", func() error { return f.meeting("2022-10-26") }),
		on("2022-12-16", func() error {
			return f.answers("kufiri", translators, "2022-12-15", "Lista ka përkthyes për gjashtë gjuhë.", "Lista e gjuhëve me përkthyes")
		}),
		on("2022-12-19", func() error { return f.open("2022-H2", "2023-01-15") }),
		func() error { return f.returns("2022-H2", history{late: "formimi", back: "bashkia-kruje"}) },
		on("2023-02-03", func() error { return f.analyse("2022-H2", true) }),
	)
}

// steps takes each step in turn; on moves the clock first.
func (f *filler) steps(list ...any) error {
	for _, s := range list {
		var err error
		switch s := s.(type) {
		case dated:
			if err = f.mornings(s.day); err == nil {
				f.at(s.day)
				err = s.do()
			}
		case func() error:
			err = s()
		}
		if err != nil {
			return fmt.Errorf("demo, %s: %w", f.now.Format("2006-01-02"), err)
		}
	}
	return nil
}

type dated struct {
	day string
	do  func() error
}

func on(day string, do func() error) dated { return dated{day, do} }

// plan draws up the plan of a year and has it approved.
func (f *filler) plan(year int, day string) error {
	id := fmt.Sprintf("plani-%d", year)
	err := f.change(access.DraftPlan, "plan", id, func(tx *store.Tx) error {
		_, err := plan.AddPlan(tx, planOf(year, id))
		return err
	})
	if err != nil {
		return err
	}
	return f.change(access.ApprovePlan, "plan", id, func(tx *store.Tx) error {
		p, err := plan.Get(tx, id)
		if err != nil {
			return err
		}
		return plan.Approve(tx, id, p.Version, day, fmt.Sprintf("shembull-2/%d", year))
	})
}

func planOf(year int, id string) plan.Plan {
	p := plan.Plan{ID: id, Year: int64(year)}
	for _, x := range priorities {
		p.Priorities = append(p.Priorities, plan.Priority{Topic: x[0], Text: x[1]})
	}
	for i, o := range objectives {
		obj := plan.Objective{ID: fmt.Sprintf("%s-%d", o.key, year), PlanID: id, Position: int64(i + 1), Pillar: o.pillar, Goal: o.goal, Title: o.title}
		for _, a := range activities {
			if a.objective == o.key && a.since <= year {
				obj.Activities = append(obj.Activities, activityOf(a, year))
			}
		}
		p.Objectives = append(p.Objectives, obj)
	}
	return p
}

// carried are the activities of 2022 that the plan of 2023 takes over.
var carried = map[string]bool{"kopshti": true, "dorezimi": true, "sezonale": true, "kurse": true}

func activityOf(a activity, year int) plan.Activity {
	out := plan.Activity{
		ID: activityID(a.key, year), Title: a.title, Description: a.description, LeadID: a.lead, Partners: a.partners, Municipalities: a.towns,
		StartsOn: dayOf(year, a.starts), DueOn: dayOf(year, a.due), Frequency: a.frequency, Topic: a.topic, TargetGroup: a.target, Funding: a.funding, State: "planned",
		Indicators: []plan.Indicator{{ID: activityID(a.key, year) + "-t", Name: a.indicator, Unit: a.unit, Baseline: whole(a.baseline), Target: whole(a.goal)}},
	}
	if a.budget > 0 {
		out.Budget = whole(a.budget)
	}
	if year == 2023 && carried[a.key] {
		out.CarriedFrom = activityID(a.key, 2022)
	}
	return out
}

func activityID(key string, year int) string { return fmt.Sprintf("%s-%d", key, year) }

func dayOf(year int, monthDay string) string {
	if monthDay == "" {
		return ""
	}
	return fmt.Sprintf("%d-%s", year, monthDay)
}

func whole(n int64) *figure.Number {
	v := figure.Whole(n)
	return &v
}

// analyse composes the analysis of a period, has it reviewed, and signs it.
func (f *filler) analyse(period string, sign bool) error {
	var a analysis.Analysis
	err := f.change(access.ComposeAnalysis, "analysis", period, func(tx *store.Tx) (err error) {
		a, err = analysis.Open(tx, figure.Period(period))
		return err
	})
	if err != nil {
		return err
	}
	if err := f.change(access.ReviewAnalysis, "analysis", a.ID, func(tx *store.Tx) error { return analysis.Review(tx, a, true) }); err != nil || !sign {
		return err
	}
	return f.change(access.SignAnalysis, "analysis", a.ID, func(tx *store.Tx) error {
		a, err := analysis.Latest(tx, figure.Period(period))
		if err == nil {
			_, err = analysis.Sign(tx, a)
		}
		return err
	})
}
