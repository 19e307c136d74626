package employment_test

import (
	"context"
	"encoding/csv"
	"os"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tryeza/internal/access"
	"tryeza/internal/employment"
	"tryeza/internal/figure"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// What a document says is kept as it says it, and comes out the same.
func TestImport(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, _ *testkit.Site) {
		hours := figure.Whole(40)
		p := season()
		p.Checks[0].Amount = &hours
		p.Employers = []employment.Employer{{ID: "e1", Name: "Hotel", NIPT: "K12345678A", Municipality: "10"}}
		p.Placements = []employment.Placement{{ID: "x1", EmployerID: "e1", Code: "P-1", Target: "young", Age: "15-17", Sex: "m", Via: "fair", StartedOn: "2023-05-02", Contract: "yes", Insured: "u", Kept30: "no"}}
		p.Visits = []employment.Visit{{ID: "v1", CheckID: "c1", InstitutionID: "insp", PlannedOn: "2023-06-01", DoneOn: "2023-06-01", Finding: "kept"}, {ID: "v2", InstitutionID: "insp", DoneOn: "2023-06-03", Finding: "minor", RecheckOf: "v1"}}
		p.Numbers = register.Numbers{{What: "cost"}: figure.Exactly(figure.Whole(500_000))}
		p.Partners = []register.Partner{{ID: "pa", InstitutionID: "school"}}
		put(t, db, p)
		got := load(t, db, "season")
		strip(&got)
		strip(&p)
		if diff := cmp.Diff(p, got); diff != "" {
			t.Error(diff)
		}
		testkit.View(t, db, access.ReadEmployment, func(tx *store.Tx) error {
			all, err := employment.All(tx)
			if err != nil || len(all) != 1 {
				t.Fatal(all, err)
			}
			strip(&all[0])
			if diff := cmp.Diff(p, all[0]); diff != "" {
				t.Error(diff)
			}
			return nil
		})
		for name, change := range map[string]func(p *employment.Project){
			"an approved project without a plan": func(p *employment.Project) { p.Checks = nil },
			"a state nobody knows":               func(p *employment.Project) { p.State = "running" },
		} {
			p := season()
			p.ID = "other"
			change(&p)
			err := db.Change(context.Background(), testkit.Grant(t, access.ImportCommittee), store.Subject{Kind: "test"}, func(tx *store.Tx) error { return employment.Import(tx, p) })
			if err == nil {
				t.Errorf("%s was taken", name)
			}
		}
	})
}

// strip leaves out what the store adds.
func strip(p *employment.Project) {
	p.Version, p.Asked = 0, nil
	for i := range p.Targets {
		p.Targets[i].ID, p.Targets[i].Version, p.Targets[i].ProjectID = "", 0, ""
	}
	for i := range p.Checks {
		p.Checks[i].Version, p.Checks[i].ProjectID = 0, ""
	}
	for i := range p.Employers {
		p.Employers[i].Version, p.Employers[i].ProjectID = 0, ""
	}
	for i := range p.Placements {
		p.Placements[i].Version, p.Placements[i].ProjectID = 0, ""
	}
	for i := range p.Visits {
		p.Visits[i].Version, p.Visits[i].ProjectID = 0, ""
	}
	for i := range p.Partners {
		p.Partners[i].Version, p.Partners[i].SubjectID = 0, ""
	}
}

// What was said of a summer of about 2016, 188 parents worked with and 98 of them
// employed in seven municipalities, is held with its source and no plan is made up
// for it; an inspection count stands beside.
func TestFiguresOfASource(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		file, err := os.Open("testdata/figures.csv")
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		rows, err := csv.NewReader(file).ReadAll()
		if err != nil || len(rows) != 3 {
			t.Fatal(rows, err)
		}
		what := map[string]string{"parent cases worked with": "asked", "parents employed": "jobs"}
		p := employment.Project{
			ID: "2016", InstitutionID: "jobs", Title: "Punësim i prindërve", Aim: "Prindër të fëmijëve në rrugë", Sector: "I", StartsOn: "2016-06-01", EndsOn: "2016-09-30",
			State: employment.Closed, Source: rows[1][3], Note: rows[1][4], Numbers: register.Numbers{},
			Targets: []employment.Target{{Kind: employment.Group, Value: "street_parent"}},
		}
		for _, r := range rows[1:] {
			n, err := strconv.ParseInt(r[1], 10, 64)
			if err != nil || what[r[0]] == "" {
				t.Fatal(r, err)
			}
			p.Numbers[register.Key{What: what[r[0]]}] = figure.Quantity{Number: figure.Whole(n), Qualifier: figure.Qualifier(r[2])}
		}
		p.Numbers[register.Key{What: "inspections"}] = figure.Quantity{Qualifier: figure.NotKnown}
		put(t, db, p)
		page := s.As(office).Get(base + "/2016").Want(200)
		page.Has("njihet vetëm nga një burim: durres.gov.al, zyra e shtypit, 771", "rreth 188", "rreth 98", "Inspektime nuk dihet", "Burimi nuk tregon plan monitorimi", "rreth vitit 2016; shtatë bashki").HasNot("Çfarë mungon")
		s.As(office).Get(base+"?year=2016").Has("rreth 98 persona", "1 projekt pa listë").HasNot("Çfarë mungon")
		s.As(office).Get(base + "?year=2023").Has("Asnjë projekt nuk është kështu")

		p.ID, p.Numbers = "gap", register.Numbers{
			{What: "jobs"}: figure.Exactly(figure.Whole(98)), {What: "jobs", Part: "sex=f"}: figure.Exactly(figure.Whole(60)), {What: "jobs", Part: "sex=m"}: figure.Exactly(figure.Whole(40)),
		}
		put(t, db, p)
		s.As(office).Get(base+"/gap").Has("Numra që nuk përputhen", "98", "100")
	})
}
