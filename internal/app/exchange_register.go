package app

import (
	"strings"

	"tryeza/internal/campaign"
	"tryeza/internal/employment"
	"tryeza/internal/exchange"
	"tryeza/internal/figure"
	"tryeza/internal/programme"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/training"
)

func numbersOf(list []exchange.Counted) register.Numbers {
	n := register.Numbers{}
	for _, x := range list {
		n[register.Key{What: x.What, Day: x.Day, Part: x.Part}] = quantityOf(x.Value, x.Qualifier)
	}
	return n
}

func partnersOf(list []exchange.Partner) []register.Partner {
	var to []register.Partner
	for _, x := range list {
		to = append(to, register.Partner{ID: x.ID, InstitutionID: x.Institution, Outside: x.Outside})
	}
	return to
}

// plain is a whole number that exchange has checked; nil is nil.
func plain(n *figure.Number) *int64 {
	if n == nil {
		return nil
	}
	return new(int64(*n / figure.One))
}

func importProgramme(tx *store.Tx, p exchange.Programme) error {
	to := programme.Programme{
		ID: p.ID, InstitutionID: p.Institution, Title: p.Title, Kind: p.Kind, Municipality: p.Municipality, Place: p.Place, StartsOn: p.StartsOn,
		EndsOn: p.EndsOn, Weekdays: p.Weekdays, Funding: p.Funding, Funder: p.Funder, State: p.State, Reason: p.Reason, ActivityID: p.Activity,
		Source: p.Source, Note: p.Note, Numbers: numbersOf(p.Numbers), Partners: partnersOf(p.Partners),
	}
	for _, x := range p.Services {
		to.Services = append(to.Services, programme.Service{ID: x.ID, Kind: x.Kind, InstitutionID: x.Institution, Note: x.Note})
	}
	for _, x := range p.Pauses {
		to.Pauses = append(to.Pauses, programme.Pause{ID: x.ID, Day: x.Day, Reason: x.Reason})
	}
	for _, x := range p.Followups {
		to.Followups = append(to.Followups, programme.Followup{ID: x.ID, AfterDays: x.AfterDays, DoneOn: x.DoneOn, Note: x.Note})
	}
	return programme.Import(tx, to)
}

func importProject(tx *store.Tx, p exchange.Project) error {
	to := employment.Project{
		ID: p.ID, InstitutionID: p.Institution, Title: p.Title, Aim: p.Aim, Sector: p.Sector, Occupation: p.Occupation, StartsOn: p.StartsOn,
		EndsOn: p.EndsOn, LegalBasis: p.LegalBasis, Funding: p.Funding, Funder: p.Funder, State: p.State, Reason: p.Reason, ApprovedOn: p.ApprovedOn,
		ApprovedBy: p.ApprovedBy, Decision: p.Decision, ActivityID: p.Activity, Source: p.Source, Note: p.Note,
		Numbers: numbersOf(p.Numbers), Partners: partnersOf(p.Partners),
	}
	for _, x := range p.Targets {
		to.Targets = append(to.Targets, employment.Target{ID: x.ID, Kind: x.Kind, Value: x.Value})
	}
	for _, x := range p.Checks {
		to.Checks = append(to.Checks, employment.Check{
			ID: x.ID, Kind: x.Kind, Amount: x.Amount, InstitutionID: x.Institution, Method: x.Method, Frequency: x.Frequency, FirstOn: x.FirstOn, Note: x.Note,
		})
	}
	for _, x := range p.Employers {
		to.Employers = append(to.Employers, employment.Employer{ID: x.ID, Name: x.Name, NIPT: x.NIPT, Municipality: x.Municipality})
	}
	for _, x := range p.Placements {
		to.Placements = append(to.Placements, employment.Placement{
			ID: x.ID, EmployerID: x.Employer, Code: x.Code, Target: x.Target, Age: x.Age, Sex: x.Sex, Occupation: x.Occupation, Via: x.Via,
			StartedOn: x.StartedOn, EndedOn: x.EndedOn, Contract: x.Contract, Insured: x.Insured, Kept30: x.Kept30, Kept90: x.Kept90, Kept180: x.Kept180,
		})
	}
	for _, x := range p.Visits {
		to.Visits = append(to.Visits, employment.Visit{
			ID: x.ID, CheckID: x.Check, EmployerID: x.Employer, InstitutionID: x.Institution, PlannedOn: x.PlannedOn, DoneOn: x.DoneOn, Finding: x.Finding,
			Found: x.Found, Measure: x.Measure, DueOn: x.DueOn, TaskID: x.Task, RecheckOf: x.RecheckOf,
		})
	}
	return employment.Import(tx, to)
}

