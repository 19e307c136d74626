package linkage

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tryeza/internal/child"
	"tryeza/internal/text"
)

func known(given, family, nickname string, year int, more ...string) child.Known {
	k := child.Known{Names: []child.Name{{Given: given, Family: family, Nickname: nickname}}, Birth: child.Birth{Year: year}, Sex: "u"}
	for i := 0; i+1 < len(more); i += 2 {
		switch more[i] {
		case "town":
			k.Residence = more[i+1]
		case "guardian":
			k.Guardians = append(k.Guardians, more[i+1])
		case "sex":
			k.Sex = more[i+1]
		case "day":
			k.Birth = child.Birth{On: more[i+1]}
		case "phone":
			k.Phones = append(k.Phones, more[i+1])
		case "number":
			k.Numbers = append(k.Numbers, more[i+1])
		}
	}
	return k
}

// What is offered, and by which clues; and what is not, though it is alike.
func TestCompare(t *testing.T) {
	a := known("Shembull", "Provëza", "Zogu", 2014, "town", "10", "guardian", "Kujdestar Alfa", "sex", "f")
	for name, c := range map[string]struct {
		b     child.Known
		clues string
		offer bool
	}{
		"the same":                     {known("SHEMBULL", "Proveza", "zogu", 2014, "town", "10", "guardian", "kujdestar  alfa"), "given family nickname year town guardian", true},
		"a letter in each":             {known("Shembul", "Provza", "", 2015), "given_near family_near year_near", true},
		"the other way round":          {known("Proveza", "Shembull", "", 0), "crossed", true},
		"the other way, with a letter": {known("Proveza", "Shembul", "", 0), "crossed", true},
		"the nickname as a name":       {known("Zogu", "", "", 2014, "town", "10"), "only year town", true},
		"the nickname as one of two":   {known("Zogu", "Tjetër", "", 2014, "town", "10"), "called year town", true},
		"one of two given names":       {known("Shembull Tjetër", "Proveza", "", 0), "given_part family", true},
		"the guardian the other way":   {known("", "", "Zogu", 0, "guardian", "Alfa Kujdestar"), "only guardian", true},
		"all in one field":             {known("Shembull Proveza", "", "", 0), "split", true},
		"all in the field of families": {known("", "Proveza Shembull", "", 0), "split", true},
		"all in that of the nickname":  {known("", "", "Shembull Proveza", 0), "split", true},
		"only the given name":          {known("Shembull", "", "", 0), "only", true},
		"only the nickname":            {known("", "", "zogu", 0), "only", true},
		"the given name as the family": {known("", "Shembull", "", 0), "only", true},
		"only the name, another sex":   {known("Shembull", "", "", 0, "sex", "m"), "only not_sex", false},
		"only the name, another year":  {known("Shembull", "", "", 2004), "only not_year", false},
		"only the name, a letter":      {known("Shembul", "", "", 0, "town", "10"), "given_near town", false},
		"only the family name":         {known("", "Proveza", "", 0, "town", "10"), "family town", false},
		"another family, a town":       {known("Shembull", "Tjetër", "", 0, "town", "10"), "given town", false},
		"a brother":                    {known("Vëllai", "Proveza", "", 2011, "town", "10", "guardian", "Kujdestar Alfa"), "family town guardian not_given", false},
		"another year":                 {known("Shembull", "Proveza", "", 2004), "given family not_year", false},
		"nothing":                      {known("", "", "", 0), "", false},
		"nobody":                       {child.Known{}, "", false},
	} {
		l := Compare(a, c.b)
		if got := strings.Join(l.Clues, " "); got != c.clues || l.Likely() != c.offer {
			t.Errorf("%s: %q with %d points, want %q, offered %v", name, got, l.Points, c.clues, c.offer)
		}
	}
	one, two := known("A", "", "", 0, "phone", "+355 69 12 34 567", "sex", "f", "day", "2014-03-01"), known("B", "", "", 0, "phone", "0691234567", "sex", "m", "day", "2014-03-01", "number", "x")
	if got := strings.Join(Compare(one, two).Clues, " "); got != "phone day not_given not_sex" {
		t.Errorf("%q", got)
	}
	if got := Compare(known("", "", "", 0, "number", "a00101001 a"), known("", "", "", 0, "number", "A00101001A")); !got.Likely() || got.Reasons(text.SQ)[0] != "i njëjti numër personal" {
		t.Errorf("%+v", got)
	}
}

