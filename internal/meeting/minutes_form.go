package meeting

import (
	"slices"
	"strconv"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/web"
)

// parseMinutes reads the form of an item. final says that somebody pressed the
// button: while it saves itself, a row without its text is not asked about.
func parseMinutes(f *web.Form, rec record, old Line, final bool) (item Line, under []Line, err error) {
	item = old
	item.Body, item.Outcome = f.Public("title"), f.Text("outcome")
	if item.Body == "" {
		f.Fail("title", "Shkruani pikën e rendit të ditës.")
	}
	if item.Outcome != "" && !code.Outcomes.Has(item.Outcome) {
		f.Fail("outcome", "Zgjidhni përfundimin nga lista.")
	}
	for _, kind := range written {
		list := parseUnder(f, rec, kind, final)
		for n, l := range list {
			if l.InstitutionID != "" && !rec.Names.Has(l.InstitutionID) {
				return item, nil, access.ErrDenied
			}
			list[n].ItemID = item.ID
		}
		under = append(under, list...)
	}
	checkVotes(f, rec, item.ID, under)
	checkRecused(f, rec, item.ID)
	return item, under, nil
}

// checkRecused refuses a line that names an institution that is out of the item.
func checkRecused(f *web.Form, rec record, item string) {
	out := rec.Recused(item)
	for _, kind := range written {
		for _, n := range rowNumbers(f, kind+"_owner") {
			owner := field(kind+"_owner", n)
			if id := f.Text(owner); slices.Contains(out, id) {
				f.Fail(owner, "%s ka deklaruar konflikt interesi për këtë pikë dhe nuk shënohet në të. Zgjidhni një tjetër.", rec.Names.Name(id))
			}
		}
	}
}

func parseUnder(f *web.Form, rec record, kind string, final bool) []Line {
	var list []Line
	for _, n := range rowNumbers(f, kind) {
		l := Line{Kind: kind, Body: f.Public(field(kind, n)), InstitutionID: f.Text(field(kind+"_owner", n))}
		switch kind {
		case Task:
			parseTask(f, rec, n, &l)
		case Decision:
			l.For, l.Against, l.Abstained = parseVote(f, field("votes_for", n)), parseVote(f, field("votes_against", n)), parseVote(f, field("votes_abstained", n))
		}
		list = append(list, l)
	}
	var halves []int
	for _, part := range []string{"_owner", "_due", "_next"} {
		halves = append(halves, rowNumbers(f, kind+part)...)
	}
	for _, n := range halves {
		if final && !f.Has(field(kind, n)) {
			f.Fail(field(kind, n), "Shkruani tekstin, ose fshini zgjedhjet e tjera të rreshtit.")
		}
	}
	return list
}

// parseTask reads who owes a task and by when. It may stay open until the
// meeting is closed, but it cannot be both a day and the next meeting.
func parseTask(f *web.Form, rec record, n int, l *Line) {
	due := field("task_due", n)
	l.DueOn, l.DueNext, l.Priority = f.Day(due), f.Has(field("task_next", n)), f.Text(field("task_priority", n))
	if l.InstitutionID == everyone {
		l.InstitutionID, l.Everyone = "", true
	}
	if !code.Priorities.Has(l.Priority) {
		l.Priority = "normal"
	}
	switch {
	case l.DueOn != "" && l.DueNext:
		f.Fail(due, "Zgjidhni njërën: datën, ose mbledhjen e ardhshme.")
	case l.DueOn != "" && l.DueOn < rec.HeldOn:
		f.Fail(due, "Afati nuk mund të jetë para ditës së mbledhjes.")
	}
}

func parseVote(f *web.Form, name string) *int64 {
	if !f.Has(name) {
		return nil
	}
	n, err := strconv.ParseInt(f.Text(name), 10, 32)
	if err != nil || n < 0 {
		f.Fail(name, "Shkruani një numër të plotë votash.")
		return nil
	}
	return &n
}

// checkVotes refuses more votes than there were voters. Before it is noted who
// came, nobody knows how many these are; closing the meeting asks again.
func checkVotes(f *web.Form, rec record, item string, under []Line) {
	if len(rec.Attendance) == 0 {
		return
	}
	decisions := slices.DeleteFunc(slices.Clone(under), func(l Line) bool { return l.Kind != Decision })
	for i, n := range rowNumbers(f, Decision) {
		decisions[i].ItemID = item
		if votes, most := tooMany(rec.Meeting, rec.Rolls, decisions[i]); votes > 0 {
			f.Fail(field("votes_for", n), "Janë %d vota, por të pranishëm me të drejtë vote për këtë pikë janë %d. Ndreqni votat, ose listën e pjesëmarrjes.", votes, most)
		}
	}
}
