package demo

// A result is what an institution reported on an activity in a period. Day is
// month and day. Participants and the value of the indicator are written as in
// spec: "24 f=14 m=10".
type result struct {
	state, day, place, what, partners, reason string
	participants, value                       string
}

var results = map[string]map[string]result{
	"2022-H1": {
		"kontrolle":      {state: "in_progress", day: "06-25", place: "hyrja e portit, plazhi", what: "U kryen kontrolle të përbashkëta në fundjavat e qershorit.", partners: "Kufiri, NJMF Durrës", value: "4"},
		"kufiri":         {state: "done", day: "06-30", place: "pika kufitare e portit", what: "U intervistuan fëmijët e pashoqëruar që kaluan kufirin.", value: "2"},
		"referimi":       {state: "done", day: "06-14", place: "Durrës", what: "U mbajtën dy takime të strukturave të referimit.", partners: "Policia, NJMF-të e tri bashkive", participants: "18 f=11 m=7", value: "2"},
		"harta":          {state: "done_late", day: "06-10", place: "Durrës", what: "U përgatit lista e shërbimeve në qark.", value: "17"},
		"terreni-durres": {state: "in_progress", day: "06-30", place: "plazhi, tregu, udhëkryqet", what: "Ekipi doli në terren në mëngjes dhe në mbrëmje.", partners: "Policia, World Vision", value: "9"},
		"terreni-kruje":  {state: "in_progress", day: "06-28", place: "qendra historike", what: "U krye monitorim në fundjavë.", value: "4"},
		"dorezimi":       {state: "partly_done", day: "06-20", what: "U hartua projekti i rregullit të punës.", reason: "Nuk u mbërrit marrëveshje për transportin e fëmijëve.", value: "0"},
		"kampi-durres":   {state: "done", day: "06-24", place: "shkolla 9-vjeçare, Durrës", what: "Një javë lojë, art dhe përgatitje për shkollën; prindërit u orientuan te zyra e punës.", partners: "NJMF Durrës, World Vision", participants: "40 f=19 m=21 6-10=24 11-14=16", value: "40"},
		"kopshti":        {state: "not_done", reason: "Mungoi fondi i donatorit.", value: "0"},
		"sezonale":       {state: "partly_done", day: "06-29", what: "U lidhën kontratat e para me subjekte të hotelerisë.", partners: "Arsimi, Bashkia Durrës", reason: "Subjektet kërkojnë përvojë; procedura e fondit u vonua.", value: "14"},
		"inspektime":     {state: "in_progress", day: "06-30", place: "zona e plazhit", what: "U inspektuan subjekte të hotelerisë dhe të bareve.", value: "19"},
		"shkolla":        {state: "done", day: "05-20", place: "shkolla të Durrësit, Krujës dhe Shijakut", what: "Orë informuese me nxënësit, me video dhe diskutim.", partners: "Policia, World Vision", participants: "640 f=330 m=310 11-14=410 15-17=230", value: "640"},
		"shendeti":       {state: "done", day: "06-08", place: "qendra shëndetësore", what: "Takime informuese me personelin.", participants: "46 f=38 m=8", value: "4"},
		"trajnimi":       {state: "done_late", day: "07-05", place: "Durrës", what: "Trajnim njëditor për Procedurat Standarde të Veprimit.", participants: "26 f=17 m=9", value: "26"},
		"rregullorja":    {state: "done", day: "03-02", place: "Prefektura", what: "Rregullorja u miratua në mbledhjen vjetore.", value: "1"},
	},
	"2022-H2": {
		"kontrolle":      {state: "done", day: "09-10", place: "hyrja e portit, plazhi", what: "Kontrolle të përbashkëta gjatë gjithë sezonit.", partners: "Kufiri, NJMF Durrës", value: "11"},
		"kufiri":         {state: "done", day: "12-20", place: "pika kufitare e portit", what: "U intervistuan të gjithë fëmijët e pashoqëruar.", value: "3"},
		"referimi":       {state: "done", day: "12-06", place: "Durrës", what: "U mbajtën dy takime.", participants: "21 f=13 m=8", value: "2"},
		"terreni-durres": {state: "done", day: "09-15", place: "plazhi, tregu, udhëkryqet", what: "Daljet në terren vijuan deri në fund të sezonit.", partners: "Policia, World Vision", value: "31"},
		"terreni-kruje":  {state: "done", day: "09-30", place: "qendra historike", what: "Monitorim i rregullt në fundjavë.", value: "14"},
		"kampi-kruje":    {state: "done_late", day: "09-02", place: "qendra komunitare, Krujë", what: "Ditë verore me lojëra dhe mësim shtesë.", participants: "22 f=12 m=10 6-10=15 11-14=7", value: "22"},
		"inspektime":     {state: "done", day: "09-14", place: "Durrës, Shijak", what: "Inspektime të planifikuara dhe me ankesë.", value: "58"},
		"kurse":          {state: "partly_done", day: "11-30", place: "Durrës", what: "Kurse për kuzhinë, rrobaqepësi dhe hoteleri.", reason: "Një kurs nuk u hap për mungesë regjistrimesh.", participants: "21 f=16 m=5", value: "21"},
		"tetori":         {state: "done", day: "10-26", place: "Durrës, Krujë, Shijak", what: "Muaji Antitrafik u mbyll me ese dhe piktura të nxënësve.", partners: "Arsimi, World Vision, NJMF Durrës", participants: "320 f=180 m=140", value: "6"},
	},
	"2023-H1": {
		"kontrolle":      {state: "in_progress", day: "06-30", place: "hyrja e portit, plazhi, udhëkryqet", what: "U kryen kontrolle të përbashkëta në pesë fundjavat e para të sezonit.", partners: "Kufiri, NJMF Durrës", value: "7"},
		"kufiri":         {state: "done", day: "06-30", place: "pika kufitare e portit", what: "U intervistuan të gjithë fëmijët e pashoqëruar.", value: "3"},
		"referimi":       {state: "done", day: "06-13", place: "Durrës", what: "U mbajtën dy takime dhe u ndoqën pesë referime.", partners: "Policia, NJMF-të e tri bashkive", participants: "24 f=15 m=9", value: "2"},
		"harta":          {state: "done", day: "04-26", place: "Durrës", what: "U përditësua lista e shërbimeve dhe iu shpërnda anëtarëve.", value: "23"},
		"terreni-durres": {state: "in_progress", day: "06-30", place: "plazhi, tregu, udhëkryqet, hyrja e portit", what: "Ekipi doli në terren katër herë në javë, edhe në mbrëmje.", partners: "Policia, World Vision", value: "18"},
		"dorezimi":       {state: "done_late", day: "06-22", place: "Durrës", what: "Rregulli i punës u nënshkrua nga tri njësitë.", reason: "Miratimi u vonua për shkak të zgjedhjeve vendore.", value: "1"},
		"kampi-durres":   {state: "done", day: "06-23", place: "shkolla 9-vjeçare, Durrës", what: "Dy javë kamp veror me përgatitje për shkollën; prindërit u orientuan te zyra e punës.", partners: "NJMF Durrës, World Vision", participants: "58 f=27 m=31 6-10=33 11-14=25", value: "58"},
		"kopshti":        {state: "done_late", day: "06-26", place: "Shijak", what: "Kopshti sezonal u hap me dy grupe.", partners: "World Vision", reason: "Mjedisi u dorëzua me vonesë.", participants: "21 f=10 m=11 0-5=21", value: "21"},
		"sezonale":       {state: "partly_done", day: "06-30", place: "Durrës, Golem, Shijak", what: "U lidhën kontrata sezonale në hoteleri dhe pastrim; tri punëdhënës u zotuan t'i mbajnë punonjësit pas sezonit.", partners: "Arsimi, Bashkia Durrës", reason: "Fondi për programin e nxitjes u miratua vetëm në qershor.", value: "31"},
		"inspektime":     {state: "in_progress", day: "06-30", place: "zona e plazhit", what: "U inspektuan subjekte të hotelerisë; dy gjetje për të mitur pa leje pune u ndoqën.", value: "27"},
		"shkolla":        {state: "done", day: "05-26", place: "shkolla të tri bashkive", what: "Orë informuese me video dhe lojë rolesh.", partners: "Policia, World Vision", participants: "870 f=455 m=415 11-14=560 15-17=310", value: "870"},
		"shendeti":       {state: "partly_done", day: "06-14", place: "qendra shëndetësore", what: "Takime me personelin dhe me nëna.", reason: "Në dy qendra takimi u shty për mungesë personeli.", participants: "61 f=52 m=9", value: "4"},
		"trajnimi":       {state: "done", day: "06-07", place: "Durrës", what: "Trajnim dyditor për Procedurat Standarde të Veprimit.", partners: "Policia, Shërbimi Social", participants: "37 f=24 m=13", value: "37"},
		"udherrefyes":    {state: "done", day: "03-28", place: "shkolla të qarkut", what: "Udhërrëfyesi u shtyp dhe u shpërnda.", value: "34"},
		"rregullorja":    {state: "done", day: "02-09", place: "Prefektura", what: "Rregullorja e re u miratua bashkë me planin.", value: "1"},
		"zyra-social":    {state: "not_done", reason: "Nuk u miratua fondi dhe mungon mjeti i transportit.", value: "0"},
	},
}

