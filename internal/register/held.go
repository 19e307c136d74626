package register

import (
	"cmp"
	"slices"

	"tryeza/internal/store"
)

// Held says which numbers of a return an institution need not give, because its
// records in the registers give them. It is the one thing this package reads of
// the registers themselves, for those who ask all institutions for the same.
type Held map[string]map[string]bool // institution → code of a count of code.Topics

// answered are the counts that each kind of record gives. Who reports on trained
// professionals is the institution of the trained, whoever held the training; who
// reports on a visit is the one who made it.
var answered = map[string][]string{
	"programme":    {"summer_count", "K20_places", "K20_enrolled", "summer_street"},
	"project":      {"jobs_projects", "K25"},
	"visit":        {"K26_planned", "K26_done"},
	"campaign":     {"campaign_count", "K22", "K23"},
	"session":      {"training_count"},
	"professional": {"K24"},
	"duty":         {"K24_obliged"},
}

// HeldIn is the text of the query for ReadHeld, which a feature registers as its own:
// who has records of a span of days ($2 to $3), by kind. What was cancelled, and a
// project that nobody approved, is no record.
const HeldIn = `SELECT p.institution_id, 'programme' FROM programme AS p
		WHERE p.committee_id = $1 AND p.starts_on <= $3 AND p.ends_on >= $2 AND p.state <> 'cancelled'
	UNION SELECT j.institution_id, 'project' FROM employment_project AS j
		WHERE j.committee_id = $1 AND j.starts_on <= $3 AND j.ends_on >= $2 AND j.state IN ('approved', 'closed')
	UNION SELECT v.institution_id, 'visit' FROM employment_visit AS v
		JOIN employment_project AS j ON j.committee_id = v.committee_id AND j.id = v.project_id
		WHERE v.committee_id = $1 AND v.planned_on >= $2 AND v.planned_on <= $3 AND j.state IN ('approved', 'closed')
	UNION SELECT v.institution_id, 'visit' FROM employment_visit AS v
		JOIN employment_project AS j ON j.committee_id = v.committee_id AND j.id = v.project_id
		WHERE v.committee_id = $1 AND v.planned_on = '' AND v.done_on >= $2 AND v.done_on <= $3 AND j.state IN ('approved', 'closed')
	UNION SELECT a.institution_id, 'campaign' FROM campaign_activity AS a
		WHERE a.committee_id = $1 AND a.starts_on <= $3 AND a.ends_on >= $2 AND a.state <> 'cancelled'
	UNION SELECT c.institution_id, 'session' FROM training_session AS s
		JOIN training_course AS c ON c.committee_id = s.committee_id AND c.id = s.course_id
		WHERE s.committee_id = $1 AND s.starts_on <= $3 AND s.ends_on >= $2 AND s.state <> 'cancelled'
	UNION SELECT i.id, 'professional' FROM committee_institution AS i WHERE i.committee_id = $1 AND EXISTS (SELECT 1 FROM training_person AS t
		WHERE t.committee_id = i.committee_id AND t.institution_id = i.id AND t.valid_from <= $3 AND (t.valid_to = '' OR t.valid_to >= $3))
	UNION SELECT i.id, 'duty' FROM committee_institution AS i WHERE i.committee_id = $1 AND EXISTS (SELECT 1 FROM training_duty AS d
		WHERE d.committee_id = i.committee_id AND d.institution_id = i.id AND d.valid_from <= $3 AND (d.valid_to = '' OR d.valid_to >= $3))`

// ReadHeld reads who has records of a span of days, both included, by the query
// HeldIn.
func ReadHeld(tx *store.Tx, q store.Query, from, to string) (Held, error) {
	type row struct{ institution, kind string }
	rows, err := store.All(tx, q, func(r *row) []any { return []any{&r.institution, &r.kind} }, from, to)
	h := Held{}
	for _, r := range rows {
		if h[r.institution] == nil {
			h[r.institution] = map[string]bool{}
		}
		for _, count := range answered[r.kind] {
			h[r.institution][count] = true
		}
	}
	return h, err
}

// Has reports whether the registers give the count of an institution.
func (h Held) Has(institution, count string) bool { return h[institution][count] }

// Any reports whether they give it of one institution at least.
func (h Held) Any(count string) bool { return len(h.Of(count)) > 0 }

// Of lists the institutions of which they give the count.
func (h Held) Of(count string) []string {
	var list []string
	for institution, counts := range h {
		if counts[count] {
			list = append(list, institution)
		}
	}
	slices.SortFunc(list, cmp.Compare[string])
	return list
}
