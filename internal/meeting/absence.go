package meeting

import (
	"cmp"
	"net/http"
	"slices"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/figure"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A Turnout is how often an institution came to the meetings at which it had a
// seat.
type Turnout struct {
	InstitutionID, Name string
	Marks               []Mark // one for each meeting, in their order
	Seated, Came        int    // meetings
	Run                 int    // absences in a row, up to the last meeting it had a seat at
	Kind                string // how it sat at the last of them
}

// A Mark is one meeting for one institution.
type Mark struct {
	Seated bool
	Presence
}

// Rate is the attendance of the institution, K05; false when it never had a seat.
func (t Turnout) Rate() (figure.Number, bool) { return figure.Ratio(int64(t.Came), int64(t.Seated)) }

// turnouts counts who came to meetings, from who had a seat at each. Those who
// come least stand first, and among these those who have been away longest. Who
// has no vote, and so no duty to come, stands after all who have.
func turnouts(names directory, meetings [][]Presence) []Turnout {
	var list []Turnout
	for _, n := range names {
		t := Turnout{InstitutionID: n.ID, Name: n.Name}
		for _, presences := range meetings {
			t.add(presences)
		}
		if t.Seated > 0 {
			list = append(list, t)
		}
	}
	slices.SortStableFunc(list, func(a, b Turnout) int {
		return cmp.Or(cmp.Compare(a.last(), b.last()), cmp.Compare(a.Came*b.Seated, b.Came*a.Seated), cmp.Compare(b.Run, a.Run))
	})
	return list
}

// Votes reports whether the institution has a vote, and so a duty to come.
func (t Turnout) Votes() bool { return hasVote(t.Kind) }

func (t Turnout) last() int {
	if t.Votes() {
		return 0
	}
	return 1
}

func (t *Turnout) add(presences []Presence) {
	i := slices.IndexFunc(presences, func(p Presence) bool { return p.InstitutionID == t.InstitutionID })
	if i < 0 {
		t.Marks = append(t.Marks, Mark{})
		return
	}
	t.Marks = append(t.Marks, Mark{true, presences[i]})
	t.Seated, t.Kind = t.Seated+1, presences[i].Kind
	if t.Run++; presences[i].Came {
		t.Came++
		t.Run = 0
	}
}

type absencePage struct {
	base
	From, To string
	Meetings []Meeting
	Turnouts []Turnout
}

var absenceView = web.NewView[absencePage](files, "absence.tmpl")

// absences shows who comes to the meetings of the last twelve months, and who
// does not. A meeting of which it is not noted who came says nothing.
func (h handler) absences(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p := absencePage{base: newBase(r, g, "Kush merr pjesë").under(web.Crumb{Label: "Mbledhjet", Path: path(g, "")}), To: h.today()}
	p.From = yearBefore(p.To)
	err := h.view(r, g, func(tx *store.Tx) error { return p.read(tx) })
	if err != nil {
		return err
	}
	return absenceView.Render(w, r, http.StatusOK, p)
}

func yearBefore(day string) string {
	t := dayTime(day)
	return time.Date(t.Year()-1, t.Month(), t.Day()+1, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

func (p *absencePage) read(tx *store.Tx) error {
	names, err := readDirectory(tx, p.To)
	if err != nil {
		return err
	}
	held, err := InPeriod(tx, p.From, p.To)
	if err != nil {
		return err
	}
	var all [][]Presence
	for _, m := range held {
		if m.Present() == 0 || m.State == Open {
			continue
		}
		rec := record{Meeting: m, Names: names}
		if rec.Rolls, _, err = readRolls(tx, m.HeldOn, m.Body); err != nil {
			return err
		}
		if rec.Calls, err = CallsOf(tx, m.ID); err != nil {
			return err
		}
		p.Meetings = append(p.Meetings, m)
		all = append(all, rec.presences())
	}
	p.Turnouts = turnouts(names, all)
	return nil
}

// DayOf is the day of the i-th meeting, for a row that is shown as a card.
func (p absencePage) DayOf(i int) string { return text.Day(p.Meetings[i].HeldOn) }

// CameWords says at how many of its meetings an institution was: "3 nga 5 (60 %)".
func (p absencePage) CameWords(t Turnout) string {
	rate, _ := t.Rate()
	return text.T(p.Lang, "%d nga %d", t.Came, t.Seated) + " (" + text.Percent(p.Lang, int64(rate)) + ")"
}

// RunWords counts the absences in a row.
func (p absencePage) RunWords(t Turnout) string {
	n := int64(t.Run)
	return text.Count(p.Lang, &n, text.Forms{Zero: "–", One: "1 mungesë", Many: "{n} mungesa radhazi"})
}

// MarkWords say whether an institution came to a meeting, and if not, why.
func (p absencePage) MarkWords(m Mark) string {
	switch {
	case !m.Seated:
		return "–"
	case m.Came && m.Substitute != "":
		return text.T(p.Lang, "erdhi zëvendësi")
	case m.Came:
		return text.T(p.Lang, "mori pjesë")
	case m.Reply == "" && m.Note == "":
		return text.T(p.Lang, "mungoi")
	}
	return text.T(p.Lang, "mungoi") + ": " + m.Why(p.Lang)
}
