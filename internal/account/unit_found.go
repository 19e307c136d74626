package account

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// firstRoles are those an administrator invites while a unit is without a
// supervisor.
var firstRoles = slices.DeleteFunc(slices.Clone(UnitRoles), func(c code.Code) bool { return !keepsPeople(access.Role(c.Code)) })

// A unitLine is a unit as administrators see it: who looks after it, and nothing
// of what it does.
type unitLine struct {
	Unit
	Supervised, Guarded bool // it has a supervisor, a data protection officer
}

type unitListPage struct {
	web.Page
	Units []unitLine
}

type foundPage struct {
	web.Page
	Municipalities, Institutions []web.Option
	Municipality                 string
}

type unitFirstPage struct {
	web.Page
	Unit   unitLine
	Offers []offer
	Roles  []web.Option
}

var (
	unitListView = web.NewView[unitListPage](files, "unit_list.tmpl")
	foundView    = web.NewView[foundPage](files, "unit_found.tmpl")
	unitView     = web.NewView[unitFirstPage](files, "unit.tmpl", "offers.tmpl")
	sampleHere   = store.Read(`SELECT sample FROM committee WHERE committee_id = $1`)
)

var (
	peopleCrumb = web.Crumb{Label: "Njerëzit dhe detyrat", Path: "/account/people"}
	unitsCrumb  = web.Crumb{Label: "Njësitë për Mbrojtjen e Fëmijëve", Path: "/account/units"}
)

func (l unitLine) MunicipalityName() string { return code.MunicipalityName(l.Municipality) }

func lineOf(tx *store.Tx, u Unit) (unitLine, error) {
	list, err := inOffice(tx, u.ID)
	return unitLine{u, holds(list, "", access.Supervisor), holds(list, "", access.DPO)}, err
}

func (s *Service) unitList(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p := unitListPage{Page: web.NewPage(r, unitsCrumb.Label).With(peopleCrumb)}
	err := s.DB.View(r.Context(), g, store.Subject{}, func(tx *store.Tx) error {
		all, err := store.All(tx, allUnits, (*Unit).fields)
		for _, u := range all {
			if err != nil {
				return err
			}
			var line unitLine
			line, err = lineOf(tx, u)
			p.Units = append(p.Units, line)
		}
		return err
	})
	if err != nil {
		return err
	}
	text.Sort(p.Units, func(l unitLine) string { return l.Name })
	return unitListView.Render(w, r, http.StatusOK, p)
}

// foundForm asks first for the municipality, then for the rest: the institutions
// to choose from are those of its committee.
func (s *Service) foundForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return s.showFound(w, r, http.StatusOK, web.NewForm(r).Set("municipality", r.FormValue("municipality")))
}

func (s *Service) showFound(w http.ResponseWriter, r *http.Request, status int, f *web.Form) error {
	p := foundPage{Page: web.NewPage(r, "Krijoni një njësi").With(peopleCrumb, unitsCrumb).WithForm(f)}
	for _, m := range code.Municipalities {
		p.Municipalities = append(p.Municipalities, web.Option{Value: m.Code, Label: m.Name})
	}
	text.Sort(p.Municipalities, func(o web.Option) string { return o.Label })
	if m := f.Text("municipality"); committeeOf(m) != "" {
		p.Municipality = m
		insts, err := s.institutions(r.Context(), committeeOf(m))
		if err != nil {
			return err
		}
		p.Institutions = insts
	}
	return foundView.Render(w, r, status, p)
}

// committeeOf is the slug of the qark a municipality lies in, "" for one that
// does not exist.
func committeeOf(municipality string) string {
	i := slices.IndexFunc(code.Municipalities, func(m code.Municipality) bool { return m.Code == municipality })
	if i < 0 {
		return ""
	}
	return code.QarkOf(code.Municipalities[i].Qark).Slug
}

