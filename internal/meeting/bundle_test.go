package meeting

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tryeza/internal/text"
)

func owed(n int64, owner, state string) Concern {
	return Concern{About: About{Kind: AboutTask, RefID: owner, Body: "Të raportohen masat.", State: state, Since: "2023-06-08"},
		Year: 2023, Number: n, Owner: owner, DueOn: "2023-07-10", Now: state}
}

var threeNames = directory{{ID: "a", Name: "Bashkia"}, {ID: "b", Name: "Njësia, Bashkia"}, {ID: "c", Name: "Policia"}}

// A task that every member owes is read once, and every institution under how
// its own stands. One that has it a second time has it beside.
func TestBundlesInDocuments(t *testing.T) {
	problem := Concern{About: About{Kind: AboutIssue, Body: "Mungon mjeti.", State: "open", Since: "2023-07-08"}, Year: 2022, Number: 3, Now: "open"}
	late := owed(5, "c", "open")
	late.DueOn = "2023-07-31"
	want := []string{
		"Të raportohen masat – 3 institucione: 1 e mbyllur dhe 2 të hapura. Afati 10.07.2023, e hapur, dhënë para 40 ditësh, me vonesë: Bashkia (1/2023); Njësia, Bashkia (3/2023). Afati 10.07.2023, e mbyllur: Policia (2/2023).",
		"3/2022. Mungon mjeti – e hapur, prej 10 ditësh.",
		"3/2022. Mungon mjeti – e hapur, prej 10 ditësh.",
		"5/2023. Të raportohen masat – Policia, afati 31.07.2023, e hapur, dhënë para 40 ditësh.",
	}
	got := concernTexts([]Concern{owed(1, "a", "open"), owed(2, "c", "closed"), problem, owed(3, "b", "open"), problem, late}, threeNames, "2023-07-18")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Whatever an item is about, nothing of it is lost and nothing is read twice.
func TestBundlesLoseNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var list []Concern
		for i := range rapid.IntRange(0, 30).Draw(t, "n") {
			c := owed(int64(i+1), rapid.SampledFrom([]string{"a", "b", "c", ""}).Draw(t, "owner"), "open")
			c.Kind = rapid.SampledFrom([]string{AboutTask, AboutReturn, AboutIssue}).Draw(t, "kind")
			c.Body = rapid.SampledFrom([]string{"x", "y"}).Draw(t, "body")
			c.ID = strconv.Itoa(i)
			list = append(list, c)
		}
		seen := map[string]bool{}
		for _, b := range bundles(list) {
			var owners []string
			for _, c := range b {
				if seen[c.ID] || c.Kind != b[0].Kind || c.Body != b[0].Body || len(b) > 1 && c.Owner == "" || slices.Contains(owners, c.Owner) {
					t.Fatalf("%s in %+v", c.ID, b)
				}
				seen[c.ID], owners = true, append(owners, c.Owner)
			}
		}
		if len(seen) != len(list) {
			t.Fatalf("%d of %d", len(seen), len(list))
		}
	})
}

// Of more than a few, those of others are folded away and counted.
func TestTold(t *testing.T) {
	var list []Concern
	for i, id := range []string{"a", "b", "c", "d", "e", "f"} {
		list = append(list, owed(int64(i+1), id, "open"))
	}
	list[1].State, list[1].Now = "closed", "closed"
	b := base{}
	all := b.tell(list, threeNames, "2023-07-18")
	if len(all) != 1 || all[0].Title != "Të raportohen masat" || all[0].Words != "6 institucione: 1 e mbyllur dhe 5 të hapura" || all[0].Late != "5 me vonesë" || len(all[0].Shown) != 0 || len(all[0].Folded) != 6 {
		t.Fatalf("%+v", all)
	}
	if x := all[0].Folded[2]; x.Title != "Policia (3/2023)" || x.Words != "afati 10.07.2023, e hapur, dhënë para 40 ditësh" || x.Late != "me vonesë" || !strings.HasSuffix(x.Path, "/task/c") {
		t.Errorf("%+v", x)
	}
	if x := b.tell(list[:5], threeNames, "2023-07-18")[0]; len(x.Shown) != 5 || len(x.Folded) != 0 {
		t.Errorf("%+v", x)
	}
	shown, folded := fold(all[0].Folded, func(i int) bool { return i == 1 })
	if len(shown) != 1 || shown[0].Title != "Njësia, Bashkia (2/2023)" || len(folded) != 5 {
		t.Errorf("%+v %+v", shown, folded)
	}
	frozen := owed(1, "a", "open")
	frozen.Now = "closed"
	if got := frozen.words(text.SQ, threeNames, "2023-07-18"); got != "Bashkia, afati 10.07.2023, e hapur, dhënë para 40 ditësh, tani: e mbyllur" {
		t.Error(got)
	}
	if got := stands(text.EN, AboutReturn, []string{"draft", "draft", "sent"}); got != "3 institutions: 1 sent and 2 draft" {
		t.Error(got)
	}
}
