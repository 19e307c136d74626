package plan

import (
	"slices"
	"strings"

	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/text"
)

// where finds the municipalities; the whole qark is none of them.
func (s *scribe) where(a *Activity, cell string) {
	if len(cell) > longName {
		s.fault(colPlace, "Këtu pritet emri i një ose disa bashkive.")
		return
	}
	key := text.Fold(cell)
	if strings.Contains(key, "te gjitha") || strings.Contains(key, "gjithe") || strings.HasPrefix(key, "qark") {
		return
	}
	for _, name := range strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune("\n,;/", r) }) {
		for part := range strings.SplitSeq(name, " dhe ") {
			part = strings.TrimSpace(part)
			if part == "" {
				continue
			}
			m := s.place(part)
			if m == "" {
				s.fault(colPlace, "«%s» nuk është bashki e këtij qarku.", part)
				continue
			}
			a.Municipalities = append(a.Municipalities, m)
		}
	}
}

// place is the code of a municipality of the qark, "" when it has none so named.
func (s *scribe) place(name string) string {
	c, ok := s.named[name]
	if !ok {
		m, found := code.FindMunicipality(name)
		if found && slices.ContainsFunc(s.places, func(own code.Municipality) bool { return own.Code == m.Code }) {
			c = m.Code
		}
		s.named[name] = c
	}
	return c
}

// indicators reads the indicators of a row: a line each, with a baseline and a
// target of its own line, or of the one line there is.
func (s *scribe) indicators(row map[string]string) []Indicator {
	var list []Indicator
	names := lines(row[colIndicator])
	baselines, targets := lines(row[colBaseline]), lines(row[colTarget])
	if len(names) == 0 && len(baselines)+len(targets) > 0 {
		s.fault(colIndicator, "Ka vlerë bazë ose synim, por jo tregues.")
	}
	for n, name := range names {
		i := Indicator{Name: name}
		i.Baseline = s.measure(&i, colBaseline, nth(baselines, n))
		i.Target = s.measure(&i, colTarget, nth(targets, n))
		list = append(list, i)
	}
	return list
}

// measure reads "20" or "20 takime"; the word becomes the unit where it is one.
func (s *scribe) measure(i *Indicator, column, cell string) *figure.Number {
	if blank(cell) || slices.Contains(notKnown, text.Fold(cell)) {
		return nil
	}
	end := strings.LastIndexAny(cell, "0123456789") + 1
	if unit := strings.TrimSpace(cell[end:]); end > 0 && unit != "" {
		if c := code.Units.Find(unit); c != "" {
			i.Unit = c
			cell = cell[:end]
		}
	}
	return s.number(column, cell)
}

func lines(cell string) []string {
	var list []string
	for line := range strings.Lines(cell) {
		if line = strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(line), "-•*· ")); line != "" {
			list = append(list, line)
		}
	}
	return list
}

func nth(list []string, n int) string {
	if n < len(list) {
		return list[n]
	}
	return ""
}
