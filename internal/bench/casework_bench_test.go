package bench

import (
	"testing"
	"time"

	"tryeza/internal/child"
)

// BenchmarkCasework measures the casework of 20 units with 5,000 files and 50,000
// sightings each: one person at a time, each look and save on the disk before
// its answer.
func BenchmarkCasework(b *testing.B) {
	now := time.Now()
	c := openCaseload(seededCasework(b, heavy, now), heavy, now)
	committee, units := c.busiest()
	half := lastHalf(now)
	for _, x := range []struct {
		name    string
		times   int
		prepare func() func() error
	}{
		{"open", 300, func() func() error {
			d, who, id := c.one(b)
			return func() error { return c.open(b, d, who, id, func(f *child.File) { f.Items() }) }
		}},
		{"near", 50, func() func() error { return c.typed(b) }},
		{"mine", 50, func() func() error { return func() error { _, err := c.list(b); return err } }},
		{"start", 100, func() func() error { return func() error { return c.start(b) } }},
		{"sighting", 300, func() func() error { return func() error { return c.record(b) } }},
		{"week", 100, func() func() error { return func() error { _, err := c.week(b); return err } }},
		{"flow", 10, func() func() error { return func() error { _, _, err := c.flow(b, committee, half); return err } }},
		{"chapter", 10, func() func() error { return func() error { _, err := c.chapter(b, committee, half); return err } }},
	} {
		b.Run(x.name, func(b *testing.B) { each(b, x.times, x.prepare) })
	}
	b.Logf("%d units in %s", units, committee)
}

// typed looks for duplicates of a child that has a file, its name misspelled
// half of the time, or of one that has none.
func (c *caseload) typed(b testing.TB) func() error {
	d, who, id := c.one(b)
	k := c.knownOf(b, d, who, id)
	switch c.rand.IntN(4) {
	case 0:
		k = child.Known{Names: []child.Name{{Given: "Shembull", Family: "Provë"}}, Birth: child.Birth{Year: 2014}, Phones: []string{"069 0000000"}}
	case 1, 2:
		n := k.Names[0]
		n.Given = n.Given[1:]
		k.Names = []child.Name{n}
	}
	return func() error { _, err := c.near(b, d, k); return err }
}

// each does something n times in every round. What it prepares is not timed.
func each(b *testing.B, n int, prepare func() func() error) {
	var all []time.Duration
	var processor time.Duration
	for b.Loop() {
		for range n {
			do := prepare()
			start, before := time.Now(), processorTime(b)
			if err := do(); err != nil {
				b.Fatal(err)
			}
			all, processor = append(all, time.Since(start)), processor+processorTime(b)-before
		}
	}
	b.ReportMetric(float64(processor.Microseconds())/1000/float64(len(all)), "cpu-ms")
	percentiles(b, "", all)
}
