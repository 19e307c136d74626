package analysis_test

import (
	"bytes"
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/analysis"
	"tryeza/internal/committee"
	"tryeza/internal/demo"
	"tryeza/internal/figure"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/text"
)

// counts stands for the units: they saw children as often as it says, and it
// keeps what it was asked.
type counts struct {
	seen  int
	asked []string
	rules [][2]analysis.ChildRules
	fails error
}

func (c *counts) options() analysis.Options {
	return analysis.Options{Children: func(_ context.Context, tx *store.Tx, p figure.Period, now, before analysis.ChildRules) (*analysis.Children, error) {
		c.asked, c.rules = append(c.asked, tx.Grant().Scope().ID+" "+string(p)), append(c.rules, [2]analysis.ChildRules{now, before})
		n := analysis.Tally{N: c.seen}
		one := func(by string, keys ...analysis.Key) analysis.Tallies {
			t := analysis.Tallies{By: by, Rows: keys, Total: n, Counts: []analysis.Tally{n}}
			for range len(keys) - 1 {
				t.Counts = append(t.Counts, analysis.Tally{Withheld: true})
			}
			return t
		}
		flow := one("origin", analysis.Key{Code: "15", Name: "Elbasan"}, analysis.Key{Code: "53", Name: "Tiranë"})
		flow.Across, flow.Columns = "municipality", []analysis.Key{{Code: "10", Name: "Durrës"}}
		flow.Cells, flow.ColumnTotals = [][]analysis.Tally{{n}, {{Withheld: true}}}, []analysis.Tally{n}
		now.Threshold = max(now.Threshold, 5)
		return &analysis.Children{Period: p, CountedAt: "2023-07-18T09:00", Now: analysis.ChildCounts{
			Rules: now, Links: one("link", analysis.Key{Code: "linked", Name: "të lidhura"}, analysis.Key{Code: "unlinked", Name: "pa lidhje"}),
			Residence: one("residence", analysis.Key{Code: "other", Name: "nga qytete të tjera"}), Flow: flow,
			Weeks: one("week", analysis.Key{Code: "2023-05-15", Name: "15.05.2023"}, analysis.Key{Code: "2023-05-22", Name: "22.05.2023"}),
		}}, c.fails
	}}
}

// unitHouse is the sample committee at a server with casework.
func unitHouse(t *testing.T, db *store.DB, c *counts) *testkit.Site {
	t.Helper()
	if err := demo.Fill(context.Background(), db); err != nil {
		t.Fatal(err)
	}
	return testkit.NewSite(t, db, c.options().Routes)
}

// The chapter is read, reviewed, signed and corrected as the rest is: it is
// asked for under the rules of each half-year's last day, a signed one stays as
// it was, and a correction says which counts differ.
func TestChildrenFromDraftToCorrected(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		c := &counts{seen: 41}
		s := unitHouse(t, db, c)
		testkit.Change(t, db, access.ManageCommittee, func(tx *store.Tx) error {
			return committee.SetRule(tx, committee.Rule{Code: "small_number", Value: "7", Unit: "count", LegalBasis: "Vendim", From: "2023-02-01", Verified: true})
		})
		secretary, chair := s.As(testkit.Actor(access.Secretary)), s.As(testkit.Actor(access.Chair))
		at := of(t, db, "2023-H1")

		secretary.Get(at).Want(200).Has("Konstatime në terren: 41 (pa lidhje me dosjen e një fëmije: …).", "Dy burime për të njëjtën çështje", "nga 1 deri në 6", "Pragu i numrave të vegjël: 7; Vendim")
		if c.asked[0] != "durres 2023-H1" || c.rules[0] != [2]analysis.ChildRules{{SeasonStart: "05-15", SeasonEnd: "09-15", Threshold: 7}, {SeasonStart: "05-15", SeasonEnd: "09-15", Threshold: 5}} {
			t.Errorf("asked for %s under %+v", c.asked[0], c.rules[0])
		}
		secretary.Post(at+"/review", url.Values{"reviewed": {"1"}}).Want(303)
		c.seen = 42
		chair.Post(at+"/sign", nil).Want(422).Has("kanë ndryshuar")
		secretary.Post(at+"/review", url.Values{"reviewed": {"1"}}).Want(303)
		chair.Post(at+"/sign", nil).Want(303)
		signed := secretary.Get(at + "/download/docx").Want(200).Body

		c.seen = 43
		if got := secretary.Get(at + "/download/docx").Want(200).Body; got != signed {
			t.Error("a signed analysis changed with what the units count")
		}
		c.fails = errors.New("no casework today")
		secretary.Get(at).Want(200).Has("Konstatime në terren: 42 (")
		c.fails = nil
		next := secretary.Post(at+"/correct", url.Values{"reason": {"U shtua një konstatim."}}).Want(303).Location()
		secretary.Get(next).Want(200).Has("Konstatime në terren, sipas njësive children_sightings 42 43")
	})
}

