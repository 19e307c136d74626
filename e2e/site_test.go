package e2e

import (
	"context"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"tryeza/internal/account"
	"tryeza/internal/app"
	"tryeza/internal/demo"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// A site is a running Tryeza with a copy of the sample. Its clock stands at the
// moment the sample ends, and goes on from there.
type site struct {
	t     *testing.T
	URL   string
	db    *store.DB
	ahead atomic.Int64 // of the clock, in nanoseconds
	goes  func()       // takes it off the network
}

func start(t *testing.T) *site {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "data")
	if err := os.CopyFS(dir, os.DirFS(sample)); err != nil {
		t.Fatal(err)
	}
	s := &site{t: t, db: room(t, dir, store.CommitteeRoom)}
	begin := time.Now()
	s.db.Now = func() time.Time { return demo.Now.Add(time.Since(begin) + time.Duration(s.ahead.Load())) }
	keys, err := account.Keys(context.Background(), s.db, testkit.Root())
	if err != nil {
		t.Fatal(err)
	}
	conf := app.Config{Committee: s.db, Keys: keys, Casework: room(t, dir, store.CaseworkRoom), Backups: filepath.Join(dir, "backups"), Demo: true}
	server := httptest.NewServer(app.New(conf))
	t.Cleanup(server.Close)
	s.URL, s.goes = server.URL, func() { server.CloseClientConnections(); server.Close() }
	return s
}

// passes lets time go by.
func (s *site) passes(d time.Duration) { s.ahead.Add(int64(d)) }

func room(t *testing.T, dir string, r store.Room) *store.DB {
	t.Helper()
	db, err := store.Open(context.Background(), r, filepath.Join(dir, string(r)+".db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// The people of the sample, by what they are.
const (
	secretary     = "sekretar@shembull.al"
	chair         = "kryetar@shembull.al"
	focalPoint    = "njmf@shembull.al" // of NJMF Krujë, whose return is missing
	coordinator   = "koordinator@shembull.al"
	auditor       = "auditues@shembull.al"
	administrator = "administrator@shembull.al"
)

// link is the one-click link of a person of the sample.
func (s *site) link(email string) string {
	s.t.Helper()
	path, err := account.DemoLink(context.Background(), s.db, email)
	if err != nil {
		s.t.Fatal(err)
	}
	return path
}

// person signs somebody of the sample in, in a browser of their own.
func (s *site) person(email string) *person {
	s.t.Helper()
	p := s.visitor()
	p.signsIn(email, s)
	return p
}

// signsIn takes the one-click link.
func (p *person) signsIn(email string, s *site) {
	p.t.Helper()
	p.opens(s.link(email))
	p.pressesFirst("Hyr si")
}
