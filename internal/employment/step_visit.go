package employment

import (
	"slices"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// visitSteps are what is done about visits, by the institution that looks.
var visitSteps = []step{
	{"/{project}/visit/new", access.RecordVisits, mayVisit, newVisitPage, fillNewVisit, readNewVisit},
	{"/{project}/visit/{visit}", access.RecordVisits, ownVisit, visitPage, fillVisit, readVisit},
	{"/{project}/visit/{visit}/move", access.RecordVisits, movable, movePage, fillMove, readMove},
	{"/{project}/visit/{visit}/again", access.RecordVisits, repeatable, againPage, fillAgain, readAgain},
}

// mayVisit lets those note a visit who have something to look at, see mayLook.
func mayVisit(d *desk) error {
	if !d.looks(d.g) {
		return access.ErrDenied
	}
	return running(d)
}

// running refuses visits to a project that does not run.
func running(d *desk) error {
	if !d.p.Running() {
		return web.RefuseAt(d.back(), "Vizitat shënohen te një projekt i miratuar.")
	}
	return nil
}

// looks reports whether an institution of the grant may note a visit.
func (d *desk) looks(visiting access.Grant) bool {
	return visiting.Whole() || len(d.lookers(visiting)) > 0
}

// lookers are the institutions of the grant that may look at the project.
func (d *desk) lookers(visiting access.Grant) []string {
	return slices.DeleteFunc(visiting.Own(), func(id string) bool { return !mayLook(d.dir, d.p, id) })
}

// mayLook reports whether an institution has to do with the project: it answers for
// it, its monitoring plan names it, it is a partner, or it is an inspectorate, which
// may come unannounced. A finding of anybody else would be one of hearsay.
func mayLook(dir register.Directory, p Project, institution string) bool {
	return institution == p.InstitutionID || dir.Sector(institution) == "inspectorate" ||
		slices.ContainsFunc(p.Checks, func(c Check) bool { return c.InstitutionID == institution }) ||
		slices.ContainsFunc(p.Partners, func(x register.Partner) bool { return x.InstitutionID == institution })
}

// ownVisit denies the visits of another institution.
func ownVisit(d *desk) error {
	v := d.visit()
	if v.ID == "" {
		return store.ErrNotFound
	}
	if !d.g.Covers(v.InstitutionID) {
		return access.ErrDenied
	}
	return running(d)
}

func movable(d *desk) error {
	if err := ownVisit(d); err != nil {
		return err
	}
	if v := d.visit(); !v.Waiting() || v.Overdue(d.today) {
		return web.RefuseAt(d.back(), "Shtyhet vetëm një vizitë së cilës nuk i ka ardhur ende dita. Për një vizitë që kaloi, shënoni çfarë ndodhi.")
	}
	return nil
}

// repeatable refuses to look again where there is nothing to look at.
func repeatable(d *desk) error {
	if err := ownVisit(d); err != nil {
		return err
	}
	if v := d.visit(); !v.Faulty() && v.Finding != NotPossible {
		return web.RefuseAt(d.back(), "Rikontrolli caktohet pas një mangësie, një shkeljeje ose një vizite që nuk u krye dot.")
	}
	return nil
}

// visit is the one of the address.
func (d *desk) visit() Visit { return d.p.visit(d.r.PathValue("visit")) }

func newVisitPage(d *desk, f *web.Form) formPage {
	p := formPage{Page: web.NewPage(d.r, "Vizitë e paplanifikuar"), Caption: d.p.Title, Button: text.T(d.l, "Ruaj vizitën"), done: text.T(d.l, "Vizita u ruajt.")}
	p.Lead = text.T(d.l, "Për një vizitë që u bë pa qenë në planin e monitorimit. Vizitat e planit shënohen te lista e tyre.")
	p.Asks = append([]ask{{Kind: "select", Field: f.Choice("institution", text.T(d.l, "Kush e bëri vizitën"), d.dir.Options(d.lookers(d.g)), "small", "1")}}, d.visitAsks(f)...)
	return p
}

func visitPage(d *desk, f *web.Form) formPage {
	v := d.visit()
	p := formPage{Page: web.NewPage(d.r, "Vizita monitoruese"), Caption: d.p.Title, Button: text.T(d.l, "Ruaj vizitën"), done: text.T(d.l, "Vizita u ruajt."), Asks: d.visitAsks(f)}
	if c, ok := d.p.check(v.CheckID); ok {
		p.Points = append(p.Points, text.T(d.l, "Kontrollohet: %s (%s).", code.Obligations.Label(d.l, c.Kind), code.CheckMethods.Label(d.l, c.Method)))
	}
	if was := d.p.visit(v.RecheckOf); was.ID != "" {
		p.Points = append(p.Points, text.T(d.l, "Rikontroll i vizitës së datës %s: %s.", text.Day(was.DoneOn), strings.TrimSuffix(was.Measure, ".")))
	}
	if v.Planned() {
		p.Points = append(p.Points, text.T(d.l, "Planifikuar për datën %s nga %s.", text.Day(v.PlannedOn), d.dir.Name(v.InstitutionID)))
	}
	if v.TaskID != "" {
		p.Points = append(p.Points, text.T(d.l, "Nga kjo vizitë doli një detyrë. Ajo mbetet siç u dha, edhe nëse ndryshoni masën këtu."))
	}
	return p
}

// visitAsks are the fields of a visit, in the order in which they are seen on site.
func (d *desk) visitAsks(f *web.Form) []ask {
	l := d.l
	var list []web.Option
	for _, e := range d.p.Employers {
		list = append(list, web.Option{Value: e.ID, Label: e.Name})
	}
	return []ask{
		{Kind: "select", Field: f.Choice("employer", text.T(l, "Punëdhënësi"), list, "small", "1", "optional", "1", "blank", text.T(l, "i gjithë projekti"))},
		{Kind: "date", Field: f.Field("done", text.T(l, "Data e vizitës"), "small", "1")},
		{Kind: "radios", Field: f.Choice("finding", text.T(l, "Gjetja"), web.Options(l, code.VisitFindings), "small", "1")},
		{Kind: "text", Field: f.Field("found", text.T(l, "Çfarë u gjet, ose pse vizita nuk u krye"), "small", "1", "rows", "3", "hint", text.T(l, "Pa emra, numra personalë ose telefona."))},
		{Kind: "text", Field: f.Field("measure", text.T(l, "Masa: çfarë duhet rregulluar"), "small", "1", "rows", "2", "optional", "1", "hint", text.T(l, "Bëhet detyrë e institucionit që përgjigjet për projektin."))},
		{Kind: "date", Field: f.Field("due", text.T(l, "Afati i masës"), "small", "1", "optional", "1")},
	}
}

func fillNewVisit(d *desk, f *web.Form) {
	if list := d.dir.Options(d.lookers(d.g)); len(list) == 1 {
		f.Set("institution", list[0].Value)
	}
	f.SetDay("done", d.today)
}

func fillVisit(d *desk, f *web.Form) {
	v := d.visit()
	f.Set("employer", v.EmployerID).SetDay("done", v.DoneOn).Set("finding", v.Finding).Set("found", v.Found).Set("measure", v.Measure).SetDay("due", v.DueOn)
	if v.Waiting() {
		f.SetDay("done", d.today)
	}
	version(f, v.Version)
}

func readNewVisit(d *desk, f *web.Form) (func(*store.Tx) error, string) {
	v := Visit{ProjectID: d.p.ID, InstitutionID: f.Need("institution", "Zgjidhni kush e bëri vizitën.")}
	if v.InstitutionID != "" && !(d.dir.Has(v.InstitutionID) && (d.g.Whole() || slices.Contains(d.lookers(d.g), v.InstitutionID))) {
		f.Fail("institution", "Zgjidhni një institucion nga lista.")
	}
	d.readFinding(f, &v)
	if f.OK() && slices.ContainsFunc(d.p.Visits, v.same) {
		f.Fail("done", "Kjo vizitë është shënuar tashmë, fjalë për fjalë.")
	}
	return func(tx *store.Tx) error {
		v.ID = tx.NewID()
		return record(tx, d.asks, d.p, v, 0)
	}, "/" + d.p.ID + "#visits"
}

func readVisit(d *desk, f *web.Form) (func(*store.Tx) error, string) {
	v := d.visit()
	was := v.DueOn
	d.readFinding(f, &v)
	if t := d.tasks[v.TaskID]; t.state == "open" && v.DueOn != was {
		f.Fail("due", "Për këtë masë është e hapur detyra %s me afat %s. Afati ndryshohet te detyra; këtu lëreni %s.", t.Name(), text.Day(was), text.Day(was))
	}
	return func(tx *store.Tx) error { return record(tx, d.asks, d.p, v, f.Version()) }, "/" + d.p.ID + "#visits"
}

// readFinding reads what came of a visit.
func (d *desk) readFinding(f *web.Form, v *Visit) {
	if v.EmployerID = f.Text("employer"); v.EmployerID != "" {
		if _, ok := d.p.employer(v.EmployerID); !ok {
			f.Fail("employer", "Zgjidhni një punëdhënës nga lista, ose lëreni bosh.")
		}
	}
	v.DoneOn = f.NeedDay("done", "Shkruani datën e vizitës.")
	switch {
	case v.DoneOn > d.today:
		f.Fail("done", "Vizita nuk mund të jetë bërë në të ardhmen.")
	case v.DoneOn != "" && v.DoneOn < d.p.StartsOn:
		f.Fail("done", "Projekti filloi më %s: vizita nuk mund të jetë më e hershme.", text.Day(d.p.StartsOn))
	}
	v.Finding = f.Code("finding", code.VisitFindings, "Zgjidhni çfarë u gjet.")
	v.Found, v.Measure, v.DueOn = f.Public("found"), f.Public("measure"), f.Day("due")
	d.checkMeasure(f, *v)
}

// checkMeasure holds the finding and what follows from it together.
func (d *desk) checkMeasure(f *web.Form, v Visit) {
	switch {
	case v.Finding == NotPossible && v.Found == "":
		f.Fail("found", "Shkruani pse vizita nuk u krye dot.")
	case v.Faulty() && v.Found == "":
		f.Fail("found", "Shkruani çfarë u gjet.")
	}
	switch {
	case v.Finding == Serious && v.Measure == "":
		f.Fail("measure", "Pas një shkeljeje shkruani çfarë duhet rregulluar.")
	case !v.Faulty() && v.Measure != "":
		f.Fail("measure", "Masa jepet pas një mangësie ose shkeljeje. Ndryshoni gjetjen, ose hiqni masën.")
	}
	switch {
	case v.Measure != "" && v.DueOn == "":
		f.Fail("due", "Shkruani deri kur duhet rregulluar.")
	case v.Measure == "" && v.DueOn != "":
		f.Fail("due", "Afati vlen vetëm për një masë. Shkruani masën, ose hiqni afatin.")
	case v.DueOn != "" && v.DueOn < v.DoneOn:
		f.Fail("due", "Afati nuk mund të jetë para vizitës.")
	case v.DueOn != "" && v.DoneOn != "" && v.DueOn > text.DaysAfter(v.DoneOn, 366):
		f.Fail("due", "Afati i një mase është deri një vit pas vizitës. Kontrolloni vitin: shkruani një datë deri më %s.", text.Day(text.DaysAfter(v.DoneOn, 366)))
	}
}

func movePage(d *desk, f *web.Form) formPage {
	return formPage{
		Page: web.NewPage(d.r, "Shty vizitën"), Caption: d.p.Title, Button: text.T(d.l, "Shty vizitën"), done: text.T(d.l, "Vizita u shty."),
		Asks: []ask{{Kind: "date", Field: f.Field("planned", text.T(d.l, "Data e re"), "small", "1")}},
	}
}

func fillMove(d *desk, f *web.Form) {
	v := d.visit()
	f.SetDay("planned", v.PlannedOn)
	version(f, v.Version)
}

func readMove(d *desk, f *web.Form) (func(*store.Tx) error, string) {
	v := d.visit()
	v.PlannedOn = d.readPlanned(f)
	return func(tx *store.Tx) error {
		return visits.Edit(tx, v.ID, f.Version(), func(was *Visit) error { *was = v; return nil })
	}, "/" + d.p.ID + "#visits"
}

// readPlanned reads a day on which somebody will look.
func (d *desk) readPlanned(f *web.Form) string {
	day := f.NeedDay("planned", "Shkruani datën e vizitës.")
	_, last := d.p.Window("kept")
	switch {
	case day != "" && day < d.today:
		f.Fail("planned", "Data ka kaluar. Shkruani një datë nga sot e tutje.")
	case day > last:
		f.Fail("planned", "Vizitat caktohen deri më %s.", text.Day(last))
	}
	return day
}

func againPage(d *desk, f *web.Form) formPage {
	p := formPage{
		Page: web.NewPage(d.r, "Cakto rikontrollin"), Caption: d.p.Title, Button: text.T(d.l, "Cakto rikontrollin"), done: text.T(d.l, "Rikontrolli u caktua."),
		Asks: []ask{{Kind: "date", Field: f.Field("planned", text.T(d.l, "Data e rikontrollit"), "small", "1")}},
	}
	if v := d.visit(); v.Measure != "" {
		p.Points = []string{text.T(d.l, "Masa: %s. Afati: %s.", strings.TrimSuffix(v.Measure, "."), text.Day(v.DueOn))}
	}
	return p
}

// fillAgain proposes the day after the measure is owed.
func fillAgain(d *desk, f *web.Form) {
	if v := d.visit(); v.DueOn != "" {
		f.SetDay("planned", max(text.DaysAfter(v.DueOn, 1), d.today))
	}
}

func readAgain(d *desk, f *web.Form) (func(*store.Tx) error, string) {
	was := d.visit()
	v := Visit{ProjectID: d.p.ID, CheckID: was.CheckID, EmployerID: was.EmployerID, InstitutionID: was.InstitutionID, PlannedOn: d.readPlanned(f)}
	if was.Faulty() {
		v.RecheckOf = was.ID
	}
	for _, x := range d.p.Visits {
		if x.Waiting() && x.RecheckOf == was.ID && was.Faulty() {
			f.Fail("planned", "Rikontrolli është caktuar tashmë për datën %s.", text.Day(x.PlannedOn))
		}
	}
	return func(tx *store.Tx) error {
		v.ID = tx.NewID()
		return visits.Add(tx, v)
	}, "/" + d.p.ID + "#visits"
}
