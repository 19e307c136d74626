package register

import (
	"context"
	"fmt"
	"maps"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/committee"
	"tryeza/internal/figure"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// quantity is any that a form can say.
func quantity() *rapid.Generator[figure.Quantity] {
	return rapid.Custom(func(t *rapid.T) figure.Quantity {
		q := figure.Quantity{Qualifier: rapid.SampledFrom(figure.Qualifiers).Draw(t, "qualifier")}
		if q.Qualifier.Numbered() {
			q.Number = figure.Whole(rapid.Int64Range(0, 2_000_000).Draw(t, "number"))
		}
		return q
	})
}

// numbers are any of a summer programme on a day, or of the whole with "". Without
// total ones only some are said.
func numbers(day string) *rapid.Generator[Numbers] {
	return rapid.Custom(func(t *rapid.T) Numbers {
		n := Numbers{}
		for _, k := range keysOf(code.ProgrammeCounts, day) {
			if rapid.IntRange(0, 2).Draw(t, "said") > 0 {
				n[k] = quantity().Draw(t, fmt.Sprint(k))
			}
		}
		return n
	})
}

// What is put into a form is read out of it again, of a day and of the whole; a
// number stays exact when nobody says how surely it is known.
func TestFormRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := rapid.SampledFrom([]string{"", "2023-07-03"}).Draw(t, "day")
		n := numbers(day).Draw(t, "numbers")
		f := web.NewForm(httptest.NewRequest("GET", "/", nil))
		n.Fill(f, code.ProgrammeCounts, day)
		for k := range n {
			if _, qualifier := field(k); n[k].Qualifier == figure.Exact && f.Has(qualifier) {
				t.Fatalf("%v: an exact number says so", k)
			}
		}
		if got := Read(f, code.ProgrammeCounts, day); !maps.Equal(got, n) || !f.OK() {
			t.Fatalf("%v\nwant %v\n%v", got, n, f.Errors)
		}
	})
}

func TestBlankIsNotZero(t *testing.T) {
	f := web.NewForm(httptest.NewRequest("GET", "/", nil)).Set("n-places", "").Set("n-enrolled", "0").Set("q-staff", "not_known")
	n := Read(f, code.ProgrammeCounts, "")
	if _, ok := n[Key{What: "places"}]; ok {
		t.Error("an empty field became a number")
	}
	if n.Get("enrolled") != figure.Exactly(0) || n.Get("staff") != (figure.Quantity{Qualifier: figure.NotKnown}) {
		t.Errorf("%v", n)
	}
}

func TestWhatAFormRefuses(t *testing.T) {
	for name, v := range map[string]url.Values{
		"a part of a child":             {"n-enrolled": {"2,5"}},
		"fewer than none":               {"n-enrolled": {"-1"}},
		"no such qualifier":             {"n-enrolled": {"3"}, "q-enrolled": {"surely"}},
		"about, without a number":       {"q-enrolled": {"about"}},
		"a word":                        {"n-enrolled": {"shumë"}},
		"a number that is not known":    {"n-enrolled": {"3"}, "q-enrolled": {"not_known"}},
		"a part of a child, of a group": {"n-enrolled-sex-f": {"0,5"}},
	} {
		f := web.NewForm(httptest.NewRequest("GET", "/", nil))
		f.Values = v
		if n := Read(f, code.ProgrammeCounts, ""); f.OK() || len(n) > 0 {
			t.Errorf("%s: %v %v", name, n, f.Errors)
		}
	}
	f := web.NewForm(httptest.NewRequest("GET", "/", nil)).Set("n-cost", "2,5")
	if Read(f, code.ProgrammeCounts, ""); !f.OK() {
		t.Errorf("money has decimals: %v", f.Errors)
	}
}

