package child

import (
	"strings"

	"tryeza/internal/code"
	"tryeza/internal/text"
)

// Sexes of one child; the codes are those of code.Sexes, the words are not for
// counts.
var Sexes = code.List{
	{Code: "f", SQ: "vajzë", EN: "girl"},
	{Code: "m", SQ: "djalë", EN: "boy"},
	{Code: "u", SQ: "nuk dihet", EN: "not known"},
}

// Countries a child may come from, by ISO 3166 code; "zz" is any other.
var Countries = code.List{
	{Code: "xk", SQ: "Kosova", EN: "Kosovo"},
	{Code: "mk", SQ: "Maqedonia e Veriut", EN: "North Macedonia"},
	{Code: "me", SQ: "Mali i Zi", EN: "Montenegro"},
	{Code: "gr", SQ: "Greqia", EN: "Greece"},
	{Code: "it", SQ: "Italia", EN: "Italy"},
	{Code: "rs", SQ: "Serbia", EN: "Serbia"},
	{Code: "ro", SQ: "Rumania", EN: "Romania"},
	{Code: "bg", SQ: "Bullgaria", EN: "Bulgaria"},
	{Code: "tr", SQ: "Turqia", EN: "Türkiye"},
	{Code: "sy", SQ: "Siria", EN: "Syria"},
	{Code: "zz", SQ: "vend tjetër", EN: "another country"},
}

// abroad begins the code of a residence in another country: "x-xk".
const abroad = "x-"

// Residences lists where a child may live, municipalities first, then countries.
// Not known is "" and not in the list.
func Residences() code.List {
	var list code.List
	for _, m := range code.Municipalities {
		list = append(list, code.Code{Code: m.Code, SQ: m.Name, EN: m.Name})
	}
	text.Sort(list, func(c code.Code) string { return c.SQ })
	for _, c := range Countries {
		list = append(list, code.Code{Code: abroad + c.Code, SQ: c.SQ, EN: c.EN})
	}
	return list
}

// ResidenceName names a residence: a municipality, a country, or "nuk dihet".
func ResidenceName(l text.Lang, c string) string {
	country, outside := strings.CutPrefix(c, abroad)
	switch {
	case c == "":
		return text.T(l, "nuk dihet")
	case outside:
		return Countries.Label(l, country)
	}
	return code.MunicipalityName(c)
}

// IsResidence reports whether c is one of Residences, or "".
func IsResidence(c string) bool {
	country, outside := strings.CutPrefix(c, abroad)
	if outside {
		return Countries.Has(country)
	}
	return c == "" || code.MunicipalityName(c) != c
}
