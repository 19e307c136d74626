package plan_test

import (
	"net/url"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/plan"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/text"
)

const base = "/k/durres/plan"

// A plan from nothing to its approval and first amendment, by those who do it.
func TestJourneyOfAPlan(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		found(t, db)
		s := testkit.NewSite(t, db, plan.Routes)
		secretary, chair, point := s.As(testkit.Actor(access.Secretary)), s.As(testkit.Actor(access.Chair)), s.As(testkit.Actor(access.FocalPoint, "police"))
		secretary.Get(base).Want(200).Has("nuk ka ende asnjë plan")
		secretary.Post(base+"/new", url.Values{"year": {"njëzet"}}).Want(422)
		point.Post(base+"/new", url.Values{"year": {"2023"}}).Want(404)
		at := secretary.Post(base+"/new", url.Values{"year": {"2023"}}).Want(303).Location()
		secretary.Post(base+"/new", url.Values{"year": {"2023"}}).Want(422).Has("ka tashmë një plan")
		secretary.Get(at).Want(200).Has("Projekt", "nuk ka ende objektiva")

		secretary.Post(at+"/edit", url.Values{
			"version": {"1"}, "year": {"2023"}, "title": {"Plani i veprimit 2023"},
			"topic-0": {"street_children"}, "priority-4": {"Programet verore"},
		}).Want(303)
		secretary.Get(at).Has("Fëmijët në situatë rruge", "Programet verore")

		secretary.Post(at+"/objective/new", url.Values{"title": {"Fëmijët"}}).Want(422).Has("Zgjidhni shtyllën")
		point.Get(at + "/objective/new").Want(404)
		secretary.Get(at + "/objective/new").Want(200)
		secretary.Post(at+"/objective/new", url.Values{"pillar": {"prevention"}, "title": {"Fëmijët në situatë rruge"}}).Want(303)
		add := secretary.Get(at).Want(200).Has("kodi nuk dihet", "nuk ka ende aktivitete").Attr(`a[href*="activity/new"]`, "href")[0]
		objective := strings.Split(add, "objective=")[1]
		secretary.Get(add).Want(200)

		form := url.Values{
			"objective": {objective}, "title": {"Dalje në terren"}, "lead": {"police"}, "partner": {"police", "social"}, "municipality": {"10"},
			"indicator-0": {"Dalje"}, "unit-0": {"visits"}, "target-0": {"dhjetë"}, "budget": {"20.000"},
		}
		r := secretary.Post(at+"/activity/new", form).Want(422)
		if got := r.Attr("#indicator-0", "value"); len(got) != 1 || got[0] != "Dalje" {
			t.Errorf("what was typed is lost: %q", got)
		}
		form.Set("target-0", "12")
		activity := secretary.Post(at+"/activity/new", form).Want(303).Location()
		point.Get(activity).Want(200).Has("3.1.1", "Dalje në terren", "20 000 lekë", "vlera bazë nuk dihet, synimi 12 vizita", "Shërbimi Social Shtetëror").
			HasNot("Ndrysho aktivitetin")

		chair.Get(at + "/approve").Want(200).Has("nuk ka as afat, as shpeshtësi")
		chair.Post(at+"/approve", url.Values{"version": {"2"}, "approved": {"10.02.2023"}, "protocol": {"12/3"}}).Want(422)
		edit := secretary.Get(activity + "/edit").Want(200)
		form.Set("version", "1")
		form.Set("frequency", "monthly")
		form["indicator_id-0"] = edit.Attr(`input[name="indicator_id-0"]`, "value")
		secretary.Post(activity, form).Want(303)
		secretary.Get(at + "/approve").Want(200).Has("Planin e miraton kryetari")
		chair.Get(at + "/approve").Want(200).Has("gati për miratim")
		secretary.Post(at+"/approve", url.Values{"version": {"2"}, "approved": {"10.02.2023"}, "protocol": {"12/3"}}).Want(404)
		chair.Post(at+"/approve", url.Values{"version": {"2"}, "approved": {"10.02.2033"}, "protocol": {"12/3"}}).Want(422).Has("në të ardhmen")
		chair.Post(at+"/approve", url.Values{"version": {"2"}, "approved": {"10.02.2023"}, "protocol": {"12/3"}}).Want(303)
		secretary.Get(at).Want(200).Has("miratuar më 10.02.2023, nr. 12/3 prot.").HasNot("Mirato planin")
		if got := secretary.Get(activity).Attr(`a[href*="/task/new"]`, "href"); len(got) != 1 || got[0] != "/k/durres/task/new?kind=plan&activity="+strings.Split(activity, "/activity/")[1] {
			t.Errorf("a task for the activity is given at %q", got)
		}
		point.Get(activity).HasNot("Jep një detyrë")

		form.Set("version", "2")
		form.Set("title", "Dalje të përbashkëta në terren")
		secretary.Post(activity, form).Want(422)
		amend := strings.Replace(activity, "/activity/", "/amend/activity/", 1)
		secretary.Post(amend, form).Want(422).Has("Shkruani pse ndryshohet")
		form.Set("reason", "kërkesë e Shërbimit Social")
		form.Set("in_force", "01.05.2023")
		s.As(testkit.Actor(access.TableChair)).Post(amend, form).Want(404)
		secretary.Post(amend, form).Want(303)
		point.Get(at+"/history").Want(200).Has("Ndryshimi 2, në fuqi nga 01.05.2023", "kërkesë e Shërbimit Social", "Dalje të përbashkëta në terren")
		point.Get(at+"?on=30.04.2023").Want(200).Has("siç ishte në fuqi më 30.04.2023", "Dalje në terren").HasNot("përbashkëta")
		point.Get(at + "?on=01.05.2023").Want(200).Has("Dalje të përbashkëta në terren")
		point.Get(at + "?on=01.01.2023").Want(422).Has("nuk ishte ende në fuqi")
		point.Get(activity).Want(200).Has("Ndryshimi 2")
	})
}

