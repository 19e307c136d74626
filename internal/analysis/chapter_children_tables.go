package analysis

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"tryeza/internal/code"
	"tryeza/internal/document"
	"tryeza/internal/figure"
	"tryeza/internal/indicator"
	"tryeza/internal/text"
)

// flow says where children come from and where they were seen. Where no sighting
// is linked to a file, it says what was recorded at the sightings.
func (h *half) flow() {
	code, t := indicator.ChildDistinct, h.k.Now.Flow
	caption := "Fëmijë të ndryshëm: nga vijnë dhe ku u panë"
	note := "Një fëmijë që u pa në dy bashki qëndron në të dyja dhe numërohet një herë në shumë. Origjina është ajo që u mësua e fundit brenda periudhës."
	if (t.Total == Tally{}) {
		code, t = indicator.ChildSightings, h.k.Now.Said
		caption, note = "Konstatime: origjina e shënuar dhe ku u panë", "Çdo konstatim me origjinën e shënuar në terren."
	}
	if (t.Total == Tally{}) {
		return
	}
	h.part("-flow", "Nga vijnë fëmijët dhe ku u panë")
	m := document.Matrix{ID: h.id + "-matrix", Caption: caption, Corner: "Origjina", TotalWord: "Gjithsej", Total: amount(t.Total), WithheldNote: withheldNote, Sheet: "Nga vijnë", Note: note}
	links := h.crossed(&m, code, t)
	tab := m.Table()
	for i, row := range links {
		for j, link := range row {
			tab.Rows[i].Cells[1+j].Link = link
		}
	}
	h.table(tab)
	h.originMap(t)
}

// part starts one of the sections of the half-year; in an analysis of a year its
// title says of which.
func (h *half) part(id, title string) {
	if h.d.Period != h.k.Period {
		title += ", " + h.k.Period.Name("sq")
	}
	h.section(2, h.id+id, title)
}

// stop ends a sentence, unless a withheld number has its dots there.
func stop(s string) string {
	if strings.HasSuffix(s, withheldMark) {
		return s
	}
	return s + "."
}

// crossed fills a matrix, and returns where each of its numbers leads.
func (h *half) crossed(m *document.Matrix, code string, t Tallies) [][]string {
	keep := func(x Tally, name string, filters ...string) (document.Amount, string) {
		return amount(x), figureLink + figureKey(h.tally(code, x, name, filters...))
	}
	var links [][]string
	for j, col := range t.Columns {
		m.Columns = append(m.Columns, col.Name)
		m.ColumnTotals = append(m.ColumnTotals, amount(t.ColumnTotals[j]))
	}
	for i, row := range t.Rows {
		cells, to := make([]document.Amount, len(t.Columns)), make([]string, len(t.Columns)+1)
		for j, col := range t.Columns {
			cells[j], to[j] = keep(t.Cells[i][j], "nga: "+row.Name+", në: "+col.Name, t.By, row.Code, t.Across, col.Code)
		}
		var all document.Amount
		all, to[len(t.Columns)] = keep(t.Counts[i], "nga: "+row.Name, t.By, row.Code)
		m.Rows, m.Cells, m.RowTotals, links = append(m.Rows, row.Name), append(m.Cells, cells), append(m.RowTotals, all), append(links, to)
	}
	var to []string
	for j, col := range t.Columns {
		_, link := keep(t.ColumnTotals[j], "në: "+col.Name, t.Across, col.Code)
		to = append(to, link)
	}
	_, link := keep(t.Total, "")
	return append(links, append(to, link))
}

// amount is a count on a map, in a matrix or a season.
func amount(t Tally) document.Amount {
	if t.Withheld {
		return document.WithheldAmount()
	}
	return document.ShownAmount(text.Number(text.SQ, int64(figure.Whole(int64(t.N)))), float64(t.N))
}

