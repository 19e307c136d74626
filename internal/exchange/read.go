package exchange

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"unicode/utf8"

	"tryeza/internal/figure"
)

// What is read at most.
const (
	MaxBytes   = 64 << 20 // of a JSON document
	maxRows    = 50_000   // of one list
	maxText    = 20_000   // characters of one text
	maxContent = 10 << 20 // bytes of one file of evidence
)

// wrongFormat refuses what a later release wrote.
const wrongFormat = "Ky dokument është i versionit %d, kjo Tryezë lexon deri në versionin %d."

// A jsonFile is a Source.
type jsonFile []byte

// Head reads what it can of the committee and the year.
func (b jsonFile) Head() Head {
	var d struct {
		Year      int
		Committee struct{ ID string }
	}
	_ = json.Unmarshal(b, &d) // what is wrong with it Read tells
	return Head{d.Committee.ID, d.Year}
}

// Where gives paths as they are: they are those of JSON.
func (jsonFile) Where(path string) string { return path }

// Read reads a document strictly: an unknown field, a field given twice, a value
// of another kind and every rule of Check is a Fault, and all of them are told.
func (b jsonFile) Read(_ Head, known *Document) (*Document, error) {
	if len(b) > MaxBytes {
		return nil, Faults{{"$", "Dokumenti është më i madh se %d MB.", []any{MaxBytes >> 20}}}
	}
	if !utf8.Valid(b) {
		return nil, Faults{{"$", "Dokumenti nuk është tekst UTF-8. Ruajeni sërish si UTF-8.", nil}}
	}
	r := &reader{dec: json.NewDecoder(bytes.NewReader(b))}
	r.dec.UseNumber()
	d := &Document{}
	if err := r.whole(d); err != nil {
		return nil, Faults{{"$", "Dokumenti nuk është JSON i saktë: prishet pranë shkronjës %d.", []any{r.dec.InputOffset()}}}
	}
	if (d.Format < 1 || d.Format > Format) && len(r.list) == 0 {
		return nil, Faults{{"$.format", wrongFormat, []any{d.Format, Format}}}
	}
	d.Format = Format
	r.list = append(r.list, Check(d, known)...)
	return d, r.err()
}

// A reader reads JSON into rows, and goes on after a fault.
type reader struct {
	finder
	dec *json.Decoder
}

// whole reads one value and nothing after it.
func (r *reader) whole(d *Document) error {
	tok, err := r.dec.Token()
	if err != nil {
		return err
	}
	if err := r.object(tok, root, reflect.ValueOf(d).Elem(), "$"); err != nil {
		return err
	}
	if _, err := r.dec.Token(); !errors.Is(err, io.EOF) {
		return errors.New("more than one value")
	}
	return nil
}

// object reads a row, whose first token is tok.
func (r *reader) object(tok json.Token, t *table, row reflect.Value, path string) error {
	if tok != json.Delim('{') {
		r.add(path, "Këtu pritet një objekt { }.")
		return r.skip(tok)
	}
	seen := map[string]bool{}
	for r.dec.More() {
		tok, err := r.dec.Token()
		if err != nil {
			return err
		}
		name, _ := tok.(string)
		at := path + "." + name
		if seen[name] {
			r.add(at, "Fusha «%s» është dhënë dy herë.", excerpt(name))
		}
		seen[name] = true
		if err := r.field(name, t, row, at); err != nil {
			return err
		}
	}
	_, err := r.dec.Token()
	return err
}

func (r *reader) field(name string, t *table, row reflect.Value, path string) error {
	for _, c := range t.children {
		if c.name == name {
			return r.children(c, row.Field(c.field), path)
		}
	}
	var v any
	c, ok := t.col(name)
	if t == root && (name == "format" || name == "year") {
		c, ok = column{kind: "count", field: map[string]int{"format": 0, "year": 1}[name]}, true
	}
	if ok && c.kind == "json" {
		var raw json.RawMessage
		err := r.dec.Decode(&raw)
		v = raw
		r.put(c, row.Field(c.field), v, path)
		return err
	}
	if err := r.dec.Decode(&v); err != nil {
		return err
	}
	if !ok {
		r.add(path, "Fusha «%s» nuk njihet. Hiqeni, ose kontrolloni si shkruhet.", excerpt(name))
		return nil
	}
	r.put(c, row.Field(c.field), v, path)
	return nil
}

