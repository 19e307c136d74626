package committee_test

import (
	"database/sql"
	"fmt"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/committee"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/web"
)

var navAudit = web.NavItem{Label: "Gjurma", Path: "/audit", Needs: access.ReadAudit}

func TestDashboardOfANewCommittee(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		s := site(t, db)
		secretary := s.As(testkit.Actor(access.Secretary))
		secretary.Get("/k/durres").Want(200).Has("Hapat e parë", "1. Shkruani institucionet", "Nuk është hapur ende asnjë raportim", "6-mujori i parë 2023", "nuk ka nisur ende")
		s.As(testkit.Actor(access.FocalPoint, "police")).Get("/k/durres").Want(200).HasNot("Hapat e parë")
		s.As(testkit.Actor(access.Administrator)).Get("/k/durres").Want(404)
		add(t, db, "police")
		page := secretary.Get("/k/durres")
		if done := page.Find(".govuk-task-list__status"); len(done) != 4 || done[0] != "E kryer" || done[1] != "Për t'u bërë" {
			t.Errorf("steps %q", done)
		}
	})
}

// A row is some of the columns of a row of another feature.
type row map[string]any

const never = "0001-01-01T00:00:00.000000Z"

// fill writes rows of other features as they would stand in the middle of July:
// the committee is busy with the first half-year.
func fill(t *testing.T, url string) {
	t.Helper()
	driver := "sqlite"
	if strings.HasPrefix(url, "postgres") {
		driver = "pgx"
	}
	raw, err := sql.Open(driver, url)
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	insert(t, raw, "plan", row{"id": "p", "year": 2023, "state": "approved"})
	insert(t, raw, "plan_objective", row{"id": "o", "plan_id": "p", "pillar": "prevention"})
	for _, a := range [][4]string{
		{"a1", "police", "2023-06-30", "planned"}, {"a2", "police", "2023-06-30", "done"}, {"a3", "health", "2023-05-31", "in_progress"},
		{"a4", "health", "2023-12-31", "planned"}, {"a5", "health", "", "planned"}, {"a6", "border", "2023-06-30", "partly_done"},
		{"a7", "border", "2023-06-30", "cancelled"},
	} {
		insert(t, raw, "plan_activity", row{"id": a[0], "plan_id": "p", "objective_id": "o", "lead_id": a[1], "due_on": a[2], "state": a[3]})
	}
	insert(t, raw, "reporting_round", row{"id": "r", "plan_id": "p", "period": "2023-H1", "opened_on": "2023-07-01", "due_on": "2023-07-10"})
	for _, r := range [][3]string{
		{"police", "draft", "2023-07-10"}, {"health", "sent", "2023-07-10"}, {"border", "accepted", "2023-07-10"}, {"social", "draft", "2023-07-20"}, {"education", "sent_back", "2023-07-10"},
	} {
		insert(t, raw, "reporting_return", row{"id": r[0], "round_id": "r", "institution_id": r[0], "state": r[1], "due_on": r[2], "channel": "web", "started_at": never})
	}
	insert(t, raw, "plan_partner", row{"activity_id": "a6", "institution_id": "police"})
	// The next round is open already; one of long ago is over, though nobody analysed it.
	insert(t, raw, "reporting_round", row{"id": "next", "plan_id": "p", "period": "2023-H2", "opened_on": "2023-07-12", "due_on": "2024-01-10"})
	insert(t, raw, "reporting_return", row{"id": "later", "round_id": "next", "institution_id": "police", "state": "draft", "due_on": "2024-01-10", "channel": "web", "started_at": never})
	insert(t, raw, "reporting_round", row{"id": "past", "plan_id": "p", "period": "2021-H1", "opened_on": "2021-07-01", "due_on": "2021-07-10"})
	insert(t, raw, "meeting", row{"state": "closed", "id": "m", "body": "joint", "held_on": "2023-04-10"})
	for _, x := range [][5]string{
		{"t1", "police", "open", "2023-07-10", ""}, {"t2", "police", "open", "2023-07-20", ""}, {"t3", "health", "answered", "2023-07-01", ""},
		{"t4", "health", "closed", "2023-07-01", ""}, {"t5", "health", "open", "2023-07-01", "police"}, {"t6", "border", "open", "", ""},
	} {
		insert(t, raw, "task", row{"id": x[0], "year": 2023, "number": x[0][1] - '0', "kind": "decision", "owner_id": x[1], "priority": "normal", "state": x[2], "due_on": x[3], "asked_by": x[4], "due_body": "table"})
	}
	insert(t, raw, "issue", row{"id": "i1", "number": 1, "state": "open"})
	insert(t, raw, "issue", row{"id": "i2", "number": 2, "state": "open", "merged_into": "i1"})
	insert(t, raw, "meeting", row{"state": "convened", "id": "n", "body": "table", "kind": "ordinary", "held_on": "2023-07-25", "time_of_day": "11:00"})
	insert(t, raw, "meeting_call", row{"id": "c", "meeting_id": "n", "institution_id": "police", "kind": "member", "replied_at": never})
	insert(t, raw, "analysis", row{"id": "x", "period": "2023-H1", "revision": 1, "state": "reviewed"})
}

