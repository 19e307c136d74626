package text

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func init() {
	RegisterJSON([]byte(`{"Ruaj": "Save", "%d nga %s": "from %[2]s: %[1]d"}`))
}

func TestT(t *testing.T) {
	for _, c := range []struct {
		l    Lang
		sq   string
		args []any
		want string
	}{
		{SQ, "Ruaj", nil, "Ruaj"},
		{EN, "Ruaj", nil, "Save"},
		{EN, "Dil", nil, "Dil"},
		{SQ, "100 % e planit", nil, "100 % e planit"},
		{SQ, "%d nga %s", []any{3, "Durrësi"}, "3 nga Durrësi"},
		{EN, "%d nga %s", []any{3, "Durrësi"}, "from Durrësi: 3"},
		{"", "Ruaj", nil, "Ruaj"},
	} {
		if got := T(c.l, c.sq, c.args...); got != c.want {
			t.Errorf("T(%q, %q) = %q, want %q", c.l, c.sq, got, c.want)
		}
	}
}

func TestRegisterRefuses(t *testing.T) {
	for name, f := range map[string]func(){
		"two meanings":        func() { Register(map[string]string{"Ruaj": "Keep"}) },
		"different arguments": func() { Register(map[string]string{"%d ditë": "days"}) },
		"not a catalogue":     func() { RegisterJSON([]byte(`["Ruaj"]`)) },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("accepted")
				}
			}()
			f()
		})
	}
}

func TestMissing(t *testing.T) {
	if got := Missing([]string{"Ruaj", "Dil", "Hyr"}); !slices.Equal(got, []string{"Dil", "Hyr"}) {
		t.Errorf("Missing = %q", got)
	}
}

// Every sentence this package says has its English: the literals given to T and mistake, and the Forms.
func TestOwnStringsHaveEnglish(t *testing.T) {
	literal := regexp.MustCompile(`(?s)(?:mistake\(|T\(l, |One: |Many: |otherwise: |Unknown, )("(?:[^"\\]|\\.)*"(?:\s*\+\s*"(?:[^"\\]|\\.)*")*)`)
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil || strings.HasSuffix(name, "_test.go") {
			continue
		}
		for _, m := range literal.FindAllStringSubmatch(string(b), -1) {
			all = append(all, unquoted(t, m[1]))
		}
	}
	if len(all) < 18 {
		t.Errorf("found only %d strings: the test has lost sight of the sources", len(all))
	}
	for _, s := range Missing(all) {
		t.Errorf("no English for %q", s)
	}
}

// unquoted joins "a" + "b" into the string it stands for.
func unquoted(t *testing.T, sum string) string {
	var s string
	for _, part := range regexp.MustCompile(`"(?:[^"\\]|\\.)*"`).FindAllString(sum, -1) {
		u, err := strconv.Unquote(part)
		if err != nil {
			t.Fatal(err)
		}
		s += u
	}
	return s
}

func TestExplain(t *testing.T) {
	_, err := ParseCount("-3")
	if got := Explain(SQ, err); got != "«-3» është nën zero. Shkruani 0 ose një numër më të madh." {
		t.Error(got)
	}
	if got := Explain(EN, err); got != "“-3” is below zero. Write 0 or a larger number." {
		t.Error(got)
	}
	if got := Explain(EN, errors.New("disk full")); got != "disk full" {
		t.Error(got)
	}
}
