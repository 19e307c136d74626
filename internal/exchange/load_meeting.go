package exchange

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"tryeza/internal/figure"
	"tryeza/internal/store"
)

var (
	readMeetings = store.Read(`SELECT '', 0, id, body, kind, state, recorded, held_on, date_note, time_of_day, ends_at, place, title, chaired_by,
		source, note, order_id, called_on, sequence, reason, closed_on, approved_in FROM meeting
		WHERE committee_id = $1 AND held_on >= $2 AND held_on <= $3`)
	readCalls        = atMeetings(`t.meeting_id, t.position, t.id, t.institution_id, t.kind, t.reply, t.substitute, t.note, t.replied_at`, `meeting_call`)
	readParticipants = atMeetings(`t.meeting_id, t.position, t.id, t.institution_id, t.name, t.kind, t.substitute`, `meeting_attendance`)
	readLines        = atMeetings(`t.meeting_id, t.position, t.id, t.kind, t.item_id, t.number, t.body, t.institution_id, t.everyone, t.due_on, t.due_next,
		t.priority, t.outcome, t.suggested, t.votes_for, t.votes_against, t.votes_abstained`, `meeting_line`)
	readAbout        = atMeetings(`t.meeting_id, t.position, t.id, t.item_id, t.kind, t.ref_id, t.body, t.state, t.since`, `meeting_about`)
	readFigures      = atMeetings(`t.meeting_id, t.position, t.id, t.what, t.value, t.qualifier, t.unit, t.about`, `meeting_figure`)
	readMeetingFiles = atMeetings(`t.meeting_id, 0, t.id, t.item_id, t.name, t.media_type, t.added_at, t.content`, `meeting_file`)
)

// atMeetings reads what belongs to the meetings of a year, planned ones too.
func atMeetings(columns, table string) store.Query {
	return store.Read(`SELECT ` + columns + ` FROM meeting AS m
		JOIN ` + table + ` AS t ON t.committee_id = m.committee_id AND t.meeting_id = m.id
		WHERE m.committee_id = $1 AND m.held_on >= $2 AND m.held_on <= $3`)
}

func (d *Document) loadMeetings(tx *store.Tx) error {
	from, to := d.days()
	meetings, err := group(tx, readMeetings, func(m *Meeting) []any {
		return []any{&m.ID, &m.Body, &m.Kind, &m.State, &m.Recorded, &m.HeldOn, &m.DateNote, &m.Time, &m.EndsAt, &m.Place, &m.Title, &m.ChairedBy,
			&m.Source, &m.Note, &m.Order, &m.CalledOn, &m.Sequence, &m.Reason, &m.ClosedOn, &m.ApprovedIn}
	}, func(a, b *Meeting) int { return cmp.Compare(a.HeldOn, b.HeldOn) }, from, to)
	d.Meetings = meetings[""]
	at := map[string]*Meeting{}
	for i := range d.Meetings {
		d.Meetings[i].settle()
		at[d.Meetings[i].ID] = &d.Meetings[i]
	}
	if err != nil {
		return err
	}
	return loadMinutes(tx, at, from, to)
}

// loadMinutes reads what the meetings hold.
func loadMinutes(tx *store.Tx, at map[string]*Meeting, from, to string) error {
	return errors.Join(
		hang(tx, readCalls, func(c *Call) []any {
			return []any{&c.ID, &c.Institution, &c.Kind, &c.Reply, &c.Substitute, &c.Note, (*instant)(&c.RepliedAt)}
		}, nil, func(m string, l []Call) { at[m].Calls = l }, from, to),
		hang(tx, readParticipants, func(p *Participant) []any { return []any{&p.ID, &p.Institution, &p.Name, &p.Kind, &p.Substitute} },
			nil, func(m string, l []Participant) { at[m].Participants = l }, from, to),
		hang(tx, readLines, func(l *Line) []any {
			return []any{&l.ID, &l.Kind, &l.Item, &l.Number, &l.Body, &l.Institution, &l.Everyone, &l.DueOn, &l.DueNext, &l.Priority, &l.Outcome,
				&l.Suggested, whole{&l.VotesFor}, whole{&l.VotesAgainst}, whole{&l.VotesAbstained}}
		}, nil, func(m string, l []Line) { at[m].Lines = byItem(l) }, from, to),
		hang(tx, readAbout, func(a *About) []any { return []any{&a.ID, &a.Item, &a.Kind, &a.Ref, &a.Body, &a.State, &a.Since} },
			nil, func(m string, l []About) { at[m].About = l }, from, to),
		hang(tx, readFigures, func(f *Figure) []any { return []any{&f.ID, &f.What, &f.Value, &f.Qualifier, &f.Unit, &f.About} },
			nil, func(m string, l []Figure) { at[m].Figures = l }, from, to),
		hang(tx, readMeetingFiles, func(f *MeetingFile) []any {
			return []any{&f.ID, &f.Item, &f.Name, &f.MediaType, (*instant)(&f.AddedAt), &f.Content}
		}, func(a, b *MeetingFile) int { return cmp.Compare(a.Name, b.Name) }, func(m string, l []MeetingFile) { at[m].Files = l }, from, to),
	)
}

// byItem puts what stands under an item of the agenda after it. What stands under
// none comes last.
func byItem(lines []Line) []Line {
	place := places(lines)
	slices.SortStableFunc(lines, func(a, b Line) int { return cmp.Compare(place(a), place(b)) })
	return lines
}

// places says where a line stands among the items of the agenda.
func places(lines []Line) func(Line) int {
	at := map[string]int{}
	for i, l := range lines {
		if l.Kind == "agenda" {
			at[l.ID] = 2 * i
		}
	}
	return func(l Line) int {
		if l.Kind == "agenda" {
			return at[l.ID]
		}
		if i, ok := at[l.Item]; ok {
			return i + 1
		}
		return 2 * len(lines)
	}
}

// whole reads a plain number of the database, such as votes; NULL is nil.
type whole struct{ to **figure.Number }

// Scan implements sql.Scanner.
func (w whole) Scan(src any) error {
	*w.to = nil
	if src == nil {
		return nil
	}
	n, ok := src.(int64)
	if !ok {
		return fmt.Errorf("exchange: cannot read %T as a number", src)
	}
	*w.to = new(figure.Whole(n))
	return nil
}
