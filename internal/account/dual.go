package account

import (
	"tryeza/internal/access"
	"tryeza/internal/store"
)

// A dual statement serves a committee, whose secretary may do something in it,
// and the system, whose administrator may do the same in any. $1 is the
// committee: bound by the store in the one, by us in the other.
type dual struct{ committee, system store.Query }

func dualRead(text string) dual { return dual{store.Read(text), store.ReadSystem(text)} }

func dualWrite(text string) dual { return dual{store.Write(text), store.WriteSystem(text)} }

// in picks the statement for the scope of the transaction, and refuses another
// committee than the one the grant is for.
func (d dual) in(tx *store.Tx, committee string, args []any) (store.Query, []any, error) {
	switch scope := tx.Grant().Scope(); {
	case scope == access.System:
		return d.system, append([]any{committee}, args...), nil
	case scope.ID != committee:
		return store.Query{}, nil, access.ErrDenied
	}
	return d.committee, args, nil
}

func (d dual) exec(tx *store.Tx, committee string, args ...any) (int64, error) {
	q, args, err := d.in(tx, committee, args)
	if err != nil {
		return 0, err
	}
	return tx.Exec(q, args...)
}

func dualAll[T any](tx *store.Tx, d dual, fields func(*T) []any, committee string, args ...any) ([]T, error) {
	q, args, err := d.in(tx, committee, args)
	if err != nil {
		return nil, err
	}
	return store.All(tx, q, fields, args...)
}
