package audit_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/audit"
	"tryeza/internal/code"
	"tryeza/internal/committee"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/web"
)

var roles = code.List{{Code: "secretary", SQ: "sekretar i komitetit", EN: "secretary"}}

func site(t *testing.T, db *store.DB) *testkit.Site {
	t.Helper()
	durres, _ := code.FindQark("durres")
	if err := committee.Found(context.Background(), db, testkit.Actor(access.Operator), durres, true); err != nil {
		t.Fatal(err)
	}
	return testkit.NewSite(t, db, func(m *web.Mux, db *store.DB) { audit.Routes(m, db, roles) })
}

func TestTrail(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		s := site(t, db)
		auditor := s.As(testkit.Actor(access.Auditor))
		page := auditor.Get("/k/durres/audit").Want(200).
			Has("komanda e serverit", "Krijim i komitetit: komiteti", "Komiteti: u shtua", "qarku: Durrës", "Rregull «Pragu i numrave të vegjël»: u shtua", "shembull: po", "numrin 2").HasNot("Shikim i gjurmës")
		if rows := page.Find("tbody tr th"); strings.Join(rows, " ") != "1" {
			t.Errorf("events %v, newest first", rows)
		}
		page = auditor.Get("/k/durres/audit?looks=1").Want(200).Has("Shikim i gjurmës", "një rol jashtë komitetit")
		if rows := page.Find("tbody tr th"); strings.Join(rows, " ") != "3 2 1" {
			t.Errorf("with the looks %v, newest first", rows)
		}
		s.As(testkit.Actor(access.Secretary)).Get("/k/durres/audit").Want(404)
		auditor.Get("/k/kukes/audit").Want(404)
	})
}

// A page can be limited to a day, as days are in Albania.
func TestTrailOfADay(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		s := site(t, db)
		late := time.Date(2023, 7, 15, 22, 30, 0, 0, time.UTC) // half past midnight of the 16th
		db.Now = func() time.Time { return late }
		auditor := s.As(testkit.Actor(access.Auditor))
		auditor.Get("/k/durres/audit").Want(200)
		auditor.Get("/k/durres/audit?looks=1&day-day=14&day-month=7&day-year=2023").Want(200).Has("Krijim i komitetit", "14 korrik 2023").HasNot("Shikim i gjurmës")
		auditor.Get("/k/durres/audit?looks=1&day=2023-07-16").Want(200).Has("Shikim").HasNot("Krijim")
		auditor.Get("/k/durres/audit?looks=1&day=2023-07-15").Want(200).Has("Në këtë ditë nuk ka asnjë veprim")
		auditor.Get("/k/durres/audit?day-day=31&day-month=2&day-year=2023").Want(422).Has("datë të vërtetë")
	})
}

func TestPages(t *testing.T) {
	db := testkit.SQLite(t)
	s := site(t, db)
	for i := range 70 {
		testkit.Change(t, db, access.ManageCommittee, func(tx *store.Tx) error { _ = i; return nil })
	}
	auditor := s.As(testkit.Actor(access.Auditor))
	seen := map[string]bool{}
	for at, pages := "/k/durres/audit?looks=1", 0; at != ""; pages++ {
		page := auditor.Get(at).Want(200)
		for _, n := range page.Find("tbody tr th") {
			if seen[n] {
				t.Errorf("event %s stands on two pages", n)
			}
			seen[n] = true
		}
		at = ""
		if next := page.Attr("a[rel=next]", "href"); len(next) == 1 && pages < 3 {
			at = "/k/durres/audit" + next[0]
		}
	}
	for n := 1; n <= 72; n++ {
		if !seen[fmt.Sprint(n)] {
			t.Errorf("event %d stands on no page", n)
		}
	}
}

