package analysis

import (
	"fmt"
	"strings"

	"tryeza/internal/code"
	"tryeza/internal/figure"
)

// headlines are the figures with which a register answers for its topic in short:
// the same as in the chapter of the topic.
var headlines = map[string][]string{
	"summer_programmes":   {"summer_register", "K20_places_register", "K20_registrations", "K20_attendance"},
	"seasonal_employment": {"jobs_register", "K25_places", "K25_register", "K26_register"},
	"campaigns":           {"campaign_register", "K22_counted", "K22_estimated", "K22_unknown", "K23_register"},
	"training":            {"training_register", "K24_present", "K24_trained", "K24_valid"},
}

// countedOf are the rates of which it is also said how many of how many they are.
var countedOf = map[string]bool{"K26_register": true, "K24_valid": true}

// headline says in short what the register of a topic gives: of the period, and where
// there is nothing of the summer before; "" without records.
func (c *composer) headline(topicCode string) string {
	chapter := composer{d: c.d, due: c.due, issues: c.issues, said: c.said, keys: map[string]int{}}
	chapter.section(1, topicCode, "")
	if !chapter.registered(topicCode) {
		return ""
	}
	if said := c.headed(&chapter.report, topicCode, ""); len(said) > 0 {
		return "Sipas regjistrit: " + strings.Join(said, "; ") + "."
	}
	year := c.d.Period.Year() - 1
	if said := c.headed(&chapter.report, topicCode, "[period="+string(summerOf(year))+"]"); len(said) > 0 {
		return fmt.Sprintf("Sipas regjistrit, për verën %d: %s.", year, strings.Join(said, "; "))
	}
	return ""
}

// headed takes the headlines of a chapter over into this report, and cites them.
func (c *composer) headed(r *Report, topicCode, filtered string) []string {
	var said []string
	for _, code := range headlines[topicCode] {
		k, ok := r.find(code + filtered)
		if !ok || k.Figure.Qualifier == figure.NotKnown {
			continue
		}
		f := c.record(k.Figure, strings.TrimPrefix(k.Label, k.Figure.Name))
		words := lowerFirst(strings.TrimSuffix(f.Name, ", sipas regjistrit")) + ": " + show(f)
		if countedOf[code] {
			words += fmt.Sprintf(" (%d nga %d)", *f.Numerator/figure.One, *f.Denominator/figure.One)
		}
		said = append(said, words)
	}
	return said
}

// reportedInShort says what the institutions reported on a topic. Of a count that a
// register gives for some of them it is of the others, and only where it is not zero.
func (c *composer) reportedInShort(t code.Topic, headed bool) string {
	var all, others []string
	something := !headed
	for _, n := range t.Counts {
		total, parts := c.sum(n, "")
		zero := total.Qualifier == figure.Exact && total.Number == 0
		if len(parts) == 0 || zero && c.d.Held.Any(n.Code) {
			continue
		}
		words := lowerFirst(n.SQ) + ": " + show(c.figure(n.Code, total, len(parts), c.sourced(n.Code)...))
		if c.d.Held.Any(n.Code) {
			others = append(others, words)
			continue
		}
		all, something = append(all, words), something || !zero
	}
	var said []string
	if len(all) > 0 && something {
		said = append(said, "Institucionet raportuan: "+strings.Join(all, "; ")+".")
	}
	if len(others) > 0 {
		said = append(said, "Institucionet pa regjistër raportuan: "+strings.Join(others, "; ")+"; kjo nuk mblidhet me regjistrin.")
	}
	return strings.Join(said, " ")
}
