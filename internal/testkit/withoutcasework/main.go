// Command withoutcasework runs the tests of the committee as where there are no
// child protection units: with neither the casework room nor its keys.
//
//	go run ./internal/testkit/withoutcasework -timeout 10m
//
// A test needs the room when it, or a function of its package's tests that it
// calls, names it; those are not run. Every other test is: one that reaches for
// the room all the same fails, see testkit.Open. The packages of the room itself
// are left out whole. What is given is passed to go test.
package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// ofTheRoom are the packages of the casework room, and those whose tests are all
// about it. The journeys in the browser are no part of internal.
var ofTheRoom = []string{"child", "sighting", "protection", "handover", "linkage", "disclosure", "retention", "enrolment", "unit", "statistics", "worlds", "bench"}

// rooms are the names by which a test asks for the room.
var rooms = []string{"Casework", "SQLiteRooms", "OpenRooms", "RoomURLs", "FoundUnit", "CaseworkRoom", "KeyRoom", "FillCasework"}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "withoutcasework:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	dirs, err := packages("internal")
	if err != nil {
		return err
	}
	var needing, rest, kept []string
	for _, dir := range dirs {
		need, others, err := sorted(dir)
		if err != nil {
			return err
		}
		if needing, rest = append(needing, need...), append(rest, others...); len(others) > 0 {
			kept = append(kept, "./"+dir)
		}
	}
	for _, name := range needing {
		if slices.Contains(rest, name) {
			return fmt.Errorf("%s needs casework in one package and not in another: give one of them another name", name)
		}
	}
	slices.Sort(needing) // the same words each time: go test remembers what passed
	fmt.Printf("%d tests run without casework and its keys; %d that need them do not\n", len(rest), len(needing))
	return test(slices.Concat([]string{"-skip", "^(" + strings.Join(needing, "|") + ")$"}, args, kept))
}

// test runs go test with the room taken away.
func test(args []string) error {
	cmd := exec.Command("go", append([]string{"test"}, args...)...)
	cmd.Env = append(os.Environ(), "TRYEZA_NO_CASEWORK=true")
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	return cmd.Run()
}

// packages lists the folders with tests, without those of the room.
func packages(root string) (dirs []string, err error) {
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			if err == nil && slices.Contains(ofTheRoom, d.Name()) {
				return fs.SkipDir
			}
			return err
		}
		if dir := filepath.Dir(path); strings.HasSuffix(path, "_test.go") && !slices.Contains(dirs, dir) {
			dirs = append(dirs, dir)
		}
		return nil
	})
	return dirs, err
}

// sorted tells the tests of a folder that need the room from the others.
func sorted(dir string) (needing, rest []string, err error) {
	calls, err := named(dir)
	for name := range calls {
		switch {
		case !isTest(name):
		case needs(calls, name, map[string]bool{}):
			needing = append(needing, name)
		default:
			rest = append(rest, name)
		}
	}
	return needing, rest, err
}

func isTest(name string) bool {
	return strings.HasPrefix(name, "Test") && name != "TestMain" || strings.HasPrefix(name, "Fuzz")
}

// named lists, for each function in the tests of a folder, the names in it.
func named(dir string) (map[string][]string, error) {
	paths, err := filepath.Glob(filepath.Join(dir, "*_test.go"))
	calls := map[string][]string{}
	for _, path := range paths {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Body != nil {
				calls[f.Name.Name] = names(f.Body)
			}
		}
	}
	return calls, err
}

// names lists the names in a body, but for the fields it fills in: a page may
// say that there is no casework.
func names(body ast.Node) (list []string) {
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.KeyValueExpr:
			list = append(list, names(n.Value)...)
			return false
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok && (x.Name == "testkit" || x.Name == "store" || x.Name == "demo" || n.Sel.Name != "Casework") {
				list = append(list, n.Sel.Name)
			}
			list = append(list, names(n.X)...)
			return false
		case *ast.Ident:
			list = append(list, n.Name)
		}
		return true
	})
	return list
}

// needs reports whether a function reaches one that asks for the room. What is
// guarded by testkit.NoCasework does without it.
func needs(calls map[string][]string, name string, seen map[string]bool) bool {
	if seen[name] || slices.Contains(calls[name], "NoCasework") {
		return false
	}
	seen[name] = true
	return slices.ContainsFunc(calls[name], func(n string) bool {
		return slices.Contains(rooms, n) || calls[n] != nil && needs(calls, n, seen)
	})
}
