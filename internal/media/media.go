// Package media makes a photo or a document safe before it is laid into a
// child's file: what says where and with which device it was made, and by whom,
// is gone, and what could run, fetch or break something is refused.
//
// It looks for no virus, reads no face and no word of what is shown, and keeps
// nothing: it knows no database. What is written on the page or seen in the
// picture stays.
package media

import (
	"bytes"
	"net/http"
	"strings"
	"sync"
)

// MaxBytes is the largest file that is taken, in bytes.
const MaxBytes = 10 << 20

// The types a cleaned file can have.
const (
	JPEG = "image/jpeg"
	PDF  = "application/pdf"
	DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	ODT  = "application/vnd.oasis.opendocument.text"
	Text = "text/plain; charset=utf-8"
)

// File is a file after cleaning. Its name is a neutral one, by its type:
// what people call a file is often the name of the child.
type File struct {
	Name, MediaType string
	Content         []byte
	Width, Height   int    // of a photo, in pixels; otherwise 0
	Note            string // what was done with it: one of the sentences of Sentences, never empty
}

// Refused says why a file is not taken and how to mend it: one of the sentences
// of Sentences, in Albanian.
type Refused struct{ Why string }

func (r Refused) Error() string { return r.Why }

// one lets one file after another be unpacked: each may need much memory.
var one sync.Mutex

// Clean makes a file safe or says why it cannot: every error is a Refused. What
// a file is, its content says: the name it came with counts for nothing and is
// not kept.
func Clean(_ string, content []byte) (File, error) {
	switch {
	case len(content) == 0:
		return File{}, Refused{whyEmpty}
	case len(content) > MaxBytes:
		return File{}, Refused{whyBytes}
	}
	one.Lock()
	defer one.Unlock()
	switch found := detect(content); found {
	case "image/jpeg", "image/png", "image/webp":
		return cleanPhoto(found, content)
	case PDF:
		return cleanPDF(content)
	case "application/zip":
		return cleanOffice(content)
	case Text:
		return cleanText(content)
	default:
		return File{}, Refused{whyKind(found, content)}
	}
}

// detect tells the type of a file by how it begins. A PDF may begin a little
// later, after something else that its readers pass over.
func detect(content []byte) string {
	if bytes.Contains(content[:min(len(content), 1024)], []byte("%PDF-")) {
		return PDF
	}
	return http.DetectContentType(content)
}

// whyKind finds the sentence that helps most with a type that is not taken.
func whyKind(found string, content []byte) string {
	head := content[:min(len(content), 64)]
	switch {
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0")):
		return whyOldOffice
	case bytes.Contains(head, []byte("ftypheic")), bytes.Contains(head, []byte("ftypheix")),
		bytes.Contains(head, []byte("ftypmif1")), bytes.Contains(head, []byte("ftypmsf1")), bytes.Contains(head, []byte("ftypavif")):
		return whyHEIC
	case strings.HasPrefix(found, "image/"):
		return whyPicture
	case strings.HasPrefix(found, "text/plain"):
		return whyControl // UTF-16
	}
	return whyUnknown
}
