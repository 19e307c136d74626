package issue

import "tryeza/internal/store"

// Options is what problems need of other features. App passes their functions,
// which run in the transaction of the problem.
type Options struct {
	// Give makes a task of a measure that is expected, and says which.
	Give func(tx *store.Tx, e Expected) (taskID string, err error)
}

// Expected is a measure that is expected. It is due on a day, or at the next
// meeting of DueBody (code.Bodies).
type Expected struct {
	IssueID, Body, Owner string
	DueOn, DueBody       string
	Priority             string // code.Priorities
	GivenOn              string // day; "" is today
}
