package document

import (
	"bytes"
	"flag"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares with a file in testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; run with -update and look at the difference", name)
	}
}

// emblem is a small picture.
func emblem() []byte {
	img := image.NewRGBA(image.Rect(0, 0, 40, 50))
	for y := range 50 {
		for x := range 40 {
			img.Set(x, y, color.RGBA{R: 160, G: 20, B: 20, A: 255})
		}
	}
	var b bytes.Buffer
	png.Encode(&b, img)
	return b.Bytes()
}

// small is a document with one of everything, without pictures.
func small() Document {
	return Document{
		Title: "Analiza e gjashtëmujorit të parë 2023", Subject: "Qarku Durrës", Lang: "sq-AL",
		Created: time.Date(2023, 7, 14, 9, 30, 0, 0, time.UTC),
		Letterhead: Letterhead{
			Lines:         []string{"REPUBLIKA E SHQIPËRISË", "PREFEKTI I QARKUT DURRËS", "Komiteti Rajonal kundër Trafikimit të Personave"},
			ProtocolLabel: "Nr. prot.", DateLabel: "më", Date: "14.07.2023", Place: "Durrës",
		},
		Mark: "PARAPRAK", Footer: "Gjurma e ndryshimeve: 5f1c…09",
		Signature: &Signature{Lines: []string{"KRYETARI I KOMITETIT", "Prefekti i Qarkut Durrës", ""}},
		Blocks: []Block{
			Contents{},
			Heading{1, "1. Hyrje", "hyrje"},
			Paragraph{Style: "lead", Runs: []Run{{Text: "Komiteti u mblodh "}, {Text: "dy herë", Bold: true}, {Text: " dhe ndoqi "}, {Text: "12 veprimtari", Link: "#plani"}, {Text: "."}}},
			Paragraph{Style: "quote", Runs: []Run{{Text: "“Çdo fëmijë në shkollë” – e cituar & e <pandryshuar>"}}},
			List{Items: Items("Njësia e Mbrojtjes së Fëmijës", "Policia e Shtetit")},
			List{Numbered: true, Items: Items("E para", "E dyta")},
			Heading{2, "1.1 Realizimi i planit", ""},
			List{Numbered: true, Items: Items("Nis përsëri nga një")},
			planTable(),
			PageBreak{},
			Heading{1, "2. Masat", "masat"},
			Paragraph{Style: "note", Runs: []Run{{Text: "Burimi: raportet; shih "}, {Text: "faqen", Link: "https://example.org/a?b=1&c=2"}, {Text: " dhe "}, {Text: "planin", Link: "/plan/3"}, {Text: "."}}},
		},
	}
}

func planTable() Table {
	return Table{
		ID: "plani", Caption: "Tabela 1. Veprimtaritë sipas gjendjes", Head: []string{"Nr.", "Veprimtaria", "Afati", "Fëmijë", "Realizimi", "Buxheti (lekë)"},
		Rows: []Row{
			{Cells: []Cell{T("1"), T("Identifikimi i fëmijëve në situatë rruge gjatë sezonit turistik në plazh dhe në qytet"), Day("30.06.2023", "2023-06-30"), N("12 682", 12682), Percent("66,7 %", 0.667), Money("1 200 000", 1200000)}},
			{Level: 1, Cells: []Cell{T("1.1"), T("=Veprimtari me shenjë barazimi"), Day("nuk dihet", ""), {Text: "nuk dihet", Kind: NumberKind}, Percent("0 %", 0), T("-5")}},
			{Bold: true, Cells: []Cell{T(""), T("Gjithsej"), T(""), N("12 682", 12682)}},
		},
		Sheet: "Plani", Note: "“Nuk dihet” nuk është zero.",
	}
}

func barChart() Chart {
	return Chart{
		ID: "grafiku", Title: "Grafiku 1. Realizimi sipas shtyllave", Alt: "Mbrojtja ka 12 veprimtari të kryera, parandalimi 7.", Kind: Bar,
		Labels: []string{"Mbrojtja", "Parandalimi", "Ndjekja penale", "Bashkërendimi"},
		Series: []Series{{"Të kryera", []float64{12, 7, math.NaN(), 3.5}}, {"Të pakryera – çështje", []float64{2, 4, 1}}}, Unit: "veprimtari",
		Table: Table{Caption: "Numrat e grafikut 1", Head: []string{"Shtylla", "Të kryera", "Të pakryera"}, Rows: []Row{
			{Cells: []Cell{T("Mbrojtja"), N("12", 12), N("2", 2)}}, {Cells: []Cell{T("Parandalimi"), N("7", 7), N("4", 4)}},
			{Cells: []Cell{T("Ndjekja penale"), T("nuk dihet"), N("1", 1)}}, {Cells: []Cell{T("Bashkërendimi"), N("3,5", 3.5), T("nuk dihet")}}}},
	}
}

// large has emblem, charts of every kind, and a table over several pages.
func large() Document {
	d := small()
	d.Letterhead.Emblem, d.Letterhead.EmblemAlt = emblem(), "Stema e Republikës"
	long := planTable()
	long.ID, long.Caption, long.Sheet = "e-gjate", "Tabela 2. E gjatë", ""
	for range 5 {
		long.Rows = append(long.Rows, long.Rows...)
	}
	stacked, lines := barChart(), barChart()
	stacked.ID, stacked.Kind, stacked.Title = "shtresa", StackedBar, "Grafiku 2. Shtresa"
	lines.ID, lines.Kind, lines.Title = "vijat", Line, "Grafiku 3. Ndër vite"
	lines.Labels = []string{"2020", "2021", "2022", "2023"}
	d.Blocks = append(d.Blocks, barChart(), stacked, lines, Heading{3, "2.1.1 Më tej", ""}, long, P("Fund."))
	return d
}
