package e2e

import (
	"archive/zip"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

const (
	worldVision = "ojf@shembull.al"

	place    = "Salla e mbledhjeve, Prefektura Durrës"
	beaches  = "Puna në plazhe deri në fund të sezonit"
	agreed   = "Ekipet dalin në plazhe edhe të dielave."
	schedule = "Të përgatitet grafiku i daljeve të së dielës."
	reportAt = "Të raportohet për masat deri në fund të sezonit"
	deputy   = "përgjegjësja e sektorit social"
	prepared = "Grafiku u përgatit dhe iu dërgua anëtarëve."
	next     = "Masat në gusht"
)

// The closed loop: a meeting is planned and called, those called answer, it is
// held and minuted, what it decided becomes tasks, one of them is answered and
// checked, and the next meeting begins with what is left.
func TestMeeting(t *testing.T) {
	s := start(t)
	sec := s.person(secretary)
	at := s.convenes(sec)
	s.reply(at)
	s.interest(at)
	s.minutes(sec, at)
	s.hidden(at)
	s.answers(sec, at)
	s.followsUp(sec)
}

// convenes has the secretary plan a meeting for today and call its members. The
// agenda has filled itself; one item is the secretary's own.
func (s *site) convenes(p *person) (at string) {
	s.t.Helper()
	p.follows("Mbledhjet")
	p.sound("loop-meetings")
	p.follows("Planifiko një mbledhje")
	p.ticks("Kush mblidhet", "Tryeza Teknike")
	p.day(18, 7, 2023, "Data")
	p.types("15.00", "Fillon")
	p.types("16.30", "Mbaron")
	p.types(place, "Vendi")
	p.sound("loop-plan")
	p.presses("Planifiko mbledhjen")
	p.sees("Mbledhja u planifikua dhe rendi i ditës u mbush", "Miratimi i procesverbalit")
	at = p.at()

	p.follows("Shto një pikë")
	p.types(beaches, "Pika")
	p.sound("loop-item")
	p.presses("Ruaj pikën")
	before := p.items()
	p.pressesSign("Ngjite pikën: " + beaches)
	if got := p.items(); len(got) != len(before) || got[len(got)-2] != beaches {
		s.t.Errorf("moved up, %q became %q", before, got)
	}
	p.sound("loop-planned")
	p.follows("Thirr mbledhjen")
	p.sees("Mbledhja është sot, ndërsa rregulli kërkon", "Bashkia Durrës (anëtar)", beaches)
	p.sound("loop-convene")
	p.presses("Thirr mbledhjen")
	p.sees("Mbledhja u thirr", "pa përgjigje")
	p.sound("loop-convened")
	s.keep("ftesa.docx", p.downloads("Word"))
	s.keep("ftesa.pdf", p.downloads("PDF"))
	if entry := p.downloads("kalendar (.ics)"); !strings.HasPrefix(entry, "BEGIN:VCALENDAR") {
		s.t.Errorf("the entry for a calendar begins with %.20q", entry)
	}
	p.follows("Mbledhjet")
	p.follows("Kalendari i vitit 2023")
	p.sees("korrik", "e thirrur")
	p.sound("loop-year")
	return at
}

// day writes a date into its three fields.
func (p *person) day(day, month, year int, name string) {
	p.t.Helper()
	for part, n := range map[string]int{"Dita": day, "Muaji": month, "Viti": year} {
		p.writes(strconv.Itoa(n), name, part)
	}
}

// items are the titles of the agenda, in its order.
func (p *person) items() []string {
	p.t.Helper()
	return value[[]string](p, `[...document.querySelectorAll("section[aria-labelledby] h3")].map(e => e.firstChild.textContent.replace(/^\d+\. /, "").trim())`)
}

// reply has an institution name who comes in place of its member.
func (s *site) reply(at string) {
	s.t.Helper()
	p := s.person(focalPoint)
	p.opens(at)
	p.sees(missing+" është thirrur në këtë mbledhje. A vini?", beaches)
	p.sound("loop-called")
	p.follows("Përgjigju")
	p.ticks("vjen zëvendësi")
	if status := p.presses("Dërgo përgjigjen"); status != 422 {
		s.t.Errorf("a substitute without an office is answered with %d", status)
	}
	p.types(deputy, "Kur vjen zëvendësi")
	p.sound("loop-reply")
	p.presses("Dërgo përgjigjen")
	p.sees("vjen zëvendësi: " + deputy)
}

// interest has another declare an interest in an item: from then on it sees
// nothing of it.
func (s *site) interest(at string) {
	s.t.Helper()
	p := s.person(worldVision)
	p.opens(at)
	p.follows("Deklaro konflikt interesi: " + beaches)
	p.types("Organizata bën ofertë për këtë shërbim.", "Arsyeja")
	p.sound("loop-interest")
	p.presses("Deklaro")
	p.sees("Institucioni juaj ka deklaruar konflikt interesi për këtë pikë.")
	p.sound("loop-out")
}

// minutes has the secretary hold the meeting: who came, what was said under each
// item, and the end.
func (s *site) minutes(p *person, at string) {
	s.t.Helper()
	p.opens(at)
	p.sees("World Vision nuk merr pjesë në këtë pikë")
	p.presses("Hap mbledhjen")
	p.until("the substitute stands there", fmt.Sprintf(`document.querySelector('[aria-label=%q]').value === %q`, "Funksioni i zëvendësit: "+missing, deputy))
	for _, who := range []string{"Prefekti i Qarkut Durrës", "Bashkia Durrës", "Bashkia Krujë", "Bashkia Shijak", "World Vision"} {
		p.ticks("Po, " + who)
	}
	p.sound("loop-attendance")
	p.presses("Ruaj listën")
	p.sees("Nuk ka kuorum", "me zëvendës: "+deputy)
	p.follows("Kush mori pjesë")
	for _, who := range []string{"Drejtoria Vendore e Policisë Durrës", "Zyra Vendore e Arsimit", "Njësia Vendore e Kujdesit", "Drejtoria Rajonale e Punësimit"} {
		p.ticks("Po, " + who)
	}
	p.presses("Ruaj listën")
	p.sees("Ka kuorum")
	s.minuted(p)
	s.closes(p)
}

// minuted writes the minutes, item after item; what the last one came to stays
// open.
func (s *site) minuted(p *person) {
	s.t.Helper()
	p.sound("loop-open")
	titles := p.items()
	p.follows("Shkruaj procesverbalin: " + titles[0])
	for i, title := range titles {
		p.sees(fmt.Sprintf("Pika %d nga %d", i+1, len(titles)), title)
		switch {
		case title == beaches:
			s.decides(p)
		case i == 0:
			p.ticks("Si përfundoi pika", "u vendos")
		case i < len(titles)-1:
			p.ticks("Si përfundoi pika", "u mor shënim")
		default:
			p.types("Raportimi dorëzohet brenda javës.", "Diskutime", "Teksti")
			p.sees("U ruajt në orën")
			p.follows("Kthehuni te mbledhja")
			continue
		}
		p.presses("Ruaj dhe kalo te pika tjetër")
	}
}

// decides writes what was said about the secretary's own item, a decision with
// its votes, and two tasks.
func (s *site) decides(p *person) {
	s.t.Helper()
	p.sees("Jashtë kësaj pike, për konflikt interesi: World Vision.")
	p.types("Të dielën plazhet janë plot dhe ekipet nuk dalin.", "Diskutime", "Teksti")
	p.chooses("Bashkia Durrës", "Diskutime", "Kush foli")
	p.unfolds("Vendime")
	p.types(agreed, "Vendime", "Teksti")
	p.types("9", "Vendime", "Pro")
	p.types("1", "Vendime", "Kundër")
	p.unfolds("Detyrat")
	p.types(schedule, "Detyrat", "Teksti")
	p.chooses(missing, "Detyrat", "Përgjegjësi")
	p.types("31.07.2023", "Detyrat", "Deri më")
	p.chooses("e lartë", "Detyrat", "Përparësia")
	p.ticks("Si përfundoi pika", "u vendos")
	p.presses("Ruaj dhe kalo te pika tjetër")
	p.sees("Janë 10 vota, por të pranishëm me të drejtë vote për këtë pikë janë 9.")
	p.sound("loop-minutes-wrong")
	p.writes("8", "Vendime", "Pro")
	p.seesNot("një tekst më të ri, të paruajtur")
	p.types(reportAt, "Detyra 2", "Teksti")
	p.chooses("Të gjithë anëtarët", "Detyra 2", "Përgjegjësi")
	p.ticks("Detyra 2", "Në mbledhjen e ardhshme")
	p.sees("U ruajt në orën")
	p.sound("loop-minutes")
}

// closes has the secretary close the meeting, which one item keeps open at first.
func (s *site) closes(p *person) {
	s.t.Helper()
	p.follows("Mbyll mbledhjen")
	gap := fmt.Sprintf("Pika %d nuk ka përfundim: shënoni nëse u vendos, u mor shënim apo u shty.", p.gap())
	p.sees(gap)
	p.seesNot("Gjithçka është plotësuar")
	p.sound("loop-gaps")
	p.follows(gap)
	p.ticks("Si përfundoi pika", "u mor shënim")
	p.presses("Ruaj")
	p.follows("Mbyll mbledhjen")
	p.sees("Gjithçka është plotësuar", "1 vendim merr numrin e tij")
	p.writes("16.10", "Ora e mbarimit")
	p.sound("loop-close")
	p.presses("Mbylle mbledhjen")
	p.sees("Mbledhja u mbyll", agreed, "pro 8, kundër 1", "me zëvendës: "+deputy)
	p.seesNot("Shkruaj procesverbalin")
	p.sound("loop-closed")
	s.keep("procesverbali.docx", p.downloads("Word"))
	s.keep("procesverbali.pdf", p.downloads("PDF"))
}

// gap is the item that keeps the meeting open.
func (p *person) gap() (n int) {
	p.t.Helper()
	_, after, _ := strings.Cut(p.text(), " Pika ")
	if _, err := fmt.Sscan(after, &n); err != nil {
		p.t.Fatal(err, p.text())
	}
	return n
}

// hidden looks at the minutes as the institution does that is out of an item.
func (s *site) hidden(at string) {
	s.t.Helper()
	p := s.person(worldVision)
	p.opens(at)
	p.sees(beaches, "Institucioni juaj ka deklaruar konflikt interesi për këtë pikë.")
	p.sound("loop-closed-out")
	word := wordText(s.t, p.downloads("Word"))
	for _, words := range []string{agreed, schedule, reportAt} {
		p.seesNot(words)
		if strings.Contains(word, words) {
			s.t.Errorf("the minutes that World Vision downloads tell of %q", words)
		}
	}
	p.follows("World Vision")
	p.sound("loop-excerpt")
	p.seesNot(agreed)
}

// wordText is the text of a Word file.
func wordText(t *testing.T, content string) string {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	b, err := fs.ReadFile(z, "word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	return tags.ReplaceAllString(string(b), "")
}

var tags = regexp.MustCompile(`<[^>]*>`)

// answers has the institution report a task with a document, and somebody else
// check it; from the decision the document is two clicks away.
func (s *site) answers(sec *person, at string) {
	s.t.Helper()
	p := s.person(focalPoint)
	p.follows("Detyrat")
	p.sound("loop-tasks")
	p.follows(schedule)
	p.sees("Detyra", "përparësi e lartë", "31.07.2023")
	p.sound("loop-task")
	p.follows("Raporto çfarë u bë")
	p.types(prepared, "Çfarë u bë")
	p.day(18, 7, 2023, "Kur u krye")
	if status := p.presses("Dërgo për verifikim"); status != 422 {
		s.t.Errorf("a high task without a document is answered with %d", status)
	}
	p.attaches("grafiku.pdf", graph, "Dokumentet që e tregojnë")
	p.sound("loop-answer")
	p.presses("Dërgo për verifikim")
	p.sees("Detyra u raportua dhe pret verifikimin.", prepared, "grafiku.pdf")
	p.seesNot("Është bërë: mbylle detyrën")

	boss := s.person(tableChair)
	boss.follows("Detyrat")
	boss.follows(schedule)
	boss.follows("Verifiko")
	boss.sees(prepared)
	boss.sound("loop-check")
	boss.presses("Është bërë: mbylle detyrën")
	boss.sees("e mbyllur", "u verifikua")
	boss.sound("loop-task-closed")

	sec.opens(at)
	sec.leads("follow the task", fmt.Sprintf(`//tr[contains(normalize-space(), %q)]//a[contains(@href, "/task/")]`, schedule))
	if got := sec.downloads("grafiku.pdf"); got != graph {
		s.t.Errorf("the evidence is %q", got)
	}
}

// graph is the least that is taken for a PDF.
const graph = "%PDF-1.4\n1 0 obj\n<<>>\nendobj\n"

// followsUp plans the next meeting: what this one left is on its agenda.
func (s *site) followsUp(p *person) {
	s.t.Helper()
	p.follows("Mbledhjet")
	p.follows("Planifiko një mbledhje")
	p.ticks("Kush mblidhet", "Tryeza Teknike")
	p.day(24, 7, 2023, "Data")
	p.types(next, "Titulli")
	p.presses("Planifiko mbledhjen")
	p.sees("Miratimi i procesverbalit", "18.07.2023", reportAt)
	p.until("it is due here", `document.querySelector("main").textContent.includes("afati 24.07.2023")`)
	p.sound("loop-next")
}

// keep keeps a document beside the pictures of the pages, to be read.
func (s *site) keep(name, content string) {
	s.t.Helper()
	if dir := os.Getenv("E2E_SHOTS"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			s.t.Error(err)
		}
	}
}
