package unit_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/unit"
)

const other = "anotherunit22222"

// A filler writes rows of other features past the store.
type filler struct {
	t *testing.T
	r testkit.Rooms
}

const (
	distant = "2099-01-01T00:00:00.000000Z"
	notYet  = "0001-01-01T00:00:00.000000Z"
)

// add inserts a row from columns and values; what is not named is empty.
func (f filler) add(table string, pairs ...string) {
	f.t.Helper()
	raw := f.r.Raw(f.t, store.CaseworkRoom)
	rows, err := raw.Query("SELECT * FROM " + table + " WHERE 1 = 0")
	if err != nil {
		f.t.Fatal(err)
	}
	types, err := rows.ColumnTypes()
	rows.Close()
	if err != nil {
		f.t.Fatal(err)
	}
	var columns, values []string
	for _, c := range types {
		value := empty[c.DatabaseTypeName()]
		if i := slices.Index(pairs, c.Name()); i >= 0 && i%2 == 0 {
			value = "'" + pairs[i+1] + "'"
		}
		columns, values = append(columns, c.Name()), append(values, value)
	}
	if _, err := raw.Exec(fmt.Sprintf("INSERT INTO %s (%s) VALUES (%s)", table, strings.Join(columns, ", "), strings.Join(values, ", "))); err != nil {
		f.t.Fatal(err)
	}
}

// empty is the literal of nothing, by the type of a column in either database.
var empty = map[string]string{
	"TEXT": "''", "INTEGER": "0", "BLOB": "x''",
	"INT8": "0", "BOOL": "FALSE", "BYTEA": "''", "TIMESTAMPTZ": "'" + notYet + "'", "JSON": "'{}'", "JSONB": "'{}'",
}

func (f filler) child(owner, id, worker, state string) {
	f.add("child", "owner_id", owner, "id", id, "subject_id", id, "code", "D-"+id, "state", state, "worker_id", worker)
}

func (f filler) sighting(owner, id, child, day, by, removed string) {
	f.add("sighting", "owner_id", owner, "id", id, "seen_on", day, "origin_known", "unknown", "child_id", child, "recorded_by", by, "removed", removed)
}

func (f filler) parcel(owner, id, state, due string) {
	f.add("handover_parcel", "owner_id", owner, "id", id, "giver_id", other, "state", state, "due_on", due)
}

func (f filler) offer(owner, id, child, state, due string) {
	f.add("handover_offer", "owner_id", owner, "id", id, "child_id", child, "receiver_id", other, "state", state, "due_on", due)
}

func (f filler) notice(owner, id, person, seen string) {
	f.add("disclosure_notice", "owner_id", owner, "id", id, "person_id", person, "seen_at", seen)
}

func (f filler) enrolment(owner, id, child, ends, soon, late string) {
	f.add("enrolment", "owner_id", owner, "id", id, "child_id", child, "subject_id", child, "programme_id", id, "ends_on", ends, "found_30", soon, "found_90", late)
}

func (f filler) right(owner, id, person, kind, reviewed string) {
	f.add("disclosure_right", "owner_id", owner, "id", id, "child_id", "a", "person_id", person, "kind", kind, "reviewed_at", reviewed)
}

func (f filler) export(owner, id, by, approved, expires string) {
	f.add("disclosure_export", "owner_id", owner, "id", id, "asked_by", by, "approved_at", approved, "expires_at", expires)
}

func (f filler) run(id, at, dry string) {
	f.add("retention_run", "owner_id", testkit.Unit, "id", id, "at", at, "dry", dry)
}

