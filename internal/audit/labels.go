package audit

import (
	"slices"
	"strings"

	"tryeza/internal/code"
	"tryeza/internal/figure"
)

// labels names the codes a column holds: of one table, "plan.state", or of every
// table that has the column, "pillar".
var labels = map[string]code.List{
	"analysis.state":              {{Code: "draft", SQ: "në hartim", EN: "draft"}, {Code: "reviewed", SQ: "e shqyrtuar", EN: "reviewed"}, {Code: "signed", SQ: "e nënshkruar", EN: "signed"}},
	"campaign_activity.kind":      code.CampaignKinds,
	"campaign_activity.state":     code.EventStates,
	"campaign_finding.what":       code.Findings,
	"committee_file.kind":         {{Code: "emblem", SQ: "stema", EN: "emblem"}, {Code: "template", SQ: "modeli i Word-it", EN: "Word template"}},
	"committee_institution.kind":  {{Code: "state", SQ: "shtetëror", EN: "state"}, {Code: "ngo", SQ: "organizatë jofitimprurëse", EN: "non-governmental"}, {Code: "international", SQ: "ndërkombëtar", EN: "international"}},
	"committee_rule.code":         code.Rules,
	"committee_rule.unit":         code.RuleUnits,
	"committee_seat.body":         code.Bodies,
	"committee_seat.kind":         code.SeatKinds,
	"employment_check.kind":       code.Obligations,
	"employment_check.method":     code.CheckMethods,
	"employment_fair.state":       code.EventStates,
	"employment_placement.target": code.TargetGroups,
	"employment_project.sector":   code.Industries,
	"employment_project.state":    code.ProjectStates,
	"employment_target.kind":      {{Code: "group", SQ: "grup i synuar", EN: "target group"}, {Code: "municipality", SQ: "bashki", EN: "municipality"}},
	"employment_target.value":     code.TargetGroups,
	"issue.state":                 code.IssueStates,
	"issue_event.verb":            code.IssueVerbs,
	"issue_raised.source":         code.IssueSources,
	"meeting.body":                code.Bodies,
	"meeting.kind":                code.MeetingKinds,
	"meeting.state":               code.MeetingStates,
	"meeting_about.kind": {{Code: "task", SQ: "detyrë", EN: "task"}, {Code: "issue", SQ: "problematikë", EN: "problem"},
		{Code: "return", SQ: "raportim", EN: "return"}, {Code: "minutes", SQ: "procesverbal për miratim", EN: "minutes to approve"},
		{Code: "item", SQ: "pikë e shtyrë", EN: "item put off"}},
	"meeting_about.state":     slices.Concat(code.TaskStates, code.IssueStates, code.ReturnStates, code.MeetingStates, code.Outcomes),
	"meeting_attendance.kind": append(code.List{{Code: "guest", SQ: "i ardhur pa vend", EN: "came without a seat"}}, code.SeatKinds...),
	"meeting_call.kind":       append(code.List{{Code: "guest", SQ: "mysafir", EN: "guest"}}, code.SeatKinds...),
	"meeting_call.reply":      code.Replies,
	"meeting_line.kind":       code.LineKinds,
	"meeting_line.outcome":    code.Outcomes,
	"notify_duty.kind": {{Code: "task_late", SQ: "detyrë me vonesë", EN: "late task"}, {Code: "task_today", SQ: "detyrë me afat sot", EN: "task due today"},
		{Code: "task_soon", SQ: "detyrë me afat së shpejti", EN: "task due soon"}, {Code: "asked_late", SQ: "kërkesë pa përgjigje", EN: "request without an answer"},
		{Code: "escalation_head", SQ: "vonesë për titullarin", EN: "delay, for the head"}, {Code: "escalation_table", SQ: "vonesë për kryetarin e Tryezës Teknike", EN: "delay, for the chair of the table"},
		{Code: "escalation_chair", SQ: "vonesë për kryetarin e Komitetit", EN: "delay, for the chair of the committee"},
		{Code: "return_late", SQ: "raportim me vonesë", EN: "late return"}, {Code: "return_soon", SQ: "raportim me afat së shpejti", EN: "return due soon"},
		{Code: "meeting_soon", SQ: "mbledhje së shpejti", EN: "meeting soon"}},
	"notify_outbox.kind":   {{Code: "meeting", SQ: "mbledhje", EN: "meeting"}, {Code: "digest", SQ: "kujtesë", EN: "reminder"}, {Code: "account", SQ: "llogari", EN: "account"}},
	"notify_outbox.method": {{Code: "REQUEST", SQ: "ftesë", EN: "invitation"}, {Code: "CANCEL", SQ: "anulim", EN: "cancellation"}},
	"notify_outbox.state": {{Code: "queued", SQ: "pret të niset", EN: "waiting"}, {Code: "sending", SQ: "po niset", EN: "being sent"},
		{Code: "sent", SQ: "u dërgua", EN: "sent"}, {Code: "failed", SQ: "nuk u dërgua", EN: "not sent"}},
	"notify_rhythm.rhythm":   {{Code: "day", SQ: "çdo ditë", EN: "every day"}, {Code: "week", SQ: "çdo javë", EN: "every week"}},
	"plan.state":             {{Code: "draft", SQ: "projekt", EN: "draft"}, {Code: "approved", SQ: "i miratuar", EN: "approved"}},
	"plan_activity.state":    code.ActivityStates,
	"plan_history.part":      {{Code: "plan", SQ: "plani", EN: "plan"}, {Code: "objective", SQ: "objektivi", EN: "objective"}, {Code: "activity", SQ: "aktiviteti", EN: "activity"}},
	"programme.kind":         code.ProgrammeKinds,
	"programme.state":        code.EventStates,
	"programme_service.kind": code.Services,
	"register_count.what":    counted(),
	"reporting_event.verb": {{Code: "sent", SQ: "u dërgua", EN: "sent"}, {Code: "sent_back", SQ: "u kthye për plotësim", EN: "sent back"},
		{Code: "accepted", SQ: "u pranua", EN: "accepted"}, {Code: "reopened", SQ: "u rihap", EN: "reopened"}, {Code: "extended", SQ: "afati u shty", EN: "deadline extended"}},
	"reporting_item.state":     code.ActivityStates,
	"reporting_measure.status": {{Code: "taken", SQ: "e marrë", EN: "taken"}, {Code: "expected", SQ: "e pritshme", EN: "expected"}},
	"reporting_return.state":   code.ReturnStates,
	"reporting_value.subject": {{Code: "indicator", SQ: "tregues i një aktiviteti", EN: "indicator of an activity"},
		{Code: "participants", SQ: "pjesëmarrësit e një aktiviteti", EN: "participants of an activity"}, {Code: "topic", SQ: "numër i një teme", EN: "count on a topic"}},
	"task.due_body":               code.Bodies,
	"task.escalated":              code.Escalations,
	"task.kind":                   code.TaskKinds,
	"task.state":                  code.TaskStates,
	"task_event.verb":             code.TaskVerbs,
	"training_session.check_open": {{Code: "before", SQ: "para trajnimit", EN: "before the training"}, {Code: "after", SQ: "pas trajnimit", EN: "after the training"}},
	"training_session.state":      code.EventStates,
	"training_step.rule":          code.Rules,
	"age":                         code.AgeBands,
	"audience":                    code.Audiences,
	"channel":                     code.Channels,
	"consent":                     code.Consents,
	"contract":                    code.Seen,
	"finding":                     code.VisitFindings,
	"frequency":                   code.Frequencies,
	"funding":                     code.Funding,
	"gap":                         code.Gaps,
	"insured":                     code.Seen,
	"job":                         code.Jobs,
	"kept_180":                    code.Seen,
	"kept_30":                     code.Seen,
	"kept_90":                     code.Seen,
	"occupation":                  code.Occupations,
	"pillar":                      code.Pillars,
	"priority":                    code.Priorities,
	"qualifier":                   code.Qualifiers,
	"resource":                    code.Resources,
	"sector":                      code.Sectors,
	"sex":                         code.Sexes,
	"topic":                       code.TopicList,
	"unit":                        code.Units,
	"via":                         code.PlacementWays,
}

