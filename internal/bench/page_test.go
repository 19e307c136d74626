package bench

import (
	"cmp"
	"fmt"
	"net/url"
	"strconv"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/text"
)

// A page is one address of a committee, asked for by one role. n varies what is
// looked at, so that no two users always share a page.
type page struct {
	name string
	role access.Role
	path func(k room, n int) string
}

// pages are those on which people spend their day, by kind.
var pages = []page{
	{"list/plans", access.Secretary, func(k room, _ int) string { return "/plan" }},
	{"list/rounds", access.Secretary, func(k room, _ int) string { return "/reporting" }},
	{"list/returns", access.Secretary, func(k room, _ int) string { return "/reporting/round/" + k.open }},
	{"list/meetings", access.Secretary, func(k room, _ int) string { return "/meeting" }},
	{"list/tasks", access.Secretary, func(k room, _ int) string { return "/task" }},
	{"list/tasks-closed", access.Secretary, func(k room, _ int) string { return "/task?show=closed" }},
	{"list/issues", access.Secretary, func(k room, _ int) string { return "/issue" }},
	{"list/attendance", access.Chair, func(k room, _ int) string { return "/meeting/attendance" }},
	{"list/analyses", access.Secretary, func(k room, _ int) string { return "/analysis" }},
	{"list/institutions", access.Secretary, func(k room, _ int) string { return "/committee" }},
	{"list/trail", access.Auditor, func(k room, _ int) string { return "/audit" }},
	{"list/programmes", access.Secretary, func(k room, _ int) string { return "/programme" }},
	{"list/programmes-season", access.Secretary, func(k room, _ int) string { return "/programme/season" }},
	{"list/employment", access.Secretary, func(k room, _ int) string { return "/employment" }},
	{"list/campaigns", access.Secretary, func(k room, _ int) string { return "/campaign" }},
	{"list/campaigns-calendars", access.Secretary, func(k room, _ int) string { return "/campaign/calendar" }},
	{"list/training", access.Secretary, func(k room, _ int) string { return "/training" }},
	{"list/training-coverage", access.Secretary, func(k room, _ int) string { return "/training/coverage" }},
	{"list/training-people", access.Secretary, func(k room, _ int) string { return "/training/person" }},
	{"open/first", access.Secretary, func(k room, _ int) string { return "" }},
	{"open/plan", access.Secretary, func(k room, n int) string { return fmt.Sprintf("/plan/%s?page=%d", k.plan, n%7+1) }},
	{"open/plan-search", access.Secretary, func(k room, _ int) string { return "/plan/" + k.plan + "?q=policine&state=open" }},
	{"open/activity", access.Secretary, func(k room, n int) string { return "/plan/" + k.plan + "/activity/" + k.activity[n%len(k.activity)] }},
	{"open/task", access.Secretary, func(k room, n int) string { return "/task/" + k.tasks[n%len(k.tasks)] }},
	{"open/issue", access.Secretary, func(k room, n int) string { return "/issue/" + k.issues[n%len(k.issues)] }},
	{"open/meeting", access.Secretary, func(k room, n int) string { return "/meeting/" + k.meetings[n%len(k.meetings)] }},
	{"open/agenda", access.Secretary, func(k room, _ int) string { return "/meeting/" + k.planned }},
	{"open/return", access.Secretary, func(k room, n int) string { return "/reporting/return/" + k.at(n).id }},
	{"open/item", access.Secretary, func(k room, n int) string { return k.item(n) }},
	{"open/topic", access.Secretary, func(k room, n int) string { return k.topic(n) }},
	{"open/check", access.Secretary, func(k room, n int) string { return "/reporting/return/" + k.at(n).id + "/send" }},
	{"open/programme", access.Secretary, func(k room, n int) string { return "/programme/" + k.programmes[n%len(k.programmes)] }},
	{"open/programme-form", access.Secretary, func(k room, _ int) string { return "/programme/new" }},
	{"open/project", access.Secretary, func(k room, n int) string { return "/employment/" + k.projects[n%len(k.projects)] }},
	{"open/campaign", access.Secretary, func(k room, n int) string { return "/campaign/activity/" + k.campaigns[n%len(k.campaigns)] }},
	{"open/campaign-calendar", access.Secretary, func(k room, _ int) string { return "/campaign/calendar/" + k.calendar }},
	{"open/session", access.Secretary, func(k room, n int) string { return "/training/session/" + k.sessions[n%len(k.sessions)] }},
	{"open/guide", access.Secretary, func(k room, _ int) string { return "/training/guide" }},
	{"open/analysis-signed", access.Secretary, func(k room, _ int) string { return "/analysis/" + k.signed }},
}

