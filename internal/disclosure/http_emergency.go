package disclosure

import (
	"errors"
	"math"
	"net/http"
	"net/url"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

type emergencyPage struct {
	base
	Lost     []Gone
	Sighting string
	Fresh    bool // the second factor was given just now
	Again    string
	Hours    int
}

var emergencyView = web.NewView[emergencyPage](files, "emergency.tmpl")

// emergencyForm asks for a file in an emergency, after the second factor.
func (h handler) emergencyForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	if !g.Can(access.BreakGlass) {
		return access.ErrDenied
	}
	p, err := h.emergencyPage(r, g, web.NewForm(r))
	if err != nil {
		return err
	}
	if !p.Fresh && len(p.Lost) == 0 {
		http.Redirect(w, r, p.Again, http.StatusSeeOther)
		return nil
	}
	return emergencyView.Render(w, r, http.StatusOK, p)
}

func (h handler) emergencyPage(r *http.Request, g access.Grant, f *web.Form) (p emergencyPage, err error) {
	b, err := h.base(r, g, web.NewPage(r, "Hyrje emergjente në një dosje").With(crumb(g)).WithForm(f))
	p = emergencyPage{base: b, Sighting: r.FormValue("sighting"), Fresh: fresh(web.Who(r).FactorAt, h.Files.DB.Now())}
	back := path(g, "/emergency")
	if p.Sighting != "" {
		back += "?" + url.Values{"sighting": {p.Sighting}}.Encode()
	}
	p.Again = "/account/confirm?" + url.Values{"back": {back}}.Encode()
	if err != nil {
		return p, err
	}
	look, err := g.Also(access.ReadDisclosures)
	if err != nil {
		return p, err
	}
	return p, h.view(r.Context(), look, func(tx *store.Tx) error {
		time, err := reviewTime(tx)
		if err != nil {
			return err
		}
		p.Hours = int(time.Hours())
		p.Lost, err = gone(tx, g.Actor())
		return err
	})
}

// enter opens a file in an emergency.
func (h handler) enter(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	code, sighting := tidyCode(f.Text("file")), f.Text("sighting")
	reason := why(f, "reason", 20, "Shkruani arsyen me të paktën 20 shenja: çfarë rrezikon fëmijën tani dhe pse nuk pritet dot ekipi.")
	if sighting == "" && !fileCode.MatchString(code) {
		f.Fail("file", "Shkruani kodin e dosjes siç është shënuar, për shembull D-7K2MQX.")
	}
	if !fresh(web.Who(r).FactorAt, h.Files.DB.Now()) {
		f.Fail("reason", "Kanë kaluar më shumë se 5 minuta nga vërtetimi. Vërtetoni sërish në një dritare tjetër, pastaj shtypni butonin këtu.")
	}
	file := ""
	if f.OK() {
		file, err = h.Enter(r.Context(), g, code, sighting, reason)
	}
	if errors.Is(err, errShut) {
		f.Fail("file", "Nuk ka dosje me këtë kod, ose nuk mund të hapet kështu. Në rrezik telefononi 112.")
		err = nil
	}
	if err != nil {
		return err
	}
	if !f.OK() {
		p, err := h.emergencyPage(r, g, f)
		if err != nil {
			return err
		}
		return emergencyView.Render(w, r, http.StatusUnprocessableEntity, p)
	}
	return web.Redirect(w, r, root(g)+"/child/"+file+"?p=emergency", "Dosja është e hapur për ju për një orë, vetëm për lexim. Përgjegjësit u njoftuan.")
}

type entryPage struct {
	base
	R                       rightRow
	Review, Restored        string
	Looks                   []Look
	Judges, Restores, Shown bool
	Code                    string
}

var entryView = web.NewView[entryPage](files, "entry.tmpl", "looks_table.tmpl")

// entry shows an emergency entry to those who may review it.
func (h handler) entry(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return h.showEntry(w, r, g, web.NewForm(r), http.StatusOK)
}

