package e2e

import (
	"context"
	"fmt"
	"net/http/httptest"
	"regexp"
	"testing"
	"time"

	"tryeza/internal/account"
	"tryeza/internal/app"
	"tryeza/internal/demo"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// The people of the child protection units of the sample.
const (
	fieldWorker       = "terren.durres@shembull.al"
	caseWorker        = "pmf.durres@shembull.al"
	otherWorker       = "pmf2.durres@shembull.al"
	unitSupervisor    = "pergjegjes.durres@shembull.al"
	elbasanSupervisor = "pergjegjes.elbasan@shembull.al"
	elbasanWorker     = "pmf.elbasan@shembull.al"
)

// What is typed about a child holds the mark, which must not be found again.
const (
	nickname = testkit.Mark
	alike    = "Shembull 29" // a child of the sample that comes from Elbasan, too
	guardian = "Kujdestar 29"
	police   = "Komisariati i Policisë Durrës"
)

// startCasework is start with the casework room of the sample.
func startCasework(t *testing.T) *site {
	t.Helper()
	dir, ctx := t.TempDir(), context.Background()
	conf := app.Config{Committee: room(t, dir, store.CommitteeRoom), Casework: room(t, dir, store.CaseworkRoom), KeyRoom: room(t, dir, store.KeyRoom), Root: testkit.Root(), Demo: true}
	if err := demo.Fill(ctx, conf.Committee); err != nil {
		t.Fatal(err)
	}
	if err := demo.FillCasework(ctx, conf); err != nil {
		t.Fatal(err)
	}
	s, begin := &site{t: t, db: conf.Committee}, time.Now()
	for _, db := range []*store.DB{conf.Committee, conf.Casework, conf.KeyRoom} {
		db.Now = func() time.Time { return demo.Now.Add(time.Since(begin) + time.Duration(s.ahead.Load())) }
	}
	var err error
	if conf.Keys, err = account.Keys(ctx, conf.Committee, testkit.Root()); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(app.New(conf))
	t.Cleanup(server.Close)
	s.URL = server.URL
	return s
}

// The way of a child through the units: seen in the street and recorded on a
// telephone, a file, an assessment, the intersectoral group, a plan, a hand-over
// to where the child lives; and what the committee gets of it. All of it happens
// in one browser that several people use, which afterwards holds nothing of it.
func TestCasework(t *testing.T) {
	s := startCasework(t)
	p, closes := s.shared()
	p.signsIn(fieldWorker, s)
	unit := s.inTheStreet(p)
	p.signsIn(caseWorker, s)
	file := s.opensFile(p, unit)
	s.protects(p)
	s.handsOver(p, unit, file)
	s.enters(p, unit)
	s.counts(s.person(secretary))
	closes()
}

// leaves signs out, and comes as somebody else.
func (p *person) leavesTo(email string, s *site) {
	p.t.Helper()
	p.pressesAbove("Dil")
	p.signsIn(email, s)
}

// soundAt is sound, with the narrow window searched for barriers as well.
func (p *person) soundAt(name string) {
	p.t.Helper()
	p.sound(name)
	if looks%4 == 1 || long {
		return // it was
	}
	p.window(narrow)
	for _, b := range p.barriers() {
		p.t.Errorf("%s (%s), narrow: %s", name, p.at(), b)
	}
	p.window(wide)
}

var unitPath = regexp.MustCompile(`^/u/[a-z2-9]+`)

// unit is the address of the unit whose page is open.
func (p *person) unit() string {
	p.t.Helper()
	u := unitPath.FindString(p.at())
	if u == "" {
		p.t.Fatalf("%s is no page of a unit", p.at())
	}
	return u
}

// row follows the first link of the row of a table that has these words.
func (p *person) row(words string) {
	p.t.Helper()
	p.leads("follow the row of "+words, fmt.Sprintf(`//main//tr[contains(normalize-space(), %q)]//a`, words))
}
