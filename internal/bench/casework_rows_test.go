package bench

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/code"
	"tryeza/internal/protection"
	"tryeza/internal/seal"
	"tryeza/internal/sighting"
	"tryeza/internal/store"
)

var never store.Time

// months gives every unit its key of the month, and on the first day the one of
// its blind index.
func (c *caseworker) months(day int) {
	for _, d := range c.desks {
		if day == 0 {
			d.index = c.key(d, "", "index", c.root, "", day)
		}
		d.month = c.key(d, "", c.date(day)[:7], c.root, "", day)
	}
}

// key makes a key and keeps it wrapped.
func (c *caseworker) key(d *desk, file, month string, root seal.Root, parent string, day int) *seal.Key {
	k, at := seal.NewKey(c.id()), c.at(day)
	wrapped, err := k.Wrap(root)
	c.must(nil, err)
	c.put("child_key", "id, unit_id, child_id, month, parent, root, wrapped, created_at, destroyed_at", k.ID(), d.id, file, month, parent, root.Name(), wrapped, at, never)
	c.event(access.Keys.ID, at, "operator", "child.keys", "key", k.ID())
	return k
}

// worker is the n-th of those who work on the files of a unit.
func (d *desk) worker(n int) string { return fmt.Sprintf("worker%02d-%s", n, d.id) }

// workers is how many there are, so that each is in the team of as many files as
// the load says: a fifth of the files have two.
func (z load) workers() int { return max(2, z.files*6/5/z.mine) }

// A newFile is a file while it is written: its head, and the items it will have.
type newFile struct {
	*desk
	id, subject, worker, sex, residence string
	key                                 *seal.Key
	items                               []string
	head                                []any // as columns of the table name them
}

// file writes a file that was opened on a day, and plans what is added later.
func (c *caseworker) file(d *desk, day int) {
	f := &newFile{desk: d, id: c.id(), subject: c.id(), worker: d.worker(d.files % c.workers()), sex: c.pick("f", "m", "m", "u"), residence: c.origin(d)}
	f.key = c.key(d, f.id, "", d.month.Root(), d.month.ID(), day)
	d.seen = append(d.seen, subject{f.id, f.subject, f.residence, f.sex})
	c.first8(f, day)
	to := c.course(f, day)
	c.put("child", "owner_id, id, version, committee_id, code, subject_id, key_id, state, opened_on, opened_by, worker_id, sex, residence, risk, assessed_on, gtn_on, plan_on, review_on, closed_on, outcome, merged_into, received, touched_on, held, tip",
		append(f.head, false, f.key.Seal([]byte(f.tip()), seal.Place{Table: "child", Record: f.id, Column: "tip", Version: 1}))...)
	c.person(f, f.worker, day)
	if d.files%5 == 0 {
		c.person(f, d.worker((d.files+1)%c.workers()), day)
	}
	if d.files%50 == 7 {
		c.put("handover_offer", "owner_id, id, version, child_id, receiver_id, state, offered_on, offered_by, due_on, answered_on, reason, answer",
			d.id, c.id(), 1, f.id, c.desks[0].id, "refused", c.date(day), f.worker, c.date(day), c.date(to), []byte{}, []byte{})
	}
	if d.files%4 == 1 {
		c.enrol(f, day)
	}
	c.event(d.id, c.at(day), f.worker, "child.start", "child", f.id)
	c.event(d.id, c.at(day), f.worker, "child.open", "child", f.id)
}

// enrol writes that the child of a file attended the first programme of a May after
// it was opened, and what was found 30 and 90 days later: it counts in that half-year.
func (c *caseworker) enrol(f *newFile, day int) {
	year := c.date(day)[:4]
	if c.date(day)[5:] > "05-05" {
		year = c.date(day + 365)[:4]
	}
	starts, ends, last := year+"-05-05", year+"-05-28", c.date(c.days-1)
	if ends > last {
		return
	}
	found := func(by string) string {
		if by > last {
			return ""
		}
		return c.pick(code.FoundAfter.Codes()...)
	}
	id := c.id()
	c.put("enrolment", "owner_id, id, version, committee_id, child_id, subject_id, programme_id, municipality, starts_on, ends_on, enrolled_on, left_on, reason, school, found_30, found_90",
		f.desk.id, id, 2, f.committee, f.id, f.subject, fmt.Sprintf("may%s-%d", year, f.desk.files%5), f.municipality, starts, ends, starts, ends, "ended", c.pick(code.SchoolResults.Codes()...), found(year+"-06-28"), found(year+"-08-28"))
	c.event(f.desk.id, c.at(day), f.worker, "enrolment.write", "enrolment", id)
}

