package internal_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"reflect"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/seal"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// A burgled house holds the file of a child, with a mark in whatever people
// write into one.
type burgled struct {
	testkit.Rooms
	id    string
	marks []string
}

var ctx = context.Background()

func burgle(t *testing.T, r testkit.Rooms) *burgled {
	t.Helper()
	testkit.FoundUnit(t, r, testkit.Unit, "durres", "10")
	h := &burgled{Rooms: r}
	g := testkit.GrantTo(t, testkit.InUnit(access.Worker, testkit.Unit), access.StartFiles)
	var err error
	h.id, err = h.files(t, testkit.Root()).Start(ctx, g, func(tx *store.Tx, f *child.File) error {
		for _, k := range child.Kinds() {
			if k.Code != "event" && k.Code != "withdrawn" { // which the program writes itself
				f.Add(tx, h.marked(k))
			}
		}
		return nil
	})
	if err == nil {
		g = testkit.GrantTo(t, testkit.InUnit(access.Worker, testkit.Unit), access.WriteFiles)
		err = h.files(t, testkit.Root()).Change(ctx, g, child.Ask{ID: h.id, Purpose: child.Care}, func(tx *store.Tx, f *child.File) error {
			f.AddContent(tx, child.Document{Title: h.mark("document", "title"), MediaType: "text/plain"}, []byte(h.mark("document", "content")))
			return nil
		})
	}
	if err != nil || len(h.marks) < 20 {
		t.Fatalf("%d marks: %v", len(h.marks), err)
	}
	return h
}

