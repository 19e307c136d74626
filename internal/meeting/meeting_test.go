package meeting_test

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/committee"
	"tryeza/internal/figure"
	"tryeza/internal/meeting"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/web"
)

// prepare makes the committee of Durrës with an order of 2022 and one of 2023.
// World Vision sits in the technical table only; the police in both.
func prepare(t *testing.T, db *store.DB) *testkit.Site {
	t.Helper()
	durres, _ := code.FindQark("durres")
	if err := committee.Found(context.Background(), db, testkit.Actor(access.Operator), durres, true); err != nil {
		t.Fatal(err)
	}
	testkit.Change(t, db, access.ManageCommittee, func(tx *store.Tx) error {
		var errs []error
		for _, id := range []string{"prefect", "police", "wv", "onac"} {
			errs = append(errs, committee.AddInstitution(tx, committee.Institution{ID: id, Kind: committee.State, Sector: "other"}, committee.Name{Name: strings.ToUpper(id)}))
		}
		seat := func(order, institution, body, kind string) {
			errs = append(errs, committee.AddSeat(tx, committee.Seat{OrderID: order, InstitutionID: institution, Body: body, Kind: kind}))
		}
		for _, o := range []committee.Order{
			{ID: "a", Number: "11", Dated: "2022-01-10", From: "2022-01-10", To: "2022-12-31"},
			{ID: "b", Number: "12", Dated: "2023-01-01", From: "2023-01-01"},
		} {
			errs = append(errs, committee.AddOrder(tx, o))
			seat(o.ID, "prefect", committee.Body, "chair")
			seat(o.ID, "police", committee.Body, "member")
			seat(o.ID, "police", committee.Table, "substitute")
		}
		seat("b", "wv", committee.Table, "invited")
		return errors.Join(errs...)
	})
	return testkit.NewSite(t, db, func(m *web.Mux, db *store.DB) { meeting.Routes(m, db, meeting.Options{}) })
}

var june = meeting.Meeting{
	ID: "june", Body: "table", Kind: "ordinary", HeldOn: "2023-06-02", DateNote: "vetëm muaji dihet", Time: "11:00", Place: "Prefektura", Title: "Takim i Tryezës",
	ChairedBy: "Sekretari i Përgjithshëm", Source: "njoftim", Note: "shënim",
	Attendance: []meeting.Attendance{
		{ID: "1", InstitutionID: "wv", Kind: "invited"}, {ID: "2", InstitutionID: "police", Kind: "substitute"},
		{ID: "3", InstitutionID: "onac", Kind: meeting.Guest}, {ID: "4", Name: "UNICEF", Kind: meeting.Guest},
	},
	Lines: []meeting.Line{
		{ID: "5", Kind: meeting.Task, Body: "raportojnë masat", InstitutionID: "police", DueOn: "2023-06-27"},
		{ID: "6", Kind: meeting.Agenda, Body: "Përmbledhje e situatës"}, {ID: "7", Kind: meeting.Problem, Body: "mungon transporti", InstitutionID: "wv", DueOn: "2023-12-31"},
		{ID: "8", Kind: meeting.Decision, Body: "miratohet plani"}, {ID: "9", Kind: meeting.Recommendation, Body: "çerdhe sezonale", InstitutionID: "prefect"},
	},
	Figures: []meeting.Figure{
		{ID: "10", What: "viktima të mundshme", Value: figure.Quantity{Qualifier: figure.Several}, Unit: "persons"},
		{ID: "11", What: "vizatime", Value: figure.Quantity{Number: figure.Whole(200), Qualifier: figure.About}, About: "konkursi"},
		{ID: "12", What: "raste", Value: figure.Exactly(0)},
	},
}

func record(t *testing.T, db *store.DB, list ...meeting.Meeting) {
	t.Helper()
	testkit.Change(t, db, access.RecordMeetings, func(tx *store.Tx) error {
		for _, m := range list {
			if err := meeting.Record(tx, m); err != nil {
				return err
			}
		}
		return nil
	})
}

