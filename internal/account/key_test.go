package account

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"io"
	"log/slog"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/seal"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

var otherRoot = seal.NewRoot([32]byte{'o', 't', 'h', 'e', 'r'})

// unlock gives the house the keys that root opens, as a start of the server does.
func (h *house) unlock(root seal.Root) {
	h.t.Helper()
	keys, err := Keys(context.Background(), h.db, root)
	if err != nil {
		h.t.Fatal(err)
	}
	h.s.Keys = keys
}

var takeOver = store.WriteSystem(`UPDATE account_person SET totp_secret = $2 WHERE id = $1`)

// stored is a person as the database has them.
func (h *house) stored(id string) (p Person) {
	h.t.Helper()
	h.change(func(tx *store.Tx) (err error) {
		p, err = byID(tx, id)
		return err
	})
	return p
}

// logTo sends the log into a buffer for as long as the test runs.
func logTo(t *testing.T) *bytes.Buffer {
	var said bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewJSONHandler(&said, nil)))
	t.Cleanup(func() { slog.SetDefault(before) })
	return &said
}

// atCode gives the password and leaves the browser before the second step.
func (h *house) atCode(p Person) *testkit.Client {
	c := h.browser("10.0.0.1")
	c.Post("/account/sign-in", form("email", p.Email, "password", goodPassword)).Want(303)
	return c
}

// refused checks that no start succeeds with root, and that none changes a key.
func (h *house) refused(root seal.Root, opens string) {
	h.t.Helper()
	before := h.kept()
	ring, err := Keys(context.Background(), h.db, root)
	if !errors.Is(err, ErrNoFit) || !strings.Contains(err.Error(), root.Name()+" opens "+opens) || ring != nil {
		h.t.Errorf("a start with %s: %v", root.Name(), err)
	}
	if !reflect.DeepEqual(h.kept(), before) {
		h.t.Error("a start that failed changed a key")
	}
}

// replace starts anew with root.
func (h *house) replace(root seal.Root, want int) {
	h.t.Helper()
	if n, err := Replace(context.Background(), h.db, root); n != want || err != nil {
		h.t.Errorf("destroyed %d, want %d: %v", n, want, err)
	}
	h.unlock(root)
}

// Another root key is refused, and changes nothing: the right one opens
// everything afterwards.
func TestAnotherRootKey(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		p := h.person("a@example.al")
		said := logTo(t)
		h.refused(otherRoot, "none")
		h.unlock(testkit.Root())
		if h.opened(p) != p.secret {
			t.Error("a second factor was changed")
		}
		h.addKeys(otherRoot, 1)
		h.refused(testkit.Root(), "only some")
		h.refused(otherRoot, "only some")
		if said.Len() > 0 {
			t.Errorf("told a second time, in the log: %s", said)
		}
		if done, left, err := Rewrap(context.Background(), db, testkit.Root(), otherRoot); done != 2 || left != 0 || err != nil {
			t.Errorf("%d %d %v", done, left, err)
		}
		h.unlock(otherRoot) // with both roots at hand nothing is lost
		h.signIn(p).Get("/account").Want(200)
	})
}

// After a lost root key was replaced nobody's old application is believed, and
// each is told what to do; printed codes are, and with one a new application is
// set up. The root key that was lost is refused should it be found again.
func TestReplacedRootKey(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		p := h.person("a@example.al")
		h.person("b@example.al")
		var sheet []string
		h.change(func(tx *store.Tx) (err error) {
			sheet, err = newSheet(tx, p.ID)
			return err
		})
		h.loss(otherRoot, 1, 2)
		h.loss(testkit.Root(), 0, 0)
		old, said := h.kept()[0], logTo(t)
		h.replace(otherRoot, 1)
		h.replace(otherRoot, 0) // again: it fits
		h.destroyed(old)
		h.refused(testkit.Root(), "none")
		h.loss(testkit.Root(), 1, 0)

		c := h.atCode(p)
		for range 2 {
			c.Post("/account/code", form("code", h.codeNow(p))).Want(503).Has("duhet vendosur nga e para", "dy persona").HasNot(p.secret)
		}
		if !strings.Contains(said.String(), "a second factor does not open") || strings.Contains(said.String(), p.secret) || strings.Contains(said.String(), p.Email) {
			t.Errorf("the log says %s", said)
		}
		c.Post("/account/code", form("code", sheet[0])).Want(303)
		c.Get("/account").Want(200)
		c.Post("/account/second-factor", form("factor_password", goodPassword)).Want(303)
		h.enrol(c)
		h.unlock(otherRoot)
		p.secret, h.now = h.opened(p), h.now.Add(time.Minute)
		h.signIn(p).Get("/account").Want(200)
	})
}

