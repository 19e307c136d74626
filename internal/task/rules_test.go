package task

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tryeza/internal/text"
	"tryeza/internal/web"
)

func days3(head, table, chair int64) Ladder { return Ladder{&head, &table, &chair} }

func TestLevel(t *testing.T) {
	ladder := days3(7, 14, 30)
	onlyChair := Ladder{nil, nil, ladder[2]}
	for _, tt := range []struct {
		rules      Ladder
		due, today string
		want       int64
	}{
		{ladder, "2023-06-30", "2023-06-30", 0}, // its last day is not late
		{ladder, "2023-06-30", "2023-07-06", 0},
		{ladder, "2023-06-30", "2023-07-07", 1}, // 7 days after
		{ladder, "2023-06-30", "2023-07-13", 1},
		{ladder, "2023-06-30", "2023-07-14", 2},
		{ladder, "2023-06-30", "2023-07-30", 3},
		{ladder, "2023-06-30", "2025-01-01", 3},
		{ladder, "", "2025-01-01", 0}, // the next meeting has no day yet
		{ladder, "2024-02-22", "2024-02-29", 1},
		{ladder, "2023-10-25", "2023-11-01", 1}, // across a change of the clock
		{Ladder{}, "2023-06-30", "2025-01-01", 0},
		{onlyChair, "2023-06-30", "2023-07-29", 0},
		{onlyChair, "2023-06-30", "2023-07-30", 3},
		{days3(0, 14, 30), "2023-06-30", "2023-06-30", 0},
		{days3(0, 14, 30), "2023-06-30", "2023-07-01", 1},
		{days3(20, 10, 30), "2023-06-30", "2023-07-11", 2}, // the highest that is reached
	} {
		if got := Level(tt.rules, tt.due, tt.today); got != tt.want {
			t.Errorf("due %s on %s: level %d, want %d", tt.due, tt.today, got, tt.want)
		}
	}
}

func day(t *rapid.T, label string) string {
	return time.Date(2022, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 800).Draw(t, label)).Format(time.DateOnly)
}

// A delay that has been told is not taken back by waiting longer.
func TestLevelOnlyRises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var l Ladder
		for i := range l {
			if n := rapid.Int64Range(-1, 60).Draw(t, "step"); n >= 0 {
				l[i] = &n
			}
		}
		due, a, b := day(t, "due"), day(t, "a"), day(t, "b")
		a, b = min(a, b), max(a, b)
		if Level(l, due, a) > Level(l, due, b) {
			t.Errorf("%d on %s, %d on %s", Level(l, due, a), a, Level(l, due, b), b)
		}
		if a <= due && Level(l, due, a) != 0 {
			t.Errorf("late before it is due")
		}
	})
}

func TestDates(t *testing.T) {
	const today = "2023-07-14"
	for _, tt := range []struct {
		name                 string
		task                 Task
		overdue, onTime      bool
		clock, age, punctual string
	}{
		{"no day yet", Task{State: Open, GivenOn: "2023-07-14", DueBody: "table"}, false, false, "", "më pak se 1 ditë", ""},
		{"its last day", Task{State: Open, GivenOn: "2023-07-13", DueOn: today}, false, false, "afati mbaron sot", "1 ditë", ""},
		{"a day left", Task{State: Open, GivenOn: "2023-07-01", DueOn: "2023-07-15"}, false, false, "edhe 1 ditë", "13 ditë", ""},
		{"six left", Task{State: Open, GivenOn: "2023-07-01", DueOn: "2023-07-20"}, false, false, "edhe 6 ditë", "13 ditë", ""},
		{"a day late", Task{State: Open, GivenOn: "2023-07-01", DueOn: "2023-07-13"}, true, false, "1 ditë me vonesë", "13 ditë", ""},
		{"three late", Task{State: Open, GivenOn: "2023-07-01", DueOn: "2023-07-11"}, true, false, "3 ditë me vonesë", "13 ditë", ""},
		{"waiting is not late", Task{State: Answered, GivenOn: "2023-07-01", DueOn: "2023-07-11", DoneOn: "2023-07-11"}, false, true, "", "13 ditë", "në afat"},
		{"done late", Task{State: Closed, GivenOn: "2023-07-01", DueOn: "2023-07-05", DoneOn: "2023-07-06", ClosedOn: "2023-07-10"}, false, false, "", "9 ditë", "1 ditë pas afatit"},
		{"done before the meeting had a day", Task{State: Closed, GivenOn: "2023-07-01", DueBody: "table", DoneOn: "2023-07-06", ClosedOn: "2023-07-06"}, false, true, "", "5 ditë", "në afat"},
		{"cancelled", Task{State: Cancelled, GivenOn: "2023-07-01", DueOn: "2023-07-05"}, false, false, "", "13 ditë", ""},
	} {
		x := tt.task
		if x.Overdue(today) != tt.overdue || x.OnTime() != tt.onTime {
			t.Errorf("%s: overdue %v, on time %v", tt.name, x.Overdue(today), x.OnTime())
		}
		if got := x.clock(text.SQ, today); got != tt.clock {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.clock)
		}
		if got := x.ageWords(text.SQ, today); got != tt.age {
			t.Errorf("%s: age %q, want %q", tt.name, got, tt.age)
		}
		if got := x.punctual(text.SQ); got != tt.punctual {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.punctual)
		}
	}
}

