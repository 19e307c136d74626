package protection_test

import (
	"slices"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/protection"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// From opening to closing and back: the page says one next step, the head of the
// file follows what was recorded, a correction leaves what stood before.
func TestFromAssessmentToClosing(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		d := newDesk(t, r)
		d.worker().Get(d.at("")).Want(200).Has("deri më 19.07.2023, mbeten 5 ditë (afat i pakonfirmuar)", "Bëj vlerësimin fillestar")
		d.assess()
		d.worker().Get(d.at("")).Has("Thirr GTN-në", "deri më 22.07.2023, mbeten 8 ditë", "E ka lënë klasën e pestë.", "Ka astmë.", "nga Punonjësi A").HasNot("mbeten 8 ditë (afat")
		d.convene()
		d.worker().Get(d.at("")).Has("ishte thirrur më 14.07.2023", "u thirr për më 14.07.2023; deri më 22.07.2023", "Nuk u thirrën: shërbimi social, shëndetësia, drejtësia dhe organizatë jofitimprurëse.")
		d.hold()
		d.worker().Get(d.at("")).Has("Harto planin", "Shkolla e Mesme: nuk erdhi (nuk dha arsye)", "deri më 13.08.2023")
		d.draw()
		d.worker().Get(d.at("")).Has("Shto masën e parë")
		d.post("/measure/new", "kind", "school", "what", "Regjistrohet në klasën e pestë.", "owner", "Shkolla 9-vjeçare", "due:", "2023-07-10", "state", "open").Want(303)
		d.worker().Get(d.at("")).Has("Një masë e ka kaluar afatin (10.07.2023)", "me vonesë")
		d.post("/close", "on:", today, "reason", "safe", "outcome", "off").Want(422).Has("Plani ka masa në pritje")
		d.post(d.link("/measure/"), "kind", "school", "what", "Regjistrohet në klasën e pestë.", "owner", "Shkolla 9-vjeçare", "due:", "2023-07-10", "state", "done", "done:", "2023-07-09").Want(303)
		d.post("/review/new", "on:", today, "changed", "Shkon në shkollë.", "next", "Ndiqet.", "review:", "2023-11-01").Want(303)
		d.worker().Get(d.at("")).Has("Ndiqni masat e planit", "01.11.2023")
		d.open(func(f *child.File) {
			if f.AssessedOn != "2023-07-12" || f.GroupOn != today || f.PlanOn != today || f.ReviewOn != "2023-11-01" || f.Risk != "high" {
				t.Errorf("head %+v", f.Child)
			}
			if risk, _ := child.Last[child.Risk](f); risk.Level != "high" || risk.Note != "Punon natën." {
				t.Errorf("risk %+v", risk)
			}
		})
		d.post("/close", "on:", today, "reason", "safe", "outcome", "off").Want(303)
		d.worker().Get(d.at("")).Has("Dosja është mbyllur më 14.07.2023.", "nuk është më në rrugë").HasNot("Korrigjo")
		d.worker().Get(d.at("/measure/new")).Want(422).Has("Kjo dosje vetëm lexohet tani")
		d.post("/reopen", "why", "").Want(422).Has("Shkruani pse rihapet dosja.")
		d.post("/reopen", "why", "U pa sërish në rrugë.").Want(303)
		d.worker().Get(d.at("")).Has("U pa sërish në rrugë.")
		d.post("/reopen", "why", "Përsëri.").Want(404)
		d.open(func(f *child.File) {
			if f.State != child.Opened || f.Outcome != "" || f.ClosedOn != "" || !f.May.Write {
				t.Errorf("reopened %+v", f.Child)
			}
		})
	})
}

