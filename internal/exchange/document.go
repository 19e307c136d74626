// Package exchange writes all of a committee's year into one file and reads it
// back: as a JSON document for programs, and as a workbook of sheets for people.
//
// Nothing is read half: a file is understood whole, or refused with every place
// that has to be mended. What exists already is never written over. The package
// writes no table of its own; each feature keeps what is its own.
package exchange

import (
	"bytes"
	"encoding/json"

	"tryeza/internal/figure"
)

// Format is the version of the document that this release writes. It reads those
// from 1 on: what a document did not hold yet is filled in.
const Format = 3

// A Document is one committee's year. Lists are in the order of the committee;
// identifiers are kept, so that a document exported, imported and exported again
// is the same to the last byte.
//
// The tags say everything there is to say of a field, once: its name in JSON,
// its heading on the sheet (sq), what it may hold (is), whether it must be given
// (need), and whether it is part of what a row without an id is known by (key).
// A ref names a row of this document, or one the committee has; a link may also
// lead to a row of another year. Columns for programs alone are hidden on the
// sheet.
type Document struct {
	Format       int           `json:"format"`
	Year         int           `json:"year"`
	Committee    Committee     `json:"committee" sheet:"Komiteti"`
	Institutions []Institution `json:"institutions,omitempty" sheet:"Institucionet"`
	Orders       []Order       `json:"orders,omitempty" sheet:"Urdhrat"`
	Rules        []Rule        `json:"rules,omitempty" sheet:"Rregullat"`
	Plan         *Plan         `json:"plan,omitempty" sheet:"Plani"`
	Rounds       []Round       `json:"rounds,omitempty" sheet:"Periudhat e raportimit"`
	Meetings     []Meeting     `json:"meetings,omitempty" sheet:"Mbledhjet"`
	Issues       []Issue       `json:"issues,omitempty" sheet:"Problematikat"`
	Tasks        []Task        `json:"tasks,omitempty" sheet:"Detyrat"`

	Programmes    []Programme        `json:"programmes,omitempty" sheet:"Programet verore"`
	Projects      []Project          `json:"projects,omitempty" sheet:"Projektet e punësimit"`
	Fairs         []Fair             `json:"fairs,omitempty" sheet:"Panairet e punës"`
	Calendars     []CampaignCalendar `json:"campaign_calendars,omitempty" sheet:"Kalendarët e fushatave"`
	Campaigns     []Campaign         `json:"campaigns,omitempty" sheet:"Aktivitetet sensibilizuese"`
	Procedures    []Procedure        `json:"procedures,omitempty" sheet:"Procedurat standarde"`
	Courses       []Course           `json:"courses,omitempty" sheet:"Trajnimet"`
	Duties        []Duty             `json:"duties,omitempty" sheet:"Detyrimet për trajnim"`
	Professionals []Professional     `json:"professionals,omitempty" sheet:"Profesionistët"`
	Sessions      []Session          `json:"sessions,omitempty" sheet:"Seancat e trajnimit"`
}

// Committee is whose year it is. Its words found a committee that does not
// exist yet; of one that does, they change nothing.
type Committee struct {
	ID         string `json:"id" sq:"id" is:"id" need:"1" hidden:"1"`
	Name       string `json:"name" sq:"Emri" is:"text" need:"1"`
	Qark       string `json:"qark" sq:"Qarku" is:"code qark" need:"1"`
	Sample     bool   `json:"sample,omitempty" sq:"Shembull" is:"bool"`
	FoundedOn  string `json:"founded_on,omitempty" sq:"Krijuar më" is:"day"`
	Letterhead string `json:"letterhead,omitempty" sq:"Koka e dokumentit" is:"text"`
	Signature  string `json:"signature,omitempty" sq:"Nënshkrimi" is:"text"`
	Place      string `json:"place,omitempty" sq:"Vendi" is:"text"`
}