// loss checks what replacing by root would destroy.
func (h *house) loss(root seal.Root, keys, people int) {
	h.t.Helper()
	k, n, err := Loss(context.Background(), h.db, root)
	if k != keys || n != people || err != nil {
		h.t.Errorf("%s would destroy %d keys, the applications of %d: %v", root.Name(), k, n, err)
	}
}

// opened is the secret of somebody's application, as it is kept.
func (h *house) opened(p Person) string {
	h.t.Helper()
	secret, err := h.s.secretOf(p.ID, inUse, h.stored(p.ID).secret)
	if err != nil {
		h.t.Error(err)
	}
	return secret
}

var destroyedAt = store.ReadSystem(`SELECT count(*) FROM account_key WHERE id = $1 AND destroyed_at = $2`)

// destroyed checks that of two keys one is destroyed, and that this was noted.
func (h *house) destroyed(k keptKey) {
	h.t.Helper()
	var noted int64
	h.change(func(tx *store.Tx) (err error) {
		noted, err = store.Value[int64](tx, destroyedAt, k.id, tx.Now())
		return err
	})
	list := h.kept()
	gone := slices.ContainsFunc(list, func(x keptKey) bool { return x.id == k.id && len(x.wrapped) == 0 })
	if len(list) != 2 || !gone || noted != 1 {
		h.t.Errorf("%d keys; destroyed: %v, noted: %d", len(list), gone, noted)
	}
}

// Who is let in again by two people after the root key was replaced sets up
// another application.
func TestResetAfterReplacedRootKey(t *testing.T) {
	h := newHouse(t, testkit.SQLite(t))
	p := h.person("c@example.al", Role{Committee: "*", Role: access.Coordinator})
	a := h.signIn(h.person("a@example.al", Role{Committee: "system", Role: access.Administrator}))
	b := h.signIn(h.person("b@example.al", Role{Committee: "system", Role: access.Administrator}))
	h.replace(otherRoot, 1)
	a.Post("/account/people/"+p.ID+"/reset", form("what", "factor", "reason", "telefonoi nga zyra")).Want(303)
	link := linkIn(b.Post(asked(b.Get("/account/people/"+p.ID).Want(200)), nil).Want(200))
	c := h.browser("10.0.0.8")
	c.Post(link, form("password", goodPassword)).Want(303)
	h.enrol(c)
	c.Get("/account").Want(200)
}

// A data key that the root at hand opens stays: only what is lost anyway goes.
func TestReplaceKeepsWhatOpens(t *testing.T) {
	h := newHouse(t, testkit.SQLite(t))
	p := h.person("a@example.al")
	h.addKeys(otherRoot, 2)
	h.replace(testkit.Root(), 2)
	if len(h.kept()) != 3 || h.opened(p) != p.secret {
		t.Error("what opened does not open any more")
	}
}

// Wrong codes are counted although no code can be checked.
func TestAnotherRootKeyIsNoWayAroundTheThrottle(t *testing.T) {
	h := newHouse(t, testkit.SQLite(t))
	p := h.person("a@example.al")
	logTo(t)
	h.replace(otherRoot, 1)
	c, last := h.atCode(p), 0
	for range 50 {
		if last = c.Post("/account/code", form("code", "aaaa-aaaa-aaaa")).Code; last != 503 {
			break
		}
	}
	if last != 429 {
		t.Errorf("50 attempts, the last answered with %d", last)
	}
}

