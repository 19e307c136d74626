package campaign

import (
	"slices"

	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/register"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// Ticks are the kinds of a count that are ticked: who was there, what was handed
// out. A number beside a kind may stay blank.
type ticks struct {
	Name, Legend, Hint, Summary string
	Rows                        []tick
	Open                        bool // a number stands beside one
}

type tick struct {
	Code, Label string
	Ticked      bool
	Number      web.Field
	Qualifier   string // kept as it was: "about", "more_than", "less_than", "several"
}

func audienceTicks(l text.Lang, f *web.Form) ticks {
	t := ticksOf(l, f, "audience", code.Audiences)
	t.Legend, t.Summary = text.T(l, "Audienca"), text.T(l, "Sa ishin nga secili lloj")
	t.Hint = text.T(l, "Shënoni kush ishte ose do të jetë aty. Numri plotësohet vetëm kur dihet; një person mund të jetë në dy lloje, prandaj llojet nuk mblidhen.")
	return t
}

func materialTicks(l text.Lang, f *web.Form) ticks {
	t := ticksOf(l, f, "material", code.Materials)
	t.Legend, t.Summary = text.T(l, "Materialet"), text.T(l, "Sa nga secili lloj")
	t.Hint = text.T(l, "Shënoni çfarë u përdor ose u shpërnda. Numri plotësohet vetëm kur dihet.")
	return t
}

func ticksOf(l text.Lang, f *web.Form, what string, list code.List) ticks {
	t, ticked := ticks{Name: what}, f.List(what)
	for _, c := range list {
		name := what + "-kind-" + c.Code
		x := tick{Code: c.Code, Label: c.Name(l), Ticked: slices.Contains(ticked, c.Code), Number: f.Field("n-"+name, c.Name(l))}
		if q := f.Text("q-" + name); q != string(figure.NotKnown) {
			x.Qualifier = q
		}
		t.Rows, t.Open = append(t.Rows, x), t.Open || x.Number.Value != "" || x.Number.Error != ""
	}
	return t
}

// kinds are the counts that are ticked by kind.
var kinds = []struct {
	what string
	list code.List
}{{"audience", code.Audiences}, {"material", code.Materials}}

// fillTicks ticks every kind of the counts of a form of which anything is known.
func fillTicks(f *web.Form, n register.Numbers, counts []code.Count) {
	for _, k := range kinds {
		if _, asked := code.FindIn(counts, k.what); !asked {
			continue
		}
		for _, c := range k.list {
			if _, ok := n[register.Key{What: k.what, Part: register.Part(code.ByKind, c.Code)}]; ok {
				f.Values.Add(k.what, c.Code)
			}
		}
	}
}

// readNumbers reads the counts of a form. A kind that is ticked without a number
// is known to have been there, and not how many; one with a number need not be
// ticked.
func readNumbers(f *web.Form, counts []code.Count) register.Numbers {
	for _, k := range kinds {
		ticked := f.List(k.what)
		for _, c := range k.list {
			number, q := "n-"+k.what+"-kind-"+c.Code, "q-"+k.what+"-kind-"+c.Code
			switch was := figure.Qualifier(f.Text(q)); {
			case f.Has(number) && was.Numbered(), was == figure.Several && !f.Has(number) && slices.Contains(ticked, c.Code):
			case !f.Has(number) && slices.Contains(ticked, c.Code):
				f.Set(q, string(figure.NotKnown))
			default:
				f.Set(q, "")
			}
		}
	}
	return register.Read(f, counts, "")
}