// composed is the page of an analysis that is not signed: each look composes it.
var composed = page{"compose/analysis", access.Secretary, func(k room, _ int) string { return "/analysis/" + k.drafted }}

func (k room) at(n int) openReturn { return k.returns[n%len(k.returns)] }

// item is the address of an activity in a return; each n has another.
func (k room) item(n int) string {
	r := k.at(n)
	return "/reporting/return/" + r.id + "/activity/" + r.activities[n/len(k.returns)%len(r.activities)]
}

// topic is the address of a topic in a return; each n has another.
func (k room) topic(n int) string {
	t := []string{"police_coordination", "street_children", "summer_programmes", "training"}
	return "/reporting/return/" + k.at(n).id + "/topic/" + t[n/len(k.returns)%len(t)]
}

func (k room) base() string { return "/k/" + k.qark.Slug }

func (k room) secretary() string { return mail(k.qark, access.Secretary) }

// page asks for a page; its user is of one committee.
func (s *site) page(p page, user, n int) error {
	k := s.rooms[user%len(s.rooms)]
	_, err := s.get(k.base()+p.path(k, n), mail(k.qark, p.role))
	return err
}

// looking makes a user ready who looks at one kind of page, and only that.
func (s *site) looking(p page, user int) (asker, error) {
	return asker{func(i int) (string, error) { return p.name, s.page(p, user, i+1) }, atOnce, nil}, s.page(p, user, 0)
}

// A save is one way of keeping what somebody typed.
type save struct {
	name  string
	field string // what is typed into
	path  func(k room, n int) string
	send  func(*site, form) error
}

var saves = []save{
	{"save/item", "what", room.item, (*site).save},
	{"save/topic", "body", room.topic, (*site).save},
	{"save/autosave", "what", room.item, (*site).autosave},
}

// typing makes a user ready who saves one form again and again, with another
// text each time. Nobody shares a form.
func (s *site) typing(v save, user int) (asker, error) {
	k := s.rooms[user%len(s.rooms)]
	f, err := s.open(k.base()+v.path(k, user/len(s.rooms)), k.secretary())
	if f.fields.Has("place") && f.fields.Get("state") == "" {
		f.fields.Set("state", "in_progress") // an activity is not saved without
	}
	version := 0
	fmt.Sscan(f.fields.Get("version"), &version)
	return asker{func(i int) (string, error) {
		f.fields.Set(v.field, fmt.Sprintf("U mbajtën takime të përbashkëta; radha %d e versionit %d.", i, version))
		f.fields.Set("version", fmt.Sprint(version+i))
		return v.name, v.send(s, f)
	}, atOnce, nil}, err
}

// A turn is something that can be done only once: it is undone before the next
// time, past the store, and that is not timed.
type turn struct {
	name string
	do   func(s *site, k room, n int) error
	undo []string // with the committee and what it is about
	of   func(k room, n int) string
}

var turns = []turn{
	{"save/task", (*site).answer, []string{
		`UPDATE task SET version = 1, state = 'open', what = '', done_on = '', answered_by = '', closed_on = '' WHERE committee_id = ? AND id = ?`,
		`DELETE FROM task_event WHERE committee_id = ? AND task_id = ? AND verb = 'answered'`,
	}, func(k room, n int) string { return k.owes(n).id }},
	{"save/attendance", (*site).attend, []string{
		`UPDATE register_count SET value = 100000, qualifier = 'exact' WHERE committee_id = ?1 AND subject_id = substr(?2, 1, 16) AND day = substr(?2, 17) AND what = 'attended' AND part = ''`,
	}, func(k room, n int) string { return k.attends(n).programme + k.attends(n).day }},
	{"plan/agenda", (*site).refresh, []string{
		`DELETE FROM meeting_about WHERE committee_id = ? AND meeting_id = ?`,
		`DELETE FROM meeting_line WHERE committee_id = ? AND meeting_id = ?`,
	}, func(k room, _ int) string { return k.planned }},
}