// What the trail holds of persons is not shown, and numbers and times are in
// words.
func TestDifferenceInWords(t *testing.T) {
	got := fmt.Sprint(audit.Changes(`[{"verb":"edit","table":"plan_activity","id":"a","changes":{"budget":[4.7,12345],"title":["Një","Dy"],"starts_on":["","2023-05-01"]}},
		{"verb":"add","table":"account_invitation","id":"b","changes":{"email":[null,"dikush@example.al"],"role":[null,"secretary"],"accepted_at":[null,"0001-01-01T00:00:00.000000Z"]}},
		{"verb":"edit","table":"committee_file","id":"c","changes":{"content":[null,{"bytes":12,"sha256":"ab"}],"added_at":[null,"2023-07-14T08:30:00.000000Z"]}},
		{"verb":"edit","table":"plan_activity","id":"a","changes":{"state":["planned","done"],"remarks":[null,""]}},
		{"verb":"add","table":"meeting","id":"m","changes":{"kind":[null,"ordinary"],"body":[null,"table"]}},
		{"verb":"edit","table":"plan","id":"p","changes":{"priorities":[[],[{"topic":"summer_programmes","text":"Kampe"}]]}},
		{"verb":"add","table":"plan_history","id":"h","changes":{"document":[null,"{\"due_on\":\"2023-05-31\",\"pillar\":\"prevention\",\"goal\":\"\"}"]}},
		{"verb":"edit","table":"task","id":"t","changes":{"state":["open","answered"],"due_body":["","table"],"escalated":[0,2],"answered_by":["","operator"],"what":["","Dy patrullime"]}},
		{"verb":"add","table":"issue_event","id":"v","changes":{"verb":[null,"escalated"]}},
		{"verb":"edit","table":"meeting_call","id":"c","changes":{"reply":["","substitute"]}},
		{"verb":"add","table":"meeting_line","id":"l","changes":{"item_id":[null,"x"],"outcome":[null,"deferred"],"votes_for":[null,7],"priority":[null,"high"]}},
		{"verb":"exec","table":"notify_duty","args":["task:t:2023-07-01","escalation_head","head:police","2023-07-09"]},
		{"verb":"exec","table":"notify_feed","args":["p1","…","2023-07-14T08:30:00.000000Z"]},
		{"verb":"exec","table":"reporting_value","args":["r","topic","K11","sex=f",4,"about",""]},
		{"verb":"exec","table":"plan_partner","args":["a","police"]}]`, roles))
	for _, want := range []string{"Aktivitet: u ndryshua", "buxheti në lekë 4,7 12 345", "titulli Një Dy", "fillon më  01.05.2023", "Ftesë: u shtua", "posta elektronike  nuk shfaqet",
		"roli  sekretar i komitetit", "përmbajtja  skedar, bajte: 12", "14.07.2023, ora 10.30", "Partner i aktivitetit: u shkrua", "aktiviteti  a", "institucioni  police",
		"gjendja i planifikuar i realizuar", "pjesa  femra", "çfarë matet  Raste të referuara", "saktësia  rreth", "afati: 31.05.2023", "shtylla: Parandalimi", "lloji  mbledhje e zakonshme", "organi  Tryeza Teknike", "teksti: Kampe", "tema: Programet verore",
		"Detyrë: u ndryshua", "gjendja e hapur në pritje të verifikimit", "afati: mbledhja e ardhshme  Tryeza Teknike", "u njoftua për vonesën institucioni përgjegjës kryetari i Tryezës Teknike",
		"raportuar nga  komanda e serverit", "çfarë u bë  Dy patrullime", "Hap i problematikës: u shtua", "hapi  iu dërgua koordinatorit kombëtar", "Thirrje në mbledhje: u ndryshua",
		"përgjigjja  vjen zëvendësi", "pika e rendit të ditës  x", "përfundimi  u shty për mbledhjen tjetër", "vota pro  7", "përparësia  e lartë",
		"Kujtesë: u shkrua", "lloji  vonesë për titullarin", "kujtuar më  09.07.2023", "Adresë e kalendarit: u shkrua", "vlerat  nuk shfaqet"} {
		if !strings.Contains(strings.ReplaceAll(got, "\u00a0", " "), want) {
			t.Errorf("no %q in %s", want, got)
		}
	}
	if strings.Contains(got, "vërejtje") || strings.Contains(got, "synimi strategjik") {
		t.Errorf("shows what is empty before and after: %s", got)
	}
	if strings.Contains(got, "dikush") {
		t.Errorf("names a person: %s", got)
	}
	if got := audit.Changes(`nuk lexohet`, roles); len(got) != 1 || got[0].What != "nuk lexohet" {
		t.Errorf("a detail that cannot be read: %v", got)
	}
}