func (c *caseworker) person(f *newFile, who string, day int) {
	c.put("child_person", "owner_id, id, version, child_id, person_id, relation, valid_from, valid_to, given_by", f.desk.id, c.id(), 1, f.id, who, "team", c.date(day), "", f.worker)
}

// first8 is what is known when a file is opened: about eight items.
func (c *caseworker) first8(f *newFile, day int) {
	family, phone := c.word(), fmt.Sprintf("06%d %07d", 7+c.rand.IntN(3), c.rand.IntN(10_000_000))
	c.add(f, day, "event", child.Event{What: "started"})
	c.add(f, day, "name", child.Name{Given: c.word(), Family: family})
	c.add(f, day, "birth", child.Birth{Year: 2006 + c.rand.IntN(14), Estimated: true})
	c.add(f, day, "guardian", child.Guardian{Name: c.word() + " " + family, Relation: "mother"})
	c.add(f, day, "contact", child.Contact{Phone: phone, Whose: "nëna", Safe: true})
	c.indexed(f, "phone", child.PhoneKey(phone))
	c.add(f, day, "home", child.Home{Residence: f.residence, Area: "lagjja " + c.word(), Note: "Familja jeton me qira."})
	c.add(f, day, "school", child.School{Status: c.pick(child.Schooling.Codes()...), Note: "Ka munguar shpesh gjatë pranverës."})
	if f.desk.files%3 == 0 {
		number := fmt.Sprintf("%c%d%c", 'A'+rune(c.rand.IntN(20)), 10_000_000+c.rand.IntN(80_000_000), 'A'+rune(c.rand.IntN(20)))
		c.add(f, day, "number", child.Number{Value: number})
		c.indexed(f, "personal_number", number)
	}
	if f.desk.files%4 == 0 {
		c.add(f, day, "name", child.Name{Nickname: c.word()})
	}
}

func (c *caseworker) indexed(f *newFile, kind, value string) {
	c.put("child_index", "owner_id, id, child_id, kind, hash", f.desk.id, c.id(), f.id, kind, f.index.Index(kind, []byte(value)))
}

// course is what becomes of the case: assessed, planned, closed in the end; one
// file in forty is a long story. It returns the last day something was entered.
func (c *caseworker) course(f *newFile, day int) (last int) {
	step := func(after int, kind string, body any) string {
		if day+after >= c.days {
			return ""
		}
		c.add(f, day+after, kind, body)
		last = day + after
		return c.date(last)
	}
	last = day
	assessed := step(5, "assessment", protection.Assessment{Ref: c.id(), On: c.date(day + 5), Family: "Nëna vetëm, pa punë.", Safety: "Fëmija gjendet shpesh vetëm.", Risk: "medium"})
	gtn := step(12, "group", protection.Group{Ref: c.id(), On: c.date(day + 12), Invited: []protection.Invited{{Sector: "education", Name: "Drejtoria arsimore"}}, Held: true})
	var plan, review string
	if f.desk.files%3 > 0 {
		if plan = step(20, "plan", protection.Plan{Ref: c.id(), Number: 1, On: c.date(day + 20), Goals: "Kthimi në shkollë deri në vjeshtë.", ReviewOn: c.date(day + 110)}); plan != "" {
			review = c.date(day + 110)
		}
		step(20, "measure", protection.Measure{Ref: c.id(), What: "Regjistrimi në shkollë.", Owner: "Drejtoria arsimore", DueOn: c.date(day + 50)})
	}
	if f.desk.files%40 == 3 {
		for i := range 50 {
			step(25+7*i, "note", child.Note{Text: strings.Repeat("U fol me familjen në shtëpi. ", 1+i%20)})
		}
	}
	state, closed, outcome := "open", "", ""
	if f.desk.files%5 < 2 {
		if closed = step(200, "closing", protection.Closing{Ref: c.id(), On: c.date(day + 200), Outcome: "off"}); closed != "" {
			state, outcome = "closed", c.pick(child.Outcomes.Codes()...)
		}
	}
	f.head = []any{f.desk.id, f.id, 1, f.committee, "D-" + strings.ToUpper(f.id[:8]), f.subject, f.key.ID(), state, c.date(day), f.worker, f.worker, f.sex, f.residence,
		"medium", assessed, gtn, plan, review, closed, outcome, "", "", c.date(last)}
	return last
}

