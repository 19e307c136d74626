package sighting

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A line is one thing that is known, in words.
type line struct{ name, Label, Words string }

// lines are a sighting in words.
func (b base) lines(s Sighting) []line {
	yes := "jo"
	if s.Danger {
		yes = "po"
	}
	return []line{
		{"day", "Dita", text.Day(s.On)}, {"band", "Pjesa e ditës", b.Band(s)}, {"municipality", "Bashkia", b.Town(s)}, {"place", "Ku", b.Place(s)},
		{"activity", "Çfarë bënte", b.Activity(s)}, {"company", "Me kë", b.Company(s)}, {"age", "Mosha, me sa duket", b.Age(s)}, {"sex", "Vajzë apo djalë", b.Sex(s)},
		{"origin", "Nga vjen fëmija", b.Origin(s)}, {"done", "Çfarë u bë menjëherë", b.Done(s)}, {"danger", "Në rrezik në ato çaste", text.T(b.Lang, yes)}, {"team", "Ekipi", b.Team(s)},
	}
}

type showPage struct {
	base
	S       Sighting
	Note    string
	By      string // name, or ""
	Lines   []line
	Past    []pastLine
	Own     bool // may be corrected by the visitor
	File    string
	Works   bool         // the visitor works on that file
	Choices []web.Option // files it may be linked to
	Breaks  bool         // the visitor may ask for an emergency entry; shown on every sighting, so that it tells nothing of this one
	mine    bool         // the note may be read
	own     []file       // open files the visitor works on
}

// A pastLine is one change, in words: why, by whom, when, and what stood before.
type pastLine struct {
	Why, By, Note string
	At            store.Time
	Changes       []line
}

var showView = web.NewView[showPage](files, "show.tmpl", "parts.tmpl")

func (h handler) show(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p := showPage{base: h.base(r, g, "Konstatimi"), Breaks: g.Can(access.BreakGlass)}
	var past []Past
	err := h.view(r, g, func(tx *store.Tx) (err error) {
		if p.S, err = Get(tx, r.PathValue("sighting")); err != nil {
			return err
		}
		if past, err = History(tx, p.S.ID); err != nil {
			return err
		}
		if err = p.files(tx); err != nil {
			return err
		}
		return p.calls(tx)
	})
	if err != nil {
		return err
	}
	p.Own, p.Lines = p.mine && g.Can(access.RecordSightings), p.lines(p.S)
	if err := h.words(r, g, &p, past); err != nil {
		return err
	}
	if err := h.choices(r, g, &p); err != nil {
		return err
	}
	p.Page = p.With(crumbs(g))
	if p.Own || p.Links {
		p.Page = p.WithForm(web.NewForm(r))
	}
	return showView.Render(w, r, http.StatusOK, p)
}

// files finds the file it is linked to, and those it may be, for who works on
// files. To a field team there are none, and none to somebody with a conflict of
// interest.
func (p *showPage) files(tx *store.Tx) (err error) {
	if p.mine, err = mine(tx, p.S); err != nil {
		return err
	}
	barred, err := barred(tx, p.S)
	if p.Links = p.Links && !barred; err != nil || !p.Links {
		return err
	}
	if p.S.Child != "" {
		if p.Works, err = related(tx, p.S, "team"); err != nil {
			return err
		}
		p.File, err = store.Value[string](tx, codeOf, p.S.Child)
		return err
	}
	p.own, err = store.All(tx, ownFiles, (*file).fields, p.Mine, p.Today)
	return err
}

// choices are the files it may be linked to, by the name of the child: that is
// one look at all of them, and none where there is no such file.
func (h handler) choices(r *http.Request, g access.Grant, p *showPage) error {
	if len(p.own) == 0 || p.S.Removed {
		return nil
	}
	opening, err := g.Also(access.OpenFiles)
	if err != nil {
		return err
	}
	known, err := h.files.Caseload(r.Context(), opening)
	names := map[string]string{}
	for _, e := range known {
		names[e.ID] = e.Name
	}
	slices.SortStableFunc(p.own, p.S.likelier)
	for _, f := range p.own {
		who := strings.TrimSuffix(f.Code+" · "+names[f.ID], " · ")
		words := text.T(p.Lang, "%s: %s, %s, hapur më %s", who, code.ChildSexes.Label(p.Lang, f.Sex), code.OriginName(p.Lang, f.Residence), text.Day(f.OpenedOn))
		p.Choices = append(p.Choices, web.Option{Value: f.ID, Label: words})
	}
	return err
}

