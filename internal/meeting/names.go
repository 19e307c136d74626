package meeting

import (
	"tryeza/internal/institution"
	"tryeza/internal/store"
)

type directory = institution.Directory

var allNames = store.Read(institution.Names)

func readDirectory(tx *store.Tx, day string) (directory, error) {
	return institution.Read(tx, allNames, day)
}
