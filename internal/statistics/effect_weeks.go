package statistics

import (
	"slices"
	"strings"

	"tryeza/internal/figure"
	"tryeza/internal/text"
)

// weeks are the sightings of whole weeks, by their Monday. A week that is not in
// it is not known whole.
type weeks map[string]Cell

// wholeWeeks are the weeks of an answer that lie in its period with all their days.
func (a Answer) wholeWeeks() weeks {
	list := weeks{}
	for i, monday := range a.Weeks.Rows.Keys {
		if monday >= a.From && text.DaysAfter(monday, 6) <= a.To {
			list[monday] = a.Weeks.RowTotals[i]
		}
	}
	return list
}

// around is how many weeks before the first programme and after the last one are
// set beside those in which programmes ran.
const around = 4

// yearOfWeeks is the days from a week to the same week of the year before.
const yearOfWeeks = 52 * 7

// running are the programmes that run on some day of a period.
func running(spans []Span, p figure.Period) []Span {
	return slices.DeleteFunc(slices.Clone(spans), func(s Span) bool { return s.From > s.To || s.From > p.End() || s.To < p.Start() })
}

// fill counts the windows of the programmes that run in a period: now are the
// weeks up to its end, past those of the year before; recorded says whether
// anything was recorded then at all.
func (e *Effect) fill(spans []Span, p figure.Period, now, past weeks, recorded bool) {
	spans = running(spans, p)
	if e.Programmes = len(spans); e.Programmes == 0 {
		for _, w := range []*Window{&e.During, &e.Prior, &e.After, &e.YearBefore} {
			w.Why = "none"
		}
		return
	}
	var in, before, after []string
	first, last := first(spans), lastDay(spans)
	for monday := weekOf(max(first, p.Start())); monday <= min(last, p.End()); monday = text.DaysAfter(monday, 7) {
		if slices.ContainsFunc(spans, func(s Span) bool { return s.From <= text.DaysAfter(monday, 6) && s.To >= monday }) {
			in = append(in, monday)
		}
	}
	for i := range around {
		before = append(before, text.DaysAfter(weekOf(first), -7*(around-i)))
		after = append(after, text.DaysAfter(weekOf(last), 7*(i+1)))
	}
	e.During, e.Prior, e.After = now.window(in, 0), now.window(before, 0), now.window(after, 0)
	e.YearBefore = past.window(in, yearOfWeeks)
	if !recorded {
		e.YearBefore = Window{Why: "no_record"}
	}
}

// window adds up the weeks that are known, so many days before those named.
func (w weeks) window(mondays []string, earlier int) Window {
	out := Window{}
	for _, monday := range mondays {
		monday = text.DaysAfter(monday, -earlier)
		c, known := w[monday]
		if !known {
			continue
		}
		if out.From == "" {
			out.From = monday
		}
		out.To = text.DaysAfter(monday, 6)
		out.Weeks++
		out.Cell = Cell{out.Cell.N + c.N, out.Cell.Withheld || c.Withheld}
		out.AtLeast += least(c)
	}
	if out.Weeks == 0 {
		out.Why = "outside"
	}
	if out.Cell.Withheld {
		out.Cell.N = 0
	}
	return out
}

// least is the least a published count can be.
func least(c Cell) int {
	if c.Withheld {
		return 1
	}
	return c.N
}

func first(spans []Span) string {
	return slices.MinFunc(spans, func(a, b Span) int { return strings.Compare(a.From, b.From) }).From
}

func lastDay(spans []Span) string {
	return slices.MaxFunc(spans, func(a, b Span) int { return strings.Compare(a.To, b.To) }).To
}