// originMap is the map of the municipalities that children come from. Those of
// other countries, or of unknown origin, stand below it.
func (h *half) originMap(t Tallies) {
	m := document.Map{ID: h.id + "-map", Title: "Bashkitë e origjinës", Alt: "Harta e bashkive me numrin e atyre që vijnë prej tyre. Numrat janë në tabelën poshtë.",
		Unit: "fëmijë", PlaceHead: "Bashkia e origjinës", WithheldWord: "numër i fshehur", MissingWord: "asnjë", Sheet: "Origjina në hartë"}
	if t.By == "said" {
		m.Unit = "konstatime"
	}
	counts, elsewhere := map[string]Tally{}, []string{}
	for i, k := range t.Rows {
		counts[k.Code] = t.Counts[i]
		if code.MunicipalityName(k.Code) == k.Code && t.Counts[i] != (Tally{}) {
			elsewhere = append(elsewhere, k.Name+": "+amountWords(t.Counts[i]))
		}
	}
	drawn := false
	for i, tile := range code.Tiles {
		p := document.Place{Code: tile.Code, Name: place(tile.Code), Short: tile.Short, Group: code.Municipalities[i].Qark, Column: tile.Column, Row: tile.Row}
		if n := counts[tile.Code]; n != (Tally{}) {
			p.Amount, drawn = amount(n), true
		}
		m.Places = append(m.Places, p)
	}
	if len(elsewhere) > 0 {
		m.Note = stop("Jo në hartë: " + strings.Join(elsewhere, "; "))
	}
	if drawn {
		h.tiles(m)
	}
}

func amountWords(t Tally) string {
	if t.Withheld {
		return withheldMark
	}
	return amount(t).Text
}

// season draws the sightings by week, the tourist season marked, beside the same
// weeks of the year before.
func (h *half) season() {
	now := h.k.Now.Weeks
	if (now.Total == Tally{}) {
		return
	}
	h.part("-season", "Konstatimet sipas javëve")
	then := h.k.Period.YearBefore()
	s := document.Season{ID: h.id + "-weeks", Title: "Konstatime sipas javës", Alt: "Shtylla për çdo javë të periudhës, me sezonin turistik të shënuar. Numrat janë në tabelën poshtë.",
		Unit: "konstatime", WeekHead: "Java që nis më", WithheldNote: withheldNote, Sheet: "Javët",
		Note: "Java nis të hënën; nga e para dhe e fundit numërohen vetëm ditët brenda periudhës.", Now: document.Weekly{Name: h.k.Period.Name("sq")}}
	for i, week := range now.Rows {
		s.Weeks = append(s.Weeks, text.Day(week.Code)[:len("15.05")])
		s.Now.Amounts = append(s.Now.Amounts, amount(now.Counts[i]))
		h.tally(indicator.ChildSightings, now.Counts[i], "java "+text.Day(week.Code), now.By, week.Code)
	}
	if before := h.k.Then.Weeks; !h.k.Then.none() {
		s.Before.Name = then.Name("sq")
		s.Note += " Javët e dy viteve qëndrojnë pranë njëra-tjetrës sipas radhës."
		for i, week := range before.Rows {
			s.Before.Amounts = append(s.Before.Amounts, amount(before.Counts[i]))
			h.earlier(indicator.ChildSightings, before.Counts[i], "java "+text.Day(week.Code), before.By, week.Code)
		}
	}
	s.From, s.To = h.k.Now.Rules.seasonWeeks(h.k.Period, now.Rows)
	if s.From <= s.To {
		s.Label = fmt.Sprintf("Sezoni turistik: %s–%s", dayOfYear(h.k.Now.Rules.SeasonStart), dayOfYear(h.k.Now.Rules.SeasonEnd))
	}
	h.weeks(s)
	h.inSeason()
}

// dayOfYear writes "05-15" as "15.05".
func dayOfYear(s string) string {
	month, day, ok := strings.Cut(s, "-")
	if !ok {
		return s
	}
	return day + "." + month
}

// seasonWeeks are the first and the last week of the season, of weeks named by
// their Mondays; without a season in the period the first comes after the last.
// Of a season over the new year it is the part that comes first.
func (r ChildRules) seasonWeeks(p figure.Period, weeks []Key) (from, to int) {
	from, to = 0, -1
	for i, w := range weeks {
		switch {
		case !r.inSeason(p, w.Code):
			if to >= 0 {
				return from, to
			}
		case to < 0:
			from, to = i, i
		default:
			to = i
		}
	}
	return from, to
}

