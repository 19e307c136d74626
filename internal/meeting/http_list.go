package meeting

import (
	"net/http"
	"slices"
	"strconv"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// yearsHeld are the years with a meeting in them, the latest first.
var yearsHeld = store.Read(`SELECT DISTINCT SUBSTR(held_on, 1, 4) AS held_in FROM meeting_held WHERE committee_id = $1 ORDER BY held_in DESC`)

// notHeld are the meetings in hand: those to be held, under way, and called off
// for a day that has not passed.
var notHeld = store.Read(`SELECT id, body, kind, state, held_on, time_of_day, place, title FROM meeting
	WHERE committee_id = $1 AND state IN ('planned', 'convened', 'open', 'cancelled') AND (state <> 'cancelled' OR held_on >= $2) ORDER BY held_on, time_of_day, id`)

// A rhythm is the cadence of one body as the page shows it.
type rhythm struct {
	Cadence
	Body string
	Rule Rule
	Late bool // should have met by now
}

type listPage struct {
	base
	Year     string
	Years    []web.PageNav
	Coming   []Meeting // in hand: to be held, or under way
	Meetings []Meeting // held
	Today    string
	Rhythms  []rhythm
	Running  bool // the year is not over
	Absences bool // the reader may see who never comes
}

var listView = web.NewView[listPage](files, "list.tmpl")

func (h handler) list(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	today := h.today()
	p := listPage{base: newBase(r, g, "Mbledhjet"), Absences: g.Can(access.ReadAttendance)}
	err := h.view(r, g, func(tx *store.Tx) error {
		years, err := store.All(tx, yearsHeld, func(y *string) []any { return []any{y} })
		if err != nil {
			return err
		}
		p.Year = chosenYear(r.FormValue("year"), years, today[:4])
		for _, y := range years {
			p.Years = append(p.Years, web.PageNav{Label: y, Path: path(g, "?year=%s", y), Current: y == p.Year})
		}
		return p.read(tx, today)
	})
	if err != nil {
		return err
	}
	return listView.Render(w, r, http.StatusOK, p)
}

// chosenYear is the year asked for or, without one, this year if there was a
// meeting in it, and else the last one in which there was.
func chosenYear(asked string, held []string, now string) string {
	if n, err := strconv.Atoi(asked); err == nil && n >= 1900 && n <= 2100 {
		return asked
	}
	if len(held) == 0 || slices.Contains(held, now) {
		return now
	}
	return held[0]
}

// read reads the meetings of the year, and the rhythm of each body in it; of
// the year that runs, up to today.
func (p *listPage) read(tx *store.Tx, today string) (err error) {
	from, to := p.Year+"-01-01", p.Year+"-12-31"
	if p.Meetings, err = InPeriod(tx, from, to); err != nil {
		return err
	}
	p.Today = today
	p.Coming, err = store.All(tx, notHeld, func(m *Meeting) []any {
		return []any{&m.ID, &m.Body, &m.Kind, &m.State, &m.HeldOn, &m.Time, &m.Place, &m.Title}
	}, today)
	if err != nil {
		return err
	}
	p.Running = from <= today && today < to
	for _, body := range []string{"committee", "table"} {
		c, rule, err := CadenceIn(tx, body, from, min(to, today))
		if err != nil {
			return err
		}
		p.Rhythms = append(p.Rhythms, rhythm{c, body, rule, p.Running && c.Next != "" && c.Next < today})
	}
	return nil
}

// HeldWords says how many meetings there were and, of the due dates, how many were
// kept in time and which were not.
func (p listPage) HeldWords(x rhythm) string {
	held, required := int64(x.Held), int64(x.Required)
	s := text.Count(p.Lang, &held, text.Forms{Zero: "Nuk u mbajt asnjë mbledhje", One: "U mbajt 1 mbledhje", Many: "U mbajtën {n} mbledhje"})
	if x.Rule.N == 0 {
		return s + "."
	}
	if required == 0 {
		return s + "; " + text.T(p.Lang, "asnjë afat nuk binte në këtë kohë") + "."
	}
	kept, missed := int64(x.Kept()), int64(len(x.Missed))
	s += ". " + text.Count(p.Lang, &required, text.Forms{One: "Nga {n} afat", Many: "Nga {n} afate"}) + " " +
		text.Count(p.Lang, &kept, text.Forms{Zero: "nuk u mbajt asnjë në kohë", One: "u mbajt në kohë {n}", Many: "u mbajtën në kohë {n}"})
	if missed > 0 {
		s += "; " + text.Count(p.Lang, &missed, text.Forms{One: "kaloi pa mbledhje", Many: "kaluan pa mbledhje"}) + ": " + p.MissedWords(x)
	}
	return s + "."
}

// GapWords says the longest gap between two meetings.
func (p listPage) GapWords(x rhythm) string {
	n := int64(x.Longest())
	return text.Count(p.Lang, &n, text.Forms{One: "Hapësira më e gjatë mes dy mbledhjeve: 1 ditë.", Many: "Hapësira më e gjatë mes dy mbledhjeve: {n} ditë."})
}

// PresentWords counts those present with a seat.
func (p listPage) PresentWords(m Meeting) string {
	n := int64(m.Present())
	return text.Count(p.Lang, &n, text.Forms{Zero: "pa listë", One: "1 institucion", Many: "{n} institucione"})
}

// MissedWords lists due dates that passed without a meeting.
func (p listPage) MissedWords(x rhythm) string {
	var days []string
	for _, d := range x.Missed {
		days = append(days, text.Day(d))
	}
	return text.List(p.Lang, days)
}
