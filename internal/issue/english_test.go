package issue

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"tryeza/internal/text"
)

// What is missing in a form is said by a function of this package's own; it has
// English too, and no sentence is kept that nobody says.
func TestEnglish(t *testing.T) {
	names, err := filepath.Glob("*.*")
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") || strings.HasSuffix(name, ".json") {
			continue
		}
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(b)
	}
	var said []string
	for _, m := range regexp.MustCompile(`readText\(f, "\w+", "([^"]+)"\)`).FindAllStringSubmatch(all.String(), -1) {
		said = append(said, m[1])
	}
	if len(said) < 8 {
		t.Errorf("only %d sentences were found", len(said))
	}
	for _, s := range text.Missing(said) {
		t.Errorf("no English for %q", s)
	}
	catalogue := map[string]string{}
	if err := json.Unmarshal(english, &catalogue); err != nil {
		t.Fatal(err)
	}
	for s := range catalogue {
		if !strings.Contains(all.String(), `"`+s+`"`) {
			t.Errorf("nobody says %q", s)
		}
	}
}
