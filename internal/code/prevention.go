package code

// The lists of the four registers of prevention.

// EventStates of what takes place once: a programme, a fair, an awareness
// activity, a training session.
var EventStates = List{
	{"planned", "i planifikuar", "planned"},
	{"held", "i zhvilluar", "held"},
	{"cancelled", "i anuluar", "cancelled"},
}

// ProgrammeKinds of summer programmes, as the municipal plans of Durrës name them.
var ProgrammeKinds = List{
	{"camp", "kamp veror", "summer camp"},
	{"day_centre", "qendër ditore", "day centre"},
	{"nursery", "çerdhe ose kopsht sezonal", "seasonal nursery or kindergarten"},
	{"literacy", "alfabetizim dhe përgatitje për shkollën", "literacy and preparation for school"},
	{"vocational", "kurs profesional", "vocational course"},
	{"sport_art", "sport, art dhe lojë", "sport, art and play"},
	{"other", "tjetër", "other"},
}

// Services that a programme links children and parents to.
var Services = List{
	{"school", "regjistrim në shkollë", "school enrolment"},
	{"health", "shërbim shëndetësor", "health service"},
	{"parents_jobs", "punësim i prindërve", "jobs for parents"},
	{"economic_aid", "ndihmë ekonomike", "economic aid"},
	{"documents", "regjistrim civil dhe dokumente", "civil registration and documents"},
	{"psychosocial", "mbështetje psikosociale", "psychosocial support"},
	{"other", "tjetër", "other"},
}

// ByKind splits a count by a list of kinds: audiences, materials, services.
const ByKind Breakdown = "kind"

// ProgrammeCounts are the numbers of a summer programme. Attended is counted by
// day; those that end in 30 and 90 are found that many days afterwards.
var ProgrammeCounts = []Count{
	{Code: "places", SQ: "Vende", EN: "Places", Unit: "places"},
	{Code: "staff", SQ: "Personel", EN: "Staff", Unit: "persons"},
	{Code: "cost", SQ: "Kosto", EN: "Cost", Unit: "lek"},
	{Code: "enrolled", SQ: "Fëmijë të regjistruar", EN: "Children enrolled", Unit: "children", Breakdowns: sexAge},
	{Code: "enrolled_street", SQ: "Të regjistruar nga situata e rrugës", EN: "Enrolled from a street situation", Unit: "children", Within: "enrolled"},
	{Code: "attended", SQ: "Fëmijë të pranishëm", EN: "Children present", Unit: "children", Breakdowns: sexAge},
	{Code: "attended_street", SQ: "Të pranishëm nga situata e rrugës", EN: "Present from a street situation", Unit: "children", Within: "attended"},
	{Code: "service", SQ: "Të lidhur me shërbime", EN: "Linked to services", Unit: "persons", Breakdowns: []Breakdown{ByKind}},
	{Code: "found_30", SQ: "Fëmijë të takuar pas 30 ditësh", EN: "Children met after 30 days", Unit: "children", Within: "enrolled"},
	{Code: "school_30", SQ: "Në shkollë pas 30 ditësh", EN: "In school after 30 days", Unit: "children", Within: "found_30"},
	{Code: "street_30", SQ: "Sërish në rrugë pas 30 ditësh", EN: "On the street again after 30 days", Unit: "children", Within: "found_30"},
	{Code: "found_90", SQ: "Fëmijë të takuar pas 90 ditësh", EN: "Children met after 90 days", Unit: "children", Within: "enrolled"},
	{Code: "school_90", SQ: "Në shkollë pas 90 ditësh", EN: "In school after 90 days", Unit: "children", Within: "found_90"},
	{Code: "street_90", SQ: "Sërish në rrugë pas 90 ditësh", EN: "On the street again after 90 days", Unit: "children", Within: "found_90"},
}

// ProjectStates of an employment project: one without a monitoring plan stays a
// draft.
var ProjectStates = List{
	{"draft", "në hartim", "draft"},
	{"approved", "i miratuar", "approved"},
	{"closed", "i mbyllur", "closed"},
	{"cancelled", "i anuluar", "cancelled"},
}

// TargetGroups are the special groups of law 15/2019 on the promotion of
// employment, with those that the committees name beside them.
var TargetGroups = List{
	{"orphan", "jetimë", "orphans"},
	{"single_head", "kryefamiljarë të vetëm me fëmijë", "single heads of household with children"},
	{"disability", "persona me aftësi të kufizuara", "persons with disabilities"},
	{"roma_egyptian", "romë dhe egjiptianë", "Roma and Egyptians"},
	{"young", "të rinj nën 29 vjeç", "young people under 29"},
	{"minor_in_conflict", "të mitur në konflikt me ligjin", "minors in conflict with the law"},
	{"young_mother", "nëna nën 18 vjeç", "mothers under 18"},
	{"long_unemployed", "të papunë afatgjatë", "long-term unemployed"},
	{"returnee", "të kthyer nga emigracioni deri para dy vjetësh", "returnees of at most two years"},
	{"economic_aid", "familje me ndihmë ekonomike", "families on economic aid"},
	{"street_parent", "prindër të fëmijëve në situatë rruge", "parents of children in street situations"},
	{"violence", "të mbijetuar të dhunës ose të trafikimit", "survivors of violence or trafficking"},
	{"other", "tjetër", "other"},
}

