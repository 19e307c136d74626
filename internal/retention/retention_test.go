package retention_test

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/retention"
	"tryeza/internal/seal"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/web"
)

const unit = testkit.Unit

var ctx = context.Background()

// A house is a unit with files, and what lets go of them.
type house struct {
	testkit.Rooms
	t       *testing.T
	service retention.Service
	site    *testkit.Site
}

func newHouse(t *testing.T, r testkit.Rooms) *house {
	t.Helper()
	testkit.FoundUnit(t, r, unit, "durres", "10")
	h := &house{Rooms: r, t: t}
	files := child.Files{DB: r.Casework, Keys: child.Vault{DB: r.Keys, Root: testkit.Root(), Keeper: testkit.Grant(t, access.KeepFileKeys)}}
	h.service = retention.Service{Files: files, Machine: testkit.Actor(access.Operator), DropNotes: h.dropNotes}
	h.site = testkit.NewSite(t, r.Casework, func(m *web.Mux, _ *store.DB) {
		retention.Routes(m, h.service, retention.Options{People: func(context.Context, string) ([]child.Member, error) {
			return []child.Member{{Person: testkit.InUnit(access.Supervisor, unit).ID(), Name: "Përgjegjësi A", Role: access.Supervisor}}, nil
		}})
	})
	h.rule("keep_file", "5", "years")
	h.rule("keep_sighting", "2", "years")
	return h
}

func (h *house) exec(statement string, args ...any) {
	h.t.Helper()
	if _, err := h.Raw(h.t, store.CaseworkRoom).Exec(statement, args...); err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) list(statement string) (list []string) {
	h.t.Helper()
	rows, err := h.Raw(h.t, store.CaseworkRoom).Query(statement)
	if err != nil {
		h.t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			h.t.Fatal(err)
		}
		list = append(list, s)
	}
	return list
}

func (h *house) rule(code, value, of string) {
	h.t.Helper()
	h.exec(`INSERT INTO unit_rule (owner_id, id, version, code, value, unit, legal_basis, valid_from, valid_to, verified) VALUES ($1, $2, 1, $3, $4, $5, '', '', '', TRUE)`, unit, "rule-"+code, code, value, of)
}

// dropNotes stands for package sighting's.
func (h *house) dropNotes(_ *store.Tx, before store.Time) (int64, error) {
	n := int64(0)
	for range h.notes(before) {
		n++
	}
	dropped = before
	return n, nil
}

var dropped store.Time

func (h *house) notes(before store.Time) []string {
	return h.list(fmt.Sprintf(`SELECT id FROM sighting WHERE recorded_at < '%s' AND length(note) > 0`, before))
}

