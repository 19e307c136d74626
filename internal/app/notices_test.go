package app_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/account"
	"tryeza/internal/app"
	"tryeza/internal/calendar"
	"tryeza/internal/code"
	"tryeza/internal/committee"
	"tryeza/internal/meeting"
	"tryeza/internal/notify"
	"tryeza/internal/store"
	"tryeza/internal/task"
	"tryeza/internal/testkit"
)

// A postbag keeps the mails that left, by recipient; the newest of each.
type postbag map[string]notify.Mail

func (b postbag) Send(_ context.Context, _ string, m notify.Mail, _ time.Time) error {
	b[m.To] = m
	return nil
}

// With a mail server, what features tell goes through the outbox as app wires it:
// an invitation and its acceptance, a meeting, and the reminders of a morning.
func TestMailGoesThroughTheOutbox(t *testing.T) {
	onEach(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		conf := config(t, db)
		conf.Mail, conf.Address, conf.From = true, "https://tryeza.example.al", "tryeza@example.al"
		mux, notices, bag := app.New(conf), app.Notices(conf), postbag{}
		send := func() {
			t.Helper()
			if _, err := notices.SendDue(ctx, bag); err != nil {
				t.Fatal(err)
			}
		}
		police(t, db)
		signedIn(t, mux, db, "shef@example.al", access.Head, "police")
		secretary := signedIn(t, mux, db, "sekretar@example.al", access.Secretary, "")
		posted(t, mux, secretary, "/k/durres/account/member", url.Values{"email": {"pika@example.al"}, "role": {"focal_point"}, "institution": {"police"}}, http.StatusOK)
		send()
		_, link, _ := strings.Cut(bag["pika@example.al"].Body, "https://tryeza.example.al")
		link, _, _ = strings.Cut(link, "\n")
		posted(t, mux, nil, link, url.Values{"name": {"Emër Mbiemër"}, "password": {"kali-i-kaltër-fle-larg"}}, http.StatusSeeOther)
		send()
		if m := bag["shef@example.al"]; !strings.Contains(m.Subject, "dikush flet tani për institucionin tuaj") {
			t.Errorf("the head was told %q", m.Subject)
		}

		tell := app.Meetings(notices.Tell).Tell
		for kind, p := range map[string]access.Permission{meeting.NoticeConvened: access.ConveneMeetings, meeting.NoticeExcerpt: access.CloseMeetings} {
			testkit.Change(t, db, p, func(tx *store.Tx) error {
				return tell(tx, meeting.Notice{Kind: kind, MeetingID: "m1", Body: "table", Institutions: []string{"police"}, Entry: calendar.Entry{UID: "u", Day: "2023-08-01"}})
			})
			send()
			if m := bag["pika@example.al"]; !strings.Contains(m.Body, "/k/durres/meeting/m1") {
				t.Errorf("%s: told %q", kind, m.Body)
			}
		}

		testkit.Change(t, db, access.GiveTasks, func(tx *store.Tx) error {
			_, err := task.Give(tx, task.New{Kind: "request", Body: "Fëmija A.B.", OwnerID: "police", AskedBy: "police", DueOn: "2023-07-18", GivenOn: "2023-07-14"})
			return err
		})
		db.Now = func() time.Time { return testkit.Now.AddDate(0, 0, 14) }
		if err := notices.RemindAll(ctx); err != nil {
			t.Fatal(err)
		}
		send()
		if m := bag["shef@example.al"]; !strings.Contains(m.Body, "1 detyrë është me vonesë (18.07.2023)") || !strings.Contains(m.Body, "prej kohësh me vonesë") || strings.Contains(m.Body, "A.B.") {
			t.Errorf("the head reads\n%s", m.Body)
		}
		if m := bag["pika@example.al"]; strings.Contains(m.Body, "prej kohësh") || !strings.Contains(m.Body, "me vonesë") {
			t.Errorf("the focal point reads\n%s", m.Body)
		}
	})
}

