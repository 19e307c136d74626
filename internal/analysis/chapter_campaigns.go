package analysis

import (
	"fmt"
	"slices"
	"strings"

	"tryeza/internal/code"
	"tryeza/internal/document"
	"tryeza/internal/figure"
	"tryeza/internal/text"
)

// campaigns composes what the register of awareness activities holds. How many
// persons were reached is said by how surely it is known, and never as different
// persons.
func (c *composer) campaigns() bool {
	list := inSpan(c.d.Campaigns, c.d.Period.Start(), c.d.Period.End())
	calendars := slices.DeleteFunc(slices.Clone(c.d.Calendars), func(k Calendar) bool { return k.From > c.d.Period.End() || k.To < c.d.Period.Start() })
	if len(list)+len(calendars) == 0 {
		return false
	}
	if len(list) > 0 {
		c.awareness(list)
		c.found(list)
	}
	for _, k := range calendars {
		c.calendar(k)
	}
	var lacks []lack
	for _, a := range list {
		lacks = append(lacks, a.lacks(c.d.Day)...)
	}
	c.lacking("campaign", lacks, c.numberGaps(recordsOf(list), code.CampaignCounts))
	return true
}

func (c *composer) awareness(list []Campaign) {
	held := heldOnly(list)
	s := c.now()
	s.many("campaign_register", len(held))
	c.para(fmt.Sprintf("Aktivitete sensibilizuese në regjistër: %s.", c.howMany(recordsOf(list))))
	c.reached(s, held)
	c.handedOut(s, held)
	t := document.Table{ID: "campaign-activities", Caption: "Aktivitetet sensibilizuese: çfarë, ku, me kë dhe për kë", Sheet: "Aktivitetet sensibilizuese",
		Head: []string{"Aktiviteti", "Data", "Vendi", "Organizatori dhe partnerët", "Për kë", "Të arritur", "Gjendja"}, Widths: []float64{3, 3, 2.4, 3.8, 3, 2, 2.2}}
	for _, a := range list {
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{c.title(a.Record, "campaign/activity"), document.T(when(a.Record)), document.T(c.where(a.Record)), document.T(c.with(a.Record)),
			document.T(a.audience()), registerCell(a.Numbers.Get("reached")), document.T(c.stateWords(a.Record))}})
	}
	c.table(t)
	c.byKind(list, held)
	c.qarkMap(document.Map{ID: "campaign-map", Title: "Aktivitetet sensibilizuese sipas bashkisë", Unit: "aktivitete", Sheet: "Fushatat në hartë",
		Alt: "Harta e bashkive të qarkut me numrin e aktiviteteve. Numrat janë në tabelën poshtë."}, "Asnjë aktivitet", recordsOf(held))
}

// reached keeps apart what was counted, what was estimated and what nobody knows.
func (c *composer) reached(s stretch, held []Campaign) {
	if len(held) == 0 {
		return
	}
	counted, estimated, unknown := howReached(held)
	var said []string
	add := func(code, words string, parts []figure.Quantity) {
		if sum, _ := figure.Add(parts...); len(parts) > 0 {
			said = append(said, fmt.Sprintf("%s %s në %s", words, show(s.num(code, sum, len(parts))), count(len(parts), activityForms)))
		}
	}
	add("K22_counted", "të numëruar", counted)
	add("K22_estimated", "të vlerësuar", estimated)
	if unknown > 0 {
		said = append(said, fmt.Sprintf("në %s nuk dihet", show(s.many("K22_unknown", unknown))+plural(unknown, " aktivitet", " aktivitete")))
	}
	c.para("Persona të arritur: "+strings.Join(said, "; ")+".",
		"Kush ishte në dy aktivitete është në të dyja shifrat, prandaj ato nuk thonë sa persona të ndryshëm u arritën; të numëruarit dhe të vlerësuarit nuk mblidhen bashkë.")
}

// howReached are the numbers of persons reached by how surely they are known, and of
// how many activities there is none.
func howReached(held []Campaign) (counted, estimated []figure.Quantity, unknown int) {
	for _, a := range held {
		switch q := a.Numbers.Get("reached"); {
		case q.Qualifier == figure.Exact:
			counted = append(counted, q)
		case q.Known():
			estimated = append(estimated, q)
		default:
			unknown++
		}
	}
	return counted, estimated, unknown
}

// arrivals says the same of some activities in a cell.
func arrivals(held []Campaign) string {
	counted, estimated, unknown := howReached(held)
	var said []string
	if sum, _ := figure.Add(counted...); len(counted) > 0 {
		said = append(said, quantity(sum, "")+" të numëruar")
	}
	if sum, _ := figure.Add(estimated...); len(estimated) > 0 {
		said = append(said, quantity(sum, "")+" të vlerësuar")
	}
	if unknown > 0 {
		said = append(said, fmt.Sprintf("në %d nuk dihet", unknown))
	}
	return orDash(strings.Join(said, "; "))
}

