package issue

import (
	"slices"

	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

func measurePage(v *visit, f *web.Form) formPage {
	p := formPage{base: base{Page: web.NewPage(v.r, "Shënoni një masë të marrë")}, Button: web.T(v.r, "Shënoje"), Say: web.T(v.r, "Masa e marrë u shënua.")}
	p.Asks = append(v.institution(f, web.T(v.r, "Institucioni që e mori")), v.text(f, "body", web.T(v.r, "Përshkrimi i masës"), ""), v.date(f, "on", web.T(v.r, "Kur u mor")))
	return p
}

func readMeasure(v *visit, f *web.Form, _ Options) func(*store.Tx) error {
	m := Measure{IssueID: v.x.ID, InstitutionID: v.readInstitution(f), Body: readText(f, "body", "Përshkruani masën."), TakenOn: v.readPast(f, "on")}
	return func(tx *store.Tx) error {
		m.ID = tx.NewID()
		return took(tx, m)
	}
}

func measureAgainPage(v *visit, f *web.Form) formPage {
	p := formPage{base: base{Page: web.NewPage(v.r, "Ndryshoni masën e marrë")}, Button: web.T(v.r, "Ruaj"), Say: web.T(v.r, "U ruajt.")}
	p.Asks = []ask{v.text(f, "body", web.T(v.r, "Përshkrimi i masës"), ""), v.date(f, "on", web.T(v.r, "Kur u mor"))}
	return p
}

func fillMeasure(v *visit, f *web.Form) {
	f.Set("body", v.measure.Body).SetDay("on", v.measure.TakenOn)
}

func readMeasureAgain(v *visit, f *web.Form, _ Options) func(*store.Tx) error {
	body, on := readText(f, "body", "Përshkruani masën."), v.readPast(f, "on")
	return func(tx *store.Tx) error {
		return measures.Edit(tx, v.measure.ID, f.Version(), func(m *Measure) error { m.Body, m.TakenOn = body, on; return nil })
	}
}

// When a measure is due, where it is not on a day.
const onDay = "day"

func expectedPage(v *visit, f *web.Form) formPage {
	p := formPage{base: base{Page: web.NewPage(v.r, "Caktoni një masë të pritshme")}, Button: web.T(v.r, "Caktoje"), Say: web.T(v.r, "Masa e pritshme u bë detyrë.")}
	p.Lead = web.T(v.r, "Masa e pritshme bëhet detyrë me përgjegjës dhe afat, dhe ndiqet derisa të kryhet.")
	due := []web.Option{{Value: onDay, Label: web.T(v.r, "në një datë")}, {Value: "committee", Label: web.T(v.r, "në mbledhjen e ardhshme të Komitetit")}, {Value: "table", Label: web.T(v.r, "në mbledhjen e ardhshme të Tryezës Teknike")}}
	p.Asks = append(v.institution(f, web.T(v.r, "Përgjegjësi")), v.text(f, "body", web.T(v.r, "Çfarë duhet bërë"), ""),
		ask{"radios", f.Choice("due", web.T(v.r, "Afati"), due)}, v.date(f, "on", web.T(v.r, "Data"), "optional", "1", "hint", web.T(v.r, "Vetëm kur afati është në një datë.")),
		ask{"radios", f.Choice("priority", web.T(v.r, "Përparësia"), web.Options(v.lang(), code.Priorities), "inline", "1", "hint", web.T(v.r, "Me përparësi të lartë mbyllet vetëm me dokument dhe pasi ta verifikojë dikush tjetër."))})
	return p
}

func readExpected(v *visit, f *web.Form, o Options) func(*store.Tx) error {
	e := Expected{IssueID: v.x.ID, Owner: v.readInstitution(f), Body: readText(f, "body", "Përshkruani masën."), Priority: f.Code("priority", code.Priorities, "Zgjidhni përparësinë.")}
	switch f.Text("due") {
	case onDay:
		if e.DueOn = f.NeedDay("on", "Shkruani datën deri kur pritet masa."); e.DueOn != "" && e.DueOn < v.today {
			f.Fail("on", "Afati nuk mund të jetë në të kaluarën.")
		}
	case "committee", "table":
		e.DueBody = f.Text("due")
	default:
		f.Fail("due", "Zgjidhni deri kur pritet masa.")
	}
	return func(tx *store.Tx) error { return expect(tx, tx.NewID(), e, o) }
}

func solvePage(v *visit, f *web.Form) formPage {
	p := formPage{base: base{Page: web.NewPage(v.r, "Shënojeni të zgjidhur")}, Button: web.T(v.r, "Shënoje të zgjidhur"), Say: web.T(v.r, "Problematika u shënua e zgjidhur.")}
	p.Lead = web.T(v.r, "Detyrat e saj që janë ende të hapura mbeten të hapura: ato mbyllen te Detyrat.")
	p.Asks = []ask{v.text(f, "solution", web.T(v.r, "Si u zgjidh"), ""), v.date(f, "on", web.T(v.r, "Kur u zgjidh"))}
	return p
}

func fillSolve(v *visit, f *web.Form) { f.SetDay("on", v.today).Set("solution", v.x.Solution) }

func readSolve(v *visit, f *web.Form, _ Options) func(*store.Tx) error {
	how, on := readText(f, "solution", "Shkruani si u zgjidh."), v.readPast(f, "on")
	if on != "" && on < v.x.Since {
		f.Fail("on", "Problematika u ngrit më vonë se kjo ditë.")
	}
	return func(tx *store.Tx) error { return Solve(tx, v.x.ID, f.Version(), on, how) }
}

func reopenPage(v *visit, f *web.Form) formPage {
	p := formPage{base: base{Page: web.NewPage(v.r, "Rihapni problematikën")}, Button: web.T(v.r, "Rihape"), Say: web.T(v.r, "Problematika u rihap.")}
	p.Asks = []ask{v.text(f, "reason", web.T(v.r, "Pse rihapet"), "")}
	return p
}

func readReopen(v *visit, f *web.Form, _ Options) func(*store.Tx) error {
	why := readText(f, "reason", "Shkruani pse rihapet.")
	return func(tx *store.Tx) error { return Reopen(tx, v.x.ID, f.Version(), why) }
}

func escalatePage(v *visit, f *web.Form) formPage {
	p := formPage{base: base{Page: web.NewPage(v.r, "Pyesni koordinatorin kombëtar")}, Button: web.T(v.r, "Dërgoje pyetjen"), Say: web.T(v.r, "Pyetja iu dërgua koordinatorit kombëtar.")}
	p.Lead = web.T(v.r, "Koordinatori kombëtar e sheh pyetjen dhe përgjigjet në këtë faqe.")
	p.Asks = []ask{v.text(f, "question", web.T(v.r, "Çfarë i kërkohet"), ""), v.date(f, "on", web.T(v.r, "Data e pyetjes"))}
	return p
}

func fillEscalate(v *visit, f *web.Form) {
	f.SetDay("on", v.today)
	if v.x.Waits() {
		f.Set("question", v.x.Question).SetDay("on", v.x.EscalatedOn)
	}
}

func readEscalate(v *visit, f *web.Form, _ Options) func(*store.Tx) error {
	question, on := readText(f, "question", "Shkruani çfarë i kërkohet koordinatorit kombëtar."), v.readPast(f, "on")
	return func(tx *store.Tx) error { return Escalate(tx, v.x.ID, f.Version(), on, question) }
}

func answerPage(v *visit, f *web.Form) formPage {
	p := formPage{base: base{Page: web.NewPage(v.r, "Përgjigjja e koordinatorit kombëtar")}, Button: web.T(v.r, "Përgjigju"), Say: web.T(v.r, "Përgjigjja u ruajt.")}
	p.Lead = v.x.Question
	p.Asks = []ask{v.text(f, "answer", web.T(v.r, "Përgjigjja"), ""), v.date(f, "on", web.T(v.r, "Data e përgjigjes"))}
	return p
}

func fillAnswer(v *visit, f *web.Form) {
	f.Set("answer", v.x.Answer).SetDay("on", v.today)
	if v.x.AnsweredOn != "" {
		f.SetDay("on", v.x.AnsweredOn)
	}
}

func readAnswer(v *visit, f *web.Form, _ Options) func(*store.Tx) error {
	answer, on := readText(f, "answer", "Shkruani përgjigjen."), v.readPast(f, "on")
	if on != "" && on < v.x.EscalatedOn {
		f.Fail("on", "Pyetja u bë më vonë se kjo ditë.")
	}
	return func(tx *store.Tx) error { return Answer(tx, v.x.ID, f.Version(), on, answer) }
}

// mergePage offers what looks the same, says why, and lets people choose any.
func mergePage(v *visit, f *web.Form) formPage {
	p := formPage{base: base{Page: web.NewPage(v.r, "Bashkojeni me një tjetër")}, Button: web.T(v.r, "Bashkoji"), Say: web.T(v.r, "Problematikat u bashkuan. Mund të ndahen përsëri.")}
	p.Lead = web.T(v.r, "Kur disa institucione kanë të njëjtën problematikë, bashkojini: njëra mbetet, me fjalët e të gjithëve, dhe numërohet një herë. Bashkimi zhbëhet me një buton.")
	p.Alike = alike(v.x.Issue, v.others, v.dir.Objective)
	var options []web.Option
	for _, o := range v.others {
		if o.ID != v.x.ID {
			options = append(options, web.Option{Value: o.ID, Label: o.Name() + " – " + short(o.Body)})
		}
	}
	stay := []web.Option{{Value: theOlder, Label: web.T(v.r, "ajo që është ngritur më herët")}, {Value: theFirst, Label: web.T(v.r, "kjo, %s", v.x.Name())}, {Value: theOther, Label: web.T(v.r, "tjetra, që zgjodhët më lart")}}
	p.Asks = []ask{
		{"select", f.Choice("with", web.T(v.r, "Cila tjetër është e njëjta"), options)},
		{"radios", f.Choice("stays", web.T(v.r, "Cila mbetet"), stay, "hint", web.T(v.r, "Ajo që i mungon asaj që mbetet merret nga tjetra, pa u shkruar mbi të."))},
	}
	return p
}

func fillMerge(_ *visit, f *web.Form) { f.Set("stays", theOlder) }

// short is the beginning of a text, for a list to choose from.
func short(s string) string {
	const most = 90
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

func readMerge(v *visit, f *web.Form, _ Options) func(*store.Tx) error {
	with := f.Text("with")
	if with == v.x.ID || !slices.ContainsFunc(v.others, func(o Issue) bool { return o.ID == with }) {
		f.Fail("with", "Zgjidhni problematikën nga lista.")
	}
	stays := f.Text("stays")
	if stays != theOlder && stays != theFirst && stays != theOther {
		f.Fail("stays", "Zgjidhni cila mbetet.")
	}
	return func(tx *store.Tx) error { return merge(tx, v.x.ID, f.Version(), with, stays) }
}
