package cli_test

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/account"
	"tryeza/internal/child"
	"tryeza/internal/seal"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// killPoints is how often the rotation is killed: a few times in CI, 50 in the
// full run.
func killPoints() int {
	if os.Getenv("TRYEZA_LONG") != "" {
		return 50
	}
	return 4
}

// The command that puts the keys under another root is killed at random points.
// Each time every key, of accounts and of casework, opens with one of the two
// roots and not with the other; the file of a child is read with one of them; and
// the command, run again, ends what it began.
func TestRotationKilledAtRandomPoints(t *testing.T) {
	for name, urls := range testkit.RoomURLs(t) {
		t.Run(name, func(t *testing.T) { rotateAndKill(t, urls) })
	}
}

func rotateAndKill(t *testing.T, urls map[store.Room]string) {
	h := newRotated(t, urls)
	h.fill(t, rootIn(t, h.from))
	whole := h.run(t, 0)
	h.check(t, true)
	random := rand.New(rand.NewPCG(4, 4))
	killed := 0
	for range killPoints() {
		h.from, h.to = h.to, h.from
		if h.run(t, time.Duration(random.Int64N(int64(whole)))) < 0 {
			killed++
		}
		h.check(t, false)
		h.run(t, 0)
		h.check(t, true)
	}
	if killed == 0 {
		t.Error("it was never killed")
	}
}

// rotated is a house whose keys go from one root to another and back.
type rotated struct {
	testkit.Rooms
	args     []string // where the rooms are
	from, to string   // key files
	id       string   // a file of a child
}

const manyKeys = 1500 // of units and months, so that putting them under another root takes a while

func newRotated(t *testing.T, urls map[store.Room]string) *rotated {
	t.Helper()
	dir := t.TempDir()
	h := &rotated{Rooms: testkit.OpenRooms(t, urls), from: filepath.Join(dir, "a.key"), to: filepath.Join(dir, "b.key")}
	h.args = []string{"--data", filepath.Dir(urls[store.CommitteeRoom]), "--keys", filepath.Dir(urls[store.KeyRoom])}
	if strings.HasPrefix(urls[store.KeyRoom], "postgres") {
		h.args = []string{"--data", t.TempDir(), "--keys", urls[store.KeyRoom], "--committee-url", urls[store.CommitteeRoom], "--casework-url", urls[store.CaseworkRoom]}
	}
	tryeza(t, "key", "new", "--out", h.from)
	tryeza(t, "key", "new", "--out", h.to)
	root := rootIn(t, h.from)
	if _, err := account.Keys(context.Background(), h.Committee, root); err != nil {
		t.Fatal(err)
	}
	testkit.FoundUnit(t, h.Rooms, testkit.Unit, "durres", "10")
	h.start(t, root)
	return h
}

func rootIn(t *testing.T, file string) seal.Root {
	t.Helper()
	root, err := seal.FromKeyFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return root
}

func (h *rotated) files(t *testing.T, root seal.Root) child.Files {
	return child.Files{DB: h.Casework, Keys: child.Vault{DB: h.Keys, Root: root, Keeper: testkit.Grant(t, access.KeepFileKeys)}}
}

