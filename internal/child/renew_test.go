package child_test

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/seal"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/web"
)

// told is all that a file says, with its past and its documents.
func told(t testing.TB, files child.Files, id string) string {
	t.Helper()
	var b strings.Builder
	err := files.Open(ctx, grant(t, access.Worker, access.OpenFiles), child.Ask{ID: id, Purpose: child.Care}, func(tx *store.Tx, f *child.File) error {
		for _, it := range f.Items() {
			fmt.Fprintf(&b, "%s %s %s %s %s %+v\n", it.ID, it.Kind, it.Replaces, it.At, it.By, it.Body)
			for _, was := range f.Past(it.ID) {
				fmt.Fprintf(&b, "\tbefore: %s %+v\n", was.ID, was.Body)
			}
			if it.Kind == "document" {
				d, content, err := f.Content(tx, it.ID)
				fmt.Fprintf(&b, "%+v %s %v\n", d, content, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// rawRooms are connections that go past the store.
type rawRooms struct{ casework, keys *sql.DB }

func rawOf(t testing.TB, r testkit.Rooms) rawRooms {
	t.Helper()
	return rawRooms{r.Raw(t, store.CaseworkRoom), r.Raw(t, store.KeyRoom)}
}

// underOneKey checks that all that is sealed of a file is so with the key its
// head names, that no piece is there twice, and that this is its only key.
func underOneKey(t testing.TB, raw rawRooms, id string) {
	t.Helper()
	var key string
	if err := raw.casework.QueryRow(`SELECT key_id FROM child WHERE id = '` + id + `'`).Scan(&key); err != nil {
		t.Fatal(err)
	}
	list, err := raw.casework.Query(`SELECT body FROM child_item WHERE child_id = '` + id + `' UNION ALL SELECT body FROM child_content WHERE child_id = '` + id +
		`' UNION ALL SELECT tip FROM child WHERE id = '` + id + `'`)
	if err != nil {
		t.Fatal(err)
	}
	defer list.Close()
	for list.Next() {
		var sealed []byte
		if err := list.Scan(&sealed); err != nil {
			t.Fatal(err)
		}
		if got, err := seal.KeyOf(sealed); got != key || err != nil {
			t.Errorf("sealed with %s, the head names %s: %v", got, key, err)
		}
	}
	var live, named int
	if err := raw.keys.QueryRow(`SELECT count(*), COALESCE(sum(CASE WHEN id = '`+key+`' THEN 1 ELSE 0 END), 0) FROM child_key WHERE child_id = '`+id+`' AND length(wrapped) > 0`).Scan(&live, &named); err != nil {
		t.Fatal(err)
	}
	if live != 1 || named != 1 {
		t.Errorf("%d keys are left, %d of them the file's", live, named)
	}
}

// A renewed file says what it said, under another key; nothing is left of the old
// one, and a backup of before says in plain words why it opens no more, and is
// not taken for erased.
func TestRenew(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		files := desk(t, r)
		started(t, files, "Shembull B")
		before := wrappedKeys(t, r)
		id := closed(t, files, "Shembull A", "2018-01-31")
		var old [][]byte
		for _, k := range wrappedKeys(t, r) {
			if !slices.ContainsFunc(before, func(b []byte) bool { return string(b) == string(k) }) {
				old = append(old, k)
			}
		}
		said, data := told(t, files, id), copyOf(t, r)
		if err := files.Renew(ctx, testkit.Grant(t, access.RenewFiles), id); err != nil {
			t.Fatal(err)
		}
		if again := told(t, files, id); again != said {
			t.Errorf("%s\nthen\n%s", said, again)
		}
		underOneKey(t, rawOf(t, r), id)
		if len(old) != 1 {
			t.Errorf("%d keys of the file", len(old))
		}
		nowhere(t, r, old)
		reconciled(t, files, child.Reconciled{})

		later := restored(t, r, data)
		files.DB = later.Casework
		var why web.Refusal
		if err := opens(t, files, id); !errors.As(err, &why) || !strings.Contains(why.Message, "kopje më e re") {
			t.Error(err)
		}
		reconciled(t, files, child.Reconciled{Older: 1})
		if n := rows(t, later, id); n == 0 {
			t.Error("a renewed file was erased")
		}
	})
}

// All files of all units are renewed, erased ones aside, and the caller is told
// how far it is.
func TestRenewAll(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		files := desk(t, r)
		ids := []string{full(t, files, "Shembull A"), full(t, files, "Shembull B"), full(t, files, "Shembull C")}
		erased := closed(t, files, "Shembull D", "2018-01-31")
		if err := files.Erase(ctx, testkit.Grant(t, access.Retain), erased, "keep_file"); err != nil {
			t.Fatal(err)
		}
		var steps []string
		n, err := files.RenewAll(ctx, testkit.Actor(access.Operator), func(done, all int) { steps = append(steps, fmt.Sprintf("%d/%d", done, all)) })
		if n != 3 || err != nil || strings.Join(steps, " ") != "1/3 2/3 3/3" {
			t.Errorf("%d %v %v", n, steps, err)
		}
		for _, id := range ids {
			underOneKey(t, rawOf(t, r), id)
		}
	})
}

// People write while their files are renewed: every change is there afterwards,
// none was refused, and every file is whole.
func TestRenewWhilePeopleWork(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		files := desk(t, r)
		id := full(t, files, "Shembull A")
		const writers, each = 3, 8
		var all sync.WaitGroup
		for w := range writers {
			all.Go(func() {
				for i := range each {
					err := files.Change(ctx, grant(t, access.Worker, access.WriteFiles), child.Ask{ID: id, Purpose: child.Care}, func(tx *store.Tx, f *child.File) error {
						f.Add(tx, child.Note{Text: fmt.Sprintf("shënimi %d i %d", i, w)})
						return nil
					})
					if err == nil {
						err = opens(t, files, id)
					}
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		all.Go(func() {
			for range 6 {
				if err := files.Renew(ctx, testkit.Grant(t, access.RenewFiles), id); err != nil {
					t.Error(err)
				}
			}
		})
		all.Wait()
		said := told(t, files, id)
		for w := range writers {
			for i := range each {
				if n := strings.Count(said, fmt.Sprintf("shënimi %d i %d}", i, w)); n != 1 {
					t.Errorf("note %d of %d is there %d times", i, w, n)
				}
			}
		}
		underOneKey(t, rawOf(t, r), id)
	})
}

// The key of a month that is over goes with the notes it sealed; the files of its
// children stay, under the newest.
func TestForgetMonths(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		files := desk(t, r)
		id := full(t, files, "Shembull A")
		said := told(t, files, id)
		place := seal.Place{Table: "sighting", Record: "x", Column: "note", Version: 1}
		keys, err := files.Keys.Month(ctx, unit, "")
		if err != nil {
			t.Fatal(err)
		}
		note, err := keys.Seal([]byte("shënim"), place)
		if err != nil {
			t.Fatal(err)
		}
		if months, err := files.Keys.Forget(ctx, unit, "2023-07"); len(months) != 0 || err != nil {
			t.Errorf("too early: %v %v", months, err)
		}
		if months, err := files.Keys.Forget(ctx, unit, "2023-08"); len(months) != 0 || err != nil {
			t.Errorf("the month that is running: %v %v", months, err)
		}
		r.Keys.Now = func() time.Time { return testkit.Now.AddDate(5, 1, 0) }
		if months, err := files.Keys.Forget(ctx, unit, "2023-08"); fmt.Sprint(months) != "[2023-07]" || err != nil {
			t.Errorf("%v %v", months, err)
		}
		keys, err = files.Keys.Of(ctx, unit, id)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := keys.Open(note, place); !errors.Is(err, seal.ErrErased) {
			t.Errorf("the note: %v", err)
		}
		if again := told(t, files, id); again != said {
			t.Errorf("%s\nthen\n%s", said, again)
		}
		reconciled(t, files, child.Reconciled{})
	})
}
