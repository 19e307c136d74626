package enrolment_test

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	_ "tryeza/internal/enrolment"
	"tryeza/internal/text"
)

// Every sentence a visitor can read has an English one.
func TestEverySentenceHasEnglish(t *testing.T) {
	var sentences []string
	for glob, find := range map[string]*regexp.Regexp{
		"*.tmpl":    regexp.MustCompile(`\bt "([^"]+)"`),
		"[a-z]*.go": regexp.MustCompile(`(?:NewPage\(r, |text\.T\([a-zA-Z.]+, |editView, |removeView, |base\(g, r\), |Need(?:Day)?\("[a-z]+", |Fail\("[a-z]+", |Code\(name, list, |Label: |One: |Many: |field\("[a-z0-9]+", )"([^"]{4,})"`),
	} {
		names, err := filepath.Glob(glob)
		if err != nil || len(names) == 0 {
			t.Fatal(names, err)
		}
		for _, name := range names {
			b, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if filepath.Base(name) == "words_test.go" {
				continue
			}
			for _, m := range find.FindAllStringSubmatch(string(b), -1) {
				sentences = append(sentences, m[1])
			}
		}
	}
	for _, s := range text.Missing(sentences) {
		t.Errorf("no English for %q", s)
	}
	if len(sentences) < 60 {
		t.Errorf("only %d sentences were found", len(sentences))
	}
}
