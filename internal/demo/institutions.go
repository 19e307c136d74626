package demo

import "tryeza/internal/committee"

// An institution of the sample. The institutions are those that notices of the
// prefecture of Durrës name (2016–2022); ids are for this sample only.
type institution struct {
	id, name, short, kind, sector, town string
	committee, table                    string // kind of seat in each body, "" for none
	before, until                       string // what it was called earlier, and until when
	alias                               string
}

var institutions = []institution{
	{id: "prefekti", name: "Prefekti i Qarkut Durrës", short: "Prefekti", kind: committee.State, sector: "prefecture", committee: "chair", table: "chair"},
	{id: "bashkia-durres", name: "Bashkia Durrës", short: "B. Durrës", kind: committee.State, sector: "municipality", town: "10", committee: "member", table: "member"},
	{id: "bashkia-kruje", name: "Bashkia Krujë", short: "B. Krujë", kind: committee.State, sector: "municipality", town: "11", committee: "member", table: "member"},
	{id: "bashkia-shijak", name: "Bashkia Shijak", short: "B. Shijak", kind: committee.State, sector: "municipality", town: "12", committee: "member", table: "member"},
	{id: "njmf-durres", name: "Njësia për Mbrojtjen e Fëmijëve, Bashkia Durrës", short: "NJMF Durrës", kind: committee.State, sector: "child_protection", town: "10", table: "member"},
	{id: "njmf-kruje", name: "Njësia për Mbrojtjen e Fëmijëve, Bashkia Krujë", short: "NJMF Krujë", kind: committee.State, sector: "child_protection", town: "11", table: "member"},
	{id: "njmf-shijak", name: "Njësia për Mbrojtjen e Fëmijëve, Bashkia Shijak", short: "NJMF Shijak", kind: committee.State, sector: "child_protection", town: "12", table: "member"},
	{id: "policia", name: "Drejtoria Vendore e Policisë Durrës", short: "DVP", kind: committee.State, sector: "police", committee: "member", table: "member"},
	{id: "kufiri", name: "Drejtoria Vendore për Kufirin dhe Migracionin Durrës", short: "DVKM", kind: committee.State, sector: "border", committee: "member", table: "member"},
	{id: "sherbimi-social", name: "Drejtoria Rajonale e Shërbimit Social Shtetëror", short: "DRShSSh", kind: committee.State, sector: "social", committee: "member", table: "member"},
	{id: "arsimi", name: "Zyra Vendore e Arsimit Parauniversitar Durrës", short: "ZVAP", kind: committee.State, sector: "education", committee: "member", table: "member", before: "Drejtoria Arsimore Rajonale Durrës", until: "2019-06-30", alias: "Arsimi"},
	{id: "shendetesia", name: "Njësia Vendore e Kujdesit Shëndetësor Durrës", short: "NjVKSh", kind: committee.State, sector: "health", committee: "member", table: "member", before: "Drejtoria e Shëndetit Publik Durrës", until: "2019-06-30", alias: "Shëndetësia"},
	{id: "punesimi", name: "Drejtoria Rajonale e Punësimit Durrës", short: "DRP", kind: committee.State, sector: "employment", committee: "member", table: "member", alias: "Zyra e Punës"},
	{id: "formimi", name: "Drejtoria Rajonale e Formimit Profesional Durrës", short: "DRFP", kind: committee.State, sector: "vocational", table: "member", alias: "Formimi Profesional"},
	{id: "inspektoriati", name: "Inspektoriati Shtetëror i Punës dhe Shërbimeve Shoqërore, Durrës", short: "ISHPSHSH", kind: committee.State, sector: "inspectorate", table: "member", alias: "Inspektoriati i Punës"},
	{id: "world-vision", name: "World Vision", short: "WV", kind: committee.NGO, sector: "ngo", committee: "invited", table: "member"},
	{id: "sot-per-te-ardhmen", name: "Sot për të Ardhmen", short: "SPA", kind: committee.NGO, sector: "ngo", table: "invited"},
	{id: "qendra-komunitare", name: "Qendra Komunitare Multifunksionale", short: "QKM", kind: committee.NGO, sector: "ngo", table: "invited"},
	{id: "arsis", name: "ARSIS", short: "ARSIS", kind: committee.NGO, sector: "ngo", table: "invited"},
	{id: "prokuroria", name: "Prokuroria pranë Gjykatës së Rrethit Durrës", short: "Prokuroria", kind: committee.State, sector: "prosecution", committee: "invited"},
	{id: "shish", name: "Shërbimi Informativ i Shtetit", short: "SHISH", kind: committee.State, sector: "intelligence", committee: "invited"},
	{id: "koordinatori", name: "Zyra e Koordinatorit Kombëtar, Ministria e Brendshme", short: "ONAC", kind: committee.State, sector: "national", committee: "observer"},
	{id: "unicef", name: "UNICEF", short: "UNICEF", kind: committee.International, sector: "international", committee: "observer", table: "invited"},
}
