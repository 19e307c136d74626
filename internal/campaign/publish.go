package campaign

import (
	"net/http"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

// A target is a committee that the actor may set calendars for, and the calendar
// that stands there under the same title and days, or "".
type target struct{ ID, Name, CalendarID string }

type committeesPage struct {
	base
	C       Calendar
	Targets []target
	Free    []web.Option // of the targets, those without it
}

var (
	committeesView = web.NewView[committeesPage](files, "committees.tmpl")
	nameOf         = store.Read(`SELECT name FROM committee WHERE committee_id = $1`)
	sameCalendar   = store.Read(`SELECT id FROM campaign_calendar WHERE committee_id = $1 AND title = $2 AND starts_on = $3 AND ends_on = $4 ORDER BY id`)
)

// writable lists the committees that the actor may set calendars for, the one of
// the page first.
func (h handler) writable(r *http.Request, g access.Grant) ([]target, error) {
	actor, ids := web.Who(r).Actor, []string{g.Scope().ID}
	if h.need.Committees != nil {
		all, err := h.need.Committees(r.Context(), actor)
		if err != nil {
			return nil, err
		}
		for _, id := range all {
			if id != g.Scope().ID {
				ids = append(ids, id)
			}
		}
	}
	var list []target
	for _, id := range ids {
		there, err := actor.May(access.SetCalendars, access.Committee(id))
		if err != nil {
			continue // not for them
		}
		t := target{ID: id}
		err = h.db.View(r.Context(), there, store.Subject{}, func(tx *store.Tx) (err error) {
			t.Name, err = store.Value[string](tx, nameOf)
			return err
		})
		if err != nil {
			return nil, err
		}
		list = append(list, t)
	}
	return list, nil
}

// find says of each target whether the calendar stands there already.
func (h handler) find(r *http.Request, list []target, c Calendar) error {
	for i, t := range list {
		there, err := web.Who(r).Actor.May(access.SetCalendars, access.Committee(t.ID))
		if err != nil {
			return err
		}
		err = h.db.View(r.Context(), there, store.Subject{}, func(tx *store.Tx) error {
			ids, err := store.All(tx, sameCalendar, func(s *string) []any { return []any{s} }, c.Title, c.StartsOn, c.EndsOn)
			if len(ids) > 0 {
				list[i].CalendarID = ids[0]
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// send keeps a calendar in each of the chosen committees, one change in each; one
// that stands there already is left as it is. It says under which id it is where.
func (h handler) send(r *http.Request, g access.Grant, c Calendar, chosen []string) (map[string]string, error) {
	list, err := h.writable(r, g)
	if err != nil {
		return nil, err
	}
	list = slices.DeleteFunc(list, func(t target) bool { return !slices.Contains(chosen, t.ID) })
	if err := h.find(r, list, c); err != nil {
		return nil, err
	}
	done := map[string]string{}
	for _, t := range list {
		if t.CalendarID == "" {
			if t.CalendarID, err = h.sendTo(r, t.ID, c); err != nil {
				return done, err
			}
		}
		done[t.ID] = t.CalendarID
	}
	return done, nil
}

func (h handler) sendTo(r *http.Request, committee string, c Calendar) (id string, err error) {
	there, err := web.Who(r).Actor.May(access.SetCalendars, access.Committee(committee))
	if err != nil {
		return "", err
	}
	c.ID, c.Slots = h.db.NewID(), slices.Clone(c.Slots)
	for i := range c.Slots {
		c.Slots[i].ID = "" // each committee has its own
	}
	return c.ID, h.change(r, there, c.ID, c.add)
}

// committees shows in which committees the calendar stands, and offers the others.
func (h handler) committees(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	if err := setter(g); err != nil {
		return err
	}
	return h.showCommittees(w, r, g, http.StatusOK, web.NewForm(r))
}

func (h handler) showCommittees(w http.ResponseWriter, r *http.Request, g access.Grant, status int, f *web.Form) error {
	c, err := h.loadCalendar(r, g, r.PathValue("calendar"))
	if err != nil {
		return err
	}
	page := web.NewPage(r, "Në cilat komitete").With(calendarCrumbs(g, web.Crumb{Label: c.Title, Path: calendarPath(g, c.ID, "")})...)
	p := committeesPage{base: h.base(r, g, page.WithForm(f)), C: c}
	if p.Targets, err = h.writable(r, g); err != nil {
		return err
	}
	if err := h.find(r, p.Targets, c); err != nil {
		return err
	}
	for _, t := range p.Targets {
		if t.CalendarID == "" {
			p.Free = append(p.Free, web.Option{Value: t.ID, Label: t.Name})
		}
	}
	return committeesView.Render(w, r, status, p)
}

func (h handler) publish(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	c, err := h.loadCalendar(r, g, r.PathValue("calendar"))
	if err != nil {
		return err
	}
	chosen := f.List("committees")
	if len(chosen) == 0 {
		f.Fail("committees", "Zgjidhni të paktën një komitet.")
		return h.showCommittees(w, r, g, http.StatusUnprocessableEntity, f)
	}
	if _, err := h.send(r, g, c, chosen); err != nil {
		return err
	}
	return web.Redirect(w, r, calendarPath(g, c.ID, "/committees"), "Kalendari u dërgua. Më poshtë është ku qëndron tani.")
}
