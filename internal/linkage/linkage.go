// Package linkage finds out whether two files of a unit are of the same child:
// it offers likely duplicates with the reasons for each, merges two files into
// one child, and undoes a merge.
//
// It decides nothing by itself, shows nobody the name of a child they do not
// work with, and looks into no other unit. What is alike is compared in memory;
// no index of names is written anywhere.
package linkage

import (
	"cmp"
	"slices"
	"strings"

	"tryeza/internal/child"
	"tryeza/internal/code"
	"tryeza/internal/text"
)

// Clues are what can speak for two files being of one child, or against. Points
// are how much, out of what Enough asks for.
var Clues = code.List{
	{Code: "number", SQ: "i njëjti numër personal", EN: "the same personal number"},
	{Code: "phone", SQ: "i njëjti numër telefoni", EN: "the same telephone number"},
	{Code: "given", SQ: "i njëjti emër", EN: "the same given name"},
	{Code: "given_near", SQ: "emri ngjan (1 shkronjë ndryshim)", EN: "the given name is alike (1 letter differs)"},
	{Code: "given_part", SQ: "njëri emër është pjesë e tjetrit", EN: "one given name is part of the other"},
	{Code: "family", SQ: "i njëjti mbiemër", EN: "the same family name"},
	{Code: "family_near", SQ: "mbiemri ngjan (1 shkronjë ndryshim)", EN: "the family name is alike (1 letter differs)"},
	{Code: "crossed", SQ: "emri dhe mbiemri në rend të kundërt", EN: "given and family name the other way round"},
	{Code: "split", SQ: "i njëjti emër, i ndarë ndryshe në fusha", EN: "the same name, divided otherwise into fields"},
	{Code: "only", SQ: "i vetmi emër që dihet është i njëjti", EN: "the only name known is the same"},
	{Code: "nickname", SQ: "e njëjta nofkë", EN: "the same nickname"},
	{Code: "nickname_near", SQ: "nofka ngjan (1 shkronjë ndryshim)", EN: "the nickname is alike (1 letter differs)"},
	{Code: "called", SQ: "nofka e njërit është emri i tjetrit", EN: "the nickname of one is the name of the other"},
	{Code: "day", SQ: "e njëjta datëlindje", EN: "the same day of birth"},
	{Code: "year", SQ: "i njëjti vit lindjeje", EN: "the same year of birth"},
	{Code: "year_near", SQ: "viti i lindjes ±1", EN: "year of birth ±1"},
	{Code: "town", SQ: "i njëjti vendbanim", EN: "the same residence"},
	{Code: "guardian", SQ: "i njëjti kujdestar", EN: "the same guardian"},
	{Code: "guardian_near", SQ: "emri i kujdestarit ngjan (1 shkronjë ndryshim)", EN: "the guardian's name is alike (1 letter differs)"},
	{Code: "not_given", SQ: "por emrat ndryshojnë", EN: "but the given names differ"},
	{Code: "not_year", SQ: "por vitet e lindjes ndryshojnë", EN: "but the years of birth differ"},
	{Code: "not_sex", SQ: "por gjinia ndryshon", EN: "but the sex differs"},
}

// points of each clue. A personal number is enough by itself, and so is a
// telephone, and the only name a child is known by, unless the sex or the birth
// speaks against it; one name of several needs something beside it, since brothers
// and sisters share all but the given name.
var points = map[string]int{
	"number": 100, "phone": 40, "given": 30, "given_near": 22, "given_part": 22, "family": 25, "family_near": 18, "crossed": 50, "split": 50, "only": 42, "nickname": 25, "nickname_near": 18, "called": 25,
	"day": 25, "year": 12, "year_near": 8, "town": 8, "guardian": 20, "guardian_near": 15, "not_given": -25, "not_year": -20, "not_sex": -15,
}

// Enough is from how many points two files are offered as likely duplicates.
const Enough = 40

// A Likeness is how much two children are alike, and by which of Clues.
type Likeness struct {
	Points int
	Clues  []string
	More   bool // something else is alike, which the reader is not told
}

// Likely reports whether somebody should look.
func (l Likeness) Likely() bool { return l.Points >= Enough }

func (l *Likeness) add(clue string) {
	if clue == "" {
		return
	}
	l.Clues = append(l.Clues, clue)
	l.Points += points[clue]
}

// Reasons are the clues in words.
func (l Likeness) Reasons(lang text.Lang) []string {
	var list []string
	for _, c := range l.Clues {
		list = append(list, Clues.Label(lang, c))
	}
	if l.More {
		list = append(list, text.T(lang, "përputhen të dhëna të tjera"))
	}
	return list
}

// A profile is what is known of a child, folded for comparing.
type profile struct {
	names     []name
	guardians []string
	day       string
	year      int
	sex, town string
}

// A name has its words sorted besides: of given and family name, and of all.
type name struct{ given, family, nickname, full, all string }

func nameOf(n child.Name) name {
	g, f, k := text.Fold(n.Given), text.Fold(n.Family), text.Fold(n.Nickname)
	return name{g, f, k, sorted(g + " " + f), sorted(g + " " + f + " " + k)}
}

// single is the name of a child of whom nothing else is known, in whichever field
// it stands.
func (n name) single() string {
	if s := n.given + n.family + n.nickname; s == n.given || s == n.family || s == n.nickname {
		return s
	}
	return ""
}