func TestCorrectionKeepsThePast(t *testing.T) {
	d := newDesk(t, testkit.SQLiteRooms(t))
	d.assess()
	correct := d.link("/assessment/")
	d.worker().Get(d.at(correct)).Want(200).Has("Ka astmë.")
	d.post(correct, "on:", "2023-07-11", "safety", "Fle te gjyshja.", "school", "E ka lënë klasën e gjashtë.", "signs", "yes", "signs_note", "Paratë i merr një i rritur.",
		"risk", "immediate", "risk_why", "Rrezikohet.").Want(303)
	page := d.worker().Get(d.at("")).Has("Fle te gjyshja.", "klasën e gjashtë", "Si ishte më parë (1)", "Fle në shtëpi.", "referohet te Autoriteti Përgjegjës sipas PSV").HasNot("Ka astmë.")
	if !strings.Contains(page.Find("main section")[0], "Shëno ditën e referimit") {
		t.Errorf("next step: %v", page.Find("main section"))
	}
	d.open(func(f *child.File) {
		if f.AssessedOn != "2023-07-11" || f.Risk != "immediate" || len(child.All[protection.HealthFinding](f)) != 0 || len(child.All[child.Risk](f)) != 1 {
			t.Errorf("%+v", f.Child)
		}
	})
	// Whoever still has the old form in front of them is shown both texts.
	d.post(correct, "on:", "2023-07-12", "safety", "Fle te xhaxhai.", "school", "Nuk dihet.", "signs", "no", "risk", "low", "risk_why", "Qetë.").Want(409).
		Has("Fle te xhaxhai.", "Fle te gjyshja.", "Nuk dihet.", "klasën e gjashtë")
}

// What was written by mistake is taken back with a reason; the steps run as if it
// had not been, and what was found goes with the assessment.
func TestWithdraw(t *testing.T) {
	d := newDesk(t, testkit.SQLiteRooms(t))
	d.assess("risk_reasons", "night", "risk_reasons", "nosuchreason")
	item := strings.TrimPrefix(d.link("/assessment/"), "/assessment/")
	d.worker().Get(d.at("/withdraw/"+item)).Want(200).Has("Fle në shtëpi.", "në rrugë natën")
	d.post("/withdraw/"+item, "why", " ").Want(422).Has("Shkruani pse hiqet.")
	d.post("/withdraw/"+item, "why", "Ishte për një tjetër.").Want(303)
	d.post("/withdraw/"+item, "why", "Ishte për një tjetër.").Want(404)
	d.worker().Get(d.at("")).Want(200).Has("Ende nuk është bërë vlerësimi.").HasNot("Ka astmë.")
	d.open(func(f *child.File) {
		risk, _ := child.Last[child.Risk](f)
		if f.AssessedOn != "" || len(f.Items("assessment", "health_finding", "school_finding")) != 0 || len(f.Items("withdrawn")) != 3 || !slices.Equal(risk.Reasons, []string{"night"}) {
			t.Errorf("%+v %+v", f.Child, f.Items())
		}
	})
}

// A second version of the plan stands beside the first, and the plan was drawn on
// the day of the first.
func TestPlansAreNumbered(t *testing.T) {
	d := newDesk(t, testkit.SQLiteRooms(t))
	d.post("/plan/new", "on:", "2023-07-01", "agreed", "refused", "agreed_note", "", "goals", "X").Want(422).Has("Shkruani cila masë tjetër u mor")
	d.post("/plan/new", "on:", "2023-07-01", "agreed", "parents", "goals", "I pari").Want(303)
	d.draw()
	d.open(func(f *child.File) {
		plans := numbered(f)
		if len(plans) != 2 || plans[0].Number != 1 || plans[1].Number != 2 || plans[0].Ref == plans[1].Ref || f.PlanOn != "2023-07-01" || f.ReviewOn != "2023-10-12" {
			t.Errorf("%+v %+v", plans, f.Child)
		}
	})
	d.post(d.link("/plan/"), "on:", today, "agreed", "parents", "goals", "I dyti, i ndrequr").Want(303)
	d.open(func(f *child.File) {
		if plans := numbered(f); len(plans) != 2 || plans[1].Number != 2 || plans[1].Goals != "I dyti, i ndrequr" {
			t.Errorf("%+v", plans)
		}
	})
}

