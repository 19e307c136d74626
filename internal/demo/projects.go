package demo

import (
	"fmt"

	"tryeza/internal/access"
	"tryeza/internal/employment"
	"tryeza/internal/figure"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

func (f *filler) projects(list ...employment.Project) error {
	for _, p := range list {
		err := f.keeps(p.InstitutionID, access.KeepEmployment, "employment_project", p.ID, func(tx *store.Tx) error { return employment.Import(tx, p) })
		if err != nil {
			return err
		}
	}
	return nil
}

func (f *filler) fairs(list []employment.Fair) error {
	for _, x := range list {
		err := f.keeps(x.InstitutionID, access.KeepEmployment, "employment_fair", x.ID, func(tx *store.Tx) error { return employment.ImportFair(tx, x) })
		if err != nil {
			return err
		}
	}
	return nil
}

var fairs = []employment.Fair{
	{ID: "panairi-2022", InstitutionID: "punesimi", Title: "Shembull: panairi i punës për sezonin", HeldOn: "2022-05-11", Municipality: "10", Place: "sheshi qendror", State: "held",
		Numbers: numbers("employers", "22", "vacancies", "~180", "visitors", ">400", "hired", "17"), Partners: with("bashkia-durres", "formimi")},
	{ID: "panairi-2023", InstitutionID: "punesimi", Title: "Shembull: panairi i punës për sezonin", HeldOn: "2023-05-10", Municipality: "10", Place: "sheshi qendror", State: "held",
		Numbers: numbers("employers", "27", "vacancies", "214", "visitors", "~500", "hired", "?"), Partners: with("bashkia-durres", "bashkia-shijak", "formimi")},
}

// projectOf is the project of a year, with its monitoring plan.
func projectOf(year int) employment.Project {
	day := func(monthDay string) string { return dayOf(year, monthDay) }
	id := fmt.Sprintf("punesim-%d", year)
	week := figure.Whole(40)
	return employment.Project{
		ID: id, InstitutionID: "punesimi", Title: fmt.Sprintf("Shembull: punësim sezonal i prindërve %d", year), Aim: "Të ardhura të ligjshme për prindërit, që fëmijët të mos lypin në sezon.",
		Sector: "I", Occupation: "51", StartsOn: day("05-15"), EndsOn: day("09-30"), LegalBasis: "Ligji 15/2019 për nxitjen e punësimit", Funding: "new",
		State: employment.Approved, ApprovedOn: day("05-10"), Decision: fmt.Sprintf("shembull-3/%d", year), ActivityID: fmt.Sprintf("sezonale-%d", year),
		Targets: []employment.Target{
			{Kind: employment.Group, Value: "economic_aid"}, {Kind: employment.Group, Value: "street_parent"}, {Kind: employment.Group, Value: "young"}, {Kind: employment.Group, Value: "roma_egyptian"},
			{Kind: employment.Municipality, Value: "10"}, {Kind: employment.Municipality, Value: "12"},
		},
		Checks: []employment.Check{
			{ID: id + "-kontrata", Kind: "contract", InstitutionID: "inspektoriati", Method: "visit", Frequency: "monthly", FirstOn: day("05-25")},
			{ID: id + "-sigurimet", Kind: "insurance", InstitutionID: "punesimi", Method: "payroll", Frequency: "monthly", FirstOn: day("06-05")},
			{ID: id + "-orari", Kind: "hours", Amount: &week, InstitutionID: "inspektoriati", Method: "visit", Frequency: "quarterly", FirstOn: day("06-20")},
			{ID: id + "-te-miturit", Kind: "minors", InstitutionID: "inspektoriati", Method: "visit", Frequency: "monthly", FirstOn: day("06-10")},
			{ID: id + "-mbajtja", Kind: "kept", InstitutionID: "punesimi", Method: "phone", Frequency: "quarterly", FirstOn: day("10-05")},
		},
		Employers: []employment.Employer{
			{ID: id + "-a", Name: "Shembull Hotel A", NIPT: "K00000001A", Municipality: "10"},
			{ID: id + "-b", Name: "Shembull Hotel B", NIPT: "K00000002B", Municipality: "10"},
			{ID: id + "-c", Name: "Shembull Pastrim C", NIPT: "K00000003C", Municipality: "12"},
		},
		Partners: with("arsimi", "bashkia-durres", "formimi", "inspektoriati"),
	}
}

// visitsOf are the visits that the monitoring plan lays down; those up to a day
// found what findings say of them, and else that all is kept to. One that findings
// say "" of waits.
func visitsOf(p employment.Project, until string, findings map[string]employment.Visit) []employment.Visit {
	var list []employment.Visit
	for _, c := range p.Checks {
		for i, day := range p.Days(c) {
			id := fmt.Sprintf("%s-%d", c.ID, i+1)
			v, said := findings[id]
			if !said && day <= until {
				v = employment.Visit{DoneOn: day, Finding: employment.Compliant, Found: "Shembull: në rregull."}
			}
			v.ID, v.CheckID, v.InstitutionID, v.PlannedOn = id, c.ID, c.InstitutionID, day
			v.EmployerID = p.Employers[i%len(p.Employers)].ID
			list = append(list, v)
		}
	}
	return list
}

// placed are so many persons under their codes, a few every week from a day on.
// Nobody of them exists.
func placed(p employment.Project, n int, from string) []employment.Placement {
	groups := []string{"economic_aid", "street_parent", "economic_aid", "young", "roma_egyptian"}
	var list []employment.Placement
	for i := range n {
		x := employment.Placement{
			EmployerID: p.Employers[i%3].ID, Code: fmt.Sprintf("P-%02d", i+1), Target: groups[i%5], Age: []string{"31+", "24-30", "31+", "18-23"}[i%4], Sex: "f", Occupation: []string{"51", "91", "94"}[i%3],
			Via: []string{"mediation", "programme", "fair"}[i%3], StartedOn: plus(from, i*3/2), Contract: "yes", Insured: "yes",
		}
		if i%3 == 2 {
			x.Sex = "m"
		}
		switch i % 9 {
		case 4:
			x.Contract, x.Insured = "yes", "u"
		case 7:
			x.Contract, x.Insured = "no", "no"
		}
		list = append(list, x)
	}
	return list
}

// kept writes who was still at work when it was asked, up to a day.
func kept(list []employment.Placement, until string, none func(i int) bool) {
	for i := range list {
		x := &list[i]
		for n, at := range []*string{&x.Kept30, &x.Kept90, &x.Kept180} {
			if !x.IsDue(employment.KeptDays[n], until) || none(i) {
				continue
			}
			*at = "yes"
			switch {
			case i%11 == 5:
				*at = "u"
			case i%4 > 2-n:
				*at = "no"
			}
		}
	}
}

// project2022 is over: 26 were placed, and it was asked of each whether they
// stayed.
func project2022() employment.Project {
	p := projectOf(2022)
	p.State = employment.Closed
	p.Placements = placed(p, 26, "2022-05-16")
	kept(p.Placements, "2023-07-18", func(int) bool { return false })
	p.Visits = visitsOf(p, "2023-03-30", map[string]employment.Visit{
		"punesim-2022-kontrata-2": {DoneOn: "2022-06-27", Finding: employment.Minor, Found: "Shembull: dy kontrata pa datë mbarimi.", Measure: "Të plotësohen kontratat."},
		"punesim-2022-orari-2":    {DoneOn: "2022-09-20", Finding: employment.NotPossible, Found: "Shembull: subjekti ishte mbyllur."},
	})
	p.Numbers = numbers("places", "40", "cost", "3900000", "jobs", "26")
	return p
}

// What was asked of the employment office after breaches that visits found.
const (
	minorAtWork = "Masë pas vizitës monitoruese: të largohet nga puna e natës"
	noContract  = "Masë pas vizitës monitoruese: të lidhen kontratat"
)

// project2023 runs: a breach was mended and found so, another one waits, and of one
// visit nobody said anything.
func (f *filler) project2023() employment.Project {
	p := projectOf(2023)
	p.Placements = placed(p, 31, "2023-05-16")
	kept(p.Placements, "2023-07-10", func(i int) bool { return i%7 == 3 })
	p.Placements[3].Age, p.Placements[3].Target = "15-17", "young"
	p.Visits = visitsOf(p, "2023-07-14", map[string]employment.Visit{
		"punesim-2023-kontrata-2":   {DoneOn: "2023-06-26", Finding: employment.Serious, Found: "Shembull: tri persona pa kontratë të shkruar.", Measure: "Të lidhen kontratat.", DueOn: "2023-07-12", TaskID: f.became[noContract]},
		"punesim-2023-te-miturit-1": {DoneOn: "2023-06-12", Finding: employment.Serious, Found: "Shembull: një i mitur punonte natën.", Measure: "Të largohet nga puna e natës dhe të shihet kontrata.", DueOn: "2023-06-24", TaskID: f.became[minorAtWork]},
		"punesim-2023-orari-1":      {},
	})
	p.Visits = append(p.Visits, employment.Visit{ID: "punesim-2023-rikontroll", CheckID: "punesim-2023-te-miturit", EmployerID: "punesim-2023-a", InstitutionID: "inspektoriati",
		PlannedOn: "2023-06-26", DoneOn: "2023-06-26", Finding: employment.Compliant, Found: "Shembull: orari u ndryshua dhe kontrata është e rregullt.", RecheckOf: "punesim-2023-te-miturit-1"})
	p.Numbers = numbers("places", "45", "cost", "~4500000")
	return p
}

// draft2023 has no monitoring plan yet, and cannot be approved without.
func draft2023() employment.Project {
	return employment.Project{
		ID: "praktika-2023", InstitutionID: "formimi", Title: "Shembull: praktikë për të rinj mbi 18 vjeç", Aim: "Praktikë me pagesë pas kursit profesional.", Sector: "C", Occupation: "75",
		StartsOn: "2023-08-01", EndsOn: "2023-11-30", State: employment.Draft, ActivityID: "kurse-2023", Targets: []employment.Target{{Kind: employment.Group, Value: "young"}, {Kind: employment.Municipality, Value: "10"}},
		Partners: with("punesimi"), Numbers: numbers("places", "12"),
	}
}

// breach is asked to be mended on the day they were found.
func (f *filler) breach(key, day string) func() error {
	due := map[string]string{minorAtWork: "2023-06-24", noContract: "2023-07-12"}[key]
	return func() error {
		return f.asked(key, "inspektoriati", "punesimi", key+" (shembull, vizita e datës "+text.Day(day)+").", due)
	}
}
