package reporting_test

import (
	"net/url"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/reporting"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/text"
)

// send hands a return in as the operator, whatever it lacks.
func send(t *testing.T, db *store.DB, id string) {
	t.Helper()
	testkit.Change(t, db, access.SendReturn, func(tx *store.Tx) error {
		_, err := reporting.Send(tx, reporting.Act{ReturnID: id, Version: reporting.Latest})
		return err
	})
}

func TestSendBackAndReopen(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		n, ids := open(t, db, "2023-H1")
		_, early := open(t, db, "2023-Q1")
		plan := planStates{}
		s := siteOf(t, db, plan)
		secretary, town := s.As(testkit.Actor(access.Secretary)), s.As(testkit.Actor(access.FocalPoint, "town"))
		for id, state := range map[string]string{early["town"]: "partly_done", ids["town"]: "done"} {
			form := url.Values{"version": {"1"}, "state": {state}, "reason": {"fonde"}, "indicator-i1": {"2"}, "done-day": {"5"}, "done-month": {"3"}, "done-year": {"2023"}}
			town.Post(base+"/return/"+id+"/activity/a1", form).Want(303)
			send(t, db, id)
		}
		at := base + "/return/" + ids["town"]

		secretary.Post(at+"/back", url.Values{"version": {"3"}, "reason": {""}}).Want(422).Has("institucioni duhet ta dijë pse")
		secretary.Post(at+"/back", url.Values{"version": {"3"}, "reason": {"telefononi 069 12 34 567"}}).Want(422).Has("numër celulari")
		secretary.Post(at+"/back", url.Values{"version": {"2"}, "reason": {"mungojnë datat"}}).Want(409)
		secretary.Post(at+"/back", url.Values{"version": {"3"}, "reason": {"mungojnë datat"}}).Want(303)
		town.Get(at).Want(200).Has("Pse u kthye", "mungojnë datat", "kthyer për plotësim", "Kontrollo dhe dërgo")
		first := load(t, db, ids["town"])
		send(t, db, ids["town"])
		if again := load(t, db, ids["town"]); again.Reference != first.Reference || again.Reference != "DR-2023-H1-01" || again.State != reporting.Sent {
			t.Errorf("sent again: %+v", again)
		}

		accept := func(id string) {
			t.Helper()
			form := secretary.Get(base + "/return/" + id).Want(200)
			secretary.Post(base+"/return/"+id+"/accept", url.Values{"version": form.Attr(`form[action$="/accept"] [name=version]`, "value")}).Want(303)
		}
		accept(ids["town"])
		accept(early["town"]) // accepted later, but of an earlier day: the plan keeps the half-year's word
		if plan["a1"] != "done 2023-03-05 fonde" {
			t.Errorf("the plan was told %v", plan)
		}
		secretary.Get(at + "/reopen").Want(200).Has("Rihapni raportimin e pranuar")
		version := secretary.Get(at+"/reopen").Attr("input[name=version]", "value")
		secretary.Post(at+"/reopen", url.Values{"version": version, "reason": {"gabim në numra"}}).Want(303)
		if !strings.HasPrefix(plan["a1"], "partly_done") {
			t.Errorf("after reopening the plan says %v", plan)
		}
		town.Post(at+"/activity/a1", url.Values{"version": {"2"}, "state": {"in_progress"}, "indicator-i1": {"1"}}).Want(303)
		var verbs []string
		for _, e := range load(t, db, ids["town"]).Events {
			verbs = append(verbs, e.Verb)
		}
		if got := strings.Join(verbs, " "); len(verbs) != 5 || !strings.Contains(got, "reopened") {
			t.Errorf("events %s", got)
		}
		secretary.Get(base + "/round/" + n.ID).Want(200).Has("1 nga 3")
	})
}

