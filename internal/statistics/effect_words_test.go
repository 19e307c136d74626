package statistics

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tryeza/internal/text"
)

// For each axis people read words, also in English.
func TestEffectWords(t *testing.T) {
	for of, list := range lists {
		for _, c := range list {
			if c.SQ == "" || c.EN == "" {
				t.Errorf("%s of %s has no words", c.Code, of)
			}
		}
	}
}

// Of few children a page tells nothing: not one count, nor the rest of one, is
// smaller than the threshold, whatever the numbers are.
func TestFewChildrenAreNotTold(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		upTo := func(name string, n int) int { return rapid.IntRange(0, n).Draw(rt, name) }
		e := ProgrammeEffect{Enrolled: upTo("enrolled", 30)}
		e.InSchool, e.Met30, e.Met90 = upTo("school", e.Enrolled), upTo("met30", e.Enrolled), upTo("met90", e.Enrolled)
		e.Off30, e.Off90 = upTo("off30", e.Met30), upTo("off90", e.Met90)
		e.Again.table([]group{{a: "yes", b: "no", n: upTo("a", 12)}, {a: "yes", b: "yes", n: upTo("b", 12)}, {a: "no", b: "no", n: upTo("c", 12)}, {a: "no", b: "yes", n: upTo("d", 12)}})
		told := e.Told(5)
		for name, n := range map[string]int{"enrolled": told.Enrolled, "school": told.InSchool, "met": told.Met30, "off": told.Off30, "later": told.Met90, "off later": told.Off90,
			"no school": told.Enrolled - told.InSchool, "on the street": told.Met30 - told.Off30, "not met": told.Enrolled - told.Met90} {
			if n > 0 && n < 5 {
				rt.Errorf("%s: %d of %+v is told", name, n, e)
			}
		}
		if told.Enrolled > 0 && (told.InSchool == told.Enrolled || told.Met30 > 0 && told.Off30 == told.Met30) {
			rt.Errorf("something is told of each child: %+v", told)
		}
		for _, row := range told.Again.Table.Cells {
			for _, c := range row {
				if c.N < 5 {
					rt.Errorf("%+v is told", told.Again)
				}
			}
		}
		if told.Few && (told.Enrolled != 0 || !strings.Contains(strings.Join(told.Words(text.SQ).Notes, " "), "janë asnjë ose pak")) {
			rt.Errorf("%+v does not say why", told)
		}
	})
	if e := (ProgrammeEffect{Enrolled: 20, InSchool: 10, Met30: 20, Off30: 12}).Told(5); e.Few || e.Enrolled != 20 {
		t.Errorf("twenty children are few: %+v", e)
	}
	none, one := ProgrammeEffect{}, ProgrammeEffect{Enrolled: 1, InSchool: 1, Met30: 1, Off30: 1}
	none.Again.table([]group{{a: "no", b: "yes", n: 9}, {a: "no", b: "no", n: 9}})
	one.Again.table([]group{{a: "yes", b: "yes", n: 1}, {a: "no", b: "yes", n: 8}, {a: "no", b: "no", n: 9}})
	if a, b := none.Told(5).Words(text.SQ), one.Told(5).Words(text.SQ); !slices.Equal(a.Notes, b.Notes) {
		t.Errorf("one child of the programme has a file, and that can be read: %q, %q", a.Notes, b.Notes)
	}
}

