package employment_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tryeza/internal/code"
	"tryeza/internal/employment"
	"tryeza/internal/text"
)

func day(t *rapid.T, label string) string {
	return text.DaysAfter("2022-01-01", rapid.IntRange(0, 1500).Draw(t, label))
}

// Visits lie within the window of the project, the first on its day, none twice,
// and further apart than the frequency allows none.
func TestDaysOfAPlan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := employment.Project{StartsOn: day(t, "start")}
		p.EndsOn = text.DaysAfter(p.StartsOn, rapid.IntRange(0, 900).Draw(t, "long"))
		c := employment.Check{Kind: rapid.SampledFrom(code.Obligations.Codes()).Draw(t, "kind"), Frequency: rapid.SampledFrom(code.Frequencies.Codes()).Draw(t, "frequency")}
		from, to := p.Window(c.Kind)
		c.FirstOn = text.DaysAfter(from, rapid.IntRange(-40, 1000).Draw(t, "first"))
		days := p.Days(c)
		if inside := c.FirstOn >= from && c.FirstOn <= to; !inside {
			if len(days) > 0 {
				t.Fatalf("%s is outside %s–%s, and gave %v", c.FirstOn, from, to, days)
			}
			return
		}
		if len(days) == 0 || days[0] != c.FirstOn {
			t.Fatalf("the first is on %s: %v", c.FirstOn, days)
		}
		if days[len(days)-1] > to || !slices.IsSorted(days) || len(slices.Compact(slices.Clone(days))) != len(days) {
			t.Fatalf("%s–%s: %v", from, to, days)
		}
		if c.Frequency == "once" && len(days) != 1 {
			t.Fatalf("once is %v", days)
		}
		for i := range days[1:] {
			if gap := between(days[i], days[i+1]); c.Frequency == "monthly" && (gap < 28 || gap > 31) {
				t.Fatalf("%d days from %s to %s", gap, days[i], days[i+1])
			}
		}
	})
}

func between(a, b string) int {
	x, _ := time.Parse(time.DateOnly, a)
	y, _ := time.Parse(time.DateOnly, b)
	return int(y.Sub(x).Hours() / 24)
}

func TestDaysByHand(t *testing.T) {
	p := employment.Project{StartsOn: "2023-05-01", EndsOn: "2023-09-30"}
	for _, x := range []struct {
		kind, frequency, first string
		want                   []string
	}{
		{"contract", "monthly", "2023-05-31", []string{"2023-05-31", "2023-06-30", "2023-07-31", "2023-08-31", "2023-09-30"}},
		{"contract", "quarterly", "2023-05-15", []string{"2023-05-15", "2023-08-15"}},
		{"contract", "half_yearly", "2023-05-15", []string{"2023-05-15"}},
		{"contract", "once", "2023-10-01", nil},
		{"kept", "quarterly", "2023-10-30", []string{"2023-10-30", "2024-01-30"}}, // who was kept on is looked at after the season
		{"contract", "", "2023-05-15", nil},
	} {
		got := p.Days(employment.Check{Kind: x.kind, Frequency: x.frequency, FirstOn: x.first})
		if !slices.Equal(got, x.want) {
			t.Errorf("%s %s from %s: %v, want %v", x.kind, x.frequency, x.first, got, x.want)
		}
	}
}

func placement(t *rapid.T) employment.Placement {
	seen := rapid.SampledFrom([]string{"yes", "no", "u"})
	answer := rapid.SampledFrom([]string{"", "yes", "no", "u"})
	return employment.Placement{
		Target: "young", Age: rapid.SampledFrom(code.AgeBands.Codes()).Draw(t, "age"), StartedOn: day(t, "started"),
		Contract: seen.Draw(t, "contract"), Insured: seen.Draw(t, "insured"), Kept30: answer.Draw(t, "30"), Kept90: answer.Draw(t, "90"), Kept180: answer.Draw(t, "180"),
	}
}

// Nobody is counted among those asked about after 90 days before these are over,
// every answer is counted once, and of nothing there is no rate.
func TestTally(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		today := day(t, "today")
		p := employment.Project{State: rapid.SampledFrom(code.ProjectStates.Codes()).Draw(t, "state"), Placements: rapid.SliceOfN(rapid.Custom(placement), 0, 12).Draw(t, "placements")}
		got := employment.Count([]employment.Project{p}, today)
		if p.State == employment.Cancelled {
			if got.Projects+got.Placements > 0 {
				t.Fatalf("cancelled, and counted: %+v", got)
			}
			return
		}
		for _, days := range employment.KeptDays {
			due := 0
			for _, x := range p.Placements {
				if between(x.StartedOn, today) >= days {
					due++
				}
			}
			rate(t, got.Kept[days], due)
		}
		rate(t, got.Contract, len(p.Placements))
		rate(t, got.Insured, len(p.Placements))
		rate(t, got.Compliant, 0)
		if got.Placements != len(p.Placements) || got.Groups["young"] != len(p.Placements) {
			t.Fatalf("%d of %d placements", got.Placements, len(p.Placements))
		}
	})
}

