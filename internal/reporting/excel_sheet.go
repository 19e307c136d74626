package reporting

import (
	"fmt"
	"slices"
	"strings"

	"tryeza/internal/code"
	"tryeza/internal/text"
	"tryeza/internal/web"
	"tryeza/internal/workbook"
)

// sheets are those people fill in, in the order of the return.
func (d *draft) sheets() []bookSheet {
	return []bookSheet{d.activitySheet(), d.indicatorSheet(), d.topicSheet(), d.originSheet(), d.wordSheet(), d.problemSheet(), d.measureSheet()}
}

func column(heading string, width float64) workbook.Column {
	return workbook.Column{Heading: heading, Width: width}
}

func choices(heading string, width float64, k choiceKind) workbook.Column {
	return workbook.Column{Heading: heading, Width: width, Choices: k.labels()}
}

// sure is the column beside a number.
func sure() workbook.Column { return choices("Sa i saktë është", 13, qualifierKind) }

// splitColumns are a column for every cell of the breakdowns.
func splitColumns(by ...code.Breakdown) []workbook.Column {
	var list []workbook.Column
	for _, b := range by {
		for _, c := range b.Parts() {
			list = append(list, column(splits[b]+": "+c.SQ, 12))
		}
	}
	return list
}

var splits = map[code.Breakdown]string{code.BySex: "Gjinia", code.ByAge: "Mosha", code.ByOrigin: "Vendbanimi"}

// split are the entries of an ask under splitColumns; nil where it is not split so.
func (d *draft) split(kind, id string, a ask, by ...code.Breakdown) []*entry {
	var list []*entry
	for _, b := range by {
		for _, c := range b.Parts() {
			k := Key{a.Key.Subject, a.Key.ID, cellPart(b, c.Code)}
			asked := slices.ContainsFunc(bands(b, a.Young, d.Values.under(a.Key, b)), func(x code.Code) bool { return x.Code == c.Code })
			if !slices.Contains(a.By, b) || !asked {
				list = append(list, nil)
				continue
			}
			list = append(list, d.cell(spot{kind, id, a.cell(b, c.Code)}, k))
		}
	}
	return list
}

func (d *draft) activitySheet() bookSheet {
	s := bookSheet{name: "Aktivitetet", frozen: 3, note: "Një rresht për çdo aktivitet që drejton institucioni. Zgjidhni gjendjen nga lista; pjesa tjetër sipas rastit. Pa emra, numra personalë ose telefona."}
	s.columns = append([]workbook.Column{
		column("Nr.", 7), column("Aktiviteti", 38), column("Afati", 12), choices("Gjendja", 20, stateKind), column("Kur u realizua", 13), column("Vendi", 18),
		column("Çfarë u bë", 45), column("Partnerët", 24), column("Arsyeja", 32), column("Pjesëmarrës gjithsej", 13), sure(),
	}, splitColumns(participants...)...)
	for i := range d.Items {
		s.rows = append(s.rows, d.activityRow(&d.Items[i]))
	}
	return s
}

var stateKind = ofCodes(code.ReportedStates)

func (d *draft) activityRow(it *Item) bookRow {
	a, id := it.Activity, it.ActivityID
	r := bookRow{key: id, title: activityName(a), shown: a.State != "cancelled", cells: fixed(a.Number, a.Title, workbook.Day(a.DueOn))}
	at := func(field string) spot { return spot{"activity", id, field} }
	asks := asksOf(text.SQ, *it)
	people := asks[len(asks)-1]
	r.add(choice(at("state"), stateKind, &it.State), day(at("done"), &it.DoneOn), words(at("place"), &it.Place), words(at("what"), &it.What),
		words(at("partners"), &it.Partners), words(at("reason"), &it.Reason), d.total(at(people.Field), people))
	r.add(d.split("activity", id, people, participants...)...)
	return r
}

