package linkage

import (
	"net/http"
	"slices"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

type filePage struct {
	base
	X       child.Child
	Found   []Match
	Compare bool // the reader supervises: every pair may be compared
}

// Reasons are those of a match, in the language of the page.
func (p filePage) Reasons(m Match) string { return strings.Join(m.Reasons(p.Lang), "; ") }

// MayCompare reports whether the reader may see both files side by side.
func (p filePage) MayCompare(m Match) bool { return m.Mine || p.Compare }

// file offers likely duplicates of a file that is there already.
func (h handler) file(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	b, err := h.base(r, g, web.Page{})
	if err != nil {
		return err
	}
	p := filePage{base: b, Compare: g.Can(access.AssignFiles)}
	var known child.Known
	var apart map[string]bool
	err = h.Linker.Files.Open(r.Context(), g, child.Ask{ID: r.PathValue("child")}, func(tx *store.Tx, f *child.File) (err error) {
		if f.Purpose != child.Care && f.Purpose != child.Supervise {
			return access.ErrDenied
		}
		p.X, known = f.Child, child.KnownOf(f)
		apart, err = settled(tx, f.ID)
		return err
	})
	if err != nil {
		return err
	}
	found, err := Find(r.Context(), h.Linker.Files, g, known)
	if err != nil {
		return err
	}
	p.Found = slices.DeleteFunc(found, func(m Match) bool { return m.ID == p.X.ID || apart[m.ID] })
	p.Page = web.NewPage(r, "Dosje që ngjajnë me %s", p.X.Code).With(web.Crumb{Label: "Dosjet", Path: p.Files}, web.Crumb{Label: p.X.Code, Path: p.Files + "/" + p.X.ID})
	return fileView.Render(w, r, http.StatusOK, p)
}

// compared are the kinds of items shown side by side, in this order.
var compared = []string{"name", "birth", "number", "guardian", "contact", "home", "school", "civil"}

type pairPage struct {
	base
	One, Two child.Child
	Like     Likeness
	Rows     []side
	Keeps    []web.Option
}

// A side is one kind of item in both files.
type side struct {
	Label    string
	One, Two []string
}

// Same reports whether both say the same.
func (s side) Same() bool { return slices.Equal(s.One, s.Two) }

// Reasons are why the two files look alike.
func (p pairPage) Reasons() []string { return p.Like.Reasons(p.Lang) }

// pair shows two files side by side, to who may read both.
func (h handler) pair(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f := web.NewForm(r)
	return h.showPair(w, r, g, http.StatusOK, f)
}

func (h handler) showPair(w http.ResponseWriter, r *http.Request, g access.Grant, status int, f *web.Form) error {
	b, err := h.base(r, g, web.Page{})
	if err != nil {
		return err
	}
	p := pairPage{base: b}
	one, err := h.read(r, g, r.PathValue("one"))
	if err != nil {
		return err
	}
	two, err := h.read(r, g, r.PathValue("two"))
	if err != nil {
		return err
	}
	p.One, p.Two, p.Like = one.head, two.head, Compare(one.known, two.known)
	for i, kind := range compared {
		p.Rows = append(p.Rows, side{child.KindName(b.Lang, kind), one.lines[i], two.lines[i]})
	}
	p.Rows = slices.DeleteFunc(p.Rows, func(s side) bool { return len(s.One)+len(s.Two) == 0 })
	for _, c := range []child.Child{p.One, p.Two} {
		p.Keeps = append(p.Keeps, web.Option{Value: c.ID, Label: text.T(b.Lang, "Janë një fëmijë: puna vazhdon te %s", c.Code)})
	}
	p.Keeps = append(p.Keeps, web.Option{Value: "apart", Label: text.T(b.Lang, "Janë fëmijë të ndryshëm: mos m’i ofro më")})
	p.Page = web.NewPage(r, "%s dhe %s", p.One.Code, p.Two.Code).With(web.Crumb{Label: "Dosjet", Path: p.Files}, web.Crumb{Label: p.One.Code, Path: p.Base + "/file/" + p.One.ID}).WithForm(f)
	return pairView.Render(w, r, status, p)
}

// An open is what the page needs of one file.
type open struct {
	head  child.Child
	known child.Known
	lines [][]string
}

func (h handler) read(r *http.Request, g access.Grant, id string) (o open, err error) {
	err = h.Linker.Files.Open(r.Context(), g, child.Ask{ID: id}, func(_ *store.Tx, f *child.File) error {
		if f.Purpose != child.Care && f.Purpose != child.Supervise || f.Standing == child.Moved {
			return access.ErrDenied
		}
		o.head, o.known = f.Child, child.KnownOf(f)
		for _, kind := range compared {
			o.lines = append(o.lines, child.Lines(web.Lang(r), f, kind))
		}
		return nil
	})
	return o, err
}

// decide merges two files, or remembers that they are of two children.
func (h handler) decide(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	look, err := g.Also(access.CompareFiles)
	if err != nil {
		return err
	}
	one, two := r.PathValue("one"), r.PathValue("two")
	reasons, err := h.reasons(r, look, one, two)
	if err != nil {
		return err
	}
	said := "Dosjet u bashkuan. Bashkimi mund të zhbëhet."
	switch keep := f.Text("keep"); keep {
	case one:
		err = h.Merge(r.Context(), g, one, two, reasons)
	case two:
		err = h.Merge(r.Context(), g, two, one, reasons)
	case "apart":
		said = "U shënua se janë fëmijë të ndryshëm."
		err = h.Apart(r.Context(), g, one, two, reasons)
	default:
		f.Fail("keep", "Zgjidhni njërën.")
		return h.showPair(w, r, look, http.StatusUnprocessableEntity, f)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, ""), "%s", web.T(r, said))
}

// reasons are the clues that speak for two files being of one child, as codes.
func (h handler) reasons(r *http.Request, g access.Grant, a, b string) (string, error) {
	one, err := h.read(r, g, a)
	if err != nil {
		return "", err
	}
	two, err := h.read(r, g, b)
	return strings.Join(Compare(one.known, two.known).Clues, " "), err
}

// Residence and sex of a head, in words.
func (b base) Residence(c child.Child) string { return code.OriginName(b.Lang, c.Residence) }
func (b base) Sex(c child.Child) string       { return code.ChildSexes.Label(b.Lang, c.Sex) }
