package notify

import (
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"strings"
	"testing"
	"time"

	ical "github.com/emersion/go-ical"
	"github.com/emersion/go-smtp"

	"tryeza/internal/access"
	"tryeza/internal/calendar"
	"tryeza/internal/store"
)

// A postOffice is a mail server that keeps what it is given, and knows nobody
// called nobody@.
type postOffice struct {
	from string
	to   []string
	data []string
}

func (o *postOffice) NewSession(*smtp.Conn) (smtp.Session, error) { return o, nil }
func (o *postOffice) Mail(from string, _ *smtp.MailOptions) error { o.from = from; return nil }
func (o *postOffice) Reset()                                      {}
func (o *postOffice) Logout() error                               { return nil }
func (o *postOffice) Rcpt(to string, _ *smtp.RcptOptions) error {
	if strings.HasPrefix(to, "nobody@") {
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such user"}
	}
	if strings.HasPrefix(to, "later@") {
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 2, 1}, Message: "come back"}
	}
	o.to = append(o.to, to)
	return nil
}
func (o *postOffice) Data(r io.Reader) error {
	b, err := io.ReadAll(r)
	o.data = append(o.data, string(b))
	return err
}

// open starts a mail server and a Sender that speaks to it.
func (o *postOffice) open(t *testing.T) *SMTP {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := smtp.NewServer(o)
	server.Domain = "localhost"
	go server.Serve(listener)
	t.Cleanup(func() { server.Close() })
	s, err := NewSMTP("smtp://"+listener.Addr().String(), "tryeza@example.al")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// A received is a mail as a mail program takes it apart.
type received struct {
	subject, id, plain, calendar, method string
}

func takeApart(t *testing.T, data string) (got received) {
	t.Helper()
	msg, err := mail.ReadMessage(strings.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if got.subject, err = new(mime.WordDecoder).DecodeHeader(msg.Header.Get("Subject")); err != nil {
		t.Fatal(err)
	}
	got.id = strings.Trim(msg.Header.Get("Message-Id"), "<>")
	kind, params, err := mime.ParseMediaType(msg.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	if kind == "text/plain" {
		got.plain = decoded(t, msg.Body, msg.Header.Get("Content-Transfer-Encoding"))
		return got
	}
	for r := multipart.NewReader(msg.Body, params["boundary"]); ; {
		p, err := r.NextRawPart()
		if err == io.EOF {
			return got
		}
		if err != nil {
			t.Fatal(err)
		}
		kind, params, err := mime.ParseMediaType(p.Header.Get("Content-Type"))
		if err != nil {
			t.Fatal(err)
		}
		switch body := decoded(t, p, p.Header.Get("Content-Transfer-Encoding")); kind {
		case "text/plain":
			got.plain = body
		case "text/calendar":
			got.calendar, got.method = body, params["method"]
		}
	}
}

func decoded(t *testing.T, r io.Reader, encoding string) string {
	t.Helper()
	switch strings.ToLower(encoding) {
	case "quoted-printable":
		r = quotedprintable.NewReader(r)
	case "base64":
		r = base64.NewDecoder(base64.StdEncoding, r)
	}
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(b), "\r\n", "\n")
}

// An invitation, from the transaction that calls a meeting to the mailbox of two
// people who read different languages.
func TestInvitationArrives(t *testing.T) {
	each(t, func(h *house) {
		h.institution("police", "Drejtoria Vendore e Policisë Durrës")
		h.person("shef@example.al", "sq", access.Head, "police")
		h.person("focal@example.al", "en", access.FocalPoint, "police")
		h.person("tjeter@example.al", "sq", access.Head, "health")
		n := Notice{Kind: "convened", MeetingID: "m1", Body: "table", Institutions: []string{"police"},
			Entry: calendar.Entry{UID: "mbledhja-m1@tryeza", Day: "2022-06-02", Time: "11:00", Summary: "çështja e A.B.", Place: "Salla e Prefekturës, Durrës"}}
		h.change(access.ConveneMeetings, func(tx *store.Tx) error { return h.s.Tell(tx, n) })
		n.Kind, n.Entry.Sequence = "cancelled", 1
		h.now = h.now.Add(time.Minute)
		h.change(access.ConveneMeetings, func(tx *store.Tx) error { return h.s.Tell(tx, n) })

		o := &postOffice{}
		if sent := h.send(o.open(t)); sent != 4 || o.from != "tryeza@example.al" {
			t.Fatalf("%d mails from %s", sent, o.from)
		}
		for i, to := range o.to {
			h.checkInvitation(to, takeApart(t, o.data[i]))
		}
	})
}

func (h *house) checkInvitation(to string, got received) {
	h.t.Helper()
	say := map[string][2]string{"shef@example.al": {"Ftesë në mbledhje: Tryeza Teknike, 02.06.2022, ora 11.00", "U anulua mbledhja"},
		"focal@example.al": {"Invitation to a meeting: Technical Table, 02.06.2022, 11:00", "The meeting is cancelled"}}[to]
	cancelled := got.method == "CANCEL"
	if !cancelled && got.subject != say[0] || cancelled && !strings.HasPrefix(got.subject, say[1]) {
		h.t.Errorf("%s was sent «%s»", to, got.subject)
	}
	if !strings.Contains(got.plain, "https://tryeza.example.al/k/durres/meeting/m1\n") || !strings.Contains(got.plain, "Salla e Prefekturës") || strings.Contains(got.plain+got.calendar, "A.B.") {
		h.t.Errorf("%s reads\n%s\n%s", to, got.plain, got.calendar)
	}
	cal, err := ical.NewDecoder(strings.NewReader(strings.ReplaceAll(got.calendar, "\n", "\r\n"))).Decode()
	if err != nil {
		h.t.Fatalf("%v\n%s", err, got.calendar)
	}
	e := cal.Events()[0].Props
	if cal.Props.Get("METHOD").Value != got.method || e.Get("DTSTART").Value != "20220602T090000Z" || e.Get("ATTENDEE").Value != "mailto:"+to || e.Get("ORGANIZER").Value != "mailto:tryeza@example.al" || e.Get("UID").Value != "mbledhja-m1@tryeza" {
		h.t.Errorf("calendar of %s: %v", to, e)
	}
}

// Word of the minutes leads to what in them is about the institution.
func TestExcerptLink(t *testing.T) {
	each(t, func(h *house) {
		h.institution("police", "Drejtoria Vendore e Policisë Durrës")
		h.person("shef@example.al", "sq", access.Head, "police")
		n := Notice{Kind: "excerpt", MeetingID: "m1", Body: "table", Institutions: []string{"police"}, Entry: calendar.Entry{Day: "2022-06-02"}}
		h.change(access.CloseMeetings, func(tx *store.Tx) error { return h.s.Tell(tx, n) })
		if list := h.outbox(); len(list) != 1 || !strings.Contains(list[0].Body, "https://tryeza.example.al/k/durres/meeting/m1/excerpt/police\n") {
			t.Errorf("%+v", list)
		}
	})
}

// What the server says of one mail is told apart from what it says of us.
func TestRefusals(t *testing.T) {
	h := newHouse(t, t.TempDir()+"/c.db")
	o := &postOffice{}
	s := o.open(t)
	for to, want := range map[string]string{"nobody@example.al": "failed", "later@example.al": "queued", "ok@example.al": "sent", "a@example.al\r\nBcc: b@example.al": "failed"} {
		h.queue(Mail{Kind: "digest", To: to, Subject: "s", Body: "b"})
		h.send(s)
		for _, l := range h.outbox() {
			if l.To == to && l.State != want {
				t.Errorf("%q is %s (%s), want %s", to, l.State, l.Error, want)
			}
		}
	}
	h.queue(Mail{Kind: "digest", To: "later@example.al", Subject: "s", Body: "b"})
	h.queue(Mail{Kind: "digest", To: "nobody@example.al", Subject: "s", Body: "b"})
	if n := h.send(s); n != 2 { // one that is put off keeps nobody waiting
		t.Errorf("%d mails were tried", n)
	}
	if len(o.data) != 1 || takeApart(t, o.data[0]).plain != "b\n" && takeApart(t, o.data[0]).plain != "b" {
		t.Errorf("arrived: %q", o.data)
	}
	down, err := NewSMTP("smtp://127.0.0.1:1", "tryeza@example.al")
	if err != nil {
		t.Fatal(err)
	}
	if err := down.Send(ctx, "x@y", Mail{To: "a@example.al"}, h.now); err == nil || permanent(err) {
		t.Errorf("a server that is down: %v", err)
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
