package issue

import (
	"cmp"

	"tryeza/internal/figure"
	"tryeza/internal/store"
)

// A voice is what one institution last said of a problem.
type voice struct {
	institutionID, day string
	period             figure.Period
	solved             bool
}

func (v *voice) fields() []any { return []any{&v.institutionID, &v.day, &v.period, &v.solved} }

// voicesOn reads each raising of a problem, and of those merged into it; only an
// accepted return can say that it is solved.
var voicesOn = store.Read(`SELECT r.institution_id, r.raised_on, COALESCE(n.period, ''), COALESCE(p.solved AND t.state = 'accepted', FALSE)
	FROM issue_raised AS r
	LEFT JOIN reporting_problem AS p ON p.committee_id = r.committee_id AND p.id = r.id
	LEFT JOIN reporting_return AS t ON t.committee_id = p.committee_id AND t.id = p.return_id
	LEFT JOIN reporting_round AS n ON n.committee_id = t.committee_id AND n.id = t.round_id
	WHERE r.committee_id = $1 AND r.issue_id IN (
		SELECT CAST($2 AS TEXT) UNION ALL SELECT i.id FROM issue AS i WHERE i.committee_id = $1 AND i.merged_into = $2)
	ORDER BY r.raised_on, r.id`)

// settle solves a problem when all who raised it say so, and reopens one that is
// raised again after it was solved. A meeting that does not say who raised it
// leaves it to the committee.
func settle(tx *store.Tx, id string, p problem) error {
	x, err := rootOf(tx, id)
	if err != nil {
		return err
	}
	voices, err := store.All(tx, voicesOn, (*voice).fields, x.ID)
	if err != nil {
		return err
	}
	latest, agreed := latestOf(voices), true
	for _, v := range latest {
		agreed = agreed && v.solved
	}
	switch {
	case x.State == Open && agreed && p.solved:
		return solve(tx, x, p.day(), saidSolved)
	case x.State == Solved && !latest[p.institutionID].solved && !p.solved && p.day() >= x.SolvedOn:
		return reopen(tx, x, saidAgain)
	}
	return nil
}

// latestOf is what each institution said last. Of two things said in one return,
// the problem that is still there counts.
func latestOf(voices []voice) map[string]voice {
	latest := map[string]voice{}
	for _, v := range voices {
		l, ok := latest[v.institutionID]
		order := cmp.Or(cmp.Compare(v.day, l.day), cmp.Compare(v.period.End(), l.period.End()))
		if order == 0 {
			v.solved = v.solved && l.solved
		}
		if !ok || order >= 0 {
			latest[v.institutionID] = v
		}
	}
	return latest
}

// What is written where nobody gives a reason, in the language of the committee.
const (
	saidSolved        = "U shënua e zgjidhur në raportim."
	saidAgain         = "U ngrit sërish në raportim."
	saidAgainDirectly = "U ngrit sërish."
)

func solve(tx *store.Tx, x Issue, on, solution string) error {
	err := issues.Edit(tx, x.ID, x.Version, func(x *Issue) error { x.State, x.SolvedOn, x.Solution = Solved, on, solution; return nil })
	if err != nil {
		return err
	}
	return note(tx, x.ID, wasSolved, solution, "")
}

func reopen(tx *store.Tx, x Issue, reason string) error {
	err := issues.Edit(tx, x.ID, x.Version, func(x *Issue) error { x.State, x.SolvedOn, x.Solution = Open, "", ""; return nil })
	if err != nil {
		return err
	}
	return note(tx, x.ID, wasReopened, reason, "")
}
