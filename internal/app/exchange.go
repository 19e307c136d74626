package app

import (
	"encoding/json"
	"time"

	"tryeza/internal/committee"
	"tryeza/internal/exchange"
	"tryeza/internal/figure"
	"tryeza/internal/plan"
	"tryeza/internal/reporting"
	"tryeza/internal/store"
)

// Exchange hands each part of an imported document to the feature that keeps it.
var Exchange = exchange.Owners{
	Found: func(tx *store.Tx, c exchange.Committee, withRules bool) error {
		return committee.ImportCommittee(tx, committee.Committee{
			ID: c.ID, Name: c.Name, Qark: c.Qark, Sample: c.Sample, FoundedOn: c.FoundedOn,
			Letterhead: c.Letterhead, Signature: c.Signature, Place: c.Place,
		}, withRules)
	},
	Institution: func(tx *store.Tx, i exchange.Institution) error {
		to := committee.Institution{ID: i.ID, Kind: i.Kind, Sector: i.Sector, Municipality: i.Municipality, Note: i.Note}
		for _, n := range i.Names {
			to.Names = append(to.Names, committee.Name{ID: n.ID, Name: n.Name, Short: n.Short, Alias: n.Alias, From: n.From, To: n.To})
		}
		return committee.ImportInstitution(tx, to)
	},
	Order: func(tx *store.Tx, o exchange.Order) error {
		var seats []committee.Seat
		for _, s := range o.Seats {
			seats = append(seats, committee.Seat{ID: s.ID, InstitutionID: s.Institution, Body: s.Body, Kind: s.Kind})
		}
		return committee.ImportOrder(tx, committee.Order{
			ID: o.ID, Number: o.Number, Dated: o.Dated, Title: o.Title, LegalBasis: o.LegalBasis, From: o.From, To: o.To,
		}, seats)
	},
	Rule: func(tx *store.Tx, r exchange.Rule) error {
		return committee.ImportRule(tx, committee.Rule{
			ID: r.ID, Code: r.Code, Value: r.Value, Unit: r.Unit, LegalBasis: r.LegalBasis, From: r.From, To: r.To, Verified: r.Verified,
		})
	},
	Plan:    importPlan,
	Round:   importRound,
	Return:  importReturn,
	Meeting: importMeeting,
	Issue:   importIssue,
	Task:    importTask,

	Programme: importProgramme, Project: importProject, Fair: importFair, Calendar: importCalendar, Campaign: importCampaign,
	Procedure: importProcedure, Course: importCourse, Duty: importDuty, Professional: importProfessional, Session: importSession,
}

func importPlan(tx *store.Tx, year int, p exchange.Plan) error {
	to := plan.Plan{ID: p.ID, Year: int64(year), Title: p.Title, State: p.State, ApprovedOn: p.ApprovedOn, Protocol: p.Protocol}
	for _, x := range p.Priorities {
		to.Priorities = append(to.Priorities, plan.Priority(x))
	}
	for _, o := range p.Objectives {
		objective := plan.Objective{ID: o.ID, Pillar: o.Pillar, Goal: o.Goal, Code: o.Code, Title: o.Title}
		for _, a := range o.Activities {
			objective.Activities = append(objective.Activities, activityOf(a))
		}
		to.Objectives = append(to.Objectives, objective)
	}
	var history []plan.Version
	for _, v := range p.History {
		history = append(history, plan.Version{
			ID: v.ID, Seq: v.Seq, InForceOn: v.InForceOn, Part: v.Part, PartID: v.PartID, Document: string(json.RawMessage(v.Text)),
			Reason: v.Reason, Author: v.Author, WrittenAt: instantOf(v.WrittenAt),
		})
	}
	return plan.Import(tx, to, history)
}