// Numbers are kept as they are on both databases; only those that are picked change,
// and saving the same again writes nothing.
func TestNumbersAreKept(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		found(t, db)
		whole, day := numbers("").Example(1), numbers("2023-07-03").Example(2)
		all := maps.Clone(whole)
		maps.Copy(all, day)
		save(t, db, all, All)
		if got := loaded(t, db); !maps.Equal(got, all) {
			t.Fatalf("%v\nwant %v", got, all)
		}
		then := numbers("").Example(3)
		save(t, db, then, func(k Key) bool { return k.Day == "" })
		want := maps.Clone(then)
		maps.Copy(want, day)
		if got := loaded(t, db); !maps.Equal(got, want) {
			t.Fatalf("after changing the whole: %v\nwant %v", got, want)
		}
		before := versions(t, db)
		save(t, db, want, All)
		if after := versions(t, db); !maps.Equal(before, after) {
			t.Errorf("the same again was written: %v, then %v", before, after)
		}
		testkit.Change(t, db, access.KeepProgrammes, func(tx *store.Tx) error { return SaveNumbers(tx, "x", nil, All) })
		if got := loaded(t, db); len(got) > 0 {
			t.Errorf("after clearing: %v", got)
		}
	})
}

func found(t *testing.T, db *store.DB) {
	t.Helper()
	if err := committee.Found(context.Background(), db, testkit.Actor(access.Operator), code.QarkOf("AL-02"), true); err != nil {
		t.Fatal(err)
	}
}

func save(t *testing.T, db *store.DB, n Numbers, mine func(Key) bool) {
	t.Helper()
	testkit.Change(t, db, access.KeepProgrammes, func(tx *store.Tx) error { return SaveNumbers(tx, "x", n, mine) })
}

func loaded(t *testing.T, db *store.DB) (n Numbers) {
	t.Helper()
	testkit.View(t, db, access.ReadProgrammes, func(tx *store.Tx) (err error) { n, err = LoadNumbers(tx, "x"); return err })
	return n
}

func versions(t *testing.T, db *store.DB) map[Key]int64 {
	t.Helper()
	list := map[Key]int64{}
	testkit.View(t, db, access.ReadProgrammes, func(tx *store.Tx) error {
		rows, err := store.All(tx, countsOf, (*kept).fields, "x")
		for _, k := range rows {
			list[k.Key] = k.version
		}
		return err
	})
	return list
}

// A stamp differs exactly where one of the numbers it watches does.
func TestStamp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := numbers("").Draw(t, "a"), numbers("").Draw(t, "b")
		what := rapid.SampledFrom(code.ProgrammeCounts).Draw(t, "what").Code
		mine := Whats(what)
		same := true
		for _, k := range keysOf(code.ProgrammeCounts, "") {
			x, in := a[k]
			y, too := b[k]
			same = same && (!mine(k) || in == too && x == y)
		}
		if got := a.Stamp(mine) == b.Stamp(mine); got != same {
			t.Fatalf("%s: the stamps are the same %v, the numbers %v\n%v\n%v", what, got, same, a, b)
		}
	})
}

// Cells that add up contradict nothing; moving one of them by any amount does, and
// the gap says both numbers as they are.
func TestGaps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		count, _ := code.FindIn(code.ProgrammeCounts, "enrolled")
		by := rapid.SampledFrom(count.Breakdowns).Draw(t, "by")
		n, sum := Numbers{}, int64(0)
		cells := count.Parts(by)
		for _, cell := range cells {
			x := rapid.Int64Range(0, 50).Draw(t, cell.Code)
			n[Key{"enrolled", "", Part(by, cell.Code)}] = figure.Exactly(figure.Whole(x))
			sum += x
		}
		n[Key{What: "enrolled"}] = figure.Exactly(figure.Whole(sum))
		if gaps := n.Gaps(code.ProgrammeCounts); len(gaps) > 0 {
			t.Fatalf("they add up: %v", gaps)
		}
		off := rapid.Int64Range(1, 9).Draw(t, "off")
		n[Key{What: "enrolled"}] = figure.Exactly(figure.Whole(sum + off))
		gaps := n.Gaps(code.ProgrammeCounts)
		if len(gaps) != 1 || gaps[0].By != by || gaps[0].Parts != figure.Exactly(figure.Whole(sum)) || gaps[0].Whole != figure.Exactly(figure.Whole(sum+off)) {
			t.Fatalf("%d more: %v", off, gaps)
		}
		last := cells[len(cells)-1]
		delete(n, Key{"enrolled", "", Part(by, cells[0].Code)})
		if gaps := n.Gaps(code.ProgrammeCounts); len(gaps) > 0 {
			t.Fatalf("a cell is blank and the rest is less: %v", gaps)
		}
		n[Key{"enrolled", "", Part(by, last.Code)}] = figure.Quantity{Number: figure.Whole(999), Qualifier: figure.About}
		if gaps := n.Gaps(code.ProgrammeCounts); len(gaps) > 0 {
			t.Fatalf("about contradicts nothing: %v", gaps)
		}
	})
}

