package meeting

import (
	"net/http"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

// Attach adds a document to a meeting that is not over, or to one item of its
// agenda. Its content must have been checked.
func Attach(tx *store.Tx, meetingID, itemID string, f web.File) error {
	m, err := changeable(tx, meetingID)
	if err != nil {
		return err
	}
	if itemID != "" && !slices.ContainsFunc(m.Lines, func(l Line) bool { return l.ID == itemID && l.Kind == Agenda }) {
		return store.ErrNotFound
	}
	return attached.Add(tx, File{ID: tx.NewID(), MeetingID: meetingID, ItemID: itemID, Name: f.Name, MediaType: f.Type,
		Size: int64(len(f.Content)), Content: f.Content, AddedAt: tx.Now()})
}

func (h handler) attach(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	list, err := f.Evidence("file")
	if err != nil {
		return err
	}
	if len(list) == 0 {
		f.Fail("file", "Zgjidhni të paktën një skedar.")
	}
	if !f.OK() {
		return h.refused(w, r, g, f)
	}
	id := r.PathValue("id")
	err = h.change(r, g, id, func(tx *store.Tx) error {
		for _, file := range list {
			if err := Attach(tx, id, f.Text("item"), file); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, to(r, g, f), "Dokumenti u bashkëngjit.")
}

// refused shows the page of the meeting again, with what is wrong with the file.
func (h handler) refused(w http.ResponseWriter, r *http.Request, g access.Grant, f *web.Form) error {
	read, err := g.Also(access.ReadMeetings)
	if err != nil {
		return err
	}
	var m Meeting
	err = h.view(r, read, func(tx *store.Tx) (err error) {
		m, err = changeable(tx, r.PathValue("id"))
		return err
	})
	switch {
	case err != nil:
		return err
	case m.State == Open:
		return h.showHeld(w, r, read, http.StatusUnprocessableEntity, m, f)
	}
	return h.showBefore(w, r, read, http.StatusUnprocessableEntity, f)
}

// file sends a document. One of an item is not for those who are out of it.
func (h handler) file(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	var f File
	var m Meeting
	err := h.view(r, g, func(tx *store.Tx) (err error) {
		if f, err = attached.Get(tx, r.PathValue("file")); err != nil {
			return err
		}
		m, err = Get(tx, r.PathValue("id"))
		return err
	})
	if err != nil {
		return err
	}
	if f.MeetingID != m.ID || outOf(g, m, f.ItemID) {
		return store.ErrNotFound
	}
	return web.Download(w, f.Name, f.MediaType, f.Content)
}

func (h handler) removeFile(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id := r.PathValue("id")
	err = h.change(r, g, id, func(tx *store.Tx) error {
		if _, err := changeable(tx, id); err != nil {
			return err
		}
		x, err := attached.Get(tx, r.PathValue("file"))
		if err != nil || x.MeetingID != id {
			return store.ErrNotFound
		}
		return attached.Remove(tx, x.ID, f.Version())
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, to(r, g, f), "Dokumenti u hoq.")
}
