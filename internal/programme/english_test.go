package programme

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/jba/templatecheck"

	"tryeza/internal/text"
	"tryeza/internal/web"
)

// Where sentences that people read stand in templates and in Go.
var spoken = []*regexp.Regexp{
	regexp.MustCompile(`[{( ]t "([^"]+)"`),
	regexp.MustCompile(`text\.T\([^,]+, "([^"]+)"`),
	regexp.MustCompile(`web\.NewPage\([^,]+, "([^"]+)"`),
	regexp.MustCompile(`f\.(?:Fail|Need|NeedDay)\([^"]*(?:"[a-z_]+"|\), |name\([^)]*\)), "([^"]+)"`),
	regexp.MustCompile(`f\.Code\([^,]+, [^,]+, "([^"]+)"`),
	regexp.MustCompile(`web\.Refuse\("([^"]+)"`),
	regexp.MustCompile(`web\.RefuseAt\([^,]+, "([^"]+)"`),
	regexp.MustCompile(`(?:Label|One|Many): +"([^"]+)"`),
	regexp.MustCompile(`web\.Redirect\([^"]*"#missing", "([^"]+)"`),
}

// Every sentence has English, and no sentence is kept that nobody says.
func TestEnglish(t *testing.T) {
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
	var said []string
	for _, re := range spoken {
		for _, m := range re.FindAllStringSubmatch(all.String(), -1) {
			if m[1] != "%s" {
				said = append(said, m[1])
			}
		}
	}
	if len(said) < 100 {
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

// Every page fits the struct it shows.
func TestTemplatesFitTheirPages(t *testing.T) {
	for _, v := range web.Views() {
		if err := templatecheck.CheckHTML(v.Template, v.Data); err != nil {
			t.Errorf("%s (%T): %v", v.File, v.Data, err)
		}
	}
}