func TestRecordKeepsEverything(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		prepare(t, db)
		early := meeting.Meeting{Body: "joint", Kind: "annual_report", HeldOn: "2023-06-01", Attendance: []meeting.Attendance{{InstitutionID: "police"}, {InstitutionID: "wv"}}}
		record(t, db, june, early, meeting.Meeting{Body: "table", Kind: "other", HeldOn: "2023-07-01"})
		testkit.View(t, db, access.ReadMeetings, func(tx *store.Tx) error {
			list, err := meeting.InPeriod(tx, "2023-06-01", "2023-06-30")
			if err != nil || len(list) != 2 {
				t.Fatalf("%d meetings, %v", len(list), err)
			}
			want := june
			want.Version, want.State, want.Recorded, want.ClosedOn = 1, meeting.Closed, true, june.HeldOn
			if diff := cmp.Diff(want, list[1]); diff != "" {
				t.Error(diff)
			}
			one, err := meeting.Get(tx, "june")
			if diff := cmp.Diff(want, one); diff != "" || err != nil {
				t.Error(diff, err)
			}
			// With two seats, an institution sits in a joint meeting as in the committee.
			if a := list[0].Attendance; len(a) != 2 || a[0].Kind != "member" || a[1].Kind != "invited" || a[0].ID == "" {
				t.Errorf("kinds of seat %+v", a)
			}
			return nil
		})
	})
}

func TestOnlyTheSeatedArePresent(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		prepare(t, db)
		for _, tt := range []struct {
			day, body, institution string
			order                  string
			seated                 bool
		}{
			{"2022-03-02", "committee", "police", "11", true},
			{"2022-03-02", "table", "wv", "11", false},
			{"2023-03-02", "table", "wv", "12", true},
			{"2023-03-02", "committee", "wv", "12", false},
			{"2021-03-02", "committee", "police", "", false},
		} {
			m := meeting.Meeting{Body: tt.body, Kind: "ordinary", HeldOn: tt.day, Attendance: []meeting.Attendance{{InstitutionID: tt.institution}}}
			err := db.Change(context.Background(), testkit.Grant(t, access.RecordMeetings), store.Subject{Kind: "meeting"}, func(tx *store.Tx) error { return meeting.Record(tx, m) })
			var bad meeting.NotSeated
			if errors.As(err, &bad) == tt.seated || bad.Order != tt.order && !tt.seated {
				t.Errorf("%s in the %s on %s: %v", tt.institution, tt.body, tt.day, err)
			}
			m.Attendance[0].Kind = meeting.Guest
			record(t, db, m)
		}
	})
}

func TestEditAndRemove(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		prepare(t, db)
		record(t, db, june)
		change := func(f func(tx *store.Tx) error) error {
			return db.Change(context.Background(), testkit.Grant(t, access.RecordMeetings), store.Subject{Kind: "meeting", ID: "june"}, f)
		}
		m := june
		m.Version = 1
		m.Lines = []meeting.Line{{Kind: meeting.Agenda, Body: "Pika e re"}, {Kind: meeting.Agenda, Body: "Pika tjetër"}, june.Lines[0]}
		m.Attendance, m.Figures = m.Attendance[:1], nil
		if err := change(func(tx *store.Tx) error { return meeting.Edit(tx, m) }); err != nil {
			t.Fatal(err)
		}
		// A line without an id takes the place of one of its kind; only parts changed, and yet the version moved.
		testkit.View(t, db, access.ReadMeetings, func(tx *store.Tx) error {
			got, err := meeting.Get(tx, "june")
			if err != nil || got.Version != 2 || len(got.Attendance) != 1 || len(got.Figures) != 0 || len(got.Lines) != 3 || got.Lines[0].ID != "6" || got.Lines[2].ID != "5" {
				t.Errorf("%+v, %v", got, err)
			}
			return nil
		})
		if err := change(func(tx *store.Tx) error { return meeting.Edit(tx, m) }); !errors.Is(err, store.ErrConflict) {
			t.Errorf("a second edit of version 1: %v", err)
		}
		if err := change(func(tx *store.Tx) error { return meeting.Remove(tx, "june", 1) }); !errors.Is(err, store.ErrConflict) {
			t.Errorf("removal of version 1: %v", err)
		}
		if err := change(func(tx *store.Tx) error { return meeting.Remove(tx, "june", 2) }); err != nil {
			t.Error(err)
		}
		testkit.View(t, db, access.ReadMeetings, func(tx *store.Tx) error {
			if _, err := meeting.Get(tx, "june"); !errors.Is(err, store.ErrNotFound) {
				t.Errorf("after removal: %v", err)
			}
			return nil
		})
	})
}

