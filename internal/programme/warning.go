package programme

import (
	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/register"
	"tryeza/internal/text"
)

// exceeds reports whether a is surely more than b: both have a number, and neither
// qualifier makes room for it.
func exceeds(a, b figure.Quantity) bool {
	return a.Known() && b.Known() && a.Qualifier != figure.LessThan && b.Qualifier != figure.MoreThan && a.Number > b.Number
}

// Over lists the days on which more children were present than there are places.
func (p Programme) Over() []string {
	var list []string
	for _, day := range p.Numbers.Days("attended") {
		if exceeds(p.Present(day), p.Numbers.Get("places")) {
			list = append(list, day)
		}
	}
	return list
}

// dayWarnings says what to look at again in the record of a day. Nothing of it is
// refused: what happened, happened.
func (p Programme) dayWarnings(l text.Lang, day string) []string {
	var list []string
	present, places := p.Present(day), p.Numbers.Get("places")
	if exceeds(present, places) {
		list = append(list, text.T(l, "Të pranishëm: %s, më shumë se vendet: %s.", number(l, present), number(l, places)))
	}
	if _, paused := p.PauseOn(day); paused && present.Known() && present.Number > 0 {
		list = append(list, text.T(l, "Dita është shënuar si ditë pa program, por ka fëmijë të pranishëm."))
	}
	if p.Said(day) && !p.Runs(day) && p.Weekdays != "" {
		list = append(list, text.T(l, "Kjo ditë nuk është në javët ose në ditët e programit."))
	}
	one := register.Numbers{}
	for k, q := range p.Numbers {
		if k.Day == day {
			k.Day = ""
			one[k] = q
		}
	}
	for _, g := range one.Gaps(dayCounts) {
		list = append(list, register.GapWords(l, dayCounts, g))
	}
	return list
}

// warnings says what does not fit in the whole: more enrolled than places, numbers
// that do not add up, and each day that has something to look at.
func (p Programme) warnings(l text.Lang) []string {
	var list []string
	if e, places := p.Numbers.Get("enrolled"), p.Numbers.Get("places"); exceeds(e, places) {
		list = append(list, text.T(l, "Të regjistruar: %s, më shumë se vendet: %s.", number(l, e), number(l, places)))
	}
	whole := register.Numbers{}
	for k, q := range p.Numbers {
		if k.Day == "" {
			whole[k] = q
		}
	}
	for _, g := range whole.Gaps(code.ProgrammeCounts) {
		list = append(list, register.GapWords(l, code.ProgrammeCounts, g))
	}
	for _, day := range p.Numbers.Days("attended") {
		for _, w := range p.dayWarnings(l, day) {
			list = append(list, text.Day(day)+" – "+w)
		}
	}
	return list
}

func number(l text.Lang, q figure.Quantity) string {
	return q.Words(string(l), text.Number(l, int64(q.Number)))
}