func rate(t *rapid.T, r employment.Rate, of int) {
	if r.Of != of || r.Yes+r.No+r.Unknown+r.Silent != of {
		t.Fatalf("%+v of %d", r, of)
	}
	if share, ok := r.Share(); ok != (r.Yes+r.No > 0) || share < 0 || share > 1_0000 || ok && (share == 0) != (r.Yes == 0) {
		t.Fatalf("%+v is %v %v", r, share, ok)
	}
}

func TestVisitsAreTallied(t *testing.T) {
	p := season()
	p.Visits = []employment.Visit{
		{ID: "v1", CheckID: "c1", PlannedOn: "2023-06-01", DoneOn: "2023-06-02", Finding: employment.Serious, Measure: "Kontrata", DueOn: "2023-06-20"},
		{ID: "v2", PlannedOn: "2023-06-21", DoneOn: "2023-06-21", Finding: employment.Minor, Measure: "Sigurimi", DueOn: "2023-08-01", RecheckOf: "v1"},
		{ID: "v3", DoneOn: "2023-06-10", Finding: employment.Compliant},
		{ID: "v4", CheckID: "c1", PlannedOn: "2023-07-01"},
		{ID: "v5", CheckID: "c1", PlannedOn: "2023-07-05", DoneOn: "2023-07-05", Finding: employment.NotPossible, Found: "mbyllur"},
		{ID: "v6", CheckID: "c1", PlannedOn: "2023-08-01"},
	}
	got := employment.Count([]employment.Project{p}, "2023-07-14")
	if got.Planned != 5 || got.PlannedDone != 2 || got.Unplanned != 1 || got.Done() != 3 || got.Overdue != 1 || got.NotPossible != 1 {
		t.Errorf("%+v", got)
	}
	if share, _ := got.Compliant.Share(); share != 3333 { // one of three that looked; who could not look found nothing
		t.Errorf("compliant %v", share)
	}
	if got.Open != 2 || got.OpenLate != 1 { // the re-check did not find it mended
		t.Errorf("open %d, late %d", got.Open, got.OpenLate)
	}
	if p.Visits[1].Finding = employment.Compliant; employment.Count([]employment.Project{p}, "2023-07-14").Open != 0 {
		t.Error("a re-check that finds it kept to closes it")
	}
}

func TestLacks(t *testing.T) {
	const today = "2023-07-14"
	for _, x := range []struct {
		name   string
		change func(p *employment.Project)
		want   []string
	}{
		{"nothing is due", func(p *employment.Project) {}, nil},
		{"a visit a week late", func(p *employment.Project) { p.Visits = []employment.Visit{{PlannedOn: "2023-07-07"}} }, nil},
		{"a visit more than a week late", func(p *employment.Project) { p.Visits = []employment.Visit{{PlannedOn: "2023-07-06"}} }, []string{"employment_visit"}},
		{"a breach without re-check", func(p *employment.Project) {
			p.Visits = []employment.Visit{{ID: "v", DoneOn: "2023-06-01", Finding: employment.Serious, DueOn: "2023-07-13"}}
		}, []string{"employment_recheck"}},
		{"a breach that was looked at again", func(p *employment.Project) {
			p.Visits = []employment.Visit{{ID: "v", DoneOn: "2023-06-01", Finding: employment.Serious, DueOn: "2023-07-13"}, {DoneOn: "2023-07-14", RecheckOf: "v", Finding: employment.Compliant}}
		}, nil},
		{"30 days today", func(p *employment.Project) { p.Placements = []employment.Placement{{StartedOn: "2023-06-14"}} }, []string{"employment_kept"}},
		{"30 days tomorrow", func(p *employment.Project) { p.Placements = []employment.Placement{{StartedOn: "2023-06-15"}} }, nil},
		{"not known is an answer", func(p *employment.Project) {
			p.Placements = []employment.Placement{{StartedOn: "2023-06-14", Kept30: "u"}}
		}, nil},
		{"over without a number", func(p *employment.Project) { p.EndsOn = "2023-07-13" }, []string{"employment_jobs"}},
		{"a draft without plan", func(p *employment.Project) {
			p.State, p.Checks, p.StartsOn = employment.Draft, nil, "2023-08-13"
		}, []string{"employment_plan"}},
		{"a draft that is far off", func(p *employment.Project) {
			p.State, p.Checks, p.StartsOn = employment.Draft, nil, "2023-08-14"
		}, nil},
		{"cancelled", func(p *employment.Project) {
			p.State, p.Visits = employment.Cancelled, []employment.Visit{{PlannedOn: "2023-06-01"}}
		}, nil},
		{"known from a source", func(p *employment.Project) { p.Source, p.EndsOn = "gazeta", "2023-06-01" }, nil},
	} {
		p := season()
		x.change(&p)
		var got []string
		for _, m := range p.Lacks("/x", today) {
			got = append(got, m.Gap)
		}
		if !slices.Equal(got, x.want) {
			t.Errorf("%s: %v, want %v", x.name, got, x.want)
		}
	}
}

func TestParseNIPT(t *testing.T) {
	for in, want := range map[string]string{"K12345678A": "K12345678A", " k1234 5678a ": "K12345678A", "K1234567A": "", "123456789A": "", "K123456789": "", "": ""} {
		if got, ok := employment.ParseNIPT(in); ok != (want != "") || ok && got != want {
			t.Errorf("%q: %q %v", in, got, ok)
		}
	}
}
