package document

import (
	"encoding/json"
	"math"
	"testing"
)

// A chart that is kept comes back with what is unknown as unknown, not as zero.
func TestUnknownOfASeriesIsKept(t *testing.T) {
	data, err := json.Marshal(Series{Name: "Frekuentimi, %", Values: []float64{80.5, math.NaN(), 0}})
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"Name":"Frekuentimi, %","Values":[80.5,null,0]}`; string(data) != want {
		t.Errorf("%s, not %s", data, want)
	}
	var s Series
	if err := json.Unmarshal(data, &s); err != nil {
		t.Fatal(err)
	}
	if s.Name != "Frekuentimi, %" || s.Values[0] != 80.5 || !math.IsNaN(s.Values[1]) || s.Values[2] != 0 {
		t.Errorf("%+v", s)
	}
}
