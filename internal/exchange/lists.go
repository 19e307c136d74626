package exchange

import (
	"slices"

	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/text"
)

// lists are the closed lists a column may take its codes from, by the name that
// stands behind "code" in the tag.
var lists = map[string]code.List{
	"qark":             qarqe(),
	"municipality":     municipalities(),
	"institution_kind": {{Code: "state", SQ: "institucion shtetëror", EN: "state institution"}, {Code: "ngo", SQ: "organizatë jofitimprurëse", EN: "non-governmental organisation"}, {Code: "international", SQ: "partner ndërkombëtar", EN: "international partner"}},
	"sector":           code.Sectors,
	"seat_body":        code.Bodies[:2],
	"body":             code.Bodies,
	"seat_kind":        code.SeatKinds,
	"attendance":       append(code.SeatKinds[:len(code.SeatKinds):len(code.SeatKinds)], code.Code{Code: "guest", SQ: "mysafir", EN: "guest"}),
	"rule":             code.Rules,
	"rule_unit":        code.RuleUnits,
	"plan_state":       {{Code: "draft", SQ: "projekt", EN: "draft"}, {Code: "approved", SQ: "i miratuar", EN: "approved"}},
	"plan_part":        {{Code: "plan", SQ: "plani", EN: "plan"}, {Code: "objective", SQ: "objektivi", EN: "objective"}, {Code: "activity", SQ: "aktiviteti", EN: "activity"}},
	"pillar":           code.Pillars,
	"frequency":        code.Frequencies,
	"funding":          code.Funding,
	"topic":            code.TopicList,
	"activity_state":   code.ActivityStates,
	"reported_state":   code.ReportedStates,
	"unit":             code.Units,
	"return_state":     code.ReturnStates[1:],
	"channel":          code.Channels,
	"subject":          {{Code: "indicator", SQ: "tregues i planit", EN: "indicator of the plan"}, {Code: "participants", SQ: "pjesëmarrës në aktivitet", EN: "participants of an activity"}, {Code: "topic", SQ: "numërim i temës", EN: "count of a topic"}},
	"part":             parts(),
	"qualifier":        code.Qualifiers,
	"resource":         code.Resources,
	"measure_status":   {{Code: "taken", SQ: "e marrë", EN: "taken"}, {Code: "expected", SQ: "e pritshme", EN: "expected"}},
	"event":            {{Code: "sent", SQ: "dërguar", EN: "sent"}, {Code: "sent_back", SQ: "kthyer", EN: "sent back"}, {Code: "accepted", SQ: "pranuar", EN: "accepted"}, {Code: "reopened", SQ: "rihapur", EN: "reopened"}, {Code: "extended", SQ: "afat i shtyrë", EN: "deadline extended"}},
	"meeting_kind":     code.MeetingKinds,
	"meeting_state":    code.MeetingStates,
	"reply":            code.Replies,
	"line_kind":        code.LineKinds,
	"outcome":          code.Outcomes,
	"priority":         code.Priorities,
	"about":            {{Code: "task", SQ: "detyrë", EN: "task"}, {Code: "issue", SQ: "problematikë", EN: "problem"}, {Code: "return", SQ: "raportim", EN: "return"}, {Code: "minutes", SQ: "procesverbal për miratim", EN: "minutes to approve"}, {Code: "item", SQ: "pikë e shtyrë", EN: "item put off"}},
	"about_state":      union(code.TaskStates, code.IssueStates, code.ReturnStates, code.MeetingStates, code.Outcomes),
	"issue_state":      code.IssueStates,
	"issue_verb":       code.IssueVerbs,
	"issue_source":     code.IssueSources,
	"task_kind":        code.TaskKinds,
	"task_state":       code.TaskStates,
	"task_verb":        code.TaskVerbs,

	"event_state":       code.EventStates,
	"programme_kind":    code.ProgrammeKinds,
	"service":           code.Services,
	"programme_numbers": countsIn(code.ProgrammeCounts),
	"project_state":     code.ProjectStates,
	"industry":          code.Industries,
	"occupation":        code.Occupations,
	"target_kind":       {{Code: "group", SQ: "grup i synuar", EN: "target group"}, {Code: "municipality", SQ: "bashki", EN: "municipality"}},
	"target":            union(code.TargetGroups, municipalities()),
	"target_group":      code.TargetGroups,
	"obligation":        code.Obligations,
	"check_method":      code.CheckMethods,
	"age":               code.AgeBands,
	"sex":               code.Sexes,
	"placement_way":     code.PlacementWays,
	"seen":              code.Seen,
	"visit_finding":     code.VisitFindings,
	"project_numbers":   countsIn(code.ProjectCounts),
	"fair_numbers":      countsIn(code.FairCounts),
	"audience":          code.Audiences,
	"campaign_kind":     code.CampaignKinds,
	"finding":           code.Findings,
	"consent":           code.Consents,
	"campaign_numbers":  countsIn(code.CampaignCounts),
	"job":               code.Jobs,
	"session_numbers":   countsIn(code.SessionCounts),
	"gap":               code.Gaps,
	"counted_part":      countedParts(),
}

