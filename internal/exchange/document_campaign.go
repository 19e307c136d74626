package exchange

import "tryeza/internal/figure"

// CampaignCalendar is the national coordinator's, with the activities it expects.
type CampaignCalendar struct {
	ID         string `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Title      string `json:"title" sq:"Titulli" is:"text" need:"1" key:"1"`
	StartsOn   string `json:"starts_on" sq:"Fillimi" is:"day" need:"1" key:"1"`
	EndsOn     string `json:"ends_on" sq:"Mbarimi" is:"day" need:"1"`
	ApprovedOn string `json:"approved_on,omitempty" sq:"Miratuar më" is:"day"`
	Source     string `json:"source,omitempty" sq:"Burimi" is:"text"`
	Note       string `json:"note,omitempty" sq:"Shënim" is:"text"`
	Slots      []Slot `json:"slots,omitempty" sheet:"Radhët e kalendarëve"`
}

// Slot of a calendar. Sector says who should carry it out; empty: anybody.
type Slot struct {
	ID       string `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	StartsOn string `json:"starts_on" sq:"Fillimi" is:"day" need:"1" key:"1"`
	EndsOn   string `json:"ends_on" sq:"Mbarimi" is:"day" need:"1"`
	Title    string `json:"title" sq:"Titulli" is:"text" need:"1" key:"1"`
	Audience string `json:"audience,omitempty" sq:"Audienca" is:"code audience"`
	Sector   string `json:"sector,omitempty" sq:"Fusha" is:"code sector"`
	Note     string `json:"note,omitempty" sq:"Shënim" is:"text"`
}

// Campaign is one awareness activity. Slot is the line of a calendar that it
// carries out.
type Campaign struct {
	ID           string         `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Institution  string         `json:"institution" sq:"Organizatori" is:"ref institutions" need:"1" key:"1"`
	Title        string         `json:"title" sq:"Titulli" is:"text" need:"1" key:"1"`
	Kind         string         `json:"kind" sq:"Lloji" is:"code campaign_kind" need:"1"`
	StartsOn     string         `json:"starts_on" sq:"Fillimi" is:"day" need:"1" key:"1"`
	EndsOn       string         `json:"ends_on" sq:"Mbarimi" is:"day" need:"1"`
	Hour         string         `json:"hour,omitempty" sq:"Ora" is:"time" key:"1"`
	Municipality string         `json:"municipality,omitempty" sq:"Bashkia" is:"code municipality" key:"1"`
	Place        string         `json:"place,omitempty" sq:"Vendi" is:"text"`
	State        string         `json:"state" sq:"Gjendja" is:"code event_state" need:"1"`
	Reason       string         `json:"reason,omitempty" sq:"Arsyeja e anulimit" is:"text"`
	Slot         string         `json:"slot,omitempty" sq:"Radha e kalendarit" is:"link slots"`
	Activity     string         `json:"activity,omitempty" sq:"Aktiviteti i planit" is:"link activities"`
	Media        string         `json:"media,omitempty" sq:"Mediat" is:"text"`
	Source       string         `json:"source,omitempty" sq:"Burimi" is:"text"`
	Note         string         `json:"note,omitempty" sq:"Shënim" is:"text"`
	Findings     []Finding      `json:"findings,omitempty" sheet:"Gjetjet e fushatave"`
	Files        []CampaignFile `json:"campaign_files,omitempty" sheet:"Dokumentet e fushatave"`
	Numbers      []Counted      `json:"campaign_numbers,omitempty" sheet:"Numrat e fushatave"`
	Partners     []Partner      `json:"campaign_partners,omitempty" sheet:"Partnerët e fushatave"`
}

// Finding is what came to light at an activity, and what was done about it; without
// a qualifier nobody said how many.
type Finding struct {
	ID          string         `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	What        string         `json:"what" sq:"Çfarë u gjet" is:"code finding" need:"1" key:"1"`
	Value       *figure.Number `json:"value,omitempty" sq:"Vlera" is:"number"`
	Qualifier   string         `json:"qualifier,omitempty" sq:"Sa saktë" is:"code qualifier"`
	Age         string         `json:"age,omitempty" sq:"Grupmosha" is:"code age" key:"1"`
	Institution string         `json:"institution,omitempty" sq:"Kush e ndjek" is:"ref institutions" key:"1"`
	FollowUp    string         `json:"follow_up,omitempty" sq:"Ndjekja" is:"text"`
	DoneOn      string         `json:"done_on,omitempty" sq:"Kryer më" is:"day"`
	Task        string         `json:"task,omitempty" sq:"Detyra" is:"link tasks"`
}

// CampaignFile is a photo or a leaflet of an activity, and by what right a photo is
// shown.
type CampaignFile struct {
	ID        string `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Name      string `json:"name" sq:"Emri i skedarit" is:"text" need:"1" key:"1"`
	MediaType string `json:"media_type" sq:"Lloji" is:"word" need:"1"`
	Consent   string `json:"consent" sq:"Pëlqimi" is:"code consent" need:"1"`
	Note      string `json:"note,omitempty" sq:"Shënim" is:"text"`
	AddedAt   string `json:"added_at,omitempty" sq:"shtuar në" is:"instant" hidden:"1"`
	Content   []byte `json:"content" sq:"përmbajtja" is:"bytes" need:"1" hidden:"1"`
}
