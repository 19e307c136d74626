package protection

import (
	"net/http"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

var withdrawView = web.NewView[formPage](templates, "withdraw.tmpl", "parts.tmpl")

// withdrawable are the kinds that may be taken back: all but the closing, which
// is undone by reopening.
var withdrawable = []string{"assessment", "group", "plan", "measure", "review"}

// entryOf is the entry that an item of the file is.
func entryOf(file *child.File, id string) (entry, bool) {
	for _, it := range file.Items(withdrawable...) {
		if it.ID == id {
			e, ok := it.Body.(entry)
			return e, ok
		}
	}
	return nil, false
}

func (h handler) withdrawForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return h.askWithdraw(w, r, g, web.NewForm(r), http.StatusOK)
}

func (h handler) askWithdraw(w http.ResponseWriter, r *http.Request, g access.Grant, f *web.Form, status int) error {
	p := h.page(r, g, "Hiq një shënim të mbrojtjes", f)
	err := h.look(r, g, child.Care, func(_ *store.Tx, file *child.File) error {
		if !file.May.Write {
			return refuseWriting(p.Base)
		}
		e, ok := entryOf(file, r.PathValue("item"))
		if !ok {
			return store.ErrNotFound
		}
		p.about(g, r, file)
		p.Rows = e.rows(p.Lang)
		return nil
	})
	if err != nil {
		return err
	}
	return withdrawView.Render(w, r, status, p)
}

// withdraw takes an entry back, an assessment with what it found about school and
// health. The risk stays as it was last said.
func (h handler) withdraw(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	why := f.Need("why", "Shkruani pse hiqet.")
	if !f.OK() {
		return h.askWithdraw(w, r, g, f, http.StatusUnprocessableEntity)
	}
	err = h.files.Change(r.Context(), g, child.Ask{ID: r.PathValue("child"), Purpose: child.Care}, func(tx *store.Tx, file *child.File) error {
		e, ok := entryOf(file, r.PathValue("item"))
		if !ok {
			return store.ErrNotFound
		}
		for _, id := range append(findingsOf(file, e.ref()), r.PathValue("item")) {
			if err := file.Withdraw(tx, id, why); err != nil {
				return err
			}
		}
		settle(tx, file, "withdrawn")
		return nil
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, base(g, r), "U hoq. Mbetet te historiku i dosjes.")
}

// findingsOf are the items with what an assessment found.
func findingsOf(file *child.File, ref string) []string {
	e := read(file)
	ids := []string{
		idAt(e.School, slices.IndexFunc(e.School, func(h held[SchoolFinding]) bool { return h.Body.Ref == ref })),
		idAt(e.Health, slices.IndexFunc(e.Health, func(h held[HealthFinding]) bool { return h.Body.Ref == ref })),
	}
	return slices.DeleteFunc(ids, func(id string) bool { return id == "" })
}
