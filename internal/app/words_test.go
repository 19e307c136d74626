package app_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"html/template"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"text/template/parse"

	"github.com/jba/templatecheck"

	"tryeza/internal/text"
	"tryeza/internal/web"
)

// Every page is checked against the struct it shows: a field that does not
// exist is found here and not by a reader.
func TestTemplatesFitTheirPages(t *testing.T) {
	for _, v := range web.Views() {
		if err := templatecheck.CheckHTML(v.Template, v.Data); err != nil {
			t.Errorf("%s (%T): %v", v.File, v.Data, err)
		}
	}
}

// Every sentence a person reads has English.
func TestEverySentenceHasEnglish(t *testing.T) {
	said := map[string]string{} // sentence → where
	for _, v := range web.Views() {
		inTemplate(v.Template, fmt.Sprintf("%T %s", v.Data, v.File), said)
	}
	inGo(t, "..", said)
	if len(said) < 100 {
		t.Errorf("only %d sentences found: the search is wrong", len(said))
	}
	missing := text.Missing(slices.Sorted(maps.Keys(said)))
	for _, s := range missing {
		t.Errorf("no English: %q (%s)", s, said[s])
	}
}

// inTemplate collects what stands after {{t …}}.
func inTemplate(t *template.Template, where string, said map[string]string) {
	for _, part := range t.Templates() {
		if part.Tree != nil {
			walk(part.Tree.Root, where, said)
		}
	}
}

func walk(n parse.Node, where string, said map[string]string) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n != nil {
			for _, c := range n.Nodes {
				walk(c, where, said)
			}
		}
	case *parse.ActionNode:
		walk(n.Pipe, where, said)
	case *parse.IfNode:
		walkBranch(&n.BranchNode, where, said)
	case *parse.RangeNode:
		walkBranch(&n.BranchNode, where, said)
	case *parse.WithNode:
		walkBranch(&n.BranchNode, where, said)
	case *parse.TemplateNode:
		walk(n.Pipe, where, said)
	case *parse.PipeNode:
		if n != nil {
			for _, c := range n.Cmds {
				walk(c, where, said)
			}
		}
	case *parse.CommandNode:
		walkCommand(n, where, said)
	}
}

func walkBranch(n *parse.BranchNode, where string, said map[string]string) {
	walk(n.Pipe, where, said)
	walk(n.List, where, said)
	walk(n.ElseList, where, said)
}

func walkCommand(n *parse.CommandNode, where string, said map[string]string) {
	for i, a := range n.Args {
		walk(a, where, said)
		if id, ok := a.(*parse.IdentifierNode); ok && id.Ident == "t" && i+1 < len(n.Args) {
			if s, ok := n.Args[i+1].(*parse.StringNode); ok {
				said[s.Text] = where
			}
		}
	}
}

// speaking are the functions whose arguments are Albanian sentences that the
// visitor's language is put to: the name, and which argument.
var speaking = map[string][]int{
	"web.T": {1}, "text.T": {1}, "T": {1}, "web.NewPage": {1}, "web.Redirect": {3}, "web.Refuse": {0},
	"Fail": {1}, "Need": {1}, "NeedDay": {1}, "Code": {2}, "mistake": {0}, "m.errorPage": {3, 4},
}

// spoken are the fields of composite literals that hold such sentences.
var spoken = map[string][]string{
	"text.Forms": {"Zero", "One", "Many", "Unknown"}, "web.Crumb": {"Label"}, "web.NavItem": {"Label"}, "NavItem": {"Label"},
}

// inGo collects the sentences that stand in Go files below a folder.
func inGo(t *testing.T, root string, said map[string]string) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") || ofDocuments(path) {
			return err
		}
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if albanianOnly(n) {
				return false
			}
			for _, e := range sentences(n) {
				if s, ok := literal(e); ok && strings.ContainsFunc(s, isLetter) {
					said[s] = files.Position(e.Pos()).String()
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// ofDocuments reports whether a file holds the words of documents, which are
// Albanian whoever reads them.
func ofDocuments(path string) bool {
	return strings.Contains(path, "/document/") || strings.HasSuffix(path, "/analysis/words.go") || strings.Contains(path, "/analysis/chapter_")
}

// albanianOnly reports whether a call puts its sentence into Albanian whoever
// reads it, as documents and mails are.
func albanianOnly(n ast.Node) bool {
	call, ok := n.(*ast.CallExpr)
	return ok && len(call.Args) > 0 && name(call.Args[0]) == "text.SQ"
}

// isLetter leaves out what is only signs and verbs, such as "%s".
func isLetter(r rune) bool {
	return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' && r != 's' && r != 'd'
}

// sentences are the expressions of a node that people will read.
func sentences(n ast.Node) (list []ast.Expr) {
	switch n := n.(type) {
	case *ast.CallExpr:
		full := name(n.Fun)
		at, ok := speaking[full]
		if _, method, cut := strings.Cut(full, "."); !ok && cut {
			at = speaking[method]
		}
		for _, i := range at {
			if i < len(n.Args) {
				list = append(list, n.Args[i])
			}
		}
	case *ast.CompositeLit:
		for _, e := range n.Elts {
			if kv, ok := e.(*ast.KeyValueExpr); ok && slices.Contains(spoken[name(n.Type)], name(kv.Key)) {
				list = append(list, kv.Value)
			}
		}
	}
	return list
}

// name is "x" or "x.y"; of anything longer only the last part is known.
func name(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		if x, ok := e.X.(*ast.Ident); ok {
			return x.Name + "." + e.Sel.Name
		}
		return "." + e.Sel.Name
	}
	return ""
}

func literal(e ast.Expr) (string, bool) {
	if b, ok := e.(*ast.BasicLit); ok && b.Kind == token.STRING {
		s, err := strconv.Unquote(b.Value)
		return s, err == nil
	}
	return "", false
}
