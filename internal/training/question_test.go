package training_test

import (
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/training"
)

// A question that a document brought with a wrong number of the right answer does not
// break the page of those who answer: then no answer is the right one.
func TestAQuestionWithoutARightAnswer(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		testkit.Change(t, db, access.ImportCommittee, func(tx *store.Tx) error {
			p := training.Procedure{ID: "v1", Title: "Procedurat", Act: "VKM 1", From: "2020-01-01",
				Questions: []training.Question{{ID: "q1", Position: 1, Body: "Cila linjë?", Answers: "112\n\n116 111", Correct: 3, Why: "Sepse."}}}
			if err := training.Import(tx, p); err != nil {
				return err
			}
			if err := training.ImportPerson(tx, training.Person{ID: "p1", InstitutionID: "school", Code: "Mësues 1", Job: "teacher", From: "2020-09-01"}); err != nil {
				return err
			}
			return training.ImportCourse(tx, training.Course{ID: "c1", InstitutionID: "school", ProcedureID: "v1", Title: "Trajnim", Sessions: []training.Session{
				{ID: "s1", StartsOn: "2023-07-10", EndsOn: "2023-07-10", State: training.Planned, Attendance: []training.Attendance{{ID: "a1", PersonID: "p1"}}}}})
		})
		link := s.As(school).Post(base+"/session/s1/check", form("version", "1", "phase", "before")).Want(200).Find("#check-link")[0]
		at := link[strings.Index(link, "/check/"):]
		s.As(access.Actor{}).Post(at, form("institution", "school", "who", "mesues 1", "q-q1", "2")).Want(200).Has("0 nga 1", "Cila linjë?")
	})
}

// A document brings no names where codes stand.
func TestAnImportedCodeIsNoName(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, _ *testkit.Site) {
		err := db.Change(t.Context(), testkit.Grant(t, access.ImportCommittee), store.Subject{Kind: "exchange"}, func(tx *store.Tx) error {
			return training.ImportPerson(tx, training.Person{ID: "p9", InstitutionID: "school", Code: "Emër Mbiemër", Job: "teacher", From: "2020-09-01"})
		})
		if err == nil {
			t.Error("a name was kept as a code")
		}
	})
}