// Who does not sit in the committee reads what was signed. A draft is not there
// for them, under no address and in no list, and is not composed for them: what
// the units count between two looks changes no byte.
func TestDraftIsForTheCommittee(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		c := &counts{seen: 41}
		s := unitHouse(t, db, c)
		secretary, chair, point := s.As(testkit.Actor(access.Secretary)), s.As(testkit.Actor(access.Chair)), s.As(testkit.Actor(access.NGOPoint, "world-vision"))
		coordinator := s.As(testkit.Actor(access.Coordinator))
		const list = "/k/durres/analysis"
		at := of(t, db, "2023-H1")
		routes := routesOf(point.Get(at).Want(200))
		if len(routes) < 40 {
			t.Fatalf("only %d addresses", len(routes))
		}
		for _, path := range routes {
			point.Get(path).Want(200)
		}
		asked := len(c.asked)
		unsigned := coordinator.Get(list).Want(200).HasNot("projekt", "e shqyrtuar").Body
		absent := coordinator.Get(list + "/nosuch").Want(404).Body
		nothing := func(at string) {
			t.Helper()
			for _, path := range append(routesOf(point.Get(at).Want(200)), at, at+"/sign", at+"/edit/opening.1", at+"/scan/1") {
				if coordinator.Get(path).Want(404).Body != absent {
					t.Errorf("%s is not as if it did not exist", path)
				}
			}
		}
		nothing(at)
		c.seen = 42
		nothing(at)
		if coordinator.Get(list).Body != unsigned || strings.Contains(unsigned, at) {
			t.Error("the list tells of the draft")
		}
		if got := len(c.asked) - asked; got != 4 { // the looks of the point, each with the summer before
			t.Errorf("children were counted %d times", got)
		}

		secretary.Post(at+"/review", url.Values{"reviewed": {"1"}}).Want(303)
		nothing(at)
		chair.Post(at+"/sign", nil).Want(303)
		signed := coordinator.Get(at).Want(200).Has("Konstatime në terren: 42 (").Body
		word := coordinator.Get(at + "/download/docx").Want(200).Body
		for _, path := range routesOf(coordinator.Get(at)) {
			coordinator.Get(path).Want(200)
		}
		next := secretary.Post(at+"/correct", url.Values{"reason": {"U shtua një konstatim."}}).Want(303).Location()
		c.seen, c.fails = 43, nil
		nothing(next)
		if coordinator.Get(at).Body != signed || coordinator.Get(at+"/download/docx").Body != word {
			t.Error("the signed analysis changed with what the units count")
		}
		coordinator.Get(list).Want(200).Has("6-mujori i parë 2023", "lexohen vetëm analizat e nënshkruara").HasNot("projekt", "versioni 2")
		secretary.Get(list).Want(200).Has("projekt", "versioni 2").HasNot("lexohen vetëm analizat")
	})
}

