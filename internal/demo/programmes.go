package demo

import (
	"time"

	"tryeza/internal/access"
	"tryeza/internal/programme"
	"tryeza/internal/register"
	"tryeza/internal/store"
)

// The programmes of the sample that its children are enrolled in.
const (
	camp2022    = "veror-2022-kampi-durres"
	letters2022 = "veror-2022-alfabetizim"
	centre2022  = "veror-2022-qendra-njmf"
)

func (f *filler) programmes(list []programme.Programme) error {
	for _, p := range list {
		err := f.keeps(p.InstitutionID, access.KeepProgrammes, "programme", p.ID, func(tx *store.Tx) error { return programme.Import(tx, p) })
		if err != nil {
			return err
		}
	}
	return nil
}

func service(kind, institution string) programme.Service {
	return programme.Service{Kind: kind, InstitutionID: institution}
}

// programmes2022 are those of the first summer: of Krujë nobody looked again after
// 90 days, and its ages do not add up; that of Shijak did not take place.
func programmes2022() []programme.Programme {
	camp := programme.Programme{
		ID: camp2022, InstitutionID: "bashkia-durres", Title: "Shembull: kamp veror te shkolla, Durrës", Kind: "camp", Municipality: "10", Place: "shkolla 9-vjeçare",
		StartsOn: "2022-06-20", EndsOn: "2022-06-24", Weekdays: "12345", Funding: "existing", State: programme.Held, ActivityID: "kampi-durres-2022",
		Services:  []programme.Service{service("school", "arsimi"), service("parents_jobs", "punesimi")},
		Followups: []programme.Followup{{AfterDays: 30, DoneOn: "2022-07-26"}, {AfterDays: 90, DoneOn: "2022-09-26", Note: "Shembull: u pyetën edhe shkollat."}},
		Partners:  with("njmf-durres", "world-vision"),
		Numbers: numbers("places", "40", "staff", "6", "cost", "410000", "enrolled", "40 f=19 m=21 6-10=24 11-14=16", "enrolled_street", "11", "service", "- school=14 parents_jobs=6",
			"found_30", "34", "school_30", "?", "street_30", "3", "found_90", "31", "school_90", "26", "street_90", "4"),
	}
	attend(camp.Numbers, weekdays(camp.StartsOn, camp.EndsOn), 40, 11, "6-10", "11-14")
	letters := programme.Programme{
		ID: letters2022, InstitutionID: "world-vision", Title: "Shembull: alfabetizim dhe lojë", Kind: "literacy", Municipality: "10", Place: "lagjja nr. 14",
		StartsOn: "2022-06-27", EndsOn: "2022-07-22", Weekdays: "12345", Funding: "donor", Funder: "Shembull Donator", State: programme.Held,
		Services:  []programme.Service{service("school", "arsimi"), service("documents", "bashkia-durres"), service("health", "shendetesia")},
		Pauses:    []programme.Pause{{Day: "2022-07-08", Reason: "Shembull: mungesë uji."}},
		Followups: []programme.Followup{{AfterDays: 30, DoneOn: "2022-08-22"}, {AfterDays: 90, DoneOn: "2022-10-24"}},
		Partners:  with("njmf-durres"),
		Numbers: numbers("places", "30", "staff", "4", "cost", "?", "enrolled", "27 f=14 m=13 6-10=18 11-14=9", "enrolled_street", "12", "service", "- school=11 documents=3 health=8",
			"found_30", "22", "school_30", "9", "street_30", "?", "found_90", "20", "school_90", "17", "street_90", "2"),
	}
	attend(letters.Numbers, without(weekdays(letters.StartsOn, letters.EndsOn), "2022-07-08"), 27, 12, "6-10", "11-14")
	centre := programme.Programme{
		ID: centre2022, InstitutionID: "njmf-durres", Title: "Shembull: qendër ditore pranë plazhit", Kind: "day_centre", Municipality: "10", Place: "plazhi",
		StartsOn: "2022-07-11", EndsOn: "2022-07-29", Weekdays: "12345", Funding: "existing", State: programme.Held,
		Services:  []programme.Service{service("psychosocial", "njmf-durres"), service("economic_aid", "bashkia-durres")},
		Followups: []programme.Followup{{AfterDays: 30, DoneOn: "2022-08-31"}, {AfterDays: 90, DoneOn: "2022-10-31"}},
		Partners:  append(with("policia"), register.Partner{Outside: "Shembull Shoqata e Lagjes"}),
		Numbers: numbers("places", "20", "staff", "3", "enrolled", "18 f=7 m=11 6-10=10 11-14=8", "enrolled_street", "15", "service", "- psychosocial=12 economic_aid=4",
			"found_30", "14", "school_30", "6", "street_30", "3", "found_90", "12", "school_90", "8", "street_90", "3"),
	}
	attend(centre.Numbers, weekdays(centre.StartsOn, centre.EndsOn), 18, 15, "6-10", "11-14")
	days := programme.Programme{
		ID: "veror-2022-kruje", InstitutionID: "bashkia-kruje", Title: "Shembull: ditë verore, Krujë", Kind: "sport_art", Municipality: "11", Place: "qendra komunitare",
		StartsOn: "2022-08-22", EndsOn: "2022-09-02", Weekdays: "12345", Funding: "existing", State: programme.Held, ActivityID: "kampi-kruje-2022",
		Services:  []programme.Service{service("school", "arsimi")},
		Followups: []programme.Followup{{AfterDays: 30, DoneOn: "2022-10-04"}},
		Partners:  with("njmf-kruje", "qendra-komunitare"),
		Numbers:   numbers("places", "30", "enrolled", "22 f=12 m=10 6-10=15 11-14=9", "enrolled_street", "4", "found_30", "~15", "school_30", "?"),
	}
	attend(days.Numbers, weekdays(days.StartsOn, days.EndsOn), 22, 4, "6-10", "11-14")
	nursery := programme.Programme{
		ID: "veror-2022-kopshti", InstitutionID: "bashkia-shijak", Title: "Shembull: kopsht sezonal, Shijak", Kind: "nursery", Municipality: "12", Place: "kopshti nr. 1",
		StartsOn: "2022-07-01", EndsOn: "2022-08-31", Weekdays: "12345", Funding: "donor", State: programme.Cancelled, Reason: "Mungoi fondi i donatorit.",
		ActivityID: "kopshti-2022", Numbers: numbers("places", "25"),
	}
	return []programme.Programme{camp, letters, centre, days, nursery}
}

