package child

import (
	"slices"
	"strings"
	"testing"

	"tryeza/internal/access"
)

// The policy a second time, written from docs/casework.md by somebody who had
// not read Decide. One line is one way to read a file: for what, as whom, what
// must hold besides, in which states of the file, and what is then read. Nobody
// reads what no line says, and of a moved case only what the unit itself
// recorded. The last column says where the reader also writes.
const secondTable = `
care       worker supervisor               team       open closed merged moved   everything                                        open-not-offered
supervise  supervisor                      -          open closed merged moved   existence coordination identity protection         -
handover   worker                          team       open                       everything                                        -
handover   supervisor                      -          open                       everything                                        -
compare    worker supervisor               -          open closed merged         existence                                         -
released   worker field_worker supervisor  -          open closed merged         released                                          -
emergency  worker field_worker             emergency  open closed merged         existence coordination identity place health       -
oversight  dpo                             -          open closed merged moved   existence                                         -
`

// A way is one line of the table.
type way struct {
	purpose Purpose
	roles   []string
	needs   string
	states  []string
	reads   string
	writes  string
}

// secondWays reads the table: columns stand two spaces apart or more.
func secondWays(t *testing.T) (list []way) {
	t.Helper()
	for line := range strings.Lines(strings.TrimSpace(secondTable)) {
		var cells []string
		for cell := range strings.SplitSeq(line, "  ") {
			if cell = strings.TrimSpace(cell); cell != "" {
				cells = append(cells, cell)
			}
		}
		if len(cells) != 6 {
			t.Fatalf("%d columns in %q", len(cells), line)
		}
		list = append(list, way{Purpose(cells[0]), strings.Fields(cells[1]), cells[2], strings.Fields(cells[3]), cells[4], cells[5]})
	}
	return list
}

// second is what the table says of these facts.
func second(ways []way, f Facts) (d Decision) {
	if !f.Own || f.Conflict {
		return d
	}
	for _, w := range ways {
		if w.purpose == f.Purpose && slices.Contains(w.roles, string(f.Role)) && slices.Contains(w.states, string(f.State)) && w.met(f) {
			d.Read |= w.set(f)
			d.Write = d.Write || w.writes == "open-not-offered" && f.State == "open" && !f.Offered
		}
	}
	d.OwnOnly = d.Read != 0 && f.State == "moved"
	return d
}

func (w way) met(f Facts) bool {
	return map[string]bool{"-": true, "team": f.Team, "emergency": f.Emergency}[w.needs]
}

func (w way) set(f Facts) Set {
	switch w.reads {
	case "everything":
		return ParseSet("existence coordination identity place education health welfare protection narrative sensitive")
	case "released":
		return f.Released
	}
	return ParseSet(w.reads)
}

// releases are the sets of classes the comparison goes through: none, all, each
// class alone, and all but each.
func releases() []Set {
	list := []Set{0, whole}
	for _, c := range Classes {
		one := SetOf(Class(c.Code))
		list = append(list, one, whole&^one)
	}
	return list
}

// secondFacts calls f with every combination of facts there is: every role of
// Tryeza and none, every state, every purpose and two that do not exist.
func secondFacts(f func(Facts)) {
	yesNo := []bool{false, true}
	purposes := []Purpose{"", "curiosity"}
	for _, p := range Purposes {
		purposes = append(purposes, Purpose(p.Code))
	}
	var facts Facts
	for _, facts.Role = range append(access.Roles, "") {
		for _, facts.State = range append(slices.Clone(States), "", "lost") {
			for _, facts.Purpose = range purposes {
				for _, facts.Released = range releases() {
					for i := range 1 << 5 {
						facts.Own, facts.Team, facts.Conflict = yesNo[i&1], yesNo[i>>1&1], yesNo[i>>2&1]
						facts.Offered, facts.Emergency = yesNo[i>>3&1], yesNo[i>>4&1]
						f(facts)
					}
				}
			}
		}
	}
}

// The policy and the second table agree on every combination of facts.
func TestDecideSecondTable(t *testing.T) {
	ways := secondWays(t)
	n, open, wrong := 0, 0, 0
	secondFacts(func(f Facts) {
		n++
		want, got := second(ways, f), Decide(f)
		if want.Read != 0 {
			open++
		}
		if got == want {
			return
		}
		if wrong++; wrong <= 20 {
			t.Errorf("%+v\nDecide reads %q write=%t own only=%t\ntable  reads %q write=%t own only=%t", f,
				got.Read, got.Write, got.OwnOnly, want.Read, want.Write, want.OwnOnly)
		}
	})
	t.Logf("%d combinations, %d of them open something, %d disagreements", n, open, wrong)
	if n < 500_000 || open == 0 {
		t.Errorf("only %d combinations, %d of them open something", n, open)
	}
}

// Who holds two roles reads what either of them reads, and no more; who holds
// none reads nothing.
func TestDecideSecondTableTwoRoles(t *testing.T) {
	ways := secondWays(t)
	inUnit := []access.Role{access.Supervisor, access.Worker, access.FieldWorker, access.DPO}
	secondFacts(func(f Facts) {
		first := slices.Index(inUnit, f.Role)
		if first < 0 || t.Failed() {
			return
		}
		for _, other := range inUnit[first:] {
			g := f
			g.Role = other
			a, b := second(ways, f), second(ways, g)
			want := Decision{a.Read | b.Read, a.Write || b.Write, a.OwnOnly || b.OwnOnly}
			if got := decideFor([]access.Role{f.Role, other}, f); got != want {
				t.Errorf("%s and %s, %+v: %+v, want %+v", f.Role, other, f, got, want)
			}
		}
		if got := decideFor(nil, f); got != (Decision{}) {
			t.Errorf("without a role: %+v", got)
		}
	})
}
