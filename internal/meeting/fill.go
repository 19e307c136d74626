package meeting

import (
	"slices"

	"tryeza/internal/store"
	"tryeza/internal/web"
)

// An agenda is the items of a meeting and what they are about, while they are
// changed.
type agenda struct {
	meeting Meeting
	items   []lined
	abouts  []About
	files   []File
}

func readAgenda(tx *store.Tx, id string) (a agenda, err error) {
	if a.meeting, err = changeable(tx, id); err != nil {
		return a, err
	}
	if a.items, err = agendaOf(tx, id); err != nil {
		return a, err
	}
	if a.abouts, err = AboutsOf(tx, id); err != nil {
		return a, err
	}
	a.files, err = FilesOf(tx, id)
	return a, err
}

// Refresh brings what the agenda suggests by itself up to date. What is new is
// added at the end; what is no longer so is taken out, unless the meeting is
// under way. What the secretary wrote, or put in another place, stays.
func Refresh(tx *store.Tx, id string) error {
	a, err := readAgenda(tx, id)
	if err != nil {
		return err
	}
	sources, err := readSources(tx, a.meeting)
	if err != nil {
		return err
	}
	want := Suggest(a.meeting, sources)
	if a.meeting.State != Open {
		if err := a.drop(tx, want); err != nil {
			return err
		}
	}
	for _, s := range want {
		if err := a.add(tx, s); err != nil {
			return err
		}
	}
	return nil
}

var inPreparation = store.Read(`SELECT id FROM meeting WHERE committee_id = $1 AND state = 'planned' ORDER BY held_on, id`)

// refreshComing brings the agendas of all planned meetings up to date. Those called
// to one hold its agenda in their hands: of that it is only said what waits.
func refreshComing(tx *store.Tx) error {
	list, err := store.All(tx, inPreparation, func(id *string) []any { return []any{id} })
	for _, id := range list {
		if err := Refresh(tx, id); err != nil {
			return err
		}
	}
	return err
}

// leftOut lists what would come into the agenda if it was refreshed: what is
// new since, and what the secretary took out.
func leftOut(tx *store.Tx, m Meeting) (list []Concern, err error) {
	sources, err := readSources(tx, m)
	if err != nil {
		return nil, err
	}
	have, err := AboutsOf(tx, m.ID)
	if err != nil {
		return nil, err
	}
	for _, s := range Suggest(m, sources) {
		for _, ref := range s.Refs {
			if slices.ContainsFunc(have, func(a About) bool { return a.Kind == s.Kind && a.RefID == ref }) {
				continue
			}
			c, err := concernAt(tx, s.Kind, ref)
			if err != nil {
				return nil, err
			}
			list = append(list, c)
		}
	}
	return list, nil
}

// drop takes out what is not suggested any more: what items are about, and
// items left without anything that nobody has touched.
func (a *agenda) drop(tx *store.Tx, want []Suggestion) error {
	for _, it := range slices.Clone(a.items) {
		if it.Suggested == "" {
			continue
		}
		i := slices.IndexFunc(want, func(s Suggestion) bool { return s.Key == it.Suggested })
		var refs []string
		if i >= 0 {
			refs = want[i].Refs
		}
		if err := a.dropAbouts(tx, it.ID, refs); err != nil {
			return err
		}
		if i < 0 && a.untouched(it) {
			if err := lines.Remove(tx, it.ID, it.version); err != nil {
				return err
			}
			a.items = slices.DeleteFunc(a.items, func(x lined) bool { return x.ID == it.ID })
		}
	}
	return nil
}

func (a *agenda) dropAbouts(tx *store.Tx, itemID string, keep []string) error {
	var left []About
	for _, b := range a.abouts {
		if b.ItemID != itemID || slices.Contains(keep, b.RefID) {
			left = append(left, b)
		} else if err := abouts.Remove(tx, b.ID, b.Version); err != nil {
			return err
		}
	}
	a.abouts = left
	return nil
}

// untouched reports whether an item is as it was suggested: nobody gave it
// another title, a document, or declared an interest in it.
func (a *agenda) untouched(it lined) bool {
	title, fixed := titles[it.Suggested]
	return (fixed && title == it.Body || !fixed && it.version == 1) &&
		!slices.ContainsFunc(a.meeting.Lines, func(l Line) bool { return l.ItemID == it.ID }) &&
		!slices.ContainsFunc(a.files, func(f File) bool { return f.ItemID == it.ID })
}

