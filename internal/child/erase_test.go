package child_test

import (
	"bytes"
	"database/sql"
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/seal"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/web"
)

// full makes a file with something of everything that is sealed or found again.
func full(t testing.TB, files child.Files, given string) string {
	t.Helper()
	id, err := files.Start(ctx, grant(t, access.Worker, access.StartFiles), func(tx *store.Tx, f *child.File) error {
		f.Set(tx, "head", func(c *child.Child) {
			c.Sex, c.Residence, c.Risk, c.PlanOn, c.ReviewOn = "f", "14", "high", "2023-06-01", "2023-09-01"
		})
		f.Add(tx, child.Name{Given: given})
		f.Add(tx, child.Number{Value: "A00101001A"})
		return nil
	})
	if err == nil {
		err = files.Change(ctx, grant(t, access.Worker, access.WriteFiles), child.Ask{ID: id, Purpose: child.Care}, func(tx *store.Tx, f *child.File) error {
			_, name := child.Last[child.Name](f)
			_, err := f.Replace(tx, name, child.Name{Given: given, Nickname: "Ylli"})
			if err == nil {
				f.AddContent(tx, child.Document{Title: "Vërtetim"}, []byte("përmbajtja"))
			}
			return err
		})
	}
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// closed makes a file that was closed on a day.
func closed(t testing.TB, files child.Files, given, on string) string {
	t.Helper()
	id := full(t, files, given)
	err := files.Change(ctx, grant(t, access.Worker, access.WriteFiles), child.Ask{ID: id, Purpose: child.Care}, func(tx *store.Tx, f *child.File) error {
		f.Set(tx, "closed", func(c *child.Child) { c.State, c.ClosedOn, c.Outcome = child.Closed, on, "off" })
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// rows counts what is left of a file in the tables of the room.
func rows(t testing.TB, r testkit.Rooms, id string) (n int) {
	t.Helper()
	return rowsIn(t, r.Raw(t, store.CaseworkRoom), id)
}

func rowsIn(t testing.TB, casework *sql.DB, id string) (n int) {
	t.Helper()
	err := casework.QueryRow(`SELECT (SELECT count(*) FROM child_item WHERE child_id = '` + id + `') + (SELECT count(*) FROM child_content WHERE child_id = '` + id +
		`') + (SELECT count(*) FROM child_index WHERE child_id = '` + id + `') + (SELECT count(*) FROM child_person WHERE child_id = '` + id + `')`).Scan(&n)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// head is what stands of a file in clear.
func head(t testing.TB, r testkit.Rooms, id string) string {
	t.Helper()
	var list [13]string
	to := make([]any, len(list))
	for i := range list {
		to[i] = &list[i]
	}
	err := r.Raw(t, store.CaseworkRoom).QueryRow(`SELECT state, sex, residence, risk, plan_on, review_on, closed_on, outcome, key_id, worker_id, opened_by, merged_into, received FROM child WHERE id = '` + id + `'`).Scan(to...)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(list[:], ",")
}

const erasedHead = "erased,f,14,,2023-06-01,,2018-01-31,off,,,,,"

// What is erased is gone: its key, all that it sealed, its people; what figures
// were made of stays. The other file opens as before.
func TestErase(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		files := desk(t, r)
		other := full(t, files, "Shembull B")
		before := wrappedKeys(t, r)
		id := closed(t, files, "Shembull A", "2018-01-31")
		kept := wrappedKeys(t, r)
		if n := rows(t, r, id); n < 6 {
			t.Fatalf("the file has %d rows", n)
		}
		for range 2 { // the second time there is nothing left to do
			if err := files.Erase(ctx, testkit.Grant(t, access.Retain), id, "keep_file"); err != nil {
				t.Fatal(err)
			}
			if n, got := rows(t, r, id), head(t, r, id); n != 0 || got != erasedHead {
				t.Errorf("%d rows, %s", n, got)
			}
		}
		if err := opens(t, files, id); !errors.Is(err, access.ErrDenied) {
			t.Errorf("the erased file: %v", err)
		}
		if err := opens(t, files, other); err != nil {
			t.Error(err)
		}
		if left := wrappedKeys(t, r); len(left) != len(kept)-1 {
			t.Errorf("%d keys, then %d", len(kept), len(left))
		}
		for _, b := range before {
			for i, k := range kept {
				if bytes.Equal(b, k) {
					kept[i] = []byte("a key that is to stay")
				}
			}
		}
		nowhere(t, r, kept)
	})
}

// A file that is open or held is not erased, and nothing of it is touched.
func TestEraseRefused(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		files := desk(t, r)
		atWork, held, past := full(t, files, "Shembull A"), closed(t, files, "Shembull B", "2018-01-31"), closed(t, files, "Shembull C", "2018-01-31")
		for id, until := range map[string]string{held: "", past: "2023-07-13"} {
			_, err := r.Raw(t, store.CaseworkRoom).Exec(`INSERT INTO retention_hold (owner_id, id, version, child_id, basis, from_on, until_on, set_by, ended_by)
				VALUES ($1, $2, 1, $3, 'court', '2023-07-01', $4, 'x', '')`, unit, "hold-"+id, id, until)
			if err != nil {
				t.Fatal(err)
			}
		}
		for id, want := range map[string]error{atWork: child.ErrHeld, held: child.ErrHeld, past: nil, "nosuchfile": store.ErrNotFound} {
			if err := files.Erase(ctx, testkit.Grant(t, access.Retain), id, "keep_file"); !errors.Is(err, want) {
				t.Errorf("%v, want %v", err, want)
			}
		}
		if err := errors.Join(opens(t, files, atWork), opens(t, files, held)); err != nil {
			t.Error(err)
		}
	})
}

// copyOf is a backup of the data.
func copyOf(t testing.TB, r testkit.Rooms) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := store.Backup(ctx, testkit.Grant(t, access.MakeBackup), &b, r.Committee, r.Casework); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// restored are new rooms of data with a backup in them, beside the room of the
// keys as it is.
func restored(t testing.TB, r testkit.Rooms, data []byte) testkit.Rooms {
	t.Helper()
	urls := testkit.RoomURLs(t)[r.Keys.Dialect()]
	again := testkit.Rooms{
		Committee: testkit.Open(t, store.CommitteeRoom, urls[store.CommitteeRoom]),
		Casework:  testkit.Open(t, store.CaseworkRoom, urls[store.CaseworkRoom]),
		Keys:      r.Keys,
		URL:       map[store.Room]string{store.CommitteeRoom: urls[store.CommitteeRoom], store.CaseworkRoom: urls[store.CaseworkRoom], store.KeyRoom: r.URL[store.KeyRoom]},
	}
	again.Casework.Rand = rand.NewChaCha8([32]byte{2}) // the ids of the first house must not come again
	if _, err := store.Restore(ctx, testkit.Grant(t, access.RestoreBackup), bytes.NewReader(data), int64(len(data)), again.Committee, again.Casework); err != nil {
		t.Fatal(err)
	}
	return again
}

// reconciled checks what a start finds.
func reconciled(t testing.TB, files child.Files, want child.Reconciled) {
	t.Helper()
	if got, err := files.Reconcile(ctx, testkit.Actor(access.Operator)); got != want || err != nil {
		t.Errorf("%+v, want %+v: %v", got, want, err)
	}
}

// Erased today, the backup of the day before is restored: the file does not open
// and says why in plain words; everything else does; the next start erases it
// again.
func TestErasedSurvivesRestore(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		files := desk(t, r)
		id, other := closed(t, files, "Shembull A", "2018-01-31"), closed(t, files, "Shembull B", "2018-01-31")
		data := copyOf(t, r)
		if err := files.Erase(ctx, testkit.Grant(t, access.Retain), id, "keep_file"); err != nil {
			t.Fatal(err)
		}
		later := restored(t, r, data)
		files.DB = later.Casework
		var said web.Refusal
		if err := opens(t, files, id); !errors.Is(err, seal.ErrErased) || !errors.As(err, &said) || !strings.Contains(said.Message, "është fshirë") {
			t.Errorf("%v", err)
		}
		if n := rows(t, later, id); n == 0 {
			t.Error("the backup did not hold the file: the test shows nothing")
		}
		reconciled(t, files, child.Reconciled{Erased: 1})
		reconciled(t, files, child.Reconciled{})
		if n, got := rows(t, later, id), head(t, later, id); n != 0 || got != erasedHead {
			t.Errorf("%d rows, %s", n, got)
		}
		if err := opens(t, files, id); !errors.Is(err, access.ErrDenied) {
			t.Error(err)
		}
		if err := errors.Join(opens(t, files, other), opens(t, files, full(t, files, "Shembull C"))); err != nil {
			t.Error(err)
		}
	})
}

