package training

import (
	"cmp"
	"slices"

	"tryeza/internal/figure"
	"tryeza/internal/register"
	"tryeza/internal/text"
)

// A presence is one professional at one session that was held, as far as it counts
// for coverage.
type presence struct {
	Person
	endsOn   string // of the session
	months   *int64
	from, to string // days on which the procedure of the course is in force
}

// until is the last day on which it holds; "" when it does not run out.
func (p presence) until() string { return validUntil(p.endsOn, p.months) }

// holds reports whether the professional counts as trained on a day: the session is
// over, the procedure is in force, and what was learnt has not run out.
func (p presence) holds(day string) bool {
	return p.endsOn <= day && p.Person.On(day) && within(day, p.from, p.to) && (p.until() == "" || day <= p.until())
}

// soon is how many days ahead a training counts as about to run out.
const soon = 60

// A Cover is the coverage of one function at one institution on a day: how many
// must know the procedures, and how many different professionals of that function
// hold a valid training. Nobody obliged and nobody trained has no Cover.
type Cover struct {
	InstitutionID string
	Job           string
	Obliged       int64
	Trained       int64
	Expiring      []Expiring // within 60 days, soonest first
	DutyID        string     // the first duty in force, "" where nobody is obliged
}

// An Expiring training of a professional.
type Expiring struct {
	Code  string
	Until string // last day
}

// Rate is trained of obliged, undefined where nobody is obliged. It may be over 1:
// then more were trained than must be, or the duty is out of date.
func (c Cover) Rate() (figure.Number, bool) { return figure.Ratio(c.Trained, c.Obliged) }

// Lacking is how many obliged professionals have no valid training.
func (c Cover) Lacking() int64 { return max(0, c.Obliged-c.Trained) }

// over reports whether more are trained than must be: then the duty may be out of
// date.
func (c Cover) over() bool { return c.Obliged > 0 && c.Trained > c.Obliged }

// coversOn computes the coverage on a day, by institution and function.
func coversOn(day string, duties []Duty, list []presence) []Cover {
	type key struct{ institution, job string }
	found := map[key]*Cover{}
	at := func(institution, job string) *Cover {
		k := key{institution, job}
		if found[k] == nil {
			found[k] = &Cover{InstitutionID: institution, Job: job}
		}
		return found[k]
	}
	for _, d := range duties {
		if d.On(day) {
			c := at(d.InstitutionID, d.Job)
			c.Obliged += d.Staff
			c.DutyID = cmp.Or(c.DutyID, d.ID)
		}
	}
	for _, p := range valid(day, list) {
		c := at(p.InstitutionID, p.Job)
		c.Trained++
		if until := p.until(); until != "" && until <= text.DaysAfter(day, soon) {
			c.Expiring = append(c.Expiring, Expiring{p.Code, until})
		}
	}
	var covers []Cover
	for _, c := range found {
		slices.SortFunc(c.Expiring, func(a, b Expiring) int {
			return cmp.Or(cmp.Compare(a.Until, b.Until), register.Natural(a.Code, b.Code))
		})
		covers = append(covers, *c)
	}
	slices.SortFunc(covers, func(a, b Cover) int {
		return cmp.Or(cmp.Compare(a.InstitutionID, b.InstitutionID), cmp.Compare(a.Job, b.Job))
	})
	return covers
}

// valid is each professional who is trained on a day, once, with the training that
// holds longest.
func valid(day string, list []presence) []presence {
	best := map[string]presence{}
	for _, p := range list {
		if !p.holds(day) {
			continue
		}
		if b, ok := best[p.ID]; !ok || longer(p.until(), b.until()) {
			best[p.ID] = p
		}
	}
	var out []presence
	for _, p := range best {
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b presence) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// longer reports whether one end is after another, "" being none.
func longer(a, b string) bool { return b != "" && (a == "" || a > b) }

// together is the coverage of several functions or institutions on the same day. A
// professional has one code at one institution, so nobody is counted twice; of those
// trained only functions that are obliged count, and of each no more than are: too
// many teachers make up for no police officer.
func together(list []Cover) Cover {
	var sum Cover
	for _, c := range list {
		if c.Obliged > 0 {
			sum.Obliged += c.Obliged
			sum.Trained += min(c.Trained, c.Obliged)
			sum.DutyID = cmp.Or(sum.DutyID, c.DutyID)
		}
		sum.Expiring = append(sum.Expiring, c.Expiring...)
	}
	return sum
}

// lackingSince is the day from which a function at an institution has lacked trained
// professionals without a break until day: since a training ran out, or since the
// duty began, or somebody left, whichever came last. It is day itself where nothing
// says more.
func lackingSince(day string, at Cover, duties []Duty, list []presence) string {
	duties = slices.DeleteFunc(slices.Clone(duties), func(d Duty) bool { return d.InstitutionID != at.InstitutionID || d.Job != at.Job })
	list = slices.DeleteFunc(slices.Clone(list), func(p presence) bool { return p.InstitutionID != at.InstitutionID || p.Job != at.Job })
	since := day
	for _, d := range slices.Backward(turns(day, duties, list)) {
		if together(coversOn(d, duties, list)).Lacking() == 0 {
			break
		}
		since = d
	}
	return since
}

// turns are the days up to day on which coverage can change, in order.
func turns(day string, duties []Duty, list []presence) []string {
	var days []string
	add := func(first, last string) {
		days = append(days, first)
		if last != "" {
			days = append(days, text.DaysAfter(last, 1))
		}
	}
	for _, d := range duties {
		add(d.From, d.To)
	}
	for _, p := range list {
		add(p.endsOn, p.until())
		add(p.Person.From, p.Person.To)
		add(p.from, p.to)
	}
	slices.Sort(days)
	return slices.DeleteFunc(slices.Compact(days), func(d string) bool { return d == "" || d > day })
}
