package employment

import (
	"tryeza/internal/code"
	"tryeza/internal/text"
)

// every is how many months lie between two checks of a frequency. What is done in
// the season, or all the time, is looked at each month.
var every = map[string]int{"once": 0, "monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12, "season": 1, "continuous": 1}

// Frequencies are those a monitoring plan may have: "all the time" says nobody
// when to look.
var Frequencies = func() code.List {
	var list code.List
	for _, c := range code.Frequencies {
		if c.Code != "season" && c.Code != "continuous" {
			list = append(list, c)
		}
	}
	return list
}()

// afterSeason is how many days after the end of a project it may still be checked
// whether people were kept on: the last of the days on which they are asked for.
const afterSeason = 180

// Window is the days within which a check can take place: those of the project,
// and of being kept on also the time after it.
func (p Project) Window(kind string) (from, to string) {
	if kind == "kept" {
		return p.StartsOn, text.DaysAfter(p.EndsOn, afterSeason)
	}
	return p.StartsOn, p.EndsOn
}

// Days lists when a check takes place: on its first day, and then as often as its
// frequency says, as long as the window of the project lasts. Each month has its
// own day: the 31st is the last of a shorter one.
func (p Project) Days(c Check) []string {
	from, to := p.Window(c.Kind)
	if c.FirstOn < from || c.FirstOn > to {
		return nil
	}
	step, known := every[c.Frequency]
	if !known {
		return nil
	}
	days := []string{c.FirstOn}
	for n := step; step > 0; n += step {
		day := text.MonthsAfter(c.FirstOn, n)
		if day > to || day <= days[len(days)-1] {
			break
		}
		days = append(days, day)
	}
	return days
}

// Lacking says what the monitoring plan still lacks before the project can be
// approved: at least one check, and of each who looks, how and when.
func (p Project) Lacking(l text.Lang) []string {
	if len(p.Checks) == 0 {
		return []string{text.T(l, "Plani i monitorimit nuk ka asnjë kontroll: shkruani të paktën një detyrim të punëdhënësit dhe kush, si e kur e kontrollon.")}
	}
	var list []string
	for _, c := range p.Checks {
		list = append(list, p.lackingIn(l, c)...)
	}
	return list
}

func (p Project) lackingIn(l text.Lang, c Check) []string {
	what := code.Obligations.Label(l, c.Kind)
	var list []string
	if c.InstitutionID == "" {
		list = append(list, text.T(l, "%s: mungon kush e kontrollon.", what))
	}
	if !code.CheckMethods.Has(c.Method) {
		list = append(list, text.T(l, "%s: mungon si kontrollohet.", what))
	}
	if !code.Frequencies.Has(c.Frequency) {
		list = append(list, text.T(l, "%s: mungon sa shpesh kontrollohet.", what))
	}
	from, to := p.Window(c.Kind)
	switch {
	case c.FirstOn == "":
		list = append(list, text.T(l, "%s: mungon dita e kontrollit të parë.", what))
	case c.FirstOn < from || c.FirstOn > to:
		list = append(list, text.T(l, "%s: kontrolli i parë (%s) është jashtë periudhës %s–%s.", what, text.Day(c.FirstOn), text.Day(from), text.Day(to)))
	}
	return list
}
