package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/chromedp/chromedp"
)

// axe is the script that looks for barriers. It is put into the page through the
// developer tools, past the policy that refuses all script but ours.
var axe = sync.OnceValues(func() (string, error) {
	b, err := os.ReadFile("../web/node_modules/axe-core/axe.min.js")
	if err != nil {
		return "", fmt.Errorf("%w: run 'make assets' first", err)
	}
	return string(b) + "; true", nil
})

// The rules of WCAG 2.2, levels A and AA, and what axe calls best practice.
const runAxe = `axe.run(document, {resultTypes: ["violations"], runOnly: {type: "tag",
	values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]}})
	.then(r => r.violations.map(v => v.id + ", " + v.nodes.length + " times: " + v.nodes.slice(0, 3).map(n => n.target.join(" ")).join(" · ") +
		"\n    " + v.nodes[0].failureSummary.replace(/\s+/g, " ")))`

// barriers are what axe finds on the page.
func (p *person) barriers() []string {
	p.t.Helper()
	script, err := axe()
	if err != nil {
		p.t.Fatal(err)
	}
	value[bool](p, script)
	return value[[]string](p, runAxe)
}

// shape is what every page must have, whatever it is about.
const shape = `(() => {
	const bad = [];
	const n = document.querySelectorAll("h1").length;
	if (n !== 1) bad.push(n + " headings of the first level");
	if (!/\S.* – Tryeza$/.test(document.title)) bad.push("title " + JSON.stringify(document.title));
	if (!["sq", "en"].includes(document.documentElement.lang)) bad.push("language " + document.documentElement.lang);
	return bad;
})()`

// sticksOut tells which elements make the page wider than the window.
const sticksOut = `(() => {
	const width = document.documentElement.clientWidth;
	if (document.documentElement.scrollWidth <= width) return [];
	const out = [...document.querySelectorAll("main *, header *, nav *, footer *")]
		.filter(e => e.getBoundingClientRect().right > width + 1 && !e.closest(".tz-table-wrap")).slice(0, 3);
	return ["wider than the window (" + document.documentElement.scrollWidth + " of " + width + "): " + out.map(e => e.tagName + "." + e.className).join(", ")];
})()`

// looks counts the pages looked at: the narrow window is searched for barriers on
// every fourth, and with TRYEZA_LONG on each.
var (
	looks int
	long  = os.Getenv("TRYEZA_LONG") != ""
)

// sound fails the test when the page shuts somebody out: at a desk and on a
// telephone. name is what the pictures of it are called.
func (p *person) sound(name string) {
	p.t.Helper()
	p.window(wide)
	bad := append(value[[]string](p, shape), p.barriers()...)
	p.shot(name, wide)
	p.window(narrow)
	bad = append(bad, value[[]string](p, sticksOut)...)
	if looks++; looks%4 == 1 || long {
		bad = append(bad, p.barriers()...)
	}
	p.shot(name, narrow)
	bad = append(bad, p.takeFaults()...)
	for _, b := range bad {
		p.t.Errorf("%s (%s): %s", name, p.at(), b)
	}
	p.window(wide)
}

func (p *person) window(width int64) {
	p.t.Helper()
	p.do("window", chromedp.EmulateViewport(width, 900))
}

// shot keeps a picture of the page where E2E_SHOTS says, if it does.
func (p *person) shot(name string, width int) {
	dir := os.Getenv("E2E_SHOTS")
	if dir == "" {
		return
	}
	p.t.Helper()
	b, err := chromedp.Run(p.ctx, chromedp.FullScreenshot(100))
	if err == nil {
		name = strings.Trim(strings.NewReplacer("/", "_", "?", "_", "&", "_", "=", "-").Replace(name), "_")
		err = os.WriteFile(filepath.Join(dir, fmt.Sprintf("%s-%d.png", name, width)), b, 0o644)
	}
	if err != nil {
		p.t.Error(err)
	}
}