func TestExtend(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		n, ids := open(t, db, "2023-H1")
		s := siteOf(t, db, planStates{})
		secretary := s.As(testkit.Actor(access.Secretary))
		at := base + "/round/" + n.ID + "/extend"
		form := url.Values{"return": {ids["ngo"]}, "due-day": {"10"}, "due-month": {"7"}, "due-year": {"2023"}, "reason": {"pushime"}}
		secretary.Post(at, form).Want(422).Has("Afati i ri duhet të jetë pas atij që është tani (15.07.2023).")
		form.Set("due-day", "20")
		secretary.Post(at, form).Want(303)
		if r := load(t, db, ids["ngo"]); r.DueOn != "2023-07-20" || r.Events[0].Reason != "20.07.2023: pushime" {
			t.Errorf("%+v", r)
		}
		form.Set("return", "")
		form.Set("due-day", "18")
		secretary.Post(at, form).Want(303)
		var due []string
		for _, r := range round(t, db, n.ID) {
			due = append(due, r.DueOn)
		}
		if got := strings.Join(due, " "); got != "2023-07-18 2023-07-18 2023-07-20" {
			t.Errorf("deadlines %s", got)
		}
		s.As(testkit.Actor(access.FocalPoint, "ngo")).Get(at).Want(404)
	})
}

// What came on paper is marked on every page, and says which office gave it.
func TestEnteredForTheInstitution(t *testing.T) {
	db, _ := sqlite(t)
	_, ids := open(t, db, "2023-H1")
	s := siteOf(t, db, planStates{})
	secretary, ngo := s.As(testkit.Actor(access.Secretary)), s.As(testkit.Actor(access.NGOPoint, "ngo"))
	at := base + "/return/" + ids["ngo"]
	ngo.Get(at + "/channel").Want(404)
	ngo.Post(at+"/channel", url.Values{"channel": {"paper"}, "note": {"x"}}).Want(404)
	secretary.Post(at+"/channel", url.Values{"channel": {"telephone"}}).Want(422).Has("cila zyrë e dha dhe kur")
	secretary.Post(at+"/channel", url.Values{"channel": {"telephone"}, "note": {"zyra e drejtorit, 12.07.2023"}}).Want(303)
	for _, page := range []string{"", "/topic/training", "/problems", "/measures", "/problem/new", "/measure/new", "/files", "/send"} {
		ngo.Get(at+page).Want(200).Has("Raportim i ardhur me telefon dhe i regjistruar nga sekretari", "zyra e drejtorit, 12.07.2023")
	}
	send(t, db, ids["ngo"])
	ngo.Get(at + "/sent").Want(200).Has("me telefon")
	secretary.Get(at).Want(200).Has("me telefon")
}

// What is added to the plan, or seated, after a round was opened is asked when
// the secretary says so.
func TestRefresh(t *testing.T) {
	db, file := sqlite(t)
	n, ids := open(t, db, "2023-H1")
	secretary := siteOf(t, db, planStates{}).As(testkit.Actor(access.Secretary))
	secretary.Get(base + "/round/" + n.ID).Want(200).HasNot("që ende nuk pyet")
	testkit.Run(t, file, `UPDATE committee_seat SET kind = 'member' WHERE id = 's5';
UPDATE plan_activity SET starts_on = '2023-05-01' WHERE id = 'a3'`)
	secretary.Get(base + "/round/" + n.ID).Want(200).Has("u shtuan 3 gjëra që ende nuk pyeten")
	secretary.Post(base+"/round/"+n.ID+"/refresh", url.Values{}).Want(303)
	secretary.Get(base+"/round/"+n.ID).Want(200).Has("Misioni i Ftuar").HasNot("që ende nuk pyet", "Për disa aktivitete")
	if _, ok := load(t, db, ids["town"]).Item("a3"); !ok || len(round(t, db, n.ID)) != 4 {
		t.Error("the added activity, or institution, is not asked")
	}
}

