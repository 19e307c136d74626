package app_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/analysis"
	"tryeza/internal/app"
	"tryeza/internal/committee"
	"tryeza/internal/figure"
	"tryeza/internal/meeting"
	"tryeza/internal/store"
	"tryeza/internal/task"
	"tryeza/internal/testkit"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// The meetings of the committee of Durrës of 2022, replayed with the clock at
// each day. From the public notices of the prefecture of 02.06.2022, 27.06.2022
// and 26.10.2022 (prefektidurres.gov.al), and from no others: the days, the
// bodies, what stood on the agenda, who is named as present, and the task of
// 02.06 that every member reports its tasks, activities and measures before the
// season at the next meeting. The notices do not say who reported, when, or what
// was approved: that is this test's, and so is the order, which seats the
// members that the notices name and Bashkia Krujë, whom they do not.
var durresMembers = []string{
	"bashkia-durres", "bashkia-kruje", "bashkia-shijak", "policia", "kufiri", "shendetesia", "sherbimi-social", "punesimi", "arsimi", "formimi", "inspektoriati", "world-vision",
}

// inCommittee are the members that sit in the committee too.
var inCommittee = []string{"bashkia-durres", "policia", "sherbimi-social", "punesimi", "arsimi", "shendetesia"}

// A replay is the committee with its clock.
type replay struct {
	*testing.T
	db *store.DB
}

func (r *replay) at(day string) {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		r.Fatal(err)
	}
	now := t.Add(9 * time.Hour)
	r.db.Now = func() time.Time { now = now.Add(time.Second); return now }
}

func (r *replay) change(p access.Permission, f func(tx *store.Tx) error) {
	r.Helper()
	testkit.Change(r.T, r.db, p, f)
}

func (r *replay) view(p access.Permission, f func(tx *store.Tx) error) {
	r.Helper()
	testkit.View(r.T, r.db, p, f)
}

// found seats the members under an order in force from 02.03.2022.
func (r *replay) found() {
	r.change(access.ImportCommittee, func(tx *store.Tx) error {
		return committee.ImportCommittee(tx, committee.Committee{ID: "durres", Name: "Komiteti Rajonal Antitrafik Durrës", Qark: "AL-02"}, true)
	})
	r.change(access.ManageCommittee, func(tx *store.Tx) error {
		for _, id := range append([]string{"prefekti", "njmf-durres"}, durresMembers...) {
			i := committee.Institution{ID: id, Kind: "state", Sector: "other"}
			if err := committee.AddInstitution(tx, i, committee.Name{Name: strings.ToUpper(id)}); err != nil {
				return err
			}
		}
		if err := committee.AddOrder(tx, committee.Order{ID: "urdhri", Number: "1", Dated: "2022-03-02", From: "2022-03-02"}); err != nil {
			return err
		}
		seat := func(institution, body, kind string) error {
			return committee.AddSeat(tx, committee.Seat{OrderID: "urdhri", InstitutionID: institution, Body: body, Kind: kind})
		}
		for _, body := range []string{"committee", "table"} {
			if err := seat("prefekti", body, "chair"); err != nil {
				return err
			}
		}
		for _, id := range durresMembers {
			if err := seat(id, "table", "member"); err != nil {
				return err
			}
		}
		for _, id := range inCommittee {
			if err := seat(id, "committee", "member"); err != nil {
				return err
			}
		}
		return nil
	})
}

// plan plans and convenes a meeting with items of its own after those its agenda
// fills itself with, and returns it.
func (r *replay) plan(id, body, kind, day string, items ...string) meeting.Meeting {
	r.Helper()
	r.change(access.RecordMeetings, func(tx *store.Tx) error {
		_, err := meeting.Plan(tx, app.Meetings(nil), meeting.Meeting{ID: id, Body: body, Kind: kind, HeldOn: day, Time: "11:00", Place: "Prefektura"})
		for _, title := range items {
			if err == nil {
				_, err = meeting.AddItem(tx, id, title)
			}
		}
		return err
	})
	r.change(access.ConveneMeetings, func(tx *store.Tx) error {
		return meeting.Convene(tx, app.Meetings(nil), id, r.meeting(id).Version, nil)
	})
	return r.meeting(id)
}

