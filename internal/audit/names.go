package audit

import (
	"errors"
	"slices"
	"strings"

	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// What things are called, by ID: each query gives one or two words, an
// institution, a period or a day among them.
var (
	activityNamed  = store.Read(`SELECT number, title FROM plan_activity WHERE committee_id = $1 AND id = $2`)
	analysisNamed  = store.Read(`SELECT period, '' FROM analysis WHERE committee_id = $1 AND id = $2`)
	indicatorNamed = store.Read(`SELECT name, '' FROM plan_indicator WHERE committee_id = $1 AND id = $2`)
	itemNamed      = store.Read(`SELECT a.number, a.title FROM reporting_item AS t
		JOIN plan_activity AS a ON a.committee_id = t.committee_id AND a.id = t.activity_id WHERE t.committee_id = $1 AND t.id = $2`)
	issueNamed     = store.Read(`SELECT CAST(number AS TEXT) || '/' || CAST(year AS TEXT), body FROM issue WHERE committee_id = $1 AND id = $2`)
	lineNamed      = store.Read(`SELECT number, body FROM meeting_line WHERE committee_id = $1 AND id = $2`)
	meetingNamed   = store.Read(`SELECT held_on, title FROM meeting WHERE committee_id = $1 AND id = $2`)
	nameNamed      = store.Read(`SELECT name, '' FROM committee_name WHERE committee_id = $1 AND id = $2`)
	objectiveNamed = store.Read(`SELECT code, title FROM plan_objective WHERE committee_id = $1 AND id = $2`)
	orderNamed     = store.Read(`SELECT number, dated FROM committee_order WHERE committee_id = $1 AND id = $2`)
	planNamed      = store.Read(`SELECT title, '' FROM plan WHERE committee_id = $1 AND id = $2`)
	problemNamed   = store.Read(`SELECT body, '' FROM reporting_problem WHERE committee_id = $1 AND id = $2`)
	returnNamed    = store.Read(`SELECT r.institution_id, n.period FROM reporting_return AS r
		JOIN reporting_round AS n ON n.committee_id = r.committee_id AND n.id = r.round_id WHERE r.committee_id = $1 AND r.id = $2`)
	roundNamed     = store.Read(`SELECT period, '' FROM reporting_round WHERE committee_id = $1 AND id = $2`)
	ruleNamed      = store.Read(`SELECT code, '' FROM committee_rule WHERE committee_id = $1 AND id = $2`)
	seatNamed      = store.Read(`SELECT institution_id, '' FROM committee_seat WHERE committee_id = $1 AND id = $2`)
	programmeNamed = store.Read(`SELECT title, starts_on FROM programme WHERE committee_id = $1 AND id = $2`)
	projectNamed   = store.Read(`SELECT title, starts_on FROM employment_project WHERE committee_id = $1 AND id = $2`)
	employerNamed  = store.Read(`SELECT name, '' FROM employment_employer WHERE committee_id = $1 AND id = $2`)
	checkNamed     = store.Read(`SELECT institution_id, first_on FROM employment_check WHERE committee_id = $1 AND id = $2`)
	visitNamed     = store.Read(`SELECT institution_id, CASE WHEN done_on = '' THEN planned_on ELSE done_on END FROM employment_visit WHERE committee_id = $1 AND id = $2`)
	fairNamed      = store.Read(`SELECT title, held_on FROM employment_fair WHERE committee_id = $1 AND id = $2`)
	calendarNamed  = store.Read(`SELECT title, '' FROM campaign_calendar WHERE committee_id = $1 AND id = $2`)
	slotNamed      = store.Read(`SELECT title, starts_on FROM campaign_slot WHERE committee_id = $1 AND id = $2`)
	campaignNamed  = store.Read(`SELECT title, starts_on FROM campaign_activity WHERE committee_id = $1 AND id = $2`)
	procedureNamed = store.Read(`SELECT title, act FROM training_procedure WHERE committee_id = $1 AND id = $2`)
	courseNamed    = store.Read(`SELECT title, '' FROM training_course WHERE committee_id = $1 AND id = $2`)
	sessionNamed   = store.Read(`SELECT c.title, s.starts_on FROM training_session AS s
		JOIN training_course AS c ON c.committee_id = s.committee_id AND c.id = s.course_id WHERE s.committee_id = $1 AND s.id = $2`)
	dutyNamed         = store.Read(`SELECT institution_id, '' FROM training_duty WHERE committee_id = $1 AND id = $2`)
	professionalNamed = store.Read(`SELECT institution_id, code FROM training_person WHERE committee_id = $1 AND id = $2`)
	taskNamed         = store.Read(`SELECT CAST(number AS TEXT) || '/' || CAST(year AS TEXT), body FROM task WHERE committee_id = $1 AND id = $2`)
)

// namedBy says where the name of an ID is found: by the column that holds it, by
// the kind of the subject of an event, and by the table of a row.
var namedBy = map[string]store.Query{
	"activity_id": activityNamed, "activity": activityNamed, "plan_activity": activityNamed, "carried_from": activityNamed,
	"analysis_id": analysisNamed, "analysis": analysisNamed,
	"indicator": indicatorNamed, "plan_indicator": indicatorNamed,
	"item_id": itemNamed, "item": itemNamed, "reporting_item": itemNamed,
	"issue_id": issueNamed, "issue": issueNamed, "merged_into": issueNamed, "other_id": issueNamed,
	"line": lineNamed, "meeting_line": lineNamed,
	"meeting_id": meetingNamed, "meeting": meetingNamed, "due_meeting": meetingNamed, "approved_in": meetingNamed,
	"name": nameNamed, "committee_name": nameNamed,
	"objective_id": objectiveNamed, "objective": objectiveNamed, "plan_objective": objectiveNamed,
	"order_id": orderNamed, "order": orderNamed, "committee_order": orderNamed,
	"plan_id": planNamed, "plan": planNamed, "comment": planNamed,
	"problem_id": problemNamed, "earlier_id": problemNamed,
	"return_id": returnNamed, "return": returnNamed, "reporting_return": returnNamed,
	"round_id": roundNamed, "round": roundNamed, "reporting_round": roundNamed,
	"rule_id": ruleNamed, "rule": ruleNamed, "committee_rule": ruleNamed,
	"seat": seatNamed, "committee_seat": seatNamed,
	"task_id": taskNamed, "task": taskNamed,
	"programme_id": programmeNamed, "programme": programmeNamed,
	"project_id": projectNamed, "employment_project": projectNamed,
	"employer_id": employerNamed, "employment_employer": employerNamed,
	"check_id": checkNamed, "employment_visit": visitNamed, "recheck_of": visitNamed,
	"employment_fair": fairNamed,
	"calendar_id":     calendarNamed, "campaign_calendar": calendarNamed, "slot_id": slotNamed, "campaign_slot": slotNamed,
	"campaign_id": campaignNamed, "campaign": campaignNamed, "campaign_activity": campaignNamed,
	"procedure_id": procedureNamed, "training_procedure": procedureNamed, "course_id": courseNamed, "training_course": courseNamed,
	"session_id": sessionNamed, "training_session": sessionNamed, "training_duty": dutyNamed,
	"person_id": professionalNamed, "training_person": professionalNamed,
}

// ofInstitution are the columns, subjects and tables whose IDs are those of
// institutions. The partners in a return are words, and no IDs.
var ofInstitution = []string{"institution_id", "institution", "committee_institution", "lead_id", "lead", "partners", "owner_id", "asked_by"}

// A namer finds what things are called, and asks for each once. Without a
// transaction it knows nothing.
type namer struct {
	tx    *store.Tx
	known map[[2]string][2]string
	err   error
}

// find gives the words for an ID; both are "" when there are none.
func (n *namer) find(by, id string) [2]string {
	q, ok := namedBy[by]
	if n == nil || !ok || id == "" || n.err != nil {
		return [2]string{}
	}
	key := [2]string{by, id}
	words, seen := n.known[key]
	if !seen {
		var err error
		words, err = store.One(n.tx, q, func(w *[2]string) []any { return []any{&w[0], &w[1]} }, id)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			n.err = err
		}
		n.known[key] = words
	}
	return words
}

// shortest is how much of a name that is a whole text is shown, in letters.
const shortest = 80

// named is what a thing is called, "" when it is not known any more.
func (d reader) named(by, id string) string {
	if slices.Contains(ofInstitution, by) {
		return d.institutions[id]
	}
	var list []string
	for _, w := range d.names.find(by, id) {
		if w == "" {
			continue
		}
		if name := d.institutions[w]; name != "" {
			w = name
		} else if name := d.period(w); name != "" {
			w = name
		}
		list = append(list, excerpt(text.Day(code.Rules.Label(d.lang, w)), shortest))
	}
	return strings.Join(list, ", ")
}

// excerpt is the beginning of a text that is longer than n letters.
func excerpt(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}
