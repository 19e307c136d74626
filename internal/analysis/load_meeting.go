package analysis

import (
	"strconv"

	"tryeza/internal/figure"
	"tryeza/internal/indicator"
	"tryeza/internal/store"
)

// What was minuted, in the order of the agenda. What institutions said, and who
// was out of an item, stays in the minutes; a meeting that is only planned is not
// read at all.
var (
	readMeetings = store.Read(`SELECT id, body, kind, held_on, date_note, place, title, chaired_by, closed_on FROM meeting_held
		WHERE committee_id = $1 AND held_on >= $2 AND held_on <= $3 ORDER BY held_on, id`)
	readPresent = store.Read(`SELECT a.meeting_id, a.institution_id, a.name, a.substitute FROM meeting_held AS m
		JOIN meeting_attendance AS a ON a.committee_id = m.committee_id AND a.meeting_id = m.id
		WHERE m.committee_id = $1 AND m.held_on >= $2 AND m.held_on <= $3 ORDER BY a.meeting_id, a.position, a.id`)
	readLines = store.Read(`SELECT l.meeting_id, l.id, l.item_id, l.kind, l.number, l.body, l.institution_id, l.due_on, l.due_next FROM meeting_held AS m
		JOIN meeting_line AS l ON l.committee_id = m.committee_id AND l.meeting_id = m.id
		LEFT JOIN meeting_line AS i ON i.committee_id = l.committee_id AND i.id = l.item_id
		WHERE m.committee_id = $1 AND m.held_on >= $2 AND m.held_on <= $3 AND l.kind IN ('agenda', 'decision', 'task', 'recommendation', 'problem')
		ORDER BY l.meeting_id, COALESCE(i.position, l.position), CASE WHEN l.kind = 'agenda' THEN 0 ELSE 1 END, l.position, l.id`)
	readSaid = store.Read(`SELECT f.meeting_id, f.what, f.unit, f.about, f.value, f.qualifier FROM meeting_held AS m
		JOIN meeting_figure AS f ON f.committee_id = m.committee_id AND f.meeting_id = m.id
		WHERE m.committee_id = $1 AND m.held_on >= $2 AND m.held_on <= $3 ORDER BY f.meeting_id, f.position, f.id`)
	readSeatsThen = store.Read(`SELECT m.id, s.institution_id, s.body, s.kind FROM meeting_held AS m
		JOIN committee_seated AS s ON s.committee_id = m.committee_id AND s.since <= m.held_on AND s.until >= m.held_on AND (s.body = m.body OR m.body = 'joint')
		WHERE m.committee_id = $1 AND m.held_on >= $2 AND m.held_on <= $3 ORDER BY m.id, s.body, s.institution_id`)
	readIntervals = store.Read(`SELECT code, valid_from, value, unit FROM committee_rule
		WHERE committee_id = $1 AND code IN ('meeting_interval_committee', 'meeting_interval_table') ORDER BY code, valid_from`)
	readFirstOrder = store.Read(`SELECT COALESCE(MIN(valid_from), '') FROM committee_order WHERE committee_id = $1`)
	readHeld       = store.Read(`SELECT body, held_on FROM meeting_held WHERE committee_id = $1 AND held_on <= $2 ORDER BY held_on`)
)

func (d *Data) loadMeetings(tx *store.Tx) (err error) {
	from, to := d.Period.Start(), d.Period.Next().End()
	list, err := store.All(tx, readMeetings, func(m *Meeting) []any {
		return []any{&m.ID, &m.Body, &m.Kind, &m.HeldOn, &m.DateNote, &m.Place, &m.Title, &m.ChairedBy, &m.ClosedOn}
	}, from, to)
	if err != nil {
		return err
	}
	for _, m := range list {
		if d.keep(&m) {
			d.Meetings = append(d.Meetings, m)
		}
	}
	at := map[string]*Meeting{}
	for i := range d.Meetings {
		at[d.Meetings[i].ID] = &d.Meetings[i]
	}
	present, err := store.All(tx, readPresent, func(p *part[Present]) []any { return []any{&p.of, &p.is.Institution, &p.is.Name, &p.is.Substitute} }, from, to)
	for _, p := range present {
		if m := at[p.of]; m != nil {
			m.Present = append(m.Present, p.is)
		}
	}
	if err != nil {
		return err
	}
	lines, err := store.All(tx, readLines, func(p *part[Line]) []any {
		return []any{&p.of, &p.is.ID, &p.is.Item, &p.is.Kind, &p.is.Number, &p.is.Body, &p.is.Institution, &p.is.DueOn, &p.is.DueNext}
	}, from, to)
	for _, p := range lines {
		if m := at[p.of]; m != nil {
			m.Lines = append(m.Lines, p.is)
		}
	}
	if err != nil {
		return err
	}
	seats, err := store.All(tx, readSeatsThen, func(p *part[Seat]) []any { return []any{&p.of, &p.is.Institution, &p.is.Body, &p.is.Kind} }, from, to)
	for _, p := range seats {
		if m := at[p.of]; m != nil {
			m.Seats = append(m.Seats, p.is)
		}
	}
	if err != nil {
		return err
	}
	return d.loadSaid(tx, at, from, to)
}

func (d *Data) loadSaid(tx *store.Tx, at map[string]*Meeting, from, to string) error {
	type row struct {
		Said
		of     string
		number *figure.Number
	}
	rows, err := store.All(tx, readSaid, func(r *row) []any {
		return []any{&r.of, &r.What, &r.Unit, &r.About, &r.number, &r.Quantity.Qualifier}
	}, from, to)
	for _, r := range rows {
		if r.number != nil {
			r.Quantity.Number = *r.number
		}
		if m := at[r.of]; m != nil {
			m.Figures = append(m.Figures, r.Said)
		}
	}
	return err
}

// loadCadence reads what says how often each body had to meet, and did.
func (d *Data) loadCadence(tx *store.Tx) (err error) {
	if d.FirstOrder, err = store.Value[string](tx, readFirstOrder); err != nil {
		return err
	}
	committee, table := d.Kept["committee"], d.Kept["table"]
	held, err := store.All(tx, readHeld, (*pair).fields, d.Day)
	for _, h := range held {
		if h.of != "table" {
			committee.Held = append(committee.Held, h.is)
		}
		if h.of != "committee" {
			table.Held = append(table.Held, h.is)
		}
	}
	if err != nil {
		return err
	}
	rules, err := store.All(tx, readIntervals, func(r *intervalRow) []any { return []any{&r.code, &r.From, &r.value, &r.Unit} })
	for _, r := range rules {
		r.N, _ = strconv.Atoi(r.value) // what is no number is no rule
		if r.code == "meeting_interval_committee" {
			committee.Rules = append(committee.Rules, r.Interval)
		} else {
			table.Rules = append(table.Rules, r.Interval)
		}
	}
	d.Kept = map[string]Kept{"committee": committee, "table": table}
	return err
}

// An intervalRow is an interval as the rules of the committee keep it.
type intervalRow struct {
	indicator.Interval
	code, value string
}
