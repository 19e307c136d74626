package e2e

import (
	"strings"
	"time"
)

const (
	opened   = "E gjetëm në plazh me vëllain; " + nickname + " nuk shkon në shkollë."
	goals    = "Kthimi në shkollë në shtator, " + nickname
	decided  = "Të hartohet plani me nënën; " + nickname + " në qendrën ditore."
	entering = "Fëmija " + nickname + " është në urgjencë dhe mjeku pyet për alergjitë."
)

// opensFile has the worker open a file from what was seen in the street, after
// being shown one that is alike. It returns the address of the file.
func (s *site) opensFile(p *person, unit string) (file string) {
	s.t.Helper()
	p.soundAt("casework-desk-worker")
	p.follows("Konstatime")
	p.row("shitje, djalë, 11–14")
	p.sees("pa dosje", "Elbasan (e tha vetë)")
	p.soundAt("casework-sighting")
	p.follows("Hap një dosje të re nga ky konstatim")
	p.sees("Nga këto konstatime:", "18.07.2023")
	p.types(alike, "Emri")
	p.types(nickname, "Nofka")
	p.types("2011", "Viti i lindjes")
	p.unfolds("Kujdestari")
	p.types(guardian, "Emri i kujdestarit")
	p.types("gjyshja, "+nickname, "Kush është për fëmijën")
	p.types(opened, "Shënimi")
	p.sees("emër që dihet është i njëjti")
	p.soundAt("casework-file-near")
	p.presses("Hap dosjen")
	p.sees("A është njëri nga këta?", alike, "i njëjti kujdestar")
	p.soundAt("casework-file-alike")
	p.presses("Është fëmijë tjetër: hap dosjen")
	p.sees("Dosja u hap. Ju jeni përgjegjës për të.", nickname, "Elbasan", opened)
	p.soundAt("casework-file")
	file = p.at()
	p.follows("Dosjet")
	p.sees(alike, "D-")
	p.soundAt("casework-files")
	p.opens(file)
	return file
}

// protects has the worker assess, call the intersectoral group and minute it,
// plan, and add a measure.
func (s *site) protects(p *person) {
	s.t.Helper()
	p.follows("Mbrojtja: vlerësimi, grupi, plani")
	p.sees("Hapi i radhës", "Vlerësimi fillestar")
	p.soundAt("casework-protection")
	p.follows("Bëj vlerësimin fillestar")
	p.types("Fle te gjyshja, "+nickname, "Siguria")
	p.types("Shet fjongo deri natën vonë.", "Puna në rrugë")
	p.ticks("A ka tregues", "jo")
	p.ticks("Niveli i rrezikut", "i lartë")
	p.ticks("Arsyet e nivelit", "në rrugë natën")
	p.soundAt("casework-assessment")
	p.presses("Ruaj")
	p.sees("Vlerësimi u ruajt.", "Niveli i rrezikut: i lartë")
	s.convenesGroup(p)
	p.follows("Harto planin")
	p.ticks("Si u hartua", "me pëlqimin")
	p.types(goals, "Objektivat e planit")
	p.day(18, 9, 2023, "Kur rishikohet")
	p.soundAt("casework-plan")
	p.presses("Ruaj")
	p.sees(goals, "Plani nuk ka ende masa.")
	p.follows("Shto masën e parë")
	p.chooses("regjistrim ose kthim në shkollë", "Lloji i masës")
	p.types("Regjistrimi në klasën e gjashtë, "+nickname, "Çfarë bëhet")
	p.types("Drejtoria e arsimit", "Kush e zbaton")
	p.day(10, 9, 2023, "Deri kur")
	p.soundAt("casework-measure")
	p.presses("Ruaj")
	p.sees("Masa u ruajt.", "10.09.2023", "në pritje")
	p.soundAt("casework-protected")
}

// convenesGroup calls the group for today, keeps a letter, and says who came and
// what was decided. The letter names nobody.
func (s *site) convenesGroup(p *person) {
	s.t.Helper()
	p.follows("Thirr GTN-në")
	p.day(18, 7, 2023, "Dita e mbledhjes")
	p.types("10.30", "Ora")
	p.types("Bashkia Durrës, salla 2", "Vendi")
	p.ticks("Kush e thërret", "punonjësi për mbrojtjen e fëmijës")
	p.types("njmf@shembull.al", "Kontakti i njësisë")
	p.types(police, "Policia")
	p.types("Zyra Vendore e Arsimit", "Arsimi")
	p.soundAt("casework-group")
	p.presses("Ruaj")
	p.sees("GTN-ja u thirr.", police)
	p.unfolds("Ftesat për institucionet")
	p.soundAt("casework-called")
	letter := p.downloads("Word, " + police)
	s.keep("ftesa-gtn.docx", letter)
	if text := wordText(s.t, letter); !strings.Contains(text, police) || strings.Contains(text, nickname) || strings.Contains(text, alike) {
		s.t.Errorf("the letter says %q", text)
	}
	p.follows("Shëno si u zhvillua")
	p.ticks("Policia: "+police, "erdhi")
	p.ticks("Arsimi: Zyra Vendore e Arsimit", "nuk erdhi")
	p.types("nuk dha arsye", "Zyra Vendore e Arsimit: nëse nuk erdhi")
	p.ticks("U dëgjua prindi", "po")
	p.ticks("U dëgjua fëmija", "po")
	p.types(decided, "Çfarë u vendos")
	p.soundAt("casework-held")
	p.presses("Ruaj")
	p.sees("Mbledhja u shënua.", decided)
}

