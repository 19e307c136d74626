package notify

import (
	"slices"
	"strings"
	"testing"

	"tryeza/internal/access"
)

func TestDuties(t *testing.T) {
	all := rules{"reminder_before": 7, "escalation_head": 7, "escalation_table": 14, "escalation_chair": 30}
	task := matter{Kind: "task", ID: "t", Owner: "police", Due: "2022-06-30"}
	asked := matter{Kind: "task", ID: "t", Owner: "police", AskedBy: "school", Due: "2022-06-30"}
	report := matter{Kind: "return", ID: "k", Owner: "police", Due: "2022-06-30"}
	meeting := matter{Kind: "meeting", ID: "m", Owner: "police", Due: "2022-06-30"}
	for _, tt := range []struct {
		name, day string
		r         rules
		m         matter
		want      string
	}{
		{"too early", "2022-06-22", all, task, ""},
		{"a week before", "2022-06-23", all, task, "task_soon>institution:police"},
		{"the day before", "2022-06-29", all, task, "task_soon>institution:police"},
		{"on the day", "2022-06-30", all, task, "task_today>institution:police"},
		{"the day after", "2022-07-01", all, task, "task_late>institution:police"},
		{"a week late", "2022-07-07", all, task, "task_late>institution:police escalation_head>head:police"},
		{"a month late", "2022-07-30", all, task, "task_late>institution:police escalation_head>head:police escalation_table>office:table_chair escalation_chair>office:chair"},
		{"raised before", "2022-07-30", all, matter{Kind: "task", ID: "t", Owner: "police", Due: "2022-06-30", Escalated: 2}, "task_late>institution:police escalation_chair>office:chair"},
		{"no rule, no word", "2022-06-29", rules{}, task, ""},
		{"no rule, no escalation", "2022-12-31", rules{"reminder_before": 7}, task, "task_late>institution:police"},
		{"late to the one who asked", "2022-07-01", all, asked, "task_late>institution:police asked_late>institution:school"},
		{"asked of oneself", "2022-07-01", all, matter{Kind: "task", ID: "t", Owner: "police", AskedBy: "police", Due: "2022-06-30"}, "task_late>institution:police"},
		{"return, on its day", "2022-06-30", all, report, "return_soon>institution:police"},
		{"return, late", "2022-07-01", all, report, "return_late>institution:police"},
		{"meeting in three days", "2022-06-27", all, meeting, ""},
		{"meeting in two days", "2022-06-28", rules{}, meeting, "meeting_soon>institution:police"},
		{"meeting today", "2022-06-30", all, meeting, "meeting_soon>institution:police"},
		{"meeting yesterday", "2022-07-01", all, meeting, ""},
	} {
		var got []string
		for _, d := range duties(tt.day, tt.r, tt.m) {
			got = append(got, d.Kind+">"+d.To)
			if !slices.ContainsFunc(reasons, func(r reason) bool { return r.code == d.Kind }) {
				t.Errorf("%s: no words for %s", tt.name, d.Kind)
			}
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, s, tt.want)
		}
	}
}

func TestRules(t *testing.T) {
	got := rulesOf([]rule{{"a", "7"}, {"a", "9"}, {"b", "shtatë"}, {"b", "3"}, {"c", "-1"}, {"d", "0"}})
	if len(got) != 2 || got["a"] != 7 || got["d"] != 0 {
		t.Errorf("read %v; the newest of a code counts, and one that is no number is no rule", got)
	}
}

// The week of a day begins on its Monday, also over a change of clocks and of years.
func TestMonday(t *testing.T) {
	for day, want := range map[string]string{"2022-03-27": "2022-03-21", "2022-03-28": "2022-03-28", "2022-10-30": "2022-10-24", "2023-01-01": "2022-12-26"} {
		if got := monday(day); got != want {
			t.Errorf("%s: %s, want %s", day, got, want)
		}
	}
	for due, want := range map[string]bool{"2022-05-30": true, "2022-06-01": false, "2022-06-05": false, "2022-06-06": true} {
		if got := (duty{Due: due}).held("2022-06-01"); got != want {
			t.Errorf("due %s is held on Wednesday 1 June 2022: %v", due, got)
		}
	}
}

