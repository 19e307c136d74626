package reporting

import (
	"fmt"
	"slices"

	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// An ask is one number asked on a form: the total with its qualifier, and the
// cells it may be broken down into. All its field names begin with Field.
type ask struct {
	Field    string
	Key      Key
	Name     string // for the reader
	Unit     string // the word beside the field
	UnitCode string // of code.Units, or words of the plan
	Hint     string
	Whole    bool // counted, so without decimals
	Young    bool // children, who have fewer age bands
	By       []code.Breakdown
	Number   web.Field
	Sure     web.Field // its qualifier
	Groups   []cells
	Places   []place // where people came from
}

// cells are the fields of one breakdown.
type cells struct {
	Legend string
	Prefix string
	Fields []web.Field
}

// place is a row of origin: a municipality and how many came from it.
type place struct{ Municipality, Number web.Field }

// blankPlaces is how many empty rows of origin a form offers.
const blankPlaces = 3

// asksOf lists the numbers asked about an activity: its indicators, and who took part.
func asksOf(l text.Lang, it Item) []ask {
	var list []ask
	for _, ind := range it.Activity.Indicators {
		a := ask{Field: "indicator-" + ind.ID, Key: Key{OfIndicator, ind.ID, ""}, Name: ind.Name, Unit: code.Units.Label(l, ind.Unit), UnitCode: ind.Unit}
		if ind.Target != nil {
			a.Hint = text.T(l, "Synimi i planit: %s", text.Number(l, int64(*ind.Target)))
		}
		list = append(list, a)
	}
	return append(list, ask{Field: "participants", Key: Key{OfParticipants, it.ActivityID, ""}, Name: text.T(l, "Pjesëmarrës gjithsej"),
		Hint: text.T(l, "Vetëm numra, pa emra. Lëreni bosh nëse nuk ka kuptim për këtë aktivitet."), Unit: code.Units.Label(l, "persons"), UnitCode: "persons", Whole: true, By: participants})
}

// asksOn lists the numbers asked on a topic.
func asksOn(l text.Lang, t code.Topic) []ask {
	var list []ask
	for _, c := range t.Counts {
		list = append(list, ask{Field: "count-" + c.Code, Key: Key{OfTopic, c.Code, ""}, Name: c.Name(string(l)),
			Unit: code.Units.Label(l, c.Unit), UnitCode: c.Unit, Whole: true, Young: c.Unit == "children", By: c.Breakdowns})
	}
	return list
}

// fill puts what is known into the fields of a form.
func (a ask) fill(f *web.Form, v Values) {
	fillQuantity(f, a.Field, v[a.Key].Quantity)
	f.Set(a.Field+"-sure", or(string(v[a.Key].Qualifier), string(figure.Exact)))
	for _, b := range a.By {
		for _, c := range bands(b, a.Young, v.under(a.Key, b)) {
			fillQuantity(f, a.cell(b, c.Code), v.Get(a.Key.Subject, a.Key.ID, cellPart(b, c.Code)))
		}
	}
	for i, m := range a.origins(v) {
		f.Set(a.placeField(i), m)
		fillQuantity(f, a.placeField(i)+"-n", v.Get(a.Key.Subject, a.Key.ID, cellPart(code.ByOrigin, m)))
	}
}

func fillQuantity(f *web.Form, name string, q figure.Quantity) { f.SetNumber(name, q.Value()) }

func (a ask) cell(b code.Breakdown, c string) string { return a.Field + "-" + string(b) + "-" + c }
func (a ask) placeField(i int) string                { return fmt.Sprintf("%s-from-%d", a.Field, i) }
func cellPart(b code.Breakdown, c string) string     { return string(b) + "=" + c }

// bands are the cells of a breakdown. Children are asked by the bands of
// children; another band is there only when something was given for it.
func bands(b code.Breakdown, young bool, given func(c string) bool) code.List {
	if b != code.ByAge || !young {
		return b.Parts()
	}
	return slices.DeleteFunc(slices.Clone(code.AgeBands), func(c code.Code) bool { return !code.ChildBands.Has(c.Code) && !given(c.Code) })
}

// under reports which cells of a breakdown have a value.
func (v Values) under(k Key, b code.Breakdown) func(c string) bool {
	return func(c string) bool { return v.Get(k.Subject, k.ID, cellPart(b, c)).Qualifier != "" }
}

// byOrigin reports whether people are also counted by where they came from.
func (a ask) byOrigin() bool {
	for _, b := range a.By {
		if b == code.ByOrigin {
			return true
		}
	}
	return false
}

// origins lists the municipalities that have a value, in the order of the codes.
func (a ask) origins(v Values) []string {
	var list []string
	for _, m := range code.Municipalities {
		if a.byOrigin() && v.Get(a.Key.Subject, a.Key.ID, cellPart(code.ByOrigin, m.Code)).Qualifier != "" {
			list = append(list, m.Code)
		}
	}
	return list
}

// rows is how many rows of origin the form has: those filled or typed, and some more.
func (a ask) rows(f *web.Form) int {
	n := 0
	for f.Values.Has(a.placeField(n)) || f.Values.Has(a.placeField(n)+"-n") {
		n++
	}
	if n > 0 && f.Text(a.placeField(n-1)) == "" {
		return n // a form shown again has its blank rows already
	}
	return n + blankPlaces
}

// read puts what was typed into v. What did not change keeps the words "about",
// or a note, that a document brought and the cells of a form do not show.
func (a ask) read(f *web.Form, old, v Values) {
	a.keep(f, old, v, a.Key, a.Field, a.readTotal(f))
	for _, b := range a.By {
		for _, c := range bands(b, a.Young, old.under(a.Key, b)) {
			k := Key{a.Key.Subject, a.Key.ID, cellPart(b, c.Code)}
			a.keep(f, old, v, k, a.cell(b, c.Code), a.readNumber(f, a.cell(b, c.Code), figure.Exact))
		}
	}
	for i := range a.rows(f) {
		if a.byOrigin() {
			a.readPlace(f, old, v, a.placeField(i))
		}
	}
}

func (a ask) keep(f *web.Form, old, v Values, k Key, field string, q figure.Quantity) {
	was, had := old[k]
	switch {
	case k.Part != "" && had && q.Qualifier == "" && !was.Known() && f.Error(field) == "":
		v[k] = was // "several" has no number to show in a cell
	case q.Qualifier == "":
	case k.Part != "" && had && was.Number == q.Number && was.Known():
		v[k] = was
	default:
		v[k] = Value{q, was.Note}
	}
}

// readTotal reads a number and its qualifier. "Not known" and "several" stand
// without a number; the others need one.
func (a ask) readTotal(f *web.Form) figure.Quantity {
	sure := figure.Qualifier(or(f.Text(a.Field+"-sure"), string(figure.Exact)))
	typed := f.Text(a.Field)
	switch {
	case !code.Qualifiers.Has(string(sure)):
		f.Fail(a.Field, "Zgjidhni sa i saktë është numri.")
	case sure.Numbered() && typed != "":
		return a.readNumber(f, a.Field, sure)
	case sure.Numbered() && sure != figure.Exact:
		f.Fail(a.Field, "Shkruani numrin, ose zgjidhni «nuk dihet».")
	case !sure.Numbered() && typed != "":
		f.Fail(a.Field, "Hiqni numrin, ose zgjidhni sa i saktë është.")
	case !sure.Numbered():
		return figure.Quantity{Qualifier: sure}
	}
	return figure.Quantity{}
}

func (a ask) readNumber(f *web.Form, field string, sure figure.Qualifier) figure.Quantity {
	n := f.Number(field)
	switch {
	case n == nil:
		return figure.Quantity{}
	case *n < 0:
		f.Fail(field, "Numri nuk mund të jetë nën zero.")
	case a.Whole && *n%figure.One != 0:
		f.Fail(field, "Shkruani një numër të plotë, pa presje.")
	}
	return figure.Quantity{Number: *n, Qualifier: sure}
}

// readPlace reads one row of origin. The same municipality twice is one too many.
func (a ask) readPlace(f *web.Form, old, v Values, field string) {
	m := f.Text(field)
	k := Key{a.Key.Subject, a.Key.ID, cellPart(code.ByOrigin, m)}
	q := a.readNumber(f, field+"-n", figure.Exact)
	_, twice := v[k]
	switch {
	case m == "" && q.Qualifier == "":
	case m == "":
		f.Fail(field, "Zgjidhni bashkinë nga e cila erdhën.")
	case code.MunicipalityName(m) == m:
		f.Fail(field, "Zgjidhni bashkinë nga lista.")
	case q.Qualifier == "" && f.Error(field+"-n") == "":
		f.Fail(field+"-n", "Shkruani sa erdhën nga kjo bashki.")
	case twice:
		f.Fail(field, "Kjo bashki është shkruar dy herë. Mblidhni numrat në një rresht.")
	default:
		a.keep(f, old, v, k, field+"-n", q)
	}
}

// shown is the ask with its fields, as the form shows them.
func (a ask) shown(l text.Lang, f *web.Form) ask {
	a.Number = f.Field(a.Field, text.T(l, "Numri"), "width", "5", "inputmode", "decimal", "unit", a.Unit)
	a.Sure = f.Choice(a.Field+"-sure", text.T(l, "Sa i saktë është"), web.Options(l, code.Qualifiers), "noblank", "1")
	for _, b := range a.By {
		g := cells{Legend: text.T(l, legends[b]), Prefix: a.Field + "-" + string(b) + "-"}
		for _, c := range bands(b, a.Young, func(c string) bool { return f.Values.Has(a.cell(b, c)) }) {
			g.Fields = append(g.Fields, f.Field(a.cell(b, c.Code), c.Name(l)))
		}
		a.Groups = append(a.Groups, g)
	}
	for i := range a.rows(f) {
		if a.byOrigin() {
			a.Places = append(a.Places, place{
				f.Choice(a.placeField(i), text.T(l, "Bashkia %d", i+1), municipalities), f.Field(a.placeField(i)+"-n", text.T(l, "Sa, nga bashkia %d", i+1)),
			})
		}
	}
	return a
}

var legends = map[code.Breakdown]string{code.BySex: "Sipas gjinisë", code.ByAge: "Sipas moshës", code.ByOrigin: "Sipas vendbanimit"}

var municipalities = func() []web.Option {
	var list []web.Option
	for _, m := range code.Municipalities {
		list = append(list, web.Option{Value: m.Code, Label: m.Name})
	}
	return list
}()