func (k room) owes(n int) owedTask { return k.owed[n%len(k.owed)] }

// answer says that a task was done, for the institution that owes it.
func (s *site) answer(k room, n int) error {
	t := k.owes(n)
	number, err := strconv.Atoi(t.institution[len(t.institution)-2:])
	if err != nil {
		return err
	}
	return s.save(form{k.base() + "/task/" + t.id + "/answer", focalMail(k.qark, number), url.Values{
		"version": {"1"}, "what": {"U krye bashkë me njësinë për mbrojtjen e fëmijëve."}, "done": {text.Day(t.given)},
	}})
}

func (k room) attends(n int) attended { return k.attending[n%len(k.attending)] }

// attend opens a day of a programme and says that other children came than ten.
func (s *site) attend(k room, n int) error {
	a := k.attends(n)
	f, err := s.open(k.base()+"/programme/"+a.programme+"/day/"+a.day, k.secretary())
	if err != nil {
		return err
	}
	f.fields.Set("n-attended", "11")
	return s.save(f)
}

// refresh fills the agenda of the meeting that is planned with all there is.
func (s *site) refresh(k room, _ int) error {
	return s.save(form{k.base() + "/meeting/" + k.planned + "/refresh", k.secretary(), url.Values{}})
}

// taking makes a user ready who does the same thing again and again.
func (s *site) taking(t turn, user int) (asker, error) {
	k, n := s.rooms[user%len(s.rooms)], user/len(s.rooms)
	undo := func(int) (err error) {
		for _, text := range t.undo {
			_, failed := s.db.Exec(text, k.qark.Slug, t.of(k, n))
			err = cmp.Or(err, failed)
		}
		return err
	}
	return asker{func(int) (string, error) { return t.name, t.do(s, k, n) }, atOnce, undo}, nil
}

// steps is how many things each user does in the day that is measured.
const steps = 80

// day makes a user ready who does all there is: every page in turn, and a form
// saved or a task answered after every two. One step in sixty composes an
// analysis, and one fills the agenda of a meeting.
func (s *site) day(user int) (asker, error) {
	savers, saved := make([]asker, len(saves)+len(turns)), make([]int, len(saves))
	for i, v := range saves {
		a, err := s.typing(v, user+i*users) // as if more people: no two share a form
		if err != nil {
			return asker{}, err
		}
		savers[i] = a
	}
	for i, t := range turns {
		a, err := s.taking(t, user)
		if err != nil {
			return asker{}, err
		}
		savers[len(saves)+i] = a
	}
	looked := 0
	next := func(i int) (string, error) {
		switch n, v := user+i, saver(user+i); {
		case n%60 == 0:
			return composed.name, s.page(composed, user, n)
		case v >= len(saves):
			return savers[v].next(i)
		case v >= 0:
			saved[v]++
			return savers[v].next(saved[v] - 1)
		default:
			p := pages[(user*7+looked)%len(pages)]
			looked++
			return p.name, s.page(p, user, n)
		}
	}
	// A second, more or less, so that they do not ask in step.
	pause := func(i int) time.Duration { return time.Duration(500+(user*131+i*197)%1000) * time.Millisecond }
	undo := func(i int) error {
		if v := saver(user + i); v >= len(saves) {
			return savers[v].undo(i)
		}
		return nil
	}
	return asker{next, pause, undo}, nil
}

// saver is which of the savers has its turn at a step: first those that save,
// then those that can be done once; -1 when somebody looks at a page.
func saver(n int) int {
	switch {
	case n%60 == 30:
		return len(saves) + len(turns) - 1
	case n%3 == 0 && n%60 > 0:
		return n / 3 % (len(saves) + len(turns) - 1)
	}
	return -1
}
