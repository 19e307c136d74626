package reporting

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"tryeza/internal/code"
	"tryeza/internal/text"
)

var (
	inTemplate = regexp.MustCompile(`\bt "([^"]+)"`)
	inCode     = regexp.MustCompile(`"([^"\n]*[a-zëç]{3}[^"\n]*)"`)
	albanian   = regexp.MustCompile(`[ëç«»]|^[A-Z][a-z]+( [a-zëç]+)*$|^[a-zëç]+ [a-zëç ]+$`)
)

// Every sentence a reader can meet has English: those in templates, those in
// code that are plainly Albanian, and the questions of the topics.
func TestEnglish(t *testing.T) {
	var all []string
	names, _ := filepath.Glob("*")
	for _, name := range names {
		b, err := os.ReadFile(name)
		switch {
		case err != nil || strings.HasSuffix(name, "_test.go") || name == "store.go" || name == "load.go":
		case name == "excel_sheet.go" || name == "excel_book.go": // a document; what of it is shown has a test of its own
		case strings.HasSuffix(name, ".tmpl"):
			for _, m := range inTemplate.FindAllStringSubmatch(string(b), -1) {
				all = append(all, m[1])
			}
		case strings.HasSuffix(name, ".go"):
			all = append(all, sentences(string(b))...)
		}
	}
	for _, topic := range code.Topics {
		all = append(all, topic.Question)
	}
	if len(all) < 200 {
		t.Errorf("only %d sentences were found", len(all))
	}
	for _, s := range text.Missing(all) {
		t.Errorf("no English for %q", s)
	}
}

// sentences finds what is meant for readers in Go code; SQL stands in back quotes.
func sentences(source string) []string {
	var list []string
	for line := range strings.Lines(source) {
		line, _, _ = strings.Cut(line, " // ")
		for _, m := range inCode.FindAllStringSubmatch(line, -1) {
			if strings.Contains(line, "EN: \"") || strings.HasPrefix(strings.TrimSpace(line), "//") || strings.Contains(line, "NewTable") {
				continue
			}
			if albanian.MatchString(m[1]) {
				list = append(list, m[1])
			}
		}
	}
	return list
}
