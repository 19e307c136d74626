package code

import (
	"slices"

	"tryeza/internal/text"
)

// A Breakdown says how a count may be split.
type Breakdown string

const (
	BySex    Breakdown = "sex"
	ByAge    Breakdown = "age"
	ByOrigin Breakdown = "origin" // residents, from elsewhere, unknown; and from which municipality
)

// A Count is a number an institution is asked for in a period. Code is that of
// the indicator list in the domain guide (section 6.2) where it is one of those.
type Count struct {
	Code       string
	SQ, EN     string
	Unit       string // persons, children, cases, activities, visits, places, contracts, materials, days
	Breakdowns []Breakdown
	Within     string   // the count it may not exceed
	Asked      []string // sectors that must give it, of those asked on the topic; none means all of them
}

// Name is the label of the count in Albanian or English.
func (c Count) Name(lang string) string {
	if lang == "en" {
		return c.EN
	}
	return c.SQ
}

// A Topic is a chapter of the analysis that is filled from returns: what is
// counted, and what is told in words. Asked lists the sectors that must answer.
type Topic struct {
	Code, SQ, EN string
	Question     string // what the institution is asked to tell, Albanian
	Counts       []Count
	Asked        []string
}

// Name is the label of the topic in Albanian or English.
func (t Topic) Name(lang string) string {
	if lang == "en" {
		return t.EN
	}
	return t.SQ
}

// For is the topic as an institution of this sector is asked on it: with the
// counts it must give. Who is not asked on the topic at all may give any.
func (t Topic) For(sector string) Topic {
	if !slices.Contains(t.Asked, sector) {
		return t
	}
	var counts []Count
	for _, c := range t.Counts {
		if len(c.Asked) == 0 || slices.Contains(c.Asked, sector) {
			counts = append(counts, c)
		}
	}
	t.Counts = counts
	return t
}

// Who gives which count, so that the same thing is not asked twice: a request to
// the police by who sent it, a joint action by the police, a child on the street
// by who is in the field.
var (
	sexAge   = []Breakdown{BySex, ByAge}
	inField  = []string{"child_protection", "municipality", "police"}
	unit     = []string{"child_protection", "municipality"} // the unit may sit on its own or within its municipality
	senders  = []string{"municipality", "child_protection", "social", "ngo"}
	jobs     = []string{"employment", "vocational"}
	checkers = []string{"employment", "vocational", "inspectorate"}
)

// Topics in the order of the analysis.
var Topics = []Topic{
	{"situation", "Gjendja në qark", "Situation in the qark", "Si paraqitet gjendja në fushën tuaj gjatë kësaj periudhe?", nil,
		[]string{"prefecture", "police", "municipality", "social"}},
	{"cases", "Rastet", "Cases", "Çfarë duhet ditur për rastet, pa emra dhe pa të dhëna personale?", []Count{
		{"K08", "Viktima të mundshme të identifikuara", "Potential victims identified", "persons", sexAge, "", nil},
		{"K09", "Viktima të identifikuara formalisht", "Victims formally identified", "persons", sexAge, "", []string{"police", "social"}},
		{"K12", "Kthime të trajtuara në kufi", "Returns handled at the border", "persons", nil, "", []string{"border"}},
		{"K11", "Raste të referuara në prokurori", "Cases referred to prosecution", "cases", nil, "", []string{"police"}},
	}, []string{"police", "border", "social"}},
	{"street_children", "Fëmijët në situatë rruge", "Children in street situations", "Çfarë u bë për fëmijët në situatë rruge, veçanërisht në sezonin turistik?", []Count{
		{"K14", "Konstatime në terren", "Sightings in the field", "cases", nil, "", inField},
		{"K15", "Fëmijë, secili i numëruar një herë", "Distinct children", "children", []Breakdown{BySex, ByAge, ByOrigin}, "K14", unit},
		{"street_pim", "Plane individuale të mbrojtjes të hartuara", "Individual protection plans drawn", "children", nil, "", unit},
		{"street_returned", "Fëmijë të dorëzuar te njësia e vendbanimit", "Children handed over to the unit of residence", "children", nil, "K15", unit},
	}, []string{"municipality", "child_protection", "police"}},
	{"summer_programmes", "Programet verore", "Summer programmes", "Cilat programe verore u organizuan dhe çfarë ndikimi patën?", []Count{
		{"summer_count", "Programe verore të organizuara", "Summer programmes organised", "activities", nil, "", nil},
		{"K20_places", "Vende në programet verore", "Places in summer programmes", "places", nil, "", nil},
		{"K20_enrolled", "Fëmijë të regjistruar në programe verore", "Children enrolled in summer programmes", "children", sexAge, "", nil},
		{"summer_street", "Fëmijë të regjistruar nga situata e rrugës", "Enrolled children from a street situation", "children", nil, "K20_enrolled", nil},
		{"K19", "Fëmijë të regjistruar në shkollë", "Children newly enrolled in school", "children", nil, "", unit},
	}, []string{"municipality", "child_protection", "ngo"}},
	{"police_coordination", "Bashkërendimi me Policinë e Shtetit", "Coordination with the State Police", "Si vijoi bashkërendimi me strukturat e Policisë së Shtetit?", []Count{
		{"K28_actions", "Veprime të përbashkëta", "Joint actions", "activities", nil, "", []string{"police"}},
		{"K28_requests", "Kërkesa drejtuar Policisë", "Requests to the police", "cases", nil, "", senders},
		{"K28_answered", "Kërkesa drejtuar Policisë me përgjigje", "Requests to the police answered", "cases", nil, "K28_requests", senders},
	}, []string{"police", "municipality", "child_protection", "social", "ngo"}},
	{"seasonal_employment", "Punësimi sezonal", "Seasonal employment", "Cilat projekte zbatohen dhe si monitorohen (kush, çfarë, kur)?", []Count{
		{"jobs_projects", "Projekte punësimi", "Employment projects", "activities", nil, "", jobs},
		{"K25", "Punësime sezonale për grupe në nevojë", "Seasonal jobs for vulnerable groups", "contracts", sexAge, "", jobs},
		{"K26_planned", "Vizita monitoruese të planifikuara", "Monitoring visits planned", "visits", nil, "", checkers},
		{"K26_done", "Vizita monitoruese të kryera", "Monitoring visits done", "visits", nil, "", checkers},
	}, []string{"employment", "education", "vocational", "inspectorate"}},
	{"campaigns", "Fushatat sensibilizuese", "Awareness campaigns", "Cilat fushata u zhvilluan, ku, me kë dhe për kë?", []Count{
		{"campaign_count", "Aktivitete sensibilizuese", "Awareness activities", "activities", nil, "", nil},
		{"K22", "Persona të arritur", "Persons reached", "persons", nil, "", nil},
		{"K23", "Materiale të shpërndara", "Materials distributed", "materials", nil, "", nil},
	}, []string{"municipality", "education", "health", "ngo", "child_protection"}},
	{"training", "Trajnimet për procedurat standarde", "Training on the standard procedures", "Cilat trajnime u zhvilluan për Procedurat Standarde të Veprimit?", []Count{
		{"training_count", "Trajnime të zhvilluara", "Training sessions held", "activities", nil, "", nil},
		{"K24", "Profesionistë të institucionit të trajnuar", "Professionals of the institution trained", "persons", []Breakdown{BySex}, "", nil},
		{"K24_obliged", "Profesionistë të institucionit që duhet të trajnohen", "Professionals of the institution who should be trained", "persons", nil, "", nil},
	}, []string{"police", "border", "social", "education", "health", "inspectorate", "ngo"}},
}

