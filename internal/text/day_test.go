package text

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestParseDay(t *testing.T) {
	for in, want := range map[string]string{
		"30.06.2023":           "2023-06-30",
		"30/6/2023":            "2023-06-30",
		" 30 . 6 . 2023 ":      "2023-06-30",
		"30-06-23":             "2023-06-30",
		"1.7.23":               "2023-07-01",
		"2023-06-30":           "2023-06-30",
		"30 qershor 2023":      "2023-06-30",
		"3 NËNTOR 2022":        "2022-11-03",
		"3 nentor 2022":        "2022-11-03",
		"datë 12.04.2022":      "2022-04-12",
		"më 12 prill 2022":     "2022-04-12",
		"29.02.2024":           "2024-02-29",
		"2 March 2022":         "2022-03-02",
		"12\u00a0janar\t2022.": "2022-01-12",
	} {
		if got, err := ParseDay(in); got != want || err != nil {
			t.Errorf("ParseDay(%q) = %q, %v; want %q", in, got, err, want)
		}
	}
	for _, in := range []string{"", "qershor 2023", "06/30/2023", "29.02.2023", "31 prill 2023", "0.1.2023",
		"30.06.0203", "30.06.3023", "30.06", "12.5", "nesër", "30 qershr 2023", "2023-H1", "30.06.2023 ora 11"} {
		if got, err := ParseDay(in); err == nil {
			t.Errorf("ParseDay(%q) = %q, want an error", in, got)
		}
	}
}

func TestParseDaySaysHowToMend(t *testing.T) {
	_, unread := ParseDay("dje")
	_, impossible := ParseDay("31.04.2023")
	if got := Explain(SQ, unread); got != "«dje» nuk është datë. Shkruani ditën, muajin dhe vitin, për shembull 30.06.2023." {
		t.Error(got)
	}
	if got := Explain(EN, impossible); got != "The date “31.04.2023” does not exist. Check day, month and year, for example 30.06.2023." {
		t.Error(got)
	}
}

func anyDay(t *rapid.T) string {
	n := rapid.IntRange(0, 200*365).Draw(t, "days after 1900")
	return time.Date(1900, 1, 1+n, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

func TestDayReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := anyDay(t)
		for _, shown := range []string{day, Day(day), LongDay(SQ, day), LongDay(EN, day), Fold(LongDay(SQ, day))} {
			if got, err := ParseDay(shown); got != day || err != nil {
				t.Fatalf("ParseDay(%q) = %q, %v; want %q", shown, got, err, day)
			}
		}
	})
}

func TestDayShown(t *testing.T) {
	for _, c := range [][2]string{
		{Day("2023-06-30"), "30.06.2023"},
		{Day(""), ""},
		{Day("pa datë"), "pa datë"},
		{LongDay(SQ, "2023-06-01"), "1 qershor 2023"},
		{LongDay(EN, "2023-06-30"), "30 June 2023"},
		{LongDay(SQ, "?"), "?"},
		{Month(SQ, 11), "nëntor"},
		{Month(EN, 12), "December"},
		{Month(SQ, 0) + Month(SQ, 13), ""},
	} {
		if c[0] != c[1] {
			t.Errorf("got %q, want %q", c[0], c[1])
		}
	}
}

func TestDays(t *testing.T) {
	for _, x := range [][3]string{
		{"2023-06-05", "2023-06-16", "05.06–16.06.2023"},
		{"2022-12-27", "2023-01-06", "27.12.2022–06.01.2023"},
		{"2023-06-05", "2023-06-05", "05.06.2023"},
	} {
		if got := Days(x[0], x[1]); got != x[2] {
			t.Errorf("%s to %s is %q", x[0], x[1], got)
		}
	}
}

func TestDaysAfter(t *testing.T) {
	for _, x := range []struct {
		day  string
		n    int
		want string
	}{{"2023-02-28", 1, "2023-03-01"}, {"2024-03-01", -1, "2024-02-29"}, {"2023-06-15", 0, "2023-06-15"}, {"dje", 3, "dje"}} {
		if got := DaysAfter(x.day, x.n); got != x.want {
			t.Errorf("%s and %d days: %s, want %s", x.day, x.n, got, x.want)
		}
	}
}

func TestMonthsAfter(t *testing.T) {
	for _, x := range []struct {
		day  string
		n    int
		want string
	}{{"2023-11-30", 3, "2024-02-29"}, {"2023-01-31", 1, "2023-02-28"}, {"2023-06-15", 24, "2025-06-15"}, {"2023-06-15", 0, "2023-06-15"}, {"dje", 3, "dje"}} {
		if got := MonthsAfter(x.day, x.n); got != x.want {
			t.Errorf("%s and %d months: %s, want %s", x.day, x.n, got, x.want)
		}
	}
}

// Winter is one hour ahead of UTC, summer two; an evening in UTC may be the next day in Tirana.
func TestMoment(t *testing.T) {
	winter := time.Date(2022, 3, 2, 10, 0, 0, 0, time.UTC)
	summer := time.Date(2023, 6, 30, 22, 30, 0, 0, time.UTC)
	for _, c := range [][2]string{
		{Moment(SQ, winter), "02.03.2022, ora 11.00"},
		{Moment(EN, winter), "02.03.2022, 11:00"},
		{Moment(SQ, summer), "01.07.2023, ora 00.30"},
		{DayOf(summer), "2023-07-01"},
		{DayOf(winter), "2022-03-02"},
	} {
		if c[0] != c[1] {
			t.Errorf("got %q, want %q", c[0], c[1])
		}
	}
}

func TestClockReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := fmt.Sprintf("%02d:%02d", rapid.IntRange(0, 23).Draw(t, "hour"), rapid.IntRange(0, 59).Draw(t, "minute"))
		for _, shown := range []string{want, Clock(SQ, want), Clock(EN, want)} {
			if got, err := ParseClock(shown); got != want || err != nil {
				t.Fatalf("ParseClock(%q) = %q, %v", shown, got, err)
			}
		}
	})
	if got, err := ParseClock("9.05"); got != "09:05" || err != nil {
		t.Errorf("ParseClock(9.05) = %q, %v", got, err)
	}
	for _, in := range []string{"", "24.00", "11.60", "11", "11.5", "nëntë"} {
		if got, err := ParseClock(in); err == nil {
			t.Errorf("ParseClock(%q) = %q, want an error", in, got)
		}
	}
}

func FuzzParseDay(f *testing.F) {
	for _, s := range []string{"30.06.2023", "30 qershor 2023", "datë 1/1/22", "2023-02-29", "٣٠.06.2023"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		day, err := ParseDay(s)
		if err != nil {
			return
		}
		if again, err := ParseDay(Day(day)); again != day || err != nil {
			t.Errorf("ParseDay(%q) = %q, which reads back as %q, %v", s, day, again, err)
		}
	})
}
