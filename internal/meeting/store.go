package meeting

import (
	"cmp"
	"slices"

	"tryeza/internal/figure"
	"tryeza/internal/store"
)

// What the tables hold beside the minutes themselves: to which meeting a part
// belongs, in which place, and how often a meeting was saved.
type (
	minutes struct {
		Meeting
		edits int64
	}
	part struct {
		version, position int64
		meeting           string
	}
	attended struct {
		Attendance
		part
	}
	lined struct {
		Line
		part
	}
	said struct {
		Figure
		part
		value *figure.Number
	}
)

var (
	meetings    = store.NewTable("meeting", "body, kind, state, recorded, held_on, date_note, time_of_day, ends_at, place, title, chaired_by, source, note, order_id, called_on, sequence, reason, closed_on, approved_in, edits", (*minutes).fields)
	attendances = store.NewTable("meeting_attendance", "meeting_id, position, institution_id, name, kind, substitute", (*attended).fields)
	lines       = store.NewTable("meeting_line", "meeting_id, position, kind, item_id, number, body, institution_id, everyone, due_on, due_next, priority, outcome, suggested, votes_for, votes_against, votes_abstained", (*lined).fields)
	figures     = store.NewTable("meeting_figure", "meeting_id, position, what, value, qualifier, unit, about", (*said).fields)
)

func (m *minutes) fields() []any {
	return []any{&m.ID, &m.Version, &m.Body, &m.Kind, &m.State, &m.Recorded, &m.HeldOn, &m.DateNote, &m.Time, &m.EndsAt, &m.Place, &m.Title, &m.ChairedBy,
		&m.Source, &m.Note, &m.OrderID, &m.CalledOn, &m.Sequence, &m.Reason, &m.ClosedOn, &m.ApprovedIn, &m.edits}
}

func (a *attended) fields() []any {
	return []any{&a.ID, &a.version, &a.meeting, &a.position, &a.InstitutionID, &a.Name, &a.Kind, &a.Substitute}
}

func (l *lined) fields() []any {
	return []any{&l.ID, &l.version, &l.meeting, &l.position, &l.Kind, &l.ItemID, &l.Number, &l.Body, &l.InstitutionID, &l.Everyone, &l.DueOn, &l.DueNext,
		&l.Priority, &l.Outcome, &l.Suggested, &l.For, &l.Against, &l.Abstained}
}

func (f *said) fields() []any {
	return []any{&f.ID, &f.version, &f.meeting, &f.position, &f.What, &f.value, &f.Value.Qualifier, &f.Unit, &f.About}
}

var (
	between = store.Read(`SELECT id, version, body, kind, state, recorded, held_on, date_note, time_of_day, ends_at, place, title, chaired_by, source, note, order_id, called_on, sequence, reason, closed_on, approved_in, edits
		FROM meeting WHERE committee_id = $1 AND held_on >= $2 AND held_on <= $3 AND state IN ('closed', 'approved')`)
	attendedBetween = store.Read(`SELECT a.id, a.version, a.meeting_id, a.position, a.institution_id, a.name, a.kind, a.substitute
		FROM meeting AS m JOIN meeting_attendance AS a ON a.committee_id = m.committee_id AND a.meeting_id = m.id
		WHERE m.committee_id = $1 AND m.held_on >= $2 AND m.held_on <= $3 ORDER BY a.meeting_id, a.position, a.id`)
	linedBetween = store.Read(`SELECT l.id, l.version, l.meeting_id, l.position, l.kind, l.item_id, l.number, l.body, l.institution_id, l.everyone, l.due_on, l.due_next, l.priority, l.outcome, l.suggested, l.votes_for, l.votes_against, l.votes_abstained
		FROM meeting AS m JOIN meeting_line AS l ON l.committee_id = m.committee_id AND l.meeting_id = m.id
		WHERE m.committee_id = $1 AND m.held_on >= $2 AND m.held_on <= $3 ORDER BY l.meeting_id, l.position, l.id`)
	saidBetween = store.Read(`SELECT f.id, f.version, f.meeting_id, f.position, f.what, f.value, f.qualifier, f.unit, f.about
		FROM meeting AS m JOIN meeting_figure AS f ON f.committee_id = m.committee_id AND f.meeting_id = m.id
		WHERE m.committee_id = $1 AND m.held_on >= $2 AND m.held_on <= $3 ORDER BY f.meeting_id, f.position, f.id`)
	attendedAt = store.Read(`SELECT id, version, meeting_id, position, institution_id, name, kind, substitute
		FROM meeting_attendance WHERE committee_id = $1 AND meeting_id = $2 ORDER BY position, id`)
	linedAt = store.Read(`SELECT id, version, meeting_id, position, kind, item_id, number, body, institution_id, everyone, due_on, due_next, priority, outcome, suggested, votes_for, votes_against, votes_abstained
		FROM meeting_line WHERE committee_id = $1 AND meeting_id = $2 ORDER BY position, id`)
	saidAt = store.Read(`SELECT id, version, meeting_id, position, what, value, qualifier, unit, about
		FROM meeting_figure WHERE committee_id = $1 AND meeting_id = $2 ORDER BY position, id`)
)

// parts are the rows of the three tables under one or several meetings.
type parts struct {
	attended []attended
	lined    []lined
	said     []said
}

func readParts(tx *store.Tx, a, l, f store.Query, args ...any) (p parts, err error) {
	if p.attended, err = store.All(tx, a, (*attended).fields, args...); err != nil {
		return p, err
	}
	if p.lined, err = store.All(tx, l, (*lined).fields, args...); err != nil {
		return p, err
	}
	p.said, err = store.All(tx, f, (*said).fields, args...)
	return p, err
}

// into gives a meeting those of the parts that are its own.
func (p parts) into(m *Meeting) {
	for _, a := range p.attended {
		if a.meeting == m.ID {
			m.Attendance = append(m.Attendance, a.Attendance)
		}
	}
	for _, l := range p.lined {
		if l.meeting == m.ID {
			m.Lines = append(m.Lines, l.Line)
		}
	}
	for _, f := range p.said {
		if f.meeting == m.ID {
			if f.value != nil {
				f.Value.Number = *f.value
			}
			m.Figures = append(m.Figures, f.Figure)
		}
	}
}

// InPeriod reads every meeting that took place from one day to another with all its parts,
// in the order they were held. The order is the same at each reading.
func InPeriod(tx *store.Tx, from, to string) ([]Meeting, error) {
	rows, err := store.All(tx, between, (*minutes).fields, from, to)
	if err != nil {
		return nil, err
	}
	p, err := readParts(tx, attendedBetween, linedBetween, saidBetween, from, to)
	if err != nil {
		return nil, err
	}
	var list []Meeting
	for _, r := range rows {
		p.into(&r.Meeting)
		list = append(list, r.Meeting)
	}
	slices.SortFunc(list, func(a, b Meeting) int {
		return cmp.Or(cmp.Compare(a.HeldOn, b.HeldOn), cmp.Compare(a.Time, b.Time), cmp.Compare(a.Title, b.Title), cmp.Compare(a.ID, b.ID))
	})
	return list, nil
}

// Get reads one meeting with all its parts.
func Get(tx *store.Tx, id string) (Meeting, error) {
	m, err := meetings.Get(tx, id)
	if err != nil {
		return Meeting{}, err
	}
	p, err := readParts(tx, attendedAt, linedAt, saidAt, id)
	p.into(&m.Meeting)
	return m.Meeting, err
}
