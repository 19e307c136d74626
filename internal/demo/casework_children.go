package demo

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/protection"
	"tryeza/internal/sighting"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// A sampleChild is invented: a number, where it comes from, how old, and the
// days it was seen, the first of which is when its file is opened.
type sampleChild struct {
	number   int
	sex, age string
	year     int // of birth
	origin   string
	days     []string
	worker   string
	outcome  string // how its case ended; "" while it has not
	closed   string // day
	id       string // of its file
}

// An event of the sample, in the order of days.
type event struct {
	day string
	do  func() error
}

// summers plays two summers day by day, and what happens in the units besides.
func (w *caseworker) summers() error {
	w.children = w.invented()
	var events []event
	for _, c := range w.children {
		events = append(events, w.story(c)...)
	}
	events = append(events, w.passing()...)
	events = append(events, w.desk()...)
	prevention, err := w.prevention()
	if err != nil {
		return err
	}
	events = append(events, prevention...)
	slices.SortStableFunc(events, func(a, b event) int { return cmp.Compare(a.day, b.day) })
	for _, e := range events {
		if err := w.play(e); err != nil {
			return fmt.Errorf("%s: %w", e.day, err)
		}
	}
	return nil
}

// play lets an event happen in the afternoon of its day.
func (w *caseworker) play(e event) error {
	day, err := time.Parse(time.DateOnly, e.day)
	if err != nil {
		return err
	}
	if start := day.Add(15 * time.Hour); start.After(w.now) {
		w.now = start
	}
	w.now = w.now.Add(time.Minute)
	return e.do()
}

// Where the children of the sample come from, and how many in each summer: 2022
// and 2023. "" is not known.
var origins = []struct {
	from  string
	count [2]int
}{{"10", [2]int{5, 6}}, {"15", [2]int{5, 8}}, {"53", [2]int{5, 6}}, {"21", [2]int{3, 5}}, {"11", [2]int{2, 4}}, {"61", [2]int{0, 4}}, {"x-xk", [2]int{0, 2}}, {"", [2]int{0, 5}}}

// invented are the children. Those of 2023 are others than those of 2022.
func (w *caseworker) invented() []*sampleChild {
	var list []*sampleChild
	for i, year := range []int{2022, 2023} {
		for _, o := range origins {
			for range o.count[i] {
				list = append(list, w.invent(len(list)+1, year, o.from))
			}
		}
	}
	return list
}

func (w *caseworker) invent(number, year int, origin string) *sampleChild {
	ages := []struct {
		band string
		from int
	}{{"0-5", 4}, {"6-10", 6}, {"11-14", 11}, {"15-17", 15}}
	a := ages[(number*7)%len(ages)]
	c := &sampleChild{number: number, sex: []string{"m", "f", "m"}[number%3], age: a.band, year: year - a.from - w.rnd.IntN(2), origin: origin, worker: worker}
	if number%3 == 0 {
		c.worker = worker2
	}
	first := time.Date(year, 5, 2, 0, 0, 0, 0, time.UTC).AddDate(0, 0, w.rnd.IntN(45))
	for range 2 + w.rnd.IntN(3) {
		c.days = append(c.days, first.Format(time.DateOnly))
		if first = first.AddDate(0, 0, 3+w.rnd.IntN(12)); first.After(Now) {
			break
		}
	}
	c.end(year)
	return c
}

// end says how the case of a child ended. Of the first summer nearly all ended in
// the autumn; of the second a few, before the half-year did.
func (c *sampleChild) end(year int) {
	switch {
	case year == 2022 && c.number%7 > 0:
		c.outcome, c.closed = []string{"off", "off", "less", "moved", "same"}[c.number%5], fmt.Sprintf("2022-11-%02d", 2+c.number)
	case year == 2023 && c.number%3 == 1:
		c.outcome, c.closed = []string{"off", "less"}[c.number%2], fmt.Sprintf("2023-06-%02d", 26+c.number%5)
	}
	if c.closed < c.days[len(c.days)-1] {
		c.outcome, c.closed = "", ""
	}
}

// planned reports whether the child has an individual plan.
func (c *sampleChild) planned() bool { return c.number%4 != 1 || c.outcome != "" }

// story is what happens around one child.
func (w *caseworker) story(c *sampleChild) []event {
	events := []event{{c.days[0], func() error { return w.start(c) }}}
	for _, day := range c.days {
		events = append(events, event{day, func() error { return w.see(c, day) }})
	}
	if second := c.days[1]; c.planned() {
		events = append(events, event{second, func() error { return w.assess(c) }}, event{second, func() error { return w.plan(c) }})
	}
	if c.closed != "" {
		events = append(events, event{c.closed, func() error { return w.close(c) }})
	}
	return events
}

// passing are children who were seen and whose names nobody learned.
func (w *caseworker) passing() []event {
	var events []event
	for i := range 40 {
		year := 2022 + i%2
		day := time.Date(year, 5, 2, 0, 0, 0, 0, time.UTC).AddDate(0, 0, w.rnd.IntN(60)).Format(time.DateOnly)
		c := &sampleChild{number: i, sex: []string{"u", "m", "f"}[i%3], age: []string{"u", "6-10", "11-14"}[(i+1)%3], origin: []string{"", elbasanTown, "53", ""}[i%4]}
		events = append(events, event{day, func() error { return w.see(c, day) }})
	}
	return events
}