// splits reports whether the same words stand in other fields.
func (n name) splits(m name) bool {
	if n.given == m.given && n.family == m.family {
		return false
	}
	is := func(a, b string) bool { return a != "" && a == b }
	return is(n.full, m.full) || is(n.all, m.all) || is(n.full, m.all) || is(n.all, m.full)
}

// only reports whether n is all that is known of a child, and the other is called
// so. A family name alone is that of brothers and sisters too.
func (n name) only(m name) bool {
	s := n.single()
	return s != "" && (s == m.given || s == m.nickname || s == m.single())
}

func profileOf(k child.Known) profile {
	p := profile{day: k.Birth.On, year: k.Birth.Year, town: k.Residence}
	if k.Sex != "u" {
		p.sex = k.Sex
	}
	if p.day != "" {
		p.year = yearOf(p.day)
	}
	for _, n := range k.Names {
		p.names = append(p.names, nameOf(n))
	}
	for _, g := range k.Guardians {
		if folded := text.Fold(g); folded != "" {
			p.guardians = append(p.guardians, folded)
		}
	}
	return p
}

func yearOf(day string) (year int) {
	for _, d := range day[:min(4, len(day))] {
		year = year*10 + int(d-'0')
	}
	return year
}

// Compare says how much two children are alike. It is the same both ways.
func Compare(a, b child.Known) Likeness {
	l := profileOf(a).compare(profileOf(b))
	if common(a.Phones, b.Phones, child.PhoneKey) {
		l.add("phone")
	}
	if common(a.Numbers, b.Numbers, numberKey) {
		l.add("number")
	}
	l.sort()
	return l
}

// common reports whether a value stands in both lists.
func common(a, b []string, key func(string) string) bool {
	return slices.ContainsFunc(a, func(x string) bool {
		return key(x) != "" && slices.ContainsFunc(b, func(y string) bool { return key(x) == key(y) })
	})
}

func numberKey(s string) string { return strings.ToUpper(strings.Join(strings.Fields(s), "")) }

// sort puts the clues in the order of the list: what weighs most first, what
// speaks against last.
func (l *Likeness) sort() {
	slices.SortFunc(l.Clues, func(a, b string) int { return cmp.Compare(Clues.Index(a), Clues.Index(b)) })
}

func (p profile) compare(q profile) Likeness {
	l := compareNames(p.names, q.names)
	l.birth(p, q)
	if p.town != "" && p.town == q.town {
		l.add("town")
	}
	l.guardian(p.guardians, q.guardians)
	if p.sex != "" && q.sex != "" && p.sex != q.sex {
		l.add("not_sex")
	}
	return l
}

// compareNames is the best likeness of any name of one child and any of the
// other.
func compareNames(a, b []name) (best Likeness) {
	for _, n := range a {
		for _, m := range b {
			if l := n.compare(m); l.Clues != nil && (best.Clues == nil || l.beats(best)) {
				best = l
			}
		}
	}
	return best
}

// beats does not depend on which of the two was found first.
func (l Likeness) beats(m Likeness) bool {
	return cmp.Or(cmp.Compare(l.Points, m.Points), slices.Compare(m.Clues, l.Clues)) > 0
}

func (n name) compare(m name) (l Likeness) {
	given, family := alike(n.given, m.given), alike(n.family, m.family)
	switch {
	case given == differ && n.family != "" && m.family != "" && alike(n.given, m.family) >= near && alike(n.family, m.given) >= near:
		l.add("crossed")
		return l
	case n.splits(m):
		l.add("split")
		return l
	case n.only(m) || m.only(n):
		l.add("only")
		return l
	}
	l.some(given, "given", "given_near", "given_part")
	l.some(family, "family", "family_near", "")
	nickname := alike(n.nickname, m.nickname)
	l.some(nickname, "nickname", "nickname_near", "")
	called := nickname < near && (same(n.nickname, m.given) || same(n.given, m.nickname))
	if called {
		l.add("called")
	}
	if given == differ && !called && nickname < near {
		l.add("not_given")
	}
	return l
}

func same(a, b string) bool { return alike(a, b) == equal }

// some adds the clue of how alike two things are, if they are.
func (l *Likeness) some(degree int, same, close, within string) {
	switch degree {
	case equal:
		l.add(same)
	case near:
		l.add(close)
	case part:
		l.add(within)
	}
}

func (l *Likeness) birth(p, q profile) {
	gap := max(p.year-q.year, q.year-p.year)
	switch {
	case p.year == 0 || q.year == 0:
	case p.day != "" && p.day == q.day:
		l.add("day")
	case gap == 0:
		l.add("year")
	case gap == 1:
		l.add("year_near")
	case gap > 3:
		l.add("not_year")
	}
}

func (l *Likeness) guardian(a, b []string) {
	best := differ
	for _, g := range a {
		for _, h := range b {
			best = max(best, alike(g, h), alike(sorted(g), sorted(h)))
		}
	}
	l.some(best, "guardian", "guardian_near", "")
}

// sorted is a name with its words in the order of the alphabet.
func sorted(s string) string {
	words := strings.Fields(s)
	slices.Sort(words)
	return strings.Join(words, " ")
}