func activityOf(a exchange.Activity) plan.Activity {
	to := plan.Activity{
		ID: a.ID, Number: a.Number, NumberTyped: a.NumberTyped, Title: a.Title, Description: a.Description, LeadID: a.Lead,
		StartsOn: a.StartsOn, DueOn: a.DueOn, Frequency: a.Frequency, TargetGroup: a.TargetGroup, Budget: a.Budget, Funding: a.Funding,
		Remarks: a.Remarks, Topic: a.Topic, State: a.State, StateOn: a.StateOn, StateReason: a.StateReason, CarriedFrom: a.CarriedFrom,
		Partners: a.Partners, Municipalities: a.Municipalities,
	}
	for _, i := range a.Indicators {
		to.Indicators = append(to.Indicators, plan.Indicator{ID: i.ID, Name: i.Name, Unit: i.Unit, Baseline: i.Baseline, Target: i.Target})
	}
	return to
}

func importRound(tx *store.Tx, planID string, r exchange.Round) error {
	return reporting.ImportRound(tx, reporting.Round{
		ID: r.ID, Period: figure.Period(r.Period), PlanID: planID, Title: r.Title, OpenedOn: r.OpenedOn, DueOn: r.DueOn, RuleID: r.Rule, Message: r.Message,
	})
}

func importReturn(tx *store.Tx, round string, r exchange.Return) error {
	to := reporting.Return{
		ID: r.ID, RoundID: round, InstitutionID: r.Institution, State: r.State, DueOn: r.DueOn, Channel: r.Channel, SourceNote: r.SourceNote,
		EnteredBy: r.EnteredBy, Reference: r.Reference, SentAt: instantOf(r.SentAt), FirstSentAt: instantOf(r.FirstSentAt),
		AcceptedAt: instantOf(r.AcceptedAt), StartedAt: instantOf(r.StartedAt), NoProblems: r.NoProblems, NoMeasures: r.NoMeasures,
		Values: reporting.Values{},
	}
	for _, x := range r.Items {
		to.Items = append(to.Items, reporting.Item{
			ID: x.ID, ActivityID: x.Activity, State: x.State, DoneOn: x.DoneOn, Place: x.Place, What: x.What, Partners: x.Partners,
			Reason: x.Reason, SavedAt: instantOf(x.SavedAt),
		})
	}
	for _, x := range r.Topics {
		to.Narratives = append(to.Narratives, reporting.Narrative{ID: x.ID, Topic: x.Topic, Asked: x.Asked, Body: x.Body, SavedAt: instantOf(x.SavedAt)})
	}
	for _, x := range r.Values {
		to.Values[reporting.Key{Subject: x.Subject, ID: x.Of, Part: x.Part}] = reporting.Value{Quantity: quantityOf(x.Value, x.Qualifier), Note: x.Note}
	}
	for _, x := range r.Problems {
		to.Problems = append(to.Problems, reporting.Problem{
			ID: x.ID, Body: x.Body, ObjectiveID: x.Objective, ActivityID: x.Activity, Resource: x.Resource, Amount: x.Amount,
			Since: x.Since, EarlierID: x.Earlier, Solved: x.Solved,
		})
	}
	for _, x := range r.Measures {
		to.Measures = append(to.Measures, reporting.Measure{ID: x.ID, Status: x.Status, Body: x.Body, ProblemID: x.Problem, DueOn: x.DueOn})
	}
	contents := map[string][]byte{}
	for _, x := range r.Files {
		to.Files = append(to.Files, reporting.File{ID: x.ID, ItemID: x.Item, Name: x.Name, MediaType: x.MediaType, AddedAt: instantOf(x.AddedAt)})
		contents[x.ID] = x.Content
	}
	for _, x := range r.Events {
		to.Events = append(to.Events, reporting.Event{ID: x.ID, Verb: x.Verb, Reason: x.Reason, Author: x.Author, At: instantOf(x.At)})
	}
	return reporting.ImportReturn(tx, to, contents)
}

func quantityOf(n *figure.Number, qualifier string) figure.Quantity {
	q := figure.Quantity{Qualifier: figure.Qualifier(qualifier)}
	if n != nil {
		q.Number = *n
	}
	return q
}

// instantOf reads an instant that exchange has checked; "" is never.
func instantOf(s string) store.Time {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return store.Time{}
	}
	return store.At(t)
}
