package child

import (
	"cmp"
	"slices"
	"strconv"

	"tryeza/internal/code"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// RiskReasons are what a level of risk rests on.
var RiskReasons = code.List{
	{Code: "small", SQ: "mosha e vogël", EN: "very young"},
	{Code: "night", SQ: "në rrugë natën", EN: "on the street at night"},
	{Code: "traffic", SQ: "mes makinave", EN: "among cars"},
	{Code: "alone", SQ: "i pashoqëruar", EN: "unaccompanied"},
	{Code: "far", SQ: "larg vendbanimit", EN: "far from home"},
	{Code: "control", SQ: "nën kontrollin e dikujt tjetër", EN: "under somebody else's control"},
	{Code: "signs", SQ: "shenja trafikimi ose shfrytëzimi", EN: "signs of trafficking or exploitation"},
	{Code: "violence", SQ: "shenja dhune", EN: "signs of violence"},
	{Code: "neglect", SQ: "pa kujdes në familje", EN: "without care in the family"},
	{Code: "health", SQ: "problem shëndetësor", EN: "a health problem"},
	{Code: "school", SQ: "jashtë shkollës", EN: "out of school"},
	{Code: "papers", SQ: "i paregjistruar në gjendjen civile", EN: "not in the civil register"},
	{Code: "often", SQ: "gjendet shpesh në rrugë", EN: "often found on the street"},
	{Code: "other", SQ: "arsye tjetër", EN: "another reason"},
}

// sheets are the forms of the kinds of this package.
var sheets = slices.Concat(first, later)

// first are those of a new file, in their order.
var first = []sheet{
	{kind: "name",
		asks: func(l text.Lang, f *web.Form) []field {
			return []field{
				optional(f, "name-given", text.T(l, "Emri"), "width", "20"),
				optional(f, "name-family", text.T(l, "Mbiemri"), "width", "20"),
				optional(f, "name-nickname", text.T(l, "Nofka"), "width", "20", "hint", text.T(l, "si e thërrasin")),
			}
		},
		fill: func(f *web.Form, body any) {
			b := body.(Name)
			f.Set("name-given", b.Given).Set("name-family", b.Family).Set("name-nickname", b.Nickname)
		},
		read: func(f *web.Form, _ string) any {
			b := Name{line(f, "name-given"), line(f, "name-family"), line(f, "name-nickname")}
			if b == (Name{}) {
				f.Fail("name-given", "Shkruani emrin ose nofkën.")
			}
			return b
		}},
	{kind: "birth", single: true,
		asks: func(l text.Lang, f *web.Form) []field {
			return []field{
				{"date", f.Field("birth-on", text.T(l, "Datëlindja"), "optional", "1", "small", "1", "hint", text.T(l, "nëse dihet dita"))},
				optional(f, "birth-year", text.T(l, "Viti i lindjes"), "width", "4", "inputmode", "numeric", "hint", text.T(l, "nëse dihet vetëm viti")),
				tick(f, "birth-estimated", text.T(l, "viti është i përafërt")),
			}
		},
		fill: func(f *web.Form, body any) {
			b := body.(Birth)
			f.SetDay("birth-on", b.On)
			if b.On == "" && b.Year > 0 {
				f.Set("birth-year", strconv.Itoa(b.Year))
			}
			if b.Estimated {
				f.Set("birth-estimated", "yes")
			}
		},
		read: readBirth},
	{kind: "home", single: true,
		asks: func(l text.Lang, f *web.Form) []field {
			return []field{
				{"select", f.Choice("home-residence", text.T(l, "Bashkia ose shteti i vendbanimit"), web.Options(l, Residences()), "blank", text.T(l, "nuk dihet"), "small", "1")},
				optional(f, "home-area", text.T(l, "Lagjja ose fshati"), "width", "20"),
				optional(f, "home-address", text.T(l, "Adresa")),
				noteField(f, "home-note", text.T(l, "Shënim për vendbanimin")),
			}
		},
		fill: func(f *web.Form, body any) {
			b := body.(Home)
			f.Set("home-residence", b.Residence).Set("home-area", b.Area).Set("home-address", b.Address).Set("home-note", b.Note)
		},
		read: func(f *web.Form, _ string) any {
			b := Home{f.Text("home-residence"), line(f, "home-area"), line(f, "home-address"), long(f, "home-note")}
			if !code.IsOrigin(b.Residence) {
				f.Fail("home-residence", "Zgjidhni bashkinë ose shtetin nga lista.")
			}
			return b
		}},
	{kind: "guardian",
		asks: func(l text.Lang, f *web.Form) []field {
			return []field{
				optional(f, "guardian-name", text.T(l, "Emri i kujdestarit"), "width", "20"),
				optional(f, "guardian-relation", text.T(l, "Kush është për fëmijën"), "width", "20", "hint", text.T(l, "nëna, babai, gjyshja, dikush tjetër")),
				noteField(f, "guardian-note", text.T(l, "Shënim për kujdestarin")),
			}
		},
		fill: func(f *web.Form, body any) {
			b := body.(Guardian)
			f.Set("guardian-name", b.Name).Set("guardian-relation", b.Relation).Set("guardian-note", b.Note)
		},
		read: func(f *web.Form, _ string) any {
			b := Guardian{line(f, "guardian-name"), line(f, "guardian-relation"), long(f, "guardian-note")}
			if b.Name == "" && b.Relation == "" {
				f.Fail("guardian-name", "Shkruani emrin e kujdestarit, ose kush është për fëmijën.")
			}
			return b
		}},
	{kind: "contact",
		asks: func(l text.Lang, f *web.Form) []field {
			return []field{
				optional(f, "contact-phone", text.T(l, "Telefoni"), "width", "20", "inputmode", "tel"),
				optional(f, "contact-whose", text.T(l, "I kujt është"), "width", "20"),
				radios(f, "contact-safe", text.T(l, "A është i sigurt për t’u përdorur?"), []web.Option{{Value: "yes", Label: text.T(l, "po, mund të telefonohet")}, {Value: "no", Label: text.T(l, "jo, ose nuk dihet")}}, "hint", text.T(l, "i sigurt: përgjigjet dikush që nuk e rrezikon fëmijën")),
				noteField(f, "contact-note", text.T(l, "Shënim për kontaktin")),
			}
		},
		fill: func(f *web.Form, body any) {
			b := body.(Contact)
			f.Set("contact-phone", b.Phone).Set("contact-whose", b.Whose).Set("contact-note", b.Note).Set("contact-safe", yesNo(b.Safe))
		},
		read: func(f *web.Form, _ string) any {
			b := Contact{line(f, "contact-phone"), line(f, "contact-whose"), long(f, "contact-note"), f.Text("contact-safe") == "yes"}
			if b.Phone == "" && b.Note == "" {
				f.Fail("contact-phone", "Shkruani telefonin, ose te shënimi një mënyrë tjetër kontakti.")
			}
			return b
		}},
	{kind: "number", single: true,
		asks: func(l text.Lang, f *web.Form) []field {
			return []field{{"input", f.Field("number-value", text.T(l, "Numri personal"), "small", "1", "width", "20", "autocomplete", "off", "hint", text.T(l, "një shkronjë, tetë shifra, një shkronjë"))}}
		},
		fill: func(f *web.Form, body any) { f.Set("number-value", body.(Number).Value) },
		read: func(f *web.Form, _ string) any {
			b := Number{line(f, "number-value")}
			if b.Value == "" {
				f.Fail("number-value", "Shkruani numrin personal.")
			}
			return b
		}},
	{kind: "school", single: true,
		asks: func(l text.Lang, f *web.Form) []field {
			return []field{
				radios(f, "school-status", text.T(l, "Shkollimi"), web.Options(l, Schooling)),
				optional(f, "school-name", text.T(l, "Shkolla"), "width", "20"),
				optional(f, "school-grade", text.T(l, "Klasa"), "width", "5"),
				noteField(f, "school-note", text.T(l, "Shënim për shkollën")),
			}
		},
		fill: func(f *web.Form, body any) {
			b := body.(School)
			f.Set("school-status", b.Status).Set("school-name", b.Name).Set("school-grade", b.Grade).Set("school-note", b.Note)
		},
		read: func(f *web.Form, _ string) any {
			return School{cmp.Or(chosen(f, "school-status", Schooling), "unknown"), line(f, "school-name"), line(f, "school-grade"), long(f, "school-note")}
		}},
	{kind: "civil", single: true,
		asks: func(l text.Lang, f *web.Form) []field {
			return []field{
				radios(f, "civil-registered", text.T(l, "A është i regjistruar në gjendjen civile?"), web.Options(l, YesNo), "inline", "1"),
				radios(f, "civil-certificate", text.T(l, "A ka certifikatë lindjeje?"), web.Options(l, YesNo), "inline", "1"),
				noteField(f, "civil-note", text.T(l, "Shënim për gjendjen civile")),
			}
		},
		fill: func(f *web.Form, body any) {
			b := body.(Civil)
			f.Set("civil-registered", b.Registered).Set("civil-certificate", b.Certificate).Set("civil-note", b.Note)
		},
		read: func(f *web.Form, _ string) any {
			return Civil{cmp.Or(chosen(f, "civil-registered", YesNo), "unknown"), cmp.Or(chosen(f, "civil-certificate", YesNo), "unknown"), long(f, "civil-note")}
		}},
}

// readBirth reads a day, or a year alone: of somebody who is or was lately a
// child.
func readBirth(f *web.Form, today string) any {
	b := Birth{On: f.Day("birth-on"), Estimated: f.Has("birth-estimated")}
	this, _ := strconv.Atoi(today[:4])
	field, year := "birth-year", f.Text("birth-year")
	if b.On != "" {
		field, year, b.Estimated = "birth-on", b.On[:4], false
	}
	b.Year, _ = strconv.Atoi(year)
	switch {
	case !f.OK():
	case b.Year == 0:
		f.Fail("birth-on", "Shkruani datën ose vitin e lindjes.")
	case b.Year < this-30 || b.Year > this || b.On > today:
		f.Fail(field, "Kontrolloni vitin: ky nuk është viti i lindjes i një fëmije.")
	}
	return b
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