func (h *rotated) start(t *testing.T, root seal.Root) {
	t.Helper()
	g := testkit.GrantTo(t, testkit.InUnit(access.Worker, testkit.Unit), access.StartFiles)
	var err error
	h.id, err = h.files(t, root).Start(context.Background(), g, func(tx *store.Tx, f *child.File) error {
		f.Add(tx, child.Name{Given: "Shembull A"})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// fill adds keys of other units, past the program.
func (h *rotated) fill(t *testing.T, root seal.Root) {
	t.Helper()
	tx, err := h.Raw(t, store.KeyRoom).Begin()
	for i := 0; i < manyKeys && err == nil; i++ {
		id := fmt.Sprintf("key%d", i)
		var wrapped []byte
		if wrapped, err = seal.NewKey(id).Wrap(root); err == nil {
			_, err = tx.Exec(`INSERT INTO child_key (id, unit_id, child_id, month, parent, root, wrapped, created_at, destroyed_at) VALUES ($1, $2, '', '2023-07', '', $3, $4, $5, $6)`,
				id, "u", root.Name(), wrapped, store.At(testkit.Now), store.Time{})
		}
	}
	if err == nil {
		err = tx.Commit()
	}
	if err != nil {
		t.Fatal(err)
	}
}

// run rotates, and returns how long it took; or kills it after a while, when that
// is not 0, and returns -1 if it was killed.
func (h *rotated) run(t *testing.T, after time.Duration) time.Duration {
	t.Helper()
	cmd := exec.Command(program(t), append([]string{"key", "rotate", "--key-file", h.from, "--to", h.to}, h.args...)...)
	var said strings.Builder
	cmd.Stderr = &said
	begun := time.Now()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if after > 0 {
		defer time.AfterFunc(after, func() { cmd.Process.Kill() }).Stop()
	}
	switch err := cmd.Wait(); {
	case err == nil:
		return time.Since(begun)
	case after > 0 && said.Len() == 0:
		return -1
	default:
		t.Fatalf("%v %s", err, said.String())
	}
	return 0
}

// check looks at every key; whole says that all must be under the new root.
func (h *rotated) check(t *testing.T, whole bool) {
	t.Helper()
	for room, table := range map[store.Room]string{store.CommitteeRoom: "account_key", store.KeyRoom: "child_key"} {
		where := ""
		if room == store.KeyRoom {
			where = " WHERE parent = ''"
		}
		old, renewed := h.under(t, room, `SELECT id, wrapped FROM `+table+where)
		if old > 0 && (renewed > 0 || whole) || old+renewed == 0 {
			t.Errorf("%s: %d keys under the old root, %d under the new one", room, old, renewed)
		}
	}
	g, read := testkit.GrantTo(t, testkit.InUnit(access.Worker, testkit.Unit), access.OpenFiles), 0
	for _, key := range []string{h.from, h.to} {
		err := h.files(t, rootIn(t, key)).Open(context.Background(), g, child.Ask{ID: h.id, Purpose: child.Care}, func(*store.Tx, *child.File) error { return nil })
		if err == nil {
			read++
		}
	}
	if read != 1 {
		t.Errorf("the file of a child is read with %d of the two roots", read)
	}
}

// under counts the keys that each of the two roots opens; both or none is a fault.
func (h *rotated) under(t *testing.T, room store.Room, query string) (old, renewed int) {
	t.Helper()
	from, to := rootIn(t, h.from), rootIn(t, h.to)
	rows, err := h.Raw(t, room).Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var id string
		var wrapped sql.RawBytes
		if err := rows.Scan(&id, &wrapped); err != nil {
			t.Fatal(err)
		}
		_, a := seal.Unwrap(from, id, wrapped)
		_, b := seal.Unwrap(to, id, wrapped)
		switch {
		case a == nil && b != nil:
			old++
		case a != nil && b == nil:
			renewed++
		default:
			t.Errorf("%s: the old root: %v, the new one: %v", id, a, b)
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return old, renewed
}

// No command prints or writes anything of a child's file, to whomever may start
// one.
func TestNoCommandShowsAFile(t *testing.T) {
	h := newRotated(t, testkit.RoomURLs(t)["sqlite"])
	year := filepath.Join(t.TempDir(), "year.json")
	for _, command := range []string{
		"migrate", "committee found --qark durres", "audit verify", "backup -o " + year + ".zip", "key backup --out " + year + ".keys",
		"export --committee durres --year 2023 --format json -o " + year, "key rotate --key-file " + h.from + " --to " + h.to,
	} {
		said, err := exec.Command(program(t), append(strings.Fields(command), h.args...)...).CombinedOutput()
		if err != nil || strings.Contains(string(said), "Shembull") || strings.Contains(string(said), h.id) {
			t.Errorf("%s: %v\n%s", command, err, said)
		}
	}
	if b, err := os.ReadFile(year); err != nil || strings.Contains(string(b), "Shembull") || strings.Contains(string(b), h.id) {
		t.Errorf("the export: %v", err)
	}
}
