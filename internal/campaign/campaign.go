// Package campaign is the register of awareness activities: what each institution
// held, where, for whom, how many it reached and how surely that is known, what
// came to light there and who follows it up; and the calendar of a campaign, such
// as October's, that the national coordinator sends and the table carries out.
//
// It counts no person twice and no person once: what two activities reached is
// added up as arrivals and never as different people. It keeps no name of anybody.
package campaign

import (
	"context"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/register"
	"tryeza/internal/store"
)

// States of an activity: code.EventStates.
const (
	Planned   = "planned"
	Held      = "held"
	Cancelled = "cancelled"
)

// An Activity is one awareness activity of an institution. Days are YYYY-MM-DD;
// EndsOn is StartsOn of one that lasts a day. Hour is "10:30" or "". Municipality is
// a code, "" for the whole qark. SlotID is the line of a calendar that it carries
// out, ActivityID that of the action plan; both may be "".
type Activity struct {
	ID, InstitutionID   string
	Version             int64
	Title, Kind         string
	StartsOn, EndsOn    string
	Hour                string
	Municipality, Place string
	State, Reason       string // why it was cancelled
	SlotID, ActivityID  string
	Media, Source, Note string

	Numbers  register.Numbers
	Partners []register.Partner
	Asked    []register.Asked
	Findings []Finding
	Files    []File
}

// A Finding is what came to light at an activity, such as children who are not
// enrolled in school. Value and Qualifier say how many. InstitutionID follows it
// up, by the task TaskID; DoneOn is the day on which that was done.
type Finding struct {
	ID            string
	Version       int64
	CampaignID    string
	What          string // code.Findings
	Value         *figure.Number
	Qualifier     string // "" when nobody said how many
	Age           string // code.AgeBands, or ""
	InstitutionID string
	FollowUp      string
	DoneOn        string
	TaskID        string
}

// A File is a photo or a document of an activity. Consent says by what right a
// photo is kept: code.Consents.
type File struct {
	ID, CampaignID  string
	Version         int64
	Name, MediaType string
	Size            int64
	Consent, Note   string
	AddedAt         store.Time
	Content         []byte // empty in lists
}

// A Calendar is what the national coordinator expects of a campaign.
type Calendar struct {
	ID               string
	Version          int64
	Title            string
	StartsOn, EndsOn string
	ApprovedOn       string // day, or ""
	Source, Note     string
	Slots            []Slot
}

// A Slot is one line of a Calendar: what is to take place, for whom (code.Audiences,
// or "") and who should carry it out (code.Sectors, "" for anybody).
type Slot struct {
	ID, CalendarID   string
	Version          int64
	StartsOn, EndsOn string
	Title            string
	Audience, Sector string
	Note             string
}

// Options are what app hands over.
type Options struct {
	// Asks gives the task by which an institution is asked for something.
	Asks register.Asks
	// Committees lists the committees there are, of which those are offered that
	// the actor may set calendars for. nil: only the one of the page.
	Committees func(ctx context.Context, a access.Actor) ([]string, error)
}

// Audience is whom the activity was for: the kinds that are ticked, in the order
// of code.Audiences.
func (a Activity) Audience() []string {
	var list []string
	for _, c := range code.Audiences {
		if _, ok := a.Numbers[audienceKey(c.Code)]; ok {
			list = append(list, c.Code)
		}
	}
	return list
}

func audienceKey(kind string) register.Key {
	return register.Key{What: "audience", Part: register.Part(code.ByKind, kind)}
}

// Quantity is how many the finding is of.
func (x Finding) Quantity() figure.Quantity {
	q := figure.Quantity{Qualifier: figure.Qualifier(x.Qualifier)}
	if x.Value != nil {
		q.Number = *x.Value
	}
	return q
}

// Open reports whether nobody has yet said that the finding was followed up.
func (x Finding) Open() bool { return x.DoneOn == "" }

// Photo reports whether the file is a picture.
func (f File) Photo() bool { return strings.HasPrefix(f.MediaType, "image/") }
