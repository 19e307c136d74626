package unit

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"tryeza/internal/text"
)

// Whatever limits are set, and in whatever order, of any day at most one holds,
// and from the day of the last one set that one does.
func TestRulesNeverOverlap(t *testing.T) {
	day := rapid.Custom(func(t *rapid.T) string {
		return fmt.Sprintf("2023-%02d-%02d", rapid.IntRange(1, 12).Draw(t, "month"), rapid.IntRange(1, 28).Draw(t, "day"))
	})
	rapid.Check(t, func(t *rapid.T) {
		list := []Rule{{ID: "first"}} // of the day the unit was founded: since ever
		for i, from := range rapid.SliceOfNDistinct(day, 1, 6, rapid.ID[string]).Draw(t, "from") {
			r, ended := fit(list, Rule{ID: fmt.Sprint(i), From: from})
			for _, e := range ended {
				list[slices.IndexFunc(list, func(x Rule) bool { return x.ID == e.ID })] = e
			}
			if list = append(list, r); !r.On(from) {
				t.Fatalf("%v does not hold on its first day", r)
			}
		}
		at, held := day.Draw(t, "day"), 0
		for _, r := range list {
			if r.On(at) {
				held++
			}
		}
		if held != 1 {
			t.Fatalf("on %s hold %d of %v", at, held, list)
		}
	})
}

func TestRuleWords(t *testing.T) {
	for _, tt := range []struct{ unit, value, sq, en string }{
		{"days", "1", "1 ditë", "1 day"}, {"days", "30", "30 ditë", "30 days"}, {"hours", "72", "72 orë", "72 hours"},
		{"years", "1", "1 vit", "1 year"}, {"years", "5", "5 vjet", "5 years"}, {"days", "", "pa afat të caktuar", "no limit set"},
	} {
		r := Rule{Unit: tt.unit, Value: tt.value}
		if r.Check() != "" || r.Words(text.SQ) != tt.sq || r.Words(text.EN) != tt.en {
			t.Errorf("%q %s: %q, %q, %q", tt.value, tt.unit, r.Check(), r.Words(text.SQ), r.Words(text.EN))
		}
	}
	for _, bad := range [][2]string{{"days", "367"}, {"hours", "721"}, {"years", "51"}, {"days", "05"}, {"days", "x"}, {"", "5"}} {
		if (Rule{Unit: bad[0], Value: bad[1]}).Check() == "" {
			t.Errorf("%s %s was taken", bad[1], bad[0])
		}
	}
	for _, k := range Rules {
		if (Rule{Unit: k.Unit, Value: k.Value}).Check() != "" || k.EN == "" || k.Basis == "" || k.Runs == "" {
			t.Errorf("%s is incomplete: %+v", k.Code.Code, k)
		}
	}
}

func TestPhones(t *testing.T) {
	for s, want := range map[string]string{
		"112": "112", "116 111": "116111", "+355 52 22-22-22": "+35552222222", "(052) 222/222": "052222222",
		"": "", "12": "", "njëqind": "", "112; 113": "", "11+2": "", "1234567890123456": "", "112\n": "",
	} {
		if isPhone(s) != (want != "") || want != "" && (Contact{Phone: s}).Dial() != want {
			t.Errorf("%q: %v, dials %q", s, isPhone(s), (Contact{Phone: s}).Dial())
		}
	}
}

func TestMonday(t *testing.T) {
	for day, want := range map[string]string{"2023-07-10": "2023-07-10", "2023-07-14": "2023-07-10", "2023-07-16": "2023-07-10", "2023-01-01": "2022-12-26", "": ""} {
		if got := mondayOf(day); got != want {
			t.Errorf("the week of %s begins on %s, want %s", day, got, want)
		}
	}
}
