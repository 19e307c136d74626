package campaign

import (
	"testing"

	"tryeza/internal/testkit"
)

// Every sentence has English, and no sentence is kept that nobody says.
func TestEnglish(t *testing.T) {
	testkit.English(t, english, 200, `web\.Redirect\([^"]*"#missing", "([^"]+)"`)
}