// site serves the sample plan, approved or not, and says where it is.
func site(t testing.TB, db *store.DB, approved bool) (s *testkit.Site, at string, p plan.Plan) {
	id := addSample(t, db)
	if approved {
		approve(t, db, id, "2023-02-10")
	}
	return testkit.NewSite(t, db, plan.Routes), base + "/" + id, load(t, db, id)
}

func TestConflictKeepsBothTexts(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		s, at, p := site(t, db, false)
		secretary := s.As(testkit.Actor(access.Secretary))
		a := p.Activities()[1]
		form := func(title string) url.Values {
			return url.Values{"version": {"1"}, "objective": {a.ObjectiveID}, "lead": {"bashkia"}, "title": {title}, "due": {"15.09.2023"}}
		}
		secretary.Post(at+"/activity/"+a.ID, form("Kamp veror në Durrës")).Want(303)
		secretary.Post(at+"/activity/"+a.ID, form("Kamp veror në Shijak")).Want(409).Has("Kamp veror në Durrës", "Kamp veror në Shijak")
		o := p.Objectives[0]
		words := func(title string) url.Values {
			return url.Values{"version": {"1"}, "pillar": {"prevention"}, "title": {title}}
		}
		secretary.Post(at+"/objective/"+o.ID, words("Fëmijët dhe familjet")).Want(303)
		secretary.Post(at+"/objective/"+o.ID, words("Fëmijët dhe shkolla")).Want(409).Has("Fëmijët dhe familjet", "Fëmijët dhe shkolla")
		plan := func(title string) url.Values { return url.Values{"version": {"1"}, "year": {"2023"}, "title": {title}} }
		secretary.Post(at+"/edit", plan("Plani i Durrësit")).Want(303)
		secretary.Post(at+"/edit", plan("Plani rajonal")).Want(409).Has("Plani i Durrësit", "Plani rajonal")
	})
}

