package app

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"tryeza/internal/account"
	"tryeza/internal/disclosure"
	"tryeza/internal/handover"
	"tryeza/internal/notify"
	"tryeza/internal/retention"
	"tryeza/internal/sighting"
)

// Run does what has to be done beside the pages until ctx ends: mail and
// reminders, and in the casework room word of notices, the keeping rules, keys
// that nobody needs. It returns when the last of it has ended.
func Run(ctx context.Context, c Config, sender notify.Sender) {
	works := []func(context.Context){func(ctx context.Context) { Notices(c).Run(ctx, sender) }}
	if c.Casework != nil {
		works = append(works, c.disclosure().Run, c.retention().Loop, c.tidy)
	}
	var all sync.WaitGroup
	for _, work := range works {
		all.Go(func() { work(ctx) })
	}
	all.Wait()
}

func (c Config) disclosure() *disclosure.Service {
	return disclosure.New(c.Files(), c.disclosures())
}

// disclosures is what disclosure needs of others. Word goes out by mail, and
// says nothing of a case.
func (c Config) disclosures() disclosure.Options {
	o := disclosure.Options{People: c.members, Machine: account.Operator()}
	if c.mails() {
		people := c.people()
		o.Tell = func(ctx context.Context, person, _ string) error {
			return people.TellToLook(ctx, person)
		}
	}
	return o
}

func (c Config) retention() retention.Service {
	return retention.Service{Files: c.Files(), Machine: account.Operator(), DropNotes: sighting.DropNotes}
}

// tidyEvery is how often keys that were left over are looked for.
const tidyEvery = time.Hour

func (c Config) tidy(ctx context.Context) {
	tick := time.NewTicker(tidyEvery)
	defer tick.Stop()
	for {
		if err := handover.Tidy(ctx, c.Files(), account.Operator()); err != nil && ctx.Err() == nil {
			slog.ErrorContext(ctx, "keys that are not needed are still there", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
