package internal_test

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"text/tabwriter"

	_ "tryeza/internal/app" // whose packages register the kinds of items
	"tryeza/internal/child"
)

var update = flag.Bool("update", false, "write the golden file anew")

// The register of processing, to be reviewed as a difference: what is kept of a
// child, in which class, for how long, and how it lies in the databases.
func TestCatalogueGolden(t *testing.T) {
	var b bytes.Buffer
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "datum\tclass\tkept\tsealing")
	for _, d := range child.Catalogue() {
		fmt.Fprintf(w, "%s.%s\t%s\t%s\t%s\n", d.Table, d.Field, cmp.Or(string(d.Class), "."), d.Keep, d.Sealing)
	}
	w.Flush()
	const path = "testdata/catalogue.golden"
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(want, b.Bytes()) {
		t.Errorf("the catalogue is not %s; if it should be, run make update (%v)\n%s", path, err, b.Bytes())
	}
}
