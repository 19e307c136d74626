package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/chromedp/chromedp"
)

// What a person does with their hands, by the words on the page.

func (p *person) opens(path string) {
	p.t.Helper()
	p.loads("open "+path, chromedp.Navigate(p.base+path))
}

// follows clicks a link, by all its words, those for screen readers included.
func (p *person) follows(link string) {
	p.t.Helper()
	p.leads("follow "+link, fmt.Sprintf(`//a[normalize-space()=%q]`, link))
}

// presses presses a button that leads to a page and returns its status.
func (p *person) presses(button string) int64 {
	p.t.Helper()
	return p.leads("press "+button, fmt.Sprintf(`//main//button[normalize-space()=%q]`, button))
}

// pressesFirst presses the first button that begins with these words.
func (p *person) pressesFirst(words string) {
	p.t.Helper()
	p.leads("press "+words, fmt.Sprintf(`//main//button[starts-with(normalize-space(), %q)]`, words))
}

// pressesSign presses a button that shows a sign instead of words, by what it is
// called for those who do not see it.
func (p *person) pressesSign(name string) {
	p.t.Helper()
	p.leads("press "+name, fmt.Sprintf(`//main//button[@aria-label=%q]`, name))
}

// pressesAbove presses a button at the top of the page.
func (p *person) pressesAbove(button string) {
	p.t.Helper()
	p.leads("press "+button, fmt.Sprintf(`//header//button[normalize-space()=%q]`, button))
}

// unfolds opens a piece of the page that is folded away.
func (p *person) unfolds(summary string) {
	p.t.Helper()
	p.clicks("unfold "+summary, fmt.Sprintf(`//summary[normalize-space()=%q]`, summary))
}

// leads clicks what leads to another page, and returns the status of that.
func (p *person) leads(what, xpath string) int64 {
	p.t.Helper()
	p.settles(what, xpath)
	return p.loads(what, chromedp.Click(chromedp.Search(xpath)))
}

// clicks clicks what leads nowhere else.
func (p *person) clicks(what, xpath string) {
	p.t.Helper()
	p.settles(what, xpath)
	p.do(what, chromedp.Click(chromedp.Search(xpath)))
}

// settles waits until what is to be clicked is there and stands still: a click
// goes to a place, and pages move while they load.
func (p *person) settles(what, xpath string) {
	p.t.Helper()
	p.until(what, fmt.Sprintf(`(() => {
		const e = document.evaluate(%q, document, null, XPathResult.FIRST_ORDERED_NODE_TYPE).singleNodeValue;
		if (!e || document.readyState !== "complete") return false;
		e.scrollIntoView({block: "center", behavior: "instant"});
		const r = e.getBoundingClientRect(), place = [r.x, r.y, r.width].join(), still = e.dataset.place === place && r.width > 0;
		e.dataset.place = place;
		return still;
	})()`, xpath))
}

// field finds a field by its label, or by the legend or the heading of the row
// around it and its label.
func field(name ...string) string {
	label := fmt.Sprintf(`//label[starts-with(normalize-space(), %q)]/@for`, name[len(name)-1])
	if len(name) > 1 {
		label = fmt.Sprintf(`//*[self::fieldset[legend[starts-with(normalize-space(), %q)]] or @data-row and div/*[1][normalize-space()=%q]]`, name[0], name[0]) + label
	}
	return "//*[@id=" + label + "]"
}

// types adds to what a field holds.
func (p *person) types(text string, name ...string) {
	p.t.Helper()
	f := chromedp.Search(field(name...))
	p.do("type into "+strings.Join(name, ", "), chromedp.Focus(f, chromedp.NodeVisible), end, chromedp.SendKeys(f, text))
}

// end goes to the end of the field that has the focus; some kinds know no place within.
var end = chromedp.Evaluate[chromedp.Void](`(e => { try { e.setSelectionRange(e.value.length, e.value.length) } catch {} })(document.activeElement)`)

// writes puts text in place of what a field holds.
func (p *person) writes(text string, name ...string) {
	p.t.Helper()
	p.do("empty "+strings.Join(name, ", "), chromedp.Focus(chromedp.Search(field(name...)), chromedp.NodeVisible), everything, chromedp.KeyEvent("\b"))
	p.types(text, name...)
}

// everything selects all there is in the field that has the focus.
var everything = chromedp.Evaluate[chromedp.Void](`document.activeElement.select()`)

// ticks ticks a box or chooses one of several answers.
func (p *person) ticks(name ...string) {
	p.t.Helper()
	p.clicks("tick "+strings.Join(name, ", "), field(name...))
}

// chooses takes an answer from a list that folds down, by its words.
func (p *person) chooses(answer string, name ...string) {
	p.t.Helper()
	p.until("choose "+answer, fmt.Sprintf(`(() => {
		const e = document.evaluate(%q, document, null, XPathResult.FIRST_ORDERED_NODE_TYPE).singleNodeValue;
		const o = e && [...e.options].find(o => o.textContent.trim() === %q);
		if (!o) return false;
		e.value = o.value;
		for (const kind of ["input", "change"]) e.dispatchEvent(new Event(kind, {bubbles: true}));
		return true;
	})()`, field(name...), answer))
}

// attaches puts a file of this name and content into a field for files.
func (p *person) attaches(file, content string, name ...string) {
	p.t.Helper()
	path := filepath.Join(p.t.TempDir(), file)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		p.t.Fatal(err)
	}
	p.do("attach "+file, chromedp.SetUploadFiles(chromedp.Search(field(name...)), []string{path}))
}

// sees waits until the page shows each of the texts.
func (p *person) sees(texts ...string) {
	p.t.Helper()
	for _, s := range texts {
		p.until("see "+s, fmt.Sprintf(`document.body.innerText.replace(/\s+/g, " ").includes(%q)`, s))
	}
}

// seesNot says that the page, which is there, does not show the text.
func (p *person) seesNot(text string) {
	p.t.Helper()
	if strings.Contains(p.text(), text) {
		p.t.Errorf("%q must not stand here:\n%s", text, p.look())
	}
}

// text is all that the page shows.
func (p *person) text() string {
	p.t.Helper()
	return value[string](p, `document.body.innerText.replace(/\s+/g, " ")`)
}

// at is the path of the page.
func (p *person) at() string {
	p.t.Helper()
	return value[string](p, `location.pathname`)
}
