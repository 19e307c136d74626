package e2e

import "testing"

const (
	season   = "Shembull: punësim në bregdet, vera 2023"
	hotel    = "Shembull Hotel Deti"
	unpaid   = "Dy nga pesë kontratat nuk ishin të nënshkruara."
	sign     = "Të nënshkruhen kontratat që mungojnë."
	signed   = "Kontratat u nënshkruan dhe u dorëzuan kopjet."
	contract = "kontratë pune e shkruar"
)

// A seasonal project is approved only when it is known who looks after what the
// employer owes. The inspector goes there with a telephone and finds a breach: it
// becomes a task, is answered, and somebody looks again.
func TestSeason(t *testing.T) {
	s := start(t)
	town := s.person(townHall)
	project := s.drafts(town)
	s.approves(project)
	look := s.person(inspector)
	s.visits(look)
	s.mends(town, project)
	s.looksAgain(look, project)
	s.places(town, project)
	s.fair(town)
}

// drafts has the municipality write down a project, its employer, and a plan of
// monitoring that is not complete at first.
func (s *site) drafts(p *person) (project string) {
	s.t.Helper()
	p.follows(prevention)
	p.follows("Punësimi sezonal")
	p.soundAt("season-list")
	p.follows("Projekt i ri")
	p.refused("Ruaj projektin", "Shkruani si quhet projekti.", "Zgjidhni të paktën një grup të synuar.")
	p.soundAt("season-new-wrong")
	p.types(season, "Emërtimi i projektit")
	p.types("Familjet e fëmijëve në situatë rruge të kenë të ardhura gjatë verës.", "Synimi")
	p.ticks("Grupet e synuara", "prindër të fëmijëve në situatë rruge")
	p.ticks("Grupet e synuara", "të rinj nën 29 vjeç")
	p.ticks("Bashkitë", "Durrës")
	p.day(1, 6, 2023, "Fillon më")
	p.day(15, 9, 2023, "Mbaron më")
	p.chooses("Akomodimi dhe shërbimi ushqimor (turizmi)", "Sektori (ISIC)")
	p.ticks("Partnerë nga komiteti", "Drejtoria Rajonale e Punësimit Durrës")
	p.presses("Ruaj projektin")
	p.sees("në hartim", "Ende pa plan", "Familjet e fëmijëve")
	p.soundAt("season-draft")
	project = p.record()

	p.follows("Shto një punëdhënës")
	p.types(hotel, "Emri i biznesit")
	p.types("K1234", "NIPT")
	p.chooses("Durrës", "Bashkia")
	p.refused("Ruaj punëdhënësin", "NIPT-i ka një shkronjë")
	p.writes("K12345678A", "NIPT")
	p.soundAt("season-employer")
	p.presses("Ruaj punëdhënësin")
	p.follows("Shto një kontroll")
	p.chooses(contract, "Detyrimi i punëdhënësit")
	p.presses("Ruaj kontrollin")
	p.sees("mungon")
	p.soundAt("season-lacking")
	return project
}

// approves has the secretary find that the plan says nobody, the municipality
// complete it, and the secretary approve the project.
func (s *site) approves(project string) {
	s.t.Helper()
	sec := s.person(secretary)
	sec.opens(project)
	sec.follows("Mirato projektin")
	sec.sees("Projekti nuk mund të miratohet ende.")
	sec.soundAt("season-approve-not-yet")

	town := s.person(townHall)
	town.opens(project)
	town.follows(contract)
	town.chooses(inspectors, "Kush e kontrollon")
	town.chooses("vizitë në vend", "Si kontrollohet")
	town.chooses("çdo muaj", "Sa shpesh")
	town.day(20, 6, 2023, "Kontrolli i parë")
	town.soundAt("season-check")
	town.presses("Ruaj kontrollin")

	sec.opens(project)
	sec.follows("Mirato projektin")
	sec.types("Vendimi i tryezës, 2 qershor 2023", "Vendimi")
	sec.day(2, 6, 2023, "Data e vendimit")
	sec.soundAt("season-approve")
	sec.presses("Mirato projektin")
	sec.sees("Projekti u miratua dhe vizitat e planit u caktuan.", "20.06.2023", "20.07.2023", "me vonesë")
	sec.soundAt("season-approved")
}

