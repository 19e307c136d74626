package statistics

import "maps"

// publishedEffect is made of what is published, and of the comparison of
// children when that may be.
func (c *Chapter) publishedEffect() (e Effect, err error) {
	now, halves := c.Published.wholeWeeks(), []Answer{c.Published}
	if c.earlier != nil {
		before, err := c.earlier.publish(c.Rules.Threshold)
		if err != nil {
			return e, err
		}
		maps.Copy(now, before.wholeWeeks())
		halves = []Answer{before, c.Published}
	}
	e.fill(c.spans, c.Period, now, c.Before.wholeWeeks(), c.Before.Sightings() != Cell{})
	e.Again = c.again
	if e.Again.Why == "" && e.Again.SeenFrom < c.Period.Start() && c.earlier == nil {
		e.Again.Table, e.Again.Why = Table{}, "rules"
	}
	e.Again = e.Again.publish(c.Rules.Threshold, halves)
	return e, nil
}
