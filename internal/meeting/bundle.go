package meeting

import (
	"slices"
	"strings"

	"tryeza/internal/text"
)

// A bundle is something an item is about. Tasks that were given to several
// institutions in the same words, and stand the same, are one bundle: they are
// read once, not fifteen times.
type bundle struct {
	Concern           // or what they have in common
	Each    []Concern // one for each institution, when there are several
}

// bundles puts together what says the same, in the order of the first of each.
func bundles(list []Concern) []bundle {
	var out []bundle
	for _, c := range list {
		i := slices.IndexFunc(out, func(b bundle) bool { return b.same(c) })
		switch {
		case i < 0:
			out = append(out, bundle{Concern: c})
		case out[i].Each == nil:
			out[i].Each = []Concern{out[i].Concern, c}
			out[i].Owner, out[i].Number = "", 0
		default:
			out[i].Each = append(out[i].Each, c)
		}
	}
	return out
}

func (b bundle) same(c Concern) bool {
	return c.Kind == AboutTask && b.Kind == AboutTask && b.ItemID == c.ItemID && b.Body == c.Body &&
		b.DueOn == c.DueOn && b.Since == c.Since && b.State == c.State && b.Now == c.Now
}

// Bundles are what an item is about, for a page.
func (b base) Bundles(list []Concern) []bundle { return bundles(list) }

// Name is the number of a task or a problem: "12/2023".
func (c Concern) Name() string { return ofYear(c.Number, c.Year) }

// For names the institution that owes it.
func (p beforePage) For(c Concern) string { return p.Names.Name(c.Owner) }

// For names the institution that owes it.
func (p recordPage) For(c Concern) string { return p.R.Names.Name(c.Owner) }

// text says what an item is about, and how it stood on a day.
func (b bundle) text(l text.Lang, names directory, day string) string {
	s := strings.TrimSuffix(b.Title(l), ".")
	if stood := b.stood(l, names, day); len(stood) > 0 {
		s += " – " + strings.Join(stood, ", ")
	}
	var each []string
	for _, c := range b.Each {
		each = append(each, c.Name()+" "+names.Name(c.Owner))
	}
	if len(each) > 0 {
		s += ": " + strings.Join(each, "; ")
	}
	return s + "."
}
