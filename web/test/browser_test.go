// Package browser tries the script of the pages in a real browser, under the Content-Security-Policy of the real
// pages: drafts that save themselves, survive a lost connection and are gone after signing out. The pages of Tryeza
// themselves are not tried here but in e2e.
package browser

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

func TestDraftSavesItself(t *testing.T) {
	server, ctx := start(t)
	do(t, ctx, typed("#done", "Takim në Durrës"), typed("#secret", "fshehtësi"), says("#state", "Ruajtur në 13.45"))
	draft := server.lastDraft()
	if draft.Get("done") != "Takim në Durrës" || draft.Get("version") != "7" {
		t.Errorf("the draft that came: %v", draft)
	}
	if draft.Has("secret") {
		t.Error("a password was sent with a draft")
	}
	do(t, ctx, holds("[name=version]", "8"), is("localStorage.length", 0))
}

func TestLostConnectionKeepsTheTextAndOffersItAgain(t *testing.T) {
	server, ctx := start(t)
	server.fail(503)
	do(t, ctx, typed("#done", "Takim në Durrës"), clicked("#add"), typed("#place-0", "Shkolla"), says("#state", "Pa lidhje"),
		is("localStorage.length", 1))
	do(t, ctx, chromedp.Navigate(server.URL+"/form"), seen("[data-answer=restore]"), holds("#done", ""))
	server.fail(0)
	do(t, ctx, clicked("[data-answer=restore]"), holds("#done", "Takim në Durrës"), holds("#place-0", "Shkolla"),
		says("#state", "Ruajtur në 13.45"), is("localStorage.length", 0))
	if draft := server.lastDraft(); draft.Get("place-0") != "Shkolla" {
		t.Errorf("after the restored text the server has %v", draft)
	}
}

func TestLeavingAtOnceSavesTheText(t *testing.T) {
	server, ctx := start(t)
	do(t, ctx, typed("#done", "Takim"), chromedp.Navigate(server.URL+"/form"), seen("h1"))
	do(t, ctx, chromedp.Navigate(server.URL+"/form"), holds("#done", "Takim"), is("document.querySelector('[data-answer]') === null", true),
		is("localStorage.length", 0))
	if got := server.lastDraft().Get("done"); got != "Takim" {
		t.Errorf("the server has %q", got)
	}
}

func TestExpiredSessionAndConflictAreSaidAndKeepTheText(t *testing.T) {
	for status, want := range map[int]string{401: "Hyni përsëri", 303: "Hyni përsëri", 409: "Dy tekste", 422: "Për t’u ndrequr"} {
		server, ctx := start(t)
		server.fail(status)
		do(t, ctx, typed("#done", "Takim"), says("#state", want), is("localStorage.length", 1))
	}
}

func TestSentFormLeavesNoCopy(t *testing.T) {
	server, ctx := start(t)
	server.fail(503)
	do(t, ctx, typed("#done", "Takim"), says("#state", "Pa lidhje"), clicked("#save"), says("h1", "Faleminderit"),
		becomes("String(localStorage.length)", "0")) // the page tidies up once its script runs
}

// A file the server would not take holds the form back, with what was typed;
// with a smaller one it goes.
func TestTooLargeFileHoldsTheFormBack(t *testing.T) {
	const choose = `(n => { const d = new DataTransfer(); d.items.add(new File(["x".repeat(n)], "a.txt")); const f = document.querySelector("#file");
		f.files = d.files; f.dispatchEvent(new Event("change", { bubbles: true })); return f.files.length })`
	server, ctx := start(t)
	do(t, ctx, typed("#done", "Takim"), is(choose+"(11)", 1), says("[data-too-large-said]", "Tepër i madh"), clicked("#save"),
		is("document.activeElement.id", "file"), holds("#done", "Takim"))
	if form := server.lastForm(); len(form) > 0 {
		t.Errorf("the form went all the same: %v", form)
	}
	do(t, ctx, is(choose+"(10)", 1), is("document.querySelector('[data-too-large-said]') === null", true), clicked("#save"), says("h1", "Faleminderit"))
}

