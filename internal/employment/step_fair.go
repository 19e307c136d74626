package employment

import (
	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// fairSteps are what is done to a job fair.
var fairSteps = []step{
	{"/new-fair", access.KeepEmployment, nil, newFairPage, fillNew, readNewFair},
	{"/{fair}/fair/edit", access.KeepEmployment, ownFair, fairPage, fillFair, readFairEdit},
	{"/{fair}/fair/numbers", access.KeepEmployment, heldFair, fairNumbersPage, fillFairNumbers, readFairNumbers},
	{"/{fair}/fair/cancel", access.KeepEmployment, ownFair, cancelFairPage, fillFairVersion, readCancelFair},
	{"/{fair}/fair/reopen", access.KeepEmployment, ownFair, reopenFairPage, fillFairVersion, readReopenFair},
}

func ownFair(d *desk) error {
	if !d.g.Covers(d.fair.InstitutionID) {
		return access.ErrDenied
	}
	return nil
}

// heldFair refuses numbers of what has not taken place.
func heldFair(d *desk) error {
	if err := ownFair(d); err != nil {
		return err
	}
	switch {
	case d.fair.State == "cancelled":
		return web.RefuseAt(d.back(), "Panairi është anuluar. Rihapeni më parë, nëse u zhvillua.")
	case d.fair.HeldOn > d.today:
		return web.RefuseAt(d.back(), "Panairi është më %s. Numrat shënohen pasi të jetë zhvilluar.", text.Day(d.fair.HeldOn))
	}
	return nil
}

func newFairPage(d *desk, f *web.Form) formPage {
	return formPage{Page: web.NewPage(d.r, "Panair i ri pune"), Button: text.T(d.l, "Ruaj panairin"), done: text.T(d.l, "Panairi u ruajt."), Asks: d.fairAsks(f)}
}

func fairPage(d *desk, f *web.Form) formPage {
	return formPage{Page: web.NewPage(d.r, "Ndrysho panairin"), Caption: d.fair.Title, Button: text.T(d.l, "Ruaj panairin"), done: text.T(d.l, "Panairi u ruajt."), Asks: d.fairAsks(f)}
}

func (d *desk) fairAsks(f *web.Form) []ask {
	l := d.l
	return []ask{
		{Kind: "input", Field: f.Field("title", text.T(l, "Emërtimi i panairit"), "small", "1")},
		{Kind: "select", Field: f.Choice("institution", text.T(l, "Organizatori"), d.dir.Options(d.g.Own()), "small", "1")},
		{Kind: "date", Field: f.Field("held", text.T(l, "Data e panairit"), "small", "1")},
		{Kind: "select", Field: f.Choice("municipality", text.T(l, "Bashkia"), d.municipalities(d.fair.Municipality), "small", "1")},
		{Kind: "input", Field: f.Field("place", text.T(l, "Vendi"), "small", "1", "optional", "1")},
		{Kind: "checks", Field: f.Choice("partners", text.T(l, "Partnerë nga komiteti"), d.dir.Options(nil), "small", "1", "optional", "1")},
		{Kind: "text", Field: f.Field("outside", text.T(l, "Partnerë të tjerë"), "rows", "3", "small", "1", "optional", "1", "hint", text.T(l, "Një emër institucioni ose organizate për rresht. Jo emra personash."))},
		{Kind: "input", Field: f.Field("source", text.T(l, "Burimi"), "small", "1", "optional", "1")},
		{Kind: "text", Field: f.Field("note", text.T(l, "Shënim"), "small", "1", "rows", "2", "optional", "1")},
	}
}

func fillFairVersion(d *desk, f *web.Form) { version(f, d.fair.Version) }

func fillFair(d *desk, f *web.Form) {
	x := d.fair
	f.Set("title", x.Title).Set("institution", x.InstitutionID).SetDay("held", x.HeldOn).Set("municipality", x.Municipality).Set("place", x.Place).Set("source", x.Source).Set("note", x.Note)
	register.FillPartners(f, x.Partners)
	version(f, x.Version)
}

func (d *desk) readFair(f *web.Form) Fair {
	x := d.fair
	f.Need("title", "Shkruani si quhet panairi.")
	x.Title, x.Place, x.Source, x.Note = f.PublicLine("title"), f.PublicLine("place"), f.PublicLine("source"), f.Public("note")
	x.InstitutionID = f.Need("institution", "Zgjidhni organizatorin.")
	if x.InstitutionID != "" && !(d.dir.Has(x.InstitutionID) && d.g.Covers(x.InstitutionID)) {
		f.Fail("institution", "Zgjidhni një institucion nga lista.")
	}
	x.HeldOn, x.Municipality = f.NeedDay("held", "Shkruani datën e panairit."), f.Text("municipality")
	register.CheckYear(f, "held", x.HeldOn, d.today)
	if x.State == "held" && x.HeldOn > d.today {
		f.Fail("held", "Panairi është zhvilluar: data nuk mund të jetë në të ardhmen.")
	}
	if len(chosen([]string{x.Municipality}, d.municipalities(d.fair.Municipality))) == 0 {
		f.Fail("municipality", "Zgjidhni bashkinë.")
	}
	x.Partners = register.ReadPartners(f, d.dir, x.InstitutionID)
	return x
}

func readNewFair(d *desk, f *web.Form) (func(*store.Tx) error, string) {
	x := d.readFair(f)
	x.ID, x.State = d.newID(), "planned"
	d.made = x.ID
	return func(tx *store.Tx) error {
		if err := fairs.Add(tx, x); err != nil {
			return err
		}
		return register.SavePartners(tx, x.ID, x.Partners)
	}, "/" + x.ID + "/fair"
}

func readFairEdit(d *desk, f *web.Form) (func(*store.Tx) error, string) {
	x := d.readFair(f)
	return func(tx *store.Tx) error {
		if err := fairs.Edit(tx, x.ID, f.Version(), func(was *Fair) error { *was = x; return nil }); err != nil {
			return err
		}
		if err := touchFair(tx, x.ID, f.Version()); err != nil {
			return err
		}
		return register.SavePartners(tx, x.ID, x.Partners)
	}, "/" + x.ID + "/fair"
}

// touchFair is touch, for a job fair.
func touchFair(tx *store.Tx, id string, version int64) error {
	now, err := fairs.Get(tx, id)
	if err != nil || now.Version != version {
		return err
	}
	_, err = tx.Exec(newerFair, id)
	return err
}

var newerFair = store.Write(`UPDATE employment_fair SET version = version + 1 WHERE committee_id = $1 AND id = $2`)

func fairNumbersPage(d *desk, f *web.Form) formPage {
	return formPage{
		Page: web.NewPage(d.r, "Numrat e panairit"), Caption: d.fair.Title, Button: text.T(d.l, "Ruaj numrat"), done: text.T(d.l, "Numrat u ruajtën."),
		Lead:    text.T(d.l, "Panairi shënohet si i zhvilluar. Një fushë bosh do të thotë se nuk ka përgjigje; zeroja është përgjigje."),
		Numbers: register.Inputs(d.l, f, code.FairCounts, false), counts: code.FairCounts,
	}
}

func fillFairNumbers(d *desk, f *web.Form) {
	d.fair.Numbers.Fill(f, code.FairCounts, "")
	f.Set("stamp", d.fair.Numbers.Stamp(register.All))
}

func readFairNumbers(d *desk, f *web.Form) (func(*store.Tx) error, string) {
	n, stamp := register.Read(f, code.FairCounts, ""), f.Text("stamp")
	return func(tx *store.Tx) error {
		if err := saveNumbers(tx, d.fair.ID, n, stamp); err != nil {
			return err
		}
		return fairs.Edit(tx, d.fair.ID, d.fair.Version, func(x *Fair) error { x.State = "held"; return nil })
	}, "/" + d.fair.ID + "/fair"
}

func cancelFairPage(d *desk, f *web.Form) formPage {
	return formPage{
		Page: web.NewPage(d.r, "Anulo panairin"), Caption: d.fair.Title, Button: text.T(d.l, "Anulo panairin"), Grave: true, done: text.T(d.l, "Panairi u anulua."),
		Lead: text.T(d.l, "Panairi i anuluar mbetet në listë me arsyen."),
		Asks: []ask{{Kind: "text", Field: f.Field("reason", text.T(d.l, "Pse anulohet"), "small", "1", "rows", "3")}},
	}
}

func readCancelFair(d *desk, f *web.Form) (func(*store.Tx) error, string) {
	f.Need("reason", "Shkruani pse anulohet panairi.")
	reason := f.Public("reason")
	return func(tx *store.Tx) error {
		return fairs.Edit(tx, d.fair.ID, f.Version(), func(x *Fair) error {
			x.State, x.Reason = "cancelled", reason
			return nil
		})
	}, "/" + d.fair.ID + "/fair"
}

func reopenFairPage(d *desk, f *web.Form) formPage {
	return formPage{Page: web.NewPage(d.r, "Rihap panairin"), Caption: d.fair.Title, Button: text.T(d.l, "Rihap panairin"), done: text.T(d.l, "Panairi u rihap.")}
}

func readReopenFair(d *desk, f *web.Form) (func(*store.Tx) error, string) {
	return func(tx *store.Tx) error {
		return fairs.Edit(tx, d.fair.ID, f.Version(), func(x *Fair) error {
			x.State, x.Reason = "planned", ""
			if len(d.fair.Numbers) > 0 {
				x.State = "held"
			}
			return nil
		})
	}, "/" + d.fair.ID + "/fair"
}
