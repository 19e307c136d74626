package handover_test

import (
	"sync"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/handover"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// One unit withdraws while the other accepts or refuses: one of them happens, on
// both sides.
func TestOneAnswerOnly(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		c := newCountry(t, r)
		for i := range 6 {
			id := c.offered(c.start(), receiver)
			acts := []func() error{
				func() error {
					return handover.Withdraw(ctx, c.files, c.grant(giver, access.Worker, access.OfferHandover), id)
				},
				func() error { _, err := c.take(receiver, id); return err },
				func() error {
					return handover.Refuse(ctx, c.files, c.grant(receiver, access.Supervisor, access.AnswerHandover), id, "Jo.")
				},
			}
			done := make([]error, len(acts))
			var all sync.WaitGroup
			for k := range acts {
				all.Go(func() { done[k] = acts[k]() })
			}
			all.Wait()
			won := 0
			for _, err := range done {
				if err == nil {
					won++
				}
			}
			if won != 1 {
				t.Errorf("round %d: %d answers: %v", i, won, done)
			}
			if n := c.count(store.CaseworkRoom, `SELECT count(*) FROM handover_offer AS o JOIN handover_parcel AS p ON p.id = o.id WHERE o.state <> p.state OR o.state = 'offered'`); n != 0 {
				t.Errorf("round %d: the two sides differ", i)
			}
			accepted := c.count(store.CaseworkRoom, `SELECT count(*) FROM handover_offer WHERE state = 'accepted'`)
			if files := c.count(store.CaseworkRoom, `SELECT count(*) FROM child WHERE owner_id = '`+receiver+`'`); files != accepted {
				t.Errorf("round %d: %d files of %d accepted", i, files, accepted)
			}
		}
	})
}
