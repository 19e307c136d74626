package notify

import (
	"errors"
	"net/http"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// An ownPage is where people find the calendar of their own, and where it is said
// how often an institution is reminded.
type ownPage struct {
	web.Page
	Base         string
	On           bool
	CanKeep      bool       // may have a calendar
	Made         store.Time // when the calendar's address was made, zero when there is none
	Link         string     // the address, right after it was made
	Institutions []web.Option
	Weekly       []string // names of those reminded once a week
	CanList      bool     // may see what was sent
}

var ownView = web.NewView[ownPage](files, "own.tmpl")

func (s *Service) own(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return s.showOwn(w, r, g, http.StatusOK, "", web.NewForm(r).Set("rhythm", "day"))
}

func (s *Service) showOwn(w http.ResponseWriter, r *http.Request, g access.Grant, status int, link string, f *web.Form) error {
	g, err := g.Also(access.OwnNotices)
	if err != nil {
		return err
	}
	p := ownPage{Page: web.NewPage(r, "Njoftimet").WithForm(f), Base: path(g, ""), On: s.On, Link: link,
		CanKeep: g.Can(access.KeepFeed), CanList: g.Can(access.ReadNotices)}
	err = s.DB.View(r.Context(), g, store.Subject{}, func(tx *store.Tx) (err error) {
		p.Made, err = store.Value[store.Time](tx, feedOf, g.Actor())
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
		return p.readRhythms(tx, g)
	})
	if err != nil {
		return err
	}
	p.Path = path(g, "")
	return ownView.Render(w, r, status, p)
}

// readRhythms lists the institutions whose rhythm the reader may set, and those
// of them that are reminded once a week.
func (p *ownPage) readRhythms(tx *store.Tx, g access.Grant) error {
	reach, err := g.Also(access.SetRhythm)
	if err != nil {
		return nil // looks on only
	}
	names, err := store.All(tx, named, func(o *web.Option) []any { return []any{&o.Value, &o.Label} }, text.DayOf(tx.Now().Time))
	if err != nil {
		return err
	}
	once, err := weeklyInstitutions(tx)
	for _, o := range names {
		if !reach.Covers(o.Value) {
			continue
		}
		p.Institutions = append(p.Institutions, o)
		for _, id := range once {
			if id == o.Value {
				p.Weekly = append(p.Weekly, o.Label)
			}
		}
	}
	text.Sort(p.Institutions, func(o web.Option) string { return o.Label })
	text.Sort(p.Weekly, func(name string) string { return name })
	if len(p.Institutions) == 1 && len(p.Weekly) == 1 {
		p.Form.Set("rhythm", "week")
	}
	return err
}

// Rhythms are the choices of the form.
func (p ownPage) Rhythms() []web.Option { return web.Options(p.Lang, Rhythms) }

// Whose is the institution of somebody who speaks for one only.
func (p ownPage) Whose() web.Option {
	if len(p.Institutions) == 1 {
		return p.Institutions[0]
	}
	return web.Option{}
}

func (s *Service) saveRhythm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	inst, rhythm := f.Need("institution", "Zgjidhni institucionin."), f.Code("rhythm", Rhythms, "Zgjidhni sa shpesh vijnë kujtesat.")
	if !f.OK() {
		return s.showOwn(w, r, g, http.StatusUnprocessableEntity, "", f)
	}
	if !g.Covers(inst) {
		return access.ErrDenied
	}
	err = s.DB.Change(r.Context(), g, store.Subject{Kind: "institution", ID: inst}, func(tx *store.Tx) error { return SetRhythm(tx, inst, rhythm) })
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, ""), "U ruajt sa shpesh vijnë kujtesat.")
}

// makeFeed makes the address of a person's calendar. An earlier one no longer
// counts: it is also how one that others came to know is changed.
func (s *Service) makeFeed(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	token := s.DB.NewID() + s.DB.NewID() + s.DB.NewID()
	err := s.DB.Change(r.Context(), g, store.Subject{Kind: "calendar"}, func(tx *store.Tx) error {
		_, err := tx.Exec(keepFeed, g.Actor(), hashOf(token), tx.Now())
		return err
	})
	if err != nil {
		return err
	}
	return s.showOwn(w, r, g, http.StatusOK, s.address(r)+"/calendar/"+token, web.NewForm(r).Set("rhythm", "day"))
}

func (s *Service) revokeFeed(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	err := s.DB.Change(r.Context(), g, store.Subject{Kind: "calendar"}, func(tx *store.Tx) error {
		_, err := tx.Exec(dropFeed, g.Actor())
		return err
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, ""), "Adresa e kalendarit nuk vlen më.")
}

// address is where the site is, for a link that leaves it.
func (s *Service) address(r *http.Request) string {
	if s.Address != "" {
		return s.Address
	}
	if s.Secure {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}
