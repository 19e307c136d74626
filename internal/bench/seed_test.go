// Package bench measures Tryeza with as much data as twelve committees gather
// in ten years: how long pages, saves and analyses take, how soon the program
// answers after it was started, and how much memory it needs.
//
// It holds tests only. In the ordinary run they work on a small seed and ask
// whether everything answers; times are taken by make bench alone.
package bench

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/account"
	"tryeza/internal/code"
	"tryeza/internal/committee"
	"tryeza/internal/figure"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// A size says how much is seeded.
type size struct {
	committees, halves, institutions int
	reported                         int // activities each half-year asks about, in one committee
}

var (
	full = size{committees: 12, halves: 20, institutions: 25, reported: 625}
	tiny = size{committees: 2, halves: 4, institutions: 6, reported: 60}
)

// A seeder writes a committee's years as people would have written them, in SQL
// of its own: through the program it would take days.
type seeder struct {
	size
	now  time.Time
	rand *rand.Rand
	db   *sql.DB
	err  error // the first failure; nothing is written after it
	rows map[string]int

	tx     *sql.Tx // of the committee and year being filled
	stmts  map[string]*sql.Stmt
	qark   code.Qark
	chain  store.Event // the last event of its trail
	body               // its institutions
	loop   loop        // what became of its meetings
	school             // its procedures
}

// fill seeds the committee room at path, which must not exist yet.
func fill(t testing.TB, path string, z size, now time.Time) {
	t.Helper()
	ctx, start := context.Background(), time.Now()
	db := openRoom(t, path, now)
	for _, q := range code.Qarqe[:z.committees] {
		if err := people(ctx, db, q, z.institutions); err != nil {
			t.Fatal(err)
		}
	}
	s := &seeder{size: z, now: now, rand: rand.New(rand.NewPCG(1, 2)), rows: map[string]int{}, db: openRaw(t, path)}
	for _, q := range code.Qarqe[:z.committees] {
		s.committee(q)
	}
	if s.err != nil {
		t.Fatal(s.err)
	}
	analyses(t, db, z, now)
	s.must(s.db.Exec(`PRAGMA wal_checkpoint(TRUNCATE)`))
	t.Logf("seeded in %s: %d activities reported, %d observations, %d meetings, %d tasks, %d problems, %d mails, %d numbers of registers, %d audit events",
		time.Since(start).Round(time.Millisecond), s.rows["reporting_item"], s.rows["reporting_value"],
		s.rows["meeting"], s.rows["task"], s.rows["issue"], s.rows["notify_outbox"], s.rows["register_count"], s.rows["audit_event"])
}

// openRoom opens the committee room with its clock at now.
func openRoom(t testing.TB, path string, now time.Time) *store.DB {
	t.Helper()
	db, err := store.Open(context.Background(), store.CommitteeRoom, path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	start := time.Now()
	db.Now = func() time.Time { return now.Add(time.Since(start)) }
	return db
}

// openRaw opens the same file past the store, and does not wait for the disk.
func openRaw(t testing.TB, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=foreign_keys(1)&_pragma=busy_timeout(10000)&_pragma=synchronous(off)&_pragma=cache_size(-64000)")
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { db.Close() })
	return db
}

// people founds a committee and gives it its secretary, chair, auditor, and a
// focal point for each institution, who can be known only by their office.
func people(ctx context.Context, db *store.DB, q code.Qark, institutions int) error {
	if err := committee.Found(ctx, db, account.Operator(), q, false); err != nil {
		return err
	}
	for _, role := range []access.Role{access.Secretary, access.Chair, access.Auditor} {
		if err := account.DemoPerson(ctx, db, mail(q, role), string(role), role, q.Slug, ""); err != nil {
			return err
		}
	}
	for i := range institutions {
		if err := account.DemoPerson(ctx, db, focalMail(q, i), "focal point", access.FocalPoint, q.Slug, institutionID(q, i)); err != nil {
			return err
		}
	}
	return nil
}

func mail(q code.Qark, role access.Role) string { return fmt.Sprintf("%s@%s.example", role, q.Slug) }

func focalMail(q code.Qark, i int) string { return fmt.Sprintf("focal-%02d@%s.example", i, q.Slug) }

func institutionID(q code.Qark, i int) string { return fmt.Sprintf("%s-%02d", q.Slug, i) }

