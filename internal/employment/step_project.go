package employment

import (
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// projectSteps are what is done to a project as a whole.
var projectSteps = []step{
	{"/new", access.KeepEmployment, nil, newProjectPage, fillNew, readNew},
	{"/{project}/edit", access.KeepEmployment, kept, editPage, fillEdit, readEdit},
	{"/{project}/numbers", access.KeepEmployment, kept, numbersPage, fillNumbers, readNumbers},
	{"/{project}/approve", access.ApproveProjects, isDraft, approvePage, fillVersion, readApprove},
	{"/{project}/close", access.KeepEmployment, closable, closePage, fillVersion, readClose},
	{"/{project}/cancel", access.KeepEmployment, stands, cancelPage, fillVersion, readCancel},
	{"/{project}/reopen", access.KeepEmployment, ended, reopenPage, fillVersion, readReopen},
}

// own denies what belongs to another institution.
func own(d *desk) error {
	if !d.g.Covers(d.p.InstitutionID) {
		return access.ErrDenied
	}
	return nil
}

// kept is own, and refuses what was cancelled.
func kept(d *desk) error {
	if err := own(d); err != nil {
		return err
	}
	if d.p.State == Cancelled {
		return web.RefuseAt(d.back(), "Projekti është anuluar. Rihapeni më parë, nëse do të vazhdojë.")
	}
	return nil
}

func isDraft(d *desk) error {
	if d.p.State != Draft {
		return web.RefuseAt(d.back(), "Vetëm një projekt në hartim mund të miratohet.")
	}
	return nil
}

func closable(d *desk) error {
	if err := own(d); err != nil {
		return err
	}
	if !d.p.mayClose() {
		return web.RefuseAt(d.back(), "Mbyllet një projekt i miratuar, ose një projekt i njohur vetëm nga një burim.")
	}
	return nil
}

func stands(d *desk) error {
	if err := own(d); err != nil {
		return err
	}
	if d.p.State != Draft && d.p.State != Approved {
		return web.RefuseAt(d.back(), "Ky projekt është mbyllur ose anuluar tashmë.")
	}
	return nil
}

func ended(d *desk) error {
	if err := own(d); err != nil {
		return err
	}
	if d.p.State != Closed && d.p.State != Cancelled {
		return web.RefuseAt(d.back(), "Ky projekt nuk është mbyllur e as anuluar.")
	}
	return nil
}

func fillVersion(d *desk, f *web.Form) { version(f, d.p.Version) }

func newProjectPage(d *desk, f *web.Form) formPage {
	return formPage{
		Page: web.NewPage(d.r, "Projekt i ri punësimi"), Button: text.T(d.l, "Ruaj projektin"), done: text.T(d.l, "Projekti u ruajt si projekt në hartim. Tani shtoni planin e monitorimit."),
		Lead: text.T(d.l, "Projekti nis në hartim. Miratohet kur plani i monitorimit thotë kush, si dhe kur e kontrollon atë që duhet të respektojë punëdhënësi."),
		Asks: d.projectAsks(f),
	}
}

func editPage(d *desk, f *web.Form) formPage {
	return formPage{Page: web.NewPage(d.r, "Ndrysho projektin"), Caption: d.p.Title, Button: text.T(d.l, "Ruaj projektin"), done: text.T(d.l, "Projekti u ruajt."), Asks: d.projectAsks(f)}
}

// projectAsks are the fields of a project.
func (d *desk) projectAsks(f *web.Form) []ask {
	l := d.l
	var actions []web.Option
	for _, a := range d.actions {
		actions = append(actions, web.Option{Value: a.id, Label: a.number + " " + a.title})
	}
	return []ask{
		{Kind: "input", Field: f.Field("title", text.T(l, "Emërtimi i projektit"), "small", "1")},
		{Kind: "select", Field: f.Choice("institution", text.T(l, "Institucioni që përgjigjet për projektin"), d.dir.Options(d.g.Own()), "small", "1")},
		{Kind: "text", Field: f.Field("aim", text.T(l, "Synimi"), "small", "1", "rows", "3", "hint", text.T(l, "Çfarë duhet të ndryshojë, dhe për kë."))},
		{Kind: "checks", Field: f.Choice("groups", text.T(l, "Grupet e synuara"), web.Options(l, code.TargetGroups), "small", "1")},
		{Kind: "checks", Field: f.Choice("municipalities", text.T(l, "Bashkitë"), d.municipalities(d.p.Targeted(Municipality)...), "small", "1")},
		{Kind: "date", Field: f.Field("starts", text.T(l, "Fillon më"), "small", "1")},
		{Kind: "date", Field: f.Field("ends", text.T(l, "Mbaron më"), "small", "1")},
		{Kind: "select", Field: f.Choice("sector", text.T(l, "Sektori (ISIC)"), web.Options(l, code.Industries), "small", "1")},
		{Kind: "select", Field: f.Choice("occupation", text.T(l, "Profesioni (ISCO-08)"), web.Options(l, code.Occupations), "small", "1", "optional", "1", "blank", text.T(l, "disa ose ende i pacaktuar"))},
		{Kind: "input", Field: f.Field("legal_basis", text.T(l, "Baza ligjore"), "small", "1", "optional", "1", "hint", text.T(l, "Ligji, vendimi ose marrëveshja mbi të cilën mbështetet projekti."))},
		{Kind: "select", Field: f.Choice("funding", text.T(l, "Financimi"), web.Options(l, code.Funding), "small", "1", "optional", "1", "blank", text.T(l, "nuk dihet"))},
		{Kind: "input", Field: f.Field("funder", text.T(l, "Kush e financon"), "small", "1", "optional", "1")},
		{Kind: "checks", Field: f.Choice("partners", text.T(l, "Partnerë nga komiteti"), d.dir.Options(nil), "small", "1", "optional", "1", "hint", text.T(l, "Për shembull zyra arsimore, formimi profesional dhe inspektorati i punës."))},
		{Kind: "text", Field: f.Field("outside", text.T(l, "Partnerë të tjerë"), "rows", "3", "small", "1", "optional", "1", "hint", text.T(l, "Një emër institucioni ose organizate për rresht. Jo emra personash."))},
		{Kind: "select", Field: f.Choice("activity", text.T(l, "Aktiviteti i planit të veprimit"), actions, "small", "1", "optional", "1", "blank", text.T(l, "asnjë"))},
		{Kind: "input", Field: f.Field("source", text.T(l, "Burimi"), "small", "1", "optional", "1", "hint", text.T(l, "Vetëm për një projekt që njihet nga një dokument ose lajm: prej tij nuk kërkohet plan monitorimi."))},
		{Kind: "text", Field: f.Field("note", text.T(l, "Shënim"), "small", "1", "rows", "2", "optional", "1")},
	}
}

func fillNew(d *desk, f *web.Form) {
	if list := d.dir.Options(d.g.Own()); len(list) == 1 {
		f.Set("institution", list[0].Value)
	}
}

func fillEdit(d *desk, f *web.Form) {
	p := d.p
	f.Set("title", p.Title).Set("institution", p.InstitutionID).Set("aim", p.Aim).SetDay("starts", p.StartsOn).SetDay("ends", p.EndsOn).Set("sector", p.Sector)
	f.Set("occupation", p.Occupation).Set("legal_basis", p.LegalBasis).Set("funding", p.Funding).Set("funder", p.Funder).Set("activity", p.ActivityID).Set("source", p.Source).Set("note", p.Note)
	f.Values["groups"], f.Values["municipalities"] = p.Targeted(Group), p.Targeted(Municipality)
	register.FillPartners(f, p.Partners)
	version(f, p.Version)
}

// readProject reads the fields of a project over what it was.
func (d *desk) readProject(f *web.Form) Project {
	p := d.p
	f.Need("title", "Shkruani si quhet projekti.")
	f.Need("aim", "Shkruani synimin e projektit.")
	p.Title, p.Aim, p.LegalBasis, p.Funder = f.PublicLine("title"), f.Public("aim"), f.PublicLine("legal_basis"), f.PublicLine("funder")
	p.Source, p.Note = f.PublicLine("source"), f.Public("note")
	p.InstitutionID = f.Need("institution", "Zgjidhni institucionin që përgjigjet për projektin.")
	if p.InstitutionID != "" && !(d.dir.Has(p.InstitutionID) && d.g.Covers(p.InstitutionID)) {
		f.Fail("institution", "Zgjidhni një institucion nga lista.")
	}
	p.Sector = f.Code("sector", code.Industries, "Zgjidhni sektorin.")
	p.Occupation, p.Funding = d.maybe(f, "occupation", code.Occupations), d.maybe(f, "funding", code.Funding)
	if p.ActivityID = f.Text("activity"); p.ActivityID != "" && !slices.ContainsFunc(d.actions, func(a activity) bool { return a.id == p.ActivityID }) {
		f.Fail("activity", "Zgjidhni një aktivitet nga lista, ose lëreni bosh.")
	}
	if p.ApprovedOn != "" && p.Source != "" && !d.p.Told() {
		f.Fail("source", "Projekti është miratuar nga komiteti: burimi shkruhet vetëm për një projekt që njihet nga një dokument. Shkruajeni te shënimi.")
	}
	p.Partners = register.ReadPartners(f, d.dir, p.InstitutionID)
	d.readTargets(f, &p)
	d.readPeriod(f, &p)
	return p
}

// maybe reads a code that may be left out.
func (d *desk) maybe(f *web.Form, name string, list code.List) string {
	if !f.Has(name) {
		return ""
	}
	return f.Code(name, list, "Zgjidhni një nga lista, ose lëreni bosh.")
}

func (d *desk) readTargets(f *web.Form, p *Project) {
	groups := chosen(f.List("groups"), web.Options(d.l, code.TargetGroups))
	places := chosen(f.List("municipalities"), d.municipalities(d.p.Targeted(Municipality)...))
	if len(groups) == 0 {
		f.Fail("groups", "Zgjidhni të paktën një grup të synuar.")
	}
	if len(places) == 0 {
		f.Fail("municipalities", "Zgjidhni të paktën një bashki.")
	}
	p.Targets = nil
	for _, g := range groups {
		p.Targets = append(p.Targets, Target{Kind: Group, Value: g})
	}
	for _, m := range places {
		p.Targets = append(p.Targets, Target{Kind: Municipality, Value: m})
	}
}

// longest is how many days a seasonal project may last: three years.
const longest = 3 * 366

func (d *desk) readPeriod(f *web.Form, p *Project) {
	p.StartsOn, p.EndsOn = f.NeedDay("starts", "Shkruani kur fillon projekti."), f.NeedDay("ends", "Shkruani kur mbaron projekti.")
	if p.StartsOn == "" || p.EndsOn == "" {
		return
	}
	register.CheckYear(f, "starts", p.StartsOn, d.today)
	switch {
	case p.EndsOn < p.StartsOn:
		f.Fail("ends", "Projekti nuk mund të mbarojë para se të fillojë.")
	case p.EndsOn > text.DaysAfter(p.StartsOn, longest):
		f.Fail("ends", "Një projekt sezonal zgjat deri në tri vjet. Kontrolloni vitin.")
	}
	if p.State == Approved || p.State == Closed && !p.Told() {
		for _, lacking := range p.Lacking(d.l) {
			f.Fail("starts", "%s", lacking)
		}
	}
}

func readNew(d *desk, f *web.Form) (func(*store.Tx) error, string) {
	p := d.readProject(f)
	p.ID = d.newID()
	d.made = p.ID
	return func(tx *store.Tx) error { return Create(tx, p) }, "/" + p.ID
}

func readEdit(d *desk, f *web.Form) (func(*store.Tx) error, string) {
	p := d.readProject(f)
	return func(tx *store.Tx) error { return Save(tx, p, f.Version()) }, "/" + p.ID
}

// The numbers of a project, for what is not listed row by row.
func numbersPage(d *desk, f *web.Form) formPage {
	p := formPage{
		Page: web.NewPage(d.r, "Numrat e projektit"), Caption: d.p.Title, Button: text.T(d.l, "Ruaj numrat"), done: text.T(d.l, "Numrat u ruajtën."),
		Lead:    text.T(d.l, "Një fushë bosh do të thotë se nuk ka përgjigje; zeroja është përgjigje."),
		Numbers: register.Inputs(d.l, f, code.ProjectCounts, false), counts: code.ProjectCounts,
	}
	if n := len(d.p.Placements); n > 0 {
		p.Points = []string{text.T(d.l, "Në projekt janë shkruar %s të punësuar një nga një: ata numërohen. Numri i shkruar këtu shfaqet përbri.", text.Number(d.l, int64(figure.Whole(int64(n)))))}
	}
	return p
}

func fillNumbers(d *desk, f *web.Form) {
	d.p.Numbers.Fill(f, code.ProjectCounts, "")
	f.Set("stamp", d.p.Numbers.Stamp(register.All))
}

func readNumbers(d *desk, f *web.Form) (func(*store.Tx) error, string) {
	n, stamp := register.Read(f, code.ProjectCounts, ""), f.Text("stamp")
	return func(tx *store.Tx) error { return saveNumbers(tx, d.p.ID, n, stamp) }, "/" + d.p.ID + "#numbers"
}

// saveNumbers keeps the numbers of a record, unless somebody changed them since
// they were shown.
func saveNumbers(tx *store.Tx, id string, n register.Numbers, stamp string) error {
	now, err := register.LoadNumbers(tx, id)
	if err != nil {
		return err
	}
	if now.Stamp(register.All) != stamp {
		return store.ErrConflict
	}
	return register.SaveNumbers(tx, id, n, register.All)
}

func approvePage(d *desk, f *web.Form) formPage {
	p := formPage{Page: web.NewPage(d.r, "Mirato projektin"), Caption: d.p.Title, done: text.T(d.l, "Projekti u miratua dhe vizitat e planit u caktuan.")}
	if p.Points = d.p.Lacking(d.l); len(p.Points) > 0 {
		p.Lead = text.T(d.l, "Projekti nuk mund të miratohet ende. Në planin e monitorimit mungon:")
		return p
	}
	p.Button = text.T(d.l, "Mirato projektin")
	p.Lead = text.T(d.l, "Me miratimin caktohen vizitat monitoruese sipas planit.")
	p.Asks = []ask{
		{Kind: "input", Field: f.Field("decision", text.T(d.l, "Vendimi"), "small", "1", "hint", text.T(d.l, "Me cilin akt u miratua: vendimi, procesverbali ose shkresa, me numër."))},
		{Kind: "date", Field: f.Field("day", text.T(d.l, "Data e vendimit"), "small", "1")},
	}
	return p
}

func readApprove(d *desk, f *web.Form) (func(*store.Tx) error, string) {
	f.Need("decision", "Shkruani me cilin vendim u miratua.")
	decision, day := f.PublicLine("decision"), f.NeedDay("day", "Shkruani datën e vendimit.")
	first := text.DaysAfter(d.p.StartsOn, -366)
	switch {
	case day > d.today:
		f.Fail("day", "Data e vendimit nuk mund të jetë në të ardhmen.")
	case day != "" && day < first:
		f.Fail("day", "Projekti fillon më %s: vendimi nuk mund të jetë më shumë se një vit më parë. Kontrolloni vitin: shkruani një datë nga %s.", text.Day(d.p.StartsOn), text.Day(first))
	}
	if len(d.p.Lacking(d.l)) > 0 {
		f.Fail("decision", "Projekti nuk mund të miratohet pa plan të plotë monitorimi.")
	}
	return func(tx *store.Tx) error { return Approve(tx, d.p.ID, f.Version(), decision, day) }, "/" + d.p.ID + "#visits"
}

func closePage(d *desk, f *web.Form) formPage {
	return formPage{
		Page: web.NewPage(d.r, "Mbyll projektin"), Caption: d.p.Title, Button: text.T(d.l, "Mbyll projektin"), done: text.T(d.l, "Projekti u mbyll."),
		Lead: text.T(d.l, "Projekti i mbyllur mbetet në regjistër. Vizitat e fundit dhe mbajtja në punë pas sezonit mund të shënohen edhe më vonë."),
	}
}

func readClose(d *desk, f *web.Form) (func(*store.Tx) error, string) {
	return func(tx *store.Tx) error { return Close(tx, d.p.ID, f.Version()) }, "/" + d.p.ID
}

func cancelPage(d *desk, f *web.Form) formPage {
	return formPage{
		Page: web.NewPage(d.r, "Anulo projektin"), Caption: d.p.Title, Button: text.T(d.l, "Anulo projektin"), Grave: true, done: text.T(d.l, "Projekti u anulua."),
		Lead: text.T(d.l, "Projekti i anuluar nuk numërohet më dhe vizitat e tij nuk priten, por mbetet në listë me arsyen."),
		Asks: []ask{{Kind: "text", Field: f.Field("reason", text.T(d.l, "Pse anulohet"), "small", "1", "rows", "3")}},
	}
}

func readCancel(d *desk, f *web.Form) (func(*store.Tx) error, string) {
	f.Need("reason", "Shkruani pse anulohet projekti.")
	reason := f.Public("reason")
	return func(tx *store.Tx) error { return Cancel(tx, d.p.ID, f.Version(), reason) }, "/" + d.p.ID
}

func reopenPage(d *desk, f *web.Form) formPage {
	return formPage{
		Page: web.NewPage(d.r, "Rihap projektin"), Caption: d.p.Title, Button: text.T(d.l, "Rihap projektin"), done: text.T(d.l, "Projekti u rihap."),
		Lead: text.T(d.l, "Projekti kthehet siç ishte para se të mbyllej ose të anulohej."),
	}
}

func readReopen(d *desk, f *web.Form) (func(*store.Tx) error, string) {
	return func(tx *store.Tx) error { return Reopen(tx, d.p.ID, f.Version()) }, "/" + d.p.ID
}