// PlacementWays say how somebody came to a job.
var PlacementWays = List{
	{"mediation", "ndërmjetësim", "mediation"},
	{"programme", "program nxitjeje", "promotion programme"},
	{"fair", "panair pune", "job fair"},
	{"training", "kurs profesional", "vocational course"},
	{"other", "tjetër", "other"},
}

// Obligations of an employer that a monitoring plan checks.
var Obligations = List{
	{"contract", "kontratë pune e shkruar", "written contract"},
	{"insurance", "sigurime shoqërore", "social insurance"},
	{"hours", "orari i punës", "working hours"},
	{"wage", "paga", "wage"},
	{"minors", "mbrojtja e të miturve (nën 18 vjeç)", "protection of minors (under 18)"},
	{"kept", "mbajtja në punë pas sezonit", "kept on after the season"},
	{"conditions", "kushtet e punës dhe të banimit", "conditions of work and housing"},
}

// CheckMethods say how an obligation is looked at.
var CheckMethods = List{
	{"visit", "vizitë në vend", "visit on site"},
	{"payroll", "listëpagesa dhe sigurimet", "payroll and insurance"},
	{"phone", "telefonatë me të punësuarin", "telephone call with the employee"},
	{"report", "raport i punëdhënësit", "report of the employer"},
}

// VisitFindings of a monitoring visit.
var VisitFindings = List{
	{"kept", "në përputhje", "compliant"},
	{"minor", "mangësi të vogla", "minor shortcomings"},
	{"serious", "shkelje", "breach"},
	{"not_possible", "nuk u krye dot", "could not be done"},
}

// Seen says whether a contract, an insurance or a person was seen.
var Seen = List{
	{"yes", "po", "yes"},
	{"no", "jo", "no"},
	{"u", "nuk dihet", "unknown"},
}

// Industries are the sectors of the economy: sections of ISIC rev. 4 (United Nations).
var Industries = List{
	{"A", "Bujqësia, pyjet dhe peshkimi", "Agriculture, forestry and fishing"},
	{"B", "Industria nxjerrëse", "Mining and quarrying"},
	{"C", "Industria përpunuese", "Manufacturing"},
	{"D", "Energjia elektrike dhe gazi", "Electricity and gas"},
	{"E", "Uji dhe mbetjet", "Water and waste"},
	{"F", "Ndërtimi", "Construction"},
	{"G", "Tregtia dhe riparimi i automjeteve", "Trade and repair of vehicles"},
	{"H", "Transporti dhe magazinimi", "Transport and storage"},
	{"I", "Akomodimi dhe shërbimi ushqimor (turizmi)", "Accommodation and food service (tourism)"},
	{"J", "Informacioni dhe komunikimi", "Information and communication"},
	{"K", "Financa dhe sigurimet", "Finance and insurance"},
	{"L", "Pasuritë e paluajtshme", "Real estate"},
	{"M", "Veprimtari profesionale dhe shkencore", "Professional and scientific activities"},
	{"N", "Shërbime administrative dhe mbështetëse", "Administrative and support services"},
	{"O", "Administrata publike", "Public administration"},
	{"P", "Arsimi", "Education"},
	{"Q", "Shëndetësia dhe puna sociale", "Health and social work"},
	{"R", "Arti, argëtimi dhe çlodhja", "Arts, entertainment and recreation"},
	{"S", "Shërbime të tjera", "Other services"},
	{"T", "Familjet si punëdhënës", "Households as employers"},
	{"U", "Organizata ndërkombëtare", "International organisations"},
}

