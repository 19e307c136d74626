package sighting

import (
	"net/http"
	"slices"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// What the list of a week can show. Nothing chosen is what was not removed.
const (
	showOwn      = "own"
	showUnlinked = "unlinked"
	showRemoved  = "removed"
)

type listPage struct {
	base
	Monday, Sunday string
	Show           string
	Counts         []count
	Rows           []Sighting
	Newest         string // Monday of the newest week with sightings, when this one has none
	CanRecord      bool
}

// A count is a box with a number that opens the list it counts.
type count struct {
	Show, Label, Look string
	N                 int
}

var listView = web.NewView[listPage](files, "list.tmpl", "parts.tmpl")

// list shows the sightings of one week.
func (h handler) list(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p := listPage{base: h.base(r, g, "Konstatimet në terren"), Show: r.FormValue("show"), CanRecord: g.Can(access.RecordSightings)}
	p.Monday = monday(p.Today)
	if week := r.FormValue("week"); monday(week) == week {
		p.Monday = week
	}
	p.Sunday = plus(p.Monday, 6)
	var all []Sighting
	err := h.view(r, g, func(tx *store.Tx) (err error) {
		if all, err = Between(tx, p.Monday, p.Sunday); err != nil {
			return err
		}
		if len(all) == 0 {
			if p.Newest, err = store.Value[string](tx, newest); err != nil {
				return err
			}
		}
		return p.calls(tx)
	})
	if err != nil {
		return err
	}
	if p.Newest != "" {
		p.Newest = monday(p.Newest)
	}
	p.count(all)
	p.Rows = slices.DeleteFunc(all, func(s Sighting) bool { return !p.shows(s, p.Show) })
	p.Page = p.With()
	return listView.Render(w, r, http.StatusOK, p)
}

// monday is the first day of the week of a day, "" when it is none.
func monday(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return "-"
	}
	return plus(day, -(int(t.Weekday())+6)%7)
}

// shows reports whether a sighting is one of those that show names.
func (p *listPage) shows(s Sighting, show string) bool {
	switch show {
	case showOwn:
		return !s.Removed && s.By == p.Mine
	case showUnlinked:
		return !s.Removed && s.Child == "" && p.Links
	case showRemoved:
		return s.Removed
	}
	return !s.Removed
}

func (p *listPage) count(all []Sighting) {
	p.Counts = []count{
		{"", text.T(p.Lang, "këtë javë"), "plain", 0},
		{showOwn, text.T(p.Lang, "të miat"), "plain", 0},
		{showUnlinked, text.T(p.Lang, "pa dosje"), "waiting", 0},
		{showRemoved, text.T(p.Lang, "të hequra"), "plain", 0},
	}
	if !p.Links {
		p.Counts = slices.Delete(p.Counts, 2, 3)
	}
	for i := range p.Counts {
		for _, s := range all {
			if p.shows(s, p.Counts[i].Show) {
				p.Counts[i].N++
			}
		}
		if p.Counts[i].N == 0 {
			p.Counts[i].Look = "plain"
		}
	}
}

// Address is the page with a choice, or another week.
func (p listPage) Address(week, show string) string {
	to := p.Base + "?week=" + week
	if show != "" {
		to += "&show=" + show
	}
	return to
}

// Earlier and Later are the weeks beside this one; Later is "" for the future.
func (p listPage) Earlier() string { return plus(p.Monday, -7) }

// Later is the next week, or "" when it has not begun.
func (p listPage) Later() string {
	if next := plus(p.Monday, 7); next <= p.Today {
		return next
	}
	return ""
}

// Week names the week by its days.
func (p listPage) Week() string { return text.Day(p.Monday) + " – " + text.Day(p.Sunday) }

type helpPage struct {
	base
	All []Contact
}

var helpView = web.NewView[helpPage](files, "help.tmpl", "parts.tmpl")

// help is the guide to the first minutes, to be read on the spot or printed.
func (h handler) help(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p := helpPage{base: h.base(r, g, "Minutat e para")}
	err := h.view(r, g, func(tx *store.Tx) (err error) {
		if err = p.calls(tx); err != nil {
			return err
		}
		p.All, err = contacts(tx, p.Today)
		return err
	})
	if err != nil {
		return err
	}
	p.Page = p.With(crumbs(g))
	return helpView.Render(w, r, http.StatusOK, p)
}