// insert writes a row, with something empty in the columns it does not name.
func insert(t *testing.T, raw *sql.DB, table string, r row) {
	t.Helper()
	r["committee_id"], r["version"] = "durres", 1
	rows, err := raw.Query("SELECT * FROM " + table + " LIMIT 0")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	types, err := rows.ColumnTypes()
	if err != nil {
		t.Fatal(err)
	}
	empty := map[string]any{"TEXT": "", "INTEGER": 0, "INT8": 0, "BOOL": false, "TIMESTAMPTZ": never}
	var names, marks []string
	var values []any
	for i, c := range types {
		v, named := r[c.Name()]
		if !named {
			v = empty[c.DatabaseTypeName()]
		}
		names, marks, values = append(names, c.Name()), append(marks, fmt.Sprintf("$%d", i+1)), append(values, v)
	}
	rows.Close()
	q := "INSERT INTO " + table + " (" + strings.Join(names, ", ") + ") VALUES (" + strings.Join(marks, ", ") + ")"
	if _, err := raw.Exec(q, values...); err != nil {
		t.Fatalf("%v\n%s", err, q)
	}
}

func TestDashboard(t *testing.T) {
	for name, url := range testkit.URLs(t) {
		t.Run(name, func(t *testing.T) {
			db := testkit.Open(t, store.CommitteeRoom, url)
			s := site(t, db)
			add(t, db, "police", "health", "border", "social", "education")
			testkit.Change(t, db, access.ManageCommittee, func(tx *store.Tx) error {
				if err := committee.AddOrder(tx, committee.Order{ID: "o", Number: "1", Dated: "2023-01-01", From: "2023-01-01"}); err != nil {
					return err
				}
				return committee.AddSeat(tx, committee.Seat{OrderID: "o", InstitutionID: "police", Body: committee.Body, Kind: "chair"})
			})
			fill(t, url)
			page := s.As(testkit.Actor(access.Secretary)).Get("/k/durres").Want(200)
			want(t, page.Find(".tz-counts__link"), "0 raportime me vonesë", "0 raportime presin pranimin", "1 raportim i padërguar", "0 raportime të pranuara",
				"1 raportim me vonesë", "1 raportim pret pranimin", "2 raportime të padërguara", "1 raportim i pranuar", "1 raportim i kthyer për plotësim", "3 aktivitete pas afatit",
				"2 detyra me vonesë", "1 detyrë me afat brenda 7 ditëve", "1 detyrë në pritje të verifikimit", "4 detyra të hapura", "1 problematikë e hapur")
			want(t, page.Find("h2")[:3], "Raportimi: 6-mujori i dytë 2023", "Raportimi: 6-mujori i parë 2023", "Plani i vitit 2023")
			want(t, page.Attr(".tz-counts__link", "href")[9:11], "/k/durres/plan/p?state=late", "/k/durres/task?show=late")
			page.HasNot("2021").Has("Duhej të mblidhej deri më 10.06.2023", "Duhej të mblidhej deri më 10.07.2023", "e shqyrtuar, pret nënshkrimin", "Afati: 10.07.2023").HasNot("Hapat e parë")

			page = s.As(testkit.Actor(access.FocalPoint, "police")).Get("/k/durres").Want(200)
			want(t, page.Find(".tz-counts__link"), "2 aktivitete pas afatit", "1 detyrë me vonesë", "1 detyrë me afat brenda 7 ditëve", "2 detyra të hapura",
				"1 kërkesë juaj me vonesë", "1 problematikë e hapur")
			want(t, page.Attr(".tz-counts__link", "href")[:2], "/k/durres/plan/p?state=late&institution=police", "/k/durres/task?show=late&institution=police")
			page.Has("mbledhje e zakonshme", "25.07.2023, ora 11.00", "pret përgjigjen tuaj")
			page.Has("Raportimi: POLICE", "me vonesë", "pa filluar").HasNot("HEALTH", "BORDER")
			s.As(testkit.Actor(access.Head, "health")).Get("/k/durres").Has("Raportimi: HEALTH", "dërguar").HasNot("pa filluar")
		})
	}
}

func want(t *testing.T, got []string, want ...string) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("got %q, want %q", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("got %q, want %q", got[i], want[i])
		}
	}
}