func TestPages(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		s := prepare(t, db)
		secretary, point := s.As(testkit.Actor(access.Secretary)), s.As(testkit.Actor(access.FocalPoint, "police"))
		stranger := s.As(access.NewActor("x", map[access.Scope][]access.Seat{access.Committee("kukes"): {{Role: access.Secretary}}}))
		secretary.Get("/k/durres/meeting").Want(200).Has("Nuk është shënuar asnjë mbledhje në vitin 2023", "e pakonfirmuar", "3 muaj")
		blank := secretary.Get("/k/durres/meeting/new/edit").Want(200).Has("Lista ndjek urdhrin nr. 12", "PREFECT")
		if groups, rows := blank.Find("[data-rows]"), blank.Find("[data-rows] > [data-row]"); len(groups) != 7 || len(rows) != len(groups) {
			t.Errorf("%d rows in %d groups, want one in each", len(rows), len(groups))
		}
		point.Get("/k/durres/meeting/new/edit").Want(404)

		form := url.Values{"body": {"table"}, "kind": {"ordinary"}, "held-day": {"2"}, "held-month": {"6"}, "held-year": {"2022"},
			"time": {"ora 11.00"}, "present": {"police", "wv"}, "agenda-0": {"Situata"}, "agenda-7": {"Të tjera"}, "guest-1": {"UNICEF"},
			"task-0": {"raportojnë"}, "task_owner-0": {"police"}, "task_due-0": {"31.06.2022"},
			"what-0": {"vizatime"}, "qualifier-0": {"several"}, "value-0": {"200"}}
		r := secretary.Post("/k/durres/meeting/new/edit", form).Want(422)
		r.Has("Sipas urdhrit nr. 11, në fuqi më 02.06.2022", "WV", "datë të vërtetë", "nuk shkruhet numër", "Situata", "Të tjera")
		if got := r.Attr("input[name=visitor][checked]", "value"); len(got) != 1 || got[0] != "wv" {
			t.Errorf("who has no seat is ticked among the guests: %q", got)
		}
		if got := r.Attr("input[name=present][checked]", "value"); len(got) != 1 || got[0] != "police" {
			t.Errorf("who has a seat stays ticked: %q", got)
		}
		if got := r.Attr("#task_due-0", "value"); len(got) != 1 || got[0] != "31.06.2022" {
			t.Errorf("what was typed is lost: %q", got)
		}
		form["present"], form["visitor"] = []string{"police"}, []string{"wv"}
		form.Set("task_due-0", "27.06.2022")
		form.Set("qualifier-0", "about")
		point.Post("/k/durres/meeting/new/edit", form).Want(404)
		at := secretary.Post("/k/durres/meeting/new/edit", form).Want(303).Location()
		page := point.Get(at).Want(200)
		page.Has("1 institucion nga 1 me vend sipas urdhrit nr. 11", "POLICE (zëvendës)", "UNICEF", "WV", "Situata", "27.06.2022", "rreth 200", "ora 11.00").HasNot("Ndrysho", "Hiqe")
		stranger.Get(at).Want(404)
		stranger.Get(strings.Replace(at, "durres", "kukes", 1)).Want(404)

		edit := secretary.Get(at + "/edit").Want(200)
		if got := edit.Find("textarea[name=agenda-1]"); len(got) != 1 || got[0] != "Të tjera" {
			t.Errorf("the form to change it holds %q", got)
		}
		form.Set("version", "1")
		form.Set("agenda-0", "Situata në qark")
		secretary.Post(at+"/edit", form).Want(303)
		form.Set("agenda-0", "Situata e re")
		secretary.Post(at+"/edit", form).Want(409).Has("Situata në qark", "Situata e re")
		point.Get(at + "/edit").Want(404)

		form.Set("held-year", "2024")
		form.Set("version", "2")
		secretary.Post(at+"/edit", form).Want(422).Has("nuk ka ardhur ende")
		form.Set("held-year", "2022")
		form.Set("note", "telefono 069 123 4567")
		secretary.Post(at+"/edit", form).Want(422).Has("numër celulari")
		form.Set("note", "")
		form.Set("task_owner-0", "nobody")
		secretary.Post(at+"/edit", form).Want(404)

		point.Get(at + "/remove").Want(404)
		point.Post(at+"/remove", url.Values{"version": {"2"}}).Want(404)
		secretary.Get(at + "/remove").Want(200).Has("Hiqni mbledhjen?")
		secretary.Post(at+"/remove", url.Values{"version": {"1"}}).Want(422)
		secretary.Post(at+"/remove", url.Values{"version": {"2"}}).Want(303)
		secretary.Get(at).Want(404)
	})
}

