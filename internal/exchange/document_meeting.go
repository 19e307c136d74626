package exchange

import "tryeza/internal/figure"

// Meeting, planned or held. Without a state it was held, and was recorded after
// the fact. DateNote says how sure the day is when the source gives only a month
// or a period. ApprovedIn is the meeting that approved its minutes.
type Meeting struct {
	ID           string        `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Body         string        `json:"body" sq:"Organi" is:"code body" need:"1" key:"1"`
	Kind         string        `json:"kind" sq:"Lloji" is:"code meeting_kind" need:"1" key:"1"`
	State        string        `json:"state,omitempty" sq:"Gjendja" is:"code meeting_state"`
	Recorded     bool          `json:"recorded,omitempty" sq:"Shënuar pas mbledhjes" is:"bool"`
	HeldOn       string        `json:"held_on" sq:"Data" is:"day" need:"1" key:"1"`
	DateNote     string        `json:"date_note,omitempty" sq:"Sa e sigurt është data" is:"text"`
	Time         string        `json:"time,omitempty" sq:"Ora" is:"time"`
	EndsAt       string        `json:"ends_at,omitempty" sq:"Mbaron në orën" is:"time"`
	Place        string        `json:"place,omitempty" sq:"Vendi" is:"text"`
	Title        string        `json:"title,omitempty" sq:"Titulli" is:"text"`
	ChairedBy    string        `json:"chaired_by,omitempty" sq:"Drejtoi (funksioni)" is:"text"`
	Source       string        `json:"source,omitempty" sq:"Burimi" is:"word"`
	Note         string        `json:"note,omitempty" sq:"Shënim" is:"text"`
	Order        string        `json:"order,omitempty" sq:"Thirrur sipas urdhrit" is:"link orders"`
	CalledOn     string        `json:"called_on,omitempty" sq:"Thirrur më" is:"day"`
	Sequence     int64         `json:"sequence,omitempty" sq:"Njoftime për ndryshim" is:"count"`
	Reason       string        `json:"reason,omitempty" sq:"Arsyeja e anulimit" is:"text"`
	ClosedOn     string        `json:"closed_on,omitempty" sq:"Mbyllur më" is:"day"`
	ApprovedIn   string        `json:"approved_in,omitempty" sq:"Procesverbali u miratua në" is:"link meetings"`
	Calls        []Call        `json:"calls,omitempty" sheet:"Thirrjet"`
	Participants []Participant `json:"participants,omitempty" sheet:"Pjesëmarrësit"`
	Lines        []Line        `json:"lines,omitempty" sheet:"Procesverbalet"`
	About        []About       `json:"about,omitempty" sheet:"Lidhjet e rendit të ditës"`
	Figures      []Figure      `json:"figures,omitempty" sheet:"Shifrat"`
	Files        []MeetingFile `json:"meeting_files,omitempty" sheet:"Dokumentet e mbledhjeve"`
}

// Call of an institution to a meeting, and what it answered.
type Call struct {
	ID          string `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Institution string `json:"institution" sq:"Institucioni" is:"ref institutions" need:"1" key:"1"`
	Kind        string `json:"kind" sq:"Si" is:"code attendance" need:"1"`
	Reply       string `json:"reply,omitempty" sq:"Përgjigjja" is:"code reply"`
	Substitute  string `json:"substitute,omitempty" sq:"Zëvendësi (funksioni)" is:"text"`
	Note        string `json:"note,omitempty" sq:"Shënim" is:"text"`
	RepliedAt   string `json:"replied_at,omitempty" sq:"përgjigjur në" is:"instant" hidden:"1"`
}