// counts are what institutions counted, by period, institution and count.
var counts = map[string]map[string]map[string]string{
	"2022-H1": {
		"policia":         {"K08": "3 f=2 m=1 11-14=1 15-17=1 18-23=1", "K09": "1 f=1 18-23=1", "K11": "1", "K14": "21", "K28_actions": "4"},
		"kufiri":          {"K08": "?", "K12": "2"},
		"sherbimi-social": {"K08": "4 f=3 m=1 11-14=1 15-17=2 18-23=1", "K09": "1 f=1 18-23=1", "K28_requests": "3", "K28_answered": "3"},
		"njmf-durres":     {"K14": "46", "K15": "28 f=12 m=16 0-5=3 6-10=11 11-14=10 15-17=4 resident=15 elsewhere=11 u=2 15=5 53=4 21=2", "street_pim": "6", "street_returned": "3", "summer_count": "1", "K19": "4", "K28_requests": "5", "K28_answered": "4"},
		"njmf-shijak":     {"K14": "7", "K15": "5 f=2 m=3 resident=4 elsewhere=1 u=0 10=1", "street_pim": "2"},
		"bashkia-durres":  {"summer_count": "1", "K20_places": "40", "K20_enrolled": "40 f=19 m=21 6-10=24 11-14=16", "summer_street": "11", "campaign_count": "2", "K22": "~300", "K23": "250"},
		"punesimi":        {"jobs_projects": "1", "K25": "14 f=9 m=5", "K26_planned": "8", "K26_done": "3"},
		"inspektoriati":   {"K26_planned": "30", "K26_done": "19", "K24": "2 f=1 m=1", "K24_obliged": "9"},
		"arsimi":          {"campaign_count": "9", "K22": "640", "K23": "700", "training_count": "1", "K24": "12 f=10 m=2", "K24_obliged": "60"},
		"shendetesia":     {"campaign_count": "4", "K22": "46", "K24": "8 f=7 m=1", "K24_obliged": "40"},
		"world-vision":    {"summer_count": "1", "training_count": "1", "K24": "2 f=2 m=0", "K24_obliged": "4", "campaign_count": "3", "K22": ">200", "K23": "400"},
	},
	"2022-H2": {
		"policia":         {"K08": "2 f=1 m=1 15-17=1 18-23=1", "K09": "0", "K11": "1", "K14": "34", "K28_actions": "7"},
		"sherbimi-social": {"K08": "2 f=1 m=1 15-17=1 18-23=1", "K09": "0", "K28_requests": "4", "K28_answered": "3"},
		"njmf-durres":     {"K14": "81", "K15": "44 f=20 m=24 0-5=5 6-10=17 11-14=15 15-17=7 resident=19 elsewhere=22 u=3 15=9 53=8 21=3 43=2", "street_pim": "9", "street_returned": "8", "summer_count": "1", "K19": "6", "K28_requests": "7", "K28_answered": "7"},
		"njmf-kruje":      {"K14": "18", "K15": "9 f=4 m=5 resident=6 elsewhere=3 u=0 10=2 53=1", "street_pim": "3"},
		"njmf-shijak":     {"K14": "4", "K15": "3 f=1 m=2 resident=3 elsewhere=0 u=0", "street_pim": "1"},
		"bashkia-kruje":   {"summer_count": "1", "K20_places": "30", "K20_enrolled": "22 f=12 m=10 6-10=15 11-14=7", "summer_street": "4"},
		"punesimi":        {"jobs_projects": "1", "K25": "26 f=17 m=9", "K26_planned": "12", "K26_done": "10"},
		"inspektoriati":   {"K26_planned": "30", "K26_done": "39", "K24": "4 f=2 m=2", "K24_obliged": "9"},
		"arsimi":          {"campaign_count": "6", "K22": "320", "K24": "5 f=4 m=1", "K24_obliged": "60"},
	},
	"2023-H1": {
		"policia":         {"K08": "4 f=3 m=1 11-14=1 15-17=2 18-23=1", "K09": "1 f=1 15-17=1", "K11": "2", "K14": "38", "K28_actions": "7"},
		"kufiri":          {"K08": "1 m=1 15-17=1", "K12": "3", "K24": "6 f=2 m=4", "K24_obliged": "18"},
		"sherbimi-social": {"K08": "5 f=4 m=1 11-14=1 15-17=3 18-23=1", "K09": "1 f=1 15-17=1", "K28_requests": "5", "K28_answered": "4", "K24": "4 f=3 m=1", "K24_obliged": "7"},
		"njmf-durres":     {"K14": "73", "K15": "41 f=18 m=23 0-5=4 6-10=16 11-14=14 15-17=7 resident=18 elsewhere=20 u=3 15=8 53=7 21=3 43=2", "street_pim": "11", "street_returned": "7", "summer_count": "1", "K19": "7", "K28_requests": "8", "K28_answered": "7", "campaign_count": "2", "K22": "~120"},
		"njmf-shijak":     {"K14": "9", "K15": "6 f=3 m=3 resident=4 elsewhere=2 u=0 10=2", "street_pim": "3", "street_returned": "1"},
		"bashkia-durres":  {"summer_count": "2", "K20_places": "60", "K20_enrolled": "58 f=27 m=31 6-10=33 11-14=25", "summer_street": "17", "K28_requests": "3", "K28_answered": "3", "campaign_count": "3", "K22": "~450", "K23": "500"},
		"bashkia-shijak":  {"summer_count": "1", "K20_places": "25", "K20_enrolled": "21 f=10 m=11 0-5=19", "summer_street": "3"},
		"punesimi":        {"jobs_projects": "2", "K25": "31 f=21 m=10", "K26_planned": "14", "K26_done": "9"},
		"arsimi":          {"campaign_count": "12", "K22": "870", "K23": "900", "training_count": "2", "K24": "34 f=28 m=6", "K24_obliged": "60"},
		"formimi":         {"jobs_projects": "1", "K25": "0"},
		"inspektoriati":   {"K26_planned": "40", "K26_done": "27", "K24": "5 f=2 m=3", "K24_obliged": "9"},
		"shendetesia":     {"campaign_count": "4", "K22": "61", "K24": "11 f=10 m=1", "K24_obliged": "40"},
		"world-vision":    {"summer_count": "2", "training_count": "1", "K24": "3 f=2 m=1", "K24_obliged": "4", "campaign_count": "5", "K22": ">350", "K23": "600"},
	},
}

