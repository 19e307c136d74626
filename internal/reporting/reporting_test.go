package reporting_test

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/figure"
	"tryeza/internal/reporting"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/web"
)

// each runs f on every kind of database, with the committee of testdata in it.
func each(t *testing.T, f func(t *testing.T, db *store.DB)) {
	testkit.Filled(t, "testdata/durres.sql", func(t *testing.T, db *store.DB, _ string) { f(t, db) })
}

// sqlite is the committee of testdata where the kind of database makes no difference.
func sqlite(t *testing.T) (*store.DB, string) {
	url := filepath.Join(t.TempDir(), "committee.db")
	db := testkit.Open(t, store.CommitteeRoom, url)
	testkit.Run(t, url, fixture(t))
	return db, url
}

// grant is the operator's, for tests that are not a *testing.T.
func grant(p access.Permission) access.Grant {
	g, err := testkit.Actor(access.Operator).May(p, access.Committee("durres"))
	if err != nil {
		panic(err)
	}
	return g
}

func fixture(t testing.TB) string {
	b, err := os.ReadFile("testdata/durres.sql")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// planStates is a plan that only remembers what it is told.
type planStates map[string]string

func (p planStates) set(_ *store.Tx, id, state, on, reason string) error {
	p[id] = strings.TrimSpace(state + " " + on + " " + reason)
	return nil
}

func siteOf(t *testing.T, db *store.DB, plan planStates) *testkit.Site {
	return testkit.NewSite(t, db, func(m *web.Mux, db *store.DB) {
		reporting.Routes(m, db, reporting.Options{SetActivityState: plan.set})
	})
}

// open opens the round of a period and returns the return of each institution.
func open(t *testing.T, db *store.DB, p figure.Period) (reporting.Round, map[string]string) {
	t.Helper()
	var n reporting.Round
	testkit.Change(t, db, access.OpenRound, func(tx *store.Tx) (err error) {
		n, err = reporting.OpenRound(tx, reporting.Round{Period: p, DueOn: "2023-07-15"})
		return err
	})
	ids := map[string]string{}
	for _, r := range round(t, db, n.ID) {
		ids[r.InstitutionID] = r.ID
	}
	return n, ids
}

func round(t *testing.T, db *store.DB, id string) (list []reporting.Return) {
	t.Helper()
	testkit.View(t, db, access.ReadReturns, func(tx *store.Tx) (err error) {
		list, err = reporting.LoadRound(tx, id)
		return err
	})
	return list
}

func load(t *testing.T, db *store.DB, id string) (r reporting.Return) {
	t.Helper()
	testkit.View(t, db, access.ReadReturns, func(tx *store.Tx) (err error) {
		r, err = reporting.Load(tx, id)
		return err
	})
	return r
}

func change(t *testing.T, db *store.DB, p access.Permission, f func(tx *store.Tx) error) error {
	t.Helper()
	return db.Change(context.Background(), testkit.Grant(t, p), store.Subject{Kind: "test", ID: "x"}, f)
}

const base = "/k/durres/reporting"

// The main path: open, fill in, send, accept; each in the browser.
func TestMainPath(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		plan := planStates{}
		s := siteOf(t, db, plan)
		secretary, town := s.As(testkit.Actor(access.Secretary)), s.As(testkit.Actor(access.FocalPoint, "town"))
		secretary.Get(base).Want(200).Has("Ende nuk është hapur asnjë raportim")
		town.Get(base).Want(200).Has("nuk i është kërkuar ende asnjë raportim")

		form := secretary.Get(base+"/open?period=2023-H1").Want(200).Has("15 ditë pas fundit të periudhës", "rregull i pakonfirmuar", "Bashkia Durrës", "Drejtoria Vendore e Policisë").HasNot("Misioni i Ftuar")
		if got := form.Attr("#due-day, #due-month, #due-year", "value"); strings.Join(got, ".") != "15.7.2023" {
			t.Errorf("proposed deadline %v", got)
		}
		due := url.Values{"period": {"2023-H1"}, "due-day": {"15"}, "due-month": {"7"}, "due-year": {"2023"}}
		at := secretary.Post(base+"/open", due).Want(303).Location()
		secretary.Post(base+"/open", due).Want(422).Has("është hapur tashmë")
		page := secretary.Get(at).Want(200).Has("Deri tani kanë dërguar: 0 nga 3.", "Afati: 15.07.2023. Rregulli: ", "Misioni i Ftuar", "15 ditë pas fundit të periudhës")
		if got := page.Find(".tz-counts__number"); strings.Join(got, " ") != "3 0 0 0 0 0 0" {
			t.Errorf("counts %v", got)
		}

		mine := town.Get(at).Want(303).Location()
		town.Get(mine).Want(200).Has("Bashkia Durrës", "1.1 Takime me prindërit", "1.2 Dalje në terren", "Plotësuar: 0 nga").HasNot("Fushata e tetorit", "Trajnim i policisë")
		answer(t, town, mine)
		town.Get(mine).Want(200).Has("Plotësuar: 2 nga")

		town.Post(mine+"/send", url.Values{}).Want(422).Has("Shënoni që i keni kontrolluar")
		sent := town.Post(mine+"/send", url.Values{"checked": {"1"}}).Want(303).Location()
		town.Get(sent).Want(200).Has("DR-2023-H1-01", "Çfarë ndodh tani")
		town.Post(mine+"/activity/a2", url.Values{"version": {"9"}, "state": {"done"}}).Want(422).Has("është dërguar")
		town.Post(mine+"/accept", url.Values{"version": {"3"}}).Want(404)

		r := secretary.Get(mine).Want(200).Has("Takime të mbajtura", "disa", "u dërgua")
		version := r.Attr(`form[action$="/accept"] input[name=version]`, "value")[0]
		secretary.Post(mine+"/accept", url.Values{"version": {version}}).Want(303)
		if plan["a1"] != "done 2023-05-20" || plan["a2"] != "" {
			t.Errorf("the plan was told %v", plan)
		}
		secretary.Get(at).Want(200).Has("Deri tani kanë dërguar: 1 nga 3.").HasNot("33,3 %")
		if got := secretary.Get(at + "?state=accepted").Want(200).Find("tbody th"); len(got) != 1 || got[0] != "Bashkia Durrës" {
			t.Errorf("accepted: %q", got)
		}
	})
}

