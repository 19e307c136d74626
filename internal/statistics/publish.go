package statistics

import "slices"

// published is the answer with those tables that are published, still exact.
// Weeks and the season are published for the whole area only: by municipality,
// most weeks would be withheld, and months with them.
func (a Answer) published() Answer {
	a.Weeks, a.Season, a.spans = a.Weeks.total(), a.Season.total(), a.spans.total()
	return a
}

// publish is the answer as it may leave the committee: without small numbers,
// and without those that would give them back. All tables of the answer are
// judged together, as whoever reads them can.
func (a Answer) publish(threshold int) (Answer, error) {
	p := Publication{Bounds: []Bound{{Children, Sightings}, {Name(Children), Name(Sightings, Link+"=linked")}}}
	a = a.published()
	tables := a.tables()
	for _, t := range tables {
		p.Tables = append(p.Tables, *t)
	}
	p.Unseen, p.Sums = []Table{a.spans}, slices.Concat(a.timeSums(), a.residenceSums())
	out, err := p.Suppress(threshold)
	if err != nil {
		return Answer{}, err
	}
	for i, t := range tables {
		*t = out[i]
	}
	a.spans = Table{}
	return a, nil
}

// timeSums say how weeks, months and the season are made of the same days. A
// span is the days that lie in one week, one month and in or off season.
func (a *Answer) timeSums() []Sum {
	var sums []Sum
	for at, t := range []Table{a.Weeks, a.Months, a.Season} {
		for _, key := range t.Rows.Keys {
			s := Sum{Whole: Name(Sightings, t.Rows.Of+"="+key)}
			for _, x := range a.spans.Rows.Keys {
				if splitSpan(x)[at] == key {
					s.Parts = append(s.Parts, Name(Sightings, span+"="+x))
				}
			}
			sums = append(sums, s)
		}
	}
	return sums
}

// residenceSums say that the residents of everywhere are those on the diagonal
// of the flow, and that whose origin is unknown stands in both tables.
func (a *Answer) residenceSums() []Sum {
	resident := Sum{Whole: Name(Children, Residence+"=resident")}
	for _, m := range a.Flow.Columns.Keys {
		if slices.Contains(a.Flow.Rows.Keys, m) {
			resident.Parts = append(resident.Parts, Name(Children, Origin+"="+m, Place+"="+m))
		}
	}
	unknown := Sum{Whole: Name(Children, Residence+"="+Unknown)}
	if slices.Contains(a.Flow.Rows.Keys, Unknown) {
		unknown.Parts = []string{Name(Children, Origin+"="+Unknown)}
	}
	return []Sum{resident, unknown}
}
