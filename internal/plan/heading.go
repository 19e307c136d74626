package plan

import (
	"strings"

	"tryeza/internal/plan/grid"
	"tryeza/internal/text"
)

// The columns a table of a plan can have.
const (
	colPillar      = "pillar"
	colGoal        = "goal"
	colObjective   = "objective"
	colCode        = "code"
	colNumber      = "number"
	colTitle       = "title"
	colDescription = "description"
	colLead        = "lead"
	colPartner     = "partner"
	colPlace       = "municipality"
	colStarts      = "starts"
	colDue         = "due"
	colFrequency   = "frequency"
	colIndicator   = "indicator"
	colBaseline    = "baseline"
	colTarget      = "target"
	colGroup       = "target_group"
	colBudget      = "budget"
	colFunding     = "funding"
	colRemarks     = "remarks"
)

// headings are the ways in which people head each column, folded. A heading is
// recognised when it is one of them, or one but for a typing error, or begins
// with one; the longer heading wins, so that "Grupi i synuar" is not "Synimi".
var headings = []struct{ column, words string }{
	{colPillar, "shtylla"},
	{colGoal, "synimi strategjik|qellimi strategjik|qellimi"},
	{colObjective, "objektivi specifik|objektivi|objektivat"},
	{colCode, "kodi i objektivit|kodi"},
	{colNumber, "nr|numri|nr rendor"},
	{colTitle, "aktiviteti|aktivitetet|aktivitetet masat|masa|masat|veprimtaria|veprimi"},
	{colDescription, "pershkrimi"},
	{colLead, "institucioni pergjegjes|institucionet pergjegjese|pergjegjes|pergjegjesi|struktura pergjegjese|institucioni|zbatuesi"},
	{colPartner, "partnere|partneret|institucionet mbeshtetese|mbeshtetes|mbeshtetesit|institucionet partnere|bashkepunues|bashkepunon"},
	{colPlace, "bashkia|bashkite|vendi|shtrirja"},
	{colStarts, "fillimi|data e fillimit|nga data"},
	{colDue, "afati|afatet|afati kohor|mbarimi|perfundimi|koha"},
	{colFrequency, "frekuenca|shpeshtesia|periodiciteti"},
	{colIndicator, "treguesi|treguesit|indikatori|indikatoret|treguesi i matjes"},
	{colBaseline, "vlera baze|baza"},
	{colTarget, "targeti|synimi targeti|vlera e synuar|vlera e pritshme|synimi"},
	{colGroup, "grupi i synuar|grupet e synuara|grupi|perfituesit"},
	{colBudget, "buxheti|kostoja|kosto|shuma|vlera ne leke"},
	{colFunding, "burimi i financimit|burimi|financimi|burimet financiare"},
	{colRemarks, "shenime|shenimet|verejtje|komente"},
}

// columnOf is the column that a heading names, "" for none.
func columnOf(heading string) string {
	key, best, length := text.Fold(heading), "", 0
	if len(key) > 60 {
		return "" // a sentence, no heading
	}
	for _, h := range headings {
		for words := range strings.SplitSeq(h.words, "|") {
			if len(words) > length && headed(key, words) {
				best, length = h.column, len(words)
			}
		}
	}
	return best
}

func headed(key, words string) bool {
	alike := max(len(key), len(words))-min(len(key), len(words)) <= 1 // else no single error apart
	return key == words || strings.HasPrefix(key, words+" ") || alike && text.Near(key, words)
}

// columns says what each column of a heading row holds. A row is one of headings
// when it names the activity and two columns more.
func columns(row []string) map[int]string {
	at, seen := map[int]string{}, map[string]bool{}
	for i, cell := range row {
		c := columnOf(cell)
		if c == colTarget && !seen[colIndicator] && !seen[colGoal] && text.Fold(cell) == "synimi" {
			c = colGoal // before the objective it is the goal, after the indicator its target
		}
		if c != "" && !seen[c] {
			at[i], seen[c] = c, true
		}
	}
	if !seen[colTitle] || len(at) < 3 {
		return nil
	}
	return at
}

// joined puts several tables, or sheets, one under the other: each brings its
// own headings.
func joined(list []grid.Grid) grid.Grid {
	var all grid.Grid
	for _, g := range list {
		all = append(all, g...)
	}
	return all
}
