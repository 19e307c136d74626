package bench

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/figure"
	"tryeza/internal/linkage"
	"tryeza/internal/sighting"
	"tryeza/internal/statistics"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// A caseload is the seeded casework with those who work on it.
type caseload struct {
	load
	files child.Files
	desks []*desk
	rand  *rand.Rand
	now   time.Time
	own   map[string][]string // files by worker
	names map[string]child.Known
}

var background = context.Background()

func openCaseload(files child.Files, z load, now time.Time) *caseload {
	return &caseload{load: z, files: files, desks: desksOf(z.units), rand: rand.New(rand.NewPCG(5, 6)), now: now, own: map[string][]string{}, names: map[string]child.Known{}}
}

// somebody is a worker of any unit.
func (c *caseload) somebody() (*desk, string) {
	d := c.desks[c.rand.IntN(len(c.desks))]
	return d, d.worker(c.rand.IntN(c.workers()))
}

// list is the list of a worker's own files.
func (c *caseload) list(t testing.TB) ([]child.Entry, error) {
	d, who := c.somebody()
	return c.files.Caseload(background, inUnit(t, d, access.Worker, who, access.OpenFiles))
}

// filesOf are the files that a worker is in the team of.
func (c *caseload) filesOf(t testing.TB, d *desk, who string) []string {
	t.Helper()
	if len(c.own[who]) == 0 {
		list, err := c.files.Caseload(background, inUnit(t, d, access.Worker, who, access.OpenFiles))
		if err != nil || len(list) == 0 {
			t.Fatalf("%s has %d files (%v)", who, len(list), err)
		}
		for _, e := range list {
			c.own[who] = append(c.own[who], e.ID)
		}
	}
	return c.own[who]
}

// one is a file that somebody works on.
func (c *caseload) one(t testing.TB) (d *desk, who, id string) {
	d, who = c.somebody()
	list := c.filesOf(t, d, who)
	return d, who, list[c.rand.IntN(len(list))]
}

// open opens a file for work, with all there is in it.
func (c *caseload) open(t testing.TB, d *desk, who, id string, read func(f *child.File)) error {
	g := inUnit(t, d, access.Worker, who, access.OpenFiles)
	return c.files.Open(background, g, child.Ask{ID: id, Purpose: child.Care}, func(_ *store.Tx, f *child.File) error {
		read(f)
		return nil
	})
}

// knownOf is what a file knows of its child, as somebody types it who does not
// know that there is a file.
func (c *caseload) knownOf(t testing.TB, d *desk, who, id string) child.Known {
	k, ok := c.names[id]
	if !ok {
		if err := c.open(t, d, who, id, func(f *child.File) { k = child.KnownOf(f) }); err != nil {
			t.Fatal(err)
		}
		c.names[id] = k
	}
	return k
}

// near looks for likely duplicates of a child.
func (c *caseload) near(t testing.TB, d *desk, k child.Known) ([]linkage.Match, error) {
	return linkage.Find(background, c.files, inUnit(t, d, access.Worker, "worker00-"+d.id, access.NearFiles), k)
}

// record writes a sighting as a phone sends it; one in five with a note.
func (c *caseload) record(t testing.TB) error {
	d := c.desks[c.rand.IntN(len(c.desks))]
	g := inUnit(t, d, access.FieldWorker, fmt.Sprintf("field%d-%s", c.rand.IntN(6), d.id), access.RecordSightings)
	s := sighting.Sighting{ID: c.files.DB.NewID(), Version: 1, On: text.DayOf(c.now), Band: "noon", Place: "beach", Municipality: d.municipality, Activity: "begging",
		Company: "alone", Age: "6-13", Sex: "m", Origin: "53", OriginKnown: "said", Done: "talk", Team: "unit"}
	note := ""
	if c.rand.IntN(5) == 0 {
		note = "Tha se vjen çdo ditë me autobus."
	}
	return sighting.Record(background, c.files, g, s, note)
}

// week lists what a unit saw in a week.
func (c *caseload) week(t testing.TB) (list []sighting.Sighting, err error) {
	d, end := c.desks[c.rand.IntN(len(c.desks))], c.now.AddDate(0, 0, -c.rand.IntN(c.days-7))
	err = c.files.DB.View(background, inUnit(t, d, access.FieldWorker, "field0-"+d.id, access.ReadSightings), store.Subject{}, func(tx *store.Tx) error {
		list, err = sighting.Between(tx, text.DayOf(end.AddDate(0, 0, -6)), text.DayOf(end))
		return err
	})
	return list, err
}

// write adds a note to a file that is open.
func (c *caseload) write(t testing.TB) error {
	var d *desk
	var who, id string
	for state := child.Closed; state != child.Opened; {
		d, who, id = c.one(t)
		if err := c.open(t, d, who, id, func(f *child.File) { state = f.State }); err != nil {
			return err
		}
	}
	g := inUnit(t, d, access.Worker, who, access.WriteFiles)
	return c.files.Change(background, g, child.Ask{ID: id, Purpose: child.Care}, func(tx *store.Tx, f *child.File) error {
		f.Add(tx, child.Note{Text: "U bisedua me mësuesen."})
		return nil
	})
}

// start opens a new file.
func (c *caseload) start(t testing.TB) error {
	d, who := c.somebody()
	g := inUnit(t, d, access.Worker, who, access.StartFiles)
	_, err := c.files.Start(background, g, func(tx *store.Tx, f *child.File) error {
		f.Add(tx, child.Name{Given: "Shembull"})
		f.Add(tx, child.Birth{Year: 2015, Estimated: true})
		f.Add(tx, child.Contact{Phone: "069 0000000"})
		return nil
	})
	return err
}

// busiest is the committee with the most units, and how many those are.
func (c *caseload) busiest() (committee string, units int) {
	of := map[string]int{}
	for _, d := range c.desks {
		if of[d.committee]++; of[d.committee] > units {
			committee, units = d.committee, of[d.committee]
		}
	}
	return committee, units
}

// flow counts where the children of a half-year come from and where they were
// seen.
func (c *caseload) flow(t testing.TB, committee string, p figure.Period) (said, children statistics.Table, err error) {
	err = c.files.DB.View(background, inHatch(t, committee), store.Subject{}, func(tx *store.Tx) error {
		said, children, err = statistics.Flow(tx, statistics.Question{From: p.Start(), To: p.End(), Rules: tourism})
		return err
	})
	return said, children, err
}

// chapter counts all that an analysis says of the half-year and of the same one
// before, and withholds what is small.
func (c *caseload) chapter(t testing.TB, committee string, p figure.Period) (statistics.Chapter, error) {
	return statistics.NewChapter(background, c.files.DB, inHatch(t, committee), p, tourism, tourism, c.spans(committee, p)...)
}

// spans are the programmes that the seed enrols children of a committee in: those
// of the year and of the one before.
func (c *caseload) spans(committee string, p figure.Period) (list []statistics.Span) {
	for _, d := range c.desks {
		for year := p.Year() - 1; year <= p.Year() && d.committee == committee; year++ {
			list = append(list, statistics.Span{Municipality: d.municipality, From: fmt.Sprintf("%d-05-05", year), To: fmt.Sprintf("%d-05-28", year)})
		}
	}
	return list
}

var tourism = statistics.Rules{SeasonStart: "05-15", SeasonEnd: "09-30", Threshold: 5}

func counted(sightings, children int) string { return fmt.Sprint(sightings, " ", children) }