// A meeting that is moved to a day on which somebody has no seat any more is
// cancelled for them alone: who chairs it is told that it was moved.
func TestMovedIsNotCancelledForTheChair(t *testing.T) {
	onEach(t, func(t *testing.T, db *store.DB) {
		conf := config(t, db)
		conf.Mail, conf.Address, conf.From = true, "https://tryeza.example.al", "tryeza@example.al"
		mux, notices, bag := app.New(conf), app.Notices(conf), postbag{}
		police(t, db)
		testkit.Change(t, db, access.ManageCommittee, func(tx *store.Tx) error {
			err := committee.AddInstitution(tx, committee.Institution{ID: "school", Kind: committee.State, Sector: "education"}, committee.Name{Name: "Zyra Arsimore"})
			for _, o := range []committee.Order{{ID: "a", Number: "1", Dated: "2023-01-01", From: "2023-01-01", To: "2023-08-31"}, {ID: "b", Number: "2", Dated: "2023-09-01", From: "2023-09-01"}} {
				err = errors.Join(err, committee.AddOrder(tx, o), committee.AddSeat(tx, committee.Seat{OrderID: o.ID, InstitutionID: "police", Body: "table", Kind: "member"}))
			}
			return errors.Join(err, committee.AddSeat(tx, committee.Seat{OrderID: "a", InstitutionID: "school", Body: "table", Kind: "member"}))
		})
		signedIn(t, mux, db, "tryeza@example.al", access.TableChair, "")
		signedIn(t, mux, db, "shkolla@example.al", access.Head, "school")
		need := app.Meetings(notices.Tell)
		m := meeting.Meeting{ID: "m", Body: "table", Kind: "ordinary", HeldOn: "2023-08-20", Time: "11:00", Place: "Prefektura"}
		testkit.Change(t, db, access.ConveneMeetings, func(tx *store.Tx) error {
			if _, err := meeting.Plan(tx, need, m); err != nil {
				return err
			}
			return meeting.Convene(tx, need, "m", 1, nil)
		})
		if _, err := notices.SendDue(context.Background(), bag); err != nil || bag["tryeza@example.al"].Method != "REQUEST" {
			t.Fatal(err, bag)
		}
		clear(bag)
		m.Version, m.HeldOn = 2, "2023-09-05"
		testkit.Change(t, db, access.ConveneMeetings, func(tx *store.Tx) error { return meeting.Move(tx, need, m) })
		all := allMails{}
		if _, err := notices.SendDue(context.Background(), all); err != nil {
			t.Fatal(err)
		}
		if got := all["tryeza@example.al"]; len(got) != 1 || got[0].Method != "REQUEST" {
			t.Errorf("the chair was sent %d mails: %+v", len(got), got)
		}
		if got := all["shkolla@example.al"]; len(got) != 1 || got[0].Method != "CANCEL" {
			t.Errorf("who has no seat was sent %+v", got)
		}
	})
}

// allMails keeps every mail that left, by recipient.
type allMails map[string][]notify.Mail

func (b allMails) Send(_ context.Context, _ string, m notify.Mail, _ time.Time) error {
	b[m.To] = append(b[m.To], m)
	return nil
}

// police founds the committee of Durrës with one institution.
func police(t *testing.T, db *store.DB) {
	t.Helper()
	if err := committee.Found(context.Background(), db, account.Operator(), code.QarkOf("AL-02"), true); err != nil {
		t.Fatal(err)
	}
	testkit.Change(t, db, access.ManageCommittee, func(tx *store.Tx) error {
		return committee.AddInstitution(tx, committee.Institution{ID: "police", Kind: committee.State, Sector: "police"}, committee.Name{Name: "Drejtoria e Policisë"})
	})
}

// signedIn makes a person with an office and returns the cookies of their browser.
func signedIn(t *testing.T, mux http.Handler, db *store.DB, email string, role access.Role, institution string) []*http.Cookie {
	t.Helper()
	ctx := context.Background()
	if err := account.DemoPerson(ctx, db, email, "Emër Mbiemër", role, "durres", institution); err != nil {
		t.Fatal(err)
	}
	path, err := account.DemoLink(ctx, db, email)
	if err != nil {
		t.Fatal(err)
	}
	return posted(t, mux, nil, path, nil, http.StatusSeeOther)
}

// posted sends a form and returns the cookies of the answer.
func posted(t *testing.T, mux http.Handler, cookies []*http.Cookie, path string, form url.Values, want int) []*http.Cookie {
	t.Helper()
	r := httptest.NewRequest("POST", path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for _, k := range cookies {
		r.AddCookie(k)
	}
	w := httptest.NewRecorder()
	mux.ServeHTTP(w, r)
	if w.Code != want {
		t.Fatalf("POST %s = %d, want %d\n%s", path, w.Code, want, w.Body)
	}
	return w.Result().Cookies()
}
