package child

import "tryeza/internal/code"

// What a file holds of a child, besides what other packages of the room add.
type (
	// Name of the child as it is known; there may be several.
	Name struct{ Given, Family, Nickname string }

	// Birth day, or the year, which may be estimated.
	Birth struct {
		On        string // "2006-01-02" or ""
		Year      int    // 0 while unknown
		Estimated bool
	}

	// Number is the personal number; the blind index finds it again.
	Number struct{ Value string }

	// A Guardian, or somebody else the child is with.
	Guardian struct{ Name, Relation, Note string }

	// Contact is a way to reach the family, and whether it is safe to use it.
	Contact struct {
		Phone, Whose, Note string
		Safe               bool
	}

	// Home is where the child lives.
	Home struct{ Residence, Area, Address, Note string }

	// School as code.Schooling has it.
	School struct{ Status, Name, Grade, Note string }

	// Civil registration and documents: code.YesNo.
	Civil struct{ Registered, Certificate, Note string }

	// Aid: economic aid and the parents' work, code.YesNo.
	Aid struct{ Receives, ParentsWork, Note string }

	// HealthNote is what a doctor has to know.
	HealthNote struct{ Note string }

	// Ethnicity is kept only when the family wished to say it.
	Ethnicity struct{ Value, Basis string }

	// Risk as assessed, with its reasons.
	Risk struct {
		Level   string // code.RiskLevels
		Reasons []string
		Note    string
	}

	// A Note somebody wrote.
	Note struct{ Text string }

	// A Document or photo; its content is sealed beside it.
	Document struct {
		Title, MediaType string
		Bytes            int
		Width, Height    int
		Note             string
	}

	// An Event records a change of the head of the file.
	Event struct {
		What string
		From map[string]string
		To   map[string]string
	}

	// Withdrawn takes an item back, and says why.
	Withdrawn struct{ Why string }
)

// KeepFile is the dated rule for how long a closed file is kept.
const KeepFile = "keep_file"

var _ = []Kind{
	Register(Kind{"name", Identity, "Emri", "Name", "për të njohur fëmijën dhe për të mos hapur dy dosje", KeepFile, Name{}}),
	Register(Kind{"birth", Identity, "Datëlindja", "Birth", "mosha vendos masat dhe të drejtat", KeepFile, Birth{}}),
	Register(Kind{"number", Identity, "Numri personal", "Personal number", "regjistrimi në shërbime", KeepFile, Number{}}),
	Register(Kind{"guardian", Identity, "Kujdestari", "Guardian", "puna me familjen", KeepFile, Guardian{}}),
	Register(Kind{"contact", Place, "Kontakti", "Contact", "lidhja e sigurt me familjen", KeepFile, Contact{}}),
	Register(Kind{"home", Place, "Vendbanimi", "Residence", "njësia përgjegjëse dhe vizitat në familje", KeepFile, Home{}}),
	Register(Kind{"school", Education, "Shkollimi", "Schooling", "kthimi në shkollë", KeepFile, School{}}),
	Register(Kind{"civil", Welfare, "Gjendja civile", "Civil registration", "regjistrimi i fëmijës", KeepFile, Civil{}}),
	Register(Kind{"aid", Welfare, "Ndihma ekonomike", "Economic aid", "mbështetja e familjes", KeepFile, Aid{}}),
	Register(Kind{"health", Health, "Shëndeti", "Health", "ndihma mjekësore", KeepFile, HealthNote{}}),
	Register(Kind{"ethnicity", Sensitive, "Përkatësia etnike", "Ethnicity", "vetëm me dëshirën e familjes, për shërbime të veçanta", KeepFile, Ethnicity{}}),
	Register(Kind{"risk", Protection, "Rreziku", "Risk", "shpejtësia dhe masat e mbrojtjes", KeepFile, Risk{}}),
	Register(Kind{"note", Narrative, "Shënim", "Note", "ndjekja e rastit", KeepFile, Note{}}),
	Register(Kind{"document", Narrative, "Dokument", "Document", "dëshmi për masat", KeepFile, Document{}}),
	Register(Kind{"event", Existence, "Ndryshim i dosjes", "Change of the file", "gjurma e dosjes", KeepFile, Event{}}),
	Register(Kind{"withdrawn", Existence, "Heqje", "Withdrawal", "gjurma e dosjes", KeepFile, Withdrawn{}}),
}

// Lists of codes for what a file holds.
var (
	RiskLevels = code.List{
		{Code: "low", SQ: "i ulët", EN: "low"},
		{Code: "medium", SQ: "i mesëm", EN: "medium"},
		{Code: "high", SQ: "i lartë", EN: "high"},
		{Code: "immediate", SQ: "i menjëhershëm", EN: "immediate"},
	}
	Schooling = code.List{
		{Code: "enrolled", SQ: "ndjek shkollën", EN: "at school"},
		{Code: "irregular", SQ: "regjistruar, por nuk e ndjek rregullisht", EN: "enrolled but attending irregularly"},
		{Code: "dropped", SQ: "e ka lënë shkollën", EN: "dropped out"},
		{Code: "never", SQ: "nuk është regjistruar kurrë", EN: "never enrolled"},
		{Code: "young", SQ: "nën moshën shkollore", EN: "below school age"},
		{Code: "unknown", SQ: "nuk dihet", EN: "not known"},
	}
	YesNo = code.List{
		{Code: "yes", SQ: "po", EN: "yes"},
		{Code: "no", SQ: "jo", EN: "no"},
		{Code: "unknown", SQ: "nuk dihet", EN: "not known"},
	}
	Outcomes = code.List{
		{Code: "off", SQ: "nuk është më në rrugë", EN: "off the street"},
		{Code: "less", SQ: "më rrallë në rrugë", EN: "less on the street"},
		{Code: "same", SQ: "pa ndryshim", EN: "unchanged"},
		{Code: "moved", SQ: "u zhvendos", EN: "moved"},
		{Code: "unknown", SQ: "nuk dihet", EN: "not known"},
	}
)
