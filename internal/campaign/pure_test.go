package campaign

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tryeza/internal/figure"
	"tryeza/internal/register"
	"tryeza/internal/text"
)

var tetor = Calendar{ID: "c", Title: "Tetori 2023", StartsOn: "2023-10-01", EndsOn: "2023-10-31"}

func TestParseSlots(t *testing.T) {
	for line, want := range map[string]Slot{
		"18.10.2023; Dita evropiane; nxënës; Arsimi": {StartsOn: "2023-10-18", EndsOn: "2023-10-18", Title: "Dita evropiane", Audience: "pupils", Sector: "education"},
		"18.10;Dita evropiane":                       {StartsOn: "2023-10-18", EndsOn: "2023-10-18", Title: "Dita evropiane"},
		"18–20.10.2023; Javë; NXENES;":               {StartsOn: "2023-10-18", EndsOn: "2023-10-20", Title: "Javë", Audience: "pupils"},
		"5-10.10; Javë":                              {StartsOn: "2023-10-05", EndsOn: "2023-10-10", Title: "Javë"},
		"5-10.10.2023; Javë":                         {StartsOn: "2023-10-05", EndsOn: "2023-10-10", Title: "Javë"},
		"18.10 - 20.10; Javë":                        {StartsOn: "2023-10-18", EndsOn: "2023-10-20", Title: "Javë"},
		"2023-10-18\tMarsh\t\tpolice":                {StartsOn: "2023-10-18", EndsOn: "2023-10-18", Title: "Marsh", Sector: "police"},
		"18 tetor 2023; Marsh; ; ":                   {StartsOn: "2023-10-18", EndsOn: "2023-10-18", Title: "Marsh"},
	} {
		list, faults := parseSlots(text.SQ, line, tetor)
		if len(list) != 1 || len(faults) != 0 || list[0] != want {
			t.Errorf("%q: %+v %+v", line, list, faults)
		}
	}
	list, faults := parseSlots(text.SQ, "\n1.10; A\nmot; B\n1.10\n1.11; C\n2.10; D; peshq\n3.10; E; ; peshq\n4.10; F; ; ; x; y\n5–3.10; G\n6.10; tel 0691234567\n7.10; H", tetor)
	if len(list) != 2 {
		t.Errorf("%d lines were read", len(list))
	}
	var at []int
	for _, f := range faults {
		at = append(at, f.Line)
		if f.Message == "" || strings.Contains(f.Message, "%!") {
			t.Errorf("%+v", f)
		}
	}
	if len(at) != 8 || at[0] != 3 || at[7] != 10 {
		t.Errorf("faults in lines %v", at)
	}
}

func FuzzParseSlots(f *testing.F) {
	f.Add("18–20.10.2023; Javë; nxënës; Arsimi\n\n1;2;3;4;5")
	f.Add("31.2; x\n-; x\n–; ;")
	f.Fuzz(func(t *testing.T, s string) {
		list, faults := parseSlots(text.SQ, s, tetor)
		for _, x := range list {
			if x.Title == "" || x.StartsOn > x.EndsOn || x.StartsOn < tetor.StartsOn || x.EndsOn > tetor.EndsOn {
				t.Fatalf("%+v", x)
			}
		}
		if n := strings.Count(s, "\n") + 1; len(list)+len(faults) > n {
			t.Fatalf("%d lines became %d", n, len(list)+len(faults))
		}
	})
}

// What a calendar writes for copying is read again as the same lines.
func TestLinesAreReadAgain(t *testing.T) {
	c := tetor
	c.Slots = []Slot{{StartsOn: "2023-10-02", EndsOn: "2023-10-02", Title: "A", Audience: "roma_egyptian", Sector: "ngo"}, {StartsOn: "2023-10-05", EndsOn: "2023-10-07", Title: "B"}}
	for _, l := range []text.Lang{text.SQ, text.EN} {
		list, faults := parseSlots(l, c.lines(l), c)
		if len(faults) > 0 || len(list) != 2 || list[0] != c.Slots[0] || list[1] != c.Slots[1] {
			t.Errorf("%+v %+v", list, faults)
		}
	}
	n := Calendar{Title: "Shkurti 2024", StartsOn: "2024-02-01", EndsOn: "2024-02-29", Slots: c.Slots}.nextYear()
	if n.Title != "Shkurti 2025" || n.EndsOn != "2025-02-28" || n.Slots[0].StartsOn != "2024-10-02" || n.ApprovedOn != "" {
		t.Errorf("%+v", n)
	}
}

func reached(n int64, q figure.Qualifier) register.Numbers {
	return register.Numbers{{What: "reached"}: {Number: figure.Whole(n), Qualifier: q}}
}

// Persons of two activities are added up as arrivals only: what is not known stays
// apart, and the weakest word wins.
func TestArrivals(t *testing.T) {
	list := []Activity{{State: Held, Numbers: reached(51, figure.Exact)}, {State: Held, Numbers: reached(200, figure.About)}, {State: Held, Numbers: reached(0, figure.NotKnown)}, {State: Held}, {State: Planned, Numbers: reached(7, figure.Exact)}}
	sum, in, unknown := arrivals(list, "reached")
	if sum.Number != figure.Whole(251) || sum.Qualifier != figure.About || in != 2 || unknown != 2 {
		t.Errorf("%+v in %d, %d unknown", sum, in, unknown)
	}
	said := strings.Join(figures(text.SQ, list), " ")
	if want := "Persona të arritur: rreth 251 persona në 2 aktivitete (i njëjti person mund të jetë numëruar më shumë se një herë); për 2 aktivitete nuk ka numër."; said != want {
		t.Errorf("%s", said)
	}
	if sum, in, _ := arrivals(list[2:4], "reached"); in != 0 || sum.Known() {
		t.Errorf("nothing known is %+v", sum)
	}
}