// likelier puts files of the sex that was seen in front, then the newest.
func (s Sighting) likelier(a, b file) int {
	other := func(f file) int {
		if f.Sex == s.Sex {
			return 0
		}
		return 1
	}
	return cmp.Or(cmp.Compare(other(a), other(b)), strings.Compare(b.OpenedOn, a.OpenedOn))
}

// RemoveField is why a sighting is removed.
func (p showPage) RemoveField() web.Field {
	return p.Form.Choice("why", text.T(p.Lang, "Pse po hiqet"), web.Options(p.Lang, Reasons), "small", "1")
}

// words are the note and the history, for who may read them.
func (h handler) words(r *http.Request, g access.Grant, p *showPage, past []Past) error {
	names, err := h.names(r, g)
	if err != nil {
		return err
	}
	p.By = names[p.S.By]
	if p.mine {
		if p.Note, err = Note(r.Context(), h.files, g, p.S); err != nil {
			return err
		}
	}
	after := p.S
	for _, x := range past {
		l := pastLine{Why: whys.Label(p.Lang, x.Why), By: names[x.By], At: x.At}
		if x.Was == 0 {
			if p.Links { // whether there is a file is not for the field
				p.Past = append(p.Past, l)
			}
			continue
		}
		l.Changes, after = p.changed(x.Before, after), x.Before
		if p.mine {
			before := Sighting{ID: p.S.ID, Version: x.Was, note: x.note}
			if l.Note, err = Note(r.Context(), h.files, g, before); err != nil {
				return err
			}
		}
		p.Past = append(p.Past, l)
	}
	return nil
}

// changed lists what was different before.
func (b base) changed(before, after Sighting) (list []line) {
	now := b.lines(after)
	for i, l := range b.lines(before) {
		if l.Words != now[i].Words {
			list = append(list, l)
		}
	}
	return list
}

// undo takes back what was recorded a moment ago.
func (h handler) undo(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return h.step(w, r, g, path(g, "/new"), "Konstatimi u zhbë. Gjendet te «të hequra», nëse duhet kthyer.", func(f *web.Form, id string) error {
		return Remove(r.Context(), h.files, g, id, f.Version(), "undo")
	})
}

func (h handler) remove(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return h.step(w, r, g, path(g, "/"+r.PathValue("sighting")), "Konstatimi u hoq.", func(f *web.Form, id string) error {
		why := f.Text("why")
		if !Reasons.Has(why) {
			return web.RefuseAt(path(g, "/"+id), "Zgjidhni pse po hiqet.")
		}
		return Remove(r.Context(), h.files, g, id, f.Version(), why)
	})
}

func (h handler) restore(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return h.step(w, r, g, path(g, "/"+r.PathValue("sighting")), "Konstatimi u kthye.", func(f *web.Form, id string) error {
		return Restore(r.Context(), h.files, g, id, f.Version())
	})
}

func (h handler) link(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return h.step(w, r, g, path(g, "/"+r.PathValue("sighting")), "Konstatimi u lidh me dosjen.", func(f *web.Form, id string) error {
		if !f.Has("file") {
			return web.RefuseAt(path(g, "/"+id), "Zgjidhni dosjen.")
		}
		return LinkTo(r.Context(), h.files, g, id, f.Text("file"))
	})
}

func (h handler) unlink(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return h.step(w, r, g, path(g, "/"+r.PathValue("sighting")), "Konstatimi u shkëput nga dosja.", func(f *web.Form, id string) error {
		return Unlink(r.Context(), h.files, g, id, f.Text("file"))
	})
}

// step does one thing to the sighting of the address, and goes on.
func (h handler) step(w http.ResponseWriter, r *http.Request, g access.Grant, to, said string, do func(f *web.Form, id string) error) error {
	f, err := web.ReadForm(r)
	if err == nil {
		err = do(f, r.PathValue("sighting"))
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, to, "%s", web.T(r, said))
}
