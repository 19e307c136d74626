package analysis

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"tryeza/internal/code"
	"tryeza/internal/document"
	"tryeza/internal/figure"
	"tryeza/internal/text"
)

// programmes composes what the register of summer programmes holds: those of the
// period; in the first half of a year also the summer before, whose follow-up falls
// into it, and the one that is prepared.
func (c *composer) programmes() bool {
	d, now := c.d, c.now()
	in := inSpan(d.Programmes, d.Period.Start(), d.Period.End())
	last, ahead := d.lastSummer(), d.nextSummer()
	if len(in)+len(last)+len(ahead) == 0 {
		return false
	}
	if len(in) == 0 {
		c.para("Në regjistër nuk ka asnjë program veror që të bjerë në këtë periudhë.")
	}
	c.ran(now, "summer", in)
	if len(last) > 0 {
		c.section(2, "summer-last", fmt.Sprintf("Vera e kaluar (%d): çfarë u bë dhe çfarë u ndoq", d.Period.Year()-1))
		c.ran(stretch{c, summerOf(d.Period.Year() - 1)}, "summer-last", last)
	}
	if len(ahead) > 0 {
		c.section(2, "summer-ahead", fmt.Sprintf("Programet e planifikuara për verën %d", d.Period.Year()))
		c.para(fmt.Sprintf("Programe që nisin pas periudhës: %s. Vende: %s.", c.howMany(recordsOf(ahead)), c.placesAhead(ahead)))
		c.runs("summer-ahead", ahead)
	}
	c.effect()
	var lacks []lack
	looked := slices.Concat(last, in)
	for _, p := range looked {
		lacks = append(lacks, p.lacks(d.Day)...)
	}
	c.lacking("summer", lacks, append(c.numberGaps(recordsOf(looked), code.ProgrammeCounts), crowded(looked, d.Day)...))
	return true
}

// inSpan keeps the records of a list that lie in a span and were not cancelled.
func inSpan[T recorded](list []T, from, to string) []T {
	return slices.DeleteFunc(slices.Clone(list), func(x T) bool { return x.record().off() || !x.record().in(from, to) })
}

// heldOnly keeps those that took place.
func heldOnly[T recorded](list []T) []T {
	return slices.DeleteFunc(slices.Clone(list), func(x T) bool { return x.record().State != "held" })
}

func recordsOf[T recorded](list []T) []Record {
	var records []Record
	for _, x := range list {
		records = append(records, x.record())
	}
	return records
}

// summerOf is the half-year in which the summer of a year is counted.
func summerOf(year int) figure.Period { return figure.Period(fmt.Sprintf("%d-H2", year)) }

// early reports whether the period ends before the summer does.
func (d *Data) early() bool {
	return d.Period.Kind() != figure.Year && d.Period.End() <= fmt.Sprintf("%d-06-30", d.Period.Year())
}

// lastSummer are the programmes of the summer before a period that lies before the
// next one.
func (d *Data) lastSummer() []Programme {
	if !d.early() {
		return nil
	}
	year := d.Period.Year() - 1
	list := inSpan(d.Programmes, fmt.Sprintf("%d-06-01", year), fmt.Sprintf("%d-12-31", year))
	return slices.DeleteFunc(list, func(p Programme) bool { return p.To >= d.Period.Start() })
}

// nextSummer are the programmes that begin after the period, in the same year.
func (d *Data) nextSummer() []Programme {
	if !d.early() {
		return nil
	}
	list := inSpan(d.Programmes, d.Period.Start(), fmt.Sprintf("%d-12-31", d.Period.Year()))
	return slices.DeleteFunc(list, func(p Programme) bool { return p.From <= d.Period.End() })
}

func (c *composer) placesAhead(list []Programme) string {
	sum, said, _, _ := total(recordsOf(list), "places")
	return saidOr(c.now().num("K20_places_register", sum, said, "when", "ahead"), sum)
}