func importFair(tx *store.Tx, f exchange.Fair) error {
	return employment.ImportFair(tx, employment.Fair{
		ID: f.ID, InstitutionID: f.Institution, Title: f.Title, HeldOn: f.HeldOn, Municipality: f.Municipality, Place: f.Place, State: f.State,
		Reason: f.Reason, Source: f.Source, Note: f.Note, Numbers: numbersOf(f.Numbers), Partners: partnersOf(f.Partners),
	})
}

func importCalendar(tx *store.Tx, c exchange.CampaignCalendar) error {
	to := campaign.Calendar{ID: c.ID, Title: c.Title, StartsOn: c.StartsOn, EndsOn: c.EndsOn, ApprovedOn: c.ApprovedOn, Source: c.Source, Note: c.Note}
	for _, x := range c.Slots {
		to.Slots = append(to.Slots, campaign.Slot{
			ID: x.ID, StartsOn: x.StartsOn, EndsOn: x.EndsOn, Title: x.Title, Audience: x.Audience, Sector: x.Sector, Note: x.Note,
		})
	}
	return campaign.ImportCalendar(tx, to)
}

func importCampaign(tx *store.Tx, c exchange.Campaign) error {
	to := campaign.Activity{
		ID: c.ID, InstitutionID: c.Institution, Title: c.Title, Kind: c.Kind, StartsOn: c.StartsOn, EndsOn: c.EndsOn, Hour: c.Hour,
		Municipality: c.Municipality, Place: c.Place, State: c.State, Reason: c.Reason, SlotID: c.Slot, ActivityID: c.Activity, Media: c.Media,
		Source: c.Source, Note: c.Note, Numbers: numbersOf(c.Numbers), Partners: partnersOf(c.Partners),
	}
	for _, x := range c.Findings {
		to.Findings = append(to.Findings, campaign.Finding{
			ID: x.ID, What: x.What, Value: x.Value, Qualifier: x.Qualifier, Age: x.Age, InstitutionID: x.Institution, FollowUp: x.FollowUp,
			DoneOn: x.DoneOn, TaskID: x.Task,
		})
	}
	for _, x := range c.Files {
		to.Files = append(to.Files, campaign.File{
			ID: x.ID, Name: x.Name, MediaType: x.MediaType, Consent: x.Consent, Note: x.Note, AddedAt: instantOf(x.AddedAt), Content: x.Content,
		})
	}
	return campaign.Import(tx, to)
}

func importProcedure(tx *store.Tx, p exchange.Procedure) error {
	to := training.Procedure{
		ID: p.ID, Title: p.Title, Act: p.Act, From: p.From, To: p.To, Verified: p.Verified, Source: p.Source, Note: p.Note,
	}
	for i, x := range p.Steps {
		to.Steps = append(to.Steps, training.Step{
			ID: x.ID, Position: int64(i + 1), Title: x.Title, Role: strings.Join(x.Roles, " "), Body: x.Body, Rule: x.Rule, Verified: x.Verified, Source: x.Source,
		})
	}
	for i, x := range p.Questions {
		to.Questions = append(to.Questions, training.Question{
			ID: x.ID, Position: int64(i + 1), Body: x.Body, Answers: x.Answers, Correct: x.Correct, Why: x.Why,
		})
	}
	return training.Import(tx, to)
}

func importCourse(tx *store.Tx, c exchange.Course) error {
	return training.ImportCourse(tx, training.Course{
		ID: c.ID, InstitutionID: c.Institution, ProcedureID: c.Procedure, Title: c.Title, Aim: c.Aim, Hours: c.Hours, Months: plain(c.ValidMonths),
		Source: c.Source, Partners: partnersOf(c.Partners),
	})
}

func importDuty(tx *store.Tx, d exchange.Duty) error {
	return training.ImportDuty(tx, training.Duty{
		ID: d.ID, InstitutionID: d.Institution, Job: d.Job, Staff: d.Staff, From: d.From, To: d.To, Basis: d.Basis, Verified: d.Verified,
	})
}

func importProfessional(tx *store.Tx, p exchange.Professional) error {
	return training.ImportPerson(tx, training.Person{ID: p.ID, InstitutionID: p.Institution, Code: p.Code, Job: p.Job, From: p.From, To: p.To})
}

func importSession(tx *store.Tx, s exchange.Session) error {
	to := training.Session{
		ID: s.ID, CourseID: s.Course, StartsOn: s.StartsOn, EndsOn: s.EndsOn, Hour: s.Hour, Municipality: s.Municipality, Place: s.Place,
		State: s.State, Reason: s.Reason, Note: s.Note, Numbers: numbersOf(s.Numbers),
	}
	for _, x := range s.Attendance {
		to.Attendance = append(to.Attendance, training.Attendance{
			ID: x.ID, PersonID: x.Person, Present: x.Present, BeforeRight: plain(x.BeforeRight), BeforeOf: plain(x.BeforeOf),
			AfterRight: plain(x.AfterRight), AfterOf: plain(x.AfterOf),
		})
	}
	return training.ImportSession(tx, to)
}