// Who was invited, and chose no second factor before the key was lost, gets one.
func TestInvitedBeforeTheKeyWasLost(t *testing.T) {
	h := newHouse(t, testkit.SQLite(t))
	link, err := CreateAdministrator(context.Background(), h.db, "a@example.al")
	if err != nil {
		t.Fatal(err)
	}
	c := h.browser("10.0.0.1")
	c.Post(link, form("name", "Emër", "password", goodPassword)).Want(303)
	c.Get("/account/factor").Want(200)
	h.replace(otherRoot, 1)
	c.Get("/account/factor").Want(303)
	c.Post("/account/sign-in", form("email", "a@example.al", "password", goodPassword)).Want(303)
	h.enrol(c)
	c.Get("/account").Want(200)
}

// A secret opens in its own row and column only, and not at all in clear:
// whoever can write the database cannot sign in as another with a secret of theirs.
func TestSecretsStayInTheirPlace(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		a, b := h.person("a@example.al"), h.person("b@example.al")
		next, err := sealed(h.s.Keys, a.ID, setUp, b.secret)
		if err != nil {
			t.Fatal(err)
		}
		logTo(t)
		for name, kept := range map[string]string{
			"another person's": h.stored(b.ID).secret, "the other column's": string(next), "in clear": b.secret,
			"nonsense": sealedMark + "?", "cut": h.stored(a.ID).secret[:60],
		} {
			h.change(func(tx *store.Tx) error { _, err := tx.Exec(takeOver, a.ID, hidden(kept)); return err })
			h.unlock(testkit.Root()) // nor does a start seal what somebody put there
			t.Log(name)
			h.atCode(a).Post("/account/code", form("code", h.codeNow(b))).Want(503).Has("është i dëmtuar")
		}
	})
}

// What an earlier release left in clear is sealed at the first start, once, and
// is gone from the file; the trail tells that, and no value.
func TestClearSecretsAreSealedOnce(t *testing.T) {
	for name, url := range testkit.URLs(t) {
		t.Run(name, func(t *testing.T) {
			h := &house{t: t, db: testkit.Open(t, store.CommitteeRoom, url), now: testkit.Now}
			h.s = New(h.db)
			p := Person{ID: "p1", Email: "a@example.al", factor: withApp, secret: newSecret("in use"), next: newSecret("set up")}
			clear := p
			h.change(func(tx *store.Tx) error {
				if err := create(tx, p); err != nil {
					return err
				}
				_, err := tx.Exec(setSecrets, p.ID, hidden(p.secret), hidden(p.next))
				return err
			})
			if name == "sqlite" && len(foundIn(filesOf(t, url), clear.secret)) == 0 {
				t.Error("the search finds nothing even in clear")
			}
			h.unlock(testkit.Root())
			p = h.stored(p.ID)
			for column, kept := range map[string][2]string{inUse: {p.secret, clear.secret}, setUp: {p.next, clear.next}} {
				got, err := h.s.secretOf(p.ID, column, kept[0])
				if err != nil || got != kept[1] || !strings.HasPrefix(kept[0], sealedMark) {
					t.Errorf("%s: %q %v", column, got, err)
				}
			}
			h.unlock(testkit.Root())
			if again := h.stored(p.ID); again != p {
				t.Error("sealed a second time")
			}
			if name == "sqlite" {
				for _, secret := range []string{clear.secret, clear.next} {
					if in := foundIn(filesOf(t, url), secret); len(in) > 0 {
						t.Errorf("still in %v", in)
					}
				}
				if trail := trailOf(t, url); strings.Contains(trail, clear.secret) || strings.Contains(trail, sealedMark) || !strings.Contains(trail, "account_key") {
					t.Errorf("the trail: %s", trail)
				}
			}
		})
	}
}

// A thief of the disk, or of a backup, finds the secret of no second factor: not
// of one in use, nor of one being set up, however it is written.
func TestSecretsAreNotOnDisk(t *testing.T) {
	for name, url := range testkit.URLs(t) {
		t.Run(name, func(t *testing.T) { secretsAreNotOnDisk(t, url) })
	}
}

