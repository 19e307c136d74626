package programme_test

import (
	"net/http"
	"reflect"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/figure"
	"tryeza/internal/programme"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/web"
)

// What is said of the effect is what was handed in: a withheld number is a sign, a
// comparison with nothing is no zero, and beside it stands what it does not prove.
func TestEffectIsShownAsItIs(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		put(t, db, camp())
		s.As(town).Get(base+"/camp").Has("Për efektin nuk mund të thuhet asgjë.", "këtu numrat e tyre nuk mbahen")
		var answer *programme.Effect
		site := testkit.NewSite(t, db, func(m *web.Mux, db *store.DB) {
			programme.Routes(m, db, programme.Options{Asks: asks, Effect: func(*http.Request, access.Grant, programme.Programme) (*programme.Effect, error) { return answer, nil }})
		})
		c := site.As(town)
		c.Get(base+"/camp").HasNot("efekt", "Çfarë u pa")
		answer = &programme.Effect{Reason: "Gjashtëmujori nuk ka mbaruar."}
		c.Get(base+"/camp").Has("Për efektin nuk mund të thuhet asgjë.", "Gjashtëmujori nuk ka mbaruar.")
		answer = &programme.Effect{Columns: []string{"para", "gjatë", "një vit më parë"}, Basis: "Rregulli 3", Notes: []string{"Shënim tjetër"},
			Lines: []programme.EffectLine{{Label: "Konstatime", Cells: []programme.EffectCell{{Text: "17"}, {Withheld: true}, {Undefined: true}}}}}
		page := c.Get(base+"/camp").Has("këto numra nuk tregojnë shkakun.", "Rregulli 3", "Shënim tjetër")
		if got := page.Find("#effect + div tbody td"); !reflect.DeepEqual(got, []string{"17", "…", "–"}) {
			t.Errorf("cells: %q", got)
		}
		answer = &programme.Effect{Elsewhere: true, Reason: "Shihni analizën."}
		c.Get(base + "/camp").Has("Shihni analizën.").HasNot("asgjë")
		c.Post(base+"/camp/cancel", sent(t, c, base+"/camp/cancel", "reason", "Nuk u zhvillua")).Want(303)
		c.Get(base + "/camp").HasNot("Çfarë u pa para")
	})
}

// What a document brings is read back as it came, with the ids it gave.
func TestImport(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, _ *testkit.Site) {
		p := camp()
		p.Services = []programme.Service{{ID: "s1", Kind: "school", InstitutionID: "ngo", Note: "shënim"}, {ID: "s2", Kind: "school"}}
		p.Pauses = []programme.Pause{{ID: "p1", Day: "2023-07-05", Reason: "Shi"}}
		p.Followups = []programme.Followup{{ID: "f1", AfterDays: 30, DoneOn: "2023-08-14", Note: "n"}}
		p.Numbers[register.Key{What: "attended", Day: "2023-07-03", Part: "sex=f"}] = figure.Quantity{Number: figure.Whole(3), Qualifier: figure.About}
		p.Partners = []register.Partner{{ID: "q1", Outside: "Shoqata"}, {ID: "q2", InstitutionID: "ngo"}}
		put(t, db, p)
		got := load(t, db, "camp")
		want := p
		want.Version = 1
		for i := range want.Services {
			want.Services[i].Version, want.Services[i].ProgrammeID = 1, "camp"
		}
		want.Pauses[0].Version, want.Pauses[0].ProgrammeID = 1, "camp"
		want.Followups[0].Version, want.Followups[0].ProgrammeID = 1, "camp"
		for i := range got.Partners {
			got.Partners[i].Version, got.Partners[i].SubjectID = 0, ""
		}
		if len(got.Partners) == 2 && got.Partners[0].ID == "q2" {
			got.Partners[0], got.Partners[1] = got.Partners[1], got.Partners[0]
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%+v\nwant %+v", got, want)
		}
	})
}

// Other rooms are told of programmes with days that were not cancelled.
func TestKnown(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, _ *testkit.Site) {
		put(t, db, camp())
		gone, old := camp(), camp()
		gone.ID, gone.State, gone.Reason = "gone", programme.Cancelled, "Pa fonde"
		old.ID, old.StartsOn, old.EndsOn, old.Weekdays, old.Source = "old", "2014-01-01", "2014-12-31", "", "Njoftim"
		put(t, db, gone)
		put(t, db, old)
		list, err := programme.ReadKnown(t.Context(), db, testkit.Grant(t, access.ReadProgrammes))
		if err != nil || !reflect.DeepEqual(list, []programme.Known{{ID: "camp", Title: "Kampi i korrikut", Municipality: "10", From: "2023-07-03", To: "2023-07-14"}}) {
			t.Errorf("%v %v", list, err)
		}
	})
}
