package document

import (
	"bytes"
	"errors"
	"math"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"pgregory.net/rapid"
)

func TestHTMLGolden(t *testing.T) {
	var b bytes.Buffer
	if err := WriteHTML(&b, small(), HTMLOptions{}); err != nil {
		t.Fatal(err)
	}
	golden(t, "small.golden.html", b.Bytes())
	golden(t, "small.golden.txt", []byte(Text(small())))
}

// The part for a page of the application must pass a strict content security policy and be usable by ear.
func TestHTMLBody(t *testing.T) {
	body, err := HTMLBody(large(), HTMLOptions{ChartURL: func(c Chart) string { return "/grafik/" + c.ID + "?a=1&b=2" }})
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"style", "<script", "data:", "<h1", "onclick"} {
		if strings.Contains(string(body), bad) {
			t.Errorf("the body holds %q", bad)
		}
	}
	for _, want := range []string{
		`<h2 id="hyrje">`, `<th scope="col">Veprimtaria</th>`, `<caption>Tabela 1.`, `<table id="plani">`, `<a href="#plani">`, `<a href="/plan/3">`,
		`<img src="/grafik/grafiku?a=1&amp;b=2" alt="Mbrojtja ka 12`, `<figcaption>Grafiku 1.`, `<td class="doc-right doc-total">12 682</td>`, `<td class="doc-level-1">1.1</td>`,
	} {
		if !strings.Contains(string(body), want) {
			t.Errorf("the body lacks %s", want)
		}
	}
}

// No text of a person can become markup: the page has the elements the document asks for, and no other.
func TestHTMLHoldsOddText(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := oddDocument(rt)
		body, err := HTMLBody(d, HTMLOptions{ChartURL: func(Chart) string { return "/g" }})
		if err != nil {
			rt.Fatal(err)
		}
		root, err := html.Parse(strings.NewReader(string(body)))
		if err != nil {
			rt.Fatal(err)
		}
		ids := map[string]bool{}
		for n := range root.Descendants() {
			checkElement(rt, n, ids)
		}
	})
}

func checkElement(t *rapid.T, n *html.Node, ids map[string]bool) {
	if n.Type == html.ElementNode && !strings.Contains(" html head body nav p ul ol li a h2 h3 h4 blockquote strong em br div table caption thead tbody tr th td figure figcaption img ", " "+n.Data+" ") {
		t.Fatalf("element %s", n.Data)
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "id":
			if ids[a.Val] {
				t.Fatalf("id %q twice", a.Val)
			}
			ids[a.Val] = true
		case "href":
			if !strings.HasPrefix(a.Val, "#") && !strings.HasPrefix(a.Val, "https://") && outward(a.Val) == "" && pathLink(a.Val) == "" {
				t.Fatalf("link %q", a.Val)
			}
		case "class", "alt", "src", "width", "height", "scope", "role", "tabindex", "aria-label":
		default:
			t.Fatalf("attribute %s", a.Key)
		}
	}
}

func TestCharts(t *testing.T) {
	for _, kind := range []ChartKind{Bar, StackedBar, Line} {
		c := barChart()
		c.Kind = kind
		svg, err := SVG(c)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"<svg", "Bashkërendimi", "Të pakryera – çështje", "veprimtari"} {
			if !bytes.Contains(svg, []byte(want)) {
				t.Errorf("kind %d: the picture lacks %s", kind, want)
			}
		}
		png, err := PNG(c, 900)
		if err != nil {
			t.Fatal(err)
		}
		if p, err := readPicture(png); err != nil || p != (picture{"png", 900, 450}) {
			t.Errorf("kind %d: %v %v", kind, p, err)
		}
	}
}

func TestChartWithoutValues(t *testing.T) {
	for _, c := range []Chart{{}, {Labels: []string{"a"}}, {Labels: []string{"a"}, Series: []Series{{"b", []float64{math.NaN()}}}}, {Series: []Series{{"b", []float64{1}}}}} {
		if _, err := SVG(c); !errors.Is(err, ErrEmptyChart) {
			t.Errorf("%v: %v", c, err)
		}
		c.Table = planTable()
		body, err := HTMLBody(Document{Blocks: []Block{c}}, HTMLOptions{})
		if err != nil || strings.Contains(string(body), "<img") || !strings.Contains(string(body), "Gjithsej") {
			t.Errorf("%v: its table alone should be printed: %v", c, err)
		}
	}
}

func TestNumbersOnAnAxis(t *testing.T) {
	for v, want := range map[float64]string{0: "0", 3.5: "3,5", 1200: "1200", 12682: "12\u00a0682", 1234567.89: "1\u00a0234\u00a0567,9", -12000: "-12\u00a0000", -100000: "-100\u00a0000"} {
		if got := albanian(v); got != want {
			t.Errorf("albanian(%v) = %q, want %q", v, got, want)
		}
	}
}
