package programme

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"tryeza/internal/figure"
	"tryeza/internal/register"
	"tryeza/internal/text"
)

// Attendance above the places always gives a warning, and never without.
func TestAttendanceAbovePlacesIsTold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Programme{StartsOn: "2023-07-03", EndsOn: "2023-07-14", Weekdays: "12345", Numbers: register.Numbers{}}
		places := rapid.Int64Range(0, 40).Draw(t, "places")
		if rapid.Bool().Draw(t, "said") {
			p.Numbers[register.Key{What: "places"}] = figure.Exactly(figure.Whole(places))
		} else {
			places = 1000 // nobody said: nothing can be above
		}
		over := map[string]bool{}
		for _, day := range p.Days() {
			if n := rapid.Int64Range(-1, 60).Draw(t, day); n >= 0 {
				p.Numbers[register.Key{What: "attended", Day: day}] = figure.Exactly(figure.Whole(n))
				over[day] = n > places
			}
		}
		for _, day := range p.Days() {
			if got := len(p.dayWarnings(text.SQ, day)) > 0; got != over[day] {
				t.Fatalf("%s: warning %v, above %v", day, got, over[day])
			}
		}
		count := 0
		for _, is := range over {
			if is {
				count++
			}
		}
		if len(p.Over()) != count || len(p.warnings(text.SQ)) != count {
			t.Fatalf("%d days above, Over %v, warnings %q", count, p.Over(), p.warnings(text.SQ))
		}
	})
}

// The mean is over the days with a number; a day nobody wrote is no zero, and of no
// day there is no mean.
func TestMean(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Programme{StartsOn: "2023-07-03", EndsOn: "2023-07-28", Weekdays: "12345", Numbers: register.Numbers{}}
		var sum, days int64
		for _, day := range p.Days() {
			switch k := (register.Key{What: "attended", Day: day}); rapid.IntRange(0, 3).Draw(t, day) {
			case 1:
				p.Numbers[k] = figure.Quantity{Qualifier: figure.NotKnown}
			case 2, 3:
				n := rapid.Int64Range(0, 50).Draw(t, "n")
				p.Numbers[k], sum, days = figure.Exactly(figure.Whole(n)), sum+n, days+1
			}
		}
		m, ok := p.Mean()
		if ok != (days > 0) {
			t.Fatalf("mean %v %v of %d days", m, ok, days)
		}
		if off := int64(m)*days - sum*int64(figure.One); ok && (off > days || off < -days) {
			t.Fatalf("mean %v of %d over %d", m, sum, days)
		}
	})
}

func TestExceeds(t *testing.T) {
	ten, eleven := figure.Whole(10), figure.Whole(11)
	for _, x := range []struct {
		a, b figure.Quantity
		want bool
	}{
		{figure.Exactly(eleven), figure.Exactly(ten), true},
		{figure.Exactly(ten), figure.Exactly(ten), false},
		{figure.Quantity{Number: eleven, Qualifier: figure.LessThan}, figure.Exactly(ten), false},
		{figure.Quantity{Number: eleven, Qualifier: figure.MoreThan}, figure.Exactly(ten), true},
		{figure.Exactly(eleven), figure.Quantity{Number: ten, Qualifier: figure.MoreThan}, false},
		{figure.Quantity{Qualifier: figure.NotKnown}, figure.Exactly(ten), false},
		{figure.Exactly(eleven), figure.Quantity{}, false},
	} {
		if got := exceeds(x.a, x.b); got != x.want {
			t.Errorf("exceeds(%v, %v) = %v", x.a, x.b, got)
		}
	}
}

