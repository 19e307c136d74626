package account

import (
	"net/http"
	"slices"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A member is a role as a list shows it.
type member struct {
	Role
	Title, Place string // office and institution, in words
	Named        bool   // the visitor may see who it is
	New          bool   // the visitor is the head and has not seen it
	CanEnd       bool
}

// Since is the day the role was accepted.
func (m member) Since() string { return text.DayOf(m.Created.Time) }

// A request is a reset that awaits its second person.
type request struct {
	Reset
	Who  string // the offices of the person, or their name for those who may see it
	Lost string
	Mine bool // the visitor asked, or it is about them: somebody else confirms
}

// An offer is an open invitation as a list shows it.
type offer struct {
	Invitation
	Title, Place string
	Withdraw     string // the address that withdraws it
}

type membersPage struct {
	web.Page
	Members                                    []member
	Offers                                     []offer
	Requests                                   []request
	CanInvite, CanAsk, CanConfirm, CanHandOver bool
}

var membersView = web.NewView[membersPage](files, "members.tmpl", "offers.tmpl")

// roster is what the page of members is made from.
type roster struct {
	roles        []Role
	invitations  []Invitation
	resets       []Reset
	institutions []web.Option
}

func readRoster(tx *store.Tx) (ro roster, err error) {
	scope := tx.Grant().Scope().ID
	if ro.roles, err = dualAll(tx, rolesIn, (*Role).fields, scope, today(tx)); err != nil {
		return ro, err
	}
	if ro.invitations, err = dualAll(tx, openIn, (*Invitation).fields, scope, never, tx.Now()); err != nil {
		return ro, err
	}
	if ro.resets, err = dualAll(tx, resetsIn, (*Reset).fields, scope, tx.Now()); err != nil {
		return ro, err
	}
	ro.institutions, err = institutionsOf(tx)
	byOffice(ro.roles)
	return ro, err
}

func (s *Service) members(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	var ro roster
	err := s.DB.View(r.Context(), g, store.Subject{}, func(tx *store.Tx) (err error) {
		ro, err = readRoster(tx)
		return err
	})
	if err != nil {
		return err
	}
	p := membersPage{Page: web.NewPage(r, "Njerëzit e komitetit"), CanInvite: g.Can(access.InviteMembers), CanAsk: g.Can(access.AskReset),
		CanConfirm: g.Can(access.ConfirmReset), CanHandOver: g.Can(access.HandOverOffice)}
	l := p.Lang
	for _, x := range ro.roles {
		if m := ro.member(l, g, x); g.Covers(x.Institution) {
			p.Members = append(p.Members, m)
		}
	}
	if p.CanInvite {
		for _, i := range ro.invitations {
			p.Offers = append(p.Offers, offer{i, i.Office(l), optionName(ro.institutions, i.Institution), membersPath(g) + "/invitations/" + i.ID + "/withdraw"})
		}
	}
	if p.CanConfirm {
		for _, x := range ro.resets {
			p.Requests = append(p.Requests, ro.request(l, g, x))
		}
	}
	return membersView.Render(w, r, http.StatusOK, p)
}

// member shows a role: the name to the secretary, to the head of the same
// institution and to the person, the office to the others.
func (ro roster) member(l text.Lang, g access.Grant, x Role) member {
	head, _ := g.Also(access.NoteMember) // no grant covers nothing
	mine := head.Valid() && head.Covers(x.Institution)
	m := member{Role: x, Title: x.Office(l), Place: optionName(ro.institutions, x.Institution), New: mine && !x.Seen}
	m.Named = g.Can(access.InviteMembers) || mine || x.Person == g.Actor()
	m.CanEnd = g.Can(access.InviteMembers) && endable(x, g.Actor())
	if !m.Named {
		m.Name, m.Email = "", ""
	}
	return m
}

func (ro roster) request(l text.Lang, g access.Grant, x Reset) request {
	var offices []string
	for _, m := range ro.roles {
		if m.Person != x.Person {
			continue
		}
		who := ro.member(l, g, m)
		if who.Named {
			offices = []string{who.Name}
			break
		}
		offices = append(offices, strings.Join(slices.DeleteFunc([]string{who.Title, who.Place}, func(s string) bool { return s == "" }), ", "))
	}
	return request{x, text.List(l, offices), x.Lost(l), g.Actor() == x.AskedBy || g.Actor() == x.Person}
}

// acknowledge notes that the head of an institution knows who speaks for it.
func (s *Service) acknowledge(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	err := s.DB.Change(r.Context(), g, store.Subject{Kind: "role", ID: r.PathValue("role")}, func(tx *store.Tx) error {
		x, err := getRole(tx, g.Scope().ID, r.PathValue("role"))
		if err == nil && !g.Covers(x.Institution) {
			err = access.ErrDenied
		}
		if err == nil {
			_, err = tx.Exec(setSeen, x.ID, true)
		}
		return err
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, membersPath(g), "U shënua që e patë.")
}

func membersPath(g access.Grant) string { return "/k/" + g.Scope().ID + "/account" }
