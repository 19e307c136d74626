package campaign

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

type formPage struct {
	base
	A        Activity
	Action   string
	Numbers  []register.Input
	Audience ticks
	Material ticks
	Own      []web.Option
	Options  formOptions
	CanState bool // a new one may have been held already
}

// formOptions are what may be chosen.
type formOptions struct{ Kinds, Places, Slots, Plan, Institutions []web.Option }

var formView = web.NewView[formPage](register.With(files), "form.tmpl", "parts.tmpl", register.Partial)

// counted are the counts that the form asks for with how surely they are known;
// what is ticked by kind has fields of its own.
var counted = withoutKinds(code.CampaignCounts)

func withoutKinds(counts []code.Count) []code.Count {
	var list []code.Count
	for _, c := range counts {
		if slices.Contains(c.Breakdowns, code.ByKind) {
			c.Breakdowns = nil
		}
		if c.Code != "audience" {
			list = append(list, c)
		}
	}
	return list
}

// ofForm says which numbers the form holds: all but the total of the audiences,
// which would count persons that came under two kinds twice.
func ofForm(k register.Key) bool { return k.What != "audience" || k.Part != "" }

// stamp changes whenever what the form holds beside the row of the activity does.
func (a Activity) stamp() string {
	return a.Numbers.Stamp(ofForm) + register.StampPartners(a.Partners)
}

func (h handler) newForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	if !g.Can(access.KeepCampaigns) {
		return access.ErrDenied
	}
	f := web.NewForm(r)
	if id := r.FormValue("slot"); id != "" {
		var s Slot
		err := h.view(r, g, func(tx *store.Tx) (err error) {
			s, err = slots.Get(tx, id)
			return err
		})
		if err != nil {
			return err
		}
		f.Set("slot", s.ID).Set("title", s.Title).SetDay("starts_on", s.StartsOn)
		if s.EndsOn != s.StartsOn {
			f.SetDay("ends_on", s.EndsOn)
		}
		if s.Audience != "" {
			f.Set("audience", s.Audience)
		}
	}
	return h.showForm(w, r, g, http.StatusOK, f.Set("state", Planned), Activity{})
}

func (h handler) editForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	a, err := h.covered(r, g)
	if err != nil {
		return err
	}
	return h.showForm(w, r, g, http.StatusOK, a.fill(web.NewForm(r)), a)
}

// fill puts an activity into a form.
func (a Activity) fill(f *web.Form) *web.Form {
	f.Set("title", a.Title).Set("kind", a.Kind).SetDay("starts_on", a.StartsOn).Set("hour", strings.Replace(a.Hour, ":", ".", 1)).
		Set("municipality", a.Municipality).Set("place", a.Place).Set("institution", a.InstitutionID).Set("slot", a.SlotID).
		Set("activity", a.ActivityID).Set("media", a.Media).Set("source", a.Source).Set("note", a.Note).
		Set("version", strconv.FormatInt(a.Version, 10)).Set("stamp", a.stamp())
	if a.EndsOn != a.StartsOn {
		f.SetDay("ends_on", a.EndsOn)
	}
	a.Numbers.Fill(f, code.CampaignCounts, "")
	fillTicks(f, a.Numbers, code.CampaignCounts)
	register.FillPartners(f, a.Partners)
	return f
}

func (h handler) showForm(w http.ResponseWriter, r *http.Request, g access.Grant, status int, f *web.Form, a Activity) error {
	keep, err := g.Also(access.KeepCampaigns)
	if err != nil {
		return err
	}
	page, more := web.NewPage(r, "Shto një aktivitet"), []web.Crumb(nil)
	if a.ID != "" {
		page, more = web.NewPage(r, "Ndrysho aktivitetin"), []web.Crumb{{Label: a.Title, Path: activityPath(g, a.ID, "")}}
	}
	p := formPage{base: h.base(r, g, page.With(crumbs(g, more...)...).WithForm(f)), A: a, Action: r.URL.Path, CanState: a.ID == ""}
	p.Options.Kinds = web.Options(p.Lang, code.CampaignKinds)
	err = h.view(r, g, func(tx *store.Tx) error { return p.offer(tx, keep) })
	if err != nil {
		return err
	}
	p.Numbers, p.Audience, p.Material = inputs(p.Lang, f, counted), audienceTicks(p.Lang, f), materialTicks(p.Lang, f)
	return formView.Render(w, r, status, p)
}