// Institution with every name it ever had.
type Institution struct {
	ID           string `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Kind         string `json:"kind" sq:"Lloji" is:"code institution_kind" need:"1"`
	Sector       string `json:"sector" sq:"Fusha" is:"code sector" need:"1"`
	Municipality string `json:"municipality,omitempty" sq:"Bashkia" is:"code municipality"`
	Note         string `json:"note,omitempty" sq:"Shënim" is:"text"`
	Names        []Name `json:"names" sheet:"Emrat"`
}

// Name of an institution from one day to another; open ends are empty.
type Name struct {
	ID    string `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Name  string `json:"name" sq:"Emri" is:"text" need:"1" key:"1"`
	Short string `json:"short,omitempty" sq:"Shkurtesa" is:"text"`
	Alias bool   `json:"alias,omitempty" sq:"Emër tjetër" is:"bool" key:"1"`
	From  string `json:"from,omitempty" sq:"Nga" is:"day" key:"1"`
	To    string `json:"to,omitempty" sq:"Deri" is:"day"`
}

// Order of the prefect, with the seats it gives.
type Order struct {
	ID         string `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Number     string `json:"number" sq:"Nr." is:"word" need:"1" key:"1"`
	Dated      string `json:"dated,omitempty" sq:"Data e urdhrit" is:"day" key:"1"`
	Title      string `json:"title,omitempty" sq:"Titulli" is:"text"`
	LegalBasis string `json:"legal_basis,omitempty" sq:"Baza ligjore" is:"word"`
	From       string `json:"from" sq:"Në fuqi nga" is:"day" need:"1" key:"1"`
	To         string `json:"to,omitempty" sq:"Deri" is:"day"`
	Seats      []Seat `json:"seats,omitempty" sheet:"Vendet"`
}

// Seat of an institution in the committee or in its technical table.
type Seat struct {
	ID          string `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Institution string `json:"institution" sq:"Institucioni" is:"ref institutions" need:"1" key:"1"`
	Body        string `json:"body" sq:"Organi" is:"code seat_body" need:"1" key:"1"`
	Kind        string `json:"kind" sq:"Si" is:"code seat_kind" need:"1"`
}

// Rule that results are computed by, with the text it rests on.
type Rule struct {
	ID         string `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Code       string `json:"code" sq:"Rregulli" is:"code rule" need:"1" key:"1"`
	Value      string `json:"value" sq:"Vlera" is:"word" need:"1"`
	Unit       string `json:"unit" sq:"Njësia" is:"code rule_unit" need:"1"`
	LegalBasis string `json:"legal_basis,omitempty" sq:"Baza ligjore" is:"word"`
	From       string `json:"from,omitempty" sq:"Nga" is:"day" key:"1"`
	To         string `json:"to,omitempty" sq:"Deri" is:"day"`
	Verified   bool   `json:"verified,omitempty" sq:"E konfirmuar" is:"bool"`
}

// Plan of the year.
type Plan struct {
	ID         string      `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Title      string      `json:"title" sq:"Titulli" is:"text" need:"1"`
	State      string      `json:"state" sq:"Gjendja" is:"code plan_state" need:"1"`
	ApprovedOn string      `json:"approved_on,omitempty" sq:"Miratuar më" is:"day"`
	Protocol   string      `json:"protocol,omitempty" sq:"Nr. i protokollit" is:"word"`
	Priorities []Priority  `json:"priorities,omitempty" sheet:"Përparësitë"`
	Objectives []Objective `json:"objectives,omitempty" sheet:"Objektivat"`
	History    []Version   `json:"history,omitempty" sheet:"Ndryshimet e planit"`
}

// Priority of the year; Topic is a chapter of the analysis, or empty.
type Priority struct {
	Topic string `json:"topic,omitempty" sq:"Tema" is:"code topic"`
	Text  string `json:"text" sq:"Përparësia" is:"text" need:"1"`
}

