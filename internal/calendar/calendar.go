// Package calendar writes meetings and due dates as calendar files (iCalendar,
// RFC 5545) that the calendars of an office or a telephone read.
//
// It knows nothing of what the entries are about, and sends nothing.
package calendar

// An Entry of a calendar: a day, or a time on a day in Tirana.
type Entry struct {
	UID      string // stays the same when the entry changes
	Sequence int64  // grows with each change
	Day      string // YYYY-MM-DD
	Time     string // HH:MM, "" for the whole day
	EndsAt   string // HH:MM, "" for an hour after Time
	Summary  string
	Place    string
	URL      string
}
