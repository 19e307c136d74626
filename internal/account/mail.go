package account

import (
	"context"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// A Mail is a short plain text to one person: why it comes, and a link. Secret
// says that the link counts once.
type Mail struct {
	To, Subject, Body string
	Secret            bool
}

// mails reports whether links are mailed. They are made only from the configured
// address, never from what a browser claims.
func (s *Service) mails() bool { return s.Mail != nil && s.Address != "" }

func (s *Service) post(tx *store.Tx, m Mail) error {
	if !s.mails() {
		return nil
	}
	return s.Mail(tx, m)
}

// mailInvitation mails the link of an invitation to the person it is for.
func (s *Service) mailInvitation(tx *store.Tx, i Invitation, token string) error {
	return s.post(tx, Mail{To: i.Email, Secret: true, Subject: text.T(text.SQ, "Ftesë te Tryeza"), Body: text.T(text.SQ,
		"Jeni ftuar te Tryeza si %s: %s.\n\nPranojeni këtu: %s\n\nLidhja vlen një herë dhe për 7 ditë. Nëse nuk e prisnit këtë ftesë, mos bëni asgjë.",
		i.Office(text.SQ), i.Where(text.SQ), s.Address+invitationPath(token))})
}

// mailReset mails the link of a confirmed reset.
func (s *Service) mailReset(tx *store.Tx, p Person, token string) error {
	return s.post(tx, Mail{To: p.Email, Secret: true, Subject: text.T(text.SQ, "Hyrje e re te Tryeza"), Body: text.T(text.SQ,
		"Dy persona miratuan që të hyni sërish te Tryeza.\n\nVazhdoni këtu: %s\n\nLidhja vlen një herë dhe për 24 orë. Nëse nuk e kërkuat, njoftoni sekretarin e komitetit.",
		s.Address+resetPath(token))})
}

// mailHeads tells the heads of an institution that somebody now speaks for it.
// Without mail they see it on the page of members.
func (s *Service) mailHeads(tx *store.Tx, i Invitation) error {
	if !s.mails() || !i.Role.OfInstitution() || i.Role == access.Head {
		return nil
	}
	roles, err := dualAll(tx, rolesIn, (*Role).fields, i.Committee, today(tx))
	if err != nil {
		return err
	}
	for _, r := range roles {
		if r.Role != access.Head || r.Institution != i.Institution {
			continue
		}
		err := s.post(tx, Mail{To: r.Email, Subject: text.T(text.SQ, "Tryeza: dikush flet tani për institucionin tuaj"), Body: text.T(text.SQ,
			"Një person pranoi detyrën «%s» për institucionin tuaj.\n\nShihni kush është: %s\n\nNëse nuk duhej, njoftoni sekretarin e komitetit.",
			i.Office(text.SQ), s.Address+"/k/"+i.Committee+"/account")})
		if err != nil {
			return err
		}
	}
	return nil
}

// TellToLook mails a person that something in a child protection unit waits to
// be seen today. It says nothing of what: a mail may be read by others.
func (s *Service) TellToLook(ctx context.Context, person string) error {
	return s.change(ctx, "", func(tx *store.Tx) error {
		p, err := byID(tx, person)
		if err != nil {
			return err
		}
		return s.post(tx, Mail{To: p.Email, Subject: text.T(p.Lang, "Tryeza: një njoftim ju pret"),
			Body: text.T(p.Lang, "Në njësinë tuaj ka një njoftim që duhet parë sot.\n\nHyni te Tryeza: %s", s.Address)})
	})
}
