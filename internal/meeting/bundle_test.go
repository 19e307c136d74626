package meeting

import (
	"testing"

	"tryeza/internal/text"
)

// A task that every member owes is read once; one that is done stands alone.
func TestBundles(t *testing.T) {
	owes := func(n int64, owner, now string) Concern {
		return Concern{About: About{ItemID: "1", Kind: AboutTask, RefID: owner, Body: "Të raportohen masat.", State: now, Since: "2023-06-08"},
			Year: 2023, Number: n, Owner: owner, DueOn: "2023-07-18", Now: now}
	}
	names := directory{{ID: "a", Name: "Bashkia"}, {ID: "b", Name: "Njësia, Bashkia"}, {ID: "c", Name: "Policia"}}
	problem := Concern{About: About{ItemID: "1", Kind: AboutIssue, Body: "Mungon mjeti.", State: "open", Since: "2023-07-08"}, Year: 2022, Number: 3, Now: "open"}
	list := bundles([]Concern{owes(1, "a", "open"), owes(2, "c", "closed"), problem, owes(3, "b", "open"), problem})
	want := []string{
		"Të raportohen masat – afati 18.07.2023, e hapur, prej 40 ditësh: 1/2023 Bashkia; 3/2023 Njësia, Bashkia.",
		"2/2023. Të raportohen masat – Policia, afati 18.07.2023, e mbyllur, prej 40 ditësh.",
		"3/2022. Mungon mjeti – e hapur, prej 10 ditësh.",
		"3/2022. Mungon mjeti – e hapur, prej 10 ditësh.",
	}
	if len(list) != len(want) {
		t.Fatalf("%d bundles: %v", len(list), list)
	}
	for i, b := range list {
		if got := b.text(text.SQ, names, "2023-07-18"); got != want[i] {
			t.Errorf("%q, want %q", got, want[i])
		}
	}
	if got := bundles(nil); got != nil {
		t.Error(got)
	}
}
