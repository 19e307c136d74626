package linkage

import (
	"cmp"
	"context"
	"net/http"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// most is how many likely duplicates are offered at once.
const most = 8

// A Match is a file that may be of the same child. Of one that the reader does not
// work on it says no more than the reader may learn: see veiled.
type Match struct {
	child.Holding
	Likeness
}

// Find looks through the files of the unit for likely duplicates of what is
// known, the most likely first. It is one look for comparing, and recorded as
// one. g is a grant of a permission whose holders have access.CompareFiles.
func Find(ctx context.Context, files child.Files, g access.Grant, k child.Known) ([]Match, error) {
	g, err := g.Also(access.CompareFiles)
	if err != nil {
		return nil, err
	}
	p := profileOf(k)
	list, err := files.Holdings(ctx, g, k, p.mayBe)
	if err != nil {
		return nil, err
	}
	return p.rank(list), nil
}

// mayBe reports whether a file whose births and guardians are not opened yet
// could be likely with the best of them.
func (p profile) mayBe(h child.Holding) bool {
	l := p.likeness(h)
	if p.year != 0 {
		l.Points += points["day"]
	}
	if len(p.guardians) > 0 {
		l.Points += points["guardian"]
	}
	return l.Likely()
}

// likeness is how much a file is of the child.
func (p profile) likeness(h child.Holding) Likeness {
	l := p.compare(profileOf(h.Known))
	if h.SamePhone {
		l.add("phone")
	}
	if h.SameNumber {
		l.add("number")
	}
	return l
}

func (p profile) rank(list []child.Holding) []Match {
	var found []Match
	for _, h := range list {
		if l := p.likeness(h); l.Likely() {
			l.sort()
			found = append(found, Match{h, l})
		}
	}
	slices.SortFunc(found, func(a, b Match) int { return cmp.Or(cmp.Compare(b.Points, a.Points), cmp.Compare(a.Code, b.Code)) })
	return veiled(found[:min(most, len(found))])
}

// Near offers likely duplicates to the form for a new file.
func Near(files child.Files) child.Near {
	return func(r *http.Request, g access.Grant, k child.Known) ([]child.Candidate, error) {
		found, err := Find(r.Context(), files, g, k)
		return candidates(web.Lang(r), found), err
	}
}

// candidates are matches as they may be shown: names only of files that the
// reader works on.
func candidates(l text.Lang, found []Match) []child.Candidate {
	var list []child.Candidate
	for _, m := range found {
		c := child.Candidate{ID: m.ID, Code: m.Code, Worker: m.Worker, Open: m.Mine, Reasons: m.Reasons(l)}
		if m.Mine && len(m.Known.Names) > 0 {
			c.Name = m.Known.Names[len(m.Known.Names)-1].String()
		}
		list = append(list, c)
	}
	return list
}
