package bench

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/account"
	"tryeza/internal/analysis"
	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// analyses signs the half-year before last a year ago, with which the last one
// is compared, and leaves the last one to be composed at every look.
func analyses(t testing.TB, db *store.DB, z size, now time.Time) {
	t.Helper()
	last := lastHalf(now)
	for _, q := range code.Qarqe[:z.committees] {
		for _, p := range []figure.Period{last.YearBefore(), last} {
			if err := compose(db, q, p, p != last); err != nil {
				t.Fatalf("%s %s: %v", q.Slug, p, err)
			}
		}
	}
}

// lastHalf is the half-year that ended last, whose analysis is being written.
func lastHalf(now time.Time) figure.Period {
	p, _ := figure.PeriodAt(figure.Half, text.DayOf(now))
	return p.Previous()
}

func compose(db *store.DB, q code.Qark, p figure.Period, sign bool) error {
	var a analysis.Analysis
	step := func(perm access.Permission, f func(*store.Tx) error) error {
		return db.Change(context.Background(), grant(q, perm), store.Subject{Kind: "analysis", ID: string(p)}, f)
	}
	err := step(access.ComposeAnalysis, func(tx *store.Tx) (err error) { a, err = analysis.Open(tx, p); return err })
	if err != nil || !sign {
		return err
	}
	if err := step(access.ReviewAnalysis, func(tx *store.Tx) error { return analysis.Review(tx, a, true) }); err != nil {
		return err
	}
	return step(access.SignAnalysis, func(tx *store.Tx) error {
		a, err := analysis.Latest(tx, p)
		if err == nil {
			_, err = analysis.Sign(tx, a)
		}
		return err
	})
}

// grant is what the operator may do in a committee.
func grant(q code.Qark, p access.Permission) access.Grant {
	g, err := account.Operator().May(p, access.Committee(q.Slug))
	if err != nil {
		panic("bench: the operator may not " + p.String())
	}
	return g
}

// seeded returns a copy of the seeded room, alone in a folder of its own. The
// seed is kept among the temporary files, under the hash of what makes it.
func seeded(t testing.TB, z size, now time.Time) (path string) {
	t.Helper()
	kept := filepath.Join(os.TempDir(), "tryeza-bench-"+recipe(t, z, now), "committee.db")
	if _, err := os.Stat(kept); err != nil {
		seedInto(t, kept, z, now)
	}
	path = filepath.Join(t.TempDir(), "committee.db")
	if err := copyFile(path, kept); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err == nil {
		t.Logf("%d MB", info.Size()>>20)
	}
	return path
}

// seedInto seeds under another name first: a seed that was interrupted is none.
// Seeds made by an older recipe are of no use any more.
func seedInto(t testing.TB, kept string, z size, now time.Time) {
	t.Helper()
	older, _ := filepath.Glob(filepath.Join(os.TempDir(), "tryeza-bench-*")) // the pattern is well formed
	for _, folder := range older {
		os.RemoveAll(folder)
	}
	if err := os.MkdirAll(filepath.Dir(kept), 0o700); err != nil {
		t.Fatal(err)
	}
	fresh := filepath.Join(t.TempDir(), "committee.db")
	fill(t, fresh, z, now)
	if err := copyFile(kept+".new", fresh); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(kept+".new", kept); err != nil {
		t.Fatal(err)
	}
}

// recipe names a seed: the text of the seeder and the migrations, the size and
// the half-year that is open.
func recipe(t testing.TB, z size, now time.Time) string {
	t.Helper()
	h := sha256.New()
	open, _ := figure.PeriodAt(figure.Half, text.DayOf(now))
	fmt.Fprintln(h, z, open)
	for _, pattern := range []string{"seed*_test.go", "world_test.go", "../store/migrations/committee/*.sql"} {
		names, err := filepath.Glob(pattern)
		if err != nil || len(names) == 0 {
			t.Fatalf("%s: nothing to seed from (%v)", pattern, err)
		}
		for _, name := range names {
			b, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			h.Write(b)
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:6])
}

func copyFile(to, from string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		out.Close()
		return err
	}
	return out.Close()
}

// A room is one committee as its pages are asked for: addresses under /k/.
type room struct {
	qark               code.Qark
	plan               string // of this year
	activity           []string
	tasks              []string
	owed               []owedTask // open, of normal priority: to be answered
	planned, plannedOn string     // the meeting whose agenda is made, and its day
	issues             []string
	meetings           []string
	open               string // the round that is open
	returns            []openReturn
	drafted            string // the analysis that is composed at each look
	signed             string
	register           // of prevention
}

