package analysis

import (
	"fmt"
	"slices"
	"strings"

	"tryeza/internal/code"
	"tryeza/internal/document"
	"tryeza/internal/figure"
	"tryeza/internal/indicator"
	"tryeza/internal/text"
)

// held lists the meetings of the period, and the one that discussed it.
func (c *composer) held() {
	d := c.d
	in, seats := c.attended("")
	sentence := count(len(d.inPeriod()), meetingForms)
	if seats > 0 {
		sentence += fmt.Sprintf(" Pjesëmarrja e institucioneve me vend ishte %s.", show(c.ratio("K05", in, seats)))
	}
	c.para(sentence)
	t := document.Table{ID: "meetings", Caption: "Mbledhjet e mbajtura", Sheet: "Mbledhjet", Head: []string{"Data", "Organi", "Lloji", "Drejtuar nga", "Të pranishëm"}}
	for _, m := range d.inPeriod() {
		date := dayCell(m.HeldOn)
		if m.DateNote != "" {
			date = document.T(m.DateNote)
		}
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{c.linked(date, "/meeting/"+m.ID), document.T(code.Bodies.Label(text.SQ, m.Body)),
			document.T(code.MeetingKinds.Label(text.SQ, m.Kind)), document.T(orDash(m.ChairedBy)), document.T(orDash(c.who(m)))}})
	}
	c.table(t)
	for _, m := range d.Meetings {
		if m.After {
			c.para(fmt.Sprintf("Kjo periudhë u analizua në mbledhjen e datës %s (%s), drejtuar nga: %s. Të pranishëm: %s.", c.meetingDay(m), code.Bodies.Label(text.SQ, m.Body), orDash(m.ChairedBy), orDash(c.who(m))))
		}
	}
}

// cadence holds the meetings of each body against the dates by which its dated
// rule wanted one: K03 and K04.
func (c *composer) cadence() {
	c.section(2, "cadence", "Mbledhjet kundrejt afateve")
	for _, body := range []string{"committee", "table"} {
		k := c.d.Kept[body]
		m := indicator.Measure(k.Rules, c.d.FirstOrder, k.Held, c.d.Period.Start(), c.d.Day)
		c.ratio("K03_kept", int64(m.Kept()), int64(m.Required), "body", body)
		k03 := c.ratio("K03", int64(m.Held), int64(m.Required), "body", body)
		if ruledOn(k.Rules, c.d.Day) {
			k03 = c.ruled(k03, "meeting_interval_"+body)
		}
		longest := figure.Quantity{Qualifier: figure.NotKnown}
		if len(m.Gaps) > 0 {
			longest = figure.Exactly(figure.Whole(int64(m.Longest())))
		}
		c.figure("K04", longest, len(m.Gaps), "body", body)
		c.para(c.kept(body, m, k03)...)
	}
}

// ruledOn reports whether a rule that can be counted by held on a day.
func ruledOn(rules []indicator.Interval, day string) bool {
	last := indicator.Interval{}
	for _, r := range rules {
		if r.From <= day && r.From >= last.From {
			last = r
		}
	}
	return last.N > 0
}

// kept says how often a body met, which dates passed without a meeting, and the
// longest gap.
func (c *composer) kept(body string, m indicator.Cadence, k03 figure.Figure) []string {
	name := code.Bodies.Label(text.SQ, body)
	said := []string{name + " " + count(m.Held, bodyMetForms)}
	switch {
	case m.Required > 0:
		said = append(said, keptWords(m), fmt.Sprintf("Mbledhje të mbajtura kundrejt afateve: %s.", show(k03)))
	case ruledOn(c.d.Kept[body].Rules, c.d.Day):
		said = append(said, "Në periudhë nuk ra asnjë afat për mbledhje.")
	default:
		said = append(said, "Nuk ka rregull për intervalin mes mbledhjeve, prandaj as afate për t'u krahasuar.")
	}
	if len(m.Gaps) > 0 {
		said = append(said, fmt.Sprintf("Hapësira më e gjatë nga mbledhja e mëparshme: %s.", count(m.Longest(), dayForms)))
	}
	if k03.Rule != "" {
		said = append(said, "Rregulli: "+k03.Rule+".")
	}
	return said
}