// offer reads what may be chosen: what is chosen already stays among it.
func (p *formPage) offer(tx *store.Tx, keep access.Grant) (err error) {
	if p.Directory, err = register.ReadDirectory(tx, p.Today); err != nil {
		return err
	}
	p.Own, p.Options.Institutions = p.Directory.Options(keep.Own()), p.Directory.Options(nil)
	qark, err := readQark(tx)
	if err != nil {
		return err
	}
	p.Options.Places = register.PlaceOptions(code.MunicipalitiesOf(qark), p.A.Municipality)
	lines, err := store.All(tx, allSlots, (*Slot).fields)
	if err != nil {
		return err
	}
	for _, s := range lines {
		p.Options.Slots = append(p.Options.Slots, web.Option{Value: s.ID, Label: p.Days(s.StartsOn, s.EndsOn, "") + " " + s.Title})
	}
	year := p.Today[:4]
	if p.A.StartsOn != "" {
		year = p.A.StartsOn[:4]
	}
	n, _ := strconv.ParseInt(year, 10, 64)
	list, err := store.All(tx, planOfYear, (*planned).fields, n)
	if err != nil {
		return err
	}
	if id := p.Form.Text("activity"); id != "" && !slices.ContainsFunc(list, func(x planned) bool { return x.ID == id }) {
		other, err := store.All(tx, planOf, (*planned).fields, id)
		if err != nil {
			return err
		}
		list = append(list, other...)
	}
	for _, x := range list {
		p.Options.Plan = append(p.Options.Plan, web.Option{Value: x.ID, Label: strings.TrimSpace(x.Number + " " + x.Title)})
	}
	return nil
}

// inputs are the fields of counts; of persons reached it is asked whether they
// were counted or estimated.
func inputs(l text.Lang, f *web.Form, counts []code.Count) []register.Input {
	list := register.Inputs(l, f, counts, false)
	for i := range list {
		if counts[i].Code != "reached" {
			continue
		}
		q := &list[i].Qualifier
		q.Label = text.T(l, "Si dihet")
		q.Options = []web.Option{
			{Value: string(figure.Exact), Label: text.T(l, "të numëruar")}, {Value: string(figure.About), Label: text.T(l, "të vlerësuar (rreth)")},
			{Value: string(figure.MoreThan), Label: text.T(l, "të vlerësuar (mbi)")}, {Value: string(figure.LessThan), Label: text.T(l, "të vlerësuar (më pak se)")},
			{Value: string(figure.Several), Label: text.T(l, "disa, pa numër")}, {Value: string(figure.NotKnown), Label: text.T(l, "nuk dihet")},
		}
	}
	return list
}

// read reads an activity from a form, over what it was.
func (a Activity) read(f *web.Form, d register.Directory, keep access.Grant, today string) Activity {
	a.Title = f.PublicLine("title")
	if a.Title == "" {
		f.Fail("title", "Shkruani si quhet aktiviteti, për shembull «Takim me nxënësit».")
	}
	a.Kind = f.Code("kind", code.CampaignKinds, "Zgjidhni llojin e aktivitetit.")
	a.StartsOn = f.NeedDay("starts_on", "Shkruani datën e aktivitetit.")
	if a.EndsOn = f.Day("ends_on"); a.EndsOn == "" {
		a.EndsOn = a.StartsOn
	}
	register.CheckYear(f, "starts_on", a.StartsOn, today)
	register.CheckYear(f, "ends_on", f.Day("ends_on"), today)
	if f.OK() && a.EndsOn < a.StartsOn {
		f.Fail("ends_on", "Dita e fundit është para së parës. Ndreqni njërën.")
	}
	a.Hour = readHour(f)
	a.Municipality, a.Place = f.Text("municipality"), f.PublicLine("place")
	a.InstitutionID = f.Text("institution")
	if own := keep.Own(); a.InstitutionID == "" && len(own) == 1 {
		a.InstitutionID = own[0]
	}
	if !d.Has(a.InstitutionID) || !keep.Covers(a.InstitutionID) {
		f.Fail("institution", "Zgjidhni institucionin që e organizon.")
	}
	a.SlotID, a.ActivityID = f.Text("slot"), f.Text("activity")
	a.Media, a.Source, a.Note = f.PublicLine("media"), f.PublicLine("source"), f.Public("note")
	a.Numbers, a.Partners = readNumbers(f, code.CampaignCounts), register.ReadPartners(f, d, a.InstitutionID)
	if a.State == "" {
		a.State = f.Code("state", code.EventStates[:2], "Zgjidhni nëse aktiviteti u zhvillua apo është i planifikuar.")
	}
	if a.State == Held && a.StartsOn > today {
		f.Fail("starts_on", "Ky aktivitet nuk ka ndodhur ende: shënojeni të planifikuar, ose ndreqni datën.")
	}
	return a
}