// told is what institutions said in their own words.
var told = map[string]map[string]map[string]string{
	"2022-H1": {
		"prefekti":    {"situation": "Sezoni turistik nisi me shtim të lëvizjes së fëmijëve që lypin. Komiteti u mblodh tri herë dhe miratoi planin e vitit."},
		"njmf-durres": {"street_children": "Shumica e fëmijëve u gjetën pranë plazhit. Një pjesë vijnë nga qytete të tjera për sezonin dhe kthehen në shtator."},
		"punesimi":    {"seasonal_employment": "Projekti i punësimit sezonal u monitorua me vizita te punëdhënësi një herë në muaj."},
	},
	"2022-H2": {
		"prefekti":    {"situation": "Sezoni u mbyll në shtator; dukuria u pakësua pas hapjes së shkollave."},
		"njmf-durres": {"street_children": "Fluksi arriti kulmin në gusht. Tetë fëmijë u dorëzuan te njësia e vendbanimit."},
		"punesimi":    {"seasonal_employment": "Pas sezonit u ndoq sa punonjës mbetën në punë; shtatë nga njëzet e gjashtë."},
	},
	"2023-H1": {
		"prefekti":        {"situation": "Puna u përqendrua te fëmijët në situatë rruge para dhe në fillim të sezonit, te programet verore dhe te bashkërendimi me Policinë e Shtetit. Komiteti miratoi planin, rregulloren dhe urdhrat e vitit."},
		"policia":         {"situation": "Nuk u vu re ndryshim i formave të shfrytëzimit; lypja e detyruar mbetet rreziku kryesor për fëmijët.", "street_children": "Fëmijët u gjetën sidomos në udhëkryqe dhe në hyrje të portit.", "police_coordination": "Kërkesave të njësive për mbrojtjen e fëmijëve iu dha përgjigje zakonisht brenda 48 orëve; tri kërkesa presin ende."},
		"njmf-durres":     {"street_children": "Gjysma e fëmijëve vijnë nga Elbasani, Tirana dhe qytete të tjera. Ata qëndrojnë në grup dhe ndërrojnë vendin brenda ditës. Për njëmbëdhjetë fëmijë u hartua plan individual mbrojtjeje.", "summer_programmes": "Fëmijët që ndoqën kampin nuk u panë më në rrugë gjatë dy javëve të tij; për më tej nuk kemi të dhëna.", "police_coordination": "Bashkërendimi është përmirësuar: çdo javë bëhet një takim i shkurtër me policinë."},
		"bashkia-durres":  {"summer_programmes": "Kampi veror u zgjat në dy javë dhe pati një listë pritjeje prej njëmbëdhjetë fëmijësh.", "street_children": "Bashkia nuk mban numërim më vete; shifrat i mban njësia për mbrojtjen e fëmijëve."},
		"punesimi":        {"seasonal_employment": "Zbatohen dy projekte: punësim sezonal në hoteleri për prindër nga familje me ndihmë ekonomike dhe praktikë për të rinj mbi 18 vjeç. Monitorimi bëhet me vizitë mujore te punëdhënësi dhe me verifikim të sigurimeve shoqërore."},
		"arsimi":          {"seasonal_employment": "Zyra jep listën e familjeve ku fëmijët rrezikojnë të lënë shkollën, që prindërit të kenë përparësi në punësim.", "campaigns": "Orët informuese u zhvilluan në të tri bashkitë."},
		"inspektoriati":   {"seasonal_employment": "U kontrolluan kontratat, sigurimet dhe mosha; për dy gjetje u caktua afat dhe rikontroll."},
		"world-vision":    {"summer_programmes": "U mbështetën dy programe verore me staf dhe materiale.", "training": "Trajnimi u mbyll me një test të shkurtër para dhe pas."},
		"sherbimi-social": {"situation": "Numri i rasteve mbetet i ulët, por referimi është më i shpejtë se një vit më parë."},
	},
}

