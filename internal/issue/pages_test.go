package issue_test

import (
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/issue"
	"tryeza/internal/testkit"
)

// The list counts, and each box opens what it counts.
func TestList(t *testing.T) {
	each(t, func(t *testing.T, r room) {
		secretary := r.site(t).As(testkit.Actor(access.Secretary))
		secretary.Get(base).Want(200).Has("Nuk ka problematika të hapura", "0 te koordinatori kombëtar, pa përgjigje").HasNot("Mungojnë:")
		r.accept(t, "town22", "town23", "ngo22", "ngo23")
		page := secretary.Get(base).Want(200).Has("3 problematika", "Më pak fëmijë në rrugë", "Transporti për daljet në terren mungon ende", "Prej 236 ditësh e vjetër", "ngritur 2 herë", "2 masa të marra",
			"Detyra 1/2023", "1 250 000 lekë për 1 nga 3 problematikat e hapura", "i pakonfirmuar").HasNot("psikolog", "Pa objektiv")
		if got := strings.Join(page.Find(".tz-counts__number"), " "); got != "3 2 0 1" {
			t.Errorf("counts %s", got)
		}
		if got := page.Find("tbody th"); len(got) != 3 || !strings.HasPrefix(got[0], "Transporti") {
			t.Errorf("the oldest comes first: %q", got)
		}
		for query, want := range map[string]int{
			"?show=aged": 2, "?show=solved": 1, "?show=solved_this_year": 1, "?show=all": 4, "?show=amount": 1, "?show=coordinator": 0,
			"?resource=transport": 2, "?objective=old1": 3, "?institution=ngo": 1, "?institution=police": 0, "?year=2022": 1, "?show=all&year=2022": 2, "?resource=nonsense": 0,
		} {
			if got := secretary.Get(base + query).Want(200).Find("tbody tr"); len(got) != want {
				t.Errorf("%s shows %d, want %d", query, len(got), want)
			}
		}
		secretary.Get(base+"?institution=ngo&show=coordinator").Want(200).Has("Asnjë problematikë nuk i përgjigjet kësaj zgjedhjeje.", "Hiq zgjedhjen")
		r.run(t, `DELETE FROM committee_rule WHERE code = 'issue_aged'`)
		if got := secretary.Get(base).Want(200).HasNot("e vjetër").Find(".tz-counts__number"); len(got) != 3 {
			t.Errorf("without a rule nothing is old: %v", got)
		}
	})
}

// The page of a problem leads to everything: what was said where, what was done,
// what is to be done.
func TestShow(t *testing.T) {
	each(t, func(t *testing.T, r room) {
		r.accept(t, "town22", "town23")
		x := r.of(t, "t23-bus")
		at := base + "/" + x.ID
		page := r.site(t).As(testkit.Actor(access.Secretary)).Get(at).Want(200).Has("Problematika 1/2022", "e hapur prej 236 ditësh", "1.2 Dalje në terren", "1 250 000 lekë",
			"Mungon transporti për daljet në terren", "U mor me qira një furgon", "Blerja e një mjeti", "31.10.2023", "u ngrit sërish", "u caktua një masë e pritshme: 1/2023")
		links := strings.Join(page.Attr("main a", "href"), " ")
		for _, want := range []string{"/k/durres/reporting/return/town22/problems", "/k/durres/plan/plan23/activity/a2", "/k/durres/task/", at + "/merge", at + "/escalate"} {
			if !strings.Contains(links, want) {
				t.Errorf("no link to %s", want)
			}
		}
		ngo := r.site(t).As(testkit.Actor(access.NGOPoint, "ngo")).Get(at).Want(200)
		if links := strings.Join(ngo.Attr("main a", "href"), " "); strings.Contains(links, "/reporting/") || strings.Contains(links, "/edit") || !strings.Contains(links, at+"/raise") {
			t.Errorf("the organisation is offered %s", links)
		}
		r.site(t).As(testkit.Actor(access.Secretary)).Get(base + "/nothing").Want(404)
	})
}

