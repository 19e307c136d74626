package training

import (
	"html/template"
	"net/http"
	"strconv"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A comer is a professional who was called to a session, as its page shows them.
type comer struct {
	Attendance
	Code, Institution, Job string
	Before, After          string // "5 nga 8", or ""
	Certificate            string // its address, or ""
}

// A group is the professionals of an institution.
type group struct {
	InstitutionID, Institution string
	People                     []comer
	Present                    int
}

type sessionPage struct {
	web.Page
	Begun, Late      bool
	Registers        register.Nav
	Base, At         string
	S                Session
	C                Course
	Organiser, Where string
	Procedure        string
	Numbers          []string
	Gaps             []string
	Groups           []group // shown to those who keep the course, or the institution
	Present, Called  int64
	Means            []string // of the knowledge check
	CanKeep, Past    bool
	Link             string // of the knowledge check just opened
	Square           template.URL
}

var sessionView = web.NewView[sessionPage](register.With(files), "session.tmpl", register.Partial, "parts.tmpl")

// CheckWords says which knowledge check is open.
func (p sessionPage) CheckWords() string { return Phases.Label(p.Lang, p.S.CheckOpen) }

// When says the days, and the hour where it is known: "13.12.2017, ora 09.00".
func (p sessionPage) When() string {
	if p.S.Hour == "" {
		return p.S.Days()
	}
	return p.S.Days() + ", " + text.Clock(p.Lang, p.S.Hour)
}

// CameWords says how many were present, of how many called.
func (p sessionPage) CameWords() string {
	present := text.Count(p.Lang, &p.Present, text.Forms{One: "1 i pranishëm", Many: "{n} të pranishëm"})
	called := text.Count(p.Lang, &p.Called, text.Forms{One: "1 i thirrur", Many: "{n} të thirrur"})
	return text.T(p.Lang, "%s nga %s", present, called)
}

func (h handler) session(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p, err := h.sessionPage(r, g)
	if err != nil {
		return err
	}
	return sessionView.Render(w, r, http.StatusOK, p)
}

// sessionPage reads a session and puts it into words.
func (h handler) sessionPage(r *http.Request, g access.Grant) (p sessionPage, err error) {
	look, err := g.Also(access.ReadTraining)
	if err != nil {
		return p, err
	}
	p.Base, p.Registers = path(g, ""), register.NavOf(g, "training")
	err = h.view(r, look, func(tx *store.Tx) (err error) {
		if p.S, p.C, err = LoadSession(tx, r.PathValue("session")); err != nil {
			return err
		}
		d, err := register.ReadDirectory(tx, h.today())
		if err != nil {
			return err
		}
		v, err := procedures.Get(tx, p.C.ProcedureID)
		if err != nil {
			return err
		}
		people, err := loadPersons(tx)
		if err != nil {
			return err
		}
		p.At, p.Organiser, p.Where, p.Procedure = path(g, "/session/"+p.S.ID), d.Name(p.C.InstitutionID), where(p.S), v.Act
		p.Page, p.CanKeep, p.Past = web.NewPage(r, "%s", p.C.Title+", "+p.S.Days()).With(home(g), web.Crumb{Label: p.C.Title, Path: path(g, "/course/"+p.C.ID)}), keeps(g, p.C.InstitutionID), p.S.EndsOn <= h.today()
		p.Begun, p.Late = p.S.StartsOn <= h.today(), p.S.State == Planned && p.S.EndsOn < h.today()
		p.say(g, d, people)
		return nil
	})
	return p, err
}

// say puts numbers, attendance and the knowledge check into words.
func (p *sessionPage) say(g access.Grant, d register.Directory, people []Person) {
	for _, c := range code.SessionCounts {
		if q := p.S.Numbers.Get(c.Code); q.Qualifier != "" {
			p.Numbers = append(p.Numbers, c.Name(string(p.Lang))+": "+register.Words(p.Lang, c, q))
		}
	}
	for _, gap := range p.S.Numbers.Gaps(code.SessionCounts) {
		p.Gaps = append(p.Gaps, register.GapWords(p.Lang, code.SessionCounts, gap))
	}
	byID := map[string]Attendance{}
	for _, a := range p.S.Attendance {
		byID[a.PersonID] = a
		p.Called++
		if a.Present {
			p.Present++
		}
	}
	p.note()
	for _, id := range d.IDs() {
		at := group{InstitutionID: id, Institution: d.Name(id)}
		for _, one := range people {
			if a, ok := byID[one.ID]; ok && one.InstitutionID == id {
				at.People = append(at.People, p.comer(g, a, one))
				if a.Present {
					at.Present++
				}
			}
		}
		if len(at.People) > 0 && (p.CanKeep || keeps(g, id)) {
			p.Groups = append(p.Groups, at)
		}
	}
	for _, phase := range Phases {
		if n, _, _ := mean(p.S.Attendance, phase.Code); n < fewAnswers && !p.CanKeep {
			continue
		}
		if words := meanWords(p.Lang, p.S.Attendance, phase.Code); words != "" {
			p.Means = append(p.Means, words)
		}
	}
}

// note adds what to look at: more present than places, or another number reported.
func (p *sessionPage) note() {
	places := p.S.Numbers.Get("places")
	if places.Known() && p.Present*10_000 > int64(places.Number) {
		p.Gaps = append(p.Gaps, text.T(p.Lang, "Ka më shumë të pranishëm (%d) se vende (%s).", p.Present, text.Number(p.Lang, int64(places.Number))))
	}
	told := p.S.Numbers.Get("attended")
	if told.Qualifier == "exact" && p.Present > 0 && p.Present*10_000 != int64(told.Number) {
		p.Gaps = append(p.Gaps, text.T(p.Lang, "Numri i raportuar është %s, lista me kode ka %d të pranishëm. Të dyja mbeten siç janë.", text.Number(p.Lang, int64(told.Number)), p.Present))
	}
}

func (p *sessionPage) comer(g access.Grant, a Attendance, one Person) comer {
	c := comer{Attendance: a, Code: one.Code, Job: code.Jobs.Label(p.Lang, one.Job), Before: scoreWords(p.Lang, a.BeforeRight, a.BeforeOf), After: scoreWords(p.Lang, a.AfterRight, a.AfterOf)}
	if a.Present && p.S.State == Held {
		c.Certificate = path(g, "/session/"+p.S.ID+"/certificate/"+a.ID)
	}
	return c
}

func scoreWords(l text.Lang, right, of *int64) string {
	if right == nil || of == nil {
		return ""
	}
	return text.T(l, "%s nga %s", strconv.FormatInt(*right, 10), strconv.FormatInt(*of, 10))
}

// fewAnswers is how many must have taken the check before others than who keeps the
// session read a mean of it: of fewer it would say what one of them knows.
const fewAnswers = 3

// mean is how many took the check of a phase, and the share of right answers among
// all that were given, in per cent of one; false when nobody took it.
func mean(list []Attendance, phase string) (n int64, share float64, ok bool) {
	var right, of int64
	for _, a := range list {
		r, o := a.BeforeRight, a.BeforeOf
		if phase == After {
			r, o = a.AfterRight, a.AfterOf
		}
		if r != nil && o != nil && *o > 0 {
			n, right, of = n+1, right+*r, of+*o
		}
	}
	if of == 0 {
		return 0, 0, false
	}
	return n, float64(right) / float64(of), true
}

func meanWords(l text.Lang, list []Attendance, phase string) string {
	n, share, ok := mean(list, phase)
	if !ok {
		return ""
	}
	who := text.Count(l, &n, text.Forms{One: "1 profesionist", Many: "{n} profesionistë"})
	return text.T(l, "Kontrolli %s: %s përgjigje të sakta (%s).", Phases.Label(l, phase), text.Percent(l, int64(share*10_000+0.5)), who)
}
