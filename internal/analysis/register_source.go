package analysis

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"tryeza/internal/figure"
	"tryeza/internal/indicator"
)

// registerCodes are the figures of the registers that say the same as a count that
// is asked of institutions without one. The two are never added up.
var registerCodes = map[string]string{
	"summer_count": "summer_register", "K20_places": "K20_places_register", "K20_enrolled": "K20_registrations",
	"jobs_projects": "jobs_register", "K25": "K25_register",
	"campaign_count": "campaign_register", "K22": "K22_counted", "K23": "K23_register",
	"training_count": "training_register", "K24": "K24_trained", "K24_obliged": "K24_must",
}

// keyFigures are the keys under which a figure stands for the prefect: that of the
// register, where there is one, in the period or of the summer before; and that of
// the returns, when it is known and, beside a register, not zero.
func (c *composer) keyFigures(code string) []string {
	var keys []string
	add := func(key string) {
		if f, ok := c.report.Find(key); ok && f.Qualifier != figure.NotKnown {
			keys = append(keys, key)
		}
	}
	of := registerCodes[code]
	if of == "" {
		if _, ok := c.report.Find(code); ok {
			return []string{code}
		}
		return nil
	}
	add(of)
	if code == "K22" {
		add("K22_estimated")
	}
	if len(keys) == 0 {
		add(of + "[period=" + string(summerOf(c.d.Period.Year()-1)) + "]")
	}
	if f, _ := c.report.Find(code + "[source=returns]"); f.Value != nil && *f.Value != 0 {
		add(code + "[source=returns]")
	}
	if _, ok := c.report.Find(code); ok {
		keys = append(keys, code)
	}
	return keys
}

// replace takes out of the returns the numbers that the registers give: where an
// institution keeps records, they count, and what it reported stands beside.
func (d *Data) replace() {
	for i := range d.Returns {
		r := &d.Returns[i]
		given := func(v Value) bool { return v.Subject == "topic" && d.Held.Has(r.Institution, v.SubjectID) }
		for _, v := range r.Values {
			if given(v) {
				r.Replaced = append(r.Replaced, v)
			}
		}
		r.Values = slices.DeleteFunc(r.Values, given)
	}
}

// replaced is what a return said of a count that the register gives.
func (r Return) replaced(count string) (figure.Quantity, bool) {
	for _, v := range r.Replaced {
		if v.SubjectID == count && v.Part == "" {
			return v.Quantity, true
		}
	}
	return figure.Quantity{}, false
}

// counted are the half-years that the chapters on children and the effect of
// programmes rest on: that of the summer before comes first.
func (d *Data) counted() []Children {
	if d.LastSummer == nil {
		return d.Children
	}
	return append([]Children{*d.LastSummer}, d.Children...)
}

// ofRegister is what the records of one institution say of a count.
func (c *composer) ofRegister(count, institution string) figure.Quantity {
	d, from, to := c.d, c.d.Period.Start(), c.d.Period.End()
	programmes := mine(inSpan(d.Programmes, from, to), institution)
	campaigns := c.heldBy(institution)
	sum := func(records []Record, what string) figure.Quantity {
		q, _, _, _ := total(records, what)
		return q
	}
	switch count {
	case "summer_count":
		return whole(int64(len(programmes)))
	case "K20_places":
		return sum(recordsOf(programmes), "places")
	case "K20_enrolled":
		return sum(recordsOf(programmes), "enrolled")
	case "jobs_projects", "K25":
		return c.ofProjects(count, institution)
	case "K26_planned", "K26_done":
		return c.ofVisits(count, institution)
	case "campaign_count":
		return whole(int64(len(campaigns)))
	case "K22":
		return sum(recordsOf(campaigns), "reached")
	case "K23":
		return sum(recordsOf(campaigns), "material")
	}
	return c.ofTraining(count, institution)
}

func mine[T recorded](list []T, institution string) []T {
	return slices.DeleteFunc(slices.Clone(list), func(x T) bool { return x.record().Institution != institution })
}

func (c *composer) ofProjects(count, institution string) figure.Quantity {
	var parts []figure.Quantity
	for _, p := range mine(inSpan(c.d.Projects, c.d.Period.Start(), c.d.Period.End()), institution) {
		if p.stands() {
			parts = append(parts, c.placedIn(p))
		}
	}
	if count == "jobs_projects" {
		return whole(int64(len(parts)))
	}
	sum, _ := figure.Add(parts...)
	return sum
}

func (c *composer) ofVisits(count, institution string) figure.Quantity {
	var visits []Visit
	for _, p := range c.d.Projects {
		if p.stands() {
			visits = append(visits, slices.DeleteFunc(slices.Clone(p.Visits), func(v Visit) bool { return v.Institution != institution })...)
		}
	}
	n := visited(visits, c.now().from(), c.now().to())
	if count == "K26_planned" {
		return whole(n.Planned)
	}
	return whole(n.Done + n.Unplanned)
}

func (c *composer) ofTraining(count, institution string) figure.Quantity {
	d := c.d
	held := heldOnly(inSpan(d.Sessions, d.Period.Start(), d.Period.End()))
	switch count {
	case "training_count":
		return whole(int64(len(mine(held, institution))))
	case "K24":
		here := map[string]bool{}
		for _, s := range held {
			for _, p := range s.present() {
				here[p] = true
			}
		}
		n := 0
		for _, p := range d.Trained {
			if p.Institution == institution && here[p.ID] {
				n++
			}
		}
		return whole(int64(n))
	case "K24_obliged":
		for _, k := range d.covers(d.Day) {
			if k.Institution == institution {
				return whole(k.Obliged)
			}
		}
	}
	return figure.Quantity{}
}

// titleOf is what a record is called.
func (c *composer) titleOf(id string) string {
	for _, p := range c.d.Programmes {
		if p.ID == id {
			return p.Title
		}
	}
	for _, k := range c.d.Calendars {
		if k.ID == id {
			return k.Title
		}
	}
	return id
}

// registerPage is the list of the register in which the rows of a figure stand, or
// the record itself.
func registerPage(f figure.Figure) string {
	register := indicator.RegisterOf(f.Code)
	if register == "" {
		return ""
	}
	v := url.Values{"year": {strconv.Itoa(f.Period.Year())}}
	for _, filter := range f.Filters {
		switch name, value, _ := strings.Cut(filter, "="); name {
		case "programme":
			return "/programme/" + value
		case "calendar":
			return "/campaign/calendar/" + value
		case "municipality", "institution":
			v.Set(name, value)
		}
	}
	return "/" + register + "?" + v.Encode()
}