// The desk counts what waits for each role, of its own unit, and names nobody.
func TestDeskCounts(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		me := func(role access.Role) string { return testkit.InUnit(role, testkit.Unit).ID() }
		due := func(tx *store.Tx, day string) ([]unit.Overdue, error) {
			if day != "2023-07-14" {
				t.Errorf("asked for %s", day)
			}
			return []unit.Overdue{{"assessment", me(access.Worker)}, {"assessment", "somebody"}, {"plan", "somebody"}}, nil
		}
		s := found(t, r, unit.Options{Due: due})
		testkit.FoundUnit(t, r, other, "elbasan", "20")
		f := filler{t, r}
		for _, owner := range []string{testkit.Unit, other} {
			f.child(owner, "a", me(access.Worker), "open")
			f.child(owner, "b", me(access.Worker), "open")
			f.child(owner, "c", me(access.Worker), "closed")
			f.child(owner, "d", me(access.Supervisor), "open")
			f.child(owner, "e", me(access.Worker), "open")
			f.enrolment(owner, "a", "a", "2023-05-01", "", "")           // offered to another unit: looked for all the same
			f.enrolment(owner, "b", "c", "2023-05-01", "", "")           // closed: as well
			f.enrolment(owner, "c", "e", "2023-06-14", "", "")           // 30 days ago
			f.enrolment(owner, "d", "e", "2023-06-15", "", "")           // not yet
			f.enrolment(owner, "e", "e", "2023-04-15", "less", "")       // 90 days ago
			f.enrolment(owner, "f", "e", "2023-04-15", "less", "moved")  // done
			f.enrolment(owner, "g", "d", "2023-06-01", "off_street", "") // the supervisor's, not yet
			f.sighting(owner, "a", "", "2023-07-10", me(access.FieldWorker), "0")
			f.sighting(owner, "b", "", "2023-07-09", me(access.FieldWorker), "0") // last week
			f.sighting(owner, "c", "", "2023-07-11", me(access.FieldWorker), "1") // removed
			f.sighting(owner, "d", "a", "2023-07-12", me(access.FieldWorker), "0")
			f.parcel(owner, "a", "offered", "2023-07-14")
			f.parcel(owner, "b", "offered", "2023-07-13")
			f.parcel(owner, "c", "refused", "2023-07-01")
			f.offer(owner, "d", "a", "offered", "2023-07-13")
			f.offer(owner, "e", "b", "offered", "")
			f.notice(owner, "a", me(access.Worker), notYet)
			f.notice(owner, "b", me(access.DPO), notYet)
			f.notice(owner, "c", me(access.DPO), distant)
			f.right(owner, "a", me(access.FieldWorker), "emergency", notYet)
			f.right(owner, "b", me(access.Supervisor), "emergency", notYet)
			f.right(owner, "c", me(access.Worker), "emergency", distant)
			f.right(owner, "d", me(access.Worker), "release", notYet)
			f.export(owner, "a", me(access.Supervisor), notYet, distant)
			f.export(owner, "b", me(access.Worker), notYet, notYet) // over
		}
		for role, want := range map[access.Role][]string{
			access.Worker: {"1 vlerësim fillestar me vonesë", "1 dorëzim që pret përgjigjen tonë, me vonesë", "1 dorëzim pa përgjigje nga njësia tjetër, me vonesë",
				"1 njoftim i palexuar për hapje dosjesh", "1 dorëzim që pret përgjigjen tonë", "1 dorëzim që pret njësinë tjetër", "2 konstatime pa dosje", "4 fëmijë që priten të shihen pas programeve verore", "3 dosje të hapura për të cilat përgjigjeni"},
			access.Supervisor: {"2 vlerësime fillestare me vonesë", "1 PIM me vonesë", "1 dorëzim që pret përgjigjen tonë, me vonesë", "1 dorëzim pa përgjigje nga njësia tjetër, me vonesë",
				"1 hyrje emergjente për t'u shqyrtuar", "1 dorëzim që pret përgjigjen tonë", "1 dorëzim që pret njësinë tjetër", "2 konstatime pa dosje", "1 dosje e hapur për të cilën përgjigjeni"},
			access.FieldWorker: {"2 konstatimet tuaja këtë javë"},
			access.DPO:         {"2 hyrje emergjente për t'u shqyrtuar", "1 njoftim i palexuar për hapje dosjesh", "1 nxjerrje dosjesh që pret miratim"},
		} {
			page := as(s, role).Get(at).Want(200)
			if got := page.Find(".tz-counts__item"); !slices.Equal(got, want) {
				t.Errorf("%s:\n%s\nwant\n%s", role, strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
			for _, path := range page.Attr(".tz-counts__link", "href") {
				if !strings.HasPrefix(path, at+"/") {
					t.Errorf("%s is led to %s", role, path)
				}
			}
			if told := strings.Contains(page.Text(), "Rregullat e ruajtjes"); told != (role == access.Supervisor || role == access.DPO) {
				t.Errorf("%s is told of keeping: %v", role, told)
			}
		}
		f.run("a", "2023-07-13T22:00:00.000000Z", "0")
		f.run("b", "2023-07-14T06:00:00.000000Z", "1")
		as(s, access.DPO).Get(at).Has("u zbatuan së fundi më 14.07.2023")
	})
}

// What another feature cannot tell is a fault, and not a zero.
func TestDeskSaysWhatFails(t *testing.T) {
	s := found(t, testkit.SQLiteRooms(t), unit.Options{Due: func(*store.Tx, string) ([]unit.Overdue, error) { return nil, errors.New("no") }})
	as(s, access.Worker).Get(at).Want(500)
	as(s, access.FieldWorker).Get(at).Want(200) // has no files to be late with
}
