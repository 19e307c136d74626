package child

import (
	"net/http"

	"tryeza/internal/access"
)

// Known is what is known of a child, as typed for a new file or as a file holds
// it: what likely duplicates are found by.
type Known struct {
	Names     []Name
	Birth     Birth
	Sex       string   // code.ChildSexes
	Residence string   // as the head of a file has it
	Guardians []string // names
	Phones    []string
	Numbers   []string // personal numbers
}

// A Candidate is a file of the unit that may be of the same child. Of a file
// that the reader does not work on, only its code and who is responsible are
// shown: Name is then "" and Open is false.
type Candidate struct {
	ID, Code string
	Worker   string // account
	Name     string
	Open     bool     // the reader works on it
	Reasons  []string // sentences in the reader's language
}

// A Near finds likely duplicates of a child among the files of the grant's unit,
// the most likely first. Package linkage has it.
type Near func(r *http.Request, g access.Grant, k Known) ([]Candidate, error)