// letters of which names are made, some alike but for a sign.
var letters = rapid.StringOfN(rapid.RuneFrom([]rune("aeëcç shrt1")), 0, 7, -1)

var anyKnown = rapid.Custom(func(t *rapid.T) child.Known {
	k := child.Known{Sex: rapid.SampledFrom([]string{"f", "m", "u", ""}).Draw(t, "sex"), Residence: rapid.SampledFrom([]string{"", "10", "11"}).Draw(t, "town")}
	for range rapid.IntRange(0, 3).Draw(t, "names") {
		k.Names = append(k.Names, child.Name{Given: letters.Draw(t, "given"), Family: letters.Draw(t, "family"), Nickname: letters.Draw(t, "nickname")})
	}
	k.Birth.Year = rapid.SampledFrom([]int{0, 2010, 2011, 2015}).Draw(t, "year")
	k.Guardians = rapid.SliceOfN(letters, 0, 2).Draw(t, "guardians")
	return k
})

// Comparing says the same both ways, never speaks of what is not known, and
// gives points for clues only.
func TestCompareBothWays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := anyKnown.Draw(t, "a"), anyKnown.Draw(t, "b")
		x, y := Compare(a, b), Compare(b, a)
		if !slices.Equal(x.Clues, y.Clues) || x.Points != y.Points {
			t.Fatalf("%+v and %+v", x, y)
		}
		sum := 0
		for _, c := range x.Clues {
			if sum += points[c]; points[c] == 0 || !Clues.Has(c) {
				t.Fatalf("no such clue: %s", c)
			}
		}
		if sum != x.Points {
			t.Fatalf("%d points for %v", x.Points, x.Clues)
		}
		if e := Compare(a, child.Known{}); len(e.Clues) > 0 {
			t.Fatalf("like nobody by %v", e.Clues)
		}
	})
}

// A name is found however its words were divided into the fields, and so is the
// only name of a child in whichever field it stands.
func TestSplit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.StringMatching("[a-e0-1]{1,6}"), 1, 4).Draw(t, "words")
		split := func(label string) child.Known {
			a := rapid.IntRange(0, len(words)).Draw(t, label)
			b := rapid.IntRange(a, len(words)).Draw(t, label)
			fields := rapid.Permutation([]string{strings.Join(words[:a], " "), strings.Join(words[a:b], " "), strings.Join(words[b:], " ")}).Draw(t, label)
			return known(fields[0], fields[1], fields[2], 0)
		}
		if a, b := split("typed"), split("held"); !Compare(a, b).Likely() {
			t.Fatalf("%+v and %+v: %+v", a.Names, b.Names, Compare(a, b))
		}
	})
}

// Of a common name no more are offered than can be looked at, and first the file
// that more speaks for.
func TestMany(t *testing.T) {
	var list []child.Holding
	for i := range 3 * most {
		list = append(list, child.Holding{ID: strconv.Itoa(i), Code: "D-" + strconv.Itoa(100+i), Known: known("Shembull", "", "", 0), Mine: true})
	}
	list[2*most].Known = known("Shembull", "", "", 2014)
	found := profileOf(known("Shembull", "", "", 2014)).rank(list)
	if len(found) != most || found[0].ID != list[2*most].ID {
		t.Errorf("%d offered, first %s", len(found), found[0].ID)
	}
}

