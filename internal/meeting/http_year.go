package meeting

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

type yearPage struct {
	base
	Year   int
	First  int // the earliest year there is something of
	Today  string
	Bodies []BodyYear
}

var yearView = web.NewView[yearPage](files, "year.tmpl")

// year shows the calendar of a year: what was held and what is planned, and the
// due dates that were kept, were missed, or come next.
func (h handler) year(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	today := h.today()
	p := yearPage{Today: today}
	p.Year, _ = strconv.Atoi(today[:4])
	if y, err := strconv.Atoi(r.FormValue("y")); err == nil && y >= 1900 && y <= 2100 {
		p.Year = y
	}
	from, to := fmt.Sprintf("%d-01-01", p.Year), fmt.Sprintf("%d-12-31", p.Year)
	err := h.view(r, g, func(tx *store.Tx) error {
		years, err := store.All(tx, yearsHeld, func(y *string) []any { return []any{y} })
		if err != nil {
			return err
		}
		p.First, _ = strconv.Atoi(slices.Min(append(years, today[:4])))
		for _, body := range []string{"committee", "table"} {
			y, err := YearOf(tx, body, from, to, today)
			if err != nil {
				return err
			}
			p.Bodies = append(p.Bodies, y)
		}
		return nil
	})
	if err != nil {
		return err
	}
	p.base = newBase(r, g, "Kalendari i mbledhjeve %d", p.Year).under(web.Crumb{Label: "Mbledhjet", Path: path(g, "")})
	return yearView.Render(w, r, http.StatusOK, p)
}

// Months are the numbers of the months, and MonthName what they are called.
func (p yearPage) Months() []int              { return []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12} }
func (p yearPage) MonthName(month int) string { return text.Month(p.Lang, month) }

// Earlier and Later report whether there is a year to turn to: from that of the
// first meeting to the next one.
func (p yearPage) Earlier() bool { return p.Year > p.First }
func (p yearPage) Later() bool   { return fmt.Sprint(p.Year) <= p.Today[:4] }

// Other is the address of the calendar of a year before or after this one.
func (p yearPage) Other(by int) string { return fmt.Sprintf("%s/year?y=%d", p.Base(), p.Year+by) }

// MarkWords says what a due date is.
func (p yearPage) MarkWords(m YearMark) string {
	switch m.What {
	case onKept:
		return text.T(p.Lang, "afat i mbajtur")
	case onMissed:
		return text.T(p.Lang, "afat i kaluar pa mbledhje")
	}
	return text.T(p.Lang, "afati i radhës")
}

// SumWords says how many meetings there were, and how many due dates were kept.
func (p yearPage) SumWords(y BodyYear) string {
	list := listPage{base: p.base}
	return list.HeldWords(rhythm{Cadence: y.Cadence, Body: y.Body, Rule: y.Rule})
}
