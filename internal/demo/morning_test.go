package demo

import (
	"context"
	"database/sql"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/text"
)

// The days of the sample agree with each other: a task is given on the day its
// history says, is raised one step a day, and reminders come at seven in Tirana
// with addresses that are plainly an example.
func TestDaysAgree(t *testing.T) {
	path := filepath.Join(t.TempDir(), "committee.db")
	if err := Fill(context.Background(), testkit.Open(t, store.CommitteeRoom, path)); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	each := func(query string, look func(of, words string, at time.Time)) {
		rows, err := db.Query(query)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for ; rows.Next(); n++ {
			var of, words, at string
			if err := rows.Scan(&of, &words, &at); err != nil {
				t.Fatal(err)
			}
			moment, err := time.Parse(time.RFC3339Nano, at)
			if err != nil {
				t.Fatal(err)
			}
			look(of, words, moment)
		}
		if rows.Err() != nil || n == 0 {
			t.Fatal(rows.Err(), n)
		}
	}
	each(`SELECT t.id, t.given_on, e.at FROM task AS t JOIN task_event AS e ON e.task_id = t.id WHERE e.verb = 'given'`, func(_, on string, at time.Time) {
		if day := text.DayOf(at); day != on {
			t.Errorf("a task given on %s has a history that begins on %s", on, day)
		}
	})
	raised := map[string]bool{}
	each(`SELECT task_id, '', at FROM task_event WHERE verb = 'escalated'`, func(task, _ string, at time.Time) {
		if raised[task+text.DayOf(at)] {
			t.Errorf("a task was raised twice on %s", text.DayOf(at))
		}
		raised[task+text.DayOf(at)] = true
	})
	each(`SELECT kind, body, queued_at FROM notify_outbox`, func(kind, body string, at time.Time) {
		if hour := text.HourOf(at); kind == "digest" && hour != "07:00" {
			t.Errorf("a reminder at %s", hour)
		}
		if strings.Count(body, "://") != strings.Count(body, "https://tryeza.example.al/") {
			t.Errorf("an address that is no example:\n%s", body)
		}
	})
}
