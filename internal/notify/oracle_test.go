package notify

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/text"
)

// A fused source of identifiers burns the fuse of its process.
type fused struct {
	p *process
	r io.Reader
}

func (f fused) Read(b []byte) (int, error) { f.p.step(); return f.r.Read(b) }

// Send takes a mail. The process may crash before, and after.
func (p *process) Send(_ context.Context, id string, m Mail, _ time.Time) error {
	p.step()
	if text.HourOf(p.w.now) < "07:00" {
		p.w.t.Errorf("a mail in the night: %v", p.w.now)
	}
	if p.flaky.IntN(100) < p.faults {
		return errors.New("no route to the mail server")
	}
	p.w.mu.Lock()
	old, again := p.w.arrived[id]
	p.w.arrived[id] = m
	p.w.handed[id]++
	p.last = id
	if !again {
		p.w.when[id] = p.w.now.Format(time.DateOnly)
	}
	p.w.mu.Unlock()
	if again && old != m {
		p.w.t.Errorf("two mails under the Message-ID %s", id)
	}
	p.step()
	return nil
}

// An oracle knows the rules as a person would say them, and nothing of queries,
// claims or transactions: on each day somebody is up, it asks of every thing what
// there is to say, and remembers what was said.
type oracle struct {
	w       *world
	told    map[string]bool
	raised  map[string]int      // how far a task was raised
	want    map[string][]string // "day mail" → lines
	lastDay int                 // the day before on which somebody was up
}

// A saying is one thing to tell on a day.
type saying struct {
	kind, to, about string
	due             int
	level           int
}

func (o *oracle) tell(day int) {
	said := map[string][]saying{} // by addressee
	weekday := (day + 5) % 7      // day 0 is a Saturday; Monday is 0
	mondayPassed := o.lastDay > 0 && o.lastDay-1 >= day-weekday
	for _, x := range o.w.things {
		if day < x.from || day > x.until {
			continue
		}
		for _, s := range o.sayings(x, day) {
			key := fmt.Sprint(x.kind, x.id, " ", s.due, " ", s.kind, " ", s.to)
			beforeMonday := s.due >= day && s.due < day-weekday+7
			wait := o.w.weekly[strings.TrimPrefix(s.to, "institution:")] && mondayPassed && !beforeMonday
			if o.told[key] || s.level == 0 && (wait || !o.somebody(s.to, day)) {
				continue
			}
			o.told[key] = true
			o.raised[x.id] = max(o.raised[x.id], s.level)
			said[s.to] = append(said[s.to], s)
		}
	}
	o.write(day, said)
	o.lastDay = day + 1
}

func (o *oracle) sayings(x thing, day int) (list []saying) {
	due := x.dueOn(day)
	left, owner := due-day, "institution:"+x.owner
	say := func(kind, to, about string, level int) { list = append(list, saying{kind, to, about, due, level}) }
	switch x.kind {
	case "meeting":
		if left >= 0 && left <= 2 {
			say("meeting_soon", owner, "", 0)
		}
	case "return":
		if left < 0 {
			say("return_late", owner, "", 0)
		} else if left <= 7 {
			say("return_soon", owner, "", 0)
		}
	case "task":
		if left == 0 {
			say("task_today", owner, "", 0)
		} else if left > 0 && left <= 7 {
			say("task_soon", owner, "", 0)
		} else if left < 0 {
			say("task_late", owner, "", 0)
			if x.asked != "" && x.asked != x.owner {
				say("asked_late", "institution:"+x.asked, x.owner, 0)
			}
		}
		at := o.raised[x.id]
		if -left >= 7 && at < 1 {
			say("escalation_head", "head:"+x.owner, x.owner, 1)
		}
		if -left >= 14 && at < 2 {
			say("escalation_table", "office:table_chair", x.owner, 2)
		}
		if -left >= 30 && at < 3 {
			say("escalation_chair", "office:chair", x.owner, 3)
		}
	}
	return list
}

// hears reports whether somebody is spoken to as to.
func (s soul) hears(to string, day int) bool {
	if day < s.since {
		return false
	}
	switch s.role {
	case access.Head:
		return to == "institution:"+s.institution || to == "head:"+s.institution
	case access.FocalPoint:
		return to == "institution:"+s.institution
	}
	return to == "office:"+string(s.role)
}

func (o *oracle) somebody(to string, day int) bool {
	return slices.ContainsFunc(o.w.souls, func(s soul) bool { return s.hears(to, day) })
}

// write puts down the lines each person should read on a day.
func (o *oracle) write(day int, said map[string][]saying) {
	for _, s := range o.w.souls {
		for to, list := range said {
			if !s.hears(to, day) {
				continue
			}
			type group struct{ kind, about string }
			count, due := map[group]int64{}, map[group]int{}
			for _, x := range list {
				g := group{x.kind, x.about}
				if count[g]++; count[g] == 1 || x.due < due[g] {
					due[g] = x.due
				}
			}
			for g, n := range count {
				o.want[date(day)+" "+s.mail] = append(o.want[date(day)+" "+s.mail], lineOf(s.lang, g.kind, g.about, n, date(due[g])))
			}
		}
	}
}

func lineOf(l text.Lang, kind, about string, n int64, due string) string {
	i := slices.IndexFunc(reasons, func(r reason) bool { return r.code == kind })
	words, on := text.Count(l, &n, reasons[i].words), text.Day(due)
	if n > 1 {
		on = map[text.Lang]string{text.SQ: "nga ", text.EN: "from "}[l] + on
	}
	if about != "" {
		words = "Institucioni " + about + ": " + words
	}
	return "– " + words + " (" + on + ")"
}

// compare holds what arrived against what should have.
func (w *world) compare() {
	w.t.Helper()
	got := map[string][]string{}
	for id, m := range w.arrived {
		key := w.when[id] + " " + m.To
		if got[key] != nil {
			w.t.Errorf("two mails: %s", key)
		}
		for _, l := range strings.Split(m.Body, "\n") {
			if strings.HasPrefix(l, "– ") {
				got[key] = append(got[key], l)
			}
		}
	}
	for id, n := range w.handed {
		if n > 1+w.lost[id] {
			w.t.Errorf("%s was handed over %d times; %d times its process crashed meanwhile", id, n, w.lost[id])
		}
	}
	faults := 0
	for _, key := range slices.Sorted(maps.Keys(merged(got, w.oracle.want))) {
		slices.Sort(got[key])
		slices.Sort(w.oracle.want[key])
		if !slices.Equal(got[key], w.oracle.want[key]) {
			if faults++; faults < 10 {
				w.t.Errorf("%s\n got %q\nwant %q", key, got[key], w.oracle.want[key])
			}
		}
	}
	if faults > 0 || len(got) < w.size.days {
		w.t.Errorf("%d of %d mornings of somebody were not as they should", faults, len(w.oracle.want))
	}
	w.t.Logf("%d mails, %d duties, %d crashes", len(got), len(w.oracle.told), w.crashes)
}

func merged(a, b map[string][]string) map[string][]string {
	all := maps.Clone(a)
	maps.Copy(all, b)
	return all
}