// Occupations are those sub-major groups of ISCO-08 (ILO) in which seasonal work is
// found, and major groups for the rest.
var Occupations = List{
	{"51", "Punonjës të shërbimeve vetjake (kuzhinierë, kamerierë)", "Personal service workers (cooks, waiters)"},
	{"52", "Punonjës të shitjes", "Sales workers"},
	{"53", "Punonjës të kujdesit vetjak", "Personal care workers"},
	{"54", "Punonjës të mbrojtjes (rojë plazhi)", "Protective services workers (lifeguards)"},
	{"61", "Punonjës të bujqësisë për treg", "Market-oriented agricultural workers"},
	{"62", "Punonjës të pyjeve dhe të peshkimit", "Forestry and fishery workers"},
	{"75", "Punonjës të përpunimit të ushqimeve dhe të konfeksioneve", "Food processing and garment workers"},
	{"83", "Drejtues mjetesh", "Drivers"},
	{"91", "Pastrues dhe ndihmës", "Cleaners and helpers"},
	{"92", "Punëtorë të bujqësisë, pyjeve dhe peshkimit", "Agricultural, forestry and fishery labourers"},
	{"93", "Punëtorë të ndërtimit, prodhimit dhe transportit", "Labourers in construction, manufacturing and transport"},
	{"94", "Ndihmës në kuzhinë", "Food preparation assistants"},
	{"95", "Shitës ambulantë dhe shërbime të rrugës", "Street and related sales and service workers"},
	{"96", "Punonjës të mbetjeve dhe punë të tjera të thjeshta", "Refuse workers and other elementary workers"},
	{"1", "Drejtues", "Managers"},
	{"2", "Profesionistë", "Professionals"},
	{"3", "Teknikë", "Technicians"},
	{"4", "Nëpunës zyre", "Clerical support workers"},
	{"7", "Zejtarë", "Craft workers"},
	{"8", "Operatorë makinerish", "Machine operators"},
	{"0", "Forcat e armatosura", "Armed forces"},
}

// ProjectCounts are the numbers of an employment project, for what is not listed
// person by person.
var ProjectCounts = []Count{
	{Code: "places", SQ: "Vende pune", EN: "Jobs offered", Unit: "places"},
	{Code: "jobs", SQ: "Persona të punësuar", EN: "Persons placed", Unit: "persons", Breakdowns: sexAge},
	{Code: "asked", SQ: "Persona me të cilët u punua", EN: "Persons worked with", Unit: "persons"},
	{Code: "inspections", SQ: "Inspektime", EN: "Inspections", Unit: "visits"},
	{Code: "cost", SQ: "Kosto", EN: "Cost", Unit: "lek"},
}

// FairCounts are the numbers of a job fair.
var FairCounts = []Count{
	{Code: "employers", SQ: "Punëdhënës", EN: "Employers", Unit: "count"},
	{Code: "vacancies", SQ: "Vende të lira pune", EN: "Vacancies", Unit: "places"},
	{Code: "visitors", SQ: "Vizitorë", EN: "Visitors", Unit: "persons"},
	{Code: "hired", SQ: "Të punësuar në panair", EN: "Hired at the fair", Unit: "persons"},
}

// CampaignKinds of awareness activities.
var CampaignKinds = List{
	{"session", "takim ose orë informuese", "meeting or information session"},
	{"forum", "forum ose tryezë", "forum or round table"},
	{"field", "informim në terren", "outreach"},
	{"march", "marsh", "march"},
	{"contest", "konkurs", "contest"},
	{"exhibition", "ekspozitë", "exhibition"},
	{"media", "media", "media"},
	{"leaflets", "shpërndarje materialesh", "handing out materials"},
	{"other", "tjetër", "other"},
}

// Audiences of an activity.
var Audiences = List{
	{"pupils", "nxënës", "pupils"},
	{"students", "studentë", "students"},
	{"teachers", "mësues", "teachers"},
	{"parents", "prindër", "parents"},
	{"roma_egyptian", "komuniteti rom dhe egjiptian", "Roma and Egyptian community"},
	{"women", "gra dhe vajza", "women and girls"},
	{"youth", "të rinj", "young people"},
	{"migrants", "emigrantë dhe të kthyer", "migrants and returnees"},
	{"tourism", "punonjës të turizmit", "tourism workers"},
	{"professionals", "profesionistë", "professionals"},
	{"public", "publiku i gjerë", "general public"},
	{"other", "tjetër", "other"},
}

// Materials handed out.
var Materials = List{
	{"leaflet", "fletëpalosje", "leaflets"},
	{"poster", "postera", "posters"},
	{"banner", "pankarta", "banners"},
	{"card", "karta me numrat e ndihmës", "cards with helpline numbers"},
	{"video", "video", "videos"},
	{"other", "tjetër", "other"},
}

// CampaignCounts are the numbers of an awareness activity. Persons reached by
// several activities are never added up as different persons.
var CampaignCounts = []Count{
	{Code: "reached", SQ: "Persona të arritur", EN: "Persons reached", Unit: "persons", Breakdowns: sexAge},
	{Code: "audience", SQ: "Persona të arritur sipas llojit", EN: "Persons reached by kind", Unit: "persons", Breakdowns: []Breakdown{ByKind}},
	{Code: "material", SQ: "Materiale të shpërndara", EN: "Materials handed out", Unit: "materials", Breakdowns: []Breakdown{ByKind}},
	{Code: "works", SQ: "Punime në konkurs", EN: "Works entered", Unit: "count"},
	{Code: "prizes", SQ: "Çmime", EN: "Prizes", Unit: "count"},
	{Code: "cost", SQ: "Kosto", EN: "Cost", Unit: "lek"},
}

