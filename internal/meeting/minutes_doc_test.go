package meeting

import (
	"testing"

	"tryeza/internal/document"
)

// In the minutes a task has the number it got on closing and, when it waits for
// the next meeting, the day of that once it has one.
func TestTaskInTheMinutes(t *testing.T) {
	task := func(n int64, due string) followed { return followed{Year: 2023, Number: n, DueOn: due} }
	next := Line{Kind: Task, DueNext: true}
	for name, tt := range map[string]struct {
		line         heldLine
		due, numbers string
	}{
		"a draft":                {heldLine{Line: next}, "në mbledhjen e ardhshme", ""},
		"no day yet":             {heldLine{Line: next, Given: []followed{task(4, "")}}, "në mbledhjen e ardhshme", "4/2023"},
		"the next has a day":     {heldLine{Line: next, Given: []followed{task(4, "2023-07-18")}}, "në mbledhjen e ardhshme (18.07.2023)", "4/2023"},
		"a day of its own":       {heldLine{Line: Line{Kind: Task, DueOn: "2023-07-20"}, Given: []followed{task(4, "2023-07-20"), task(6, "2023-07-20")}}, "20.07.2023", "4/2023, 6/2023"},
		"for everyone":           {heldLine{Line: next, Given: []followed{task(4, ""), task(5, ""), task(6, "")}}, "në mbledhjen e ardhshme", "4/2023–6/2023"},
		"with others in between": {heldLine{Line: next, Given: []followed{task(4, ""), task(5, ""), task(7, "")}}, "në mbledhjen e ardhshme", "4/2023, 5/2023, 7/2023"},
	} {
		if got := tt.line.due(); got != tt.due {
			t.Errorf("%s: due %q, want %q", name, got, tt.due)
		}
		if got := tt.line.numbers(); got != tt.numbers {
			t.Errorf("%s: numbers %q, want %q", name, got, tt.numbers)
		}
	}
}

// Who has no vote and did not come was not missing.
func TestInvitedAreNotMissing(t *testing.T) {
	rec := record{Names: threeNames, Rolls: []roll{{"committee", seatsOf("a", "member", "b", "observer", "c", "invited")}}}
	words := map[string]string{}
	title := ""
	for _, b := range rec.attendanceBlocks() {
		switch b := b.(type) {
		case document.Paragraph:
			title = b.Runs[0].Text
		case document.List:
			for _, item := range b.Items {
				words[title] += item[0].Text + ";"
			}
		}
	}
	if words["Munguan:"] != "Bashkia – pa njoftuar;" || words["Të ftuar që nuk erdhën:"] != "Njësia, Bashkia (vëzhgues);Policia (i ftuar);" {
		t.Errorf("%q", words)
	}
}

// A meeting of the table is signed by who was in its chair.
func TestWhoSigns(t *testing.T) {
	o := office{Signature: []string{"KRYETARI I KOMITETIT"}}
	for want, m := range map[string]Meeting{
		"KRYETARI I KOMITETIT":       {Body: "committee", ChairedBy: "Prefekti"},
		"Kryetari i Tryezës Teknike": {Body: "table"},
		"Nënprefekti":                {Body: "table", ChairedBy: "Nënprefekti"},
	} {
		if got := o.signing(m).Signature; len(got) != 1 || got[0] != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