// What the form does not show of an imported meeting survives an edit.
func TestEditingLosesNothing(t *testing.T) {
	db := testkit.SQLite(t)
	secretary := prepare(t, db).As(testkit.Actor(access.Secretary))
	record(t, db, june)
	const at = "/k/durres/meeting/june/edit"
	page, form := secretary.Get(at).Want(200), url.Values{}
	for _, kind := range []string{"input", "textarea", "select"} {
		for _, name := range page.Attr(kind+"[name]", "name") {
			if strings.Contains(name, "__n__") {
				continue
			}
			sel := kind + `[name="` + name + `"]`
			switch kind {
			case "textarea":
				form.Set(name, page.Find(sel)[0])
			case "select":
				form[name] = page.Attr(sel+" option[selected]", "value")
			default:
				form[name] = append(page.Attr(sel+`[checked]`, "value"), page.Attr(sel+`:not([type=checkbox]):not([type=radio])`, "value")...)
			}
		}
	}
	secretary.Post(at, form).Want(303)
	testkit.View(t, db, access.ReadMeetings, func(tx *store.Tx) error {
		got, err := meeting.Get(tx, "june")
		if err != nil {
			return err
		}
		for _, kind := range []string{meeting.Agenda, meeting.Decision, meeting.Task, meeting.Recommendation, meeting.Problem} {
			if diff := cmp.Diff(june.LinesOf(kind), got.LinesOf(kind)); diff != "" {
				t.Error(diff)
			}
		}
		if diff := cmp.Diff(june.Figures, got.Figures); diff != "" {
			t.Error(diff)
		}
		if len(got.Attendance) != 4 || got.Note != june.Note || got.DateNote != june.DateNote || got.Time != june.Time {
			t.Errorf("%+v", got)
		}
		return nil
	})
}

