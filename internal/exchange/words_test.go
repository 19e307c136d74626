package exchange

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strconv"
	"strings"
	"testing"

	"tryeza/internal/text"
)

// Every sentence that a file can be refused with has English: a literal that
// ends like a sentence is one.
func TestSentencesHaveEnglish(t *testing.T) {
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), e.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if s, err := strconv.Unquote(lit.Value); err == nil && strings.Contains(s, " ") && strings.HasSuffix(s, ".") {
					said = append(said, s)
				}
			}
			return true
		})
	}
	for _, t := range tables {
		said = append(said, t.sheet)
	}
	if missing := text.Missing(said); len(missing) > 0 {
		t.Errorf("without English:\n%s", strings.Join(missing, "\n"))
	}
	if len(said) < 50 {
		t.Errorf("only %d sentences found: the search is wrong", len(said))
	}
}
