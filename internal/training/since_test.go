package training

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"tryeza/internal/text"
)

// Coverage is missing since it lapsed or since the duty began, whichever is later.
func TestCoverageIsMissingSince(t *testing.T) {
	duty := Duty{ID: "d", InstitutionID: "police", Job: "police", Staff: 1, From: "2022-01-01"}
	one := Person{ID: "1", InstitutionID: "police", Job: "police", From: "2020-01-01"}
	trained := presence{Person: one, endsOn: "2022-03-10", months: months(12), from: "2018-08-29"}
	left, replaced := trained, trained
	left.Person.To = "2022-08-31"
	replaced.to = "2022-12-31"
	for name, c := range map[string]struct {
		duties []Duty
		list   []presence
		want   string
	}{
		"nobody was ever trained":     {[]Duty{duty}, nil, "2022-01-01"},
		"the training ran out":        {[]Duty{duty}, []presence{trained}, "2023-03-11"},
		"the professional left":       {[]Duty{duty}, []presence{left}, "2022-09-01"},
		"there are new procedures":    {[]Duty{duty}, []presence{replaced}, "2023-01-01"},
		"another function is trained": {[]Duty{duty}, []presence{{Person: Person{ID: "2", InstitutionID: "police", Job: "teacher", From: "2020-01-01"}, endsOn: "2022-03-10", from: "2018-08-29"}}, "2022-01-01"},
		"more became obliged":         {[]Duty{duty, {ID: "e", InstitutionID: "police", Job: "police", Staff: 1, From: "2022-06-01"}}, []presence{{Person: one, endsOn: "2022-03-10", from: "2018-08-29"}}, "2022-06-01"},
	} {
		at := Cover{InstitutionID: "police", Job: "police"}
		if got := lackingSince("2023-07-14", at, c.duties, c.list); got != c.want {
			t.Errorf("%s: since %s, want %s", name, got, c.want)
		}
	}
}

// The day is the first of all those, up to today, on which coverage was lacking
// without a break: looked at day by day.
func TestMissingSinceDayByDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		on := func(label string) string {
			return text.DaysAfter("2023-01-01", rapid.IntRange(0, 120).Draw(t, label))
		}
		var duties []Duty
		for range rapid.IntRange(1, 2).Draw(t, "duties") {
			duties = append(duties, Duty{ID: "d", InstitutionID: "x", Job: "police", Staff: rapid.Int64Range(1, 2).Draw(t, "staff"), From: on("duty")})
		}
		var list []presence
		for range rapid.IntRange(0, 4).Draw(t, "trained") {
			p := presence{Person: Person{ID: rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "person"), InstitutionID: "x", Job: "police", From: "2020-01-01"}, endsOn: on("ended"), from: "2018-08-29"}
			n := rapid.Int64Range(1, 2).Draw(t, "months")
			p.months = &n
			list = append(list, p)
		}
		lacking := func(day string) bool { return together(coversOn(day, duties, list)).Lacking() > 0 }
		today := "2023-06-01"
		if !lacking(today) {
			return
		}
		want := today
		for lacking(text.DaysAfter(want, -1)) {
			want = text.DaysAfter(want, -1)
		}
		if got := lackingSince(today, Cover{InstitutionID: "x", Job: "police"}, duties, list); got != want {
			t.Fatalf("since %s, day by day %s", got, want)
		}
	})
}

// After too many wrong codes at a session nothing is looked at until ten minutes are
// over; right ones and those of other sessions do not count.
func TestGuessesRunOut(t *testing.T) {
	g, now := &guesses{wrong: map[string][]time.Time{}}, time.Date(2023, 7, 14, 9, 0, 0, 0, time.UTC)
	for i := range freeGuesses {
		if !g.allow("s", true, now) || !g.allow("s", false, now.Add(time.Duration(i)*time.Second)) {
			t.Fatalf("refused after %d wrong codes", i)
		}
	}
	if g.allow("s", true, now.Add(time.Minute)) || g.allow("s", false, now.Add(time.Minute)) {
		t.Error("codes can be tried without end")
	}
	if !g.allow("other", true, now.Add(time.Minute)) {
		t.Error("another session is refused too")
	}
	if !g.allow("s", false, now.Add(guessesCount)) || g.allow("s", false, now.Add(guessesCount)) {
		t.Error("after ten minutes as many may be tried as were forgotten")
	}
	if g.forget(now.Add(3 * guessesCount)); len(g.wrong) != 0 {
		t.Errorf("%v is kept though it does not count", g.wrong)
	}
}
