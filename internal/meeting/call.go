package meeting

import (
	"errors"
	"slices"

	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

var orderOn = store.Read(`SELECT id FROM committee_order WHERE committee_id = $1 AND valid_from <= $2 AND (valid_to = '' OR valid_to >= $2) ORDER BY valid_from DESC, id LIMIT 1`)

// Convene calls to a meeting all who have a seat under the order in force on
// its day, and guests: institutions of the committee without a seat. Of a
// meeting that is convened already it calls those who were not yet.
func Convene(tx *store.Tx, o Options, id string, version int64, guests []string) error {
	var m Meeting
	err := meetings.Edit(tx, id, version, func(x *minutes) (err error) {
		if !x.Before() {
			return web.Refuse("Thirret vetëm një mbledhje që pritet të mbahet.")
		}
		x.edits++
		if x.OrderID, err = seatingOrder(tx, x.HeldOn, x.Body); err != nil {
			return err
		}
		if x.State == Planned {
			x.State, x.CalledOn = Convened, text.DayOf(tx.Now().Time)
		}
		m = x.Meeting
		return nil
	})
	if err != nil {
		return err
	}
	added, err := callMissing(tx, m, guests)
	if err != nil {
		return err
	}
	return o.tell(tx, notice(tx, m, NoticeConvened, added))
}

// seatingOrder is the id of the order that says who is called on a day.
func seatingOrder(tx *store.Tx, day, body string) (string, error) {
	id, err := store.Value[string](tx, orderOn, day)
	if errors.Is(err, store.ErrNotFound) {
		return "", web.Refuse("Më %s nuk ka urdhër në fuqi, ndaj nuk dihet kush thirret. Shtoni urdhrin te «Komiteti» ose ndryshoni ditën e mbledhjes.", text.Day(day))
	}
	if err != nil {
		return "", err
	}
	seats, number, err := readSeats(tx, day, body)
	if err == nil && len(seats) == 0 {
		err = web.Refuse("Urdhri nr. %s nuk cakton vende për këtë mbledhje. Caktojini te «Komiteti», pastaj thirreni.", number)
	}
	return id, err
}

// callMissing calls who has a seat, and the guests, as far as they were not
// called before, and returns them.
func callMissing(tx *store.Tx, m Meeting, guests []string) (added []string, err error) {
	want, err := callable(tx, m, guests)
	if err != nil {
		return nil, err
	}
	have, err := CallsOf(tx, m.ID)
	if err != nil {
		return nil, err
	}
	at := last(have, func(c Call) int64 { return c.Position })
	for _, c := range want {
		if slices.ContainsFunc(have, func(h Call) bool { return h.InstitutionID == c.InstitutionID }) {
			continue
		}
		at++
		c.ID, c.MeetingID, c.Position = tx.NewID(), m.ID, at
		if err := calls.Add(tx, c); err != nil {
			return nil, err
		}
		added = append(added, c.InstitutionID)
	}
	return added, nil
}

// callable are those to be called, in the order of the committee's lists: the
// seated, then the guests. A guest who is none of the committee's institutions
// does not exist.
func callable(tx *store.Tx, m Meeting, guests []string) (list []Call, err error) {
	seats, _, err := readSeats(tx, m.HeldOn, m.Body)
	if err != nil {
		return nil, err
	}
	names, err := readDirectory(tx, m.HeldOn)
	if err != nil {
		return nil, err
	}
	for _, n := range names {
		if kind := kindIn(seats, n.ID); kind != "" {
			list = append(list, Call{InstitutionID: n.ID, Kind: kind})
		}
	}
	for _, id := range guests {
		if !names.Has(id) {
			return nil, store.ErrNotFound
		}
		if kindIn(seats, id) == "" {
			list = append(list, Call{InstitutionID: id, Kind: Guest})
		}
	}
	return list, nil
}

// recall follows a meeting that was convened to another day, hour or place:
// who has a seat then is called, who has none any more is told so, and all
// others are told of the change.
func recall(tx *store.Tx, o Options, id string) error {
	m, err := Get(tx, id)
	if err != nil {
		return err
	}
	order, err := seatingOrder(tx, m.HeldOn, m.Body)
	if err != nil {
		return err
	}
	err = meetings.Edit(tx, id, m.Version, func(x *minutes) error {
		x.OrderID = order
		return nil
	})
	if err != nil {
		return err
	}
	kept, gone, err := dropUnseated(tx, m)
	if err != nil {
		return err
	}
	added, err := callMissing(tx, m, nil)
	if err != nil {
		return err
	}
	for _, n := range []Notice{notice(tx, m, NoticeChanged, kept), notice(tx, m, NoticeConvened, added), notice(tx, m, NoticeCancelled, gone)} {
		n.Alone = n.Kind == NoticeCancelled || n.Kind == NoticeConvened && len(kept) > 0 // the meeting was moved, and who chairs it is told so once
		if err := o.tell(tx, n); err != nil {
			return err
		}
	}
	return nil
}

// dropUnseated takes back the call to those who have no seat on the day, and
// corrects how the others sit. Guests stay.
func dropUnseated(tx *store.Tx, m Meeting) (kept, gone []string, err error) {
	seats, _, err := readSeats(tx, m.HeldOn, m.Body)
	if err != nil {
		return nil, nil, err
	}
	have, err := CallsOf(tx, m.ID)
	for _, c := range have {
		kind := kindIn(seats, c.InstitutionID)
		if kind == "" && c.Kind != Guest {
			gone = append(gone, c.InstitutionID)
			err = errors.Join(err, calls.Remove(tx, c.ID, c.Version))
			continue
		}
		kept = append(kept, c.InstitutionID)
		err = errors.Join(err, calls.Edit(tx, c.ID, c.Version, func(x *Call) error {
			if kind != "" {
				x.Kind = kind
			}
			return nil
		}))
	}
	return kept, gone, err
}

// Answer keeps what an institution replied to its call: that it comes, who comes
// in the member's place (an office), or why nobody can. version is the one the
// editor was shown.
func Answer(tx *store.Tx, meetingID, institution string, version int64, reply, substitute, note string) error {
	if _, err := changeable(tx, meetingID); err != nil {
		return err
	}
	c, err := callOf(tx, meetingID, institution)
	if err != nil {
		return err
	}
	return calls.Edit(tx, c.ID, version, func(x *Call) error {
		x.Reply, x.Substitute, x.Note, x.RepliedAt = reply, substitute, note, tx.Now()
		return nil
	})
}

// callOf is the call of one institution, or store.ErrNotFound.
func callOf(tx *store.Tx, meetingID, institution string) (Call, error) {
	list, err := CallsOf(tx, meetingID)
	if err != nil {
		return Call{}, err
	}
	i := slices.IndexFunc(list, func(c Call) bool { return c.InstitutionID == institution })
	if i < 0 {
		return Call{}, store.ErrNotFound
	}
	return list[i], nil
}
