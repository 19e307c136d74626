package campaign

import (
	"net/http"
	"strconv"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

// heldPage is the one screen that is filled in after an activity, on a phone.
type heldPage struct {
	base
	A        Activity
	Numbers  []register.Input
	Material ticks
	Finding  findingFields
	Consent  []web.Option
}

var (
	heldView = web.NewView[heldPage](register.With(files), "held.tmpl", "parts.tmpl", "finding_parts.tmpl", register.Partial)
	quick    = onlyCounts("reached", "material")
	ofQuick  = register.Whats("reached", "material")
)

func onlyCounts(whats ...string) []code.Count {
	var list []code.Count
	for _, w := range whats {
		c, _ := code.FindIn(code.CampaignCounts, w)
		list = append(list, c)
	}
	return list
}

func (h handler) heldForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	a, err := h.covered(r, g)
	if err != nil {
		return err
	}
	f := a.fillQuick(web.NewForm(r))
	h.dueIn30(f)
	return h.showHeld(w, r, g, http.StatusOK, f, a)
}

// fillQuick puts what is known of an activity already into the form of that screen.
func (a Activity) fillQuick(f *web.Form) *web.Form {
	f.Set("version", strconv.FormatInt(a.Version, 10)).Set("stamp", a.Numbers.Stamp(ofQuick))
	a.Numbers.Fill(f, quick, "")
	fillTicks(f, a.Numbers, quick)
	return f
}

func (h handler) showHeld(w http.ResponseWriter, r *http.Request, g access.Grant, status int, f *web.Form, a Activity) error {
	if a.State != Planned {
		return web.RefuseAt(activityPath(g, a.ID, ""), "Ky aktivitet nuk është më i planifikuar. Ajo që mungon plotësohet te faqja e tij.")
	}
	page := web.NewPage(r, "U zhvillua: %s", a.Title).With(crumbs(g, web.Crumb{Label: a.Title, Path: activityPath(g, a.ID, "")})...)
	p := heldPage{base: h.base(r, g, page.WithForm(f)), A: a, Numbers: inputs(web.Lang(r), f, withoutKinds(quick)), Material: materialTicks(web.Lang(r), f), Consent: web.Options(web.Lang(r), code.Consents)}
	err := h.view(r, g, func(tx *store.Tx) (err error) {
		p.Directory, err = register.ReadDirectory(tx, p.Today)
		return err
	})
	if err != nil {
		return err
	}
	p.Finding = fieldsOf(p.Lang, f, p.Directory, Finding{})
	return heldView.Render(w, r, status, p)
}

// held says that the activity took place, with what is known of it by then.
func (h handler) held(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	a, err := h.covered(r, g)
	if err != nil {
		return err
	}
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	if a.StartsOn > h.today() {
		return web.RefuseAt(activityPath(g, a.ID, ""), "Dita e aktivitetit nuk ka ardhur ende.")
	}
	numbers := readNumbers(f, quick)
	var x Finding
	due := ""
	if f.Has("what") {
		x, due = Finding{CampaignID: a.ID}.read(f, a, h.today())
	}
	file, err := readFile(f, false)
	if err != nil {
		return err
	}
	if !f.OK() || a.State != Planned {
		return h.showHeld(w, r, g, http.StatusUnprocessableEntity, f, a)
	}
	err = h.change(r, g, a.ID, func(tx *store.Tx) error {
		now, err := owned(tx, a.ID)
		if err != nil {
			return err
		}
		if now.Numbers.Stamp(ofQuick) != f.Text("stamp") {
			return store.ErrConflict
		}
		err = activities.Edit(tx, a.ID, f.Version(), func(x *Activity) error { x.State, x.Reason = Held, ""; return nil })
		if err != nil {
			return err
		}
		if err := register.SaveNumbers(tx, a.ID, numbers, ofQuick); err != nil {
			return err
		}
		if x.What != "" {
			if err := h.keepFinding(tx, now, x, due); err != nil {
				return err
			}
		}
		return keepFile(tx, a.ID, file)
	})
	if conflicted(err) {
		now, err := h.covered(r, g)
		if err != nil {
			return err
		}
		return h.conflict(r, g, activityPath(g, a.ID, ""), f, now.fillQuick(web.NewForm(r)), quick)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, activityPath(g, a.ID, ""), "U shënua se aktiviteti u zhvillua.")
}

// A reasonPage asks why an activity does not take place.
type reasonPage struct {
	base
	A Activity
}

var cancelView = web.NewView[reasonPage](files, "cancel.tmpl")

func (h handler) cancelForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	a, err := h.covered(r, g)
	if err != nil {
		return err
	}
	return h.showCancel(w, r, g, http.StatusOK, web.NewForm(r).Set("version", strconv.FormatInt(a.Version, 10)), a)
}

func (h handler) showCancel(w http.ResponseWriter, r *http.Request, g access.Grant, status int, f *web.Form, a Activity) error {
	page := web.NewPage(r, "Anulo aktivitetin").With(crumbs(g, web.Crumb{Label: a.Title, Path: activityPath(g, a.ID, "")})...)
	return cancelView.Render(w, r, status, reasonPage{h.base(r, g, page.WithForm(f)), a})
}

func (h handler) cancel(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	a, err := h.covered(r, g)
	if err != nil {
		return err
	}
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	reason := f.PublicLine("reason")
	if reason == "" {
		f.Fail("reason", "Shkruani pse nuk zhvillohet.")
	}
	if !f.OK() {
		return h.showCancel(w, r, g, http.StatusUnprocessableEntity, f, a)
	}
	err = h.state(r, g, a.ID, f.Version(), func(x *Activity) error {
		if x.State != Planned {
			return web.Refuse("Vetëm një aktivitet i planifikuar mund të anulohet.")
		}
		x.State, x.Reason = Cancelled, reason
		return nil
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, activityPath(g, a.ID, ""), "Aktiviteti u anulua.")
}

// replan takes back that an activity was held or cancelled; its numbers stay.
func (h handler) replan(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	a, err := h.covered(r, g)
	if err != nil {
		return err
	}
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	err = h.state(r, g, a.ID, f.Version(), func(x *Activity) error { x.State, x.Reason = Planned, ""; return nil })
	if err != nil {
		return err
	}
	return web.Redirect(w, r, activityPath(g, a.ID, ""), "Aktiviteti është sërish i planifikuar; numrat mbetën.")
}

func (h handler) state(r *http.Request, g access.Grant, id string, version int64, to func(*Activity) error) error {
	return h.change(r, g, id, func(tx *store.Tx) error {
		if _, err := owned(tx, id); err != nil {
			return err
		}
		return activities.Edit(tx, id, version, to)
	})
}