// An institution raises what is its own, in words that everybody may read, and
// corrects only them.
func TestRaise(t *testing.T) {
	each(t, func(t *testing.T, r room) {
		s := r.site(t)
		town, ngo := s.As(testkit.Actor(access.FocalPoint, "town")), s.As(testkit.Actor(access.NGOPoint, "ngo"))
		town.Get(base + "/new").Want(200).HasNot("Institucioni që e ngre")
		f := day(form(0, "body", "Telefononi 069 12 34 567", "resource", "", "amount", "-5"), "since", "1", "8", "2023")
		page := town.Post(base+"/new", f).Want(422).Has("numër celulari", "Zgjidhni çfarë mungon.", "Shuma nuk mund të jetë nën zero.", "Dita nuk mund të jetë në të ardhmen.")
		if got := page.Find("textarea"); got[0] != "Telefononi 069 12 34 567" {
			t.Errorf("what was typed is lost: %q", got)
		}
		f = day(form(0, "body", "Mungon përkthyesi i gjuhës së shenjave", "resource", "interpreter", "activity", "a1"), "since", "1", "3", "2023")
		at := town.Post(base+"/new", f).Want(303).Location()
		x := r.get(t, strings.TrimPrefix(at, base+"/"))
		if x.Raised[0].InstitutionID != "town" || x.ObjectiveID != "ob1" || x.Since != "2023-03-01" || x.Raised[0].RaisedOn != "2023-07-14" || x.Amount != nil {
			t.Errorf("%+v", x)
		}
		words := at + "/words/" + x.Raised[0].ID
		ngo.Get(words).Want(404)
		ngo.Post(words, form(1, "body", "tjetër")).Want(404)
		town.Post(words, form(1, "body", "Mungon përkthyesi")).Want(303)
		town.Post(words, form(1, "body", "Mungojnë përkthyes")).Want(409).Has("Mungojnë përkthyes", "Mungon përkthyesi")
		if x := r.get(t, x.ID); x.Body != "Mungon përkthyesi" || x.Raised[0].Body != x.Body {
			t.Errorf("%+v", x)
		}
		ngo.Post(at+"/raise", form(0, "body", "Edhe ne nuk kemi")).Want(303)
		if x := r.get(t, x.ID); len(x.Raised) != 2 || x.Raised[0].InstitutionID != "town" && x.Raised[1].InstitutionID != "town" {
			t.Errorf("%+v", x.Raised)
		}
		ngo.Post(at+"/edit", form(1, "body", "x", "resource", "other")).Want(404)
		ngo.Post(at+"/expected", form(0, "institution", "town", "body", "Të gjejë përkthyes", "due", "committee", "priority", "normal")).Want(303)
		if n := r.count(t, "task WHERE owner_id = 'ngo' AND due_body = 'committee'"); n != 1 {
			t.Error("an institution gives tasks to itself only")
		}
		s.As(testkit.Actor(access.Secretary)).Post(base+"/new", day(form(0, "body", "x", "resource", "other"), "since", "1", "3", "2023")).Want(422).Has("Zgjidhni institucionin nga lista.")
	})
}

// Measures: what was taken is noted, what is expected becomes a task with an
// owner and a date.
func TestMeasures(t *testing.T) {
	each(t, func(t *testing.T, r room) {
		r.accept(t, "town22")
		x := r.of(t, "t22-bus")
		at := base + "/" + x.ID
		secretary := r.site(t).As(testkit.Actor(access.Secretary))
		secretary.Get(at + "/measure").Want(200).Has("Institucioni që e mori")
		secretary.Post(at+"/measure", day(form(0, "institution", "police", "body", "Policia dha një mjet"), "on", "15", "7", "2023")).Want(422).Has("Dita nuk mund të jetë në të ardhmen.")
		secretary.Post(at+"/measure", day(form(0, "institution", "police", "body", "Policia dha një mjet"), "on", "10", "7", "2023")).Want(303)
		secretary.Post(at+"/expected", form(0, "institution", "police", "body", "", "due", "day")).Want(422).Has("Përshkruani masën.", "Shkruani datën deri kur pritet masa.", "Zgjidhni përparësinë.")
		secretary.Post(at+"/expected", form(0, "body", "x", "priority", "high")).Want(422).Has("Zgjidhni institucionin nga lista.", "Zgjidhni deri kur pritet masa.")
		secretary.Post(at+"/expected", day(form(0, "institution", "police", "body", "Një mjet çdo të hënë", "due", "day", "priority", "high"), "on", "1", "7", "2023")).Want(422).Has("Afati nuk mund të jetë në të kaluarën.")
		secretary.Post(at+"/expected", day(form(0, "institution", "police", "body", "Një mjet çdo të hënë", "due", "day", "priority", "high"), "on", "1", "9", "2023")).Want(303)
		secretary.Post(at+"/expected", form(0, "institution", "town", "body", "Kërkesë për fonde", "due", "table", "priority", "normal")).Want(303)
		secretary.Get(at).Want(200).Has("Policia dha një mjet", "Një mjet çdo të hënë", "01.09.2023", "në mbledhjen e ardhshme: Tryeza Teknike")
		var own string
		r.query(t, `SELECT id FROM issue_measure WHERE body = 'Policia dha një mjet'`, &own)
		police, town := r.site(t).As(testkit.Actor(access.FocalPoint, "police")), r.site(t).As(testkit.Actor(access.FocalPoint, "town"))
		police.Post(at+"/measure/"+own, day(form(1, "body", "Policia dha dy mjete"), "on", "11", "7", "2023")).Want(303)
		police.Post(at+"/measure/"+own, day(form(1, "body", "Policia dha tri mjete"), "on", "11", "7", "2023")).Want(409).Has("dy mjete", "tri mjete")
		town.Get(at + "/measure/" + own).Want(404)
		town.Get(at + "/measure/m22").Want(404) // it came in a return, and is corrected there
		if n := r.count(t, "task WHERE priority = 'high' AND owner_id = 'police' AND source_id = '"+x.ID+"'"); n != 1 {
			t.Errorf("%d tasks of high priority", n)
		}
	})
}