// visits has the inspector find the visit that waits and write down, on a
// telephone, the breach that was found.
func (s *site) visits(p *person) {
	s.t.Helper()
	p.window(narrow)
	p.follows(prevention)
	p.follows("Punësimi sezonal")
	p.sees("Vizitat e institucionit tim")
	p.onPhone("season-mine")
	p.pressesLink("20.06.2023: " + contract)
	p.onPhone("season-visit")
	p.chooses(hotel, "Punëdhënësi")
	p.day(20, 6, 2023, "Data e vizitës")
	p.ticks("Gjetja", "shkelje")
	p.refused("Ruaj vizitën", "Shkruani çfarë u gjet.", "Pas një shkeljeje shkruani çfarë duhet rregulluar.")
	p.onPhone("season-visit-wrong")
	p.types(unpaid, "Çfarë u gjet")
	p.types(sign, "Masa: çfarë duhet rregulluar")
	p.day(25, 7, 2023, "Afati i masës")
	p.presses("Ruaj vizitën")
	p.sees("Vizita u ruajt.", "shkelje", unpaid, sign, "afati: 25.07.2023", "Detyra ")
	p.onPhone("season-visited")
	p.follows("Cakto rikontrollin: " + contract + " 20.06.2023")
	p.day(18, 7, 2023, "Data e rikontrollit")
	p.onPhone("season-again")
	p.presses("Cakto rikontrollin")
	p.sees("Rikontrolli u caktua.", "rikontroll i vizitës së datës 20.06.2023")
}

// mends has the municipality find the measure among its tasks, and answer it.
func (s *site) mends(p *person, project string) {
	s.t.Helper()
	p.follows("Detyrat")
	p.pressesLink("Masë pas vizitës monitoruese të datës 20.06.2023")
	p.sees("25.07.2023")
	p.soundAt("season-task")
	p.follows("Raporto çfarë u bë")
	p.types(signed, "Çfarë u bë")
	p.day(18, 7, 2023, "Kur u krye")
	p.presses("Raporto dhe mbyll detyrën")
	p.sees("e mbyllur")
	p.opens(project)
	p.sees("rikontroll i vizitës së datës 20.06.2023")
}

// looksAgain has the inspector look again; what was a breach is none any more.
func (s *site) looksAgain(p *person, project string) {
	s.t.Helper()
	p.opens(project)
	p.inRow("rikontroll i vizitës së datës 20.06.2023", "Shëno vizitën")
	p.sees(sign)
	p.onPhone("season-recheck")
	p.ticks("Gjetja", "në përputhje")
	p.presses("Ruaj vizitën")
	p.sees("Vizita u ruajt.", "në përputhje")
	p.onPhone("season-rechecked")
}

// places has the municipality write down three persons by a code, and who had a
// contract.
func (s *site) places(p *person, project string) {
	s.t.Helper()
	p.opens(project)
	p.follows("Shto të punësuar")
	p.chooses(hotel, "Punëdhënësi")
	p.chooses("ndërmjetësim", "Si u punësua")
	p.day(5, 6, 2023, "Filloi punën më")
	p.writes("3", "Rreshti 1", "Sa persona të tillë")
	p.chooses("prindër të fëmijëve në situatë rruge", "Rreshti 1", "Grupi")
	p.chooses("femra", "Rreshti 1", "Gjinia")
	p.refused("Ruaj", "Zgjidhni moshën, ose «pa të dhënë».", "Zgjidhni nëse u pa kontrata, ose «nuk dihet».")
	p.soundAt("season-place-wrong")
	p.chooses("24–30 vjeç", "Rreshti 1", "Mosha")
	p.chooses("po", "Rreshti 1", "A u pa kontrata")
	p.chooses("nuk dihet", "Rreshti 1", "A u pa sigurimi")
	p.presses("Ruaj")
	p.sees("Të punësuarit u shtuan.", "Mbajtja në punë: 3 përgjigje presin")
	p.soundAt("season-placed")
	p.follows("Mbajtja në punë: 3 përgjigje presin")
	p.soundAt("season-kept")
}

// fair has the municipality write down a job fair and its numbers.
func (s *site) fair(p *person) {
	s.t.Helper()
	p.follows(prevention)
	p.follows("Punësimi sezonal")
	p.follows("Panair i ri pune")
	p.types("Shembull: panairi i verës", "Emërtimi i panairit")
	p.day(10, 6, 2023, "Data e panairit")
	p.chooses("Durrës", "Bashkia")
	p.soundAt("season-fair-new")
	p.presses("Ruaj panairin")
	p.soundAt("season-fair")
	p.follows("Shkruaj numrat")
	p.writes("12", "Punëdhënës")
	p.writes("200", "Vizitorë")
	p.soundAt("season-fair-numbers")
	p.presses("Ruaj numrat")
	p.sees("Numrat u ruajtën.", "12", "200 persona")
	p.follows("Të gjitha panairet")
	p.sees("Shembull: panairi i verës", season)
	p.soundAt("season-all")
}
