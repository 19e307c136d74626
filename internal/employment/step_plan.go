package employment

import (
	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// planSteps are what is done to the monitoring plan and to the employers.
var planSteps = []step{
	{"/{project}/check/new", access.KeepEmployment, kept, newCheckPage, fillNoCheck, readCheck},
	{"/{project}/check/{check}", access.KeepEmployment, keptCheck, checkPage, fillCheck, readCheck},
	{"/{project}/check/{check}/remove", access.KeepEmployment, keptCheck, dropCheckPage, fillCheck, readDropCheck},
	{"/{project}/employer/new", access.KeepEmployment, kept, newEmployerPage, fillNoCheck, readEmployer},
	{"/{project}/employer/{employer}", access.KeepEmployment, keptEmployer, employerPage, fillEmployer, readEmployer},
	{"/{project}/employer/{employer}/remove", access.KeepEmployment, keptEmployer, dropEmployerPage, fillEmployer, readDropEmployer},
}

func keptCheck(d *desk) error {
	if err := kept(d); err != nil {
		return err
	}
	if _, ok := d.check(); !ok {
		return store.ErrNotFound
	}
	return nil
}

// check is the line of the plan that the address names.
func (d *desk) check() (Check, bool) { return d.p.check(d.r.PathValue("check")) }

func newCheckPage(d *desk, f *web.Form) formPage {
	return formPage{Page: web.NewPage(d.r, "Shto një kontroll në planin e monitorimit"), Caption: d.p.Title, Button: text.T(d.l, "Ruaj kontrollin"), done: text.T(d.l, "Plani i monitorimit u ruajt."), Lead: d.checkLead(), Asks: d.checkAsks(f)}
}

func checkPage(d *desk, f *web.Form) formPage {
	return formPage{Page: web.NewPage(d.r, "Ndrysho kontrollin"), Caption: d.p.Title, Button: text.T(d.l, "Ruaj kontrollin"), done: text.T(d.l, "Plani i monitorimit u ruajt."), Lead: d.checkLead(), Asks: d.checkAsks(f)}
}

func (d *desk) checkLead() string {
	if d.p.State == Approved {
		return text.T(d.l, "Projekti është miratuar: vizitat e ardhshme ndjekin planin e ri. Ato që kaluan mbeten.")
	}
	return text.T(d.l, "Në hartim mund të ruani edhe një kontroll të paplotë. Për miratim duhet të dihet kush, si dhe kur kontrollon.")
}

func (d *desk) checkAsks(f *web.Form) []ask {
	l := d.l
	return []ask{
		{Kind: "select", Field: f.Choice("kind", text.T(l, "Detyrimi i punëdhënësit"), web.Options(l, code.Obligations), "small", "1")},
		{Kind: "input", Field: f.Field("amount", text.T(l, "Sa"), "small", "1", "optional", "1", "width", "5", "inputmode", "numeric", "hint", text.T(l, "Orë në javë për orarin; ditë pas sezonit për mbajtjen në punë."))},
		{Kind: "select", Field: f.Choice("institution", text.T(l, "Kush e kontrollon"), d.dir.Options(nil), "small", "1")},
		{Kind: "select", Field: f.Choice("method", text.T(l, "Si kontrollohet"), web.Options(l, code.CheckMethods), "small", "1")},
		{Kind: "select", Field: f.Choice("frequency", text.T(l, "Sa shpesh"), web.Options(l, Frequencies), "small", "1")},
		{Kind: "date", Field: f.Field("first", text.T(l, "Kontrolli i parë"), "small", "1", "hint", text.T(l, "Brenda periudhës %s–%s; për mbajtjen në punë edhe deri në %s ditë pas saj.", text.Day(d.p.StartsOn), text.Day(d.p.EndsOn), text.Number(l, int64(figure.Whole(afterSeason)))))},
		{Kind: "input", Field: f.Field("note", text.T(l, "Shënim"), "small", "1", "optional", "1")},
	}
}

// fillNoCheck is a form for what is not there yet.
func fillNoCheck(*desk, *web.Form) {}

func fillCheck(d *desk, f *web.Form) {
	c, _ := d.check()
	f.Set("kind", c.Kind).SetNumber("amount", c.Amount).Set("institution", c.InstitutionID).Set("method", c.Method).Set("frequency", c.Frequency).SetDay("first", c.FirstOn).Set("note", c.Note)
	version(f, c.Version)
}

func readCheck(d *desk, f *web.Form) (func(*store.Tx) error, string) {
	c, there := d.check()
	if !there {
		c = Check{ProjectID: d.p.ID}
	}
	c.Kind = f.Code("kind", code.Obligations, "Zgjidhni çfarë duhet të respektojë punëdhënësi.")
	if c.Amount = f.Number("amount"); c.Amount != nil && *c.Amount <= 0 {
		f.Fail("amount", "Shkruani një numër mbi zero, ose lëreni bosh.")
	}
	if c.InstitutionID = f.Text("institution"); c.InstitutionID != "" && !d.dir.Has(c.InstitutionID) {
		f.Fail("institution", "Zgjidhni një institucion nga lista.")
	}
	c.Method, c.Frequency = d.maybe(f, "method", code.CheckMethods), d.maybe(f, "frequency", code.Frequencies)
	c.FirstOn, c.Note = f.Day("first"), f.PublicLine("note")
	d.checkWindow(f, c)
	if d.p.State == Approved || d.p.State == Closed && !d.p.Told() {
		d.complete(f, c)
	}
	return func(tx *store.Tx) error {
		if c.ID == "" {
			c.ID = tx.NewID()
		}
		return saveCheck(tx, d.p, c, f.Version())
	}, "/" + d.p.ID + "#plan"
}

func (d *desk) checkWindow(f *web.Form, c Check) {
	from, to := d.p.Window(c.Kind)
	if c.FirstOn != "" && (c.FirstOn < from || c.FirstOn > to) {
		f.Fail("first", "Kontrolli i parë duhet të jetë mes datave %s dhe %s.", text.Day(from), text.Day(to))
	}
}

// complete asks for what the plan of an approved project must have.
func (d *desk) complete(f *web.Form, c Check) {
	if c.InstitutionID == "" {
		f.Fail("institution", "Zgjidhni kush e kontrollon: projekti është miratuar.")
	}
	if c.Method == "" {
		f.Fail("method", "Zgjidhni si kontrollohet: projekti është miratuar.")
	}
	if c.Frequency == "" {
		f.Fail("frequency", "Zgjidhni sa shpesh kontrollohet: projekti është miratuar.")
	}
	if c.FirstOn == "" {
		f.Fail("first", "Shkruani ditën e kontrollit të parë: projekti është miratuar.")
	}
}

func dropCheckPage(d *desk, f *web.Form) formPage {
	c, _ := d.check()
	return formPage{
		Page: web.NewPage(d.r, "Hiq kontrollin nga plani"), Caption: d.p.Title, Button: text.T(d.l, "Hiq kontrollin"), Grave: true, done: text.T(d.l, "Kontrolli u hoq nga plani."),
		Lead: text.T(d.l, "Kontrolli «%s» hiqet nga plani bashkë me vizitat e tij të ardhshme.", code.Obligations.Label(d.l, c.Kind)),
	}
}

func readDropCheck(d *desk, f *web.Form) (func(*store.Tx) error, string) {
	c, _ := d.check()
	return func(tx *store.Tx) error { return removeCheck(tx, d.p, c, f.Version(), d.today) }, "/" + d.p.ID + "#plan"
}

func keptEmployer(d *desk) error {
	if err := kept(d); err != nil {
		return err
	}
	if _, ok := d.employer(); !ok {
		return store.ErrNotFound
	}
	return nil
}

func (d *desk) employer() (Employer, bool) { return d.p.employer(d.r.PathValue("employer")) }

func newEmployerPage(d *desk, f *web.Form) formPage {
	return formPage{Page: web.NewPage(d.r, "Shto një punëdhënës"), Caption: d.p.Title, Button: text.T(d.l, "Ruaj punëdhënësin"), done: text.T(d.l, "Punëdhënësi u ruajt."), Asks: d.employerAsks(f)}
}

func employerPage(d *desk, f *web.Form) formPage {
	return formPage{Page: web.NewPage(d.r, "Ndrysho punëdhënësin"), Caption: d.p.Title, Button: text.T(d.l, "Ruaj punëdhënësin"), done: text.T(d.l, "Punëdhënësi u ruajt."), Asks: d.employerAsks(f)}
}

func (d *desk) employerAsks(f *web.Form) []ask {
	return []ask{
		{Kind: "input", Field: f.Field("name", text.T(d.l, "Emri i biznesit"), "small", "1", "hint", text.T(d.l, "Siç është në regjistrin e bizneseve; jo emri i pronarit."))},
		{Kind: "input", Field: f.Field("nipt", text.T(d.l, "NIPT"), "small", "1", "optional", "1", "width", "10", "hint", text.T(d.l, "Një shkronjë, tetë shifra dhe një shkronjë. Bosh, nëse nuk dihet."))},
		{Kind: "select", Field: f.Choice("municipality", text.T(d.l, "Bashkia"), d.employerPlaces(), "small", "1")},
	}
}

func fillEmployer(d *desk, f *web.Form) {
	e, _ := d.employer()
	f.Set("name", e.Name).Set("nipt", e.NIPT).Set("municipality", e.Municipality)
	version(f, e.Version)
}

func readEmployer(d *desk, f *web.Form) (func(*store.Tx) error, string) {
	e, there := d.employer()
	f.Need("name", "Shkruani emrin e biznesit.")
	e.Name, e.ProjectID = f.PublicLine("name"), d.p.ID
	nipt, ok := ParseNIPT(f.Text("nipt"))
	if f.Has("nipt") && !ok {
		f.Fail("nipt", "NIPT-i ka një shkronjë, tetë shifra dhe një shkronjë. Kontrollojeni, ose lëreni bosh.")
	}
	e.NIPT, e.Municipality = nipt, f.Text("municipality")
	if len(chosen([]string{e.Municipality}, d.employerPlaces())) == 0 {
		f.Fail("municipality", "Zgjidhni bashkinë.")
	}
	return func(tx *store.Tx) error {
		if !there {
			e.ID = tx.NewID()
		}
		return saveEmployer(tx, e, f.Version())
	}, "/" + d.p.ID + "#employers"
}

// employerPlaces are the municipalities an employer may be in.
func (d *desk) employerPlaces() []web.Option {
	e, _ := d.employer()
	return d.municipalities(append(d.p.Targeted(Municipality), e.Municipality)...)
}

func dropEmployerPage(d *desk, f *web.Form) formPage {
	e, _ := d.employer()
	return formPage{
		Page: web.NewPage(d.r, "Hiq punëdhënësin"), Caption: d.p.Title, Button: text.T(d.l, "Hiq punëdhënësin"), Grave: true, done: text.T(d.l, "Punëdhënësi u hoq."),
		Lead: text.T(d.l, "Punëdhënësi «%s» hiqet nga projekti.", e.Name),
	}
}

func readDropEmployer(d *desk, f *web.Form) (func(*store.Tx) error, string) {
	e, _ := d.employer()
	return func(tx *store.Tx) error { return removeEmployer(tx, d.p, e, f.Version()) }, "/" + d.p.ID + "#employers"
}