// close closes the file, so that it may be erased.
func (h *burgled) close(t *testing.T) {
	t.Helper()
	g := testkit.GrantTo(t, testkit.InUnit(access.Worker, testkit.Unit), access.WriteFiles)
	err := h.files(t, testkit.Root()).Change(ctx, g, child.Ask{ID: h.id, Purpose: child.Care}, func(tx *store.Tx, f *child.File) error {
		f.Set(tx, "closed", func(c *child.Child) { c.State, c.ClosedOn, c.Outcome = child.Closed, "2018-01-31", "off" })
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// files is what opens files, with a root key.
func (h *burgled) files(t *testing.T, root seal.Root) child.Files {
	t.Helper()
	return child.Files{DB: h.Casework, Keys: child.Vault{DB: h.Keys, Root: root, Keeper: testkit.Grant(t, access.KeepFileKeys)}}
}

func (h *burgled) mark(kind, field string) string {
	m := fmt.Sprintf("%s-%s-%s", testkit.Mark, kind, field)
	h.marks = append(h.marks, m)
	return m
}

// marked is a body of a kind with a mark in every text.
func (h *burgled) marked(k child.Kind) any {
	body := reflect.New(reflect.TypeOf(k.Body)).Elem()
	for i := range body.NumField() {
		f, name := body.Field(i), body.Type().Field(i).Name
		switch {
		case f.Kind() == reflect.String:
			f.SetString(h.mark(k.Code, name))
		case f.Type() == reflect.TypeFor[[]string]():
			f.Set(reflect.ValueOf([]string{h.mark(k.Code, name)}))
		}
	}
	return body.Interface()
}

// read opens the file with a root key and returns all that is in it.
func (h *burgled) read(t *testing.T, root seal.Root) (string, error) {
	t.Helper()
	var all strings.Builder
	g := testkit.GrantTo(t, testkit.InUnit(access.Worker, testkit.Unit), access.OpenFiles)
	err := h.files(t, root).Open(ctx, g, child.Ask{ID: h.id, Purpose: child.Care}, func(tx *store.Tx, f *child.File) error {
		for _, it := range f.Items() {
			fmt.Fprintf(&all, "%+v\n", it.Body)
			if d, content, err := f.Content(tx, it.ID); err == nil {
				fmt.Fprintf(&all, "%v %s\n", d, content)
			}
		}
		return nil
	})
	return all.String(), err
}

// onDisk reads the files of SQLite rooms. PostgreSQL's are read as a dump.
func (h *burgled) onDisk(t *testing.T, rooms ...store.Room) map[string][]byte {
	t.Helper()
	places := map[string][]byte{}
	for _, room := range rooms {
		if strings.HasPrefix(h.URL[room], "postgres") {
			continue
		}
		for _, end := range []string{"", "-wal", "-shm"} {
			b, err := os.ReadFile(h.URL[room] + end)
			if err != nil {
				t.Fatal(err)
			}
			places[string(room)+end] = b
		}
	}
	return places
}

// copied are a backup of the data and one of the keys, each as a file and by
// their parts, which hold every row of every table as a dump does.
func (h *burgled) copied(t *testing.T) (data, keys []byte, places map[string][]byte) {
	t.Helper()
	var d, k bytes.Buffer
	_, err := store.Backup(ctx, testkit.Grant(t, access.MakeBackup), &d, h.Committee, h.Casework)
	if err == nil {
		_, err = store.BackupKeys(ctx, testkit.Grant(t, access.KeepFileKeys), &k, h.Keys)
	}
	if err != nil {
		t.Fatal(err)
	}
	places = map[string][]byte{"data.zip": d.Bytes(), "keys.zip": k.Bytes()}
	maps.Copy(places, parts(t, d.Bytes()))
	maps.Copy(places, parts(t, k.Bytes()))
	return d.Bytes(), k.Bytes(), places
}

func parts(t *testing.T, file []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	list := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err == nil {
			list[f.Name], err = io.ReadAll(r)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return list
}

// clean checks that no place holds a mark, however it is written, and that the
// search finds what does stand there in clear.
func (h *burgled) clean(t *testing.T, places map[string][]byte) {
	t.Helper()
	found := false
	for place, content := range places {
		found = found || bytes.Contains(content, []byte("NJMF 10"))
		for _, where := range testkit.FindMark(content) {
			t.Errorf("%s: %s", place, where)
		}
	}
	if !found {
		t.Error("not even the name of the unit is found")
	}
}

// Whoever takes the disk, with the room of the keys or without, or a dump of all
// three databases: no field of a file is on it, and no 32 bytes of it are the
// root key.
func TestThiefOfTheDisk(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		h := burgle(t, r)
		_, _, places := h.copied(t)
		maps.Copy(places, h.onDisk(t, store.CommitteeRoom, store.CaseworkRoom, store.KeyRoom))
		h.clean(t, places)
		id, kept := h.month(t)
		for place, content := range places {
			for i := range max(len(content)-31, 0) {
				if _, err := seal.Unwrap(seal.NewRoot([32]byte(content[i:])), id, kept); err == nil {
					t.Fatalf("the root key lies in %s", place)
				}
			}
		}
		if _, err := seal.Unwrap(testkit.Root(), id, kept); err != nil {
			t.Error(err)
		}
	})
}

// month is the wrapped key of the unit and month.
func (h *burgled) month(t *testing.T) (id string, wrapped []byte) {
	t.Helper()
	if err := h.Raw(t, store.KeyRoom).QueryRow(`SELECT id, wrapped FROM child_key WHERE child_id = '' AND month = '2023-07'`).Scan(&id, &wrapped); err != nil {
		t.Fatal(err)
	}
	return id, wrapped
}

// Who restores stolen copies of the data and of the keys opens no file with a
// root key of their own.
func TestThiefOfBackups(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		h := burgle(t, r)
		data, keys, _ := h.copied(t)
		thief := *h
		thief.Rooms = testkit.SQLiteRooms(t)
		restoreData(t, thief.Rooms, data)
		said, err := thief.read(t, testkit.Root())
		if !errors.Is(err, seal.ErrErased) || said != "" {
			t.Errorf("a backup of the data, with the root key even: %v %s", err, said)
		}
		restoreKeys(t, thief.Rooms, keys)
		if said, err := thief.read(t, seal.NewRoot([32]byte{9})); !errors.Is(err, seal.ErrWrongRoot) || said != "" {
			t.Errorf("both backups: %v %s", err, said)
		}
	})
}