func (r *replay) meeting(id string) (m meeting.Meeting) {
	r.Helper()
	r.view(access.ReadMeetings, func(tx *store.Tx) (err error) {
		m, err = meeting.Get(tx, id)
		return err
	})
	return m
}

// hold opens a meeting, notes who came and what was written under each item, and
// closes it. An item that nothing is said of is taken note of.
func (r *replay) hold(id string, came, guests []string, said map[string][]meeting.Line, decided ...string) {
	r.Helper()
	r.change(access.RecordMeetings, func(tx *store.Tx) error { return meeting.Start(tx, id, r.meeting(id).Version) })
	var list []meeting.Attendance
	for _, i := range came {
		list = append(list, meeting.Attendance{InstitutionID: i})
	}
	for _, name := range guests {
		list = append(list, meeting.Attendance{Name: name, Kind: meeting.Guest})
	}
	r.change(access.RecordMeetings, func(tx *store.Tx) error { return meeting.NoteAttendance(tx, id, r.meeting(id).Version, list) })
	for _, item := range r.meeting(id).LinesOf(meeting.Agenda) {
		item.Outcome = meeting.Noted
		if slices.Contains(decided, item.Body) {
			item.Outcome = meeting.Decided
		}
		r.change(access.RecordMeetings, func(tx *store.Tx) error {
			shown, err := meeting.Shown(tx, id, item.ID)
			if err == nil {
				_, err = meeting.SaveMinutes(tx, id, shown, item, said[item.Body])
			}
			return err
		})
	}
	r.change(access.CloseMeetings, func(tx *store.Tx) error {
		return meeting.Close(tx, app.Meetings(nil), id, r.meeting(id).Version, "12:30")
	})
}

// agenda is what the items of a meeting are about: "title: 12 task".
func (r *replay) agenda(id string) (list []string) {
	r.Helper()
	abouts := map[string][]meeting.About{}
	r.view(access.ReadMeetings, func(tx *store.Tx) error {
		all, err := meeting.AboutsOf(tx, id)
		for _, a := range all {
			abouts[a.ItemID] = append(abouts[a.ItemID], a)
		}
		return err
	})
	for _, item := range r.meeting(id).LinesOf(meeting.Agenda) {
		line := item.Body
		if of := abouts[item.ID]; len(of) > 0 {
			line += fmt.Sprintf(": %d %s", len(of), of[0].Kind)
		}
		list = append(list, line)
	}
	return list
}

// tasks are those given so far, by owner.
func (r *replay) tasks() map[string]task.Task {
	r.Helper()
	list, given := map[string]task.Task{}, loaded(r.T, r.db, "durres", 2022).Tasks
	r.view(access.ReadTasks, func(tx *store.Tx) error {
		for _, g := range given {
			x, err := task.Load(tx, g.ID)
			if err != nil {
				return err
			}
			list[x.OwnerID] = x
		}
		return nil
	})
	return list
}

// report says that an institution did what it was asked, today.
func (r *replay) report(institution string, files ...web.File) {
	r.Helper()
	x := r.tasks()[institution]
	r.change(access.AnswerTasks, func(tx *store.Tx) error {
		return task.Respond(tx, x.ID, x.Version, task.Answer{
			What: "Detyrat, aktivitetet sensibilizuese dhe masat para sezonit u raportuan.", DoneOn: text.DayOf(tx.Now().Time), Files: files,
		})
	})
}

// overdue lists who owes a task that is late on a day, in order.
func (r *replay) overdue(day string) (list []string) {
	for owner, x := range r.tasks() {
		if x.Overdue(day) {
			list = append(list, owner)
		}
	}
	slices.Sort(list)
	return list
}

