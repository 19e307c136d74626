package reporting

import (
	"net/http"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// readEvidence reads the files of a form, and fails those that are not taken.
func readEvidence(f *web.Form) ([]stored, error) {
	uploads, err := f.Evidence("file")
	var list []stored
	for _, u := range uploads {
		list = append(list, stored{File{Name: u.Name, MediaType: u.Type, Size: int64(len(u.Content))}, u.Content})
	}
	return list, err
}

// addFiles adds evidence to an item, or to the whole return when itemID is "".
func addFiles(tx *store.Tx, returnID, itemID string, list []stored) error {
	for _, f := range list {
		if _, err := AddFile(tx, returnID, itemID, f.Name, f.MediaType, f.Content); err != nil {
			return err
		}
	}
	return nil
}

// AddFile adds evidence to an item, or to the whole return when itemID is "".
func AddFile(tx *store.Tx, returnID, itemID, name, mediaType string, content []byte) (id string, err error) {
	r, err := editable(tx, returnID)
	if err != nil {
		return "", err
	}
	if itemID != "" {
		if it, err := items.Get(tx, itemID); err != nil || it.ReturnID != returnID {
			return "", store.ErrNotFound
		}
	}
	f := stored{File{ID: tx.NewID(), ReturnID: returnID, ItemID: itemID, Name: name, MediaType: mediaType, Size: int64(len(content)), AddedAt: tx.Now()}, content}
	if err := evidence.Add(tx, f); err != nil {
		return "", err
	}
	return f.ID, started(tx, r)
}

// ReadFile reads evidence with its content.
func ReadFile(tx *store.Tx, id string) (File, []byte, error) {
	f, err := evidence.Get(tx, id)
	return f.File, f.Content, err
}

type filesPage struct {
	web.Page
	head
	Items []web.Option
}

var filesView = web.NewView[filesPage](files, "files.tmpl", "parts.tmpl")

func (h handler) filesPage(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return h.showFiles(w, r, g, http.StatusOK, web.NewForm(r))
}

func (h handler) showFiles(w http.ResponseWriter, r *http.Request, g access.Grant, status int, f *web.Form) error {
	ret, err := h.view(r, g, Load)
	if err != nil {
		return err
	}
	p := filesPage{Page: web.NewPage(r, "Skedarët").With(crumbs(g, ret, web.Lang(r))...).WithForm(f), head: h.headOf(g, ret)}
	for _, it := range ret.Items {
		p.Items = append(p.Items, web.Option{Value: it.ID, Label: activityName(it.Activity)})
	}
	return filesView.Render(w, r, status, p)
}

// Of names what a file is evidence of.
func (p filesPage) Of(itemID string) string {
	for _, o := range p.Items {
		if o.Value == itemID {
			return o.Label
		}
	}
	return text.T(p.Lang, "i gjithë raportimi")
}

func (h handler) upload(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	list, err := readEvidence(f)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		f.Fail("file", "Zgjidhni të paktën një skedar.")
	}
	if !f.OK() {
		return h.showFiles(w, r, g, http.StatusUnprocessableEntity, f)
	}
	id := r.PathValue("return")
	err = h.change(r, g, func(tx *store.Tx) error { return addFiles(tx, id, f.Text("item"), list) })
	if err != nil {
		return err
	}
	return web.Redirect(w, r, returnPath(g, id, "/files"), "Skedari u shtua.")
}

func (h handler) download(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	var f File
	var content []byte
	ret, err := h.view(r, g, func(tx *store.Tx, id string) (ret Return, err error) {
		if f, content, err = ReadFile(tx, r.PathValue("file")); err != nil || f.ReturnID != id {
			return ret, store.ErrNotFound
		}
		return loadHead(tx, id)
	})
	if err != nil || ret.ID != f.ReturnID {
		return err
	}
	return web.Download(w, f.Name, f.MediaType, content)
}

func (h handler) removeFile(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id := r.PathValue("return")
	err = h.change(r, g, func(tx *store.Tx) error {
		if _, err := editable(tx, id); err != nil {
			return err
		}
		f, err := evidence.Get(tx, r.PathValue("file"))
		if err != nil || f.ReturnID != id {
			return store.ErrNotFound
		}
		return evidence.Remove(tx, f.ID, f.Version)
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, web.Local(or(form.Text("back"), returnPath(g, id, "/files"))), "Skedari u hoq.")
}
