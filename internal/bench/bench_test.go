package bench

import (
	"bytes"
	"context"
	"database/sql"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/analysis"
	"tryeza/internal/app"
	"tryeza/internal/code"
	"tryeza/internal/document"
	"tryeza/internal/notify"
	"tryeza/internal/store"
)

// serveHere serves the room at path from this process.
func serveHere(t testing.TB, path string, z size, now time.Time) (*site, *sql.DB) {
	t.Helper()
	ctx := context.Background()
	db := openRoom(t, path, now)
	casework, err := store.Open(ctx, store.CaseworkRoom, filepath.Join(filepath.Dir(path), "casework.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { casework.Close() })
	server := httptest.NewServer(app.New(app.Config{Committee: db, Casework: casework, Backups: t.TempDir()}))
	t.Cleanup(server.Close)
	raw := openRaw(t, path)
	return visit(t, raw, server.URL, z, now), raw
}

// perUser is how often each user does a thing in one measurement.
const perUser = 40

// BenchmarkPages measures each page and save over HTTP while 16 users ask for
// nothing else, without a pause between an answer and the next request: more
// than 16 people can do, and what shows first that a page has become slow.
func BenchmarkPages(b *testing.B) {
	now := time.Now()
	s, _ := serveHere(b, seeded(b, full, now), full, now)
	for _, p := range pages {
		b.Run(p.name, func(b *testing.B) {
			measure(b, func(user int) (asker, error) { return s.looking(p, user) })
		})
	}
	for _, v := range saves {
		b.Run(v.name, func(b *testing.B) {
			measure(b, func(user int) (asker, error) { return s.typing(v, user) })
		})
	}
	for _, t := range turns {
		b.Run(t.name, func(b *testing.B) {
			measure(b, func(user int) (asker, error) { return s.taking(t, user) })
		})
	}
}

// BenchmarkRemind does the morning of one day after the other: each committee is
// reminded of all that is due, late, or to be raised further up.
func BenchmarkRemind(b *testing.B) {
	day := noon(time.Now())
	db := openRoom(b, seeded(b, full, day), day)
	notices := mornings(db)
	for b.Loop() {
		if err := notices.RemindAll(context.Background()); err != nil {
			b.Fatal(err)
		}
		day = day.AddDate(0, 0, 1)
		db.Now = func() time.Time { return day }
	}
}

// noon is an hour at which the morning is over.
func noon(t time.Time) time.Time { return t.Truncate(24 * time.Hour).Add(12 * time.Hour) }

// mornings is what reminds, with a mail server to be written for.
func mornings(db *store.DB) *notify.Service {
	return app.Notices(app.Config{Committee: db, Mail: true, Address: "https://tryeza.example", From: "tryeza@tryeza.example"})
}

func measure(b *testing.B, prepare func(user int) (asker, error)) {
	var all []time.Duration
	start, before := time.Now(), processorTime(b)
	for b.Loop() {
		list, err := together(perUser, prepare)
		if err != nil {
			b.Fatal(err)
		}
		for _, a := range list {
			all = append(all, a.took)
		}
	}
	b.ReportMetric(float64(len(all))/time.Since(start).Seconds(), "requests/s")
	b.ReportMetric(float64((processorTime(b)-before).Microseconds())/1000/float64(len(all)), "cpu-ms/request")
	percentiles(b, "", all)
}

// processorTime is what this process has used, those who ask included. Unlike
// the other times it is nearly the same when the machine has more to do.
func processorTime(t testing.TB) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// percentiles reports the median, the 95th percentile and the longest of all
// answers, in milliseconds.
func percentiles(b *testing.B, kind string, all []time.Duration) {
	slices.Sort(all)
	at := func(share float64) float64 {
		return float64(all[int(share*float64(len(all)-1))].Microseconds()) / 1000
	}
	b.ReportMetric(at(0.50), kind+"p50-ms")
	b.ReportMetric(at(0.95), kind+"p95-ms")
	b.ReportMetric(at(1), kind+"max-ms")
	b.ReportMetric(0, "ns/op") // of a batch: says nothing
}

// BenchmarkAnalysis composes the analysis of a half-year from the records, with
// the comparison, and writes it as Word.
func BenchmarkAnalysis(b *testing.B) {
	now := time.Now()
	db := openRoom(b, seeded(b, full, now), now)
	read := func() *analysis.Report {
		var report *analysis.Report
		err := db.View(context.Background(), grant(code.Qarqe[0], access.ReadAnalysis), store.Subject{}, func(tx *store.Tx) error {
			a, err := analysis.Latest(tx, lastHalf(now))
			if err == nil {
				report, err = analysis.Read(tx, a)
			}
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
		return report
	}
	b.Run("compose", func(b *testing.B) {
		for b.Loop() {
			read()
		}
	})
	report := read()
	if n := len(report.Figures); n < 100 {
		b.Fatalf("an analysis of %d figures", n)
	}
	b.Run("docx", func(b *testing.B) {
		for b.Loop() {
			var out bytes.Buffer
			if err := document.WriteDOCX(&out, report.Document(), report.Letterhead.Template); err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(out.Len())/1e6, "MB")
		}
	})
}

// BenchmarkVerify recomputes the trail of ten years, of every committee.
func BenchmarkVerify(b *testing.B) {
	now := time.Now()
	db := openRoom(b, seeded(b, full, now), now)
	for b.Loop() {
		faults, n, err := db.Verify(context.Background())
		if err != nil || len(faults) > 0 {
			b.Fatal(err, faults)
		}
		b.ReportMetric(float64(n), "events")
	}
}
