package child

import (
	"cmp"

	"tryeza/internal/text"
	"tryeza/internal/web"
)

// later are the forms of the kinds that come once a file is open.
var later = []sheet{
	{kind: "aid", single: true,
		asks: func(l text.Lang, f *web.Form) []field {
			return []field{
				radios(f, "aid-receives", text.T(l, "A merr familja ndihmë ekonomike?"), web.Options(l, YesNo), "inline", "1"),
				noteField(f, "aid-work", text.T(l, "Puna e prindërve")),
				noteField(f, "aid-note", text.T(l, "Shënim për gjendjen e familjes")),
			}
		},
		fill: func(f *web.Form, body any) {
			b := body.(Aid)
			f.Set("aid-receives", b.Receives).Set("aid-work", b.ParentsWork).Set("aid-note", b.Note)
		},
		read: func(f *web.Form, _ string) any {
			return Aid{cmp.Or(chosen(f, "aid-receives", YesNo), "unknown"), long(f, "aid-work"), long(f, "aid-note")}
		}},
	{kind: "health",
		asks: func(l text.Lang, f *web.Form) []field {
			return []field{{"text", f.Field("health-note", text.T(l, "Çfarë duhet të dijë mjeku"), "small", "1", "rows", "5", "hint", text.T(l, "alergji, ilaçe, sëmundje që duan kujdes; kjo pjesë lexohet edhe në urgjencë"))}}
		},
		fill: func(f *web.Form, body any) { f.Set("health-note", body.(HealthNote).Note) },
		read: func(f *web.Form, _ string) any { return HealthNote{needed(f, "health-note")} }},
	{kind: "risk", single: true,
		asks: func(l text.Lang, f *web.Form) []field {
			return []field{
				radios(f, "risk-level", text.T(l, "Niveli i rrezikut"), web.Options(l, RiskLevels)),
				{"boxes", f.Choice("risk-reasons", text.T(l, "Arsyet"), web.Options(l, RiskReasons), "small", "1")},
				noteField(f, "risk-note", text.T(l, "Me fjalët tuaja")),
			}
		},
		fill: func(f *web.Form, body any) {
			b := body.(Risk)
			f.Set("risk-level", b.Level).Set("risk-note", b.Note)
			f.Values["risk-reasons"] = b.Reasons
		},
		read: readRisk},
	{kind: "note",
		asks: func(l text.Lang, f *web.Form) []field {
			return []field{{"text", f.Field("note-text", text.T(l, "Shënimi"), "small", "1", "rows", "8")}}
		},
		fill: func(f *web.Form, body any) { f.Set("note-text", body.(Note).Text) },
		read: func(f *web.Form, _ string) any { return Note{needed(f, "note-text")} }},
	{kind: "ethnicity", single: true,
		asks: func(l text.Lang, f *web.Form) []field {
			return []field{
				{"input", f.Field("ethnicity-value", text.T(l, "Përkatësia, siç e thotë familja"), "small", "1", "width", "20", "autocomplete", "off", "hint", text.T(l, "Vullnetare: shkruhet vetëm nëse familja dëshiron ta thotë dhe një shërbim e kërkon. Mospërgjigjja nuk ndryshon asgjë në ndihmën që jepet."))},
				{"text", f.Field("ethnicity-basis", text.T(l, "Kush e tha dhe për çfarë shërbimi nevojitet"), "small", "1", "rows", "3")},
			}
		},
		fill: func(f *web.Form, body any) {
			b := body.(Ethnicity)
			f.Set("ethnicity-value", b.Value).Set("ethnicity-basis", b.Basis)
		},
		read: func(f *web.Form, _ string) any {
			return Ethnicity{needed(f, "ethnicity-value"), needed(f, "ethnicity-basis")}
		}},
}

func needed(f *web.Form, name string) string {
	s := long(f, name)
	if s == "" {
		f.Fail(name, "Kjo fushë duhet plotësuar që të ruhet.")
	}
	return s
}

// readRisk takes no level without a reason.
func readRisk(f *web.Form, _ string) any {
	b := Risk{Level: f.Code("risk-level", RiskLevels, "Zgjidhni nivelin e rrezikut."), Note: long(f, "risk-note")}
	for _, r := range f.List("risk-reasons") {
		if RiskReasons.Has(r) {
			b.Reasons = append(b.Reasons, r)
		}
	}
	if len(b.Reasons) == 0 && b.Note == "" {
		f.Fail("risk-reasons", "Zgjidhni të paktën një arsye, ose shkruajeni me fjalët tuaja.")
	}
	return b
}