func readHour(f *web.Form) string {
	typed := f.Text("hour")
	if typed == "" {
		return ""
	}
	hour, err := text.ParseClock(typed)
	if err != nil {
		f.Fail("hour", "Shkruani orën dhe minutat, për shembull 10.30.")
	}
	return hour
}

// refer checks that what a form refers to is there. The municipality may also be the
// one that stood in the record.
func (a Activity) refer(tx *store.Tx, f *web.Form, stood string) error {
	qark, err := readQark(tx)
	if err != nil {
		return err
	}
	in := func(o web.Option) bool { return o.Value == a.Municipality }
	if a.Municipality != "" && !slices.ContainsFunc(register.PlaceOptions(code.MunicipalitiesOf(qark), stood), in) {
		f.Fail("municipality", "Zgjidhni një bashki të qarkut.")
	}
	if a.SlotID != "" {
		if _, err := slots.Get(tx, a.SlotID); err != nil {
			f.Fail("slot", "Kjo veprimtari nuk është më në kalendar. Zgjidhni një tjetër, ose asnjë.")
		}
	}
	if a.ActivityID != "" {
		list, err := store.All(tx, planOf, (*planned).fields, a.ActivityID)
		if err != nil {
			return err
		}
		if len(list) == 0 {
			f.Fail("activity", "Ky aktivitet nuk është më në plan. Zgjidhni një tjetër, ose asnjë.")
		}
	}
	return nil
}

// keepParts saves the numbers and partners of an activity.
func (a Activity) keepParts(tx *store.Tx) error {
	if err := register.SaveNumbers(tx, a.ID, a.Numbers, ofForm); err != nil {
		return err
	}
	return register.SavePartners(tx, a.ID, a.Partners)
}

func (h handler) create(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	a, f, err := h.readActivity(r, g, Activity{})
	if err != nil {
		return err
	}
	if !f.OK() {
		return h.showForm(w, r, g, http.StatusUnprocessableEntity, f, Activity{})
	}
	a.ID = h.db.NewID()
	err = h.change(r, g, a.ID, func(tx *store.Tx) error {
		if err := activities.Add(tx, a); err != nil {
			return err
		}
		return a.keepParts(tx)
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, activityPath(g, a.ID, ""), "Aktiviteti u shtua.")
}

// readActivity reads the form over what an activity was.
func (h handler) readActivity(r *http.Request, g access.Grant, was Activity) (a Activity, f *web.Form, err error) {
	if f, err = web.ReadForm(r); err != nil {
		return a, f, err
	}
	err = h.view(r, g, func(tx *store.Tx) error {
		d, err := register.ReadDirectory(tx, h.today())
		if err != nil {
			return err
		}
		a = was.read(f, d, g, h.today())
		return a.refer(tx, f, was.Municipality)
	})
	return a, f, err
}

func (h handler) save(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	was, err := h.covered(r, g)
	if err != nil {
		return err
	}
	a, f, err := h.readActivity(r, g, was)
	if err != nil {
		return err
	}
	if !f.OK() {
		return h.showForm(w, r, g, http.StatusUnprocessableEntity, f, was)
	}
	err = h.change(r, g, a.ID, func(tx *store.Tx) error {
		now, err := owned(tx, a.ID)
		if err != nil {
			return err
		}
		if now.stamp() != f.Text("stamp") {
			return store.ErrConflict
		}
		err = activities.Edit(tx, a.ID, f.Version(), func(x *Activity) error {
			a.Version, a.State, a.Reason = x.Version, x.State, x.Reason
			*x = a
			return nil
		})
		if err != nil {
			return err
		}
		return a.keepParts(tx)
	})
	if conflicted(err) {
		now, err := h.covered(r, g)
		if err != nil {
			return err
		}
		return h.conflict(r, g, activityPath(g, a.ID, ""), f, now.fill(web.NewForm(r)), code.CampaignCounts)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, activityPath(g, a.ID, ""), "U ruajt.")
}
