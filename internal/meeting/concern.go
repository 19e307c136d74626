package meeting

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// A Concern is what an item is about, as the record itself says now. Body, State
// and Since of the About under it are those of the day the meeting closed, or
// the same as now while it is not closed.
type Concern struct {
	About
	Year, Number int64  // of a task or a problem
	Owner        string // institution that owes a task or a return
	DueOn        string // day, or ""
	Now          string // state of the record today
}

var (
	tasksAbout = store.Read(`SELECT a.id, t.body, t.state, t.given_on, t.year, t.number, t.owner_id, t.due_on
		FROM meeting_about AS a JOIN task AS t ON t.committee_id = a.committee_id AND t.id = a.ref_id
		WHERE a.committee_id = $1 AND a.meeting_id = $2 AND a.kind = 'task'`)
	issuesAbout = store.Read(`SELECT a.id, i.body, i.state, i.since, i.year, i.number, '', ''
		FROM meeting_about AS a JOIN issue AS i ON i.committee_id = a.committee_id AND i.id = a.ref_id
		WHERE a.committee_id = $1 AND a.meeting_id = $2 AND a.kind = 'issue'`)
	returnsAbout = store.Read(`SELECT a.id, o.period, r.state, r.due_on, 0, 0, r.institution_id, r.due_on
		FROM meeting_about AS a JOIN reporting_return AS r ON r.committee_id = a.committee_id AND r.id = a.ref_id
		JOIN reporting_round AS o ON o.committee_id = r.committee_id AND o.id = r.round_id
		WHERE a.committee_id = $1 AND a.meeting_id = $2 AND a.kind = 'return'`)
	itemsAbout = store.Read(`SELECT a.id, l.body, l.outcome, m.held_on, 0, 0, '', ''
		FROM meeting_about AS a JOIN meeting_line AS l ON l.committee_id = a.committee_id AND l.id = a.ref_id
		JOIN meeting AS m ON m.committee_id = l.committee_id AND m.id = l.meeting_id
		WHERE a.committee_id = $1 AND a.meeting_id = $2 AND a.kind = 'item'`)
)

// What the agenda does not have yet is read by its own id.
var records = map[string]store.Query{
	AboutTask:  store.Read(`SELECT id, body, state, given_on, year, number, owner_id, due_on FROM task WHERE committee_id = $1 AND id = $2`),
	AboutIssue: store.Read(`SELECT id, body, state, since, year, number, '', '' FROM issue WHERE committee_id = $1 AND id = $2`),
	AboutReturn: store.Read(`SELECT r.id, o.period, r.state, r.due_on, 0, 0, r.institution_id, r.due_on FROM reporting_return AS r
		JOIN reporting_round AS o ON o.committee_id = r.committee_id AND o.id = r.round_id WHERE r.committee_id = $1 AND r.id = $2`),
	AboutItem: store.Read(`SELECT l.id, l.body, l.outcome, m.held_on, 0, 0, '', '' FROM meeting_line AS l
		JOIN meeting AS m ON m.committee_id = l.committee_id AND m.id = l.meeting_id WHERE l.committee_id = $1 AND l.id = $2`),
}

// concernAt reads a record as the concern of an item it does not stand under yet.
func concernAt(tx *store.Tx, kind, ref string) (c Concern, err error) {
	if kind == AboutMinutes {
		c, err = minutesAbout(tx, ref)
	} else {
		c, err = store.One(tx, records[kind], (*Concern).fields, ref)
	}
	c.Kind, c.RefID, c.State = kind, ref, c.Now
	return c, err
}

func (c *Concern) fields() []any {
	return []any{&c.ID, &c.Body, &c.Now, &c.Since, &c.Year, &c.Number, &c.Owner, &c.DueOn}
}

// concernsOf reads what the items of a meeting are about, in their order. A
// record that is no longer there is left with what was kept of it.
func concernsOf(tx *store.Tx, m Meeting) ([]Concern, error) {
	live := map[string]Concern{}
	for _, q := range []store.Query{tasksAbout, issuesAbout, returnsAbout, itemsAbout} {
		rows, err := store.All(tx, q, (*Concern).fields, m.ID)
		if err != nil {
			return nil, err
		}
		for _, c := range rows {
			live[c.ID] = c
		}
	}
	kept, err := AboutsOf(tx, m.ID)
	if err != nil {
		return nil, err
	}
	var list []Concern
	for _, a := range kept {
		c := live[a.ID]
		if a.Kind == AboutMinutes {
			if c, err = minutesAbout(tx, a.RefID); err != nil {
				return nil, err
			}
		}
		if m.ClosedOn == "" {
			a.Body, a.State, a.Since = c.Body, c.Now, c.Since
		}
		c.About = a
		list = append(list, c)
	}
	return list, nil
}

