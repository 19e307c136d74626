package programme

import (
	"errors"
	"net/http"
	"strconv"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

func (h handler) cancelForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p, _, err := h.toKeep(r, g)
	if err != nil {
		return err
	}
	return h.showCancel(w, r, g, http.StatusOK, p, web.NewForm(r).Set("version", strconv.FormatInt(p.Version, 10)).Set("reason", p.Reason))
}

func (h handler) showCancel(w http.ResponseWriter, r *http.Request, g access.Grant, status int, p Programme, f *web.Form) error {
	return cancelView.Render(w, r, status, h.step(r, g, p, f, "Anulo programin"))
}

func (h handler) cancel(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	p, _, err := h.toKeep(r, g)
	if err != nil {
		return err
	}
	f.Need("reason", "Shkruani pse anulohet programi; mbetet në regjistër.")
	reason := f.Public("reason")
	if !f.OK() {
		return h.showCancel(w, r, g, http.StatusUnprocessableEntity, p, f)
	}
	err = h.turn(r, g, f.Version(), func(p *Programme) error { p.State, p.Reason = Cancelled, reason; return nil })
	if errors.Is(err, store.ErrConflict) {
		return h.cancelConflict(r, g, f, reason)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/"+p.ID), "Programi u anulua. Mund ta riktheni kur të doni.")
}

func (h handler) cancelConflict(r *http.Request, g access.Grant, f *web.Form, reason string) error {
	now, d, err := h.read(r, g)
	if err != nil {
		return err
	}
	l := web.Lang(r)
	fields := []web.ConflictField{{Name: "reason", Label: text.T(l, "Pse anulohet"), Mine: reason, Theirs: now.Reason}}
	for _, x := range now.words(l, d) {
		if x.Name == "title" || x.Name == "state" || x.Name == "starts" {
			fields = append(fields, web.ConflictField{Name: x.Name, Label: x.Label, Theirs: x.Value})
		}
	}
	return conflict(r, f, path(g, "/"+now.ID), f.Text("stamp"), now.Version, fields)
}

// restore brings a cancelled programme back, as one that is planned.
func (h handler) restore(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	err = h.turn(r, g, f.Version(), func(p *Programme) error {
		if p.State != Cancelled {
			return web.Refuse("Ky program nuk është anuluar.")
		}
		p.State, p.Reason = Planned, ""
		return nil
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/"+r.PathValue("programme")), "Programi u rikthye, si i planifikuar.")
}

// turn changes the state of the programme of the address.
func (h handler) turn(r *http.Request, g access.Grant, version int64, change func(*Programme) error) error {
	id := r.PathValue("programme")
	return h.db.Change(r.Context(), g, store.Subject{Kind: "programme", ID: id}, func(tx *store.Tx) error {
		return programmes.Edit(tx, id, version, func(p *Programme) error {
			if !g.Covers(p.InstitutionID) {
				return access.ErrDenied
			}
			return change(p)
		})
	})
}
