package programme

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/document"
	"tryeza/internal/figure"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A seasonPage is the calendar of a year and the map of where something runs.
type seasonPage struct {
	base
	Year    int
	Years   []int
	Weeks   []string // their Mondays, "26.06"
	Rows    []seasonRow
	Undated []seasonRow // of which only the year is known
	Places  []placeRow
	Nowhere string // municipalities in which nothing runs
	Drawn   bool
	Map     string // address of the picture
}

// A seasonRow is a programme with its weeks.
type seasonRow struct {
	Path, Title, Where, When string
	Weeks                    []bool
}

// A placeRow is a municipality with what runs in it.
type placeRow struct {
	Name             string
	N                int
	Places, Enrolled string
	Programmes       []seasonRow
}

var seasonView = web.NewView[seasonPage](register.With(files), "season.tmpl", register.Partial)

func (h handler) season(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	var page seasonPage
	err := h.view(r, g, func(tx *store.Tx) error {
		s, err := readSeason(tx, r, h.today())
		if err != nil {
			return err
		}
		years, err := yearsOf(tx)
		if len(years) == 0 {
			years = []int{s.opens}
		}
		page = seasonPage{base: h.base(r, g, "Ku dhe kur: programet e vitit %d", s.year).under(), Year: s.year, Years: years}
		page.Map = path(g, "/map?year="+strconv.Itoa(s.year))
		page.weeks(s.list)
		page.places(s.list, s.ours)
		return err
	})
	if err != nil {
		return err
	}
	return seasonView.Render(w, r, http.StatusOK, page)
}

// A season is the programmes of a year that were not cancelled, and the
// municipalities of the qark.
type season struct {
	year  int
	opens int // the year that the register opens on
	list  []Programme
	ours  []code.Municipality
}

// readSeason reads the season of the address.
func readSeason(tx *store.Tx, r *http.Request, today string) (s season, err error) {
	if s.opens, err = seasonOf(tx, today); err != nil {
		return s, err
	}
	s.year = readFilter(r, s.opens).Year
	if s.list, err = In(tx, strconv.Itoa(s.year)+"-01-01", strconv.Itoa(s.year)+"-12-31"); err != nil {
		return s, err
	}
	s.list = slices.DeleteFunc(s.list, func(p Programme) bool { return p.State == Cancelled })
	s.ours, err = municipalities(tx)
	return s, err
}

// weeks lays the programmes with days on the weeks from the first to the last.
func (p *seasonPage) weeks(list []Programme) {
	first, last := "", ""
	for _, x := range list {
		if x.OnlyYear() {
			p.Undated = append(p.Undated, p.row(x, nil))
			continue
		}
		if first == "" || x.StartsOn < first {
			first = x.StartsOn
		}
		last = max(last, x.EndsOn)
	}
	var mondays []string
	for m := monday(first); first != "" && m <= last; m = text.DaysAfter(m, 7) {
		mondays = append(mondays, m)
		p.Weeks = append(p.Weeks, text.Day(m)[:5])
	}
	for _, x := range list {
		if !x.OnlyYear() {
			p.Rows = append(p.Rows, p.row(x, mondays))
		}
	}
}

func (p *seasonPage) row(x Programme, mondays []string) seasonRow {
	r := seasonRow{Path: p.Base + "/" + x.ID, Title: x.Title, Where: placeName(x.Municipality), When: x.when(p.Lang)}
	for _, m := range mondays {
		r.Weeks = append(r.Weeks, x.StartsOn <= text.DaysAfter(m, 6) && x.EndsOn >= m)
	}
	return r
}

// places says what runs in each municipality of the qark, and where nothing does.
func (p *seasonPage) places(list []Programme, ours []code.Municipality) {
	var without []string
	for _, m := range ours {
		r := placeRow{Name: m.Name}
		var places, enrolled []figure.Quantity
		for _, x := range list {
			if x.Municipality == m.Code {
				r.N++
				r.Programmes = append(r.Programmes, p.row(x, nil))
				places, enrolled = append(places, x.Numbers.Get("places")), append(enrolled, x.Numbers.Get("enrolled"))
			}
		}
		if r.N == 0 {
			without = append(without, m.Name)
		} else {
			r.Places, r.Enrolled, p.Drawn = sum(p.Lang, places), sum(p.Lang, enrolled), true
		}
		p.Places = append(p.Places, r)
	}
	p.Nowhere = strings.Join(without, ", ")
}

// mapOf is the tile map of the qark: in how many programmes of each municipality.
func mapOf(l text.Lang, s season) document.Map {
	m := document.Map{ID: "programmes", Title: text.T(l, "Programet verore %d sipas bashkive", s.year), Unit: text.T(l, "programe"), PlaceHead: text.T(l, "Bashkia"), MissingWord: text.T(l, "asnjë program")}
	for i, t := range code.Tiles {
		if !slices.ContainsFunc(s.ours, func(x code.Municipality) bool { return x.Code == t.Code }) {
			continue
		}
		place := document.Place{Code: t.Code, Name: placeName(t.Code), Short: t.Short, Group: code.Municipalities[i].Qark, Column: t.Column, Row: t.Row}
		n := 0
		for _, x := range s.list {
			if x.Municipality == t.Code {
				n++
			}
		}
		if n > 0 {
			place.Amount = document.ShownAmount(strconv.Itoa(n), float64(n))
		}
		m.Places = append(m.Places, place)
	}
	return m
}

func (h handler) mapImage(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	var m document.Map
	err := h.view(r, g, func(tx *store.Tx) error {
		s, err := readSeason(tx, r, h.today())
		m = mapOf(web.Lang(r), s)
		return err
	})
	if err != nil {
		return err
	}
	svg, err := document.SVG(m)
	if errors.Is(err, document.ErrEmptyChart) {
		return store.ErrNotFound
	}
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "image/svg+xml")
	_, err = w.Write(svg)
	return err
}
