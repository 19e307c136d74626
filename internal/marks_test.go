package internal_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/account"
	"tryeza/internal/app"
	"tryeza/internal/child"
	"tryeza/internal/code"
	"tryeza/internal/committee"
	"tryeza/internal/notify"
	"tryeza/internal/sighting"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/web"
)

// Marks are written into every field that is sealed, and typed into every form of
// the room for casework, those that are refused as well. They are found in none of
// the databases and their journals, the log, the mail, the audit trail, backups of
// data and keys, addresses and cookies; and they were there to be found: those who
// may read the file read them.
func TestMarksAreNowhere(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		h := newMarked(t, r)
		first, second := h.file(access.Worker), h.file(access.Supervisor)
		h.sighting()
		if n := h.typeInto(access.Worker, first); n < 15 {
			t.Errorf("only %d forms were taken", n)
		}
		h.code = h.codeOf(second)
		h.typeInto(access.FieldWorker, second)
		h.typeInto(access.Supervisor, second)
		h.typeInto(access.DPO, second)
		h.unit = h.other // which takes over what was offered
		h.typeInto(access.Supervisor, "none")
		h.unit = h.own
		h.sessionOver()
		h.nights()
		h.readable(first, second)
		for place, content := range h.places() {
			for _, where := range testkit.FindMark(content) {
				t.Errorf("%s: %s", place, where)
			}
		}
		if h.mail.Len() == 0 {
			t.Error("no mail went out")
		}
		if !h.reached("child_item", "sighting", "handover_offer", "disclosure_right", "disclosure_notice", "retention_run") {
			t.Error("the run did not reach what it is to test")
		}
	})
}

// marked is Tryeza with a unit whose people write marks.
type marked struct {
	testkit.Rooms
	t      *testing.T
	conf   app.Config
	mux    *web.Mux
	as     web.Visitor
	people map[string]access.Actor // by unit and role

	unit, own, other string
	code             string // of a file that somebody has to enter in an emergency
	mail             bytes.Buffer
	log              bytes.Buffer
	heads            bytes.Buffer // addresses and headers of every answer
	n                int

	pages int      // looked at
	kept  []string // faults: what a browser would keep
}

func newMarked(t *testing.T, r testkit.Rooms) *marked {
	t.Helper()
	h := &marked{Rooms: r, t: t, people: map[string]access.Actor{}}
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewJSONHandler(&h.log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	t.Cleanup(func() { slog.SetDefault(before) })
	ring, err := account.Keys(ctx, r.Committee, testkit.Root())
	if err != nil {
		t.Fatal(err)
	}
	h.conf = app.Config{Committee: r.Committee, Casework: r.Casework, KeyRoom: r.Keys, Root: testkit.Root(), Keys: ring, Backups: t.TempDir(),
		Mail: true, Address: "https://tryeza.example.al", From: "tryeza@example.al"}
	h.mux = app.New(h.conf)
	h.mux.Who = func(*http.Request) (web.Visitor, error) {
		if h.as.Actor.ID() == "" {
			return web.Visitor{}, access.ErrDenied
		}
		return h.as, nil
	}
	h.found()
	return h
}

// found founds two units, the second to hand cases to, and gives the first people.
func (h *marked) found() {
	h.t.Helper()
	qark, _ := code.FindQark("durres")
	if err := committee.Found(ctx, h.Committee, testkit.Actor(access.Operator), qark, true); err != nil {
		h.t.Fatal(err)
	}
	accounts := account.New(h.Committee)
	accounts.FoundUnit = h.conf.FoundUnit
	for town, unit := range map[string]*string{"10": &h.own, "15": &h.other} {
		u, err := accounts.AddUnit(ctx, account.Unit{Committee: "durres", Municipality: town, Name: "NJMF " + town})
		if err != nil {
			h.t.Fatal(err)
		}
		*unit = u.ID
		h.staff(accounts, u.ID)
	}
	h.unit = h.own
}

func (h *marked) staff(accounts *account.Service, unit string) {
	h.t.Helper()
	for _, role := range []access.Role{access.Worker, access.Supervisor, access.FieldWorker, access.DPO} {
		if err := account.DemoPerson(ctx, h.Committee, string(role)+"@"+unit+".al", "Dikush", role, account.UnitPlace(unit), ""); err != nil {
			h.t.Fatal(err)
		}
	}
	members, err := account.PeopleOf(ctx, h.Committee, unit)
	for _, m := range members {
		if err == nil {
			h.people[unit+string(m.Role)], _, err = accounts.ReaderOf(ctx, m.Person)
		}
	}
	if err != nil || len(members) != 4 {
		h.t.Fatal(members, err)
	}
}

// mark is a text that stands nowhere else, long enough to be a reason.
func (h *marked) mark() string {
	h.n++
	return fmt.Sprintf("%s-%d më e çuditshme se çdo gjë tjetër", testkit.Mark, h.n)
}

func (h *marked) grant(role access.Role, p access.Permission) access.Grant {
	h.t.Helper()
	g, err := h.people[h.unit+string(role)].May(p, access.Institution(h.unit))
	if err != nil {
		h.t.Fatal(err)
	}
	return g
}

// file starts a file with a mark in every text of every kind of item.
func (h *marked) file(role access.Role) string {
	h.t.Helper()
	files := h.conf.Files()
	id, err := files.Start(ctx, h.grant(role, access.StartFiles), func(tx *store.Tx, f *child.File) error {
		f.Set(tx, "head", func(c *child.Child) { c.Residence, c.Risk = "15", "high" })
		for _, k := range child.Kinds() {
			if k.Code != "event" && k.Code != "withdrawn" && k.Code != "document" {
				body := reflect.New(reflect.TypeOf(k.Body)).Elem()
				h.fill(body)
				f.Add(tx, body.Interface())
			}
		}
		return nil
	})
	if err == nil {
		err = files.Change(ctx, h.grant(role, access.WriteFiles), child.Ask{ID: id, Purpose: child.Care}, func(tx *store.Tx, f *child.File) error {
			item := f.Add(tx, child.Note{Text: h.mark()})
			f.AddContent(tx, child.Document{Title: h.mark(), MediaType: "text/plain", Note: h.mark()}, []byte(h.mark()))
			return f.Withdraw(tx, item, h.mark())
		})
	}
	if err != nil {
		h.t.Fatal(err)
	}
	return id
}

// fill writes marks into every text of a body, and into those inside it. Days stay
// days: pages read them.
func (h *marked) fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(h.mark())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		h.fill(v.Index(0))
	case reflect.Struct:
		for i := range v.NumField() {
			name := v.Type().Field(i).Name
			if name == "On" || strings.HasSuffix(name, "On") || name == "Hour" {
				continue
			}
			h.fill(v.Field(i))
		}
	}
}

