package notify

import (
	"strings"
	"testing"

	"tryeza/internal/access"
)

// What the registers of prevention hold is in the calendar of the institution that
// owes it; what is for the whole table is in everybody's. What is done, cancelled or
// known from a document only is in none.
func TestCalendarHoldsTheRegisters(t *testing.T) {
	each(t, func(h *house) {
		h.institution("police", "Drejtoria e Policisë")
		h.institution("school", "Zyra Arsimore")
		h.programmes()
		h.projects()
		h.campaigns()
		focal := h.person("focal@example.al", "en", access.FocalPoint, "police")
		chair := h.person("prefekti@example.al", "sq", access.Chair, "")
		got := summaries(t, h.feedOf(focal))
		const want = "Summer programme begins: Kamp 2023-07-17, Follow-up after 30 days: Kamp 2023-08-27, Follow-up after 90 days: Kamp 2023-10-26, " +
			"Monitoring visit: Plazhi 2023-08-03, Re-check of the measure: Plazhi 2023-08-20, Job fair: Panair 2023-09-01, Calendar of the campaign: Marshi 2023-10-18, " +
			"Awareness activity: Forum 2023-10-05T08:30, Training: Kurs 2023-11-07T08:00"
		if got != want {
			t.Errorf("the calendar holds\n%s, want\n%s", got, want)
		}
		whole := h.feedOf(chair)
		if s := summaries(t, whole); strings.Count(s, ": Tjetër ") != 3 || strings.Contains(s, "Anuluar") || strings.Contains(s, "Burim") {
			t.Errorf("who sees all reads %s", s)
		}
		if strings.Contains(whole, "Hotel") {
			t.Error("the calendar names an employer")
		}
		for _, page := range []string{"/programme/kamp", "/employment/projekt", "/employment/panair/fair", "/campaign/calendar/tetor", "/campaign/activity/forum", "/training/session/seanca"} {
			if !strings.Contains(strings.ReplaceAll(whole, "\r\n ", ""), "/k/durres"+page+"\r\n") {
				t.Errorf("nothing leads to %s", page)
			}
		}
	})
}

func (h *house) feedOf(person string) string {
	link := h.signedIn(person).Post("/k/durres/notify/feed", nil).Attr("#calendar", "value")[0]
	return h.nobody().Get(strings.TrimPrefix(link, h.s.Address)).Want(200).Body
}

func (h *house) programmes() {
	add := func(id, title, owner, from, to string, more ...any) {
		h.add("programme", append([]any{"id", id, "title", title, "institution_id", owner, "kind", "camp", "starts_on", from, "ends_on", to, "weekdays", "12345", "state", "planned"}, more...)...)
	}
	add("kamp", "Kamp", "police", "2023-07-17", "2023-07-28")
	add("tjeter", "Tjetër", "school", "2023-07-18", "2023-07-29")
	h.add("programme_followup", "programme_id", "tjeter", "after_days", 30, "done_on", "2023-08-28")
	h.add("programme_followup", "programme_id", "tjeter", "after_days", 90, "done_on", "2023-10-27")
	add("x", "Anuluar", "police", "2023-07-17", "2023-07-28", "state", "cancelled")
	add("y", "Burim", "police", "2023-01-01", "2023-12-31", "weekdays", "", "source", "raporti")
}

func (h *house) projects() {
	h.add("employment_project", "id", "projekt", "title", "Plazhi", "institution_id", "school", "starts_on", "2023-06-01", "ends_on", "2023-09-30", "state", "approved")
	h.add("employment_project", "id", "hartim", "title", "Anuluar", "institution_id", "police", "starts_on", "2023-06-01", "ends_on", "2023-09-30", "state", "draft")
	h.add("employment_employer", "id", "hotel", "project_id", "projekt", "name", "Hotel")
	visit := func(id, project, owner, planned, done, due, recheck string) {
		h.add("employment_visit", "id", id, "project_id", project, "employer_id", "hotel", "institution_id", owner, "planned_on", planned, "done_on", done, "due_on", due, "recheck_of", recheck)
	}
	visit("v1", "projekt", "police", "2023-08-03", "", "", "")
	visit("v2", "projekt", "police", "2023-07-03", "2023-07-03", "2023-08-20", "")
	visit("v3", "projekt", "police", "2023-07-01", "2023-07-01", "2023-07-20", "")
	visit("v4", "projekt", "police", "2023-07-10", "2023-07-10", "", "v3")
	visit("v5", "hartim", "police", "2023-08-03", "", "", "")
	h.add("employment_fair", "id", "panair", "title", "Panair", "institution_id", "police", "held_on", "2023-09-01", "state", "planned")
	h.add("employment_fair", "id", "panair2", "title", "Tjetër", "institution_id", "school", "held_on", "2023-09-02", "state", "planned")
}

func (h *house) campaigns() {
	h.add("campaign_calendar", "id", "tetor", "title", "Tetori", "starts_on", "2023-10-01", "ends_on", "2023-10-31")
	h.add("campaign_slot", "id", "marsh", "calendar_id", "tetor", "title", "Marshi", "starts_on", "2023-10-18", "ends_on", "2023-10-18")
	add := func(id, title, owner, state string) {
		h.add("campaign_activity", "id", id, "title", title, "institution_id", owner, "starts_on", "2023-10-05", "ends_on", "2023-10-05", "hour", "10:30", "state", state)
	}
	add("forum", "Forum", "police", "planned")
	add("forum2", "Tjetër", "school", "planned")
	add("forum3", "Anuluar", "police", "cancelled")
	h.add("training_procedure", "id", "psv", "title", "PSV")
	h.add("training_course", "id", "kurs", "title", "Kurs", "institution_id", "school", "procedure_id", "psv", "hours", 0, "valid_months", 0)
	h.add("training_session", "id", "seanca", "course_id", "kurs", "starts_on", "2023-11-07", "ends_on", "2023-11-07", "hour", "09:00", "state", "planned")
	h.add("training_session", "id", "seanca2", "course_id", "kurs", "starts_on", "2023-11-08", "ends_on", "2023-11-08", "state", "cancelled")
}
