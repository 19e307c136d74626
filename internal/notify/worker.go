package notify

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/store"
)

// every is how often the outbox is looked into, and whether it is morning.
const every = 15 * time.Second

// Run sends what is in the outbox and reminds each morning, until ctx ends. With
// no sender it only reminds. Several processes may run over one database: a
// letter is claimed, and a day of a committee is done, once.
//
// One thing cannot be had: that a mail goes out exactly once. Between the word of
// the mail server that it has taken it and our note of that, the machine may
// stop. The letter is then sent again, under the same Message-ID, by which most
// mailboxes know it for the same.
func (s *Service) Run(ctx context.Context, to Sender) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		if err := s.RemindAll(ctx); err != nil && ctx.Err() == nil {
			slog.ErrorContext(ctx, "not everybody was reminded; it is tried again", "err", err)
		}
		if to != nil {
			if _, err := s.SendDue(ctx, to); err != nil && ctx.Err() == nil {
				slog.ErrorContext(ctx, "the outbox stays as it is for now", "err", err)
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// SendDue tries every letter whose time has come and reports how many were tried.
// When the mail server cannot be reached it stops: the rest waits a minute.
func (s *Service) SendDue(ctx context.Context, to Sender) (tried int, err error) {
	for {
		list, err := s.claim(ctx)
		if err != nil || len(list) == 0 {
			return tried, err
		}
		for i, l := range list {
			if ctx.Err() != nil {
				return tried, errors.Join(ctx.Err(), s.release(ctx, list[i:], 0))
			}
			failure, err := s.send(ctx, to, l)
			if err != nil {
				return tried, errors.Join(err, s.release(ctx, list[i+1:], 0))
			}
			tried++
			if failure != nil && unreachable(failure) {
				return tried, s.release(ctx, list[i+1:], pause(1))
			}
			if s.DB.Now().After(l.Claimed.Add(lease - 2*patience)) {
				return tried, s.release(ctx, list[i+1:], 0) // not to be sent by another at the same time
			}
		}
	}
}

// release gives back letters that were claimed and not tried.
func (s *Service) release(ctx context.Context, list []letter, wait time.Duration) error {
	if len(list) == 0 {
		return nil
	}
	g, err := s.grant(access.SendMail, access.System)
	if err != nil {
		return err
	}
	return s.DB.Change(context.WithoutCancel(ctx), g, store.Subject{Kind: "mail"}, func(tx *store.Tx) error {
		for _, l := range list {
			if _, err := tx.Exec(putBack, l.Committee, l.ID, l.Tries, store.At(tx.Now().Add(wait))); err != nil {
				return err
			}
		}
		return nil
	})
}

// claim takes some letters, if there are any: an empty outbox is only looked at.
func (s *Service) claim(ctx context.Context) (list []letter, err error) {
	g, err := s.grant(access.SendMail, access.System)
	if err != nil {
		return nil, err
	}
	err = s.DB.View(ctx, g, store.Subject{}, func(tx *store.Tx) (err error) {
		list, err = store.All(tx, ready, (*letter).fields, tx.Now())
		return err
	})
	if err != nil || len(list) == 0 {
		return nil, err
	}
	var mine []letter
	err = s.DB.Change(ctx, g, store.Subject{Kind: "mail"}, func(tx *store.Tx) (err error) {
		mine, err = take(tx, list)
		return err
	})
	return mine, err
}

// send tries one letter and notes how that ended: failure is why it did not leave.
func (s *Service) send(ctx context.Context, to Sender, l letter) (failure, err error) {
	m := Mail{Kind: l.Kind, To: l.To, Subject: l.Subject, Body: l.Body, Calendar: l.Calendar, Method: l.Method}
	failure = to.Send(ctx, messageID(l, s.From), m, l.Queued.Time)
	if failure != nil && ctx.Err() != nil {
		return failure, ctx.Err() // told to stop: whoever comes next tries it
	}
	if failure != nil {
		slog.WarnContext(ctx, "a mail did not leave", "mail", l.ID, "tries", l.Tries, "permanent", permanent(failure))
	}
	g, err := s.grant(access.SendMail, access.System)
	if err != nil {
		return failure, err
	}
	// Being told to stop must not keep us from noting what has left.
	err = s.DB.Change(context.WithoutCancel(ctx), g, store.Subject{Kind: "mail", ID: l.ID}, func(tx *store.Tx) error { return note(tx, l, failure) })
	return failure, err
}
