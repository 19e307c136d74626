package statistics

import "tryeza/internal/store"

// Everything the hatch asks. $1 is the committee, $2 and $3 the first and last
// day, $4 a municipality or "" for all. Removed sightings count nowhere.
var (
	byDay = store.ReadHatch(`SELECT seen_on, municipality, count(*), sum(CASE WHEN subject_id = '' THEN 1 ELSE 0 END) FROM sighting
		WHERE committee_id = $1 AND seen_on BETWEEN $2 AND $3 AND NOT removed AND (CAST($4 AS TEXT) = '' OR municipality = CAST($4 AS TEXT))
		GROUP BY seen_on, municipality`)

	bySaid = store.ReadHatch(`SELECT origin, municipality, count(*) FROM sighting
		WHERE committee_id = $1 AND seen_on BETWEEN $2 AND $3 AND NOT removed AND (CAST($4 AS TEXT) = '' OR municipality = CAST($4 AS TEXT))
		GROUP BY origin, municipality`)

	byCodes = store.ReadHatch(`SELECT age, sex, activity, place, count(*) FROM sighting
		WHERE committee_id = $1 AND seen_on BETWEEN $2 AND $3 AND NOT removed AND (CAST($4 AS TEXT) = '' OR municipality = CAST($4 AS TEXT))
		GROUP BY age, sex, activity, place`)

	// A child has one origin: of those known of it in the period, the one seen
	// last. It stands in every municipality it was seen in, and once in first.
	byOrigin = store.ReadHatch(`SELECT origin, municipality, count(*), sum(CASE WHEN municipality = first_place THEN 1 ELSE 0 END)
		FROM (SELECT municipality, min(municipality) OVER child AS first_place, substr(max(newest) OVER child, 11) AS origin
			FROM (SELECT subject_id, municipality, max(CASE WHEN origin <> '' THEN seen_on || origin ELSE '' END) AS newest FROM sighting
				WHERE committee_id = $1 AND seen_on BETWEEN $2 AND $3 AND NOT removed AND subject_id <> ''
				AND (CAST($4 AS TEXT) = '' OR municipality = CAST($4 AS TEXT))
				GROUP BY subject_id, municipality) AS seen
			WINDOW child AS (PARTITION BY subject_id)) AS placed
		GROUP BY origin, municipality`)

	// What was done for the children seen in the period, by its last day: was a
	// plan drawn, and how did it end. Where a child has several files the one that
	// is open, or else was closed last, says the end; one that was merged or taken
	// over by another unit says it only when there is no other.
	byFile = store.ReadHatch(`SELECT COALESCE(planned, 0), COALESCE(substr(ended, 11), ''), count(*)
		FROM (SELECT DISTINCT subject_id FROM sighting
			WHERE committee_id = $1 AND seen_on BETWEEN $2 AND $3 AND NOT removed AND subject_id <> ''
			AND (CAST($4 AS TEXT) = '' OR municipality = CAST($4 AS TEXT))) AS seen
		LEFT JOIN (SELECT subject_id, max(CASE WHEN plan_on <> '' AND plan_on <= CAST($3 AS TEXT) THEN 1 ELSE 0 END) AS planned,
				max(CASE WHEN state = 'merged' THEN '0000-00-00' WHEN taken.child_id IS NOT NULL THEN '0000-00-00moved' WHEN closed_on = '' OR closed_on > CAST($3 AS TEXT) THEN '9999-99-99open'
					ELSE closed_on || outcome END) AS ended FROM child
			LEFT JOIN (SELECT o.owner_id, o.child_id FROM handover_offer AS o JOIN unit ON unit.owner_id = o.owner_id AND unit.committee_id = $1
				WHERE o.state = 'accepted' AND o.answered_on <= $3 AND unit.committee_id = $1 GROUP BY o.owner_id, o.child_id) AS taken
			ON taken.owner_id = child.owner_id AND taken.child_id = child.id
			WHERE child.committee_id = $1 AND opened_on <= $3 GROUP BY subject_id) AS files
		ON files.subject_id = seen.subject_id GROUP BY planned, ended`)

	// A new case is a child whose first file at the committee's units was opened
	// in the period; it counts where that unit is.
	byFirst = store.ReadHatch(`SELECT substr(opened, 11), count(*)
		FROM (SELECT subject_id, min(opened_on || municipality) AS opened FROM child
			JOIN unit ON unit.owner_id = child.owner_id AND unit.committee_id = $1
			WHERE child.committee_id = $1 GROUP BY subject_id) AS first_file
		WHERE substr(opened, 1, 10) BETWEEN $2 AND $3 AND (CAST($4 AS TEXT) = '' OR substr(opened, 11) = CAST($4 AS TEXT))
		GROUP BY substr(opened, 11)`)

	// Children of programmes that ended from $2 to $3, in a municipality $4 or
	// anywhere; $5 is the last day of those that were 90 days over by the end of the
	// period. What came of school is the best of a child's programmes, what was found
	// afterwards that of the last.
	byEnrolment = store.ReadHatch(`SELECT first_place, schooled, found_soon, found_late, count(*)
		FROM (SELECT substr(min(enrolled_on || municipality), 11) AS first_place,
				substr(max(CASE school WHEN 'enrolled' THEN '3enrolled' WHEN 'continues' THEN '2continues' WHEN 'not_enrolled' THEN '1not_enrolled' ELSE '0' END), 2) AS schooled,
				substr(max(CASE WHEN found_30 <> '' THEN ends_on || found_30 ELSE '' END), 11) AS found_soon,
				substr(max(CASE WHEN found_90 <> '' AND ends_on <= CAST($5 AS TEXT) THEN ends_on || found_90 ELSE '' END), 11) AS found_late
			FROM enrolment WHERE committee_id = $1 AND ends_on BETWEEN $2 AND $3
			AND (CAST($4 AS TEXT) = '' OR municipality = CAST($4 AS TEXT)) GROUP BY subject_id) AS programmes
		GROUP BY first_place, schooled, found_soon, found_late`)

	// Children with a file seen from $2 to $3: enrolled in a programme that ended
	// from $6 to $7, and seen again from $4 to $5.
	byAgain = store.ReadHatch(seenAgain(`ends_on BETWEEN $6 AND $7`))

	// The same of one programme, $6.
	byAgainOne = store.ReadHatch(seenAgain(`programme_id = $6`))

	// The children of one programme, $2: a child in two files of it counts once.
	byProgramme = store.ReadHatch(`SELECT schooled, found_soon, found_late, count(*)
		FROM (SELECT substr(max(CASE school WHEN 'enrolled' THEN '3enrolled' WHEN 'continues' THEN '2continues' WHEN 'not_enrolled' THEN '1not_enrolled' ELSE '0' END), 2) AS schooled, max(found_30) AS found_soon, max(found_90) AS found_late
			FROM enrolment WHERE committee_id = $1 AND programme_id = $2 GROUP BY subject_id) AS children
		GROUP BY schooled, found_soon, found_late`)
)