// Nobody sees, or changes, the return of another institution; who only reads
// cannot change any.
func TestStrangers(t *testing.T) {
	db, _ := sqlite(t)
	n, ids := open(t, db, "2023-H1")
	s := siteOf(t, db, planStates{})
	at := base + "/return/" + ids["town"]
	pages := []string{"", "/activity/a1", "/topic/situation", "/problems", "/measures", "/problem/new", "/measure/new", "/files", "/send", "/sent", "/back", "/reopen", "/channel"}
	posts := []string{"/activity/a1", "/activity/a1/autosave", "/topic/situation", "/topic/situation/autosave", "/none", "/problem/new", "/measure/new", "/send", "/accept", "/back", "/reopen", "/channel"}
	form := url.Values{"state": {"planned"}, "body": {"x"}, "reason": {"x"}, "version": {"1"}, "checked": {"1"}, "status": {"taken"}, "resource": {"funds"}, "activity": {"a1"},
		"since-day": {"1"}, "since-month": {"1"}, "since-year": {"2023"}, "channel": {"web"}, "of": {"problems"}, "none": {"1"}}
	for name, c := range map[string]*testkit.Client{
		"focal point of another": s.As(testkit.Actor(access.FocalPoint, "police")),
		"head of another":        s.As(testkit.Actor(access.Head, "ngo")),
		"administrator":          s.As(testkit.Actor(access.Administrator)),
	} {
		for _, p := range pages {
			if r := c.Get(at + p); r.Code != 404 {
				t.Errorf("%s: GET %s = %d", name, p, r.Code)
			}
		}
		for _, p := range posts {
			if r := c.Post(at+p, form); r.Code != 404 {
				t.Errorf("%s: POST %s = %d", name, p, r.Code)
			}
		}
	}
	for _, role := range []access.Role{access.Chair, access.TableChair, access.Coordinator} {
		c := s.As(testkit.Actor(role))
		c.Get(at).Want(200).Has("Përgjigjet")
		c.Get(base + "/round/" + n.ID).Want(200)
		c.Get(base + "/open").Want(404)
		for _, p := range posts {
			if r := c.Post(at+p, form); r.Code != 404 {
				t.Errorf("%s: POST %s = %d", role, p, r.Code)
			}
		}
	}
	s.As(testkit.Actor(access.Head, "town")).Get(at).Want(200).Has("Kontrollo dhe dërgo")
	s.As(testkit.Actor(access.FocalPoint, "guest")).Get(base + "/round/" + n.ID).Want(404)
	if r := load(t, db, ids["town"]); !r.StartedAt.IsZero() {
		t.Error("a stranger changed something")
	}
}

// Every page can be read in English too.
func TestPagesInEnglish(t *testing.T) {
	db, _ := sqlite(t)
	n, ids := open(t, db, "2023-H1")
	s := siteOf(t, db, planStates{})
	c := s.As(testkit.Actor(access.Secretary))
	c.Header.Set("Cookie", "lang="+string(text.EN))
	at := base + "/return/" + ids["town"]
	for page, want := range map[string]string{
		base: "Periods, the newest first", base + "/open?period=2023-H2": "These will report", base + "/round/" + n.ID: "Returns of the institutions",
		base + "/round/" + n.ID + "/extend": "New deadline", at: "Check and send", at + "/activity/a1": "State of the activity", at + "/topic/street_children": "By residence",
		at + "/problems": "No problem was met", at + "/problem/new": "What is missing", at + "/measures": "Add a measure", at + "/measure/new": "Description of the measure", at + "/files": "No file has been attached yet.",
		at + "/send": "Not answered: ", at + "/channel": "How it came",
	} {
		c.Get(page).Want(200).Has(want).HasNot("Ruaj", "Afati", "Gjendja", "Hiqe", "Shkruani")
	}
	c.Get(at + "/back").Want(303) // a draft has nothing to send back
	send(t, db, ids["town"])
	c.Get(at + "/reopen").Want(303)
	c.Get(at + "/back").Want(200).Has("The institution sees the reason").HasNot("Shkruani")
	c.Post(at+"/accept", url.Values{"version": {"2"}}).Want(303)
	c.Get(at + "/reopen").Want(200).Has("The acceptance is taken back").HasNot("Shkruani")
}
