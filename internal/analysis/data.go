package analysis

import (
	"slices"

	"tryeza/internal/figure"
	"tryeza/internal/indicator"
)

// Data is everything an analysis is composed from: what was in the records of
// one committee for one period. Composing reads nothing else, so the same Data
// gives the same analysis.
type Data struct {
	Committee    Committee
	Period       figure.Period
	Day          string // the day the analysis speaks of: the period's last, or today when it has not ended
	Today        string
	AsOf         string // the latest change among the records, an instant
	Order        Order
	Seats        []Seat
	Plan         Plan
	Activities   []Activity
	Round        Round
	Returns      []Return
	Meetings     []Meeting
	Kept         map[string]Kept // by body: committee and table
	FirstOrder   string          // day from which the first order was in force
	Tasks        []Task
	Issues       []Issue
	Rules        map[string]Rule // by code, those in force on Day
	Before       *Earlier        // the same period a year before
	Institutions map[string]Institution
	Casework     bool       // there is a casework room, which counts half-years that have ended
	Children     []Children // of each half-year of the period that has ended
	LastSummer   *Children  // of the half-year of the summer before, where its programmes are looked back at
	Registers
}

// Committee is whose analysis it is.
type Committee struct {
	ID, Name, Qark               string
	Sample                       bool
	Letterhead, Signature, Place string
}

// Order is the prefect's order in force.
type Order struct{ ID, Number, Dated, Title string }

// Institution is one under the name it had on the day.
type Institution struct {
	ID, Name, Short, Kind, Sector, Municipality string
	Position                                    int64
}

// Seat is a place an institution has in a body under the order.
type Seat struct{ Institution, Body, Kind string }

// Plan of the year of the period.
type Plan struct {
	ID, Title, State, ApprovedOn, Protocol string
	Year                                   int64
	Priorities                             []Priority
}

// Priority is one of the year's priorities, in order; Topic may be "".
type Priority struct {
	Topic string `json:"topic"`
	Text  string `json:"text"`
}

// Activity of the plan, with what was reported on it in the period.
type Activity struct {
	ID, Number, Title                    string
	Pillar, Goal, Objective, ObjectiveID string
	ObjectiveCode                        string
	Lead                                 string
	Partners, Municipalities             []string
	StartsOn, DueOn, Frequency, Topic    string
	PlanState, StateReason               string
	Indicators                           []Indicator
	Item                                 *Item // nil when no accepted return answers for it
}

// rated is the activity as the realisation rates see it.
func (a Activity) rated() indicator.Rated {
	r := indicator.Rated{Frequency: a.Frequency, StartsOn: a.StartsOn, DueOn: a.DueOn, N: 1}
	switch {
	case a.PlanState == "cancelled" || a.PlanState == "carried_over" && a.Item == nil:
		r.State = a.PlanState
	case a.Item != nil:
		r.State = indicator.StateOf(a.Item.State, a.Item.DoneOn, a.DueOn)
	}
	return r
}

// Indicator of an activity: what it is measured by.
type Indicator struct {
	ID, Activity, Name, Unit string
	Baseline, Target         *figure.Number
}

// Round in which the institutions reported.
type Round struct {
	ID, Title, DueOn string
}

// Return of one institution: accepted ones carry what they say.
type Return struct {
	ID, Institution, State, DueOn, Channel string
	FirstSent, Accepted                    string // instants, "" for never
	Items                                  []Item
	Values                                 []Value
	Replaced                               []Value           // numbers that its records in the registers give instead
	Narratives                             map[string]string // topic → words
	Problems                               []Problem
	Measures                               []Measure
}

// accepted reports whether the return counts in the analysis.
func (r Return) accepted() bool { return r.State == "accepted" }

// onTime reports whether the return was first sent by its due day.
func (r Return) onTime() bool { return r.FirstSent != "" && r.FirstSent[:10] <= r.DueOn }

// Item is what was reported on one activity.
type Item struct {
	ID, Activity, State, DoneOn, Place, What, Partners, Reason string
}

