package child

import (
	"cmp"
	"context"
	"embed"
	"net/http"
	"slices"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

//go:embed *.tmpl
var files embed.FS

//go:embed english.json
var english []byte

func init() { text.RegisterJSON(english) }

// Options are what the pages need of other features. Any may be nil.
type Options struct {
	// People are those who hold a role in a unit today.
	People func(ctx context.Context, unit string) ([]Member, error)
	// Told writes down that people are told of something that was done with a file
	// from outside its team: "joined".
	Told func(tx *store.Tx, kind, file string, people []string) error
	// Near finds likely duplicates of a new file.
	Near Near
	// Link ties sightings to a file, in the transaction that starts it.
	Link func(tx *store.Tx, sightings []string, child, subject string) error
	// Sighting says in words where and at what a child was seen.
	Sighting func(l text.Lang, s Sighted) string
	// Links lead from a file to the pages that other features have about it.
	Links []Link
}

// A Link to a page about a file. Path follows /u/{unit}; {child} in it becomes
// the file's id. It is shown to those who hold Needs, when the page opens for
// what they read the file for and for the state it is in; Opens nil is always.
type Link struct {
	Label, Path string // Label is Albanian
	Needs       access.Permission
	Opens       func(*File) bool
}

type handler struct {
	files Files
	need  Options
}

// Routes adds the pages of files to m.
func Routes(m *web.Mux, f Files, o Options) {
	h := handler{f, o}
	const at = "/u/{unit}/child"
	m.Handle("GET "+at, access.ListFiles, h.list)
	m.Handle("POST "+at+"/find", access.WriteFiles, h.find)
	m.Handle("GET "+at+"/new", access.ListFiles, h.newForm)
	m.Handle("POST "+at+"/new", access.StartFiles, h.start)
	m.Handle("GET "+at+"/reassign", access.ListFiles, h.reassignForm)
	m.Handle("POST "+at+"/reassign", access.AssignFiles, h.reassign)
	const file = at + "/{child}"
	m.Handle("GET "+file, access.OpenFiles, h.show)
	m.Handle("GET "+file+"/past", access.OpenFiles, h.past)
	m.Handle("GET "+file+"/add/{kind}", access.OpenFiles, h.addForm)
	m.Handle("POST "+file+"/add/{kind}", access.WriteFiles, h.add)
	m.Handle("GET "+file+"/item/{item}", access.OpenFiles, h.correctForm)
	m.Handle("POST "+file+"/item/{item}", access.WriteFiles, h.correct)
	m.Handle("GET "+file+"/item/{item}/withdraw", access.OpenFiles, h.withdrawForm)
	m.Handle("POST "+file+"/item/{item}/withdraw", access.WriteFiles, h.withdraw)
	m.Handle("GET "+file+"/sex", access.OpenFiles, h.sexForm)
	m.Handle("POST "+file+"/sex", access.WriteFiles, h.sex)
	m.Handle("GET "+file+"/document", access.OpenFiles, h.documentForm)
	m.Handle("POST "+file+"/document", access.WriteFiles, h.addDocument)
	m.Handle("GET "+file+"/document/{item}", access.OpenFiles, h.document)
	m.Handle("GET "+file+"/team", access.OpenFiles, h.team)
	m.Handle("POST "+file+"/team", access.AssignFiles, h.join)
	m.Handle("POST "+file+"/team/{relation}/end", access.AssignFiles, h.part)
	m.Handle("POST "+file+"/worker", access.AssignFiles, h.worker)
	m.Handle("POST "+file+"/conflict", access.WriteFiles, h.declare)
	m.Handle("POST "+file+"/conflict/note", access.AssignFiles, h.note)
}

// root is where the pages of a unit begin.
func root(g access.Grant) string { return "/u/" + g.Scope().ID }

func path(g access.Grant, rest string) string { return root(g) + "/child" + rest }

func (h handler) today() string { return text.DayOf(h.files.DB.Now()) }

// ask is the file that the address names, for the purpose that it names.
func ask(r *http.Request) Ask {
	a := Ask{ID: r.PathValue("child")}
	if p := Purpose(r.URL.Query().Get("p")); slices.Contains(inOrder, p) {
		a.Purpose = p
	}
	return a
}

// A base is what every page of files has.
type base struct {
	web.Page
	Base   string // address of the list
	Today  string
	people []Member
}

func (h handler) base(r *http.Request, g access.Grant, p web.Page) (base, error) {
	b := base{Page: p, Base: path(g, ""), Today: h.today()}
	if h.need.People == nil {
		return b, nil
	}
	var err error
	b.people, err = h.need.People(r.Context(), g.Scope().ID)
	return b, err
}

// crumbs are the way to a page about files, for those who may see the list.
func crumbs(g access.Grant, more ...web.Crumb) []web.Crumb {
	if !g.Can(access.ListFiles) {
		return more
	}
	return append([]web.Crumb{{Label: "Dosjet", Path: path(g, "")}}, more...)
}

// Who names a person of the unit by their account.
func (b base) Who(person string) string {
	for _, m := range b.people {
		if m.Person == person {
			return m.Name
		}
	}
	return text.T(b.Lang, "dikush që nuk është më në njësi")
}

// workers are those who may work on files.
func (b base) workers() []Member {
	return once(slices.DeleteFunc(slices.Clone(b.people), func(m Member) bool { return !m.works() }))
}

// once sorts people by name; who holds two roles is there once.
func once(people []Member) []Member {
	var list []Member
	for _, m := range people {
		if !slices.ContainsFunc(list, func(x Member) bool { return x.Person == m.Person }) {
			list = append(list, m)
		}
	}
	text.Sort(list, func(m Member) string { return m.Name })
	return list
}

// inOffice reports whether a person may work on files today.
func (b base) inOffice(person string) bool {
	return slices.ContainsFunc(b.people, func(m Member) bool { return m.Person == person && m.works() })
}

// options are the people a form may choose from.
func options(list []Member, but ...string) []web.Option {
	var opts []web.Option
	for _, m := range list {
		if !slices.Contains(but, m.Person) {
			opts = append(opts, web.Option{Value: m.Person, Label: m.Name})
		}
	}
	return opts
}

// The lists of codes and names that templates use.
func (base) Risks() code.List             { return RiskLevels }
func (base) States() code.List            { return StateNames }
func (base) Steps() code.List             { return Steps }
func (base) SexNames() code.List          { return code.ChildSexes }
func (base) Outcomes() code.List          { return Outcomes }
func (base) PurposeNames() code.List      { return Purposes }
func (b base) Residence(c string) string  { return code.OriginName(b.Lang, c) }
func (b base) Count(n int) string         { return countOfFiles(b.Lang, n) }
func (b base) StateColour(s State) string { return cmp.Or(map[State]string{Opened: "blue"}[s], "grey") }

// RiskColour is that of the tag of a risk level.
func (b base) RiskColour(level string) string {
	return cmp.Or(map[string]string{"immediate": "red", "high": "orange", "medium": "yellow"}[level], "grey")
}

// StateNames are the states of a file, for people.
var StateNames = code.List{
	{Code: string(Opened), SQ: "e hapur", EN: "open"},
	{Code: string(Closed), SQ: "e mbyllur", EN: "closed"},
	{Code: string(Moved), SQ: "e dorëzuar", EN: "handed over"},
	{Code: string(Merged), SQ: "e bashkuar me një tjetër", EN: "merged with another"},
	{Code: string(Erased), SQ: "e fshirë", EN: "erased"},
}

func countOfFiles(l text.Lang, n int) string {
	c := int64(n)
	return text.Count(l, &c, text.Forms{Zero: "Asnjë dosje", One: "1 dosje", Many: "{n} dosje"})
}

// fit puts the id of a file into the path of a link.
func (l Link) fit(g access.Grant, child string) string {
	return root(g) + strings.ReplaceAll(l.Path, "{child}", child)
}
