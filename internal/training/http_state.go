package training

import (
	"net/http"

	"tryeza/internal/access"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

// heldSheet asks for the numbers of a session that took place.
func (h handler) heldSheet(r *http.Request, g access.Grant, o opened) sheet {
	at := path(g, "/session/"+o.s.ID)
	s := sheet{title: "Seanca u zhvillua", lead: "Kush erdhi shënohet te pjesëmarrja, sipas kodit. Numri këtu shkruhet vetëm kur nuk ka listë me kode, ose kur burimi jep një numër tjetër.",
		button: "Shënoje si të zhvilluar", done: "Seanca u shënua si e zhvilluar. Tani shënoni kush erdhi.", crumbs: o.crumbs(g), action: at + "/held", back: at,
		counts: reported, stamp: o.s.Numbers.Stamp(register.Whats("attended", "cost")), now: o.s.Version}
	if o.s.State == Held {
		s.title, s.button, s.done = "Numrat e seancës", "Ruaj numrat", "Numrat u ruajtën."
	}
	s.inputs = func(*web.Form) []input { return nil }
	s.fill = func(f *web.Form) { o.s.Numbers.Fill(f, reported, "") }
	s.again = func() (sheet, error) {
		now, err := h.open(r, g)
		return h.heldSheet(r, g, now), err
	}
	return s
}

func (h handler) heldForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	o, err := h.openOwn(r, g)
	if err != nil {
		return err
	}
	if o.s.State == Cancelled {
		return web.Redirect(w, r, path(g, "/session/"+o.s.ID), "")
	}
	s := h.heldSheet(r, g, o)
	return s.show(w, r, http.StatusOK, s.form(r))
}

func (h handler) held(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	o, err := h.openOwn(r, g)
	if err != nil {
		return err
	}
	if o.s.EndsOn > h.today() {
		return web.RefuseAt(path(g, "/session/"+o.s.ID), "Seanca nuk ka mbaruar ende: ajo shënohet si e zhvilluar nga dita e fundit e saj.")
	}
	s, numbers := h.heldSheet(r, g, o), register.Read(f, reported, "")
	return h.save(w, r, g, s, f, "session", o.s.ID, func(tx *store.Tx) error {
		err := sessions.Edit(tx, o.s.ID, f.Version(), func(was *Session) error {
			if was.State == Cancelled {
				return web.Refuse("Seanca është anuluar ndërkohë.")
			}
			was.State = Held
			return nil
		})
		if err != nil {
			return err
		}
		return saveNumbers(tx, o.s.ID, f, numbers, "attended", "cost")
	})
}

// cancelSheet asks why a session is cancelled.
func (h handler) cancelSheet(r *http.Request, g access.Grant, o opened) sheet {
	at := path(g, "/session/"+o.s.ID)
	return sheet{title: "Anulo seancën", lead: "Seanca mbetet në listë me arsyen, dhe mund të planifikohet sërish.", button: "Anulo seancën", done: "Seanca u anulua.",
		crumbs: o.crumbs(g), action: at + "/cancel", back: at, now: o.s.Version,
		inputs: func(f *web.Form) []input {
			return []input{{"textarea", f.Field("reason", web.T(r, "Pse anulohet"), "small", "1", "rows", "3")}}
		},
		fill: func(f *web.Form) { f.Set("reason", o.s.Reason) },
		again: func() (sheet, error) {
			now, err := h.open(r, g)
			return h.cancelSheet(r, g, now), err
		}}
}

func (h handler) cancelForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	o, err := h.openOwn(r, g)
	if err != nil {
		return err
	}
	s := h.cancelSheet(r, g, o)
	return s.show(w, r, http.StatusOK, s.form(r))
}

func (h handler) cancel(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	o, err := h.openOwn(r, g)
	if err != nil {
		return err
	}
	f.Need("reason", "Shkruani pse anulohet seanca.")
	reason := f.Public("reason")
	return h.save(w, r, g, h.cancelSheet(r, g, o), f, "session", o.s.ID, func(tx *store.Tx) error {
		return sessions.Edit(tx, o.s.ID, f.Version(), func(was *Session) error {
			was.State, was.Reason, was.CheckOpen, was.checkHash = Cancelled, reason, "", ""
			return nil
		})
	})
}

// planAgain takes back that a session was held or cancelled. Who was noted as
// present stays noted, but counts only once it is held.
func (h handler) planAgain(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	o, err := h.openOwn(r, g)
	if err != nil {
		return err
	}
	err = h.change(r, g, "session", o.s.ID, func(tx *store.Tx) error {
		return sessions.Edit(tx, o.s.ID, f.Version(), func(was *Session) error {
			was.State, was.Reason = Planned, ""
			return nil
		})
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/session/"+o.s.ID), "Seanca është sërish e planifikuar.")
}
