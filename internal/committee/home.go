package committee

import (
	"context"
	"net/http"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

// everyCommittee reads only names: what is on the first page after signing in.
var everyCommittee = store.ReadSystem(`SELECT id, name, sample FROM committee ORDER BY name, id`)

// IDs lists the committees there are, for what the server does in each.
func IDs(ctx context.Context, db *store.DB, a access.Actor) ([]string, error) {
	g, err := a.May(access.ListCommittees, access.System)
	if err != nil {
		return nil, err
	}
	var all []door
	err = db.View(ctx, g, store.Subject{}, func(tx *store.Tx) (err error) {
		all, err = store.All(tx, everyCommittee, func(d *door) []any { return []any{&d.ID, &d.Name, &d.Sample} })
		return err
	})
	ids := make([]string, len(all))
	for i, d := range all {
		ids[i] = d.ID
	}
	return ids, err
}

// A door is a committee or a unit that somebody may enter, and the first page
// there is for them.
type door struct {
	ID, Name string
	Sample   bool
	Path     string
}

type homePage struct {
	web.Page
	Doors   []door
	People  bool        // may grant roles
	Unborn  []code.Qark // qarqe without a committee, for those who may found one
	NoRoles bool
}

var homeView = web.NewView[homePage](files, "home.tmpl")

// home lists the committees and units of the signed-in person; with one alone it
// leads straight there.
func (h handler) home(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	var all []door
	err := h.view(r, g, func(tx *store.Tx) (err error) {
		all, err = store.All(tx, everyCommittee, func(d *door) []any { return []any{&d.ID, &d.Name, &d.Sample} })
		return err
	})
	if err != nil {
		return err
	}
	actor := web.Who(r).Actor
	p := homePage{Page: web.NewPage(r, "Komitetet"), Doors: h.open(actor, all), People: g.Can(access.ListPeople)}
	units, err := h.unitsOf(r, actor)
	if err != nil {
		return err
	}
	if len(units) > 0 {
		p.Title = web.T(r, "Komitetet dhe njësitë")
		p.Doors = append(p.Doors, units...)
	}
	if p.People {
		p.Unborn = unborn(actor, all)
	}
	if len(p.Doors) == 1 && !p.People {
		return web.Redirect(w, r, p.Doors[0].Path, "")
	}
	p.NoRoles = len(p.Doors) == 0 && !p.People
	return homeView.Render(w, r, http.StatusOK, p)
}

// open keeps the committees in which the actor may see something: the committee
// itself or, for an auditor, the first entry of its navigation they may open.
func (h handler) open(a access.Actor, all []door) []door {
	var list []door
	for _, d := range all {
		scope, base := access.Committee(d.ID), "/k/"+d.ID
		if _, err := a.May(access.ReadCommittee, scope); err == nil {
			d.Path = base
		}
		for _, n := range h.mux.Nav {
			if _, err := a.May(n.Needs, scope); err == nil && d.Path == "" {
				d.Path = base + n.Path
			}
		}
		if d.Path != "" {
			list = append(list, d)
		}
	}
	return list
}

// unitsOf lists the child protection units the actor works in.
func (h handler) unitsOf(r *http.Request, a access.Actor) (list []door, err error) {
	if h.Units == nil {
		return nil, nil
	}
	rooms, err := h.Units(r.Context(), a)
	for _, u := range rooms {
		list = append(list, door{u.ID, u.Name, u.Sample, u.Path})
	}
	return list, err
}

// unborn lists the qarqe whose committee the actor may still found.
func unborn(a access.Actor, all []door) []code.Qark {
	return slices.DeleteFunc(slices.Clone(code.Qarqe), func(q code.Qark) bool {
		_, err := a.May(access.FoundCommittee, access.Committee(q.Slug))
		return err != nil || slices.ContainsFunc(all, func(d door) bool { return d.ID == q.Slug })
	})
}

func (h handler) found(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	i := slices.IndexFunc(code.Qarqe, func(q code.Qark) bool { return q.Slug == g.Scope().ID })
	if i < 0 {
		return access.ErrDenied
	}
	q := code.Qarqe[i]
	err := h.change(r, g, "committee", q.Slug, func(tx *store.Tx) error { return found(tx, q, false) })
	if err != nil {
		return err
	}
	return web.Redirect(w, r, "/", "U krijua komiteti i qarkut %s. Ftoni tani sekretarin e tij.", q.Name)
}