// see records a sighting, linked to the child's file when it has one.
func (w *caseworker) see(c *sampleChild, day string) error {
	g, err := w.grant(inTheField, access.RecordSightings)
	if err != nil {
		return err
	}
	pick := func(list ...string) string { return list[w.rnd.IntN(len(list))] }
	s := sighting.Sighting{
		ID: w.conf.Casework.NewID(), On: day, Band: pick("noon", "afternoon", "evening", "night"), Place: pick("beach", "beach", "port", "light", "market", "street", "bar"),
		Municipality: durresTown, Activity: pick("begging", "begging", "vending", "collecting", "busking"), Company: pick("alone", "children", "adult", "parent", "unknown"),
		Age: c.age, Sex: c.sex, Origin: c.origin, OriginKnown: "said", Done: pick("talk", "talk directed", "none", "police"), Team: pick("unit", "joint"),
	}
	if c.origin == "" {
		s.OriginKnown = "unknown"
	}
	if err := sighting.Record(w.ctx, w.files, g, s, "Shënim shembull."); err != nil || c.id == "" {
		return err
	}
	if g, err = w.grant(c.worker, access.LinkSightings); err != nil {
		return err
	}
	return sighting.LinkTo(w.ctx, w.files, g, s.ID, c.id)
}

// start opens the file of a child.
func (w *caseworker) start(c *sampleChild) error {
	g, err := w.grant(c.worker, access.StartFiles)
	if err != nil {
		return err
	}
	c.id, err = w.files.Start(w.ctx, g, func(tx *store.Tx, f *child.File) error {
		f.Add(tx, child.Name{Given: fmt.Sprintf("Shembull %02d", c.number)})
		f.Add(tx, child.Birth{Year: c.year, Estimated: true})
		f.Add(tx, child.Guardian{Name: fmt.Sprintf("Kujdestar %02d", c.number), Relation: "prind"})
		f.Add(tx, child.School{Status: []string{"dropped", "irregular", "never", "enrolled"}[c.number%4]})
		if c.origin != "" {
			f.Add(tx, child.Home{Residence: c.origin})
		}
		f.Set(tx, "started", func(h *child.Child) { h.Sex, h.Residence = c.sex, c.origin })
		return nil
	})
	return err
}

// write changes a child's file as the one who works on it.
func (w *caseworker) write(c *sampleChild, do func(tx *store.Tx, f *child.File) error) error {
	g, err := w.grant(c.worker, access.WriteFiles)
	if err != nil {
		return err
	}
	return w.files.Change(w.ctx, g, child.Ask{ID: c.id, Purpose: child.Care}, do)
}

func (w *caseworker) assess(c *sampleChild) error {
	return w.write(c, func(tx *store.Tx, f *child.File) error {
		day, level := text.DayOf(w.now), []string{"medium", "high", "low"}[c.number%3]
		reasons := [][]string{{"night"}, {"night", "far"}, {"school"}}[c.number%3]
		f.Add(tx, protection.Assessment{Ref: tx.NewID(), On: day, Place: "zyra e njësisë", Present: []string{"worker", "field"}, Work: "Shembull: lyp në zonën e plazhit.", Signs: "no", Risk: level, RiskReasons: reasons, RiskWhy: "shembull"})
		f.Add(tx, child.Risk{Level: level, Reasons: reasons})
		f.Set(tx, "assessed", func(h *child.Child) { h.AssessedOn, h.Risk = day, level })
		return nil
	})
}

func (w *caseworker) plan(c *sampleChild) error {
	return w.write(c, func(tx *store.Tx, f *child.File) error {
		day, next := text.DayOf(w.now), text.DayOf(w.now.AddDate(0, 3, 0))
		f.Add(tx, protection.Group{Ref: tx.NewID(), On: day, Hour: "10:00", Place: "Bashkia", ConvenedBy: "worker", Held: true, Parents: "yes", Child: "yes", Decisions: "Shembull: të hartohet plani.",
			Invited: []protection.Invited{{Sector: "police", Name: "Policia", Came: "yes"}, {Sector: "education", Name: "Zyra arsimore", Came: "no", Why: "shembull"}}})
		f.Add(tx, protection.Plan{Ref: tx.NewID(), Number: 1, On: day, Agreed: "parents", Goals: "Shembull: kthimi në shkollë.", ReviewOn: next})
		f.Add(tx, protection.Measure{Ref: tx.NewID(), Kind: "school", What: "Shembull: regjistrimi në shkollë", Owner: "Zyra arsimore", DueOn: next, State: "open"})
		f.Set(tx, "planned", func(h *child.Child) { h.GroupOn, h.PlanOn, h.ReviewOn = day, day, next })
		return nil
	})
}

func (w *caseworker) close(c *sampleChild) error {
	return w.write(c, func(tx *store.Tx, f *child.File) error {
		day := text.DayOf(w.now)
		m, id := child.Last[protection.Measure](f)
		m.State, m.DoneOn = "done", day
		_, err := f.Replace(tx, id, m)
		f.Add(tx, protection.Closing{Ref: tx.NewID(), On: day, Reason: "safe", Note: "Shembull.", Outcome: c.outcome})
		f.Set(tx, "closed", func(h *child.Child) { h.State, h.ClosedOn, h.Outcome = child.Closed, day, c.outcome })
		return err
	})
}