// Objective under a strategic goal of a pillar.
type Objective struct {
	ID         string     `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Pillar     string     `json:"pillar" sq:"Shtylla" is:"code pillar" need:"1" key:"1"`
	Goal       string     `json:"goal,omitempty" sq:"Synimi strategjik" is:"text"`
	Code       string     `json:"code,omitempty" sq:"Kodi kombëtar" is:"word"`
	Title      string     `json:"title" sq:"Titulli" is:"text" need:"1" key:"1"`
	Activities []Activity `json:"activities,omitempty" sheet:"Aktivitetet"`
}

// Activity of the plan. Budget is in lek; absent it is not known.
type Activity struct {
	ID             string         `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Number         string         `json:"number" sq:"Nr." is:"word" need:"1"`
	NumberTyped    bool           `json:"number_typed,omitempty" sq:"numër i shkruar" is:"bool" hidden:"1"`
	Title          string         `json:"title" sq:"Titulli" is:"text" need:"1" key:"1"`
	Description    string         `json:"description,omitempty" sq:"Përshkrimi" is:"text"`
	Lead           string         `json:"lead" sq:"Institucioni përgjegjës" is:"ref institutions" need:"1"`
	Partners       []string       `json:"partners,omitempty" sq:"Partnerët" is:"refs institutions"`
	Municipalities []string       `json:"municipalities,omitempty" sq:"Bashkitë" is:"codes municipality"`
	StartsOn       string         `json:"starts_on,omitempty" sq:"Fillimi" is:"day"`
	DueOn          string         `json:"due_on,omitempty" sq:"Afati" is:"day"`
	Frequency      string         `json:"frequency,omitempty" sq:"Shpeshtësia" is:"code frequency"`
	TargetGroup    string         `json:"target_group,omitempty" sq:"Grupi i synuar" is:"text"`
	Budget         *figure.Number `json:"budget,omitempty" sq:"Buxheti (lekë)" is:"number"`
	Funding        string         `json:"funding,omitempty" sq:"Burimi i financimit" is:"code funding"`
	Remarks        string         `json:"remarks,omitempty" sq:"Shënime" is:"text"`
	Topic          string         `json:"topic,omitempty" sq:"Tema" is:"code topic"`
	State          string         `json:"state" sq:"Gjendja" is:"code activity_state" need:"1"`
	StateOn        string         `json:"state_on,omitempty" sq:"Gjendja më" is:"day"`
	StateReason    string         `json:"state_reason,omitempty" sq:"Arsyeja" is:"text"`
	CarriedFrom    string         `json:"carried_from,omitempty" sq:"i bartur nga" is:"id" hidden:"1"`
	Indicators     []Indicator    `json:"indicators,omitempty" sheet:"Treguesit"`
}

// Indicator of the output of an activity. An absent number is not known.
type Indicator struct {
	ID       string         `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Name     string         `json:"name" sq:"Emri" is:"text" need:"1" key:"1"`
	Unit     string         `json:"unit,omitempty" sq:"Njësia" is:"code unit"`
	Baseline *figure.Number `json:"baseline,omitempty" sq:"Vlera bazë" is:"number"`
	Target   *figure.Number `json:"target,omitempty" sq:"Synimi" is:"number"`
}

// Version of one part of an approved plan: its text from a day on, as the plan
// keeps it. All of one amendment share Seq; without Text the part was removed.
type Version struct {
	ID        string          `json:"id,omitempty" sq:"id" is:"id" hidden:"1" key:"1"`
	Seq       int64           `json:"seq" sq:"Ndryshimi" is:"count" need:"1" key:"1"`
	InForceOn string          `json:"in_force_on" sq:"Në fuqi nga" is:"day" need:"1"`
	Part      string          `json:"part" sq:"Pjesa" is:"code plan_part" need:"1" key:"1"`
	PartID    string          `json:"part_id" sq:"id e pjesës" is:"id" need:"1" hidden:"1" key:"1"`
	Text      json.RawMessage `json:"text,omitempty" sq:"teksti" is:"json" hidden:"1"`
	Reason    string          `json:"reason,omitempty" sq:"Arsyeja" is:"text"`
	Author    string          `json:"author,omitempty" sq:"llogaria" is:"id" hidden:"1"`
	WrittenAt string          `json:"written_at,omitempty" sq:"shkruar në" is:"instant" hidden:"1"`
}

// Round in which institutions were asked to report on a period of the year.
type Round struct {
	ID       string   `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Period   string   `json:"period" sq:"Periudha" is:"code period" need:"1" key:"1"`
	Title    string   `json:"title,omitempty" sq:"Titulli" is:"text"`
	OpenedOn string   `json:"opened_on" sq:"Hapur më" is:"day" need:"1"`
	DueOn    string   `json:"due_on" sq:"Afati" is:"day" need:"1"`
	Rule     string   `json:"rule,omitempty" sq:"id e rregullit" is:"id" hidden:"1"`
	Message  string   `json:"message,omitempty" sq:"Mesazhi" is:"text"`
	Returns  []Return `json:"returns,omitempty" sheet:"Raportimet"`
}

