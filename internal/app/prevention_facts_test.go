package app_test

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tryeza/internal/account"
	"tryeza/internal/app"
	"tryeza/internal/code"
	"tryeza/internal/exchange"
	"tryeza/internal/figure"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/text"
)

// A fact is a row of testdata/prevention_facts.csv: a number of a record of the
// registers, as a public source gives it, in our words. They are those of the open
// material on programmes, jobs and campaigns that have a year; of camps and children
// of whom the source names none there is no record to hold them. The open material
// has no number of inspections and none of training.
//
// The rows of register "gap" are the one thing that is not what it was counted as:
// none of the numbers that the registers hold disagrees with its breakdown in the
// source, so the total of 2017 and who identified the persons (105 against 116)
// stand in a programme, to be shown as they are.
type fact struct {
	committee, qark, register, record, title, from, to, municipality, place, what, part, qualifier, source, note string
	value                                                                                                        figure.Number
}

func preventionFacts(t *testing.T) (list []fact) {
	t.Helper()
	f, err := os.Open("testdata/prevention_facts.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows[1:] {
		n, err := strconv.ParseInt(r[11], 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, fact{committee: r[0], qark: r[1], register: r[2], record: r[3], title: r[4], from: r[5], to: r[6], municipality: r[7], place: r[8],
			what: r[9], part: r[10], value: figure.Whole(n), qualifier: r[12], source: r[13], note: r[14]})
	}
	return list
}

// year is the committee and year whose document holds the fact.
func (f fact) year() string { return f.committee + " " + f.from[:4] }

// words are the number as people read it: "rreth 40".
func (f fact) words() string {
	return figure.Quantity{Qualifier: figure.Qualifier(f.qualifier)}.Words("sq", text.Number(text.SQ, int64(f.value)))
}

// page is where the record is read.
func (f fact) page() string {
	at := map[string]string{"programme": "programme/", "gap": "programme/", "project": "employment/", "campaign": "campaign/activity/", "calendar": "campaign/calendar/"}
	return "/k/" + f.committee + "/" + at[f.register] + f.record
}

// documents puts the facts into the documents of their committees and years.
func documents(facts []fact) map[string]*exchange.Document {
	all := map[string]*exchange.Document{}
	for i, f := range facts {
		d := all[f.year()]
		if d == nil {
			year, _ := strconv.Atoi(f.from[:4])
			d = &exchange.Document{Format: exchange.Format, Year: year, Committee: exchange.Committee{ID: f.committee, Name: "Komiteti Rajonal Antitrafik, " + f.committee, Qark: f.qark},
				Institutions: []exchange.Institution{{ID: "burimi", Kind: "state", Sector: "other", Names: []exchange.Name{{ID: "emri", Name: "Kush e tha, sipas burimit"}}}}}
			all[f.year()] = d
		}
		isNew := i == 0 || facts[i-1].record != f.record
		f.into(d, isNew)
	}
	return all
}

func (f fact) into(d *exchange.Document, isNew bool) {
	n := exchange.Counted{What: f.what, Part: f.part, Value: &f.value, Qualifier: f.qualifier}
	switch f.register {
	case "programme", "gap":
		if isNew {
			d.Programmes = append(d.Programmes, exchange.Programme{ID: f.record, Institution: "burimi", Title: f.title, Kind: "other", Municipality: f.municipality, Place: f.place, StartsOn: f.from, EndsOn: f.to, State: "held", Source: f.source, Note: f.note})
		}
		p := &d.Programmes[len(d.Programmes)-1]
		p.Numbers = append(p.Numbers, n)
	case "project":
		if isNew {
			d.Projects = append(d.Projects, exchange.Project{ID: f.record, Institution: "burimi", Title: f.title, StartsOn: f.from, EndsOn: f.to, State: "closed", Source: f.source, Note: f.note})
		}
		p := &d.Projects[len(d.Projects)-1]
		p.Numbers = append(p.Numbers, n)
	case "campaign":
		if isNew {
			d.Campaigns = append(d.Campaigns, exchange.Campaign{ID: f.record, Institution: "burimi", Title: f.title, Kind: "session", StartsOn: f.from, EndsOn: f.to, Municipality: f.municipality, State: "held", Source: f.source, Note: f.note})
		}
		p := &d.Campaigns[len(d.Campaigns)-1]
		p.Numbers = append(p.Numbers, n)
	case "calendar":
		if isNew {
			d.Calendars = append(d.Calendars, exchange.CampaignCalendar{ID: f.record, Title: f.title, StartsOn: f.from, EndsOn: f.to, Source: f.source, Note: f.note})
		}
	}
}