func secretsAreNotOnDisk(t *testing.T, url string) {
	h := newHouse(t, testkit.Open(t, store.CommitteeRoom, url))
	link, err := CreateAdministrator(context.Background(), h.db, "admin@example.al")
	if err != nil {
		t.Fatal(err)
	}
	c := h.browser("10.0.0.1")
	c.Post(link, form("name", "Emër Mbiemër", "password", goodPassword)).Want(303)
	shown := func() string {
		return strings.ReplaceAll(c.Get("/account/factor").Want(200).Find("li strong")[0], " ", "")
	}
	secrets := []string{shown()}
	h.enrol(c)
	c.Post("/account/second-factor", form("factor_password", goodPassword)).Want(303)
	secrets = append(secrets, shown())

	places := backupOf(t, h.db) // every row of every table, as a dump has them
	if h.db.Dialect() == "sqlite" {
		maps.Copy(places, filesOf(t, url))
		if len(places[url+"-wal"]) == 0 {
			t.Error("there is no WAL to look in")
		}
	}
	if len(places["backup"]) == 0 || len(places["committee/account_person.jsonl"]) == 0 {
		t.Fatal("a place to look in is missing")
	}
	if !bytes.Contains(places["committee/account_person.jsonl"], []byte("admin@example.al")) {
		t.Error("the search does not work")
	}
	for _, secret := range secrets {
		if in := foundIn(places, secret); len(in) > 0 {
			t.Errorf("a secret is in %v", in)
		}
	}
}

// filesOf reads a SQLite database and what SQLite keeps beside it.
func filesOf(t *testing.T, file string) map[string][]byte {
	t.Helper()
	places := map[string][]byte{}
	for _, name := range []string{file, file + "-wal", file + "-shm"} {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		places[name] = b
	}
	return places
}

// backupOf is a backup as a file, and each part of it decompressed.
func backupOf(t *testing.T, db *store.DB) map[string][]byte {
	t.Helper()
	g, err := Operator().May(access.MakeBackup, access.System)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := store.Backup(context.Background(), g, &b, db); err != nil {
		t.Fatal(err)
	}
	parts := map[string][]byte{"backup": b.Bytes()}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if parts[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return parts
}

// foundIn names the places that hold a secret: in base32, as bytes, in hex, or
// in base64 at any of the three offsets.
func foundIn(places map[string][]byte, secret string) (list []string) {
	raw, _ := base32.StdEncoding.DecodeString(secret)
	forms := [][]byte{[]byte(secret), []byte(strings.ToLower(secret)), []byte(groups(secret))}
	for _, b := range [][]byte{raw, []byte(secret)} {
		if len(b) < 20 {
			continue
		}
		forms = append(forms, b, []byte(hex.EncodeToString(b)), []byte(strings.ToUpper(hex.EncodeToString(b))))
		for skip := range 3 {
			whole := b[skip : skip+(len(b)-skip)/3*3]
			forms = append(forms, []byte(base64.StdEncoding.EncodeToString(whole)), []byte(base64.URLEncoding.EncodeToString(whole)))
		}
	}
	for name, content := range places {
		for _, f := range forms {
			if len(f) > 0 && bytes.Contains(content, f) {
				list = append(list, name)
				break
			}
		}
	}
	return list
}

// Without a key nothing is kept rather than kept in clear.
func TestNoKeyNoSecret(t *testing.T) {
	h := newHouse(t, testkit.SQLite(t))
	c := h.signIn(h.person("a@example.al"))
	h.s.Keys = nil
	logTo(t)
	c.Post("/account/second-factor", form("factor_password", goodPassword)).Want(500)
	if _, err := sealed(nil, "p", inUse, "x"); !errors.Is(err, seal.ErrWrongRoot) {
		t.Errorf("%v", err)
	}
}

// Who has the root key besides the database opens every second factor: the
// table of what a thief gets says so.
func TestRootKeyOpensSecrets(t *testing.T) {
	h := newHouse(t, testkit.SQLite(t))
	p := h.person("a@example.al")
	thief := New(h.db)
	var err error
	if thief.Keys, err = Keys(context.Background(), h.db, testkit.Root()); err != nil {
		t.Fatal(err)
	}
	if got, err := thief.secretOf(p.ID, inUse, h.stored(p.ID).secret); err != nil || got != p.secret {
		t.Errorf("%v", err)
	}
}