// heldBy are the activities of an institution in the period.
func (c *composer) heldBy(institution string) []Campaign {
	return mine(heldOnly(inSpan(c.d.Campaigns, c.d.Period.Start(), c.d.Period.End())), institution)
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// handedOut says what was handed out, and of contests what came in.
func (c *composer) handedOut(s stretch, held []Campaign) {
	records := recordsOf(held)
	var said []string
	if sum, n, _, _ := total(records, "material"); n > 0 {
		said = append(said, fmt.Sprintf("Materiale të shpërndara: %s%s.", show(s.num("K23_register", sum, n)), c.cells(held, "material", code.Materials)))
	} else if words := c.cells(held, "material", code.Materials); words != "" {
		said = append(said, "Materiale të shpërndara: "+strings.Trim(words, " ()")+".")
	}
	for _, x := range [][2]string{{"works", "Punime në konkurse"}, {"prizes", "Çmime"}} {
		if sum, n, _, _ := total(records, x[0]); n > 0 {
			said = append(said, fmt.Sprintf("%s: %s.", x[1], quantity(sum, "")))
		}
	}
	c.para(said...)
}

// cells adds up a breakdown over activities: " (fletëpalosje 300, postera 20)".
func (c *composer) cells(list []Campaign, what string, kinds code.List) string {
	var said []string
	for _, k := range kinds {
		var parts []figure.Quantity
		for _, a := range list {
			if q := a.Numbers[keyOf(what, "kind="+k.Code)]; q.Qualifier != "" {
				parts = append(parts, q)
			}
		}
		if sum, _ := figure.Add(parts...); len(parts) > 0 {
			said = append(said, k.SQ+" "+quantity(sum, ""))
		}
	}
	if len(said) == 0 {
		return ""
	}
	return " (" + strings.Join(said, ", ") + ")"
}

// audience says for whom an activity was, and how many of each came.
func (a Campaign) audience() string {
	var said []string
	for _, k := range code.Audiences {
		if q := a.Numbers[keyOf("audience", "kind="+k.Code)]; q.Qualifier != "" {
			said = append(said, k.SQ+" "+quantity(q, ""))
		}
	}
	return orDash(strings.Join(said, "; "))
}

// byKind is how many activities of each kind and for each audience there were.
func (c *composer) byKind(list, held []Campaign) {
	t := document.Table{ID: "campaign-kinds", Caption: "Aktivitetet e zhvilluara sipas llojit dhe audiencës", Sheet: "Llojet e fushatave", Head: []string{"Sipas", "Aktivitete"},
		Note: "Një aktivitet mund të jetë për disa audienca."}
	group := func(name string, kinds code.List, is func(Campaign, string) bool) (names []string, values []float64) {
		head := false
		for _, k := range kinds {
			n := 0
			for _, a := range held {
				if is(a, k.Code) {
					n++
				}
			}
			if n == 0 {
				continue
			}
			if !head {
				t.Rows, head = append(t.Rows, document.Row{Bold: true, Cells: []document.Cell{document.T(name), document.T("")}}), true
			}
			t.Rows = append(t.Rows, document.Row{Level: 1, Cells: []document.Cell{document.T(k.SQ), number(int64(n))}})
			names, values = append(names, k.SQ), append(values, float64(n))
		}
		return names, values
	}
	names, values := group("Lloji", code.CampaignKinds, func(a Campaign, k string) bool { return a.Kind == k })
	group("Audienca", code.Audiences, func(a Campaign, k string) bool { return a.Numbers[keyOf("audience", "kind="+k)].Qualifier != "" })
	c.table(t)
	c.bars("campaign-kinds", "Aktivitete të zhvilluara sipas llojit", "aktivitete", "Lloji", names, document.Series{Name: "Aktivitete", Values: values})
}

// found lists what came to light, and what was done about it.
func (c *composer) found(list []Campaign) {
	t := document.Table{ID: "campaign-findings", Caption: "Çfarë doli në pah dhe si u ndoq", Sheet: "Gjetjet",
		Head: []string{"Çfarë u gjet", "Sa", "Mosha", "Aktiviteti", "Kush e ndjek", "Ndjekja", "Gjendja"}, Widths: []float64{3, 1.6, 1.8, 3, 3.4, 3.4, 2}}
	done := 0
	for _, a := range heldOnly(list) {
		for _, f := range a.Findings {
			state := f.state(c.d.Day)
			if state == followedState {
				done++
			}
			age := "–"
			if f.Age != "" {
				age = code.AgeBands.Label(text.SQ, f.Age)
			}
			said := document.T(state)
			if f.Task != "" {
				said = c.linked(said, "/task/"+f.Task)
			}
			t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{document.T(code.Findings.Label(text.SQ, f.What)), registerCell(f.Quantity), document.T(age), c.title(a.Record, "campaign/activity"),
				document.T(orDash(c.named(f.Institution))), document.T(orDash(f.FollowUp)), said}})
		}
	}
	if len(t.Rows) == 0 {
		return
	}
	f := c.now().rate("campaign_followed", int64(done), int64(len(t.Rows)))
	c.para(fmt.Sprintf("Gjetje të aktiviteteve: %d; të ndjekura: %d (%s).", len(t.Rows), done, show(f)))
	c.table(t)
}

