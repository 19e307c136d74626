package child_test

import (
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/seal"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// Whoever writes into the database past Tryeza spoils a file, and is found out:
// nothing that was put back, swapped, changed or taken away is shown as what a
// worker recorded.
func TestTamperedFilesAreRefused(t *testing.T) {
	swap := func(table, column, a, b string) string {
		return fmt.Sprintf(`UPDATE %s SET %s = (SELECT %s FROM %s AS o WHERE o.id = '%s') WHERE id = '%s'`, table, column, column, table, b, a)
	}
	for name, harm := range map[string]func(w *tampered) []string{
		"ciphertexts of two items of a file swapped": func(w *tampered) []string { return []string{swap("child_item", "body", w.name, w.birth)} },
		"a ciphertext from another child's file":     func(w *tampered) []string { return []string{swap("child_item", "body", w.name, w.other)} },
		"an item taken away":                         func(w *tampered) []string { return []string{`DELETE FROM child_item WHERE id = '` + w.renamed + `'`} },
		"the kind of an item changed": func(w *tampered) []string {
			return []string{`UPDATE child_item SET kind = 'note' WHERE id = '` + w.name + `'`}
		},
		"an item moved to another file": func(w *tampered) []string {
			return []string{`UPDATE child_item SET child_id = '` + w.id2 + `' WHERE id = '` + w.name + `'`}
		},
		"who recorded it changed": func(w *tampered) []string {
			return []string{`UPDATE child_item SET by_id = 'x' WHERE id = '` + w.name + `'`}
		},
		"the order of correction turned": func(w *tampered) []string {
			return []string{`UPDATE child_item SET replaces = '' WHERE id = '` + w.renamed + `'`}
		},
		"the risk lowered in the head": func(w *tampered) []string { return []string{`UPDATE child SET risk = 'low' WHERE id = '` + w.id + `'`} },
		"a closed file opened": func(w *tampered) []string {
			return []string{`UPDATE child SET outcome = 'off' WHERE id = '` + w.id + `'`}
		},
		"the version of the head set back":             func(w *tampered) []string { return []string{`UPDATE child SET version = 1 WHERE id = '` + w.id + `'`} },
		"the tip of another file":                      func(w *tampered) []string { return []string{swap("child", "tip", w.id, w.id2)} },
		"the subject of another child":                 func(w *tampered) []string { return []string{swap("child", "subject_id", w.id, w.id2)} },
		"the key of another file named":                func(w *tampered) []string { return []string{swap("child", "key_id", w.id, w.id2)} },
		"a byte of a ciphertext changed":               func(w *tampered) []string { return nil },
		"the head rolled back with its tip to before":  func(w *tampered) []string { return nil },
		"head and tip rolled back, newer items as are": func(w *tampered) []string { return nil },
	} {
		t.Run(strings.ReplaceAll(name, " ", "_"), func(t *testing.T) {
			w := tamperedFile(t)
			statements := harm(w)
			for _, s := range statements {
				if res, err := w.raw.Exec(s); err != nil {
					t.Fatalf("%v\n%s", err, s)
				} else if n, _ := res.RowsAffected(); n != 1 {
					t.Fatalf("%d rows\n%s", n, s)
				}
			}
			switch {
			case strings.HasPrefix(name, "a byte"):
				w.flip(t)
			case statements == nil:
				w.rollBack(t)
			}
			err := w.files.Open(ctx, grant(t, access.Worker, access.OpenFiles), child.Ask{ID: w.id, Purpose: child.Care}, func(*store.Tx, *child.File) error {
				t.Error("the file opens")
				return nil
			})
			if !errors.Is(err, child.ErrTampered) {
				t.Errorf("%v", err)
			}
		})
	}
}

// tampered is a file with a corrected name, another file beside it, and the head
// as it was before the last change.
type tampered struct {
	files                                child.Files
	raw                                  *sql.DB
	id, id2, name, renamed, birth, other string
	risk                                 string
	version                              int64
	tip                                  []byte
}

func tamperedFile(t *testing.T) *tampered {
	r := testkit.SQLiteRooms(t)
	w := &tampered{files: desk(t, r), raw: r.Raw(t, store.CaseworkRoom)}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	var err error
	w.id, err = w.files.Start(ctx, grant(t, access.Worker, access.StartFiles), func(tx *store.Tx, f *child.File) error {
		w.name, w.birth = f.Add(tx, child.Name{Given: "Shembull A"}), f.Add(tx, child.Birth{Year: 2014})
		return nil
	})
	must(err)
	w.id2, err = w.files.Start(ctx, grant(t, access.Worker, access.StartFiles), func(tx *store.Tx, f *child.File) error {
		w.other = f.Add(tx, child.Name{Given: "Shembull B"})
		return nil
	})
	must(err)
	must(w.raw.QueryRow(`SELECT version, risk, tip FROM child WHERE id = '`+w.id+`'`).Scan(&w.version, &w.risk, &w.tip))
	must(w.files.Change(ctx, grant(t, access.Worker, access.WriteFiles), child.Ask{ID: w.id, Purpose: child.Care}, func(tx *store.Tx, f *child.File) (err error) {
		f.Set(tx, "risk", func(c *child.Child) { c.Risk = "high" })
		w.renamed, err = f.Replace(tx, w.name, child.Name{Given: "Shembull C"})
		return err
	}))
	return w
}

func (w *tampered) flip(t *testing.T) {
	var b []byte
	if err := w.raw.QueryRow(`SELECT body FROM child_item WHERE id = '` + w.name + `'`).Scan(&b); err != nil {
		t.Fatal(err)
	}
	b[len(b)-1] ^= 1
	if _, err := w.raw.Exec(`UPDATE child_item SET body = ?1 WHERE id = ?2`, b, w.name); err != nil {
		t.Fatal(err)
	}
}

func (w *tampered) rollBack(t *testing.T) {
	if _, err := w.raw.Exec(`UPDATE child SET version = ?1, risk = ?2, tip = ?3 WHERE id = ?4`, w.version, w.risk, w.tip, w.id); err != nil {
		t.Fatal(err)
	}
}

// A limit that docs/operating.md states: what is sealed says nothing of today, so
// a whole file that was put back with its head is one that was written so.
func TestWholeFilePutBack(t *testing.T) {
	w := tamperedFile(t)
	exec := func(statement string) {
		t.Helper()
		if _, err := w.raw.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	exec(`CREATE TABLE heads AS SELECT * FROM child`)
	exec(`CREATE TABLE items AS SELECT * FROM child_item`)
	err := w.files.Change(ctx, grant(t, access.Worker, access.WriteFiles), child.Ask{ID: w.id, Purpose: child.Care}, func(tx *store.Tx, f *child.File) error {
		f.Add(tx, child.Note{Text: "Shënim."})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	exec(`DELETE FROM child_item`)
	exec(`INSERT INTO child_item SELECT * FROM items`)
	exec(`UPDATE child SET (version, tip, touched_on) = (SELECT version, tip, touched_on FROM heads WHERE heads.id = child.id)`)
	err = w.files.Open(ctx, grant(t, access.Worker, access.OpenFiles), child.Ask{ID: w.id, Purpose: child.Care}, func(_ *store.Tx, f *child.File) error {
		if len(child.All[child.Note](f)) != 0 || f.Risk != "high" {
			t.Error("the file is not as it was before")
		}
		return nil
	})
	if err != nil {
		t.Errorf("noticed, and docs/operating.md says that it is not: %v", err)
	}
}

// A limit that docs/operating.md states: who works on a file is not sealed.
// Whoever writes themselves into a team reads the file; the look is recorded.
func TestWriterWithAccount(t *testing.T) {
	w := tamperedFile(t)
	writer := access.NewActor("writer", map[access.Scope][]access.Seat{access.Institution(unit): {{Role: access.Worker}}})
	g, err := writer.May(access.OpenFiles, access.Institution(unit))
	if err != nil {
		t.Fatal(err)
	}
	read := func() error {
		return w.files.Open(ctx, g, child.Ask{ID: w.id, Purpose: child.Care}, func(*store.Tx, *child.File) error { return nil })
	}
	if err := read(); !errors.Is(err, access.ErrDenied) {
		t.Errorf("before: %v", err)
	}
	_, err = w.raw.Exec(`INSERT INTO child_person (owner_id, id, version, child_id, person_id, relation, valid_from, valid_to, given_by) VALUES (?1, 'x', 1, ?2, 'writer', 'team', '', '', '')`, unit, w.id)
	if err != nil {
		t.Fatal(err)
	}
	if err := read(); err != nil {
		t.Errorf("docs/operating.md says that they read it: %v", err)
	}
	looks := 0
	if err := w.raw.QueryRow(`SELECT count(*) FROM audit_event WHERE actor = 'writer' AND subject = ?1 AND detail LIKE '%look%care%' AND detail NOT LIKE '%refused%'`, w.id).Scan(&looks); err != nil || looks != 1 {
		t.Errorf("%d looks recorded: %v", looks, err)
	}
}

// A root that is not the one of the keys opens nothing, and says so.
func TestWrongRoot(t *testing.T) {
	w := tamperedFile(t)
	w.files.Keys.Root = seal.NewRoot([32]byte{'x'})
	err := w.files.Open(ctx, grant(t, access.Worker, access.OpenFiles), child.Ask{ID: w.id, Purpose: child.Care}, func(*store.Tx, *child.File) error { return nil })
	if !errors.Is(err, seal.ErrWrongRoot) {
		t.Error(err)
	}
}
