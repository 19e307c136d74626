package notify

import (
	"slices"

	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// Rhythms are how often an institution is reminded.
var Rhythms = code.List{
	{Code: "day", SQ: "çdo ditë që ka diçka", EN: "every day there is something"},
	{Code: "week", SQ: "një herë në javë, të hënën", EN: "once a week, on Monday"},
}

var (
	weekly    = store.Read(`SELECT institution_id FROM notify_rhythm WHERE committee_id = $1 AND rhythm = 'week'`)
	setRhythm = store.Write(`INSERT INTO notify_rhythm (committee_id, institution_id, rhythm) VALUES ($1, $2, $3)
		ON CONFLICT (committee_id, institution_id) DO UPDATE SET rhythm = excluded.rhythm`)
)

// weeklyInstitutions are those that asked to be reminded once a week.
func weeklyInstitutions(tx *store.Tx) ([]string, error) {
	return store.All(tx, weekly, func(s *string) []any { return []any{s} })
}

// SetRhythm says how often an institution is reminded, by a code of Rhythms. One
// that is none of the committee's today does not exist.
func SetRhythm(tx *store.Tx, institution, rhythm string) error {
	names, err := store.All(tx, named, func(o *web.Option) []any { return []any{&o.Value, &o.Label} }, text.DayOf(tx.Now().Time))
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(names, func(o web.Option) bool { return o.Value == institution }) {
		return store.ErrNotFound
	}
	_, err = tx.Exec(setRhythm, institution, rhythm)
	return err
}