// Every permission that leaves an event, every table and every column of a
// committee has words, in both languages.
func TestEverythingHasWords(t *testing.T) {
	verbs, tables, columns := audit.Words()
	for _, p := range access.Permissions() {
		if p.Kind() == access.InCommittee && (p.Writes() || p.Audited()) {
			has(t, "permission", verbs, p.String())
		}
	}
	shapes, err := store.Shapes(store.CommitteeRoom)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range shapes {
		if s.Columns[0].Name != "committee_id" {
			continue // of the system
		}
		has(t, "table", tables, s.Name)
		for _, c := range s.Columns {
			if c.Name != "committee_id" && c.Name != "id" && c.Name != "version" {
				has(t, "column of "+s.Name, columns, c.Name)
			}
		}
	}
}

var allowed = regexp.MustCompile(`(?m)(\w+) +TEXT[^,;()]*CHECK \(\w+ IN \(([^)]*)\)\)`)

// Every code that the schema allows in a column of a committee has a label.
func TestCodesHaveLabels(t *testing.T) {
	files, err := filepath.Glob("../store/migrations/committee/*.sql")
	if err != nil || len(files) < 6 {
		t.Fatal(files, err)
	}
	seen := 0
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range regexp.MustCompile(`(?:CREATE|ALTER) TABLE `).Split(string(b), -1)[1:] {
			table, _, _ := strings.Cut(part, " ")
			table = strings.TrimSuffix(table, "_new") // one that takes the place of another
			for _, m := range allowed.FindAllStringSubmatch(part, -1) {
				if strings.HasPrefix(table, "account_") {
					continue // not shown
				}
				for c := range strings.SplitSeq(m[2], ", ") {
					if seen++; c != "''" && audit.Coded(table, m[1], strings.Trim(c, "'")) == "" {
						t.Errorf("%s.%s: %s has no label", table, m[1], c)
					}
				}
			}
		}
	}
	if seen < 40 {
		t.Errorf("only %d codes were looked at", seen)
	}
}

var kindOf = regexp.MustCompile(`Subject\{(?:Kind: )?"(\w+)"`)

// casework are the packages whose changes stand in the trails of the units, which
// are shown by package disclosure.
var casework = regexp.MustCompile(`^\.\./(child|sighting|protection|handover|linkage|disclosure|retention|unit|demo/casework)`)

// Every kind of thing that a feature says something was done to has words.
func TestSubjectsHaveWords(t *testing.T) {
	files, err := filepath.Glob("../*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(f, "_test.go") || strings.Contains(f, "/testkit/") || casework.MatchString(f) {
			continue
		}
		for _, m := range kindOf.FindAllStringSubmatch(string(b), -1) {
			if strings.HasSuffix(m[1], "_") { // the rest is said where it is done
				hasBegun(t, "subject in "+f, audit.Subjects(), m[1])
			} else if seen++; m[1] != "backup" && m[1] != "unit" { // of the system
				has(t, "subject in "+f, audit.Subjects(), m[1])
			}
		}
	}
	if seen < 20 {
		t.Errorf("only %d subjects were looked at", seen)
	}
}

func has(t *testing.T, what string, list code.List, c string) {
	t.Helper()
	if i := list.Index(c); i < 0 || list[i].SQ == "" || list[i].EN == "" {
		t.Errorf("%s %s has no words", what, c)
	}
}

// hasBegun wants words that begin with s.
func hasBegun(t *testing.T, what string, list code.List, s string) {
	t.Helper()
	if !slices.ContainsFunc(list, func(c code.Code) bool { return strings.HasPrefix(c.Code, s) }) {
		t.Errorf("%s: nothing begins with %s", what, s)
	}
}
