package statistics

import (
	"context"
	"maps"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/figure"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// EffectOf is the exact effect of a half-year, which may still run, for a member
// of the committee: g is the grant of access.CountExactly in the hatch. programmes
// are those of the committee, of any year.
func EffectOf(ctx context.Context, db *store.DB, g access.Grant, p figure.Period, programmes []Span) (e Effect, err error) {
	if !g.Can(access.CountExactly) {
		return e, access.ErrDenied
	}
	err = db.View(ctx, g, store.Subject{}, func(tx *store.Tx) error {
		e, err = exactEffect(tx, p, programmes)
		return err
	})
	return e, err
}

// publishedEffect is made of what is published, and of the comparison of
// children when that may be.
func (c *Chapter) publishedEffect() (e Effect, err error) {
	now, halves := c.Published.wholeWeeks(), []Answer{c.Published}
	if c.earlier != nil {
		before, err := c.earlier.publish(c.Rules.Threshold)
		if err != nil {
			return e, err
		}
		maps.Copy(now, before.wholeWeeks())
		halves = []Answer{before, c.Published}
	}
	e.fill(c.spans, c.Period, now, c.Before.wholeWeeks(), c.Before.Sightings() != Cell{})
	e.Again = c.ExactEffect.Again
	if e.Again.Why == "" && e.Again.SeenFrom < c.Period.Start() && c.earlier == nil {
		e.Again.Table, e.Again.Why = Table{}, "rules"
	}
	e.Again = e.Again.publish(c.Rules.Threshold, halves)
	return e, nil
}

// exactEffect counts around the programmes day by day.
func exactEffect(tx *store.Tx, p figure.Period, spans []Span) (e Effect, err error) {
	e.Again = againOf(spans, p)
	if err := e.Again.count(tx, p); err != nil {
		return e, err
	}
	list := running(spans, p)
	if len(list) == 0 {
		e.fill(spans, p, nil, nil, false)
		return e, nil
	}
	from := text.DaysAfter(weekOf(min(first(list), p.Start())), -7*around)
	now, err := countDays(tx, from, p.End())
	if err != nil {
		return e, err
	}
	past, err := countDays(tx, min(text.DaysAfter(from, -yearOfWeeks), p.YearBefore().Start()), p.YearBefore().End())
	recorded := past.total(p.YearBefore().Start(), p.YearBefore().End()) > 0
	e.fill(spans, p, now.weeks(from, p.End()), past.weeks(text.DaysAfter(from, -yearOfWeeks), p.YearBefore().End()), recorded)
	for _, m := range placesOf(list) {
		e.Places = append(e.Places, placeEffect(m, list, p, now, past, recorded))
	}
	return e, err
}

// A dayCount is sightings by day and municipality.
type dayCount map[[2]string]int

func countDays(tx *store.Tx, from, to string) (dayCount, error) {
	list, err := store.All(tx, byDay, ofDay, from, to, "")
	days := dayCount{}
	for _, g := range list {
		days[[2]string{g.a, g.b}] += g.n
	}
	return days, err
}

// total is all from one day to another.
func (d dayCount) total(from, to string) (n int) {
	for at, k := range d {
		if at[0] >= from && at[0] <= to {
			n += k
		}
	}
	return n
}

// weeks are the whole weeks from one Monday to a day.
func (d dayCount) weeks(from, to string) weeks {
	list := weeks{}
	for monday := from; text.DaysAfter(monday, 6) <= to; monday = text.DaysAfter(monday, 7) {
		list[monday] = Cell{}
	}
	for at, n := range d {
		if c, whole := list[weekOf(at[0])]; whole {
			list[weekOf(at[0])] = Cell{N: c.N + n}
		}
	}
	return list
}

func placesOf(spans []Span) []string {
	set := map[string]bool{}
	for _, s := range spans {
		set[s.Municipality] = true
	}
	return slices.Sorted(maps.Keys(set))
}

// placeEffect counts in one municipality.
func placeEffect(m string, spans []Span, p figure.Period, now, past dayCount, recorded bool) PlaceEffect {
	spans = slices.DeleteFunc(slices.Clone(spans), func(s Span) bool { return s.Municipality != m })
	first, last := first(spans), lastDay(spans)
	var in, before, after []string
	for day := max(first, p.Start()); day <= min(last, p.End()); day = text.DaysAfter(day, 1) {
		if slices.ContainsFunc(spans, func(s Span) bool { return s.From <= day && day <= s.To }) {
			in = append(in, day)
		}
	}
	for i := range 7 * around {
		before = append(before, text.DaysAfter(first, i-7*around))
		if day := text.DaysAfter(last, i+1); day <= p.End() {
			after = append(after, day)
		}
	}
	e := PlaceEffect{Municipality: m, During: now.window(m, in, 0), Prior: now.window(m, before, 0), After: now.window(m, after, 0), YearBefore: past.window(m, in, yearOfWeeks)}
	if !recorded {
		e.YearBefore = DayWindow{Why: "no_record"}
	}
	return e
}

// window counts in a municipality, or everywhere, so many days before those named.
func (d dayCount) window(m string, days []string, earlier int) DayWindow {
	w := DayWindow{Days: len(days)}
	for _, day := range days {
		day = text.DaysAfter(day, -earlier)
		if m == "" {
			w.N += d.total(day, day)
		}
		w.N += d[[2]string{day, m}]
	}
	if w.Days == 0 {
		w.Why = "outside"
	}
	return w
}
