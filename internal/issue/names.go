package issue

import (
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/institution"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

var (
	allNames      = store.Read(institution.Names)
	allObjectives = store.Read(`SELECT o.id, p.year, o.pillar, o.code, o.title FROM plan_objective AS o
		JOIN plan AS p ON p.committee_id = o.committee_id AND p.id = o.plan_id
		WHERE o.committee_id = $1 ORDER BY p.year DESC, o.position, o.id`)
	activitiesIn = store.Read(`SELECT a.id, a.number, a.title, a.objective_id, a.plan_id FROM plan AS p
		JOIN plan_activity AS a ON a.committee_id = p.committee_id AND a.plan_id = p.id
		WHERE p.committee_id = $1 AND p.year = $2 ORDER BY a.position, a.id`)
	activityByID = store.Read(`SELECT id, number, title, objective_id, plan_id FROM plan_activity WHERE committee_id = $1 AND id = $2`)
)

// A directory names the institutions of a committee, in its order, and the
// objectives of its plans.
type directory struct {
	institutions institution.Directory
	objectives   []objective // of the latest plan first
}

// An objective of a plan. The same one in the plan of another year has another
// id, and the same label.
type objective struct {
	id                  string
	year                int64
	pillar, code, title string
}

func (o objective) label() string { return strings.TrimSpace(o.code + " " + o.title) }

// An activity of a plan.
type activity struct{ ID, Number, Title, objectiveID, PlanID string }

func (a *activity) fields() []any {
	return []any{&a.ID, &a.Number, &a.Title, &a.objectiveID, &a.PlanID}
}

// readDirectory reads the names that hold on a day, and the objectives.
func readDirectory(tx *store.Tx, day string) (d directory, err error) {
	if d.institutions, err = institution.Read(tx, allNames, day); err != nil {
		return d, err
	}
	d.objectives, err = store.All(tx, allObjectives, func(o *objective) []any { return []any{&o.id, &o.year, &o.pillar, &o.code, &o.title} })
	return d, err
}

// Name is what an institution is called, "" for none.
func (d directory) Name(id string) string { return d.institutions.Name(id) }

// options are the institutions that a grant reaches.
func (d directory) options(g access.Grant) []web.Option { return d.institutions.Pick(g.Covers) }

// Objective is the label of an objective, "" for none.
func (d directory) Objective(id string) string {
	for _, o := range d.objectives {
		if o.id == id {
			return o.label()
		}
	}
	return ""
}

// year is that of the plan in force, or the latest there is.
func (d directory) year(today int64) int64 {
	year := int64(0)
	for _, o := range d.objectives {
		if year == 0 || o.year >= today {
			year = o.year
		}
	}
	return year
}

// objectiveOptions are the objectives of a year's plan, and the one that is chosen.
func (d directory) objectiveOptions(year int64, chosen string) []web.Option {
	var list []web.Option
	for _, o := range d.objectives {
		if o.year == year || o.id == chosen {
			list = append(list, web.Option{Value: o.id, Label: o.label()})
		}
	}
	return list
}

// everyObjective is one option for each label, whichever the year.
func (d directory) everyObjective() []web.Option {
	var list []web.Option
	seen := map[string]bool{}
	for _, o := range d.objectives {
		if label := o.label(); !seen[label] {
			seen[label] = true
			list = append(list, web.Option{Value: o.id, Label: label})
		}
	}
	return list
}
