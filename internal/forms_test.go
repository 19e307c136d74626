package internal_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var postForm = regexp.MustCompile(`(?s)<form\b[^>]*? method="post".*?</form>`)

// What takes long to type: a text, or the numbers of a register.
var longTyped = regexp.MustCompile(`"textarea"|<textarea|"register-numbers"|"register-partners"`)

// Whoever types a text, or counts a day's children, is not to lose it by leaving
// the page: its form saves itself, or asks before the page is left.
func TestLongTextsAreGuarded(t *testing.T) {
	files, err := filepath.Glob("*/*.tmpl")
	if err != nil || len(files) < 50 {
		t.Fatalf("%d templates, %v", len(files), err)
	}
	guarded := 0
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, form := range postForm.FindAllString(string(b), -1) {
			if !longTyped.MatchString(form) {
				continue
			}
			if guarded++; !strings.Contains(form, " data-guard") && !strings.Contains(form, " data-autosave=") {
				t.Errorf("%s: a form with a text neither saves itself nor asks: %.90s", name, form)
			}
		}
	}
	if guarded < 10 {
		t.Errorf("only %d forms with texts were found", guarded)
	}
}
