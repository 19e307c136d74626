package meeting

import (
	"slices"
	"strconv"

	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// lineKinds are the kinds of line in the order of minutes, with the words of
// the form.
var lineKinds = []struct{ kind, title, label, add string }{
	{Agenda, "Rendi i ditës", "Pika", "Shto një pikë"},
	{Decision, "Vendime", "Vendimi", "Shto një vendim"},
	{Task, "Detyra të lëna", "Detyrë", "Shto një detyrë"},
	{Recommendation, "Rekomandime", "Rekomandimi", "Shto një rekomandim"},
	{Problem, "Problematikat", "Problematika", "Shto një problematikë"},
}

// fill puts a meeting into the fields of its form.
func fill(f *web.Form, m Meeting) {
	f.Set("body", m.Body).Set("kind", m.Kind).SetDay("held", m.HeldOn).Set("date_note", m.DateNote).Set("time", m.Time).
		Set("place", m.Place).Set("title", m.Title).Set("chaired_by", m.ChairedBy).Set("source", m.Source).Set("note", m.Note).
		Set("version", strconv.FormatInt(m.Version, 10))
	for i, a := range m.Attendance {
		switch {
		case a.InstitutionID == "":
			f.Set(field("guest", i), a.Name)
		case a.Kind == Guest:
			f.Values.Add("visitor", a.InstitutionID)
		default:
			f.Values.Add("present", a.InstitutionID)
		}
	}
	for _, k := range lineKinds {
		for i, l := range m.LinesOf(k.kind) {
			f.Set(field(k.kind, i), l.Body).Set(field(k.kind+"_owner", i), l.InstitutionID).Set(field(k.kind+"_due", i), text.Day(l.DueOn))
		}
	}
	for i, x := range m.Figures {
		f.Set(field("what", i), x.What).SetNumber(field("value", i), x.Value.Value()).Set(field("qualifier", i), string(x.Value.Qualifier)).
			Set(field("unit", i), x.Unit).Set(field("about", i), x.About)
	}
}

// parse reads the form. today is the last day a meeting can have been held on.
func parse(f *web.Form, id, today string) Meeting {
	m := Meeting{
		ID: id, Version: f.Version(),
		Body:     f.Code("body", code.Bodies, "Zgjidhni kush u mblodh."),
		Kind:     f.Code("kind", code.MeetingKinds, "Zgjidhni llojin e mbledhjes."),
		HeldOn:   f.NeedDay("held", "Shkruani datën e mbledhjes; kur dihet vetëm muaji, ditën e parë të tij."),
		DateNote: f.PublicLine("date_note"), Place: f.PublicLine("place"), Title: f.PublicLine("title"),
		ChairedBy: f.PublicLine("chaired_by"), Source: f.PublicLine("source"), Note: f.Public("note"),
	}
	if m.HeldOn > today {
		f.Fail("held", "Kjo datë nuk ka ardhur ende. Këtu shënohen mbledhjet që janë mbajtur.")
	}
	if f.Has("time") {
		t, err := text.ParseClock(f.Text("time"))
		if err != nil {
			f.Fail("time", "Shkruani orën dhe minutat, për shembull 13.30.")
		}
		m.Time = t
	}
	for _, k := range lineKinds {
		m.Lines = append(m.Lines, parseLines(f, k.kind)...)
	}
	m.Figures = parseFigures(f)
	return m
}

func parseLines(f *web.Form, kind string) []Line {
	var list []Line
	for _, n := range rowNumbers(f, kind) {
		list = append(list, Line{
			Kind: kind, Body: f.Public(field(kind, n)), InstitutionID: f.Text(field(kind+"_owner", n)), DueOn: f.Day(field(kind+"_due", n)),
		})
	}
	for _, n := range slices.Concat(rowNumbers(f, kind+"_owner"), rowNumbers(f, kind+"_due")) {
		f.Need(field(kind, n), "Shkruani tekstin, ose fshini institucionin dhe afatin e tij.")
	}
	return list
}

func parseFigures(f *web.Form) []Figure {
	rows := slices.Concat(rowNumbers(f, "what"), rowNumbers(f, "value"), rowNumbers(f, "about"))
	slices.Sort(rows)
	var list []Figure
	for _, n := range slices.Compact(rows) {
		f.Need(field("what", n), "Shkruani çfarë numëron shifra, për shembull vizatime.")
		list = append(list, Figure{
			What: f.Public(field("what", n)), Value: parseQuantity(f, n), Unit: f.Text(field("unit", n)), About: f.Public(field("about", n)),
		})
		if u := list[len(list)-1].Unit; u != "" && !code.Units.Has(u) {
			f.Fail(field("unit", n), "Zgjidhni njësinë nga lista, ose lëreni bosh.")
		}
	}
	return list
}

// parseQuantity reads a number with how sure it is. A qualifier that stands for
// a number wants one; "several" and "not known" have none.
func parseQuantity(f *web.Form, n int) figure.Quantity {
	q := figure.Quantity{Qualifier: figure.Qualifier(f.Text(field("qualifier", n)))}
	if q.Qualifier == "" {
		q.Qualifier = figure.Exact
	}
	if !slices.Contains(figure.Qualifiers, q.Qualifier) {
		f.Fail(field("qualifier", n), "Zgjidhni sa i saktë është numri.")
	}
	v := f.Number(field("value", n))
	switch {
	case q.Known() && v == nil:
		f.Fail(field("value", n), "Shkruani numrin, ose zgjidhni «disa» apo «nuk dihet».")
	case !q.Known() && v != nil:
		f.Fail(field("value", n), "Me «disa» dhe «nuk dihet» nuk shkruhet numër. Fshijeni, ose zgjidhni «rreth».")
	case v != nil:
		q.Number = *v
	}
	return q
}

// attendance reads who came. Those ticked who have no seat that day come back
// as strangers; those ticked as visitors who do have one are seated.
func attendance(f *web.Form, seats []seated, names directory) (list []Attendance, strangers []string) {
	ticked := slices.Concat(f.List("present"), f.List("visitor"))
	for _, n := range names {
		if !slices.Contains(ticked, n.ID) {
			continue
		}
		kind := kindIn(seats, n.ID)
		switch {
		case kind != "":
		case slices.Contains(f.Values["present"], n.ID):
			strangers = append(strangers, n.ID)
		default:
			kind = Guest
		}
		list = append(list, Attendance{InstitutionID: n.ID, Kind: kind})
	}
	for _, n := range rowNumbers(f, "guest") {
		list = append(list, Attendance{Name: f.Public(field("guest", n)), Kind: Guest})
	}
	return list, strangers
}
