package internal_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Each row of the tables of what a thief gets names the test that holds it.
func TestThiefTable(t *testing.T) {
	page, err := os.ReadFile("../docs/operating.md")
	if err != nil {
		t.Fatal(err)
	}
	_, part, _ := strings.Cut(string(page), "### What a thief gets")
	tests, tables := testNames(t), 0
	for row := range strings.Lines(part) {
		switch {
		case strings.HasPrefix(row, "#"):
			t.Error("there is more after the tables")
		case row == "|---|---|---|\n":
			tables++
		case strings.HasPrefix(row, "| who has |"), !strings.HasPrefix(row, "|"):
		default:
			m := regexp.MustCompile("`(Test\\w+)` \\|\n$").FindStringSubmatch(row)
			if m == nil || !tests[m[1]] {
				t.Errorf("no test holds: %s", row)
			}
		}
	}
	if tables != 2 {
		t.Errorf("docs/operating.md has %d such tables, not one of second factors and one of files of children", tables)
	}
}

// testNames lists every test beneath this folder.
func testNames(t *testing.T) map[string]bool {
	t.Helper()
	names, declared := map[string]bool{}, regexp.MustCompile(`(?m)^func (Test\w+)\(t \*testing\.T\)`)
	err := filepath.WalkDir(".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		b, err := os.ReadFile(path)
		for _, m := range declared.FindAllSubmatch(b, -1) {
			names[string(m[1])] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}