// answer fills in one activity and one topic of the municipality.
func answer(t *testing.T, c *testkit.Client, at string) {
	t.Helper()
	item := at + "/activity/a1"
	form := url.Values{"version": {"1"}, "state": {"done"}, "done-day": {"20"}, "done-month": {"5"}, "done-year": {"2023"}, "what": {"Telefononi 069 12 34 567"}}
	r := c.Post(item, form).Want(422).Has("numër celulari")
	if got := r.Find("#what"); got[0] != "Telefononi 069 12 34 567" {
		t.Errorf("what was typed is lost: %q", got)
	}
	form.Set("what", "Gjashtë takime me prindërit")
	form.Set("indicator-i1-sure", "several")
	form.Set("participants", "30")
	form.Set("participants-sex-f", "20")
	form.Set("participants-sex-m", "11")
	c.Post(item, form).Want(303)
	c.Get(item).Want(200).Has("Ndarja bën 31, por gjithsej keni shkruar 30")
	form.Set("participants-sex-m", "10")
	form.Set("version", "2")
	if to := c.Post(item, form).Want(303).Location(); to != at {
		t.Errorf("saved, then %s", to)
	}
	c.Post(at+"/topic/situation", url.Values{"version": {"1"}, "body": {"E qetë."}}).Want(303)
}

// What is overdue is what was never sent; what came late is counted apart, and
// the list of rounds says the same.
func TestLate(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		n, ids := open(t, db, "2023-H1")
		send(t, db, ids["town"])
		testkit.Change(t, db, access.JudgeReturn, func(tx *store.Tx) error {
			return reporting.SendBack(tx, reporting.Act{ReturnID: ids["town"], Version: reporting.Latest, Reason: "mungojnë datat"})
		})
		db.Now = func() time.Time { return testkit.Now.AddDate(0, 0, 6) }
		send(t, db, ids["police"])
		secretary := siteOf(t, db, planStates{}).As(testkit.Actor(access.Secretary))
		at := base + "/round/" + n.ID
		page := secretary.Get(at).Want(200).Has("Raportuar në afat: 1 nga 3 (33,3 %)")
		if got := page.Find(".tz-counts__link"); got[5] != "1 me vonesë" || got[6] != "1 dërguar me vonesë" {
			t.Errorf("boxes %q", got)
		}
		for filter, want := range map[string]string{"late": "Qendra e Fëmijëve", "missing": "Qendra e Fëmijëve", "sent_late": "Drejtoria Vendore e Policisë", "on_time": "Bashkia Durrës"} {
			if got := secretary.Get(at + "?state=" + filter).Want(200).Find("tbody th"); len(got) != 1 || got[0] != want {
				t.Errorf("%s: %q, want %s", filter, got, want)
			}
		}
		if got := secretary.Get(base).Want(200).Find("tbody td[data-label='Me vonesë']"); len(got) != 1 || got[0] != "1" {
			t.Errorf("the list of rounds: %q overdue", got)
		}
	})
}

// A check that does not keep the return from being sent is a note beside its
// field, and no error.
func TestNotes(t *testing.T) {
	db, _ := sqlite(t)
	_, ids := open(t, db, "2023-H1")
	town := siteOf(t, db, planStates{}).As(testkit.Actor(access.FocalPoint, "town"))
	at := base + "/return/" + ids["town"] + "/activity/a1"
	town.Post(at, url.Values{"version": {"1"}, "state": {"done"}, "indicator-i1": {"2"}}).Want(303)
	page := town.Get(at).Want(200).HasNot("Gabim:", "Ka diçka për të rregulluar")
	if notes := page.Find("#done-note"); len(notes) != 1 || !strings.HasPrefix(notes[0], "Vërejtje: Shkruani datën kur u realizua") {
		t.Errorf("notes %q", notes)
	}
	if by := page.Attr("fieldset[aria-describedby*=done-note]", "role"); len(by) != 1 {
		t.Error("the note does not describe its field")
	}
}

func TestRoundAsksWhatIsOwed(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		n, ids := open(t, db, "2023-H1")
		if len(ids) != 3 || n.PlanID != "plan23" || n.OpenedOn != "2023-07-14" {
			t.Fatalf("%+v, returns %v", n, ids)
		}
		var got []string
		for _, r := range round(t, db, n.ID) {
			got = append(got, r.Institution)
			for _, it := range r.Items {
				got = append(got, it.ActivityID)
			}
		}
		want := "Bashkia Durrës a1 a2 Drejtoria Vendore e Policisë a4 Qendra e Fëmijëve"
		if strings.Join(got, " ") != want {
			t.Errorf("asked %q, want %q", got, want)
		}
		// One query set serves both: a return of the round is the return alone.
		for _, r := range round(t, db, n.ID) {
			if a, b := fmt.Sprintf("%+v", r), fmt.Sprintf("%+v", load(t, db, r.ID)); a != b {
				t.Errorf("in the round %s\nalone %s", a, b)
			}
		}
	})
}
