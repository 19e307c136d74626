package e2e

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// The pages for those who are not in, and for addresses that lead nowhere.
func TestBeforeTheDoor(t *testing.T) {
	s := start(t)
	p := s.visitor()
	p.opens("/")
	p.sees("Hyni te Tryeza")
	p.sound("sign-in")
	p.opens(s.link(secretary))
	p.sees("Kjo lidhje ekziston vetëm në shembull.")
	p.sound("demo-link")
	p.expects("status of 404")
	for _, path := range []string{"/nothing", "/account/invitation/used"} {
		p.do("open "+path, chromedp.Navigate(s.URL+path))
		p.sound("nowhere" + path)
	}
}

// Somebody reads English: the page says so to screen readers, and the words of
// the committee stay Albanian.
func TestEnglish(t *testing.T) {
	s := start(t)
	p := s.person(secretary)
	p.pressesAbove("English")
	for _, link := range []string{"Plan", "Reporting", "Meetings", "Analysis", "Committee", "People"} {
		p.follows(link)
		if lang := value[string](p, `document.documentElement.lang`); lang != "en" {
			t.Errorf("%s: the language of the page is %q", link, lang)
		}
		p.sound("english-" + link)
	}
	p.opens("/k/durres/analysis")
	p.follows("first half of 2023")
	if lang := value[string](p, `document.querySelector("article").lang`); lang != "sq" {
		t.Errorf("the analysis is said to be in %q", lang)
	}
	p.sound("english-report")
}
