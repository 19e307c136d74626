package task

import (
	"fmt"
	"strings"

	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// What of the registers of prevention a task came of: a visit that found something, a
// finding of an awareness activity, or something that a record lacked.
var ofRegister = store.Read(`SELECT 'visit', v.done_on, p.title, p.id FROM employment_visit AS v
		JOIN employment_project AS p ON p.committee_id = v.committee_id AND p.id = v.project_id WHERE v.committee_id = $1 AND v.task_id = $2
	UNION ALL SELECT 'finding', f.what, a.title, a.id FROM campaign_finding AS f
		JOIN campaign_activity AS a ON a.committee_id = f.committee_id AND a.id = f.campaign_id WHERE f.committee_id = $1 AND f.task_id = $2
	UNION ALL SELECT 'programme', r.gap, p.title, p.id FROM register_asked AS r
		JOIN programme AS p ON p.committee_id = r.committee_id AND p.id = r.subject_id WHERE r.committee_id = $1 AND r.task_id = $2
	UNION ALL SELECT 'project', r.gap, p.title, p.id FROM register_asked AS r
		JOIN employment_project AS p ON p.committee_id = r.committee_id AND p.id = r.subject_id WHERE r.committee_id = $1 AND r.task_id = $2
	UNION ALL SELECT 'campaign', r.gap, a.title, a.id FROM register_asked AS r
		JOIN campaign_activity AS a ON a.committee_id = r.committee_id AND a.id = r.subject_id WHERE r.committee_id = $1 AND r.task_id = $2
	UNION ALL SELECT 'session', r.gap, c.title, s.id FROM register_asked AS r
		JOIN training_session AS s ON s.committee_id = r.committee_id AND s.id = r.subject_id
		JOIN training_course AS c ON c.committee_id = s.committee_id AND c.id = s.course_id WHERE r.committee_id = $1 AND r.task_id = $2
	UNION ALL SELECT 'duty', r.gap, d.job, d.id FROM register_asked AS r
		JOIN training_duty AS d ON d.committee_id = r.committee_id AND d.id = r.subject_id WHERE r.committee_id = $1 AND r.task_id = $2`)

// registerPages are the addresses of those records below the committee.
var registerPages = map[string]string{
	"visit": "/employment/%s#visits", "finding": "/campaign/activity/%s", "programme": "/programme/%s", "project": "/employment/%s",
	"campaign": "/campaign/activity/%s", "session": "/training/session/%s", "duty": "/training/coverage",
}

// registered is the record of a register that a task came of, the zero Link when it
// came of none.
func registered(tx *store.Tx, l text.Lang, id string) (Link, error) {
	type record struct{ kind, about, title, id string }
	list, err := store.All(tx, ofRegister, func(r *record) []any { return []any{&r.kind, &r.about, &r.title, &r.id} }, id)
	if err != nil || len(list) == 0 {
		return Link{}, err
	}
	r := list[0]
	page := registerPages[r.kind]
	if strings.Contains(page, "%s") {
		page = fmt.Sprintf(page, r.id)
	}
	return Link{recordWords(l, r.kind, r.about, r.title), "/k/" + tx.Grant().Scope().ID + page}, nil
}

func recordWords(l text.Lang, kind, about, title string) string {
	switch kind {
	case "visit":
		return text.T(l, "vizita monitoruese e datës %s: %s", text.Day(about), title)
	case "finding":
		return code.Findings.Label(l, about) + ": " + title
	case "duty":
		title = code.Jobs.Label(l, title)
	}
	return code.Gaps.Label(l, about) + ": " + title
}