func TestRefusedFormKeepsItsCopy(t *testing.T) {
	server, ctx := start(t)
	server.fail(503) // else, on a slow machine, what was typed may be saved before the form is sent
	server.refuse("<main data-keep-copies><h1>Hyni</h1></main>")
	do(t, ctx, typed("#done", "Takim"), clicked("#save"), says("h1", "Hyni"), is("localStorage.length", 1))
	do(t, ctx, chromedp.Navigate(server.URL+"/form"), seen("[data-answer=restore]"), clicked("[data-answer=discard]"),
		is("document.querySelector('[data-answer]') === null", true), is("localStorage.length", 0))
}

func TestFormIsSentWithTheVersionOfTheDraftUnderWay(t *testing.T) {
	server, ctx := start(t)
	arrived, answer := server.hold()
	do(t, ctx, typed("#done", "Takim"))
	<-arrived
	do(t, ctx, clicked("#save"))
	close(answer)
	do(t, ctx, says("h1", "Faleminderit"))
	if got := server.lastForm().Get("version"); got != "8" {
		t.Errorf("the form came with version %q, want the 8 of its own draft", got)
	}
}

func TestSigningOutSavesFirstAndLeavesNothing(t *testing.T) {
	server, ctx := start(t)
	do(t, ctx, is(`localStorage.setItem("tryeza:copy:/other#k2", '{"at":'+Date.now()+',"version":"1","pairs":[["a","b"]]}'), localStorage.length`, 1))
	do(t, ctx, typed("#done", "Takim"), clicked("#signout"), says("h1", "Mirupafshim"), becomes("String(localStorage.length)", "0"))
	if got := server.lastDraft().Get("done"); got != "Takim" {
		t.Errorf("before signing out the server got %q", got)
	}
}

func TestRowsAreAddedAndRemoved(t *testing.T) {
	_, ctx := start(t)
	do(t, ctx, clicked("#add"), clicked("#add"), is("document.activeElement.name", "place-1"),
		is("document.querySelector('label[for=place-1]').textContent", "Vendi 2"))
	do(t, ctx, clicked("#remove-0"), is("document.activeElement.name", "place-1"), clicked("#add"),
		is("[...document.querySelectorAll('[data-rows] input')].map(e => e.name).join()", "place-1,place-2"))
}

func TestTotalsAreAddedUp(t *testing.T) {
	_, ctx := start(t)
	do(t, ctx, says("#sum", "Shuma –"), typed("#f", "1 200"), typed("#m", "34"), says("#sum", "Shuma 1\u00a0234"), typed("#total", "1 240"),
		says("#sum", "Shuma 1\u00a0234, jo 1\u00a0240: 6"), is("document.querySelector('.tz-total--differs') !== null", true))
}

func TestDetailsOpenForPaper(t *testing.T) {
	_, ctx := start(t)
	do(t, ctx, is("dispatchEvent(new Event('beforeprint')), document.querySelector('#details').open", true),
		is("dispatchEvent(new Event('afterprint')), document.querySelector('#details').open", false))
}

// start opens the form in a browser of its own.
func start(t *testing.T) (*testServer, context.Context) {
	t.Helper()
	server, ctx := newServer(t), browse(t)
	do(t, ctx, chromedp.Navigate(server.URL+"/form"), seen(".govuk-frontend-supported #done"))
	return server, ctx
}

// browse starts a browser; nothing may be refused or thrown on its pages, and no question asked.
func browse(t *testing.T) context.Context {
	t.Helper()
	flags := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.UserDataDir(t.TempDir()))
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), flags...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx, chromedp.WithListener(func(event any) { check(t, event) }))
	t.Cleanup(func() {
		_ = chromedp.Cancel(ctx)
		cancel()
	})
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	return ctx
}

func check(t *testing.T, event any) {
	switch event := event.(type) {
	case *runtime.EventExceptionThrown:
		t.Errorf("the page threw: %s", event.ExceptionDetails.Text)
	case *log.EventEntryAdded:
		if event.Entry.Source == log.EntrySourceSecurity || strings.Contains(event.Entry.Text, "Content Security Policy") {
			t.Errorf("the browser refused: %s", event.Entry.Text)
		}
	case *page.EventJavascriptDialogOpening:
		t.Errorf("the page asked: %s", event.Type)
	}
}