// town is two institutions with their people, and both chairs.
func (h *house) town() {
	h.institution("police", "Drejtoria e Policisë")
	h.institution("school", "Zyra Arsimore")
	h.person("shef@example.al", "sq", access.Head, "police")
	h.person("focal@example.al", "en", access.FocalPoint, "police")
	h.person("shkolla@example.al", "sq", access.FocalPoint, "school")
	h.person("tryeza@example.al", "sq", access.TableChair, "")
	h.person("prefekti@example.al", "sq", access.Chair, "")
	h.person("sekretari@example.al", "sq", access.Secretary, "")
}

// mails are the bodies in the outbox, by recipient; the outbox is emptied.
func (h *house) mails() map[string]string {
	got := map[string]string{}
	for _, l := range h.outbox() {
		if got[l.To] != "" {
			h.t.Errorf("%s has two mails of one morning", l.To)
		}
		got[l.To] = l.Subject + "\n" + l.Body
	}
	h.do(`DELETE FROM notify_outbox`)
	return got
}

func TestOneDigestADay(t *testing.T) {
	each(t, func(h *house) {
		h.town()
		h.task("police", "school", "2022-06-10", "x")
		h.task("police", "", "2022-06-20", "x")
		h.round("2022-H1")
		h.morningOf("2022-06-14")
		got := h.mails()
		if len(got) != 3 {
			t.Errorf("mailed to %v", got)
		}
		const base = "https://tryeza.example.al/k/durres"
		want := "Tryeza: 2 kujtesa\n– 1 detyrë është me vonesë (10.06.2022)\n  " + base + "/task\n– 1 detyrë e ka afatin së shpejti (20.06.2022)\n  " + base +
			"/task\n\nGjithsej tani: 2 detyra të hapura, 1 me vonesë.\n\nSa shpesh vijnë kujtesat, e zgjidhni këtu: " + base +
			"/notify\n\n--\nKomiteti Rajonal Antitrafik Durrës\nKëtë mesazh e nisi Tryeza vetë; mos i përgjigjni.\n"
		if got["shef@example.al"] != want {
			t.Errorf("the head reads\n%s\nwant\n%s", got["shef@example.al"], want)
		}
		if s := got["focal@example.al"]; !strings.HasPrefix(s, "Tryeza: 2 reminders\n– 1 task is late (10.06.2022)") {
			t.Errorf("in English\n%s", s)
		}
		if s := got["shkolla@example.al"]; !strings.Contains(s, "– Drejtoria e Policisë: 1 kërkesë që keni bërë është pa përgjigje pas afatit (10.06.2022)") || !strings.Contains(s, "Keni kërkuar nga të tjerët: 1 detyrë ende e hapur.") {
			t.Errorf("who asked reads\n%s", s)
		}

		h.morningOf("2022-06-14") // again on the same day, with something new
		h.task("police", "", "2022-06-14", "x")
		h.morningOf("2022-06-14")
		h.morningOf("2022-06-13")
		if got := h.mails(); len(got) != 0 {
			t.Errorf("a second time on one day: %v", got)
		}
		h.morningOf("2022-06-17") // three days down: a week late
		got = h.mails()
		if s := got["shef@example.al"]; strings.Contains(s, "së shpejti") || !strings.Contains(s, "Drejtoria e Policisë: 1 detyrë është prej kohësh me vonesë (10.06.2022)") || !strings.Contains(s, "– 1 detyrë është me vonesë (14.06.2022)") {
			t.Errorf("the head reads\n%s", s)
		}
		if strings.Contains(got["focal@example.al"], "for some time") || got["prefekti@example.al"] != "" {
			t.Errorf("a late task is raised too far: %v", got)
		}
	})
}

