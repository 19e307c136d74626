// Package audit shows the trail of a committee: when something was done, in
// which role, to what, and what was there before and after.
//
// It changes nothing, names roles and never persons, and cannot judge whether
// the trail is whole from inside a page; 'tryeza audit verify' does that.
package audit

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"tryeza/internal/code"
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
	scope        string
	roles        code.List
	held         map[string][]heldRole
	institutions map[string]string
	names        *namer
}

func (d reader) entry(e store.Event) Entry {
	return Entry{Seq: e.Seq, At: e.At, Who: d.who(e), What: verbs.Label(d.lang, e.Verb), Subject: d.subject(e), Changes: d.changes(e.Detail)}
}

// who names the roles the actor held in the committee on the day.
func (d reader) who(e store.Event) string { return d.office(e.Actor, text.DayOf(e.At.Time)) }

// office names the roles a person held on a day, or ever where day is "".
func (d reader) office(person, day string) string {
	switch person {
	case "":
		return ""
	case "operator":
		return text.T(d.lang, "komanda e serverit")
	case "sign-in":
		return text.T(d.lang, "faqja e hyrjes")
	}
	var list []string
	for _, h := range d.held[person] {
		if day != "" && !h.on(day) {
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

// subject says what it was done to, by its name where that is known. The
// committee itself needs none.
func (d reader) subject(e store.Event) string {
	words := subjects.Label(d.lang, e.Kind)
	if name := cmp.Or(d.named(e.Kind, e.Subject), d.period(e.Subject)); name != "" {
		return words + " «" + name + "»"
	}
	if e.Subject == d.scope {
		return words
	}
	return strings.TrimSpace(words + " " + text.Day(e.Subject))
}

// label names a column; in a few tables a column is something of its own.
func (d reader) label(table, column string) string {
	if own := table + "." + column; columns.Has(own) {
		return columns.Label(d.lang, own)
	}
	return columns.Label(d.lang, column)
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
		list = append(list, d.change(o))
	}
	return list
}

// change says what became of a row: its fields in the order of their columns,
// without those that are empty before and after.
func (d reader) change(o operation) Change {
	c := Change{What: tables.Label(d.lang, o.Table)}
	if name := d.named(o.Table, o.ID); name != "" {
		c.What += " «" + name + "»"
	}
	c.What += ": " + operations.Label(d.lang, o.Verb)
	for _, name := range slices.Sorted(maps.Keys(o.Changes)) {
		if f := d.field(o.Table, name, o.Changes[name]); f.Before+f.After != "" {
			c.Fields = append(c.Fields, f)
		}
	}
	c.Fields = append(c.Fields, d.written(o)...)
	return c
}

// private holds the tables about persons, and which of their columns may be read.
var private = map[string][]string{
	"account_role":       {"role", "institution_id", "valid_from", "valid_to"},
	"account_invitation": {"role", "institution_id", "valid_from", "valid_to", "accepted_at", "expires_at", "seen_by_head", "ends_on"},
	"account_reset":      {"asked_at", "confirmed_at", "expires_at", "used_at"},
	"notify_feed":        {"created_at"},
}

func (d reader) field(table, column string, values [2]any) Field {
	f := Field{Label: d.label(table, column)}
	if open, ok := private[table]; ok && !slices.Contains(open, column) {
		f.After = text.T(d.lang, "nuk shfaqet")
		return f
	}
	f.Before, f.After = d.value(table, column, values[0]), d.value(table, column, values[1])
	return f
}

// args are the columns a statement is given values for, by its table and how
// many it takes.
var args = map[string][]string{
	"notify_day 1":        {"day"},
	"notify_duty 4":       {"subject", "kind", "addressee", "told_on"},
	"notify_outbox 2":     {"id", "next_at"},
	"notify_outbox 10":    {"id", "kind", "recipient", "subject", "body", "calendar", "method", "secret", "queued_at", "sent_at"},
	"notify_rhythm 2":     {"institution_id", "rhythm"},
	"plan_activity 3":     {"plan_id", "state_on", "state_reason"},
	"plan_history 1":      {"plan_id"},
	"plan_municipality 1": {"activity_id"},
	"plan_municipality 2": {"activity_id", "municipality"},
	"plan_objective 2":    {"objective_id", "position"},
	"plan_partner 1":      {"activity_id"},
	"plan_partner 2":      {"activity_id", "institution_id"},
	"reporting_item 1":    {"item_id"},
	"reporting_measure 2": {"return_id", "problem_id"},
	"reporting_value 4":   {"return_id", "subject", "subject_id", "part"},
	"reporting_value 7":   {"return_id", "subject", "subject_id", "part", "value", "qualifier", "note"},
}

// argsOf says what the values of a statement are. Two statements give an
// activity one value: its number, a text, or its place.
func argsOf(o operation) []string {
	if o.Table == "plan_activity" && len(o.Args) == 2 {
		if _, text := o.Args[1].(string); text {
			return []string{"activity_id", "number"}
		}
		return []string{"activity_id", "position"}
	}
	return args[fmt.Sprintf("%s %d", o.Table, len(o.Args))]
}

// written shows the values a statement was given: by name where they are known
// to have one, or else in a row.
func (d reader) written(o operation) []Field {
	if _, ok := private[o.Table]; ok && len(o.Args) > 0 {
		return []Field{{Label: text.T(d.lang, "vlerat"), After: text.T(d.lang, "nuk shfaqet")}}
	}
	var list []Field
	names := argsOf(o)
	for i, a := range o.Args {
		f := Field{Label: text.T(d.lang, "vlera")}
		column := ""
		if names != nil {
			column = names[i]
			f.Label = d.label(o.Table, column)
		}
		if f.After = d.value(o.Table, column, a); f.After != "" {
			list = append(list, f)
		}
	}
	return list
}
