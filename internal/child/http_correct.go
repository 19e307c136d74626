package child

import (
	"errors"
	"net/http"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

func (h handler) correctForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	form := web.NewForm(r)
	return h.showSheet(w, r, g, form, r.URL.Path, func(f *File) (string, error) {
		it, ok := f.item(r.PathValue("item"))
		s, known := sheetOf(it.Kind)
		switch {
		case !ok || !known:
			return "", store.ErrNotFound
		case f.newest(it).ID != it.ID:
			return "", web.RefuseAt(path(g, "/"+f.ID), "Kjo u ndryshua ose u hoq ndërkohë. Shihni si është tani.")
		}
		s.fill(form, it.Body)
		return it.Kind, nil
	})
}

func (h handler) correct(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	kind := r.PostFormValue("kind")
	return h.save(w, r, g, kind, func(tx *store.Tx, f *File, _ sheet, body any) (Item, error) {
		it, ok := f.item(r.PathValue("item"))
		if !ok || it.Kind != kind {
			return Item{}, store.ErrNotFound
		}
		_, err := f.Replace(tx, it.ID, body)
		return f.newest(it), err
	})
}

// withdrawPage asks why an item is taken back, and shows what it says now.
func (h handler) withdrawPage(w http.ResponseWriter, r *http.Request, g access.Grant, form *web.Form, status int) error {
	var p formPage
	err := h.editing(r, g, func(_ *store.Tx, f *File) error {
		it, ok := f.item(r.PathValue("item"))
		if !ok {
			return store.ErrNotFound
		}
		if it = f.newest(it); !removable(it) {
			return web.RefuseAt(path(g, "/"+f.ID), "Kjo nuk hiqet nga këtu, ose është hequr ndërkohë.")
		}
		var err error
		p, err = h.formPage(r, g, f, web.T(r, "Hiqni: %s", kindName(r, it.Kind)), form)
		p.Rows = rowsOf(web.Lang(r), it)
		p.Lead = web.T(r, "Hiqet vetëm ajo që u shkrua gabim. Mbetet te historiku i dosjes, me arsyen.")
		p.Action, p.Button = path(g, "/"+f.ID+"/item/"+it.ID+"/withdraw"), web.T(r, "Hiqe")
		p.Fields = []field{{"text", form.Field("why", web.T(r, "Pse hiqet"), "small", "1", "rows", "3")}}
		return err
	})
	if err != nil {
		return err
	}
	return formView.Render(w, r, status, p)
}

// removable reports whether an item may be withdrawn on the pages of the file:
// those of this package, but for the trail of the file itself.
func removable(it Item) bool {
	_, ok := sheetOf(it.Kind)
	return ok || it.Kind == "document"
}

func (h handler) withdrawForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return h.withdrawPage(w, r, g, web.NewForm(r), http.StatusOK)
}

func (h handler) withdraw(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	why := long(form, "why")
	if why == "" {
		form.Fail("why", "Shkruani pse hiqet, që ta kuptojë kush e lexon më vonë.")
	}
	if !form.OK() {
		return h.withdrawPage(w, r, g, form, http.StatusUnprocessableEntity)
	}
	err = h.files.Change(r.Context(), g, Ask{r.PathValue("child"), Care}, func(tx *store.Tx, f *File) error {
		it, ok := f.item(r.PathValue("item"))
		if !ok || !removable(it) {
			return store.ErrNotFound
		}
		if err := f.Withdraw(tx, it.ID, why); err != nil {
			return err
		}
		f.follow(tx, it.Kind)
		return nil
	})
	if errors.Is(err, store.ErrConflict) {
		form.Fail("why", "Dikush e ndryshoi ndërkohë: shihni si është tani dhe vendosni sërish.")
		return h.withdrawPage(w, r, g, form, http.StatusConflict)
	}
	if errors.Is(err, access.ErrDenied) { // closed or offered meanwhile: say so, when the file may be read
		return h.withdrawPage(w, r, g, form, http.StatusUnprocessableEntity)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/"+r.PathValue("child")), "U hoq. Mbetet te historiku i dosjes.")
}

func (h handler) sexForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return h.showSex(w, r, g, nil)
}

func (h handler) showSex(w http.ResponseWriter, r *http.Request, g access.Grant, form *web.Form) error {
	var p formPage
	status := http.StatusUnprocessableEntity
	err := h.editing(r, g, func(_ *store.Tx, f *File) (err error) {
		if form == nil {
			form, status = web.NewForm(r).Set("sex", f.Sex), http.StatusOK
		}
		p, err = h.formPage(r, g, f, web.T(r, "Gjinia"), form)
		p.Fields = []field{radios(form, "sex", web.T(r, "Gjinia"), web.Options(web.Lang(r), code.ChildSexes))}
		return err
	})
	if err != nil {
		return err
	}
	return formView.Render(w, r, status, p)
}

func (h handler) sex(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	sex := form.Code("sex", code.ChildSexes, "Zgjidhni gjininë, ose «nuk dihet».")
	if !form.OK() {
		return h.showSex(w, r, g, form)
	}
	err = h.files.Change(r.Context(), g, Ask{r.PathValue("child"), Care}, func(tx *store.Tx, f *File) error {
		f.Set(tx, "sex", func(c *Child) { c.Sex = sex })
		return nil
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/"+r.PathValue("child")), "Gjinia u ruajt.")
}
