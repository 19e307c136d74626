// Package indicator holds the definitions of what Tryeza measures ("pasaporta e
// treguesve"): for each indicator its name, unit and formula, and the formulas
// themselves as functions without any database.
//
// The codes and formulas are those proposed in the domain guide, section 6.2,
// from what real reports count; no official list was found.
package indicator

import (
	"fmt"

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
	{"K04", "Hapësira më e gjatë mes mbledhjeve", figure.Days, "ditët më të shumta mes dy mbledhjeve të njëpasnjëshme", 1},
	{"K05", "Pjesëmarrja në mbledhje", figure.Rate, "institucione të pranishme ÷ vende në fuqi atë ditë, për të gjitha mbledhjet e periudhës", 1},
	{"K06", "Plotësia e raportimit", figure.Rate, "institucione që dërguan brenda afatit ÷ institucione që kishin detyrim", 1},
	{"K06_accepted", "Raportime të pranuara", figure.Rate, "raportime të pranuara ÷ institucione që kishin detyrim", 1},
	{"K16", "Pjesa e fëmijëve të ardhur nga bashki të tjera", figure.Rate, "fëmijë të ardhur nga bashki të tjera ÷ fëmijë me vendbanim të njohur", 1},
	{"K24_coverage", "Mbulimi me trajnim", figure.Rate, "profesionistë të trajnuar ÷ profesionistë që duhet të trajnohen, te institucionet që dhanë të dyja shifrat", 1},
	{"K26", "Vizita monitoruese të kryera kundrejt atyre të planifikuara", figure.Rate, "vizita të kryera ÷ vizita të planifikuara", 1},
	{"K28_rate", "Kërkesa drejtuar Policisë me përgjigje", figure.Rate, "kërkesa me përgjigje ÷ kërkesa të dërguara", 1},
	{"K29", "Problematika të hapura", figure.Count, "problematika të raportuara që nuk janë zgjidhur", 1},
	{"K29_amount", "Vlera e burimeve që mungojnë", figure.Lek, "shuma e vlerave të njohura të burimeve që mungojnë", 1},
	{"K30", "Cilësia e të dhënave", figure.Rate, "kontrolle pa vërejtje ÷ kontrolle të kryera mbi shumat dhe zbërthimet", 1},
	{"activities_due", "Aktivitete me afat në periudhë", figure.Count, "aktivitete të planit me afat në periudhë, pa të anuluarat me vendim", 1},
}

// Find returns the definition of an indicator: a computed one, or the count
// asked of institutions under this code.
func Find(c string) Definition {
	for _, d := range computed {
		if d.Code == c {
			return d
		}
	}
	if n, _, ok := code.FindCount(c); ok {
		return Definition{n.Code, n.SQ, figure.Unit(n.Unit), "shuma e asaj që raportuan institucionet; i njëjti person a rast mund të numërohet nga më shumë se një institucion", 1}
	}
	return Definition{Code: c, Name: c, Unit: figure.Count, Formula: c, Version: 1}
}