// cadence is how often a body met, in words: "3 of 4, missed 2022-05-02, …; gaps 25 121; next …".
func (r *replay) cadence(body, from, to string) (words string) {
	r.Helper()
	r.view(access.ReadMeetings, func(tx *store.Tx) error {
		c, _, err := meeting.CadenceIn(tx, body, from, to)
		words = fmt.Sprintf("%d of %d, missed %v, gaps %v, next %s", c.Held, c.Required, c.Missed, c.Gaps, c.Next)
		return err
	})
	return words
}

// figures of the analysis of a period composed now.
func (r *replay) figures(p figure.Period) *analysis.Report {
	r.Helper()
	var report *analysis.Report
	r.view(access.ReadAnalysis, func(tx *store.Tx) error {
		d, err := analysis.Load(tx, p)
		if err == nil {
			report = analysis.Compose(d)
		}
		return err
	})
	return report
}

func (r *replay) is(report *analysis.Report, key, want string) {
	r.Helper()
	f, ok := report.Find(key)
	got := "none"
	if ok && f.Value != nil {
		got = text.Number(text.SQ, int64(*f.Value))
		if f.Unit == figure.Rate {
			got = text.Percent(text.SQ, int64(*f.Value))
		}
	} else if ok {
		got = "unknown"
	}
	if strings.ReplaceAll(got, "\u00a0", " ") != want {
		r.Errorf("%s of %s is %s, want %s", key, report.Period, got, want)
	}
}

func (r *replay) same(what string, got, want any) {
	r.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		r.Errorf("%s:\n got %v\nwant %v", what, got, want)
	}
}

