package protection

import "tryeza/internal/code"

// Lists of codes of protection.
var (
	// Functions of those who take part in an assessment.
	Functions = code.List{
		{Code: "worker", SQ: "punonjësi për mbrojtjen e fëmijës", EN: "child protection worker"},
		{Code: "supervisor", SQ: "përgjegjësi i njësisë", EN: "supervisor of the unit"},
		{Code: "field", SQ: "ekipi i terrenit", EN: "field team"},
		{Code: "police", SQ: "punonjës policie", EN: "police officer"},
		{Code: "psychologist", SQ: "psikolog", EN: "psychologist"},
		{Code: "teacher", SQ: "mësues ose psikolog shkolle", EN: "teacher or school psychologist"},
		{Code: "health", SQ: "mjek ose infermier", EN: "doctor or nurse"},
		{Code: "ngo", SQ: "organizatë jofitimprurëse", EN: "non-governmental organisation"},
		{Code: "guardian", SQ: "prindi ose kujdestari", EN: "parent or guardian"},
		{Code: "child", SQ: "fëmija", EN: "the child"},
		{Code: "other", SQ: "tjetër", EN: "other"},
	}
	// Conveners of the group: in the municipality the director of social
	// services, in an administrative unit the child protection worker.
	Conveners = code.List{
		{Code: "director", SQ: "drejtori i shërbimeve sociale të bashkisë", EN: "director of the municipality's social services"},
		{Code: "worker", SQ: "punonjësi për mbrojtjen e fëmijës", EN: "child protection worker"},
	}
	// GroupSectors are those obliged to come to the group, and others.
	GroupSectors = code.List{
		{Code: "police", SQ: "policia", EN: "police"},
		{Code: "social", SQ: "shërbimi social", EN: "social services"},
		{Code: "education", SQ: "arsimi", EN: "education"},
		{Code: "health", SQ: "shëndetësia", EN: "health"},
		{Code: "justice", SQ: "drejtësia", EN: "justice"},
		{Code: "ngo", SQ: "organizatë jofitimprurëse", EN: "non-governmental organisation"},
		{Code: "other", SQ: "tjetër", EN: "other"},
	}
	// Agreements on which a plan stands.
	Agreements = code.List{
		{Code: "parents", SQ: "me pëlqimin e prindit ose kujdestarit", EN: "with the agreement of the parent or guardian"},
		{Code: "refused", SQ: "prindi nuk pranon: masë tjetër mbrojtjeje", EN: "the parent refuses: another protection measure"},
		{Code: "absent", SQ: "prindi nuk gjendet: masë tjetër mbrojtjeje", EN: "the parent cannot be found: another protection measure"},
	}
	// MeasureKinds are what may be done for a child.
	MeasureKinds = code.List{
		{Code: "school", SQ: "regjistrim ose kthim në shkollë", EN: "enrolment in school, or return to it"},
		{Code: "health", SQ: "ndihmë mjekësore", EN: "health care"},
		{Code: "aid", SQ: "ndihmë ekonomike", EN: "economic aid"},
		{Code: "work", SQ: "punësim i prindit", EN: "job for a parent"},
		{Code: "day_centre", SQ: "qendër ditore", EN: "day centre"},
		{Code: "counselling", SQ: "këshillim", EN: "counselling"},
		{Code: "civil", SQ: "regjistrim në gjendjen civile", EN: "civil registration"},
		{Code: "police", SQ: "mbrojtje nga policia", EN: "protection by the police"},
		{Code: "other", SQ: "tjetër", EN: "other"},
	}
	// MeasureStates of a measure.
	MeasureStates = code.List{
		{Code: "open", SQ: "në pritje", EN: "open"},
		{Code: "done", SQ: "u krye", EN: "done"},
		{Code: "not_done", SQ: "nuk u krye", EN: "not done"},
	}
	// Reasons for closing a file.
	Reasons = code.List{
		{Code: "safe", SQ: "fëmija nuk është më në rrezik", EN: "the child is no longer at risk"},
		{Code: "adult", SQ: "mbushi 18 vjeç", EN: "turned 18"},
		{Code: "abroad", SQ: "u largua nga vendi", EN: "left the country"},
		{Code: "lost", SQ: "nuk gjendet më, pas kërkimeve", EN: "can no longer be found, after searching"},
		{Code: "other", SQ: "tjetër", EN: "other"},
	}
	// Steps of protection that a limit may be set for.
	Steps = code.List{
		{Code: "assessment", SQ: "Vlerësimi fillestar", EN: "Initial assessment"},
		{Code: "group", SQ: "Mbledhja e GTN-së", EN: "Meeting of the group (GTN)"},
		{Code: "plan", SQ: "Plani Individual i Mbrojtjes (PIM)", EN: "Individual protection plan (PIM)"},
		{Code: "review", SQ: "Rishikimi i planit", EN: "Review of the plan"},
	}
)
