package plan

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tryeza/internal/code"
	"tryeza/internal/plan/grid"
	"tryeza/internal/text"
)

func TestReadWhen(t *testing.T) {
	for in, want := range map[string]string{
		"30.06.2023":                "  2023-06-30 ",
		"30 qershor 2023":           "  2023-06-30 ",
		"01.02.2023 - 30.06.2023":   "2023-02-01 2023-06-30 ",
		"01.02.2023 – 30.06.2023":   "2023-02-01 2023-06-30 ",
		"01.02.2023 deri 30.6.2023": "2023-02-01 2023-06-30 ",
		"Qershor 2023":              "2023-06-01 2023-06-30 ",
		"qershor":                   "2024-06-01 2024-06-30 ",
		"Janar – Qershor":           "2024-01-01 2024-06-30 ",
		"Shkurt 2024":               "2024-02-01 2024-02-29 ",
		"Tetor - nentor":            "2024-10-01 2024-11-30 ",
		"6-mujori i parë":           "2024-01-01 2024-06-30 ",
		"6 mujori II 2023":          "2023-07-01 2023-12-31 ",
		"Tremujori III":             "2024-07-01 2024-09-30 ",
		"3-mujori i katërt":         "2024-10-01 2024-12-31 ",
		"T2":                        "2024-04-01 2024-06-30 ",
		"2023":                      "2023-01-01 2023-12-31 ",
		"gjatë gjithë vitit":        "2024-01-01 2024-12-31 ",
		"çdo 3-mujor":               "  quarterly",
		"Tremujore":                 "  quarterly",
		"çdo 6 muaj":                "  half_yearly",
		"Çdo muaj":                  "  monthly",
		"Ne vazhdimesi":             "  continuous",
		"gjatë sezonit turistik":    "  season",
		"brenda 2 muaj":             "?",
		"sa më shpejt":              "?",
		"31.02.2023":                "?",
		"30.06.2023 - 01.02.2023":   "?",
		"nëntor - shkurt":           "?",
		"":                          "?",
	} {
		w, ok := readWhen(in, 2024)
		got := strings.TrimSpace(strings.Join([]string{w.starts, w.due, w.frequency}, " "))
		if !ok {
			got = "?"
		}
		if got != strings.TrimSpace(want) {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestColumnOf(t *testing.T) {
	for in, want := range map[string]string{
		"Shtylla": colPillar, "Synimi strategjik": colGoal, "QËLLIMI STRATEGJIK": colGoal, "Objektivi specifik": colObjective, "Objektivi spesifik": colObjective,
		"Kodi": colCode, "Nr.": colNumber, "Nr": colNumber, "Aktiviteti/Masa": colTitle, "Aktivitetet": colTitle, "Aktivitteti": colTitle, "Përshkrimi": colDescription,
		"Institucioni përgjegjës": colLead, "Institucioni pergjegjes": colLead, "Institucionet përgjegjëse": colLead, "Partnerë/mbështetës": colPartner,
		"Bashkia": colPlace, "Fillimi": colStarts, "Afati": colDue, "Afati i realizimit": colDue, "Frekuenca": colFrequency, "Treguesi": colIndicator, "Tregusi": colIndicator,
		"Vlera bazë": colBaseline, "Synimi/targeti": colTarget, "Grupi i synuar": colGroup, "Buxheti (lekë)": colBudget, "Burimi i financimit": colFunding,
		"Shënime": colRemarks, "Emri": "", "": "",
	} {
		if got := columnOf(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func sampleScribe() scribe {
	return scribe{
		lang: text.SQ, year: 2023, places: code.MunicipalitiesOf("AL-02"),
		find: finderOf([]institution{
			{id: "bashkia", name: "Bashkia Durrës"}, {id: "police", name: "Drejtoria Vendore e Policisë", short: "DVP"},
			{id: "border", name: "Drejtoria e Kufirit dhe Migracionit"}, {id: "social", name: "Shërbimi Social Shtetëror"},
		}),
	}
}

const messy = `PLANI I VEPRIMIT 2023
Shtylla	Synimi strategjik	Objektivi specifik	Kodi	Nr.	Aktiviteti/Masa	Institucioni pergjegjes	Partnerë	Bashkia	Afati	Treguesi	Vlera bazë	Synimi	Buxheti	Burimi i financimit	Shënime
Parandalimi	Ulja e rrezikut	Fëmijët në situatë rruge	C.1	1.1	Dalje në terren	Bashkia Durres	DVP, Shërbimi Social Shtetror	Durrës dhe Kruje	15.05.2023 – 30.06.2023	Dalje	5	20 vizita	20.000	donator	me OJF
				1.2	Program veror	Bashkia Durrës	Drejtoria e Kufirit dhe Migracionit	të gjitha	shtator 2023				pa kosto	buxheti i bashkisë	
Shtylla e koordinimit															
		Objektivi specifik D.2: Tryeza punon	 	 	Mbledhje	DVP; Bashkia Durrës		 	çdo 3-mujor	"Mbledhje
Vendime"	4	"4
12"	nuk dihet	-	
Nr.	Aktiviteti	Institucioni përgjegjës	Afati
3	Raporti vjetor	Policia	2023
`

func TestUnderstand(t *testing.T) {
	g, err := grid.Paste(messy)
	if err != nil {
		t.Fatal(err)
	}
	s := sampleScribe()
	s.find.is[text.Fold("Policia")] = "police"
	u := understand(g, s)
	if len(u.Faults) > 0 {
		t.Fatalf("%+v", u.Faults)
	}
	want := []string{
		"prevention/Ulja e rrezikut/C.1/Fëmijët në situatë rruge",
		"  1.1 Dalje në terren: bashkia +[police social] @[10 11] 2023-05-15..2023-06-30  20.000 donor [Dalje visits 5 20] me OJF",
		"  1.2 Program veror: bashkia +[border] @[] 2023-09-01..2023-09-30  0 existing [] ",
		"coordination//D.2/Tryeza punon",
		"   Mbledhje: police +[bashkia] @[] .. quarterly nil  [Mbledhje  4 4][Vendime  nil 12] ",
		"  3 Raporti vjetor: police +[] @[] 2023-01-01..2023-12-31  nil  [] ",
	}
	var got []string
	for _, o := range u.Objectives {
		got = append(got, strings.Join([]string{o.Pillar, o.Goal, o.Code, o.Title}, "/"))
		for _, a := range o.Activities {
			got = append(got, tell(a))
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// tell is an activity on one line.
func tell(a Activity) string {
	budget := "nil"
	if a.Budget != nil {
		budget = map[int64]string{200_000_000: "20.000", 0: "0"}[int64(*a.Budget)]
	}
	indicators := ""
	for _, i := range a.Indicators {
		base, target := "nil", "nil"
		if i.Baseline != nil {
			base = i.Baseline.String()
		}
		if i.Target != nil {
			target = i.Target.String()
		}
		indicators += fmt.Sprintf("[%s %s %s %s]", i.Name, i.Unit, base, target)
	}
	if indicators == "" {
		indicators = "[]"
	}
	return fmt.Sprintf("  %s %s: %s +%v @%v %s..%s %s %s %s %s %s", a.Number, a.Title, a.LeadID, a.Partners, a.Municipalities,
		a.StartsOn, a.DueOn, a.Frequency, budget, a.Funding, indicators, a.Remarks)
}

func TestFaultsNameRowAndColumn(t *testing.T) {
	table := strings.Join([]string{
		"Shtylla\tAktiviteti\tInstitucioni përgjegjës\tAfati\tBuxheti\tBashkia\tTreguesi\tVlera bazë",
		"Parandalimi\tDalje\tBashkia e Hënës\tnjë ditë\tshumë\tShkodër\t\t3",
		"Sporti\t\tDVP\t01.01.2023\t1,234\t\t\t",
		"Parandalimi\tThirrni 0691234567\tDVP\t\t-5\t\t\t",
	}, "\n")
	g, err := grid.Paste(table)
	if err != nil {
		t.Fatal(err)
	}
	u := understand(g, sampleScribe())
	var got []string
	for _, f := range u.Faults {
		got = append(got, fmt.Sprintf("%d %s: %s", f.Line, f.Column, strings.SplitAfter(f.Message, " ")[0]))
	}
	want := []string{
		"2 Institucioni përgjegjës: Institucioni ", "2 Bashkia: «Shkodër» ", "2 Afati: «një ", "2 Buxheti: «shumë» ", "2 Treguesi: Ka ",
		"3 Shtylla: Shtylla ", "3 Aktiviteti: Rreshti ", "3 Buxheti: «1,234» ",
		"4 Aktiviteti: Në ", "4 Buxheti: «-5» ",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"Bashkia e Hënës"}, u.Unknown); diff != "" {
		t.Error(diff)
	}
	if u := understand(grid.Grid{{"a", "b"}}, sampleScribe()); len(u.Faults) != 1 || !strings.Contains(u.Faults[0].Message, "titujt e kolonave") {
		t.Errorf("without headings: %+v", u.Faults)
	}
}

func TestFindAll(t *testing.T) {
	f := sampleScribe().find
	for in, want := range map[string]string{
		"Drejtoria e Kufirit dhe Migracionit":             "border",
		"DVP dhe Bashkia Durrës":                          "police bashkia",
		"DVP, Bashkia Durres, Shërbimi social shtetëror.": "police bashkia social",
		"- DVP\n- Drejtoria e Kufirit dhe Migracionit":    "police border",
		"Dhoma e Tregtisë dhe Industrisë":                 "?Dhoma e Tregtisë dhe Industrisë",
		"DVP, Dhoma e Tregtisë":                           "police ?Dhoma e Tregtisë",
		"Drejtoria":                                       "?Drejtoria", // two begin so
		"–":                                               "",
	} {
		var got []string
		for _, x := range f.all(in) {
			if x.id == "" {
				x.id = "?" + x.written
			}
			got = append(got, x.id)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// The largest table that is taken, of the most tiresome cells, is understood, or
// refused, while somebody waits.
func BenchmarkUnderstand(b *testing.B) {
	for name, cell := range map[string]string{"usual": "Drejtoria e Policisë", "lists": strings.Repeat("a,", 100), "words": strings.Repeat("janar dhe ", 20)} {
		g := grid.Grid{{"Shtylla", "Aktiviteti", "Institucioni përgjegjës", "Partnerë", "Bashkia", "Afati", "Frekuenca", "Treguesi", "Buxheti", "Burimi"}}
		for range grid.MaxRows - 1 {
			row := []string{"Parandalimi"}
			for range len(g[0]) - 1 {
				row = append(row, cell)
			}
			g = append(g, row)
		}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				understand(g, sampleScribe())
			}
		})
	}
}

func FuzzUnderstand(f *testing.F) {
	f.Add(messy)
	f.Add("Aktiviteti\tAfati\tNr.\nObjektivi specifik 1.1:\nx\tjanar - mars\t1")
	f.Fuzz(func(t *testing.T, table string) {
		g, err := grid.Paste(table)
		if err != nil {
			return
		}
		u := understand(g, sampleScribe())
		if len(u.Faults) > 0 {
			return
		}
		for _, a := range (Plan{Objectives: u.Objectives}).Activities() {
			if a.Title == "" || a.LeadID == "" || a.DueOn != "" && a.StartsOn > a.DueOn {
				t.Fatalf("understood without a fault: %+v", a)
			}
		}
	})
}