func TestDays(t *testing.T) {
	p := Programme{StartsOn: "2023-07-05", EndsOn: "2023-07-11", Weekdays: "13"}
	if got := fmt.Sprint(p.Days()); got != "[2023-07-05 2023-07-10]" {
		t.Errorf("days: %s", got)
	}
	if monday("2023-07-09") != "2023-07-03" || monday("2023-07-10") != "2023-07-10" || weekday("2023-07-09") != "7" {
		t.Error("the week begins on Monday")
	}
	if p := (Programme{StartsOn: "2014-01-01", EndsOn: "2014-12-31"}); !p.OnlyYear() || p.Days() != nil {
		t.Error("the whole year without days of the week is the year alone")
	}
	if p := (Programme{StartsOn: "2014-01-01", EndsOn: "2014-12-31", Weekdays: "1"}); p.OnlyYear() {
		t.Error("with a day of the week it is more than the year")
	}
}

func TestMissing(t *testing.T) {
	held := Programme{ID: "p", StartsOn: "2023-03-06", EndsOn: "2023-03-10", Weekdays: "12345", State: Held, Numbers: register.Numbers{}}
	full := held
	full.Numbers = register.Numbers{{What: "enrolled"}: figure.Quantity{Qualifier: figure.NotKnown}}
	for _, day := range full.Days() {
		full.Numbers[register.Key{What: "attended", Day: day}] = figure.Quantity{Qualifier: figure.NotKnown}
	}
	full.Followups = []Followup{{AfterDays: 30}, {AfterDays: 90}}
	with := func(p Programme, change func(*Programme)) Programme { change(&p); return p }
	for _, x := range []struct {
		name, today, want string
		p                 Programme
	}{
		{"all is said, not known too", "2024-01-01", "", full},
		{"nothing is said", "2024-01-01", "programme_numbers programme_attendance programme_followup_30 programme_followup_90 ", held},
		{"the last day is a week ago", "2023-03-13", "programme_numbers ", held},
		{"the first day is more than a week ago", "2023-03-14", "programme_numbers programme_attendance ", held},
		{"on the day it is due", "2023-04-09", "programme_numbers programme_attendance ", held},
		{"the day after", "2023-04-10", "programme_numbers programme_attendance programme_followup_30 ", held},
		{"ended and still planned", "2023-03-11", "programme_state ", with(full, func(p *Programme) { p.State = Planned })},
		{"the last day itself", "2023-03-10", "", with(full, func(p *Programme) { p.State = Planned })},
		{"cancelled", "2024-01-01", "", with(held, func(p *Programme) { p.State = Cancelled })},
		{"from a source", "2024-01-01", "programme_numbers ", with(held, func(p *Programme) { p.Source = "Njoftim" })},
		{"a pause is said", "2024-01-01", "", with(full, func(p *Programme) {
			p.Numbers = register.Numbers{{What: "enrolled"}: figure.Exactly(0)}
			for _, day := range p.Days() {
				p.Pauses = append(p.Pauses, Pause{Day: day})
			}
		})},
	} {
		got := ""
		for _, m := range x.p.Missing(x.today) {
			got += m.Gap + " "
			if m.Since > x.today {
				t.Errorf("%s: %s is missing since %s", x.name, m.Gap, m.Since)
			}
		}
		if got != x.want {
			t.Errorf("%s: %q, want %q", x.name, got, x.want)
		}
	}
}

// Registrations are added with the weakest qualifier; those without a number are
// told, not taken for zero.
func TestFigures(t *testing.T) {
	one := Programme{State: Held, Numbers: register.Numbers{{What: "places"}: figure.Exactly(figure.Whole(20)), {What: "enrolled"}: {Number: figure.Whole(18), Qualifier: figure.About}}}
	two := Programme{State: Planned, Numbers: register.Numbers{{What: "places"}: figure.Exactly(figure.Whole(10))}}
	gone := Programme{State: Cancelled, Numbers: register.Numbers{{What: "places"}: figure.Exactly(figure.Whole(500))}}
	got := fmt.Sprint(figures(text.SQ, []Programme{one, two, gone}))
	want := "[{count Programe 2} {places Vende 30} {enrolled Regjistrime rreth 18 (pa numër: 1 program)} {mean Frekuentimi mesatar i papërcaktuar: asnjë ditë nuk ka numër}]"
	if got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}