func (d *draft) indicatorSheet() bookSheet {
	s := bookSheet{name: "Treguesit", frozen: 4, note: "Shkruani numrin, 0 kur nuk pati asnjë, ose zgjidhni «nuk dihet». Bosh do të thotë: ende pa përgjigje."}
	s.columns = []workbook.Column{column("Nr.", 7), column("Aktiviteti", 38), column("Treguesi", 38), column("Synimi i planit", 11), column("Njësia", 13), column("Vlera", 12), sure()}
	for _, it := range d.Items {
		for _, ind := range it.Activity.Indicators {
			a := ask{Field: "indicator-" + ind.ID, Key: Key{OfIndicator, ind.ID, ""}}
			r := bookRow{key: ind.ID, title: activityName(it.Activity) + ": " + ind.Name, shown: it.Activity.State != "cancelled"}
			var target any
			if ind.Target != nil {
				target = ind.Target.Float()
			}
			r.cells = fixed(it.Activity.Number, it.Activity.Title, ind.Name, target, code.Units.Label(text.SQ, ind.Unit))
			r.add(d.total(spot{"activity", it.ActivityID, a.Field}, a))
			s.rows = append(s.rows, r)
		}
	}
	return s
}

var allBreakdowns = []code.Breakdown{code.BySex, code.ByAge, code.ByOrigin}

// topicSheet lists the counts of the topics that must be answered, then the others.
func (d *draft) topicSheet() bookSheet {
	s := bookSheet{name: "Çështjet", frozen: 3, note: "Shkruani numrin, 0 kur nuk pati asnjë, ose zgjidhni «nuk dihet». Qelizat gri nuk pyeten."}
	s.columns = append([]workbook.Column{column("Tema", 26), column("Çfarë numërohet", 40), column("Kërkohet", 13), column("Njësia", 12), column("Gjithsej", 12), sure()}, splitColumns(allBreakdowns...)...)
	for _, asked := range []bool{true, false} {
		for _, t := range code.Topics {
			if d.Narrative(t.Code).Asked == asked {
				s.rows = append(s.rows, d.countRows(t, asked)...)
			}
		}
	}
	return s
}

func (d *draft) countRows(t code.Topic, asked bool) []bookRow {
	here := d.asks(t).Counts
	var list []bookRow
	for i, a := range asksOn(text.SQ, t) {
		r := bookRow{key: a.Key.ID, title: t.Name(string(d.lang)) + ": " + t.Counts[i].Name(string(d.lang)), cells: fixed(t.SQ, a.Name, must(asked), a.Unit)}
		r.shown = slices.ContainsFunc(here, func(c code.Count) bool { return c.Code == t.Counts[i].Code })
		r.add(d.total(spot{"topic", t.Code, a.Field}, a))
		r.add(d.split("topic", t.Code, a, allBreakdowns...)...)
		list = append(list, r)
	}
	return list
}

// must says whether a topic has to be answered.
func must(asked bool) string {
	if asked {
		return "po"
	}
	return "sipas rastit"
}

// blankOrigins is how many blank rows of origin a workbook has beyond those filled.
const blankOrigins = 15

// originSheet has rows of a municipality and a number. Which municipality stands
// in which row is for people to say, so its answers are not those of its rows:
// there is one for each municipality.
func (d *draft) originSheet() bookSheet {
	s := bookSheet{name: "Origjina", frozen: 2, note: "Nga cilat bashki erdhën ata që numërohen te «Vendbanimi: të ardhur nga bashki të tjera». Një rresht për çdo bashki."}
	s.columns = []workbook.Column{column("Çfarë numërohet", 40), choices("Bashkia", 24, municipalityKind), column("Sa", 10)}
	for _, t := range code.Topics {
		for _, a := range asksOn(text.SQ, t) {
			if a.byOrigin() {
				d.addOrigins(&s, t, a)
			}
		}
	}
	return s
}

