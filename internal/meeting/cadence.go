package meeting

import "tryeza/internal/indicator"

// How often a body met is an indicator: its formula stands with the others.
type (
	// An Interval is the longest time a body may let pass between two meetings.
	Interval = indicator.Interval
	// A Cadence is how often a body met in a span of days, against the rule.
	Cadence = indicator.Cadence
)

// Measure computes the cadence of one body; see indicator.Measure.
var Measure = indicator.Measure
