package training

import (
	"fmt"
	"net/http"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

// A dutyRow is who is obliged, as the list shows it.
type dutyRow struct {
	Duty
	Institution string
	Now         bool // in force today
	CanKeep     bool
}

type dutiesPage struct {
	web.Page
	Base      string
	Rows      []dutyRow
	Proposed  []web.Option // institutions that sit in the committee and have no duty
	CanKeep   bool
	MayAddFor map[string]bool
}

var (
	dutiesView = web.NewView[dutiesPage](files, "duties.tmpl")
	seated     = store.Read(`SELECT DISTINCT institution_id FROM committee_seated WHERE committee_id = $1 AND since <= $2 AND until >= $2 ORDER BY institution_id`)
)

// JobName names a function.
func (p dutiesPage) JobName(c string) string { return code.Jobs.Label(p.Lang, c) }

func (h handler) duties(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p := dutiesPage{Page: web.NewPage(r, "Kush është i detyruar të trajnohet").With(home(g)), Base: path(g, ""), MayAddFor: map[string]bool{}}
	err := h.view(r, g, func(tx *store.Tx) error {
		d, err := register.ReadDirectory(tx, h.today())
		if err != nil {
			return err
		}
		list, err := loadDuties(tx)
		if err != nil {
			return err
		}
		sit, err := store.All(tx, seated, func(id *string) []any { return []any{id} }, h.today())
		p.list(g, d, list, sit, h.today())
		return err
	})
	if err != nil {
		return err
	}
	return dutiesView.Render(w, r, http.StatusOK, p)
}

// list shows the duties by institution, and proposes those that sit in the committee
// and have none today.
func (p *dutiesPage) list(g access.Grant, d register.Directory, list []Duty, sit []string, today string) {
	sits := map[string]bool{}
	for _, id := range sit {
		sits[id] = true
	}
	for _, o := range d.Options(nil) {
		p.MayAddFor[o.Value] = keeps(g, o.Value)
		p.CanKeep = p.CanKeep || p.MayAddFor[o.Value]
		has := false
		for _, x := range list {
			if x.InstitutionID == o.Value {
				p.Rows = append(p.Rows, dutyRow{x, o.Label, x.On(today), p.MayAddFor[o.Value]})
				has = has || x.On(today)
			}
		}
		if !has && sits[o.Value] {
			p.Proposed = append(p.Proposed, o)
		}
	}
}

func (h handler) readDuty(r *http.Request, g access.Grant) (x Duty, d register.Directory, err error) {
	look, err := g.Also(access.ReadTraining)
	if err != nil {
		return x, nil, err
	}
	err = h.view(r, look, func(tx *store.Tx) (err error) {
		if d, err = register.ReadDirectory(tx, h.today()); err != nil {
			return err
		}
		if id := r.PathValue("duty"); id != "" {
			x, err = duties.Get(tx, id)
		}
		return err
	})
	return x, d, err
}

func (h handler) dutySheet(r *http.Request, g access.Grant, x Duty, d register.Directory) sheet {
	at := path(g, "/duty")
	s := sheet{title: "Detyrim i ri", lead: "Sa persona të një funksioni duhet t'i njohin procedurat. Kur numri ndryshon, mbylleni detyrimin e vjetër me datë dhe shtoni një të ri.",
		button: "Ruaj detyrimin", done: "Detyrimi u ruajt.", crumbs: []web.Crumb{home(g), {Label: "Kush është i detyruar të trajnohet", Path: at}}, action: at, back: at, now: x.Version}
	if x.ID != "" {
		s.title, s.action = "Ndrysho detyrimin", at+"/"+x.ID+"/edit"
		s.again = func() (sheet, error) {
			now, d, err := h.readDuty(r, g)
			return h.dutySheet(r, g, now, d), err
		}
	}
	s.inputs = func(f *web.Form) []input {
		return []input{
			{"select", f.Choice("institution", web.T(r, "Institucioni"), keeping(g, d), "small", "1")},
			{"select", f.Choice("job", web.T(r, "Funksioni"), web.Options(web.Lang(r), code.Jobs), "small", "1")},
			{"input", f.Field("staff", web.T(r, "Sa persona"), "small", "1", "width", "4", "inputmode", "numeric")},
			{"date", f.Field("from", web.T(r, "Nga data"), "small", "1")},
			{"date", f.Field("to", web.T(r, "Në fuqi deri më"), "small", "1", "optional", "1")},
			{"input", f.Field("basis", web.T(r, "Baza"), "small", "1", "optional", "1", "hint", web.T(r, "Akti ose vendimi që e kërkon."))},
			{"radios", f.Choice("verified", web.T(r, "A është konfirmuar numri nga institucioni?"), yesNo(r), "small", "1", "inline", "1")},
		}
	}
	s.fill = func(f *web.Form) {
		f.Set("institution", x.InstitutionID).Set("job", x.Job).SetDay("from", x.From).SetDay("to", x.To).Set("basis", x.Basis)
		if x.ID != "" {
			f.Set("staff", fmt.Sprint(x.Staff))
		}
		setYes(f, "verified", x.Verified)
	}
	return s
}

func readDutyForm(f *web.Form, g access.Grant, d register.Directory, x *Duty) {
	x.InstitutionID = readOwner(f, g, d, "institution")
	x.Job = f.Code("job", code.Jobs, "Zgjidhni funksionin.")
	if n := readWhole(f, "staff", 1, 10_000); n != nil {
		x.Staff = *n
	} else {
		f.Fail("staff", "Shkruani sa persona janë të detyruar.")
	}
	x.From, x.To = readSpan(f, "Shkruani nga cila ditë vlen detyrimi.")
	x.Basis, x.Verified = f.PublicLine("basis"), readYes(f, "verified")
}

func (h handler) newDuty(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	x, d, err := h.readDuty(r, g)
	if err != nil {
		return err
	}
	mine := keeping(g, d)
	if len(mine) == 0 {
		return access.ErrDenied
	}
	x.From, x.InstitutionID = h.today(), r.URL.Query().Get("institution")
	if len(mine) == 1 {
		x.InstitutionID = mine[0].Value
	}
	s := h.dutySheet(r, g, x, d)
	return s.show(w, r, http.StatusOK, s.form(r))
}

func (h handler) addDuty(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	x, d, err := h.readDuty(r, g)
	if err != nil {
		return err
	}
	s := h.dutySheet(r, g, x, d)
	readDutyForm(f, g, d, &x)
	x.ID = h.db.NewID()
	return h.save(w, r, g, s, f, "duty", x.ID, func(tx *store.Tx) error { return duties.Add(tx, x) })
}

func (h handler) editDuty(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	x, d, err := h.readDuty(r, g)
	if err != nil {
		return err
	}
	if !keeps(g, x.InstitutionID) {
		return access.ErrDenied
	}
	s := h.dutySheet(r, g, x, d)
	return s.show(w, r, http.StatusOK, s.form(r))
}

func (h handler) saveDuty(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	x, d, err := h.readDuty(r, g)
	if err == nil {
		err = own(g, x.InstitutionID)
	}
	if err != nil {
		return err
	}
	s := h.dutySheet(r, g, x, d)
	readDutyForm(f, g, d, &x)
	return h.save(w, r, g, s, f, "duty", x.ID, func(tx *store.Tx) error {
		return duties.Edit(tx, x.ID, f.Version(), func(was *Duty) error { *was = x; return nil })
	})
}

func (h handler) askRemoveDuty(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	x, d, err := h.readDuty(r, g)
	if err != nil {
		return err
	}
	if !keeps(g, x.InstitutionID) {
		return access.ErrDenied
	}
	at := path(g, "/duty")
	p := removePage{Page: web.NewPage(r, "Hiq detyrimin").With(home(g), web.Crumb{Label: "Kush është i detyruar të trajnohet", Path: at}), Action: at + "/" + x.ID + "/remove", Back: at, Version: x.Version}
	p.What = fmt.Sprintf("%s: %s, %d", d.Name(x.InstitutionID), code.Jobs.Label(p.Lang, x.Job), x.Staff)
	return removeView.Render(w, r, http.StatusOK, p)
}

func (h handler) removeDuty(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	x, _, err := h.readDuty(r, g)
	if err == nil {
		err = own(g, x.InstitutionID)
	}
	if err != nil {
		return err
	}
	err = h.change(r, g, "duty", x.ID, func(tx *store.Tx) error { return duties.Remove(tx, x.ID, f.Version()) })
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/duty"), "Detyrimi u hoq.")
}
