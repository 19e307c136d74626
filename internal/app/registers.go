package app

import (
	"context"

	"tryeza/internal/access"
	"tryeza/internal/account"
	"tryeza/internal/campaign"
	"tryeza/internal/committee"
	"tryeza/internal/employment"
	"tryeza/internal/programme"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/task"
	"tryeza/internal/training"
	"tryeza/internal/web"
)

// Asks gives the task by which an institution is asked for something: by a day, or
// until the next meeting of the technical table.
func Asks(tx *store.Tx, r register.Request) (taskID string, err error) {
	n := task.New{Kind: "request", Body: r.Body, OwnerID: r.OwnerID, AskedBy: r.AskedBy, DueOn: r.DueOn}
	if n.DueOn == "" {
		n.DueBody = "table"
	}
	return task.Give(tx, n)
}

// registers are the four registers of prevention.
func (c Config) registers(m *web.Mux) {
	programmes := programme.Options{Asks: Asks}
	if c.Casework != nil {
		programmes.Effect = c.effectOf
	}
	programme.Routes(m, c.Committee, programmes)
	employment.Routes(m, c.Committee, employment.Options{Asks: Asks})
	campaign.Routes(m, c.Committee, campaign.Options{Asks: Asks, Committees: c.committees})
	training.Routes(m, c.Committee, training.Options{Asks: Asks, Machine: account.Operator(), Address: c.Address})
}

// committees are those there are, for whoever sends a calendar to all of theirs. The
// program itself asks; what the actor may do there is asked of each.
func (c Config) committees(ctx context.Context, _ access.Actor) ([]string, error) {
	return committee.IDs(ctx, c.Committee, account.Operator())
}
