package meeting

import (
	"fmt"
	"net/http"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

// download sends the minutes as Word or PDF, as far as the reader may see them.
func (h handler) download(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	var rec record
	var o office
	var approval Meeting
	var became outcome
	err := h.view(r, g, func(tx *store.Tx) (err error) {
		if rec, err = readRecord(tx, r.PathValue("id")); err != nil {
			return err
		}
		if rec.ApprovedIn != "" {
			if approval, err = Get(tx, rec.ApprovedIn); err != nil {
				return err
			}
		}
		rec = rec.readBy(g)
		if became, err = readOutcome(tx, rec.ID); err != nil {
			return err
		}
		o, err = readOffice(tx)
		return err
	})
	if err != nil {
		return err
	}
	if rec.Recorded || rec.Before() || rec.State == Cancelled {
		return store.ErrNotFound
	}
	d := minutesDocument(o, rec, rec.items(g, became), approval)
	return sendDocument(w, d, o.Template, fmt.Sprintf("procesverbal-%s-%s", o.Committee, rec.HeldOn), r.PathValue("format"))
}

type excerptPage struct {
	recordPage
	E     Excerpt
	Today string
}

var excerptView = web.NewView[excerptPage](files, "excerpt.tmpl", "told.tmpl")

// Follow says what has become of tasks.
func (p excerptPage) Follow(list []followed) told { return p.follow(list, p.E.R.Names, p.Today) }

// readExcerpt reads the excerpt of an institution that was called, or came, once
// the minutes are closed.
func (h handler) readExcerpt(r *http.Request, g access.Grant) (e Excerpt, o office, err error) {
	err = h.view(r, g, func(tx *store.Tx) (err error) {
		rec, err := readRecord(tx, r.PathValue("id"))
		if err != nil {
			return err
		}
		if rec.Recorded || rec.ClosedOn == "" || !slices.Contains(rec.heard(), r.PathValue("institution")) {
			return store.ErrNotFound
		}
		became, err := readOutcome(tx, rec.ID)
		if err != nil {
			return err
		}
		e = rec.readBy(g).excerptFor(r.PathValue("institution"), became.given)
		o, err = readOffice(tx)
		return err
	})
	return e, o, err
}

func (h handler) excerpt(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	e, _, err := h.readExcerpt(r, g)
	if err != nil {
		return err
	}
	p := excerptPage{recordPage: recordPage{h.under(r, g, e.R.Meeting, "Nga procesverbali: %s", e.Name), e.R}, E: e, Today: h.today()}
	return excerptView.Render(w, r, http.StatusOK, p)
}

func (h handler) excerptFile(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	e, o, err := h.readExcerpt(r, g)
	if err != nil {
		return err
	}
	return sendDocument(w, e.document(o), o.Template, fmt.Sprintf("pjese-procesverbali-%s-%s", o.Committee, e.R.HeldOn), r.PathValue("format"))
}
