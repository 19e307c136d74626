package task

import (
	"tryeza/internal/code"
	"tryeza/internal/text"
)

// How the meeting is named at which a task is due.
var (
	atNext = code.List{
		{Code: "committee", SQ: "në mbledhjen e ardhshme të Komitetit, ende pa datë", EN: "at the next meeting of the Committee, which has no date yet"},
		{Code: "table", SQ: "në mbledhjen e ardhshme të Tryezës Teknike, ende pa datë", EN: "at the next meeting of the Technical Table, which has no date yet"},
		{Code: "joint", SQ: "në mbledhjen e ardhshme të përbashkët, ende pa datë", EN: "at the next joint meeting, which has no date yet"},
	}
	nextMeetings = code.List{
		{Code: "committee", SQ: "Mbledhja e ardhshme e Komitetit", EN: "The next meeting of the Committee"},
		{Code: "table", SQ: "Mbledhja e ardhshme e Tryezës Teknike", EN: "The next meeting of the Technical Table"},
		{Code: "joint", SQ: "Mbledhja e ardhshme e përbashkët", EN: "The next joint meeting"},
	}
	meetingsOf = code.List{
		{Code: "committee", SQ: "mbledhja e Komitetit, %s", EN: "meeting of the Committee, %s"},
		{Code: "table", SQ: "mbledhja e Tryezës Teknike, %s", EN: "meeting of the Technical Table, %s"},
		{Code: "joint", SQ: "mbledhja e përbashkët, %s", EN: "joint meeting, %s"},
	}
)

// dueWords say when a task is due: a day, or a meeting without one.
func (t Task) dueWords(l text.Lang) string {
	if t.DueOn == "" {
		return atNext.Label(l, t.DueBody)
	}
	return text.Day(t.DueOn)
}

// clock is how much time an open task has left, or how late it is.
func (t Task) clock(l text.Lang, today string) string {
	if t.State != Open || t.DueOn == "" {
		return ""
	}
	left := days(today, t.DueOn)
	if left < 0 {
		late := -left
		return text.Count(l, &late, text.Forms{One: "1 ditë me vonesë", Many: "{n} ditë me vonesë"})
	}
	return text.Count(l, &left, text.Forms{Zero: "afati mbaron sot", One: "edhe 1 ditë", Many: "edhe {n} ditë"})
}

// ageWords say for how long it has been given.
func (t Task) ageWords(l text.Lang, today string) string {
	age := t.Age(today)
	return text.Count(l, &age, text.Forms{Zero: "më pak se 1 ditë", One: "1 ditë", Many: "{n} ditë"})
}

// punctual says of a task that was answered whether it was in time.
func (t Task) punctual(l text.Lang) string {
	if t.DoneOn == "" {
		return ""
	}
	if t.OnTime() {
		return text.T(l, "në afat")
	}
	late := days(t.DueOn, t.DoneOn)
	return text.Count(l, &late, text.Forms{One: "1 ditë pas afatit", Many: "{n} ditë pas afatit"})
}
