package task_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tryeza/internal/store"
	"tryeza/internal/task"
	"tryeza/internal/testkit"
)

// row is a statement that adds a row: what is not said is empty.
func row(t *testing.T, table string, pairs ...string) string {
	t.Helper()
	shapes, err := store.Shapes(store.CommitteeRoom)
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(shapes, func(s store.Shape) bool { return s.Name == table })
	var columns, values []string
	for _, c := range shapes[at].Columns {
		v := map[string]string{"text": "''", "int": "1", "bool": "FALSE"}[c.Type]
		if i := slices.Index(pairs, c.Name); i >= 0 && i%2 == 0 {
			v = "'" + pairs[i+1] + "'"
		}
		columns, values = append(columns, c.Name), append(values, v)
	}
	return fmt.Sprintf("INSERT INTO %s (%s) VALUES (%s);\n", table, strings.Join(columns, ", "), strings.Join(values, ", "))
}

// A task that came of a visit, of a finding or of something that a record lacked
// leads back to it.
func TestTasksOfTheRegistersLeadBack(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, sql func(string)) {
		add := func(table string, pairs ...string) {
			sql(row(t, table, append([]string{"committee_id", "durres"}, pairs...)...))
		}
		add("employment_project", "id", "j1", "title", "Sezoni 2023", "institution_id", "town", "starts_on", "2023-06-01", "ends_on", "2023-09-01", "state", "approved")
		add("campaign_activity", "id", "c1", "title", "Takimi në Shkozet", "institution_id", "town", "starts_on", "2023-06-01", "ends_on", "2023-06-01", "state", "held")
		add("programme", "id", "p1", "title", "Kampi i Currilave", "institution_id", "town", "starts_on", "2023-06-01", "ends_on", "2023-07-01", "state", "held")
		add("training_procedure", "id", "psv")
		add("training_course", "id", "k1", "title", "Kursi i PSV", "institution_id", "town", "procedure_id", "psv")
		add("training_session", "id", "s1", "course_id", "k1", "starts_on", "2023-06-01", "ends_on", "2023-06-01", "state", "held")
		add("training_duty", "id", "d1", "institution_id", "police", "job", "police")
		site := testkit.NewSite(t, db, task.Routes).As(ngo)
		for i, tt := range []struct {
			of         func(id string)
			words, way string
		}{
			{func(id string) {
				add("employment_visit", "id", "v1", "project_id", "j1", "institution_id", "police", "done_on", "2023-07-05", "task_id", id)
			}, "vizita monitoruese e datës 05.07.2023: Sezoni 2023", "/employment/j1#visits"},
			{func(id string) {
				add("campaign_finding", "id", "f1", "campaign_id", "c1", "what", "not_enrolled", "task_id", id)
			}, "fëmijë të paregjistruar në shkollë: Takimi në Shkozet", "/campaign/activity/c1"},
			{func(id string) {
				add("register_asked", "id", "a1", "subject_id", "p1", "gap", "programme_followup_30", "task_id", id)
			}, "Ndjekja pas 30 ditësh: Kampi i Currilave", "/programme/p1"},
			{func(id string) {
				add("register_asked", "id", "a2", "subject_id", "j1", "gap", "employment_plan", "task_id", id)
			}, "Plani i monitorimit: Sezoni 2023", "/employment/j1"},
			{func(id string) {
				add("register_asked", "id", "a3", "subject_id", "c1", "gap", "campaign_reached", "task_id", id)
			}, "Persona të arritur: Takimi në Shkozet", "/campaign/activity/c1"},
			{func(id string) {
				add("register_asked", "id", "a4", "subject_id", "s1", "gap", "training_attendance", "task_id", id)
			}, "Pjesëmarrja në trajnim: Kursi i PSV", "/training/session/s1"},
			{func(id string) {
				add("register_asked", "id", "a5", "subject_id", "d1", "gap", "training_coverage", "task_id", id)
			}, "Profesionistë pa trajnim të vlefshëm: punonjës policie", "/training/coverage"},
			{func(string) {}, "", ""},
		} {
			id := give(t, db, task.New{Kind: task.Request, OwnerID: "police", AskedBy: "town", DueOn: "2023-08-01", Body: fmt.Sprint("Kërkesa ", i)})
			tt.of(id)
			page := site.Get(base + "/" + id).Want(200).Has(tt.words)
			if got := page.Attr(`main a[href*="/employment"], main a[href*="/campaign"], main a[href*="/programme"], main a[href*="/training"]`, "href"); strings.Join(got, " ") != strings.Join(way(tt.way), " ") {
				t.Errorf("%s: it leads to %q", tt.words, got)
			}
		}
	})
}

func way(page string) []string {
	if page == "" {
		return nil
	}
	return []string{"/k/durres" + page}
}
