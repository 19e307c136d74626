package web

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/text"
)

// A Form holds what was typed and what is wrong with it. Nothing typed is lost:
// a page shown again after an error is built from the same Form.
type Form struct {
	Values url.Values
	Errors []FieldError
	Notes  []FieldError // to look at, though nothing is wrong: beside the field only
	lang   text.Lang
	files  *http.Request
}

// A FieldError is one thing to mend, shown in the summary and beside its field.
type FieldError struct{ Field, Message string }

// NewForm is an empty form for the visitor; fill it with Set.
func NewForm(r *http.Request) *Form { return &Form{Values: url.Values{}, lang: Lang(r)} }

// ReadForm reads what was sent. The error is about the request, not the fields.
func ReadForm(r *http.Request) (*Form, error) {
	var err error
	if strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/") {
		err = r.ParseMultipartForm(MaxBody) // in memory: what is sent must not touch the disk before it is sealed
	} else {
		err = r.ParseForm()
	}
	if err != nil {
		return nil, err
	}
	return &Form{Values: r.PostForm, lang: Lang(r), files: r}, nil
}

// Set puts a value into a field.
func (f *Form) Set(name, value string) *Form {
	f.Values.Set(name, value)
	return f
}

// SetDay puts a day, YYYY-MM-DD or "", into the three fields of a date.
func (f *Form) SetDay(name, day string) *Form {
	if y, rest, ok := strings.Cut(day, "-"); ok {
		m, d, _ := strings.Cut(rest, "-")
		f.Set(name+"-day", strings.TrimPrefix(d, "0")).Set(name+"-month", strings.TrimPrefix(m, "0")).Set(name+"-year", y)
	}
	return f
}

// SetNumber puts a number, or nothing for nil, into a field.
func (f *Form) SetNumber(name string, n *figure.Number) *Form {
	if n == nil {
		return f.Set(name, "")
	}
	return f.Set(name, text.Number(text.SQ, int64(*n))) // as it is read back
}

// Fail marks a field as wrong. message is Albanian, says how to mend it, and is
// translated. Only the first error of a field is kept.
func (f *Form) Fail(name, message string, args ...any) {
	if f.Error(name) == "" {
		f.Errors = append(f.Errors, FieldError{name, text.T(f.lang, message, args...)})
	}
}

// Note says something to look at beside a field, which may stay as it is.
func (f *Form) Note(name, message string, args ...any) {
	if find(f.Notes, name) == "" {
		f.Notes = append(f.Notes, FieldError{name, text.T(f.lang, message, args...)})
	}
}

// OK reports whether nothing is wrong so far.
func (f *Form) OK() bool { return len(f.Errors) == 0 }

// Error is what is wrong with a field, or "".
func (f *Form) Error(name string) string { return find(f.Errors, name) }

func find(list []FieldError, name string) string {
	for _, e := range list {
		if e.Field == name {
			return e.Message
		}
	}
	return ""
}

// Text is what was typed, without spaces around it and with plain line ends.
func (f *Form) Text(name string) string {
	return strings.TrimSpace(strings.ReplaceAll(f.Values.Get(name), "\r\n", "\n"))
}

// Need is Text, and fails with message when it is empty.
func (f *Form) Need(name, message string) string {
	s := f.Text(name)
	if s == "" {
		f.Fail(name, message)
	}
	return s
}

// How many characters words that others will read may have: in one line, in a few
// sentences, and in the account of a topic.
const (
	mostOfLine = 300
	mostOfText = 4_000
	mostOfLong = 20_000
)

// Public is Text for words that others will read: it refuses personal numbers,
// telephone numbers of private persons, and more than 4 000 characters.
func (f *Form) Public(name string) string { return f.public(name, mostOfText) }

// PublicLine is Public for a field of one line, of at most 300 characters.
func (f *Form) PublicLine(name string) string { return f.public(name, mostOfLine) }

// PublicLong is Public for an account of several paragraphs, of at most 20 000
// characters.
func (f *Form) PublicLong(name string) string { return f.public(name, mostOfLong) }

func (f *Form) public(name string, most int64) string {
	s := f.Text(name)
	if n := int64(utf8.RuneCountInString(s)); n > most {
		f.Fail(name, "Teksti ka %s shenja; këtu mund të ketë deri në %s. Shkurtojeni.", text.Number(f.lang, int64(figure.Whole(n))), text.Number(f.lang, int64(figure.Whole(most))))
	}
	if found := text.Private(s); len(found) > 0 {
		f.Fail(name, "%s", text.PrivateMessage(f.lang, found))
	}
	return s
}

// List is every value of a field, such as ticked boxes, without empty ones.
func (f *Form) List(name string) []string {
	return slices.DeleteFunc(slices.Clone(f.Values[name]), func(s string) bool { return s == "" })
}

// Has reports whether the field was ticked or filled.
func (f *Form) Has(name string) bool { return f.Text(name) != "" }

