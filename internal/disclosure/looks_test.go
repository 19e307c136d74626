package disclosure

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tryeza/internal/child"
	"tryeza/internal/store"
)

func event(kind, subject, verb, detail string) store.Event {
	return store.Event{Seq: 1, Kind: kind, Subject: subject, Verb: verb, Actor: "a", Detail: detail}
}

// What the trail has is read for what it was.
func TestLookOf(t *testing.T) {
	for _, tt := range []struct {
		e    store.Event
		want Look
		ok   bool
	}{
		{event("child", "c", "child.open", `[]`), Look{}, false},
		{event("child", "c", "child.open", `[{"verb":"look","table":"child","id":"c","args":["care","existence identity"]}]`), Look{File: "c", Did: "read", Purpose: "care", Classes: child.SetOf(child.Existence, child.Identity)}, true},
		{event("child", "c", "child.open", `[{"verb":"look","table":"child","id":"c","args":["emergency","refused"]}]`), Look{File: "c", Did: "read", Purpose: "emergency", Refused: true}, true},
		{event("child", "c", "child.assign", `[{"verb":"add","table":"child_person","changes":{"child_id":[null,"c"],"person_id":[null,"a"],"relation":[null,"team"]}}]`), Look{File: "c", Did: "joined"}, true},
		{event("child", "c", "child.assign", `[{"verb":"add","table":"child_person","changes":{"child_id":[null,"c"],"person_id":[null,"b"],"relation":[null,"team"]}}]`), Look{File: "c", Did: "wrote"}, true},
		{event("child", "c", "child.assign", `[{"verb":"add","table":"child_person","changes":{"child_id":[null,"c"],"person_id":[null,"a"],"relation":[null,"conflict"]}}]`), Look{File: "c", Did: "wrote"}, true},
		{event("reassign", "b", "child.assign", `[{"verb":"add","table":"child_person","changes":{"child_id":[null,"c"],"person_id":[null,"a"],"relation":[null,"team"]}},{"verb":"add","table":"child_person","changes":{"child_id":[null,"d"],"person_id":[null,"a"],"relation":[null,"team"]}}]`), Look{Did: "joined", Files: 2}, true},
		{event("reassign", "b", "child.assign", `[{"verb":"edit","table":"child"}]`), Look{}, false},
		{event("child", "c", "handover.offer", `[{"verb":"add","table":"disclosure_notice","changes":{"kind":[null,"offered"]}}]`), Look{File: "c", Did: "offered"}, true},
		{event("child", "c", "child.write", `[{"verb":"exec","table":"child_item","args":[]}]`), Look{File: "c", Did: "wrote"}, true},
		{event("child", "c", "disclosure.emergency", `[{"verb":"add","table":"disclosure_right"}]`), Look{File: "c", Did: "entered", Purpose: "emergency"}, true},
		{event("child", "c", "child.open", `[{"verb":"look","table":"child","id":"c","args":["document","plan","family"]}]`), Look{File: "c", Did: "paper"}, true},
		{event("caseload", "a", "child.open", `[{"verb":"look","table":"caseload","id":"a","args":["care",7]}]`), Look{Did: "list", Files: 7}, true},
		{event("caseload", "a", "linkage.compare", `[{"verb":"look","table":"caseload","id":"a","args":["compare",900]}]`), Look{Did: "compare", Files: 900}, true},
		{event("export", "x", "disclosure.export", `[{"verb":"look","table":"export","id":"x","args":["taken","hash","c","d"]}]`), Look{Did: "export", Files: 2}, true},
		{event("export", "x", "disclosure.export", `[{"verb":"add","table":"disclosure_export"}]`), Look{}, false},
		{event("child", "c", "child.open", `[{"verb":"look","args":[3]}]`), Look{}, false},
		{event("child", "c", "child.open", `no JSON`), Look{}, false},
	} {
		got, ok := lookOf(tt.e)
		tt.want.Seq, tt.want.Person = 1, "a"
		if ok != tt.ok || ok && !cmp.Equal(tt.want, got) {
			t.Errorf("%s %s: %v %s", tt.e.Kind, tt.e.Detail, ok, cmp.Diff(tt.want, got))
		}
	}
}

func FuzzLookOf(f *testing.F) {
	f.Add("child", `[{"verb":"look","args":["care","existence"]}]`)
	f.Add("caseload", `[{"verb":"look","args":["care",1e300]}]`)
	f.Add("export", `[{"verb":"look","args":[null,{}]}]`)
	f.Fuzz(func(t *testing.T, kind, detail string) {
		l, ok := lookOf(event(kind, "c", "child.open", detail))
		if ok && (!Deeds.Has(l.Did) || l.File != "" && l.File != "c") {
			t.Errorf("%+v", l)
		}
	})
}

