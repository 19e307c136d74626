package plan

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"tryeza/internal/figure"
	"tryeza/internal/text"
)

// when is how a plan written by a person says by when something is done.
type when struct{ starts, due, frequency string }

var (
	yearIn   = regexp.MustCompile(`\b(20\d\d)\b`)
	periodIn = regexp.MustCompile(`^(?:(3|tre|tri|6|gjashte) ?mujor\w*|(tremujor\w*|gjashtemujor\w*)|(t|q|tm)) ?(?:i |e )?(pare|dyte|trete|katert|iv|iii|ii|i|[1-4])\b`)
	between  = regexp.MustCompile(`\s+(?:-|–|—|deri(?:\s+m[eë])?)\s+|\s*[–—]\s*`)
	ordinals = [][]string{{"pare", "i", "1"}, {"dyte", "ii", "2"}, {"trete", "iii", "3"}, {"katert", "iv", "4"}}
)

// repeated are the words for rhythms, folded: the first that is found counts.
var repeated = []struct{ word, frequency string }{
	{"3 mujor", "quarterly"}, {"tremujor", "quarterly"}, {"tre mujor", "quarterly"}, {"3 muaj", "quarterly"}, {"tre muaj", "quarterly"},
	{"6 mujor", "half_yearly"}, {"gjashtemujor", "half_yearly"}, {"gjashte muaj", "half_yearly"}, {"6 muaj", "half_yearly"},
	{"2 mujor", ""}, {"2 muaj", ""}, {"dy muaj", ""}, // none of our rhythms
	{"cdo muaj", "monthly"}, {"mujor", "monthly"}, {"muaj per muaj", "monthly"},
	{"cdo vit", "yearly"}, {"vjetor", "yearly"}, {"sezon", "season"},
	{"vazhd", "continuous"}, {"perhersh", "continuous"}, {"ne cdo kohe", "continuous"}, {"nje here", "once"},
}

// readWhen reads a deadline as plans write it: a day, two days, a month or
// several ("janar – qershor"), a quarter or half-year ("6-mujori I"), a year, or
// a rhythm ("çdo muaj", "në vazhdimësi"). What names no year means the plan's.
// ok is false for what could mean anything.
func readWhen(s string, year int64) (w when, ok bool) {
	if len(s) > 100 {
		return when{}, false // a paragraph, no deadline
	}
	if day, err := text.ParseDay(s); err == nil {
		return when{due: day}, true
	}
	if w, ok := readSpan(s); ok {
		return w, true
	}
	key := text.Fold(s)
	if m := yearIn.FindString(key); m != "" {
		year, _ = strconv.ParseInt(m, 10, 64) // four digits
	}
	if p, ok := readPeriod(key, year); ok {
		return when{starts: p.Start(), due: p.End()}, true
	}
	for _, r := range repeated {
		if strings.Contains(" "+key, " "+r.word) {
			return when{frequency: r.frequency}, r.frequency != ""
		}
	}
	if w, ok := readMonths(key, year); ok {
		return w, true
	}
	rest := strings.Fields(yearIn.ReplaceAllString(key, ""))
	if len(rest) == 0 && key != "" || slices.Contains(rest, "vitit") || slices.Contains(rest, "viti") {
		p := figure.Period(strconv.FormatInt(year, 10))
		return when{starts: p.Start(), due: p.End()}, true
	}
	return when{}, false
}

// readSpan reads two days: "01.02.2023 – 30.06.2023".
func readSpan(s string) (when, bool) {
	ends := between.Split(strings.TrimSpace(s), -1)
	if len(ends) != 2 {
		return when{}, false
	}
	starts, errA := text.ParseDay(ends[0])
	due, errB := text.ParseDay(ends[1])
	return when{starts: starts, due: due}, errA == nil && errB == nil && starts <= due
}

// readPeriod reads a quarter or a half-year by its ordinal.
func readPeriod(key string, year int64) (figure.Period, bool) {
	m := periodIn.FindStringSubmatch(strings.TrimPrefix(key, "gjate "))
	if m == nil {
		return "", false
	}
	n := slices.IndexFunc(ordinals, func(words []string) bool { return slices.Contains(words, m[4]) }) + 1
	part := "-Q"
	if m[1] == "6" || m[1] == "gjashte" || strings.HasPrefix(m[2], "gjashte") {
		part = "-H"
	}
	p, err := figure.ParsePeriod(strconv.FormatInt(year, 10) + part + strconv.Itoa(n))
	return p, err == nil
}

// readMonths reads one month, or the first and the last of several.
func readMonths(key string, year int64) (when, bool) {
	var found []int
	for _, word := range strings.Fields(key) {
		for m := 1; m <= 12; m++ {
			if !strings.HasPrefix(word, "muaj") && text.Near(word, text.Month(text.SQ, m)) {
				found = append(found, m)
			}
		}
	}
	if len(found) == 0 || !slices.IsSorted(found) {
		return when{}, false
	}
	first := time.Date(int(year), time.Month(found[0]), 1, 0, 0, 0, 0, time.UTC)
	last := time.Date(int(year), time.Month(found[len(found)-1])+1, 0, 0, 0, 0, 0, time.UTC)
	return when{starts: first.Format(time.DateOnly), due: last.Format(time.DateOnly)}, true
}
