// Package reporting keeps what each institution owes the committee for a
// period and what it sent: its return, how complete it is, and whether the
// secretary accepted it.
//
// It does not draw up the plan, it decides nothing about an activity that no
// accepted return says, and it does not write the analysis.
package reporting

import (
	"cmp"
	"slices"

	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// A Round asks every institution with a seat for its return of one period.
type Round struct {
	ID       string
	Version  int64
	Period   figure.Period
	PlanID   string // the plan of the period's year
	Title    string
	OpenedOn string // day
	DueOn    string // day; a return may have a later one
	RuleID   string // the committee_rule the due day was proposed by, or ""
	Message  string // to the institutions
}

// A Return is what one institution owes for a round, and what it sent.
type Return struct {
	ID            string
	Version       int64
	RoundID       string
	InstitutionID string
	State         string // Draft, Sent, SentBack or Accepted
	DueOn         string // day
	Channel       string // code.Channels
	SourceNote    string // who gave it and when, when it came on paper or by telephone: an office, not a person
	EnteredBy     string // account that entered it for the institution, or ""
	Reference     string // given at the first sending, kept ever after
	SentAt        store.Time
	FirstSentAt   store.Time
	AcceptedAt    store.Time
	StartedAt     store.Time // zero: nobody has filled anything in yet
	NoProblems    bool       // the institution's own word: none met
	NoMeasures    bool       // the institution's own word: none taken, none expected

	// What is not kept with the return itself but read with it.
	Period       figure.Period
	PlanID       string
	Institution  string // its name at the end of the period
	Short        string
	Sector       string
	Municipality string
	Items        []Item // in the order of the plan
	Values       Values
	Before       Values          // of the period of the same length just before; only where Load is asked for it
	Registered   map[string]bool // counts of topics that the institution's records in the registers of prevention give: it need not
	Narratives   []Narrative
	Problems     []Problem
	Measures     []Measure
	Files        []File
	Events       []Event
}

// States of a return.
const (
	Draft    = "draft"
	Sent     = "sent"
	SentBack = "sent_back"
	Accepted = "accepted"
)

// Latest, in place of a version, saves over whatever is there: for imports.
const Latest int64 = -1

// An Item is one activity in a return. An empty State is blank.
type Item struct {
	ID         string
	Version    int64
	ReturnID   string
	ActivityID string
	State      string // code.ReportedStates
	DoneOn     string // day
	Place      string
	What       string
	Partners   string
	Reason     string // why it was not done, or only partly
	Answered   bool   // nothing asked about it is blank
	SavedAt    store.Time
	Activity   Activity
}

// An Activity is what the plan says of it.
type Activity struct {
	ID, Number, Title         string
	ObjectiveID               string
	Pillar                    string // code.Pillars
	StartsOn, DueOn           string // days or ""
	Frequency, State, StateOn string
	LeadID, Topic             string
	Indicators                []Indicator
}

// An Indicator is a number asked of an activity.
type Indicator struct {
	ID, Name, Unit   string
	Baseline, Target *figure.Number
}

// The subjects a value can be about.
const (
	OfIndicator    = "indicator"
	OfParticipants = "participants"
	OfTopic        = "topic"
)

// A Key says what a value is about: ID is an indicator, an activity (for its
// participants) or the code of a count; Part is "" for the total, or one cell
// of a breakdown such as "sex=f", "age=6-10", "origin=53".
type Key struct{ Subject, ID, Part string }

// A Value is a number as it was given.
type Value struct {
	figure.Quantity
	Note string
}

// Values holds what was answered; what is not in it is blank.
type Values map[Key]Value

// Get is the quantity under a key, blank when there is none.
func (v Values) Get(subject, id, part string) figure.Quantity {
	return v[Key{subject, id, part}].Quantity
}

// Has reports whether the total was answered, be it with "not known".
func (v Values) Has(subject, id string) bool { return v.Get(subject, id, "").Qualifier != "" }

// Keys lists the keys in a fixed order.
func (v Values) Keys() []Key {
	var keys []Key
	for k := range v {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b Key) int {
		return cmp.Or(cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Part, b.Part))
	})
	return keys
}

