package linkage

import (
	"embed"
	"encoding/json"
	"net/http"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/child"
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

// Routes adds the pages about likely duplicates to m.
func Routes(m *web.Mux, f child.Files, o Options) {
	h := handler{Linker{f, o}}
	const at = "/u/{unit}/linkage"
	m.Handle("GET "+at, access.CompareFiles, h.list)
	m.Handle("POST "+at+"/near", access.NearFiles, h.near)
	m.Handle("GET "+at+"/file/{child}", access.CompareFiles, h.file)
	m.Handle("GET "+at+"/pair/{one}/{two}", access.CompareFiles, h.pair)
	m.Handle("POST "+at+"/pair/{one}/{two}", access.MergeFiles, h.decide)
	m.Handle("POST "+at+"/{decision}/undo", access.MergeFiles, h.undo)
}

type handler struct{ Linker }

func path(g access.Grant, rest string) string { return "/u/" + g.Scope().ID + "/linkage" + rest }

// A base is what every page of this package has.
type base struct {
	web.Page
	Base, Files string // addresses: of the list, and of the files
	people      []child.Member
}

func (h handler) base(r *http.Request, g access.Grant, p web.Page) (base, error) {
	b := base{Page: p, Base: path(g, ""), Files: "/u/" + g.Scope().ID + "/child"}
	if h.Need.People == nil {
		return b, nil
	}
	var err error
	b.people, err = h.Need.People(r.Context(), g.Scope().ID)
	return b, err
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

// A row is a decision with the codes of both files.
type row struct {
	Decision
	KeptCode, MergedCode string
}

func (r *row) fields() []any { return append(r.Decision.fields(), &r.KeptCode, &r.MergedCode) }

var rows = store.ReadUnit(`SELECT m.id, m.version, m.kept_id, m.merged_id, m.state, m.reasons, m.was, m.at, m.by_id, m.undone_at, m.undone_by, k.code, o.code
	FROM linkage_merge AS m JOIN child AS k ON k.owner_id = $1 AND k.id = m.kept_id JOIN child AS o ON o.owner_id = $1 AND o.id = m.merged_id WHERE m.owner_id = $1 ORDER BY m.at DESC, m.id`)

var relatedTo = store.ReadUnit(`SELECT child_id, relation FROM child_person
	WHERE owner_id = $1 AND person_id = $2 AND valid_from <= $3 AND (valid_to = '' OR valid_to >= $3)`)

type listPage struct {
	base
	Rows []row
}

var (
	listView = web.NewView[listPage](files, "list.tmpl")
	fileView = web.NewView[filePage](files, "file.tmpl")
	pairView = web.NewView[pairPage](files, "pair.tmpl")
)

// States of a decision.
func (base) States() code.List {
	return code.List{
		{Code: "merged", SQ: "u bashkuan", EN: "merged"},
		{Code: "undone", SQ: "bashkimi u zhbë", EN: "the merge was undone"},
		{Code: "apart", SQ: "janë fëmijë të ndryshëm", EN: "are different children"},
	}
}

func (h handler) list(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	b, err := h.base(r, g, web.NewPage(r, "Dosje të bashkuara").With(web.Crumb{Label: "Dosjet", Path: "/u/" + g.Scope().ID + "/child"}))
	if err != nil {
		return err
	}
	p := listPage{base: b}
	err = h.Linker.Files.DB.View(r.Context(), g, store.Subject{Kind: "linkage", ID: "all"}, func(tx *store.Tx) (err error) {
		p.Rows, err = tellable(tx, g.Can(access.AssignFiles))
		return err
	})
	if err != nil {
		return err
	}
	return listView.Render(w, r, http.StatusOK, p)
}

// tellable are the decisions that the reader may know of, since the reasons say
// something of who the children are: about a file they work on, for a supervisor
// all, and none about a file they have a conflict of interest with.
func tellable(tx *store.Tx, supervises bool) (list []row, err error) {
	type relation struct{ child, kind string }
	mine, err := store.All(tx, relatedTo, func(r *relation) []any { return []any{&r.child, &r.kind} }, tx.Grant().Actor(), text.DayOf(tx.Now().Time))
	if err != nil {
		return nil, err
	}
	is := func(r row, kind string) bool {
		return slices.Contains(mine, relation{r.Kept, kind}) || slices.Contains(mine, relation{r.Merged, kind})
	}
	all, err := store.All(tx, rows, (*row).fields)
	for _, r := range all {
		if (supervises || is(r, "team")) && !is(r, "conflict") {
			list = append(list, r)
		}
	}
	return list, err
}

// A nearby is a likely duplicate for the script of the form for a new file.
type nearby struct {
	Title   string   `json:"title"`
	Path    string   `json:"path,omitempty"` // of the file, when the reader works on it
	Say     string   `json:"say,omitempty"`  // what to do otherwise
	Reasons []string `json:"reasons"`
}

// near answers with likely duplicates while somebody types. What is typed comes
// in the body of a POST: in an address it would stand in histories and logs.
func (h handler) near(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	found, err := Find(r.Context(), h.Linker.Files, g, child.ReadKnown(f, text.DayOf(h.Linker.Files.DB.Now())))
	if err != nil {
		return err
	}
	b, err := h.base(r, g, web.NewPage(r, "Dosje të ngjashme"))
	if err != nil {
		return err
	}
	list := []nearby{}
	for _, c := range candidates(b.Lang, found) {
		n := nearby{Title: c.Code, Reasons: c.Reasons}
		if c.Open {
			n.Path = b.Files + "/" + c.ID
		} else {
			n.Say = text.T(b.Lang, "flisni me %s", b.Who(c.Worker))
		}
		if c.Name != "" {
			n.Title = c.Name + " (" + c.Code + ")"
		}
		list = append(list, n)
	}
	w.Header().Set("Content-Type", "application/json")
	return json.NewEncoder(w).Encode(list)
}

func (h handler) undo(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err == nil {
		err = h.Undo(r.Context(), g, r.PathValue("decision"), f.Version())
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, ""), "Bashkimi u zhbë: të dyja dosjet janë si më parë.")
}