// halvesUntil lists n half-years in order, the last one that of the day.
func halvesUntil(day string, n int) []figure.Period {
	p, _ := figure.PeriodAt(figure.Half, day)
	list := make([]figure.Period, n)
	for i := range list {
		list[n-1-i], p = p, p.Previous()
	}
	return list
}

// committee fills one committee, a transaction a year.
func (s *seeder) committee(q code.Qark) {
	s.qark = q
	s.scan(s.db.QueryRow(`SELECT seq, hash FROM audit_head WHERE scope_id = ?`, q.Slug), &s.chain.Seq, &s.chain.Hash)
	list := halvesUntil(text.DayOf(s.now), s.halves)
	s.within(func() { s.seats(list[0].Start()); s.procedures(list[0].Start()) })
	s.gatherings(list)
	for year := list[0].Year(); year <= list[len(list)-1].Year(); year++ {
		s.within(func() {
			p := s.plan(year)
			for i, half := range list {
				if half.Year() == year {
					s.months(half)
					s.round(p, half, len(list)-1-i)
				}
			}
			s.registers(p)
			s.mornings(year)
			s.head()
		})
	}
}

// within runs f in a transaction.
func (s *seeder) within(f func()) {
	if s.err != nil {
		return
	}
	s.tx, s.err = s.db.Begin()
	s.stmts = map[string]*sql.Stmt{}
	f()
	if s.err != nil {
		s.tx.Rollback()
		return
	}
	s.err = s.tx.Commit()
}

// put adds one row of the committee; columns are those after its scope.
func (s *seeder) put(table, columns string, values ...any) {
	if s.err != nil {
		return
	}
	s.rows[table]++
	if s.stmts[table] == nil {
		scope := "committee_id"
		if strings.HasPrefix(table, "audit_") {
			scope = "scope_id"
		}
		s.stmts[table], s.err = s.tx.Prepare(fmt.Sprintf("INSERT INTO %s (%s, %s) VALUES (?%s)", table, scope, columns, strings.Repeat(", ?", len(values))))
	}
	if s.err == nil {
		_, s.err = s.stmts[table].Exec(append([]any{s.qark.Slug}, values...)...)
	}
	if s.err != nil {
		s.err = fmt.Errorf("%s: %w", table, s.err)
	}
}

func (s *seeder) must(_ sql.Result, err error) {
	if s.err == nil {
		s.err = err
	}
}

func (s *seeder) scan(row *sql.Row, to ...any) {
	if s.err == nil {
		s.err = row.Scan(to...)
	}
}

// id is an identifier as the store makes them: 16 characters without order.
func (s *seeder) id() string {
	const letters = "abcdefghijkmnpqrstuvwxyz23456789"
	b := make([]byte, 16)
	for i := range b {
		b[i] = letters[s.rand.IntN(len(letters))]
	}
	return string(b)
}

// event adds to the trail what the store would have written.
func (s *seeder) event(at store.Time, verb, kind, subject string, operations ...any) {
	detail, err := json.Marshal(operations)
	s.must(nil, err)
	e := store.Event{Seq: s.chain.Seq + 1, At: at, Actor: "operator", Verb: verb, Kind: kind, Subject: subject, Detail: string(detail), PrevState: s.chain.Hash}
	e.Hash = hashOf(e)
	s.put("audit_event", "seq, at, actor, verb, kind, subject, detail, hash", e.Seq, e.At, e.Actor, e.Verb, e.Kind, e.Subject, e.Detail, e.Hash)
	s.chain = e
}

// head says where the trail stands after a transaction.
func (s *seeder) head() {
	if s.err == nil {
		s.must(s.tx.Exec(`UPDATE audit_head SET seq = ?, hash = ? WHERE scope_id = ?`, s.chain.Seq, s.chain.Hash, s.qark.Slug))
	}
}

// hashOf chains an event as package store does; the store verifies it.
func hashOf(e store.Event) string {
	h := sha256.New()
	for _, part := range []string{e.PrevState, fmt.Sprint(e.Seq), e.At.String(), e.Actor, e.Verb, e.Kind, e.Subject, e.Detail} {
		binary.Write(h, binary.BigEndian, uint64(len(part)))
		h.Write([]byte(part))
	}
	return hex.EncodeToString(h.Sum(nil))
}