// What the open material says of programmes, jobs and campaigns goes in through the
// document, and is found on the page of its record and in the analysis of its year,
// with where it is known from and how surely.
func TestFactsOfPreventionReachPagesAndAnalysis(t *testing.T) {
	facts := preventionFacts(t)
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		for _, d := range inOrder(documents(facts)) {
			b, err := d.JSON()
			if err != nil {
				t.Fatal(err)
			}
			if _, err := imported(t, db, d.Committee.ID, d.Year, file(t, b)); err != nil {
				t.Fatalf("%s %d: %v", d.Committee.ID, d.Year, err)
			}
		}
		site := testkit.NewSite(t, db, app.Registers(app.Config{Committee: db}))
		analyses := map[string]string{}
		for _, f := range facts {
			if analyses[f.year()] == "" {
				analyses[f.year()] = composed(t, db, f.committee, figure.Period(f.from[:4]))
			}
			page := site.As(account.Operator()).Get(f.page()).Want(200).Has(f.title, f.source, f.words(), f.note)
			if f.register == "project" {
				page.Has("njihet vetëm nga një burim")
			}
			for _, want := range []string{f.title, f.words(), f.source} {
				if !strings.Contains(analyses[f.year()], want) && f.register != "calendar" {
					t.Errorf("%s: the analysis of %s does not say %q", f.record, f.year(), want)
				}
			}
		}
		const gap = "totali është 105, zbërthimi"
		if a := analyses["tirane 2017"]; !strings.Contains(a, gap) || !strings.Contains(a, "116") {
			t.Errorf("the gap is not in the analysis")
		}
	})
}

func inOrder(all map[string]*exchange.Document) []*exchange.Document {
	var list []*exchange.Document
	for _, d := range all {
		list = append(list, d)
	}
	slices.SortFunc(list, func(a, b *exchange.Document) int {
		return cmp.Or(cmp.Compare(a.Committee.ID, b.Committee.ID), cmp.Compare(a.Year, b.Year))
	})
	return list
}

// Of the facts only that gap does not fit: nothing else is shown as one, and
// children of three turns are said as registrations.
func TestOnlyTheGapOfTheSourceIsShown(t *testing.T) {
	of := map[string]register.Numbers{}
	for _, f := range preventionFacts(t) {
		if of[f.record] == nil {
			of[f.record] = register.Numbers{}
		}
		of[f.record][register.Key{What: f.what, Part: f.part}] = figure.Quantity{Number: f.value, Qualifier: figure.Qualifier(f.qualifier)}
	}
	for record, n := range of {
		var gaps []register.Gap
		for _, counts := range [][]code.Count{code.ProgrammeCounts, code.ProjectCounts, code.CampaignCounts} {
			gaps = append(gaps, n.Gaps(counts)...)
		}
		if record != "hendeku-2017" {
			if len(gaps) > 0 {
				t.Errorf("%s: %v", record, gaps)
			}
			continue
		}
		if len(gaps) != 1 || fmt.Sprint(gaps[0].Whole.Number.Float(), gaps[0].Parts.Number.Float()) != "105 116" {
			t.Errorf("%s: %v", record, gaps)
		}
	}
}