// often is one of a few, the first of them most of the time.
func often(t *rapid.T, label, most string, others ...string) string {
	if rapid.IntRange(0, 3).Draw(t, "usual "+label) > 0 {
		return most
	}
	return rapid.SampledFrom(others).Draw(t, label)
}

// There is no task without words, an owner and a date, whatever is asked for.
func TestNothingGivenByHalves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := New{
			Kind: often(t, "kind", FromDecision, Request, "gossip"), Body: often(t, "body", "Të raportohet", "", " "), OwnerID: often(t, "owner", "police", ""),
			Priority: often(t, "priority", "", High, "urgent"), DueOn: often(t, "due", "", "2022-01-01", "2024-06-01"), DueBody: often(t, "next", "table", "", "somebody"), GivenOn: day(t, "given"),
		}
		x, err := n.task("2023-07-14")
		whole := strings.TrimSpace(n.Body) != "" && n.OwnerID != "" && (n.DueOn >= n.GivenOn || n.DueOn == "" && n.DueBody == "table") && n.Kind != "gossip" && n.Priority != "urgent"
		if (err == nil) != whole {
			t.Fatalf("%+v: %v", n, err)
		}
		if err == nil {
			check(t, x, 0)
		}
	})
}

// Whatever people try, in whatever order: a task that is closed says what was
// done and when; one of high priority closed with a document and was checked by
// somebody other than who answered; one that is refused has not changed.
func TestWhateverIsTried(t *testing.T) {
	closedHigh := 0
	rapid.Check(t, func(t *rapid.T) {
		x, err := New{Kind: Commitment, Body: "Të raportohet", OwnerID: "police", Priority: often(t, "priority", High, "normal"), DueBody: "table", GivenOn: day(t, "given")}.task("")
		if err != nil {
			t.Fatal(err)
		}
		held, today := 0, x.GivenOn
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			today = max(today, day(t, "today"))
			who := rapid.SampledFrom([]string{"anna", "besa"}).Draw(t, "who")
			before := x
			switch rapid.SampledFrom([]string{"answer", "answer", "check", "check", "check", "back", "put off", "cancel", "reopen", "remove"}).Draw(t, "action") {
			case "answer":
				a := Answer{What: often(t, "what", "U bë", ""), DoneOn: often(t, "done", today, "", "2099-01-01", "1999-01-01"), Files: make([]web.File, rapid.IntRange(0, 2).Draw(t, "files"))}
				if err = x.answer(a, held, who, today); err == nil {
					held += len(a.Files)
				}
			case "check":
				err = x.check(held, who, today)
			case "back":
				err = x.sendBack(who)
			case "put off":
				err = x.putOff(Due{often(t, "on", today, ""), often(t, "at", "", "table")}, nil, today)
			case "cancel":
				err = x.cancel("nuk duhet më")
			case "reopen":
				err = x.reopen()
			case "remove": // the owner takes its documents away again
				err = nil
				if x.State == Open {
					held = 0
				}
			}
			if err != nil && fmt.Sprint(x) != fmt.Sprint(before) {
				t.Fatalf("refused (%v) and changed all the same:\n%+v\n%+v", err, before, x)
			}
			check(t, x, held)
			if x.State == Closed && x.Priority == High {
				closedHigh++
			}
		}
	})
	if closedHigh < 3 {
		t.Errorf("only %d times was one of high priority closed: the test tries too little", closedHigh)
	}
}

