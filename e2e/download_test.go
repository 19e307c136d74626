package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"
)

// downloads follows a link that leads to a file and returns what is in it.
func (p *person) downloads(link string) string {
	p.t.Helper()
	dir := p.t.TempDir()
	_, err := chromedp.CallBrowser(p.ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{
		Behavior: browser.SetDownloadBehaviorBehaviorAllow, BrowserContextID: chromedp.FromContext(p.ctx).BrowserContextID, DownloadPath: dir,
	})
	if err != nil {
		p.t.Fatal(err)
	}
	p.clicks("follow "+link, fmt.Sprintf(`//a[normalize-space()=%q]`, link))
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(50 * time.Millisecond) { // the file grows; there is nothing else to wait on
		list, err := filepath.Glob(filepath.Join(dir, "[a-z]*.*"))
		if err != nil || len(list) != 1 || filepath.Ext(list[0]) == ".crdownload" {
			continue
		}
		b, err := os.ReadFile(list[0])
		if err != nil {
			p.t.Fatal(err)
		}
		return string(b)
	}
	p.t.Fatalf("%s: no file came", link)
	return ""
}
