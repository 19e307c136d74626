package document

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// Names under an axis do not run into one another, however many and long they are;
// short ones stay whole.
func TestLabelsOfAChartFit(t *testing.T) {
	for _, n := range []int{1, 2, 4, 9, 40} {
		long := Chart{Labels: make([]string, n)}
		for i := range long.Labels {
			long.Labels[i] = "prindër të fëmijëve në situatë rruge, " + strings.Repeat("ë", i)
		}
		all := 0
		for _, l := range long.labels() {
			all += utf8.RuneCountInString(l)
			if l == "" || n > 2 && !strings.HasSuffix(l, "…") {
				t.Errorf("%d names: %q", n, l)
			}
		}
		if n < 40 && all*letterWidth > screenWidth {
			t.Errorf("%d names take %d letters", n, all)
		}
	}
	if got := (Chart{Labels: []string{"DVP", "NJMF Durrës"}}).labels(); got[0] != "DVP" || got[1] != "NJMF Durrës" {
		t.Errorf("short names are cut: %q", got)
	}
}
