// Package internal_test holds the shape of the code base: which package may
// know which other, and what is done in one place only.
package internal_test

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const ours = "tryeza/internal/"

// base lists the packages that features stand on, with what each may import of
// ours. A package that is not listed is a feature.
var base = map[string][]string{
	"access":    {},
	"figure":    {},
	"text":      {},
	"document":  {},
	"seal":      {},
	"calendar":  {},
	"code":      {"text"},
	"indicator": {"figure", "code"},
	"store":     {"access"},
	"web":       {"access", "store", "text", "figure", "code"},

	"institution": {"store", "web"}, // what institutions are called

	"register": {"access", "store", "web", "text", "figure", "code", "institution"}, // of the four registers of prevention

	"child": {"access", "seal", "store", "web", "text", "code", "figure", "document", "media"}, // of the casework room, whose features open files through it

	"media":     {"text", "media/pdf"},
	"media/pdf": {},

	"workbook":       {"text", "workbook/ooxml"},
	"workbook/ooxml": {},
}

// casework are the features that may open files of children. The hatch is not
// among them: it counts.
var casework = []string{"sighting", "protection", "handover", "linkage", "disclosure", "retention", "enrolment"}

// top are the packages that put features together. They may import anything;
// no feature may import them.
var top = []string{"app", "cli", "demo", "testkit", "testkit/withpostgres"}

func TestImports(t *testing.T) {
	out := list(t, "-f", `{{.ImportPath}} {{join .Imports " "}}`, "./...")
	for line := range strings.Lines(out) {
		f := strings.Fields(line)
		pkg := strings.TrimPrefix(f[0], ours)
		if slices.Contains(top, pkg) {
			continue
		}
		for _, imp := range f[1:] {
			if imp, own := strings.CutPrefix(imp, ours); own && !may(pkg, imp) {
				t.Errorf("%s must not import %s", pkg, imp)
			}
		}
	}
}

// list is what go list says.
func list(t *testing.T, args ...string) string {
	t.Helper()
	cmd := exec.Command("go", append([]string{"list"}, args...)...)
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, said.Bytes())
	}
	return string(out)
}

func may(pkg, imp string) bool {
	if allowed, listed := base[strings.Split(pkg, "/")[0]]; listed {
		return slices.Contains(allowed, imp)
	}
	if imp == "child" {
		return slices.Contains(casework, pkg)
	}
	_, listed := base[imp]
	return listed || strings.HasPrefix(imp, pkg+"/") // a part of its own
}

// Only tests may use the package made for tests.
func TestKitIsForTests(t *testing.T) {
	out := list(t, "-deps", "tryeza")
	for _, not := range []string{ours + "testkit", "testing"} {
		if slices.Contains(strings.Fields(out), not) {
			t.Errorf("the program contains %s", not)
		}
	}
}

// alone names what may be called in one file only: the clock and the source of
// identifiers are injected everywhere else.
var alone = map[string]string{
	"time.Now":           "store/open.go",
	"time.Since":         "",
	"time.Until":         "",
	"rand.Reader":        "store/open.go",
	"rand.Read":          "seal/root.go", // keys must not repeat where identifiers do
	"rand.Text":          "",
	"sql.Open":           "store/open.go",
	"os.Getenv":          "cli/root_key.go", // a passphrase must not stand on a command line
	"http.DefaultClient": "",
}

func TestDoneInOnePlace(t *testing.T) {
	eachFile(t, func(name string, _ []byte, file *ast.File) {
		ast.Inspect(file, func(n ast.Node) bool {
			s, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if x, ok := s.X.(*ast.Ident); ok && x.Obj == nil {
				if where, listed := alone[x.Name+"."+s.Sel.Name]; listed && where != name {
					t.Errorf("%s uses %s.%s", name, x.Name, s.Sel.Name)
				}
			}
			return true
		})
	})
}

// A file stays short enough to be read at once, and a package says what it is
// for in words.
func TestFilesAndPackages(t *testing.T) {
	said := map[string]bool{}
	eachFile(t, func(name string, content []byte, file *ast.File) {
		if n := bytes.Count(content, []byte("\n")); n > 400 {
			t.Errorf("%s has %d lines", name, n)
		}
		pkg := filepath.Dir(name)
		said[pkg] = said[pkg] || file.Doc != nil && (strings.HasPrefix(file.Doc.Text(), "Package ") || strings.HasPrefix(file.Doc.Text(), "Command "))
	})
	for pkg, ok := range said {
		if !ok {
			t.Errorf("package %s does not say what it is for", pkg)
		}
	}
}

// eachFile parses every Go file of the program, tests and their kit aside.
func eachFile(t *testing.T, f func(name string, content []byte, file *ast.File)) {
	t.Helper()
	err := filepath.WalkDir(".", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") || strings.HasPrefix(path, "testkit") {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, content, parser.ParseComments)
		if err != nil {
			return err
		}
		f(filepath.ToSlash(path), content, file)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
