package bench

import (
	"fmt"
	"time"

	"tryeza/internal/figure"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// A loop is what becomes of the meetings of the committee being filled.
type loop struct {
	meetings []gathering       // all there are, the first one first
	numbers  map[string]int    // the last given, by what and year
	minutes  map[string]string // of each body, those that wait for approval
	recent   []owed            // tasks given not long ago
	told     map[string]bool   // who had a reminder on which day
	lasting  []lasting         // problems that are open
	before   string            // the open problem that a return told of last
}

// A gathering is a meeting of the committee, on its day.
type gathering struct {
	id, body, day string
	recorded      bool // noted after the fact
}

// gatherings are five in each half-year until today, of the committee and of its
// technical table, and one of each to come. One in five was minuted elsewhere.
func (s *seeder) gatherings(list []figure.Period) {
	s.loop = loop{numbers: map[string]int{}, minutes: map[string]string{}, told: map[string]bool{}}
	today := text.DayOf(s.now)
	for _, half := range list {
		for i := range 5 {
			day := fmt.Sprintf("%d-%02d-12", half.Year(), 6*half.Index()-5+i)
			if day < today {
				s.loop.meetings = append(s.loop.meetings, gathering{s.id(), []string{"committee", "table", "table"}[i%3], day, i == 4})
			}
		}
	}
	end := list[len(list)-1].End()
	s.loop.meetings = append(s.loop.meetings, gathering{s.id(), "table", min(s.daysOn(today, 10), end), false}, gathering{s.id(), "committee", min(s.daysOn(today, 20), end), false})
}

// months adds the meetings of a half-year, those to come with the last one, and
// what institutions asked of each other meanwhile.
func (s *seeder) months(half figure.Period) {
	for month := 6*half.Index() - 5; month <= 6*half.Index(); month++ {
		day := fmt.Sprintf("%d-%02d", half.Year(), month)
		for _, g := range s.loop.meetings {
			if g.day[:7] == day {
				s.meeting(g)
			}
		}
		s.requests(day)
	}
}

// daysOn is the day n days after another.
func (s *seeder) daysOn(day string, n int) string {
	d, err := time.Parse(time.DateOnly, day)
	s.must(nil, err)
	return d.AddDate(0, 0, n).Format(time.DateOnly)
}

// next is the first meeting of a body after a day.
func (s *seeder) next(body, day string) gathering {
	for _, g := range s.loop.meetings {
		if g.body == body && g.day > day {
			return g
		}
	}
	return gathering{}
}

// number is the next one of a kind within a year.
func (s *seeder) number(kind, day string) int {
	k := kind + day[:4]
	s.loop.numbers[k]++
	return s.loop.numbers[k]
}

func (s *seeder) held(g gathering) bool { return g.day < text.DayOf(s.now) }

// meeting adds a meeting with its minutes, or what there is before it is held:
// that of the table is called, that of the committee only planned.
func (s *seeder) meeting(g gathering) {
	state, called, closed, edits := "closed", "", g.day, 12
	switch {
	case g.recorded:
		edits = 1
	case s.held(g):
		called = s.daysOn(g.day, -8)
	case g.body == "table":
		state, called, closed = "convened", s.daysOn(g.day, -12), ""
	default:
		state, closed = "planned", ""
	}
	s.put("meeting", `id, version, body, kind, held_on, date_note, time_of_day, place, title, chaired_by, source, note, edits,
		state, recorded, ends_at, called_on, sequence, order_id, reason, closed_on, approved_in`,
		g.id, edits, g.body, "ordinary", g.day, "", "10:00", "Prefektura", s.words(6), institutionID(s.qark, 0), "", "", edits,
		state, g.recorded, "12:30", called, 0, s.orders[g.day[:4]], "", closed, "")
	switch {
	case g.recorded:
		s.attendance(g)
		s.noted(g)
	case s.held(g):
		s.calls(g, called)
		s.attendance(g)
		s.minuted(g)
	case called != "":
		s.calls(g, called)
	}
}

// attends is what an institution answers to its call.
func attends(i int) string {
	return []string{"coming", "coming", "substitute", "coming", "absent"}[i%5]
}

func (s *seeder) attendance(g gathering) {
	for i := range s.institutions {
		substitute := ""
		if attends(i) == "substitute" {
			substitute = "Specialist i sektorit"
		}
		if attends(i) != "absent" {
			s.put("meeting_attendance", "id, version, meeting_id, position, institution_id, name, kind, substitute", s.id(), 1, g.id, i, institutionID(s.qark, i), "", seatKind(i), substitute)
		}
	}
}

func seatKind(i int) string {
	if i == 0 {
		return "chair"
	}
	return "member"
}

func (s *seeder) calls(g gathering, called string) {
	for i := range s.institutions {
		reply, at := attends(i), s.at(called, 30)
		if !s.held(g) && i%2 == 0 {
			reply, at = "", store.Time{} // has not answered yet
		}
		s.put("meeting_call", "id, version, meeting_id, position, institution_id, kind, reply, substitute, note, replied_at", s.id(), 2, g.id, i, institutionID(s.qark, i), seatKind(i), reply, "", "", at)
		s.mail("meeting", focalMail(s.qark, i), "Thirrje në mbledhje", s.at(called, 9))
	}
}

// A minuteLine is a line of the minutes, under an item of the agenda.
type minuteLine struct {
	kind, item, number, institution, due, outcome, suggested string
	everyone, next                                           bool
}

// line adds a line at a place in the minutes.
func (s *seeder) line(g gathering, at int, l minuteLine) (id string) {
	id = s.id()
	s.put("meeting_line", `id, version, meeting_id, position, kind, item_id, number, body, institution_id, everyone, due_on, due_next, priority, outcome, suggested,
		votes_for, votes_against, votes_abstained`,
		id, 2, g.id, at, l.kind, l.item, l.number, s.words(14), l.institution, l.everyone, l.due, l.next, "", l.outcome, l.suggested, nil, nil, nil)
	return id
}

// noted adds the lines of minutes that were written elsewhere.
func (s *seeder) noted(g gathering) {
	for n, kind := range []string{"agenda", "agenda", "agenda", "decision", "decision", "task", "recommendation", "problem"} {
		s.line(g, n, minuteLine{kind: kind, institution: institutionID(s.qark, n%s.institutions), due: s.daysOn(g.day, 30)})
	}
	s.said(g)
}

func (s *seeder) said(g gathering) {
	s.put("meeting_figure", "id, version, meeting_id, position, what, value, qualifier, unit, about", s.id(), 1, g.id, 1, s.words(5), *lek(12), "about", "persons", "")
}

// minuted adds what was minuted here: the earlier minutes, the tasks that were
// promised, problems, and two items of its own, with what came of them.
func (s *seeder) minuted(g gathering) {
	item := func(at int, outcome, suggested string) string {
		return s.line(g, at, minuteLine{kind: "agenda", outcome: outcome, suggested: suggested})
	}
	s.approve(g, item(0, "decided", "minutes"))
	s.report(g, item(1, "noted", "promised"))
	s.old(g, item(2, "noted", "issues"))
	for n := range 2 {
		own := item(3+n, "decided", "")
		for i := range 3 {
			s.line(g, 10*n+5+i, minuteLine{kind: "statement", item: own, institution: institutionID(s.qark, (n+i)%s.institutions)})
		}
		s.line(g, 10*n+8, minuteLine{kind: "decision", item: own, number: s.numbered("decision", g.day)})
		s.line(g, 10*n+9, minuteLine{kind: "recommendation", item: own, number: s.numbered("recommendation", g.day)})
		s.tasksOf(g, own, n == 0)
	}
	s.raisedAt(g, s.line(g, 50, minuteLine{kind: "problem", item: item(4, "noted", ""), institution: institutionID(s.qark, 1)}))
	s.said(g)
	if s.rows["meeting"]%4 == 0 {
		s.put("meeting_file", "id, version, meeting_id, item_id, name, media_type, size, content, added_at", s.id(), 1, g.id, "", "Materialet.pdf", "application/pdf", len(paper), paper, s.at(g.day, 9))
	}
	for i := range s.institutions {
		s.mail("meeting", focalMail(s.qark, i), "Nxjerrja e procesverbalit", s.at(g.day, 15))
	}
	s.event(s.at(g.day, 15), "meeting.close", "meeting", g.id, edited("meeting", g.id, "state", "open", "closed"))
}

func (s *seeder) numbered(kind, day string) string {
	return fmt.Sprintf("%d/%s", s.number(kind, day), day[:4])
}

// paper stands for a document that shows something.
var paper = append([]byte("%PDF-1.4\n"), make([]byte, 8<<10)...)

// approve decides on the minutes of the meeting of the body before this one.
func (s *seeder) approve(g gathering, item string) {
	if earlier := s.loop.minutes[g.body]; earlier != "" && s.err == nil {
		s.about(g, item, "minutes", earlier, "closed", "")
		s.must(s.tx.Exec(`UPDATE meeting SET state = 'approved', approved_in = ?, version = version + 1 WHERE committee_id = ? AND id = ?`, g.id, s.qark.Slug, earlier))
	}
	s.loop.minutes[g.body] = g.id
}

func (s *seeder) about(g gathering, item, kind, ref, state, since string) {
	s.put("meeting_about", "id, version, meeting_id, item_id, position, kind, ref_id, body, state, since", s.id(), 2, g.id, item, s.rows["meeting_about"], kind, ref, s.words(8), state, since)
}