// handsOver has the worker offer the case to the unit where the child lives,
// whose supervisor accepts it. Who gave it keeps what was recorded here, and no
// more is written there.
func (s *site) handsOver(p *person, unit, file string) {
	s.t.Helper()
	p.opens(file)
	p.follows("Dorëzo rastin")
	p.sees("Çfarë sheh njësia tjetër", "Afati i përgjigjes")
	p.types("Gjyshja jeton në Elbasan dhe e mori me vete; "+nickname, "Pse dorëzohet rasti")
	p.soundAt("casework-offer")
	p.presses("Ofro rastin")
	p.sees("pret përgjigje", "mbeten 5 ditë")
	p.soundAt("casework-offered")
	p.opens(file)
	p.sees("Rasti i është ofruar një njësie tjetër")
	p.seesNot("Shto tjetër")

	p.leavesTo(elbasanSupervisor, s)
	p.soundAt("casework-desk-elbasan")
	p.follows("Dorëzime")
	p.soundAt("casework-handovers")
	p.row("18.07.2023")
	p.sees("Gjyshja jeton në Elbasan", "Prano rastin")
	p.seesNot(alike)
	p.soundAt("casework-received")
	p.chooses("Punonjësi (PMF), NJMF Elbasan", "Kush përgjigjet për rastin")
	p.presses("Prano rastin")
	p.sees("Rasti u pranua. Njësia juaj ka tani dosjen e vet.")
	p.soundAt("casework-accepted")

	p.leavesTo(elbasanWorker, s)
	p.follows("Dosjet")
	p.row(nickname)
	p.sees(opened, "u regjistrua nga një njësi tjetër")
	p.soundAt("casework-taken-over")

	p.leavesTo(caseWorker, s)
	p.opens(file)
	p.sees("Rasti u dorëzua te një njësi tjetër", "e dorëzuar")
	p.seesNot("Shto tjetër")
	p.soundAt("casework-moved")
}

// enters has a worker outside the team open a file in an emergency, after giving
// the second factor once more; whoever is responsible sees it at once, and the
// supervisor reviews it.
func (s *site) enters(p *person, unit string) {
	s.t.Helper()
	p.opens(unit + "/child")
	p.row(alike)
	code := strings.TrimPrefix(value[string](p, `document.querySelector("h1").textContent`), "Dosja ")
	file := p.at()

	p.leavesTo(otherWorker, s)
	s.passes(6 * time.Minute) // to have come in just now is enough
	p.follows("Lejet dhe hapjet")
	p.soundAt("casework-disclosures")
	p.follows("Hyrje emergjente në një dosje")
	p.sees("Vërtetoni që jeni ju")
	p.soundAt("casework-confirm")
	p.presses("Vazhdo")
	p.types(code, "Kodi i dosjes")
	p.types(entering, "Arsyeja")
	p.soundAt("casework-emergency")
	p.presses("Hap dosjen për 60 minuta")
	p.sees("Hyrje emergjente", alike, guardian)
	p.seesNot("Shto tjetër")
	p.soundAt("casework-entered")
	if p.at() != file {
		s.t.Errorf("%s was opened, not %s", p.at(), file)
	}

	p.leavesTo(caseWorker, s)
	p.follows("Lejet dhe hapjet")
	p.sees("Hyrje emergjente në një dosje: "+code, "Punonjësi i dytë")
	p.soundAt("casework-told")

	p.leavesTo(unitSupervisor, s)
	p.follows("Lejet dhe hapjet")
	p.row("Punonjësi i dytë")
	p.sees(entering, "Çfarë u hap me këtë hyrje")
	p.soundAt("casework-entry")
	p.ticks("A ishte e justifikuar?", "hyrja ishte e justifikuar")
	p.types("U fol me mjekun; "+nickname, "Çfarë shqyrtuat")
	p.presses("Ruaj shqyrtimin")
	p.sees("Shqyrtimi u ruajt, dhe personi u njoftua.")
	p.soundAt("casework-reviewed")
}

// counts has the committee's secretary read how many children there were, and
// from where: on the page of counts and in the analysis.
func (s *site) counts(p *person) {
	s.t.Helper()
	p.follows("Fëmijët në rrugë")
	p.opens(p.at() + "?period=2023-H1")
	p.sees("Fëmijë të ndryshëm: nga vijnë dhe ku u panë", "Elbasan", "40")
	p.seesNot("Shembull 2")
	p.soundAt("casework-counts")
	p.follows("Versioni për publikim")
	p.sees("…", "Elbasan")
	p.soundAt("casework-counts-published")
	p.follows("Analiza")
	p.follows(halfYear)
	p.sees("Numrat e njësive për mbrojtjen e fëmijës", "Elbasan")
	p.soundAt("casework-analysis")
}