// Participant is an institution of the committee, or a guest by the name of
// their institution. Substitute is the office of who came in the member's place.
type Participant struct {
	ID          string `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Institution string `json:"institution,omitempty" sq:"Institucioni" is:"ref institutions" key:"1"`
	Name        string `json:"name,omitempty" sq:"I ftuari (institucioni)" is:"text" key:"1"`
	Kind        string `json:"kind" sq:"Si" is:"code attendance"`
	Substitute  string `json:"substitute,omitempty" sq:"Zëvendësi (funksioni)" is:"text"`
}

// Line of the minutes: of the agenda, or what was said, decided, asked or
// declared under an item of it. DueNext is a task for the next meeting.
type Line struct {
	ID             string         `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Kind           string         `json:"kind" sq:"Lloji" is:"code line_kind" need:"1" key:"1"`
	Item           string         `json:"item,omitempty" sq:"Pika" is:"link lines"`
	Number         string         `json:"number,omitempty" sq:"Nr." is:"word"`
	Body           string         `json:"body,omitempty" sq:"Teksti" is:"text" key:"1"`
	Institution    string         `json:"institution,omitempty" sq:"Institucioni" is:"ref institutions"`
	Everyone       bool           `json:"everyone,omitempty" sq:"Për të gjithë anëtarët" is:"bool"`
	DueOn          string         `json:"due_on,omitempty" sq:"Afati" is:"day"`
	DueNext        bool           `json:"due_next,omitempty" sq:"Deri në mbledhjen e ardhshme" is:"bool"`
	Priority       string         `json:"priority,omitempty" sq:"Përparësia" is:"code priority"`
	Outcome        string         `json:"outcome,omitempty" sq:"Përfundimi" is:"code outcome"`
	Suggested      string         `json:"suggested,omitempty" sq:"nga vetë rendi i ditës" is:"word" hidden:"1"`
	VotesFor       *figure.Number `json:"votes_for,omitempty" sq:"Vota pro" is:"number"`
	VotesAgainst   *figure.Number `json:"votes_against,omitempty" sq:"Vota kundër" is:"number"`
	VotesAbstained *figure.Number `json:"votes_abstained,omitempty" sq:"Abstenime" is:"number"`
}

// About says what an item of the agenda is about: a task, a problem, a return,
// minutes to approve, an item put off. The words, state and day are as they were
// when the meeting closed.
type About struct {
	ID    string `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Item  string `json:"item" sq:"Pika" is:"link lines" need:"1" key:"1"`
	Kind  string `json:"kind" sq:"Lloji" is:"code about" need:"1" key:"1"`
	Ref   string `json:"ref" sq:"Lidhet me" is:"link tasks issues returns meetings lines" need:"1" key:"1"`
	Body  string `json:"body,omitempty" sq:"Teksti" is:"text"`
	State string `json:"state,omitempty" sq:"Gjendja" is:"code about_state"`
	Since string `json:"since,omitempty" sq:"Që prej" is:"day"`
}

// Figure said at a meeting, as it was said. The number is null when the
// qualifier has none.
type Figure struct {
	ID        string         `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	What      string         `json:"what" sq:"Çfarë" is:"text" need:"1" key:"1"`
	Value     *figure.Number `json:"value" sq:"Vlera" is:"number"`
	Qualifier string         `json:"qualifier" sq:"Sa saktë" is:"code qualifier"`
	Unit      string         `json:"unit,omitempty" sq:"Njësia" is:"code unit"`
	About     string         `json:"about,omitempty" sq:"Për kë ose për kur" is:"text" key:"1"`
}

// MeetingFile is a document attached to a meeting, or to an item of its agenda.
type MeetingFile struct {
	ID        string `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Item      string `json:"item,omitempty" sq:"Pika" is:"link lines"`
	Name      string `json:"name" sq:"Emri i skedarit" is:"text" need:"1" key:"1"`
	MediaType string `json:"media_type" sq:"Lloji" is:"word" need:"1"`
	AddedAt   string `json:"added_at,omitempty" sq:"shtuar në" is:"instant" hidden:"1"`
	Content   []byte `json:"content" sq:"përmbajtja" is:"bytes" need:"1" hidden:"1"`
}
