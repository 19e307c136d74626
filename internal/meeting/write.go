package meeting

import "tryeza/internal/store"

// Record adds a meeting that was held and minuted elsewhere, with all its parts. Parts without an id get one. An
// institution present without a seat that day, and not as a guest, is a NotSeated.
func Record(tx *store.Tx, m Meeting) error {
	if err := seat(tx, &m); err != nil {
		return err
	}
	if m.ID == "" {
		m.ID = tx.NewID()
	}
	m.State, m.Recorded, m.ClosedOn = Closed, true, m.HeldOn
	if err := meetings.Add(tx, minutes{Meeting: m, edits: 1}); err != nil {
		return err
	}
	return saveParts(tx, parts{}, m)
}

// Edit saves a meeting with all its parts; parts that are not in m are removed.
// m.Version is the version the editor was shown. Only a meeting that was recorded
// is edited so: one that was planned and minuted here has steps of its own.
func Edit(tx *store.Tx, m Meeting) error {
	if err := recordedOnly(tx, m.ID); err != nil {
		return err
	}
	if err := seat(tx, &m); err != nil {
		return err
	}
	err := meetings.Edit(tx, m.ID, m.Version, func(x *minutes) error {
		m.State, m.Recorded, m.ClosedOn, m.ApprovedIn = x.State, x.Recorded, m.HeldOn, x.ApprovedIn
		*x = minutes{Meeting: m, edits: x.edits + 1}
		return nil
	})
	if err != nil {
		return err
	}
	have, err := readParts(tx, attendedAt, linedAt, saidAt, m.ID)
	if err != nil {
		return err
	}
	return saveParts(tx, have, m)
}

func recordedOnly(tx *store.Tx, id string) error {
	m, err := meetings.Get(tx, id)
	if err == nil && !m.Recorded {
		err = store.ErrNotFound
	}
	return err
}

// Remove removes a recorded meeting with all its parts. What it held stays in the
// audit trail.
func Remove(tx *store.Tx, id string, version int64) error {
	if err := recordedOnly(tx, id); err != nil {
		return err
	}
	have, err := readParts(tx, attendedAt, linedAt, saidAt, id)
	if err != nil {
		return err
	}
	if err := saveParts(tx, have, Meeting{ID: id}); err != nil {
		return err
	}
	return meetings.Remove(tx, id, version)
}

func saveParts(tx *store.Tx, have parts, m Meeting) error {
	var want parts
	for i, a := range m.Attendance {
		want.attended = append(want.attended, attended{a, part{position: int64(i), meeting: m.ID}})
	}
	for i, l := range m.Lines {
		want.lined = append(want.lined, lined{l, part{position: int64(i), meeting: m.ID}})
	}
	for i, f := range m.Figures {
		want.said = append(want.said, said{f, part{position: int64(i), meeting: m.ID}, f.Value.Value()})
	}
	err := match(tx, attendances, have.attended, want.attended, func(a *attended) (*string, int64, string) {
		return &a.ID, a.version, a.InstitutionID + "/" + a.Name
	})
	if err == nil {
		err = match(tx, lines, have.lined, want.lined, func(l *lined) (*string, int64, string) { return &l.ID, l.version, l.Kind })
	}
	if err == nil {
		err = match(tx, figures, have.said, want.said, func(f *said) (*string, int64, string) { return &f.ID, f.version, "" })
	}
	return err
}

// key returns the id and version of a row, and what it must have in common with
// another one to be taken for the same, corrected.
type key[T any] func(*T) (id *string, version int64, like string)

// match makes the rows of a table those wanted. One with an id replaces the row
// of that id; one without takes the next row like it that is left, so that the
// audit trail shows a corrected line as corrected.
func match[T any](tx *store.Tx, t store.Table[T], have, want []T, of key[T]) error {
	left, byID := map[string]bool{}, map[string]T{}
	for _, h := range have {
		id, _, _ := of(&h)
		byID[*id], left[*id] = h, true
	}
	for i := range want {
		id, _, _ := of(&want[i])
		delete(left, *id)
	}
	for i := range want {
		id, _, like := of(&want[i])
		if *id == "" {
			*id = nextLeft(have, left, like, of)
		}
		old, known := byID[*id]
		if *id == "" {
			*id = tx.NewID()
		}
		if err := put(tx, t, old, known, want[i], of); err != nil {
			return err
		}
	}
	return removeLeft(tx, t, have, left, of)
}

// nextLeft takes the first row nobody took yet, in the order of have.
func nextLeft[T any](have []T, left map[string]bool, like string, of key[T]) string {
	for _, h := range have {
		if id, _, l := of(&h); left[*id] && l == like {
			delete(left, *id)
			return *id
		}
	}
	return ""
}

func put[T any](tx *store.Tx, t store.Table[T], old T, known bool, v T, of key[T]) error {
	if !known {
		return t.Add(tx, v)
	}
	id, version, _ := of(&old)
	return t.Edit(tx, *id, version, func(x *T) error { *x = v; return nil })
}

func removeLeft[T any](tx *store.Tx, t store.Table[T], have []T, left map[string]bool, of key[T]) error {
	for _, h := range have {
		if id, version, _ := of(&h); left[*id] {
			if err := t.Remove(tx, *id, version); err != nil {
				return err
			}
		}
	}
	return nil
}
