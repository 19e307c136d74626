package exchange

import (
	"encoding/base64"
	"encoding/json"
	"math"
	"reflect"
	"strings"
	"time"

	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/text"
)

// fields reads the cells of a line into its row: its links, or all others.
func (w *workbook) fields(l *line, links bool) {
	for _, p := range l.table.places() {
		s := l.text(p)
		if p.part != "field" || (p.column.kind == "link") != links || strings.TrimSpace(s) == "" {
			continue
		}
		field := l.row.Field(p.column.field)
		if words, args := w.read(l, p, field, s); words != "" {
			w.add(w.cell(l, p), words, args...)
		}
	}
}

// read reads one cell; words say what is wrong with it, "" when nothing is.
func (w *workbook) read(l *line, p place, field reflect.Value, s string) (words string, args []any) {
	c, trimmed := p.column, strings.TrimSpace(s)
	switch c.kind {
	case "text":
		field.SetString(strings.ReplaceAll(s, "\r\n", "\n"))
	case "bool":
		return readBool(field, trimmed)
	case "count", "number":
		return w.readNumber(l, p, field)
	case "day":
		return w.readDay(l, p, field)
	case "time":
		return w.readTime(l, p, field, trimmed)
	case "bytes":
		b, err := base64.StdEncoding.DecodeString(trimmed)
		field.SetBytes(b)
		if err != nil {
			return expected("bytes"), nil
		}
	case "json":
		if !json.Valid([]byte(s)) {
			return "Ky tekst nuk është JSON i saktë.", nil
		}
		field.SetBytes(compact(json.RawMessage(s)))
	case "code":
		id, ok := w.codeOf(c, trimmed)
		field.SetString(id)
		if !ok {
			return "«%s» nuk është në listë. Zgjidhni nga lista e qelizës.", []any{excerpt(s)}
		}
	case "codes":
		return w.readCodes(c, field, trimmed)
	case "ref", "refs", "link":
		return w.readRefs(l, c, field, trimmed)
	default:
		field.SetString(trimmed)
	}
	return "", nil
}

func readBool(field reflect.Value, s string) (string, []any) {
	switch text.Fold(s) {
	case "po", "yes", "x", "true", "1":
		field.SetBool(true)
	case "jo", "no", "false", "0":
	default:
		return "Shkruani «po» ose «jo», jo «%s».", []any{excerpt(s)}
	}
	return "", nil
}

func (w *workbook) readNumber(l *line, p place, field reflect.Value) (string, []any) {
	n, err := l.at(p).Number()
	if err != nil {
		return "%s", []any{err}
	}
	if p.column.kind == "count" {
		field.SetInt(n / int64(figure.One))
		if n%int64(figure.One) != 0 {
			return "Këtu pritet një numër i plotë.", nil
		}
		return "", nil
	}
	number := figure.Number(n)
	field.Set(reflect.ValueOf(&number))
	return "", nil
}

// readDay reads a true date or one that was typed.
func (w *workbook) readDay(l *line, p place, field reflect.Value) (string, []any) {
	day, err := l.at(p).Day()
	field.SetString(day)
	if err != nil {
		return "%s", []any{err}
	}
	return "", nil
}

// readTime reads a time of day that was typed, or one that Excel keeps as a
// part of a day.
func (w *workbook) readTime(l *line, p place, field reflect.Value, s string) (string, []any) {
	if v, ok := l.at(p).Float(); ok && v >= 0 && v < 1 {
		minutes := int(math.Round(v * 24 * 60))
		field.SetString(time.Date(2000, 1, 1, 0, minutes, 0, 0, time.UTC).Format("15:04"))
		return "", nil
	}
	clock, err := text.ParseClock(s)
	field.SetString(clock)
	if err != nil {
		return "%s", []any{err}
	}
	return "", nil
}

// codeOf is the code behind a label as people write it.
func (w *workbook) codeOf(c column, s string) (string, bool) {
	list := w.d.listOf(c)
	for _, x := range list {
		if x.Code == s || x.SQ == s || x.EN == s {
			return x.Code, true
		}
	}
	if c.arg == "municipality" {
		m, ok := code.FindMunicipality(s)
		return m.Code, ok
	}
	if text.Fold(s) == "" {
		return "", false
	}
	id := list.Find(s)
	return id, id != ""
}

func (w *workbook) readCodes(c column, field reflect.Value, s string) (string, []any) {
	var list []string
	for _, name := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(";,\n", r) }) {
		id, ok := w.codeOf(c, strings.TrimSpace(name))
		if !ok {
			return "«%s» nuk është në listë. Zgjidhni nga lista e qelizës.", []any{excerpt(name)}
		}
		list = append(list, id)
	}
	field.Set(reflect.ValueOf(list))
	return "", nil
}

// readRefs reads the names of rows; the hidden ids beside them tell two of the
// same name apart.
func (w *workbook) readRefs(l *line, c column, field reflect.Value, s string) (string, []any) {
	labels := []string{s}
	if c.several {
		labels = strings.FieldsFunc(s, func(r rune) bool { return r == ';' || r == '\n' })
	}
	hidden := strings.Split(l.text(l.table.placeOf("ids", c.name)), separator)
	var ids []string
	for i, label := range labels {
		id := ""
		if len(hidden) == len(labels) {
			id = hidden[i]
		}
		id, words, args := w.refer(l, c, strings.TrimSpace(label), id)
		if words != "" {
			return words, args
		}
		ids = append(ids, id)
	}
	if c.several {
		field.Set(reflect.ValueOf(ids))
	} else {
		field.SetString(ids[0])
	}
	return "", nil
}

// refer is the id of what a person called so.
func (w *workbook) refer(l *line, c column, label, hidden string) (id, words string, args []any) {
	names := c.led(l.row).arg
	if hidden != "" && w.means(names, label, hidden) {
		return hidden, "", nil
	}
	ids := w.names.lookup(names, label)
	if near := w.names.beside(names, ids, l.parent.id()); len(near) > 0 {
		ids = near
	}
	switch len(ids) {
	case 0:
		return "", "«%s» nuk gjendet te komiteti. Kontrolloni si shkruhet, ose shtojeni te fleta e vet.", []any{excerpt(label)}
	case 1:
		return ids[0], "", nil
	default:
		return "", "«%s» mund të jetë më shumë se një rresht. Shkruani emrin e plotë.", []any{excerpt(label)}
	}
}
