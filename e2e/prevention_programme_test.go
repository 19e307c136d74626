package e2e

import (
	"fmt"
	"strings"
	"testing"
)

const (
	street   = "Shembull: ditë në lagje, qershor"
	overfull = "më shumë se vendet: 20"
	storm    = "Shembull: shi i dendur."
)

// An organisation keeps the days of its summer programme on a telephone: who came,
// the day on which nothing took place, the services, and what was found after 30
// days. The secretary asks for the day that is missing, and the analysis of the
// half-year tells of the four registers.
func TestSummer(t *testing.T) {
	s := start(t)
	p := s.person(worldVision)
	programme := s.plansSummer(p)
	s.keepsDays(p, programme)
	s.links(p, programme)
	s.looksAfter(p, programme)
	sec := s.person(secretary)
	s.asks(sec)
	s.asked(p)
	s.analyses(sec)
}

// plansSummer has the organisation write down its programme.
func (s *site) plansSummer(p *person) (programme string) {
	s.t.Helper()
	p.window(narrow)
	p.follows(prevention)
	p.onPhone("summer-list")
	p.follows("Shto një program")
	p.onPhone("summer-new")
	p.refused("Ruaj", "Shkruani si quhet programi.", "Shkruani ditën e parë të programit.")
	p.onPhone("summer-new-wrong")
	p.types(street, "Si quhet programi")
	p.chooses("qendër ditore", "Lloji")
	p.chooses("Krujë", "Bashkia")
	p.day(12, 6, 2023, "Dita e parë")
	p.day(16, 6, 2023, "Dita e fundit")
	p.ticks("Gjendja", "i zhvilluar")
	p.types("20", "Vende")
	p.types("18", "Fëmijë të regjistruar")
	p.presses("Ruaj")
	p.sees("Programi u shtua në regjistër.", street)
	p.onPhone("summer-show")
	return p.record()
}

// keepsDays writes down three of the five days: one with more children than
// places, and one on which it rained.
func (s *site) keepsDays(p *person, programme string) {
	s.t.Helper()
	p.follows("Shëno frekuentimin e datës 12.06.2023")
	p.onPhone("summer-day")
	p.writes("16", "Fëmijë të pranishëm")
	p.writes("7", "Të pranishëm nga situata e rrugës")
	p.presses("Ruaj ditën")
	p.sees("Dita u ruajt.")
	p.follows("13.06.2023 →")
	p.writes("22", "Fëmijë të pranishëm")
	p.writes("30", "Të pranishëm nga situata e rrugës")
	p.presses("Ruaj ditën")
	p.sees("Shiheni edhe një herë", overfull)
	p.onPhone("summer-day-over")
	p.writes("7", "Të pranishëm nga situata e rrugës")
	p.presses("Ruaj ditën")
	p.follows("14.06.2023 →")
	p.ticks("Atë ditë programi nuk u zhvillua")
	p.refused("Ruaj ditën", "Shkruani pse programi nuk u zhvillua atë ditë.")
	p.onPhone("summer-day-wrong")
	p.types(storm, "Pse nuk u zhvillua")
	p.presses("Ruaj ditën")
	p.sees("Dita u ruajt.")
	p.opens(programme)
	p.sees("Mesatarisht: 19")
	p.onPhone("summer-days")
}

// links says with which services children were linked.
func (s *site) links(p *person, programme string) {
	s.t.Helper()
	p.follows("Shëno shërbimet")
	p.ticks("regjistrim në shkollë", "Po, programi lidh me këtë shërbim")
	p.types("5", "Sa u lidhën")
	p.onPhone("summer-services")
	p.presses("Ruaj")
	p.sees("Shërbimet u ruajtën.", "regjistrim në shkollë")
}

// looksAfter writes down what was found after 30 days: not known is an answer.
func (s *site) looksAfter(p *person, programme string) {
	s.t.Helper()
	p.follows("Shëno ndjekjen pas 30 ditësh")
	p.onPhone("summer-followup")
	p.day(17, 7, 2023, "Kur u bë ndjekja")
	p.writes("14", "Fëmijë të takuar pas 30 ditësh")
	p.presses("Ruaj")
	p.sees("Ndjekja u ruajt.", "14")
	p.onPhone("summer-followed")
	p.follows("Anulo programin")
	p.onPhone("summer-cancel")
	p.opens(programme)
	p.follows("Ndrysho")
	p.onPhone("summer-edit")
}

// asks has the secretary see what is missing, and ask for it.
func (s *site) asks(p *person) {
	s.t.Helper()
	p.follows(prevention)
	p.sees("Çfarë mungon", "Frekuentimi ditor", street)
	p.soundAt("summer-overlooked")
	p.leads("ask for the days", fmt.Sprintf(`//main//tr[contains(., %q) and contains(., "Frekuentimi ditor")]//button`, street))
	p.sees("Institucioni u pyet me një detyrë.", "kërkuar më 18.07.2023")
	p.soundAt("summer-asked")
	p.follows(prevention)
	p.follows("Kalendari dhe harta")
	p.sees(street, "Krujë")
	p.soundAt("summer-season")
}

// asked has the organisation find what it was asked among its tasks.
func (s *site) asked(p *person) {
	s.t.Helper()
	p.follows("Detyrat")
	p.pressesLink("Plotësoni regjistrin: Frekuentimi ditor – " + street)
	p.sees("World Vision")
	p.onPhone("summer-task")
}

// analyses has the secretary open the analysis of the half-year again: it tells of
// the four registers, of what is missing and of what does not fit.
func (s *site) analyses(p *person) {
	s.t.Helper()
	p.follows("Analiza")
	p.follows(halfYear)
	p.presses("Ktheje në projekt")
	p.sees("Programe verore në regjistër: 5", street+" (2 ditë pa shënim)", street+": më shumë të pranishëm se vende (20)",
		"Çfarë mungon ose nuk përputhet në regjistër",
		"Aktivitete sensibilizuese në regjistër:", "Seanca trajnimi në regjistër:", "A i njohin përgjegjësit procedurat",
		"Projekte punësimi sezonal në regjistër:")
	p.soundAt("summer-analysis")
	if word := wordText(s.t, p.downloads("Shkarko Word")); !strings.Contains(word, street) {
		s.t.Error("the Word file does not tell of the programme")
	}
	s.keep("analiza.pdf", p.pdf("Shkarko PDF"))
}
