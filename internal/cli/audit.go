package cli

import (
	"context"
	"fmt"
)

type auditCmd struct {
	Verify verifyCmd `cmd:"" help:"Recompute the chain of every committee and name what was changed or removed."`
}

type verifyCmd struct{}

// Run prints a line for each fault, and fails if there is one.
func (verifyCmd) Run(ctx context.Context, d *Databases, out output) error {
	return d.withAll(ctx, func(r rooms) error { return verify(ctx, r, out) })
}

func verify(ctx context.Context, r rooms, out output) error {
	faults, events := []string(nil), int64(0)
	for _, db := range r.list() {
		f, n, err := db.Verify(ctx)
		if err != nil {
			return err
		}
		faults, events = append(faults, f...), events+n
	}
	for _, f := range faults {
		fmt.Fprintln(out, f)
	}
	if len(faults) > 0 {
		return fmt.Errorf("the audit trail is not whole: %s in %s", counted(int64(len(faults)), "fault"), counted(events, "event"))
	}
	fmt.Fprintf(out, "The audit trail is whole: %s.\n", counted(events, "event"))
	return nil
}
