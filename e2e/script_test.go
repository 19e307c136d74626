package e2e

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// Without script nothing saves itself, but everything can be done.
func TestWithoutScript(t *testing.T) {
	s := start(t)
	p := s.visitor()
	if _, err := chromedp.Call(p.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	p.signsIn(focalPoint, s)
	if value[bool](p, `document.documentElement.matches(".govuk-frontend-supported, .js-enabled")`) {
		t.Fatal("the script of the page runs")
	}
	p.follows("Raportimi")
	p.follows(halfYear)
	p.follows(activity)
	p.ticks("Gjendja e aktivitetit", "i realizuar pjesërisht")
	p.types(done, "Çfarë u bë")
	if status := p.presses("Ruaj"); status != 422 {
		t.Errorf("partly done without a reason is answered with %d\n%s", status, p.look())
	}
	p.sees("Ka diçka për të rregulluar")
	p.holds(done, "Çfarë u bë")
	p.types("Mungoi mjeti i transportit.", "Arsyeja, nëse")
	p.types("9", "Dalje në terren", "Numri")
	p.presses("Ruaj")
	p.sees("Plotësuar: 6 nga 7")
	p.unfolds("Tema të tjera, nëse keni diçka për to")
	p.follows("Kontrollo dhe dërgo")
	p.sees(done, "Mungoi mjeti i transportit.")
	p.ticks("I kam kontrolluar vërejtjet")
	p.presses("Dërgo raportimin")
	p.sees("Numri i referencës")
}
