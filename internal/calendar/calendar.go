// Package calendar writes meetings and due dates as calendar files (iCalendar,
// RFC 5545) that the calendars of an office or a telephone read.
//
// It knows nothing of what the entries are about, and sends nothing.
package calendar

import (
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // Europe/Tirane, also where the machine has no time zones
	"unicode"

	ics "github.com/arran4/golang-ical"
)

// An Entry of a calendar: a day, or a time on a day in Tirana.
type Entry struct {
	UID      string // stays the same when the entry changes
	Sequence int64  // grows with each change
	Day      string // YYYY-MM-DD
	Time     string // HH:MM, "" for the whole day
	EndsAt   string // HH:MM, "" for an hour after Time; before Time it is on the day after
	Summary  string
	Place    string
	URL      string
}

// product says who wrote the file.
const product = "-//Tryeza//KRAT//SQ"

// Request is the calendar part of an invitation, or of word that a meeting has
// changed: calendars replace the entry of the same UID when the sequence is
// higher. organizer and attendee are e-mail addresses; without an attendee it
// is a file to be downloaded, which asks for no answer. stamp is when it was
// written. An entry without a day gives nil.
func Request(e Entry, stamp time.Time, organizer, attendee string) []byte {
	return invitation(e, stamp, organizer, attendee, ics.MethodRequest, ics.ObjectStatusConfirmed)
}

// Cancel is Request's counterpart: calendars take the entry out, or strike it
// through. Its sequence must be higher than that of what it cancels.
func Cancel(e Entry, stamp time.Time, organizer, attendee string) []byte {
	return invitation(e, stamp, organizer, attendee, ics.MethodCancel, ics.ObjectStatusCancelled)
}

func invitation(e Entry, stamp time.Time, organizer, attendee string, method ics.Method, status ics.ObjectStatus) []byte {
	cal := blank()
	ev := add(cal, e, stamp)
	if ev == nil {
		return nil
	}
	ev.SetStatus(status)
	if attendee == "" { // RFC 5546: a request is to somebody
		method = ics.MethodPublish
	} else {
		ev.AddAttendee("mailto:"+clean(attendee), ics.CalendarUserTypeIndividual, ics.ParticipationRoleReqParticipant, ics.ParticipationStatusNeedsAction)
	}
	if organizer != "" {
		ev.SetOrganizer("mailto:" + clean(organizer))
	}
	cal.SetMethod(method)
	return serialize(cal)
}

// Feed is a whole calendar under a name, to be read again every few hours.
// Entries without a day are left out.
func Feed(name string, stamp time.Time, list []Entry) []byte {
	cal := blank()
	cal.SetMethod(ics.MethodPublish)
	cal.SetXWRCalName(clean(name))
	cal.SetXWRTimezone("Europe/Tirane")
	cal.SetRefreshInterval("PT4H") // writes VALUE=DURATION by itself
	cal.SetXPublishedTTL("PT4H")
	for _, e := range list {
		add(cal, e, stamp)
	}
	return serialize(cal)
}

func blank() *ics.Calendar {
	cal := ics.NewCalendar()
	cal.SetProductId(product)
	return cal
}

// add writes one entry; nil if its day is none.
func add(cal *ics.Calendar, e Entry, stamp time.Time) *ics.VEvent {
	start, end, ok := e.span()
	if !ok {
		return nil
	}
	ev := cal.AddEvent(clean(e.UID))
	ev.SetDtStampTime(stamp)
	ev.SetProperty(ics.ComponentPropertySequence, strconv.FormatInt(e.Sequence, 10))
	if e.Time == "" {
		ev.SetAllDayStartAt(start)
		ev.SetAllDayEndAt(end)
		ev.SetTimeTransparency(ics.TransparencyTransparent) // a due date does not make anybody busy
	} else {
		ev.SetStartAt(start)
		ev.SetEndAt(end)
	}
	ev.SetSummary(clean(e.Summary))
	if e.Place != "" {
		ev.SetLocation(clean(e.Place))
	}
	if e.URL != "" {
		ev.SetURL(clean(e.URL))
	}
	return ev
}

// tirana is where every time of day is meant.
var tirana = func() *time.Location {
	loc, err := time.LoadLocation("Europe/Tirane")
	if err != nil {
		panic("calendar: " + err.Error())
	}
	return loc
}()

// span is when an entry begins and ends. The file holds instants in UTC, so it
// is right on both sides of a clock change whatever the reader knows of Albania.
func (e Entry) span() (start, end time.Time, ok bool) {
	day, err := time.ParseInLocation(time.DateOnly, e.Day, tirana)
	if err != nil {
		return day, day, false
	}
	if e.Time == "" {
		return day, day.AddDate(0, 0, 1), true
	}
	if start, err = at(e.Day, e.Time); err != nil {
		return start, end, false
	}
	if end, err = at(e.Day, e.EndsAt); err != nil {
		return start, start.Add(time.Hour), true
	}
	if !end.After(start) {
		end = end.AddDate(0, 0, 1)
	}
	return start, end, true
}

func at(day, hhmm string) (time.Time, error) {
	return time.ParseInLocation(time.DateOnly+" 15:04", day+" "+hhmm, tirana)
}

// clean puts a text on one line without control characters, which no calendar
// reads and which could otherwise add lines of their own.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	return strings.Join(strings.Fields(s), " ")
}

// serialize folds lines at 75 bytes and ends them with CRLF, as RFC 5545 wants.
func serialize(cal *ics.Calendar) []byte {
	return []byte(cal.Serialize(ics.WithNewLine("\r\n"), ics.WithLineLength(75)))
}
