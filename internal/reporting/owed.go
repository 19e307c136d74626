package reporting

import (
	"strconv"
	"time"

	"tryeza/internal/figure"
)

// owed reports whether an activity is asked about in a period: it is due in it,
// it runs in it, or it was due earlier and is not finished. Cancelled and
// carried over activities are not asked, and neither is one that was finished
// before the period and does not repeat.
func owed(a Activity, p figure.Period) bool {
	switch a.State {
	case "cancelled", "carried_over":
		return false
	case "done", "done_late":
		if !repeats(a) && a.StateOn != "" && a.StateOn < p.Start() {
			return false
		}
	}
	if a.StartsOn > p.End() {
		return false
	}
	if a.DueOn > p.End() {
		return a.StartsOn != "" || repeats(a) // begun already, or known only by its later end
	}
	return a.DueOn == "" || a.DueOn >= p.Start() || !repeats(a)
}

// repeats reports whether the activity is done again and again until it ends.
func repeats(a Activity) bool { return a.Frequency != "" && a.Frequency != "once" }

// A rule is the dated rule a deadline is proposed by.
type rule struct {
	ID, Value, Unit, LegalBasis string
	Verified                    bool
}

// dueAfter is the day by which returns of a period are due under the rule: so
// many days or months after its end. Without a readable rule it is "".
func (u rule) dueAfter(p figure.Period) string {
	n, err := strconv.Atoi(u.Value)
	end, bad := time.Parse(time.DateOnly, p.End())
	if err != nil || bad != nil || n < 0 {
		return ""
	}
	switch u.Unit {
	case "days":
		return end.AddDate(0, 0, n).Format(time.DateOnly)
	case "months":
		// The end of a period is the end of a month; so is the end of each later one.
		return end.AddDate(0, 0, 1).AddDate(0, n, -1).Format(time.DateOnly)
	}
	return ""
}
