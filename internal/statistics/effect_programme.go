package statistics

import (
	"context"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// A ProgrammeEffect is what members of the committee may know of one programme:
// exact, and so for nobody else; of its children a page tells what Told leaves.
type ProgrammeEffect struct {
	PlaceEffect // sightings in its municipality; After is "running" until its 28 days are over

	Enrolled int // different known children in it
	InSchool int // of them, enrolled in school or continuing it afterwards
	Met30    int // of them, looked for and found 30 days after
	Off30    int // of those, off the street or less on it
	Met90    int
	Off90    int

	Again Again // enrolled in this programme, or not

	Runs       bool // it is not over: the days during it are those up to today, and of school nothing is said
	No30, No90 bool // the 30th or the 90th day after it has not come: nothing is said of what was found then

	Few bool // what became of its children is not told: see Told
}

// Told is the effect as the page of the programme tells it. Whoever runs it knows
// who came, so a small count would say of one child that a unit knows it and what
// became of it: its children are told of all together or not at all, when there are
// at least threshold of them and of each part and the rest. That there is none is told
// as little as that there are few: of one who came the difference would say whether
// there is a file. Sightings are of a whole
// municipality and stay exact.
func (e ProgrammeEffect) Told(threshold int) ProgrammeEffect {
	some := func(part, rest int) bool { return (part == 0 || part >= threshold) && rest >= threshold }
	found := func(met int) bool { return some(met, e.Enrolled-met) || met == e.Enrolled }
	off := func(part, met int) bool { return met == 0 || some(part, met-part) }
	told := e.Enrolled >= threshold && some(e.InSchool, e.Enrolled-e.InSchool) &&
		found(e.Met30) && found(e.Met90) && off(e.Off30, e.Met30) && off(e.Off90, e.Met90)
	if !told {
		e.Enrolled, e.InSchool, e.Met30, e.Off30, e.Met90, e.Off90, e.Few = 0, 0, 0, 0, 0, 0, true
	}
	if e.Again.Why == "" && e.Again.Table.below(threshold) {
		e.Again.Table, e.Again.Why = Table{}, "small"
	}
	return e
}

// OfProgramme counts around one programme. g is the grant of access.CountExactly
// in the hatch of its committee; today ends what can have been counted.
func OfProgramme(ctx context.Context, db *store.DB, g access.Grant, id string, s Span, today string) (e ProgrammeEffect, err error) {
	if !g.Can(access.CountExactly) {
		return e, access.ErrDenied
	}
	err = db.View(ctx, g, store.Subject{}, func(tx *store.Tx) error {
		if err := e.around(tx, s, today); err != nil {
			return err
		}
		if err := e.enrolled(tx, id); err != nil {
			return err
		}
		e.notYet(s, today)
		return e.again(tx, id, s, today)
	})
	return e, err
}

// around counts sightings by days.
func (e *ProgrammeEffect) around(tx *store.Tx, s Span, today string) error {
	e.Municipality = s.Municipality
	days, err := countDays(tx, text.DaysAfter(s.From, -7*around), text.DaysAfter(s.To, 7*around))
	if err != nil {
		return err
	}
	past, err := countDays(tx, text.DaysAfter(s.From, -yearOfWeeks), text.DaysAfter(s.To, -yearOfWeeks))
	if err != nil {
		return err
	}
	season, err := countDays(tx, text.DaysAfter(s.From, -yearOfWeeks*3/2), text.DaysAfter(s.To, -yearOfWeeks*3/4)) // was anything recorded about then at all?
	in := daysOf(Question{From: s.From, To: min(s.To, today)})
	e.During, e.YearBefore = days.window(s.Municipality, in, 0), past.window(s.Municipality, in, yearOfWeeks)
	e.Prior = days.window(s.Municipality, daysOf(Question{From: text.DaysAfter(s.From, -7*around), To: text.DaysAfter(s.From, -1)}), 0)
	e.After = days.window(s.Municipality, daysOf(Question{From: text.DaysAfter(s.To, 1), To: text.DaysAfter(s.To, 7*around)}), 0)
	if s.From > today {
		e.During, e.YearBefore = DayWindow{Why: "running"}, DayWindow{Why: "running"}
	} else if len(season) == 0 {
		e.YearBefore = DayWindow{Why: "no_record"}
	}
	if s.From > today {
		e.Prior = DayWindow{Why: "running"}
	}
	if text.DaysAfter(s.To, 7*around) > today {
		e.After = DayWindow{Why: "running"}
	}
	return err
}

// enrolled counts the children of the programme.
func (e *ProgrammeEffect) enrolled(tx *store.Tx, id string) error {
	list, err := store.All(tx, byProgramme, func(g *group) []any { return []any{&g.a, &g.b, &g.c, &g.n} }, id)
	for _, g := range list {
		e.Enrolled += g.n
		if g.a == "enrolled" || g.a == "continues" {
			e.InSchool += g.n
		}
		met(g.b, g.n, &e.Met30, &e.Off30)
		met(g.c, g.n, &e.Met90, &e.Off90)
	}
	return err
}

// notYet leaves out what the days after the programme have still to show.
func (e *ProgrammeEffect) notYet(s Span, today string) {
	e.Runs, e.No30, e.No90 = s.To >= today, text.DaysAfter(s.To, 30) > today, text.DaysAfter(s.To, 90) > today
	if e.Runs {
		e.InSchool = 0
	}
	if e.No30 {
		e.Met30, e.Off30 = 0, 0
	}
	if e.No90 {
		e.Met90, e.Off90 = 0, 0
	}
}

// met adds children of whom something was found afterwards.
func met(found string, n int, all, off *int) {
	if found == "" || found == "unknown" {
		return
	}
	*all += n
	if found == "off_street" || found == "less" {
		*off += n
	}
}

// again counts who was seen before and after.
func (e *ProgrammeEffect) again(tx *store.Tx, id string, s Span, today string) error {
	e.Again = Again{Programmes: 1, SeenFrom: text.DaysAfter(s.From, -seenBefore), SeenTo: text.DaysAfter(s.From, -1), AgainFrom: text.DaysAfter(s.To, 1), AgainTo: text.DaysAfter(s.To, seenAfter)}
	if e.Again.AgainTo > today {
		e.Again.Why = "running"
		return nil
	}
	list, err := store.All(tx, byAgainOne, ofPair, e.Again.SeenFrom, e.Again.SeenTo, e.Again.AgainFrom, e.Again.AgainTo, id)
	e.Again.table(list)
	return err
}
