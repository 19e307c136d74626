package e2e

import (
	"strings"
	"testing"
)

const tableChair = "tryeza@shembull.al"

// Two people change the same activity of a draft plan: the slower one is shown
// both texts, and decides.
func TestConflictInThePlan(t *testing.T) {
	s := start(t)
	first := s.person(secretary)
	first.follows("Plani")
	first.writes("2024", "Viti i planit të ri")
	first.presses("Krijo projektplanin")
	first.follows("Kopjo planin e mëparshëm")
	first.sound("plan-copy")
	first.presses("Kopjo të shënuarat")
	first.follows("Monitorimi i fëmijëve që lypin në qendrën historike, Krujë")
	form := strings.TrimSuffix(first.at(), "/edit") + "/edit"
	first.opens(form)
	second := s.person(tableChair)
	second.opens(form)

	first.writes("Monitorim çdo fundjavë në qendrën historike", "Aktiviteti")
	first.presses("Ruaj aktivitetin")
	first.sees("Monitorim çdo fundjavë në qendrën historike")
	second.writes("Monitorim çdo ditë në qendrën historike", "Aktiviteti")
	if status := second.presses("Ruaj aktivitetin"); status != 409 {
		t.Errorf("the slower one is answered with %d", status)
	}
	second.sees("Dikush tjetër e ka ndryshuar ndërkohë", "Monitorim çdo fundjavë në qendrën historike", "Monitorim çdo ditë në qendrën historike")
	second.sound("conflict-plan")
	second.presses("Ruaj tekstin tim")
	second.sees("Monitorim çdo ditë në qendrën historike")
}

// The same with a paragraph of the analysis, where the text saves itself: the
// slower page says so at once, and keeps what was typed.
func TestConflictInTheAnalysis(t *testing.T) {
	s := start(t)
	first, second := s.person(secretary), s.person(secretary)
	for _, p := range []*person{first, second} {
		p.follows("Analiza")
		p.follows(halfYear)
		p.follows("Ndrysho paragrafin opening.1")
	}
	first.writes("Teksti i të parës.", "Teksti")
	first.presses("Ruaj")
	first.sees("Paragrafi u ruajt.")
	second.writes("Teksti i së dytës.", "Teksti")
	second.sees("Dikush tjetër e ka ndryshuar ndërkohë. Shtypni «Ruaj» për të parë të dyja tekstet.")
	if status := second.presses("Ruaj"); status != 409 {
		t.Errorf("the slower one is answered with %d", status)
	}
	second.sees("Teksti i të parës.", "Teksti i së dytës.")
	second.sound("conflict-analysis")
	second.follows("Mbaj tekstin e ruajtur")
	second.holds("Teksti i të parës.", "Teksti")
}
