package meeting

import (
	"slices"

	"tryeza/internal/web"
)

// written are the kinds of line that are written under an item of the agenda,
// in the order of the minutes.
var written = []string{Statement, Problem, Decision, Recommendation, Task}

// Item finds an item of the agenda.
func (m Meeting) Item(id string) (Line, bool) {
	i := slices.IndexFunc(m.Lines, func(l Line) bool { return l.ID == id && l.Kind == Agenda })
	if i < 0 {
		return Line{}, false
	}
	return m.Lines[i], true
}

// Under lists the lines of one kind under an item, in their order.
func (m Meeting) Under(item, kind string) []Line {
	return slices.DeleteFunc(m.LinesOf(kind), func(l Line) bool { return l.ItemID != item })
}

// inOrder lists the lines of one kind as the minutes have them, item by item.
func (m Meeting) inOrder(kind string) []Line {
	var list []Line
	for _, item := range m.LinesOf(Agenda) {
		list = append(list, m.Under(item.ID, kind)...)
	}
	return list
}

// Minuted lists what was written under an item, kind by kind.
func (m Meeting) Minuted(item string) []Line {
	var list []Line
	for _, kind := range written {
		list = append(list, m.Under(item, kind)...)
	}
	return list
}

// Recused lists the institutions that are out of an item because they declared
// an interest.
func (m Meeting) Recused(item string) []string {
	var list []string
	for _, l := range m.Under(item, Recusal) {
		list = append(list, l.InstitutionID)
	}
	return list
}

// blank reports whether nothing is written of a meeting: nobody came, and no item
// has an outcome or a line.
func (m Meeting) blank() bool {
	return len(m.Attendance) == 0 && !slices.ContainsFunc(m.Lines, func(l Line) bool { return l.Outcome != "" || slices.Contains(written, l.Kind) })
}

// without is the meeting as those read it who are out of some of its items: of
// these only the title stays.
func (m Meeting) without(out func(item string) bool) Meeting {
	m.Lines = slices.DeleteFunc(slices.Clone(m.Lines), func(l Line) bool { return l.ItemID != "" && l.Kind != Recusal && out(l.ItemID) })
	return m
}

// Minuted meetings are written in Tryeza as they are held; the others were noted
// afterwards.
func (m Meeting) minuted() bool { return !m.Recorded }

// sum counts the votes on a decision; false when it was taken without voting.
func (v Votes) sum() (int64, bool) {
	var n int64
	voted := false
	for _, x := range []*int64{v.For, v.Against, v.Abstained} {
		if x != nil {
			n, voted = n+*x, true
		}
	}
	return n, voted
}

var (
	errNotOpen = web.Refuse("Procesverbali shkruhet vetëm ndërsa mbledhja është në zhvillim.")
	errBegun   = web.Refuse("Për këtë mbledhje është shënuar kush mori pjesë, ose është shkruar procesverbali. Fshijini më parë, pastaj kthejeni në përgatitje.")
	errTooSoon = web.Refuse("Mbledhja nuk është mbajtur ende. Hapet ditën e saj, ose më pas.")
)
