package store

import "time"

const someEvents = `SELECT seq, at, actor, verb, kind, subject, detail, hash FROM audit_event
	WHERE scope_id = $1 AND seq < $2 AND at >= $3 AND at < $4 AND verb <> $5 ORDER BY seq DESC LIMIT $6`

// A Window narrows the trail to the events from one instant up to, and without,
// another, and leaves out those of one verb. The zero Window is the whole trail.
type Window struct {
	From, To Time // To is open when zero
	Without  string
}

// AuditEvents reads up to n events of the window before the one numbered before,
// newest first. The grant must be one to read the audit trail.
func (tx *Tx) AuditEvents(w Window, before int64, n int) ([]Event, error) {
	if err := tx.owns(query{owner: "audit", kind: tx.grant.Scope().Kind}); err != nil {
		return nil, err
	}
	if w.To.IsZero() {
		w.To = At(time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC))
	}
	rows, err := tx.tx.QueryContext(tx.ctx, tx.db.d.rebind(someEvents), tx.grant.Scope().ID, before, w.From, w.To, w.Without, n)
	if err != nil {
		return nil, tx.fail(err)
	}
	return scanEvents(rows)
}

const eventsOn = `SELECT seq, at, actor, verb, kind, subject, detail, hash FROM audit_event
	WHERE scope_id = $1 AND kind = $2 AND (CAST($3 AS TEXT) = '' OR subject = $3) AND seq < $4 AND at >= $5 AND at < $6 ORDER BY seq DESC LIMIT $7`

// Trail reads up to n events of the window about one subject, or about all of
// its kind when its ID is "", before the one numbered before, newest first:
// who looked at what. The grant must be one to read disclosures.
func (tx *Tx) Trail(w Window, on Subject, before int64, n int) ([]Event, error) {
	if err := tx.owns(query{owner: "disclosure", kind: tx.grant.Scope().Kind}); err != nil {
		return nil, err
	}
	if w.To.IsZero() {
		w.To = At(time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC))
	}
	rows, err := tx.tx.QueryContext(tx.ctx, tx.db.d.rebind(eventsOn), tx.grant.Scope().ID, on.Kind, on.ID, before, w.From, w.To, n)
	if err != nil {
		return nil, tx.fail(err)
	}
	return scanEvents(rows)
}
