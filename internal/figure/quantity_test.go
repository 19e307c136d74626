package figure

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"
)

func q(n int64, qualifier Qualifier) Quantity { return Quantity{Whole(n), qualifier} }

var (
	several  = Quantity{Qualifier: Several}
	notKnown = Quantity{Qualifier: NotKnown}
	blank    = Quantity{}
)

func TestAdd(t *testing.T) {
	for name, c := range map[string]struct {
		parts   []Quantity
		want    Quantity
		unknown int
	}{
		"nothing":              {nil, blank, 0},
		"a blank":              {[]Quantity{blank}, notKnown, 1},
		"explicit zeros":       {[]Quantity{q(0, Exact), q(0, Exact)}, q(0, Exact), 0},
		"exact":                {[]Quantity{q(2, Exact), q(3, Exact)}, q(5, Exact), 0},
		"about is weaker":      {[]Quantity{q(2, Exact), q(300, About)}, q(302, About), 0},
		"more than":            {[]Quantity{q(10, MoreThan), q(5, Exact), q(1, MoreThan)}, q(16, MoreThan), 0},
		"more and less":        {[]Quantity{q(10, MoreThan), q(5, LessThan)}, q(15, About), 0},
		"several is unknown":   {[]Quantity{several, q(4, Exact), notKnown, blank}, q(4, Exact), 3},
		"nobody knew anything": {[]Quantity{several, notKnown}, notKnown, 2},
	} {
		if got, unknown := Add(c.parts...); got != c.want || unknown != c.unknown {
			t.Errorf("%s: Add = %v, %d; want %v, %d", name, got, unknown, c.want, c.unknown)
		}
	}
}

func TestReconcile(t *testing.T) {
	for name, c := range map[string]struct {
		total Quantity
		parts []Quantity
		gap   int64
		ok    bool
	}{
		"agree":                      {q(5, Exact), []Quantity{q(2, Exact), q(3, Exact)}, 0, true},
		"short":                      {q(6, Exact), []Quantity{q(2, Exact), q(3, Exact)}, 1, false},
		"over":                       {q(4, Exact), []Quantity{q(2, Exact), q(3, Exact)}, -1, false},
		"the rest is not known":      {q(6, Exact), []Quantity{q(2, Exact), notKnown}, 4, true},
		"the rest is blank":          {q(6, Exact), []Quantity{q(2, Exact), blank}, 4, true},
		"over in spite of unknown":   {q(1, Exact), []Quantity{q(2, Exact), notKnown}, -1, false},
		"several are at least two":   {q(3, Exact), []Quantity{q(2, Exact), several}, 1, false},
		"several fit":                {q(4, Exact), []Quantity{q(2, Exact), several}, 2, true},
		"more than":                  {q(10, MoreThan), []Quantity{q(11, Exact)}, -1, true},
		"not more than":              {q(10, MoreThan), []Quantity{q(10, Exact)}, 0, false},
		"less than":                  {q(10, LessThan), []Quantity{q(9, Exact)}, 1, true},
		"not less than":              {q(10, LessThan), []Quantity{q(10, Exact)}, 0, false},
		"about proves nothing":       {q(100, About), []Quantity{q(98, Exact)}, 2, true},
		"a total nobody gave":        {notKnown, []Quantity{q(98, Exact)}, 0, true},
		"no parts of zero":           {q(0, Exact), nil, 0, true},
		"no parts of something":      {q(3, Exact), nil, 3, false},
		"parts that are more than 5": {q(5, Exact), []Quantity{q(5, MoreThan)}, 0, false},
	} {
		gap, ok := Reconcile(c.total, c.parts)
		if gap != Whole(c.gap) || ok != c.ok {
			t.Errorf("%s: Reconcile = %v, %v; want %d, %v", name, gap, ok, c.gap, c.ok)
		}
	}
}

func anyQuantity(t *rapid.T) Quantity {
	qualifier := rapid.SampledFrom(append([]Qualifier{""}, Qualifiers...)).Draw(t, "qualifier")
	if !qualifier.Numbered() {
		return Quantity{Qualifier: qualifier}
	}
	return Quantity{Number(rapid.Int64Range(0, 1e12).Draw(t, "number")), qualifier}
}

// Parts always reconcile with their own sum, in any order, as long as all are exact; and the gap is what is missing.
func TestAddAndReconcileAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOf(rapid.Custom(anyQuantity)).Draw(t, "parts")
		total, unknown := Add(parts...)
		back, again := Add(rapid.Permutation(parts).Draw(t, "order")...)
		if total != back || unknown != again {
			t.Fatalf("the order matters: %v and %v", total, back)
		}
		if gap, _ := Reconcile(total, parts); gap != 0 {
			t.Fatalf("gap %v between %v and its parts %v", gap, total, parts)
		}
		if total.Qualifier == Exact && unknown == 0 {
			_, ok := Reconcile(total, parts)
			_, over := Reconcile(Exactly(total.Number+1), parts)
			if !ok || over {
				t.Fatalf("%v and %v: %v, %v", total, parts, ok, over)
			}
		}
	})
}

func TestQuantityJSON(t *testing.T) {
	for want, q := range map[string]Quantity{
		`null`:                                    blank,
		`{"number":0,"qualifier":"exact"}`:        q(0, Exact),
		`{"number":300,"qualifier":"about"}`:      q(300, About),
		`{"number":null,"qualifier":"several"}`:   several,
		`{"number":null,"qualifier":"not_known"}`: {99, NotKnown},
	} {
		b, err := json.Marshal(q)
		if err != nil || string(b) != want {
			t.Errorf("%v is %s, %v; want %s", q, b, err, want)
		}
	}
	for _, s := range []string{`{}`, `5`, `{"number":5}`, `{"qualifier":"exact"}`, `{"number":3,"qualifier":"several"}`,
		`{"number":3,"qualifier":"roughly"}`, `{"number":"3","qualifier":"exact"}`} {
		var q Quantity
		if err := json.Unmarshal([]byte(s), &q); err == nil {
			t.Errorf("%s read as %v", s, q)
		}
	}
}

func TestQuantityJSONReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := anyQuantity(t)
		b, err := json.Marshal(q)
		if err != nil {
			t.Fatal(err)
		}
		back := Quantity{7, About}
		if err := json.Unmarshal(b, &back); err != nil || back != q {
			t.Fatalf("%v reads back as %v, %v", q, back, err)
		}
	})
}

func TestQuantityWords(t *testing.T) {
	for want, q := range map[string]Quantity{
		"12|12": q(12, Exact), "rreth 12|about 12": q(12, About), "më shumë se 12|more than 12": q(12, MoreThan),
		"më pak se 12|fewer than 12": q(12, LessThan), "disa|several": several, "nuk dihet|not known": notKnown,
		"nuk është raportuar|not reported": blank,
	} {
		if got := q.Words("sq", "12") + "|" + q.Words("en", "12"); got != want {
			t.Errorf("Words = %q, want %q", got, want)
		}
	}
}
