package campaign

import (
	"fmt"
	"regexp"
	"strings"

	"tryeza/internal/code"
	"tryeza/internal/text"
)

// A Fault is what is wrong with a line of a pasted calendar.
type Fault struct {
	Line    int // from 1
	Message string
}

// parseSlots reads the lines of a calendar as they are pasted from a letter or a
// sheet: day or days; title; audience; sector, set apart by ";" or by tabs. The last
// two may be left out. Days are those of the calendar, and its year need not be
// written. Every line that cannot be read is a fault; the others are read anyway.
func parseSlots(l text.Lang, pasted string, c Calendar) (list []Slot, faults []Fault) {
	n := 0
	for line := range strings.Lines(pasted) {
		n++
		if strings.TrimSpace(line) == "" {
			continue
		}
		s, fault := parseSlot(l, line, c)
		if fault != "" {
			faults = append(faults, Fault{n, fault})
			continue
		}
		list = append(list, s)
	}
	return list, faults
}

func parseSlot(l text.Lang, line string, c Calendar) (s Slot, fault string) {
	mark := ";"
	if !strings.Contains(line, ";") {
		mark = "\t"
	}
	parts := strings.Split(line, mark)
	for i := range parts {
		parts[i] = strings.Join(strings.Fields(parts[i]), " ")
	}
	for len(parts) < 4 {
		parts = append(parts, "")
	}
	if len(parts) > 4 && strings.Join(parts[4:], "") != "" {
		return s, text.T(l, "ka më shumë se katër pjesë. Shkruani: data; titulli; audienca; sektori.")
	}
	if parts[1] == "" {
		return s, text.T(l, "nuk ka titull. Shkruani: data; titulli; audienca; sektori.")
	}
	var ok bool
	if s.StartsOn, s.EndsOn, ok = parseDays(parts[0], c.StartsOn); !ok {
		return s, text.T(l, "«%s» nuk është datë. Shkruani për shembull 18.10.2026 ose 18–20.10.2026.", short(parts[0]))
	}
	if s.StartsOn < c.StartsOn || s.EndsOn > c.EndsOn {
		return s, text.T(l, "data «%s» nuk është brenda kalendarit, nga %s deri më %s.", short(parts[0]), text.Day(c.StartsOn), text.Day(c.EndsOn))
	}
	if s.Audience = code.Audiences.Find(parts[2]); parts[2] != "" && s.Audience == "" {
		return s, text.T(l, "audienca «%s» nuk njihet. Shkruani një nga: %s.", short(parts[2]), names(l, code.Audiences))
	}
	if s.Sector = code.Sectors.Find(parts[3]); parts[3] != "" && s.Sector == "" {
		return s, text.T(l, "sektori «%s» nuk njihet. Shkruani një nga: %s.", short(parts[3]), names(l, code.Sectors))
	}
	if found := text.Private(parts[1]); len(found) > 0 {
		return s, text.PrivateMessage(l, found)
	}
	if s.Title = parts[1]; len([]rune(s.Title)) > 300 {
		return s, text.T(l, "titulli është më i gjatë se 300 shenja. Shkurtojeni.")
	}
	return s, ""
}

func names(l text.Lang, list code.List) string {
	var s []string
	for _, c := range list {
		s = append(s, c.Name(l))
	}
	return strings.Join(s, ", ")
}

func short(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

var (
	span = regexp.MustCompile(`^(.+?)\s*(?:–|—| - |-)\s*(.+)$`)
	// "5-10.10" is two days of a month, and no day of the year 10
	hyphened = regexp.MustCompile(`^\d{1,2}\s*-\s*\d{1,2}\.\d{1,2}\.?$`)
	piece    = regexp.MustCompile(`^(\d{1,2})(?:[./](\d{1,2})(?:[./](\d{4}|\d{2}))?)?\.?$`)
)

// parseDays reads "18.10.2026", "18.10", "18–20.10.2026", "30.9–2.10.2026" or a day
// in words. What is not written of the first day is that of the last, and a year
// that is not written is the one in which the calendar begins.
func parseDays(s, begins string) (from, to string, ok bool) {
	s = strings.TrimSpace(s)
	if day, err := text.ParseDay(s); err == nil && !hyphened.MatchString(s) {
		return day, day, true
	}
	first, last := s, s
	if m := span.FindStringSubmatch(s); m != nil {
		first, last = m[1], m[2]
	}
	if to, ok = parsePiece(last, begins[:min(4, len(begins))], ""); !ok {
		return "", "", false
	}
	from, ok = parsePiece(first, to[:4], to[5:7])
	return from, to, ok && from <= to
}

// parsePiece reads a day of which the year, or the month too, may be left out.
func parsePiece(s, year, month string) (string, bool) {
	m := piece.FindStringSubmatch(s)
	if m == nil {
		day, err := text.ParseDay(s)
		return day, err == nil
	}
	if m[2] != "" {
		month = m[2]
	}
	if m[3] != "" {
		year = m[3]
	}
	day, err := text.ParseDay(fmt.Sprintf("%s.%s.%s", m[1], month, year))
	return day, err == nil && month != ""
}
