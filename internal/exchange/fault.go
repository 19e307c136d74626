package exchange

import (
	"fmt"
	"strings"

	"tryeza/internal/text"
)

// A Fault is one thing to mend: where it is ("$.meetings[0].held_on", or
// "Mbledhjet!C7"), and an Albanian sentence that says how.
type Fault struct {
	Where string
	Words string // for text.T with Args
	Args  []any
}

// In is the sentence in a language.
func (p Fault) In(l text.Lang) string {
	args := make([]any, len(p.Args))
	for i, a := range p.Args {
		args[i] = a
		if err, ok := a.(error); ok {
			args[i] = text.Explain(l, err)
		}
		if private, ok := a.([]text.Finding); ok {
			args[i] = text.PrivateMessage(l, private)
		}
	}
	return text.T(l, p.Words, args...)
}

// Faults are everything that keeps a file from being imported. As an error it
// is one line each, in Albanian.
type Faults []Fault

func (l Faults) Error() string {
	var lines []string
	for _, p := range l {
		lines = append(lines, p.Where+": "+p.In(text.SQ))
	}
	return strings.Join(lines, "\n")
}

// maxFaults is how many faults are told at once; after that many the file
// is better mended first.
const maxFaults = 500

// A finder collects faults.
type finder struct{ list Faults }

func (f *finder) add(where, words string, args ...any) {
	if len(f.list) < maxFaults {
		f.list = append(f.list, Fault{where, words, args})
	}
}

// err is the faults as an error, nil without any.
func (f *finder) err() error {
	if len(f.list) == 0 {
		return nil
	}
	return f.list
}

func index(path string, i int) string { return fmt.Sprintf("%s[%d]", path, i) }

// excerpt is what was written, short enough to be repeated.
func excerpt(s string) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return string(r)
}