// The words say the numbers, a mean of a week, and of what has none why.
func TestEffectInWords(t *testing.T) {
	e := ProgrammeEffect{Enrolled: 6, InSchool: 3, Met30: 5, Off30: 4, PlaceEffect: PlaceEffect{Municipality: "10",
		During: DayWindow{Days: 21, N: 10}, Prior: DayWindow{Days: 28, N: 0}, After: DayWindow{Days: 28, Why: "running"}, YearBefore: DayWindow{Why: "no_record"}}}
	e.Again.table([]group{{a: "yes", b: "no", n: 4}, {a: "yes", b: "yes", n: 2}, {a: "no", b: "yes", n: 7}})
	w := e.Words(text.SQ)
	if got := fmt.Sprint(w.Lines); got != "[{Konstatime në terren, bashkia Durrës false [0 10  ]} {mesatarisht në javë true [0 3,3  ]}]" {
		t.Error(got)
	}
	for _, want := range []string{"4 javët pas: këto ditë nuk kanë mbaruar ende.", "një vit më parë: rreth këtyre ditëve nuk u shënua", "Pas tij në shkollë: 3 nga 6. U gjetën pas 30 ditësh: 5 nga 6. Prej atyre që u gjetën, jo më ose më rrallë në rrugë: 4 nga 5. U gjetën pas 90 ditësh: 0 nga 6.", "programit: 13. Prej tyre u panë sërish në 30 ditët pas tij: 2 nga 6 të regjistruar në të dhe 7 nga 7 jo të regjistruar."} {
		if !strings.Contains(strings.Join(w.Notes, "\n"), want) {
			t.Errorf("no %q in %q", want, w.Notes)
		}
	}
	if len(text.Missing(append(w.Columns, w.Basis))) > 0 || e.Words(text.EN).Lines[1].Label != "a week on average" {
		t.Error("not in English")
	}
	few := "Me kaq pak fëmijë ndryshimi mund të jetë rastësi."
	if !slices.Contains(w.Notes, few) {
		t.Errorf("thirteen children are not said to be few: %q", w.Notes)
	}
	e.Again.table([]group{{a: "yes", b: "no", n: 30}, {a: "yes", b: "yes", n: 30}, {a: "no", b: "no", n: 30}, {a: "no", b: "yes", n: 30}})
	if slices.Contains(e.Words(text.SQ).Notes, few) {
		t.Error("thirty in each group are said to be few")
	}
	e = ProgrammeEffect{Again: Again{Why: "no_file"}}
	if w := e.Words(text.SQ); w.Lines[0].Cells[1] != "" || !strings.Contains(strings.Join(w.Notes, "\n"), "nuk u pa asnjë fëmijë me dosje") {
		t.Errorf("%+v", w)
	}
}

// What a programme that runs has still to show is not said as if it were nothing.
func TestEffectOfWhatIsNotOver(t *testing.T) {
	e := ProgrammeEffect{Enrolled: 6, InSchool: 3, Met30: 5, PlaceEffect: PlaceEffect{During: DayWindow{Days: 5, N: 10}, Prior: DayWindow{Days: 28, N: 4}}}
	e.Again.Why = "running"
	s := Span{"10", "2023-07-10", "2023-07-28"}
	for _, c := range []struct {
		today       string
		has, hasNot []string
	}{
		{"2023-07-14", []string{"deri sot", "Sa janë në shkollë del pas programit.", "30 ditësh del 30 ditë pas programit.", "90 ditësh del 90 ditë pas programit."}, []string{"U gjetën pas", "në shkollë: "}},
		{"2023-07-29", []string{"në shkollë: 3 nga 6.", "30 ditësh del 30", "90 ditësh del 90"}, []string{"deri sot", "U gjetën pas"}},
		{"2023-08-27", []string{"në shkollë: 3 nga 6.", "U gjetën pas 30 ditësh: 5 nga 6.", "90 ditësh del 90"}, []string{"deri sot", "pas 90 ditësh:"}},
		{"2023-10-26", []string{"U gjetën pas 30 ditësh: 5 nga 6.", "U gjetën pas 90 ditësh: 0 nga 6."}, []string{" del 90"}},
	} {
		x := e
		x.notYet(s, c.today)
		w := x.Words(text.SQ)
		all := strings.Join(append(w.Columns, w.Notes...), "\n")
		for _, want := range c.has {
			if !strings.Contains(all, want) {
				t.Errorf("%s: no %q in %q", c.today, want, all)
			}
		}
		for _, not := range c.hasNot {
			if strings.Contains(all, not) {
				t.Errorf("%s: %q in %q", c.today, not, all)
			}
		}
		if mean := w.Lines[1].Cells[1]; (mean == "") != (c.today == "2023-07-14") {
			t.Errorf("%s: a mean of %q", c.today, mean)
		}
		if len(text.Missing(w.Columns)) > 0 {
			t.Errorf("%s: not in English", c.today)
		}
	}
}
