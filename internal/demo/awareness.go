package demo

import (
	"tryeza/internal/access"
	"tryeza/internal/campaign"
	"tryeza/internal/register"
	"tryeza/internal/store"
)

// autumn is the calendar of October 2022 as the coordinator's office sent it, all
// of it invented. Nobody carries out the line for the tourism workers.
var autumn = campaign.Calendar{
	ID: "tetori-2022", Title: "Shembull: Muaji Antitrafik, tetor 2022", StartsOn: "2022-10-01", EndsOn: "2022-10-31", ApprovedOn: "2022-09-20", Source: "Shembull: kalendari i Zyrës së Koordinatorit Kombëtar",
	Slots: []campaign.Slot{
		{ID: "tetori-2022-1", StartsOn: "2022-10-03", EndsOn: "2022-10-07", Title: "Hapja e muajit", Audience: "professionals", Sector: "prefecture"},
		{ID: "tetori-2022-2", StartsOn: "2022-10-10", EndsOn: "2022-10-14", Title: "Orë informuese në shkolla", Audience: "pupils", Sector: "education"},
		{ID: "tetori-2022-3", StartsOn: "2022-10-10", EndsOn: "2022-10-21", Title: "Informim në lagje me komunitetin", Audience: "roma_egyptian", Sector: "ngo"},
		{ID: "tetori-2022-4", StartsOn: "2022-10-17", EndsOn: "2022-10-19", Title: "Dita Evropiane kundër Trafikimit, 18 tetor", Audience: "public"},
		{ID: "tetori-2022-5", StartsOn: "2022-10-17", EndsOn: "2022-10-21", Title: "Takime me prindërit", Audience: "parents", Sector: "child_protection"},
		{ID: "tetori-2022-6", StartsOn: "2022-10-20", EndsOn: "2022-10-28", Title: "Informim i punonjësve të turizmit", Audience: "tourism", Sector: "inspectorate"},
		{ID: "tetori-2022-7", StartsOn: "2022-10-24", EndsOn: "2022-10-28", Title: "Konkurs me ese dhe piktura", Audience: "pupils", Sector: "education"},
	},
}

func (f *filler) october() error {
	return f.keeps("", access.SetCalendars, "campaign", autumn.ID, func(tx *store.Tx) error {
		c := autumn
		c.Slots = append([]campaign.Slot(nil), c.Slots...)
		return campaign.ImportCalendar(tx, c)
	})
}