func (d *draft) addOrigins(s *bookSheet, t code.Topic, a ask) {
	var filled []string
	for _, m := range code.Municipalities {
		e := d.cell(spot{"topic", t.Code, a.cell(code.ByOrigin, m.Code)}, Key{a.Key.Subject, a.Key.ID, cellPart(code.ByOrigin, m.Code)})
		e.title, e.label = t.Name(string(d.lang))+": "+a.Name, m.Name
		s.unseen = append(s.unseen, e)
		if n := e.get(); n != "" {
			filled = append(filled, m.Code+" "+n)
		}
	}
	shown := slices.ContainsFunc(d.asks(t).Counts, func(c code.Count) bool { return c.Code == a.Key.ID })
	for i := range len(code.Municipalities) {
		said := ""
		if i < len(filled) {
			said = filled[i]
		}
		r := bookRow{key: fmt.Sprintf("%s/%d", a.Key.ID, i+1), title: a.Name, shown: shown && i < len(filled)+blankOrigins, cells: fixed(a.Name)}
		r.add(newEntry(spot{"topic", t.Code, a.cell(code.ByOrigin, "")}, originKind{}, func() string { return said }, nil))
		s.rows = append(s.rows, r)
	}
}

func (d *draft) wordSheet() bookSheet {
	s := bookSheet{name: "Përshkrimet", frozen: 2, note: "Përgjigjuni me fjalët tuaja. Pa emra, numra personalë ose telefona. Rresht i ri në qelizë: Alt+Enter."}
	s.columns = []workbook.Column{column("Tema", 26), column("Kërkohet", 13), column("Pyetja", 45), column("Përgjigjja", 80)}
	for _, asked := range []bool{true, false} {
		for _, t := range code.Topics {
			if d.Narrative(t.Code).Asked != asked {
				continue
			}
			get := func() string { return cellText(d.Narrative(t.Code).Body) }
			set := func(said string) { d.narrative(t.Code).Body = said }
			r := bookRow{key: t.Code, title: t.Name(string(d.lang)), shown: true, cells: fixed(t.SQ, must(asked), t.Question)}
			r.add(newEntry(spot{"topic", t.Code, "body"}, textKind{}, get, set))
			s.rows = append(s.rows, r)
		}
	}
	return s
}

// nothing is what is written in a new row when there is nothing to report.
const nothing = "asnjë"

func (d *draft) problemSheet() bookSheet {
	s := bookSheet{name: "Problematikat", frozen: 1, note: "Një rresht për çdo problematikë. Nëse nuk u has asnjë, shkruani «asnjë» te rreshti i parë bosh. Për ta hequr një problematikë, zbrazni të gjithë rreshtin e saj."}
	o := d.options()
	s.columns = []workbook.Column{column("Problematika", 50), choices("Çfarë mungon", 16, resourceKind), choices("Objektivi që pengohet", 36, o.objectives), choices("Aktiviteti që pengohet", 36, o.activities),
		column("Shuma në lekë", 14), column("Që prej", 12), choices("Vazhdon një problematikë të mëparshme", 40, o.earlier), choices("E zgjidhur", 10, yesNo)}
	s.unseen = []*entry{d.none("problems", "Asnjë problematikë", &d.NoProblems)}
	s.stub = func(key string) bookRow { return d.problemRow(&Problem{ID: d.idOf("problem", key)}, key, o) }
	for i := range d.Problems {
		s.rows = append(s.rows, d.problemRow(&d.Problems[i], d.Problems[i].ID, o))
	}
	s.addSpare(func(key string) bool { return d.problem(d.idOf("problem", key)) == nil })
	return s
}

// none is the word that there is nothing to report.
func (d *draft) none(kind, title string, is *bool) *entry {
	e := flag(spot{kind, "", "none"}, is)
	e.title, e.label = text.T(d.lang, title), "E thotë institucioni"
	return e
}

