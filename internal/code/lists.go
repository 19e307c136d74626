package code

// Pillars of the national action plan; the names are those of the 2014–2017 and
// 2018–2020 plans.
var Pillars = List{
	{"prosecution", "Ndjekja penale", "Prosecution"},
	{"protection", "Mbrojtja", "Protection"},
	{"prevention", "Parandalimi", "Prevention"},
	{"coordination", "Bashkërendimi", "Coordination"},
}

// ActivityStates of an activity of the plan.
var ActivityStates = List{
	{"planned", "i planifikuar", "planned"},
	{"in_progress", "në proces", "in progress"},
	{"done", "i realizuar", "done"},
	{"done_late", "i realizuar me vonesë", "done late"},
	{"partly_done", "i realizuar pjesërisht", "partly done"},
	{"not_done", "i parealizuar", "not done"},
	{"cancelled", "i anuluar me vendim", "cancelled by decision"},
	{"carried_over", "i bartur në vitin tjetër", "carried over to next year"},
}

// ReportedStates are those an institution may report; cancelling needs a
// recorded decision and carrying over the next plan.
var ReportedStates = List{ActivityStates[0], ActivityStates[1], ActivityStates[2], ActivityStates[3], ActivityStates[4], ActivityStates[5]}

// Funding sources, as the headings of the national plan of 2005–2007 name them.
var Funding = List{
	{"existing", "buxheti ekzistues", "existing budget"},
	{"new", "buxhet i ri", "new budget"},
	{"donor", "donator", "donor"},
}

// Frequencies of activities without one due date.
var Frequencies = List{
	{"once", "një herë", "once"},
	{"monthly", "çdo muaj", "monthly"},
	{"quarterly", "çdo tre muaj", "quarterly"},
	{"half_yearly", "çdo gjashtë muaj", "half-yearly"},
	{"yearly", "çdo vit", "yearly"},
	{"season", "gjatë sezonit turistik", "in the tourist season"},
	{"continuous", "në vazhdimësi", "continuous"},
}

// Resources that can be missing.
var Resources = List{
	{"funds", "fonde", "funds"},
	{"transport", "transport", "transport"},
	{"staff", "personel", "staff"},
	{"premises", "mjedise", "premises"},
	{"interpreter", "përkthyes", "interpreter"},
	{"legal", "bazë ligjore", "legal basis"},
	{"data", "të dhëna", "data"},
	{"cooperation", "bashkëpunim", "cooperation"},
	{"other", "tjetër", "other"},
}

// SeatKinds say how an institution sits.
var SeatKinds = List{
	{"chair", "kryetar", "chair"},
	{"member", "anëtar", "member"},
	{"substitute", "zëvendës", "substitute"},
	{"invited", "i ftuar", "invited"},
	{"observer", "vëzhgues", "observer"},
}

// Bodies that meet.
var Bodies = List{
	{"committee", "Komiteti Rajonal", "Regional Committee"},
	{"table", "Tryeza Teknike", "Technical Table"},
	{"joint", "Komiteti dhe Tryeza Teknike", "Committee and Technical Table"},
}

// MeetingKinds say what a meeting was for.
var MeetingKinds = List{
	{"ordinary", "mbledhje e zakonshme", "ordinary meeting"},
	{"extraordinary", "mbledhje e jashtëzakonshme", "extraordinary meeting"},
	{"quarter_analysis", "analizë 3-mujore", "quarterly analysis"},
	{"half_year_analysis", "analizë 6-mujore", "six-month analysis"},
	{"annual_analysis", "analizë vjetore", "annual analysis"},
	{"annual_report", "raport vjetor", "annual report"},
	{"campaign", "fushatë", "campaign"},
	{"training", "trajnim", "training"},
	{"other", "tjetër", "other"},
}

// LineKinds are the kinds of line in the minutes.
var LineKinds = List{
	{"agenda", "rendi i ditës", "agenda"},
	{"statement", "diskutim", "statement"},
	{"decision", "vendim", "decision"},
	{"task", "detyrë", "task"},
	{"recommendation", "rekomandim", "recommendation"},
	{"problem", "problematikë", "problem"},
	{"recusal", "konflikt interesi", "recusal"},
}

// Sexes for counts.
var Sexes = List{
	{"f", "femra", "female"},
	{"m", "meshkuj", "male"},
	{"u", "pa të dhënë", "unknown"},
}

// AgeBands for participants of any age. The child bands are those of field
// work; 18–23 and on are those the international data sets use.
var AgeBands = List{
	{"0-5", "0–5 vjeç", "0–5"},
	{"6-10", "6–10 vjeç", "6–10"},
	{"11-14", "11–14 vjeç", "11–14"},
	{"15-17", "15–17 vjeç", "15–17"},
	{"18-23", "18–23 vjeç", "18–23"},
	{"24-30", "24–30 vjeç", "24–30"},
	{"31+", "31 vjeç e lart", "31 and over"},
	{"u", "pa të dhënë", "unknown"},
}