// Value is one number given in a return; see the table reporting_value.
type Value struct {
	Subject, SubjectID, Part string
	Quantity                 figure.Quantity
	Note                     string
}

// Problem met, and what is missing.
type Problem struct {
	ID, Objective, ObjectiveName, Activity, Body, Resource, Since string
	Amount                                                        *figure.Number
	Solved                                                        bool
}

// Measure taken or expected.
type Measure struct{ ID, Problem, Status, Body, DueOn string }

// Meeting held in the period, or the one after it at which the period's own
// analysis was discussed (After): its decisions belong to the analysis, but it
// does not count among the meetings of the period.
type Meeting struct {
	After                                                               bool
	ID, Body, Kind, HeldOn, DateNote, Place, Title, ChairedBy, ClosedOn string
	Seats                                                               []Seat // under the order in force on its day
	Present                                                             []Present
	Lines                                                               []Line
	Figures                                                             []Said
}

// Present is who took part: an institution of the committee, or a guest by name.
// Substitute is the office of who came in the member's place.
type Present struct{ Institution, Name, Substitute string }

// Line of the minutes: an item of the agenda (Item is then ""), or what came of
// it. Number is that of a decision or recommendation, "" in minutes of before.
type Line struct {
	ID, Item, Kind, Number, Body, Institution, DueOn string
	DueNext                                          bool
}

// Said is a figure said at a meeting, as it was said.
type Said struct {
	What, Unit, About string
	Quantity          figure.Quantity
}

// Rule in force, with its legal basis.
type Rule struct {
	Code, Value, Unit, LegalBasis string
	Verified                      bool
}

// Earlier is the analysis of the same period a year before: its figures by key.
type Earlier struct {
	Period  figure.Period
	Signed  bool
	Number  string
	Figures map[string]figure.Figure
	Changed []Difference // signed figures that the records no longer give
}

// name is what an institution is called in the analysis.
func (d *Data) name(institution string) string {
	if i, ok := d.Institutions[institution]; ok {
		return i.Name
	}
	return institution
}

// preliminary reports whether the period has not ended yet.
func (d *Data) preliminary() bool { return d.Today <= d.Period.End() && d.Day == d.Today }

// reporting lists the accepted returns in the order of the institutions.
func (d *Data) reporting() []Return {
	var list []Return
	for _, r := range d.Returns {
		if r.accepted() {
			list = append(list, r)
		}
	}
	return list
}

// inPeriod lists the meetings held in the period itself.
func (d *Data) inPeriod() []Meeting {
	return slices.DeleteFunc(slices.Clone(d.Meetings), func(m Meeting) bool { return m.After })
}

// analysisKinds are the kinds of meeting at which a period's analysis is discussed.
var analysisKinds = map[figure.Kind][]string{
	figure.Quarter: {"quarter_analysis"}, figure.Half: {"half_year_analysis"}, figure.Year: {"annual_analysis", "annual_report"},
}

// keep reports whether a meeting held in the period or the one after it belongs
// to the analysis, and marks it.
func (d *Data) keep(m *Meeting) bool {
	m.After = m.HeldOn > d.Period.End()
	return !m.After || m.HeldOn <= d.Today && slices.Contains(analysisKinds[d.Period.Kind()], m.Kind)
}

// value finds a number of a return.
func (r Return) value(subject, id, part string) (figure.Quantity, bool) {
	for _, v := range r.Values {
		if v.Subject == subject && v.SubjectID == id && v.Part == part {
			return v.Quantity, true
		}
	}
	return figure.Quantity{}, false
}

// due lists the activities that are due in the period.
func (d *Data) due() []Activity {
	var list []Activity
	from, to := d.Period.Start(), d.Period.End()
	for _, a := range d.Activities {
		if a.rated().DueIn(from, to) {
			list = append(list, a)
		}
	}
	return list
}

// state is what the activity counts as in the period.
func (d *Data) state(a Activity) string { return a.rated().State }
