package meeting

import (
	"tryeza/internal/calendar"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// Plan adds a meeting that is to be held, ties the tasks that are due at it to
// its day, and fills its agenda. Body, Kind, HeldOn, Time, EndsAt, Place, Title
// and Note of m count.
func Plan(tx *store.Tx, o Options, m Meeting) (id string, err error) {
	if m.ID == "" {
		m.ID = tx.NewID()
	}
	m.State, m.Recorded, m.Attendance, m.Lines, m.Figures = Planned, false, nil, nil, nil
	if err := meetings.Add(tx, minutes{Meeting: m, edits: 1}); err != nil {
		return "", err
	}
	if err := o.scheduled(tx, m.ID, m.Body, m.HeldOn); err != nil {
		return "", err
	}
	return m.ID, Refresh(tx, m.ID)
}

// Move changes what a meeting that is still to be held was planned with. Those
// called are told when its day, hour or place changed; on another day another
// order may be in force, and others are called. m.Version is the version the
// editor was shown.
func Move(tx *store.Tx, o Options, m Meeting) error {
	was, err := Get(tx, m.ID)
	if err != nil {
		return err
	}
	if !was.Before() {
		return web.Refuse("Mbledhja nuk është më në përgatitje: dita dhe vendi i saj nuk ndryshohen.")
	}
	if was.State == Convened && m.Body != was.Body {
		return web.Refuse("Mbledhja është thirrur: kush mblidhet nuk ndryshohet më. Anulojeni dhe planifikoni një tjetër.")
	}
	told := was.State == Convened && m.placed() != was.placed()
	err = meetings.Edit(tx, m.ID, m.Version, func(x *minutes) error {
		x.Body, x.Kind, x.HeldOn, x.Time, x.EndsAt, x.Place, x.Title, x.Note = m.Body, m.Kind, m.HeldOn, m.Time, m.EndsAt, m.Place, m.Title, m.Note
		if told {
			x.Sequence++
		}
		return nil
	})
	if err != nil {
		return err
	}
	if m.Body != was.Body {
		if err := o.scheduled(tx, m.ID, was.Body, ""); err != nil {
			return err
		}
	}
	if err := o.scheduled(tx, m.ID, m.Body, m.HeldOn); err != nil || !told {
		return err
	}
	return recall(tx, o, m.ID)
}

// placed is what those called have to know: a change of it is told.
func (m Meeting) placed() [4]string { return [4]string{m.HeldOn, m.Time, m.EndsAt, m.Place} }

// Cancel calls a meeting off that is still to be held, for a reason. Its tasks
// wait for the next one, and those called are told.
func Cancel(tx *store.Tx, o Options, id string, version int64, reason string) error {
	var m Meeting
	err := meetings.Edit(tx, id, version, func(x *minutes) error {
		if !x.Before() {
			return web.Refuse("Anulohet vetëm një mbledhje që pritet të mbahet.")
		}
		if x.State == Convened {
			x.Sequence++
		}
		x.State, x.Reason = Cancelled, reason
		m = x.Meeting
		return nil
	})
	if err != nil {
		return err
	}
	if err := o.scheduled(tx, id, m.Body, ""); err != nil {
		return err
	}
	return tellAll(tx, o, m, NoticeCancelled)
}

// Restore takes back that a meeting was called off, while its day is not past.
func Restore(tx *store.Tx, o Options, id string, version int64) error {
	var m Meeting
	err := meetings.Edit(tx, id, version, func(x *minutes) error {
		if x.State != Cancelled {
			return web.Refuse("Kjo mbledhje nuk është anuluar.")
		}
		if x.HeldOn < text.DayOf(tx.Now().Time) {
			return web.Refuse("Dita e kësaj mbledhjeje ka kaluar. Planifikoni një mbledhje të re.")
		}
		x.State, x.Reason = Planned, ""
		if x.CalledOn != "" {
			x.State = Convened
			x.Sequence++
		}
		m = x.Meeting
		return nil
	})
	if err != nil {
		return err
	}
	if err := o.scheduled(tx, id, m.Body, m.HeldOn); err != nil {
		return err
	}
	return tellAll(tx, o, m, NoticeChanged)
}

// Entry is the meeting in a calendar. It is called by its kind and body: a
// title is free text and stays in Tryeza.
func (m Meeting) Entry(committee string) calendar.Entry {
	return calendar.Entry{
		UID: "mbledhja-" + m.ID + "@tryeza", Sequence: m.Sequence, Day: m.HeldOn, Time: m.Time, EndsAt: m.EndsAt,
		Summary: Meeting{Kind: m.Kind, Body: m.Body}.Name(text.SQ), Place: m.Place, URL: "/k/" + committee + "/meeting/" + m.ID,
	}
}

// tellAll sends word to all who were called.
func tellAll(tx *store.Tx, o Options, m Meeting, kind string) error {
	list, err := CallsOf(tx, m.ID)
	if err != nil {
		return err
	}
	var who []string
	for _, c := range list {
		who = append(who, c.InstitutionID)
	}
	return o.tell(tx, notice(tx, m, kind, who))
}

func notice(tx *store.Tx, m Meeting, kind string, who []string) Notice {
	return Notice{Kind: kind, MeetingID: m.ID, Body: m.Body, Institutions: who, Entry: m.Entry(tx.Grant().Scope().ID)}
}
