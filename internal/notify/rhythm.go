package notify

import (
	"tryeza/internal/code"
	"tryeza/internal/store"
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
