package notify

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/account"
	"tryeza/internal/store"
	"tryeza/internal/task"
	"tryeza/internal/testkit"
)

// A house is a committee room that tests fill past the store, with the service
// over it. Its clock stands where the test puts it.
type house struct {
	t   testing.TB
	db  *store.DB
	raw *sql.DB
	s   *Service
	now time.Time
	n   int
}

// each runs f on every kind of database.
func each(t *testing.T, f func(h *house)) {
	for name, url := range testkit.URLs(t) {
		t.Run(name, func(t *testing.T) { f(newHouse(t, url)) })
	}
}

func newHouse(t testing.TB, url string) *house {
	h := &house{t: t, now: testkit.Now}
	h.s = h.service(url)
	h.db = h.s.DB
	driver := "sqlite"
	if strings.HasPrefix(url, "postgres") {
		driver = "pgx"
	}
	var err error
	if h.raw, err = sql.Open(driver, url); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.raw.Close() })
	h.do(`INSERT INTO committee (committee_id, id, version, name, qark, sample, founded_on, letterhead, signature, place)
		VALUES ('durres', 'durres', 1, 'Komiteti Rajonal Antitrafik Durrës', '07', FALSE, '', '', '', '')`)
	for _, r := range [][2]string{{"reminder_before", "7"}, {"escalation_head", "7"}, {"escalation_table", "14"}, {"escalation_chair", "30"}} {
		h.rule(r[0], r[1])
	}
	return h
}

// service is one process over the database at url.
func (h *house) service(url string) *Service {
	db := testkit.Open(h.t, store.CommitteeRoom, url)
	db.Now = func() time.Time { return h.now }
	return New(db, Options{
		On: true, Address: "https://tryeza.example.al", From: "tryeza@example.al", Machine: account.Operator(),
		Addresses: func(tx *store.Tx) (people []Address, err error) {
			list, err := account.Addresses(tx)
			for _, a := range list {
				people = append(people, Address(a))
			}
			return people, err
		},
		Escalate:   task.Escalate,
		Reader:     account.New(db).ReaderOf,
		Committees: func(context.Context) ([]string, error) { return []string{"durres"}, nil },
	})
}

// do runs a statement past the store, with every value in it.
func (h *house) do(format string, args ...any) {
	h.t.Helper()
	for i, a := range args {
		if s, ok := a.(string); ok {
			args[i] = "'" + strings.ReplaceAll(s, "'", "''") + "'"
		}
	}
	if _, err := h.raw.Exec(fmt.Sprintf(format, args...)); err != nil {
		h.t.Fatalf("%v\n%s", err, fmt.Sprintf(format, args...))
	}
}

func (h *house) id(prefix string) string {
	h.n++
	return fmt.Sprintf("%s%d", prefix, h.n)
}

func (h *house) rule(code, value string) {
	h.do(`INSERT INTO committee_rule (committee_id, id, version, code, value, unit, legal_basis, valid_from, valid_to, verified)
		VALUES ('durres', %s, 1, %s, %s, 'days', '', '', '', FALSE)`, h.id("r"), code, value)
}

func (h *house) institution(id, name string) {
	h.do(`INSERT INTO committee_institution (committee_id, id, version, kind, sector, municipality, position, note) VALUES ('durres', %s, 1, 'state', 'police', '', 1, '')`, id)
	h.do(`INSERT INTO committee_name (committee_id, id, version, institution_id, name, short, name_key, alias, valid_from, valid_to)
		VALUES ('durres', %s, 1, %s, %s, '', '', FALSE, '', '')`, h.id("n"), id, name)
}

// person adds somebody with an office, and gives their id.
func (h *house) person(mail, lang string, role access.Role, institution string) string {
	id := h.id("p")
	h.do(`INSERT INTO account_person (id, email, name, lang, password, second_factor, totp_secret, totp_next, totp_last, created_at)
		VALUES (%s, %s, 'Emër Mbiemër', %s, '', '', '', '', 0, '2020-01-01T00:00:00.000000Z')`, id, mail, lang)
	h.office(id, role, institution)
	return id
}

func (h *house) office(person string, role access.Role, institution string) {
	h.do(`INSERT INTO account_role (committee_id, id, person_id, role, institution_id, valid_from, valid_to, granted_by, created_at, seen_by_head)
		VALUES ('durres', %s, %s, %s, %s, '2020-01-01', '', 'x', '2020-01-01T00:00:00.000000Z', TRUE)`, h.id("o"), person, string(role), institution)
}

