package e2e

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/chromedp/chromedp"

	"tryeza/internal/testkit"
)

// shared is somebody at a browser of an office, which keeps what browsers keep:
// history, forms, sessions. closes closes it and searches all it has kept for
// the mark.
func (s *site) shared() (p *person, closes func()) {
	s.t.Helper()
	dir := filepath.Join(s.t.TempDir(), "profile")
	p = &person{t: s.t, base: s.URL}
	flags := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(dir),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("enable-automation", false), chromedp.WindowSize(wide, 900))
	alloc, cancelAlloc := chromedp.NewExecAllocator(context.Background(), flags...)
	ctx, cancel := chromedp.NewContext(alloc, chromedp.WithListener(p.notice))
	p.ctx = ctx
	stop := sync.OnceFunc(func() {
		_ = chromedp.Cancel(ctx)
		cancel()
		cancelAlloc()
	})
	s.t.Cleanup(stop)
	if err := chromedp.Do(ctx); err != nil {
		s.t.Fatal(err)
	}
	return p, func() {
		s.t.Helper()
		for _, f := range p.takeFaults() {
			s.t.Error(f)
		}
		stop()
		s.searches(dir)
	}
}

// searches looks through everything a browser has written to the disk.
func (s *site) searches(dir string) {
	s.t.Helper()
	files, bytesRead, went := 0, 0, false
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		content, err := os.ReadFile(path)
		files, bytesRead = files+1, bytesRead+len(content)
		went = went || strings.HasSuffix(path, "/History") && bytes.Contains(content, []byte("/sighting/new"))
		for _, way := range testkit.FindMark(append([]byte(path+"\n"), content...)) {
			s.t.Errorf("%s keeps what was typed: %s", strings.TrimPrefix(path, dir), way)
		}
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Logf("%d files of the browser, %d kB", files, bytesRead>>10)
	if !went {
		s.t.Error("the browser kept no history at all: this search would find nothing whatever was typed")
	}
}