// Solved, reopened; each with a reason, and refused when somebody was faster.
func TestSolveAndReopen(t *testing.T) {
	each(t, func(t *testing.T, r room) {
		r.accept(t, "town22")
		x := r.of(t, "t22-bus")
		at := base + "/" + x.ID
		secretary := r.site(t).As(testkit.Actor(access.Secretary))
		secretary.Post(at+"/solve", form(x.Version, "solution", "")).Want(422).Has("Shkruani si u zgjidh.", "Shkruani ditën.")
		secretary.Post(at+"/solve", day(form(x.Version, "solution", "U ble"), "on", "1", "1", "2022")).Want(422).Has("u ngrit më vonë se kjo ditë")
		f := day(form(x.Version, "solution", "U ble mjeti"), "on", "10", "7", "2023")
		secretary.Post(at+"/solve", f).Want(303)
		f.Set("solution", "U mor me qira")
		secretary.Post(at+"/solve", f).Want(409).Has("U mor me qira", "U ble mjeti")
		secretary.Get(at).Want(200).Has("e zgjidhur", "pasi qëndroi e hapur 232 ditë", "U ble mjeti", "Rihape").HasNot("Shënoje të zgjidhur", "Pyet koordinatorin")
		x = r.of(t, "t22-bus")
		secretary.Post(at+"/reopen", form(x.Version, "reason", "")).Want(422).Has("Shkruani pse rihapet.")
		secretary.Post(at+"/reopen", form(x.Version, "reason", "Mjeti u prish")).Want(303)
		secretary.Get(at).Want(200).Has("e hapur", "Mjeti u prish")
	})
}

// The national coordinator reads every problem, answers what is asked, and may do
// nothing else.
func TestCoordinator(t *testing.T) {
	each(t, func(t *testing.T, r room) {
		r.accept(t, "town22", "ngo22")
		x := r.of(t, "t22-bus")
		at := base + "/" + x.ID
		s := r.site(t)
		coordinator, secretary := s.As(testkit.Actor(access.Coordinator)), s.As(testkit.Actor(access.Secretary))
		coordinator.Post(at+"/answer", day(form(x.Version, "answer", "Po"), "on", "14", "7", "2023")).Want(422).Has("nuk i është bërë asnjë pyetje")
		secretary.Post(at+"/escalate", day(form(x.Version, "question", "A ka fonde për një mjet?"), "on", "4", "7", "2023")).Want(303)
		secretary.Get(at).Want(200).Has("pa përgjigje prej 10 ditësh").HasNot("Përgjigju")
		secretary.Get(base+"?show=coordinator").Want(200).Has("te koordinatori prej 10 ditësh", "1 problematikë")

		page := coordinator.Get(base).Want(200).HasNot("Ngri një problematikë")
		if links := strings.Join(page.Attr("main a", "href"), " "); strings.Contains(links, "/new") {
			t.Errorf("offered %s", links)
		}
		page = coordinator.Get(at).Want(200).Has("A ka fonde për një mjet?", "Përgjigju").HasNot("Ndrysho", "Shënoje të zgjidhur", "Bashko me", "E kemi edhe ne")
		for _, step := range []string{"/edit", "/raise", "/measure", "/expected", "/solve", "/reopen", "/escalate", "/merge"} {
			coordinator.Get(at + step).Want(404)
			coordinator.Post(at+step, form(x.Version+1, "body", "x")).Want(404)
		}
		coordinator.Get(base + "/new").Want(404)
		coordinator.Post(at+"/part", form(x.Version+1)).Want(404)
		secretary.Get(at + "/answer").Want(404)

		f := day(form(x.Version+1, "answer", "Po, në vitin 2024."), "on", "1", "7", "2023")
		coordinator.Post(at+"/answer", f).Want(422).Has("u bë më vonë se kjo ditë")
		coordinator.Post(at+"/answer", day(f, "on", "14", "7", "2023")).Want(303)
		secretary.Get(at).Want(200).Has("Po, në vitin 2024.", "Përgjigjja, 14.07.2023", "Pyet sërish")
		if x := r.of(t, "t22-bus"); x.Waits() || verbs(x.Issue) != "raised measure escalated answered" {
			t.Errorf("%+v", x.Issue)
		}
	})
}

