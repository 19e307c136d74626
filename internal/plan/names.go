package plan

import (
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// institution is one as package committee names it on a day.
type institution struct{ id, name, short, since, until string }

func (i *institution) fields() []any { return []any{&i.id, &i.name, &i.short, &i.since, &i.until} }

var (
	allNames = store.Read(`SELECT institution_id, name, short, since, until FROM committee_named
		WHERE committee_id = $1 ORDER BY position, institution_id, since`)
	allAliases = store.Read(`SELECT institution_id, name, short, valid_from, valid_to FROM committee_name WHERE committee_id = $1 ORDER BY id`)
	ownQark    = store.Read(`SELECT qark FROM committee WHERE committee_id = $1`)
)

// Names says what the institutions of the committee are called on a day, in the
// order in which the committee lists them.
type Names struct {
	ids []string
	of  map[string]institution
}

// namesOn reads the names that held on a day; before its first name an
// institution is called by that, after its last by the last.
func namesOn(tx *store.Tx, day string) (Names, error) {
	list, err := store.All(tx, allNames, (*institution).fields)
	n := Names{of: map[string]institution{}}
	for _, i := range list {
		known, ok := n.of[i.id]
		if !ok {
			n.ids = append(n.ids, i.id)
		}
		if !ok || i.since <= day && !(known.since <= day && day <= known.until) {
			n.of[i.id] = i
		}
	}
	return n, err
}

// Of is the name of an institution.
func (n Names) Of(id string) string {
	if i, ok := n.of[id]; ok {
		return i.name
	}
	return id
}

// Has reports whether the committee has the institution.
func (n Names) Has(id string) bool { _, ok := n.of[id]; return ok }

// All are the names of several.
func (n Names) All(ids []string) []string {
	var list []string
	for _, id := range ids {
		list = append(list, n.Of(id))
	}
	return list
}

func (n Names) options() []web.Option {
	var list []web.Option
	for _, id := range n.ids {
		list = append(list, web.Option{Value: id, Label: n.Of(id)})
	}
	return list
}

// municipalities are those of the committee's qark.
func municipalities(tx *store.Tx) ([]code.Municipality, error) {
	iso, err := store.Value[string](tx, ownQark)
	return code.MunicipalitiesOf(iso), err
}

func placeOptions(list []code.Municipality) []web.Option {
	var options []web.Option
	for _, m := range list {
		options = append(options, web.Option{Value: m.Code, Label: m.Name})
	}
	text.Sort(options, func(o web.Option) string { return o.Label })
	return options
}

func placeNames(codes []string) []string {
	var list []string
	for _, c := range codes {
		list = append(list, code.MunicipalityName(c))
	}
	text.Sort(list, func(s string) string { return s })
	return list
}
