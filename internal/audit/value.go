package audit

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"tryeza/internal/figure"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// quantities are the columns whose numbers are shown as people write them, 12 345 or 4,7. The detail of an event
// holds them as a program does, 12345 or 4.7.
var quantities = []string{"amount", "baseline", "budget", "hours", "target", "value"}

// offices are the columns that hold who did something, who is named by office.
var offices = []string{"author", "entered_by", "answered_by", "approved_by", "checked_by"}

// longest is how much of a text is shown, in letters.
const longest = 600

// value is a value in words; what is not there is "".
func (d reader) value(table, column string, v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case bool:
		return text.T(d.lang, map[bool]string{true: "po", false: "jo"}[v])
	case json.Number:
		return d.number(table, column, v)
	case map[string]any:
		return fmt.Sprintf("%s: %v", text.T(d.lang, "skedar, bajte"), v["bytes"])
	case []any:
		return strings.Join(d.lines(table, column, v), "\n")
	case string:
		return d.words(table, column, v)
	}
	return fmt.Sprint(v)
}

func (d reader) number(table, column string, v json.Number) string {
	if name := labels[table+"."+column]; name.Has(v.String()) {
		return name.Label(d.lang, v.String())
	}
	var n figure.Number
	if !slices.Contains(quantities, column) || n.UnmarshalJSON([]byte(v)) != nil {
		return v.String()
	}
	return text.Number(d.lang, int64(n))
}

// words puts a text into words: a code by its label, an ID by what it names, a
// time or day as people write it.
func (d reader) words(table, column, s string) string {
	if s == "" {
		return ""
	}
	if name := d.coded(table, column, s); name != "" {
		return name
	}
	if name := d.idNamed(column, s); name != "" {
		return name
	}
	if slices.Contains(offices, column) {
		return d.office(s, "")
	}
	var at store.Time
	if at.Scan(s) == nil {
		if at.IsZero() {
			return ""
		}
		return text.Moment(d.lang, at.Time)
	}
	if lines, ok := d.document(table, s); ok {
		return lines
	}
	return excerpt(text.Day(s), longest)
}

// idNamed is what the ID in a column names, "" when the column holds no ID. Some
// columns hold IDs of several kinds.
func (d reader) idNamed(column, s string) string {
	kinds := []string{column}
	switch column {
	case "subject_id":
		kinds = []string{"indicator", "activity", "programme", "employment_project", "employment_fair", "campaign", "training_session", "training_course", "training_duty"}
	case "part_id":
		kinds = []string{"activity", "objective", "plan"}
	case "item_id":
		kinds = []string{"item", "line"}
	case "source_id":
		kinds = []string{"return", "meeting", "line", "activity", "issue"}
	case "ref_id":
		kinds = []string{"task", "issue", "return", "meeting", "line"}
	case "name": // a name, and no ID
		return ""
	}
	for _, kind := range kinds {
		if name := d.named(kind, s); name != "" {
			return name
		}
	}
	return ""
}

// document writes what a column holds as JSON in lines, "label: value": the text
// of a part of the plan as it was amended, or its priorities.
func (d reader) document(table, s string) (string, bool) {
	if !strings.HasPrefix(s, "{") && !strings.HasPrefix(s, "[") {
		return "", false
	}
	dec := json.NewDecoder(strings.NewReader(s))
	dec.UseNumber()
	var v any
	if dec.Decode(&v) != nil || dec.More() {
		return "", false
	}
	if table == "plan_history" {
		table = "plan_activity" // the only part with codes of its own
	}
	return excerpt(strings.Join(d.lines(table, "", v), "\n"), 4*longest), true
}

// lines writes a value of JSON, the empty ones left out.
func (d reader) lines(table, key string, v any) []string {
	var list []string
	switch v := v.(type) {
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(v)) {
			if k != "id" {
				list = append(list, d.lines(table, k, v[k])...)
			}
		}
	case []any:
		for _, x := range v {
			list = append(list, d.lines(table, key, x)...)
		}
	default:
		if s := d.value(table, key, v); s != "" {
			list = append(list, d.label(table, key)+": "+s)
		}
	}
	return list
}
