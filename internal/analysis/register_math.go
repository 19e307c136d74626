package analysis

import (
	"cmp"
	"slices"
	"time"

	"tryeza/internal/figure"
	"tryeza/internal/register"
	"tryeza/internal/text"
)

// What the chapters count in the records of the registers. None of it adds up
// persons of two periods or two records as different persons, and a mean or a rate
// of nothing is undefined.

// total adds up a number over records: registrations, places or arrivals, never
// different persons. blank is how many say nothing, unknown how many say that they
// do not know.
func total(records []Record, what string) (sum figure.Quantity, said, blank, unknown int) {
	var parts []figure.Quantity
	for _, r := range records {
		switch q := r.Numbers.Get(what); {
		case q.Qualifier == "":
			blank++
		case !q.Known():
			unknown++
			parts = append(parts, q)
		default:
			said++
			parts = append(parts, q)
		}
	}
	sum, _ = figure.Add(parts...)
	return sum, said, blank, unknown
}

// A Mean is a sum of counts and over how many it was taken.
type Mean struct {
	Sum  figure.Number
	Days int
}

// Value is the mean, to one decimal; false of nothing.
func (m Mean) Value() (figure.Number, bool) {
	if m.Days == 0 {
		return 0, false
	}
	n := figure.Number(int64(m.Sum) / int64(m.Days))
	tenth := figure.One / 10
	return (n + tenth/2) / tenth * tenth, true
}

// attendance is how many children were there on the days that were counted until a
// day. A day without a record is no day without children.
func (p Programme) attendance(until string) Mean {
	var m Mean
	for k, q := range p.Numbers {
		if k.What == "attended" && k.Day != "" && k.Part == "" && k.Day <= until && q.Known() {
			m.Sum += q.Number
			m.Days++
		}
	}
	return m
}

// share is the mean attendance of the places, over the programmes of which both
// are known: children present on all counted days ÷ places on those days.
func share(list []Programme, until string) (present, places int64, in int) {
	for _, p := range list {
		m, q := p.attendance(until), p.Numbers.Get("places")
		if m.Days == 0 || q.Qualifier != figure.Exact || q.Number == 0 {
			continue
		}
		present += int64(m.Sum / figure.One)
		places += int64(q.Number/figure.One) * int64(m.Days)
		in++
	}
	return present, places, in
}

// days are those on which the programme is to run until a day, pauses left out.
func (p Programme) days(until string) []string {
	var list []string
	for day := p.From; day <= p.To && day <= until; day = text.DaysAfter(day, 1) {
		t, err := time.Parse(time.DateOnly, day)
		if err != nil {
			return list
		}
		n := (int(t.Weekday())+6)%7 + 1 // Monday is 1
		if p.Weekdays != "" && !slices.Contains([]byte(p.Weekdays), byte('0'+n)) || slices.Contains(p.Pauses, day) {
			continue
		}
		list = append(list, day)
	}
	return list
}

// counted reports whether somebody said how many came on a day.
func (p Programme) counted(day string) bool {
	return p.Numbers[register.Key{What: "attended", Day: day}].Qualifier != ""
}

// daysCounted is of how many of its days until a day somebody said how many came.
func (p Programme) daysCounted(until string) (counted, all int64) {
	for _, day := range p.days(until) {
		all++
		if p.counted(day) {
			counted++
		}
	}
	return counted, all
}

// A Share is so many of so many; of some of them nobody knows it, and those did not
// answer no.
type Share struct{ Yes, Of, Unknown int64 }

// Known is of how many it is known.
func (s Share) Known() int64 { return s.Of - s.Unknown }

// shareOf counts what was seen of placements.
func shareOf(list []Placement, what func(Placement) string) (s Share) {
	for _, p := range list {
		s.Of++
		switch what(p) {
		case "yes":
			s.Yes++
		case "no":
		default:
			s.Unknown++
		}
	}
	return s
}

// keptDue are the placements of which it is due by a day to ask whether they were
// kept so many days on, by place in keptAfter.
func keptDue(list []Placement, i int, until string) []Placement {
	return slices.DeleteFunc(slices.Clone(list), func(p Placement) bool { return p.keptOn(i) == "" || p.keptOn(i) > until })
}

// keptOn is the day on which it is asked: so many days after the work began.
func (p Placement) keptOn(i int) string {
	if p.StartedOn == "" {
		return ""
	}
	return text.DaysAfter(p.StartedOn, keptAfter[i])
}

// A VisitCount is what became of the visits of a span of days.
type VisitCount struct {
	Planned, Done   int64 // of those planned in the span, how many were done by its end
	Unplanned       int64 // done without having been planned
	Judged, Kept    int64 // done, and a finding could be made; of these compliant
	Minor, Serious  int64
	Overdue         int64 // planned before the last day and not done
	Measures, Fixed int64 // measures asked for; of these with a task that was closed
	Owed, Rechecked int64 // breaches to be looked at again; of these looked at
}

