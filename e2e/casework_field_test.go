package e2e

import (
	"fmt"
	"strings"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// mostTaps is what a sighting may cost, and mostTime how long it may take to
// somebody who answers as fast as a script does: the rest of half a minute is
// theirs.
const (
	mostTaps = 9
	mostTime = 15 * time.Second
)

// inTheStreet has a field worker record three children on a telephone, take one
// back, look at the guide, and leave with one key. It returns the address of the
// unit.
func (s *site) inTheStreet(p *person) (unit string) {
	s.t.Helper()
	p.soundAt("casework-desk-field")
	unit = p.unit()
	p.follows("Konstatime")
	p.soundAt("casework-sightings")
	p.follows("Shëno një konstatim")
	p.soundAt("casework-sighting-new")
	p.window(narrow)
	p.records("Ruaj", [][2]string{{"Ku", "plazh"}, {"Çfarë bënte", "shitje"}, {"Me kë", "me fëmijë të tjerë"}, {"Mosha, me sa duket", "11–14 vjeç"}, {"Vajzë apo djalë", "djalë"}, {"Nga vjen fëmija", "Elbasan"}, {"Çfarë u bë menjëherë", "bisedë"}})
	p.sees("U ruajt: shitje, djalë")
	p.soundAt("casework-sighting-saved")
	p.window(narrow)
	p.records("Ruaj, dhe një tjetër nga grupi", [][2]string{{"Çfarë bënte", "lypje"}, {"Me kë", "me një të rritur"}, {"Mosha, me sa duket", "6–10 vjeç"}, {"Vajzë apo djalë", "vajzë"}, {"Nga vjen fëmija", "nuk dihet"}, {"Çfarë u bë menjëherë", "bisedë"}})
	p.records("Ruaj", [][2]string{{"Çfarë bënte", "lypje"}, {"Mosha, me sa duket", "6–10 vjeç"}, {"Vajzë apo djalë", "djalë"}, {"Çfarë u bë menjëherë", "asgjë"}})
	p.presses("Zhbëj")
	p.sees("Konstatimi u zhbë")
	p.follows("Minutat e para")
	p.soundAt("casework-guide")
	s.hides(p)
	return unit
}

// records answers the questions of a new sighting with taps, counts them, and
// takes the time.
func (p *person) records(button string, answers [][2]string) {
	p.t.Helper()
	begin, taps := time.Now(), 1
	for _, a := range answers {
		p.taps(a[0], a[1])
		taps++
	}
	p.presses(button)
	p.sees("U ruajt:")
	took := time.Since(begin)
	p.t.Logf("%d taps, %.1f s", taps, took.Seconds())
	if taps > mostTaps || took > mostTime {
		p.t.Errorf("a sighting took %d taps and %v", taps, took)
	}
}

// taps taps an answer, which must be large enough for a thumb and without a
// way to go sideways.
func (p *person) taps(question, answer string) {
	p.t.Helper()
	xpath := fmt.Sprintf(`//main//fieldset[legend[normalize-space()=%q]]//label[normalize-space()=%q]`, question, answer)
	p.clicks("tap "+answer, xpath)
	high := value[float64](p, fmt.Sprintf(`document.evaluate(%q, document, null, XPathResult.FIRST_ORDERED_NODE_TYPE).singleNodeValue.getBoundingClientRect().height`, xpath))
	if high < 43 {
		p.t.Errorf("%s, %s is %.0f px high: too low for a thumb", question, answer, high)
	}
}

// hides leaves the page with one key for one that says nothing, from which no
// way leads back.
func (s *site) hides(p *person) {
	s.t.Helper()
	p.do("Escape", chromedp.KeyEvent(kb.Escape))
	p.until("the neutral page", `location.pathname === "/hide" && document.readyState === "complete"`)
	if said := strings.ToLower(value[string](p, `document.title + document.body.innerText`)); strings.Contains(said, "tryeza") || strings.Contains(said, "fëmij") {
		s.t.Errorf("the neutral page says %q", said)
	}
	p.window(narrow)
	p.shot("casework-hidden", narrow)
	p.window(wide)
	for range 3 {
		p.do("back", chromedp.Evaluate[chromedp.Void](`history.back()`))
		p.do("a moment", chromedp.Sleep(300*time.Millisecond)) // nothing tells that there is no way back
		p.until("a page", `document.readyState === "complete"`)
		for _, words := range []string{"Konstatim", "Minutat e para", "plazh"} {
			p.seesNot(words)
		}
	}
	p.shot("casework-back", wide)
}
