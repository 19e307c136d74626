package meeting

import (
	"strings"

	"tryeza/internal/text"
)

// A told thing is one that a page tells of: its words and where they lead, how
// it stands, what of it is late. Of a bundle there is one for each institution:
// those shown at once, and those folded away.
type told struct {
	Title, Path, Words, Late string
	Shown, Folded            []told
}

// few is how many are shown at once; of more, only those of the reader's own
// institution are.
const few = 5

func fold(list []told, own func(i int) bool) (shown, folded []told) {
	for i, x := range list {
		if len(list) <= few || own(i) {
			shown = append(shown, x)
		} else {
			folded = append(folded, x)
		}
	}
	return shown, folded
}

// mine reports whether the reader answers for one institution and not for all.
func (b base) mine(institution string) bool { return !b.reply.Whole() && b.reply.Covers(institution) }

// tell says what an item is about, as it stood on a day and stands now.
func (b base) tell(list []Concern, names directory, day string) []told {
	var out []told
	for _, x := range bundles(list) {
		if len(x) == 1 {
			out = append(out, b.tellOne(x[0], x[0].Title(b.Lang), x[0].words(b.Lang, names, day), day))
			continue
		}
		t := told{Title: headed(x.words(b.Lang), "–"), Words: x.stands(b.Lang)}
		var each []told
		var late int64
		for _, c := range x {
			each = append(each, b.tellOne(c, names.Name(c.Owner)+c.inBrackets(), c.unowned().words(b.Lang, names, day), day))
			if c.late(day) {
				late++
			}
		}
		if late > 0 {
			t.Late = text.Count(b.Lang, &late, text.Forms{One: "1 me vonesë", Many: "{n} me vonesë"})
		}
		t.Shown, t.Folded = fold(each, func(i int) bool { return b.mine(x[i].Owner) })
		out = append(out, t)
	}
	return out
}

func (b base) tellOne(c Concern, title, words, day string) told {
	t := told{Title: headed(title, words), Path: b.link(c), Words: words}
	if c.late(day) {
		t.Late = text.T(b.Lang, "me vonesë")
	}
	return t
}

// headed is a title without its full stop where words follow it.
func headed(title, words string) string {
	if words == "" {
		return title
	}
	return strings.TrimSuffix(title, ".")
}

// follow says what has become of the tasks of one line: of many, their count
// comes first.
func (b base) follow(list []followed, names directory, today string) told {
	var each []told
	var states []string
	for _, f := range list {
		t := told{Title: text.T(b.Lang, "Detyra nr. %s", f.Name()), Path: "/k/" + b.Room.ID + "/task/" + f.ID,
			Words: names.Name(f.Owner) + ": " + f.StateWords(b.Lang) + ", " + text.T(b.Lang, "afati %s", f.DueWords(b.Lang))}
		if f.Late(today) {
			t.Late = text.T(b.Lang, "me vonesë")
		}
		each, states = append(each, t), append(states, f.State)
	}
	var t told
	if t.Shown, t.Folded = fold(each, func(i int) bool { return b.mine(list[i].Owner) }); len(t.Folded) > 0 {
		t.Words = stands(b.Lang, AboutTask, states)
	}
	return t
}

// link is where the reader finds what an item is about, "" when it is not for
// them.
func (b base) link(c Concern) string {
	if c.Kind == AboutReturn && !b.reply.Covers(c.Owner) {
		return ""
	}
	if path := c.Path(); path != "" {
		return "/k/" + b.Room.ID + path
	}
	return ""
}
