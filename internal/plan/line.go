package plan

import (
	"encoding/json"
	"fmt"
	"strings"

	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A Line is one field of a part of a plan, as people read it. Name is that of
// the field in its form.
type Line struct{ Name, Label, Value string }

// A reader puts the parts of a plan into words.
type reader struct {
	lang       text.Lang
	names      Names
	objectives map[string]string // names, by ID
}

func newReader(l text.Lang, names Names, list []Objective) reader {
	r := reader{l, names, map[string]string{}}
	for _, o := range list {
		r.objectives[o.ID] = o.Name()
	}
	return r
}

func (r reader) line(name, label, value string) Line { return Line{name, text.T(r.lang, label), value} }

func (r reader) plan(p Plan) []Line {
	var list []string
	for i, x := range p.Priorities {
		list = append(list, fmt.Sprintf("%d. %s", i+1, x.words(r.lang)))
	}
	return []Line{
		r.line("title", "Titulli", p.Title),
		r.line("priority", "Përparësitë", strings.Join(list, "\n")),
	}
}

// words are the priority as written, or else the chapter it is about.
func (p Priority) words(l text.Lang) string {
	if p.Text != "" || p.Topic == "" {
		return p.Text
	}
	return code.TopicList.Label(l, p.Topic)
}

func (r reader) objective(o Objective) []Line {
	number := o.Code
	if number == "" {
		number = text.T(r.lang, "nuk dihet")
	}
	return []Line{
		r.line("pillar", "Shtylla", code.Pillars.Label(r.lang, o.Pillar)),
		r.line("goal", "Qëllimi strategjik", o.Goal),
		r.line("code", "Kodi në planin kombëtar", number),
		r.line("title", "Objektivi specifik", o.Title),
	}
}

func (r reader) activity(a Activity) []Line {
	return []Line{
		r.line("objective", "Objektivi specifik", r.objectives[a.ObjectiveID]),
		r.line("number", "Numri", a.Number),
		r.line("title", "Titulli", a.Title),
		r.line("description", "Përshkrimi", a.Description),
		r.line("lead", "Institucioni përgjegjës", r.names.Of(a.LeadID)),
		r.line("partner", "Partnerët", strings.Join(r.names.All(a.Partners), "\n")),
		r.line("municipality", "Bashkitë", r.places(a.Municipalities)),
		r.line("starts", "Fillimi", text.Day(a.StartsOn)),
		r.line("due", "Afati", text.Day(a.DueOn)),
		r.line("frequency", "Shpeshtësia", code.Frequencies.Label(r.lang, a.Frequency)),
		r.line("indicator", "Treguesit", r.indicators(a.Indicators)),
		r.line("target_group", "Grupi i synuar", a.TargetGroup),
		r.line("budget", "Buxheti", lek(r.lang, a.Budget)),
		r.line("funding", "Burimi i financimit", code.Funding.Label(r.lang, a.Funding)),
		r.line("topic", "Kreu i analizës", code.TopicList.Label(r.lang, a.Topic)),
		r.line("remarks", "Shënime", a.Remarks),
	}
}

func (r reader) places(codes []string) string {
	if len(codes) == 0 {
		return text.T(r.lang, "gjithë qarku")
	}
	return strings.Join(placeNames(codes), ", ")
}

func (r reader) indicators(list []Indicator) string {
	var lines []string
	for _, i := range list {
		lines = append(lines, r.indicator(i))
	}
	return strings.Join(lines, "\n")
}

func (r reader) indicator(i Indicator) string {
	return i.Name + ": " + text.T(r.lang, "vlera bazë %s, synimi %s", r.amount(i.Baseline, i.Unit), r.amount(i.Target, i.Unit))
}

func (r reader) amount(n *figure.Number, unit string) string {
	switch {
	case n == nil:
		return text.T(r.lang, "nuk dihet")
	case unit == "":
		return text.Number(r.lang, int64(*n))
	default:
		return strings.TrimSpace(text.Number(r.lang, int64(*n)) + " " + code.UnitAfter(r.lang, unit, *n == figure.One))
	}
}

// filled leaves out the lines without a value.
func filled(list []Line) []Line {
	var some []Line
	for _, l := range list {
		if l.Value != "" {
			some = append(some, l)
		}
	}
	return some
}

// conflictFields puts what was typed beside what is there now.
func conflictFields(mine, now []Line) []web.ConflictField {
	var list []web.ConflictField
	for i := range mine {
		list = append(list, web.ConflictField{Name: mine[i].Name, Label: mine[i].Label, Mine: mine[i].Value, Theirs: now[i].Value})
	}
	return list
}

// A Change is one field that an amendment changed.
type Change struct{ Label, Before, After string }

// An Amended is one part that an amendment changed: added, removed or edited.
type Amended struct {
	Kind, Title string
	Added, Gone bool
	Changes     []Change
}

// lines are the fields of a version, and what to call its part.
func (r reader) lines(v Version) (title string, list []Line, err error) {
	switch v.Part {
	case partPlan:
		var p Plan
		err = json.Unmarshal([]byte(v.Document), &p)
		return p.Title, r.plan(p), err
	case partObjective:
		o, err := readObjective(v)
		return o.Name(), r.objective(o), err
	default:
		a, err := readActivity(v)
		list := append(r.activity(a), r.decided(a)...)
		return strings.TrimSpace(a.Number + " " + a.Title), list, err
	}
}

// decided is the state of an activity where a decision set it: what returns say
// of it is no amendment.
func (r reader) decided(a Activity) []Line {
	if a.State != "cancelled" {
		return []Line{r.line("state", "Gjendja", text.T(r.lang, "në plan"))}
	}
	return []Line{r.line("state", "Gjendja", text.T(r.lang, "anuluar me vendim, %s", text.Day(a.StateOn)))}
}

// compare says what changed from one version of a part to the next.
func (r reader) compare(before, after Version) (Amended, error) {
	title, now, err := r.lines(after.orEmpty())
	if err != nil {
		return Amended{}, err
	}
	was := make([]Line, len(now))
	oldTitle := title
	if before.Document != "" {
		if oldTitle, was, err = r.lines(before); err != nil {
			return Amended{}, err
		}
	}
	d := Amended{Kind: after.Part, Title: title, Added: before.Document == "", Gone: after.Document == ""}
	if d.Gone {
		d.Title = oldTitle
		return d, nil
	}
	for i := range now {
		if now[i].Value != was[i].Value {
			d.Changes = append(d.Changes, Change{now[i].Label, was[i].Value, now[i].Value})
		}
	}
	return d, nil
}

// orEmpty is a version that can be read as JSON.
func (v Version) orEmpty() Version {
	if v.Document == "" {
		v.Document = "{}"
	}
	return v
}

// An AmendmentRow is one amendment of an approved plan with all it changed.
type AmendmentRow struct {
	Seq       int64
	InForceOn string
	Reason    string
	Parts     []Amended
}

// amendments tells the history of a plan, the latest amendment first. The
// approval, which wrote every part, is told without its parts.
func (r reader) amendments(history []Version) ([]AmendmentRow, error) {
	last := map[string]Version{}
	var list []AmendmentRow
	for _, v := range history {
		if len(list) == 0 || list[0].Seq != v.Seq {
			list = append([]AmendmentRow{{Seq: v.Seq, InForceOn: v.InForceOn, Reason: v.Reason}}, list...)
		}
		if v.Seq > 1 {
			d, err := r.compare(last[v.PartID], v)
			if err != nil {
				return nil, err
			}
			list[0].Parts = append(list[0].Parts, d)
		}
		last[v.PartID] = v
	}
	return list, nil
}