// visited counts the visits of a span, as they stood on its last day.
func visited(list []Visit, from, to string) (n VisitCount) {
	for _, v := range list {
		if v.on() < from || v.on() > to {
			continue
		}
		done := v.DoneOn != "" && v.DoneOn <= to
		switch {
		case v.PlannedOn == "":
			n.Unplanned++
		case done && v.Finding != "not_possible":
			n.Planned, n.Done = n.Planned+1, n.Done+1
		default:
			n.Planned++
			if !done && v.PlannedOn < to {
				n.Overdue++
			}
		}
		if done {
			n.found(v, list, to)
		}
	}
	return n
}

// found counts what a visit that was done found, and what came of it.
func (n *VisitCount) found(v Visit, all []Visit, to string) {
	switch v.Finding {
	case "kept":
		n.Judged, n.Kept = n.Judged+1, n.Kept+1
	case "minor":
		n.Judged, n.Minor = n.Judged+1, n.Minor+1
	case "serious":
		n.Judged, n.Serious = n.Judged+1, n.Serious+1
		n.Owed++
		if rechecked(v, all, to) {
			n.Rechecked++
		}
	}
	if v.Measure != "" {
		n.Measures++
		if v.TaskState == "closed" {
			n.Fixed++
		}
	}
}

// rechecked reports whether what a visit found was looked at again by a day.
func rechecked(v Visit, all []Visit, until string) bool {
	return slices.ContainsFunc(all, func(x Visit) bool { return x.RecheckOf == v.ID && x.DoneOn != "" && x.DoneOn <= until })
}

// A Cover is how many professionals of an institution must know the procedures on a
// day, and how many different ones of those functions hold a training that counts.
type Cover struct {
	Institution      string
	Obliged, Trained int64
	Expiring         int64 // of those trained, how many run out within 60 days
	Listed           bool  // the institution lists its professionals
}

// expiringDays is how many days ahead a training is about to run out.
const expiringDays = 60

// covers computes the coverage by institution on a day; see package training, whose
// pages say the same.
func (d *Data) covers(day string) []Cover {
	found := map[string]*Cover{}
	jobs := map[[2]string]int64{} // how many of a function are still to be covered
	at := func(institution string) *Cover {
		if found[institution] == nil {
			found[institution] = &Cover{Institution: institution}
		}
		return found[institution]
	}
	for _, x := range d.Duties {
		if x.on(day) {
			at(x.Institution).Obliged += x.Staff
			jobs[[2]string{x.Institution, x.Job}] += x.Staff
		}
	}
	until := d.trainedUntil(day)
	for _, p := range d.Trained {
		if !p.on(day) {
			continue
		}
		at(p.Institution).Listed = true
		last, ok := until[p.ID]
		job := [2]string{p.Institution, p.Job}
		if !ok || jobs[job] == 0 { // more than must be make up for no other function
			continue
		}
		jobs[job]--
		at(p.Institution).Trained++
		if last != "" && last <= text.DaysAfter(day, expiringDays) {
			at(p.Institution).Expiring++
		}
	}
	var list []Cover
	for _, c := range found {
		list = append(list, *c)
	}
	slices.SortFunc(list, func(a, b Cover) int {
		return cmp.Or(cmp.Compare(d.Institutions[a.Institution].Position, d.Institutions[b.Institution].Position), cmp.Compare(a.Institution, b.Institution))
	})
	return list
}

// trainedUntil is until when each professional with a training that counts on a day
// is trained, "" for ever; the longest of theirs. Everybody is in it once.
func (d *Data) trainedUntil(day string) map[string]string {
	until := map[string]string{}
	for _, s := range d.Sessions {
		last := s.validUntil()
		if s.State != "held" || s.To > day || s.ProcedureFrom > day || last != "" && last < day {
			continue
		}
		for _, a := range s.Attended {
			was, ok := until[a.Person]
			if a.Present && (!ok || was != "" && (last == "" || last > was)) {
				until[a.Person] = last
			}
		}
	}
	return until
}

// answersRight are the answers right before and after a session, of those who took
// both checks.
func answersRight(list []Session) (before, after Share, persons int) {
	for _, s := range list {
		for _, a := range s.Attended {
			if !a.Present || a.BeforeOf == nil || a.AfterOf == nil || a.BeforeRight == nil || a.AfterRight == nil || *a.BeforeOf == 0 || *a.AfterOf == 0 {
				continue
			}
			persons++
			before.Yes, before.Of = before.Yes+*a.BeforeRight, before.Of+*a.BeforeOf
			after.Yes, after.Of = after.Yes+*a.AfterRight, after.Of+*a.AfterOf
		}
	}
	return before, after, persons
}

// keyOf is the key of a cell of a breakdown of the whole record.
func keyOf(what, part string) register.Key { return register.Key{What: what, Part: part} }
