package figure

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func realisation() Figure {
	return Figure{
		Code: "K01", Name: "Shkalla e realizimit të planit", Definition: "të realizuara ÷ me afat në periudhë (v1)",
		Scope: "durres", Period: "2023-H1", Rows: 7, AsOf: "audit 120", Link: "/plan?due=2023-H1", Rule: "K01/2022",
	}.WithRatio(5, 7).With("pillar", "2").With("institution", "dsh")
}

func TestFigureJSON(t *testing.T) {
	want := `{"code":"K01","name":"Shkalla e realizimit të planit","value":0.7143,"unit":"ratio","qualifier":"exact",` +
		`"definition":"të realizuara ÷ me afat në periudhë (v1)","scope":"durres","period":"2023-H1",` +
		`"filters":["institution=dsh","pillar=2"],"rows":7,"as_of":"audit 120","link":"/plan?due=2023-H1",` +
		`"rule":"K01/2022","numerator":5,"denominator":7}`
	b, err := json.Marshal(realisation())
	if err != nil || string(b) != want {
		t.Errorf("%s, %v\nwant %s", b, err, want)
	}
	var back Figure
	if err := json.Unmarshal(b, &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(realisation(), back); diff != "" {
		t.Error(diff)
	}
}

func TestUnknownFigureIsNull(t *testing.T) {
	for name, f := range map[string]Figure{
		"nothing set":      {},
		"share of nothing": Figure{}.WithRatio(0, 0),
		"blank":            Figure{}.WithQuantity(blank),
		"not known":        Figure{}.WithQuantity(Quantity{3, NotKnown}),
	} {
		b, err := json.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range []string{`"value":null`, `"qualifier":"not_known"`, `"filters":[]`} {
			if !strings.Contains(string(b), part) {
				t.Errorf("%s: %s lacks %s", name, b, part)
			}
		}
	}
	if b, _ := json.Marshal(Figure{}.WithQuantity(Exactly(0))); !strings.Contains(string(b), `"value":0,`) {
		t.Errorf("explicit zero: %s", b)
	}
}

func TestFigureQuantity(t *testing.T) {
	for _, want := range []Quantity{q(12, About), q(0, Exact), several, notKnown} {
		if got := (Figure{}).WithQuantity(want).Quantity(); got != want {
			t.Errorf("got %v, want %v", got, want)
		}
	}
}

func TestFilters(t *testing.T) {
	one := Figure{}.With("pillar", "2")
	both := one.With("institution", "dsh").With("pillar", "2")
	if !slices.Equal(both.Filters, []string{"institution=dsh", "pillar=2"}) || !slices.Equal(one.Filters, []string{"pillar=2"}) {
		t.Errorf("filters %q and %q", one.Filters, both.Filters)
	}
}

func TestFigureCheck(t *testing.T) {
	if err := realisation().Check(); err != nil {
		t.Error(err)
	}
	for name, spoil := range map[string]func(*Figure){
		"no code":            func(f *Figure) { f.Code = "" },
		"no definition":      func(f *Figure) { f.Definition = "" },
		"no state":           func(f *Figure) { f.AsOf = "" },
		"no period":          func(f *Figure) { f.Period = "2023-H3" },
		"rows below zero":    func(f *Figure) { f.Rows = -1 },
		"filters unsorted":   func(f *Figure) { slices.Reverse(f.Filters) },
		"exact without":      func(f *Figure) { f.Value = nil },
		"number not known":   func(f *Figure) { f.Qualifier = NotKnown },
		"unheard qualifier":  func(f *Figure) { f.Qualifier = "roughly"; f.Value = nil },
		"blank in a display": func(f *Figure) { f.Qualifier = ""; f.Value = nil },
	} {
		f := realisation()
		spoil(&f)
		if f.Check() == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}
