package meeting

import (
	"encoding/json"
	"hash/fnv"
	"slices"

	"tryeza/internal/store"
	"tryeza/internal/text"
)

// Start opens a meeting on its day, or later: from then on its minutes are written.
func Start(tx *store.Tx, id string, version int64) error {
	return meetings.Edit(tx, id, version, func(m *minutes) error {
		switch {
		case m.State != Planned && m.State != Convened:
			return store.ErrConflict
		case m.HeldOn > text.DayOf(tx.Now().Time):
			return errTooSoon
		}
		m.State = Open
		m.edits++
		return nil
	})
}

// Unstart takes back that a meeting was opened, when it was not held after all
// and nothing is written yet. It can then be moved to another day or called off.
func Unstart(tx *store.Tx, id string, version int64) error {
	m, err := Get(tx, id)
	switch {
	case err != nil:
		return err
	case m.State != Open:
		return errNotOpen
	case !m.blank():
		return errBegun
	}
	return meetings.Edit(tx, id, version, func(x *minutes) error {
		x.State = Planned
		if x.CalledOn != "" {
			x.State = Convened
		}
		return nil
	})
}

// NoteAttendance notes who came to a meeting that is under way, in the place of
// who was noted before. Those without a seat that day can only be guests: a
// NotSeated says who is not.
func NoteAttendance(tx *store.Tx, id string, version int64, list []Attendance) error {
	m := Meeting{ID: id, Attendance: list}
	err := meetings.Edit(tx, id, version, func(x *minutes) error {
		if x.State != Open {
			return errNotOpen
		}
		m.HeldOn, m.Body = x.HeldOn, x.Body
		x.edits++
		return nil
	})
	if err == nil {
		err = seat(tx, &m)
	}
	if err != nil {
		return err
	}
	have, err := store.All(tx, attendedAt, (*attended).fields, id)
	if err != nil {
		return err
	}
	var want []attended
	for i, a := range m.Attendance {
		want = append(want, attended{a, part{position: int64(i), meeting: id}})
	}
	return match(tx, attendances, have, want, func(a *attended) (*string, int64, string) {
		return &a.ID, a.version, a.InstitutionID + "/" + a.Name
	})
}

// NoteChair notes the office of who is in the chair of a meeting under way, and
// returns the version now.
func NoteChair(tx *store.Tx, id, office string) (int64, error) {
	m, err := meetings.Get(tx, id)
	if err == nil && m.State != Open {
		err = errNotOpen
	}
	if err != nil {
		return 0, err
	}
	err = meetings.Edit(tx, id, m.Version, func(x *minutes) error {
		x.ChairedBy = office
		return nil
	})
	if err != nil {
		return 0, err
	}
	m, err = meetings.Get(tx, id)
	return m.Version, err
}

// readMinuted reads an item of a meeting with its version and what is written under it.
func readMinuted(tx *store.Tx, meetingID, id string) (item lined, under []lined, err error) {
	if item, err = lines.Get(tx, id); err != nil {
		return item, nil, err
	}
	if item.meeting != meetingID || item.Kind != Agenda {
		return item, nil, store.ErrNotFound
	}
	all, err := store.All(tx, linedAt, (*lined).fields, meetingID)
	under = slices.DeleteFunc(all, func(l lined) bool { return l.ItemID != id || !slices.Contains(written, l.Kind) })
	return item, under, err
}

// SaveMinutes keeps the minutes of one item of a meeting under way: its title
// and outcome, and all that is written under it. version is the fingerprint of
// what the writer was shown: an item that was only moved meanwhile is the same.
// It returns the fingerprint now.
func SaveMinutes(tx *store.Tx, meetingID string, version int64, item Line, under []Line) (int64, error) {
	m, err := meetings.Get(tx, meetingID)
	if err != nil {
		return 0, err
	}
	old, have, err := readMinuted(tx, meetingID, item.ID)
	if err != nil {
		return 0, err
	}
	now, mine := fingerprint(old.Line, linesOf(have)), fingerprint(item, under)
	switch {
	case m.State != Open:
		return 0, errNotOpen
	case now == mine:
		return now, nil
	case now != version:
		return 0, store.ErrConflict
	}
	err = lines.Edit(tx, item.ID, old.version, func(l *lined) error {
		l.Body, l.Outcome = item.Body, item.Outcome
		return nil
	})
	if err != nil {
		return 0, err
	}
	var want []lined
	for i, l := range under {
		l.ItemID = item.ID
		want = append(want, lined{l, part{position: int64(i), meeting: meetingID}})
	}
	return mine, match(tx, lines, have, want, func(l *lined) (*string, int64, string) { return &l.ID, l.version, l.Kind })
}

// Shown is the fingerprint of an item of the agenda and what is written under
// it, as somebody who opens it now is shown it.
func Shown(tx *store.Tx, meetingID, itemID string) (int64, error) {
	item, under, err := readMinuted(tx, meetingID, itemID)
	return fingerprint(item.Line, linesOf(under)), err
}

func linesOf(rows []lined) []Line {
	var list []Line
	for _, r := range rows {
		list = append(list, r.Line)
	}
	return list
}

// fingerprint is a number that changes with any word of an item and what is
// written under it, and with nothing else.
func fingerprint(item Line, under []Line) int64 {
	parts := []any{item.Body, item.Outcome}
	for _, kind := range written {
		for _, l := range under {
			if l.Kind == kind {
				parts = append(parts, kind, l.Body, l.InstitutionID, l.Everyone, l.DueOn, l.DueNext, l.Priority, l.Votes)
			}
		}
	}
	text, err := json.Marshal(parts)
	if err != nil {
		panic("meeting: lines that cannot be written down: " + err.Error())
	}
	h := fnv.New64a()
	h.Write(text)
	return int64(h.Sum64() >> 1)
}
