package worlds_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"tryeza/internal/account"
	"tryeza/internal/app"
	"tryeza/internal/child"
	"tryeza/internal/demo"
	"tryeza/internal/disclosure"
	"tryeza/internal/handover"
	"tryeza/internal/notify"
	"tryeza/internal/retention"
	"tryeza/internal/sighting"
	"tryeza/internal/store"
)

// A postbox keeps the mail that a world sends.
type postbox struct{ sent []string }

// Send implements notify.Sender.
func (b *postbox) Send(_ context.Context, id string, m notify.Mail, on time.Time) error {
	b.sent = append(b.sent, fmt.Sprintf("%s %+v %s", id, m, on))
	return nil
}

// night is what a world does by itself until the next morning: reminders, the
// keeping rules, word of notices, keys that nobody needs, and the mail. It
// returns the mail.
func (w *world) night(t testing.TB) string {
	t.Helper()
	for _, db := range w.dbs {
		db.Now = func() time.Time { return demo.Now.AddDate(0, 0, 1) }
	}
	notices := app.Notices(w.conf)
	people := account.New(w.conf.Committee)
	people.Address = w.conf.Address
	people.Mail = func(tx *store.Tx, m account.Mail) error {
		return notices.Queue(tx, notify.Mail{Kind: "account", To: m.To, Subject: m.Subject, Body: m.Body, Secret: m.Secret})
	}
	tell := disclosure.New(w.conf.Files(), disclosure.Options{
		Machine: account.Operator(), Tell: func(ctx context.Context, person, _ string) error { return people.TellToLook(ctx, person) },
		People: func(context.Context, string) ([]child.Member, error) { return nil, nil },
	})
	keep := retention.Service{Files: w.conf.Files(), Machine: account.Operator(), DropNotes: sighting.DropNotes}
	var box postbox
	for _, do := range []func() error{
		func() error { return notices.RemindAll(ctx) },
		func() error { return keep.Due(ctx) },
		func() error { return tell.TellDue(ctx) },
		func() error { return handover.Tidy(ctx, w.conf.Files(), account.Operator()) },
		func() error { _, err := notices.SendDue(ctx, &box); return err },
	} {
		if err := do(); err != nil {
			t.Fatal(err)
		}
	}
	return strings.Join(box.sent, "\n")
}

// random are the columns of the committee room that no two runs have alike: what
// is sealed is sealed with a fresh nonce.
var random = map[string]bool{}

// compareNight lets a night pass in both worlds and compares the mail that goes
// out, and then all that the committee rooms keep: the trail, the outbox, the
// accounts, everything. It returns how many bytes of mail there were.
func (p *pair) compareNight(t testing.TB) int {
	t.Helper()
	mail, same := p.a.night(t), p.b.night(t)
	if diff := unlike(mail, same); diff != "" {
		t.Errorf("the mail of the two worlds differs %s", diff)
	}
	a, b := p.a.raw(t, store.CommitteeRoom), p.b.raw(t, store.CommitteeRoom)
	for _, table := range column(t, a, `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`) {
		var kept []string
		for _, c := range column(t, a, fmt.Sprintf(`SELECT name FROM pragma_table_info('%s') ORDER BY cid`, table)) {
			if !random[table+"."+c] {
				kept = append(kept, "quote("+c+")")
			}
		}
		rows := `SELECT ` + strings.Join(kept, " || ' ' || ") + ` AS line FROM ` + table + ` ORDER BY line`
		if diff := unlike(strings.Join(column(t, a, rows), "\n"), strings.Join(column(t, b, rows), "\n")); diff != "" {
			t.Errorf("table %s of the committee rooms differs %s", table, diff)
		}
	}
	return len(mail)
}
