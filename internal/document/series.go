package document

import (
	"encoding/json"
	"math"
)

// storedSeries is how a Series is written down: a value that is unknown is null, since JSON
// has no NaN.
type storedSeries struct {
	Name   string
	Values []*float64
}

// MarshalJSON writes a value that is unknown as null.
func (s Series) MarshalJSON() ([]byte, error) {
	k := storedSeries{Name: s.Name}
	if s.Values != nil {
		k.Values = make([]*float64, len(s.Values))
	}
	for i, v := range s.Values {
		if !math.IsNaN(v) {
			k.Values[i] = &v
		}
	}
	return json.Marshal(k)
}

// UnmarshalJSON reads what MarshalJSON wrote: null is unknown again, never zero.
func (s *Series) UnmarshalJSON(data []byte) error {
	var k storedSeries
	if err := json.Unmarshal(data, &k); err != nil {
		return err
	}
	*s = Series{Name: k.Name}
	if k.Values != nil {
		s.Values = make([]float64, len(k.Values))
	}
	for i, v := range k.Values {
		s.Values[i] = math.NaN()
		if v != nil {
			s.Values[i] = *v
		}
	}
	return nil
}
