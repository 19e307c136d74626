package indicator

import (
	"slices"

	"tryeza/internal/figure"
)

// A register of prevention, by the name of its pages.
type register struct {
	name string
	list []Definition
}

// registered are the indicators that are counted in the registers of prevention.
// They stand beside what institutions without a register report, and are never
// added to it.
var registered = []register{
	{"programme", []Definition{
		{"summer_register", "Programe verore, sipas regjistrit", "activities", "programe që ranë në periudhë, pa të anuluarat", 1},
		{"K20_places_register", "Vende në programet verore, sipas regjistrit", "places", "shuma e vendeve të programeve", 1},
		{"K20_registrations", "Regjistrime në programe verore, sipas regjistrit", "children", "shuma e regjistrimeve të programeve; një fëmijë që u regjistrua në dy programe numërohet dy herë", 1},
		{"K20_present", "Fëmijë të pranishëm në ditë, mesatarisht", "children", "shuma e të pranishmëve ÷ ditët e numëruara; ditët pa shënim nuk hyjnë", 1},
		{"K20_attendance", "Frekuentimi mesatar i programeve verore", figure.Rate, "të pranishëm në ditët e numëruara ÷ vendet e po atyre ditëve, te programet ku dihen të dyja", 1},
		{"K20_days", "Ditë programi me frekuentim të shënuar", figure.Rate, "ditë me shënim ÷ ditët e programit deri ditën e fundit, pa ditët pa zhvillim", 1},
		{"K20_followed", "Ndjekje të programeve pas 30 dhe 90 ditësh", figure.Rate, "ndjekje të kryera ÷ ndjekje që duhej të ishin kryer deri ditën e fundit", 1},
		{"K20_linked", "Persona të lidhur me shërbime", "persons", "shuma e personave që programet i lidhën me shërbimin; i njëjti person mund të jetë te dy programe", 1},
	}},
	{"employment", []Definition{
		{"jobs_register", "Projekte punësimi sezonal, sipas regjistrit", "activities", "projekte të miratuara ose të mbyllura që ranë në periudhë", 1},
		{"K25_places", "Vende pune në projektet sezonale", "places", "shuma e vendeve të punës të projekteve", 1},
		{"K25_register", "Punësime sezonale, sipas regjistrit", "contracts", "punësime të listuara që nisën në periudhë; te projektet pa listë numri i dhënë për projektin", 1},
		{"K25_minors", "Punësime të personave nën 18 vjeç", "contracts", "punësime të listuara që nisën në periudhë, me grupmoshë nën 18 vjeç", 1},
		{"K25_contract", "Punësime me kontratë të parë", figure.Rate, "punësime ku kontrata u pa ÷ punësime të listuara që nisën në periudhë, për të cilat dihet", 1},
		{"K25_insured", "Punësime me sigurime të para", figure.Rate, "punësime ku sigurimet u panë ÷ punësime të listuara që nisën në periudhë, për të cilat dihet", 1},
		{"K27", "Mbajtja në punë", figure.Rate, "ende në punë pas kaq ditësh ÷ punësimet e listuara për të cilat ajo ditë ra në periudhë dhe dihet përgjigjja", 1},
		{"K26_register", "Vizita monitoruese të kryera kundrejt atyre të planifikuara, sipas regjistrit", figure.Rate, "vizita të planifikuara për në periudhë që u kryen ÷ vizita të planifikuara për në periudhë", 1},
		{"K26_compliant", "Vizita që gjetën përputhje", figure.Rate, "vizita pa mangësi e pa shkelje ÷ vizita të kryera", 1},
		{"K26_overdue", "Vizita monitoruese me vonesë", figure.Count, "vizita të planifikuara para ditës së fundit dhe ende të pakryera", 1},
		{"K26_rechecked", "Shkelje të rikontrolluara", figure.Rate, "shkelje të para përsëri ÷ shkelje të gjetura në vizitat e periudhës", 1},
		{"fairs", "Panaire pune", "activities", "panaire të zhvilluara në periudhë", 1},
		{"fair_hired", "Të punësuar në panaire", "persons", "shuma e të punësuarve të panaireve; i njëjti person mund të jetë numëruar në dy panaire", 1},
	}},
	{"campaign", []Definition{
		{"campaign_register", "Aktivitete sensibilizuese të zhvilluara, sipas regjistrit", "activities", "aktivitete të zhvilluara në periudhë", 1},
		{"K22_counted", "Persona të arritur, të numëruar", "persons", "shuma për aktivitetet ku pjesëmarrësit u numëruan; i njëjti person numërohet në çdo aktivitet ku ishte", 1},
		{"K22_estimated", "Persona të arritur, të vlerësuar", "persons", "shuma për aktivitetet ku numri u vlerësua; i njëjti person hyn në çdo aktivitet ku ishte", 1},
		{"K22_unknown", "Aktivitete ku nuk dihet sa u arritën", "activities", "aktivitete të zhvilluara pa numër të personave të arritur", 1},
		{"K23_register", "Materiale të shpërndara, sipas regjistrit", "materials", "shuma e materialeve të aktiviteteve", 1},
		{"campaign_followed", "Gjetje të fushatave të ndjekura", figure.Rate, "gjetje me ndjekje të kryer ÷ gjetje të aktiviteteve të periudhës", 1},
		{"campaign_slots", "Kalendari i fushatës i kryer", figure.Rate, "pika të kalendarit me një aktivitet të zhvilluar ÷ pikat e kalendarit", 1},
	}},
	{"training", []Definition{
		{"training_register", "Seanca trajnimi të zhvilluara, sipas regjistrit", "activities", "seanca të zhvilluara në periudhë", 1},
		{"K24_present", "Profesionistë të ndryshëm në trajnimet e periudhës", "persons", "profesionistë të listuar që ishin në të paktën një seancë të periudhës, secili një herë", 1},
		{"K24_trained", "Profesionistë me trajnim të vlefshëm", "persons", "profesionistë të ndryshëm me një trajnim që vlen ditën e fundit, për versionin e procedurave në fuqi", 1},
		{"K24_must", "Profesionistë që duhet t'i njohin procedurat", "persons", "shuma e detyrimeve në fuqi ditën e fundit, sipas institucionit dhe funksionit", 1},
		{"K24_valid", "Mbulimi me trajnim të vlefshëm", figure.Rate, "profesionistë të funksioneve të detyruara me trajnim të vlefshëm ditën e fundit ÷ profesionistë të detyruar", 1},
		{"K24_expiring", "Trajnime që skadojnë brenda 60 ditësh", "persons", "profesionistë me trajnim të vlefshëm, i cili skadon brenda 60 ditësh nga dita e fundit", 1},
		{"K24_before", "Përgjigje të sakta para trajnimit", figure.Rate, "përgjigje të sakta ÷ pyetje, për ata që e bënë kontrollin para dhe pas", 1},
		{"K24_after", "Përgjigje të sakta pas trajnimit", figure.Rate, "përgjigje të sakta ÷ pyetje, për ata që e bënë kontrollin para dhe pas", 1},
	}},
}

// RegisterOf is the register that an indicator is counted in: programme,
// employment, campaign or training; "" for every other.
func RegisterOf(code string) string {
	for _, r := range registered {
		if slices.ContainsFunc(r.list, func(d Definition) bool { return d.Code == code }) {
			return r.name
		}
	}
	return ""
}

func inRegisters() []Definition {
	var list []Definition
	for _, r := range registered {
		list = append(list, r.list...)
	}
	return list
}
