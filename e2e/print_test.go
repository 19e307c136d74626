package e2e

import (
	"bytes"
	"regexp"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// Pages that people take into meetings come out of the printer with what they
// are about, and without what only a screen is for.
func TestPrinting(t *testing.T) {
	s := start(t)
	p := s.person(secretary)
	for _, way := range [][]string{{"Analiza", halfYear}, {"Plani", "Plani i veprimit 2023"}, {"Raportimi", halfYear},
		{"Mbledhjet"}, {"Mbledhjet", "Masat para sezonit turistik"}, {"Detyrat"}, {"Problematikat"}} {
		for _, link := range way {
			p.follows(link)
		}
		pdf, err := chromedp.Run(p.ctx, chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperA4)))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.HasPrefix(pdf, []byte("%PDF-")) || len(pageObject.FindAll(pdf, -1)) == 0 {
			t.Errorf("%s: no page comes out of the printer", p.at())
		}
		p.onPaper()
	}
}

var pageObject = regexp.MustCompile(`/Type\s*/Page\b`)

// onPaper looks at the page as a printer does.
func (p *person) onPaper() {
	p.t.Helper()
	media(p, "print")
	for _, left := range value[[]string](p, `[...document.querySelectorAll(".tz-nav, .govuk-breadcrumbs, .tz-footer, .tz-actions, .tz-header__account, .govuk-skip-link, main button, .tz-screen")]
		.filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 80))`) {
		p.t.Errorf("%s: on paper there is %s", p.at(), left)
	}
	if !value[bool](p, `document.querySelector("main h1").checkVisibility() && document.querySelector("main table").checkVisibility()`) {
		p.t.Errorf("%s: title or table is not on paper", p.at())
	}
	media(p, "")
}

func media(p *person, name string) {
	p.t.Helper()
	if _, err := chromedp.Call(p.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: name}); err != nil {
		p.t.Fatal(err)
	}
}