// Return of one institution.
type Return struct {
	ID          string      `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Institution string      `json:"institution" sq:"Institucioni" is:"ref institutions" need:"1" key:"1"`
	State       string      `json:"state" sq:"Gjendja" is:"code return_state" need:"1"`
	DueOn       string      `json:"due_on" sq:"Afati" is:"day" need:"1"`
	Channel     string      `json:"channel" sq:"Si erdhi" is:"code channel" need:"1"`
	SourceNote  string      `json:"source_note,omitempty" sq:"Nga kush dhe kur" is:"text"`
	EnteredBy   string      `json:"entered_by,omitempty" sq:"llogaria" is:"id" hidden:"1"`
	Reference   string      `json:"reference,omitempty" sq:"Nr. i referencës" is:"word"`
	SentAt      string      `json:"sent_at,omitempty" sq:"dërguar në" is:"instant" hidden:"1"`
	FirstSentAt string      `json:"first_sent_at,omitempty" sq:"dërguar së pari në" is:"instant" hidden:"1"`
	AcceptedAt  string      `json:"accepted_at,omitempty" sq:"pranuar në" is:"instant" hidden:"1"`
	StartedAt   string      `json:"started_at,omitempty" sq:"filluar në" is:"instant" hidden:"1"`
	NoProblems  bool        `json:"no_problems,omitempty" sq:"Pa probleme" is:"bool"`
	NoMeasures  bool        `json:"no_measures,omitempty" sq:"Pa masa" is:"bool"`
	Items       []Item      `json:"items,omitempty" sheet:"Aktivitetet e raportuara"`
	Topics      []Narrative `json:"topics,omitempty" sheet:"Temat"`
	Values      []Value     `json:"values,omitempty" sheet:"Vlerat"`
	Problems    []Problem   `json:"problems,omitempty" sheet:"Problemet"`
	Measures    []Measure   `json:"measures,omitempty" sheet:"Masat"`
	Files       []File      `json:"files,omitempty" sheet:"Dokumentet"`
	Events      []Event     `json:"events,omitempty" sheet:"Hapat e raportimit"`
}

// Item is what a return says of one activity; without a state it was not
// answered.
type Item struct {
	ID       string `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Activity string `json:"activity" sq:"Aktiviteti" is:"ref activities" need:"1" key:"1"`
	State    string `json:"state,omitempty" sq:"Gjendja" is:"code reported_state"`
	DoneOn   string `json:"done_on,omitempty" sq:"Data" is:"day"`
	Place    string `json:"place,omitempty" sq:"Vendi" is:"text"`
	What     string `json:"what,omitempty" sq:"Çfarë u bë" is:"text"`
	Partners string `json:"partners,omitempty" sq:"Me kë" is:"text"`
	Reason   string `json:"reason,omitempty" sq:"Arsyeja" is:"text"`
	SavedAt  string `json:"saved_at,omitempty" sq:"ruajtur në" is:"instant" hidden:"1"`
}

