// Package demo fills a fresh database with an invented year and a half of the
// committee of Durrës, marked as sample on every page: what a new user can try
// everything on.
//
// The institutions and the days of meetings are those of public notices of the
// prefecture; every plan row, number, problem and word of a return is invented.
// It does everything through the features, as their users would, and nothing of
// it is used anywhere else.
package demo

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/account"
	"tryeza/internal/code"
	"tryeza/internal/committee"
	"tryeza/internal/store"
)

// Now is the moment the sample ends at: a working morning after the first half
// of 2023, with one return missing, the analysis in review, and those called to
// the meeting that is to look at it.
var Now = time.Date(2023, 7, 18, 7, 30, 0, 0, time.UTC)

// Committee is the ID of the sample committee.
const Committee = "durres"

// A Person of the sample: an office, not a name.
type Person struct {
	Email, Office string
	Role          access.Role
	Scope         string // committee, "*" or "system"
	Institution   string
}

// Those of People whom the sample names.
const (
	secretary  = "sekretar@shembull.al"
	tableChair = "tryeza@shembull.al"
)

// People are at least one for each role.
var People = []Person{
	{secretary, "Sekretari i Komitetit", access.Secretary, Committee, ""},
	{"kryetar@shembull.al", "Kryetari i Komitetit", access.Chair, Committee, ""},
	{tableChair, "Kryetari i Tryezës Teknike", access.TableChair, Committee, ""},
	{"drejtues@shembull.al", "Drejtuesi, Bashkia Durrës", access.Head, Committee, "bashkia-durres"},
	{"njmf@shembull.al", "Pika e kontaktit, NJMF Krujë", access.FocalPoint, Committee, "njmf-kruje"},
	{"ojf@shembull.al", "Pika e kontaktit, World Vision", access.NGOPoint, Committee, "world-vision"},
	{"policia@shembull.al", "Pika e kontaktit, Policia", access.FocalPoint, Committee, "policia"},
	{"punesimi@shembull.al", "Pika e kontaktit, Punësimi", access.FocalPoint, Committee, "punesimi"},
	{"inspektoriati@shembull.al", "Pika e kontaktit, Inspektoriati i Punës", access.FocalPoint, Committee, "inspektoriati"},
	{"koordinator@shembull.al", "Zyra e Koordinatorit Kombëtar", access.Coordinator, "*", ""},
	{"auditues@shembull.al", "Audituesi", access.Auditor, Committee, ""},
	{"mbrojtja@shembull.al", "Nëpunësi për mbrojtjen e të dhënave", access.DPO, Committee, ""},
	{"administrator@shembull.al", "Administratori", access.Administrator, "system", ""},
}

// Fill fills the committee room. It does nothing to one that has the sample
// committee already. Filling two fresh databases gives the same data in both:
// clock and identifiers are the sample's own, and stay so on db.
func Fill(ctx context.Context, db *store.DB) error {
	f := newFiller(ctx, db)
	db.Now = func() time.Time { return f.now }
	db.Rand = rand.NewChaCha8([32]byte{'t', 'r', 'y', 'e', 'z', 'a'})
	f.at("2022-01-20")
	durres, ok := code.FindQark(Committee)
	if !ok {
		return errors.New("demo: no qark " + Committee)
	}
	err := committee.Found(ctx, db, f.actor, durres, true)
	if errors.Is(err, store.ErrExists) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, step := range []func() error{f.institutions, f.people, f.year2022, f.spring, f.summer} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (f *filler) institutions() error {
	return f.change(access.ManageCommittee, "institution", "", func(tx *store.Tx) error {
		for i, x := range institutions {
			inst := committee.Institution{ID: x.id, Kind: x.kind, Sector: x.sector, Municipality: x.town, Position: int64(i + 1)}
			if err := addInstitution(tx, inst, x); err != nil {
				return err
			}
		}
		return nil
	})
}

func addInstitution(tx *store.Tx, inst committee.Institution, x institution) error {
	first := committee.Name{Name: x.name, Short: x.short}
	if x.before != "" {
		first = committee.Name{Name: x.before}
	}
	if err := committee.AddInstitution(tx, inst, first); err != nil {
		return err
	}
	if x.before != "" {
		if err := committee.Rename(tx, inst.ID, committee.Name{Name: x.name, Short: x.short, From: dayAfter(x.until)}); err != nil {
			return err
		}
	}
	if x.alias != "" {
		return committee.AddAlias(tx, inst.ID, x.alias)
	}
	return nil
}

func dayAfter(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		panic("demo: " + err.Error())
	}
	return t.AddDate(0, 0, 1).Format(time.DateOnly)
}

func (f *filler) people() error {
	for _, p := range People {
		if err := account.DemoPerson(f.ctx, f.db, p.Email, p.Office, p.Role, p.Scope, p.Institution); err != nil {
			return err
		}
	}
	return nil
}

// order seats the institutions from a day on. The number is the sample's own.
func (f *filler) order(day, number string) error {
	id := "urdhri-" + day[:4]
	return f.change(access.ManageCommittee, "order", id, func(tx *store.Tx) error {
		o := committee.Order{ID: id, Number: number, Dated: day, From: day,
			Title: "Për krijimin e Komitetit Rajonal Antitrafik dhe të Tryezës Teknike", LegalBasis: "Urdhri i Kryeministrit për komitetet rajonale; për t'u konfirmuar"}
		if err := committee.Succeed(tx, o); err != nil {
			return err
		}
		for _, x := range institutions {
			if err := seat(tx, o.ID, x.id, "committee", x.committee); err != nil {
				return err
			}
			if err := seat(tx, o.ID, x.id, "table", x.table); err != nil {
				return err
			}
		}
		return nil
	})
}

func seat(tx *store.Tx, order, institution, body, kind string) error {
	if kind == "" {
		return nil
	}
	return committee.AddSeat(tx, committee.Seat{OrderID: order, InstitutionID: institution, Body: body, Kind: kind})
}
