package register

import (
	"context"
	"maps"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/figure"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// Two registers may be given the same identifier by a document. Then the second
// record is refused, and the numbers of the first stay.
func TestAnotherRecordIsNotWrittenOver(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		found(t, db)
		first := Numbers{{What: "enrolled"}: figure.Exactly(figure.Whole(34))}
		testkit.Change(t, db, access.ImportCommittee, func(tx *store.Tx) error { return Import(tx, "x", first, nil, nil) })
		err := db.Change(context.Background(), testkit.Grant(t, access.ImportCommittee), store.Subject{Kind: "test"}, func(tx *store.Tx) error {
			return Import(tx, "x", Numbers{{What: "jobs"}: figure.Exactly(figure.Whole(9))}, nil, nil)
		})
		if err == nil {
			t.Error("the second record was kept under the identifier of the first")
		}
		if now := loaded(t, db); !maps.Equal(now, first) {
			t.Errorf("the numbers of the first are %v", now)
		}
	})
}
