package demo

import (
	"fmt"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/meeting"
	"tryeza/internal/store"
)

// called is a meeting of the sample that goes the whole way through Tryeza: the
// secretary plans it, its agenda fills itself, and those with a seat answer.
type called struct {
	id, body, kind, day, time, title string
	items                            []string // what the secretary adds to the agenda, before the problems
	replies                          []reply
	out                              interest
}

// A reply is what institutions answer to the call: who comes in the member's
// place, or why nobody can.
type reply struct {
	from               []string
	substitute, absent string
}

// An interest puts an institution out of an item.
type interest struct{ item, institution, reason string }

// A minuted item is what was written under it, and how it ended.
type minuted struct {
	outcome string
	lines   []meeting.Line
}

func (f *filler) plans(x called) error {
	return f.by(secretary, access.RecordMeetings, "meeting", x.id, func(tx *store.Tx) error {
		_, err := meeting.Plan(tx, f.meets(), meeting.Meeting{
			ID: x.id, Body: x.body, Kind: x.kind, HeldOn: x.day, Time: x.time, Place: "Prefektura Durrës, salla e mbledhjeve", Title: x.title,
		})
		if err != nil {
			return err
		}
		return addItems(tx, x)
	})
}

// addItems puts what the secretary writes before the problems, which fill in last.
func addItems(tx *store.Tx, x called) error {
	for _, title := range x.items {
		m, err := meeting.Get(tx, x.id)
		if err != nil {
			return err
		}
		id, err := meeting.AddItem(tx, x.id, title)
		if err != nil {
			return err
		}
		agenda := m.LinesOf(meeting.Agenda)
		if i := slices.IndexFunc(agenda, func(l meeting.Line) bool { return l.Suggested == "issues" }); i >= 0 {
			for range agenda[i:] {
				if err := meeting.MoveItem(tx, x.id, id, true); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (f *filler) convenes(x called) error {
	return f.by(secretary, access.ConveneMeetings, "meeting", x.id, func(tx *store.Tx) error {
		m, err := meeting.Get(tx, x.id)
		if err != nil {
			return err
		}
		return meeting.Convene(tx, f.meets(), x.id, m.Version, nil)
	})
}

// movesTo gives a convened meeting another hour; those called are told.
func (f *filler) movesTo(x called, time string) error {
	return f.by(secretary, access.ConveneMeetings, "meeting", x.id, func(tx *store.Tx) error {
		m, err := meeting.Get(tx, x.id)
		if err != nil {
			return err
		}
		m.Time = time
		return meeting.Move(tx, f.meets(), m)
	})
}

// attaches puts a paper to an item of the agenda.
func (f *filler) attaches(x called, title, paper, words string) error {
	file, err := evidence(paper, f.today(), words)
	if err != nil {
		return err
	}
	return f.by(secretary, access.RecordMeetings, "meeting", x.id, func(tx *store.Tx) error {
		m, err := meeting.Get(tx, x.id)
		if err != nil {
			return err
		}
		item, err := itemOf(m, title)
		if err != nil {
			return err
		}
		return meeting.Attach(tx, x.id, item.ID, file)
	})
}

func (f *filler) refreshes(x called) error {
	return f.by(secretary, access.RecordMeetings, "meeting", x.id, func(tx *store.Tx) error { return meeting.Refresh(tx, x.id) })
}

func (f *filler) reply(x called) error {
	for _, r := range x.replies {
		for _, institution := range r.from {
			if err := f.by(voice(institution), access.ReplyToMeetings, "meeting", x.id, func(tx *store.Tx) error { return r.give(tx, x.id, institution) }); err != nil {
				return fmt.Errorf("%s: %w", institution, err)
			}
		}
	}
	return nil
}

func (r reply) give(tx *store.Tx, meetingID, institution string) error {
	calls, err := meeting.CallsOf(tx, meetingID)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(calls, func(c meeting.Call) bool { return c.InstitutionID == institution })
	if i < 0 {
		return store.ErrNotFound
	}
	answer := meeting.Coming
	switch {
	case r.substitute != "":
		answer = meeting.Substitute
	case r.absent != "":
		answer = meeting.Absent
	}
	return meeting.Answer(tx, meetingID, institution, calls[i].Version, answer, r.substitute, r.absent)
}

// declares puts an institution out of an item, in which it has an interest.
func (f *filler) declares(x called) error {
	return f.by(voice(x.out.institution), access.ReplyToMeetings, "meeting", x.id, func(tx *store.Tx) error {
		m, err := meeting.Get(tx, x.id)
		if err != nil {
			return err
		}
		item, err := itemOf(m, x.out.item)
		if err != nil {
			return err
		}
		return meeting.Declare(tx, x.id, item.ID, x.out.institution, x.out.reason)
	})
}

func itemOf(m meeting.Meeting, title string) (meeting.Line, error) {
	for _, l := range m.LinesOf(meeting.Agenda) {
		if l.Body == title {
			return l, nil
		}
	}
	return meeting.Line{}, fmt.Errorf("%s has no item %q", m.ID, title)
}

// opens begins a meeting, with the prefect in the chair; those came who had said so.
func (f *filler) opens(x called) error {
	return f.by(secretary, access.RecordMeetings, "meeting", x.id, func(tx *store.Tx) error {
		m, err := meeting.Get(tx, x.id)
		if err != nil {
			return err
		}
		if err := meeting.Start(tx, x.id, m.Version); err != nil {
			return err
		}
		calls, err := meeting.CallsOf(tx, x.id)
		if err != nil {
			return err
		}
		var came []meeting.Attendance
		for _, c := range calls {
			if c.Reply == meeting.Coming || c.Reply == meeting.Substitute {
				came = append(came, meeting.Attendance{InstitutionID: c.InstitutionID, Kind: c.Kind, Substitute: c.Substitute})
			}
		}
		if err := meeting.NoteAttendance(tx, x.id, m.Version+1, came); err != nil {
			return err
		}
		_, err = meeting.NoteChair(tx, x.id, "Prefekti i Qarkut")
		return err
	})
}

// minutes writes what was said and decided under an item.
func (f *filler) minutes(x called, title string, u minuted) error {
	return f.by(secretary, access.RecordMeetings, "meeting", x.id, func(tx *store.Tx) error {
		m, err := meeting.Get(tx, x.id)
		if err != nil {
			return err
		}
		item, err := itemOf(m, title)
		if err != nil {
			return err
		}
		shown, err := meeting.SaveMinutes(tx, x.id, 0, item, nil) // nothing is new yet: what was shown
		if err != nil {
			return err
		}
		item.Outcome = u.outcome
		_, err = meeting.SaveMinutes(tx, x.id, shown, item, u.lines)
		return err
	})
}

func (f *filler) closes(x called, endsAt string) error {
	return f.by(secretary, access.CloseMeetings, "meeting", x.id, func(tx *store.Tx) error {
		m, err := meeting.Get(tx, x.id)
		if err != nil {
			return err
		}
		return meeting.Close(tx, f.meets(), x.id, m.Version, endsAt)
	})
}