// seenAgain counts children with a file by whether they were enrolled in certain
// programmes and whether they were seen again.
func seenAgain(programmes string) string {
	return `SELECT CASE WHEN mine.subject_id IS NULL THEN 'no' ELSE 'yes' END, CASE WHEN later.subject_id IS NULL THEN 'no' ELSE 'yes' END, count(*)
		FROM (SELECT DISTINCT subject_id FROM sighting WHERE committee_id = $1 AND seen_on BETWEEN $2 AND $3 AND NOT removed AND subject_id <> '') AS seen
		LEFT JOIN (SELECT DISTINCT subject_id FROM sighting WHERE committee_id = $1 AND seen_on BETWEEN $4 AND $5 AND NOT removed AND subject_id <> '') AS later
			ON later.subject_id = seen.subject_id
		LEFT JOIN (SELECT DISTINCT subject_id FROM enrolment WHERE committee_id = $1 AND ` + programmes + `) AS mine
			ON mine.subject_id = seen.subject_id
		GROUP BY 1, 2`
}

// A group is one row of a grouped count: up to four codes, and how many.
type group struct {
	a, b, c, d string
	n, m       int
}

func ofDay(g *group) []any    { return []any{&g.a, &g.b, &g.n, &g.m} }
func ofPair(g *group) []any   { return []any{&g.a, &g.b, &g.n} }
func ofCodes(g *group) []any  { return []any{&g.a, &g.b, &g.c, &g.d, &g.n} }
func ofFile(g *group) []any   { return []any{&g.m, &g.a, &g.n} }
func ofSingle(g *group) []any { return []any{&g.a, &g.n} }
