// Package audit shows the trail of a committee: when something was done, in
// which role, to what, and what was there before and after.
//
// It changes nothing, names roles and never persons, and cannot judge whether
// the trail is whole from inside a page; 'tryeza audit verify' does that.
package audit

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// An Entry is one event as it is shown.
type Entry struct {
	Seq     int64
	At      store.Time
	Who     string // roles, or what acted when it was no person
	What    string
	Subject string
	Changes []Change
}

// A Change is what became of one row.
type Change struct {
	What   string // "Aktivitet: u ndryshua"
	Fields []Field
}

// A Field is one value of a row, before and after.
type Field struct{ Label, Before, After string }

// An operation is as package store writes it into an event.
type operation struct {
	Verb, Table, ID string
	Changes         map[string][2]any
	Args            []any
}

// A reader puts events into words for one committee and one language.
type reader struct {
	lang         text.Lang
	roles        code.List
	held         map[string][]heldRole
	institutions map[string]string
}

func (d reader) entry(e store.Event) Entry {
	return Entry{Seq: e.Seq, At: e.At, Who: d.who(e), What: verbs.Label(d.lang, e.Verb), Subject: d.subject(e), Changes: d.changes(e.Detail)}
}

// who names the roles the actor held in the committee on the day.
func (d reader) who(e store.Event) string {
	switch e.Actor {
	case "operator":
		return text.T(d.lang, "komanda e serverit")
	case "sign-in":
		return text.T(d.lang, "faqja e hyrjes")
	}
	var list []string
	for _, h := range d.held[e.Actor] {
		if !h.on(text.DayOf(e.At.Time)) {
			continue
		}
		words := d.roles.Label(d.lang, h.role)
		if name := d.institutions[h.institution]; name != "" {
			words += " (" + name + ")"
		}
		if !slices.Contains(list, words) {
			list = append(list, words)
		}
	}
	if len(list) == 0 {
		return text.T(d.lang, "një rol jashtë komitetit")
	}
	return text.List(d.lang, list)
}

func (d reader) subject(e store.Event) string {
	words := subjects.Label(d.lang, e.Kind)
	if name := d.institutions[e.Subject]; name != "" {
		return words + " " + name
	}
	return strings.TrimSpace(words + " " + e.Subject)
}

// changes reads the detail of an event. What cannot be read is shown as it is.
func (d reader) changes(detail string) []Change {
	var ops []operation
	dec := json.NewDecoder(strings.NewReader(detail))
	dec.UseNumber() // a number of 17 digits must not lose the last
	if err := dec.Decode(&ops); err != nil {
		return []Change{{What: detail}}
	}
	var list []Change
	for _, o := range ops {
		c := Change{What: tables.Label(d.lang, o.Table) + ": " + operations.Label(d.lang, o.Verb)}
		for _, name := range slices.Sorted(maps.Keys(o.Changes)) {
			c.Fields = append(c.Fields, d.field(o.Table, name, o.Changes[name]))
		}
		if len(o.Args) > 0 {
			c.Fields = append(c.Fields, d.written(o))
		}
		list = append(list, c)
	}
	return list
}

// private holds the tables about persons, and which of their columns may be read.
var private = map[string][]string{
	"account_role":       {"role", "institution_id", "valid_from", "valid_to"},
	"account_invitation": {"role", "institution_id", "valid_from", "valid_to", "accepted_at", "expires_at", "seen_by_head", "ends_on"},
	"account_reset":      {"asked_at", "confirmed_at", "expires_at", "used_at"},
}

func (d reader) field(table, column string, values [2]any) Field {
	f := Field{Label: columns.Label(d.lang, column)}
	if open, ok := private[table]; ok && !slices.Contains(open, column) {
		f.After = text.T(d.lang, "nuk shfaqet")
		return f
	}
	f.Before, f.After = d.value(column, values[0]), d.value(column, values[1])
	return f
}

// written shows the values a statement was given, which have no names.
func (d reader) written(o operation) Field {
	f := Field{Label: text.T(d.lang, "vlerat")}
	if _, ok := private[o.Table]; ok {
		f.After = text.T(d.lang, "nuk shfaqet")
		return f
	}
	var list []string
	for _, a := range o.Args {
		if s := d.value("", a); s != "" {
			list = append(list, s)
		}
	}
	f.After = strings.Join(list, " · ")
	return f
}

// quantities are the columns whose numbers are shown as people write them, 12 345 or 4,7. The detail of an event
// holds them as a program does, 12345 or 4.7.
var quantities = []string{"amount", "baseline", "budget", "target", "value"}

// longest is how much of a text is shown, in letters.
const longest = 600

// value is a value in words; what is not there is "".
func (d reader) value(column string, v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case bool:
		return text.T(d.lang, map[bool]string{true: "po", false: "jo"}[v])
	case json.Number:
		return d.number(column, v)
	case map[string]any:
		return fmt.Sprintf("%s: %v", text.T(d.lang, "skedar, bajte"), v["bytes"])
	case string:
		return d.words(column, v)
	}
	return fmt.Sprint(v)
}

func (d reader) number(column string, v json.Number) string {
	var n figure.Number
	if !slices.Contains(quantities, column) || n.UnmarshalJSON([]byte(v)) != nil {
		return v.String()
	}
	return text.Number(d.lang, int64(n))
}

func (d reader) words(column, s string) string {
	if name := d.institutions[s]; name != "" && strings.HasSuffix(column, "_id") {
		return name
	}
	if column == "role" {
		return d.roles.Label(d.lang, s)
	}
	var at store.Time
	if at.Scan(s) == nil {
		if at.IsZero() {
			return ""
		}
		return text.Moment(d.lang, at.Time)
	}
	if r := []rune(s); len(r) > longest {
		return string(r[:longest]) + "…"
	}
	return text.Day(s)
}