func TestMeetingsOfDurresReplayed(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		r := &replay{t, db}
		r.at("2022-03-02")
		r.found()

		// 27.05.2022: the table has to meet every 2 months. Counted from the order of
		// 02.03 it was due on 02.05, and did not meet. The committee, every 3
		// months, is due on 02.06.
		r.at("2022-05-27")
		r.same("table by 27.05", r.cadence("table", "2022-01-01", "2022-05-27"), "0 of 1, missed [2022-05-02], gaps [], next 2022-05-02")
		r.same("committee by 27.05", r.cadence("committee", "2022-01-01", "2022-05-27"), "0 of 0, missed [], gaps [], next 2022-06-02")
		m := r.plan("june2", "table", "ordinary", "2022-06-02", "Përmbledhje e situatës", "Diskutim i hapur dhe sugjerime")
		r.same("agenda of 02.06", r.agenda("june2"), []string{"Përmbledhje e situatës", "Diskutim i hapur dhe sugjerime"})

		// 02.06.2022: 11 of the 12 members came with the prefect; Krujë is not named.
		// One line of the minutes gives each of the 12 members a task, due at the
		// next meeting of the table, which has no day yet.
		r.at("2022-06-02")
		r.hold("june2", except(append([]string{"prefekti"}, durresMembers...), "bashkia-kruje"), nil, map[string][]meeting.Line{
			"Diskutim i hapur dhe sugjerime": {
				{Kind: meeting.Decision, Body: "Anëtarët raportojnë në mbledhjen e ardhshme."},
				{Kind: meeting.Task, Body: "Të raportohen detyrat, aktivitetet sensibilizuese dhe masat para sezonit turistik.", Everyone: true, DueNext: true},
			},
		}, "Diskutim i hapur dhe sugjerime")
		given := r.tasks()
		r.same("tasks given on 02.06", len(given), 12)
		for _, id := range durresMembers {
			if x := given[id]; x.GivenOn != "2022-06-02" || x.DueOn != "" || x.DueBody != "table" || x.State != task.Open {
				t.Errorf("the task of %s is %+v", id, x)
			}
		}
		r.same("overdue without a day", len(r.overdue("2022-06-26")), 0)

		// 20.06.2022: the joint meeting of 27.06 is planned. It is one of the table
		// too, so the tasks are due on its day, and its agenda fills itself with
		// the minutes of 02.06 and with the 12 tasks.
		r.at("2022-06-20")
		r.plan("june27", "joint", "ordinary", "2022-06-27", "Zbatimi i VKM 670/10.11.2021", "VKM 400/19.06.2019: Strategjia për Migracionin", "Programi i UNICEF-it")
		r.same("agenda of 27.06", r.agenda("june27"), []string{
			"Miratimi i procesverbalit të mbledhjes së mëparshme: 1 minutes", "Raportimi i detyrave të lëna në mbledhjet e mëparshme: 12 task",
			"Zbatimi i VKM 670/10.11.2021", "VKM 400/19.06.2019: Strategjia për Migracionin", "Programi i UNICEF-it",
		})
		r.same("due on 27.06", r.tasks()["formimi"].DueOn+" "+r.tasks()["formimi"].DueMeeting, "2022-06-27 june27")

		// 24.06 and 27.06: four report in time, one of them on the day itself.
		r.at("2022-06-24")
		r.report("policia", web.File{Name: "masat.pdf", Type: "application/pdf", Content: []byte("%PDF-1.4 masat")})
		r.report("kufiri")
		r.report("sherbimi-social")
		r.at("2022-06-27")
		r.report("arsimi")
		minutes := "Miratimi i procesverbalit të mbledhjes së mëparshme"
		r.hold("june27", except(append([]string{"prefekti"}, durresMembers...), "bashkia-kruje"), []string{"Ministria e Brendshme (drejtori)", "Sot për të Ardhmen", "UNICEF"},
			map[string][]meeting.Line{"Programi i UNICEF-it": {{Kind: meeting.Recommendation, Body: "Anëtarët raportojnë rezultate konkrete dhe propozojnë përmirësime."}}},
			minutes, "Programi i UNICEF-it")
		r.same("minutes of 02.06", r.meeting("june2").State+" in "+r.meeting("june2").ApprovedIn, "approved in june27")
		for id, x := range r.tasks() {
			carried := 0
			for _, e := range x.Events {
				if e.Verb == "carried" && e.MeetingID == "june27" {
					carried++
				}
			}
			if open := x.State == task.Open; open != (carried == 1) {
				t.Errorf("the task of %s is %s and was carried %d times", id, x.State, carried)
			}
		}

		// The next day the 12 − 4 = 8 tasks that stayed open are overdue, and the next
		// dates are 27.08 for the table (27.06 + 2 months) and 27.09 for the committee.
		r.same("overdue on 28.06", r.overdue("2022-06-28"), []string{"bashkia-durres", "bashkia-kruje", "bashkia-shijak", "formimi", "inspektoriati", "punesimi", "shendetesia", "world-vision"})
		r.same("table by 30.06", r.cadence("table", "2022-01-01", "2022-06-30"), "2 of 1, missed [2022-05-02], gaps [25], next 2022-08-27")
		r.same("committee by 30.06", r.cadence("committee", "2022-01-01", "2022-06-30"), "1 of 1, missed [2022-06-02], gaps [], next 2022-09-27")

		// 05.07.2022: Bashkia Durrës reports, 8 days late. It does not change what the
		// analysis of the half-year says, which speaks of 30.06.
		r.at("2022-07-05")
		r.report("bashkia-durres")
		r.halfOne()

		// 17.10.2022: the table was due on 27.08 and did not meet. The closing of the
		// October campaign is planned for 26.10: its agenda has the minutes of 27.06
		// and 8 tasks, the 7 still open and the one closed since.
		r.at("2022-10-17")
		r.same("table by 17.10", r.cadence("table", "2022-07-01", "2022-10-17"), "0 of 2, missed [2022-08-27], gaps [], next 2022-08-27")
		r.plan("october", "table", "campaign", "2022-10-26", "Mbyllja e Muajit Antitrafik")
		r.same("agenda of 26.10", r.agenda("october"), []string{
			minutes + ": 1 minutes", "Raportimi i detyrave të lëna në mbledhjet e mëparshme: 8 task", "Mbyllja e Muajit Antitrafik",
		})
		r.at("2022-10-20")
		r.report("world-vision")

		// 26.10.2022: the notice names World Vision, the child protection unit, which
		// has no seat, and pupils; of the members of the table no other by name.
		r.at("2022-10-26")
		r.hold("october", []string{"prefekti", "world-vision"}, []string{"NJMF", "nxënës"},
			map[string][]meeting.Line{"Mbyllja e Muajit Antitrafik": {{Kind: meeting.Problem, Body: "Durrësi është qark me rrezik të lartë për shkak të vendndodhjes dhe të turizmit."}}}, minutes)
		// Open since 02.06: 28 days of June, 31 + 31 + 30 of July to September and 26
		// of October are 146.
		shijak := r.tasks()["bashkia-shijak"]
		r.same("age on 26.10", shijak.Age("2022-10-26"), 146)
		r.same("came before", carriedTo(shijak), []string{"june27", "october"})
		r.at("2022-11-10")
		r.report("inspektoriati")
		r.at("2023-01-20")
		r.halfTwo()
		r.wholeYear()
		r.trace(m, given["policia"])
	})
}

