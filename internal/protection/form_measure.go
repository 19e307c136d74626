package protection

import (
	"slices"

	"tryeza/internal/child"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

var measure = step[Measure]{
	path: "measure", kind: "measure",
	title: "Shto një masë mbrojtjeje", again: "Si është masa", done: "Masa u ruajt.",
	view:  web.NewView[formPage](templates, "measure.tmpl", "parts.tmpl"),
	begin: func(_ *formPage, f *web.Form, _ entries, _ child.Child, _ child.Rules) { f.Set("state", "open") },
	fill:  fillMeasure, read: readMeasure,
	carry: func(b, _ Measure, ref string, _ entries) Measure { b.Ref = ref; return b },
	after: checkEvidence,
}

// Kinds of measures.
func (p formPage) Kinds() []web.Option { return web.Options(p.Lang, MeasureKinds) }

// States of a measure.
func (p formPage) States() []web.Option { return web.Options(p.Lang, MeasureStates) }

func fillMeasure(f *web.Form, m Measure, _ entries) {
	f.Set("kind", m.Kind).Set("what", m.What).Set("owner", m.Owner).SetDay("due", m.DueOn).Set("state", m.State).SetDay("done", m.DoneOn).Set("why", m.Why)
	f.Values["evidence"] = m.Evidence
}

func readMeasure(p *formPage, f *web.Form) Measure {
	m := Measure{Kind: f.Code("kind", MeasureKinds, "Zgjidhni llojin e masës."), What: f.Need("what", "Shkruani çfarë bëhet."), Owner: f.Need("owner", "Shkruani kush e zbaton masën.")}
	m.DueOn = f.NeedDay("due", "Shkruani deri kur bëhet.")
	m.State = f.Code("state", MeasureStates, "Zgjidhni gjendjen e masës.")
	m.Why, m.Evidence = f.Text("why"), f.List("evidence")
	switch m.State {
	case "done":
		m.DoneOn = past(p, f, "done", "Shkruani ditën kur u krye.")
	case "not_done":
		if m.Why == "" {
			f.Fail("why", "Shkruani pse nuk u krye.")
		}
	}
	return m
}

// checkEvidence refuses what is no document of the file.
func checkEvidence(_ *store.Tx, file *child.File, f *web.Form, m, _ Measure) error {
	docs := file.Items("document")
	for _, id := range m.Evidence {
		if !slices.ContainsFunc(docs, func(d child.Item) bool { return d.ID == id }) {
			f.Fail("evidence", "Zgjidhni dokumente të kësaj dosjeje.")
			return errForm
		}
	}
	return nil
}
