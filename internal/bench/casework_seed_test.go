package bench

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/account"
	"tryeza/internal/child"
	"tryeza/internal/code"
	"tryeza/internal/seal"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/text"
	"tryeza/internal/unit"
)

// A load says how much casework is seeded.
type load struct {
	units, days      int
	files, sightings int // of each unit
	mine             int // files that one worker is in the team of
}

var (
	heavy = load{units: 20, days: 730, files: 5000, sightings: 50_000, mine: 300}
	light = load{units: 3, days: 730, files: 40, sightings: 400, mine: 10}
)

// A caseworker writes the years of the units as people would have written them,
// day by day, so that what belongs to one file does not lie together. It writes
// in SQL of its own and seals as the program does, which then reads it.
type caseworker struct {
	load
	first time.Time // the day it begins
	today int       // how many days later it is
	ticks time.Duration
	rand  *rand.Rand
	root  seal.Root
	desks []*desk
	err   error // the first failure; nothing is written after it
	rows  map[string]int
	later [][]func() // what is entered on a day, by day

	db    map[store.Room]*sql.DB
	tx    map[store.Room]*sql.Tx
	stmts map[string]*sql.Stmt
	trail map[string]*store.Event // the last event of each chain
}

// A desk is a unit while its files are written.
type desk struct {
	id, committee, municipality string
	index                       *seal.Key
	month                       *seal.Key
	seen                        []subject // the children of its files
	files, sightings            int
}

type subject struct{ file, subject, residence, sex string }

// desksOf are the first units, one for each municipality, qark by qark.
func desksOf(n int) []*desk {
	var list []*desk
	for _, q := range code.Qarqe {
		for _, m := range code.MunicipalitiesOf(q.ISO) {
			list = append(list, &desk{id: fmt.Sprintf("unitofbench%05s", m.Code), committee: q.Slug, municipality: m.Code})
		}
	}
	return list[:n]
}

// rooms opens the casework and its keys in a folder, with the clock at now.
func rooms(t testing.TB, folder string, now time.Time) child.Files {
	t.Helper()
	open := func(room store.Room) *store.DB {
		db, err := store.Open(context.Background(), room, filepath.Join(folder, string(room)+".db"))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { db.Close() })
		db.Now = func() time.Time { return now }
		return db
	}
	keeper, err := account.Operator().May(access.KeepFileKeys, access.Keys)
	if err != nil {
		t.Fatal(err)
	}
	return child.Files{DB: open(store.CaseworkRoom), Keys: child.Vault{DB: open(store.KeyRoom), Root: testkit.Root(), Keeper: keeper}}
}

// fillCasework seeds the casework room and the keys in a folder that has none.
func fillCasework(t testing.TB, folder string, z load, now time.Time) {
	t.Helper()
	start, c := time.Now(), &caseworker{load: z, first: now.AddDate(0, 0, -z.days), rand: rand.New(rand.NewPCG(3, 4)), root: testkit.Root(),
		desks: desksOf(z.units), rows: map[string]int{}, later: make([][]func(), z.days), db: map[store.Room]*sql.DB{}, trail: map[string]*store.Event{}}
	files := rooms(t, folder, now)
	for _, d := range c.desks {
		u := unit.Unit{ID: d.id, Committee: d.committee, Municipality: d.municipality, Name: "NJMF " + d.municipality, Sample: true}
		if err := unit.Found(context.Background(), files.DB, account.Operator(), u); err != nil {
			t.Fatal(err)
		}
	}
	for _, room := range []store.Room{store.CaseworkRoom, store.KeyRoom} {
		c.db[room] = openRaw(t, filepath.Join(folder, string(room)+".db"))
		c.must(c.db[room].Exec(`PRAGMA foreign_keys = off; PRAGMA cache_size = -400000`))
	}
	indexes := c.dropIndexes()
	c.all()
	for _, text := range indexes {
		c.must(c.db[store.CaseworkRoom].Exec(text))
	}
	for _, db := range c.db {
		c.must(db.Exec(`PRAGMA wal_checkpoint(TRUNCATE)`))
	}
	if c.err != nil {
		t.Fatal(c.err)
	}
	t.Logf("seeded in %s: %v", time.Since(start).Round(time.Millisecond), c.rows)
}

// dropIndexes takes the indexes of the casework away, and returns how they are
// made again: that is quicker than to keep them while a million rows are added.
func (c *caseworker) dropIndexes() (texts []string) {
	rows, err := c.db[store.CaseworkRoom].Query(`SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL`)
	c.must(nil, err)
	var names []string
	for err == nil && rows.Next() {
		var name, text string
		c.must(nil, rows.Scan(&name, &text))
		names, texts = append(names, name), append(texts, text)
	}
	for _, name := range names {
		c.must(c.db[store.CaseworkRoom].Exec(`DROP INDEX ` + name))
	}
	return texts
}