func (h handler) showEntry(w http.ResponseWriter, r *http.Request, g access.Grant, f *web.Form, status int) error {
	id := r.PathValue("right")
	look, err := g.Also(access.ReadDisclosures)
	if err != nil {
		return err
	}
	right, err := h.right(r.Context(), look, id)
	if err != nil {
		return err
	}
	keys, err := h.Files.Keys.Of(r.Context(), g.Scope().ID, right.Child)
	if err != nil {
		return err
	}
	b, err := h.base(r, g, web.NewPage(r, "Hyrja emergjente").With(crumb(g)).WithForm(f))
	if err != nil {
		return err
	}
	p := entryPage{base: b}
	trail, err := g.Also(access.ReadTrail)
	if err != nil {
		return err
	}
	err = h.Files.DB.View(r.Context(), trail, child.About("disclosure", id), func(tx *store.Tx) error { return p.fill(tx, id, keys) })
	if err != nil {
		return err
	}
	return entryView.Render(w, r, status, p)
}

func (p *entryPage) fill(tx *store.Tx, id string, keys *child.UnitKeys) error {
	r, err := rights.Get(tx, id)
	if err != nil {
		return err
	}
	err = judge(tx, r)
	var own web.Refusal
	if err != nil && !errors.As(err, &own) {
		return err
	}
	names, err := codes(tx)
	if err != nil {
		return err
	}
	mine := r.Person == p.Me
	p.Code = names[r.Child]
	p.R = rightRow{Right: r, Code: p.Code, Late: r.ReviewedAt.IsZero() && !r.ReviewBy.After(tx.Now().Time), Live: r.Runs(tx.Now())}
	p.R.Reason = words(keys, r.reason, "reason", id)
	p.Review, p.Restored = words(keys, r.review, "review", id), words(keys, r.restored, "restored", id)
	p.Judges = r.ReviewedAt.IsZero() && !mine
	p.Restores = r.Verdict == "unjustified" && r.RestoredAt.IsZero() && !mine && slices.Contains(tx.Grant().Roles(), access.Supervisor)
	return p.made(tx, r)
}

// made are the looks that were made by the entry.
func (p *entryPage) made(tx *store.Tx, r Right) error {
	events, err := tx.Trail(store.Window{From: r.From, To: store.At(r.Until.Add(1))}, store.Subject{Kind: "child", ID: r.Child}, math.MaxInt64, mostLooks)
	for _, e := range events {
		if l, ok := lookOf(e); ok && l.Person == r.Person && l.Did != "entered" {
			p.Looks = append(p.Looks, l)
		}
	}
	mark(p.Looks)
	return err
}

// VerdictOptions are the answers of a review.
func (p entryPage) VerdictOptions() []web.Option { return web.Options(p.Lang, Verdicts) }

// review notes what the review of an entry found.
func (h handler) review(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	verdict := f.Code("verdict", Verdicts, "Zgjidhni nëse hyrja ishte e justifikuar.")
	found := why(f, "words", 10, "Shkruani me pak fjalë se çfarë shqyrtuat dhe si e vendosët.")
	if !f.OK() {
		return h.showEntry(w, r, g, f, http.StatusUnprocessableEntity)
	}
	if err := h.Review(r.Context(), g, r.PathValue("right"), verdict, found); err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/emergency/"+r.PathValue("right")), "Shqyrtimi u ruajt, dhe personi u njoftua.")
}

// restore gives the right to enter back.
func (h handler) restore(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	words := why(f, "restored", 10, "Shkruani pse i kthehet e drejta.")
	if !f.OK() {
		return h.showEntry(w, r, g, f, http.StatusUnprocessableEntity)
	}
	if err := h.Restore(r.Context(), g, r.PathValue("right"), words); err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/emergency/"+r.PathValue("right")), "E drejta për hyrje emergjente u kthye.")
}
