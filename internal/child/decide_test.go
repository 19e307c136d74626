package child

import (
	"flag"
	"fmt"
	"iter"
	"os"
	"slices"
	"strings"
	"testing"

	"tryeza/internal/access"
)

var update = flag.Bool("update", false, "write the golden files anew")

// everyFact enumerates all that Decide may be asked, in a fixed order. What is
// released is one of nothing, a part, and everything.
func everyFact() iter.Seq[Facts] {
	roles := []access.Role{access.Supervisor, access.Worker, access.FieldWorker, access.DPO, access.Secretary, access.Administrator, access.Auditor, access.Operator, ""}
	both := []bool{true, false}
	return func(yield func(Facts) bool) {
		for _, role := range roles {
			for _, p := range append(Purposes.Codes(), "curiosity") {
				for _, state := range States {
					for _, own := range both {
						for _, team := range both {
							for _, conflict := range both {
								for _, offered := range both {
									for _, emergency := range both {
										for _, released := range []Set{0, SetOf(Health, Education), whole} {
											if !yield(Facts{role, own, team, conflict, state, offered, Purpose(p), emergency, released}) {
												return
											}
										}
									}
								}
							}
						}
					}
				}
			}
		}
	}
}

// Every answer of the policy that is not no, to be reviewed as a difference.
// What is not listed is refused; the first line says how much that is.
func TestDecideGolden(t *testing.T) {
	var b strings.Builder
	asked, yes := 0, 0
	for f := range everyFact() {
		asked++
		d := Decide(f)
		if d.No() {
			if d.Write || d.OwnOnly {
				t.Fatalf("%+v: no, and yet %+v", f, d)
			}
			continue
		}
		yes++
		fmt.Fprintf(&b, "%s, %s, %s%s%s%s%s: %s\n", f.Role, f.Purpose, f.State, when(f.Team, ", team"), when(f.Offered, ", offered"), when(f.Emergency, ", emergency running"),
			when(f.Released != 0, ", released "+short(f.Released)), answer(d))
	}
	got := fmt.Sprintf("%d asked, %d answered with something: the rest is refused.\n%s", asked, yes, b.String())
	const path = "testdata/decide.golden"
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil || string(want) != got {
		t.Errorf("the decisions are not those of %s; if they should be, run make update (%v)", path, err)
	}
}

func when(ok bool, s string) string {
	if ok {
		return s
	}
	return ""
}

func short(s Set) string {
	if s == whole {
		return "everything"
	}
	return s.String()
}

func answer(d Decision) string {
	return "read " + short(d.Read) + when(d.OwnOnly, ", only what the unit recorded") + when(d.Write, "; write")
}

// What holds whatever the rest of the table says.
func TestNeverDecided(t *testing.T) {
	ofTheUnit := []access.Role{access.Supervisor, access.Worker, access.FieldWorker, access.DPO}
	for f := range everyFact() {
		d := Decide(f)
		switch {
		case d.No():
		case !slices.Contains(ofTheUnit, f.Role):
			t.Errorf("%q reads a file: %+v", f.Role, f)
		case !f.Own || f.Conflict || f.State == Erased || !f.Purpose.Known():
			t.Errorf("read: %+v", f)
		case f.Role == access.DPO && d.Read != SetOf(Existence):
			t.Errorf("the data protection officer reads %s: %+v", d.Read, f)
		case d.Write && (f.State != Opened || f.Offered || !f.Team || f.Purpose != Care):
			t.Errorf("written: %+v", f)
		case f.State == Moved && !d.OwnOnly:
			t.Errorf("what another unit recorded: %+v", f)
		}
	}
}
