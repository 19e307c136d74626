package indicator

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"tryeza/internal/figure"
)

// By hand, from 1 January to 30 June 2023:
//
//	a given 10.01, due 31.01, done 30.01, closed 30.01  closed on time, 20 days
//	b given 10.01, due 31.01, done 05.02, closed 12.02  closed late, 26 days
//	c given 01.06, due 29.06, open                      overdue by one day, 29 days old
//	d given 01.06, due 30.06, open                      not overdue on its own due day, 29 days old
//	e given 01.06, due 10.06, waiting for a check       open, not overdue, 29 days old
//	f given 01.12.2022, done 02.03, closed 02.03        not given in the span; took 91 days
//	g given 01.12.2022, due at a meeting without a day  open, 211 days old
//	h cancelled                                         nowhere
//	i closed without a due date                         closed, neither on time nor late; 0 days
//	j given after the day                               nowhere
func TestFollow(t *testing.T) {
	f := Follow([]Followed{
		{State: "closed", GivenOn: "2023-01-10", DueOn: "2023-01-31", DoneOn: "2023-01-30", ClosedOn: "2023-01-30"},
		{State: "closed", GivenOn: "2023-01-10", DueOn: "2023-01-31", DoneOn: "2023-02-05", ClosedOn: "2023-02-12"},
		{State: "open", GivenOn: "2023-06-01", DueOn: "2023-06-29"},
		{State: "open", GivenOn: "2023-06-01", DueOn: "2023-06-30"},
		{State: "answered", GivenOn: "2023-06-01", DueOn: "2023-06-10", DoneOn: "2023-06-09"},
		{State: "closed", GivenOn: "2022-12-01", DueOn: "2023-01-15", DoneOn: "2023-03-02", ClosedOn: "2023-03-02"},
		{State: "open", GivenOn: "2022-12-01"},
		{State: "cancelled", GivenOn: "2023-02-01", DueOn: "2023-03-01"},
		{State: "closed", GivenOn: "2023-02-01", DoneOn: "2023-02-01", ClosedOn: "2023-02-01"},
		{GivenOn: "2023-07-02", DueOn: "2023-07-31"},
	}, "2023-01-01", "2023-06-30")
	if f.Given != 6 || f.Closed != 3 || f.OnTime != 1 || f.Dated != 2 || f.Open != 4 || f.Overdue != 1 || f.Waiting != 1 ||
		!slices.Equal(f.Took, []int{20, 26, 91, 0}) || !slices.Equal(f.Ages, []int{29, 29, 29, 211}) {
		t.Errorf("%+v", f)
	}
}

func TestMedian(t *testing.T) {
	for _, tt := range []struct {
		list []int
		want figure.Number
		ok   bool
	}{{nil, 0, false}, {[]int{7}, 7_0000, true}, {[]int{9, 1}, 5_0000, true}, {[]int{30, 1, 2}, 2_0000, true}, {[]int{4, 1, 3, 2}, 2_5000, true}} {
		if got, ok := Median(tt.list); got != tt.want || ok != tt.ok {
			t.Errorf("%v: %v, %v", tt.list, got, ok)
		}
	}
}

// Whatever the tasks: no more closed than given, none on time that is not
// closed, none overdue or waiting that is not open.
func TestFollowHolds(t *testing.T) {
	day := rapid.SampledFrom([]string{"2022-11-30", "2023-01-01", "2023-03-15", "2023-06-30", "2023-07-01"})
	task := rapid.Custom(func(t *rapid.T) Followed {
		return Followed{State: rapid.SampledFrom([]string{"", "open", "answered", "closed", "cancelled"}).Draw(t, "state"), GivenOn: day.Draw(t, "given"),
			DueOn: rapid.SampledFrom([]string{"", "2023-02-01", "2023-08-01"}).Draw(t, "due"), DoneOn: day.Draw(t, "done"), ClosedOn: day.Draw(t, "closed")}
	})
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOf(task).Draw(t, "tasks")
		f := Follow(list, "2023-01-01", "2023-06-30")
		if f.Closed > f.Given || f.Dated > f.Closed || f.OnTime > f.Dated || f.Overdue+f.Waiting > f.Open || int(f.Open) != len(f.Ages) || len(f.Took) > len(list) {
			t.Fatalf("%+v", f)
		}
		if m, ok := Median(f.Took); ok != (len(f.Took) > 0) || m < 0 {
			t.Fatalf("median %v, %v", m, ok)
		}
	})
}