// add puts a suggestion into the agenda, or what is missing of it. Nothing
// stands in an agenda twice.
func (a *agenda) add(tx *store.Tx, s Suggestion) error {
	refs := slices.DeleteFunc(slices.Clone(s.Refs), func(ref string) bool {
		return slices.ContainsFunc(a.abouts, func(b About) bool { return b.Kind == s.Kind && b.RefID == ref })
	})
	i := slices.IndexFunc(a.items, func(l lined) bool { return l.Suggested == s.Key })
	if i < 0 && len(refs) == 0 && s.Kind != "" {
		return nil // all of it stands under other items
	}
	if i < 0 {
		if err := a.addItem(tx, s.Title, s.Key); err != nil {
			return err
		}
		i = len(a.items) - 1
	}
	for _, ref := range refs {
		b := About{ID: tx.NewID(), MeetingID: a.meeting.ID, ItemID: a.items[i].ID, Kind: s.Kind, RefID: ref,
			Position: 1 + last(a.abouts, func(b About) int64 { return b.Position })}
		if err := abouts.Add(tx, b); err != nil {
			return err
		}
		a.abouts = append(a.abouts, b)
	}
	return nil
}

func (a *agenda) addItem(tx *store.Tx, title, key string) error {
	l := lined{Line{ID: tx.NewID(), Kind: Agenda, Body: title, Suggested: key},
		part{version: 1, meeting: a.meeting.ID, position: 1 + last(a.items, func(l lined) int64 { return l.position })}}
	a.items = append(a.items, l)
	return lines.Add(tx, l)
}

// AddItem adds an item the secretary wrote, at the end, and returns its id.
func AddItem(tx *store.Tx, meetingID, title string) (string, error) {
	a, err := readAgenda(tx, meetingID)
	if err == nil {
		err = a.addItem(tx, title, "")
	}
	if err != nil {
		return "", err
	}
	return a.items[len(a.items)-1].ID, nil
}

// EditItem gives an item another title. version is the one the editor was shown.
func EditItem(tx *store.Tx, meetingID, itemID string, version int64, title string) error {
	a, err := readAgenda(tx, meetingID)
	if err != nil {
		return err
	}
	if a.at(itemID) < 0 {
		return store.ErrNotFound
	}
	return lines.Edit(tx, itemID, version, func(l *lined) error {
		l.Body = title
		return nil
	})
}

func (a *agenda) at(itemID string) int {
	return slices.IndexFunc(a.items, func(l lined) bool { return l.ID == itemID })
}

// MoveItem moves an item one place up, or down; at the end it stays.
func MoveItem(tx *store.Tx, meetingID, itemID string, up bool) error {
	a, err := readAgenda(tx, meetingID)
	if err != nil {
		return err
	}
	i := a.at(itemID)
	if i < 0 {
		return store.ErrNotFound
	}
	to := i + 1
	if up {
		to = i - 1
	}
	if to < 0 || to >= len(a.items) {
		return nil
	}
	a.items[i], a.items[to] = a.items[to], a.items[i]
	for n, it := range a.items {
		err := lines.Edit(tx, it.ID, it.version, func(l *lined) error {
			l.position = int64(n)
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// RemoveItem takes an item out of the agenda, with what it is about and the
// interests declared in it. One that was suggested comes back when the agenda is
// refreshed. One with documents, or in which something was said, stays.
func RemoveItem(tx *store.Tx, meetingID, itemID string, version int64) error {
	a, err := readAgenda(tx, meetingID)
	if err != nil {
		return err
	}
	if a.at(itemID) < 0 {
		return store.ErrNotFound
	}
	if err := a.removable(itemID); err != nil {
		return err
	}
	if err := a.dropAbouts(tx, itemID, nil); err != nil {
		return err
	}
	for _, l := range a.meeting.Lines {
		if l.ItemID == itemID {
			if err := Withdraw(tx, meetingID, l.ID); err != nil {
				return err
			}
		}
	}
	return lines.Remove(tx, itemID, version)
}

func (a *agenda) removable(itemID string) error {
	switch {
	case slices.ContainsFunc(a.files, func(f File) bool { return f.ItemID == itemID }):
		return errItemFiles
	case slices.ContainsFunc(a.meeting.Lines, func(l Line) bool { return l.ItemID == itemID && l.Kind != Recusal }):
		return errItemLines
	}
	return nil
}

var (
	errItemFiles = web.Refuse("Pika ka dokumente. Hiqini më parë dokumentet, pastaj pikën.")
	errItemLines = web.Refuse("Për këtë pikë është shënuar diçka në procesverbal, ndaj nuk hiqet.")
)
