package meeting

import (
	"errors"
	"net/http"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A chapter is the lines of one kind in the minutes.
type chapter struct {
	Title string
	Lines []Line
	Tasks bool // shown with who owes them and by when
}

type showPage struct {
	base
	Meeting  Meeting
	Names    directory
	Chapters []chapter
	Seats    int    // institutions with a seat that day
	Order    string // number of the order that seats them
	Gives    bool   // the reader may make a task of a line
	Today    string
	outcome  outcome
}

var (
	showView   = web.NewView[showPage](files, "show.tmpl", "told.tmpl")
	removeView = web.NewView[showPage](files, "remove.tmpl")
)

func (h handler) read(r *http.Request, g access.Grant) (p showPage, err error) {
	err = h.view(r, g, func(tx *store.Tx) (err error) {
		if p.Meeting, err = Get(tx, r.PathValue("id")); err != nil {
			return err
		}
		seats, order, err := readSeats(tx, p.Meeting.HeldOn, p.Meeting.Body)
		if err != nil {
			return err
		}
		p.Seats, p.Order = len(seats), order
		if p.outcome, err = readOutcome(tx, p.Meeting.ID); err != nil {
			return err
		}
		p.Names, err = readDirectory(tx, p.Meeting.HeldOn)
		return err
	})
	if err != nil {
		return p, err
	}
	p.base = newBase(r, g, "%s", p.Meeting.Name(web.Lang(r))).under(web.Crumb{Label: "Mbledhjet", Path: path(g, "")})
	p.Gives, p.Today = g.Can(access.GiveTasks), h.today()
	return p, nil
}

// Given lists the tasks that were made of a line.
func (p showPage) Given(l Line) []followed { return of(p.outcome.given, l.ID) }

// Follow says what has become of tasks.
func (p showPage) Follow(list []followed) told { return p.follow(list, p.Names, p.Today) }

func (h handler) show(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p, err := h.read(r, g)
	if err != nil {
		return err
	}
	if p.Meeting.Before() || p.Meeting.State == Cancelled {
		return h.before(w, r, g)
	}
	if p.Meeting.minuted() {
		return h.showHeld(w, r, g, http.StatusOK, p.Meeting, web.NewForm(r))
	}
	for _, k := range lineKinds {
		if list := p.Meeting.LinesOf(k.kind); len(list) > 0 {
			p.Chapters = append(p.Chapters, chapter{web.T(r, k.title), list, k.kind == Task})
		}
	}
	return showView.Render(w, r, http.StatusOK, p)
}

// PresentWords says how many of those with a seat came, K05.
func (p showPage) PresentWords() string {
	n := int64(p.Meeting.Present())
	if p.Seats == 0 {
		return text.Count(p.Lang, &n, text.Forms{Zero: "Nuk është shënuar kush mori pjesë", One: "1 institucion", Many: "{n} institucione"}) + "."
	}
	came := text.Count(p.Lang, &n, text.Forms{Zero: "Asnjë institucion", One: "1 institucion", Many: "{n} institucione"})
	return text.T(p.Lang, "%s nga %d me vend sipas urdhrit nr. %s.", came, p.Seats, p.Order)
}

// Guests are those who came without a seat.
func (p showPage) Guests() []string {
	var list []string
	for _, a := range p.Meeting.Attendance {
		if a.Kind == Guest {
			list = append(list, p.who(a))
		}
	}
	return list
}

// Seated are those who came with a seat, and how they sit when it is not as members.
func (p showPage) Seated() []string {
	var list []string
	for _, a := range p.Meeting.Attendance {
		switch {
		case a.Kind == Guest:
		case a.Kind == "member":
			list = append(list, p.who(a))
		default:
			list = append(list, p.who(a)+" ("+code.SeatKinds.Label(p.Lang, a.Kind)+")")
		}
	}
	return list
}

func (p showPage) who(a Attendance) string {
	if a.InstitutionID == "" {
		return a.Name
	}
	return p.Names.Name(a.InstitutionID)
}

func (h handler) askRemove(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p, err := h.read(r, g)
	if err != nil {
		return err
	}
	if !p.CanRecord || !p.Meeting.Recorded {
		return access.ErrDenied
	}
	p.base = newBase(r, g, "Hiqni mbledhjen?").under(web.Crumb{Label: "Mbledhjet", Path: path(g, "")},
		web.Crumb{Label: p.Meeting.Name(web.Lang(r)), Path: path(g, "/%s", p.Meeting.ID)})
	return removeView.Render(w, r, http.StatusOK, p)
}

func (h handler) remove(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id := r.PathValue("id")
	err = h.change(r, g, id, func(tx *store.Tx) error {
		m, err := Get(tx, id)
		if err != nil {
			return err
		}
		if err := Remove(tx, id, f.Version()); err != nil {
			return err
		}
		return h.need.scheduled(tx, id, m.Body, "")
	})
	if errors.Is(err, store.ErrConflict) {
		return web.Refuse("Mbledhja është ndryshuar ndërkohë nga dikush tjetër. Shihni si është tani para se ta hiqni.")
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, ""), "Mbledhja u hoq. Ajo që mbante mbetet në gjurmën e veprimeve.")
}
