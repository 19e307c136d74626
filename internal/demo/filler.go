package demo

import (
	"context"
	"fmt"
	"strings"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/account"
	"tryeza/internal/app"
	"tryeza/internal/issue"
	"tryeza/internal/meeting"
	"tryeza/internal/notify"
	"tryeza/internal/store"
	"tryeza/internal/task"
)

// A filler carries the clock of the sample from day to day.
type filler struct {
	ctx      context.Context
	db       *store.DB
	actor    access.Actor
	now      time.Time
	problems map[string]string       // key of a problem → its ID in the latest return
	actors   map[string]access.Actor // by address
	tasks    []given
	became   map[string]string // what was asked after a visit or an activity → its task
	issues   map[string]string // body of an expected measure → the problem it is for
	notices  *notify.Service
	reminded string // the last morning of reminders
}

// A given task is remembered by its words and owner, until the sample says what
// became of it.
type given struct{ id, owner, body string }

func newFiller(ctx context.Context, db *store.DB) *filler {
	conf := app.Config{Committee: db, Demo: true, Address: "https://tryeza.example.al", From: "njoftime@shembull.al"}
	return &filler{
		ctx: ctx, db: db, actor: account.Operator(), problems: map[string]string{}, actors: map[string]access.Actor{}, issues: map[string]string{}, became: map[string]string{},
		notices: app.Notices(conf), reminded: "2022-07-31",
	}
}

// meets is what meetings are given; tasks they give are remembered.
func (f *filler) meets() meeting.Options {
	o := app.Meetings(f.notices.Tell)
	o.Give = func(tx *store.Tx, t meeting.Given) error {
		id, err := app.Decided(tx, t)
		f.tasks = append(f.tasks, given{id, t.Owner, t.Body})
		return err
	}
	return o
}

// arrived brings the problems of an accepted return to the committee, as app
// does; what they become is remembered.
func (f *filler) arrived(tx *store.Tx, returnID string) error {
	return issue.Arrive(tx, returnID, issue.Options{Give: func(tx *store.Tx, e issue.Expected) (string, error) {
		id, err := app.Problems.Give(tx, e)
		f.tasks = append(f.tasks, given{id, e.Owner, e.Body})
		f.issues[e.Body] = e.IssueID
		return id, err
	}})
}

// at moves the clock to a day, early in the morning; a minute passes with every
// change.
func (f *filler) at(day string) {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		panic("demo: " + err.Error()) // a typing error in this package
	}
	f.now = t.Add(6 * time.Hour)
}

func (f *filler) today() string { return f.now.Format(time.DateOnly) }

// mornings reminds everybody, day by day up to this one, at seven in Tirana. The
// sample begins with it after its first returns, before any task of theirs is due:
// who is told of a delay is told step by step.
func (f *filler) mornings(day string) error {
	for f.reminded < day {
		f.reminded = dayAfter(f.reminded)
		f.now = seven(f.reminded)
		if err := f.notices.RemindAll(f.ctx); err != nil {
			return err
		}
	}
	return nil
}

// seven is seven in the morning in Tirana, when the page says reminders come.
func seven(day string) time.Time {
	tirana, err := time.LoadLocation("Europe/Tirane")
	if err != nil {
		panic("demo: " + err.Error()) // the time zones are in the program
	}
	t, err := time.ParseInLocation("2006-01-02 15:04", day+" 07:00", tirana)
	if err != nil {
		panic("demo: " + err.Error()) // a typing error in this package
	}
	return t.UTC()
}

// change does one thing to a subject, named as the features name theirs, as the
// operator.
func (f *filler) change(p access.Permission, kind, id string, do func(tx *store.Tx) error) error {
	return f.as(f.actor, p, kind, id, do)
}

// by is change as somebody of the sample.
func (f *filler) by(email string, p access.Permission, kind, id string, do func(tx *store.Tx) error) error {
	who, err := f.who(email)
	if err == nil {
		err = f.as(who, p, kind, id, do)
	}
	if err != nil {
		return fmt.Errorf("%s, %s %s: %w", email, p, id, err)
	}
	return nil
}

func (f *filler) as(who access.Actor, p access.Permission, kind, id string, do func(tx *store.Tx) error) error {
	g, err := who.May(p, access.Committee(Committee))
	if err != nil {
		return err
	}
	f.now = f.now.Add(time.Minute)
	return f.db.Change(f.ctx, g, store.Subject{Kind: kind, ID: id}, do)
}

// who is somebody of the sample with what they may do.
func (f *filler) who(email string) (access.Actor, error) {
	if a, ok := f.actors[email]; ok {
		return a, nil
	}
	g, err := f.actor.May(access.Remind, access.Committee(Committee))
	if err != nil {
		return access.Actor{}, err
	}
	var list []account.Address
	err = f.db.View(f.ctx, g, store.Subject{}, func(tx *store.Tx) (err error) {
		list, err = account.Addresses(tx)
		return err
	})
	for _, x := range list {
		if x.Mail == email {
			f.actors[email], _, err = account.New(f.db).ReaderOf(f.ctx, x.Person)
		}
	}
	return f.actors[email], err
}

// voice is who speaks for an institution in Tryeza: its head or focal point or,
// when the sample has none, the secretary in its place.
func voice(institution string) string {
	for _, p := range People {
		if p.Institution == institution {
			return p.Email
		}
	}
	return secretary
}

// find is the task of an owner whose words begin so.
func (f *filler) find(owner, begins string) (string, error) {
	id := ""
	for _, t := range f.tasks {
		if t.owner != owner || !strings.HasPrefix(t.body, begins) {
			continue
		}
		if id != "" {
			return "", fmt.Errorf("%s has two tasks %q", owner, begins)
		}
		id = t.id
	}
	if id == "" {
		return "", fmt.Errorf("%s has no task %q", owner, begins)
	}
	return id, nil
}

// toTask does something to a task as somebody of the sample.
func (f *filler) toTask(email string, p access.Permission, owner, begins string, do func(tx *store.Tx, t task.Task) error) error {
	id, err := f.find(owner, begins)
	if err != nil {
		return err
	}
	return f.by(email, p, "task", id, func(tx *store.Tx) error {
		t, err := task.Load(tx, id)
		if err != nil {
			return err
		}
		return do(tx, t)
	})
}
