package demo

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/account"
	"tryeza/internal/app"
	"tryeza/internal/child"
	"tryeza/internal/protection"
	"tryeza/internal/sighting"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// UnitPeople are those of the two child protection units of the sample; their
// Institution is the municipality of the unit.
var UnitPeople = []Person{
	{"pergjegjes.durres@shembull.al", "Përgjegjësi, NJMF Durrës", access.Supervisor, "", durresTown},
	{"pmf.durres@shembull.al", "Punonjësi (PMF), NJMF Durrës", access.Worker, "", durresTown},
	{"pmf2.durres@shembull.al", "Punonjësi i dytë (PMF), NJMF Durrës", access.Worker, "", durresTown},
	{"terren.durres@shembull.al", "Ekipi i terrenit, NJMF Durrës", access.FieldWorker, "", durresTown},
	{"te-dhenat.durres@shembull.al", "Nëpunësi i të dhënave, NJMF Durrës", access.DPO, "", durresTown},
	{"pergjegjes.elbasan@shembull.al", "Përgjegjësi, NJMF Elbasan", access.Supervisor, "", elbasanTown},
	{"pmf.elbasan@shembull.al", "Punonjësi (PMF), NJMF Elbasan", access.Worker, "", elbasanTown},
}

const (
	durresTown, elbasanTown = "10", "15"
	worker, worker2         = "pmf.durres@shembull.al", "pmf2.durres@shembull.al"
	inTheField              = "terren.durres@shembull.al"
)

// caseworker fills the casework room: children that nobody ever saw.
type caseworker struct {
	ctx      context.Context
	conf     app.Config
	files    child.Files
	accounts *account.Service
	unit     account.Unit // of Durrës
	people   map[string]access.Actor
	now      time.Time
	rnd      *rand.Rand
}

// FillCasework fills the casework room of the sample with two child protection
// units and two summers of invented children, each marked as sample. It does
// nothing to a room that has them. The committee room must be filled.
func FillCasework(ctx context.Context, conf app.Config) error {
	w := &caseworker{ctx: ctx, conf: conf, files: conf.Files(), people: map[string]access.Actor{}, rnd: rand.New(rand.NewPCG(2023, 6))}
	w.accounts = account.New(conf.Committee)
	w.accounts.FoundUnit = conf.FoundUnit
	for _, db := range []*store.DB{conf.Committee, conf.Casework, conf.KeyRoom} {
		db.Now = func() time.Time { return w.now }
	}
	conf.Casework.Rand = rand.NewChaCha8([32]byte{'c', 'a', 's', 'e', 'w', 'o', 'r', 'k'})
	w.now = time.Date(2022, 3, 1, 8, 0, 0, 0, time.UTC)
	if err := w.units(); err != nil {
		return err
	}
	filled, err := w.filled()
	if err == nil && !filled {
		err = w.summers()
	}
	w.now = Now
	return err
}

// units founds the units and gives their people their roles.
func (w *caseworker) units() error {
	for _, u := range []account.Unit{
		{Committee: Committee, Municipality: durresTown, Name: "NJMF Durrës", Sample: true},
		{Committee: "elbasan", Municipality: elbasanTown, Name: "NJMF Elbasan", Sample: true},
	} {
		u, err := w.accounts.AddUnit(w.ctx, u)
		if err != nil {
			return err
		}
		if u.Municipality == durresTown {
			w.unit = u
		}
		if err := w.staff(u); err != nil {
			return err
		}
	}
	return nil
}

func (w *caseworker) staff(u account.Unit) error {
	for _, p := range UnitPeople {
		if p.Institution != u.Municipality {
			continue
		}
		if err := account.DemoPerson(w.ctx, w.conf.Committee, p.Email, p.Office, p.Role, account.UnitPlace(u.ID), ""); err != nil {
			return err
		}
	}
	members, err := account.PeopleOf(w.ctx, w.conf.Committee, u.ID)
	for _, m := range members {
		if err == nil {
			w.people[m.Email], _, err = w.accounts.ReaderOf(w.ctx, m.Person)
		}
	}
	return err
}

func (w *caseworker) grant(email string, p access.Permission) (access.Grant, error) {
	return w.people[email].May(p, access.Institution(w.unit.ID))
}

// filled reports whether the sample is there already.
func (w *caseworker) filled() (bool, error) {
	g, err := w.grant(inTheField, access.ReadSightings)
	if err != nil {
		return false, err
	}
	var list []sighting.Sighting
	err = w.conf.Casework.View(w.ctx, g, store.Subject{}, func(tx *store.Tx) (err error) {
		list, err = sighting.Between(tx, "2022-01-01", "2023-12-31")
		return err
	})
	return len(list) > 0, err
}

// A sampleChild is invented: a number, where it comes from, how old, and the
// days it was seen, the first of which is when its file is opened.
type sampleChild struct {
	number      int
	sex, age    string
	year        int // of birth
	origin      string
	days        []string
	worker      string
	id, subject string
}

// An event of the sample, in the order of days.
type event struct {
	day string
	do  func() error
}

