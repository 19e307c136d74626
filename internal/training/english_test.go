package training

import (
	"testing"

	"tryeza/internal/testkit"
)

// Every sentence has English, and no sentence is kept that nobody says.
func TestEnglish(t *testing.T) {
	testkit.English(t, english, 180,
		`readSpan\(f, "([^"]+)"`,
		`(?:title|lead|button|done): +"([^"]+)"`,
		`(?:true|false): +"([^"]* [^"]*)"`,
		`web\.Redirect\([^"]*"[^"]*"[^"]*, "([^"]+)"`,
		`kind\{"[a-z]+", "([^"]+)"`,
		`kind\{"[a-z]+", "[^"]+", "([^"]+)"`,
		`kind\{(?:"[^"]+", ){3}"([^"]+)"`,
		`kind\{(?:"[^"]+", ){4}"([^"]+)"`,
		`kind\{(?:"[^"]+", ){5}"([^"]+)"`,
	)
}
