package sighting

import (
	"slices"
	"time"

	"tryeza/internal/code"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// ages are the bands of children, with the words of the other questions.
var ages = append(slices.Clone(code.ChildBands[:4]), code.Code{Code: "u", SQ: "nuk dihet", EN: "not known"})

// An ask is a question with one answer of a list.
type ask struct {
	name, label, missing string // Albanian
	list                 code.List
	of                   func(*Sighting) *string
}

// asks are the questions of the phone page, in their order.
var asks = []ask{
	{"place", "Ku", "Zgjidhni vendin; «nuk dihet» është përgjigje.", code.PlaceClasses, func(s *Sighting) *string { return &s.Place }},
	{"activity", "Çfarë bënte", "Zgjidhni çfarë bënte fëmija; «nuk dihet» është përgjigje.", code.StreetActivities, func(s *Sighting) *string { return &s.Activity }},
	{"company", "Me kë", "Zgjidhni me kë ishte; «nuk dihet» është përgjigje.", code.Companies, func(s *Sighting) *string { return &s.Company }},
	{"age", "Mosha, me sa duket", "Zgjidhni moshën; «nuk dihet» është përgjigje.", ages, func(s *Sighting) *string { return &s.Age }},
	{"sex", "Vajzë apo djalë", "Zgjidhni njërën; «nuk dihet» është përgjigje.", code.ChildSexes, func(s *Sighting) *string { return &s.Sex }},
}

// behind are those that are filled in already and seldom changed.
var behind = []ask{
	{"band", "Pjesa e ditës", "Zgjidhni pjesën e ditës.", code.TimeBands, func(s *Sighting) *string { return &s.Band }},
	{"team", "Ekipi", "Zgjidhni ekipin.", code.FieldTeams, func(s *Sighting) *string { return &s.Team }},
}

const (
	elsewhere = "other"   // an origin, or a day, that has no button
	notKnown  = "unknown" // the button for an origin that is not known
)

// A question is how an ask is shown.
func (a ask) question(l text.Lang, f *web.Form) web.Field {
	return f.Choice(a.name, text.T(l, a.label), web.Options(l, a.list), "small", "1")
}

// read takes what was tapped into s; what is missing or not in a list is said
// in f.
func read(f *web.Form, s *Sighting, today string) {
	for _, a := range slices.Concat(asks, behind) {
		*a.of(s) = f.Code(a.name, a.list, a.missing)
	}
	s.On = readDay(f, today)
	s.Municipality = f.Text("municipality")
	if code.MunicipalityName(s.Municipality) == s.Municipality {
		f.Fail("municipality", "Zgjidhni bashkinë nga lista.")
	}
	readOrigin(f, s)
	done := f.List("done")
	s.Done, s.Danger = actionsOf(done), f.Has("danger")
	if slices.Contains(done, "none") && len(done) > 1 {
		f.Fail("done", "Hiqni «asgjë», ose masat e tjera.")
	}
}

// readDay is today or the day before by a tap, or any other day that was.
func readDay(f *web.Form, today string) string {
	day := f.Text("day")
	if day == elsewhere {
		day = f.NeedDay("seen", "Shkruani ditën.")
	} else if _, err := time.Parse(time.DateOnly, day); err != nil {
		f.Fail("day", "Zgjidhni ditën.")
	}
	if day > today {
		f.Fail("day", "Dita nuk mund të jetë në të ardhmen.")
	}
	return day
}

func readOrigin(f *web.Form, s *Sighting) {
	s.Origin, s.OriginKnown = f.Text("origin"), f.Text("known")
	switch s.Origin {
	case notKnown:
		s.Origin = ""
	case elsewhere:
		if s.Origin = f.Text("elsewhere"); s.Origin == "" {
			f.Fail("elsewhere", "Zgjidhni bashkinë ose shtetin nga lista.")
		}
	case "":
		f.Fail("origin", "Zgjidhni nga vjen; «nuk dihet» është përgjigje.")
	}
	if !code.IsOrigin(s.Origin) {
		f.Fail("origin", "Zgjidhni bashkinë ose shtetin nga lista.")
	}
	switch {
	case s.Origin == "":
		s.OriginKnown = notKnown
	case s.OriginKnown != "said" && s.OriginKnown != "known":
		f.Fail("known", "Zgjidhni si dihet nga vjen.")
	}
}

// fill puts a sighting into the form. near are the origins that have a button.
func fill(f *web.Form, s Sighting, today string, near []string) {
	for _, a := range slices.Concat(asks, behind) {
		f.Set(a.name, *a.of(&s))
	}
	f.Set("municipality", s.Municipality).Set("day", s.On).Set("known", s.OriginKnown).Set("origin", s.Origin)
	if s.On != today && s.On != before(today) {
		f.Set("day", elsewhere).SetDay("seen", s.On)
	}
	switch {
	case s.Origin == "":
		f.Set("origin", notKnown).Set("known", "said")
	case !slices.Contains(near, s.Origin):
		f.Set("origin", elsewhere).Set("elsewhere", s.Origin)
	}
	f.Values["done"] = s.Actions()
	if s.Danger {
		f.Set("danger", "1")
	}
}

// before is the day before a day.
func before(day string) string { return plus(day, -1) }

func plus(day string, days int) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.AddDate(0, 0, days).Format(time.DateOnly)
}
