// Package indicator holds the definitions of what Tryeza measures ("pasaporta e
// treguesve"): for each indicator its name, unit and formula, and the formulas
// themselves as functions without any database.
//
// The codes and formulas are those proposed in the domain guide, section 6.2,
// from what real reports count; no official list was found.
package indicator

import (
	"fmt"
	"slices"

	"tryeza/internal/code"
	"tryeza/internal/figure"
)

// A Definition is the passport of one indicator.
type Definition struct {
	Code    string
	Name    string // Albanian
	Unit    figure.Unit
	Formula string // Albanian words
	Version int
}

// String is the definition as a figure carries it: words and version.
func (d Definition) String() string { return fmt.Sprintf("%s (v%d)", d.Formula, d.Version) }

var computed = []Definition{
	{"K01", "Shkalla e realizimit të planit", figure.Rate, "(të realizuara + të realizuara me vonesë) ÷ aktivitetet me afat në periudhë; të anuluarat me vendim nuk hyjnë në pjesëtues, të barturat hyjnë", 1},
	{"K01_partly", "Të realizuara pjesërisht", figure.Rate, "të realizuara pjesërisht ÷ aktivitetet me afat në periudhë", 1},
	{"K02", "Shkalla e realizimit brenda afatit", figure.Rate, "të realizuara brenda afatit ÷ (të realizuara + të realizuara me vonesë)", 1},
	{"K03", "Mbledhje të mbajtura kundrejt atyre të detyrueshme", figure.Rate, "mbledhje të mbajtura ÷ afatet që ranë në periudhë; çdo afat është mbledhja e fundit (ose fillimi i urdhrit) plus intervali i rregullit", 1},
	{"K03_kept", "Afate mbledhjesh të mbajtura në kohë", figure.Rate, "afate deri në të cilat u mbajt një mbledhje ÷ afatet që ranë në periudhë", 1},
	{"K04", "Hapësira më e gjatë mes mbledhjeve", figure.Days, "ditët më të shumta mes dy mbledhjeve të njëpasnjëshme", 1},
	{"K05", "Pjesëmarrja në mbledhje", figure.Rate, "institucione të pranishme ÷ vende në fuqi atë ditë, për të gjitha mbledhjet e periudhës", 1},
	{"K07", "Detyra të mbyllura kundrejt atyre të dhëna", figure.Rate, "detyra të mbyllura deri ditën e fundit ÷ detyra të dhëna në periudhë; të anuluarat nuk hyjnë", 1},
	{"K07_given", "Detyra të dhëna në periudhë", figure.Count, "detyra të dhëna në periudhë, pa të anuluarat", 1},
	{"K07_ontime", "Detyra të kryera brenda afatit", figure.Rate, "të kryera brenda afatit ÷ detyrat e dhëna e të mbyllura në periudhë që kishin afat", 1},
	{"K07_days", "Ditë nga dhënia te kryerja e detyrës (mediana)", figure.Days, "mediana e ditëve nga dhënia te kryerja, për detyrat e mbyllura në periudhë, kurdo që janë dhënë", 1},
	{"K07_open", "Detyra të hapura në fund të periudhës", figure.Count, "detyra të dhëna e ende të pambyllura ditën e fundit, kurdo që janë dhënë; edhe ato në pritje të verifikimit", 1},
	{"K07_age", "Mosha e detyrave të hapura (mediana)", figure.Days, "mediana e ditëve nga dhënia deri ditën e fundit, për detyrat e hapura", 1},
	{"K07_overdue", "Detyra me vonesë në fund të periudhës", figure.Count, "detyra të hapura me afat para ditës së fundit; ato në pritje të verifikimit nuk hyjnë", 1},
	{"K07_waiting", "Detyra në pritje të verifikimit", figure.Count, "detyra të raportuara si të kryera, që ditën e fundit prisnin verifikimin", 1},
	{"K07_escalated", "Detyra me vonesë të ngritura më lart", figure.Count, "detyra të hapura ditën e fundit, për vonesën e të cilave ishte njoftuar titullari ose kryetari", 1},
	{"K06", "Plotësia e raportimit", figure.Rate, "institucione që dërguan brenda afatit ÷ institucione që kishin detyrim", 1},
	{"K06_accepted", "Raportime të pranuara", figure.Rate, "raportime të pranuara ÷ institucione që kishin detyrim", 1},
	{"K16", "Pjesa e fëmijëve të ardhur nga bashki të tjera", figure.Rate, "fëmijë të ardhur nga bashki të tjera ÷ fëmijë me vendbanim të njohur", 1},
	{"K24_coverage", "Mbulimi me trajnim", figure.Rate, "profesionistë të trajnuar ÷ profesionistë që duhet të trajnohen, te institucionet që dhanë të dyja shifrat", 1},
	{"K26", "Vizita monitoruese të kryera kundrejt atyre të planifikuara", figure.Rate, "vizita të kryera ÷ vizita të planifikuara", 1},
	{"K28_rate", "Kërkesa drejtuar Policisë me përgjigje", figure.Rate, "kërkesa me përgjigje ÷ kërkesa të dërguara", 1},
	{"K28_sent", "Kërkesa drejtuar Policisë të ndjekura si detyra", figure.Count, "detyra të llojit kërkesë që i janë dhënë Policisë në periudhë, pa të anuluarat", 1},
	{"K28_days", "Ditë deri te përgjigjja e Policisë (mediana)", figure.Days, "mediana e ditëve nga kërkesa te përgjigjja, për kërkesat e mbyllura në periudhë", 1},
	{"K28_late", "Kërkesa drejtuar Policisë pa përgjigje pas afatit", figure.Count, "kërkesa të hapura ditën e fundit, me afat para saj", 1},
	{"K29", "Problematika të hapura", figure.Count, "problematika të ngritura deri ditën e fundit ose në raportimet e periudhës, që nuk ishin zgjidhur; të bashkuarat numërohen një herë", 2},
	{"K29_amount", "Vlera e burimeve që mungojnë", figure.Lek, "shuma e vlerave të njohura të burimeve që mungojnë te problematikat e hapura; e problematikave të bashkuara vlera e asaj që mbetet, ose kur kjo nuk dihet, më e madhja e të tjerave", 2},
	{"K29_age", "Mosha e problematikave të hapura (mediana)", figure.Days, "mediana e ditëve nga dita kur u ngrit deri ditën e fundit, për problematikat e hapura", 1},
	{"K29_aged", "Problematika të hapura prej kohësh", figure.Count, "problematika të hapura për më shumë kohë se sa thotë rregulli", 1},
	{"K29_solved", "Problematika të zgjidhura në periudhë", figure.Count, "problematika që raportimet e periudhës i japin të zgjidhura, ose me ditë zgjidhjeje në periudhë pa raportim", 1},
	{"K29_escalated", "Problematika te koordinatori kombëtar", figure.Count, "problematika të hapura që i ishin dërguar koordinatorit kombëtar", 1},
	{"K29_unanswered", "Problematika pa përgjigje nga koordinatori kombëtar", figure.Count, "problematika të hapura që i ishin dërguar koordinatorit kombëtar dhe ditën e fundit nuk kishin përgjigje", 1},
	{"K30", "Cilësia e të dhënave", figure.Rate, "kontrolle pa vërejtje ÷ kontrolle të kryera mbi shumat dhe zbërthimet", 1},
	{"activities_due", "Aktivitete me afat në periudhë", figure.Count, "aktivitete të planit me afat në periudhë, pa të anuluarat me vendim", 1},
}

// Find returns the definition of an indicator: a computed one, or the count
// asked of institutions under this code.
func Find(c string) Definition {
	for _, d := range slices.Concat(computed, counted, inRegisters()) {
		if d.Code == c {
			return d
		}
	}
	if n, _, ok := code.FindCount(c); ok {
		return Definition{n.Code, n.SQ, figure.Unit(n.Unit), "shuma e asaj që raportuan institucionet; i njëjti person a rast mund të numërohet nga më shumë se një institucion", 1}
	}
	return Definition{Code: c, Name: c, Unit: figure.Count, Formula: c, Version: 1}
}
