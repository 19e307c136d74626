package meeting

import (
	"fmt"
	"strings"

	"tryeza/internal/code"
	"tryeza/internal/document"
	"tryeza/internal/text"
)

// Minutes are written in Albanian, whoever downloads them.
const sq = text.SQ

// minutesDocument is the minutes of a meeting as a document. items are those of
// the reader: of the ones that are not for them only the title is there.
func minutesDocument(o office, r record, items []heldItem, approval Meeting) document.Document {
	mark := ""
	if r.ClosedOn == "" {
		mark = "PROJEKT"
	}
	d := o.signing(r.Meeting).paper("Procesverbal: "+r.Name(sq), text.LongDay(sq, r.HeldOn), r.HeldOn, mark, true)
	if d.Signature != nil {
		d.Signature.Lines = append(d.Signature.Lines, "Mbajti procesverbalin", "")
	}
	d.Blocks = append(d.Blocks, document.Paragraph{Style: "lead", Runs: []document.Run{{Text: r.opening()}}})
	if approval.ID != "" {
		d.Blocks = append(d.Blocks, document.P("I miratuar në mbledhjen e datës "+text.Day(approval.HeldOn)+"."))
	}
	d.Blocks = append(d.Blocks, r.attendanceBlocks()...)
	d.Blocks = append(d.Blocks, document.Heading{Level: 1, Text: "Rendi i ditës", ID: "rendi"})
	var titles []string
	for _, it := range items {
		titles = append(titles, it.Body)
	}
	d.Blocks = append(d.Blocks, document.List{Numbered: true, Items: document.Items(titles...)})
	for _, it := range items {
		d.Blocks = append(d.Blocks, document.Heading{Level: 1, Text: fmt.Sprintf("%d. %s", it.N, it.Body), ID: fmt.Sprintf("pika-%d", it.N)})
		d.Blocks = append(d.Blocks, itemBlocks(it, r.Names, r.HeldOn)...)
	}
	if r.EndsAt != "" && r.ClosedOn != "" {
		d.Blocks = append(d.Blocks, document.P("Mbledhja mbaroi në orën "+spoken(r.EndsAt)+"."))
	}
	return d
}

// opening says what met, when, where, under which order and who was in the chair.
func (r record) opening() string {
	s := fmt.Sprintf("%s u mblodh më %s", code.Bodies.Label(sq, r.Body), text.LongDay(sq, r.HeldOn))
	if r.Body == joint {
		s = fmt.Sprintf("%s u mblodhën më %s", code.Bodies.Label(sq, r.Body), text.LongDay(sq, r.HeldOn))
	}
	if r.Time != "" {
		s += ", " + text.Clock(sq, r.Time)
	}
	if r.Place != "" {
		s += ", " + r.Place
	}
	s += " (" + code.MeetingKinds.Label(sq, r.Kind) + ")."
	if r.Order != "" {
		s += " Pjesëmarrja ndjek urdhrin nr. " + r.Order + "."
	}
	if r.ChairedBy != "" {
		s += " Drejtoi: " + r.ChairedBy + "."
	}
	return s
}

func (r record) attendanceBlocks() []document.Block {
	var came, away, invited []string
	for _, p := range r.presences() {
		switch {
		case p.Came:
			came = append(came, p.Words(sq))
		case hasVote(p.Kind):
			away = append(away, p.Words(sq)+" – "+p.Why(sq))
		default:
			invited = append(invited, p.Words(sq))
		}
	}
	blocks := []document.Block{document.Heading{Level: 1, Text: "Pjesëmarrja", ID: "pjesemarrja"}}
	for _, part := range []struct {
		title string
		names []string
	}{{"Të pranishëm", came}, {"Munguan", away}, {"Të ftuar", r.guests()}, {"Të ftuar që nuk erdhën", invited}} {
		if len(part.names) > 0 {
			blocks = append(blocks, document.Paragraph{Runs: []document.Run{{Text: part.title + ":", Bold: true}}}, document.List{Items: document.Items(part.names...)})
		}
	}
	for _, q := range r.Quorums {
		blocks = append(blocks, document.P(q.Words(sq)))
	}
	if !r.InQuorum() {
		blocks = append(blocks, document.Paragraph{Runs: []document.Run{{Text: "Vendimet e kësaj mbledhjeje u morën pa kuorum.", Bold: true}}})
	}
	return blocks
}

