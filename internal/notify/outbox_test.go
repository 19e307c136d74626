package notify

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/wneessen/go-mail"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

var ctx = context.Background()

func (h *house) queue(m Mail) {
	h.t.Helper()
	h.change(access.Remind, func(tx *store.Tx) error { return h.s.Queue(tx, m) })
}

func (h *house) change(p access.Permission, f func(*store.Tx) error) {
	h.t.Helper()
	testkit.Change(h.t, h.db, p, f)
}

func (h *house) send(to Sender) int {
	h.t.Helper()
	n, err := h.s.SendDue(ctx, to)
	if err != nil {
		h.t.Fatal(err)
	}
	return n
}

func TestAMailGoesWithItsTransaction(t *testing.T) {
	each(t, func(h *house) {
		undone := errors.New("undone")
		err := h.db.Change(ctx, testkit.Grant(t, access.Remind), store.Subject{}, func(tx *store.Tx) error {
			return errors.Join(h.s.Queue(tx, Mail{Kind: "digest", To: "a@example.al"}), undone)
		})
		if !errors.Is(err, undone) || len(h.outbox()) != 0 {
			t.Fatalf("a mail of what was undone is kept: %v, %v", err, h.outbox())
		}
		h.queue(Mail{Kind: "digest", To: "a@example.al", Subject: "s", Body: "b"})
		h.change(access.SignIn, func(tx *store.Tx) error {
			return h.s.Queue(tx, Mail{Kind: "account", To: "b@example.al", Secret: true})
		})
		h.s.On = false
		h.queue(Mail{Kind: "digest", To: "c@example.al"})
		list := h.outbox()
		if len(list) != 2 || list[0].Committee != "durres" || list[1].Committee != "system" {
			t.Errorf("the outbox holds %+v", list)
		}
	})
}

func TestSentOnceAndForgotten(t *testing.T) {
	each(t, func(h *house) {
		h.queue(Mail{Kind: "meeting", To: "a@example.al", Subject: "Ftesë", Body: "Vijoni.", Calendar: "BEGIN", Method: "REQUEST"})
		c := newCarrier()
		if h.send(c) != 1 || h.send(c) != 0 {
			t.Error("one mail must leave once")
		}
		l := h.outbox()[0]
		want := Mail{Kind: "meeting", To: "a@example.al", Subject: "Ftesë", Body: "Vijoni.", Calendar: "BEGIN", Method: "REQUEST"}
		if c.got["durres."+l.ID+"@example.al"] != want {
			t.Errorf("arrived: %+v", c.got)
		}
		if l.State != "sent" || l.Body+l.Calendar+l.Method != "" || l.To != "a@example.al" || l.Sent.IsZero() {
			t.Errorf("kept: %+v", l)
		}
	})
}

// What another process took meanwhile is not sent; what it never noted comes
// free when its time is over.
func TestAClaimIsOfOne(t *testing.T) {
	each(t, func(h *house) {
		h.queue(Mail{Kind: "digest", To: "a@example.al", Body: "b"})
		stale := h.outbox()
		claimed, err := h.s.claim(ctx)
		if err != nil || len(claimed) != 1 {
			t.Fatal(claimed, err)
		}
		h.change(access.SendMail, func(tx *store.Tx) error {
			mine, err := take(tx, stale)
			if len(mine) != 0 {
				t.Error("a mail was claimed twice")
			}
			return err
		})
		c := newCarrier()
		h.now = h.now.Add(lease - time.Second)
		if h.send(c) != 0 {
			t.Error("a mail was taken from who has it")
		}
		h.now = h.now.Add(2 * time.Second)
		if h.send(c) != 1 {
			t.Error("a mail that nobody sent stays behind")
		}
		h.change(access.SendMail, func(tx *store.Tx) error { return note(tx, claimed[0], errors.New("late")) })
		if l := h.outbox()[0]; l.State != "sent" {
			t.Errorf("who lost the claim noted something: %+v", l)
		}
	})
}

