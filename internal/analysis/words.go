package analysis

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/text"
)

// stateForms count activities of one state, agreeing with "aktivitet".
var stateForms = map[string]text.Forms{
	"done":         {One: "{n} i realizuar", Many: "{n} të realizuara"},
	"done_late":    {One: "{n} i realizuar me vonesë", Many: "{n} të realizuara me vonesë"},
	"partly_done":  {One: "{n} i realizuar pjesërisht", Many: "{n} të realizuara pjesërisht"},
	"in_progress":  {One: "{n} në proces", Many: "{n} në proces"},
	"planned":      {One: "{n} i planifikuar", Many: "{n} të planifikuara"},
	"not_done":     {One: "{n} i parealizuar", Many: "{n} të parealizuara"},
	"carried_over": {One: "{n} i bartur në vitin tjetër", Many: "{n} të bartura në vitin tjetër"},
	"cancelled":    {One: "{n} i anuluar me vendim", Many: "{n} të anuluara me vendim"},
	"":             {One: "{n} pa raportim", Many: "{n} pa raportim"},
}

// states says how many activities are in each state, the states without any
// left out: "3 të realizuara, 1 në proces dhe 1 pa raportim".
func states(list []Activity, state func(Activity) string) string {
	n := map[string]int{}
	for _, a := range list {
		n[state(a)]++
	}
	var said []string
	for _, s := range append(code.ActivityStates.Codes(), "") {
		if n[s] > 0 {
			said = append(said, count(n[s], stateForms[s]))
		}
	}
	return text.List(text.SQ, said)
}

// stateLabel is the state of an activity in a table.
func stateLabel(s string) string {
	if s == "" {
		return "nuk u raportua"
	}
	return code.ActivityStates.Label(text.SQ, s)
}

func unitWords(u string) string { return code.RuleUnits.Label(text.SQ, u) }

var (
	institutionForms = text.Forms{Zero: "asnjë institucion", One: "{n} institucion", Many: "{n} institucione"}
	withoutForms     = text.Forms{One: "Të dhënat e këtij institucioni nuk janë në shifrat më poshtë.", Many: "Të dhënat e këtyre institucioneve nuk janë në shifrat më poshtë."}
	activityForms    = text.Forms{Zero: "asnjë aktivitet", One: "{n} aktivitet", Many: "{n} aktivitete"}
	meetingForms     = text.Forms{Zero: "Gjatë periudhës nuk u mbajt asnjë mbledhje.", One: "Gjatë periudhës u mbajt {n} mbledhje.", Many: "Gjatë periudhës u mbajtën {n} mbledhje."}
	bodyMetForms     = text.Forms{Zero: "nuk u mblodh asnjë herë gjatë periudhës.", One: "u mblodh {n} herë gjatë periudhës.", Many: "u mblodh {n} herë gjatë periudhës."}
	dueDateForms     = text.Forms{One: "Nga {n} afat", Many: "Nga {n} afate"}
	keptForms        = text.Forms{Zero: "nuk u mbajt asnjë në kohë", One: "u mbajt në kohë {n}", Many: "u mbajtën në kohë {n}"}
	missedForms      = text.Forms{One: "kaloi pa mbledhje", Many: "kaluan pa mbledhje"}
	unseatedForms    = text.Forms{One: "Për {n} mbledhje nuk kishte urdhër në fuqi me vende, prandaj ajo nuk hyn te pjesëmarrja.", Many: "Për {n} mbledhje nuk kishte urdhër në fuqi me vende, prandaj ato nuk hyjnë te pjesëmarrja."}
	taskGivenForms   = text.Forms{Zero: "Gjatë periudhës nuk u dha asnjë detyrë.", One: "Gjatë periudhës u dha {n} detyrë.", Many: "Gjatë periudhës u dhanë {n} detyra."}
	taskClosedForms  = text.Forms{Zero: "Deri më %s asnjë prej tyre nuk është mbyllur (%s).", One: "Deri më %s prej tyre është mbyllur {n} (%s).", Many: "Deri më %s prej tyre janë mbyllur {n} (%s)."}
	taskOpenForms    = text.Forms{One: "Më %s ishte e hapur {n} detyrë, e dhënë %s më parë.", Many: "Më %s ishin të hapura {n} detyra; mediana e moshës së tyre është %s."}
	taskStateForms   = map[string]text.Forms{
		"": {Many: "{n} dhënë pas periudhës"}, "open": {One: "{n} e hapur", Many: "{n} të hapura"}, "answered": {Many: "{n} në pritje të verifikimit"},
		"closed": {One: "{n} e mbyllur", Many: "{n} të mbyllura"}, "cancelled": {One: "{n} e anuluar", Many: "{n} të anuluara"},
	}
	problemForms  = text.Forms{Zero: "Në fund të periudhës nuk kishte asnjë problematikë të hapur.", One: "Në fund të periudhës ishte e hapur {n} problematikë.", Many: "Në fund të periudhës ishin të hapura {n} problematika."}
	solvedForms   = text.Forms{One: "Gjatë periudhës u zgjidh {n}.", Many: "Gjatë periudhës u zgjidhën {n}."}
	doneForms     = text.Forms{One: "{n} masë e pritshme u krye", Many: "{n} masa të pritshme u kryen"}
	takenForms    = text.Forms{Zero: "Nuk u raportua asnjë masë e marrë", One: "U raportua {n} masë e marrë", Many: "U raportuan {n} masa të marra"}
	expectedForms = text.Forms{Zero: "asnjë masë nuk pritet të merret", One: "{n} masë pritet të merret", Many: "{n} masa priten të merren"}
	dayForms      = text.Forms{Zero: "0 ditë", One: "{n} ditë", Many: "{n} ditë"}
	earlierForms  = text.Forms{Zero: "Asnjë aktivitet nuk kishte afat në këtë periudhë.", One: "Në këtë periudhë kishte afat {n} aktivitet i planit:", Many: "Në këtë periudhë kishin afat {n} aktivitete të planit:"}
)

// answerForms say how many institutions reported on a topic.
var answerForms = text.Forms{
	Zero: "Asnjë institucion nuk raportoi për këtë çështje.",
	One:  "Për këtë çështje raportoi {n} institucion.",
	Many: "Për këtë çështje raportuan {n} institucione.",
}

// lowerFirst is a name as it stands inside a sentence: names of its own in it
// keep their capital letters.
func lowerFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[size:]
}

// within is a period as it stands after "në": "6-mujorin e dytë 2022", "vitin 2022".
func within(p figure.Period) string {
	words := p.Name("sq")
	for _, x := range [][2]string{{"viti ", "vitin "}, {"mujori i ", "mujorin e "}} {
		words = strings.Replace(words, x[0], x[1], 1)
	}
	return words
}

// place names a municipality by its code.
func place(c string) string { return code.MunicipalityName(c) }
