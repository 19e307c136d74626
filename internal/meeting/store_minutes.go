package meeting

import (
	"reflect"
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

// bumpItem makes any change under an item a change of the item, so that two who
// write the same one meet.
var bumpItem = store.Write(`UPDATE meeting_line SET version = version + 1 WHERE committee_id = $1 AND id = $2 AND version = $3`)

// readItem reads an item of a meeting with its version and what is written under it.
func readItem(tx *store.Tx, meetingID, id string) (item lined, under []lined, err error) {
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

// SaveItem keeps the minutes of one item of a meeting under way: its title and
// outcome, and all that is written under it. version is the one the writer was
// shown. Saving what stands there already changes nothing, whatever the version.
// It returns the version now.
func SaveItem(tx *store.Tx, meetingID string, version int64, item Line, under []Line) (int64, error) {
	m, err := meetings.Get(tx, meetingID)
	if err != nil {
		return 0, err
	}
	old, have, err := readItem(tx, meetingID, item.ID)
	switch {
	case err != nil:
		return 0, err
	case m.State != Open:
		return 0, errNotOpen
	case sameItem(old, have, item, under):
		return old.version, nil
	}
	if n, err := tx.Exec(bumpItem, item.ID, version); err != nil || n == 0 {
		return 0, orConflict(err)
	}
	err = lines.Edit(tx, item.ID, version+1, func(l *lined) error {
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
	if err := match(tx, lines, have, want, func(l *lined) (*string, int64, string) { return &l.ID, l.version, l.Kind }); err != nil {
		return 0, err
	}
	now, err := lines.Get(tx, item.ID)
	return now.version, err
}

func orConflict(err error) error {
	if err == nil {
		return store.ErrConflict
	}
	return err
}

// sameItem reports whether an item says already what is to be saved.
func sameItem(old lined, have []lined, item Line, under []Line) bool {
	if old.Body != item.Body || old.Outcome != item.Outcome || len(have) != len(under) {
		return false
	}
	for i, l := range under {
		l.ID, l.ItemID = have[i].ID, old.ID
		if !reflect.DeepEqual(have[i].Line, l) {
			return false
		}
	}
	return true
}
