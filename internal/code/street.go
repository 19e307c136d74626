package code

import "tryeza/internal/text"

// The lists of field work with children in street situations. The activities are
// those of the procedure for them; the places are those that the plan of Durrës
// names, with "not known" where a guess would be worse.
var (
	// TimeBands of a day; the hours stand in the label, since people differ on
	// what is noon.
	TimeBands = List{
		{"morning", "mëngjes (5–11)", "morning (5–11)"},
		{"noon", "mesditë (11–14)", "noon (11–14)"},
		{"afternoon", "pasdite (14–18)", "afternoon (14–18)"},
		{"evening", "mbrëmje (18–22)", "evening (18–22)"},
		{"night", "natë (22–5)", "night (22–5)"},
	}
	// PlaceClasses say where, and no address.
	PlaceClasses = List{
		{"beach", "plazh", "beach"},
		{"port", "hyrja e portit", "port entry"},
		{"light", "semafor", "traffic light"},
		{"market", "treg", "market"},
		{"street", "rrugë ose shëtitore", "street or promenade"},
		{"bar", "bar ose restorant", "bar or restaurant"},
		{"station", "stacion", "station"},
		{"worship", "vend kulti", "place of worship"},
		{"other", "vend tjetër", "another place"},
		{"unknown", "nuk dihet", "not known"},
	}
	// StreetActivities are what the child was doing.
	StreetActivities = List{
		{"begging", "lypje", "begging"},
		{"vending", "shitje", "vending"},
		{"busking", "muzikë ose shfaqje", "busking"},
		{"collecting", "mbledhje sendesh", "collecting"},
		{"other", "tjetër", "other"},
		{"unknown", "nuk dihet", "not known"},
	}
	// Companies are with whom.
	Companies = List{
		{"alone", "vetëm", "alone"},
		{"children", "me fëmijë të tjerë", "with other children"},
		{"adult", "me një të rritur", "with an adult"},
		{"parent", "me prindin ose kujdestarin", "with a parent or guardian"},
		{"group", "me grup", "with a group"},
		{"unknown", "nuk dihet", "not known"},
	}
	// FieldActions are what was done at once; there may be several, or "none".
	FieldActions = List{
		{"talk", "bisedë", "a talk"},
		{"directed", "u orientua te njësia", "directed to the unit"},
		{"police", "u njoftua policia", "police told"},
		{"centre", "u shoqërua në qendër ditore", "taken to a day centre"},
		{"medical", "ndihmë mjekësore", "medical help"},
		{"other", "tjetër", "other"},
		{"none", "asgjë", "nothing"},
	}
	// OriginKnown says how it is known where the child comes from.
	OriginKnown = List{
		{"said", "e tha vetë", "said so"},
		{"known", "e dimë", "known to us"},
		{"unknown", "nuk dihet", "not known"},
	}
	// FieldTeams are who was out.
	FieldTeams = List{
		{"unit", "ekipi i njësisë", "the unit's team"},
		{"joint", "grupi i përbashkët me policinë", "the joint group with the police"},
		{"ngo", "organizatë", "an organisation"},
		{"centre", "qendra ditore", "the day centre"},
		{"other", "tjetër", "other"},
	}
	// ChildSexes are the codes of Sexes, in words for one child.
	ChildSexes = List{
		{"f", "vajzë", "girl"},
		{"m", "djalë", "boy"},
		{"u", "nuk dihet", "not known"},
	}
	// Countries a child may come from; "x-" tells them
	// from municipalities; the rest is ISO 3166, where "zz" is any other.
	Countries = List{
		{"x-xk", "Kosova", "Kosovo"},
		{"x-mk", "Maqedonia e Veriut", "North Macedonia"},
		{"x-me", "Mali i Zi", "Montenegro"},
		{"x-gr", "Greqia", "Greece"},
		{"x-it", "Italia", "Italy"},
		{"x-rs", "Serbia", "Serbia"},
		{"x-ro", "Rumania", "Romania"},
		{"x-bg", "Bullgaria", "Bulgaria"},
		{"x-tr", "Turqia", "Türkiye"},
		{"x-sy", "Siria", "Syria"},
		{"x-zz", "vend tjetër", "another country"},
	}
)

// BandAt is the band of an hour of the day, 0 to 23.
func BandAt(hour int) string {
	switch {
	case hour < 5 || hour >= 22:
		return "night"
	case hour < 11:
		return "morning"
	case hour < 14:
		return "noon"
	case hour < 18:
		return "afternoon"
	}
	return "evening"
}

// IsOrigin reports whether c is a municipality, a country, or "" for not known.
func IsOrigin(c string) bool {
	return c == "" || Countries.Has(c) || MunicipalityName(c) != c
}

// OriginName is where a child lives or comes from: a municipality, a country,
// or that it is not known.
func OriginName(l text.Lang, c string) string {
	if c == "" {
		return OriginKnown.Label(l, "unknown")
	}
	if Countries.Has(c) {
		return Countries.Label(l, c)
	}
	return MunicipalityName(c)
}
