package sighting

import (
	_ "embed"
	"html/template"
	"net/http"
	"time"

	"tryeza/internal/code"
	"tryeza/internal/text"
)

//go:embed hide.html
var hideHTML string

var hidePage = template.Must(template.New("hide").Parse(hideHTML))

// hide is the neutral page that somebody in danger leaves a field page for: the
// days of this month, and nothing of Tryeza. It is the same for everybody.
//
// With the browser's script one key or tap replaces the page, so that going back
// does not return to it, and signs out. Without the script it is a plain link:
// going back asks the server again, which still knows the visitor.
func (h handler) hide(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	return hidePage.Execute(w, monthOf(h.today()))
}

// A month as a calendar on the wall shows it: weeks from Monday, 0 for no day.
type month struct {
	Name  string
	Today int
	Weeks [][7]int
}

func monthOf(day string) month {
	t, _ := time.Parse(time.DateOnly, day)
	m := month{Name: text.Month(text.SQ, int(t.Month())) + t.Format(" 2006"), Today: t.Day()}
	first := t.AddDate(0, 0, 1-t.Day())
	at := (int(first.Weekday()) + 6) % 7
	for d := first; d.Month() == t.Month(); d = d.AddDate(0, 0, 1) {
		if at == 0 || d == first {
			m.Weeks = append(m.Weeks, [7]int{})
		}
		m.Weeks[len(m.Weeks)-1][at] = d.Day()
		at = (at + 1) % 7
	}
	return m
}

// bandNow is the part of the day on the wall.
func bandNow(t time.Time) string {
	hour := text.HourOf(t)
	return code.BandAt(int(hour[0]-'0')*10 + int(hour[1]-'0'))
}