// The merge page offers what looks the same and says why; the root then shows
// everybody's words, and one button parts them.
func TestMergePages(t *testing.T) {
	each(t, func(t *testing.T, r room) {
		r.accept(t, "town22", "town23", "ngo23")
		bus, ngo := r.of(t, "t23-bus"), r.of(t, "n23-bus")
		s := r.site(t)
		secretary := s.As(testkit.Actor(access.Secretary))
		at := base + "/" + ngo.ID
		secretary.Get(at+"/merge").Want(200).Has("Duken të ngjashme", "i njëjti objektiv; mungon e njëjta gjë; fjalë të përbashkëta: Transporti dhe terren")
		secretary.Post(at+"/merge", form(ngo.Version, "with", "")).Want(422).Has("Zgjidhni problematikën nga lista.")
		secretary.Post(at+"/merge", form(ngo.Version, "with", bus.ID, "stays", "")).Want(422).Has("Zgjidhni cila mbetet.")
		if got := secretary.Get(at+"/merge").Attr(`input[name="stays"][checked]`, "value"); len(got) != 1 || got[0] != "older" {
			t.Errorf("proposed to stay: %q", got)
		}
		secretary.Post(at+"/merge", form(ngo.Version+7, "with", bus.ID, "stays", "older")).Want(422).Has("Dikush tjetër e ndryshoi ndërkohë problematikën " + ngo.Name()).HasNot("Teksti juaj")
		secretary.Post(at+"/merge", form(ngo.Version, "with", bus.ID, "stays", "older")).Want(303)
		secretary.Get(at).Want(200).Has("Është bashkuar me", "Ndaje sërish").HasNot("Shënoje të zgjidhur")
		secretary.Post(at+"/edit", form(ngo.Version+1, "body", "x", "resource", "other")).Want(422).Has("Vazhdoni te ajo")
		secretary.Get(base+"/"+bus.ID).Want(200).Has("Qendra e Fëmijëve", "si problematika "+ngo.Name(), "Ekipi i terrenit nuk ka mjet transporti")
		if got := secretary.Get(base + "?institution=ngo").Want(200).Find("tbody th"); len(got) != 1 || !strings.HasPrefix(got[0], bus.Body) {
			t.Errorf("under who raised it: %q", got)
		}
		s.As(testkit.Actor(access.NGOPoint, "ngo")).Get(at).Want(200).HasNot("Ndaje sërish")
		secretary.Post(at+"/part", form(ngo.Version+1)).Want(303)
		if x := r.of(t, "n23-bus"); x.MergedInto != "" || x.State != issue.Open {
			t.Errorf("%+v", x.Issue)
		}
		secretary.Post(at+"/part", form(ngo.Version+1)).Want(422).Has("u nda").HasNot("Teksti juaj")
	})
}

// The one that stays is chosen. What it does not say is shown from the other, with
// its number, in the list and on its page; the total is the same; parting gives
// everything back.
func TestTheYoungerStays(t *testing.T) {
	each(t, func(t *testing.T, r room) {
		r.accept(t, "town22", "town23", "ngo23")
		bus, ngo := r.of(t, "t23-bus"), r.of(t, "n23-bus")
		secretary := r.site(t).As(testkit.Actor(access.Secretary))
		at := base + "/" + ngo.ID
		secretary.Post(at+"/merge", form(ngo.Version, "with", bus.ID, "stays", "this")).Want(303)
		if x := r.get(t, ngo.ID); x.MergedInto != "" || len(x.Merged) != 1 || x.Amount != nil {
			t.Fatalf("%+v", x.Issue)
		}
		from := "1 250 000 lekë (nga " + bus.Name() + ")"
		secretary.Get(base).Want(200).Has(from, "Mungojnë: 1 250 000 lekë për 1 nga 2", "Prej 236 ditësh")
		secretary.Get(at).Want(200).Has(from, "1.2 Dalje në terren (nga "+bus.Name()+")")
		secretary.Post(at+"/edit", form(r.get(t, ngo.ID).Version, "body", ngo.Body, "resource", "transport", "amount", "900000", "objective", ngo.ObjectiveID)).Want(303)
		for _, page := range []string{base, at} {
			secretary.Get(page).Want(200).Has("900 000 lekë", bus.Name()+": 1 250 000 lekë").HasNot(from)
		}
		secretary.Get(base).Has("Mungojnë: 900 000 lekë për 1 nga 2")
		secretary.Post(base+"/"+bus.ID+"/part", form(r.get(t, bus.ID).Version)).Want(303)
		if x := r.get(t, bus.ID); x.MergedInto != "" || x.Body != bus.Body || *x.Amount != *bus.Amount || x.ObjectiveID != bus.ObjectiveID {
			t.Errorf("%+v", x.Issue)
		}
	})
}
