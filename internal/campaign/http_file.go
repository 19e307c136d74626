package campaign

import (
	"errors"
	"net/http"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/media"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

type filePage struct {
	base
	A       Activity
	Consent []web.Option
}

var fileView = web.NewView[filePage](files, "file.tmpl", "finding_parts.tmpl")

// readFile reads the one file of a form, made safe: a photo is built anew without
// its place and device, and needs a consent. nil when there is none; needed fails
// then.
func readFile(f *web.Form, needed bool) (*File, error) {
	list, err := f.Evidence("file")
	if err != nil {
		return nil, err
	}
	note := f.PublicLine("file-note")
	if len(list) == 0 {
		if needed && f.Error("file") == "" {
			f.Fail("file", "Zgjidhni skedarin: nëse e kishit zgjedhur, zgjidheni sërish.")
		}
		return nil, nil
	}
	u := list[0]
	x := &File{Name: u.Name, MediaType: u.Type, Consent: f.Text("consent"), Note: note, Content: u.Content}
	switch {
	case x.Photo():
		readPhoto(f, x)
	case u.Type == media.PDF:
		if x.Consent == "" {
			x.Consent = "no_photo"
		}
		if !code.Consents.Has(x.Consent) {
			f.Fail("consent", "Zgjidhni me ç'të drejtë mbahet.")
		}
	default:
		f.Fail("file", "Skedari «%s» nuk pranohet këtu. Dërgoni JPG, PNG ose PDF.", u.Name)
	}
	x.Size = int64(len(x.Content))
	return x, nil
}

// readPhoto checks the consent and takes out of a photo what does not show.
func readPhoto(f *web.Form, x *File) {
	children := f.Text("children")
	if children != "yes" && children != "no" {
		f.Fail("children", "Thoni nëse në foto ka fëmijë.")
	} else if why := consentFor(x.Consent, children == "yes"); why != "" {
		f.Fail("consent", "%s", text.T(text.SQ, why))
	}
	clean, err := media.Clean(x.Name, x.Content)
	var refused media.Refused
	if errors.As(err, &refused) {
		f.Fail("file", "%s", text.T(text.SQ, refused.Why))
		return
	}
	if err != nil {
		f.Fail("file", "Fotoja nuk lexohet. Ruajeni si JPG dhe provojeni sërish.")
		return
	}
	x.Name, x.MediaType, x.Content = clean.Name, clean.MediaType, clean.Content
}

// keepFile adds a file to an activity; nil does nothing.
func keepFile(tx *store.Tx, campaign string, x *File) error {
	if x == nil {
		return nil
	}
	x.ID, x.CampaignID, x.AddedAt = tx.NewID(), campaign, tx.Now()
	return photos.Add(tx, *x)
}

func (h handler) fileForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	a, err := h.covered(r, g)
	if err != nil {
		return err
	}
	return h.showFileForm(w, r, g, http.StatusOK, web.NewForm(r), a)
}

func (h handler) showFileForm(w http.ResponseWriter, r *http.Request, g access.Grant, status int, f *web.Form, a Activity) error {
	page := web.NewPage(r, "Shto foto ose dokument").With(crumbs(g, web.Crumb{Label: a.Title, Path: activityPath(g, a.ID, "")})...)
	return fileView.Render(w, r, status, filePage{h.base(r, g, page.WithForm(f)), a, web.Options(page.Lang, code.Consents)})
}

func (h handler) addFile(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	a, err := h.covered(r, g)
	if err != nil {
		return err
	}
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	x, err := readFile(f, true)
	if err != nil {
		return err
	}
	if !f.OK() {
		return h.showFileForm(w, r, g, http.StatusUnprocessableEntity, f, a)
	}
	err = h.change(r, g, a.ID, func(tx *store.Tx) error {
		if _, err := owned(tx, a.ID); err != nil {
			return err
		}
		return keepFile(tx, a.ID, x)
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, activityPath(g, a.ID, ""), "Skedari u shtua.")
}

func (h handler) download(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	var x File
	err := h.view(r, g, func(tx *store.Tx) (err error) {
		if x, err = photos.Get(tx, r.PathValue("file")); err == nil && x.CampaignID != r.PathValue("activity") {
			err = store.ErrNotFound
		}
		return err
	})
	if err != nil {
		return err
	}
	return web.Download(w, x.Name, x.MediaType, x.Content)
}

func (h handler) file(r *http.Request, g access.Grant) (a Activity, x File, err error) {
	if a, err = h.covered(r, g); err != nil {
		return a, x, err
	}
	for _, x := range a.Files {
		if x.ID == r.PathValue("file") {
			return a, x, nil
		}
	}
	return a, x, store.ErrNotFound
}

func (h handler) confirmFile(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	a, x, err := h.file(r, g)
	if err != nil {
		return err
	}
	page := web.NewPage(r, "Hiqe skedarin").With(crumbs(g, web.Crumb{Label: a.Title, Path: activityPath(g, a.ID, "")})...)
	return h.confirm(w, r, g, page, x.Name, activityPath(g, a.ID, ""), x.Version)
}

func (h handler) removeFile(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	a, x, err := h.file(r, g)
	if err != nil {
		return err
	}
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	err = h.change(r, g, a.ID, func(tx *store.Tx) error {
		if _, err := owned(tx, a.ID); err != nil {
			return err
		}
		return photos.Remove(tx, x.ID, f.Version())
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, activityPath(g, a.ID, ""), "Skedari u hoq.")
}