// ran says what programmes did, in figures.
func (c *composer) ran(s stretch, id string, list []Programme) {
	if len(list) == 0 {
		return
	}
	records := recordsOf(list)
	s.many("summer_register", len(list))
	places, nPlaces, _, _ := total(records, "places")
	enrolled, nEnrolled, blank, unknown := total(records, "enrolled")
	_, street := c.column(records, "enrolled_street", "enrolled", false)
	if street.Text == "–" {
		street.Text = "nuk është shënuar"
	}
	sentence := fmt.Sprintf("Vende: %s. Regjistrime: %s (një fëmijë i regjistruar në dy programe numërohet dy herë); prej tyre nga situata e rrugës: %s",
		saidOr(s.num("K20_places_register", places, nPlaces), places), saidOr(s.num("K20_registrations", enrolled, nEnrolled), enrolled), street.Text)
	c.para(fmt.Sprintf("Programe verore në regjistër: %s.", c.howMany(records)), stop(sentence), unsaidWords(blank, unknown))
	c.para(c.attendedWords(s, list), c.daysWords(s, list))
	c.para(c.linkedWords(s, list))
	c.runs(id, list)
	c.numbers(s, id, list)
	c.qarkMap(document.Map{ID: id + "-map", Title: "Ku zhvillohen programet verore" + c.summer(id), Unit: "programe", Sheet: "Programet në hartë",
		Alt: "Harta e bashkive të qarkut me numrin e programeve. Numrat janë në tabelën poshtë."}, "Asnjë program", records)
	c.programmeBars(id, list)
	c.followed(s, id, list)
}

// summer tells the tables of one summer from those of another: no two captions of a
// document are alike.
func (c *composer) summer(id string) string {
	switch id {
	case "summer-last":
		return fmt.Sprintf(" (vera %d)", c.d.Period.Year()-1)
	case "summer-ahead":
		return " (të planifikuara)"
	}
	return ""
}

// crowded names the programmes that more children came to than there are places.
func crowded(list []Programme, until string) []string {
	var said []string
	for _, p := range list {
		places := p.Numbers.Get("places")
		n := 0
		for k, q := range p.Numbers {
			if k.What == "attended" && k.Day != "" && k.Day <= until && k.Part == "" && q.Known() && places.Known() && q.Number > places.Number {
				n++
			}
		}
		if n > 0 {
			said = append(said, fmt.Sprintf("%s: më shumë të pranishëm se vende (%s) në %s.", p.Title, quantity(places, ""), count(n, dayForms)))
		}
	}
	return said
}

// unsaidWords says of how many records a number is not known.
func unsaidWords(blank, unknown int) string {
	var said []string
	if blank > 0 {
		said = append(said, count(blank, text.Forms{One: "{n} program ende nuk e ka dhënë numrin e regjistrimeve", Many: "{n} programe ende nuk e kanë dhënë numrin e regjistrimeve"}))
	}
	if unknown > 0 {
		said = append(said, count(unknown, text.Forms{One: "te {n} program ai nuk dihet", Many: "te {n} programe ai nuk dihet"}))
	}
	if len(said) == 0 {
		return ""
	}
	s := strings.Join(said, "; ")
	return strings.ToUpper(s[:1]) + s[1:] + "."
}

func (c *composer) attendedWords(s stretch, list []Programme) string {
	present, places, in := share(list, c.d.Day)
	f := s.rate("K20_attendance", present, places)
	if f.Value == nil {
		return "Frekuentimi mesatar: nuk mund të thuhet, sepse nuk ka ditë të numëruara te programe me vende të njohura."
	}
	return fmt.Sprintf("Frekuentimi mesatar: %s e vendeve, te %s.", show(f), count(in, text.Forms{One: "{n} program ku dihen vendet dhe frekuentimi", Many: "{n} programe ku dihen vendet dhe frekuentimi"}))
}

func (c *composer) daysWords(s stretch, list []Programme) string {
	var counted, all int64
	for _, p := range list {
		some, of := p.daysCounted(c.d.Day)
		counted, all = counted+some, all+of
	}
	f := s.rate("K20_days", counted, all)
	if f.Value == nil {
		return ""
	}
	return fmt.Sprintf("Ditë programi me frekuentim të shënuar: %d nga %d (%s).", counted, all, show(f))
}

// linkedWords says to which services programmes linked children and parents.
func (c *composer) linkedWords(s stretch, list []Programme) string {
	var said []string
	for _, kind := range code.Services {
		var parts []figure.Quantity
		offered := 0
		for _, p := range list {
			if slices.ContainsFunc(p.Services, func(x Service) bool { return x.Kind == kind.Code }) {
				offered++
			}
			if q := p.Numbers[keyOf("service", "kind="+kind.Code)]; q.Qualifier != "" {
				parts = append(parts, q)
			}
		}
		switch sum, _ := figure.Add(parts...); {
		case len(parts) > 0:
			said = append(said, fmt.Sprintf("%s: %s", kind.SQ, show(s.num("K20_linked", sum, len(parts), "service", kind.Code))))
		case offered > 0:
			said = append(said, fmt.Sprintf("%s: ofrohet te %s, pa numër", kind.SQ, count(offered, text.Forms{One: "{n} program", Many: "{n} programe"})))
		}
	}
	if len(said) == 0 {
		return "Lidhja me shërbime (regjistrimi në shkollë, shëndeti, puna e prindërve) nuk është shënuar."
	}
	return "Të lidhur me shërbime: " + strings.Join(said, "; ") + "."
}

