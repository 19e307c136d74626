package notify

import (
	"fmt"
	"math/rand/v2"
	"os"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/text"
)

// fastDir is a folder that is as fast as the machine has one: the test is about
// what is written, not about how the disk keeps it.
func fastDir(t testing.TB) string {
	if dir, err := os.MkdirTemp("/dev/shm", "tryeza"); err == nil {
		t.Cleanup(func() { os.RemoveAll(dir) })
		return dir
	}
	return t.TempDir()
}

// A scale is how much of the two years is lived through.
type scale struct{ days, institutions, people, tasks, meetings int }

var (
	whole = scale{days: 730, institutions: 24, people: 200, tasks: 320, meetings: 20} // 2022 and 2023
	part  = scale{days: 150, institutions: 5, people: 20, tasks: 40, meetings: 6}
)

// Two years, two hundred people, two processes that crash at any step and are
// down for whole days, four changes of the clock: every duty that a naive reading
// of the rules expects is told exactly once, and nothing else is.
func TestTwoYears(t *testing.T) {
	for name, url := range testkit.URLs(t) {
		t.Run(name, func(t *testing.T) {
			size := whole
			if name == "sqlite" {
				url = fastDir(t) + "/c.db"
			} else if os.Getenv("TRYEZA_LONG") == "" {
				size = part
			}
			w := newWorld(t, url, size)
			for day := range size.days {
				w.live(day)
			}
			w.compare()
		})
	}
}

// The first of January 2022, a Saturday, is day 0.
var first = time.Date(2022, 1, 1, 0, 0, 0, 0, time.UTC)

func date(day int) string { return first.AddDate(0, 0, day).Format(time.DateOnly) }

// A thing is a matter of the world, by number of day: it is there from the
// morning of from to the evening of until, and is due on due, from the day moved
// on rather on moved to.
type thing struct {
	kind, id, owner, asked string
	from, until            int
	due, movedOn, movedTo  int
	number                 int
}

func (x thing) dueOn(day int) int {
	if x.movedOn > 0 && day >= x.movedOn {
		return x.movedTo
	}
	return x.due
}

// A soul is somebody with an office from a day on.
type soul struct {
	id, mail, institution string
	lang                  text.Lang
	role                  access.Role
	since                 int
}

// A world is a house in which things happen, two processes over it, the mail
// that arrived, and the oracle's list of what should.
type world struct {
	*house
	size      scale
	rand      *rand.Rand
	url       string
	processes [2]*process
	things    []thing
	souls     []soul
	weekly    map[string]bool
	oracle    oracle

	mu      sync.Mutex
	arrived map[string]Mail // by Message-ID
	when    map[string]string
	handed  map[string]int // how often, by Message-ID
	lost    map[string]int // how often the process that handed it over crashed then
	crashes int
}

func newWorld(t *testing.T, url string, size scale) *world {
	w := &world{house: newHouse(t, url), size: size, rand: rand.New(rand.NewPCG(7, 7)), url: url, weekly: map[string]bool{}, arrived: map[string]Mail{}, when: map[string]string{},
		handed: map[string]int{}, lost: map[string]int{}}
	w.people()
	w.plan()
	w.oracle = oracle{w: w, told: map[string]bool{}, raised: map[string]int{}, want: map[string][]string{}}
	for i := range w.processes {
		w.processes[i] = &process{w: w, seed: byte(i + 1)}
		w.processes[i].start()
	}
	return w
}

func (w *world) chance(percent int) bool { return w.rand.IntN(100) < percent }

// people gives every institution a head and focal points, one of them only from
// some day on; the chairs also sit for institutions.
func (w *world) people() {
	for i := range w.size.institutions {
		inst := fmt.Sprintf("i%02d", i)
		w.institution(inst, "Institucioni "+inst)
		if w.weekly[inst] = i%3 == 0; w.weekly[inst] {
			w.do(`INSERT INTO notify_rhythm (committee_id, institution_id, rhythm) VALUES ('durres', %s, 'week')`, inst)
		}
	}
	for i := range w.size.people {
		s := soul{mail: fmt.Sprintf("p%03d@example.al", i), institution: fmt.Sprintf("i%02d", i%w.size.institutions), role: access.FocalPoint,
			lang: []text.Lang{text.SQ, text.EN}[i%2]}
		if i < w.size.institutions {
			s.role = access.Head
		}
		if i%w.size.institutions == 1 {
			s.since = 60 // institution i01 has nobody for two months
		}
		s.id = w.person(s.mail, string(s.lang), s.role, s.institution)
		w.do(`UPDATE account_role SET valid_from = %s WHERE person_id = %s`, date(s.since), s.id)
		w.souls = append(w.souls, s)
	}
	for i, role := range []access.Role{access.Chair, access.TableChair} {
		s := w.souls[i*2]
		w.office(s.id, role, "")
		s.role, s.institution, s.since = role, "", 0
		w.souls = append(w.souls, s)
	}
}

// plan decides all that will happen.
func (w *world) plan() {
	inst := func() string { return fmt.Sprintf("i%02d", w.rand.IntN(w.size.institutions)) }
	for range w.size.tasks {
		x := thing{kind: "task", id: w.id("t"), owner: inst(), from: w.rand.IntN(w.size.days), number: w.n}
		x.due = x.from + w.rand.IntN(40) - 2
		x.until = x.due - 5 + w.rand.IntN(45)
		if w.chance(30) {
			x.asked = inst()
		}
		if w.chance(15) {
			x.movedOn = x.due - 3 + w.rand.IntN(12)
			x.movedTo = max(x.due, x.movedOn) + 10
			x.until = x.movedTo + w.rand.IntN(20)
		}
		w.things = append(w.things, x)
	}
	for begin := 0; begin < w.size.days; begin += 180 {
		for i := range w.size.institutions {
			x := thing{kind: "return", id: w.id("k"), owner: fmt.Sprintf("i%02d", i), from: begin + 5, due: begin + 20}
			x.until = x.due - 12 + w.rand.IntN(20)
			w.things = append(w.things, x)
		}
	}
	for i := range w.size.meetings {
		held := 10 + i*w.size.days/w.size.meetings
		for j := range w.size.institutions {
			if w.chance(60) {
				w.things = append(w.things, thing{kind: "meeting", id: fmt.Sprintf("m%02d", i), owner: fmt.Sprintf("i%02d", j), from: held - 5, until: held, due: held})
			}
		}
	}
}

