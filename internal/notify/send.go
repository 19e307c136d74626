package notify

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/wneessen/go-mail"
)

// A Sender hands a mail to the server that carries it. id is the Message-ID,
// without brackets: the same mail has the same one however often it is tried,
// so that whoever receives it twice keeps it once.
type Sender interface {
	Send(ctx context.Context, id string, m Mail, on time.Time) error
}

// errNever says that trying again would not help.
var errNever = errors.New("refused for good")

// permanent reports whether a mail was refused for good: its address is none, or
// the server answered so to this mail. A server that cannot be reached or does
// not let us in is tried again: that is not the mail's fault.
func permanent(err error) bool {
	if errors.Is(err, errNever) {
		return true
	}
	var said *mail.SendError
	return errors.As(err, &said) && said.ErrorCode() >= 500 && (said.Reason == mail.ErrSMTPRcptTo || said.Reason == mail.ErrSMTPDataClose)
}

// unreachable reports whether a failure is about the mail server and not about
// the one mail: no other would leave now either.
func unreachable(err error) bool {
	var said *mail.SendError
	return !permanent(err) && !(errors.As(err, &said) && said.ErrorCode() >= 400)
}

// SMTP is a Sender over one mail server.
type SMTP struct {
	client *mail.Client
	from   string
}

// patience is how long the mail server may take for one mail.
const patience = 2 * time.Minute

// NewSMTP reads where the mail server is: smtps://user:password@host:465 for
// TLS from the start, smtp://… for TLS that must be agreed on, without which
// only a server on this machine is spoken to. from is the sender's address.
func NewSMTP(address, from string) (*SMTP, error) {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || u.Scheme != "smtp" && u.Scheme != "smtps" {
		return nil, fmt.Errorf("the mail server must be given as smtp://host:port or smtps://host:port")
	}
	opts := []mail.Option{mail.WithTLSPolicy(security(u)), mail.WithTimeout(patience / 4)}
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

// Send implements Sender.
func (s *SMTP) Send(ctx context.Context, id string, m Mail, on time.Time) error {
	msg := mail.NewMsg()
	if err := msg.From(s.from); err != nil {
		return err
	}
	if err := msg.To(m.To); err != nil {
		return errors.Join(errNever, err)
	}
	msg.Subject(m.Subject)
	msg.SetMessageIDWithValue(id)
	msg.SetDateWithValue(on)
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	msg.SetBodyString(mail.TypeTextPlain, m.Body)
	if m.Calendar != "" {
		msg.AddAlternativeString(mail.ContentType("text/calendar; method="+m.Method), m.Calendar, mail.WithPartEncoding(mail.EncodingB64))
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	return s.client.DialAndSendWithContext(ctx, msg)
}

// messageID is that of a letter: its own for good, at the sender's domain.
func messageID(l letter, from string) string {
	_, domain, ok := strings.Cut(strings.TrimSuffix(from, ">"), "@")
	if !ok {
		domain = "tryeza.invalid"
	}
	return l.Committee + "." + l.ID + "@" + domain
}