// ChildBands are the age bands of children.
var ChildBands = List{AgeBands[0], AgeBands[1], AgeBands[2], AgeBands[3], AgeBands[7]}

// Qualifiers of a number, in the words people use.
var Qualifiers = List{
	{"exact", "saktësisht", "exactly"},
	{"about", "rreth", "about"},
	{"more_than", "mbi", "more than"},
	{"less_than", "më pak se", "fewer than"},
	{"several", "disa", "several"},
	{"not_known", "nuk dihet", "not known"},
}

// Channels through which a return came.
var Channels = List{
	{"web", "te Tryeza", "in Tryeza"},
	{"paper", "në letër", "on paper"},
	{"telephone", "me telefon", "by telephone"},
	{"excel", "me Excel", "by Excel"},
}

// ReturnStates of an institution's return.
var ReturnStates = List{
	{"none", "pa filluar", "not started"},
	{"draft", "në hartim", "draft"},
	{"sent", "dërguar", "sent"},
	{"sent_back", "kthyer për plotësim", "sent back"},
	{"accepted", "pranuar", "accepted"},
}

// Sectors say what an institution is, and so what it is asked.
var Sectors = List{
	{"prefecture", "Prefektura", "Prefecture"},
	{"qark_council", "Këshilli i Qarkut", "Qark council"},
	{"municipality", "Bashkia", "Municipality"},
	{"child_protection", "Njësia për Mbrojtjen e Fëmijëve", "Child protection unit"},
	{"police", "Policia", "Police"},
	{"border", "Kufiri dhe migracioni", "Border and migration"},
	{"prosecution", "Prokuroria", "Prosecution"},
	{"intelligence", "Shërbimi informativ", "Intelligence service"},
	{"social", "Shërbimi social", "Social service"},
	{"education", "Arsimi", "Education"},
	{"health", "Shëndetësia", "Health"},
	{"employment", "Punësimi", "Employment"},
	{"vocational", "Formimi profesional", "Vocational training"},
	{"inspectorate", "Inspektoriati i punës", "Labour inspectorate"},
	{"national", "Institucion qendror", "National institution"},
	{"ngo", "Organizatë jofitimprurëse", "Non-governmental organisation"},
	{"international", "Partner ndërkombëtar", "International partner"},
	{"other", "Tjetër", "Other"},
}

// Rules are the dated rules a committee keeps.
var Rules = List{
	{"meeting_interval_committee", "Mbledhja e Komitetit: intervali më i gjatë", "Committee meetings: longest interval"},
	{"meeting_interval_table", "Mbledhja e Tryezës Teknike: intervali më i gjatë", "Technical table meetings: longest interval"},
	{"return_deadline", "Dorëzimi i raportimit pas fundit të periudhës", "Return due after the end of the period"},
	{"analysis_deadline", "Analiza pas fundit të periudhës", "Analysis due after the end of the period"},
	{"season_start", "Fillimi i sezonit turistik", "Start of the tourist season"},
	{"season_end", "Mbarimi i sezonit turistik", "End of the tourist season"},
	{"small_number", "Pragu i numrave të vegjël", "Small-number threshold"},
	{"quorum", "Kuorumi: pjesa e vendeve me të drejtë vote që duhet kaluar", "Quorum: share of voting seats to be exceeded"},
	{"convening_notice", "Thirrja e mbledhjes: më së voni para saj", "Convening a meeting: at the latest before it"},
	{"request_answer", "Përgjigjja ndaj kërkesës së një institucioni", "Answer to an institution's request"},
	{"reminder_before", "Kujtesa para afatit", "Reminder before a due date"},
	{"escalation_head", "Detyra me vonesë: njoftohet titullari i institucionit", "Late task: the head of the institution is told"},
	{"escalation_table", "Detyra me vonesë: njoftohet kryetari i Tryezës Teknike", "Late task: the chair of the technical table is told"},
	{"escalation_chair", "Detyra me vonesë: njoftohet kryetari i Komitetit", "Late task: the chair of the committee is told"},
	{"issue_aged", "Problematika del në rendin e ditës pas", "A problem comes on the agenda after"},
	{"gap_answer", "Përgjigjja kur kërkohet plotësimi i një regjistri", "Answer when a register is to be completed"},
	{"sop_notice", "Procedurat standarde: njoftimi i Policisë dhe i Shërbimit Social", "Standard procedures: notice to the police and the social service"},
	{"sop_emergency", "Procedurat standarde: strehimi i emergjencës", "Standard procedures: emergency shelter"},
	{"sop_interview", "Procedurat standarde: intervista e identifikimit formal", "Standard procedures: interview for formal identification"},
	{"sop_reflection", "Procedurat standarde: periudha e reflektimit", "Standard procedures: reflection period"},
}

// RuleUnits of a rule's value.
var RuleUnits = List{
	{"months", "muaj", "months"},
	{"days", "ditë", "days"},
	{"hours", "orë", "hours"},
	{"day_of_year", "ditë e vitit (MM-DD)", "day of the year (MM-DD)"},
	{"count", "numër", "count"},
	{"percent", "përqind", "percent"},
}