// A problem an institution met, and the measures it took or expects.
type problem struct {
	objective, body, resource string
	amount                    int64  // lek; 0 is not known
	key                       string // the same problem in a later period goes on with this one
	solved                    bool
	taken, expected           string
	due                       string // of the expected measure
}

var problems = map[string]map[string][]problem{
	"2022-H1": {
		"njmf-durres":    {{objective: "rruga", key: "transport", body: "Nuk ka mjet për t'i çuar fëmijët te njësia e vendbanimit.", resource: "transport", amount: 850_000, taken: "U kërkua mjeti i policisë në tri raste.", expected: "Marrëveshje me bashkitë për transportin.", due: "2022-10-31"}},
		"bashkia-shijak": {{objective: "verore", key: "kopshti", body: "Kopshti sezonal nuk ka mbështetje financiare.", resource: "funds", amount: 600_000, expected: "Kërkesë te donatorët para sezonit të ardhshëm.", due: "2023-03-31"}},
		"kufiri":         {{objective: "hetimi", key: "perkthyes", body: "Mungon përkthyesi për fëmijët e huaj.", resource: "interpreter", expected: "Listë përkthyesish nga zyra e gjendjes civile.", due: "2022-12-31"}},
	},
	"2022-H2": {
		"njmf-durres": {{objective: "rruga", key: "transport", body: "Nuk ka mjet për t'i çuar fëmijët te njësia e vendbanimit.", resource: "transport", amount: 850_000, expected: "Zë i veçantë në buxhetin e vitit të ardhshëm.", due: "2023-02-28"}},
		"formimi":     {{objective: "punesimi", key: "regjistrime", body: "Pak regjistrime nga grupet në nevojë.", resource: "cooperation", taken: "Takime informuese në lagje.", solved: true}},
	},
	"2023-H1": {
		"njmf-durres":    {{objective: "rruga", key: "transport", body: "Nuk ka mjet për t'i çuar fëmijët te njësia e vendbanimit.", resource: "transport", amount: 850_000, taken: "U nënshkrua rregulli i punës mes tri njësive.", expected: "Vënia në dispozicion e një mjeti nga Bashkia Durrës.", due: "2023-09-30"}, {objective: "rruga", key: "nata", body: "Ekipi i terrenit nuk mbulon orët e natës.", resource: "staff", expected: "Grafik i përbashkët me policinë për fundjavat.", due: "2023-07-31"}},
		"bashkia-durres": {{objective: "bashkerendimi", key: "fondi", body: "Shërbimi lëvizës në plazh nuk ka fond dhe mjet.", resource: "funds", amount: 1_500_000, expected: "Rishikimi i buxhetit në këshillin bashkiak.", due: "2023-09-15"}, {objective: "rruga", key: "automjeti", body: "Bashkia nuk ka mjet për shoqërimin e fëmijëve te njësia e vendbanimit.", resource: "transport", expected: "Verifikimi i mjeteve të lira në parkun e bashkisë.", due: "2023-08-31"}},
		"kufiri":         {{objective: "hetimi", key: "perkthyes", body: "Mungon përkthyesi për fëmijët e huaj.", resource: "interpreter", taken: "U hartua lista e përkthyesve, por pa fond për pagesën.", expected: "Kërkesë për fond te Ministria e Brendshme.", due: "2023-10-31"}},
		"punesimi":       {{objective: "punesimi", key: "fondi-nxitje", body: "Fondi i programit të nxitjes së punësimit miratohet pas fillimit të sezonit.", resource: "funds", expected: "Kërkesë për miratim në mars të vitit të ardhshëm.", due: "2023-12-31"}},
		"shendetesia":    {{objective: "ndergjegjesimi", key: "personel", body: "Mungon personeli për takimet në dy qendra.", resource: "staff"}},
	},
}
