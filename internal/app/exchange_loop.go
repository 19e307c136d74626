package app

import (
	"cmp"

	"tryeza/internal/exchange"
	"tryeza/internal/issue"
	"tryeza/internal/meeting"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/task"
)

func importMeeting(tx *store.Tx, m exchange.Meeting) error {
	to := meeting.Meeting{
		ID: m.ID, Body: m.Body, Kind: m.Kind, State: m.State, Recorded: m.Recorded, HeldOn: m.HeldOn, DateNote: m.DateNote, Time: m.Time,
		EndsAt: m.EndsAt, Place: m.Place, Title: m.Title, ChairedBy: m.ChairedBy, Source: m.Source, Note: m.Note, OrderID: m.Order,
		CalledOn: m.CalledOn, Sequence: m.Sequence, Reason: m.Reason, ClosedOn: m.ClosedOn, ApprovedIn: m.ApprovedIn,
	}
	if m.Recorded {
		to.ClosedOn = cmp.Or(m.ClosedOn, m.HeldOn)
	}
	for _, x := range m.Participants {
		to.Attendance = append(to.Attendance, meeting.Attendance{ID: x.ID, InstitutionID: x.Institution, Name: x.Name, Kind: x.Kind, Substitute: x.Substitute})
	}
	for _, x := range m.Lines {
		to.Lines = append(to.Lines, lineOf(x))
	}
	for _, x := range m.Figures {
		to.Figures = append(to.Figures, meeting.Figure{ID: x.ID, What: x.What, Value: quantityOf(x.Value, x.Qualifier), Unit: x.Unit, About: x.About})
	}
	return meeting.Import(tx, to, preparedOf(m))
}

func lineOf(x exchange.Line) meeting.Line {
	return meeting.Line{
		ID: x.ID, Kind: x.Kind, ItemID: x.Item, Number: x.Number, Body: x.Body, InstitutionID: x.Institution, Everyone: x.Everyone,
		DueOn: x.DueOn, DueNext: x.DueNext, Priority: x.Priority, Outcome: x.Outcome, Suggested: x.Suggested,
		Votes: meeting.Votes{For: plain(x.VotesFor), Against: plain(x.VotesAgainst), Abstained: plain(x.VotesAbstained)},
	}
}

func preparedOf(m exchange.Meeting) meeting.Prepared {
	var p meeting.Prepared
	for _, x := range m.Calls {
		p.Calls = append(p.Calls, meeting.Call{
			ID: x.ID, InstitutionID: x.Institution, Kind: x.Kind, Reply: x.Reply, Substitute: x.Substitute, Note: x.Note, RepliedAt: instantOf(x.RepliedAt),
		})
	}
	for _, x := range m.About {
		p.About = append(p.About, meeting.About{ID: x.ID, ItemID: x.Item, Kind: x.Kind, RefID: x.Ref, Body: x.Body, State: x.State, Since: x.Since})
	}
	for _, x := range m.Files {
		p.Files = append(p.Files, meeting.File{ID: x.ID, ItemID: x.Item, Name: x.Name, MediaType: x.MediaType, Content: x.Content, AddedAt: instantOf(x.AddedAt)})
	}
	return p
}

func importIssue(tx *store.Tx, year int, i exchange.Issue) error {
	to := issue.Issue{
		ID: i.ID, Year: cmp.Or(i.Year, int64(year)), Number: i.Number, Body: i.Body, ObjectiveID: i.Objective, ActivityID: i.Activity, Resource: i.Resource,
		Amount: i.Amount, Since: i.Since, State: i.State, SolvedOn: i.SolvedOn, Solution: i.Solution, MergedInto: i.Merged,
		EscalatedOn: i.EscalatedOn, Question: i.Question, AnsweredOn: i.AnsweredOn, Answer: i.Answer,
	}
	for _, x := range i.Raised {
		to.Raised = append(to.Raised, issue.Raised{ID: x.ID, InstitutionID: x.Institution, Source: x.Source, SourceID: x.In, RaisedOn: x.RaisedOn, Body: x.Body})
	}
	for _, x := range i.Measures {
		to.Measures = append(to.Measures, issue.Measure{ID: x.ID, InstitutionID: x.Institution, TakenOn: x.TakenOn, Body: x.Body})
	}
	for _, x := range i.Events {
		to.Events = append(to.Events, issue.Event{ID: x.ID, Verb: x.Verb, Note: x.Note, OtherID: x.Other, Author: x.Author, At: instantOf(x.At)})
	}
	return issue.Import(tx, to)
}

func importTask(tx *store.Tx, year int, t exchange.Task) error {
	to := task.Task{
		ID: t.ID, Year: int64(year), Number: t.Number, Kind: t.Kind, Body: t.Body, OwnerID: t.Owner, Priority: t.Priority, SourceID: t.Source,
		MeetingID: t.Meeting, AskedBy: t.AskedBy, GivenOn: t.GivenOn, DueOn: t.DueOn, DueBody: t.DueBody, DueMeeting: t.DueMeeting, State: t.State,
		What: t.What, DoneOn: t.DoneOn, AnsweredBy: t.AnsweredBy, CheckedBy: t.CheckedBy, ClosedOn: t.ClosedOn, Reason: t.Reason, Escalated: t.Escalated,
	}
	for _, x := range t.Events {
		to.Events = append(to.Events, task.Event{
			ID: x.ID, Verb: x.Verb, Note: x.Note, MeetingID: x.Meeting, DueFrom: x.DueFrom, DueTo: x.DueTo, Author: x.Author, At: instantOf(x.At),
		})
	}
	contents := map[string][]byte{}
	for _, x := range t.Files {
		to.Files = append(to.Files, task.File{ID: x.ID, Name: x.Name, MediaType: x.MediaType, AddedAt: instantOf(x.AddedAt)})
		contents[x.ID] = x.Content
	}
	if err := task.Import(tx, to, contents); err != nil {
		return err
	}
	for _, x := range t.AskedFor {
		if err := register.ImportAsked(tx, register.Asked{ID: x.ID, SubjectID: x.Subject, Gap: x.Gap, TaskID: t.ID, AskedOn: x.AskedOn}); err != nil {
			return err
		}
	}
	return nil
}
