package e2e

import (
	"strings"
	"testing"
)

const (
	missing  = "Njësia për Mbrojtjen e Fëmijëve, Bashkia Krujë"
	activity = "2.2.2 Monitorimi i fëmijëve që lypin në qendrën historike, Krujë"
	halfYear = "6-mujori i parë 2023"
	done     = "Ekipi doli në terren çdo të shtunë, bashkë me policinë."
	told     = "Familjet e takuara u orientuan te shërbimi social."
)

// The main job, from what is missing to the signed document: the secretary sees
// which return is missing, the focal point fills it in and sends it, the
// secretary accepts it and finishes the analysis, the chair signs it.
func TestHalfYear(t *testing.T) {
	s := start(t)
	sec := s.person(secretary)
	sec.sees("Çfarë ka për të bërë", "1 raportim me vonesë")
	sec.sound("journey-home")
	sec.follows(halfYear)
	sec.sees(missing + " në hartim me vonesë")
	sec.sound("journey-round")

	s.sends()

	sec.follows("Përmbledhje")
	sec.sees("1 raportim pret pranimin")
	sec.follows(halfYear)
	sec.follows(missing)
	sec.sees(done, told)
	sec.sound("journey-sent-return")
	sec.presses("Prano")
	sec.sees("pranuar")

	s.signs(sec)

	word := sec.downloads("Shkarko Word")
	if !strings.HasPrefix(word, "PK\x03\x04") {
		t.Errorf("the Word file begins with %.8q", word)
	}
	pdf := sec.downloads("Shkarko PDF")
	if !strings.HasPrefix(pdf, "%PDF-") || !strings.Contains(pdf[len(pdf)-32:], "%%EOF") {
		t.Errorf("the PDF begins with %.8q", pdf)
	}
}

// sends has the focal point fill in the missing return and send it. An activity
// and a topic save themselves: no button is pressed.
func (s *site) sends() {
	s.t.Helper()
	p := s.person(focalPoint)
	p.follows("Raportimi")
	p.follows(halfYear)
	p.sees("Plotësuar: 5 nga 7")
	p.sound("journey-return")
	p.follows(activity)
	p.ticks("Gjendja e aktivitetit", "në proces")
	p.types(done, "Çfarë u bë")
	p.types("12", "Dalje në terren", "Numri")
	p.sees("U ruajt në orën")
	p.sound("journey-activity")
	p.follows(missing)
	p.sees("Plotësuar: 6 nga 7")

	p.follows("Fëmijët në situatë rruge")
	p.writes("6", "Konstatime në terren", "Numri")
	p.writes("4", "Fëmijë, secili i numëruar një herë", "Numri")
	p.writes("1", "Plane individuale", "Numri")
	p.writes("0", "Fëmijë të dorëzuar", "Numri")
	p.types(told, "Çfarë u bë për fëmijët")
	p.sees("U ruajt në orën")
	p.sound("journey-topic")
	p.follows(missing)
	p.sees("Plotësuar: 7 nga 7")

	p.follows("Kontrollo dhe dërgo")
	p.sees(done, "12 vizita", told)
	p.sound("journey-check")
	p.presses("Dërgo raportimin")
	p.sees("Numri i referencës", "Çfarë ndodh tani")
	p.sound("journey-sent")
}

// signs has the secretary finish the analysis and the chair sign it.
func (s *site) signs(sec *person) {
	s.t.Helper()
	const mine = "Komiteti vlerëson se puna në terren duhet të vijojë deri në fund të sezonit."
	sec.follows("Analiza")
	sec.follows(halfYear)
	sec.sees(done, told)
	sec.seesNot("Pa raportim të pranuar")
	sec.presses("Ktheje në projekt")
	sec.follows("Ndrysho paragrafin opening.1")
	sec.types(" "+mine, "Teksti")
	sec.sees("U ruajt në orën")
	sec.sound("journey-edit")
	sec.presses("Ruaj")
	sec.sees("Paragrafi u ruajt.", mine)
	sec.presses("Shëno të shqyrtuar")
	sec.sees("Tani mund ta nënshkruajë kryetari")

	boss := s.person(chair)
	boss.follows("Analiza")
	boss.follows(halfYear)
	boss.sees(mine)
	boss.follows("Nënshkruaj…")
	boss.sound("journey-sign")
	boss.presses("Nënshkruaj analizën")
	boss.sees("Analiza u nënshkrua me numrin", "Gjurma në çastin e nënshkrimit")
	boss.sound("journey-signed")

	sec.follows("Analiza")
	sec.follows(halfYear)
	sec.sees("e nënshkruar", mine)
	sec.seesNot("Ndrysho paragrafin")
}
