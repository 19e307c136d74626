package account

import (
	"context"
	"fmt"
	"net/netip"
	"net/url"
	"strconv"

	"github.com/wneessen/go-mail"
)

// A Mail is a short plain text to one person: why it comes, and a link.
type Mail struct{ To, Subject, Body string }

// A Mailer sends mail. Nothing is sent inside a transaction.
type Mailer interface {
	Send(ctx context.Context, m Mail) error
}

// SMTP is a Mailer over one mail server.
type SMTP struct {
	client *mail.Client
	from   string
}

// NewSMTP reads where the mail server is: smtps://user:password@host:465 for
// TLS from the start, smtp://… for TLS that must be agreed on, without which
// only a server on this machine is spoken to. from is the sender's address.
func NewSMTP(address, from string) (*SMTP, error) {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || u.Scheme != "smtp" && u.Scheme != "smtps" {
		return nil, fmt.Errorf("the mail server must be given as smtp://host:port or smtps://host:port")
	}
	opts := []mail.Option{mail.WithTLSPolicy(security(u))}
	if u.Scheme == "smtps" {
		opts = append(opts, mail.WithSSL())
	}
	if u.Port() != "" {
		port, err := strconv.Atoi(u.Port())
		if err != nil {
			return nil, err
		}
		opts = append(opts, mail.WithPort(port))
	}
	if password, ok := u.User.Password(); ok {
		opts = append(opts, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(u.User.Username()), mail.WithPassword(password))
	}
	client, err := mail.NewClient(u.Hostname(), opts...)
	return &SMTP{client, from}, err
}

func security(u *url.URL) mail.TLSPolicy {
	ip, err := netip.ParseAddr(u.Hostname())
	if u.Hostname() == "localhost" || err == nil && ip.IsLoopback() {
		return mail.TLSOpportunistic
	}
	return mail.TLSMandatory
}

// Send implements Mailer.
func (s *SMTP) Send(ctx context.Context, m Mail) error {
	msg := mail.NewMsg()
	if err := msg.From(s.from); err != nil {
		return err
	}
	if err := msg.To(m.To); err != nil {
		return err
	}
	msg.Subject(m.Subject)
	msg.SetBodyString(mail.TypeTextPlain, m.Body)
	return s.client.DialAndSendWithContext(ctx, msg)
}
