package plan

import "tryeza/internal/indicator"

// rated describes an activity to the realisation rates.
func (a Activity) rated() indicator.Rated {
	return indicator.Rated{State: a.State, StartsOn: a.StartsOn, DueOn: a.DueOn, Frequency: a.Frequency, N: 1}
}
