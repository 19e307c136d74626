package figure

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestPeriod(t *testing.T) {
	for _, c := range []struct {
		p                Period
		kind             Kind
		start, end       string
		previous, before Period
	}{
		{"2023-H1", Half, "2023-01-01", "2023-06-30", "2022-H2", "2022-H1"},
		{"2023-H2", Half, "2023-07-01", "2023-12-31", "2023-H1", "2022-H2"},
		{"2024-Q1", Quarter, "2024-01-01", "2024-03-31", "2023-Q4", "2023-Q1"},
		{"2023-Q3", Quarter, "2023-07-01", "2023-09-30", "2023-Q2", "2022-Q3"},
		{"2023", Year, "2023-01-01", "2023-12-31", "2022", "2022"},
	} {
		if c.p.Kind() != c.kind || c.p.Start() != c.start || c.p.End() != c.end || c.p.Year() < 2023 {
			t.Errorf("%s is a %s from %s to %s", c.p, c.p.Kind(), c.p.Start(), c.p.End())
		}
		if c.p.Previous() != c.previous || c.p.YearBefore() != c.before {
			t.Errorf("before %s: %s, %s", c.p, c.p.Previous(), c.p.YearBefore())
		}
	}
}

func TestParsePeriodRefuses(t *testing.T) {
	for _, s := range []string{"", "2023-H3", "2023-Q0", "2023-Q5", "2023-h1", "2023H1", "23-H1", "2023-01", "0203", "2101", " 2023", "+203", "2023-", "-", "2023-H1-H2"} {
		if p, err := ParsePeriod(s); err == nil {
			t.Errorf("ParsePeriod(%q) = %q", s, p)
		}
	}
}

// What is not a period has no days, no neighbours and no parts, and says what it is.
func TestNotAPeriod(t *testing.T) {
	for _, p := range []Period{"", "2023-H3"} {
		if p.Kind() != "" || p.Year() != 0 || p.Start()+p.End() != "" || p.Contains("2023-01-01") || p.Contains("") ||
			p.Previous()+p.Next()+p.YearBefore() != "" || p.Parts() != nil || p.Name("sq") != string(p) {
			t.Errorf("%q passes for a period", p)
		}
	}
}

func anyPeriod(t *rapid.T) Period {
	year := rapid.IntRange(1902, 2098).Draw(t, "year")
	return rapid.SampledFrom(PeriodsOf(year)).Draw(t, "period")
}

func TestPeriodArithmetic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyPeriod(t)
		if got, err := ParsePeriod(string(p)); got != p || err != nil {
			t.Fatalf("ParsePeriod(%q) = %q, %v", p, got, err)
		}
		if p.Next().Previous() != p || p.Previous().Next() != p {
			t.Fatalf("%s: next %s, previous %s", p, p.Next(), p.Previous())
		}
		if dayAfter(p.End()) != p.Next().Start() {
			t.Fatalf("a gap between %s and %s", p, p.Next())
		}
		back := p
		for range 12 / p.Kind().months() {
			back = back.Previous()
		}
		if back != p.YearBefore() {
			t.Fatalf("a year before %s: %s and %s", p, back, p.YearBefore())
		}
	})
}

// The parts of a period follow each other without a gap from its first day to its last.
func TestPeriodParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyPeriod(t)
		parts := p.Parts()
		if p.Kind() == Quarter {
			if parts != nil {
				t.Fatalf("%s has parts %v", p, parts)
			}
			return
		}
		if len(parts) != 2 || parts[0].Start() != p.Start() || parts[1].End() != p.End() || parts[0].Next() != parts[1] {
			t.Fatalf("%s has parts %v", p, parts)
		}
	})
}

func dayAfter(day string) string {
	t, _ := time.Parse(time.DateOnly, day)
	return t.AddDate(0, 0, 1).Format(time.DateOnly)
}

// Every day lies in exactly one period of each kind, the one PeriodAt names.
func TestPeriodAt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := time.Date(2000, 1, rapid.IntRange(1, 36500).Draw(t, "n"), 0, 0, 0, 0, time.UTC)
		for _, kind := range []Kind{Quarter, Half, Year} {
			var in []Period
			for _, p := range PeriodsOf(day.Year()) {
				if p.Kind() == kind && p.Contains(day.Format(time.DateOnly)) {
					in = append(in, p)
				}
			}
			at, ok := PeriodAt(kind, day.Format(time.DateOnly))
			if !ok || !slices.Equal(in, []Period{at}) {
				t.Fatalf("%s lies in %v; PeriodAt says %s", day, in, at)
			}
		}
	})
	if p, ok := PeriodAt(Half, "2023-02-30"); ok {
		t.Errorf("30 February lies in %s", p)
	}
}

func TestPeriodsOfEndInOrder(t *testing.T) {
	if !slices.IsSortedFunc(PeriodsOf(2023), func(a, b Period) int { return strings.Compare(a.End(), b.End()) }) {
		t.Error(PeriodsOf(2023))
	}
}

func TestPeriodNames(t *testing.T) {
	for p, want := range map[Period][4]string{
		"2023-H1": {"6-mujori i parë 2023", "6-mujorit të parë të vitit 2023", "first half of 2023", "first half of 2023"},
		"2022-H2": {"6-mujori i dytë 2022", "6-mujorit të dytë të vitit 2022", "second half of 2022", "second half of 2022"},
		"2023-Q3": {"3-mujori i tretë 2023", "3-mujorit të tretë të vitit 2023", "third quarter of 2023", "third quarter of 2023"},
		"2023-Q4": {"3-mujori i katërt 2023", "3-mujorit të katërt të vitit 2023", "fourth quarter of 2023", "fourth quarter of 2023"},
		"2023":    {"viti 2023", "vitit 2023", "2023", "year 2023"},
	} {
		if got := [4]string{p.Name("sq"), p.Genitive("sq"), p.Name("en"), p.Genitive("en")}; got != want {
			t.Errorf("%s: %q, want %q", p, got, want)
		}
	}
}

func FuzzParsePeriod(f *testing.F) {
	for _, s := range []string{"2023", "2023-H1", "2023-Q4", "2023-H3", "٢٠٢٣"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := ParsePeriod(s)
		if err != nil {
			return
		}
		if string(p) != s || !p.Contains(p.Start()) || !p.Contains(p.End()) || p.Contains(dayAfter(p.End())) {
			t.Errorf("ParsePeriod(%q) = %q from %s to %s", s, p, p.Start(), p.End())
		}
	})
}
