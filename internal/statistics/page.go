package statistics

import (
	"slices"

	"tryeza/internal/figure"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// page is the figures of a half-year as one page of tables.
type page struct {
	web.Page
	Base           string
	Absent         bool // there is no casework room at this server
	Outside        bool // the visitor does not sit in the committee: nothing was counted
	Published      bool // this is the version for publication
	Empty          bool
	Narrow         bool // one municipality was chosen
	Running        bool // the half-year has not ended
	Period, Before figure.Period
	Threshold      int
	Summary        []line
	Tables         []shown
	q              request
}

var pageView = web.NewView[page](files, "page.tmpl")

// A line of the summary: one figure, and the same half-year before.
type line struct {
	Label, Says string // what it is, and what it counts
	Indent      bool
	Now, Before Cell
}

// shown is a table as it stands on the page.
type shown struct {
	Caption, Note string
	Head          []string // the first one heads the names of the rows
	Rows          []shownRow
	Foot          shownRow
}

type shownRow struct {
	Name  string
	Cells []Cell
}

// Small is the largest number that is withheld.
func (p page) Small() int { return p.Threshold - 1 }

// Only is the name of the chosen municipality.
func (p page) Only() string { return KeyName(p.Lang, Place, p.q.municipality) }

func (p *page) fill(q request, a answers) {
	p.q, p.Published, p.Period, p.Before = q, q.published, q.period, q.period.YearBefore()
	p.Threshold, p.Narrow = q.rules.complete().Threshold, q.municipality != ""
	p.Running = q.today <= q.period.End()
	p.Empty = a.now.Sightings() == Cell{} && a.now.NewCases() == Cell{} && a.now.Enrolled.Total == Cell{}
	if p.Empty {
		return
	}
	if !q.published || !p.Narrow {
		p.summary(&a.now, &a.before)
	}
	p.tables(q, &a.now, &a.before)
}

func (p *page) summary(now, before *Answer) {
	l := p.Lang
	add := func(label, says string, indent bool, of func(*Answer) Cell) {
		p.Summary = append(p.Summary, line{label, says, indent, of(now), of(before)})
	}
	add(text.T(l, "Konstatime në terren"), text.T(l, "sa herë u pa një fëmijë"), false, (*Answer).Sightings)
	add(text.T(l, "pa lidhje me dosjen e një fëmije"), text.T(l, "numërohen si konstatime dhe jo si fëmijë"), true, (*Answer).Unlinked)
	add(text.T(l, "Fëmijë të ndryshëm"), text.T(l, "të paktën kaq: kush u pa disa herë numërohet një herë"), false, (*Answer).Children)
	add(text.T(l, "banorë të bashkisë ku u panë"), text.T(l, "u panë të paktën një herë në bashkinë e tyre"), true, (*Answer).Residents)
	add(text.T(l, "nga qytete të tjera"), text.T(l, "nga një bashki tjetër ose një shtet tjetër"), true, (*Answer).Others)
	add(text.T(l, "me origjinë të panjohur"), text.T(l, "asnjë konstatim nuk thotë nga vijnë"), true, (*Answer).Unknowns)
	add(text.T(l, "me plan individual mbrojtjeje"), text.T(l, "plani u hartua deri në fund të periudhës"), true, (*Answer).Planned)
	add(text.T(l, "Raste të reja"), text.T(l, "fëmijë, dosja e parë e të cilëve në qark u hap në këtë periudhë"), false, (*Answer).NewCases)
}

// tables are those by municipality first, then what was recorded, then what was
// done. With one municipality chosen, the published version has those by
// municipality only: there is no other publication of a part.
func (p *page) tables(q request, now, before *Answer) {
	l, part := p.Lang, q.published && p.Narrow
	p.two(text.T(l, "Fëmijë të ndryshëm: nga vijnë dhe ku u panë"), text.T(l, "Një fëmijë që u pa në dy bashki qëndron në të dyja dhe numërohet një herë në shumë. Origjina është ajo që u mësua e fundit brenda periudhës."), now.Flow)
	p.two(text.T(l, "Konstatime: origjina e shënuar dhe ku u panë"), text.T(l, "Çdo konstatim me origjinën e shënuar në terren."), now.Said)
	p.two(text.T(l, "Konstatime sipas muajit"), "", now.Months)
	if !part {
		p.one(text.T(l, "Konstatime sipas sezonit"), now.Season, before.Season)
		p.two(text.T(l, "Konstatime sipas javës"), text.T(l, "Java nis të hënën; nga e para dhe e fundit numërohen vetëm ditët brenda periudhës."), now.Weeks)
		p.one(text.T(l, "Konstatime sipas moshës"), now.Ages, before.Ages)
		p.one(text.T(l, "Konstatime sipas gjinisë"), now.Sexes, before.Sexes)
		p.one(text.T(l, "Konstatime sipas asaj që bënte fëmija"), now.Activities, before.Activities)
		p.one(text.T(l, "Konstatime sipas vendit"), now.Spots, before.Spots)
		p.one(text.T(l, "Fëmijë të ndryshëm sipas planit individual"), now.Plans, before.Plans)
		p.one(text.T(l, "Fëmijë të ndryshëm: si përfundoi rasti"), now.Outcomes, before.Outcomes)
	}
	p.one(text.T(l, "Raste të reja sipas bashkisë së njësisë"), now.New.only(p.q, Place), before.New.only(p.q, Place))
	p.enrolled(now, before, part)
}

// enrolled are the tables of children in programmes, where there are any.
func (p *page) enrolled(now, before *Answer, part bool) {
	if now.Enrolled.Total == (Cell{}) && before.Enrolled.Total == (Cell{}) {
		return
	}
	l := p.Lang
	p.one(text.T(l, "Fëmijë të ndryshëm në programe verore, sipas bashkisë së programit"), now.Enrolled.only(p.q, Place), before.Enrolled.only(p.q, Place))
	if !part {
		p.one(text.T(l, "Fëmijë të ndryshëm në programe verore: shkolla pas programit"), now.School, before.School)
		p.one(text.T(l, "Fëmijë të ndryshëm në programe verore: 30 ditë pas programit"), now.Found30, before.Found30)
		p.one(text.T(l, "Fëmijë të ndryshëm në programe verore: 90 ditë pas programit"), now.Found90, before.Found90)
	}
}

// only is a published table of municipalities with the chosen one alone.
func (t Table) only(q request, of string) Table {
	if i := slices.Index(t.Rows.Keys, q.municipality); q.published && t.Rows.Of == of && i >= 0 {
		t.Rows.Keys, t.RowTotals, t.Total = t.Rows.Keys[i:i+1], t.RowTotals[i:i+1], t.RowTotals[i]
	}
	return t
}

// two shows a table of two axes. With one municipality chosen only its column
// is there; a table that has been published without columns is shown as one.
func (p *page) two(caption, note string, t Table) {
	l := p.Lang
	s := shown{Caption: caption, Note: note, Head: []string{AxisName(l, t.Rows.Of)}}
	only := -1
	if p.Narrow {
		only = slices.Index(t.Columns.Keys, p.q.municipality)
	}
	total := p.q.municipality == "" || len(t.Columns.Keys) == 0
	for j, k := range t.Columns.Keys {
		if only < 0 || j == only {
			s.Head = append(s.Head, KeyName(l, t.Columns.Of, k))
		}
	}
	if total {
		s.Head = append(s.Head, text.T(l, "Gjithsej"))
	}
	cut := func(name string, cells []Cell, sum Cell) shownRow {
		list := slices.Clone(cells)
		if only >= 0 {
			list = cells[only : only+1]
		}
		if total {
			list = append(slices.Clip(list), sum)
		}
		return shownRow{name, list}
	}
	for i, k := range t.Rows.Keys {
		var cells []Cell
		if len(t.Cells) > 0 {
			cells = t.Cells[i]
		}
		s.Rows = append(s.Rows, cut(KeyName(l, t.Rows.Of, k), cells, t.RowTotals[i]))
	}
	s.Foot = cut(text.T(l, "Gjithsej"), t.ColumnTotals, t.Total)
	p.Tables = append(p.Tables, s)
}

// one shows a table by its rows, beside the same half-year before.
func (p *page) one(caption string, now, before Table) {
	if now.Rows.Of == "" {
		return
	}
	l := p.Lang
	s := shown{Caption: caption, Head: []string{AxisName(l, now.Rows.Of), p.Period.Name(string(l)), p.Before.Name(string(l))}}
	keys := slices.Clone(now.Rows.Keys)
	for _, k := range before.Rows.Keys {
		if !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
	}
	for _, k := range keys {
		s.Rows = append(s.Rows, shownRow{KeyName(l, now.Rows.Of, k), []Cell{now.at(k), before.at(k)}})
	}
	s.Foot = shownRow{text.T(l, "Gjithsej"), []Cell{now.Total, before.Total}}
	p.Tables = append(p.Tables, s)
}