// Findings are what may come to light at an activity.
var Findings = List{
	{"not_enrolled", "fëmijë të paregjistruar në shkollë", "children not enrolled in school"},
	{"dropped_out", "fëmijë që kanë lënë shkollën", "children who dropped out of school"},
	{"no_documents", "fëmijë pa regjistrim civil", "children without civil registration"},
	{"in_need", "familje në nevojë", "families in need"},
	{"at_risk", "persona në rrezik", "persons at risk"},
	{"other", "tjetër", "other"},
}

// Consents say by what right a photo of an activity is kept.
var Consents = List{
	{"nobody", "askush nuk njihet në foto", "nobody can be recognised"},
	{"adults", "të rriturit kanë dhënë pëlqimin", "the adults have given consent"},
	{"parents", "prindërit kanë dhënë pëlqimin me shkrim", "the parents have given written consent"},
	{"no_photo", "nuk është foto", "not a photo"},
}

// SessionCounts are the numbers of a training session, for what is not listed
// person by person.
var SessionCounts = []Count{
	{Code: "places", SQ: "Vende", EN: "Places", Unit: "places"},
	{Code: "attended", SQ: "Pjesëmarrës", EN: "Attended", Unit: "persons", Breakdowns: []Breakdown{BySex}},
	{Code: "cost", SQ: "Kosto", EN: "Cost", Unit: "lek"},
}

// Jobs are the functions of professionals who must know the procedures.
var Jobs = List{
	{"police", "punonjës policie", "police officer"},
	{"border", "punonjës i kufirit", "border officer"},
	{"child_worker", "punonjës për mbrojtjen e fëmijës", "child protection worker"},
	{"social_worker", "punonjës social", "social worker"},
	{"psychologist", "psikolog", "psychologist"},
	{"teacher", "mësues", "teacher"},
	{"security_officer", "oficer sigurie në shkollë", "school safety officer"},
	{"health", "punonjës shëndetësor", "health worker"},
	{"inspector", "inspektor i punës", "labour inspector"},
	{"employment", "specialist punësimi", "employment specialist"},
	{"other", "tjetër", "other"},
}

// Gaps are what may be missing of a record; the register of each says when.
var Gaps = List{
	{"programme_numbers", "Numri i fëmijëve të regjistruar", "Number of children enrolled"},
	{"programme_attendance", "Frekuentimi ditor", "Daily attendance"},
	{"programme_followup_30", "Ndjekja pas 30 ditësh", "Follow-up after 30 days"},
	{"programme_followup_90", "Ndjekja pas 90 ditësh", "Follow-up after 90 days"},
	{"programme_state", "A u zhvillua programi", "Whether the programme took place"},
	{"employment_plan", "Plani i monitorimit", "Monitoring plan"},
	{"employment_visit", "Vizita monitoruese e planifikuar", "Planned monitoring visit"},
	{"employment_recheck", "Rikontrolli pas shkeljes", "Re-check after a breach"},
	{"employment_kept", "Mbajtja në punë pas 30, 90 ose 180 ditësh", "Kept on after 30, 90 or 180 days"},
	{"employment_jobs", "Numri i të punësuarve", "Number of persons placed"},
	{"campaign_state", "A u zhvillua aktiviteti", "Whether the activity took place"},
	{"campaign_reached", "Persona të arritur", "Persons reached"},
	{"campaign_finding", "Ndjekja e asaj që u gjet", "Follow-up of what was found"},
	{"training_state", "A u zhvillua trajnimi", "Whether the session took place"},
	{"training_attendance", "Pjesëmarrja në trajnim", "Attendance of the session"},
	{"training_coverage", "Profesionistë pa trajnim të vlefshëm", "Professionals without valid training"},
}

// kindsOf are the lists that a count split by kind is split by.
var kindsOf = map[string]List{"service": Services, "audience": Audiences, "material": Materials}

// Parts lists the cells of one breakdown of the count.
func (c Count) Parts(b Breakdown) List {
	switch {
	case b == ByKind:
		return kindsOf[c.Code]
	case b == ByAge && c.Unit == "children":
		return ChildBands
	}
	return b.Parts()
}

// FindIn returns the count with this code of a register's counts.
func FindIn(counts []Count, c string) (Count, bool) {
	for _, n := range counts {
		if n.Code == c {
			return n, true
		}
	}
	return Count{}, false
}
