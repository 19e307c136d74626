package demo

import (
	"context"
	"math/rand/v2"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/account"
	"tryeza/internal/analysis"
	"tryeza/internal/app"
	"tryeza/internal/child"
	"tryeza/internal/sighting"
	"tryeza/internal/store"
)

// UnitPeople are those of the two child protection units of the sample; their
// Institution is the municipality of the unit.
var UnitPeople = []Person{
	{supervisor, "Përgjegjësi, NJMF Durrës", access.Supervisor, "", durresTown},
	{worker, "Punonjësi (PMF), NJMF Durrës", access.Worker, "", durresTown},
	{worker2, "Punonjësi i dytë (PMF), NJMF Durrës", access.Worker, "", durresTown},
	{inTheField, "Ekipi i terrenit, NJMF Durrës", access.FieldWorker, "", durresTown},
	{"te-dhenat.durres@shembull.al", "Nëpunësi i të dhënave, NJMF Durrës", access.DPO, "", durresTown},
	{supervisorElbasan, "Përgjegjësi, NJMF Elbasan", access.Supervisor, "", elbasanTown},
	{workerElbasan, "Punonjësi (PMF), NJMF Elbasan", access.Worker, "", elbasanTown},
}

const (
	durresTown, elbasanTown = "10", "15"
	supervisor              = "pergjegjes.durres@shembull.al"
	worker, worker2         = "pmf.durres@shembull.al", "pmf2.durres@shembull.al"
	inTheField              = "terren.durres@shembull.al"
	supervisorElbasan       = "pergjegjes.elbasan@shembull.al"
	workerElbasan           = "pmf.elbasan@shembull.al"
)

// caseworker fills the casework room: children that nobody ever saw.
type caseworker struct {
	ctx      context.Context
	conf     app.Config
	files    child.Files
	accounts *account.Service
	units    map[string]string // municipality → unit
	people   map[string]staffed
	now      time.Time
	rnd      *rand.Rand
	besides  *rand.Rand     // for what the programmes bring
	children []*sampleChild // by number, from 1
}

// Somebody staffed works in a unit.
type staffed struct {
	access.Actor
	unit string
}

// FillCasework fills the casework room of the sample with two child protection
// units and two summers of invented children, each marked as sample. It does
// nothing to a room that has them. The committee room must be filled. Two fresh
// rooms get the same identifiers; what is sealed in them differs, as it must.
func FillCasework(ctx context.Context, conf app.Config) error {
	return newCaseworker(ctx, conf).fill()
}

// newCaseworker sets the clocks of the rooms to the sample's own.
func newCaseworker(ctx context.Context, conf app.Config) *caseworker {
	w := &caseworker{ctx: ctx, conf: conf, files: conf.Files(), units: map[string]string{}, people: map[string]staffed{}, rnd: rand.New(rand.NewPCG(2023, 2)), besides: rand.New(rand.NewPCG(2023, 4))}
	w.accounts = account.New(conf.Committee)
	w.accounts.FoundUnit = conf.FoundUnit
	for i, db := range []*store.DB{conf.Committee, conf.Casework, conf.KeyRoom} {
		db.Now = func() time.Time { return w.now }
		if i > 0 {
			db.Rand = rand.NewChaCha8([32]byte{'c', 'a', 's', 'e', 'w', 'o', 'r', 'k', byte(i)})
		}
	}
	w.now = time.Date(2022, 3, 1, 8, 0, 0, 0, time.UTC)
	return w
}

func (w *caseworker) fill() error {
	if err := w.found(); err != nil {
		return err
	}
	filled, err := w.filled()
	if err == nil && !filled {
		err = w.summers()
	}
	w.now = Now
	if err == nil && !filled {
		err = w.reviewAgain()
	}
	return err
}

// reviewAgain marks the analysis as reviewed with what the units counted in it:
// the committee's part of the sample was reviewed without them.
func (w *caseworker) reviewAgain() error {
	g, err := account.Operator().May(access.ReviewAnalysis, access.Committee(Committee))
	if err != nil {
		return err
	}
	return w.conf.Committee.Change(w.ctx, g, store.Subject{Kind: "analysis", ID: "2023-H1"}, func(tx *store.Tx) error {
		a, err := analysis.Latest(tx, "2023-H1")
		if err != nil {
			return err
		}
		return w.conf.Analyses().Review(w.ctx, tx, a, true)
	})
}

// found founds the units and gives their people their roles.
func (w *caseworker) found() error {
	for _, u := range []account.Unit{
		{Committee: Committee, Municipality: durresTown, Name: "NJMF Durrës", Sample: true},
		{Committee: "elbasan", Municipality: elbasanTown, Name: "NJMF Elbasan", Sample: true},
	} {
		u, err := w.accounts.AddUnit(w.ctx, u)
		if err != nil {
			return err
		}
		w.units[u.Municipality] = u.ID
		if err := w.staff(u); err != nil {
			return err
		}
	}
	return nil
}

func (w *caseworker) staff(u account.Unit) error {
	for _, p := range UnitPeople {
		if p.Institution != u.Municipality {
			continue
		}
		if err := account.DemoPerson(w.ctx, w.conf.Committee, p.Email, p.Office, p.Role, account.UnitPlace(u.ID), ""); err != nil {
			return err
		}
	}
	members, err := account.PeopleOf(w.ctx, w.conf.Committee, u.ID)
	for _, m := range members {
		var a access.Actor
		if err == nil {
			a, _, err = w.accounts.ReaderOf(w.ctx, m.Person)
			w.people[m.Email] = staffed{a, u.ID}
		}
	}
	return err
}

// grant is what somebody of a unit may do in it.
func (w *caseworker) grant(email string, p access.Permission) (access.Grant, error) {
	who := w.people[email]
	return who.May(p, access.Institution(who.unit))
}

// filled reports whether the sample is there already.
func (w *caseworker) filled() (bool, error) {
	g, err := w.grant(inTheField, access.ReadSightings)
	if err != nil {
		return false, err
	}
	var list []sighting.Sighting
	err = w.conf.Casework.View(w.ctx, g, store.Subject{}, func(tx *store.Tx) (err error) {
		list, err = sighting.Between(tx, "2022-01-01", "2023-12-31")
		return err
	})
	return len(list) > 0, err
}