const followedState = "u ndoq"

func (f Finding) state(day string) string {
	switch {
	case f.DoneOn != "" && f.DoneOn <= day:
		return followedState
	case f.Task != "":
		return "detyrë: " + code.TaskStates.Label(text.SQ, f.TaskState)
	case f.FollowUp != "":
		return "në ndjekje"
	}
	return "pa ndjekje"
}

// calendar says what of a calendar was carried out, and where nothing was.
func (c *composer) calendar(k Calendar) {
	c.section(2, "calendar-"+k.ID, "Kalendari: "+k.Title)
	by := map[string][]Campaign{}
	var mine []Campaign
	for _, a := range inSpan(c.d.Campaigns, k.From, k.To) {
		by[a.Slot] = append(by[a.Slot], a)
		mine = append(mine, a)
	}
	t := document.Table{ID: "calendar-" + k.ID + "-slots", Caption: "Pikat e kalendarit dhe kush i kreu", Sheet: "Kalendari", Head: []string{"Datat", "Pika", "Audienca", "Kush", "Gjendja"}}
	done := 0
	for _, x := range k.Slots {
		var who []string
		state := "pa marrë përsipër"
		for _, a := range by[x.ID] {
			who = append(who, c.short(a.Institution)+" ("+a.Title+")")
			if a.State == "held" {
				state = "e kryer"
			} else if state != "e kryer" {
				state = "e planifikuar"
			}
		}
		if state == "e kryer" {
			done++
		}
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{document.T(text.Days(x.From, x.To)), document.T(x.Title), document.T(orDash(audienceName(x.Audience))), document.T(orDash(strings.Join(who, "; "))), document.T(state)}})
	}
	f := c.now().rate("campaign_slots", int64(done), int64(len(k.Slots)), "calendar", k.ID)
	if f.Value == nil {
		c.para("Kalendari nuk ka ende asnjë pikë.")
		return
	}
	c.para(fmt.Sprintf("Kalendari %s–%s ka %s; të kryera: %d (%s).", text.Day(k.From), text.Day(k.To), count(len(k.Slots), text.Forms{One: "{n} pikë", Many: "{n} pika"}), done, show(f)), c.emptyPlaces(mine))
	c.table(t)
}

func audienceName(a string) string {
	if a == "" {
		return ""
	}
	return code.Audiences.Label(text.SQ, a)
}

// emptyPlaces names the municipalities of the qark without any activity.
func (c *composer) emptyPlaces(list []Campaign) string {
	var none []string
	for _, m := range code.MunicipalitiesOf(c.d.Committee.Qark) {
		if !slices.ContainsFunc(list, func(a Campaign) bool { return a.Municipality == m.Code }) {
			none = append(none, place(m.Code))
		}
	}
	if len(none) == 0 {
		return ""
	}
	return fmt.Sprintf("Pa asnjë aktivitet gjatë kalendarit: %s.", text.List(text.SQ, none))
}

// findingDays is for how long a finding may stay without anybody doing something.
const findingDays = 30

// lacks is what an activity lacks on a day; package campaign asks for the same.
func (a Campaign) lacks(day string) []lack {
	var list []lack
	if a.State == "planned" && a.To < day {
		list = append(list, lack{"campaign_state", a.Title + " (" + text.Day(a.To) + ")", 1})
	}
	if a.State != "held" {
		return list
	}
	if a.Numbers.Get("reached").Qualifier == "" {
		list = append(list, lack{"campaign_reached", a.Title, 1})
	}
	open := func(f Finding) bool { return f.DoneOn == "" && f.FollowUp == "" }
	if text.DaysAfter(a.To, findingDays) < day && slices.ContainsFunc(a.Findings, open) {
		list = append(list, lack{"campaign_finding", a.Title, 1})
	}
	return list
}
