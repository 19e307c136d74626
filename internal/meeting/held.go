package meeting

import (
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// A heldItem is an item of the agenda as the page of a meeting shows it. Of one
// that is not for the reader only the title is there.
type heldItem struct {
	Line
	N           int
	Version     int64
	First, Last bool
	Hidden      bool
	Out         []heldOut
	Concerns    []Concern
	Parts       []heldPart
	Tasks       []heldLine
	Files       []File
}

// A heldOut is an interest declared in an item.
type heldOut struct {
	Line
	MayWithdraw bool
}

// A heldPart is what was written under an item, of one kind.
type heldPart struct {
	Kind, Title string
	Lines       []heldLine
}

// A heldLine is a line of the minutes, and what has become of it: a task for
// each institution that owes it, or a problem.
type heldLine struct {
	Line
	Given  []followed
	Issues []followed
}

// A followed record is a task or a problem that a meeting gave or raised, as it
// stands now.
type followed struct {
	ID, LineID, Owner, State, DueOn string
	Year, Number                    int64
}

var (
	givenAt = store.Read(`SELECT t.id, t.source_id, t.owner_id, t.state, t.due_on, t.year, t.number
		FROM meeting_line AS l JOIN task AS t ON t.committee_id = l.committee_id AND t.source_id = l.id
		WHERE l.committee_id = $1 AND l.meeting_id = $2 ORDER BY t.year, t.number`)
	raisedAt = store.Read(`SELECT i.id, r.id, '', i.state, '', i.year, i.number
		FROM issue_raised AS r JOIN issue AS i ON i.committee_id = r.committee_id AND i.id = r.issue_id
		WHERE r.committee_id = $1 AND r.source_id = $2 AND r.source = 'meeting' ORDER BY i.year, i.number`)
)

func (f *followed) fields() []any {
	return []any{&f.ID, &f.LineID, &f.Owner, &f.State, &f.DueOn, &f.Year, &f.Number}
}

// An outcome is what came out of a meeting beside its minutes: tasks, problems,
// documents. versions are those of the items of the agenda.
type outcome struct {
	given, raised []followed
	files         []File
	versions      map[string]int64
}

func readOutcome(tx *store.Tx, meetingID string) (o outcome, err error) {
	if o.given, err = store.All(tx, givenAt, (*followed).fields, meetingID); err != nil {
		return o, err
	}
	if o.raised, err = store.All(tx, raisedAt, (*followed).fields, meetingID); err != nil {
		return o, err
	}
	if o.files, err = FilesOf(tx, meetingID); err != nil {
		return o, err
	}
	o.versions = map[string]int64{}
	items, err := agendaOf(tx, meetingID)
	for _, l := range items {
		o.versions[l.ID] = l.version
	}
	return o, err
}

func (o outcome) line(l Line) heldLine {
	return heldLine{l, of(o.given, l.ID), of(o.raised, l.ID)}
}

// of lists what became of one line.
func of(list []followed, line string) []followed {
	return slices.DeleteFunc(slices.Clone(list), func(f followed) bool { return f.LineID != line })
}

// items puts the agenda together with what was written under it, as the person
// of the grant may read it.
func (r record) items(g access.Grant, o outcome) []heldItem {
	agenda := r.LinesOf(Agenda)
	var list []heldItem
	for i, l := range agenda {
		it := heldItem{Line: l, N: i + 1, Version: o.versions[l.ID], First: i == 0, Last: i == len(agenda)-1, Hidden: outOf(g, r.Meeting, l.ID)}
		for _, x := range r.Under(l.ID, Recusal) {
			it.Out = append(it.Out, heldOut{x, r.State == Open && sitsFor(g, x.InstitutionID)})
		}
		if !it.Hidden {
			it.fill(r, o)
		}
		list = append(list, it)
	}
	return list
}

func (it *heldItem) fill(r record, o outcome) {
	it.Concerns, it.Files = r.about(it.ID, ""), filesUnder(o.files, it.ID)
	for _, k := range itemGroups {
		var lines []heldLine
		for _, l := range r.Under(it.ID, k.kind) {
			lines = append(lines, o.line(l))
		}
		switch {
		case k.kind == Task:
			it.Tasks = lines
		case len(lines) > 0:
			it.Parts = append(it.Parts, heldPart{k.kind, k.title, lines})
		}
	}
}

// sitsFor reports whether the person of the grant answers for an institution, or
// for all as the secretary does.
func sitsFor(g access.Grant, institution string) bool {
	reply, err := g.Also(access.ReplyToMeetings)
	return err == nil && reply.Covers(institution)
}

// Name is the number of a task or a problem: "12/2023".
func (f followed) Name() string { return ofYear(f.Number, f.Year) }

// StateWords say how a task stands.
func (f followed) StateWords(l text.Lang) string { return code.TaskStates.Label(l, f.State) }

// IssueWords say how a problem stands.
func (f followed) IssueWords(l text.Lang) string { return code.IssueStates.Label(l, f.State) }

// DueWords say by when it is due: at the next meeting while that has no day.
func (f followed) DueWords(l text.Lang) string {
	if f.DueOn == "" {
		return text.T(l, "në mbledhjen e ardhshme")
	}
	return text.Day(f.DueOn)
}

// Late reports whether it is open past its day.
func (f followed) Late(today string) bool {
	return f.State == "open" && f.DueOn != "" && f.DueOn < today
}
