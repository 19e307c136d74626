package statistics

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/text"
)

// A world is invented casework as the hatch finds it in the database.
type world struct {
	files      []file
	sightings  []sighting
	enrolments []enrolment
}

// An enrolment of the child of a file, in a programme.
type enrolment struct {
	file                                                 int // which of the world
	municipality, from, to, on, school, found30, found90 string
}

type file struct {
	unit, subject, state, opened, plan, closed, outcome string
	moved                                               string // day another unit took the case over; it stays open here
}

type sighting struct {
	unit, day, place, municipality, activity, age, sex, origin, subject string
	removed                                                             bool
}

// units of the tests: three in Durrës, one elsewhere.
var units = map[string][2]string{
	"unitdurres": {"durres", "10"}, "unitkruje": {"durres", "11"}, "unitshijak": {"durres", "12"}, "unittirane": {"tirane", "53"},
}

func pick(r *rand.Rand, from ...string) string { return from[r.IntN(len(from))] }

func dayFrom(r *rand.Rand, year int) string {
	return time.Date(year, 1, 1+r.IntN(365), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

// invent makes a world with children who were seen often and in several places,
// told two origins, have no file, two files, or one in another qark.
func invent(r *rand.Rand) world {
	var w world
	for i := range 1 + r.IntN(12) {
		for range r.IntN(3) {
			w.files = append(w.files, inventFile(r, fmt.Sprint("child", i)))
		}
	}
	for i := range w.files {
		for range r.IntN(3) {
			w.enrolments = append(w.enrolments, inventEnrolment(r, i, inventSpan(r)))
		}
	}
	for range r.IntN(120) {
		s := sighting{
			unit: pick(r, "unitdurres", "unitkruje", "unitshijak", "unittirane"), day: dayFrom(r, 2022+r.IntN(2)),
			place: pick(r, code.PlaceClasses.Codes()...), municipality: pick(r, "10", "10", "11", "12", "53"),
			activity: pick(r, code.StreetActivities.Codes()...), age: pick(r, code.ChildBands.Codes()...), sex: pick(r, "f", "m", "u"),
			origin: pick(r, "", "", "10", "11", "15", "x-xk"), removed: r.IntN(9) == 0,
		}
		if r.IntN(4) > 0 {
			s.subject = fmt.Sprint("child", r.IntN(12))
		}
		w.sightings = append(w.sightings, s)
	}
	return w
}

// inventSpan makes a programme of a few weeks in 2022 or 2023.
func inventSpan(r *rand.Rand) Span {
	from := dayFrom(r, 2022+r.IntN(2))
	return Span{Municipality: pick(r, "10", "10", "11", "12"), From: from, To: text.DaysAfter(from, r.IntN(60))}
}

func inventEnrolment(r *rand.Rand, file int, s Span) enrolment {
	return enrolment{file: file, municipality: s.Municipality, from: s.From, to: s.To, on: text.DaysAfter(s.From, r.IntN(20)-10),
		school: pick(r, "", "enrolled", "continues", "not_enrolled"), found30: pick(r, append(code.FoundAfter.Codes(), "")...), found90: pick(r, append(code.FoundAfter.Codes(), "")...)}
}

func inventFile(r *rand.Rand, subject string) file {
	f := file{unit: pick(r, "unitdurres", "unitkruje", "unitshijak", "unittirane"), subject: subject,
		state: pick(r, "open", "open", "open", "closed", "merged"), opened: dayFrom(r, 2022+r.IntN(2))}
	if r.IntN(2) == 0 {
		f.plan = dayFrom(r, 2023)
	}
	if f.state == "open" && r.IntN(3) == 0 {
		f.moved = dayFrom(r, 2023)
	}
	if f.state == "closed" {
		f.closed, f.outcome = dayFrom(r, 2023), pick(r, "off_street", "less", "moved")
	}
	return f
}

// write puts a world into an empty database, past the store.
func (w world) write(t testing.TB, raw *sql.DB) {
	t.Helper()
	run := func(statement string, rows []string) {
		if len(rows) == 0 {
			return
		}
		for part := range slices.Chunk(rows, 400) {
			if _, err := raw.Exec(statement + strings.Join(part, ", ")); err != nil {
				t.Fatal(err)
			}
		}
	}
	none := "''" // no bytes
	if strings.Contains(fmt.Sprintf("%T", raw.Driver()), "sqlite") {
		none = "x''"
	}
	for _, table := range []string{"enrolment", "sighting", "handover_offer", "child"} {
		if _, err := raw.Exec("DELETE FROM " + table); err != nil {
			t.Fatal(err)
		}
	}
	var rows []string
	for i, f := range w.files {
		rows = append(rows, quoted(f.unit, fmt.Sprint("file", i), units[f.unit][0], fmt.Sprint("F-", i), f.subject, f.state, f.opened, f.plan, f.closed, f.outcome))
	}
	run(`INSERT INTO child (owner_id, id, committee_id, code, subject_id, state, opened_on, plan_on, closed_on, outcome,
		version, key_id, opened_by, worker_id, sex, residence, risk, assessed_on, gtn_on, review_on, merged_into, received, held, touched_on, tip) VALUES `,
		filled(rows, `1, '', '', '', 'f', '', '', '', '', '', '', '', FALSE, '', `+none))
	rows = nil
	for i, f := range w.files {
		if f.moved != "" {
			rows = append(rows, quoted(f.unit, fmt.Sprint("offer", i), fmt.Sprint("file", i), f.moved))
		}
	}
	run(`INSERT INTO handover_offer (owner_id, id, child_id, answered_on, version, receiver_id, state, offered_on, offered_by, due_on, reason, answer) VALUES `,
		filled(rows, `1, 'elsewhere', 'accepted', '2022-01-01', '', '', `+none+`, `+none))
	rows = nil
	for i, e := range w.enrolments {
		f := w.files[e.file]
		rows = append(rows, quoted(f.unit, fmt.Sprint("enrolment", i), units[f.unit][0], fmt.Sprint("file", e.file), f.subject, fmt.Sprint("programme", i), e.municipality, e.from, e.to, e.on, e.school, e.found30, e.found90))
	}
	run(`INSERT INTO enrolment (owner_id, id, committee_id, child_id, subject_id, programme_id, municipality, starts_on, ends_on, enrolled_on, school, found_30, found_90,
		version, left_on, reason) VALUES `, filled(rows, `1, '', ''`))
	rows = nil
	for i, s := range w.sightings {
		known := map[bool]string{true: "unknown", false: "said"}[s.origin == ""]
		rows = append(rows, quoted(s.unit, fmt.Sprint("sighting", i), units[s.unit][0], s.day, s.place, s.municipality, s.activity, s.age, s.sex, s.origin, known, s.subject, fmt.Sprint(s.removed)))
	}
	run(`INSERT INTO sighting (owner_id, id, committee_id, seen_on, place, municipality, activity, age, sex, origin, origin_known, subject_id, removed,
		version, band, company, done, danger, team, child_id, recorded_at, recorded_by, note) VALUES `,
		filled(rows, `1, 'noon', 'alone', 'none', FALSE, 'unit', '', '2023-01-01T00:00:00.000000Z', '', `+none))
}

// quoted is the beginning of a row; words of truth stand without quotes.
func quoted(values ...string) string {
	for i, v := range values {
		if v != "true" && v != "false" {
			values[i] = "'" + v + "'"
		}
	}
	return "(" + strings.Join(values, ", ")
}

func filled(rows []string, rest string) []string {
	for i := range rows {
		rows[i] += ", " + rest + ")"
	}
	return rows
}

// found makes the units of the tests and returns a way into the tables.
func found(t testing.TB, r testkit.Rooms) *sql.DB {
	t.Helper()
	for id, u := range units {
		testkit.FoundUnit(t, r, id, u[0], u[1])
	}
	return r.Raw(t, store.CaseworkRoom)
}
