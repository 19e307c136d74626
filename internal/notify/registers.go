package notify

import "tryeza/internal/store"

// What the registers of prevention hold for a calendar from a day on. Public events
// go by their titles; a visit goes without the name of the employer.
var (
	feedProgrammes = store.Read(`SELECT id, title, institution_id, starts_on, '', '', place, 0, id FROM programme
		WHERE committee_id = $1 AND state <> 'cancelled' AND weekdays <> '' AND starts_on >= $2 ORDER BY starts_on, id`)
	feedAfter30 = followups("30")
	feedAfter90 = followups("90")
	feedVisits  = store.Read(`SELECT v.id, p.title, v.institution_id, v.planned_on, '', '', '', 0, v.project_id FROM employment_visit AS v
		JOIN employment_project AS p ON p.committee_id = v.committee_id AND p.id = v.project_id
		WHERE v.committee_id = $1 AND p.state = 'approved' AND v.done_on = '' AND v.planned_on >= $2 ORDER BY v.planned_on, v.id`)
	feedRechecks = store.Read(`SELECT v.id, p.title, v.institution_id, v.due_on, '', '', '', 0, v.project_id FROM employment_visit AS v
		JOIN employment_project AS p ON p.committee_id = v.committee_id AND p.id = v.project_id
		WHERE v.committee_id = $1 AND p.state IN ('approved', 'closed') AND v.due_on >= $2 AND NOT EXISTS (SELECT 1 FROM employment_visit AS a
			WHERE a.committee_id = v.committee_id AND a.recheck_of = v.id AND a.done_on <> '') ORDER BY v.due_on, v.id`)
	feedFairs = store.Read(`SELECT id, title, institution_id, held_on, '', '', place, 0, id || '/fair' FROM employment_fair
		WHERE committee_id = $1 AND state <> 'cancelled' AND held_on >= $2 ORDER BY held_on, id`)
	feedSlots = store.Read(`SELECT id, title, '', starts_on, '', '', '', 0, calendar_id FROM campaign_slot
		WHERE committee_id = $1 AND starts_on >= $2 ORDER BY starts_on, id`)
	feedCampaigns = store.Read(`SELECT id, title, institution_id, starts_on, hour, '', place, 0, id FROM campaign_activity
		WHERE committee_id = $1 AND state <> 'cancelled' AND starts_on >= $2 ORDER BY starts_on, hour, id`)
	feedSessions = store.Read(`SELECT s.id, c.title, '', s.starts_on, s.hour, '', s.place, 0, s.id FROM training_session AS s
		JOIN training_course AS c ON c.committee_id = s.committee_id AND c.id = s.course_id
		WHERE s.committee_id = $1 AND s.state <> 'cancelled' AND s.starts_on >= $2 ORDER BY s.starts_on, s.hour, s.id`)
)

// followups reads the last day of programmes that were not followed up so many days
// afterwards.
func followups(days string) store.Query {
	return store.Read(`SELECT p.id, p.title, p.institution_id, p.ends_on, '', '', '', 0, p.id FROM programme AS p
		WHERE p.committee_id = $1 AND p.state <> 'cancelled' AND p.weekdays <> '' AND p.source = '' AND p.ends_on >= $2
		AND NOT EXISTS (SELECT 1 FROM programme_followup AS f
			WHERE f.committee_id = p.committee_id AND f.programme_id = p.id AND f.after_days = ` + days + ` AND f.done_on <> '') ORDER BY p.ends_on, p.id`)
}

// ofRegisters are their entries. A calendar of the national coordinator and a
// training are for everybody, all others for the institution that owes them.
var ofRegisters = []kind{
	{feedProgrammes, "programi-%s@tryeza", "/programme/", 0, says("Fillon programi veror: %s")},
	{feedAfter30, "ndjekja-30-%s@tryeza", "/programme/", 30, says("Ndjekja pas 30 ditësh: %s")},
	{feedAfter90, "ndjekja-90-%s@tryeza", "/programme/", 90, says("Ndjekja pas 90 ditësh: %s")},
	{feedVisits, "vizita-%s@tryeza", "/employment/", 0, says("Vizitë monitoruese: %s")},
	{feedRechecks, "rikontrolli-%s@tryeza", "/employment/", 0, says("Rikontroll i masës: %s")},
	{feedFairs, "panairi-%s@tryeza", "/employment/", 0, says("Panair pune: %s")},
	{feedSlots, "radha-%s@tryeza", "/campaign/calendar/", 0, says("Kalendari i fushatës: %s")},
	{feedCampaigns, "fushata-%s@tryeza", "/campaign/activity/", 0, says("Aktivitet sensibilizues: %s")},
	{feedSessions, "trajnimi-%s@tryeza", "/training/session/", 0, says("Trajnim: %s")},
}
