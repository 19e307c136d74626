package meeting

import (
	"slices"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

// outOf reports whether the person of the grant sits for an institution that
// declared an interest in an item: its content and documents are then not for
// them. Who keeps the minutes sees every item.
func outOf(g access.Grant, m Meeting, itemID string) bool {
	reply, err := g.Also(access.ReplyToMeetings)
	if err != nil || reply.Whole() || itemID == "" {
		return false
	}
	return slices.ContainsFunc(m.Lines, func(l Line) bool {
		return l.Kind == Recusal && l.ItemID == itemID && reply.Covers(l.InstitutionID)
	})
}

// Declare puts an institution out of an item because of an interest it has in
// it. reason is for the minutes.
func Declare(tx *store.Tx, meetingID, itemID, institution, reason string) error {
	m, err := changeable(tx, meetingID)
	if err != nil {
		return err
	}
	item := func(l Line) bool { return l.ID == itemID && l.Kind == Agenda }
	again := func(l Line) bool {
		return l.Kind == Recusal && l.ItemID == itemID && l.InstitutionID == institution
	}
	switch {
	case !slices.ContainsFunc(m.Lines, item):
		return store.ErrNotFound
	case slices.ContainsFunc(m.Lines, again):
		return web.Refuse("Ky institucion ka deklaruar konflikt interesi për këtë pikë më parë.")
	}
	reason = strings.TrimSuffix(reason, ".") // it is read in brackets
	return lines.Add(tx, lined{Line{ID: tx.NewID(), Kind: Recusal, ItemID: itemID, Body: reason, InstitutionID: institution},
		part{position: int64(len(m.Lines)), meeting: meetingID}})
}

// Withdraw takes back a declaration of interest, until the meeting closes.
func Withdraw(tx *store.Tx, meetingID, lineID string) error {
	if _, err := changeable(tx, meetingID); err != nil {
		return err
	}
	l, err := lines.Get(tx, lineID)
	if err != nil || l.meeting != meetingID || l.Kind != Recusal {
		return store.ErrNotFound
	}
	return lines.Remove(tx, l.ID, l.version)
}

// changeable reads a meeting that is not over yet: planned, convened or open.
func changeable(tx *store.Tx, id string) (Meeting, error) {
	m, err := Get(tx, id)
	if err == nil && !m.Before() && m.State != Open {
		err = web.Refuse("Mbledhja është mbyllur ose anuluar: kjo nuk ndryshohet më.")
	}
	return m, err
}

// Before reports whether the meeting is still to be held.
func (m Meeting) Before() bool { return m.State == Planned || m.State == Convened }