// file makes a file that is in a state since a day, and returns its id.
func (h *house) file(state child.State, on string) string {
	h.t.Helper()
	g := testkit.GrantTo(h.t, testkit.InUnit(access.Worker, unit), access.StartFiles)
	id, err := h.service.Files.Start(ctx, g, func(tx *store.Tx, f *child.File) error {
		f.Add(tx, child.Name{Given: "Shembull"})
		f.Set(tx, "state", func(c *child.Child) {
			if c.State = state; state == child.Closed {
				c.ClosedOn, c.Outcome = on, "off"
			}
		})
		f.TouchedOn = on
		return nil
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return id
}

// moved makes a file whose case another unit took over on a day.
func (h *house) moved(on string) string {
	id := h.file(child.Opened, on)
	h.exec(`INSERT INTO handover_offer (owner_id, id, version, child_id, receiver_id, state, offered_on, offered_by, due_on, answered_on, reason, answer)
		VALUES ($1, $2, 1, $3, 'other', 'accepted', $4, '', '', $4, $5, $5)`, unit, "offer-"+id, id, on, []byte{})
	return id
}

func (h *house) code(id string) string {
	return h.list(`SELECT code FROM child WHERE id = '` + id + `'`)[0]
}

func (h *house) hold(id, until string) {
	h.exec(`INSERT INTO retention_hold (owner_id, id, version, child_id, basis, from_on, until_on, set_by, ended_by) VALUES ($1, $2, 1, $3, 'court', '2023-01-01', $4, 'x', '')`, unit, "hold-"+id, id, until)
}

func (h *house) erased() []string {
	return h.list(`SELECT id FROM child WHERE state = 'erased' ORDER BY id`)
}

func (h *house) run(dry bool) retention.Report {
	h.t.Helper()
	r, err := h.service.Run(ctx, testkit.Grant(h.t, access.Retain), dry)
	if err != nil {
		h.t.Fatal(err)
	}
	return r
}

func idsOf(list []retention.Gone) (ids []string) {
	for _, g := range list {
		ids = append(ids, g.ID)
	}
	slices.Sort(ids)
	return ids
}

// What goes is what ended long enough ago and is not held; the trial says exactly
// that, and changes nothing.
func TestTrialIsWhatHappens(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		h := newHouse(t, r)
		due := []string{h.file(child.Closed, "2018-07-14"), h.file(child.Merged, "2017-01-01"), h.moved("2018-07-13")}
		slices.Sort(due)
		held := h.file(child.Closed, "2018-01-01")
		h.hold(held, "2023-07-14")
		over := h.file(child.Closed, "2018-01-02")
		h.hold(over, "2023-07-13")
		due = append(due, over)
		slices.Sort(due)
		for _, id := range []string{h.file(child.Opened, "2010-01-01"), h.file(child.Closed, "2018-07-15"), h.moved("2023-07-01"), h.file(child.Merged, "2018-07-15")} {
			defer func() {
				if slices.Contains(h.erased(), id) {
					t.Errorf("%s is not due", id)
				}
			}()
		}
		dry := h.run(true)
		if got := h.erased(); len(got) != 0 {
			t.Errorf("a trial erased %v", got)
		}
		if got := idsOf(dry.Detail.Erased); !slices.Equal(got, due) || !slices.Equal(idsOf(dry.Detail.Held), []string{held}) || dry.Files != 4 || dry.Held != 1 {
			t.Errorf("%+v", dry)
		}
		real := h.run(false)
		if got := h.erased(); !slices.Equal(got, due) {
			t.Errorf("erased %v, want %v", got, due)
		}
		if fmt.Sprint(real.Detail) != fmt.Sprint(dry.Detail) || real.Files != dry.Files || real.Held != dry.Held || real.Notes != dry.Notes {
			t.Errorf("the trial said %+v, the run did %+v", dry, real)
		}
		if again := h.run(false); again.Files != 0 || again.Held != 1 {
			t.Errorf("the second time: %+v", again)
		}
	})
}

// Without a rule, or with one that is no number, nothing is ever due.
func TestNoRuleNoErasure(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		h := newHouse(t, r)
		h.file(child.Closed, "1990-01-01")
		for _, value := range []string{"", "pesë", "0", "-1"} {
			h.exec(`UPDATE unit_rule SET value = $1`, value)
			if got := h.run(false); got.Files != 0 || got.Notes != 0 || len(got.Detail.Months) != 0 {
				t.Errorf("%q: %+v", value, got)
			}
		}
		h.exec(`DELETE FROM unit_rule`)
		if got := h.run(false); got.Files != 0 {
			t.Errorf("%+v", got)
		}
	})
}

// By a limit that nobody has confirmed, nothing is erased; the page says so.
func TestUnconfirmedLimitErasesNothing(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		h := newHouse(t, r)
		id := h.file(child.Closed, "1990-01-01")
		h.exec(`UPDATE unit_rule SET verified = FALSE`)
		if got := h.run(false); got.Files != 0 || len(got.Detail.Months) != 0 || len(h.erased()) != 0 {
			t.Errorf("%+v", got)
		}
		h.as(access.Supervisor).Get(at).Want(200).Has("5 vjet (afat i pakonfirmuar)", "asgjë nuk fshihet vetë")
		h.exec(`UPDATE unit_rule SET verified = TRUE`)
		if h.run(false); !slices.Equal(h.erased(), []string{id}) {
			t.Errorf("confirmed, and erased %v", h.erased())
		}
	})
}

