package notify

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
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
	h.add("committee", "id", "durres", "name", "Komiteti Rajonal Antitrafik Durrës", "qark", "07")
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
		On: true, Address: "https://tryeza.example.al", From: "Tryeza <tryeza@example.al>", Machine: account.Operator(),
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

var shapes = sync.OnceValues(func() ([]store.Shape, error) { return store.Shapes(store.CommitteeRoom) })

// add inserts a row past the store, from columns and values. What is not said is
// empty, so that a column more elsewhere is nothing to us.
func (h *house) add(table string, pairs ...any) string {
	h.t.Helper()
	given := map[string]any{"committee_id": "durres", "version": 1}
	for i := 0; i < len(pairs); i += 2 {
		given[pairs[i].(string)] = pairs[i+1]
	}
	if _, ok := given["id"]; !ok {
		given["id"] = h.id(table[:1])
	}
	shapes, err := shapes()
	if err != nil {
		h.t.Fatal(err)
	}
	at := slices.IndexFunc(shapes, func(s store.Shape) bool { return s.Name == table })
	var columns, values []string
	for _, c := range shapes[at].Columns {
		v, ok := given[c.Name]
		if !ok {
			v = map[string]any{"text": "", "int": 0, "bool": false, "time": "0001-01-01T00:00:00.000000Z", "bytes": ""}[c.Type]
		}
		text := fmt.Sprint(v)
		if s, ok := v.(string); ok {
			text = "'" + strings.ReplaceAll(s, "'", "''") + "'"
		}
		columns, values = append(columns, c.Name), append(values, text)
	}
	insert := "INSERT INTO " + table + " (" + strings.Join(columns, ", ") + ") VALUES (" + strings.Join(values, ", ") + ")"
	if _, err := h.raw.Exec(insert); err != nil {
		h.t.Fatalf("%v\n%s", err, insert)
	}
	return fmt.Sprint(given["id"])
}

func (h *house) rule(code, value string) {
	h.add("committee_rule", "code", code, "value", value, "unit", "days")
}

func (h *house) institution(id, name string) {
	h.add("committee_institution", "id", id, "kind", "state", "sector", "police")
	h.add("committee_name", "institution_id", id, "name", name)
}

// person adds somebody with an office, and gives their id.
func (h *house) person(mail, lang string, role access.Role, institution string) string {
	id := h.add("account_person", "id", h.id("p"), "email", mail, "lang", lang, "name", "Emër Mbiemër")
	h.office(id, role, institution)
	return id
}

func (h *house) office(person string, role access.Role, institution string) string {
	return h.add("account_role", "person_id", person, "role", string(role), "institution_id", institution, "valid_from", "2020-01-01", "seen_by_head", true)
}

// task adds one with the same words in every field for words, and gives its id.
func (h *house) task(owner, askedBy, due, words string) string {
	return h.add("task", "id", h.id("t"), "year", 2022, "number", h.n, "kind", "decision", "body", words, "owner_id", owner, "priority", "normal", "asked_by", askedBy,
		"given_on", "2022-01-01", "due_on", due, "state", "open", "what", words, "reason", words)
}

func (h *house) closeTask(id string) {
	h.do(`UPDATE task SET state = 'closed' WHERE committee_id = 'durres' AND id = %s`, id)
}

func (h *house) meeting(day, state, words string, called ...string) string {
	id := h.add("meeting", "body", "table", "kind", "ordinary", "held_on", day, "time_of_day", "11:00", "place", "Salla e Prefekturës",
		"title", words, "note", words, "reason", words, "state", state, "recorded", false)
	for i, inst := range called {
		h.add("meeting_call", "meeting_id", id, "position", i, "institution_id", inst, "kind", "member", "note", words)
	}
	return id
}

func (h *house) round(period string) string {
	plan := h.add("plan", "year", 2000+h.n, "state", "draft")
	return h.add("reporting_round", "period", period, "plan_id", plan)
}

func (h *house) owes(round, institution, due, words string) string {
	return h.add("reporting_return", "round_id", round, "institution_id", institution, "state", "draft", "due_on", due, "channel", "web", "source_note", words)
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