// A start where the room of the keys knows nothing of the files takes nothing
// away: it may be the wrong room.
func TestReconcileNeedsProof(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		files := desk(t, r)
		id := closed(t, files, "Shembull A", "2018-01-31")
		elsewhere := files
		elsewhere.Keys.DB = testkit.SQLiteRooms(t).Keys
		reconciled(t, elsewhere, child.Reconciled{Keyless: 1})
		if err := opens(t, files, id); err != nil {
			t.Error(err)
		}
	})
}

// A kill between the two rooms leaves a file without keys; the next start takes
// the rest away. A hold comes too late then.
func TestErasureKilledBetweenTheRooms(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		files := desk(t, r)
		id, given := closed(t, files, "Shembull A", "2018-01-31"), full(t, files, "Shembull B")
		if _, err := r.Raw(t, store.KeyRoom).Exec(`UPDATE child_key SET wrapped = $1, destroyed_at = $2 WHERE child_id <> ''`, []byte{}, store.At(testkit.Now)); err != nil {
			t.Fatal(err)
		}
		reconciled(t, files, child.Reconciled{Erased: 2})
		if n, got := rows(t, r, id), head(t, r, id); n != 0 || got != erasedHead {
			t.Errorf("%d rows, %s", n, got)
		}
		if got := head(t, r, given); got != "erased,f,14,,2023-06-01,,2023-07-14,unknown,,,,," {
			t.Errorf("an open file whose key was given up: %s", got)
		}
	})
}
