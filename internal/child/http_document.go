package child

import (
	"errors"
	"net/http"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/media"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// rows are a document in words.
func (d Document) rows(l text.Lang) []Row {
	rows := []Row{{text.T(l, "Titulli"), d.Title}, {text.T(l, "Skedari"), fileWords(l, d)}}
	if d.Note != "" {
		rows = append(rows, Row{text.T(l, "Shënim"), d.Note})
	}
	return rows
}

// endings are how the files end that package media takes.
var endings = map[string]string{media.JPEG: ".jpg", media.PDF: ".pdf", media.DOCX: ".docx", media.XLSX: ".xlsx", media.ODT: ".odt", media.Text: ".txt"}

func fileWords(l text.Lang, d Document) string {
	kind := strings.ToUpper(strings.TrimPrefix(endings[d.MediaType], "."))
	return kind + ", " + text.Number(l, int64(max(1, d.Bytes>>10))*10_000) + " KB"
}

func (h handler) documentForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return h.showDocument(w, r, g, web.NewForm(r), http.StatusOK)
}

func (h handler) showDocument(w http.ResponseWriter, r *http.Request, g access.Grant, form *web.Form, status int) error {
	var p formPage
	err := h.editing(r, g, func(_ *store.Tx, f *File) (err error) {
		p, err = h.formPage(r, g, f, web.T(r, "Foto ose dokument"), form)
		p.Upload = true
		p.Lead = web.T(r, "Fotoja pastrohet nga vendi, ora dhe pajisja; skedari ruhet i vulosur dhe humbet emrin që kishte. Mos fotografoni fytyra kur mjafton vendi.")
		p.Fields = []field{
			{"input", form.Field("document-title", web.T(r, "Titulli"), "small", "1", "autocomplete", "off")},
			{"file", form.Field("document-file", web.T(r, "Skedari"), "small", "1", "accept", ".jpg,.jpeg,.png,.webp,.pdf,.docx,.xlsx,.odt,.txt", "hint", web.T(r, "foto, PDF, Word, Excel ose tekst, deri në 10 MB"))},
			noteField(form, "document-note", web.T(r, "Shënim")),
		}
		return err
	})
	if err != nil {
		return err
	}
	return formView.Render(w, r, status, p)
}

// addDocument cleans a file and seals it into the child's. The bytes are kept in
// memory until then: nothing of them may touch the disk open.
func (h handler) addDocument(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	d := Document{Title: line(form, "document-title"), Note: long(form, "document-note")}
	if d.Title == "" {
		form.Fail("document-title", "Shkruani një titull, që dokumenti të gjendet.")
	}
	file, err := cleaned(form, "document-file")
	if err != nil {
		return err
	}
	if !form.OK() {
		return h.showDocument(w, r, g, form, http.StatusUnprocessableEntity)
	}
	d.MediaType, d.Bytes, d.Width, d.Height = file.MediaType, len(file.Content), file.Width, file.Height
	err = h.files.Change(r.Context(), g, Ask{r.PathValue("child"), Care}, func(tx *store.Tx, f *File) error {
		f.AddContent(tx, d, file.Content)
		return nil
	})
	if errors.Is(err, access.ErrDenied) { // says why, to who may read the file
		return h.showDocument(w, r, g, form, http.StatusUnprocessableEntity)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/"+r.PathValue("child")), "%s", web.T(r, file.Note))
}

// cleaned is the one file of a field, made safe.
func cleaned(form *web.Form, name string) (media.File, error) {
	list, err := form.Files(name, media.MaxBytes)
	if err != nil {
		return media.File{}, err
	}
	if len(list) == 0 {
		form.Fail(name, "Zgjidhni skedarin: nëse e kishit zgjedhur, zgjidheni sërish.")
		return media.File{}, nil
	}
	file, err := media.Clean(list[0].Name, list[0].Content)
	var refused media.Refused
	if errors.As(err, &refused) {
		form.Fail(name, "%s", text.T(text.SQ, refused.Why))
		return file, nil
	}
	return file, err
}

// document sends a document of the file, to be kept under a name that says
// nothing of the child.
func (h handler) document(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	var d Document
	var content []byte
	name := ""
	err := h.files.Open(r.Context(), g, ask(r), func(tx *store.Tx, f *File) (err error) {
		d, content, err = f.Content(tx, r.PathValue("item"))
		name = f.Code + endings[d.MediaType]
		return err
	})
	if err != nil {
		return err
	}
	return web.Download(w, name, d.MediaType, content)
}