// all writes the days one after the other, a transaction a month.
func (c *caseworker) all() {
	for _, d := range c.desks {
		c.trail[d.id] = c.head(store.CaseworkRoom, d.id)
	}
	c.trail[access.Keys.ID] = &store.Event{}
	for day := range c.days {
		if day == 0 || c.date(day)[:7] != c.date(day - 1)[:7] {
			c.commit()
			c.begin()
			c.months(day)
		}
		c.today = day
		for _, enter := range c.later[day] {
			enter()
		}
		c.later[day] = nil
		for _, d := range c.desks {
			c.day(d, day)
		}
	}
	c.commit()
}

// day writes what a unit recorded on a day: files and sightings come evenly.
func (c *caseworker) day(d *desk, day int) {
	for ; d.files < c.files*(day+1)/c.days; d.files++ {
		c.file(d, day)
	}
	for ; d.sightings < c.sightings*(day+1)/c.days; d.sightings++ {
		c.sighting(d, day)
	}
}

func (c *caseworker) date(day int) string { return text.DayOf(c.first.AddDate(0, 0, day)) }

// at is an instant of a day, a later one each time.
func (c *caseworker) at(day int) store.Time {
	c.ticks++
	noon := c.first.AddDate(0, 0, day).Truncate(24 * time.Hour).Add(9 * time.Hour)
	return store.At(noon.Add(c.ticks * time.Microsecond))
}

func (c *caseworker) begin() {
	c.tx, c.stmts = map[store.Room]*sql.Tx{}, map[string]*sql.Stmt{}
	for room, db := range c.db {
		tx, err := db.Begin()
		c.must(nil, err)
		c.tx[room] = tx
	}
}

// commit also says where the trails stand.
func (c *caseworker) commit() {
	for room, tx := range c.tx {
		for scope, e := range c.trail {
			if c.err == nil && (scope == access.Keys.ID) == (room == store.KeyRoom) {
				c.must(tx.Exec(`INSERT INTO audit_head (scope_id, seq, hash) VALUES (?1, ?2, ?3) ON CONFLICT (scope_id) DO UPDATE SET seq = ?2, hash = ?3`, scope, e.Seq, e.Hash))
			}
		}
		if c.err == nil {
			c.must(nil, tx.Commit())
		} else {
			tx.Rollback()
		}
	}
}

// head is the last event of a chain, as far as the next one needs it.
func (c *caseworker) head(room store.Room, scope string) *store.Event {
	var e store.Event
	c.must(nil, c.db[room].QueryRow(`SELECT seq, hash FROM audit_head WHERE scope_id = ?`, scope).Scan(&e.Seq, &e.Hash))
	return &e
}

// put adds a row to a table.
func (c *caseworker) put(table, columns string, values ...any) {
	if c.err != nil {
		return
	}
	room := store.CaseworkRoom
	if table == "child_key" || values[0] == access.Keys.ID {
		room = store.KeyRoom
	}
	c.rows[table]++
	key := string(room) + table
	if c.stmts[key] == nil {
		c.stmts[key], c.err = c.tx[room].Prepare(fmt.Sprintf("INSERT INTO %s (%s) VALUES (?%s)", table, columns, strings.Repeat(", ?", len(values)-1)))
	}
	if c.err == nil {
		_, c.err = c.stmts[key].Exec(values...)
	}
	if c.err != nil {
		c.err = fmt.Errorf("%s: %w", table, c.err)
	}
}

func (c *caseworker) must(_ sql.Result, err error) {
	if c.err == nil {
		c.err = err
	}
}

// event adds to a trail what the store would have written, in fewer words.
func (c *caseworker) event(scope string, at store.Time, who, verb, kind, id string) {
	last := c.trail[scope]
	e := store.Event{Seq: last.Seq + 1, At: at, Actor: who, Verb: verb, Kind: kind, Subject: id, Detail: "[]", PrevState: last.Hash}
	e.Hash = hashOf(e)
	c.put("audit_event", "scope_id, seq, at, actor, verb, kind, subject, detail, hash", scope, e.Seq, e.At, e.Actor, e.Verb, e.Kind, e.Subject, e.Detail, e.Hash)
	c.trail[scope] = &e
}

// id is an identifier as the store makes them.
func (c *caseworker) id() string { return (&seeder{rand: c.rand}).id() }

// word is one that means nothing, as long as a name.
func (c *caseworker) word() string {
	const consonants, vowels = "bdfgklmnprstvxzq", "aeiouëy"
	var b strings.Builder
	v := []rune(vowels)
	for range 2 + c.rand.IntN(2) {
		fmt.Fprintf(&b, "%c%c", consonants[c.rand.IntN(len(consonants))], v[c.rand.IntN(len(v))])
	}
	return strings.ToUpper(b.String()[:1]) + b.String()[1:]
}

func marshal(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic("bench: " + err.Error()) // only for what JSON cannot hold
	}
	return b
}