// programmes2023 are those of the second summer, which has just begun: of that of
// the unit nobody said who came, and on one day the camp had more children than
// places.
func programmes2023() []programme.Programme {
	centre := programme.Programme{
		ID: "veror-2023-qendra-njmf", InstitutionID: "njmf-durres", Title: "Shembull: qendër ditore pranë plazhit", Kind: "day_centre", Municipality: "10", Place: "plazhi",
		StartsOn: "2023-06-05", EndsOn: "2023-06-16", Weekdays: "12345", Funding: "existing", State: programme.Held,
		Services: []programme.Service{service("psychosocial", "njmf-durres")}, Partners: with("policia"),
		Numbers: numbers("places", "20", "staff", "3", "enrolled", "16 f=6 m=10 6-10=9 11-14=7", "enrolled_street", "13", "service", "- psychosocial=9"),
	}
	camp := programme.Programme{
		ID: "veror-2023-kampi-durres", InstitutionID: "bashkia-durres", Title: "Shembull: kamp veror te shkolla, Durrës", Kind: "camp", Municipality: "10", Place: "shkolla 9-vjeçare",
		StartsOn: "2023-06-12", EndsOn: "2023-06-23", Weekdays: "12345", Funding: "existing", State: programme.Held, ActivityID: "kampi-durres-2023",
		Services: []programme.Service{service("school", "arsimi"), service("parents_jobs", "punesimi"), service("health", "shendetesia")}, Partners: with("njmf-durres", "world-vision"),
		Numbers: numbers("places", "60", "staff", "9", "cost", "1150000", "enrolled", "58 f=27 m=31 6-10=33 11-14=25", "enrolled_street", "17", "service", "- school=19 parents_jobs=8 health=12"),
	}
	attend(camp.Numbers, weekdays(camp.StartsOn, camp.EndsOn), 58, 17, "6-10", "11-14")
	put(camp.Numbers, "attended", camp.EndsOn, "63 f=29 m=34 6-10=38 11-14=25")
	nursery := programme.Programme{
		ID: "veror-2023-kopshti", InstitutionID: "bashkia-shijak", Title: "Shembull: kopsht sezonal, Shijak", Kind: "nursery", Municipality: "12", Place: "kopshti nr. 1",
		StartsOn: "2023-06-26", EndsOn: "2023-08-31", Weekdays: "12345", Funding: "donor", Funder: "Shembull Donator", State: programme.Held, ActivityID: "kopshti-2023",
		Services: []programme.Service{service("parents_jobs", "punesimi")}, Partners: with("world-vision"),
		Numbers: numbers("places", "25", "staff", "4", "cost", "~600000", "enrolled", "21 f=10 m=11 0-5=19", "enrolled_street", "3", "service", "- parents_jobs=~10"),
	}
	attend(nursery.Numbers, weekdays(nursery.StartsOn, "2023-07-14"), 21, 3, "0-5", "")
	letters := programme.Programme{
		ID: "veror-2023-alfabetizim", InstitutionID: "world-vision", Title: "Shembull: alfabetizim dhe lojë", Kind: "literacy", Municipality: "10", Place: "lagjja nr. 14",
		StartsOn: "2023-06-26", EndsOn: "2023-07-28", Weekdays: "12345", Funding: "donor", Funder: "Shembull Donator", State: programme.Held,
		Services: []programme.Service{service("school", "arsimi"), service("documents", "bashkia-durres")}, Partners: with("njmf-durres", "arsis"),
		Pauses:  []programme.Pause{{Day: "2023-07-05", Reason: "Shembull: stafi ishte në trajnim."}},
		Numbers: numbers("places", "35", "staff", "5", "enrolled", "32 f=17 m=15 6-10=21 11-14=11", "enrolled_street", "14", "service", "- school=6 documents=2"),
	}
	attend(letters.Numbers, without(weekdays(letters.StartsOn, "2023-07-14"), "2023-07-05"), 32, 14, "6-10", "11-14")
	days := programme.Programme{
		ID: "veror-2023-kruje", InstitutionID: "bashkia-kruje", Title: "Shembull: ditë verore, Krujë", Kind: "sport_art", Municipality: "11", Place: "qendra komunitare",
		StartsOn: "2023-08-01", EndsOn: "2023-08-25", Weekdays: "135", Funding: "existing", State: programme.Planned, ActivityID: "kampi-kruje-2023",
		Partners: with("njmf-kruje", "qendra-komunitare"), Numbers: numbers("places", "30"),
	}
	return []programme.Programme{centre, camp, nursery, letters, days}
}

func without(days []string, day string) []string {
	var list []string
	for _, d := range days {
		if d != day {
			list = append(list, d)
		}
	}
	return list
}

// weekdayOf is 1 for Monday to 7 for Sunday.
func weekdayOf(day string) int {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		panic("demo: " + err.Error()) // a typing error in this package
	}
	return (int(t.Weekday())+6)%7 + 1
}