// runs is the table of what runs where, by whom and when.
func (c *composer) runs(id string, list []Programme) {
	t := document.Table{ID: id + "-programmes", Caption: "Programet verore: ku, kur dhe nga kush" + c.summer(id), Sheet: "Programet",
		Head: []string{"Programi", "Lloji", "Bashkia dhe vendi", "Organizatori dhe partnerët", "Datat", "Gjendja"}}
	for _, p := range list {
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{c.title(p.Record, "programme"), document.T(code.ProgrammeKinds.Label(text.SQ, p.Kind)), document.T(c.where(p.Record)),
			document.T(c.with(p.Record)), document.T(when(p.Record)), document.T(c.stateWords(p.Record))}})
	}
	c.table(t)
}

// numbers is the table of the figures of programmes.
func (c *composer) numbers(s stretch, id string, list []Programme) {
	t := document.Table{ID: id + "-numbers", Caption: "Programet verore në shifra" + c.summer(id), Sheet: "Programet në shifra",
		Head: []string{"Programi", "Vende", "Regjistrime", "Nga situata e rrugës", "Të pranishëm në ditë", "Frekuentimi", "Ditë të shënuara"}}
	records := recordsOf(list)
	street, sum := c.column(records, "enrolled_street", "enrolled", false)
	for i, p := range list {
		t.Rows = append(t.Rows, document.Row{Cells: append([]document.Cell{c.title(p.Record, "programme"), registerCell(p.Numbers.Get("places")), registerCell(p.Numbers.Get("enrolled")), street[i]}, c.attendedCells(s, p)...)})
	}
	places, _, _, _ := total(records, "places")
	enrolled, _, _, _ := total(records, "enrolled")
	t.Rows = append(t.Rows, document.Row{Bold: true, Cells: []document.Cell{document.T("Gjithsej"), registerCell(places), registerCell(enrolled), sum, document.T("–"), document.T("–"), document.T("–")}})
	t.Note = "Frekuentimi është mesatarja e ditëve të numëruara ndaj vendeve; dita pa shënim nuk është zero. Regjistrimet nuk janë fëmijë të ndryshëm."
	if hasWithheld(t) {
		t.Note += "\n" + withheldNote
	}
	c.table(t)
}

func (c *composer) attendedCells(s stretch, p Programme) []document.Cell {
	m := p.attendance(c.d.Day)
	mean := document.T("–")
	if v, ok := m.Value(); ok {
		mean = cell(s.num("K20_present", figure.Exactly(v), m.Days, "programme", p.ID))
	}
	present, places, _ := share([]Programme{p}, c.d.Day)
	rate := document.T("–")
	if places > 0 {
		rate = cell(s.rate("K20_attendance", present, places, "programme", p.ID))
	}
	counted, all := p.daysCounted(c.d.Day)
	return []document.Cell{mean, rate, document.T(fmt.Sprintf("%d nga %d", counted, all))}
}

func hasWithheld(t document.Table) bool {
	return slices.ContainsFunc(t.Rows, func(r document.Row) bool {
		return slices.ContainsFunc(r.Cells, func(c document.Cell) bool { return c.Text == withheldMark })
	})
}

func (c *composer) programmeBars(id string, list []Programme) {
	var labels []string
	var places, enrolled, present []float64
	for _, p := range list {
		mean := math.NaN()
		if v, ok := p.attendance(c.d.Day).Value(); ok {
			mean = v.Float()
		}
		labels = append(labels, p.Title)
		places, enrolled, present = append(places, bar(p.Numbers.Get("places"))), append(enrolled, bar(p.Numbers.Get("enrolled"))), append(present, mean)
	}
	c.bars(id, "Vende, regjistrime dhe të pranishëm në ditë sipas programit"+c.summer(id), "fëmijë", "Programi", labels,
		document.Series{Name: "Vende", Values: places}, document.Series{Name: "Regjistrime", Values: enrolled}, document.Series{Name: "Të pranishëm në ditë", Values: present})
}

