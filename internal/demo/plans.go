package demo

// An objective of the sample plan, with its activities.
type objective struct {
	key, pillar, goal, title string
}

// An activity of the sample plan; the same in both years, a year apart. Dates
// are month and day. Leads and partners are ids of institutions.
type activity struct {
	key, objective, title, description string
	lead                               string
	partners, towns                    []string
	starts, due, frequency, topic      string
	target                             string
	budget                             int64 // lek; 0 is not known
	funding                            string
	indicator, unit                    string
	baseline, goal                     int64
	since                              int // first year it is in the plan; 0 is always
}

// priorities are the four of the seed, in its order, in our own words.
var priorities = [][2]string{
	{"street_children", "Puna dhe masat për fëmijët në situatë rruge, veçanërisht gjatë sezonit turistik, kur në qark vijnë edhe fëmijë që lypin nga qytete të tjera."},
	{"summer_programmes", "Programet verore të bashkive, të njësive për mbrojtjen e fëmijëve dhe të organizatave, për zbutjen e dukurisë së fëmijëve në situatë rruge, dhe ndikimi i tyre."},
	{"police_coordination", "Bashkërendimi i punës mes të gjithë aktorëve dhe strukturave të Policisë së Shtetit."},
	{"seasonal_employment", "Bashkëpunimi i strukturave të punësimit me arsimin për punësimet sezonale: cilat projekte zbatohen dhe si monitorohen."},
}

var objectives = []objective{
	{"hetimi", "prosecution", "Ndjekje penale efektive e krimeve të trafikimit", "Identifikimi proaktiv i rasteve nga strukturat ligjzbatuese"},
	{"identifikimi", "protection", "Mbrojtje e përmirësuar e viktimave dhe e viktimave të mundshme", "Identifikimi dhe referimi i viktimave të mundshme, veçanërisht i fëmijëve"},
	{"rruga", "protection", "Mbrojtje e përmirësuar e viktimave dhe e viktimave të mundshme", "Mbrojtja e fëmijëve në situatë rruge"},
	{"verore", "prevention", "Pakësim i cenueshmërisë së fëmijëve dhe të rinjve", "Programe verore dhe shërbime për fëmijët në rrezik"},
	{"punesimi", "prevention", "Pakësim i cenueshmërisë së fëmijëve dhe të rinjve", "Punësimi i grupeve në nevojë dhe i prindërve të fëmijëve në rrezik"},
	{"ndergjegjesimi", "prevention", "Ndërgjegjësim i publikut dhe i grupeve në rrezik", "Fushata sensibilizuese dhe informuese"},
	{"kapacitetet", "coordination", "Bashkërendim dhe kapacitete të strukturave vendore", "Njohja e Procedurave Standarde të Veprimit"},
	{"bashkerendimi", "coordination", "Bashkërendim dhe kapacitete të strukturave vendore", "Funksionimi i Komitetit Rajonal dhe i Tryezës Teknike"},
}