func TestEarlyMorningWaits(t *testing.T) {
	h := newHouse(t, t.TempDir()+"/c.db")
	h.town()
	h.task("police", "", "2022-03-27", "x")
	for clock, want := range map[string]int{"06:59": 0, "07:00": 2} {
		h.now = at(t, "2022-03-27", clock) // clocks went forward in the night
		if err := h.s.RemindAll(ctx); err != nil || len(h.outbox()) != want {
			t.Errorf("at %s: %d mails, %v", clock, len(h.outbox()), err)
		}
		h.do(`DELETE FROM notify_outbox`)
		h.do(`DELETE FROM notify_duty`)
		h.do(`DELETE FROM notify_day`)
	}
}

// Without mail, and with nobody to be told, a late task is still raised; the rest
// waits until somebody can read it.
func TestNobodyThere(t *testing.T) {
	each(t, func(h *house) {
		h.institution("police", "Drejtoria e Policisë")
		id := h.task("police", "", "2022-06-10", "x")
		h.morningOf("2022-06-17")
		if n := h.escalated(id); n != 1 || len(h.outbox()) != 0 {
			t.Errorf("escalated to %d, %d mails", n, len(h.outbox()))
		}
		h.person("focal@example.al", "sq", access.FocalPoint, "police")
		h.morningOf("2022-06-18")
		if s := h.mails()["focal@example.al"]; !strings.Contains(s, "1 detyrë është me vonesë") {
			t.Errorf("who came later is told %q", s)
		}
	})
}

// A task that came back to its owner is late anew: those concerned are told again.
func TestComesBack(t *testing.T) {
	each(t, func(h *house) {
		h.town()
		id := h.task("police", "", "2022-06-10", "x")
		h.morningOf("2022-06-17")
		h.mails()
		h.morningOf("2022-06-18")
		if got := h.mails(); len(got) != 0 {
			t.Errorf("told twice: %v", got)
		}
		h.add("task_event", "task_id", id, "verb", "reopened")
		h.do(`UPDATE task SET escalated = 0 WHERE id = %s`, id)
		h.morningOf("2022-06-19")
		if s := h.mails()["shef@example.al"]; !strings.Contains(s, "1 detyrë është me vonesë") || h.escalated(id) != 1 {
			t.Errorf("after it was reopened the head reads %q, escalated to %d", s, h.escalated(id))
		}
	})
}

func (h *house) escalated(task string) (n int64) {
	if err := h.raw.QueryRow(`SELECT escalated FROM task WHERE id = '` + task + `'`).Scan(&n); err != nil {
		h.t.Fatal(err)
	}
	return n
}

// An institution that is reminded on Mondays hears of the next days at once, and
// of the rest on the first day of the week on which the server is up.
func TestWeekly(t *testing.T) {
	each(t, func(h *house) {
		h.town()
		h.do(`INSERT INTO notify_rhythm (committee_id, institution_id, rhythm) VALUES ('durres', 'police', 'week')`)
		h.task("school", "", "2022-01-01", "x")
		h.morningOf("2022-05-30") // a Monday
		h.mails()
		h.task("police", "", "2022-06-03", "x")
		h.task("police", "", "2022-06-07", "x")
		h.morningOf("2022-06-01")
		if s := h.mails()["shef@example.al"]; !strings.Contains(s, "1 detyrë e ka afatin së shpejti (03.06.2022)") {
			t.Errorf("on Wednesday\n%s", s)
		}
		h.morningOf("2022-06-04")
		if s := h.mails()["shef@example.al"]; s != "" {
			t.Errorf("on Saturday, one day late\n%s", s)
		}
		h.morningOf("2022-06-07") // Monday it was down
		if s := h.mails()["shef@example.al"]; !strings.Contains(s, "1 detyrë është me vonesë (03.06.2022)") || !strings.Contains(s, "1 detyrë e ka afatin sot (07.06.2022)") {
			t.Errorf("on Tuesday\n%s", s)
		}
	})
}