// No file that is likely is left out before its births and guardians are opened.
func TestMayBe(t *testing.T) {
	likely := 0
	rapid.Check(t, func(t *rapid.T) {
		a, b := anyKnown.Draw(t, "a"), anyKnown.Draw(t, "b")
		if rapid.Bool().Draw(t, "alike") {
			b.Names, b.Birth = a.Names, a.Birth
		}
		all := child.Holding{Known: b, SamePhone: rapid.IntRange(0, 5).Draw(t, "phone") == 0}
		first := all
		first.Known.Birth, first.Known.Guardians = child.Birth{}, nil
		if p := profileOf(a); p.likeness(all).Likely() {
			if likely++; !p.mayBe(first) {
				t.Fatalf("left out: %+v", p.likeness(all))
			}
		}
	})
	if likely == 0 {
		t.Error("no two were likely")
	}
}

// The quick comparison says what text.Near says.
func TestOneOff(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := text.Fold(letters.Draw(t, "a")), text.Fold(letters.Draw(t, "b"))
		if a != b && oneOff(a, b) != text.Near(a, b) {
			t.Fatalf("%q and %q: %v", a, b, oneOff(a, b))
		}
	})
}

// Every clue has points and words, and every sentence in a variable English.
func TestClues(t *testing.T) {
	if len(points) != len(Clues) {
		t.Errorf("%d clues, %d with points", len(Clues), len(points))
	}
	if missing := text.Missing([]string{"Dosjet u bashkuan. Bashkimi mund të zhbëhet.", "U shënua se janë fëmijë të ndryshëm."}); len(missing) > 0 {
		t.Errorf("no English for %q", missing)
	}
}

// Of a file that the reader does not work on, whatever it holds besides the name
// changes nothing of what is said of it, as long as it is offered.
func TestVeiled(t *testing.T) {
	asked := known("Shembull", "Provëza", "Zogu", 2014, "town", "10", "guardian", "Kujdestar Alfa", "sex", "f")
	for name, c := range map[string]struct {
		held        child.Known
		phone, mine bool
		want        string
	}{
		"the name is enough":          {known("Shembull", "Proveza", "", 0), false, false, "i njëjti emër; i njëjti mbiemër"},
		"and the phone":               {known("Shembull", "Proveza", "", 0), true, false, "i njëjti emër; i njëjti mbiemër"},
		"and all else":                {asked, true, false, "i njëjti emër; i njëjti mbiemër; e njëjta nofkë"},
		"and something else not":      {known("Shembull", "Proveza", "", 2015, "sex", "m"), true, false, "i njëjti emër; i njëjti mbiemër"},
		"not by the name alone":       {known("Tjetër", "Proveza", "", 2014, "guardian", "Kujdestar Alfa"), true, false, "i njëjti mbiemër; përputhen të dhëna të tjera"},
		"by the phone alone":          {known("", "", "", 0), true, false, "përputhen të dhëna të tjera"},
		"who works on it sees it all": {known("Shembull", "Proveza", "", 2015), true, true, "i njëjti numër telefoni; i njëjti emër; i njëjti mbiemër; viti i lindjes ±1"},
	} {
		found := profileOf(asked).rank([]child.Holding{{ID: "x", Known: c.held, SamePhone: c.phone, Mine: c.mine}})
		if len(found) != 1 {
			t.Fatalf("%s: not offered", name)
		}
		m := found[0]
		if got := strings.Join(m.Reasons(text.SQ), "; "); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		if told := m.SamePhone || m.Known.Names != nil; told != c.mine {
			t.Errorf("%s: %+v", name, m)
		}
	}
	less, more := child.Holding{ID: "a", Code: "D-A", Known: known("Shembull", "Proveza", "", 0)}, child.Holding{ID: "b", Code: "D-B", Known: known("Shembull", "Proveza", "", 2014), SamePhone: true}
	if found := profileOf(asked).rank([]child.Holding{more, less}); found[0].ID != "a" || found[1].ID != "b" {
		t.Error("the order says which of two holds more")
	}
}