// happen brings the room to the morning of a day.
func (w *world) happen(day int) {
	for _, x := range w.things {
		switch {
		case x.from == day && x.until >= day:
			w.begin(x, day)
		case x.until == day-1 && x.from < day && x.kind == "task":
			w.closeTask(x.id)
		case x.until == day-1 && x.from < day && x.kind == "return":
			w.do(`UPDATE reporting_return SET state = 'sent' WHERE id = %s`, x.id)
		case x.kind == "task" && x.movedOn == day && x.from < day && x.until >= day:
			w.do(`UPDATE task SET due_on = %s WHERE id = %s`, date(x.movedTo), x.id)
		}
	}
}

func (w *world) begin(x thing, day int) {
	switch due := date(x.dueOn(day)); x.kind {
	case "task":
		w.add("task", "id", x.id, "year", 2022, "number", x.number, "kind", "decision", "owner_id", x.owner, "asked_by", x.asked, "priority", "normal", "due_on", due, "state", "open")
	case "return":
		round := "r" + due
		w.do(`INSERT INTO plan (committee_id, id, version, year, title, state, approved_on, protocol, priorities) VALUES ('durres', %s, 1, %d, '', 'draft', '', '', '') ON CONFLICT DO NOTHING`, round, 3000+day)
		w.do(`INSERT INTO reporting_round (committee_id, id, version, period, plan_id, title, opened_on, due_on, rule_id, message) VALUES ('durres', %s, 1, %s, %s, '', '', '', '', '') ON CONFLICT DO NOTHING`, round, round, round)
		w.add("reporting_return", "id", x.id, "round_id", round, "institution_id", x.owner, "state", "draft", "due_on", due, "channel", "web")
	case "meeting":
		w.do(`INSERT INTO meeting (committee_id, id, version, body, kind, held_on, date_note, time_of_day, place, title, chaired_by, source, note, edits, state)
			VALUES ('durres', %s, 1, 'table', 'ordinary', %s, '', '', '', '', '', '', '', 0, 'convened') ON CONFLICT DO NOTHING`, x.id, due)
		w.add("meeting_call", "meeting_id", x.id, "institution_id", x.owner, "kind", "member")
	}
}

// live is one day: before seven nothing may happen; then both processes wake
// together and may crash, and later they are up for good. Some days nobody is up.
func (w *world) live(day int) {
	w.happen(day)
	if w.chance(4) {
		return
	}
	w.oracle.tell(day)
	for _, tick := range []struct {
		clock   string
		crashes bool
	}{{"00:30", false}, {"02:30", false}, {"06:59", false}, {"07:00", true}, {"07:20", true}, {"07:40", false}} {
		w.now = at(w.t, date(day), tick.clock)
		var both sync.WaitGroup
		for _, p := range w.processes {
			p.fuse.Store(1 << 40)
			if p.faults = 0; tick.crashes {
				p.faults = 2
			}
			if tick.crashes && w.chance(30) {
				p.fuse.Store(int64(w.rand.IntN(60)))
			}
			both.Go(p.wake)
		}
		both.Wait()
		for _, p := range w.processes {
			if p.down {
				w.crashes++
				w.lost[p.last]++
				p.restart(w.chance(3))
			}
		}
	}
}

// A process is one server over the room. Its fuse is how many steps it goes on
// before it crashes: reading the clock, making an identifier, asking another
// feature, handing over a mail.
type process struct {
	w    *world
	s    *Service
	seed byte
	fuse atomic.Int64
	last string // the Message-ID handed over last

	flaky  *rand.Rand
	faults int // how many mails in a hundred the mail server does not take now
	down   bool
}

func (p *process) start() {
	p.s, p.flaky = p.w.service(p.w.url), rand.New(rand.NewPCG(9, uint64(p.seed)))
	p.seed += 2
	p.s.DB.Rand = fused{p, rand.NewChaCha8([32]byte{p.seed})}
	p.s.DB.Now = func() time.Time { p.step(); return p.w.now }
	escalate, addresses := p.s.Escalate, p.s.Addresses
	p.s.Escalate = func(tx *store.Tx, id string, level int64) error { p.step(); return escalate(tx, id, level) }
	p.s.Addresses = func(tx *store.Tx) ([]Address, error) { p.step(); return addresses(tx) }
}

// restart begins again; now and then with the database opened anew.
func (p *process) restart(anew bool) {
	p.down = false
	if anew {
		p.s.DB.Close()
		p.start()
	}
}

const crash = "crash"

func (p *process) step() {
	if p.fuse.Add(-1) < 0 {
		panic(crash)
	}
}

// wake is what Run does at one tick.
func (p *process) wake() {
	defer func() {
		if r := recover(); r != nil {
			if r != crash {
				panic(r)
			}
			p.down = true
		}
	}()
	if err := p.s.RemindAll(ctx); err != nil {
		p.w.t.Errorf("%v: %v", p.w.now, err)
	}
	if _, err := p.s.SendDue(ctx, p); err != nil {
		p.w.t.Errorf("%v: %v", p.w.now, err)
	}
}
