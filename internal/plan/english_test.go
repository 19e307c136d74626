package plan

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"testing"

	"tryeza/internal/plan/grid"
	"tryeza/internal/text"
)

// Faults, lacks, labels and what is wrong with a file reach text.T by ways of
// this package's own; they have English too.
func TestEnglish(t *testing.T) {
	said := []string{grid.ErrUnreadable.Error(), grid.ErrTooLarge.Error(), grid.ErrNoTable.Error()}
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			said = append(said, sentence(n)...)
			return true
		})
	}
	if len(said) < 35 {
		t.Errorf("only %d sentences were found", len(said))
	}
	for _, s := range text.Missing(said) {
		t.Errorf("no English for %q", s)
	}
}

// sentence is what a call of fault, line or add, or the Words of a Lack, says.
func sentence(n ast.Node) []string {
	at := map[string]int{"fault": 1, "line": 1, "add": 0}
	var e ast.Expr
	switch n := n.(type) {
	case *ast.CallExpr:
		name := ""
		switch f := n.Fun.(type) {
		case *ast.Ident:
			name = f.Name
		case *ast.SelectorExpr:
			name = f.Sel.Name
		}
		if i, ok := at[name]; ok && i < len(n.Args) {
			e = n.Args[i]
		}
	case *ast.KeyValueExpr:
		if key, ok := n.Key.(*ast.Ident); ok && key.Name == "Words" {
			e = n.Value
		}
	}
	if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
		if s, err := strconv.Unquote(lit.Value); err == nil && s != "%s" {
			return []string{s}
		}
	}
	return nil
}