var activities = []activity{
	{key: "kontrolle", objective: "hetimi", title: "Kontrolle të përbashkëta në hyrje të portit, plazhe dhe udhëkryqe", lead: "policia", partners: []string{"kufiri", "njmf-durres"}, towns: []string{"10"}, starts: "05-15", due: "09-15", frequency: "season", topic: "police_coordination", funding: "existing", indicator: "Kontrolle të përbashkëta", unit: "activities", baseline: 6, goal: 12},
	{key: "kufiri", objective: "hetimi", title: "Intervistimi i fëmijëve të pashoqëruar në pikën kufitare", lead: "kufiri", partners: []string{"sherbimi-social"}, towns: []string{"10"}, frequency: "continuous", topic: "cases", funding: "existing", indicator: "Fëmijë të intervistuar", unit: "children", baseline: 4, goal: 4},
	{key: "referimi", objective: "identifikimi", title: "Takime tremujore për referimin e rasteve mes policisë, shërbimit social dhe njësive për mbrojtjen e fëmijëve", lead: "sherbimi-social", partners: []string{"policia", "njmf-durres", "njmf-kruje", "njmf-shijak"}, towns: []string{"10", "11", "12"}, frequency: "quarterly", topic: "police_coordination", funding: "existing", indicator: "Takime të mbajtura", unit: "meetings", baseline: 2, goal: 4},
	{key: "harta", objective: "identifikimi", title: "Hartimi i listës së shërbimeve për viktimat e mundshme në qark", lead: "sherbimi-social", partners: []string{"world-vision"}, towns: []string{"10", "11", "12"}, due: "04-30", topic: "cases", funding: "existing", indicator: "Shërbime të listuara", unit: "count", baseline: 0, goal: 20},
	{key: "terreni-durres", objective: "rruga", title: "Ekipe terreni për fëmijët në situatë rruge gjatë sezonit turistik, Durrës", lead: "njmf-durres", partners: []string{"policia", "world-vision"}, towns: []string{"10"}, starts: "05-15", due: "09-15", frequency: "season", topic: "street_children", target: "fëmijë në situatë rruge", budget: 900_000, funding: "existing", indicator: "Dalje në terren", unit: "visits", baseline: 20, goal: 40},
	{key: "terreni-kruje", objective: "rruga", title: "Monitorimi i fëmijëve që lypin në qendrën historike, Krujë", lead: "njmf-kruje", partners: []string{"policia"}, towns: []string{"11"}, starts: "05-01", due: "09-30", frequency: "season", topic: "street_children", target: "fëmijë në situatë rruge", funding: "existing", indicator: "Dalje në terren", unit: "visits", baseline: 8, goal: 16},
	{key: "dorezimi", objective: "rruga", title: "Rregull pune për dorëzimin e fëmijëve te njësia e vendbanimit", lead: "njmf-durres", partners: []string{"njmf-kruje", "njmf-shijak"}, towns: []string{"10", "11", "12"}, due: "05-31", topic: "street_children", funding: "existing", indicator: "Rregulli i miratuar", unit: "count", baseline: 0, goal: 1},
	{key: "kampi-durres", objective: "verore", title: "Kamp veror me përgatitje për shkollën, Durrës", lead: "bashkia-durres", partners: []string{"njmf-durres", "world-vision"}, towns: []string{"10"}, due: "06-30", topic: "summer_programmes", target: "fëmijë 6–14 vjeç", budget: 1_200_000, funding: "existing", indicator: "Fëmijë të regjistruar", unit: "children", baseline: 30, goal: 60},
	{key: "kopshti", objective: "verore", title: "Kopsht sezonal për fëmijët e punëtorëve të sezonit, Shijak", lead: "bashkia-shijak", partners: []string{"world-vision"}, towns: []string{"12"}, due: "06-15", topic: "summer_programmes", target: "fëmijë 3–6 vjeç", budget: 600_000, funding: "donor", indicator: "Fëmijë të regjistruar", unit: "children", baseline: 0, goal: 25},
	{key: "kampi-kruje", objective: "verore", title: "Ditë verore në qendrën komunitare, Krujë", lead: "bashkia-kruje", partners: []string{"njmf-kruje", "qendra-komunitare"}, towns: []string{"11"}, due: "08-31", topic: "summer_programmes", target: "fëmijë 6–14 vjeç", budget: 350_000, funding: "existing", indicator: "Fëmijë të regjistruar", unit: "children", baseline: 15, goal: 30},
	{key: "sezonale", objective: "punesimi", title: "Punësim sezonal i prindërve nga familje me ndihmë ekonomike", lead: "punesimi", partners: []string{"arsimi", "bashkia-durres"}, towns: []string{"10", "11", "12"}, due: "06-30", topic: "seasonal_employment", target: "prindër, të rinj mbi 18 vjeç", budget: 4_500_000, funding: "new", indicator: "Kontrata", unit: "contracts", baseline: 20, goal: 45},
	{key: "inspektime", objective: "punesimi", title: "Inspektime në turizëm për kontratat dhe punën e të miturve", lead: "inspektoriati", partners: []string{"policia"}, towns: []string{"10", "12"}, starts: "05-15", due: "09-15", frequency: "season", topic: "seasonal_employment", funding: "existing", indicator: "Inspektime", unit: "visits", baseline: 30, goal: 60},
	{key: "kurse", objective: "punesimi", title: "Kurse profesionale për gra dhe të rinj nga grupet në nevojë", lead: "formimi", partners: []string{"punesimi"}, towns: []string{"10"}, due: "11-30", topic: "seasonal_employment", funding: "existing", indicator: "Pjesëmarrës", unit: "persons", baseline: 18, goal: 30},
	{key: "shkolla", objective: "ndergjegjesimi", title: "Orë informuese në shkolla për rreziqet e trafikimit", lead: "arsimi", partners: []string{"policia", "world-vision"}, towns: []string{"10", "11", "12"}, due: "05-31", topic: "campaigns", target: "nxënës të klasave VIII–XII", funding: "existing", indicator: "Nxënës të informuar", unit: "persons", baseline: 600, goal: 900},
	{key: "tetori", objective: "ndergjegjesimi", title: "Kalendari i Muajit Antitrafik", lead: "prefekti", partners: []string{"arsimi", "world-vision", "njmf-durres"}, towns: []string{"10", "11", "12"}, due: "10-31", topic: "campaigns", target: "publiku, nxënës", funding: "donor", indicator: "Aktivitete", unit: "activities", baseline: 4, goal: 6},
	{key: "shendeti", objective: "ndergjegjesimi", title: "Informim në qendrat shëndetësore për shenjat e trafikimit", lead: "shendetesia", towns: []string{"10", "11", "12"}, due: "06-30", topic: "campaigns", target: "personel shëndetësor, nëna", funding: "existing", indicator: "Takime", unit: "meetings", baseline: 3, goal: 6},
	{key: "trajnimi", objective: "kapacitetet", title: "Trajnim për Procedurat Standarde të Veprimit me anëtarët e Tryezës Teknike", lead: "world-vision", partners: []string{"policia", "sherbimi-social"}, towns: []string{"10", "11", "12"}, due: "06-30", topic: "training", target: "profesionistë", budget: 280_000, funding: "donor", indicator: "Profesionistë të trajnuar", unit: "persons", baseline: 22, goal: 40},
	{key: "udherrefyes", objective: "kapacitetet", title: "Udhërrëfyes i shkurtër për mësuesit: çfarë bëhet kur dyshohet", lead: "arsimi", partners: []string{"njmf-durres"}, towns: []string{"10", "11", "12"}, due: "03-31", topic: "training", funding: "existing", indicator: "Shkolla që e kanë marrë", unit: "count", baseline: 0, goal: 30, since: 2023},
	{key: "rregullorja", objective: "bashkerendimi", title: "Miratimi i rregullores së Komitetit dhe të Tryezës Teknike", lead: "prefekti", due: "03-31", funding: "existing", indicator: "Rregullorja e miratuar", unit: "count", baseline: 0, goal: 1},
	{key: "zyra-social", objective: "bashkerendimi", title: "Shërbim social lëvizës në zonën e plazhit", lead: "bashkia-durres", partners: []string{"sherbimi-social"}, towns: []string{"10"}, due: "06-15", topic: "street_children", budget: 1_500_000, funding: "new", indicator: "Ditë shërbimi", unit: "days", baseline: 0, goal: 60, since: 2023},
}
