package e2e

import (
	"regexp"
	"testing"
)

const (
	course  = "Shembull: procedurat për njësitë"
	trainee = "PMF 1"
	absent  = "PMF 2"

	shijak      = "Njësia për Mbrojtjen e Fëmijëve, Bashkia Shijak" // of which the sample has no trained people
	childWorker = "punonjës për mbrojtjen e fëmijës"
)

// A unit says who must know the procedures, calls them to a
// session and notes who came. Before and after it they answer a few questions on a
// telephone without an account; who came gets a certificate, and counts as trained.
func TestTraining(t *testing.T) {
	s := start(t)
	s.procedures(s.person(secretary))
	p := s.joins("njmf.shijak@shembull.al", "Pika e kontaktit, NJMF Shijak", "njmf-shijak")
	s.obliges(p)
	session := s.calls(p)
	before := s.opensCheck(p, session, "para")
	s.answersCheck(before, "before")
	s.comes(p, session)
	after := s.opensCheck(p, session, "pas")
	s.answersCheck(after, "after")
	s.certifies(p, session)
}

// procedures has the secretary see to it that there are procedures.
func (s *site) procedures(p *person) {
	s.t.Helper()
	p.follows(prevention)
	p.follows("Trajnimet")
	p.soundAt("training-first")
	p.follows("Procedurat dhe hapat")
	p.soundAt("training-procedures")
	p.sees("VKM 499, 29.08.2018", "në fuqi sot")
	p.follows("VKM 499, 29.08.2018")
	p.soundAt("training-procedure")
	at := p.at()
	for _, link := range []string{"Ndrysho versionin", "Shto një hap", "Shto një pyetje"} {
		p.opens(at)
		p.follows(link)
		p.soundAt("training-" + slug(link))
	}
}

// obliges has the unit write down how many must be trained, and by which codes it
// knows them.
func (s *site) obliges(p *person) {
	s.t.Helper()
	p.follows(prevention)
	p.follows("Trajnimet")
	p.follows("Kush është i detyruar të trajnohet")
	p.soundAt("training-duties")
	p.follows("Shto një detyrim")
	p.refused("Ruaj detyrimin", "Shkruani sa persona janë të detyruar.")
	p.soundAt("training-duty-wrong")
	p.chooses(childWorker, "Funksioni")
	p.writes("2", "Sa persona")
	p.day(1, 1, 2023, "Nga data")
	p.ticks("A është konfirmuar numri", "po")
	p.presses("Ruaj detyrimin")
	p.sees(childWorker)
	for _, who := range []string{trainee, absent} {
		p.opens("/k/durres/training/person")
		p.follows("Shto një profesionist")
		p.types(who, "Kodi")
		p.chooses(childWorker, "Funksioni")
		p.day(1, 1, 2023, "Në institucion nga")
		p.soundAt("training-person")
		p.presses("Ruaj")
	}
	p.sees(trainee, absent, "pa trajnim të vlefshëm")
	p.soundAt("training-persons")
}

// calls has the unit plan a course and a session of today, and call its people.
func (s *site) calls(p *person) (session string) {
	s.t.Helper()
	p.follows(prevention)
	p.follows("Trajnimet")
	p.follows("Trajnim i ri")
	p.types(course, "Titulli")
	p.writes("24", "Sa muaj vlen")
	p.soundAt("training-course-new")
	p.presses("Ruaj trajnimin")
	p.sees("Shtoni tani seancën e parë.")
	p.day(18, 7, 2023, "Dita")
	p.chooses("Shijak", "Bashkia")
	p.soundAt("training-session-new")
	p.presses("Ruaj seancën")
	p.sees("e planifikuar", "Ende askush nuk është thirrur ose shënuar.")
	session = p.record()
	p.follows(course)
	p.soundAt("training-course")
	p.opens(session)
	p.follows("Kush thirret")
	p.ticks(trainee)
	p.ticks(absent)
	p.soundAt("training-called")
	p.presses("Ruaj listën")
	p.sees("Lista e të thirrurve u ruajt.", trainee)
	p.soundAt("training-session")
	return session
}

// opensCheck opens the check and returns the address that is shown this once.
func (s *site) opensCheck(p *person, session, phase string) string {
	s.t.Helper()
	p.opens(session)
	p.presses("Hap kontrollin " + phase + " seancës")
	p.sees("Kontrolli i njohurive është i hapur")
	p.soundAt("training-open-" + phase)
	return checkPath.FindString(p.text())
}

var checkPath = regexp.MustCompile(`/check/[a-z0-9]+`)

// answersCheck has somebody without an account answer on their telephone.
func (s *site) answersCheck(address, name string) {
	s.t.Helper()
	p := s.visitor()
	p.window(narrow)
	p.opens(address)
	p.onPhone("training-check-" + name)
	p.refused("Dërgo përgjigjet")
	p.onPhone("training-check-wrong-" + name)
	p.chooses(shijak, "Institucioni juaj")
	p.types(trainee, "Kodi juaj")
	p.firstOfEach()
	p.presses("Dërgo përgjigjet")
	p.sees("të sakta", "Askush nuk renditet.")
	p.onPhone("training-check-done-" + name)
}

// firstOfEach takes the first answer of every question.
func (p *person) firstOfEach() {
	p.t.Helper()
	p.until("take the first answers", `(() => {
		const first = document.querySelectorAll("main .govuk-radios .govuk-radios__item:first-child input");
		first.forEach(e => e.click());
		return first.length > 0 && document.readyState === "complete";
	})()`)
}

// comes notes, on a telephone, who came.
func (s *site) comes(p *person, session string) {
	s.t.Helper()
	p.window(narrow)
	p.opens(session)
	p.follows("Kush erdhi")
	p.ticks(trainee)
	p.onPhone("training-attendance")
	p.presses("Ruaj pjesëmarrjen")
	p.sees("Pjesëmarrja u ruajt.")
	p.follows("Seanca u zhvillua")
	p.onPhone("training-held")
	p.presses("Shënoje si të zhvilluar")
	p.sees("e zhvilluar")
}

// certifies looks at what came of it: the certificate of who came, and the
// coverage.
func (s *site) certifies(p *person, session string) {
	s.t.Helper()
	p.opens(session)
	p.soundAt("training-done")
	s.keep("vertetim.pdf", p.pdf("PDF: "+trainee))
	p.follows(prevention)
	p.follows("Trajnimet")
	p.soundAt("training-list")
	p.follows("Mbulimi me trajnim")
	p.sees(shijak + " 2 1 50 %")
	p.soundAt("training-coverage")
}

// The guide that was opened once is read when there is no network.
func TestGuideWithoutNetwork(t *testing.T) {
	s := start(t)
	p := s.person(secretary)
	s.procedures(p)
	p = s.person(focalPoint)
	p.window(narrow)
	p.follows(prevention)
	p.follows("Trajnimet")
	p.follows("Udhëzuesi hap pas hapi")
	p.onPhone("guide")
	s.keep("udhezuesi.pdf", p.pdf("Shkarko PDF"))
	p.follows("Mbaje në telefon")
	p.sees("U ruajt në këtë pajisje")
	p.onPhone("guide-pocket")
	at := p.at()
	s.goes()
	p.expects("Failed to load resource")
	p.opens(at)
	p.sees("Pa rrjet: kjo është kopja", "112")
	p.shot("guide-offline", narrow)
}
