package enrolment

import (
	"net/http"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A listPage is the children of the reader's own files, by programme.
type listPage struct {
	web.Page
	Base, Files string // addresses of enrolments and of files
	Today       string
	Groups      []group
	Waiting     []row // to be looked after now
}

// A group is one programme with the children in it.
type group struct {
	Title, Place, From, To string
	Rows                   []row
}

// A row is one child in a programme.
type row struct {
	Enrolment
	Name, Code string
	Programme  string // title
	Late       bool
}

var listView = web.NewView[listPage](templates, "list.tmpl", "parts.tmpl")

// list shows who of the reader's own files attends what. Names are opened as in
// the list of files, and that is recorded.
func (h handler) list(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p := listPage{Page: web.NewPage(r, "Fëmijët në programe verore").With(), Base: unitPath(g) + "/enrolment", Files: unitPath(g) + "/child", Today: h.today()}
	opening, err := g.Also(access.OpenFiles)
	if err != nil {
		return err
	}
	entries, err := h.files.Caseload(r.Context(), opening)
	if err != nil {
		return err
	}
	var list []Enrolment
	err = h.files.DB.View(r.Context(), g, store.Subject{}, func(tx *store.Tx) error {
		list, err = store.All(tx, ofPerson, (*Enrolment).fields, g.Actor(), p.Today)
		return err
	})
	if err != nil {
		return err
	}
	committee := ""
	if len(list) > 0 {
		committee = list[0].Committee
	}
	names, err := h.titles(r, committee)
	if err != nil {
		return err
	}
	p.fill(list, entries, names)
	return listView.Render(w, r, http.StatusOK, p)
}

// titles are the programmes of a committee by their ids.
func (h handler) titles(r *http.Request, committee string) (map[string]Programme, error) {
	byID := map[string]Programme{}
	if committee == "" {
		return byID, nil
	}
	list, err := h.programmes(r.Context(), committee)
	for _, x := range list {
		byID[x.ID] = x
	}
	return byID, err
}

func (p *listPage) fill(list []Enrolment, entries []child.Entry, names map[string]Programme) {
	files := map[string]child.Entry{}
	for _, e := range entries {
		files[e.ID] = e
	}
	for _, e := range once(list, files) {
		file := files[e.Child]
		x := row{Enrolment: e, Name: file.Name, Code: file.Code, Programme: titleOf(p.Lang, e, names), Late: e.Waits(p.Today)}
		if x.Late {
			p.Waiting = append(p.Waiting, x)
		}
		last := len(p.Groups) - 1
		if last < 0 || p.Groups[last].Rows[0].Enrolment.Programme != e.Programme {
			p.Groups = append(p.Groups, group{Title: x.Programme, Place: code.MunicipalityName(e.Municipality), From: e.From, To: e.To})
			last++
		}
		p.Groups[last].Rows = append(p.Groups[last].Rows, x)
	}
}

// once leaves of each enrolment one row: that of the open file, where the child has
// several. Those of no file of the reader are left out.
func once(list []Enrolment, files map[string]child.Entry) []Enrolment {
	var kept []Enrolment
	for _, e := range list {
		file, mine := files[e.Child]
		last := len(kept) - 1
		switch {
		case !mine:
		case last < 0 || kept[last].ID != e.ID:
			kept = append(kept, e)
		case file.Standing == child.Opened:
			kept[last] = e
		}
	}
	return kept
}

// title names the programme of an enrolment; one that the committee has no longer
// is named by its place and days.
func titleOf(l text.Lang, e Enrolment, names map[string]Programme) string {
	if x, there := names[e.Programme]; there {
		return x.Title
	}
	return text.T(l, "programi në bashkinë %s nga %s", code.MunicipalityName(e.Municipality), text.Day(e.From))
}

// Days are those of the programme.
func (g group) Days() string { return text.Days(g.From, g.To) }

// Count says how many children a group has.
func (g group) Count() int { return len(g.Rows) }
