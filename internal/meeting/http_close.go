package meeting

import (
	"errors"
	"net/http"
	"strconv"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

type closePage struct {
	recordPage
	Gaps []shownGap
	Told string   // institutions that get their excerpt
	Does []string // what closing will do, in words
}

// A shownGap is a Gap in words, with the page that mends it.
type shownGap struct{ Words, Path string }

var closeView = web.NewView[closePage](files, "close.tmpl", "held_parts.tmpl")

func (h handler) closeForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	rec, err := h.writing(r, g)
	if err != nil {
		return err
	}
	f := web.NewForm(r).Set("version", strconv.FormatInt(rec.Version, 10)).Set("ends", spoken(rec.EndsAt))
	return h.showClose(w, r, g, http.StatusOK, rec, f)
}

func (h handler) showClose(w http.ResponseWriter, r *http.Request, g access.Grant, status int, rec record, f *web.Form) error {
	if !g.Can(access.CloseMeetings) {
		return access.ErrDenied
	}
	p := closePage{recordPage: recordPage{h.under(r, g, rec.Meeting, "Mbyllja e mbledhjes"), rec}}
	p.Form = f
	for _, x := range rec.gaps() {
		at := path(g, "/%s/attendance", rec.ID)
		if x.Item != "" {
			at = path(g, "/%s/minutes/%s", rec.ID, x.Item)
		}
		p.Gaps = append(p.Gaps, shownGap{web.T(r, x.Message, x.Args...), at})
	}
	var told []string
	for _, id := range rec.heard() {
		told = append(told, rec.Names.Name(id))
	}
	p.Told = text.ListUpTo(p.Lang, told, 5)
	p.Does = rec.consequences(p.Lang)
	return closeView.Render(w, r, status, p)
}

// consequences say what closing does, as far as there is something to do.
func (r record) consequences(l text.Lang) []string {
	var tasks, carried int64
	for _, t := range r.LinesOf(Task) {
		tasks += int64(len(owners(r.Meeting, r.Rolls, t)))
	}
	for _, c := range r.Concerns {
		if c.Open() {
			carried++
		}
	}
	decisions, advised, problems := int64(len(r.LinesOf(Decision))), int64(len(r.LinesOf(Recommendation))), int64(len(r.LinesOf(Problem)))
	var list []string
	add := func(n int64, one, many string) {
		if n > 0 {
			list = append(list, text.Count(l, &n, text.Forms{One: one, Many: many}))
		}
	}
	add(decisions, "1 vendim merr numrin e tij.", "{n} vendime marrin numrat e tyre.")
	add(advised, "1 rekomandim merr numrin e tij.", "{n} rekomandime marrin numrat e tyre.")
	add(tasks, "1 detyrë i jepet përgjegjësit të saj.", "{n} detyra u jepen përgjegjësve të tyre.")
	add(problems, "1 problematikë shtohet te problematikat.", "{n} problematika shtohen te problematikat.")
	add(carried, "1 detyrë e hapur kalon në mbledhjen tjetër.", "{n} detyra të hapura kalojnë në mbledhjen tjetër.")
	return list
}

func (h handler) close(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	rec, err := h.writing(r, g)
	if err != nil {
		return err
	}
	ends := parseClock(f, "ends")
	if ends != "" && ends <= rec.Time {
		f.Fail("ends", "Mbledhja mbaron pasi ka filluar: shkruani një orë më të vonë se ajo e fillimit.")
	}
	if !f.OK() {
		return h.showClose(w, r, g, http.StatusUnprocessableEntity, rec, f)
	}
	err = h.change(r, g, rec.ID, func(tx *store.Tx) error { return Close(tx, h.need, rec.ID, f.Version(), ends) })
	var open NotReady
	if errors.As(err, &open) {
		return h.showClose(w, r, g, http.StatusUnprocessableEntity, rec, f)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/%s", rec.ID), "Mbledhja u mbyll. Çdo institucion merr njoftim për pjesën e tij.")
}
