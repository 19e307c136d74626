package sighting_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/code"
	"tryeza/internal/sighting"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

const (
	unit = testkit.Unit
	base = "/u/" + unit + "/sighting"
)

var ctx = context.Background()

// desk is a unit with what opens its files.
func desk(t testing.TB, r testkit.Rooms) child.Files {
	t.Helper()
	keeper, err := testkit.Actor(access.Operator).May(access.KeepFileKeys, access.Keys)
	if err != nil {
		t.Fatal(err)
	}
	testkit.FoundUnit(t, r, unit, "durres", "10")
	return child.Files{DB: r.Casework, Keys: child.Vault{DB: r.Keys, Root: testkit.Root(), Keeper: keeper}}
}

func grant(t testing.TB, role access.Role, p access.Permission) access.Grant {
	t.Helper()
	g, err := testkit.InUnit(role, unit).May(p, access.Institution(unit))
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func site(t *testing.T, files child.Files) *testkit.Site {
	people := func(context.Context, string) ([]child.Member, error) {
		return []child.Member{{Person: string(access.FieldWorker) + "-" + unit, Name: "Ekipi Një", Role: access.FieldWorker}}, nil
	}
	return testkit.NewSite(t, files.DB, func(m *web.Mux, _ *store.DB) { sighting.Routes(m, files, sighting.Options{People: people}) })
}

// seen is a sighting as a field worker would record it.
var seen = sighting.Sighting{
	On: "2023-07-14", Band: "morning", Place: "beach", Municipality: "10", Activity: "begging", Company: "group", Age: "6-10", Sex: "f",
	Origin: "15", OriginKnown: "said", Done: "talk directed", Team: "unit",
}

func record(t testing.TB, files child.Files, role access.Role, s sighting.Sighting, note string) string {
	t.Helper()
	s.ID = files.DB.NewID()
	if err := sighting.Record(ctx, files, grant(t, role, access.RecordSightings), s, note); err != nil {
		t.Fatal(err)
	}
	return s.ID
}

func get(t testing.TB, files child.Files, id string) (s sighting.Sighting, err error) {
	t.Helper()
	err = files.DB.View(ctx, grant(t, access.Worker, access.ReadSightings), store.Subject{}, func(tx *store.Tx) (err error) {
		s, err = sighting.Get(tx, id)
		return err
	})
	return s, err
}

func must(t testing.TB, files child.Files, id string) sighting.Sighting {
	t.Helper()
	s, err := get(t, files, id)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func note(t testing.TB, files child.Files, id string) (string, error) {
	t.Helper()
	s, err := get(t, files, id)
	if err != nil {
		return "", err
	}
	return sighting.Note(ctx, files, grant(t, access.Worker, access.ReadSightings), s)
}

// What is recorded is read again; each change keeps what stood before, with its
// reason; and a form sent twice records one child.
func TestRecordAndChange(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		files := desk(t, r)
		id := record(t, files, access.FieldWorker, seen, "Te çezma, pranë plazhit")
		again := seen
		again.ID = id
		if err := sighting.Record(ctx, files, grant(t, access.FieldWorker, access.RecordSightings), again, ""); err != nil {
			t.Errorf("sent twice: %v", err)
		}
		if err := sighting.Record(ctx, files, grant(t, access.Worker, access.RecordSightings), again, ""); !errors.Is(err, access.ErrDenied) {
			t.Errorf("somebody else's id: %v", err)
		}
		g := grant(t, access.FieldWorker, access.RecordSightings)
		err := sighting.Change(ctx, files, g, id, 1, "learned", func(_ *store.Tx, w *sighting.Writing) error {
			w.Age, w.Note = "11-14", w.Note+", me një vëlla"
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := sighting.Remove(ctx, files, g, id, 1, "mistap"); !errors.Is(err, store.ErrConflict) {
			t.Errorf("an older version: %v", err)
		}
		if err := sighting.Remove(ctx, files, g, id, 2, "duplicate"); err != nil {
			t.Fatal(err)
		}
		if err := sighting.Restore(ctx, files, g, id, 3); err != nil {
			t.Fatal(err)
		}
		if err := sighting.Restore(ctx, files, g, id, 4); err != nil || must(t, files, id).Version != 4 {
			t.Errorf("what changes nothing writes nothing: %v", err)
		}
		s := must(t, files, id)
		if words, err := note(t, files, id); words != "Te çezma, pranë plazhit, me një vëlla" || err != nil || s.Age != "11-14" || s.Removed || s.Committee != "durres" {
			t.Errorf("%+v %q %v", s, words, err)
		}
		err = files.DB.View(ctx, grant(t, access.Worker, access.ReadSightings), store.Subject{}, func(tx *store.Tx) error {
			past, err := sighting.History(tx, id)
			said := ""
			for _, p := range past {
				said += fmt.Sprint(p.Was, p.Why, p.Before.Age, p.Before.Removed, " ")
			}
			if want := "3restore11-14true 2duplicate11-14false 1learned6-10false "; said != want {
				t.Errorf("the past is %q, want %q", said, want)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// An older row put back, a note of another sighting or of another version, and a
// past taken away are refused.
func TestTampered(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		files := desk(t, r)
		raw := r.Raw(t, store.CaseworkRoom)
		run := func(statement string) {
			t.Helper()
			if _, err := raw.Exec(statement); err != nil {
				t.Fatal(err)
			}
		}
		one, two := record(t, files, access.Worker, seen, "një"), record(t, files, access.Worker, seen, "dy")
		g := grant(t, access.Worker, access.RecordSightings)
		change := func(id string, version int64, words string) {
			t.Helper()
			err := sighting.Change(ctx, files, g, id, version, "other", func(_ *store.Tx, w *sighting.Writing) error { w.Note = words; return nil })
			if err != nil {
				t.Fatal(err)
			}
		}
		change(one, 1, "një, më vonë")
		run(`CREATE TABLE kept AS SELECT * FROM sighting WHERE id = '` + one + `'`)
		change(one, 2, "një, në fund")

		run(`UPDATE sighting SET note = (SELECT note FROM kept) WHERE id = '` + one + `'`)
		if words, err := note(t, files, one); err == nil {
			t.Errorf("a note of an older version says %q", words)
		}
		run(`UPDATE sighting SET version = 2 WHERE id = '` + one + `'`)
		if _, err := get(t, files, one); !errors.Is(err, sighting.ErrTampered) {
			t.Errorf("an older row put back: %v", err)
		}
		run(`UPDATE sighting SET version = 1 WHERE id = '` + one + `'`)
		run(`DELETE FROM sighting_past WHERE sighting_id = '` + one + `'`)
		if words, err := note(t, files, one); err == nil {
			t.Errorf("a row put back with its past taken away says %q", words)
		}
		run(`UPDATE sighting SET note = (SELECT note FROM sighting WHERE id = '` + two + `') WHERE id = '` + one + `'`)
		if words, err := note(t, files, one); err == nil {
			t.Errorf("a swapped note says %q", words)
		}
		if words, err := note(t, files, two); words != "dy" || err != nil {
			t.Errorf("untouched: %q %v", words, err)
		}
	})
}

// The note is nowhere in clear: not in the table, its past or the trail.
func TestNoteIsSealed(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		files := desk(t, r)
		const mark = "shenjëçudi"
		id := record(t, files, access.FieldWorker, seen, mark)
		if err := sighting.Remove(ctx, files, grant(t, access.FieldWorker, access.RecordSightings), id, 1, "mistap"); err != nil {
			t.Fatal(err)
		}
		raw := r.Raw(t, store.CaseworkRoom)
		for _, q := range []string{`SELECT note FROM sighting`, `SELECT note FROM sighting_past`, `SELECT was FROM sighting_past`, `SELECT detail FROM audit_event`} {
			rows, err := raw.Query(q)
			if err != nil {
				t.Fatal(err)
			}
			for rows.Next() {
				var b []byte
				if err := rows.Scan(&b); err != nil {
					t.Fatal(err)
				}
				if strings.Contains(string(b), mark) || len(b) == 0 {
					t.Errorf("%s: %q", q, b)
				}
			}
			rows.Close()
		}
		err := files.DB.Change(ctx, testkit.GrantTo(t, testkit.InUnit(access.DPO, unit), access.Retain), store.Subject{Kind: "test", ID: "x"}, func(tx *store.Tx) error {
			n, err := sighting.DropNotes(tx, store.At(testkit.Now.AddDate(1, 0, 0)))
			if n != 1 {
				t.Errorf("%d notes were dropped", n)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if s := must(t, files, id); s.HasNote() || s.Version != 2 {
			t.Errorf("%+v", s)
		}
	})
}

// A sighting is linked by who works on the file and by nobody else; it then
// belongs to the child of the file.
func TestLink(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		files := desk(t, r)
		var subject string
		file, err := files.Start(ctx, grant(t, access.Worker, access.StartFiles), func(_ *store.Tx, f *child.File) error {
			subject = f.Subject
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		id := record(t, files, access.FieldWorker, seen, "shënim")
		if err := sighting.LinkTo(ctx, files, grant(t, access.Supervisor, access.LinkSightings), id, file); !errors.Is(err, access.ErrDenied) {
			t.Errorf("a supervisor outside the team: %v", err)
		}
		if err := sighting.LinkTo(ctx, files, grant(t, access.Worker, access.LinkSightings), id, "nosuchfile"); !errors.Is(err, access.ErrDenied) {
			t.Errorf("no such file: %v", err)
		}
		if err := sighting.LinkTo(ctx, files, grant(t, access.Worker, access.LinkSightings), id, file); err != nil {
			t.Fatal(err)
		}
		if err := sighting.LinkTo(ctx, files, grant(t, access.Worker, access.LinkSightings), id, file); !errors.Is(err, store.ErrConflict) {
			t.Errorf("linked already: %v", err)
		}
		if s := must(t, files, id); s.Child != file || s.Subject != subject {
			t.Errorf("%+v", s)
		}
		s := site(t, files)
		s.As(testkit.InUnit(access.Worker, unit)).Get(base+"/"+id).Want(200).Has("D-", "u lidh me një dosje", "shënim")
		s.As(testkit.InUnit(access.FieldWorker, unit)).Get(base+"/"+id).Want(200).Has("shënim").HasNot("D-", "dosje")
		err = files.DB.Change(ctx, grant(t, access.Worker, access.MergeFiles), store.Subject{Kind: "test", ID: "x"}, func(tx *store.Tx) error { return sighting.Follow(tx, file, "another") })
		if got := must(t, files, id); err != nil || got.Subject != "another" || got.Version != 1 {
			t.Errorf("%+v %v", got, err)
		}
		if err := sighting.Unlink(ctx, files, grant(t, access.Supervisor, access.LinkSightings), id, file); !errors.Is(err, access.ErrDenied) {
			t.Errorf("a supervisor outside the team takes it off: %v", err)
		}
		if err := sighting.Unlink(ctx, files, grant(t, access.Worker, access.LinkSightings), id, file); err != nil {
			t.Fatal(err)
		}
		if s := must(t, files, id); s.Child != "" || s.Subject != "" {
			t.Errorf("%+v", s)
		}
		if words, err := note(t, files, id); words != "shënim" || err != nil {
			t.Errorf("%q %v", words, err)
		}
	})
}

// To somebody with a conflict of interest with the file, a sighting that is linked
// to it says nothing of the file, keeps its note, and cannot be changed.
func TestLinkedToConflict(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		files := desk(t, r)
		file, err := files.Start(ctx, grant(t, access.Worker, access.StartFiles), func(tx *store.Tx, f *child.File) error { return nil })
		if err != nil {
			t.Fatal(err)
		}
		id := record(t, files, access.FieldWorker, seen, "shënim")
		if err := sighting.LinkTo(ctx, files, grant(t, access.Worker, access.LinkSightings), id, file); err != nil {
			t.Fatal(err)
		}
		supervisor := site(t, files).As(testkit.InUnit(access.Supervisor, unit))
		supervisor.Get(base+"/"+id).Want(200).Has("D-", "shënim", "Korrigjo", "shkëput kush punon me të").HasNot("/unlink")
		for _, who := range []access.Role{access.Supervisor, access.Worker} {
			err = files.DB.Change(ctx, grant(t, access.Supervisor, access.AssignFiles), store.Subject{Kind: "child", ID: file}, func(tx *store.Tx) error {
				return child.Assign(tx, file, testkit.InUnit(who, unit).ID(), "conflict")
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		supervisor.Get(base+"/"+id).Want(200).HasNot("D-", "shënim", "Korrigjo", "u lidh me një dosje")
		supervisor.Get(base + "/" + id + "/edit").Want(404)
		for _, step := range []string{"edit", "remove", "unlink"} {
			supervisor.Post(base+"/"+id+"/"+step, form(seen, "version", "1", "why", "other", "file", file)).Want(404)
		}
		other := record(t, files, access.FieldWorker, seen, "")
		site(t, files).As(testkit.InUnit(access.Worker, unit)).Get(base + "/" + other).Want(200).HasNot("D-")
	})
}

// Where a child comes from is said with the same codes as where it lives.
func TestOriginsAreResidences(t *testing.T) {
	for _, c := range child.Residences() {
		if got := code.OriginName(text.SQ, c.Code); got != c.SQ || !code.IsOrigin(c.Code) {
			t.Errorf("%s lives in %q and comes from %q", c.Code, c.SQ, got)
		}
	}
	for _, c := range code.Countries {
		if !code.IsOrigin(c.Code) {
			t.Errorf("nobody can live in %s", c.Code)
		}
	}
}

// No sighting can be written down without English for what it says.
func TestEnglish(t *testing.T) {
	b, err := json.Marshal(sighting.Said())
	if err != nil {
		t.Fatal(err)
	}
	if missing := sighting.Missing(); len(missing) > 0 {
		t.Errorf("no English for %q of %s", missing, b)
	}
}

func form(s sighting.Sighting, more ...string) url.Values {
	v := url.Values{"day": {s.On}, "band": {s.Band}, "place": {s.Place}, "municipality": {s.Municipality}, "activity": {s.Activity}, "company": {s.Company},
		"age": {s.Age}, "sex": {s.Sex}, "origin": {s.Origin}, "known": {s.OriginKnown}, "team": {s.Team}, "done": s.Actions()}
	for i := 0; i+1 < len(more); i += 2 {
		v.Set(more[i], more[i+1])
	}
	return v
}

// Whoever erases a file erases what was noted where its child was seen, also
// before a correction, and so does a start that ends an erasure. Codes stay, and
// so do the notes of other children.
func TestForget(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		files := desk(t, r)
		files.OnErase = sighting.Forget
		raw := r.Raw(t, store.CaseworkRoom)
		notes := func(id string) (n int) {
			t.Helper()
			err := raw.QueryRow(`SELECT (SELECT length(note) FROM sighting WHERE id = '` + id + `') + COALESCE((SELECT sum(length(note)) FROM sighting_past WHERE sighting_id = '` + id + `'), 0)`).Scan(&n)
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		noted := func(file string) string {
			t.Helper()
			id := record(t, files, access.Worker, seen, "me një vëlla")
			err := sighting.Change(ctx, files, grant(t, access.Worker, access.RecordSightings), id, 1, "learned", func(_ *store.Tx, w *sighting.Writing) error {
				w.Note = "me motrën"
				return nil
			})
			if err == nil && file != "" {
				err = sighting.LinkTo(ctx, files, grant(t, access.Worker, access.LinkSightings), id, file)
			}
			if err != nil {
				t.Fatal(err)
			}
			return id
		}
		start := func() string {
			t.Helper()
			id, err := files.Start(ctx, grant(t, access.Worker, access.StartFiles), func(*store.Tx, *child.File) error { return nil })
			if err != nil {
				t.Fatal(err)
			}
			return id
		}
		file, killed, stays := start(), start(), start()
		gone, ended, kept, free := noted(file), noted(killed), noted(stays), noted("")
		if _, err := raw.Exec(`UPDATE child SET state = 'closed' WHERE id = '` + file + `'`); err != nil {
			t.Fatal(err)
		}
		if err := files.Erase(ctx, testkit.Grant(t, access.Retain), file, "keep_file"); err != nil {
			t.Fatal(err)
		}
		if notes(gone) != 0 || notes(ended) == 0 || notes(kept) == 0 || notes(free) == 0 {
			t.Errorf("erased: %d; others: %d, %d, %d", notes(gone), notes(ended), notes(kept), notes(free))
		}
		if _, err := r.Raw(t, store.KeyRoom).Exec(`UPDATE child_key SET wrapped = $1, destroyed_at = $2 WHERE child_id = '`+killed+`'`, []byte{}, store.At(testkit.Now)); err != nil {
			t.Fatal(err)
		}
		if _, err := files.Reconcile(ctx, testkit.Actor(access.Operator)); err != nil {
			t.Fatal(err)
		}
		if notes(ended) != 0 || notes(kept) == 0 || notes(free) == 0 {
			t.Errorf("ended by a start: %d; others: %d, %d", notes(ended), notes(kept), notes(free))
		}
		if s := must(t, files, gone); s.Age != seen.Age || s.Child != file {
			t.Errorf("%+v", s)
		}
		if words, err := note(t, files, gone); words != "" || err != nil {
			t.Errorf("%q %v", words, err)
		}
	})
}

// Whoever may enter in an emergency finds the way to it on every sighting, linked
// to a file or not: that it is there says nothing.
func TestWayToEmergency(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		files := desk(t, r)
		linked, free := record(t, files, access.FieldWorker, seen, ""), record(t, files, access.FieldWorker, seen, "")
		file, err := files.Start(ctx, grant(t, access.Worker, access.StartFiles), func(tx *store.Tx, f *child.File) error {
			return sighting.Link(tx, []string{linked}, f.ID, f.Subject)
		})
		if err != nil || must(t, files, linked).Child != file {
			t.Fatal(err)
		}
		s := site(t, files)
		for role, want := range map[access.Role]int{access.Worker: 1, access.FieldWorker: 1, access.Supervisor: 0} {
			for _, id := range []string{linked, free} {
				if got := s.As(testkit.InUnit(role, unit)).Get(base + "/" + id).Want(200).Find(`main a[href="/u/` + unit + `/disclosure/emergency?sighting=` + id + `"]`); len(got) != want {
					t.Errorf("%s has %d ways", role, len(got))
				}
			}
		}
		field := s.As(testkit.InUnit(access.FieldWorker, unit))
		one, two := field.Get(base+"/"+linked).Body, field.Get(base+"/"+free).Body
		if strings.ReplaceAll(one, linked, free) != two {
			t.Error("a field team sees which sighting is linked to a file")
		}
	})
}
