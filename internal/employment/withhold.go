package employment

import (
	"slices"
	"strconv"

	"tryeza/internal/access"
	"tryeza/internal/store"
)

// defaultThreshold holds where the committee has no rule of its own.
const defaultThreshold = 5

// thresholds are those of the dated rule in the days from $2 to $3.
var thresholds = store.Read(`SELECT value FROM committee_rule
	WHERE committee_id = $1 AND code = 'small_number' AND valid_from <= $3 AND (valid_to = '' OR valid_to >= $2)`)

// keeper tells which projects the actor of g keeps.
func keeper(g access.Grant) func(Project) bool {
	return func(p Project) bool { return reaches(g, access.KeepEmployment, p.InstitutionID) }
}

// withheld says whether the reader may see how many of a project are of a group or
// under 18: 0 when they may, or else the threshold. One woman who got away from
// violence, beside the name of the project and of her employer, is found easily; so
// such numbers are for those who keep the project. Where one of a project that the
// reader does not keep is small, all of them are withheld, of every such project:
// lists that are narrowed this way and that can then not be subtracted.
func withheld(tx *store.Tx, all []Project, keeps func(Project) bool) (int, error) {
	others := slices.DeleteFunc(slices.Clone(all), keeps)
	if len(others) == 0 {
		return 0, nil
	}
	from, to := others[0].StartsOn, others[0].EndsOn
	for _, p := range others {
		from, to = min(from, p.StartsOn), max(to, p.EndsOn)
	}
	threshold, err := thresholdIn(tx, from, to)
	if err != nil || !slices.ContainsFunc(others, func(p Project) bool { return p.small(threshold) }) {
		return 0, err
	}
	return threshold, nil
}

// thresholdIn is the highest of the rule in a span of days: below it a number is
// small.
func thresholdIn(tx *store.Tx, from, to string) (int, error) {
	values, err := store.All(tx, thresholds, func(s *string) []any { return []any{s} }, from, to)
	highest := 0
	for _, v := range values {
		n, _ := strconv.Atoi(v) // what is no number leaves the default
		highest = max(highest, n)
	}
	if highest == 0 {
		highest = defaultThreshold
	}
	return highest, err
}

// small reports whether few of the project are of a group, or under 18.
func (p Project) small(threshold int) bool {
	t := Count([]Project{p}, "")
	is := func(n int) bool { return n > 0 && n < threshold }
	for _, n := range t.Groups {
		if is(n) {
			return true
		}
	}
	return is(t.Under18)
}

// without is the tally without what is withheld.
func (t Tally) without(threshold int) Tally {
	if threshold > 0 {
		t.Withheld, t.Groups, t.Under18 = threshold, nil, 0
	}
	return t
}
