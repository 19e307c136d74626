package exchange

import "tryeza/internal/figure"

// Procedure is a version of the standard operating procedures, by the act that holds
// them.
type Procedure struct {
	ID        string     `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Title     string     `json:"title" sq:"Titulli" is:"text" need:"1" key:"1"`
	Act       string     `json:"act,omitempty" sq:"Akti" is:"word" key:"1"`
	From      string     `json:"from,omitempty" sq:"Në fuqi nga" is:"day" key:"1"`
	To        string     `json:"to,omitempty" sq:"Deri" is:"day"`
	Verified  bool       `json:"verified,omitempty" sq:"E konfirmuar" is:"bool"`
	Source    string     `json:"source,omitempty" sq:"Burimi" is:"text"`
	Note      string     `json:"note,omitempty" sq:"Shënim" is:"text"`
	Steps     []Step     `json:"steps,omitempty" sheet:"Hapat e procedurave"`
	Questions []Question `json:"questions,omitempty" sheet:"Pyetjet e kontrollit"`
}

// Step of a procedure: who does what; without roles it is for everybody. Rule is the dated rule with its time limit.
type Step struct {
	ID       string   `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Title    string   `json:"title" sq:"Titulli" is:"text" need:"1" key:"1"`
	Roles    []string `json:"roles,omitempty" sq:"Kush" is:"codes job"`
	Body     string   `json:"body,omitempty" sq:"Çfarë bëhet" is:"text"`
	Rule     string   `json:"rule,omitempty" sq:"Rregulli i afatit" is:"code rule"`
	Verified bool     `json:"verified,omitempty" sq:"I konfirmuar" is:"bool"`
	Source   string   `json:"source,omitempty" sq:"Burimi" is:"text"`
}

// Question of the knowledge check. Answers are lines; Correct is the number of the
// right one, from 1.
type Question struct {
	ID      string `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Body    string `json:"body" sq:"Pyetja" is:"text" need:"1" key:"1"`
	Answers string `json:"answers" sq:"Përgjigjet" is:"text" need:"1"`
	Correct int64  `json:"correct" sq:"E sakta" is:"count" need:"1"`
	Why     string `json:"why,omitempty" sq:"Pse" is:"text"`
}

// Course on a version of the procedures. Absent months: what was learnt does not run
// out.
type Course struct {
	ID          string         `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Institution string         `json:"institution" sq:"Organizatori" is:"ref institutions" need:"1" key:"1"`
	Procedure   string         `json:"procedure" sq:"Procedurat" is:"ref procedures" need:"1" key:"1"`
	Title       string         `json:"title" sq:"Titulli" is:"text" need:"1" key:"1"`
	Aim         string         `json:"aim,omitempty" sq:"Synimi" is:"text"`
	Hours       *figure.Number `json:"hours,omitempty" sq:"Orë" is:"number"`
	ValidMonths *figure.Number `json:"valid_months,omitempty" sq:"Vlen (muaj)" is:"number"`
	Source      string         `json:"source,omitempty" sq:"Burimi" is:"text"`
	Partners    []Partner      `json:"course_partners,omitempty" sheet:"Partnerët e trajnimeve"`
}

// Duty says how many of a function at an institution must know the procedures, from
// one day to another.
type Duty struct {
	ID          string `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Institution string `json:"institution" sq:"Institucioni" is:"ref institutions" need:"1" key:"1"`
	Job         string `json:"job" sq:"Funksioni" is:"code job" need:"1" key:"1"`
	Staff       int64  `json:"staff" sq:"Sa veta" is:"count" need:"1"`
	From        string `json:"from,omitempty" sq:"Nga" is:"day" key:"1"`
	To          string `json:"to,omitempty" sq:"Deri" is:"day"`
	Basis       string `json:"basis,omitempty" sq:"Baza" is:"text"`
	Verified    bool   `json:"verified,omitempty" sq:"E konfirmuar" is:"bool"`
}

// Professional under a code that only their institution can lead back to somebody.
type Professional struct {
	ID          string `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Institution string `json:"institution" sq:"Institucioni" is:"ref institutions" need:"1" key:"1"`
	Code        string `json:"code" sq:"Kodi" is:"text" need:"1" key:"1"`
	Job         string `json:"job" sq:"Funksioni" is:"code job" need:"1"`
	From        string `json:"from,omitempty" sq:"Nga" is:"day"`
	To          string `json:"to,omitempty" sq:"Deri" is:"day"`
}

// Session is a course as it is held once.
type Session struct {
	ID           string     `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Course       string     `json:"course" sq:"Trajnimi" is:"ref courses" need:"1" key:"1"`
	StartsOn     string     `json:"starts_on" sq:"Fillimi" is:"day" need:"1" key:"1"`
	EndsOn       string     `json:"ends_on" sq:"Mbarimi" is:"day" need:"1"`
	Hour         string     `json:"hour,omitempty" sq:"Ora" is:"time" key:"1"`
	Municipality string     `json:"municipality,omitempty" sq:"Bashkia" is:"code municipality" key:"1"`
	Place        string     `json:"place,omitempty" sq:"Vendi" is:"text"`
	State        string     `json:"state" sq:"Gjendja" is:"code event_state" need:"1"`
	Reason       string     `json:"reason,omitempty" sq:"Arsyeja e anulimit" is:"text"`
	Note         string     `json:"note,omitempty" sq:"Shënim" is:"text"`
	Attendance   []Attended `json:"attendance,omitempty" sheet:"Pjesëmarrja në trajnime"`
	Numbers      []Counted  `json:"session_numbers,omitempty" sheet:"Numrat e trajnimeve"`
}

// Attended is a professional at a session: whether they came, and how many questions
// they answered right before and after it, of how many; absent: not taken.
type Attended struct {
	ID          string         `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Person      string         `json:"person" sq:"Profesionisti" is:"ref professionals" need:"1" key:"1"`
	Present     bool           `json:"present,omitempty" sq:"I pranishëm" is:"bool"`
	BeforeRight *figure.Number `json:"before_right,omitempty" sq:"Të sakta para" is:"number"`
	BeforeOf    *figure.Number `json:"before_of,omitempty" sq:"Pyetje para" is:"number"`
	AfterRight  *figure.Number `json:"after_right,omitempty" sq:"Të sakta pas" is:"number"`
	AfterOf     *figure.Number `json:"after_of,omitempty" sq:"Pyetje pas" is:"number"`
}