func minutesAbout(tx *store.Tx, id string) (Concern, error) {
	m, err := meetings.Get(tx, id)
	if errors.Is(err, store.ErrNotFound) {
		return Concern{}, nil
	}
	return Concern{About: About{Body: m.Name(text.SQ), Since: m.HeldOn}, Now: m.State}, err
}

// freeze keeps of what the items are about how it stood on the day of the meeting.
func freeze(tx *store.Tx, list []Concern) error {
	for _, c := range list {
		err := abouts.Edit(tx, c.ID, c.Version, func(a *About) error {
			a.Body, a.State, a.Since = c.Body, c.State, c.Since
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// Open reports whether it still asks for something.
func (c Concern) Open() bool {
	return c.Kind == AboutTask && (c.Now == "open" || c.Now == "answered")
}

// Title names what the item is about: a return by its period, all others by
// what they say, a task and a problem with its number.
func (c Concern) Title(l text.Lang) string {
	switch {
	case c.Kind == AboutReturn:
		return text.T(l, "Raportimi: %s", figure.Period(c.Body).Name(string(l)))
	case c.Number > 0:
		return ofYear(c.Number, c.Year) + ". " + c.Body
	}
	return c.Body
}

// StateWords says how a record stands.
func (c Concern) StateWords(l text.Lang, state string) string {
	lists := map[string]code.List{AboutTask: code.TaskStates, AboutIssue: code.IssueStates, AboutReturn: code.ReturnStates, AboutMinutes: code.MeetingStates, AboutItem: code.Outcomes}
	return lists[c.Kind].Label(l, state)
}

// waits reports whether it still asked for something, as it was kept.
func (c Concern) waits() bool {
	switch c.Kind {
	case AboutTask:
		return c.State == "open" || c.State == "answered"
	case AboutIssue:
		return c.State == "open"
	}
	return false
}

// late reports whether a task or a return is owed though it was due before a day.
func (c Concern) late(day string) bool {
	return c.DueOn != "" && c.DueOn < day && (c.Kind == AboutTask && c.Now == "open" || c.Kind == AboutReturn && c.Now == "draft")
}

// words say how it stood on a day, and how it stands now when that is something
// else.
func (c Concern) words(l text.Lang, names directory, day string) string {
	parts := c.stood(l, names, day)
	if c.Now != c.State && c.Now != "" {
		parts = append(parts, text.T(l, "tani: %s", c.StateWords(l, c.Now)))
	}
	return strings.Join(parts, ", ")
}

// stood says how it stood on a day: who owes it, by when, its state, and for how
// long it has waited.
func (c Concern) stood(l text.Lang, names directory, day string) []string {
	parts := []string{names.Name(c.Owner), c.dated(l)}
	if c.State != "" && c.Kind != AboutMinutes && c.Kind != AboutItem {
		parts = append(parts, c.StateWords(l, c.State))
	}
	if n := c.Days(day); n > 0 && c.waits() {
		age := text.Forms{One: "prej 1 dite", Many: "prej {n} ditësh"}
		if c.Kind == AboutTask {
			age = text.Forms{One: "dhënë para 1 dite", Many: "dhënë para {n} ditësh"}
		}
		parts = append(parts, text.Count(l, &n, age))
	}
	return slices.DeleteFunc(parts, func(s string) bool { return s == "" })
}

// record says how it stood on a day as a document does, where no tag marks what
// is late.
func (c Concern) record(l text.Lang, names directory, day string) string {
	parts := c.stood(l, names, day)
	if c.Now = c.State; c.late(day) {
		parts = append(parts, text.T(l, "me vonesë"))
	}
	return strings.Join(parts, ", ")
}

func (c Concern) dated(l text.Lang) string {
	switch {
	case c.DueOn != "":
		return text.T(l, "afati %s", text.Day(c.DueOn))
	case c.Kind == AboutItem:
		return text.T(l, "e shtyrë nga mbledhja e datës %s", text.Day(c.Since))
	case c.Kind == AboutMinutes:
		return text.Day(c.Since)
	}
	return ""
}

// Path is the page of the record under the address of the committee.
func (c Concern) Path() string {
	switch c.Kind {
	case AboutTask:
		return "/task/" + c.RefID
	case AboutIssue:
		return "/issue/" + c.RefID
	case AboutReturn:
		return "/reporting/return/" + c.RefID
	case AboutMinutes:
		return "/meeting/" + c.RefID
	}
	return ""
}

// Days counts from its beginning to a day.
func (c Concern) Days(day string) int64 { return ageOn(c.Since, day) }

func ageOn(since, day string) int64 {
	a, bad := time.Parse(time.DateOnly, since)
	b, worse := time.Parse(time.DateOnly, day)
	if bad != nil || worse != nil {
		return 0
	}
	return int64(b.Sub(a).Hours() / 24)
}

// ofYear is the number of a task or a problem within its year: "12/2023".
func ofYear(n, year int64) string { return fmt.Sprintf("%d/%d", n, year) }
