package account

import (
	"context"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"tryeza/internal/access"
	"tryeza/internal/testkit"
)

// A letterBox keeps what would have been mailed.
type letterBox struct {
	mails []Mail
	fail  error
}

func (b *letterBox) Send(_ context.Context, m Mail) error {
	if b.fail == nil {
		b.mails = append(b.mails, m)
	}
	return b.fail
}

func TestInvitationByMail(t *testing.T) {
	h := newHouse(t, testkit.SQLite(t))
	h.committee()
	box := &letterBox{}
	h.s.Mail, h.s.Address = box, "https://tryeza.example.al"
	h.person("titullari@example.al", Role{Committee: "durres", Role: access.Head, Institution: "shijak"})
	h.person("policia@example.al", Role{Committee: "durres", Role: access.Head, Institution: "police"})
	secretary := h.signIn(h.person("sekretaria@example.al", Role{Committee: "durres", Role: access.Secretary}))
	invitation := form("email", "pika@example.al", "role", "focal_point", "institution", "shijak")

	page := secretary.Post("/k/durres/account/member", invitation).Want(200).Has("u dërgua me e-postë")
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

	box.fail = io.ErrUnexpectedEOF // the server is down: the link is shown instead
	if linkIn(secretary.Post("/k/durres/account/member", form("email", "tjetra@example.al", "role", "table_chair")).Want(200)) == "" {
		t.Error("a link that could not be mailed is lost")
	}
}

// A postOffice is a mail server that keeps what it is given.
type postOffice struct{ from, to, data string }

func (o *postOffice) NewSession(*smtp.Conn) (smtp.Session, error) { return o, nil }
func (o *postOffice) Mail(from string, _ *smtp.MailOptions) error { o.from = from; return nil }
func (o *postOffice) Rcpt(to string, _ *smtp.RcptOptions) error   { o.to = to; return nil }
func (o *postOffice) Reset()                                      {}
func (o *postOffice) Logout() error                               { return nil }
func (o *postOffice) Data(r io.Reader) error {
	b, err := io.ReadAll(r)
	o.data = string(b)
	return err
}

func TestSMTP(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	office := &postOffice{}
	server := smtp.NewServer(office)
	server.Domain = "localhost"
	go server.Serve(listener)
	defer server.Close()

	m, err := NewSMTP("smtp://"+listener.Addr().String(), "tryeza@example.al")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := m.Send(ctx, Mail{To: "pika@example.al", Subject: "Ftesë në Tryeza", Body: "Hapni lidhjen."}); err != nil {
		t.Fatal(err)
	}
	if office.from != "tryeza@example.al" || office.to != "pika@example.al" || !strings.Contains(office.data, "Hapni lidhjen.") || !strings.Contains(office.data, "Subject: =?UTF-8?") {
		t.Errorf("arrived: %+v", office)
	}
	if err := m.Send(ctx, Mail{To: "a@example.al\r\nBcc: b@example.al", Subject: "x", Body: "x"}); err == nil {
		t.Error("an address with a line break was taken")
	}
}

func TestNewSMTP(t *testing.T) {
	for address, ok := range map[string]bool{
		"smtp://mail.example.al:587":          true,
		"smtps://user:secret@mail.example.al": true,
		"mail.example.al":                     false,
		"http://mail.example.al":              false,
		"smtp://":                             false,
		"smtp://mail.example.al:notaport":     false,
	} {
		if _, err := NewSMTP(address, "a@example.al"); (err == nil) != ok {
			t.Errorf("%s: %v", address, err)
		}
	}
}
