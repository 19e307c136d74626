package e2e

import (
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// typing has the focal point write into the missing return, and lets it be saved.
func (s *site) typing() *person {
	s.t.Helper()
	p := s.person(focalPoint)
	p.follows("Raportimi")
	p.follows(halfYear)
	p.follows(activity)
	p.types("E para. ", "Çfarë u bë")
	p.sees("U ruajt në orën")
	return p
}

// A session ends while somebody types: the page says so, what was typed stays in
// the browser, and comes back once they have signed in again.
func TestSessionEndsWhileTyping(t *testing.T) {
	s := start(t)
	p := s.typing()
	page := p.at()
	elsewhere := s.person(focalPoint)
	elsewhere.opens("/account")
	elsewhere.presses("Mbyll të gjitha të tjerat")

	p.types("E dyta.", "Çfarë u bë")
	p.sees("Koha e hyrjes ka mbaruar: ajo që shkruani mbahet në këtë kompjuter.")
	p.opens(page)
	p.sees("Hyni te Tryeza")
	p.signsIn(focalPoint, s)
	p.opens(page)
	p.holds("E para.", "Çfarë u bë")
	p.sees("Në këtë kompjuter ka një tekst më të ri, të paruajtur.")
	p.sound("restore")
	p.answers("Ktheje tekstin")
	p.holds("E para. E dyta.", "Çfarë u bë")
	p.sees("U ruajt në orën")
	p.opens(page)
	p.holds("E para. E dyta.", "Çfarë u bë")
}

// The same form sent with the button after the session has ended: the page that
// asks to sign in again carries all that was typed.
func TestSessionEndsBeforeSaving(t *testing.T) {
	s := start(t)
	p := s.typing()
	elsewhere := s.person(focalPoint)
	elsewhere.opens("/account")
	elsewhere.presses("Mbyll të gjitha të tjerat")
	p.types("E dyta.", "Çfarë u bë")
	if status := p.presses("Ruaj"); status != 401 {
		t.Errorf("who is not signed in any more is answered with %d", status)
	}
	p.sees("Ajo që shkruat nuk ka humbur.")
	p.unfolds("Shihni çfarë keni shkruar")
	p.sees("E para. E dyta.")
	p.sound("signed-out-form")
}

// A connection is lost and comes back: nobody has to do anything.
func TestConnectionLost(t *testing.T) {
	s := start(t)
	p := s.typing()
	p.expects("ERR_INTERNET_DISCONNECTED")
	p.connected(false)
	p.types("E dyta.", "Çfarë u bë")
	p.sees("Pa lidhje: ajo që shkruani mbahet në këtë kompjuter")
	p.connected(true)
	p.sees("U ruajt në orën")
	p.opens(p.at())
	p.holds("E para. E dyta.", "Çfarë u bë")
}

// connected loses the connection, or brings it back; the browser notices both.
func (p *person) connected(yes bool) {
	p.t.Helper()
	const full = -1 // as fast as it goes
	rules := []*network.Conditions{{Offline: !yes, DownloadThroughput: full, UploadThroughput: full}}
	_, err := chromedp.Call(p.ctx, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{MatchedNetworkConditions: rules})
	if err == nil {
		_, err = chromedp.Call(p.ctx, network.OverrideNetworkState, network.OverrideNetworkStateParams{Offline: !yes, DownloadThroughput: full, UploadThroughput: full})
	}
	if err != nil {
		p.t.Fatal(err)
	}
}

// holds waits until a field holds exactly this.
func (p *person) holds(want string, name ...string) {
	p.t.Helper()
	p.until("hold "+want, fmt.Sprintf(`document.evaluate(%q, document, null, XPathResult.FIRST_ORDERED_NODE_TYPE).singleNodeValue?.value.trim() === %q`, field(name...), want))
}

// answers presses a button of the page that leads nowhere else.
func (p *person) answers(button string) {
	p.t.Helper()
	p.clicks("answer "+button, fmt.Sprintf(`//main//button[normalize-space()=%q]`, button))
}