// outWords is what those read who declared an interest in an item.
const outWords = "Institucioni juaj ka deklaruar konflikt interesi për këtë pikë"

func itemBlocks(it heldItem, names directory, day string) []document.Block {
	var blocks []document.Block
	add := func(b ...document.Block) { blocks = append(blocks, b...) }
	if len(it.Out) > 0 {
		add(document.P("Jashtë kësaj pike, për konflikt interesi: " + outNames(it.Out, names) + "."))
	}
	if it.Hidden {
		return append(blocks, document.P(outWords+"."))
	}
	if len(it.Concerns) > 0 {
		add(document.List{Items: document.Items(concernTexts(it.Concerns, names, day)...)})
	}
	for _, part := range it.Parts {
		add(document.Heading{Level: 2, Text: part.Title})
		for _, l := range part.Lines {
			add(lineBlock(l.Line, names))
		}
	}
	if len(it.Tasks) > 0 {
		add(document.Heading{Level: 2, Text: "Detyra"}, taskTable(it.Tasks, names))
	}
	if it.Outcome != "" {
		add(document.P("Përfundimi: " + code.Outcomes.Label(sq, it.Outcome) + "."))
	}
	return blocks
}

func outNames(out []heldOut, names directory) string {
	var list []string
	for _, l := range out {
		s := names.Name(l.InstitutionID)
		if l.Body != "" {
			s += " (" + l.Body + ")"
		}
		list = append(list, s)
	}
	return text.List(sq, list)
}

// concernTexts say what an item is about, and how it stood on the day of the meeting.
func concernTexts(concerns []Concern, names directory, day string) []string {
	var list []string
	for _, b := range bundles(concerns) {
		list = append(list, b.text(sq, names, day))
	}
	return list
}

// lineBlock is one line of the minutes: "Bashkia Durrës: …", "Vendimi nr. 3/2023: …".
func lineBlock(l Line, names directory) document.Block {
	lead := names.Name(l.InstitutionID)
	switch {
	case l.Kind == Decision && l.Number != "":
		lead = "Vendimi nr. " + l.Number + forWhom(l, names)
	case l.Kind == Recommendation && l.Number != "":
		lead = "Rekomandimi nr. " + l.Number + forWhom(l, names)
	}
	p := document.P(l.Body)
	if lead != "" {
		p.Runs = append([]document.Run{{Text: lead + ": ", Bold: true}}, p.Runs...)
	}
	if votes := voteWords(sq, l.Votes); votes != "" {
		p.Runs = append(p.Runs, document.Run{Text: " Votat: " + votes + ".", Italic: true})
	}
	return p
}

func forWhom(l Line, names directory) string {
	if l.InstitutionID == "" {
		return ""
	}
	return " (" + names.Name(l.InstitutionID) + ")"
}

func taskTable(tasks []heldLine, names directory) document.Table {
	t := document.Table{Head: []string{"Çfarë duhet bërë", "Përgjegjësi", "Afati", "Përparësia", "Nr. i detyrës"}, Widths: []float64{4, 3, 2, 2.2, 1.8}}
	for _, x := range tasks {
		t.Rows = append(t.Rows, document.Cells(x.Body, orDash(ownerWords(sq, x.Line, names)), orDash(x.due()), orDash(priorityWords(sq, x.Priority)), orDash(x.numbers())))
	}
	return t
}

// due says by when a task is due; of the next meeting also the day, once it has one.
func (x heldLine) due() string {
	words := dueWords(sq, x.Line)
	if x.DueNext && len(x.Given) > 0 && x.Given[0].DueOn != "" {
		words += " (" + text.Day(x.Given[0].DueOn) + ")"
	}
	return words
}

// numbers are those of the tasks that became of a line. Closing numbers them one
// after another, so that of many the first and the last say all.
func (x heldLine) numbers() string {
	switch n := len(x.Given); {
	case n == 0:
		return ""
	case n > 2 && x.Given[n-1].Number-x.Given[0].Number == int64(n-1):
		return x.Given[0].Name() + "–" + x.Given[n-1].Name()
	}
	var list []string
	for _, f := range x.Given {
		list = append(list, f.Name())
	}
	return strings.Join(list, ", ")
}

func priorityWords(l text.Lang, p string) string {
	if p == "" {
		return ""
	}
	return code.Priorities.Label(l, p)
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}
