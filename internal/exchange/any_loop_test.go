package exchange

import (
	"fmt"
	"time"

	"pgregory.net/rapid"

	"tryeza/internal/figure"
)

// of2023 is a day of the year of the documents that are drawn.
func (g gen) of2023() string {
	return time.Date(2023, 1, rapid.IntRange(1, 365).Draw(g.t, "day of 2023"), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

// may is f, or nothing.
func (g gen) may(f func() string) string {
	if g.bool() {
		return ""
	}
	return f()
}

// link leads to one of these rows, to one of another year, or nowhere.
func (g gen) link(ids ...string) string {
	return rapid.SampledFrom(append(ids, "", "vit-tjeter.7")).Draw(g.t, "link")
}

func (g gen) votes() *figure.Number {
	if g.bool() {
		return nil
	}
	return new(figure.Whole(rapid.Int64Range(0, 40).Draw(g.t, "votes")))
}

func (g gen) meeting(id string) Meeting {
	m := Meeting{ID: id, Body: g.code("body"), Kind: g.code("meeting_kind"), State: g.code("meeting_state"), HeldOn: g.of2023(), Title: g.text("title"), Source: g.text("source"),
		Order: g.link("o"), CalledOn: g.may(g.day), Sequence: rapid.Int64Range(0, 9).Draw(g.t, "sequence"), Reason: g.may(func() string { return g.text("reason") }),
		ClosedOn: g.may(g.of2023), ApprovedIn: g.link("m0", "m1")}
	if g.bool() {
		m.Time, m.EndsAt = "09:05", "11:30"
	}
	m.Calls = []Call{{ID: id + "c", Institution: "i0", Kind: g.code("attendance"), Reply: g.maybe("reply"), Substitute: g.text("office"), RepliedAt: g.instant()}}
	m.Participants = []Participant{{ID: id + "p", Institution: "i0", Kind: g.code("attendance"), Substitute: g.may(func() string { return g.text("office") })}, {ID: id + "q", Name: g.text("guest"), Kind: "guest"}}
	g.minutes(&m)
	m.Figures = []Figure{{ID: id + "f", What: g.text("what"), Value: g.number(), Qualifier: "more_than", Unit: g.maybe("unit")}, {ID: id + "g", What: g.text("what"), Qualifier: "several"}}
	m.Files = []MeetingFile{{ID: id + "d", Item: m.Lines[0].ID, Name: g.text("file"), MediaType: "application/pdf", AddedAt: g.instant(), Content: []byte("%PDF-1.7")}}
	return m
}

// minutes draws items of the agenda, one of which may have the words of another,
// and lines under them.
func (g gen) minutes(m *Meeting) {
	same := g.text("item")
	for i := range 2 {
		item := Line{ID: fmt.Sprintf("%sl%d", m.ID, i), Kind: "agenda", Body: same, Outcome: g.maybe("outcome"), Suggested: g.may(func() string { return "task:x" })}
		m.Lines = append(m.Lines, item)
		m.About = append(m.About, About{ID: "ab" + item.ID, Item: item.ID, Kind: g.code("about"), Ref: rapid.SampledFrom([]string{"t1", "is1", "re", "m0", "m0l0", "vit-tjeter"}).Draw(g.t, "ref"), Body: g.text("body"), State: g.maybe("about_state"), Since: g.day()})
	}
	for i := range rapid.IntRange(0, 3).Draw(g.t, "lines") {
		kind := rapid.SampledFrom([]string{"statement", "decision", "task", "recommendation", "problem", "recusal"}).Draw(g.t, "kind")
		m.Lines = append(m.Lines, Line{ID: fmt.Sprintf("%sl%d", m.ID, i+2), Kind: kind, Item: g.may(func() string { return m.Lines[i%2].ID }), Number: "3/2023", Body: g.text("line"),
			Everyone: g.bool(), DueOn: g.day(), DueNext: g.bool(), Priority: g.maybe("priority"), VotesFor: g.votes(), VotesAgainst: g.votes(), VotesAbstained: g.votes()})
	}
}

func (g gen) issue(d *Document, n int) Issue {
	id := fmt.Sprintf("is%d", n)
	i := Issue{ID: id, Number: int64(n), Body: g.text("problem"), Objective: g.link("ob0", "ob1"), Activity: g.link(), Resource: g.maybe("resource"), Amount: g.number(), Since: g.day(),
		State: g.code("issue_state"), SolvedOn: g.day(), Solution: g.text("solution"), EscalatedOn: g.may(g.day), Question: g.text("question"), AnsweredOn: g.may(g.day), Answer: g.text("answer")}
	if n > 1 {
		i.Merged = rapid.SampledFrom([]string{"", "is1"}).Draw(g.t, "merged")
		i.Year = rapid.SampledFrom([]int64{0, 2024}).Draw(g.t, "year")
	}
	i.Raised = []Raised{{ID: id + "r", Institution: g.asker(d), Source: "return", In: g.link("re"), RaisedOn: g.day(), Body: g.text("raised")}, {ID: id + "s", Source: "direct", RaisedOn: g.day(), Body: g.text("raised")}}
	i.Measures = []Taken{{ID: id + "m", Institution: "i0", TakenOn: g.may(g.day), Body: g.text("measure")}}
	i.Events = []IssueEvent{{ID: id + "e", Verb: g.code("issue_verb"), Note: g.text("note"), Other: g.link("is1", "t1"), Author: g.may(func() string { return "llogaria" }), At: g.instant()}}
	return i
}

// asker is an institution of the document, or none.
func (g gen) asker(d *Document) string {
	return rapid.SampledFrom([]string{"", d.Institutions[0].ID}).Draw(g.t, "institution")
}

func (g gen) task(d *Document, n int) Task {
	id := fmt.Sprintf("t%d", n)
	t := Task{ID: id, Number: int64(n), Kind: g.code("task_kind"), Body: g.text("task"), Owner: "i0", Priority: g.code("priority"), Source: g.link("m0l0", "a00", "is1"), Meeting: g.link("m0"),
		AskedBy: g.asker(d), GivenOn: g.of2023(), DueOn: g.may(g.day), DueBody: g.code("body"), DueMeeting: g.link("m1"), State: g.code("task_state"), What: g.text("what"), DoneOn: g.day(),
		AnsweredBy: g.may(func() string { return "llogaria" }), ClosedOn: g.day(), Reason: g.text("reason"), Escalated: rapid.Int64Range(0, 3).Draw(g.t, "escalated")}
	t.Events = []TaskEvent{{ID: id + "e", Verb: g.code("task_verb"), Note: g.text("note"), Meeting: g.link("m0"), DueFrom: g.may(g.day), DueTo: g.may(g.day), At: g.instant()}}
	t.Files = []TaskFile{{ID: id + "f", Name: g.text("file"), MediaType: "image/png", AddedAt: g.instant(), Content: []byte{0x89, 'P', 'N', 'G'}}}
	return t
}