// A Narrative is what an institution says on a topic in its own words.
type Narrative struct {
	ID       string
	Version  int64
	ReturnID string
	Topic    string // code.Topics
	Asked    bool   // its sector must answer
	Body     string
	Answered bool // nothing asked there is blank
	SavedAt  store.Time
}

// A Problem was met, and says what is missing. Since is the day it was first
// raised, here or in the earlier return that EarlierID continues.
type Problem struct {
	ID          string
	Version     int64
	ReturnID    string
	Position    int64
	ObjectiveID string
	ActivityID  string
	Body        string
	Resource    string         // code.Resources
	Amount      *figure.Number // lek; nil when not known
	Since       string         // day
	EarlierID   string
	Solved      bool
}

// Statuses of a measure.
const (
	Taken    = "taken"
	Expected = "expected"
)

// A Measure was taken, or is expected by a day.
type Measure struct {
	ID        string
	Version   int64
	ReturnID  string
	Position  int64
	ProblemID string // the problem it answers, or ""
	Status    string // Taken or Expected
	Body      string
	DueOn     string // day
}

// A File is evidence, without its content. ItemID is "" for the whole return.
type File struct {
	ID        string
	Version   int64
	ReturnID  string
	ItemID    string
	Name      string
	MediaType string
	Size      int64 // bytes
	AddedAt   store.Time
}

// An Event is one step of a return: sent, sent_back, accepted, reopened, extended.
type Event struct {
	ID       string
	Version  int64
	ReturnID string
	Verb     string
	Reason   string
	Author   string // account
	At       store.Time
}

// Editable reports whether the institution may change the return.
func (r Return) Editable() bool { return r.State == Draft || r.State == SentBack }

// Shown is the state for the reader, of code.ReturnStates: a draft that nobody
// has touched is "none", not started.
func (r Return) Shown() string {
	if r.State == Draft && r.StartedAt.IsZero() {
		return "none"
	}
	return r.State
}

// OnTime reports whether it was first sent by its deadline.
func (r Return) OnTime() bool {
	return !r.FirstSentAt.IsZero() && text.DayOf(r.FirstSentAt.Time) <= r.DueOn
}

// Overdue reports whether it has not been sent and its deadline is over. The
// first page of the committee counts the same.
func (r Return) Overdue(today string) bool { return r.FirstSentAt.IsZero() && today > r.DueOn }

// SentLate reports whether it was first sent after its deadline.
func (r Return) SentLate() bool { return !r.FirstSentAt.IsZero() && !r.OnTime() }

// ForInstitution reports whether it came another way than from the institution's
// own hands in Tryeza.
func (r Return) ForInstitution() bool {
	return r.Channel == "paper" || r.Channel == "telephone" || r.Channel == "excel"
}

// Item returns the item of an activity.
func (r Return) Item(activityID string) (Item, bool) {
	i := slices.IndexFunc(r.Items, func(it Item) bool { return it.ActivityID == activityID })
	if i < 0 {
		return Item{}, false
	}
	return r.Items[i], true
}

// Narrative returns what is said on a topic; a blank one when nothing is.
func (r Return) Narrative(topic string) Narrative {
	for _, n := range r.Narratives {
		if n.Topic == topic {
			return n
		}
	}
	return Narrative{ReturnID: r.ID, Topic: topic}
}

// asks is the topic as this return answers it: with the counts asked of its
// sector, and any other that it has a value for.
func (r Return) asks(t code.Topic) code.Topic {
	asked := t.For(r.Sector).Counts
	t.Counts = slices.DeleteFunc(slices.Clone(t.Counts), func(c code.Count) bool {
		return !r.Values.Has(OfTopic, c.Code) && !slices.ContainsFunc(asked, func(a code.Count) bool { return a.Code == c.Code })
	})
	return t
}

// topicOf finds a topic by its code.
func topicOf(c string) (code.Topic, bool) {
	i := slices.IndexFunc(code.Topics, func(t code.Topic) bool { return t.Code == c })
	if i < 0 {
		return code.Topic{}, false
	}
	return code.Topics[i], true
}