// A register is what there is in the registers of prevention.
type register struct {
	programmes, projects, campaigns, sessions []string // up to 200 of each, of all years
	calendar                                  string   // of the last October
	attending                                 []attended
}

// An attended day of a programme can be corrected.
type attended struct{ programme, day string }

// An openReturn can still be filled in; its activities can be saved.
type openReturn struct {
	id, institution string
	activities      []string
}

// An owedTask can be answered by its institution, from the day on it was given.
type owedTask struct{ id, institution, given string }

// look reads the addresses of a committee.
func look(t testing.TB, db *sql.DB, q code.Qark, now time.Time) room {
	t.Helper()
	half, _ := figure.PeriodAt(figure.Half, text.DayOf(now))
	k := room{qark: q}
	list := func(text string, args ...any) []string { return column(t, db, text, append([]any{q.Slug}, args...)...) }
	k.plan = list(`SELECT id FROM plan WHERE committee_id = ? AND year = ?`, half.Year())[0]
	k.activity = list(`SELECT id FROM plan_activity WHERE committee_id = ? AND plan_id = ? ORDER BY id LIMIT 200`, k.plan)
	k.tasks = list(`SELECT id FROM task WHERE committee_id = ? ORDER BY id LIMIT 200`)
	for _, id := range list(`SELECT id FROM task WHERE committee_id = ? AND state = 'open' AND priority = 'normal' ORDER BY id LIMIT 200`) {
		of := func(column string) string {
			return list(`SELECT `+column+` FROM task WHERE committee_id = ? AND id = ?`, id)[0]
		}
		k.owed = append(k.owed, owedTask{id, of("owner_id"), of("given_on")})
	}
	k.planned = list(`SELECT id FROM meeting WHERE committee_id = ? AND state = 'planned'`)[0]
	k.plannedOn = list(`SELECT held_on FROM meeting WHERE committee_id = ? AND id = ?`, k.planned)[0]
	k.issues = list(`SELECT id FROM issue WHERE committee_id = ? ORDER BY id LIMIT 200`)
	k.meetings = list(`SELECT id FROM meeting WHERE committee_id = ? ORDER BY id LIMIT 200`)
	k.open = list(`SELECT id FROM reporting_round WHERE committee_id = ? AND period = ?`, string(half))[0]
	k.drafted = list(`SELECT id FROM analysis WHERE committee_id = ? AND state = 'draft'`)[0]
	k.signed = list(`SELECT id FROM analysis WHERE committee_id = ? AND state = 'signed'`)[0]
	k.register = lookUp(list)
	for _, id := range list(`SELECT id FROM reporting_return WHERE committee_id = ? AND round_id = ? AND state = 'draft' ORDER BY id`, k.open) {
		k.returns = append(k.returns, openReturn{
			id: id, institution: list(`SELECT institution_id FROM reporting_return WHERE committee_id = ? AND id = ?`, id)[0],
			activities: list(`SELECT activity_id FROM reporting_item WHERE committee_id = ? AND return_id = ? ORDER BY id`, id),
		})
	}
	return k
}

// lookUp reads the addresses of the registers.
func lookUp(list func(text string, args ...any) []string) register {
	x := register{
		programmes: list(`SELECT id FROM programme WHERE committee_id = ? ORDER BY id LIMIT 200`),
		projects:   list(`SELECT id FROM employment_project WHERE committee_id = ? ORDER BY id LIMIT 200`),
		campaigns:  list(`SELECT id FROM campaign_activity WHERE committee_id = ? ORDER BY id LIMIT 200`),
		sessions:   list(`SELECT id FROM training_session WHERE committee_id = ? ORDER BY id LIMIT 200`),
		calendar:   list(`SELECT id FROM campaign_calendar WHERE committee_id = ? ORDER BY starts_on DESC LIMIT 1`)[0],
	}
	const days = `SELECT subject_id || ' ' || day FROM register_count WHERE committee_id = ? AND what = 'attended' AND part = '' ORDER BY id LIMIT 200`
	for _, s := range list(days) {
		programme, day, _ := strings.Cut(s, " ")
		x.attending = append(x.attending, attended{programme, day})
	}
	return x
}

func column(t testing.TB, db *sql.DB, text string, args ...any) []string {
	t.Helper()
	rows, err := db.Query(text, args...)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var list []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		list = append(list, s)
	}
	if err := rows.Err(); err != nil || len(list) == 0 {
		t.Fatalf("%s %v: no rows (%v)", text, args, err)
	}
	return list
}
