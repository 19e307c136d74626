package programme

import (
	"context"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// A Known programme is what other rooms are told of it: no number, nobody.
// Days are "2006-01-02".
type Known struct{ ID, Title, Municipality, From, To string }

var known = store.Read(`SELECT id, title, municipality, starts_on, ends_on FROM programme
	WHERE committee_id = $1 AND (state = 'held' OR state = 'planned' AND ends_on >= $2) ORDER BY starts_on, id`)

// ReadKnown lists the programmes of the grant's committee that were held or may
// still be, of all years; not those of which only the year is known. One that is
// over and that nobody said took place is none. g is any grant in it of somebody
// who may read them.
func ReadKnown(ctx context.Context, db *store.DB, g access.Grant) (list []Known, err error) {
	look, err := g.Also(access.ReadProgrammes)
	if err != nil {
		return nil, err
	}
	err = db.View(ctx, look, store.Subject{}, func(tx *store.Tx) error {
		list, err = KnownIn(tx)
		return err
	})
	return list, err
}

// KnownIn is ReadKnown for who reads the committee's room already: another look
// inside of that would wait for a connection while it holds one.
func KnownIn(tx *store.Tx) ([]Known, error) {
	list, err := store.All(tx, known, func(k *Known) []any { return []any{&k.ID, &k.Title, &k.Municipality, &k.From, &k.To} }, text.DayOf(tx.Now().Time))
	return slices.DeleteFunc(list, func(k Known) bool { return wholeYear(k.From, k.To) }), err
}