// Notes of sightings go by whole months, with the keys they were sealed with; the
// file that was started in such a month stays.
func TestNotesGoByMonths(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		h := newHouse(t, r)
		id := h.file(child.Opened, "2023-07-14")
		keys, err := h.service.Files.Keys.Month(ctx, unit, "")
		if err != nil {
			t.Fatal(err)
		}
		place := seal.Place{Table: "sighting", Record: "s1", Column: "note", Version: 1}
		note, err := keys.Seal([]byte("shënim"), place)
		if err != nil {
			t.Fatal(err)
		}
		h.exec(`INSERT INTO sighting (owner_id, id, version, committee_id, seen_on, band, place, municipality, activity, company, age, sex, origin, origin_known, done, danger, team, child_id, subject_id, recorded_at, recorded_by, removed, note)
			VALUES ($1, 's1', 1, 'durres', '2023-07-14', '', '', '10', '', '', '', 'u', '', 'unknown', '', FALSE, '', '', '', $2, '', FALSE, $3)`, unit, store.At(testkit.Now), note)
		for _, tt := range []struct {
			on     string
			notes  int64
			months string
		}{{"2023-07-14", 0, "[]"}, {"2025-07-31", 0, "[]"}, {"2025-08-01", 1, "[2023-07]"}} {
			on, _ := time.Parse(time.DateOnly, tt.on)
			r.Casework.Now = func() time.Time { return on.Add(9 * time.Hour) }
			r.Keys.Now = r.Casework.Now
			if dry := h.run(true); dry.Notes != tt.notes || fmt.Sprint(dry.Detail.Months) != tt.months {
				t.Errorf("%s, trial: %+v", tt.on, dry)
			}
			if real := h.run(false); real.Notes != tt.notes || fmt.Sprint(real.Detail.Months) != tt.months {
				t.Errorf("%s: %+v", tt.on, real)
			}
		}
		if dropped.UTC().Format(time.DateOnly) != "2023-08-01" {
			t.Errorf("notes before %s were dropped", dropped)
		}
		keys, err = h.service.Files.Keys.Of(ctx, unit, id)
		if err == nil {
			_, err = keys.Open(note, place)
		}
		if err == nil {
			t.Error("the note is still read")
		}
		g := testkit.GrantTo(t, testkit.InUnit(access.Worker, unit), access.OpenFiles)
		if err := h.service.Files.Open(ctx, g, child.Ask{ID: id, Purpose: child.Care}, func(*store.Tx, *child.File) error { return nil }); err != nil {
			t.Errorf("the file of that month: %v", err)
		}
	})
}

// It runs by itself once a day, also near midnight.
func TestOnceADay(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		h := newHouse(t, r)
		h.file(child.Closed, "2018-07-14")
		want := 0
		for _, tt := range []struct {
			at   string // UTC; in summer the day in Albania begins at 22:00
			runs int
		}{{"2023-07-14T08:30:00Z", 1}, {"2023-07-14T08:45:00Z", 0}, {"2023-07-14T21:59:00Z", 0}, {"2023-07-14T22:01:00Z", 1}, {"2023-07-14T23:10:00Z", 0}, {"2023-07-15T10:00:00Z", 0}, {"2023-07-17T10:00:00Z", 1}} {
			at, err := time.Parse(time.RFC3339, tt.at)
			if err != nil {
				t.Fatal(err)
			}
			r.Casework.Now = func() time.Time { return at }
			r.Keys.Now = r.Casework.Now
			if err := h.service.Due(ctx); err != nil {
				t.Fatal(err)
			}
			want += tt.runs
			if got := len(h.list(`SELECT id FROM retention_run`)); got != want {
				t.Errorf("%s: %d runs, want %d", tt.at, got, want)
			}
		}
		if len(h.erased()) != 1 {
			t.Error("the file was not erased")
		}
	})
}

func (h *house) as(role access.Role) *testkit.Client { return h.site.As(testkit.InUnit(role, unit)) }

const at = "/u/" + unit + "/retention"