func numbered(f *child.File) []protection.Plan {
	return slices.SortedFunc(slices.Values(child.All[protection.Plan](f)), func(a, b protection.Plan) int { return a.Number - b.Number })
}

// What is refused keeps what was typed, and says how to mend it.
func TestFormsRefuse(t *testing.T) {
	d := newDesk(t, testkit.SQLiteRooms(t))
	for _, tt := range []struct {
		path  string
		pairs []string
		says  string
	}{
		{"/assessment/new", []string{"on:", "2023-08-01", "safety", "E mbajtur", "signs", "no", "risk", "low", "risk_why", "x"}, "Kjo ditë nuk ka ardhur ende: shkruani një ditë deri më 14.07.2023."},
		{"/assessment/new", []string{"on:", today, "safety", "E mbajtur", "signs", "maybe", "risk", "low", "risk_why", "x"}, "«nuk dihet» është përgjigje"},
		{"/group/new", []string{"on:", today, "place", "E mbajtur", "hour", "25", "convened_by", "worker", "contact", "x", "name-0", "P"}, "për shembull 10.30"},
		{"/group/new", []string{"on:", "2023-07-13", "place", "E mbajtur", "hour", "10.30", "convened_by", "worker", "contact", "x", "name-0", "P"}, "Dosja u hap më 14.07.2023"},
		{"/group/new", []string{"on:", "2024-07-15", "place", "E mbajtur", "hour", "10.30", "convened_by", "worker", "contact", "x", "name-0", "P"}, "shkruani një ditë deri më 14.07.2024"},
		{"/group/new", []string{"on:", today, "place", "E mbajtur", "hour", "10.30", "convened_by", "worker", "contact", "x"}, "Shkruani të paktën një institucion që thirret."},
		{"/plan/new", []string{"on:", today, "agreed", "parents", "goals", "E mbajtur", "review:", today}, "Kjo ditë duhet të jetë pas datës 14.07.2023."},
		{"/measure/new", []string{"kind", "school", "what", "E mbajtur", "owner", "x", "due:", today, "state", "not_done"}, "Shkruani pse nuk u krye."},
		{"/measure/new", []string{"kind", "school", "what", "E mbajtur", "owner", "x", "due:", today, "state", "open", "evidence", "nosuchdocument"}, "Zgjidhni dokumente të kësaj dosjeje."},
		{"/close", []string{"on:", "2023-07-01", "note", "E mbajtur", "reason", "safe", "outcome", "off"}, "Dosja u hap më vonë"},
		{"/close", []string{"on:", today, "note", "E mbajtur", "reason", "safe", "outcome", "gone"}, "Zgjidhni si përfundoi"},
	} {
		page := d.post(tt.path, tt.pairs...).Want(422).Has(tt.says)
		if !strings.Contains(page.Body, "E mbajtur") {
			t.Errorf("%s: what was typed is gone", tt.path)
		}
	}
	d.open(func(f *child.File) {
		if n := len(f.Items("assessment", "group", "plan", "measure", "closing")); n != 0 {
			t.Errorf("%d items were kept of what was refused", n)
		}
	})
}

