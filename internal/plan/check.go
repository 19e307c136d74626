package plan

import (
	"cmp"
	"errors"
	"slices"

	"tryeza/internal/code"
	"tryeza/internal/store"
)

// A Lack is something a plan needs before it can be approved. Words is an
// Albanian sentence for web.T, with Args.
type Lack struct {
	ObjectiveID, ActivityID string
	Words                   string
	Args                    []any
}

// Lacks lists what a draft lacks: every activity has somebody who leads it and
// a day, or a rhythm, by which it is due; otherwise nobody could say later
// whether it was realised.
func Lacks(p Plan) []Lack {
	var list []Lack
	if len(p.Activities()) == 0 {
		list = append(list, Lack{Words: "Plani nuk ka ende asnjë aktivitet."})
	}
	for _, o := range p.Objectives {
		if len(o.Activities) == 0 {
			list = append(list, Lack{ObjectiveID: o.ID, Words: "Objektivi «%s» nuk ka asnjë aktivitet: shtojini një ose hiqeni.", Args: []any{o.Name()}})
		}
		for _, a := range o.Activities {
			list = append(list, a.lacks()...)
		}
	}
	return list
}

func (a Activity) lacks() []Lack {
	var list []Lack
	add := func(words string) {
		list = append(list, Lack{ObjectiveID: a.ObjectiveID, ActivityID: a.ID, Words: words, Args: []any{a.Number, a.Title}})
	}
	if a.LeadID == "" {
		add("Aktiviteti %s «%s» nuk ka institucion përgjegjës.")
	}
	if a.DueOn == "" && (a.Frequency == "" || a.Frequency == "once") {
		add("Aktiviteti %s «%s» nuk ka as afat, as shpeshtësi.")
	}
	if a.DueOn != "" && a.StartsOn > a.DueOn {
		add("Aktiviteti %s «%s» fillon pas afatit të vet.")
	}
	return list
}

func isNotFound(err error) bool { return errors.Is(err, store.ErrNotFound) }

// order sorts the parts of a plan that came in no order.
func (p *Plan) order(list []Activity) {
	byPosition := func(a, b Activity) int {
		return cmp.Or(cmp.Compare(a.Position, b.Position), cmp.Compare(a.ID, b.ID))
	}
	slices.SortFunc(list, byPosition)
	slices.SortFunc(p.Objectives, func(a, b Objective) int {
		return cmp.Or(cmp.Compare(code.Pillars.Index(a.Pillar), code.Pillars.Index(b.Pillar)),
			cmp.Compare(a.Position, b.Position), cmp.Compare(a.ID, b.ID))
	})
	p.hang(list)
}