func restoreData(t *testing.T, r testkit.Rooms, data []byte) {
	t.Helper()
	if _, err := store.Restore(ctx, testkit.Grant(t, access.RestoreBackup), bytes.NewReader(data), int64(len(data)), r.Committee, r.Casework); err != nil {
		t.Fatal(err)
	}
}

func restoreKeys(t *testing.T, r testkit.Rooms, keys []byte) {
	t.Helper()
	if _, err := store.RestoreKeys(ctx, testkit.Grant(t, access.KeepFileKeys), bytes.NewReader(keys), int64(len(keys)), r.Keys); err != nil {
		t.Fatal(err)
	}
}

// Who has the root key besides, by its file or its passphrase, reads every file:
// the table says so.
func TestRootKeyOpensFiles(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		h := burgle(t, r)
		data, keys, _ := h.copied(t)
		thief := *h
		thief.Rooms = testkit.SQLiteRooms(t)
		restoreData(t, thief.Rooms, data)
		restoreKeys(t, thief.Rooms, keys)
		for name, house := range map[string]*burgled{"the disk": h, "both backups": &thief} {
			said, err := house.read(t, testkit.Root())
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			for _, m := range h.marks {
				if !strings.Contains(said, m) {
					t.Errorf("%s: %s is not read", name, m)
				}
			}
		}
	})
}

// A child erased today is not read from yesterday's backup of the data, although
// the root key is there; from yesterday's copy of the keys it would be: there
// must be none.
func TestErasedStaysErased(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		h := burgle(t, r)
		h.close(t)
		data, keys, _ := h.copied(t)
		if err := h.files(t, testkit.Root()).Erase(ctx, testkit.Grant(t, access.Retain), h.id, child.KeepFile); err != nil {
			t.Fatal(err)
		}
		_, later, _ := h.copied(t)
		for name, tt := range map[string]struct {
			keys []byte
			want error
		}{"beside the keys of today": {later, seal.ErrErased}, "beside a copy of the keys of yesterday": {keys, nil}} {
			again := *h
			again.Rooms = testkit.SQLiteRooms(t)
			restoreData(t, again.Rooms, data)
			restoreKeys(t, again.Rooms, tt.keys)
			if _, err := again.read(t, testkit.Root()); !errors.Is(err, tt.want) {
				t.Errorf("%s: %v, want %v", name, err, tt.want)
			}
			found, err := again.files(t, testkit.Root()).Reconcile(ctx, testkit.Actor(access.Operator))
			if err != nil || (found.Erased == 1) != (tt.want != nil) {
				t.Errorf("%s: %+v, %v", name, found, err)
			}
		}
	})
}

// Nobody outside a unit holds any permission in one, or over its keys: not who
// gives out the accounts, not who reads the trail, nobody of the committee. The
// data protection officer of the committee is another than that of a unit.
func TestNobodyElseOpensFiles(t *testing.T) {
	for _, role := range access.Roles {
		if role.OfUnit() || role == access.Operator || role == access.Person {
			continue
		}
		a := testkit.Actor(role, "inst")
		for _, p := range access.Permissions() {
			for _, s := range []access.Scope{access.Institution(testkit.Unit), access.Institution("durres"), access.Institution("inst"), access.Keys} {
				if _, err := a.May(p, s); err == nil {
					t.Errorf("%s holds %s in %s", role, p, s.ID)
				}
			}
		}
	}
	for _, p := range []access.Permission{access.OpenFiles, access.ListFiles, access.ReadSightings, access.ReadTrail, access.WriteFiles, access.BreakGlass, access.Disclose, access.ApproveExport} {
		if p.Reach(access.Operator) != "" {
			t.Errorf("the operator holds %s", p)
		}
	}
}