func TestFilters(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		s, at, p := site(t, db, true)
		setReported(t, db, p.Activities()[0].ID, "partly_done", "2023-07-02", "shi")
		late := s.As(testkit.Actor(access.Secretary)).Get(at + "?state=late").Want(200)
		if rows := late.Find("tbody td[data-label=Aktiviteti]"); len(rows) != 1 || rows[0] != "Dalje në terren" {
			t.Errorf("overdue: %q, want the one that is only partly done", rows)
		}
		setReported(t, db, p.Activities()[0].ID, "done", "2023-07-02", "")
		point := s.As(testkit.Actor(access.NGOPoint, "social"))
		for query, want := range map[string][]string{
			"?institution=police":  {"Dalje në terren", "Mbledhjet e tryezës teknike"},
			"?municipality=11":     {"Program veror", "Mbledhjet e tryezës teknike"},
			"?pillar=coordination": {"Mbledhjet e tryezës teknike"},
			"?state=done_late":     {"Dalje në terren"},
			"?state=open":          {"Program veror", "Mbledhjet e tryezës teknike"},
			"?q=veror":             {"Program veror"},
			"?q=mbledhjt+teknik":   {"Mbledhjet e tryezës teknike"},
			"?on=2023-03-01&institution=police&municipality=10": {"Dalje në terren", "Mbledhjet e tryezës teknike"},
		} {
			var got []string
			for _, cell := range point.Get(at + query).Want(200).Find(`tbody td[data-label="Aktiviteti"]`) {
				got = append(got, cell)
			}
			if strings.Join(got, "|") != strings.Join(want, "|") {
				t.Errorf("%s: %q, want %q", query, got, want)
			}
		}
		point.Get(at + "?q=asgjë").Want(200).Has("Asnjë aktivitet nuk u përgjigjet")
		point.Get(at).Want(200).Has("Realizimi sipas shtyllave, për aktivitetet me afat deri më 30.06.2023", "50 %")
		point.Get(base).Want(200).Has("50 % e atyre me afat deri më 30.06.2023")
	})
}

func TestComments(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		s, at, p := site(t, db, false)
		point, secretary := s.As(testkit.Actor(access.FocalPoint, "police")), s.As(testkit.Actor(access.Secretary))
		a := p.Activities()[0].ID
		point.Post(at+"/comment", url.Values{"comment": {""}}).Want(422).Has("Shkruani komentin")
		r := point.Post(at+"/comment", url.Values{"comment": {"Thirrni në 0691234567"}, "activity": {a}}).Want(422)
		if got := r.Find("#comment"); len(got) != 1 || got[0] != "Thirrni në 0691234567" {
			t.Errorf("what was typed is lost: %q", got)
		}
		point.Post(at+"/comment", url.Values{"comment": {"Afati është i shkurtër."}, "activity": {a}}).Want(303)
		s.As(testkit.Actor(access.Coordinator)).Post(at+"/comment", url.Values{"comment": {"x"}}).Want(404)
		page := secretary.Get(at+"/activity/"+a).Want(200).Has("Afati është i shkurtër.", "Pika e kontaktit, Drejtoria Vendore e Policisë")
		action := page.Attr(`form[action*="/comment/"]`, "action")[0]
		field := page.Attr(`textarea[name^="answer-"]`, "name")[0]
		point.Post(action, url.Values{"version": {"1"}, field: {"Po"}}).Want(404)
		secretary.Post(action, url.Values{"version": {"1"}}).Want(422)
		secretary.Post(action, url.Values{"version": {"1"}, field: {"U zgjat deri në shtator."}}).Want(303)
		point.Get(at + "/activity/" + a).Want(200).Has("U zgjat deri në shtator.")
	})
}

// state is what a state is called.
func state(c string) string { return code.ActivityStates.Label(text.SQ, c) }