// inSeason reports whether a day of a week lies in the season and the period.
func (r ChildRules) inSeason(p figure.Period, monday string) bool {
	start, err := time.Parse(time.DateOnly, monday)
	if err != nil || r.SeasonStart == "" || r.SeasonEnd == "" {
		return false
	}
	for i := range 7 {
		day := start.AddDate(0, 0, i).Format(time.DateOnly)
		at := day[len("2023-"):]
		in := r.SeasonStart <= at && at <= r.SeasonEnd
		if r.SeasonStart > r.SeasonEnd {
			in = r.SeasonStart <= at || at <= r.SeasonEnd
		}
		if in && p.Contains(day) {
			return true
		}
	}
	return false
}

// inSeason says how many sightings were in the season and off it.
func (h *half) inSeason() {
	t := h.k.Now.Season
	var said []string
	for i, k := range t.Rows {
		said = append(said, fmt.Sprintf("%s: %s", k.Name, show(h.tally(indicator.ChildSightings, t.Counts[i], k.Name, t.By, k.Code))))
	}
	if len(said) > 0 {
		h.para(stop("Konstatime " + strings.Join(said, "; ")))
	}
}

// who are the tables of what was recorded of the children, and of what was done.
func (h *half) who() {
	h.part("-who", "Kush ishin fëmijët dhe çfarë u bë")
	now, then := h.k.Now, h.k.Then
	h.grouped("seen", "Konstatimet sipas asaj që u shënua", "Konstatimet", indicator.ChildSightings, []breakdown{
		{"Mosha", now.Ages, then.Ages}, {"Gjinia", now.Sexes, then.Sexes}, {"Çfarë bënte fëmija", now.Activities, then.Activities}, {"Vendi", now.Places, then.Places},
	})
	h.grouped("done", "Fëmijë të ndryshëm: plani individual dhe përfundimi i rastit", "Plani dhe përfundimi", indicator.ChildDistinct, []breakdown{
		{"Plani deri në fund të periudhës", now.Plans, then.Plans}, {"Si përfundoi rasti deri në fund të periudhës", now.Outcomes, then.Outcomes},
	})
	h.grouped("new", "Raste të reja sipas bashkisë së njësisë", "Raste të reja", indicator.ChildNew, []breakdown{{"Bashkia", now.New, then.New}})
}

// A breakdown is a group of lines of a table, of both half-years.
type breakdown struct {
	name      string
	now, then Tallies
}

// grouped is a table of breakdowns, one under the other. Lines of a breakdown
// that nobody is counted on in either half-year are left out.
func (h *half) grouped(id, caption, sheet, code string, groups []breakdown) {
	t := document.Table{ID: h.id + "-" + id, Caption: caption, Sheet: sheet, Head: []string{"Sipas", h.k.Period.Name("sq")}}
	if !h.k.Then.none() {
		t.Head = append(t.Head, h.k.Period.YearBefore().Name("sq"))
	}
	for _, g := range groups {
		rows := h.rows(code, g)
		if len(rows) > 0 {
			t.Rows = append(append(t.Rows, document.Row{Bold: true, Cells: []document.Cell{document.T(g.name)}}), rows...)
		}
	}
	t.Note = h.note(t, "")
	h.table(t)
}

func (h *half) rows(code string, g breakdown) []document.Row {
	keys := slices.Clone(g.now.Rows)
	for _, k := range g.then.Rows {
		if !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
	}
	var rows []document.Row
	for _, k := range keys {
		now, then := g.now.at(k.Code), g.then.at(k.Code)
		if now == then && now == (Tally{}) {
			continue
		}
		row := document.Row{Level: 1, Cells: []document.Cell{document.T(k.Name), h.cell(h.tally(code, now, k.Name, g.now.By, k.Code))}}
		if !h.k.Then.none() {
			row.Cells = append(row.Cells, h.cell(h.earlier(code, then, k.Name, g.now.By, k.Code)))
		}
		rows = append(rows, row)
	}
	return rows
}
