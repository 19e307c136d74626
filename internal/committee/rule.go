package committee

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"tryeza/internal/code"
	"tryeza/internal/text"
)

// A Rule is a dated rule with the text it rests on. Verified says that somebody
// has held it against that text.
type Rule struct {
	ID         string
	Version    int64
	Code       string // code.Rules
	Value      string // a whole number, or MM-DD for a day of the year
	Unit       string // code.RuleUnits
	LegalBasis string
	From, To   string // days; "" is open
	Verified   bool
}

// On reports whether the rule held on a day.
func (r Rule) On(day string) bool { return within(day, r.From, r.To) }

// units are those in which a rule may be written.
func units(rule string) code.List {
	allowed := map[string][]string{
		"meeting_interval_committee": {"months", "days"}, "meeting_interval_table": {"months", "days"},
		"return_deadline": {"days", "months"}, "analysis_deadline": {"days", "months"},
		"season_start": {"day_of_year"}, "season_end": {"day_of_year"}, "small_number": {"count"},
		"quorum": {"percent"}, "convening_notice": {"days"}, "request_answer": {"days"}, "reminder_before": {"days"},
		"escalation_head": {"days"}, "escalation_table": {"days"}, "escalation_chair": {"days"}, "issue_aged": {"days", "months"},
		"gap_answer": {"days"}, "sop_notice": {"hours", "days"}, "sop_emergency": {"hours", "days"}, "sop_interview": {"hours", "days"}, "sop_reflection": {"months", "days"},
	}
	var list code.List
	for _, u := range allowed[rule] {
		list = append(list, code.RuleUnits[code.RuleUnits.Index(u)])
	}
	return list
}

// limits are the largest values that make sense, by unit.
var limits = map[string]int{"months": 24, "days": 366, "hours": 240, "count": 100, "percent": 99}

// Check says in Albanian what is wrong with the value, or "".
func (r Rule) Check() string {
	if !units(r.Code).Has(r.Unit) {
		return "Zgjidhni njësinë e rregullit."
	}
	if r.Unit == "day_of_year" {
		if _, err := time.Parse("2006-01-02", "2023-"+r.Value); err != nil {
			return "Shkruani ditën dhe muajin, për shembull 15.05."
		}
		return ""
	}
	n, err := strconv.Atoi(r.Value)
	if err != nil || n < 1 || n > limits[r.Unit] || strconv.Itoa(n) != r.Value {
		return "Shkruani një numër të plotë nga 1 e lart, për shembull 3; më shumë se 24 muaj, 366 ditë, 240 orë ose numri 100 nuk pranohet."
	}
	return ""
}

var dayMonth = regexp.MustCompile(`^(\d{1,2})\s*[./]\s*(\d{1,2})\.?$`)

// readValue brings what was typed into the form that is kept: 15.5 is 05-15.
func readValue(unit, typed string) string {
	m := dayMonth.FindStringSubmatch(typed)
	if unit != "day_of_year" || m == nil {
		return typed
	}
	pad := func(s string) string { return strings.Repeat("0", 2-len(s)) + s }
	return pad(m[2]) + "-" + pad(m[1])
}

// Typed is the value as people write it: 15.05 for the day 05-15.
func (r Rule) Typed() string {
	if month, day, ok := strings.Cut(r.Value, "-"); ok && r.Unit == "day_of_year" {
		return day + "." + month
	}
	return r.Value
}

// Words is the value for the reader: "3 muaj", "15 ditë", "15 maj", "5".
func (r Rule) Words(l text.Lang) string {
	n, _ := strconv.ParseInt(r.Value, 10, 64)
	switch r.Unit {
	case "months":
		return text.Count(l, &n, text.Forms{One: "1 muaj", Many: "{n} muaj"})
	case "days":
		return text.Count(l, &n, text.Forms{One: "1 ditë", Many: "{n} ditë"})
	case "day_of_year":
		month, day, _ := strings.Cut(r.Value, "-")
		m, _ := strconv.Atoi(month)
		return strings.TrimPrefix(day, "0") + " " + text.Month(l, m)
	}
	return r.Value
}

// After is the day by which something is due under the rule when the count
// starts on day; "" when the rule counts neither months nor days.
func (r Rule) After(day string) string {
	n, err := strconv.Atoi(r.Value)
	switch {
	case err != nil || day == "":
		return ""
	case r.Unit == "months":
		return text.MonthsAfter(day, n)
	case r.Unit == "days":
		return text.DaysAfter(day, n)
	}
	return ""
}

// fit makes room for a new rule among those of its code: it shortens the new
// one where a later one begins, and returns those that must end before it. Of
// any day at most one rule holds.
func fit(old []Rule, r Rule) (Rule, []Rule) {
	var ended []Rule
	for _, o := range old {
		switch {
		case o.From < r.From && (o.To == "" || o.To >= r.From):
			o.To = dayBefore(r.From)
			ended = append(ended, o)
		case o.From > r.From && (r.To == "" || r.To >= o.From):
			r.To = dayBefore(o.From)
		}
	}
	return r, ended
}