// halfOne holds the figures of the first half of 2022 against those computed by hand.
func (r *replay) halfOne() {
	a := r.figures("2022-H1")
	// The table met twice (02.06, 27.06); one due date fell in the half-year,
	// 02.03 + 2 months = 02.05: 2 ÷ 1. Between the meetings 25 days.
	r.is(a, "K03[body=table]", "200 %")
	r.is(a, "K04[body=table]", "25")
	// The committee met once (27.06, joint); due 02.03 + 3 months = 02.06: 1 ÷ 1.
	// One meeting has no gap.
	r.is(a, "K03[body=committee]", "100 %")
	r.is(a, "K04[body=committee]", "unknown")
	// 13 seats at each of two meetings, 12 taken: 24 ÷ 26 = 92.3 %. Krujë 0 of 2.
	r.is(a, "K05", "92,3 %")
	r.is(a, "K05[institution=bashkia-kruje]", "0 %")
	r.is(a, "K05[institution=arsimi]", "100 %")
	// 12 given; closed by 30.06: policia, kufiri, sherbimi-social, arsimi = 4, all
	// by the day of the meeting: 4 ÷ 12 = 33.3 % and 4 ÷ 4. From 02.06 they took
	// 22, 22, 22 and 25 days: median 22.
	r.is(a, "K07_given", "12")
	r.is(a, "K07", "33,3 %")
	r.is(a, "K07_ontime", "100 %")
	r.is(a, "K07_days", "22")
	// 8 stay open for 28 days on 30.06, all overdue since 27.06.
	r.is(a, "K07_open", "8")
	r.is(a, "K07_age", "28")
	r.is(a, "K07_overdue", "8")
	r.is(a, "K29", "0")
}

// halfTwo does so for the second half.
func (r *replay) halfTwo() {
	a := r.figures("2022-H2")
	// The table met once (26.10). Due dates: 02.06 + 2 months = 02.08, which the
	// meeting of 27.06 had kept; 27.06 + 2 months = 27.08, missed; 26.10 + 2 months
	// = 26.12, missed: 1 ÷ 3 = 33.3 %. From 27.06 to 26.10 are 3 + 31 + 31 + 30 + 26 = 121 days.
	r.is(a, "K03[body=table]", "33,3 %")
	r.is(a, "K04[body=table]", "121")
	// The committee did not meet; 27.06 + 3 months = 27.09 and, still missing, 27.12: 0 ÷ 2.
	r.is(a, "K03[body=committee]", "0 %")
	// One meeting, 2 of 13 seats: 15.4 %.
	r.is(a, "K05", "15,4 %")
	// Nothing was given, so there is no rate of closing. Closed in the half-year:
	// Bashkia Durrës 05.07 (28 + 5 = 33 days), World Vision 20.10 (28 + 31 + 31 + 30
	// + 20 = 140), the inspectorate 10.11 (140 + 11 + 10 = 161): median 140.
	r.is(a, "K07_given", "0")
	r.is(a, "K07", "unknown")
	r.is(a, "K07_days", "140")
	// 12 − 4 − 3 = 5 stay open, for 28 + 31 + 31 + 30 + 31 + 30 + 31 = 212 days.
	r.is(a, "K07_open", "5")
	r.is(a, "K07_age", "212")
	r.is(a, "K07_overdue", "5")
	// The problem of 26.10 is open for 5 + 30 + 31 = 66 days on 31.12.
	r.is(a, "K29", "1")
	r.is(a, "K29_age", "66")
}

