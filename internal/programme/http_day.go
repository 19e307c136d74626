package programme

import (
	"errors"
	"fmt"
	"net/http"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/figure"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

type dayPage struct {
	base
	P                    Programme
	Here, Day, LongDay   string
	Previous, Next       string // addresses, or ""
	PreviousDay, NextDay string
	Numbers              []register.Input
	Warnings             []string
	Places               string
	Stamp                string
	Future               bool
}

var dayView = web.NewView[dayPage](register.With(files), "day.tmpl", register.Partial)

// dayOf is the day of the address.
func dayOf(r *http.Request) (string, error) {
	day := r.PathValue("day")
	if _, err := time.Parse(time.DateOnly, day); err != nil {
		return "", store.ErrNotFound
	}
	return day, nil
}

// dayStamp changes when what is recorded of the day does.
func dayStamp(day string) func(Programme) string {
	return func(p Programme) string {
		x, _ := p.PauseOn(day)
		return fmt.Sprintf("%s-%s-%d", p.Numbers.Stamp(mine(dayCounts, day)), x.ID, x.Version)
	}
}

func (h handler) dayForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	day, err := dayOf(r)
	if err != nil {
		return err
	}
	p, _, err := h.toKeep(r, g)
	if err != nil {
		return err
	}
	f := web.NewForm(r).Set("stamp", dayStamp(day)(p))
	p.Numbers.Fill(f, dayCounts, day)
	if p.Present(day).Qualifier == figure.NotKnown {
		f.Set("q-attended", "").Set("uncounted", "yes")
	}
	if x, ok := p.PauseOn(day); ok {
		f.Set("paused", "yes").Set("reason", x.Reason)
	}
	return h.showDay(w, r, g, http.StatusOK, p, day, f)
}

func (h handler) showDay(w http.ResponseWriter, r *http.Request, g access.Grant, status int, p Programme, day string, f *web.Form) error {
	page := dayPage{base: h.base(r, g, "Frekuentimi më %s", text.Day(day)).under(web.Crumb{Label: p.Title, Path: path(g, "/"+p.ID)}), P: p, Here: path(g, "/"+p.ID), Day: day}
	page.Page = page.WithForm(f)
	page.LongDay = weekdays.Label(page.Lang, weekday(day)) + ", " + text.LongDay(page.Lang, day)
	page.Numbers = register.Inputs(page.Lang, f, dayCounts, true)
	page.Warnings, page.Future = p.dayWarnings(page.Lang, day), day > page.Today
	if q := p.Numbers.Get("places"); q.Qualifier != "" {
		page.Places = number(page.Lang, q)
	}
	days := p.Days()
	for _, d := range days {
		switch {
		case d < day:
			page.Previous, page.PreviousDay = page.Here+"/day/"+d, text.Day(d)
		case d > day && page.Next == "" && d <= page.Today:
			page.Next, page.NextDay = page.Here+"/day/"+d, text.Day(d)
		}
	}
	return dayView.Render(w, r, status, page)
}

func (h handler) saveDay(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	day, err := dayOf(r)
	if err != nil {
		return err
	}
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	p, _, err := h.toKeep(r, g)
	if err != nil {
		return err
	}
	n, reason, paused := readDay(f, day, h.today())
	if _, was := p.PauseOn(day); len(n) == 0 && !paused && !was && !p.saidOn(day) && f.OK() {
		f.Fail("n-attended", "Asgjë nuk u shkrua: shkruani sa fëmijë erdhën, ose shënoni pse nuk ka numër.")
	}
	if !f.OK() {
		return h.showDay(w, r, g, http.StatusUnprocessableEntity, p, day, f)
	}
	err = h.change(r, g, f, dayStamp(day), func(tx *store.Tx, p Programme) error {
		if err := pause(tx, p, day, reason, paused); err != nil {
			return err
		}
		return register.SaveNumbers(tx, p.ID, n, mine(dayCounts, day))
	})
	if errors.Is(err, store.ErrConflict) {
		return h.dayConflict(r, g, f, day, n, reason)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/"+p.ID+"/day/"+day), "Dita u ruajt.")
}

// saidOn reports whether something was counted on a day.
func (p Programme) saidOn(day string) bool {
	for k := range p.Numbers {
		if k.Day == day {
			return true
		}
	}
	return false
}

// readDay reads the numbers of a day, or why there are none. Children who came and
// were not counted are a number that is not known, which is neither blank nor zero.
func readDay(f *web.Form, day, today string) (n register.Numbers, reason string, paused bool) {
	n, reason, paused = register.Read(f, dayCounts, day), f.PublicLine("reason"), f.Has("paused")
	present := register.Key{What: "attended", Day: day}
	counted := n[present].Known()
	if f.Has("uncounted") && !counted {
		n[present] = figure.Quantity{Qualifier: figure.NotKnown}
	}
	switch {
	case f.Has("uncounted") && counted:
		f.Fail("uncounted", "Hiqni shenjën «fëmijët nuk u numëruan», ose fshini numrin e fëmijëve të pranishëm.")
	case f.Has("uncounted") && paused:
		f.Fail("uncounted", "Zgjidhni vetëm njërën: programi nuk u zhvillua, ose u zhvillua pa numëruar fëmijët.")
	case paused && reason == "":
		f.Fail("reason", "Shkruani pse programi nuk u zhvillua atë ditë.")
	case !paused && reason != "":
		f.Fail("paused", "Shënoni «Atë ditë programi nuk u zhvillua», ose fshini arsyen.")
	case len(n) > 0 && day > today:
		f.Fail("n-attended", "Dita nuk ka ardhur ende: numrat shënohen atë ditë ose më pas.")
	}
	return n, reason, paused
}

// pause makes the day one without programme, or no longer one.
func pause(tx *store.Tx, p Programme, day, reason string, paused bool) error {
	x, there := p.PauseOn(day)
	switch {
	case paused && !there:
		return pauses.Add(tx, Pause{ID: tx.NewID(), ProgrammeID: p.ID, Day: day, Reason: reason})
	case paused:
		return pauses.Edit(tx, x.ID, x.Version, func(x *Pause) error { x.Reason = reason; return nil })
	case there:
		return pauses.Remove(tx, x.ID, x.Version)
	}
	return nil
}

func (h handler) dayConflict(r *http.Request, g access.Grant, f *web.Form, day string, my register.Numbers, reason string) error {
	now, _, err := h.read(r, g)
	if err != nil {
		return err
	}
	l := web.Lang(r)
	x, _ := now.PauseOn(day)
	fields := append(register.Conflicts(l, dayCounts, day, my, now.Numbers),
		web.ConflictField{Name: "reason", Label: text.T(l, "Pse nuk u zhvillua"), Mine: reason, Theirs: x.Reason})
	return conflict(r, f, path(g, "/"+now.ID+"/day/"+day), dayStamp(day)(now), now.Version, fields)
}
