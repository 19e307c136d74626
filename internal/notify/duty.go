package notify

import (
	"fmt"
	"strconv"
	"time"

	"tryeza/internal/text"
)

// A duty is one thing to tell somebody once: a task is due soon, a return is late.
type duty struct {
	Kind    string // a code of duties
	Subject string // what it is about, on its due day: a day that was put off is told of again
	Due     string
	To      string // addressee: "institution:…", "head:…", "office:…"
	About   string // the institution that owes it, where somebody else is told
	Task    string // of an escalation: the task, and how far it goes
	Level   int64
}

// A reason is how a kind of duty is put into words, and where it is looked at.
type reason struct {
	code  string
	words text.Forms
	path  string // after /k/{committee}
}

// reasons are all there is to be reminded of, in the order a mail tells them.
var reasons = []reason{
	{"task_late", text.Forms{One: "1 detyrë është me vonesë", Many: "{n} detyra janë me vonesë"}, "/task"},
	{"task_today", text.Forms{One: "1 detyrë e ka afatin sot", Many: "{n} detyra e kanë afatin sot"}, "/task"},
	{"task_soon", text.Forms{One: "1 detyrë e ka afatin së shpejti", Many: "{n} detyra e kanë afatin së shpejti"}, "/task"},
	{"escalation_head", escalated, "/task"},
	{"escalation_table", escalated, "/task"},
	{"escalation_chair", escalated, "/task"},
	{"asked_late", text.Forms{One: "1 kërkesë që keni bërë është pa përgjigje pas afatit", Many: "{n} kërkesa që keni bërë janë pa përgjigje pas afatit"}, "/task"},
	{"return_late", text.Forms{One: "1 raportim nuk është dërguar dhe afati ka kaluar", Many: "{n} raportime nuk janë dërguar dhe afati ka kaluar"}, "/reporting"},
	{"return_soon", text.Forms{One: "1 raportim duhet dërguar së shpejti", Many: "{n} raportime duhen dërguar së shpejti"}, "/reporting"},
	{"meeting_soon", text.Forms{One: "1 mbledhje mbahet së shpejti", Many: "{n} mbledhje mbahen së shpejti"}, "/meeting"},
}

var escalated = text.Forms{One: "1 detyrë është prej kohësh me vonesë", Many: "{n} detyra janë prej kohësh me vonesë"}

// steps are whom a late task is raised to, in order: the dated rule that says
// after how many days is named as the duty is. The level is that of code.Escalations.
var steps = []struct {
	code string
	to   func(owner string) string
}{
	{"escalation_head", func(owner string) string { return "head:" + owner }},
	{"escalation_table", func(string) string { return "office:table_chair" }},
	{"escalation_chair", func(string) string { return "office:chair" }},
}

// meetingNotice is how many days before a meeting those called are reminded.
const meetingNotice = 2

// A matter is something that is due: a task, a return, a meeting somebody is
// called to.
type matter struct {
	Kind      string // task, return, meeting
	ID, Owner string // Owner is the institution that owes it, or is called
	AskedBy   string // of a task: the institution that asked for it
	Due       string
	Escalated int64 // of a task: how far it went already
	Turn      int64 // of a task: how often it came back to its owner, or got another day
}

func (m *matter) fields() []any {
	return []any{&m.Kind, &m.ID, &m.Owner, &m.AskedBy, &m.Due, &m.Escalated, &m.Turn}
}

// subject is what is told once: a matter with its due day, and again when it
// came back to its owner.
func (m matter) subject() string {
	if m.Turn == 0 {
		return m.ID + "@" + m.Due
	}
	return fmt.Sprintf("%s@%s/%d", m.ID, m.Due, m.Turn)
}

// rules are the dated rules in force on a day, in days; one that is missing or is
// no number is not there.
type rules map[string]int

type rule struct{ code, value string }

// rulesOf reads rules, the newest of a code first.
func rulesOf(list []rule) rules {
	r, seen := rules{}, map[string]bool{}
	for _, l := range list {
		if n, err := strconv.Atoi(l.value); err == nil && n >= 0 && !seen[l.code] {
			r[l.code] = n
		}
		seen[l.code] = true
	}
	return r
}

// duties are everything a matter gives cause to tell on a day, told or not.
func duties(day string, r rules, m matter) (list []duty) {
	add := func(kind, to string) {
		list = append(list, duty{Kind: kind, Subject: m.subject(), Due: m.Due, To: to})
	}
	soon := func(days int, known bool) bool { return known && m.Due > day && m.Due <= text.DaysAfter(day, days) }
	before, known := r["reminder_before"]
	owner := "institution:" + m.Owner
	switch {
	case m.Kind == "meeting" && (m.Due == day || soon(meetingNotice, true)):
		add("meeting_soon", owner)
	case m.Kind == "return" && m.Due < day:
		add("return_late", owner)
	case m.Kind == "return" && (m.Due == day || soon(before, known)):
		add("return_soon", owner)
	case m.Kind == "task" && m.Due < day:
		add("task_late", owner)
		if m.AskedBy != "" && m.AskedBy != m.Owner {
			list = append(list, duty{Kind: "asked_late", Subject: m.subject(), Due: m.Due, To: "institution:" + m.AskedBy, About: m.Owner})
		}
		list = append(list, escalations(day, r, m)...)
	case m.Kind == "task" && m.Due == day:
		add("task_today", owner)
	case m.Kind == "task" && soon(before, known):
		add("task_soon", owner)
	}
	return list
}

func escalations(day string, r rules, m matter) (list []duty) {
	for i, s := range steps {
		days, known := r[s.code]
		level := int64(i + 1)
		if known && m.Escalated < level && text.DaysAfter(m.Due, days) <= day {
			list = append(list, duty{Kind: s.code, Subject: m.subject(), Due: m.Due, To: s.to(m.Owner), About: m.Owner, Task: m.ID, Level: level})
		}
	}
	return list
}

// held reports whether a duty waits for the day of the week on which an
// institution that asked for it is reminded. What is due before the next Monday
// does not wait, and an escalation goes to a person, never to an institution.
func (d duty) held(day string) bool { return d.Due < day || d.Due >= nextMonday(day) }

// monday is the Monday of a day's week.
func monday(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.AddDate(0, 0, -(int(t.Weekday())+6)%7).Format(time.DateOnly)
}

func nextMonday(day string) string { return text.DaysAfter(monday(day), 7) }
