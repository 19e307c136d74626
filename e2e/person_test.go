package e2e

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// The widths of window that pages are looked at in: a desk and a telephone.
const (
	wide   = 1280
	narrow = 390
)

// patience is how long something that should come is waited for.
const patience = 20 * time.Second

type step = chromedp.Action[chromedp.Void]

// A person sits at a browser that nobody else uses. Whatever it throws, refuses
// or fails to load is a fault of ours and fails the test.
type person struct {
	t    *testing.T
	ctx  context.Context
	base string

	mu       sync.Mutex
	faults   []string
	expected []string // words of what is no fault
}

// visitor is somebody who is not signed in.
func (s *site) visitor() *person {
	s.t.Helper()
	p := &person{t: s.t, base: s.URL}
	ctx, cancel := chromedp.NewContext(chromium, chromedp.WithNewBrowserContext(), chromedp.WithListener(p.notice))
	p.ctx = ctx
	s.t.Cleanup(func() {
		for _, f := range p.takeFaults() {
			s.t.Error(f)
		}
		_ = chromedp.Cancel(ctx)
		cancel()
	})
	if err := chromedp.Do(ctx); err != nil {
		s.t.Fatal(err)
	}
	return p
}

// notice writes down what a page does wrong.
func (p *person) notice(event any) {
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		p.fault("the page threw: " + e.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeAssert {
			p.fault("console: " + words(e.Args))
		}
	case *page.EventJavascriptDialogOpening:
		p.fault("the page asked: " + e.Message)
	case *log.EventEntryAdded:
		if p.wrong(e.Entry) {
			p.fault(fmt.Sprintf("%s (%s): %s", e.Entry.Source, e.Entry.URL, e.Entry.Text))
		}
	}
}

func words(args []*runtime.RemoteObject) string {
	var b strings.Builder
	for _, a := range args {
		fmt.Fprintf(&b, "%s%s ", a.Value, a.Description)
	}
	return b.String()
}

// wrong leaves out what is no fault: a form that is refused (422), a session that
// has ended (401), somebody who was faster (409).
func (p *person) wrong(e *log.Entry) bool {
	if e.Level != log.EntryLevelError && e.Source != log.EntrySourceSecurity && e.Source != log.EntrySourceViolation {
		return false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, words := range append(p.expected, "status of 422", "status of 401", "status of 409") {
		if strings.Contains(e.Text, words) {
			return false
		}
	}
	return true
}

// expects says that something with these words is no fault from now on.
func (p *person) expects(words string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.expected = append(p.expected, words)
}

func (p *person) fault(s string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.faults = append(p.faults, s)
}

func (p *person) takeFaults() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	list := p.faults
	p.faults = nil
	return list
}

// do takes the steps, each within patience.
func (p *person) do(what string, steps ...step) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		p.t.Fatalf("%s: %v\n%s", what, err, p.look())
	}
}

// loads takes the steps, waits for the page they lead to and returns its status.
func (p *person) loads(what string, steps ...step) int64 {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	r, err := chromedp.RunResponse(ctx, steps...)
	if err != nil {
		p.t.Fatalf("%s: %v\n%s", what, err, p.look())
	}
	if r.Status >= 500 || r.Status == 404 {
		p.t.Fatalf("%s: %d\n%s", what, r.Status, p.look())
	}
	return r.Status
}

// look is where the person is and what they see, for messages.
func (p *person) look() string {
	ctx, cancel := context.WithTimeout(p.ctx, 2*time.Second)
	defer cancel()
	s, err := chromedp.Run(ctx, chromedp.Evaluate[string](`location.pathname + "\n" + document.body.innerText`))
	if err != nil {
		return err.Error()
	}
	return s
}

// value asks the page.
func value[T any](p *person, script string) T {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		p.t.Fatalf("%s: %v", script, err)
	}
	return v
}

// until asks the page until it says yes. A page that is just changing gives no
// answer, which is not a no.
func (p *person) until(what, script string) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	for {
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool](script))
		if err == nil && ok {
			return
		}
		if chromedp.Do(ctx, chromedp.Sleep(50*time.Millisecond)) != nil {
			p.t.Fatalf("%s: not so (%v)\n%s", what, err, p.look())
		}
	}
}