// summers plays two summers day by day.
func (w *caseworker) summers() error {
	var events []event
	for _, c := range w.children() {
		events = append(events, w.story(c)...)
	}
	events = append(events, w.passing()...)
	slices.SortStableFunc(events, func(a, b event) int { return cmp.Compare(a.day, b.day) })
	for _, e := range events {
		day, err := time.Parse(time.DateOnly, e.day)
		if err != nil {
			return fmt.Errorf("demo: %w", err)
		}
		if start := day.Add(15 * time.Hour); start.After(w.now) {
			w.now = start
		}
		w.now = w.now.Add(time.Minute)
		if err := e.do(); err != nil {
			return fmt.Errorf("%s: %w", e.day, err)
		}
	}
	return nil
}

// Where the children of the sample come from, and how many in each summer: 2022
// and 2023. "" is not known.
var origins = []struct {
	from  string
	count [2]int
}{{"10", [2]int{6, 7}}, {"15", [2]int{6, 9}}, {"53", [2]int{5, 7}}, {"21", [2]int{5, 6}}, {"11", [2]int{1, 2}}, {"x-xk", [2]int{0, 1}}, {"", [2]int{2, 3}}}

// children invents them. Those of 2023 are others than those of 2022.
func (w *caseworker) children() []*sampleChild {
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
	return c
}

// story is what happens around one child.
func (w *caseworker) story(c *sampleChild) []event {
	events := []event{{c.days[0], func() error { return w.start(c) }}}
	for _, day := range c.days {
		events = append(events, event{day, func() error { return w.see(c, day) }})
	}
	last := c.days[len(c.days)-1]
	if c.number%2 == 0 {
		events = append(events, event{last, func() error { return w.assess(c) }}, event{last, func() error { return w.plan(c) }})
	}
	if c.number%8 == 0 && last < "2023-01-01" {
		events = append(events, event{"2022-11-15", func() error { return w.close(c) }})
	}
	return events
}

// passing are children who were seen and whose names nobody learned.
func (w *caseworker) passing() []event {
	var events []event
	for i := range 40 {
		year := 2022 + i%2
		day := time.Date(year, 4, 20, 0, 0, 0, 0, time.UTC).AddDate(0, 0, w.rnd.IntN(78)).Format(time.DateOnly)
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
		f.Add(tx, child.Name{Given: "Shembull", Family: fmt.Sprintf("%02d", c.number)})
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
func (w *caseworker) write(c *sampleChild, do func(tx *store.Tx, f *child.File)) error {
	g, err := w.grant(c.worker, access.WriteFiles)
	if err != nil {
		return err
	}
	return w.files.Change(w.ctx, g, child.Ask{ID: c.id, Purpose: child.Care}, func(tx *store.Tx, f *child.File) error {
		do(tx, f)
		return nil
	})
}

func (w *caseworker) assess(c *sampleChild) error {
	return w.write(c, func(tx *store.Tx, f *child.File) {
		day, level := text.DayOf(w.now), []string{"medium", "high", "low"}[c.number%3]
		f.Add(tx, protection.Assessment{Ref: tx.NewID(), On: day, Place: "zyra e njësisë", Present: []string{"worker", "field"}, Work: "Shembull: lyp në zonën e plazhit.", Signs: "no", Risk: level, RiskWhy: "shembull"})
		f.Add(tx, child.Risk{Level: level, Reasons: []string{"shembull"}})
		f.Set(tx, "assessed", func(h *child.Child) { h.AssessedOn, h.Risk = day, level })
	})
}

func (w *caseworker) plan(c *sampleChild) error {
	return w.write(c, func(tx *store.Tx, f *child.File) {
		day, next := text.DayOf(w.now), text.DayOf(w.now.AddDate(0, 3, 0))
		f.Add(tx, protection.Group{Ref: tx.NewID(), On: day, Hour: "10:00", Place: "Bashkia", ConvenedBy: "worker", Held: true, Parents: "yes", Child: "yes", Decisions: "Shembull: të hartohet plani.",
			Invited: []protection.Invited{{Sector: "police", Name: "Policia", Came: "yes"}, {Sector: "education", Name: "Zyra arsimore", Came: "no", Why: "shembull"}}})
		f.Add(tx, protection.Plan{Ref: tx.NewID(), Number: 1, On: day, Agreed: "parents", Goals: "Shembull: kthimi në shkollë.", ReviewOn: next})
		f.Add(tx, protection.Measure{Ref: tx.NewID(), Kind: "school", What: "Shembull: regjistrimi në shkollë", Owner: "Zyra arsimore", DueOn: next, State: "open"})
		f.Set(tx, "planned", func(h *child.Child) { h.GroupOn, h.PlanOn, h.ReviewOn = day, day, next })
	})
}

func (w *caseworker) close(c *sampleChild) error {
	return w.write(c, func(tx *store.Tx, f *child.File) {
		day, outcome := text.DayOf(w.now), []string{"off", "less", "moved"}[c.number%3]
		f.Add(tx, protection.Closing{Ref: tx.NewID(), On: day, Reason: "safe", Note: "Shembull.", Outcome: outcome})
		f.Set(tx, "closed", func(h *child.Child) { h.State, h.ClosedOn, h.Outcome = child.Closed, day, outcome })
	})
}
