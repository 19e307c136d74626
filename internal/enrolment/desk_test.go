package enrolment_test

import (
	"context"
	"net/url"
	"strings"
	"testing"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/enrolment"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/web"
)

const unit = testkit.Unit

var ctx = context.Background()

// A desk is a unit with one open file, the programmes of its committee, and the site.
type desk struct {
	t          testing.TB
	r          testkit.Rooms
	files      child.Files
	site       *testkit.Site
	programmes []enrolment.Programme
	id         string // of the file
}

// The day of testkit.Now is 14 July 2023: camp runs, past is 40 days over, later
// has not begun.
var (
	camp  = enrolment.Programme{ID: "camp", Title: "Kampi veror «Shembull»", Municipality: "10", From: "2023-07-03", To: "2023-07-28"}
	past  = enrolment.Programme{ID: "past", Title: "Qendra ditore «Shembull»", Municipality: "11", From: "2023-05-15", To: "2023-06-04"}
	later = enrolment.Programme{ID: "later", Title: "Kursi «Shembull»", Municipality: "10", From: "2023-08-01", To: "2023-08-20"}
	old   = enrolment.Programme{ID: "old", Title: "Kampi i vjetër «Shembull»", Municipality: "10", From: "2021-07-01", To: "2021-07-31"}
)

func newDesk(t testing.TB, r testkit.Rooms) *desk {
	t.Helper()
	keeper, err := testkit.Actor(access.Operator).May(access.KeepFileKeys, access.Keys)
	if err != nil {
		t.Fatal(err)
	}
	testkit.FoundUnit(t, r, unit, "durres", "10")
	d := &desk{t: t, r: r, files: child.Files{DB: r.Casework, Keys: child.Vault{DB: r.Keys, Root: testkit.Root(), Keeper: keeper}}}
	d.programmes = []enrolment.Programme{camp, past, later, old}
	d.site = testkit.NewSite(t, r.Casework, func(m *web.Mux, _ *store.DB) {
		enrolment.Routes(m, d.files, enrolment.Options{Programmes: func(_ context.Context, committee string) ([]enrolment.Programme, error) {
			if committee != "durres" {
				t.Errorf("programmes of %q are asked for", committee)
			}
			return d.programmes, nil
		}})
	})
	d.id = d.start("Shembull A")
	return d
}

func (d *desk) grant(role access.Role, p access.Permission) access.Grant {
	d.t.Helper()
	g, err := testkit.InUnit(role, unit).May(p, access.Institution(unit))
	if err != nil {
		d.t.Fatal(err)
	}
	return g
}

// start opens a file of a child that is called so.
func (d *desk) start(name string) string {
	d.t.Helper()
	id, err := d.files.Start(ctx, d.grant(access.Worker, access.StartFiles), func(tx *store.Tx, f *child.File) error {
		f.Add(tx, child.Name{Given: name})
		return nil
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return id
}

func (d *desk) as(role access.Role) *testkit.Client { return d.site.As(testkit.InUnit(role, unit)) }

func (d *desk) worker() *testkit.Client { return d.as(access.Worker) }

func (d *desk) at(rest string) string { return "/u/" + unit + "/enrolment/" + d.id + rest }

// form is names and values in turn; a name that ends in ":" is a day.
func form(pairs ...string) url.Values {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if name, ok := strings.CutSuffix(pairs[i], ":"); ok {
			v = (&web.Form{Values: v}).SetDay(name, pairs[i+1]).Values
			continue
		}
		v.Add(pairs[i], pairs[i+1])
	}
	return v
}

// enrol enrols the child and returns the address of the enrolment.
func (d *desk) enrol(programme, on string) string {
	d.t.Helper()
	before := d.links()
	d.worker().Post(d.at(""), form("programme", programme, "on:", on)).Want(303)
	for _, l := range d.links() {
		if !strings.Contains(strings.Join(before, " "), l) {
			return l
		}
	}
	d.t.Fatalf("the child is not enrolled in %s", programme)
	return ""
}

// links lead to the enrolments of the child.
func (d *desk) links() (list []string) {
	d.t.Helper()
	for _, href := range d.worker().Get(d.at("")).Want(200).Attr("main th a", "href") {
		list = append(list, href)
	}
	return list
}

// rows counts, past the store.
func (d *desk) rows(where string) (n int) {
	d.t.Helper()
	if err := d.r.Raw(d.t, store.CaseworkRoom).QueryRow("SELECT count(*) FROM enrolment WHERE " + where).Scan(&n); err != nil {
		d.t.Fatal(err)
	}
	return n
}

// day moves the clock.
func (d *desk) day(day string) {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		d.t.Fatal(err)
	}
	d.r.Casework.Now = func() time.Time { return at.Add(9 * time.Hour) }
	d.r.Keys.Now = d.r.Casework.Now
}
