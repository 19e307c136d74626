package indicator

import (
	"testing"

	"pgregory.net/rapid"

	"tryeza/internal/code"
	"tryeza/internal/figure"
)

func TestDueIn(t *testing.T) {
	for _, tt := range []struct {
		name     string
		r        Rated
		from, to string
		want     bool
	}{
		{"due on the last day", Rated{DueOn: "2023-06-30"}, "2023-01-01", "2023-06-30", true},
		{"due the day after", Rated{DueOn: "2023-07-01"}, "2023-01-01", "2023-06-30", false},
		{"without day or rhythm", Rated{}, "2023-01-01", "2023-12-31", false},
		{"once, without a day", Rated{Frequency: "once"}, "2023-01-01", "2023-12-31", false},
		{"once, overdue", Rated{Frequency: "once", DueOn: "2023-03-01"}, "2023-07-01", "2023-12-31", false},
		{"monthly all year", Rated{Frequency: "monthly"}, "2023-01-01", "2023-03-31", true},
		{"monthly from June", Rated{Frequency: "monthly", StartsOn: "2023-06-10"}, "2023-01-01", "2023-06-30", true},
		{"monthly from July", Rated{Frequency: "monthly", StartsOn: "2023-07-01"}, "2023-01-01", "2023-06-30", false},
		{"monthly that ended", Rated{Frequency: "monthly", DueOn: "2023-05-31"}, "2023-07-01", "2023-12-31", false},
		{"monthly for two weeks", Rated{Frequency: "monthly", StartsOn: "2023-06-01", DueOn: "2023-06-15"}, "2023-01-01", "2023-06-30", true},
		{"half-yearly in the first quarter", Rated{Frequency: "half_yearly"}, "2023-01-01", "2023-03-31", false},
		{"half-yearly in the second", Rated{Frequency: "half_yearly"}, "2023-04-01", "2023-06-30", true},
		{"yearly in the first half", Rated{Frequency: "yearly"}, "2023-01-01", "2023-06-30", false},
		{"yearly in the second", Rated{Frequency: "yearly"}, "2023-07-01", "2023-12-31", true},
		{"season that spans both halves", Rated{Frequency: "season", StartsOn: "2023-05-15", DueOn: "2023-09-15"}, "2023-01-01", "2023-06-30", true},
		{"season, winter quarter", Rated{Frequency: "season", StartsOn: "2023-05-15", DueOn: "2023-09-15"}, "2023-10-01", "2023-12-31", false},
		{"continuous", Rated{Frequency: "continuous"}, "2023-10-01", "2023-12-31", true},
	} {
		if got := tt.r.DueIn(tt.from, tt.to); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestStateOf(t *testing.T) {
	for _, tt := range []struct{ reported, doneOn, dueOn, want string }{
		{"done", "2023-06-30", "2023-06-30", "done"},
		{"done", "2023-07-01", "2023-06-30", "done_late"},
		{"done_late", "2023-06-01", "2023-06-30", "done"},
		{"done_late", "", "2023-06-30", "done_late"},
		{"done", "2023-07-01", "", "done"},
		{"partly_done", "2023-07-01", "2023-06-30", "partly_done"},
		{"not_done", "", "2023-06-30", "not_done"},
	} {
		if got := StateOf(tt.reported, tt.doneOn, tt.dueOn); got != tt.want {
			t.Errorf("%v: %s", tt, got)
		}
		if again := StateOf(StateOf(tt.reported, tt.doneOn, tt.dueOn), tt.doneOn, tt.dueOn); again != tt.want {
			t.Errorf("%v: asked again %s", tt, again)
		}
	}
}

// Half a year of a plan, with the rates worked out by hand.
func TestRealisation(t *testing.T) {
	due := func(state string, n int64) Rated { return Rated{State: state, DueOn: "2023-05-01", N: n} }
	r := Realise([]Rated{
		due("done", 9), due("done_late", 1), due("partly_done", 2), due("not_done", 1), due("carried_over", 1), due("cancelled", 3),
		{State: "done", DueOn: "2023-09-01", N: 50},
	}, "2023-01-01", "2023-06-30")
	if r.Due != 14 || r.Cancelled != 3 || *r.Rate() != 7143 || *r.OnTime() != 9000 {
		t.Errorf("%+v: K01 %v, K02 %v", r, *r.Rate(), *r.OnTime())
	}
	if none := Realise(nil, "2023-01-01", "2023-06-30"); none.Rate() != nil || none.OnTime() != nil {
		t.Error("nothing due is not a rate of zero")
	}
}

func anyRated() *rapid.Generator[Rated] {
	day := rapid.SampledFrom([]string{"", "2023-01-01", "2023-03-31", "2023-05-15", "2023-06-30", "2023-07-01", "2023-12-31"})
	return rapid.Custom(func(t *rapid.T) Rated {
		return Rated{
			State:     rapid.SampledFrom(append(code.ActivityStates.Codes(), "")).Draw(t, "state"),
			Frequency: rapid.SampledFrom(append(code.Frequencies.Codes(), "")).Draw(t, "frequency"),
			StartsOn:  day.Draw(t, "starts"), DueOn: day.Draw(t, "due"), N: 1,
		}
	})
}

func TestRatesHold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOf(anyRated()).Draw(t, "activities")
		p := figure.Period(rapid.SampledFrom([]string{"2023-Q1", "2023-Q2", "2023-H1", "2023-H2", "2023"}).Draw(t, "period"))
		r := Realise(list, p.Start(), p.End())
		for _, rate := range []*figure.Number{r.Rate(), r.OnTime()} {
			if rate != nil && (*rate < 0 || *rate > figure.One) {
				t.Fatalf("%+v: rate %v", r, *rate)
			}
		}
		if r.Due != r.Done+r.DoneLate+r.PartlyDone+r.NotDone+r.Open()+r.CarriedOver {
			t.Fatalf("the parts do not add up: %+v", r)
		}
		cancelled := anyRated().Draw(t, "cancelled")
		cancelled.State = "cancelled"
		with := Realise(append(list, cancelled), p.Start(), p.End())
		if with.Cancelled = r.Cancelled; with != r {
			t.Fatalf("a cancelled activity counts: %+v, %+v", r, with)
		}
	})
}

// Every period of the year in which something is due lies in the year in which
// it is due, and what has one date is due in one half only.
func TestHalvesOfTheYear(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := anyRated().Draw(t, "activity")
		in := func(p figure.Period) bool { return a.DueIn(p.Start(), p.End()) }
		if (in("2023-H1") || in("2023-H2")) != in("2023") {
			t.Fatalf("%+v: halves %v %v, year %v", a, in("2023-H1"), in("2023-H2"), in("2023"))
		}
		if a.Frequency == "" && in("2023-H1") && in("2023-H2") {
			t.Fatalf("%+v is due twice", a)
		}
	})
}

func TestEveryCountHasADefinition(t *testing.T) {
	for _, topic := range code.Topics {
		for _, c := range topic.Counts {
			if d := Find(c.Code); d.Name != c.SQ || d.Formula == "" || d.Version == 0 {
				t.Errorf("%s: %+v", c.Code, d)
			}
		}
	}
}