// Version is the version the editor was shown, 0 when there is none.
func (f *Form) Version() int64 {
	n, err := strconv.ParseInt(f.Values.Get("version"), 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// Day reads a date of three fields, or of one, as YYYY-MM-DD. Empty is "".
func (f *Form) Day(name string) string {
	d, m, y := f.Text(name+"-day"), f.Text(name+"-month"), f.Text(name+"-year")
	typed := f.Text(name)
	if d+m+y != "" {
		typed = d + "." + m + "." + y
	}
	if typed == "" {
		return ""
	}
	day, err := text.ParseDay(typed)
	if err != nil {
		f.Fail(name, "Shkruani një datë të vërtetë, për shembull 31.03.2023.")
	}
	return day
}

// NeedDay is Day, and fails with message when it is empty.
func (f *Form) NeedDay(name, message string) string {
	day := f.Day(name)
	if day == "" && f.Error(name) == "" {
		f.Fail(name, message)
	}
	return day
}

// Number reads a number as people write it. Empty is nil: blank is not zero.
func (f *Form) Number(name string) *figure.Number {
	s := f.Text(name)
	if s == "" {
		return nil
	}
	n, err := text.ParseNumber(s)
	if err != nil {
		f.Fail(name, "%s", text.Explain(f.lang, err))
		return nil
	}
	v := figure.Number(n)
	return &v
}

// Code reads a code of a list; anything else fails with message.
func (f *Form) Code(name string, list code.List, message string) string {
	c := f.Text(name)
	if !list.Has(c) {
		f.Fail(name, message)
	}
	return c
}

// A File is what was uploaded.
type File struct {
	Name    string
	Type    string
	Content []byte
}

// Files reads the files of a field; each may be up to max bytes.
func (f *Form) Files(name string, max int64) ([]File, error) {
	if f.files == nil || f.files.MultipartForm == nil {
		return nil, nil
	}
	var list []File
	for _, h := range f.files.MultipartForm.File[name] {
		if h.Size == 0 {
			continue
		}
		if h.Size > max {
			f.Fail(name, "Skedari «%s» është më i madh se %d MB. Zvogëlojeni dhe provojeni sërish.", h.Filename, max>>20)
			continue
		}
		file, err := h.Open()
		if err != nil {
			return nil, err
		}
		b, err := io.ReadAll(file)
		file.Close()
		if err != nil {
			return nil, err
		}
		list = append(list, File{h.Filename, http.DetectContentType(b), b})
	}
	return list, nil
}

// A Field is a form field as a template shows it.
type Field struct {
	Name, Label, Hint, Value string
	Error, Note              string
	Values                   []string
	Options                  []Option
	Attr                     map[string]string
	Day, Month, Year         string
}

// An Option is one choice of a field.
type Option struct{ Value, Label, Hint string }

// Field describes a field for a template. Attributes come as names and values:
// hint, width (2, 3, 4, 5, 10, 20), rows, optional, type, autocomplete, small,
// inline, unit.
func (f *Form) Field(name, label string, attrs ...string) Field {
	if f == nil {
		f = &Form{Values: url.Values{}}
	}
	fd := Field{
		Name: name, Label: label, Value: f.Values.Get(name), Values: f.Values[name], Error: f.Error(name), Note: find(f.Notes, name), Attr: map[string]string{},
		Day: f.Values.Get(name + "-day"), Month: f.Values.Get(name + "-month"), Year: f.Values.Get(name + "-year"),
	}
	for i := 0; i+1 < len(attrs); i += 2 {
		fd.Attr[attrs[i]] = attrs[i+1]
	}
	fd.Hint = fd.Attr["hint"]
	return fd
}

// Choice describes a field that is chosen from options.
func (f *Form) Choice(name, label string, options []Option, attrs ...string) Field {
	fd := f.Field(name, label, attrs...)
	fd.Options = options
	return fd
}

// Chosen reports whether an option is among the values.
func (f Field) Chosen(value string) bool { return slices.Contains(f.Values, value) }

// Described lists the ids that describe the field, for aria-describedby.
func (f Field) Described() string {
	var ids []string
	if f.Hint != "" {
		ids = append(ids, f.Name+"-hint")
	}
	if f.Error != "" {
		ids = append(ids, f.Name+"-error")
	}
	if f.Note != "" {
		ids = append(ids, f.Name+"-note")
	}
	return strings.Join(ids, " ")
}

// OptionID is the id of the i-th option; the first has the id of the field, so
// that the error summary can link to it.
func (f Field) OptionID(i int) string {
	if i == 0 {
		return f.Name
	}
	return fmt.Sprintf("%s-%d", f.Name, i)
}

// Options makes the options of a code list, in its order.
func Options(l text.Lang, list code.List) []Option {
	var opts []Option
	for _, c := range list {
		opts = append(opts, Option{Value: c.Code, Label: c.Name(l)})
	}
	return opts
}

// IsAutosave reports whether the browser saves by itself while somebody types.
func IsAutosave(r *http.Request) bool { return r.Header.Get("X-Autosave") != "" }

// Saved answers an autosave: when it was saved, as "09.41", and the version now.
func Saved(w http.ResponseWriter, r *http.Request, version int64) error {
	w.Header().Set("Content-Type", "application/json")
	now := frameOf(r).mux.Now()
	_, err := fmt.Fprintf(w, `{"saved":%q,"version":"%d"}`, strings.ReplaceAll(text.HourOf(now), ":", "."), version)
	return err
}