func TestCancelPages(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		s, at, p := site(t, db, true)
		secretary, point := s.As(testkit.Actor(access.Secretary)), s.As(testkit.Actor(access.FocalPoint, "police"))
		a := at + "/activity/" + p.Activities()[1].ID
		point.Get(a + "/cancel").Want(404)
		secretary.Get(a + "/cancel").Want(200)
		secretary.Post(a+"/cancel", url.Values{"version": {"1"}, "decided": {"02.06.2023"}}).Want(422).Has("numrin e vendimit")
		secretary.Post(a+"/cancel", url.Values{"version": {"1"}, "decided": {"02.01.2023"}, "decision": {"Vendim nr. 4"}}).Want(422)
		secretary.Post(a+"/cancel", url.Values{"version": {"1"}, "decided": {"02.06.2023"}, "decision": {"Vendim nr. 4"}}).Want(303)
		point.Get(a).Want(200).Has(state("cancelled"), "02.06.2023", "Vendim nr. 4", "në plan")
		secretary.Get(a + "/cancel").Want(200).Has("Pse kthehet në plan")
		secretary.Post(a+"/uncancel", url.Values{"version": {"2"}, "decision": {"u gjet donator"}}).Want(303)
		point.Get(a).Want(200).Has(state("planned"), "u gjet donator")
	})
}

func TestRemoveMoveAndCopyPages(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		s, at, p := site(t, db, false)
		secretary := s.As(testkit.Actor(access.Secretary))
		a := p.Activities()
		secretary.Post(at+"/move", url.Values{"up": {a[1].ID}}).Want(303)
		secretary.Get(at + "/remove/activity/" + a[1].ID).Want(200).Has("Program veror")
		secretary.Get(at + "/remove/plan/" + a[1].ID).Want(404)
		secretary.Post(at+"/remove/activity/"+a[1].ID, url.Values{"version": {"1"}}).Want(303)
		back := secretary.Get(at).Want(200).Has("Të hequra nga projekti").Attr(`form[action*="/restore/"]`, "action")
		secretary.Post(back[0], nil).Want(303)
		secretary.Get(at).Want(200).HasNot("Të hequra nga projekti").Has("3.1.1 Program veror")

		approve(t, db, p.ID, "2023-02-10")
		next := secretary.Post(base+"/new", url.Values{"year": {"2024"}}).Want(303).Location()
		page := secretary.Get(next+"/copy").Want(200).Has("Program veror", "bartet")
		ids := page.Attr(`input[name="activity"][checked]`, "value")
		if len(ids) != 3 {
			t.Fatalf("%d activities are offered", len(ids))
		}
		secretary.Post(next+"/copy", url.Values{"from": {p.ID}}).Want(422).Has("Nuk u zgjodh asnjë")
		secretary.Post(next+"/copy", url.Values{"from": {p.ID}, "activity": ids}).Want(303)
		secretary.Get(next).Want(200).Has("15.09.2024", "Mbledhjet e tryezës teknike")
		secretary.Post(next+"/copy", url.Values{"from": {p.ID}, "activity": ids}).Want(422).Has("ka tashmë objektiva")
		secretary.Get(at + "/remove/activity/" + a[0].ID).Want(200).Has("Arsyeja e ndryshimit")
	})
}

// Who reads no plan gets the same answer as for one that does not exist.
func TestStrangers(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		s, at, p := site(t, db, true)
		a := p.Activities()[0].ID
		for _, role := range []access.Role{access.Administrator, access.Auditor, access.DPO} {
			c := s.As(testkit.Actor(role))
			none := c.Get(base + "/none").Want(404).Body
			for _, path := range []string{base, at, at + "/activity/" + a, at + "/history", at + "/approve", at + "/import"} {
				if got := c.Get(path).Want(404).Body; got != none {
					t.Errorf("%s sees that %s exists", role, path)
				}
			}
		}
		secretary := s.As(testkit.Actor(access.Secretary))
		for _, path := range []string{"/none", "/none/edit", "/none/objective/new", at[len(base):] + "/activity/none", at[len(base):] + "/objective/none"} {
			secretary.Get(base + path).Want(404)
		}
	})
}

