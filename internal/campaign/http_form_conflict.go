package campaign

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// formConflict shows what was typed beside what somebody else saved meanwhile.
func (h handler) formConflict(r *http.Request, g access.Grant, f *web.Form) error {
	a, err := h.covered(r, g)
	if err != nil {
		return err
	}
	now := a.fill(web.NewForm(r))
	c := web.Conflict{Back: activityPath(g, a.ID, ""), Action: r.URL.Path, Form: f.Values, Now: a.Version}
	c.Fields = h.differing(r, f, now)
	c.Form.Set("stamp", a.stamp())
	return c
}

// differing lists the fields of two forms, by name.
func (h handler) differing(r *http.Request, mine, theirs *web.Form) []web.ConflictField {
	names := map[string]bool{}
	for name := range theirs.Values {
		names[name] = true
	}
	for name := range mine.Values {
		names[name] = true
	}
	var list []web.ConflictField
	for name := range names {
		if name != "version" && name != "stamp" && name != "state" && !strings.HasPrefix(name, "due") {
			words := func(f *web.Form) string { return strings.Join(f.List(name), ", ") }
			list = append(list, web.ConflictField{Name: name, Label: h.label(r, name), Mine: words(mine), Theirs: words(theirs)})
		}
	}
	slices.SortFunc(list, func(a, b web.ConflictField) int { return strings.Compare(a.Name, b.Name) })
	return list
}

// label names a field of the form for people.
func (h handler) label(r *http.Request, name string) string {
	l := web.Lang(r)
	if words, ok := fieldNames[name]; ok {
		return text.T(l, words)
	}
	for _, c := range code.CampaignCounts {
		what, part, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(name, "n-"), "q-"), "-")
		if what != c.Code {
			continue
		}
		label := c.Name(string(l))
		if part != "" {
			_, cell, _ := strings.Cut(part, "-")
			for _, b := range c.Breakdowns {
				for _, x := range c.Parts(b) {
					if strings.ReplaceAll(x.Code, "+", "plus") == cell {
						label += ": " + x.Name(l)
					}
				}
			}
		}
		if strings.HasPrefix(name, "q-") {
			label = fmt.Sprintf("%s (%s)", label, text.T(l, "Si dihet"))
		}
		return label
	}
	return name
}

var fieldNames = map[string]string{
	"title": "Titulli", "kind": "Lloji", "starts_on-day": "Dita e parë", "starts_on-month": "Muaji i ditës së parë", "starts_on-year": "Viti i ditës së parë",
	"ends_on-day": "Dita e fundit", "ends_on-month": "Muaji i ditës së fundit", "ends_on-year": "Viti i ditës së fundit", "hour": "Ora",
	"municipality": "Bashkia", "place": "Vendi", "institution": "Institucioni", "slot": "Veprimtaria e kalendarit", "activity": "Aktiviteti i planit",
	"media": "Media", "source": "Burimi", "note": "Shënim", "audience": "Audienca", "material": "Materialet", "partners": "Partnerë nga komiteti", "outside": "Partnerë të tjerë",
	"what": "Çfarë u gjet", "value": "Sa", "qualifier": "Si dihet", "age": "Mosha", "follow_up": "Si u ndoq",
	"done_on-day": "U ndoq më: dita", "done_on-month": "U ndoq më: muaji", "done_on-year": "U ndoq më: viti",
	"approved_on-day": "Miratuar më: dita", "approved_on-month": "Miratuar më: muaji", "approved_on-year": "Miratuar më: viti", "sector": "Kush pritet",
}
