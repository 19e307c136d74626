package account

import (
	"io/fs"
	"os"
	"regexp"
	"testing"

	"tryeza/internal/text"
)

var (
	inTemplate = regexp.MustCompile(`\bt "([^"]+)"`)
	inCode     = regexp.MustCompile(`(?:NewPage\(r, |web\.T\(r, |Refuse\(|Redirect\(w, r, [^"\n]*|Fail\("[a-z_]+", |Need\("[a-z_]+", |NeedDay\("[a-z_]+", |explain\(w, r, f, [^"]*"[a-z_]+", |case [^:\n]*:\n\t\treturn |Label: )"([^"%/?][^"]*)"`)
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
	collect(os.DirFS("."), "[a-z]*[a-su-z].go", inCode)
	for _, s := range text.Missing(sentences) {
		t.Errorf("no English for %q", s)
	}
	if len(sentences) < 150 {
		t.Errorf("only %d sentences were found", len(sentences))
	}
}