// However many activities there are, their sum is never said without that the
// same person may be in it twice.
func TestSumsAreNeverPeople(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var list []Activity
		for range rapid.IntRange(0, 6).Draw(t, "activities") {
			q := rapid.SampledFrom(figure.Qualifiers).Draw(t, "qualifier")
			list = append(list, Activity{State: Held, Numbers: reached(rapid.Int64Range(0, 1000).Draw(t, "n"), q)})
		}
		_, in, unknown := arrivals(list, "reached")
		said := strings.Join(figures(text.SQ, list), " ")
		if in+unknown != len(list) || in > 1 != strings.Contains(said, "më shumë se një herë") || in == 0 && said != "" || strings.Contains(said, "të ndryshëm") {
			t.Fatalf("%d of %d: %q", in, len(list), said)
		}
	})
}

func TestConflicts(t *testing.T) {
	for_ := func(kinds ...string) register.Numbers {
		n := register.Numbers{}
		for _, k := range kinds {
			n[audienceKey(k)] = figure.Quantity{Qualifier: figure.NotKnown}
		}
		return n
	}
	a := Activity{ID: "a", InstitutionID: "x", StartsOn: "2023-10-05", EndsOn: "2023-10-07", Municipality: "10", Hour: "10:00", State: Planned, Numbers: for_("pupils", "parents")}
	for name, c := range map[string]struct {
		change func(*Activity)
		hour   bool
		shared int
	}{
		"the same audience": {func(b *Activity) {
			b.StartsOn, b.EndsOn, b.Numbers = "2023-10-07", "2023-10-07", for_("pupils", "women")
		}, false, 1},
		"another day":         {func(b *Activity) { b.StartsOn, b.EndsOn, b.InstitutionID = "2023-10-08", "2023-10-08", "x" }, false, 0},
		"another place":       {func(b *Activity) { b.Municipality = "11" }, false, 0},
		"the same hour":       {func(b *Activity) { b.InstitutionID, b.Municipality = "x", "11" }, true, 0},
		"no hour":             {func(b *Activity) { b.InstitutionID, b.Municipality, b.Hour = "x", "11", "" }, false, 0},
		"cancelled":           {func(b *Activity) { b.State = Cancelled }, false, 0},
		"the whole qark":      {func(b *Activity) { b.Municipality = "" }, false, 0},
		"both and everything": {func(b *Activity) { b.InstitutionID = "x" }, true, 2},
	} {
		b := a
		b.ID, b.InstitutionID = "b", "y"
		c.change(&b)
		list := conflictsOf([]Activity{a, b})
		if c.hour || c.shared > 0 {
			if len(list) != 1 || list[0].SameHour != c.hour || len(list[0].SameAudience) != c.shared {
				t.Errorf("%s: %+v", name, list)
			}
		} else if len(list) != 0 {
			t.Errorf("%s: %+v", name, list)
		}
	}
}

func TestCover(t *testing.T) {
	c := tetor
	c.Slots = []Slot{{ID: "s1"}, {ID: "s2"}, {ID: "s3"}}
	v := coverageOf(c, []Activity{{SlotID: "s1", Municipality: "10", State: Planned}, {SlotID: "s2", Municipality: "11", State: Cancelled}, {Municipality: "10", State: Held}, {State: Held}}, "AL-02")
	if len(v.Free) != 2 || v.Free[0].ID != "s2" || v.Counts["10"] != 2 || v.Whole != 1 || strings.Join(v.Empty, " ") != "11 12" || len(v.By["s2"]) != 1 || len(v.By[""]) != 0 {
		t.Errorf("%+v", v)
	}
}

func TestMissing(t *testing.T) {
	for name, c := range map[string]struct {
		a    Activity
		gaps string
	}{
		"planned, to come": {Activity{State: Planned, EndsOn: "2023-07-14"}, ""},
		"planned, past":    {Activity{State: Planned, EndsOn: "2023-07-13"}, "campaign_state"},
		"cancelled":        {Activity{State: Cancelled, EndsOn: "2023-01-01"}, ""},
		"no number":        {Activity{State: Held, EndsOn: "2023-07-13"}, "campaign_reached"},
		"not known":        {Activity{State: Held, EndsOn: "2023-07-13", Numbers: reached(0, figure.NotKnown)}, ""},
		"found, 30 days":   {Activity{State: Held, EndsOn: "2023-06-14", Numbers: reached(1, figure.Exact), Findings: []Finding{{What: "other"}}}, ""},
		"found, 31 days":   {Activity{State: Held, EndsOn: "2023-06-13", Numbers: reached(1, figure.Exact), Findings: []Finding{{What: "other"}}}, "campaign_finding"},
		"followed up":      {Activity{State: Held, EndsOn: "2023-06-01", Numbers: reached(1, figure.Exact), Findings: []Finding{{What: "other", FollowUp: "x"}}}, ""},
	} {
		var gaps []string
		for _, m := range c.a.Missing("2023-07-14", "/x") {
			gaps = append(gaps, m.Gap)
		}
		if strings.Join(gaps, " ") != c.gaps {
			t.Errorf("%s: %v", name, gaps)
		}
	}
}

func TestConsents(t *testing.T) {
	for _, c := range []struct {
		consent  string
		children bool
		ok       bool
	}{{"", false, false}, {"x", false, false}, {"adults", false, true}, {"no_photo", false, true}, {"adults", true, false}, {"no_photo", true, false}, {"nobody", true, true}, {"parents", true, true}} {
		if got := consentFor(c.consent, c.children) == ""; got != c.ok {
			t.Errorf("%+v: %v", c, got)
		}
	}
}