func TestMoreThanTheWholeItIsPartOf(t *testing.T) {
	n := Numbers{{What: "enrolled"}: figure.Exactly(figure.Whole(10)), {What: "enrolled_street"}: figure.Exactly(figure.Whole(11))}
	gaps := n.Gaps(code.ProgrammeCounts)
	if len(gaps) != 1 || gaps[0].What != "enrolled_street" || gaps[0].Within != "enrolled" {
		t.Fatalf("%v", gaps)
	}
	if words := GapWords(text.SQ, code.ProgrammeCounts, gaps[0]); !strings.Contains(words, "11") || !strings.Contains(words, "10") {
		t.Error(words)
	}
}

func TestPartnersThroughTheForm(t *testing.T) {
	d := Directory{{ID: "a", Name: "A"}, {ID: "b", Name: "B"}}
	f := web.NewForm(httptest.NewRequest("GET", "/", nil))
	f.Values = url.Values{"partners": {"a", "b", "none"}, "outside": {"Kryqi i Plazhit\r\n\n  Shoqata X \n"}}
	list := ReadPartners(f, d, "a")
	if got := fmt.Sprint(PartnerNames(d, list)); got != "[B Kryqi i Plazhit Shoqata X]" {
		t.Errorf("%s", got)
	}
	again := web.NewForm(httptest.NewRequest("GET", "/", nil))
	FillPartners(again, list)
	if got := ReadPartners(again, d, "a"); fmt.Sprint(got) != fmt.Sprint(list) {
		t.Errorf("%v, want %v", got, list)
	}
}

// A form that does not ask how surely a number is known leaves that as it was, for
// the numbers that stay; what is typed anew is exact.
func TestWhatTheFormDoesNotAskStays(t *testing.T) {
	count := []code.Count{{Code: "enrolled", Breakdowns: []code.Breakdown{code.BySex}}}
	girls, boys := Key{"enrolled", "", "sex=f"}, Key{"enrolled", "", "sex=m"}
	n := Numbers{girls: {Number: figure.Whole(8), Qualifier: figure.About}, boys: {Qualifier: figure.NotKnown}}
	shown := web.NewForm(httptest.NewRequest("GET", "/", nil))
	n.Fill(shown, count, "")
	again := func(typed string) Numbers {
		f := web.NewForm(httptest.NewRequest("GET", "/", nil)).Set("q-enrolled", "").Set("n-enrolled", "").Set("n-enrolled-sex-f", "8").Set("n-enrolled-sex-m", typed)
		for _, k := range Inputs(text.SQ, shown, count, false)[0].Kept {
			f.Set(k.Name, k.Value)
		}
		return Read(f, count, "")
	}
	if got := again(""); !maps.Equal(got, n) {
		t.Errorf("%v, want %v", got, n)
	}
	if got := again("7"); got[boys] != figure.Exactly(figure.Whole(7)) {
		t.Errorf("%v", got)
	}
}
