package exchange

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

const guide = "../../docs/exchange.md"

// reference lists every sheet with its fields, for the guide.
func reference() string {
	var b strings.Builder
	b.WriteString("Each kind of row, by its sheet and its place in the document. **Bold** must be given.\n")
	for _, t := range tables {
		fmt.Fprintf(&b, "\n### %s (`%s`)\n\n| JSON | heading | holds |\n|---|---|---|\n", t.sheet, t.place())
		for _, c := range t.columns {
			name := "`" + c.name + "`"
			if c.need {
				name = "**" + name + "**"
			}
			heading := c.heading
			if c.hidden {
				heading = "(hidden)"
			}
			fmt.Fprintf(&b, "| %s | %s | %s |\n", name, heading, c.holds())
		}
	}
	return b.String()
}

// place is where a table stands in the document: "meetings[].figures[]".
func (t *table) place() string {
	place := t.name
	if !t.single() {
		place += "[]"
	}
	if t.parent != root {
		place = t.parent.place() + "." + place
	}
	return place
}

func (c column) holds() string {
	switch c.kind {
	case "ref":
		return "id of one of: " + c.arg
	case "link":
		return "id of one of: " + c.arg + "; it may be of another year"
	case "refs":
		return "ids of: " + c.arg
	case "codes":
		return "codes: " + c.arg
	case "code":
		if list := lists[c.arg]; len(list) > 0 && len(list) <= 20 {
			return "`" + strings.Join(list.Codes(), "`, `") + "`"
		}
		return "code: " + c.arg
	}
	return map[string]string{
		"id": "identifier", "text": "text", "word": "text", "day": "day", "time": "time of day", "instant": "instant",
		"number": "number", "count": "whole number", "bool": "yes or no", "bytes": "file", "json": "JSON",
	}[c.kind]
}

// The guide names every field there is.
func TestGuideNamesEveryField(t *testing.T) {
	b, err := os.ReadFile(guide)
	if err != nil {
		t.Fatal(err)
	}
	words, got, ok := strings.Cut(string(b), "\n## Reference\n\n")
	if !ok {
		t.Fatal("the guide has no part called Reference")
	}
	if *update {
		if err := os.WriteFile(guide, []byte(words+"\n## Reference\n\n"+reference()), 0o644); err != nil {
			t.Fatal(err)
		}
		got = reference()
	}
	if got != reference() {
		t.Error("docs/exchange.md does not name the fields the document has; run with -update and read the difference")
	}
}