// bar is a number as it is drawn; one that is not exact is drawn where it is about.
func bar(q figure.Quantity) float64 {
	if !q.Known() {
		return math.NaN()
	}
	return q.Number.Float()
}

// followed says what was found 30 and 90 days after the programmes that are over.
func (c *composer) followed(s stretch, id string, list []Programme) {
	var due, done int64
	over := slices.DeleteFunc(slices.Clone(list), func(p Programme) bool { return p.State != "held" || text.DaysAfter(p.To, 30) > c.d.Day })
	for _, p := range over {
		for _, after := range []int64{30, 90} {
			if text.DaysAfter(p.To, int(after)) <= c.d.Day {
				due++
				if on := p.Followed[after]; on != "" && on <= c.d.Day {
					done++
				}
			}
		}
	}
	f := s.rate("K20_followed", done, due)
	if due == 0 {
		c.para("Ndjekja pas 30 dhe 90 ditësh: ende nuk ka ardhur koha për asnjë program.")
		return
	}
	c.para(fmt.Sprintf("Ndjekja pas 30 dhe 90 ditësh: u kryen %d nga %d ndjekje (%s).", done, due, show(f)))
	t := document.Table{ID: id + "-followups", Caption: "Çfarë u gjet pas 30 dhe 90 ditësh" + c.summer(id), Sheet: "Ndjekja",
		Head: []string{"Programi", "Takuar pas 30 d.", "Në shkollë", "Sërish në rrugë", "Takuar pas 90 d.", "Në shkollë", "Sërish në rrugë"}}
	records := recordsOf(over)
	columns, sums := [][]document.Cell{}, []document.Cell{}
	for _, after := range []string{"30", "90"} {
		for _, x := range [][2]string{{"found_", "enrolled"}, {"school_", "found_" + after}, {"street_", "found_" + after}} {
			cells, sum := c.column(records, x[0]+after, x[1], x[0] == "school_")
			columns, sums = append(columns, cells), append(sums, sum)
		}
	}
	for i, p := range over {
		row := document.Row{Cells: []document.Cell{c.title(p.Record, "programme")}}
		for _, column := range columns {
			row.Cells = append(row.Cells, column[i])
		}
		t.Rows = append(t.Rows, row)
	}
	t.Rows = append(t.Rows, document.Row{Bold: true, Cells: append([]document.Cell{document.T("Gjithsej")}, sums...)})
	t.Note = "–: askush nuk e ka shënuar. Kush u takua pas 30 dhe pas 90 ditësh numërohet në të dyja."
	if slices.ContainsFunc(records, unsaidAfter) {
		t.Note += " Gjithsej është shuma vetëm e numrave që dihen."
	}
	if hasWithheld(t) {
		t.Note += "\n" + withheldNote
	}
	c.table(t)
}

// unsaidAfter reports whether of a programme that was followed up something is not
// known: a sum then says less than there may be.
func unsaidAfter(r Record) bool {
	for _, what := range []string{"found_30", "school_30", "street_30", "found_90", "school_90", "street_90"} {
		if !r.Numbers.Get(what).Known() {
			return true
		}
	}
	return false
}

// lateDays is for how long a day may stay without its attendance.
const lateDays = 7

// lacks is what a programme lacks on a day.
func (p Programme) lacks(day string) []lack {
	var list []lack
	add := func(gap, more string) { list = append(list, lack{gap, p.Title + more, 1}) }
	if p.State == "planned" && p.To < day {
		add("programme_state", " (mbaroi më "+text.Day(p.To)+")")
	}
	if p.State != "held" {
		return list
	}
	if p.Numbers.Get("enrolled").Qualifier == "" {
		add("programme_numbers", "")
	}
	empty := slices.DeleteFunc(p.days(text.DaysAfter(day, -lateDays)), p.counted)
	if len(empty) > 0 {
		add("programme_attendance", " ("+count(len(empty), dayForms)+" pa shënim)")
	}
	for after, gap := range map[int64]string{30: "programme_followup_30", 90: "programme_followup_90"} {
		if due := text.DaysAfter(p.To, int(after)); due < day && (p.Followed[after] == "" || p.Followed[after] > day) {
			add(gap, " (duhej më "+text.Day(due)+")")
		}
	}
	slices.SortStableFunc(list, func(a, b lack) int { return strings.Compare(a.gap, b.gap) })
	return list
}
