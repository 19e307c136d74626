package browser

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// step is one thing that a person does, or sees, in the browser.
type step = chromedp.Action[chromedp.Void]

const patience = 15 * time.Second

func do(t *testing.T, ctx context.Context, steps ...step) {
	t.Helper()
	for i, one := range steps {
		limited, cancel := context.WithTimeout(ctx, patience)
		err := chromedp.Do(limited, one)
		cancel()
		if err != nil {
			t.Fatalf("step %d: %v", i+1, err)
		}
	}
}

func typed(selector, text string) step {
	return chromedp.SendKeys(chromedp.CSS(selector), text)
}

func clicked(selector string) step {
	return chromedp.Click(chromedp.CSS(selector))
}

func seen(selector string) step {
	return chromedp.WaitVisible(chromedp.CSS(selector))
}

// says waits until the element shows exactly this text.
func says(selector, want string) step {
	return becomes(fmt.Sprintf("document.querySelector(%q)?.textContent", selector), want)
}

// holds waits until the field holds exactly this value.
func holds(selector, want string) step {
	return becomes(fmt.Sprintf("document.querySelector(%q)?.value", selector), want)
}

// becomes asks until the answer is want; a page that is just changing gives no answer, which is not a failure yet.
func becomes(script, want string) step {
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		for {
			got, err := chromedp.Evaluate[string](script)(ctx, target)
			if err == nil && got == want {
				return nil
			}
			if _, late := chromedp.Sleep(50*time.Millisecond)(ctx, target); late != nil {
				return fmt.Errorf("%s is %q (%v), want %q", script, got, err, want)
			}
		}
	})
}

// is runs the script once.
func is(script string, want any) step {
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		got, err := chromedp.Evaluate[any](script)(ctx, target)
		if err != nil {
			return err
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			return fmt.Errorf("%s is %v, want %v", script, got, want)
		}
		return nil
	})
}