func check(t *rapid.T, x Task, held int) {
	t.Helper()
	switch {
	case x.OwnerID == "" || x.Body == "" || x.DueOn == "" && x.DueBody == "":
		t.Fatalf("nobody owes it, or at no time: %+v", x)
	case x.State == Closed && (x.What == "" || x.DoneOn == "" || x.ClosedOn == "" || x.AnsweredBy == ""):
		t.Fatalf("closed without what was done: %+v", x)
	case x.State == Closed && x.Priority == High && (held == 0 || x.CheckedBy == "" || x.CheckedBy == x.AnsweredBy):
		t.Fatalf("closed without a document and a second person: %+v, %d documents", x, held)
	case x.State == Answered && x.Priority != High:
		t.Fatalf("waits for a check that nobody needs: %+v", x)
	case x.State != Closed && x.ClosedOn != "", x.Live() && x.CheckedBy != "", x.State == Open && x.DoneOn != "":
		t.Fatalf("something of an earlier end is left: %+v", x)
	case x.State == Cancelled && x.Reason == "":
		t.Fatalf("cancelled without a reason: %+v", x)
	}
}

func TestEarliest(t *testing.T) {
	list := []gathering{{"c1", "committee", "2023-03-01"}, {"t1", "table", "2023-04-01"}, {"j1", "joint", "2023-05-01"}, {"t2", "table", "2023-05-01"}, {"c2", "committee", "2023-06-01"}}
	for _, tt := range []struct{ body, after, want string }{
		{"table", "2023-01-01", "t1"}, {"table", "2023-04-01", "j1"}, {"committee", "2023-03-01", "j1"}, {"committee", "2023-05-01", "c2"},
		{"joint", "2023-01-01", "c1"}, {"table", "2023-05-01", ""}, {"committee", "2023-06-01", ""},
	} {
		if got := earliest(list, tt.body, tt.after); got.id != tt.want {
			t.Errorf("after %s the next of %s is %q, want %q", tt.after, tt.body, got.id, tt.want)
		}
	}
}

var (
	inTemplate = regexp.MustCompile(`\bt "([^"]+)"`)
	inCode     = regexp.MustCompile(`"([^"\n]*[a-zëç]{3}[^"\n]*)"`)
	albanian   = regexp.MustCompile(`[ëç«»]|[a-zëç]{2} [a-zëç]{2}.*[a-z]`)
	notWords   = regexp.MustCompile("(?s)`[^`]*`|const columns = .*?\"\n|//[^\n]*|[^\n]*EN:[^\n]*")
)

// Every sentence of the package has English.
func TestEnglish(t *testing.T) {
	var all []string
	names, _ := filepath.Glob("*")
	for _, name := range names {
		b, err := os.ReadFile(name)
		switch {
		case err != nil || strings.HasSuffix(name, "_test.go") || name == "store.go":
		case strings.HasSuffix(name, ".tmpl"):
			for _, m := range inTemplate.FindAllStringSubmatch(string(b), -1) {
				all = append(all, m[1])
			}
		case strings.HasSuffix(name, ".go"):
			for _, m := range inCode.FindAllStringSubmatch(notWords.ReplaceAllString(string(b), ""), -1) {
				if albanian.MatchString(m[1]) && !strings.ContainsAny(m[1], "=&|") {
					all = append(all, m[1])
				}
			}
		}
	}
	if len(all) < 130 {
		t.Errorf("only %d sentences were found", len(all))
	}
	for _, s := range text.Missing(all) {
		t.Errorf("no English for %q", s)
	}
}