// The machine stops after the server took a mail and before that is noted: it
// goes again under the same Message-ID.
func TestCrashBetweenSendingAndNoting(t *testing.T) {
	each(t, func(h *house) {
		h.queue(Mail{Kind: "digest", To: "a@example.al", Body: "b"})
		c := newCarrier()
		c.after = func(string) { panic("power cut") }
		func() {
			defer func() { recover() }()
			h.s.SendDue(ctx, c)
		}()
		c.after = nil
		h.now = h.now.Add(lease + time.Second)
		h.send(c)
		if len(c.got) != 1 || c.times["durres."+h.outbox()[0].ID+"@example.al"] != 2 {
			t.Errorf("sent as %v", c.times)
		}
	})
}

func TestFailures(t *testing.T) {
	each(t, func(h *house) {
		h.queue(Mail{Kind: "digest", To: "a@example.al", Body: "b"})
		c := newCarrier()
		c.fail = errors.New("no route")
		tries, start := 0, h.now
		for ; h.outbox()[0].State != "failed"; h.now = h.now.Add(time.Minute) {
			tries += h.send(c)
			if h.now.Sub(start) > 7*24*time.Hour {
				t.Fatal("a mail that never leaves is never given up")
			}
		}
		if l := h.outbox()[0]; tries != maxTries || h.now.Sub(start) < 24*time.Hour || l.Body != "b" || l.Error != "no route" {
			t.Errorf("%d tries in %v: %+v", tries, h.now.Sub(start), l)
		}

		h.queue(Mail{Kind: "account", To: "nobody", Body: "https://x/1", Secret: true})
		c.fail = errors.Join(errNever, errors.New("no such address"))
		h.send(c)
		if l := h.outbox()[1]; l.State != "failed" || l.Tries != 1 || l.Body != "" {
			t.Errorf("a refused mail with a link: %+v", l)
		}
	})
}

func TestPermanent(t *testing.T) {
	for _, tt := range []struct {
		err  error
		want bool
	}{
		{errors.New("connection refused"), false},
		{&mail.SendError{Reason: mail.ErrSMTPRcptTo}, false}, // no answer at all
		{errNever, true},
	} {
		if got := permanent(tt.err); got != tt.want {
			t.Errorf("%v: %v", tt.err, got)
		}
	}
	if pause(1) != time.Minute || pause(4) != 8*time.Minute || pause(99) != 6*time.Hour {
		t.Error(pause(1), pause(4), pause(99))
	}
}

// Told to stop, a process notes what has left and gives back the rest at once.
func TestStop(t *testing.T) {
	each(t, func(h *house) {
		for _, to := range []string{"a@example.al", "b@example.al", "c@example.al"} {
			h.queue(Mail{Kind: "digest", To: to})
		}
		stopped, stop := context.WithCancel(ctx)
		c := newCarrier()
		c.after = func(string) { stop() }
		if n, err := h.s.SendDue(stopped, c); n != 1 || !errors.Is(err, context.Canceled) {
			t.Errorf("%d mails after being told to stop, %v", n, err)
		}
		c.after = nil
		if n := h.send(c); n != 2 || len(c.got) != 3 {
			t.Errorf("%d mails were left for the next process", n)
		}
	})
}

// When the server is down one mail is tried and the rest waits, none of them
// counted as tried.
func TestTheRestWaits(t *testing.T) {
	each(t, func(h *house) {
		for _, to := range []string{"a@example.al", "b@example.al", "c@example.al"} {
			h.queue(Mail{Kind: "digest", To: to})
		}
		c := newCarrier()
		c.fail = errors.New("no route")
		if n := h.send(c); n != 1 {
			t.Errorf("%d mails were tried on a server that is down", n)
		}
		tries := int64(0)
		for _, l := range h.outbox() {
			tries += l.Tries
			if l.State != "queued" {
				t.Errorf("%s is %s", l.To, l.State)
			}
		}
		c.fail = nil
		if n := h.send(c); n != 0 || tries != 1 {
			t.Errorf("%d mails within the minute, %d tries counted", n, tries)
		}
		h.now = h.now.Add(time.Minute)
		if n := h.send(c); n != 3 {
			t.Errorf("%d mails after it", n)
		}
	})
}