// counted names the numbers of every register; those of the same code are called the
// same, or nearly so.
func counted() code.List {
	var l code.List
	for _, c := range slices.Concat(code.ProgrammeCounts, code.ProjectCounts, code.FairCounts, code.CampaignCounts, code.SessionCounts) {
		if !l.Has(c.Code) {
			l = append(l, code.Code{Code: c.Code, SQ: c.SQ, EN: c.EN})
		}
	}
	return l
}

// coded is what a code stands for in a column, "" where the column holds no
// code or the value is none of its codes.
func (d reader) coded(table, column, s string) string {
	list, ok := labels[table+"."+column]
	if !ok {
		list = labels[column]
	}
	switch {
	case list.Has(s):
		return list.Label(d.lang, s)
	case column == "role":
		return d.roles.Label(d.lang, s)
	case column == "municipality" || column == "municipalities":
		return code.MunicipalityName(s)
	case column == "period":
		return d.period(s)
	case column == "qark":
		q, _ := code.FindQark(s)
		return q.Name
	case table == "employment_target" && column == "value":
		return code.MunicipalityName(s)
	case table == "training_step" && column == "role":
		return d.jobs(s)
	case (table == "reporting_value" || table == "register_count") && column == "part":
		return d.cell(s)
	case table == "reporting_value" && column == "subject_id":
		c, _, _ := code.FindCount(s)
		return c.Name(string(d.lang))
	}
	return ""
}

// cell is a part of a breakdown: "sex=f" is "femra".
func (d reader) cell(s string) string {
	by, c, _ := strings.Cut(s, "=")
	parts := code.Breakdown(by).Parts()
	if code.Breakdown(by) == code.ByKind {
		parts = slices.Concat(code.Services, code.Audiences, code.Materials)
	}
	switch {
	case parts.Has(c):
		return parts.Label(d.lang, c)
	case by == string(code.ByOrigin):
		return code.MunicipalityName(c)
	}
	return ""
}

// jobs names functions whose codes stand with a space between.
func (d reader) jobs(s string) string {
	var list []string
	for _, c := range strings.Fields(s) {
		list = append(list, code.Jobs.Label(d.lang, c))
	}
	return strings.Join(list, ", ")
}

// period is the name of a period, "" for what is none.
func (d reader) period(s string) string {
	p, err := figure.ParsePeriod(s)
	if err != nil {
		return ""
	}
	return p.Name(string(d.lang))
}
