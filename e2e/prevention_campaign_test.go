package e2e

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"testing"
)

const (
	school   = "Zyra Vendore e Arsimit Parauniversitar Durrës"
	calendar = "Shembull: java e ndërgjegjësimit 2023"
	parents  = "Shembull: takim me prindërit"
	notThere = "13 fëmijë të paregjistruar në shkollë"
	enrolled = "Drejtoria e shkollës i regjistroi të 13."
)

// A calendar comes from the national coordinator. An institution takes one of its
// activities upon itself, and tells afterwards, on a telephone, how many came,
// what was found, and by what right it keeps the photo. What was found is a task
// of who follows it up.
func TestAwareness(t *testing.T) {
	s := start(t)
	at := s.sendsCalendar(s.person(coordinator))
	p := s.person(focalPoint)
	activity := s.takesUpon(p, at)
	s.tells(p)
	s.adds(p, activity)
	s.followsFinding(p, activity)
	s.overlooks(s.person(secretary), at)
}

// sendsCalendar has the coordinator paste the activities that are expected; one
// of the lines cannot be read at first.
func (s *site) sendsCalendar(p *person) (at string) {
	s.t.Helper()
	p.opens("/k/durres/campaign/calendar")
	p.soundAt("awareness-calendars")
	p.follows("Shto një kalendar")
	p.writes(calendar, "Titulli")
	p.day(14, 6, 2023, "Dita e parë")
	p.day(15, 6, 2023, "Dita e fundit")
	p.writes("Shembull: shkresë e koordinatorit", "Burimi")
	p.writes("14.06; "+parents+"; prindër; Njësia e mbrojtjes së fëmijëve\n45.06; Shembull: orë në shkollë; nxënës; Arsimi", "Veprimtaritë")
	p.refused("Ruaj", "Rreshti 2:")
	p.soundAt("awareness-calendar-wrong")
	p.writes("14.06; "+parents+"; prindër\n15.06; Shembull: orë në shkollë; nxënës; Arsimi", "Veprimtaritë")
	p.presses("Ruaj")
	p.sees(parents, "askush ende", "Pa asnjë aktivitet:")
	p.soundAt("awareness-calendar")
	at = p.at()
	for _, link := range []string{"Shto një veprimtari", "Ndrysho kalendarin"} {
		p.follows(link)
		p.soundAt("awareness-" + slug(link))
		p.opens(at)
	}
	return at
}

// takesUpon has the institution take an activity of the calendar upon itself.
func (s *site) takesUpon(p *person, calendar string) (activity string) {
	s.t.Helper()
	p.window(narrow)
	p.follows(prevention)
	p.follows("Fushatat")
	p.onPhone("awareness-list")
	p.opens(calendar)
	p.follows("Merre përsipër: " + parents)
	p.onPhone("awareness-new")
	p.chooses("takim ose orë informuese", "Lloji")
	p.chooses("Krujë", "Bashkia")
	p.presses("Ruaj")
	p.sees(parents, "i planifikuar", "14.06.2023")
	p.onPhone("awareness-planned")
	return p.record()
}

// tells fills in the one screen after the activity: a photo of children needs the
// consent of their parents.
func (s *site) tells(p *person) {
	s.t.Helper()
	p.follows("U zhvillua")
	p.onPhone("awareness-held")
	p.types("40", "Persona të arritur")
	p.chooses("të vlerësuar (rreth)", "Si dihet")
	p.ticks("fletëpalosje")
	p.unfolds("Doli në pah diçka që duhet ndjekur?")
	p.chooses("fëmijë të paregjistruar në shkollë", "Çfarë u gjet")
	p.types("13", "Sa (")
	p.chooses("6–10 vjeç", "Mosha")
	p.chooses(school, "Kush e ndjek")
	p.unfolds("Shto një foto")
	p.attaches("takimi.jpg", photo(s), "Foto ose dokument")
	p.ticks("A ka fëmijë në foto?", "po")
	p.ticks("Pëlqimi për foton", "të rriturit kanë dhënë pëlqimin")
	p.refused("U zhvillua", "prind")
	p.onPhone("awareness-held-wrong")
	p.ticks("Pëlqimi për foton", "prindërit kanë dhënë pëlqimin me shkrim")
	p.attaches("takimi.jpg", photo(s), "Foto ose dokument")
	p.presses("U zhvillua")
	p.sees("u zhvillua", "rreth 40 persona", notThere, school, "Detyra ", "foto.jpg", "prindërit kanë dhënë pëlqimin me shkrim")
	p.onPhone("awareness-told")
}

// photo is a small picture.
func photo(s *site) string {
	s.t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 64, 48))
	for i := range 64 * 48 {
		img.Set(i%64, i/64, color.RGBA{R: uint8(4 * (i % 64)), G: 120, B: 90, A: 255})
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		s.t.Fatal(err)
	}
	return b.String()
}

// adds looks at the other forms of the activity.
func (s *site) adds(p *person, activity string) {
	s.t.Helper()
	for _, link := range []string{"Shëno çfarë u gjet", "Shto foto ose dokument", "Ndrysho", "Hiqe: foto.jpg"} {
		p.opens(activity)
		p.follows(link)
		p.onPhone("awareness-" + slug(link))
	}
}

// followsFinding has the school follow up what was found: it is among its tasks;
// who organised the activity writes down what came of it.
func (s *site) followsFinding(p *person, activity string) {
	s.t.Helper()
	edu := s.joins("arsimi@shembull.al", "Pika e kontaktit, arsimi", "arsimi")
	edu.opens(activity)
	edu.pressesLink("Detyra ")
	edu.sees(notThere)
	edu.soundAt("awareness-task")

	p.opens(activity)
	p.inRow(notThere, "Ndrysho")
	p.sees("E ndjek: " + school)
	p.types(enrolled, "Si u ndoq")
	p.day(10, 7, 2023, "U ndoq më")
	p.onPhone("awareness-finding")
	p.presses("Ruaj")
	p.sees("u ndoq më 10.07.2023", enrolled)
}

// overlooks has the secretary see, at a desk, which municipalities have nothing.
func (s *site) overlooks(p *person, calendar string) {
	s.t.Helper()
	p.opens(calendar)
	p.sees("Pa asnjë aktivitet:", "Shijak", "14.06.2023")
	p.soundAt("awareness-overlooked")
	p.follows(prevention)
	p.follows("Fushatat")
	p.sees(parents, "rreth 40")
	p.soundAt("awareness-all")
}
