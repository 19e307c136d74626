package e2e

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/account"
	"tryeza/internal/demo"
)

// People of the sample who keep the registers of prevention:
// the inspector visits employers for the State Labour Inspectorate.
const (
	townHall  = "drejtues@shembull.al" // of Bashkia Durrës
	inspector = "inspektoriati@shembull.al"

	prevention = "Parandalimi" // the entry that leads to the registers
	inspectors = "Inspektoriati Shtetëror i Punës dhe Shërbimeve Shoqërore, Durrës"
)

// joins adds somebody of an institution to the people of the sample, and signs
// them in.
func (s *site) joins(email, office, institution string) *person {
	s.t.Helper()
	err := account.DemoPerson(context.Background(), s.db, email, office, access.FocalPoint, demo.Committee, institution)
	if err != nil {
		s.t.Fatal(err)
	}
	return s.person(email)
}

// onPhone looks at the page at both widths and stays on the telephone.
func (p *person) onPhone(name string) {
	p.t.Helper()
	p.soundAt(name)
	p.window(narrow)
}

// inRow follows a link of the row of a table that has these words.
func (p *person) inRow(words, link string) {
	p.t.Helper()
	p.leads("follow "+link+" of "+words, fmt.Sprintf(`//main//tr[contains(normalize-space(), %q)]//a[starts-with(normalize-space(), %q)]`, words, link))
}

// refused presses a button that must be answered with the form, what is wrong
// with it, and all that was typed.
func (p *person) refused(button string, faults ...string) {
	p.t.Helper()
	if status := p.presses(button); status != 422 {
		p.t.Errorf("%s is answered with %d", button, status)
	}
	p.sees(faults...)
}

// slug is the words of a link as they stand in the name of a picture.
func slug(link string) string {
	return strings.NewReplacer(" ", "-", ":", "", "ë", "e", "ç", "c").Replace(strings.ToLower(link))
}

// pdf follows a link that leads to a PDF and returns what is in it.
func (p *person) pdf(link string) string {
	p.t.Helper()
	content := p.downloads(link)
	if !strings.HasPrefix(content, "%PDF-") || !strings.Contains(content[max(0, len(content)-32):], "%%EOF") {
		p.t.Errorf("%s begins with %.8q", link, content)
	}
	return content
}

// record is the address of the record whose page is open, without what follows it.
func (p *person) record() string {
	p.t.Helper()
	at := recordPath.FindString(p.at())
	if at == "" {
		p.t.Fatalf("%s is no page of a record", p.at())
	}
	return at
}

var recordPath = regexp.MustCompile(`^/k/\w+/(programme|employment|campaign/activity|training/session)/[a-z0-9-]+`)

// pressesLink follows the first link that begins with these words.
func (p *person) pressesLink(words string) {
	p.t.Helper()
	p.leads("follow "+words, fmt.Sprintf(`//main//a[starts-with(normalize-space(), %q)]`, words))
}
