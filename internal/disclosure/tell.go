package disclosure

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/store"
)

// A Service is disclosure with what it runs on.
type Service struct {
	Files child.Files
	Options
}

// New makes one.
func New(f child.Files, o Options) *Service { return &Service{f, o} }

func (s *Service) people(ctx context.Context, unit string) ([]child.Member, error) {
	if s.People == nil {
		return nil, nil
	}
	return s.People(ctx, unit)
}

// every is how often it is looked whether somebody has to be told. Word goes out
// within a minute: that is three looks.
const every = 20 * time.Second

// Run tells people of their notices, until ctx ends.
func (s *Service) Run(ctx context.Context) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		if err := s.TellDue(ctx); err != nil && ctx.Err() == nil {
			slog.ErrorContext(ctx, "not everybody was told of a notice; it is tried again", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

var untold = store.ReadUnit(`SELECT id, version, person_id, kind, right_id, at, mailed_at, seen_at FROM disclosure_notice
	WHERE owner_id = $1 AND mailed_at = $2 ORDER BY at, id`)

// TellDue sends word of every notice that nobody was sent word of yet, in all
// units. One that cannot be sent stays for the next time and holds up no other.
// Should the program stop between sending and noting it, word goes out twice: it
// is never lost.
func (s *Service) TellDue(ctx context.Context) error {
	if s.Tell == nil {
		return nil
	}
	units, err := s.Files.DB.Chains(ctx)
	for _, unit := range units {
		err = errors.Join(err, s.tellIn(ctx, unit))
	}
	return err
}

func (s *Service) tellIn(ctx context.Context, unit string) error {
	g, err := s.Machine.May(access.TellLooks, access.Institution(unit))
	if err != nil {
		return err
	}
	var list []notice
	err = s.Files.DB.View(ctx, g, store.Subject{}, func(tx *store.Tx) (err error) {
		list, err = store.All(tx, untold, (*notice).fields, never)
		return err
	})
	for _, n := range list {
		err = errors.Join(err, s.tellOne(ctx, g, n))
	}
	return err
}

// tellOne sends word of a notice and then notes that it went.
func (s *Service) tellOne(ctx context.Context, g access.Grant, n notice) error {
	if err := s.Tell(ctx, n.Person, n.Kind); err != nil {
		return err
	}
	return s.Files.DB.Change(ctx, g, store.Subject{Kind: "notice", ID: n.ID}, func(tx *store.Tx) error {
		err := notices.Edit(tx, n.ID, n.Version, func(x *notice) error {
			x.Mailed = tx.Now()
			return nil
		})
		if errors.Is(err, store.ErrConflict) {
			err = nil // seen meanwhile: the next time notes it
		}
		return err
	})
}
