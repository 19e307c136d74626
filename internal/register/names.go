package register

import (
	"tryeza/internal/institution"
	"tryeza/internal/store"
)

// A Directory is the institutions of the committee, in the order of its lists.
type Directory = institution.Directory

var allNames = store.Read(institution.Names)

// ReadDirectory reads what they are called on a day.
func ReadDirectory(tx *store.Tx, day string) (Directory, error) {
	return institution.Read(tx, allNames, day)
}
