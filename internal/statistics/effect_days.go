package statistics

import (
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// A dayCount is sightings by day and municipality.
type dayCount map[[2]string]int

func countDays(tx *store.Tx, from, to string) (dayCount, error) {
	list, err := store.All(tx, byDay, ofDay, from, to, "")
	days := dayCount{}
	for _, g := range list {
		days[[2]string{g.a, g.b}] += g.n
	}
	return days, err
}

// total is all from one day to another.
func (d dayCount) total(from, to string) (n int) {
	for at, k := range d {
		if at[0] >= from && at[0] <= to {
			n += k
		}
	}
	return n
}

// window counts in a municipality, or everywhere, so many days before those named.
func (d dayCount) window(m string, days []string, earlier int) DayWindow {
	w := DayWindow{Days: len(days)}
	for _, day := range days {
		day = text.DaysAfter(day, -earlier)
		if m == "" {
			w.N += d.total(day, day)
		}
		w.N += d[[2]string{day, m}]
	}
	if w.Days == 0 {
		w.Why = "outside"
	}
	return w
}