// task adds one of the year of its due day, and gives its id.
func (h *house) task(owner, askedBy, due, words string) string {
	id := h.id("t")
	h.do(`INSERT INTO task (committee_id, id, version, year, number, kind, body, owner_id, priority, source_id, meeting_id, asked_by, given_on, due_on, due_body, due_meeting, state, what, done_on, answered_by, checked_by, closed_on, reason, escalated)
		VALUES ('durres', %s, 1, %d, %d, 'decision', %s, %s, 'normal', '', '', %s, '2022-01-01', %s, '', '', 'open', %s, '', '', '', '', %s, 0)`,
		id, 2000+h.n/900, h.n, words, owner, askedBy, due, words, words)
	return id
}

func (h *house) closeTask(id string) {
	h.do(`UPDATE task SET state = 'closed' WHERE committee_id = 'durres' AND id = %s`, id)
}

func (h *house) meeting(day, state, words string, called ...string) string {
	id := h.id("m")
	h.do(`INSERT INTO meeting (committee_id, id, version, body, kind, held_on, date_note, time_of_day, place, title, chaired_by, source, note, edits, state, recorded, reason)
		VALUES ('durres', %s, 1, 'table', 'ordinary', %s, '', '11:00', 'Salla e Prefekturës', %s, '', '', %s, 0, %s, FALSE, %s)`, id, day, words, words, state, words)
	for i, inst := range called {
		h.do(`INSERT INTO meeting_call (committee_id, id, version, meeting_id, position, institution_id, kind, reply, substitute, note, replied_at)
			VALUES ('durres', %s, 1, %s, %d, %s, 'member', '', '', %s, '0001-01-01T00:00:00.000000Z')`, h.id("c"), id, i, inst, words)
	}
	return id
}

func (h *house) round(period string) string {
	id := h.id("w")
	h.do(`INSERT INTO plan (committee_id, id, version, year, title, state, approved_on, protocol, priorities) VALUES ('durres', %s, 1, %d, '', 'draft', '', '', '')`, "plan"+id, 2000+h.n)
	h.do(`INSERT INTO reporting_round (committee_id, id, version, period, plan_id, title, opened_on, due_on, rule_id, message) VALUES ('durres', %s, 1, %s, %s, '', '', '', '', '')`, id, period, "plan"+id)
	return id
}

func (h *house) return_(round, institution, due, words string) string {
	id := h.id("k")
	h.do(`INSERT INTO reporting_return (committee_id, id, version, round_id, institution_id, state, due_on, channel, source_note, entered_by, reference, sent_at, first_sent_at, accepted_at, started_at, no_problems, no_measures)
		VALUES ('durres', %s, 1, %s, %s, 'draft', %s, 'web', %s, '', '', '0001-01-01T00:00:00.000000Z', '0001-01-01T00:00:00.000000Z', '0001-01-01T00:00:00.000000Z', '0001-01-01T00:00:00.000000Z', FALSE, FALSE)`,
		id, round, institution, due, words)
	return id
}

// morningOf puts the clock to half past seven in Tirana, and reminds.
func (h *house) morningOf(day string) {
	h.t.Helper()
	h.now = at(h.t, day, "07:30")
	if err := h.s.RemindAll(context.Background()); err != nil {
		h.t.Fatal(err)
	}
}

func at(t testing.TB, day, clock string) time.Time {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Tirane")
	if err != nil {
		t.Fatal(err)
	}
	m, err := time.ParseInLocation("2006-01-02 15:04", day+" "+clock, zone)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// outbox is every mail that was queued, in order.
func (h *house) outbox() (list []letter) {
	h.t.Helper()
	err := h.db.View(context.Background(), testkit.Grant(h.t, access.SendMail), store.Subject{}, func(tx *store.Tx) (err error) {
		list, err = store.All(tx, everyLetter, (*letter).fields)
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return list
}

var everyLetter = store.ReadSystem(letterColumns + ` ORDER BY queued_at, recipient, id`)

// A carrier is a mail server that keeps what it is handed, by Message-ID.
type carrier struct {
	got   map[string]Mail
	times map[string]int
	fail  error
	after func(id string) // runs once a mail was taken
}

func newCarrier() *carrier { return &carrier{got: map[string]Mail{}, times: map[string]int{}} }

func (c *carrier) Send(_ context.Context, id string, m Mail, _ time.Time) error {
	if c.fail != nil {
		return c.fail
	}
	if old, ok := c.got[id]; ok && old != m {
		return errors.New("two mails under one Message-ID")
	}
	c.got[id] = m
	c.times[id]++
	if c.after != nil {
		c.after(id)
	}
	return nil
}
