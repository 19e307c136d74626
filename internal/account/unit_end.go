package account

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

type unitEndPage struct {
	web.Page
	Role     Role
	Office   string
	Files    string // how many open files there are to be given on, in words; "" for none
	Reassign string
}

var unitEndView = web.NewView[unitEndPage](files, "unit_end.tmpl")

// mayEnd says why an actor may not end a role of their unit; nil: they may. The
// supervisor ends any but the last supervisor's; the data protection officer
// ends a supervisor's, so that nobody stays who should go.
func mayEnd(roles []Role, actor string, x Role) error {
	others := func(y Role) bool { return y.Role == access.Supervisor && y.Person != x.Person }
	switch {
	case x.Role == access.Supervisor && holds(roles, actor, access.DPO) && x.Person != actor:
		return nil
	case !holds(roles, actor, access.Supervisor):
		return access.ErrDenied
	case x.Role == access.Supervisor && !slices.ContainsFunc(roles, others):
		return web.Refuse("Ky është përgjegjësi i vetëm i njësisë. Ftoni më parë një tjetër.")
	}
	return nil
}

// carries reports whether the person would be without a role that answers for
// files once x has ended. The last supervisor can give theirs to nobody: the
// next one does.
func carries(roles []Role, x Role) bool {
	ofFiles := func(y Role) bool { return y.Role == access.Supervisor || y.Role == access.Worker }
	stays := func(y Role) bool { return ofFiles(y) && y.ID != x.ID && y.Person == x.Person }
	others := func(y Role) bool { return y.Role == access.Supervisor && y.Person != x.Person }
	return ofFiles(x) && !slices.ContainsFunc(roles, stays) && slices.ContainsFunc(roles, others)
}

// endableInUnit finds a role of the unit that the actor of the transaction may end.
func endableInUnit(tx *store.Tx, unit, id string) (Role, []Role, error) {
	roles, err := inOffice(tx, unit)
	at := slices.IndexFunc(roles, func(x Role) bool { return x.ID == id })
	if err == nil && at < 0 {
		err = store.ErrNotFound
	}
	if err != nil {
		return Role{}, nil, err
	}
	return roles[at], roles, mayEnd(roles, tx.Grant().Actor(), roles[at])
}

// openFiles counts the open files that somebody must give on before x ends.
func (s *Service) openFiles(ctx context.Context, g access.Grant, roles []Role, x Role) (int, error) {
	if !carries(roles, x) {
		return 0, nil
	}
	return s.OpenFiles(ctx, g, x.Person)
}

func reassignPath(g access.Grant, person string) string {
	return "/u/" + g.Scope().ID + "/child/reassign?from=" + url.QueryEscape(person)
}

func (s *Service) endInUnitForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	people, err := inside(r, g)
	if err != nil {
		return err
	}
	p := unitEndPage{Page: web.NewPage(r, "Mbyllja e një detyre").With(web.Crumb{Label: "Njerëzit e njësisë", Path: unitPeoplePath(g)})}
	var roles []Role
	err = s.DB.View(r.Context(), people, store.Subject{}, func(tx *store.Tx) (err error) {
		p.Role, roles, err = endableInUnit(tx, g.Scope().ID, r.PathValue("role"))
		return err
	})
	if err != nil {
		return err
	}
	n, err := s.openFiles(r.Context(), g, roles, p.Role)
	if err != nil {
		return err
	}
	p.Office, p.Files, p.Reassign = p.Role.Office(p.Lang), fileWords(p.Lang, n), reassignPath(g, p.Role.Person)
	return unitEndView.Render(w, r, http.StatusOK, p)
}

func fileWords(l text.Lang, n int) string {
	if n == 0 {
		return ""
	}
	count := int64(n)
	return text.Count(l, &count, text.Forms{One: "Ky person përgjigjet për 1 dosje të hapur.", Many: "Ky person përgjigjet për {n} dosje të hapura."})
}

// endInUnit ends a role at once, and every session of its person. Files are
// counted once the role has ended, so that nobody is given one meanwhile.
func (s *Service) endInUnit(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	people, err := inside(r, g)
	if err != nil {
		return err
	}
	var left string
	err = s.DB.Change(r.Context(), people, store.Subject{Kind: "role", ID: r.PathValue("role")}, func(tx *store.Tx) error {
		x, roles, err := endableInUnit(tx, g.Scope().ID, r.PathValue("role"))
		if err != nil {
			return err
		}
		if err := errors.Join(endRole(tx, x, ""), closeOthers(tx, x.Person, "")); err != nil {
			return err
		}
		n, err := s.openFiles(r.Context(), g, roles, x)
		if err == nil && n > 0 {
			err = web.RefuseAt(reassignPath(g, x.Person), "Jepini më parë dosjet e hapura dikujt tjetër.")
		}
		if left = x.Person; slices.ContainsFunc(roles, func(y Role) bool { return y.Person == x.Person && y.ID != x.ID }) {
			left = "" // works there still
		}
		return err
	})
	if err == nil && left != "" && s.Left != nil {
		err = s.Left(r.Context(), g, left)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, unitPeoplePath(g), "Detyra u mbyll.")
}
