package app

import (
	"context"

	"tryeza/internal/access"
	"tryeza/internal/account"
	"tryeza/internal/child"
	"tryeza/internal/committee"
	"tryeza/internal/notify"
	"tryeza/internal/store"
	"tryeza/internal/task"
)

// Notices is the outbox of the committee room, with what it needs of other
// features. Its Run sends and reminds. The sample keeps its mail to be looked at.
func Notices(c Config) *notify.Service {
	people := account.New(c.Committee)
	return notify.New(c.Committee, notify.Options{
		On: c.mails() || c.Demo, Demo: c.Demo, Address: c.Address, From: c.From, Secure: c.Secure,
		Machine:   account.Operator(),
		Addresses: addresses,
		Escalate:  task.Escalate,
		Reader:    people.ReaderOf,
		Committees: func(ctx context.Context) ([]string, error) {
			return committee.IDs(ctx, c.Committee, account.Operator())
		},
	})
}

func addresses(tx *store.Tx) ([]notify.Address, error) {
	list, err := account.Addresses(tx)
	people := make([]notify.Address, len(list))
	for i, a := range list {
		people[i] = notify.Address(a)
	}
	return people, err
}

// mails reports whether mail goes out: links in it need an address of their own.
func (c Config) mails() bool { return c.Mail && c.Address != "" }

// people are the accounts; their mail goes through the outbox.
func (c Config) people() *account.Service {
	s := account.New(c.Committee)
	s.Secure, s.Demo, s.Proxy, s.Address, s.Keys = c.Secure, c.Demo, c.Proxied, c.Address, c.Keys
	if c.Casework != nil {
		s.FoundUnit = c.FoundUnit
		s.OpenFiles = func(ctx context.Context, unit access.Grant, person string) (int, error) {
			return child.OpenFiles(ctx, c.Files(), unit, person)
		}
		s.Left = c.left
	}
	if c.mails() {
		outbox := Notices(c)
		s.Mail = func(tx *store.Tx, m account.Mail) error {
			return outbox.Queue(tx, notify.Mail{Kind: "account", To: m.To, Subject: m.Subject, Body: m.Body, Secret: m.Secret})
		}
	}
	return s
}
