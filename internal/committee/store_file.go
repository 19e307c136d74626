package committee

import (
	"bytes"
	"errors"
	"image"
	_ "image/jpeg" // an emblem is a JPEG or a PNG
	_ "image/png"

	"tryeza/internal/store"
)

// Kinds of file kept with a committee.
const (
	Emblem   = "emblem"   // picture on top of documents
	Template = "template" // .docx whose header, footer and styles documents take
)

// A File is kept with the committee; there is one of each kind.
type File struct {
	ID        string
	Version   int64
	Kind      string
	Name      string
	MediaType string
	Content   []byte
	AddedAt   store.Time
}

var kept = store.NewTable("committee_file", "kind, name, media_type, content, added_at", (*File).fields)

func (f *File) fields() []any {
	return []any{&f.ID, &f.Version, &f.Kind, &f.Name, &f.MediaType, &f.Content, &f.AddedAt}
}

var fileOf = store.Read(`SELECT id, version, kind, name, media_type, content, added_at
	FROM committee_file WHERE committee_id = $1 AND kind = $2`)

// FileOf reads the emblem or the Word template, or reports store.ErrNotFound.
func FileOf(tx *store.Tx, kind string) (File, error) {
	return store.One(tx, fileOf, (*File).fields, kind)
}

// SaveFile keeps a file in place of the one of its kind. Its content must have
// been checked.
func SaveFile(tx *store.Tx, f File) error {
	f.AddedAt = tx.Now()
	was, err := FileOf(tx, f.Kind)
	if errors.Is(err, store.ErrNotFound) {
		f.ID = tx.NewID()
		return kept.Add(tx, f)
	}
	if err != nil {
		return err
	}
	return kept.Edit(tx, was.ID, was.Version, func(x *File) error {
		x.Name, x.MediaType, x.Content, x.AddedAt = f.Name, f.MediaType, f.Content, f.AddedAt
		return nil
	})
}

// RemoveFile removes the emblem or the template, if there is one.
func RemoveFile(tx *store.Tx, kind string) error {
	was, err := FileOf(tx, kind)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return kept.Remove(tx, was.ID, was.Version)
}

// An emblem is printed a few centimetres high: a picture of more than this many
// pixels is a mistake, or made to fill the memory of whoever opens it.
const (
	maxEmblem = 1 << 20
	maxSide   = 4000
	maxPixels = 4_000_000
)

// emblemType is the media type of a picture that can be an emblem, "" for
// anything else. Its size is read before any of it is unpacked.
func emblemType(b []byte) string {
	c, kind, err := image.DecodeConfig(bytes.NewReader(b))
	if err != nil || c.Width > maxSide || c.Height > maxSide || c.Width*c.Height > maxPixels {
		return ""
	}
	if _, _, err := image.Decode(bytes.NewReader(b)); err != nil {
		return ""
	}
	return "image/" + kind
}
