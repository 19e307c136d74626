package plan

import (
	"errors"
	"net/http"
	"strconv"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

type activityEditPage struct {
	editPage
	Activity       Activity
	Objectives     []web.Option
	Institutions   []web.Option
	Municipalities []web.Option
	Frequencies    []web.Option
	Funding        []web.Option
	Topics         []web.Option
	Units          []web.Option
	Rows           []int
}

var activityEditView = web.NewView[activityEditPage](files, "activity_edit.tmpl", "amendment.tmpl")

func (h handler) editActivity(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, a, p := web.NewForm(r), Activity{ID: newID, ObjectiveID: r.URL.Query().Get("objective")}, Plan{}
	err := h.view(r.Context(), g, func(tx *store.Tx) (err error) {
		if p, err = plans.Get(tx, r.PathValue("plan")); err != nil {
			return err
		}
		f.SetDay("in_force", today(tx))
		if id := r.PathValue("id"); id != newID {
			a, err = GetActivity(tx, id)
		}
		return err
	})
	if err != nil {
		return err
	}
	if !mayEdit(g, p) || a.ID != newID && a.PlanID != p.ID {
		return access.ErrDenied
	}
	fillActivity(f, a)
	return h.showActivityEdit(w, r, g, http.StatusOK, p, f)
}

func fillActivity(f *web.Form, a Activity) {
	if a.NumberTyped {
		f.Set("number", a.Number)
	}
	f.Set("version", strconv.FormatInt(a.Version, 10)).Set("objective", a.ObjectiveID).Set("title", a.Title).Set("description", a.Description).
		Set("lead", a.LeadID).SetDay("starts", a.StartsOn).SetDay("due", a.DueOn).Set("frequency", a.Frequency).
		Set("target_group", a.TargetGroup).SetNumber("budget", a.Budget).Set("funding", a.Funding).Set("topic", a.Topic).Set("remarks", a.Remarks)
	f.Values["partner"], f.Values["municipality"] = a.Partners, a.Municipalities
	for n, i := range a.Indicators {
		f.Set(row("indicator_id", n), i.ID).Set(row("indicator", n), i.Name).Set(row("unit", n), i.Unit).
			SetNumber(row("baseline", n), i.Baseline).SetNumber(row("target", n), i.Target)
	}
}

func (h handler) showActivityEdit(w http.ResponseWriter, r *http.Request, g access.Grant, status int, p Plan, f *web.Form) error {
	id, title, l := r.PathValue("id"), "Ndrysho aktivitetin", web.Lang(r)
	if id == newID {
		title = "Aktivitet i ri"
	}
	page := activityEditPage{
		editPage: newEditPage(r, g, p, f, title), Frequencies: web.Options(l, code.Frequencies), Funding: web.Options(l, code.Funding),
		Topics: web.Options(l, code.TopicList), Units: web.Options(l, code.Units), Rows: rowsWithBlank(f, 3, "indicator", "baseline", "target"),
	}
	page.New, page.Action = id == newID, savePath(g, p, "/activity/"+id)
	if !page.New {
		page.CanRemove = planPath(g, p.ID) + "/remove/activity/" + id
	}
	reading, err := g.Also(access.ReadPlan)
	if err != nil {
		return err
	}
	if err := h.view(r.Context(), reading, func(tx *store.Tx) error { return page.choices(tx) }); err != nil {
		return err
	}
	return activityEditView.Render(w, r, status, page)
}

// choices reads what can be chosen: objectives, institutions, municipalities.
func (p *activityEditPage) choices(tx *store.Tx) error {
	list, err := loadObjectives(tx, p.Plan.ID)
	if err != nil {
		return err
	}
	for _, o := range list {
		p.Objectives = append(p.Objectives, web.Option{Value: o.ID, Label: code.Pillars.Label(p.Lang, o.Pillar) + ": " + o.Name()})
	}
	names, err := namesOn(tx, today(tx))
	if err != nil {
		return err
	}
	p.Institutions = names.options()
	places, err := municipalities(tx)
	p.Municipalities = placeOptions(places)
	return err
}

func readActivityForm(f *web.Form, plan, id string) Activity {
	f.Need("title", "Shkruani çfarë do të bëhet.")
	a := Activity{
		ID: id, PlanID: plan, Version: f.Version(), Number: f.Text("number"), NumberTyped: f.Has("number"),
		ObjectiveID: f.Need("objective", "Zgjidhni objektivin të cilit i shërben aktiviteti."),
		LeadID:      f.Need("lead", "Zgjidhni institucionin përgjegjës: ai raporton për aktivitetin."),
		Title:       f.Public("title"), Description: f.Public("description"), Remarks: f.Public("remarks"), TargetGroup: f.Public("target_group"),
		StartsOn: f.Day("starts"), DueOn: f.Day("due"), Budget: f.Number("budget"),
		Frequency: optional(f, "frequency", code.Frequencies), Funding: optional(f, "funding", code.Funding), Topic: optional(f, "topic", code.TopicList),
		Municipalities: f.List("municipality"), Indicators: readIndicators(f),
	}
	for _, id := range f.List("partner") {
		if id != a.LeadID { // who leads is not a partner as well
			a.Partners = append(a.Partners, id)
		}
	}
	a.check(f)
	return a
}

// optional reads a code that may be left blank.
func optional(f *web.Form, name string, list code.List) string {
	if !f.Has(name) {
		return ""
	}
	return f.Code(name, list, "Zgjidhni një nga vlerat e listës, ose lëreni bosh.")
}

func (a Activity) check(f *web.Form) {
	if a.DueOn != "" && a.StartsOn > a.DueOn {
		f.Fail("due", "Afati është para fillimit. Ndreqni njërën nga dy datat.")
	}
	if a.Budget != nil && *a.Budget < 0 {
		f.Fail("budget", "Buxheti nuk mund të jetë nën zero. Lëreni bosh kur nuk dihet.")
	}
}

func readIndicators(f *web.Form) []Indicator {
	var list []Indicator
	for _, n := range rowsOf(f, "indicator", "baseline", "target") {
		f.Need(row("indicator", n), "Shkruani çfarë mat treguesi, ose fshini vlerat e rreshtit.")
		i := Indicator{
			ID: f.Text(row("indicator_id", n)), Name: f.Public(row("indicator", n)), Unit: optional(f, row("unit", n), code.Units),
			Baseline: f.Number(row("baseline", n)), Target: f.Number(row("target", n)),
		}
		for name, v := range map[string]*figure.Number{row("baseline", n): i.Baseline, row("target", n): i.Target} {
			if v != nil && *v < 0 {
				f.Fail(name, "Vlera e treguesit nuk mund të jetë nën zero.")
			}
		}
		list = append(list, i)
	}
	return list
}

func (h handler) saveActivity(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	p, day, err := h.planAndDay(r, g)
	if err != nil {
		return err
	}
	a := readActivityForm(f, p.ID, r.PathValue("id"))
	am := amendment(f, p, day)
	if !f.OK() {
		return h.showActivityEdit(w, r, g, http.StatusUnprocessableEntity, p, f)
	}
	isNew := a.ID == newID
	if isNew {
		a.ID = h.db.NewID()
	}
	err = h.db.Change(r.Context(), g, store.Subject{Kind: "activity", ID: a.ID}, func(tx *store.Tx) error {
		return saveChecked(tx, a, am, isNew)
	})
	if errors.Is(err, store.ErrConflict) {
		return h.activityConflict(r, g, p, a, f)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, planPath(g, p.ID)+"/activity/"+a.ID, "U ruajt aktiviteti «%s».", a.Title)
}

// saveChecked saves an activity whose objective is one of its plan, and whose
// indicators are its own or new.
func saveChecked(tx *store.Tx, a Activity, am Amendment, isNew bool) error {
	o, err := objectives.Get(tx, a.ObjectiveID)
	if err != nil || o.PlanID != a.PlanID {
		return store.ErrNotFound
	}
	own := map[string]bool{}
	if !isNew {
		was, err := GetActivity(tx, a.ID)
		if err != nil {
			return err
		}
		for _, i := range was.Indicators {
			own[i.ID] = true
		}
	}
	for n := range a.Indicators {
		if !own[a.Indicators[n].ID] {
			a.Indicators[n].ID = ""
		}
	}
	if isNew {
		_, err := AddActivity(tx, a, am)
		return err
	}
	return EditActivity(tx, a, am)
}

func (h handler) activityConflict(r *http.Request, g access.Grant, p Plan, mine Activity, f *web.Form) error {
	var now Activity
	var words reader
	reading, err := g.Also(access.ReadPlan)
	if err != nil {
		return err
	}
	err = h.view(r.Context(), reading, func(tx *store.Tx) (err error) {
		if now, err = GetActivity(tx, mine.ID); err != nil {
			return err
		}
		words, err = loadReader(tx, web.Lang(r), p.ID, today(tx))
		return err
	})
	if err != nil {
		return err
	}
	if mine.Number == "" {
		mine.Number = now.Number
	}
	back := planPath(g, p.ID) + "/activity/" + mine.ID
	return web.Conflict{
		Back: back, Action: savePath(g, p, "/activity/"+mine.ID), Form: f.Values, Now: now.Version,
		Fields: conflictFields(words.activity(mine.tidy()), words.activity(now)),
	}
}

// loadReader reads what is needed to put the parts of a plan into words.
func loadReader(tx *store.Tx, l text.Lang, plan, day string) (reader, error) {
	names, err := namesOn(tx, day)
	if err != nil {
		return reader{}, err
	}
	list, err := loadObjectives(tx, plan)
	return newReader(l, names, list), err
}
