package issue

import (
	"cmp"
	"errors"
	"strconv"

	"tryeza/internal/store"
)

var lastNumber = store.Read(`SELECT COALESCE(MAX(number), 0) FROM issue WHERE committee_id = $1 AND year = $2`)

// found begins a problem with the first time it was raised, and numbers it
// within the year of the day it began. It returns its id.
func found(tx *store.Tx, x Issue, first Raised) (string, error) {
	year, err := strconv.ParseInt(x.Since[:min(4, len(x.Since))], 10, 64)
	if err != nil {
		return "", err
	}
	last, err := store.Value[int64](tx, lastNumber, year)
	if err != nil {
		return "", err
	}
	x.ID, x.Year, x.Number, x.State = cmp.Or(x.ID, tx.NewID()), year, last+1, Open
	if err := issues.Add(tx, x); err != nil {
		return "", err
	}
	first.IssueID = x.ID
	if err := raisings.Add(tx, first); err != nil {
		return "", err
	}
	return x.ID, note(tx, x.ID, wasRaised, "", "")
}

// RaiseAt makes a problem of a line of the minutes. institution may be "". A line
// that did so already does nothing.
func RaiseAt(tx *store.Tx, lineID, meetingID, institution, body, on string) error {
	if _, err := raisings.Get(tx, lineID); !errors.Is(err, store.ErrNotFound) {
		return err
	}
	r := Raised{ID: lineID, InstitutionID: institution, Source: AtMeeting, SourceID: meetingID, RaisedOn: on, Body: body}
	_, err := found(tx, Issue{Body: body, Since: on}, r)
	return err
}

// Import adds a problem as another Tryeza had it, under the ids it has.
func Import(tx *store.Tx, x Issue) error {
	if err := issues.Add(tx, x); err != nil {
		return err
	}
	for _, r := range x.Raised {
		r.IssueID = x.ID
		if err := raisings.Add(tx, r); err != nil {
			return err
		}
	}
	for _, m := range x.Measures {
		m.IssueID = x.ID
		if err := measures.Add(tx, m); err != nil {
			return err
		}
	}
	for _, e := range x.Events {
		e.IssueID = x.ID
		if err := events.Add(tx, e); err != nil {
			return err
		}
	}
	return nil
}
