package reporting

import (
	"archive/zip"
	"bytes"
	"io"
	"mime"
	"net/http"
	"path/filepath"
	"strings"
	"unicode"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// maxFile is the largest file taken as evidence, in bytes.
const maxFile = 10 << 20

const (
	typePDF  = "application/pdf"
	typeJPEG = "image/jpeg"
	typePNG  = "image/png"
	typeDOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	typeXLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

// evidenceType tells what a file is by its content, whatever its name says. ok
// is false for what is not taken: anything but PDF, pictures, and Word and Excel
// files without macros.
func evidenceType(content []byte) (mediaType string, ok bool) {
	switch found := http.DetectContentType(content); found {
	case typePDF, typeJPEG, typePNG:
		return found, true
	case "application/zip":
		return officeType(content)
	}
	return "", false
}

// officeType reads the table of contents of an Office file, and no more of it
// than a megabyte. A file with macros says so there, or holds them.
func officeType(content []byte) (string, bool) {
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return "", false
	}
	var types []byte
	for _, f := range z.File {
		name := strings.ToLower(f.Name)
		if strings.Contains(name, "vbaproject") || strings.Contains(name, "/activex/") || strings.Contains(name, "macrosheets/") {
			return "", false
		}
		if f.Name == "[Content_Types].xml" {
			if types, err = readSome(f, 1<<20); err != nil {
				return "", false
			}
		}
	}
	switch s := string(types); {
	case strings.Contains(strings.ToLower(s), "macroenabled"):
		return "", false
	case strings.Contains(s, "wordprocessingml.document.main+xml"):
		return typeDOCX, true
	case strings.Contains(s, "spreadsheetml.sheet.main+xml"):
		return typeXLSX, true
	}
	return "", false
}

func readSome(f *zip.File, most int64) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(io.LimitReader(r, most))
}

// fileName is the last part of a name, without what cannot be shown, and short.
func fileName(s string) string {
	s = filepath.Base(strings.ReplaceAll(s, `\`, "/"))
	s = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) || strings.ContainsRune(`"<>/`, r) {
			return '_'
		}
		return r
	}, s)
	if r := []rune(s); len(r) > 100 {
		s = string(r[:60]) + "…" + string(r[len(r)-39:])
	}
	return s
}

// readEvidence reads the files of a form, and fails those that are not taken.
func readEvidence(f *web.Form) ([]stored, error) {
	uploads, err := f.Files("file", maxFile)
	var list []stored
	for _, u := range uploads {
		name := fileName(u.Name)
		mediaType, ok := evidenceType(u.Content)
		switch {
		case !ok:
			f.Fail("file", "Skedari «%s» nuk pranohet. Dërgoni PDF, JPG, PNG, Word (.docx) ose Excel (.xlsx) pa makro.", name)
		case len(text.Private(name)) > 0:
			f.Fail("file", "Emri i skedarit «%s…» duket se ka një numër personal ose telefon. Riemërtojeni dhe provojeni sërish.", string([]rune(name)[:3]))
		default:
			list = append(list, stored{File{Name: name, MediaType: mediaType, Size: int64(len(u.Content))}, u.Content})
		}
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
	w.Header().Set("Content-Type", f.MediaType)
	w.Header().Set("Content-Disposition", attachment(f.Name))
	_, err = w.Write(content)
	return err
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

// attachment names a download in the way every browser understands.
func attachment(name string) string {
	return mime.FormatMediaType("attachment", map[string]string{"filename": name})
}
