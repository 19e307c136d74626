package testkit

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"tryeza/internal/text"
)

// Where sentences that people read stand in templates and in Go.
var spoken = []string{
	`[{( ]t "([^"]+)"`,
	`(?:text|web)\.T\([^,]+, "([^"]+)"`,
	`web\.NewPage\([^,]+, "([^"]+)"`,
	`f\.(?:Fail|Need|NeedDay)\([^"]*(?:"[a-z_]+"|\), |name\([^)]*\)), "([^"]+)"`,
	`f\.(?:Fail|Need|NeedDay)\(name, "([^"]+)"`,
	`f\.Code\([^,]+, [^,]+, "([^"]+)"`,
	`web\.Refuse\("([^"]+)"`,
	`web\.RefuseAt\([^,]+, "([^"]+)"`,
	`(?:[ {\t]Label|One|Many): +"([^"]+)"`,
}

// English holds that every sentence of the package under test has English, and that
// its catalogue keeps none that nobody says. ways are expressions for how sentences
// of its own reach text.T; least is how many there are at least.
func English(t *testing.T, catalogue []byte, least int, ways ...string) {
	t.Helper()
	source := ownSource(t)
	var said []string
	for _, way := range append(ways, spoken...) {
		for _, m := range regexp.MustCompile(way).FindAllStringSubmatch(source, -1) {
			if strings.ContainsAny(m[1], "abcdeë") && !strings.HasPrefix(m[1], "/") {
				said = append(said, m[1])
			}
		}
	}
	if len(said) < least {
		t.Errorf("only %d sentences were found", len(said))
	}
	for _, s := range text.Missing(said) {
		t.Errorf("no English for %q", s)
	}
	var kept map[string]string
	if err := json.Unmarshal(catalogue, &kept); err != nil {
		t.Fatal(err)
	}
	for s := range kept {
		if !strings.Contains(source, `"`+s+`"`) {
			t.Errorf("nobody says %q", s)
		}
	}
}

// ownSource is the Go code and the templates of the package under test.
func ownSource(t *testing.T) string {
	t.Helper()
	var all strings.Builder
	for _, pattern := range []string{"*.go", "*.tmpl"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			b, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.HasSuffix(name, "_test.go") {
				all.Write(b)
			}
		}
	}
	return all.String()
}
