package unit

import (
	"io/fs"
	"os"
	"regexp"
	"testing"

	"tryeza/internal/text"
)

var (
	inTemplate = regexp.MustCompile(`\bt "([^"]+)"`)
	inCode     = regexp.MustCompile(`(?:NewPage\(r, |newBase\(r, g, |T\([rl], |Redirect\(w, r, path\([^)]*\), |Fail\("[a-z_]+", |Need\("[a-z_]+", |NeedDay\("[a-z_]+", |Code\("[a-z_]+", [a-z]+, |return "|One: |Many: |Runs: |Label: |touchContact\([^"\n]*)"([^"%/\n][^"\n]{4,})"`)
	another    = regexp.MustCompile(`Many: "([^"]+)"`) // beside One, on the same line
)

// Every sentence a visitor can read has an English one.
func TestEverySentenceHasEnglish(t *testing.T) {
	var sentences []string
	collect := func(dir fs.FS, glob string, find *regexp.Regexp) {
		names, err := fs.Glob(dir, glob)
		if err != nil || len(names) == 0 {
			t.Fatal(names, err)
		}
		for _, name := range names {
			b, err := fs.ReadFile(dir, name)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range find.FindAllStringSubmatch(string(b), -1) {
				sentences = append(sentences, m[1])
			}
		}
	}
	collect(files, "*.tmpl", inTemplate)
	for _, find := range []*regexp.Regexp{inCode, another} {
		for _, glob := range []string{"[a-z]*[a-su-z].go", "http_contact.go", "contact.go"} {
			collect(os.DirFS("."), glob, find)
		}
	}
	for _, k := range Rules {
		sentences = append(sentences, k.Runs, unitNames[k.Unit])
	}
	for _, s := range text.Missing(sentences) {
		t.Errorf("no English for %q", s)
	}
	if len(sentences) < 120 {
		t.Errorf("only %d sentences were found", len(sentences))
	}
}
