package account

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// An Invitation offers somebody a role by a link that counts once.
type Invitation struct {
	ID, Committee, Email string
	Role                 access.Role
	Institution          string
	From, To             string // days of the role; From "" is the day it is accepted
	EndsRole, EndsOn     string // of a hand-over: whose role ends, and when
	By                   string
	Created, Expires     store.Time
	Accepted             store.Time
	Unit                 string // the name of the unit it is for, where that is known
}

func (i *Invitation) fields() []any {
	return []any{&i.ID, &i.Committee, &i.Email, &i.Role, &i.Institution, &i.From, &i.To, &i.EndsRole, &i.EndsOn, &i.By, &i.Created, &i.Expires, &i.Accepted}
}

// Office is the name of the role offered.
func (i Invitation) Office(l text.Lang) string { return Roles.Label(l, string(i.Role)) }

const invitationColumns = `SELECT id, committee_id, email, role, institution_id, valid_from, valid_to, ends_role, ends_on, invited_by, created_at, expires_at, accepted_at FROM account_invitation`

var (
	addInvitation  = dualWrite(`INSERT INTO account_invitation (committee_id, id, token_hash, email, role, institution_id, valid_from, valid_to, ends_role, ends_on, invited_by, created_at, expires_at, accepted_at, accepted_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, '')`)
	supersede      = dualWrite(`UPDATE account_invitation SET expires_at = $5 WHERE committee_id = $1 AND email = $2 AND role = $3 AND institution_id = $4 AND accepted_at = $6`)
	withdraw       = dualWrite(`UPDATE account_invitation SET expires_at = $3 WHERE committee_id = $1 AND id = $2 AND accepted_at = $4`)
	openIn         = dualRead(invitationColumns + ` WHERE committee_id = $1 AND accepted_at = $2 AND expires_at > $3 ORDER BY created_at, id`)
	openEverywhere = store.ReadSystem(invitationColumns + ` WHERE accepted_at = $1 AND expires_at > $2 ORDER BY created_at, id`)
	byToken        = store.ReadSystem(invitationColumns + ` WHERE token_hash = $1 AND accepted_at = $2 AND expires_at > $3`)
	markAccepted   = store.WriteSystem(`UPDATE account_invitation SET accepted_at = $3, accepted_by = $4 WHERE committee_id = $1 AND id = $2 AND accepted_at = $5 AND expires_at > $3`)
)

// errGone says that a link was used, withdrawn or is too old.
var errGone = errors.New("the link no longer counts")

// invite keeps an invitation whose link holds token. An open one for the same
// address and role no longer counts.
func invite(tx *store.Tx, i Invitation, token string) error {
	if _, err := supersede.exec(tx, i.Committee, hidden(i.Email), string(i.Role), i.Institution, tx.Now(), never); err != nil {
		return err
	}
	expires := store.At(tx.Now().Add(InvitationLimit))
	_, err := addInvitation.exec(tx, i.Committee, tx.NewID(), hashOf(token), hidden(i.Email), string(i.Role), i.Institution,
		i.From, i.To, i.EndsRole, i.EndsOn, tx.Grant().Actor(), tx.Now(), expires, never)
	return err
}

// Where is the place the role is held in, in words.
func (i Invitation) Where(l text.Lang) string { return cmp.Or(i.Unit, placeName(l, i.Committee)) }

// accept gives the role of an invitation to a person and ends what it ends. It
// fails with errGone when somebody was faster.
func accept(tx *store.Tx, i Invitation, person, kept string) error {
	if err := stillCounts(tx, i); err != nil {
		return err
	}
	n, err := tx.Exec(markAccepted, i.Committee, i.ID, tx.Now(), person, never)
	if err == nil && n == 0 {
		err = errGone
	}
	if err != nil {
		return err
	}
	from := i.From
	if from == "" {
		from = today(tx)
	}
	r := Role{Committee: i.Committee, Person: person, Role: i.Role, Institution: i.Institution, From: from, To: i.To, By: i.By}
	if err := grantRole(tx, r, kept); err != nil || i.EndsRole == "" {
		return err
	}
	old, err := getRole(tx, i.Committee, i.EndsRole)
	if err != nil || old.over(today(tx)) {
		return err
	}
	if err := endRole(tx, old, max(i.EndsOn, today(tx))); err != nil {
		return err
	}
	return closeOthers(tx, old.Person, kept)
}

// CreateAdministrator invites an administrator from the command line and
// returns the path of the one-time link. It is how a new Tryeza begins.
func CreateAdministrator(ctx context.Context, db *store.DB, email string) (link string, err error) {
	email = foldEmail(email)
	if !validEmail(email) {
		return "", fmt.Errorf("%q is not an e-mail address", email)
	}
	g, err := Operator().May(access.GrantRoles, access.System)
	if err != nil {
		return "", err
	}
	token := newToken(db)
	i := Invitation{Committee: access.System.ID, Email: email, Role: access.Administrator}
	err = db.Change(ctx, g, store.Subject{Kind: "invitation"}, func(tx *store.Tx) error { return invite(tx, i, token) })
	return invitationPath(token), err
}

func invitationPath(token string) string { return "/account/invitation/" + token }

type linkPage struct {
	web.Page
	Link, Back string // Link is "" when it was mailed
	Text       string
}

var linkView = web.NewView[linkPage](files, "link.tmpl")

// showLink hands over a one-time link on the screen, once, unless it was mailed
// to the person it is for.
func (s *Service) showLink(w http.ResponseWriter, r *http.Request, p linkPage) error {
	if s.mails() {
		p.Link = ""
	}
	p.Path = p.Back
	return linkView.Render(w, r, http.StatusOK, p)
}

// invited answers the inviter.
func (s *Service) invited(w http.ResponseWriter, r *http.Request, i Invitation, token, back string) error {
	link := s.address(r) + invitationPath(token)
	p := linkPage{Page: web.NewPage(r, "Ftesa është gati"), Link: link, Back: back,
		Text: web.T(r, "Lidhja është për %s, vlen një herë dhe për 7 ditë.", i.Email)}
	return s.showLink(w, r, p)
}
