package analysis

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"

	"tryeza/internal/access"
	"tryeza/internal/document"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

func (h handler) chart(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	_, report, err := h.read(r, g)
	if err != nil {
		return err
	}
	drawing, ok := report.drawing(r.PathValue("chart"))
	if !ok {
		return store.ErrNotFound
	}
	svg, err := document.SVG(drawing)
	if err != nil {
		return err
	}
	return send(w, svg, "image/svg+xml", "")
}

var mediaTypes = map[string]string{
	"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "pdf": "application/pdf", "html": "text/html; charset=utf-8",
	"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "json": "application/json",
}

func (h handler) download(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	format := r.PathValue("format")
	if mediaTypes[format] == "" {
		return store.ErrNotFound
	}
	a, report, err := h.read(r, g)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := Write(&b, report, format); err != nil {
		return err
	}
	return send(w, b.Bytes(), mediaTypes[format], FileName(report, a, format))
}

func (h handler) brief(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	a, report, err := h.read(r, g)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	format := r.PathValue("format")
	switch format {
	case "docx":
		err = document.WriteDOCX(&b, report.BriefDocument(), report.Letterhead.Template)
	case "pdf":
		err = document.WritePDF(&b, report.BriefDocument())
	default:
		return store.ErrNotFound
	}
	if err != nil {
		return err
	}
	return send(w, b.Bytes(), mediaTypes[format], "permbledhje-"+FileName(report, a, format))
}

// FileName is what a downloaded analysis is called: "analiza-durres-2023-H1.docx",
// with the revision when it is not the first.
func FileName(r *Report, a Analysis, format string) string {
	name := fmt.Sprintf("analiza-%s-%s", r.Committee, r.Period)
	if a.Revision > 1 {
		name += fmt.Sprintf("-versioni-%d", a.Revision)
	}
	return name + "." + format
}

// send writes a file. With a name it is downloaded; without, shown.
func send(w http.ResponseWriter, b []byte, mediaType, name string) error {
	w.Header().Set("Content-Type", mediaType)
	if name != "" {
		w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", name))
	}
	_, err := w.Write(b)
	return err
}

// maxScan is the largest scan taken, in bytes.
const maxScan = 15 << 20

func (h handler) attach(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	list, err := f.Files("scan", maxScan)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		f.Fail("scan", "Zgjidhni skedarin e skanuar (PDF, PNG ose JPEG).")
	}
	for _, file := range list {
		if !scanTypes[file.Type] {
			f.Fail("scan", "Skedari «%s» nuk është PDF, PNG ose JPEG.", file.Name)
		}
	}
	if !f.OK() {
		return h.showReport(w, r, mustRead(g), http.StatusUnprocessableEntity, f)
	}
	err = h.change(r, g, func(tx *store.Tx, a Analysis) error {
		return Attach(tx, a, Scan{Name: list[0].Name, MediaType: list[0].Type, Content: list[0].Content})
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/"+r.PathValue("id")), "Skedari i skanuar u bashkëngjit.")
}

var scanTypes = map[string]bool{"application/pdf": true, "image/png": true, "image/jpeg": true}

func (h handler) scan(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	var s Scan
	err := h.view(r, g, func(tx *store.Tx) (err error) {
		s, err = scans.Get(tx, r.PathValue("scan"))
		return err
	})
	if err != nil || s.Analysis != r.PathValue("id") {
		return errors.Join(err, store.ErrNotFound)
	}
	return send(w, s.Content, s.MediaType, s.Name)
}