// A file that may not be read, and one that does not exist, give the same bytes,
// on every route; nobody outside the team writes anything.
func TestNotThere(t *testing.T) {
	d := newDesk(t, testkit.SQLiteRooms(t))
	d.assess()
	d.convene()
	item := strings.TrimPrefix(d.link("/held/"), "/held/")
	base, nothing := "/u/"+unit+"/protection/"+d.id, "/u/"+unit+"/protection/nosuchfile"
	stranger := access.NewActor("another-worker", map[access.Scope][]access.Seat{access.Institution(unit): {{Role: access.Worker}}})
	elsewhere := testkit.InUnit(access.Worker, "otherunit234567")
	for name, who := range map[string]access.Actor{"supervisor": testkit.InUnit(access.Supervisor, unit), "not of the team": stranger, "field worker": testkit.InUnit(access.FieldWorker, unit),
		"dpo": testkit.InUnit(access.DPO, unit), "another unit": elsewhere, "secretary": testkit.Actor(access.Secretary), "operator": testkit.Actor(access.Operator)} {
		for _, path := range []string{"", "/assessment/new", "/group/" + item, "/group/" + item + "/letter/0/pdf", "/plan/" + item + "/document/pdf?to=file", "/close", "/reopen"} {
			if name == "supervisor" && (path == "" || strings.HasSuffix(path, "/0/pdf")) {
				continue
			}
			got, want := d.site.As(who).Get(base+path), d.site.As(who).Get(nothing+path)
			if got.Code != 404 || got.Body != want.Body || want.Code != 404 {
				t.Errorf("%s gets %d for %s, %d for nothing", name, got.Code, path, want.Code)
			}
		}
		for _, path := range []string{"/assessment/new", "/measure/new", "/close", "/reopen"} {
			got, want := d.site.As(who).Post(base+path, form("why", "x")), d.site.As(who).Post(nothing+path, form("why", "x"))
			if got.Code != 404 || got.Body != want.Body {
				t.Errorf("%s: POST %s = %d", name, path, got.Code)
			}
		}
	}
	for _, path := range []string{"", "?p=supervise"} {
		d.site.As(testkit.InUnit(access.Supervisor, unit)).Get(base+path).Want(200).Has("Komisariati i Policisë", "Këtu vetëm lexoni.").HasNot("Ka astmë.", "klasën e pestë", "Shembull A")
	}
}

// Due lists what has passed its limit, and nothing of files that were handed on.
func TestDue(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		d := newDesk(t, r)
		due := func(day string) (list []protection.Overdue) {
			err := d.files.DB.View(ctx, d.grant(access.Worker, access.ReadUnit), store.Subject{}, func(tx *store.Tx) (err error) {
				list, err = protection.Due(tx, day)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return list
		}
		if list := due("2023-07-19"); len(list) != 0 {
			t.Errorf("due on its last day: %+v", list)
		}
		list := due("2023-07-20")
		if len(list) != 1 || list[0].Step != "assessment" || list[0].DueOn != "2023-07-19" || list[0].Verified || list[0].Child != d.id {
			t.Errorf("%+v", list)
		}
		d.assess()
		if list := due("2023-07-23"); len(list) != 1 || list[0].Step != "group" || !list[0].Verified {
			t.Errorf("%+v", list)
		}
		d.exec(`INSERT INTO handover_offer (owner_id, id, version, child_id, receiver_id, state, offered_on, offered_by, due_on, answered_on, reason, answer)
			SELECT owner_id, 'h', 1, id, 'x', 'offered', '', '', '', '', tip, tip FROM child`)
		if list := due("2024-07-23"); len(list) != 0 {
			t.Errorf("an offered file is overdue: %+v", list)
		}
	})
}

// A meeting and a plan are accepted before the assessment, and hide from nobody
// that it is still to be done.
func TestEarlierStepsAreMissed(t *testing.T) {
	d := newDesk(t, testkit.SQLiteRooms(t))
	d.convene()
	d.hold()
	d.worker().Get(d.at("/plan/new")).Want(200).Has("Ende nuk është shënuar: vlerësimi fillestar. Plani ruhet edhe kështu")
	d.draw()
	page := d.worker().Get(d.at("")).Want(200).Has("Vlerësimi fillestar: deri më 19.07.2023", "Bëj vlerësimin fillestar", "Një hap i mëvonshëm është bërë, por ende nuk është shënuar: vlerësimi fillestar.")
	if next := page.Find("main section")[0]; strings.Contains(next, "masë") {
		t.Errorf("next step: %s", next)
	}
	d.open(func(f *child.File) {
		rules := child.Rules{{Code: "assess_days", Value: "5", From: "2020-01-01"}}
		clocks := protection.Clocks(f.Child, rules)
		if next := rules.Next(f.Child); next.Step != "assess" || next.On != "2023-07-19" || clocks[0].Due != next.On || f.GroupOn == "" || f.PlanOn == "" {
			t.Errorf("%+v, %+v", next, clocks)
		}
	})
}