// union is every code of several lists; one that is in two is called as in the first.
func union(several ...code.List) code.List {
	var l code.List
	for _, c := range slices.Concat(several...) {
		if !l.Has(c.Code) {
			l = append(l, c)
		}
	}
	return l
}

func qarqe() code.List {
	var l code.List
	for _, q := range code.Qarqe {
		l = append(l, code.Code{Code: q.ISO, SQ: q.Name, EN: q.Name})
	}
	return l
}

func municipalities() code.List {
	var l code.List
	for _, m := range code.Municipalities {
		l = append(l, code.Code{Code: m.Code, SQ: m.Name, EN: m.Name})
	}
	return l
}

// parts are the cells of every breakdown: by sex, by age, by origin, and by the
// municipality somebody came from.
func parts() code.List {
	var l code.List
	for _, b := range []struct {
		by     code.Breakdown
		sq, en string
	}{{code.BySex, "gjinia: ", "sex: "}, {code.ByAge, "mosha: ", "age: "}, {code.ByOrigin, "origjina: ", "origin: "}} {
		for _, c := range b.by.Parts() {
			l = append(l, code.Code{Code: string(b.by) + "=" + c.Code, SQ: b.sq + c.SQ, EN: b.en + c.EN})
		}
	}
	for _, m := range code.Municipalities {
		l = append(l, code.Code{Code: "origin=" + m.Code, SQ: "nga bashkia " + m.Name, EN: "from the municipality of " + m.Name})
	}
	return l
}

// countedParts are the cells that a number of a register may be of: by sex, by age,
// and by the kinds of every count that is split so.
func countedParts() code.List {
	var l code.List
	add := func(b code.Breakdown, sq, en string, parts code.List) {
		for _, c := range parts {
			l = append(l, code.Code{Code: string(b) + "=" + c.Code, SQ: sq + c.SQ, EN: en + c.EN})
		}
	}
	add(code.BySex, "gjinia: ", "sex: ", code.BySex.Parts())
	add(code.ByAge, "mosha: ", "age: ", code.ByAge.Parts())
	add(code.ByKind, "lloji: ", "kind: ", union(code.Services, code.Audiences, code.Materials))
	return l
}

// countsIn are the numbers of a register, under their codes.
func countsIn(counts []code.Count) code.List {
	var l code.List
	for _, c := range counts {
		l = append(l, code.Code{Code: c.Code, SQ: c.SQ, EN: c.EN})
	}
	return l
}

// periods are those of a year, under the names people give them.
func periods(year int) code.List {
	var l code.List
	for _, p := range figure.PeriodsOf(year) {
		l = append(l, code.Code{Code: string(p), SQ: p.Name(string(text.SQ)), EN: p.Name(string(text.EN))})
	}
	return l
}

// counts are the numbers asked on the topics, under their codes.
func counts() code.List {
	var l code.List
	for _, t := range code.Topics {
		for _, c := range t.Counts {
			l = append(l, code.Code{Code: c.Code, SQ: c.SQ, EN: c.EN})
		}
	}
	return l
}

// listOf is the list behind a column; that of periods depends on the year.
func (d *Document) listOf(c column) code.List {
	if c.arg == "period" {
		return periods(d.Year)
	}
	return lists[c.arg]
}