// Narrative is what an institution tells on a topic. Asked marks the topics its
// sector must answer.
type Narrative struct {
	ID      string `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Topic   string `json:"topic" sq:"Tema" is:"code topic" need:"1" key:"1"`
	Asked   bool   `json:"asked,omitempty" sq:"E pyetur" is:"bool"`
	Body    string `json:"body,omitempty" sq:"Teksti" is:"text"`
	SavedAt string `json:"saved_at,omitempty" sq:"ruajtur në" is:"instant" hidden:"1"`
}

// Value is a number given in a return. Of is an indicator, an activity (for its
// participants) or the code of a count; Part is empty for the total, or a cell
// of a breakdown. The number is null when the qualifier has none; a value that
// is not in the list is blank, which is neither zero nor "not known".
type Value struct {
	Subject   string         `json:"subject" sq:"Lloji" is:"code subject" need:"1" key:"1"`
	Of        string         `json:"of" sq:"Për çfarë" is:"ref indicators activities counts" need:"1" key:"1"`
	Part      string         `json:"part,omitempty" sq:"Zbërthimi" is:"code part" key:"1"`
	Value     *figure.Number `json:"value" sq:"Vlera" is:"number"`
	Qualifier string         `json:"qualifier" sq:"Sa saktë" is:"code qualifier"`
	Note      string         `json:"note,omitempty" sq:"Shënim" is:"text"`
}

// Problem met, and what is missing. Amount is in lek; absent it is not known.
// Earlier is the problem of an earlier return that this one continues.
type Problem struct {
	ID        string         `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Body      string         `json:"body" sq:"Problemi" is:"text" need:"1" key:"1"`
	Objective string         `json:"objective,omitempty" sq:"Objektivi" is:"ref objectives"`
	Activity  string         `json:"activity,omitempty" sq:"Aktiviteti" is:"ref activities"`
	Resource  string         `json:"resource,omitempty" sq:"Çfarë mungon" is:"code resource"`
	Amount    *figure.Number `json:"amount,omitempty" sq:"Shuma (lekë)" is:"number"`
	Since     string         `json:"since,omitempty" sq:"Që prej" is:"day"`
	Earlier   string         `json:"earlier,omitempty" sq:"vijon problemin" is:"id" hidden:"1"`
	Solved    bool           `json:"solved,omitempty" sq:"I zgjidhur" is:"bool"`
}

// Measure taken, or expected by a day.
type Measure struct {
	ID      string `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Status  string `json:"status" sq:"Gjendja" is:"code measure_status" need:"1" key:"1"`
	Body    string `json:"body" sq:"Masa" is:"text" need:"1" key:"1"`
	Problem string `json:"problem,omitempty" sq:"Problemi" is:"ref problems"`
	DueOn   string `json:"due_on,omitempty" sq:"Afati" is:"day"`
}

// File of evidence, whole. Item is the item it belongs to, or empty for the
// return.
type File struct {
	ID        string `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Item      string `json:"item,omitempty" sq:"Aktiviteti i raportuar" is:"ref items"`
	Name      string `json:"name" sq:"Emri i skedarit" is:"text" need:"1" key:"1"`
	MediaType string `json:"media_type" sq:"Lloji" is:"word" need:"1"`
	AddedAt   string `json:"added_at,omitempty" sq:"shtuar në" is:"instant" hidden:"1"`
	Content   []byte `json:"content" sq:"përmbajtja" is:"bytes" need:"1" hidden:"1"`
}

// Event is one step of a return.
type Event struct {
	ID     string `json:"id,omitempty" sq:"id" is:"id" hidden:"1" key:"1"`
	Verb   string `json:"verb" sq:"Hapi" is:"code event" need:"1" key:"1"`
	Reason string `json:"reason,omitempty" sq:"Arsyeja" is:"text"`
	Author string `json:"author,omitempty" sq:"llogaria" is:"id" hidden:"1"`
	At     string `json:"at" sq:"në" is:"instant" need:"1" hidden:"1" key:"1"`
}

// The formats of a file.
const (
	JSON = "json"
	XLSX = "xlsx"
)

// Encode writes the document in a format.
func (d *Document) Encode(format string) ([]byte, error) {
	if format == XLSX {
		return d.Workbook()
	}
	return d.JSON()
}

// JSON writes the document in the one way it can be written.
func (d *Document) JSON() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(d)
	return b.Bytes(), err
}
