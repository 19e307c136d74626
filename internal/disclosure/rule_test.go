package disclosure

import (
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tryeza/internal/access"
)

// The rule of the second person, as a table of its own: who asks with which
// roles, and which others may approve.
func TestMayApprove(t *testing.T) {
	worker, boss, dpo, field := access.Worker, access.Supervisor, access.DPO, access.FieldWorker
	all := [][]access.Role{{}, {field}, {worker}, {boss}, {dpo}, {worker, boss}, {worker, dpo}, {boss, dpo}, {field, dpo}, {worker, field}, {worker, boss, dpo}}
	may := map[string]string{ // asker: approvers, by their place in all
		"1":  "",               // a field worker asks for no lists
		"2":  "3 4 5 6 7 8 10", // what a worker asks: any supervisor, any officer
		"3":  "4 7",            // what a supervisor asks: an officer who is nobody's worker
		"4":  "",
		"5":  "4 7",
		"6":  "3 4 5 6 7 8 10",
		"7":  "4 7",
		"8":  "",
		"9":  "3 4 5 6 7 8 10",
		"10": "4 7",
	}
	for i, asker := range all {
		for j, approver := range all {
			want := false
			for _, n := range strings.Fields(may[strconv.Itoa(i)]) {
				want = want || n == strconv.Itoa(j)
			}
			if got := mayApprove(asker, approver, false); got != want {
				t.Errorf("%v asks, %v approves: %v", asker, approver, got)
			}
			if mayApprove(asker, approver, true) {
				t.Errorf("%v approves what they asked themselves", asker)
			}
		}
	}
}

// A hash is of one query and one person, whatever the order of what it names.
func TestHash(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		columns := rapid.SliceOfDistinct(rapid.SampledFrom(Columns.Codes()), rapid.ID[string]).Draw(t, "columns")
		files := rapid.SliceOfDistinct(rapid.StringMatching(`[a-z2-9]{4}`), rapid.ID[string]).Draw(t, "files")
		q := Query{Columns: columns, State: rapid.SampledFrom([]string{"open", "closed", "all"}).Draw(t, "state"), Files: files, Purpose: "check"}
		same := q
		same.Columns, same.Files = rapid.Permutation(columns).Draw(t, "again"), rapid.Permutation(files).Draw(t, "too")
		if q.hash("a") != same.hash("a") || q.hash("a") == q.hash("b") {
			t.Fatal("the hash is not of the query and who asked")
		}
		for _, other := range []Query{
			{columns, q.State, "w", "", "", "check", files}, {columns, q.State, "", "10", "", "check", files}, {columns, q.State, "", "", "high", "check", files},
			{columns, q.State, "", "", "", "meeting", files}, {columns, q.State, "", "", "", "check", append([]string{"new"}, files...)}, {columns, q.State + "x", "", "", "", "check", files},
		} {
			if other.hash("a") == q.hash("a") {
				t.Fatalf("%+v has the hash of %+v", other, q)
			}
		}
	})
}
