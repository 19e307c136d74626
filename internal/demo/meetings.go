package demo

import (
	"tryeza/internal/access"
	"tryeza/internal/figure"
	"tryeza/internal/meeting"
	"tryeza/internal/store"
)

// A held meeting of the sample, noted afterwards from a notice. Days, bodies, who came and what stood on the
// agenda follow the prefecture's public notices of 2022 and 2023 in our words.
type held struct {
	day, body, kind, title, time string
	source                       string
	present                      []string
	guests                       []string
	agenda, decisions, problems  []string
	recommendations              []string
	tasks                        []owed
	figures                      []meeting.Figure
}

type owed struct{ body, owner, due string }

// table is who came to most meetings: the notices name no municipality of Krujë.
var table = []string{"prefekti", "bashkia-durres", "bashkia-shijak", "policia", "kufiri", "shendetesia", "sherbimi-social", "punesimi", "arsimi", "formimi", "inspektoriati", "world-vision"}

var several = meeting.Figure{What: "viktima të mundshme të trajtuara", Unit: "persons", Value: figure.Quantity{Qualifier: figure.Several}, About: "vetëm me fjalë, pa numër"}

var meetings = []held{
	{day: "2022-03-02", body: "joint", kind: "annual_analysis", title: "Analiza vjetore 2021 dhe plani i vitit 2022", source: "njoftim i Prefekturës Durrës, 02.03.2022", present: table,
		agenda:          []string{"Analiza e vitit 2021", "Plani i veprimit, rregullorja dhe urdhrat e vitit 2022"},
		decisions:       []string{"Miratohet plani i veprimit 2022.", "Miratohet rregullorja dhe urdhrat për përbërjen e Komitetit dhe të Tryezës Teknike."},
		recommendations: []string{"Çerdhe dhe kopshte për fëmijët në situatë rruge gjatë sezonit, me organizatat.", "Fuqizimi i familjeve në nevojë.", "Punësim për nënat me fëmijë të vegjël dhe çerdhe pranë vendeve të punës.", "Programe edukuese në shkolla."},
		figures:         []meeting.Figure{several}},
	{day: "2022-06-02", body: "table", kind: "ordinary", title: "Përgatitja e sezonit turistik", source: "njoftim i Prefekturës Durrës, 02.06.2022", present: table,
		agenda:    []string{"Përmbledhje e situatës", "Diskutim i hapur dhe sugjerime"},
		decisions: []string{"Çdo anëtar raporton në takimin e radhës detyrat, aktivitetet sensibilizuese dhe masat para sezonit."},
		figures:   []meeting.Figure{several}},
	{day: "2022-06-27", body: "joint", kind: "ordinary", title: "Zbatimi i Planit Kombëtar të Veprimit 2021–2023", source: "njoftim i Prefekturës Durrës, 27.06.2022",
		present: append([]string{"sot-per-te-ardhmen", "unicef"}, table...), guests: []string{"Ministria e Brendshme (drejtori)"},
		agenda:    []string{"Zbatimi i VKM 670/10.11.2021", "VKM 400/19.06.2019: Strategjia për Migracionin", "Programi i UNICEF-it për përgjigjen kombëtare"},
		decisions: []string{"Anëtarët raportojnë rezultate konkrete dhe propozojnë përmirësime."}},
	{day: "2022-10-26", body: "table", kind: "campaign", title: "Mbyllja e Muajit Antitrafik", time: "13:30", source: "njoftim i Prefekturës Durrës, 26.10.2022",
		present: []string{"prefekti", "world-vision", "njmf-durres", "arsimi", "bashkia-durres"}, guests: []string{"nxënës të shkollave"},
		agenda:   []string{"Mbyllja e Muajit Antitrafik; ese dhe piktura të nxënësve"},
		problems: []string{"Durrësi është qark me rrezik të lartë për shkak të vendndodhjes dhe të turizmit."}},
	{day: "2023-02-09", body: "joint", kind: "annual_analysis", title: "Analiza vjetore 2022 dhe plani i vitit 2023", source: "njoftim i Prefekturës Durrës, 09.02.2023; detyrat janë shembull",
		present:   append([]string{"njmf-durres", "njmf-shijak", "bashkia-kruje"}, table...),
		agenda:    []string{"Analiza e vitit 2022", "Plani i veprimit 2023", "Rregullorja dhe urdhrat e vitit"},
		decisions: []string{"Miratohet plani i veprimit 2023.", "Miratohet rregullorja e re dhe urdhrat e vitit."},
		tasks:     []owed{{"Të përgatitet rregulli i punës për dorëzimin e fëmijëve.", "njmf-durres", "2023-05-31"}, {"Të paraqitet projekti i punësimit sezonal me planin e monitorimit.", "punesimi", "2023-04-30"}}},
}

func (f *filler) meeting(day string) error {
	for _, x := range meetings {
		if x.day != day {
			continue
		}
		m := x.minutes()
		if err := f.change(access.RecordMeetings, "meeting", m.ID, func(tx *store.Tx) error { return meeting.Record(tx, m) }); err != nil {
			return err
		}
	}
	return nil
}

func (x held) minutes() meeting.Meeting {
	m := meeting.Meeting{ID: "mbledhja-" + x.day, Body: x.body, Kind: x.kind, HeldOn: x.day, Time: x.time, Place: "Prefektura Durrës", Title: x.title, ChairedBy: "Prefekti i Qarkut", Source: x.source, Figures: x.figures}
	for _, id := range x.present {
		m.Attendance = append(m.Attendance, meeting.Attendance{InstitutionID: id})
	}
	for _, name := range x.guests {
		m.Attendance = append(m.Attendance, meeting.Attendance{Name: name, Kind: meeting.Guest})
	}
	for _, part := range []struct {
		kind string
		list []string
	}{{meeting.Agenda, x.agenda}, {meeting.Decision, x.decisions}, {meeting.Recommendation, x.recommendations}, {meeting.Problem, x.problems}} {
		for _, body := range part.list {
			m.Lines = append(m.Lines, meeting.Line{Kind: part.kind, Body: body})
		}
	}
	for _, t := range x.tasks {
		m.Lines = append(m.Lines, meeting.Line{Kind: meeting.Task, Body: t.body, InstitutionID: t.owner, DueOn: t.due})
	}
	return m
}