// children reads the rows of a child table.
func (r *reader) children(t *table, v reflect.Value, path string) error {
	tok, err := r.dec.Token()
	if err != nil || tok == nil {
		return err
	}
	if t.single() {
		row := reflect.New(t.typ)
		err := r.object(tok, t, row.Elem(), path)
		if v.Kind() == reflect.Pointer {
			v.Set(row)
		} else {
			v.Set(row.Elem())
		}
		return err
	}
	if tok != json.Delim('[') {
		r.add(path, "Këtu pritet një listë [ ].")
		return r.skip(tok)
	}
	v.SetLen(0)
	for i := 0; r.dec.More(); i++ {
		if i == maxRows {
			r.add(path, "Lista ka më shumë se %d rreshta.", maxRows)
		}
		tok, err := r.dec.Token()
		if err != nil {
			return err
		}
		row := reflect.New(t.typ).Elem()
		if err := r.object(tok, t, row, index(path, i)); err != nil {
			return err
		}
		if i < maxRows {
			v.Set(reflect.Append(v, row))
		}
	}
	_, err = r.dec.Token()
	return err
}

// skip passes over a value whose first token was read.
func (r *reader) skip(tok json.Token) error {
	depth := 0
	for {
		switch tok {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
		if depth == 0 {
			return nil
		}
		var err error
		if tok, err = r.dec.Token(); err != nil {
			return err
		}
	}
}

// put puts a JSON value into a field. Null is the same as absent.
func (r *reader) put(c column, field reflect.Value, v any, path string) {
	if raw, ok := v.(json.RawMessage); v == nil || ok && string(raw) == "null" {
		return
	}
	ok := false
	switch c.kind {
	case "json":
		field.Set(reflect.ValueOf(compact(v.(json.RawMessage))))
		ok = true
	case "bool":
		var is bool
		if is, ok = v.(bool); ok {
			field.SetBool(is)
		}
	case "count":
		n, err := strconv.ParseInt(fmt.Sprint(v), 10, 64)
		if _, number := v.(json.Number); number && err == nil {
			field.SetInt(n)
			ok = true
		}
	case "number":
		n := new(figure.Number)
		if number, is := v.(json.Number); is && n.UnmarshalJSON([]byte(number)) == nil {
			field.Set(reflect.ValueOf(n))
			ok = true
		}
	case "bytes":
		b, err := base64.StdEncoding.DecodeString(fmt.Sprint(v))
		if _, is := v.(string); is && err == nil {
			field.SetBytes(b)
			ok = true
		}
	case "codes", "refs":
		ok = r.several(field, v)
	default:
		var s string
		if s, ok = v.(string); ok {
			field.SetString(s)
		}
	}
	if !ok {
		r.add(path, expected(c.kind))
	}
}

func (r *reader) several(field reflect.Value, v any) bool {
	list, ok := v.([]any)
	for _, x := range list {
		s, is := x.(string)
		ok = ok && is
		field.Set(reflect.Append(field, reflect.ValueOf(s)))
	}
	return ok
}

// expected says what a value of another kind should have been; most are text.
func expected(kind string) string {
	switch kind {
	case "bool":
		return "Këtu pritet true ose false."
	case "count":
		return "Këtu pritet një numër i plotë."
	case "number":
		return "Këtu pritet një numër me më së shumti katër shifra pas pikës, ose null kur nuk dihet."
	case "bytes":
		return "Këtu pritet përmbajtja e skedarit në base64."
	case "codes", "refs":
		return "Këtu pritet një listë me tekste në thonjëza."
	}
	return "Këtu pritet tekst në thonjëza."
}

func compact(raw json.RawMessage) json.RawMessage {
	var b bytes.Buffer
	if err := json.Compact(&b, raw); err != nil {
		return raw // the decoder has read it as JSON already
	}
	return b.Bytes()
}