// TopicList is Topics as a list of codes.
var TopicList = func() List {
	var l List
	for _, t := range Topics {
		l = append(l, Code{t.Code, t.SQ, t.EN})
	}
	return l
}()

// TopicsFor splits the topics into those an institution of this sector must
// answer and those it may.
func TopicsFor(sector string) (asked, may []Topic) {
	for _, t := range Topics {
		if slices.Contains(t.Asked, sector) {
			asked = append(asked, t.For(sector))
		} else {
			may = append(may, t)
		}
	}
	return asked, may
}

// FindCount returns the count with this code and its topic.
func FindCount(c string) (Count, Topic, bool) {
	for _, t := range Topics {
		for _, n := range t.Counts {
			if n.Code == c {
				return n, t, true
			}
		}
	}
	return Count{}, Topic{}, false
}

// Units of counts and indicators.
var Units = List{
	{"persons", "persona", "persons"},
	{"children", "fëmijë", "children"},
	{"cases", "raste", "cases"},
	{"activities", "aktivitete", "activities"},
	{"visits", "vizita", "visits"},
	{"places", "vende", "places"},
	{"contracts", "kontrata", "contracts"},
	{"materials", "materiale", "materials"},
	{"families", "familje", "families"},
	{"meetings", "takime", "meetings"},
	{"days", "ditë", "days"},
	{"percent", "%", "%"},
	{"ratio", "raport", "ratio"},
	{"lek", "lekë", "lek"},
	{"count", "numër", "number"},
}

// singular holds the units whose Albanian or English form after "1" is another.
var singular = map[string][2]string{
	"persons": {"person", "person"}, "children": {"fëmijë", "child"}, "cases": {"rast", "case"}, "activities": {"aktivitet", "activity"},
	"visits": {"vizitë", "visit"}, "places": {"vend", "place"}, "contracts": {"kontratë", "contract"}, "materials": {"material", "material"},
	"families": {"familje", "family"}, "meetings": {"takim", "meeting"}, "days": {"ditë", "day"},
}

// UnitAfter is the word of a unit as it follows a number; one says that the
// number is exactly 1. A bare number has no word.
func UnitAfter(l text.Lang, unit string, one bool) string {
	if unit == "count" {
		return ""
	}
	if s, ok := singular[unit]; ok && one {
		if l == text.EN {
			return s[1]
		}
		return s[0]
	}
	return Units.Label(l, unit)
}

// Origins of a child found in a municipality: three cells that add up to the
// distinct children. Cells "origin=<municipality code>" split "elsewhere".
var Origins = List{
	{"resident", "banorë të bashkisë", "residents of the municipality"},
	{"elsewhere", "të ardhur nga bashki të tjera", "from other municipalities"},
	{"u", "pa të dhënë", "unknown"},
}

// Parts lists the cells of a breakdown, as they stand in a value's part:
// "sex=f", "age=6-10", "origin=resident".
func (b Breakdown) Parts() List {
	switch b {
	case BySex:
		return Sexes
	case ByOrigin:
		return Origins
	default:
		return AgeBands
	}
}