// routesOf are the addresses of an analysis that its page leads to.
func routesOf(page *testkit.Response) []string {
	list := page.Attr("article img", "src")
	for _, href := range page.Attr("main a", "href") {
		for _, part := range []string{"/download/", "/brief/", "/figure?"} {
			if strings.Contains(href, part) {
				list = append(list, href)
			}
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// The pictures of the chapter are there, every count leads to its lineage and
// from there to the page of figures, and a withheld one says why it is not told.
func TestPicturesAndLineageOfChildren(t *testing.T) {
	db := testkit.SQLite(t)
	s := unitHouse(t, db, &counts{seen: 41})
	point, at := s.As(testkit.Actor(access.NGOPoint, "world-vision")), of(t, db, "2023-H1")
	page := point.Get(at).Want(200)
	pictures := 0
	for _, src := range page.Attr("article img", "src") {
		if strings.Contains(src, "/chart/children-2023-H1-") {
			pictures++
			if got := point.Get(src).Want(200).Header.Get("Content-Type"); got != "image/svg+xml" {
				t.Errorf("%s is %s", src, got)
			}
		}
	}
	if pictures != 2 {
		t.Errorf("%d pictures", pictures)
	}
	leads := map[string]bool{}
	for _, href := range append(page.Attr("article td a", "href"), page.Attr("a.tz-figure", "href")...) {
		if strings.Contains(href, "children_") && !leads[href] {
			leads[href] = true
			shown := point.Get(href).Want(200).Has("Përkufizimi", "18.07.2023")
			if to := shown.Attr("dd a", "href"); len(to) != 1 || to[0] != "/k/durres/statistics?period=2023-H1" {
				t.Errorf("%s leads to %s", href, to)
			}
		}
	}
	if len(leads) < 10 {
		t.Errorf("only %d counts lead to their lineage", len(leads))
	}
	const key = "/figure?key=children_distinct%5Borigin%3D53%5D"
	point.Get(at+key).Want(200).Has("Ky numër nuk publikohet", "nga: Tiranë").HasNot("0 –")
	why := point.Get(at + key).Want(200).Find("p.govuk-body")
	if len(why) == 0 || text.T(text.EN, why[0]) == why[0] {
		t.Errorf("%q is said in one language", why)
	}
	point.Get(at + "/chart/children-2023-H1-x").Want(404)
	for _, format := range analysis.Formats {
		if body := point.Get(at + "/download/" + format).Want(200).Body; format == "json" && !strings.Contains(body, `"Tiranë",`) {
			t.Error("the map is not in the JSON analysis")
		}
	}
	point.Get(at + "/brief/pdf").Want(200)
}

// When the units cannot be asked, a draft is not shown as if they had counted
// nothing; where there are none, it is what it was.
func TestUnitsThatCannotBeAsked(t *testing.T) {
	db := testkit.SQLite(t)
	s := unitHouse(t, db, &counts{fails: errors.New("no casework today")})
	s.As(testkit.Actor(access.Secretary)).Get(of(t, db, "2023-H1")).Want(500)

	none := analysis.Options{Children: func(context.Context, *store.Tx, figure.Period, analysis.ChildRules, analysis.ChildRules) (*analysis.Children, error) {
		return nil, nil
	}}
	var files [2]bytes.Buffer
	for i, o := range []analysis.Options{none, {}} {
		testkit.View(t, db, access.ReadAnalysis, func(tx *store.Tx) error {
			a, err := analysis.Latest(tx, "2023-H1")
			if err != nil {
				return err
			}
			r, err := o.Read(context.Background(), tx, a)
			if err != nil {
				return err
			}
			return analysis.Write(&files[i], r, "json")
		})
	}
	if !bytes.Equal(files[0].Bytes(), files[1].Bytes()) || strings.Contains(files[0].String(), "Numrat e njësive") {
		t.Error("no casework room is not the same as none")
	}
}

// A running half-year, and a quarter, are not asked for; with the first half of a
// year goes the summer before, in which there were programmes.
func TestRunningHalfYearIsNotCounted(t *testing.T) {
	db := testkit.SQLite(t)
	if err := demo.Fill(context.Background(), db); err != nil {
		t.Fatal(err)
	}
	for p, want := range map[figure.Period]int{"2023-Q2": 0, "2023-H1": 2, "2023-H2": 0, "2023": 1, "2022": 2} {
		c := &counts{seen: 41}
		testkit.View(t, db, access.ReadAnalysis, func(tx *store.Tx) error {
			_, err := c.options().Read(context.Background(), tx, analysis.Analysis{Period: p})
			return err
		})
		if len(c.asked) != want {
			t.Errorf("%s: asked for %s", p, c.asked)
		}
	}
}
