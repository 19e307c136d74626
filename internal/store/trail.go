package store

const eventsBetween = `SELECT seq, at, actor, verb, kind, subject, detail, hash FROM audit_event
	WHERE scope_id = $1 AND seq < $2 AND at >= $3 AND at < $4 ORDER BY seq DESC LIMIT $5`

// AuditEventsBetween is AuditEvents for the events from one instant up to, and
// without, another.
func (tx *Tx) AuditEventsBetween(from, to Time, before int64, n int) ([]Event, error) {
	if err := tx.owns(query{owner: "audit", kind: tx.grant.Scope().Kind}); err != nil {
		return nil, err
	}
	rows, err := tx.tx.QueryContext(tx.ctx, tx.db.d.rebind(eventsBetween), tx.grant.Scope().ID, before, from, to, n)
	if err != nil {
		return nil, tx.fail(err)
	}
	return scanEvents(rows)
}
