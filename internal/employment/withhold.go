package employment

import (
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/register"
	"tryeza/internal/store"
)

var smallIn = store.Read(register.SmallIn)

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
	threshold, err := register.ReadSmall(tx, smallIn, from, to)
	if err != nil || !slices.ContainsFunc(others, func(p Project) bool { return p.small(threshold) }) {
		return 0, err
	}
	return threshold, nil
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