// The page says what goes next and what is held; a hold is set by code and ended.
func TestPages(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		h := newHouse(t, r)
		h.as(access.Supervisor).Get(at).Want(200).Has("Asnjë dosje nuk e ka mbushur afatin.", "5 vjet", "Rregullat e ruajtjes nuk janë zbatuar ende.", "Asnjë dosje nuk mbahet.")
		due, later := h.code(h.file(child.Closed, "2018-07-14")), h.code(h.file(child.Closed, "2023-07-01"))
		h.as(access.DPO).Get(at).Want(200).Has(due, later, "01.07.2028").HasNot("Shembull")
		to := h.as(access.DPO).Post(at+"/dry", nil).Want(303).Location()
		h.as(access.DPO).Get(to).Want(200).Has("Provë: asgjë nuk u fshi.", due).HasNot(later)

		for _, form := range []url.Values{{}, {"code": {"D-XXXXXX"}, "basis": {"court"}}, {"code": {due}}, {"code": {due}, "basis": {"court"}, "until-day": {"1"}, "until-month": {"7"}, "until-year": {"2023"}}} {
			h.as(access.Supervisor).Post(at+"/hold", form).Want(422)
		}
		h.as(access.Supervisor).Post(at+"/hold", url.Values{"code": {strings.ToLower(strings.TrimPrefix(due, "D-"))}, "basis": {"court"}}).Want(303)
		h.as(access.Supervisor).Post(at+"/hold", url.Values{"code": {strings.Replace(later, "-", "", 1)}, "basis": {"family"}}).Want(303)
		page := h.as(access.DPO).Get(at).Want(200).Has("kërkesë e gjykatës ose e prokurorisë", "Përgjegjësi A", "derisa ta heqë dikush", "mbahet")
		if got := h.run(false); got.Files != 0 || got.Held != 1 {
			t.Errorf("%+v", got)
		}
		for _, end := range page.Attr(`form[action*="/hold/"]`, "action") {
			h.as(access.DPO).Post(end, url.Values{"version": {"1"}}).Want(303)
			h.as(access.DPO).Post(end, url.Values{"version": {"1"}}).Want(409)
		}
		if got := h.run(false); got.Files != 1 || got.Held != 0 {
			t.Errorf("%+v", got)
		}
		h.as(access.Supervisor).Get(at).Want(200).Has("fshirje", "serveri, vetë", "Mbajtje që kanë marrë fund").HasNot(due + " e mbyllur")
		h.as(access.Supervisor).Get(at+"/catalogue").Want(200).Has("Emri", "identiteti", "e vulosur me çelësin e fëmijës", "child_index")
	})
}

// To somebody with a conflict of interest the file is not there.
func TestConflict(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		h := newHouse(t, r)
		id := h.file(child.Closed, "2018-07-14")
		code := h.code(id)
		h.exec(`INSERT INTO child_person (owner_id, id, version, child_id, person_id, relation, valid_from, valid_to, given_by) VALUES ($1, 'x', 1, $2, $3, 'conflict', '', '', '')`,
			unit, id, testkit.InUnit(access.Supervisor, unit).ID())
		run := h.run(true)
		h.as(access.Supervisor).Get(at).Want(200).HasNot(code)
		h.as(access.Supervisor).Get(at + "/run/" + run.ID).Want(200).HasNot(code)
		h.as(access.Supervisor).Post(at+"/hold", url.Values{"code": {code}, "basis": {"court"}}).Want(422).Has("Njësia nuk ka dosje me këtë kod.")
		h.as(access.DPO).Get(at).Want(200).Has(code)
		h.as(access.DPO).Post(at+"/hold", url.Values{"code": {code}, "basis": {"court"}}).Want(303)
		end := h.as(access.DPO).Get(at).Attr(`form[action$="/end"]`, "action")
		if len(end) != 1 {
			t.Fatalf("holds to end: %v", end)
		}
		h.as(access.Supervisor).Post(end[0], url.Values{"version": {"1"}}).Want(404)
		h.as(access.DPO).Post(end[0], url.Values{"version": {"1"}}).Want(303)
	})
}

// Nobody else of the unit, of another, or of the committee finds the pages.
func TestNotThere(t *testing.T) {
	h := newHouse(t, testkit.SQLiteRooms(t))
	run := h.run(true)
	for _, a := range []access.Actor{testkit.InUnit(access.Worker, unit), testkit.InUnit(access.FieldWorker, unit), testkit.InUnit(access.Supervisor, "another"), testkit.Actor(access.Secretary), testkit.Actor(access.Auditor)} {
		for _, path := range []string{"", "/run/" + run.ID, "/hold", "/catalogue"} {
			h.site.As(a).Get(at + path).Want(404)
		}
		for _, path := range []string{"/dry", "/hold", "/hold/x/end"} {
			h.site.As(a).Post(at+path, nil).Want(404)
		}
	}
}