// addSpare adds the rows for what is new, those aside that are in the return by now.
func (s *bookSheet) addSpare(free func(key string) bool) {
	for i := range newRows {
		if key := fmt.Sprint(newRow, i+1); free(key) {
			s.rows = append(s.rows, s.stub(key))
		}
	}
}

var resourceKind = ofCodes(code.Resources)

func (d *draft) problemRow(p *Problem, key string, o problemOptions) bookRow {
	at := func(field string) spot { return spot{"problem", p.ID, field} }
	r := bookRow{key: key, title: d.titled("Problematika", "Problematikë e re", p.Body), shown: true}
	r.add(words(at("body"), &p.Body), choice(at("resource"), resourceKind, &p.Resource), choice(at("objective"), o.objectives, &p.ObjectiveID), choice(at("activity"), o.activities, &p.ActivityID),
		amount(at("amount"), &p.Amount), day(at("since"), &p.Since), choice(at("earlier"), o.earlier, &p.EarlierID), flag(at("solved"), &p.Solved))
	return r
}

// titled is what a row is called in the preview: by its text, once it has one.
func (d *draft) titled(kind, fresh, body string) string {
	if body == "" {
		return text.T(d.lang, fresh)
	}
	return text.T(d.lang, kind) + ": " + excerpt(body)
}

// problemOptions are what the lists of the sheet of problems offer.
type problemOptions struct{ objectives, activities, earlier choiceKind }

func (d *draft) options() problemOptions {
	var o problemOptions
	for _, x := range d.objectives {
		o.objectives.options = append(o.objectives.options, web.Option{Value: x.id, Label: strings.TrimSpace(x.code + " " + x.title)})
	}
	o.activities.options = activityOptions(d.Return)
	for _, e := range d.earlier {
		o.earlier.options = append(o.earlier.options, web.Option{Value: e.ID, Label: excerpt(e.Body) + " (" + text.Day(e.Since) + ")"})
	}
	for _, list := range [][]web.Option{o.objectives.options, o.activities.options, o.earlier.options} {
		tellApart(list)
	}
	return o
}

// tellApart gives every label of a list only one meaning, and one line.
func tellApart(list []web.Option) {
	seen := map[string]int{}
	for i := range list {
		list[i].Label = cellText(strings.Join(strings.Fields(list[i].Label), " "))
		key := text.Fold(list[i].Label)
		if seen[key]++; seen[key] > 1 {
			list[i].Label = fmt.Sprintf("%s (%d)", list[i].Label, seen[key])
		}
	}
}

func (d *draft) measureSheet() bookSheet {
	s := bookSheet{name: "Masat", frozen: 1, note: "Një rresht për çdo masë që u mor ose pritet. Nëse nuk ka asnjë, shkruani «asnjë» te rreshti i parë bosh. Për ta hequr një masë, zbrazni të gjithë rreshtin e saj."}
	s.columns = []workbook.Column{column("Masa", 60), choices("U mor apo pritet", 20, statusKind), column("Deri kur pritet", 14)}
	s.unseen = []*entry{d.none("measures", "Asnjë masë", &d.NoMeasures)}
	s.stub = func(key string) bookRow { return d.measureRow(&Measure{ID: d.idOf("measure", key)}, key) }
	for i := range d.Measures {
		s.rows = append(s.rows, d.measureRow(&d.Measures[i], d.Measures[i].ID))
	}
	s.addSpare(func(key string) bool { return d.measure(d.idOf("measure", key)) == nil })
	return s
}

var statusKind = ofCodes(statuses)

func (d *draft) measureRow(m *Measure, key string) bookRow {
	at := func(field string) spot { return spot{"measure", m.ID, field} }
	r := bookRow{key: key, title: d.titled("Masa", "Masë e re", m.Body), shown: true}
	r.add(words(at("body"), &m.Body), choice(at("status"), statusKind, &m.Status), day(at("due"), &m.DueOn))
	return r
}