// wholeYear does so for the year: the three meetings and no others.
func (r *replay) wholeYear() {
	// The table: 3 meetings; due 02.05 (missed), 02.08 (kept), 27.08 (missed), 26.12
	// (missed): 3 ÷ 4. The committee: 1; due 02.06, 27.09 and 27.12, all missed: 1 ÷ 3.
	r.same("table in 2022", r.cadence("table", "2022-01-01", "2022-12-31"), "3 of 4, missed [2022-05-02 2022-08-27 2022-12-26], gaps [25 121], next 2022-12-26")
	r.same("committee in 2022", r.cadence("committee", "2022-01-01", "2022-12-31"), "1 of 3, missed [2022-06-02 2022-09-27 2022-12-27], gaps [], next 2022-09-27")
	a := r.figures("2022")
	r.is(a, "K03[body=table]", "75 %")
	r.is(a, "K03[body=committee]", "33,3 %")
	r.is(a, "K04[body=table]", "121")
	// 12 given, 7 closed: 58.3 %; of these 4 in time: 57.1 %. Days 22, 22, 22, 25, 33, 140, 161: median 25.
	r.is(a, "K07", "58,3 %")
	r.is(a, "K07_ontime", "57,1 %")
	r.is(a, "K07_days", "25")
}

// trace follows the decision of 02.06 from the analysis back to the meeting, and
// forward to the evidence of the police, in two clicks each.
func (r *replay) trace(m meeting.Meeting, police task.Task) {
	var at string
	r.change(access.ComposeAnalysis, func(tx *store.Tx) error {
		a, err := analysis.Open(tx, "2022-H1")
		at = "/k/durres/analysis/" + a.ID
		return err
	})
	site := testkit.NewSite(r.T, r.db, func(mux *web.Mux, db *store.DB) {
		analysis.Routes(mux, db)
		meeting.Routes(mux, db, app.Meetings(nil))
		task.Routes(mux, db)
	})
	chair := site.As(testkit.Actor(access.Chair))
	back := chair.Get(at).Want(200).Attr(`a[href*="/meeting/`+m.ID+`#vendim-"]`, "href")
	if len(back) == 0 {
		r.Fatal("the analysis does not lead to the decision of 02.06")
	}
	page, anchor, _ := strings.Cut(back[0], "#")
	minutes := chair.Get(page).Want(200)
	if len(minutes.Find("#"+anchor)) != 1 {
		r.Errorf("the minutes have no %s", anchor)
	}
	forward := minutes.Attr(`a[href="/k/durres/task/`+police.ID+`"]`, "href")
	if len(forward) == 0 {
		r.Fatal("the minutes do not lead to the task of the police")
	}
	evidence := chair.Get(forward[0]).Want(200).Attr(`a[href^="/k/durres/task/`+police.ID+`/file/"]`, "href")
	if len(evidence) != 1 {
		r.Fatalf("the task leads to %d documents", len(evidence))
	}
	chair.Get(evidence[0]).Want(200).Has("masat")
}

func except(list []string, out string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(id string) bool { return id == out })
}

// carriedTo lists the meetings a task came before and stayed open.
func carriedTo(x task.Task) (list []string) {
	for _, e := range x.Events {
		if e.Verb == "carried" {
			list = append(list, e.MeetingID)
		}
	}
	return list
}
