package meeting

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"time"

	"tryeza/internal/document"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// An office is what stands at the top and at the end of every document of a
// committee.
type office struct {
	Committee, Name, Place string
	Sample                 bool
	Letterhead, Signature  []string
	Emblem, Template       []byte
}

var (
	officeOf    = store.Read(`SELECT committee_id, name, place, sample, letterhead, signature FROM committee WHERE committee_id = $1`)
	officeFiles = store.Read(`SELECT kind, content FROM committee_file WHERE committee_id = $1 AND kind IN ('emblem', 'template') ORDER BY kind, added_at`)
)

func readOffice(tx *store.Tx) (o office, err error) {
	var letterhead, signature string
	_, err = store.One(tx, officeOf, func(*struct{}) []any {
		return []any{&o.Committee, &o.Name, &o.Place, &o.Sample, &letterhead, &signature}
	})
	if err != nil {
		return o, err
	}
	o.Letterhead, o.Signature = filledLines(letterhead), filledLines(signature)
	type file struct {
		kind    string
		content []byte
	}
	list, err := store.All(tx, officeFiles, func(f *file) []any { return []any{&f.kind, &f.content} })
	for _, f := range list {
		if f.kind == "emblem" {
			o.Emblem = f.content
		} else {
			o.Template = f.content
		}
	}
	return o, err
}

// filledLines are the lines of a text that are not empty.
func filledLines(s string) []string {
	var list []string
	for line := range strings.Lines(s) {
		if line = strings.TrimSpace(line); line != "" {
			list = append(list, line)
		}
	}
	return list
}

// signing is the office as it signs for a meeting: for one of the technical table
// who was in the chair of it, since the committee's place to sign is its chair's.
func (o office) signing(m Meeting) office {
	if m.Body == "table" {
		o.Signature = []string{m.ChairedBy}
		if m.ChairedBy == "" {
			o.Signature = []string{"Kryetari i Tryezës Teknike"}
		}
	}
	return o
}

// paper is all of a document but its text: letterhead and, when it is signed,
// the place to sign. day is the day it tells of; mark stands on every page.
func (o office) paper(title, subject, day, mark string, signed bool) document.Document {
	if o.Sample {
		mark = strings.TrimSuffix("SHEMBULL · "+mark, " · ")
	}
	d := document.Document{
		Title: title, Subject: subject, Lang: "sq-AL", Created: dayTime(day), Mark: mark, Footer: title,
		Letterhead: document.Letterhead{Emblem: o.Emblem, EmblemAlt: "Emblema e institucionit", Lines: o.Letterhead, Place: o.Place,
			ProtocolLabel: "Nr. prot.", DateLabel: "më", Date: text.Day(day)},
	}
	if signed && len(o.Signature) > 0 {
		d.Signature = &document.Signature{Lines: append(append([]string{}, o.Signature...), "")}
	}
	return d
}

// dayTime is the beginning of a day; documents carry no other time.
func dayTime(day string) time.Time {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return time.Unix(0, 0).UTC()
	}
	return t
}

var mediaTypes = map[string]string{
	"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "pdf": "application/pdf",
}

// sendDocument writes a document as Word, with the committee's template, or as
// PDF; any other format does not exist. name is without its ending.
func sendDocument(w http.ResponseWriter, d document.Document, template []byte, name, format string) (err error) {
	var b bytes.Buffer
	switch format {
	case "docx":
		err = document.WriteDOCX(&b, d, template)
	case "pdf":
		err = document.WritePDF(&b, d)
	default:
		err = store.ErrNotFound
	}
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", mediaTypes[format])
	w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", name+"."+format))
	_, err = b.WriteTo(w)
	return err
}