func (h *marked) sighting() {
	h.t.Helper()
	s := sighting.Sighting{ID: h.Casework.NewID(), On: "2023-07-14", Band: "morning", Place: "beach", Municipality: "10", Activity: "begging", Company: "alone", Age: "6-9", Sex: "u", OriginKnown: "unknown", Team: "unit"}
	if err := sighting.Record(ctx, h.conf.Files(), h.grant(access.FieldWorker, access.RecordSightings), s, h.mark()); err != nil {
		h.t.Fatal(err)
	}
}

func (h *marked) codeOf(file string) (code string) {
	h.t.Helper()
	if err := h.Raw(h.t, store.CaseworkRoom).QueryRow(`SELECT code FROM child WHERE id = '` + file + `'`).Scan(&code); err != nil {
		h.t.Fatal(err)
	}
	return code
}

// Send implements notify.Sender.
func (h *marked) Send(_ context.Context, _ string, m notify.Mail, _ time.Time) error {
	fmt.Fprintf(&h.mail, "%+v\n", m)
	return nil
}

// nights are what runs by itself.
func (h *marked) nights() {
	h.t.Helper()
	for n := 0; n < 20 && h.mail.Len() == 0; n++ { // what the one writes, the other sends when it runs again
		soon, stop := context.WithTimeout(ctx, 400*time.Millisecond)
		app.Run(soon, h.conf, h)
		stop()
	}
	if _, err := h.conf.Files().RenewAll(ctx, testkit.Actor(access.Operator), nil); err != nil {
		h.t.Error(err)
	}
	if _, err := h.conf.Files().Reconcile(ctx, testkit.Actor(access.Operator)); err != nil {
		h.t.Error(err)
	}
}

// readable checks that the marks were there to be found: the page of a file shows
// them, and the search finds them in it.
func (h *marked) readable(ids ...string) {
	h.t.Helper()
	for _, id := range ids {
		found := 0
		for _, role := range []access.Role{access.Worker, access.Supervisor} {
			h.sit(role)
			found += len(testkit.FindMark(h.ask("GET", "/u/"+h.unit+"/child/"+id, nil).Body.Bytes()))
		}
		if found == 0 {
			h.t.Errorf("nobody reads a mark in %s", id)
		}
	}
}

func (h *marked) reached(tables ...string) bool {
	for _, table := range tables {
		var n int
		if err := h.Raw(h.t, store.CaseworkRoom).QueryRow(`SELECT count(*) FROM ` + table).Scan(&n); err != nil || n == 0 {
			h.t.Logf("%s has %d rows: %v", table, n, err)
			return false
		}
	}
	return true
}

// places is everything that lies or goes anywhere. In PostgreSQL a backup holds
// every row of every table, as a dump does.
func (h *marked) places() map[string][]byte {
	h.t.Helper()
	list := map[string][]byte{"the log": h.log.Bytes(), "addresses and cookies": h.heads.Bytes(), "mail": h.mail.Bytes()}
	var data, keys bytes.Buffer
	_, err := store.Backup(ctx, testkit.Grant(h.t, access.MakeBackup), &data, h.Committee, h.Casework)
	if err == nil {
		_, err = store.BackupKeys(ctx, testkit.Grant(h.t, access.KeepFileKeys), &keys, h.Keys)
	}
	if err != nil {
		h.t.Fatal(err)
	}
	list["a backup of the data"], list["a backup of the keys"] = data.Bytes(), keys.Bytes()
	for room, at := range h.URL {
		if strings.HasPrefix(at, "postgres") {
			continue
		}
		for _, end := range []string{"", "-wal", "-shm"} {
			if list[string(room)+".db"+end], err = os.ReadFile(at + end); err != nil {
				h.t.Fatal(err)
			}
		}
	}
	copies, _ := filepath.Glob(filepath.Join(h.conf.Backups, "*"))
	for _, name := range copies {
		if list["a copy on the server, "+filepath.Base(name)], err = os.ReadFile(name); err != nil {
			h.t.Fatal(err)
		}
	}
	return list
}

// sit lets somebody of the unit ask.
func (h *marked) sit(role access.Role) {
	h.as = web.Visitor{Actor: h.people[h.unit+string(role)], Name: "Dikush", FactorAt: h.Committee.Now().Add(-time.Minute)}
}

// sessionOver sends a form after signing out: the page keeps what was typed, and
// nothing else does.
func (h *marked) sessionOver() {
	h.as = web.Visitor{}
	h.ask("POST", "/u/"+h.unit+"/child/new", url.Values{"name-given": {h.mark()}})
	h.ask("POST", "/u/"+h.unit+"/sighting/new", url.Values{"note": {h.mark()}})
}
