// Package e2e has secretaries, chairs and focal points do their half-year in a
// real browser, on the real server with the sample committee, and looks at
// every page they can reach.
//
// It knows Tryeza only as they do: by what stands on the pages. Rules and
// wording of single features are tried beside the features.
package e2e

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"

	"tryeza/internal/demo"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

// One browser and one filled sample serve all tests: each person gets a browser
// context of their own and each test a copy of the sample.
var (
	chromium context.Context
	sample   string // folder with the databases of the sample
)

func TestMain(m *testing.M) {
	code, err := run(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, "e2e:", err)
		code = 1
	}
	os.Exit(code)
}

func run(m *testing.M) (int, error) {
	if !web.Styled() {
		return 1, fmt.Errorf("internal/web/static/build is missing: run 'make assets' first")
	}
	dir, err := os.MkdirTemp("", "tryeza-e2e-")
	if err != nil {
		return 1, err
	}
	defer os.RemoveAll(dir)
	sample = filepath.Join(dir, "sample")
	if err := fill(sample); err != nil {
		return 1, err
	}
	stop, err := startBrowser(filepath.Join(dir, "profile"))
	if err != nil {
		return 1, fmt.Errorf("Chromium does not start: %w", err)
	}
	defer stop()
	return m.Run(), nil
}

// fill makes the databases of the sample, closed, to be copied.
func fill(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	ctx := context.Background()
	db, err := store.Open(ctx, store.CommitteeRoom, filepath.Join(dir, "committee.db"))
	if err != nil {
		return err
	}
	if err := demo.Fill(ctx, db); err != nil {
		return err
	}
	return db.Close()
}

func startBrowser(profile string) (stop func(), err error) {
	flags := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(profile),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.WindowSize(wide, 900))
	alloc, cancelAlloc := chromedp.NewExecAllocator(context.Background(), flags...)
	ctx, cancel := chromedp.NewContext(alloc)
	chromium = ctx
	stop = func() {
		_ = chromedp.Cancel(ctx)
		cancel()
		cancelAlloc()
	}
	if err := chromedp.Do(ctx); err != nil {
		stop()
		return nil, err
	}
	return stop, nil
}