// What two people do to the same thing at once is never lost: the second sees
// how it is now, with what they typed.
func TestTypedTextSurvivesConflicts(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		s, at, p := site(t, db, false)
		secretary, chair := s.As(testkit.Actor(access.Secretary)), s.As(testkit.Actor(access.Chair))
		r := chair.Post(at+"/approve", url.Values{"version": {"7"}, "approved": {"10.02.2023"}, "protocol": {"12/3"}}).Want(409)
		if got := r.Attr(`input[name="version"], #protocol`, "value"); len(got) != 2 || got[0] != "1" || got[1] != "12/3" {
			t.Errorf("approval: %q", got)
		}
		chair.Post(at+"/approve", url.Values{"version": {"1"}, "approved": {"10.02.2023"}, "protocol": {"12/3"}}).Want(303)
		a := at + "/activity/" + p.Activities()[1].ID
		r = secretary.Post(a+"/cancel", url.Values{"version": {"7"}, "decided": {"02.06.2023"}, "decision": {"Vendim nr. 4"}}).Want(409)
		if got := r.Find("#decision"); len(got) != 1 || got[0] != "Vendim nr. 4" {
			t.Errorf("cancelling: %q", got)
		}
		remove := at + "/amend/remove/activity/" + p.Activities()[1].ID
		r = secretary.Post(remove, url.Values{"version": {"7"}, "reason": {"dyfishim"}, "in_force": {"01.05.2023"}}).Want(409)
		if got := r.Find("#reason"); len(got) != 1 || got[0] != "dyfishim" {
			t.Errorf("removing: %q", got)
		}
		secretary.Post(at+"/comment", url.Values{"comment": {"Si po shkon?"}}).Want(303)
		page := secretary.Get(at).Want(200)
		action, field := page.Attr(`form[action*="/comment/"]`, "action")[0], page.Attr(`textarea[name^="answer-"]`, "name")[0]
		secretary.Post(action, url.Values{"version": {"1"}, field: {"Mirë."}}).Want(303)
		r = secretary.Post(action, url.Values{"version": {"1"}, field: {"Ngadalë."}}).Want(409).Has("Mirë.")
		if got := r.Find("#" + field); len(got) != 1 || got[0] != "Ngadalë." {
			t.Errorf("answering: %q", got)
		}
	})
}

// An activity of the season without dates gets those of the committee's rule.
func TestSeason(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		s, at, p := site(t, db, false)
		secretary := s.As(testkit.Actor(access.Secretary))
		form := url.Values{"objective": {p.Objectives[0].ID}, "title": {"Ekip terreni"}, "lead": {"police"}, "frequency": {"season"}}
		a := secretary.Post(at+"/activity/new", form).Want(303).Location()
		secretary.Get(a).Want(200).Has("15.05.2023", "15.09.2023")
	})
}

func TestLongPlanHasPages(t *testing.T) {
	db := testkit.SQLite(t)
	found(t, db)
	var id string
	testkit.Change(t, db, access.DraftPlan, func(tx *store.Tx) (err error) { id, err = plan.AddPlan(tx, long(2023)); return err })
	point := testkit.NewSite(t, db, plan.Routes).As(testkit.Actor(access.FocalPoint, "police"))
	seen := map[string]bool{}
	for _, link := range point.Get(base+"/"+id).Want(200).Attr(".govuk-pagination a", "href") {
		for _, cell := range point.Get(base + "/" + id + link).Want(200).Find(`tbody td[data-label="Nr."]`) {
			if seen[cell] {
				t.Errorf("%s stands on two pages", cell)
			}
			seen[cell] = true
		}
	}
	if len(seen) != 625 || len(point.Get(base+"/"+id+"?all=1").Find(`tbody td[data-label="Nr."]`)) != 625 {
		t.Errorf("%d of 625 activities are shown", len(seen))
	}
}
