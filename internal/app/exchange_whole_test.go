package app_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"tryeza/internal/store"
)

// leftOut says what of the committee's year is not in the exchange document, and
// why.
var leftOut = map[string]string{
	"account":                      "people and their roles move with a backup",
	"analysis":                     "documents made of what is exchanged; those signed move with a backup",
	"audit":                        "the trail of this Tryeza, which moves with a backup",
	"notify":                       "mail and reminders of this Tryeza: imported, they would be sent again",
	"committee_file":               "pictures and templates move with a backup",
	"plan_comment":                 "remarks on a draft, settled by its approval",
	"committee_name.name_key":      "made from the name",
	"plan_activity.parts":          "counts changes",
	"meeting.edits":                "counts changes",
	"reporting_item.answered":      "worked out from what is answered",
	"reporting_narrative.answered": "worked out from what is answered",
	"reporting_file.size":          "that of the content",
	"meeting_file.size":            "that of the content",
	"task_file.size":               "that of the content",
	"task.year":                    "that of the document",
	"reporting_round.plan_id":      "the plan of the year",
	"register_count.id":            "a number is known by what it counts",
	"campaign_file.size":           "that of the content",
	"training_session.check_hash":  "the address of a knowledge check that is open here",
	"training_session.check_open":  "it is open at an address of this Tryeza",
}

// Every column of a committee is in the document, or is left out for a reason: a
// column or a table that is added cannot be forgotten.
func TestExchangeIsWhole(t *testing.T) {
	var exchange []string
	for _, q := range store.Queries() {
		if q.Owner == "exchange" {
			exchange = append(exchange, q.Text)
		}
	}
	shapes, err := store.Shapes(store.CommitteeRoom)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range shapes {
		feature, _, _ := strings.Cut(s.Name, "_")
		if s.Columns[0].Name != "committee_id" || leftOut[feature] != "" || leftOut[s.Name] != "" {
			continue
		}
		for _, c := range s.Columns {
			generic := c.Name == "version" || c.Name == "committee_id" || leftOut[s.Name+"."+c.Name] != ""
			if !generic && !mentions(exchange, s.Name, c.Name) {
				t.Errorf("%s.%s is neither exchanged nor left out for a reason", s.Name, c.Name)
			}
		}
	}
}

// mentions reports whether one of the queries names both the table and the column.
func mentions(queries []string, table, column string) bool {
	whole := func(s string) *regexp.Regexp { return regexp.MustCompile(`\b` + s + `\b`) }
	return slices.ContainsFunc(queries, func(q string) bool {
		return whole(table).MatchString(q[strings.Index(q, "FROM"):]) && whole(column).MatchString(q)
	})
}