// keptWords say how many due dates were kept in time, and which were not:
// "Nga 4 afate u mbajtën në kohë 3; kaloi pa mbledhje: 27.09.2022."
func keptWords(m indicator.Cadence) string {
	words := count(m.Required, dueDateForms) + " " + count(m.Kept(), keptForms)
	if len(m.Missed) == 0 {
		return words + "."
	}
	var days []string
	for _, day := range m.Missed {
		days = append(days, text.Day(day))
	}
	return words + "; " + count(len(days), missedForms) + ": " + text.List(text.SQ, days) + "."
}

// attendance says which institutions came to the meetings they had a seat in,
// under the order in force on the day of each.
func (c *composer) attendance() {
	t := document.Table{ID: "attendance", Caption: "Pjesëmarrja sipas institucionit", Sheet: "Pjesëmarrja sipas institucionit",
		Head: []string{"Institucioni", "Mbledhje me vend", "Ndjekur", "Me zëvendës", "Pjesëmarrja"},
		Note: "Vendet numërohen sipas urdhrit në fuqi ditën e mbledhjes; të ftuarit dhe vëzhguesit nuk hyjnë. Në një mbledhje të përbashkët një institucion numërohet një herë."}
	var never []string
	for _, i := range c.seatedInPeriod() {
		in, seats := c.attended(i)
		f := c.ratio("K05", in, seats, "institution", i)
		if in == 0 {
			never = append(never, c.d.name(i))
		}
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{document.T(c.d.name(i)), number(seats), number(in), document.T(orDash(c.substitutes(i))), cell(f)}})
	}
	unseated := 0
	for _, m := range c.d.inPeriod() {
		if len(m.required()) == 0 {
			unseated++
		}
	}
	if len(t.Rows) == 0 && unseated == 0 {
		return
	}
	c.section(2, "attendance", "Pjesëmarrja e institucioneve")
	c.table(t)
	if len(never) > 0 {
		c.para(fmt.Sprintf("Nuk erdhën në asnjë mbledhje ku kishin vend: %s.", text.List(text.SQ, never)))
	}
	if unseated > 0 {
		c.para(count(unseated, unseatedForms))
	}
}

// required lists the institutions that had to come to a meeting, each once.
func (m Meeting) required() []string {
	var list []string
	for _, s := range m.Seats {
		if s.Kind != "invited" && s.Kind != "observer" && !slices.Contains(list, s.Institution) {
			list = append(list, s.Institution)
		}
	}
	return list
}

// present finds an institution among those who came.
func (m Meeting) present(institution string) (Present, bool) {
	for _, p := range m.Present {
		if p.Institution == institution {
			return p, true
		}
	}
	return Present{}, false
}

// attended counts the seats of an institution in the meetings of the period, and
// those of them it came to; of all institutions for "".
func (c *composer) attended(institution string) (in, seats int64) {
	for _, m := range c.d.inPeriod() {
		for _, i := range m.required() {
			if institution != "" && i != institution {
				continue
			}
			seats++
			if _, ok := m.present(i); ok {
				in++
			}
		}
	}
	return in, seats
}

// came counts the meetings an institution came to, with a seat or without.
func (c *composer) came(institution string) (n int64) {
	for _, m := range c.d.inPeriod() {
		if _, ok := m.present(institution); ok {
			n++
		}
	}
	return n
}

// substitutes says how often somebody else came in the member's place, and who:
// "1 (specialisti i mbrojtjes)".
func (c *composer) substitutes(institution string) string {
	var who []string
	n := 0
	for _, m := range c.d.inPeriod() {
		p, ok := m.present(institution)
		if !ok || p.Substitute == "" || !slices.Contains(m.required(), institution) {
			continue
		}
		n++
		if !slices.Contains(who, p.Substitute) {
			who = append(who, p.Substitute)
		}
	}
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%d (%s)", n, strings.Join(who, "; "))
}

// seatedInPeriod lists the institutions that had to come to any meeting of the
// period, in their order.
func (c *composer) seatedInPeriod() []string {
	var list []string
	for _, m := range c.d.inPeriod() {
		for _, i := range m.required() {
			if !slices.Contains(list, i) {
				list = append(list, i)
			}
		}
	}
	c.inOrder(list)
	return list
}

// inOrder sorts institutions as the committee lists them.
func (c *composer) inOrder(list []string) {
	slices.SortStableFunc(list, func(a, b string) int { return int(c.d.Institutions[a].Position - c.d.Institutions[b].Position) })
}