func (f *filler) campaigns(list []campaign.Activity) error {
	for _, a := range list {
		err := f.keeps(a.InstitutionID, access.KeepCampaigns, "campaign", a.ID, func(tx *store.Tx) error {
			for i := range a.Findings {
				a.Findings[i].ID = tx.NewID()
			}
			return campaign.Import(tx, a)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// activityOn is an activity of one day in a municipality.
func activityOn(id, institution, kind, title, day, hour, town, place, slot string, n register.Numbers) campaign.Activity {
	return campaign.Activity{
		ID: id, InstitutionID: institution, Kind: kind, Title: "Shembull: " + title, StartsOn: day, EndsOn: day, Hour: hour, Municipality: town, Place: place,
		State: campaign.Held, SlotID: slot, Numbers: n,
	}
}

// campaigns2022 are the activities of October 2022: in Shijak the only one was
// cancelled, on the 12th two take the same pupils, and of one nobody said whether it
// was held.
func campaigns2022() []campaign.Activity {
	opening := activityOn("fushata-2022-hapja", "prefekti", "forum", "hapja e Muajit Antitrafik", "2022-10-04", "10:00", "10", "Prefektura", "tetori-2022-1", numbers("reached", "34 f=21 m=13", "audience", "- professionals=34"))
	opening.Partners, opening.Media = with("koordinatori", "arsimi", "policia"), "Shembull TV"
	hours := activityOn("fushata-2022-shkolla", "arsimi", "session", "orë informuese në shkolla të mesme", "2022-10-12", "09:00", "10", "dy shkolla të mesme", "tetori-2022-2", numbers("reached", "182 f=96 m=86", "audience", "- pupils=176 teachers=6", "material", "180 leaflet=180"))
	hours.Partners = with("policia")
	video := activityOn("fushata-2022-video", "world-vision", "media", "video dhe diskutim me nxënës", "2022-10-12", "10:30", "10", "qendra rinore", "", numbers("reached", "~60", "audience", "- pupils=~60"))
	lane := activityOn("fushata-2022-lagjja", "sot-per-te-ardhmen", "field", "informim në lagje", "2022-10-18", "11:00", "10", "lagjja nr. 14", "tetori-2022-3", numbers("reached", "~80", "audience", "- roma_egyptian=~80", "material", "~100 card=~100"))
	lane.Partners = append(with("njmf-durres"), register.Partner{Outside: "Shembull Shoqata e Lagjes"})
	lane.Findings = []campaign.Finding{
		{What: "not_enrolled", Value: whole(5), Qualifier: "exact", Age: "6-10", InstitutionID: "arsimi", FollowUp: "Shembull: katër fëmijë u regjistruan; familja e të pestit u zhvendos.", DoneOn: "2022-11-09"},
		{What: "no_documents", Value: whole(2), Qualifier: "exact", InstitutionID: "bashkia-durres", FollowUp: "Shembull: kërkesa u dorëzua në gjendjen civile."},
	}
	march := activityOn("fushata-2022-marshi", "bashkia-durres", "march", "marsh në shëtitore", "2022-10-18", "17:00", "10", "shëtitorja", "tetori-2022-4", numbers("reached", ">150", "audience", "- public=>100 pupils=?", "material", "256 banner=6 leaflet=250", "cost", "85000"))
	march.Partners, march.Media = with("arsimi", "world-vision", "njmf-durres"), "Shembull TV; Shembull Radio"
	parents := activityOn("fushata-2022-prinderit", "njmf-durres", "session", "takim me prindër", "2022-10-20", "16:00", "10", "qendra komunitare", "tetori-2022-5", numbers("reached", "28 f=23 m=5", "audience", "- parents=28"))
	parents.Findings = []campaign.Finding{{What: "dropped_out", Value: whole(3), Qualifier: "exact", Age: "11-14", InstitutionID: "njmf-durres"}}
	kruje := activityOn("fushata-2022-kruje", "njmf-kruje", "session", "takim me prindër në Krujë", "2022-10-19", "15:00", "11", "qendra komunitare", "tetori-2022-5", numbers("reached", "19", "audience", "- parents=19"))
	health := activityOn("fushata-2022-shendeti", "shendetesia", "session", "informim në qendrën shëndetësore", "2022-10-21", "12:00", "10", "qendra shëndetësore nr. 2", "", numbers("audience", "- women=? professionals=?"))
	contest := activityOn("fushata-2022-konkursi", "arsimi", "contest", "konkurs me ese dhe piktura", "2022-10-26", "11:00", "10", "pallati i kulturës", "tetori-2022-7", numbers("reached", "138 f=84 m=54", "audience", "- pupils=126 teachers=12", "works", "41", "prizes", "6", "cost", "60000"))
	contest.Partners = with("world-vision", "bashkia-durres")
	shijak := activityOn("fushata-2022-shijak", "bashkia-shijak", "session", "orë informuese në Shijak", "2022-10-25", "10:00", "12", "shkolla e mesme", "tetori-2022-2", numbers("audience", "- pupils=?"))
	shijak.State, shijak.Reason = campaign.Cancelled, "Shembull: shkolla ishte e mbyllur për riparime."
	closing := activityOn("fushata-2022-kruje-terren", "bashkia-kruje", "leaflets", "shpërndarje materialesh në Krujë", "2022-10-27", "", "11", "pazari", "tetori-2022-4", numbers("audience", "- public=?"))
	closing.State = campaign.Planned
	return []campaign.Activity{opening, hours, video, lane, march, parents, kruje, health, contest, shijak, closing}
}

// outOfSchool is what was asked after an activity of 2023.
const outOfSchool = "Të regjistrohen në shkollë fëmijët e gjetur në takimin me familje"

// campaigns2023 are those of the spring of 2023.
func (f *filler) campaigns2023() []campaign.Activity {
	schools := activityOn("fushata-2023-shkolla", "arsimi", "session", "orë informuese në shkollat e tri bashkive", "2023-04-17", "", "", "", "", numbers("reached", "870 f=455 m=415 11-14=560 15-17=310", "audience", "- pupils=870", "material", "900 leaflet=900"))
	schools.EndsOn, schools.ActivityID, schools.Partners = "2023-05-26", "shkolla-2023", with("policia", "world-vision")
	families := activityOn("fushata-2023-familjet", "world-vision", "session", "takim me familje në lagje", "2023-05-24", "16:00", "10", "lagjja nr. 14", "", numbers("reached", "~45", "audience", "- parents=~30 roma_egyptian=~45", "material", "600 leaflet=540 card=60"))
	families.Partners = with("njmf-durres", "arsimi")
	families.Findings = []campaign.Finding{
		{What: "not_enrolled", Value: whole(4), Qualifier: "exact", Age: "6-10", InstitutionID: "arsimi", TaskID: f.became[outOfSchool]},
		{What: "in_need", Value: whole(6), Qualifier: "about", InstitutionID: "bashkia-durres", FollowUp: "Shembull: u vizituan të gjitha; dy morën ndihmë ekonomike.", DoneOn: "2023-06-15"},
	}
	season := activityOn("fushata-2023-plazhi", "bashkia-durres", "leaflets", "informim në plazh para sezonit", "2023-06-10", "18:00", "10", "plazhi", "", numbers("reached", "~450", "audience", "- public=~400 tourism=~50", "material", "500 leaflet=480 poster=20", "cost", "70000"))
	season.Partners = with("policia", "njmf-durres")
	health := activityOn("fushata-2023-shendeti", "shendetesia", "session", "takime në qendrat shëndetësore", "2023-06-05", "", "10", "katër qendra", "", numbers("reached", "61 f=52 m=9", "audience", "- professionals=38 women=23"))
	health.EndsOn, health.ActivityID = "2023-06-14", "shendeti-2023"
	shijak := activityOn("fushata-2023-shijak", "njmf-shijak", "session", "takim me prindër në Shijak", "2023-06-20", "17:00", "12", "kopshti nr. 1", "", numbers("reached", "?", "audience", "- parents=?"))
	return []campaign.Activity{schools, families, season, health, shijak}
}
