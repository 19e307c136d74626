package campaign

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// conflict shows what was typed beside what somebody else saved meanwhile, each as
// people read it. theirs holds what is there now, with its version; counts are those
// that both forms ask for.
func (h handler) conflict(r *http.Request, g access.Grant, back string, mine, theirs *web.Form, counts []code.Count) error {
	c := web.Conflict{Back: back, Action: r.URL.Path, Form: mine.Values, Now: theirs.Version()}
	err := h.view(r, g, func(tx *store.Tx) error {
		d, err := register.ReadDirectory(tx, h.today())
		c.Fields = differing(tx, d, web.Lang(r), mine, theirs)
		return err
	})
	if err != nil {
		return err
	}
	c.Fields = append(c.Fields, register.Conflicts(web.Lang(r), counts, "", readNumbers(mine, counts), readNumbers(theirs, counts))...)
	c.Form.Set("stamp", theirs.Text("stamp"))
	return c
}

// differing lists the fields of two forms that have a name for people, but for the
// numbers.
func differing(tx *store.Tx, d register.Directory, l text.Lang, mine, theirs *web.Form) []web.ConflictField {
	words := func(f *web.Form, name string) string {
		var list []string
		for _, value := range f.List(name) {
			list = append(list, said(tx, d, l, name, value))
		}
		return strings.Join(list, ", ")
	}
	var list []web.ConflictField
	for _, name := range slices.Sorted(maps.Keys(fieldNames)) {
		list = append(list, web.ConflictField{Name: name, Label: text.T(l, fieldNames[name]), Mine: words(mine, name), Theirs: words(theirs, name)})
	}
	return list
}

// said is the value of a field in words. What it refers to may be gone: then it
// stays as it is.
func said(tx *store.Tx, d register.Directory, l text.Lang, name, value string) string {
	if list, ok := fieldLists[name]; ok && value != "" {
		return list.Label(l, value)
	}
	switch name {
	case "institution", "partners":
		return d.Name(value)
	case "municipality":
		return code.MunicipalityName(value)
	case "slot":
		if s, err := slots.Get(tx, value); err == nil {
			return s.Title
		}
	case "activity":
		if list, err := store.All(tx, planOf, (*planned).fields, value); err == nil && len(list) > 0 {
			return list[0].Number + " " + list[0].Title
		}
	}
	return strings.ReplaceAll(value, "\r\n", "\n")
}

// fieldLists are the lists that the values of fields come from.
var fieldLists = map[string]code.List{
	"kind": code.CampaignKinds, "audience": code.Audiences, "material": code.Materials, "sector": code.Sectors,
	"what": code.Findings, "qualifier": code.Qualifiers, "age": code.AgeBands,
}

// fieldNames are the fields that two versions are compared by.
var fieldNames = map[string]string{
	"title": "Titulli", "kind": "Lloji", "starts_on-day": "Dita e parë", "starts_on-month": "Muaji i ditës së parë", "starts_on-year": "Viti i ditës së parë",
	"ends_on-day": "Dita e fundit", "ends_on-month": "Muaji i ditës së fundit", "ends_on-year": "Viti i ditës së fundit", "hour": "Ora",
	"municipality": "Bashkia", "place": "Vendi", "institution": "Institucioni", "slot": "Veprimtaria e kalendarit", "activity": "Aktiviteti i planit",
	"media": "Media", "source": "Burimi", "note": "Shënim", "audience": "Audienca", "material": "Materialet", "partners": "Partnerë nga komiteti", "outside": "Partnerë të tjerë",
	"what": "Çfarë u gjet", "value": "Sa", "qualifier": "Si dihet", "age": "Mosha", "follow_up": "Si u ndoq",
	"done_on-day": "U ndoq më: dita", "done_on-month": "U ndoq më: muaji", "done_on-year": "U ndoq më: viti",
	"approved_on-day": "Miratuar më: dita", "approved_on-month": "Miratuar më: muaji", "approved_on-year": "Miratuar më: viti", "sector": "Kush pritet",
}
