package access

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"text/tabwriter"
)

var update = flag.Bool("update", false, "write the golden file anew")

// The whole policy as a table, to be reviewed as a difference: who gained or
// lost what.
func TestPolicyGolden(t *testing.T) {
	var b bytes.Buffer
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprint(w, "permission\tscope\tuse")
	for _, r := range Roles {
		fmt.Fprint(w, "\t", r)
	}
	fmt.Fprintln(w, "\ttouches")
	for _, p := range Permissions() {
		fmt.Fprintf(w, "%s\t%s\t%s", p, p.Kind(), use(p))
		for _, r := range Roles {
			fmt.Fprint(w, "\t", dot(p.Reach(r)))
		}
		fmt.Fprintf(w, "\t%s\n", dot(strings.Join(p.Touches(), " ")))
	}
	w.Flush()
	const path = "testdata/policy.golden"
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(want, b.Bytes()) {
		t.Errorf("the policy is not %s; if it should be, run make update (%v)\n%s", path, err, b.Bytes())
	}
}

func use(p Permission) string {
	switch {
	case p.Writes():
		return "write"
	case p.Audited():
		return "watched"
	}
	return "read"
}

func dot(s string) string {
	if s == "" {
		return "."
	}
	return s
}
