package meeting

import "tryeza/internal/store"

// Import adds a meeting as another Tryeza had it, under the ids it has. Who sat
// that day was settled when it was recorded.
func Import(tx *store.Tx, m Meeting) error {
	if err := meetings.Add(tx, minutes{Meeting: m, edits: 1}); err != nil {
		return err
	}
	return saveParts(tx, parts{}, m)
}
