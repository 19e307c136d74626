package child

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"tryeza/internal/code"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A sheet is the form of one kind of item. Its fields are named after the kind,
// so that several sheets may stand on one page.
type sheet struct {
	kind   string
	single bool // a child has one: what is known later corrects it
	asks   func(l text.Lang, f *web.Form) []field
	fill   func(f *web.Form, body any)
	read   func(f *web.Form, today string) any
}

// A field of a sheet. Type is "input", "text", "select", "radios", "boxes",
// "tick" or "date".
type field struct {
	Type string
	web.Field
}

// optional is an input of one line that may stay empty.
func optional(f *web.Form, name, label string, attrs ...string) field {
	return field{"input", f.Field(name, label, append(attrs, "optional", "1", "small", "1", "autocomplete", "off")...)}
}

// note is a text that may stay empty.
func noteField(f *web.Form, name, label string, attrs ...string) field {
	return field{"text", f.Field(name, label, append(attrs, "optional", "1", "small", "1", "rows", "3")...)}
}

func radios(f *web.Form, name, label string, options []web.Option, attrs ...string) field {
	return field{"radios", f.Choice(name, label, options, append(attrs, "small", "1")...)}
}

// tick is one box, ticked or not.
func tick(f *web.Form, name, label string) field {
	return field{"tick", f.Choice(name, "", []web.Option{{Value: "yes", Label: label}})}
}

// How many characters one line and one text of a file may have.
const (
	mostOfLine = 300
	mostOfText = 10_000
)

// line is what was typed in one line. Names and numbers belong here: nothing is
// refused but what is too long.
func line(f *web.Form, name string) string { return within(f, name, mostOfLine) }

func long(f *web.Form, name string) string { return within(f, name, mostOfText) }

func within(f *web.Form, name string, most int) string {
	s := f.Text(name)
	if n := utf8.RuneCountInString(s); n > most {
		f.Fail(name, "Teksti është më i gjatë se %s shenja. Shkurtojeni ose ndajeni në dy shënime.", text.Number(text.SQ, int64(most)*10_000))
	}
	return s
}

// chosen is a code of a list, or "" when nothing was chosen.
func chosen(f *web.Form, name string, list code.List) string {
	if c := f.Text(name); list.Has(c) {
		return c
	}
	return ""
}

// typed reports whether anything of a sheet was filled in.
func typed(f *web.Form, kind string) bool {
	for name, values := range f.Values {
		if strings.HasPrefix(name, kind+"-") && strings.TrimSpace(strings.Join(values, "")) != "" {
			return true
		}
	}
	return false
}

func sheetOf(kind string) (sheet, bool) {
	for _, s := range sheets {
		if s.kind == kind {
			return s, true
		}
	}
	return sheet{}, false
}

// A Row is one thing an item says, in words.
type Row struct{ Label, Value string }

// rowsOf are the rows of an item whose kind has a sheet, without empty ones.
func rowsOf(l text.Lang, it Item) []Row {
	switch b := it.Body.(type) {
	case Document:
		return b.rows(l)
	case Withdrawn:
		return []Row{{text.T(l, "Pse u hoq"), b.Why}}
	}
	s, ok := sheetOf(it.Kind)
	if !ok {
		return nil
	}
	f := &web.Form{Values: url.Values{}}
	s.fill(f, it.Body)
	var rows []Row
	for _, a := range s.asks(l, f) {
		v := a.words(l)
		switch {
		case v == "":
		case a.Type == "tick" && len(rows) > 0:
			rows[len(rows)-1].Value += " (" + v + ")"
		default:
			rows = append(rows, Row{a.Label, v})
		}
	}
	return rows
}

// words is what a field says, as people read it.
func (a field) words(l text.Lang) string {
	switch {
	case a.Type == "date" && a.Day != "":
		return a.Day + "." + a.Month + "." + a.Year
	case a.Type == "tick" && a.Value != "":
		return a.Options[0].Label
	case a.Type == "boxes":
		return a.list(l)
	}
	for _, o := range a.Options {
		if o.Value == a.Value {
			return o.Label
		}
	}
	return a.Value
}

func (a field) list(l text.Lang) string {
	var list []string
	for _, o := range a.Options {
		if a.Chosen(o.Value) {
			list = append(list, o.Label)
		}
	}
	return text.List(l, list)
}