// The meetings of Durrës in 2022, against the intervals a new committee starts with.
func TestCadencePage(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		s := prepare(t, db)
		for _, day := range []string{"2022-03-02", "2022-06-02", "2022-06-27", "2022-10-26"} {
			record(t, db, meeting.Meeting{Body: "joint", Kind: "ordinary", HeldOn: day})
		}
		page := s.As(testkit.Actor(access.FocalPoint, "police")).Get("/k/durres/meeting?year=2022").Want(200)
		rows := page.Find(".govuk-summary-list__value")
		if len(rows) != 2 {
			t.Fatalf("%d bodies", len(rows))
		}
		for i, want := range []string{"U mbajtën 4 mbledhje. Nga 4 afate u mbajtën në kohë 3; kaloi pa mbledhje: 27.09.2022. Hapësira më e gjatë mes dy mbledhjeve: 121 ditë.",
			"U mbajtën 4 mbledhje. Nga 5 afate u mbajtën në kohë 2; kaluan pa mbledhje: 02.05.2022, 27.08.2022 dhe 26.12.2022. Hapësira më e gjatë mes dy mbledhjeve: 121 ditë."} {
			if !strings.HasPrefix(rows[i], want) {
				t.Errorf("%q, want %q", rows[i], want)
			}
		}
		page.HasNot("Duhet të mblidhet", "Shëno një mbledhje")
		s.As(testkit.Actor(access.Chair)).Get("/k/durres/meeting").Has("Mbledhjet e vitit 2022")
		s.As(testkit.Actor(access.Chair)).Get("/k/durres/meeting?year=2023").Has("Duhej të mblidhej deri më 26.01.2023", "me vonesë")
	})
}

// A recorded meeting that is corrected keeps what its form does not ask, and its
// lines stay the same ones: tasks were made of them.
func TestCorrectedLinesStayTheSame(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		s := prepare(t, db)
		votes := int64(7)
		m := meeting.Meeting{ID: "m", Body: "table", Kind: "ordinary", HeldOn: "2023-06-02", Time: "11:00", Lines: []meeting.Line{
			{ID: "d1", Kind: meeting.Decision, Body: "miratohet plani", Number: "1/2023", Votes: meeting.Votes{For: &votes}}, {ID: "d2", Kind: meeting.Decision, Body: "caktohet ekipi", Number: "2/2023"},
			{ID: "t1", Kind: meeting.Task, Body: "raportojnë masat", Everyone: true, DueNext: true, Priority: "high"}}}
		m.EndsAt = "12:30"
		record(t, db, m)
		post := func(version string, pairs ...string) meeting.Meeting {
			v := url.Values{"version": {version}, "body": {"table"}, "kind": {"ordinary"}, "held": {"02.06.2023"}, "time": {"11.00"}}
			for i := 0; i < len(pairs); i += 2 {
				v.Set(pairs[i], pairs[i+1])
			}
			s.As(testkit.Actor(access.Secretary)).Post("/k/durres/meeting/m/edit", v).Want(303)
			m, _, _ := read(t, db, "m")
			return m
		}
		got := post("1", "decision-0", "shtohet një vendim", "decision-1", "miratohet plani", "decision-2", "caktohet ekipi", "task-0", "raportojnë masat e marra")
		if d := got.LinesOf(meeting.Decision); len(d) != 3 || d[1].ID != "d1" || d[2].ID != "d2" || d[1].Number != "1/2023" || d[2].Number != "2/2023" || d[1].For == nil || d[0].Number != "" {
			t.Errorf("decisions %+v", d)
		}
		if x := got.LinesOf(meeting.Task); len(x) != 1 || x[0].ID != "t1" || !x[0].Everyone || !x[0].DueNext || x[0].Priority != "high" || got.EndsAt != "12:30" {
			t.Errorf("tasks %+v, until %q", x, got.EndsAt)
		}
		got = post("2", "decision-0", "caktohet ekipi", "task-0", "raportojnë masat e marra", "task_owner-0", "police", "task_due-0", "27.06.2023")
		if d := got.LinesOf(meeting.Decision); len(d) != 1 || d[0].ID != "d2" || d[0].Number != "2/2023" {
			t.Errorf("decisions %+v", d)
		}
		if x := got.LinesOf(meeting.Task); x[0].ID != "t1" || x[0].Everyone || x[0].DueNext || x[0].InstitutionID != "police" || x[0].DueOn != "2023-06-27" {
			t.Errorf("tasks %+v", x)
		}
	})
}
