package programme

import (
	"maps"
	"net/http"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/figure"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

// A guarded number may point at a child when it is small: how many came from a
// street situation, and what was found of them afterwards. of is what it is a part
// of; both says that the rest of that points at somebody as well.
type guarded struct {
	what, of string
	both     bool
}

var guardedCounts = []guarded{
	{"enrolled_street", "enrolled", false},
	{"found_30", "enrolled", false}, {"school_30", "found_30", true}, {"street_30", "found_30", false},
	{"found_90", "enrolled", false}, {"school_90", "found_90", true}, {"street_90", "found_90", false},
}

var smallIn = store.Read(register.SmallIn)

// member reports whether somebody reads small numbers: the members of the committee
// do. Others read them in the signed analysis, which withholds what is small.
func member(r *http.Request, g access.Grant) bool {
	_, err := web.Who(r).Actor.May(access.CountExactly, access.Hatch(g.Scope().ID))
	return err == nil
}

// hiddenOf are the counts of a programme that those who are no members do not read.
// An analysis adds up a count over the programmes of a half-year: where one of them
// is small, all of that count in the years of the programme are withheld here, so
// that no total gives one back.
func hiddenOf(tx *store.Tx, p Programme) (map[string]bool, error) {
	from, to := p.StartsOn[:4]+"-01-01", p.EndsOn[:4]+"-12-31"
	threshold, err := register.ReadSmall(tx, smallIn, from, to)
	if err != nil {
		return nil, err
	}
	list, err := In(tx, from, to)
	hidden := map[string]bool{}
	for _, x := range guardedCounts {
		small := func(p Programme) bool { return x.small(p.Numbers, figure.Whole(int64(threshold))) }
		if p.Numbers.Get(x.what).Known() && slices.ContainsFunc(list, small) {
			hidden[x.what] = true
		}
	}
	return hidden, err
}

// small reports whether the number, or the rest of what it is a part of, is small.
func (x guarded) small(n register.Numbers, threshold figure.Number) bool {
	is := func(v figure.Number) bool { return v > 0 && v < threshold }
	part, whole := n.Get(x.what), n.Get(x.of)
	return part.Known() && (is(part.Number) || x.both && whole.Known() && is(whole.Number-part.Number))
}

// without is the programme without some counts, and without how many of those
// present on a day came from a street situation, which no page shows to readers.
func (p Programme) without(hidden map[string]bool) Programme {
	p.Numbers = maps.Clone(p.Numbers)
	maps.DeleteFunc(p.Numbers, func(k register.Key, _ figure.Quantity) bool { return hidden[k.What] || k.What == "attended_street" })
	return p
}
