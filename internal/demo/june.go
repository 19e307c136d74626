package demo

import "tryeza/internal/meeting"

// june is the meeting of the technical table before the season, the first that
// went through Tryeza from its plan to its tasks.
var june = called{
	id: "mbledhja-2023-06-08", body: "table", kind: "ordinary", day: "2023-06-08", time: "10:00", title: "Masat para sezonit turistik",
	items: []string{teams, programmes, seasonal},
	replies: []reply{
		{from: []string{"prefekti", "bashkia-durres", "bashkia-kruje", "bashkia-shijak", "njmf-durres", "njmf-kruje", "njmf-shijak", "kufiri", "sherbimi-social", "arsimi", "shendetesia", "punesimi", "formimi", "world-vision", "qendra-komunitare"}},
		{from: []string{"policia"}, substitute: "përgjegjësi i sektorit kundër trafiqeve"},
		{from: []string{"inspektoriati"}, absent: "Inspektim i planifikuar në zonën e plazhit të njëjtën ditë."},
		{from: []string{"arsis"}, absent: "Ekipi është në terren në një qark tjetër."},
	},
	out: interest{programmes, "world-vision", "Organizata bën ofertë për materialet e kampit veror."},
}

// Items of the agenda: those the secretary writes, and those that fill in.
const (
	teams      = "Fëmijët në situatë rruge: ekipet e terrenit"
	programmes = "Programet verore"
	seasonal   = "Punësimi sezonal dhe monitorimi"

	promised = "Raportimi i detyrave të lëna në mbledhjet e mëparshme"
	overdue  = "Detyra të tjera me afat para mbledhjes"
	aged     = "Problematika që presin zgjidhje"

	secondHalf = "Masat për pjesën e dytë të sezonit turistik"
)

// agenda is the order of its items.
var agenda = []string{promised, overdue, teams, programmes, seasonal, aged}

// What was asked of institutions at the meeting, by the words it begins with.
const (
	schedule  = "Të përgatitet grafiku"
	influx    = "Të raportohet fluksi"
	fund      = "Të kërkohet fond"
	openDay   = "Të njoftohet Tryeza"
	measuresA = "Të raportohen masat"
)

// minutesOfJune is what was said and decided.
var minutesOfJune = map[string]minuted{
	promised: {meeting.Noted, []meeting.Line{
		said("punesimi", "Projekti i punësimit sezonal u paraqit në prill; monitorimi bëhet me vizitë mujore te punëdhënësi."),
		said("njmf-durres", "Rregulli i dorëzimit të fëmijëve është gati; nënshkrimi u shty për shkak të zgjedhjeve vendore dhe pritet brenda qershorit."),
	}},
	overdue: {meeting.Decided, []meeting.Line{
		said("bashkia-durres", "Buxheti rishikohet në qershor; zëri për transportin mund të hyjë atëherë."),
		{Kind: meeting.Decision, InstitutionID: "njmf-durres", Body: "Afati për zërin e transportit në buxhet shtyhet deri më 30 qershor."},
	}},
	teams: {meeting.Decided, []meeting.Line{
		said("njmf-durres", "Gjysma e fëmijëve të takuar në terren vijnë nga qytete të tjera."),
		said("policia", "Patrullat mund të shoqërojnë ekipin të premten dhe të shtunën në mbrëmje."),
		{Kind: meeting.Problem, InstitutionID: "bashkia-durres", Body: "Shërbimi lëvizës në plazh nuk ka fond për këtë sezon."},
		{Kind: meeting.Decision, Body: "Ekipet e terrenit fillojnë nga 15 qershori edhe në orët e mbrëmjes.", Votes: votes(15, 0, 0)},
		{Kind: meeting.Task, InstitutionID: "policia", Body: schedule + " i daljeve të përbashkëta në fundjavë.", DueOn: "2023-06-20", Priority: "high"},
		{Kind: meeting.Task, InstitutionID: "njmf-durres", Body: influx + " i fëmijëve nga qytete të tjera, me numër dhe origjinë.", DueOn: "2023-07-15", Priority: "normal"},
		{Kind: meeting.Task, InstitutionID: "bashkia-durres", Body: fund + " për shërbimin lëvizës në plazh.", DueOn: "2023-07-15", Priority: "high"},
	}},
	programmes: {meeting.Decided, []meeting.Line{
		said("bashkia-durres", "Kampi hapet në fund të qershorit; kërkesat janë më shumë se vendet."),
		{Kind: meeting.Decision, InstitutionID: "bashkia-durres", Body: "Materialet e kampit veror merren me ofertë të hapur për organizatat.", Votes: votes(13, 0, 1)},
		{Kind: meeting.Task, InstitutionID: "bashkia-kruje", Body: openDay + " për ditën e hapjes së programit veror në Krujë.", DueOn: "2023-06-25", Priority: "normal"},
	}},
	seasonal: {meeting.Decided, []meeting.Line{
		said("punesimi", "Tre punëdhënës u zotuan t'i mbajnë punonjësit edhe pas sezonit."),
		{Kind: meeting.Decision, Body: "Anëtarët e Tryezës Teknike rikonfirmojnë gatishmërinë për bashkëpunim."},
		{Kind: meeting.Recommendation, Body: "Trajnimi për Procedurat Standarde të Veprimit të përsëritet në vjeshtë për ata që munguan."},
		{Kind: meeting.Task, Everyone: true, Body: measuresA + " para sezonit dhe aktivitetet sensibilizuese.", DueNext: true, Priority: "normal"},
	}},
	aged: {meeting.Decided, []meeting.Line{
		said("kufiri", "Lista e përkthyesve është gati, por pagesa e tyre nuk ka fond."),
		{Kind: meeting.Decision, Body: "Mungesa e mjetit për shoqërimin e fëmijëve i dërgohet koordinatorit kombëtar."},
	}},
}

func said(institution, words string) meeting.Line {
	return meeting.Line{Kind: meeting.Statement, InstitutionID: institution, Body: words}
}

func votes(yes, no, abstained int64) meeting.Votes {
	return meeting.Votes{For: &yes, Against: &no, Abstained: &abstained}
}

// july is the joint meeting on the first half of the year; those called are
// still answering.
var july = called{
	id: "mbledhja-2023-07-26", body: "joint", kind: "half_year_analysis", day: "2023-07-26", time: "10:00", title: "Analiza e gjashtëmujorit të parë 2023",
	items: []string{secondHalf},
	replies: []reply{
		{from: []string{"prefekti", "bashkia-durres", "policia", "njmf-durres", "arsimi", "kufiri", "sherbimi-social"}},
		{from: []string{"world-vision"}, substitute: "koordinatori i programeve"},
		{from: []string{"njmf-kruje"}, absent: "Punonjësi i vetëm i njësisë është me leje."},
	},
}

// september is only planned yet.
var september = called{
	id: "mbledhja-2023-09-20", body: "table", kind: "ordinary", day: "2023-09-20", time: "10:00", title: "Përmbyllja e sezonit dhe Muaji Antitrafik",
}
