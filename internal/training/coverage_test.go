package training

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"tryeza/internal/text"
)

func months(n int64) *int64 { return &n }

func TestValidityRunsOutTheDayAfter(t *testing.T) {
	for _, c := range []struct {
		ended  string
		months *int64
		until  string
	}{
		{"2023-01-31", months(1), "2023-02-28"}, {"2023-11-30", months(3), "2024-02-29"}, {"2022-07-14", months(12), "2023-07-14"}, {"2022-07-14", nil, ""},
	} {
		if got := validUntil(c.ended, c.months); got != c.until {
			t.Errorf("ValidUntil(%s, %v) = %q, want %q", c.ended, c.months, got, c.until)
		}
		p := presence{Person: Person{ID: "p", From: "2020-01-01"}, endsOn: c.ended, months: c.months, from: "2018-08-29"}
		if c.until != "" && (!p.holds(c.until) || p.holds(text.DaysAfter(c.until, 1))) {
			t.Errorf("trained on %s: holds on the last day %v, the day after %v", c.ended, p.holds(c.until), p.holds(text.DaysAfter(c.until, 1)))
		}
		if p.holds(text.DaysAfter(c.ended, -1)) {
			t.Errorf("trained on %s counts the day before", c.ended)
		}
	}
}

func TestOldProceduresAndThoseWhoLeftDoNotCount(t *testing.T) {
	duty := []Duty{{ID: "d", InstitutionID: "police", Job: "police", Staff: 4, From: "2020-01-01"}}
	list := []presence{
		{Person: Person{ID: "1", InstitutionID: "police", Job: "police", From: "2010-01-01"}, endsOn: "2017-05-01", from: "2011-07-27", to: "2018-08-28"},
		{Person: Person{ID: "2", InstitutionID: "police", Job: "police", From: "2019-01-01", To: "2022-12-31"}, endsOn: "2021-05-01", from: "2018-08-29"},
		{Person: Person{ID: "3", InstitutionID: "police", Job: "police", From: "2019-01-01"}, endsOn: "2021-05-01", from: "2018-08-29"},
		{Person: Person{ID: "3", InstitutionID: "police", Job: "police", From: "2019-01-01"}, endsOn: "2022-05-01", from: "2018-08-29"},
	}
	c := together(coversOn("2023-07-14", duty, list))
	rate, ok := c.Rate()
	if c.Obliged != 4 || c.Trained != 1 || !ok || rate != 2500 {
		t.Errorf("coverage %+v, rate %v", c, rate)
	}
	if _, ok := together(coversOn("2019-07-14", duty, list)).Rate(); ok {
		t.Error("where nobody is obliged there is a rate")
	}
}

// More trained than obliged of one function hides no gap of another.
func TestTooManyOfOneMakeUpForNoOther(t *testing.T) {
	c := together([]Cover{{Obliged: 2, Trained: 5}, {Obliged: 5}})
	if c.Obliged != 7 || c.Trained != 2 || c.Lacking() != 5 {
		t.Errorf("%+v", c)
	}
}

// Whoever is trained counts once, only from the day of the training to the last day
// it holds, and nothing is counted where nobody was trained.
func TestCoverageOfADay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := text.DaysAfter("2022-01-01", rapid.IntRange(0, 900).Draw(t, "day"))
		var list []presence
		want := map[string]bool{}
		for range rapid.IntRange(0, 20).Draw(t, "n") {
			id := rapid.SampledFrom([]string{"a", "b", "c", "d"}).Draw(t, "person")
			ended := text.DaysAfter("2022-01-01", rapid.IntRange(0, 900).Draw(t, "ended"))
			n := rapid.Int64Range(1, 24).Draw(t, "months")
			list = append(list, presence{Person: Person{ID: id, InstitutionID: "x", Job: "police", From: "2020-01-01"}, endsOn: ended, months: &n, from: "2018-08-29"})
			if ended <= day && day <= validUntil(ended, &n) {
				want[id] = true
			}
		}
		c := together(coversOn(day, []Duty{{ID: "d", InstitutionID: "x", Job: "police", Staff: 4, From: "2020-01-01"}}, list))
		if c.Trained != int64(len(want)) {
			t.Fatalf("on %s %d are trained, want %d", day, c.Trained, len(want))
		}
		for _, e := range c.Expiring {
			if e.Until < day || e.Until > text.DaysAfter(day, soon) {
				t.Fatalf("%s is said to run out soon on %s", e.Until, day)
			}
		}
		rest := slices.Clone(list)
		slices.Reverse(rest)
		if again := together(coversOn(day, []Duty{{ID: "d", InstitutionID: "x", Job: "police", Staff: 4, From: "2020-01-01"}}, rest)); again.Trained != c.Trained || len(again.Expiring) != len(c.Expiring) {
			t.Fatal("the order of sessions changes the coverage")
		}
	})
}

func TestCodesThatLookLikeNames(t *testing.T) {
	for code, name := range map[string]bool{"PMF 2": false, "Mësues 14": false, "Oficer Sigurie 3": true, "Arta Shembulli": true, "P-07": false, "IP Durrës": false} {
		if nameLike(code) != name {
			t.Errorf("nameLike(%q) = %v", code, !name)
		}
	}
}

func TestFirstProceduresAreWhole(t *testing.T) {
	for _, p := range FirstProcedures() {
		for _, s := range p.Steps {
			if s.Verified && s.Source == "" || s.Title == "" || s.Body == "" || s.Rule != "" && !Limits.Has(s.Rule) {
				t.Errorf("step %+v", s)
			}
			if len(text.Private(s.Body)) > 0 {
				t.Errorf("%q cannot be saved again", s.Body)
			}
		}
		for _, q := range p.Questions {
			if n := int64(len(q.Choices())); q.Correct < 1 || q.Correct > n || q.Why == "" {
				t.Errorf("question %+v", q)
			}
		}
	}
}
