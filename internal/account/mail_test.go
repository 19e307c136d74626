package account

import (
	"io"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// A letterBox keeps what was put into the outbox.
type letterBox struct {
	mails []Mail
	fail  error
}

func (b *letterBox) post(_ *store.Tx, m Mail) error {
	if b.fail == nil {
		b.mails = append(b.mails, m)
	}
	return b.fail
}

func TestInvitationByMail(t *testing.T) {
	h := newHouse(t, testkit.SQLite(t))
	h.committee()
	box := &letterBox{}
	h.s.Mail, h.s.Address = box.post, "https://tryeza.example.al"
	h.person("titullari@example.al", Role{Committee: "durres", Role: access.Head, Institution: "shijak"})
	h.person("policia@example.al", Role{Committee: "durres", Role: access.Head, Institution: "police"})
	secretary := h.signIn(h.person("sekretaria@example.al", Role{Committee: "durres", Role: access.Secretary}))
	invitation := form("email", "pika@example.al", "role", "focal_point", "institution", "shijak")

	page := secretary.Post("/k/durres/account/member", invitation).Want(200).Has("po i dërgohet personit me e-postë")
	if linkIn(page) != "" || strings.Contains(page.Body, invitationPath("")) {
		t.Error("a mailed link is shown as well")
	}
	if len(box.mails) != 1 || box.mails[0].To != "pika@example.al" {
		t.Fatalf("mailed %+v", box.mails)
	}
	_, rest, _ := strings.Cut(box.mails[0].Body, "https://tryeza.example.al")
	link, _, _ := strings.Cut(rest, "\n")
	c := h.browser("10.0.0.2")
	c.Post(link, form("name", "Emër Mbiemër", "password", goodPassword)).Want(303)
	if len(box.mails) != 2 || box.mails[1].To != "titullari@example.al" || !strings.Contains(box.mails[1].Body, "/k/durres/account") {
		t.Fatalf("the head was told by %+v", box.mails[1:])
	}
	for _, m := range box.mails {
		if strings.Contains(m.Subject+m.Body, "Emër") {
			t.Errorf("a mail names somebody: %s", m.Body)
		}
	}

	if !box.mails[0].Secret || box.mails[1].Secret {
		t.Error("a mail with a one-time link must say so, and no other")
	}
	box.fail = io.ErrUnexpectedEOF // what cannot be mailed was not done
	secretary.Post("/k/durres/account/member", form("email", "tjetra@example.al", "role", "table_chair")).Want(500)
	secretary.Get("/k/durres/account").Want(200).HasNot("tjetra@example.al")
}