// readUnit reads the form of a new unit.
func (s *Service) readUnit(r *http.Request, f *web.Form) (Unit, error) {
	u := Unit{ID: s.DB.NewID(), Municipality: f.Text("municipality"), Name: f.PublicLine("name"), Institution: f.Text("institution")}
	if u.Committee = committeeOf(u.Municipality); u.Committee == "" {
		f.Fail("municipality", "Zgjidhni bashkinë e njësisë.")
		return u, nil
	}
	if u.Name == "" {
		u.Name = nameOfNew(u.Municipality)
	}
	insts, err := s.institutions(r.Context(), u.Committee)
	if u.Institution != "" && optionName(insts, u.Institution) == "" {
		f.Fail("institution", "Zgjidhni një institucion të komitetit, ose asnjë.")
	}
	if err == nil {
		u.Sample, err = s.sample(r.Context(), u.Committee)
	}
	return u, err
}

// sample reports whether what belongs to a committee is invented.
func (s *Service) sample(ctx context.Context, committee string) (sample bool, err error) {
	g, err := door.May(access.ReadMembers, access.Committee(committee))
	if err != nil {
		return s.Demo, err
	}
	err = s.DB.View(ctx, g, store.Subject{}, func(tx *store.Tx) error {
		sample, err = store.Value[bool](tx, sampleHere)
		return err
	})
	if errors.Is(err, store.ErrNotFound) { // a unit may come before its committee
		err = nil
	}
	return sample || s.Demo, err
}

var errTwice = errors.New("the municipality has a unit already")

func (s *Service) foundUnit(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	u, err := s.readUnit(r, f)
	if err != nil {
		return err
	}
	if f.OK() {
		err = s.DB.Change(r.Context(), g, store.Subject{Kind: "unit", ID: u.ID}, func(tx *store.Tx) error { return found(tx, u) })
	}
	if errors.Is(err, errTwice) {
		f.Fail("municipality", "Kjo bashki e ka tashmë njësinë e vet.")
		err = nil
	}
	if err != nil {
		return err
	}
	if !f.OK() {
		return s.showFound(w, r, http.StatusUnprocessableEntity, f)
	}
	s.makeDesk(r.Context(), u)
	return web.Redirect(w, r, "/account/units/"+u.ID, "Njësia u krijua. Ftoni tani përgjegjësin dhe nëpunësin e mbrojtjes së të dhënave.")
}

// found keeps a unit; a municipality has one.
func found(tx *store.Tx, u Unit) error {
	all, err := store.All(tx, allUnits, (*Unit).fields)
	if err == nil && slices.ContainsFunc(all, func(x Unit) bool { return x.Municipality == u.Municipality }) {
		err = errTwice
	}
	if err == nil {
		_, err = tx.Exec(addUnit, u.ID, u.Committee, u.Institution, u.Municipality, u.Name, u.Sample, tx.Now())
	}
	return err
}

// makeDesk asks the room for casework to make the desk of a unit. It may fail:
// it is asked again before anybody is invited, and at every start.
func (s *Service) makeDesk(ctx context.Context, u Unit) {
	if err := s.FoundUnit(ctx, u); err != nil {
		slog.ErrorContext(ctx, "a unit has no desk yet", "unit", u.ID, "err", err)
	}
}

// AddUnit keeps a unit and makes its desk, for samples and the command line. It
// does nothing for a municipality that has one, and returns the one there is.
func (s *Service) AddUnit(ctx context.Context, u Unit) (Unit, error) {
	g, err := Operator().May(access.FoundUnits, access.System)
	if err != nil {
		return u, err
	}
	all, err := Units(ctx, s.DB)
	if err != nil {
		return u, err
	}
	if i := slices.IndexFunc(all, func(x Unit) bool { return x.Municipality == u.Municipality }); i >= 0 {
		return all[i], s.FoundUnit(ctx, all[i])
	}
	u.ID = s.DB.NewID()
	if err := s.DB.Change(ctx, g, store.Subject{Kind: "unit", ID: u.ID}, func(tx *store.Tx) error { return found(tx, u) }); err != nil {
		return u, err
	}
	return u, s.FoundUnit(ctx, u)
}
