package enrolment

import (
	"tryeza/internal/code"
	"tryeza/internal/text"
)

// after is what was found so many days after a programme, or the day from which
// it is looked.
type after struct {
	Code, Due string
	List      code.List
	Open      bool // it is time to look
}

// After is what a table says of it.
func (p showPage) After(c, due string) after {
	return after{c, due, code.FoundAfter, p.Follow && due <= p.Today}
}

// After is what a table says of it; waits says that somebody is to look.
func (p listPage) After(c, due string, waits bool) after {
	return after{c, due, code.FoundAfter, waits && due <= p.Today}
}

// Place, Reason and School name codes.
func (showPage) Place(c string) string    { return code.MunicipalityName(c) }
func (p showPage) Reason(c string) string { return code.LeaveReasons.Label(p.Lang, c) }
func (p showPage) School(c string) string { return code.SchoolResults.Label(p.Lang, c) }
func (p listPage) School(c string) string { return code.SchoolResults.Label(p.Lang, c) }

// Children says how many children a programme has.
func (p listPage) Children(n int) string {
	many := int64(n)
	return text.Count(p.Lang, &many, text.Forms{One: "{n} fëmijë i dosjeve tuaja", Many: "{n} fëmijë të dosjeve tuaja"})
}
