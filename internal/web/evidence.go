package web

import (
	"archive/zip"
	"bytes"
	"io"
	"mime"
	"net/http"
	"path/filepath"
	"strings"
	"unicode"

	"tryeza/internal/text"
)

// maxEvidence is the largest file taken as evidence, in bytes.
const maxEvidence = 10 << 20

const (
	typePDF  = "application/pdf"
	typeJPEG = "image/jpeg"
	typePNG  = "image/png"
	typeDOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	typeXLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

// Evidence reads the files of a field that others will open: named in one line,
// with the type their content says. What is not taken fails the field.
func (f *Form) Evidence(field string) ([]File, error) {
	uploads, err := f.Files(field, maxEvidence)
	var list []File
	for _, u := range uploads {
		name := FileName(u.Name)
		mediaType, ok := EvidenceType(u.Content)
		switch {
		case !ok:
			f.Fail(field, "Skedari «%s» nuk pranohet. Dërgoni PDF, JPG, PNG, Word (.docx) ose Excel (.xlsx) pa makro.", name)
		case len(text.Private(name)) > 0:
			f.Fail(field, "Emri i skedarit «%s…» duket se ka një numër personal ose telefon. Riemërtojeni dhe provojeni sërish.", string([]rune(name)[:3]))
		default:
			list = append(list, File{Name: name, Type: mediaType, Content: u.Content})
		}
	}
	return list, err
}

// CheckEvidence refuses a file that comes from another Tryeza and is not what
// it says it is: what it is called counts for nothing, what is in it does.
func CheckEvidence(name, mediaType string, content []byte) error {
	if found, ok := EvidenceType(content); !ok || found != mediaType {
		return Refuse("Skedari «%s» nuk pranohet. Pranohen PDF, JPG, PNG, Word (.docx) ose Excel (.xlsx) pa makro.", name)
	}
	return nil
}

// EvidenceType tells what a file is by its content, whatever its name says. ok
// is false for what is not taken: anything but PDF, pictures, and Word and Excel
// files without macros.
func EvidenceType(content []byte) (mediaType string, ok bool) {
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

// FileName is the last part of a name, without what cannot be shown, and short.
func FileName(s string) string {
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

// Download sends a file to be kept under its name, in the way every browser
// understands.
func Download(w http.ResponseWriter, name, mediaType string, content []byte) error {
	w.Header().Set("Content-Type", mediaType)
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	_, err := w.Write(content)
	return err
}