// add plans an item for a day, and enters it when that day has come.
func (c *caseworker) add(f *newFile, day int, kind string, body any) {
	id := c.id()
	f.items = append(f.items, id)
	enter := func() {
		at := c.at(day)
		plain := marshal(struct {
			Child, Kind, Replaces, Origin, By, At string
			Body                                  json.RawMessage
		}{f.id, kind, "", f.desk.id, f.worker, at.String(), marshal(body)})
		c.put("child_item", "owner_id, id, child_id, kind, replaces, origin, at, by_id, body",
			f.desk.id, id, f.id, kind, "", f.desk.id, at, f.worker, f.key.Seal(plain, seal.Place{Table: "child_item", Record: id, Column: "body"}))
	}
	if day < len(c.later) && day > c.today {
		c.later[day] = append(c.later[day], enter)
		return
	}
	enter()
}

// tip names the head and the items of a file as package child does, which
// refuses a file whose tip is another.
func (f *newFile) tip() string {
	var head []string
	for i, v := range f.head {
		if i != 2 { // the version
			head = append(head, v.(string))
		}
	}
	slices.Sort(f.items)
	sum := sha256.New()
	fmt.Fprintf(sum, "%q\n%s", head, strings.Join(f.items, " "))
	return hex.EncodeToString(sum.Sum(nil))
}

// sighting writes one child seen; three in four are of a child with a file.
func (c *caseworker) sighting(d *desk, day int) {
	s := sighting.Sighting{ID: c.id(), Version: 1, Committee: d.committee, On: c.date(day), Band: c.pick(code.TimeBands.Codes()...), Place: c.pick(code.PlaceClasses.Codes()...),
		Municipality: d.municipality, Activity: c.pick(code.StreetActivities.Codes()...), Company: c.pick(code.Companies.Codes()...), Age: c.pick(code.ChildBands.Codes()...),
		Sex: c.pick("f", "m", "u"), Origin: c.origin(d), OriginKnown: "said", Done: c.pick("talk", "talk directed", "none", "police"), Team: "unit", At: c.at(day), By: fmt.Sprintf("field%d-%s", c.rand.IntN(6), d.id)}
	linked := c.rand.IntN(4) > 0 && len(d.seen) > 0
	if linked {
		of := d.seen[c.rand.IntN(len(d.seen))]
		s.Origin, s.Sex = of.residence, of.sex
		c.past(d, s, 0, "link", day)
		s.Child, s.Subject = of.file, of.subject
	}
	if c.rand.IntN(50) == 0 {
		c.past(d, s, 1, "mistap", day)
		s.Version = 2
	}
	if s.Origin == "" {
		s.OriginKnown = "unknown"
	}
	note := []byte{}
	if c.rand.IntN(5) == 0 {
		note = d.month.Seal([]byte("Ishte me një vëlla më të vogël; premtoi të vijë në qendër."), seal.Place{Table: "sighting", Record: s.ID, Column: "note", Version: s.Version})
	}
	c.put("sighting", "owner_id, id, version, committee_id, seen_on, band, place, municipality, activity, company, age, sex, origin, origin_known, done, danger, team, child_id, subject_id, recorded_at, recorded_by, removed, note",
		d.id, s.ID, s.Version, s.Committee, s.On, s.Band, s.Place, s.Municipality, s.Activity, s.Company, s.Age, s.Sex, s.Origin, s.OriginKnown, s.Done, s.Danger, s.Team, s.Child, s.Subject, s.At, s.By, s.Removed, note)
	c.event(d.id, s.At, s.By, "sighting.record", "sighting", s.ID)
}

func (c *caseworker) past(d *desk, s sighting.Sighting, version int64, why string, day int) {
	c.put("sighting_past", "owner_id, id, sighting_id, version, why, was, note, at, by_id", d.id, c.id(), s.ID, version, why, string(marshal(s)), []byte{}, c.at(day), s.By)
}

func (c *caseworker) pick(from ...string) string { return from[c.rand.IntN(len(from))] }

// origin is where a child lives: mostly where it is seen, sometimes unknown, and
// now and then any place, near ones more often.
func (c *caseworker) origin(d *desk) string {
	switch n := c.rand.IntN(20); {
	case n < 11:
		return d.municipality
	case n < 14:
		return ""
	case n == 14:
		return c.pick(code.Countries.Codes()...)
	}
	n := len(code.Municipalities)
	return code.Municipalities[min(c.rand.IntN(n), c.rand.IntN(n), c.rand.IntN(n))].Code
}