// noon is a Friday.
var noon = time.Date(2023, 7, 14, 10, 0, 0, 0, time.UTC)

// Hours are those of Albania, of working days.
func TestOutOfHours(t *testing.T) {
	for at, want := range map[time.Time]bool{
		noon: false,
		time.Date(2023, 7, 14, 4, 59, 0, 0, time.UTC): true, time.Date(2023, 7, 14, 5, 0, 0, 0, time.UTC): false,
		time.Date(2023, 7, 14, 16, 59, 0, 0, time.UTC): false, time.Date(2023, 7, 14, 17, 0, 0, 0, time.UTC): true,
		time.Date(2023, 1, 13, 5, 59, 0, 0, time.UTC): true, time.Date(2023, 1, 13, 6, 0, 0, 0, time.UTC): false, // in winter
		noon.AddDate(0, 0, 1): true, noon.AddDate(0, 0, 2): true, noon.AddDate(0, 0, 3): false,
	} {
		list := []Look{{At: store.At(at), File: "c", Did: "read"}}
		if mark(list); slices.Contains(list[0].Marks, "hours") != want {
			t.Errorf("%v: %v", at, list[0].Marks)
		}
	}
}

// The tenth different file of one person within an hour is marked; the same file
// again, refused ones, and those of others do not count.
func TestManyFiles(t *testing.T) {
	var list []Look
	add := func(minute int, person, file string, refused bool) {
		list = append([]Look{{At: store.At(noon.Add(time.Duration(minute) * time.Minute)), Person: person, File: file, Refused: refused}}, list...)
	}
	for i := range 9 {
		add(i*6, "a", fmt.Sprint("f", i), false)
		add(i*6, "a", "f0", false)
		add(i*6, "a", fmt.Sprint("r", i), true)
		add(i*6, "b", fmt.Sprint("g", i), false)
	}
	mark(list)
	if many(list) != 0 {
		t.Error("nine are not many")
	}
	add(60, "a", "f9", false) // f0 was opened again at 48
	add(61, "b", "g9", false) // g0 is over an hour ago
	for i := range list {
		list[i].Marks = nil
	}
	mark(list)
	if many(list) != 1 || !slices.Contains(list[1].Marks, "many") {
		t.Errorf("%d marked", many(list))
	}
}

// The twentieth comparison of one person within an hour is marked; those of others,
// and own lists, do not count.
func TestManyComparisons(t *testing.T) {
	var list []Look
	add := func(minute int, person, did string) {
		list = append([]Look{{At: store.At(noon.Add(time.Duration(minute) * time.Minute)), Person: person, Did: did, Files: 900}}, list...)
	}
	for i := range 19 {
		add(i*3, "a", "compare")
		add(i*3, "a", "list")
		add(i*3, "b", "compare")
	}
	add(60, "a", "compare")
	add(121, "a", "compare")
	mark(list)
	for i, l := range list {
		if got := slices.Contains(l.Marks, "compares"); got != (i == 1) {
			t.Errorf("%d, at %v: %v", i, l.At, l.Marks)
		}
	}
}

func many(list []Look) (n int) {
	for _, l := range list {
		if slices.Contains(l.Marks, "many") {
			n++
		}
	}
	return n
}

// A code is found however it was typed.
func TestTidyCode(t *testing.T) {
	for typed, want := range map[string]string{"D-7K2MQX": "D-7K2MQX", "d-7k2mqx": "D-7K2MQX", " 7k2mqx ": "D-7K2MQX", "d 7k2mqx": "D-7K2MQX", "D-DDDDDD": "D-DDDDDD", "dddddd": "D-DDDDDD", "": "", "x": "X"} {
		if got := tidyCode(typed); got != want {
			t.Errorf("%q is %q, want %q", typed, got, want)
		}
	}
}

// No text of a list becomes a formula.
func TestInert(t *testing.T) {
	for _, s := range []string{"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u00a0=1", "＝1", "\n=1"} {
		if got := inert(s); got != "'"+s {
			t.Errorf("%q is %q", s, got)
		}
	}
	for _, s := range []string{"", "D-7K2MQX", "Shembull A", "a=b", "'", "Ë"} {
		if got := inert(s); got != s {
			t.Errorf("%q is %q", s, got)
		}
	}
	if strings.HasPrefix(inert("x"), "'") {
		t.Error("everything is quoted")
	}
}
