package exchange

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"tryeza/internal/text"
)

var update = flag.Bool("update", false, "write the schema anew")

const schemaFile = "../../docs/exchange.schema.json"

// documents are those of testdata, each made from a public notice.
func documents(t testing.TB) map[string][]byte {
	t.Helper()
	names, err := filepath.Glob("testdata/*.json")
	if err != nil || len(names) == 0 {
		t.Fatal("no documents in testdata", err)
	}
	list := map[string][]byte{}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		list[name] = b
	}
	return list
}

// The schema in docs is the one the program reads by.
func TestSchemaIsThatOfTheDocument(t *testing.T) {
	if *update {
		if err := os.WriteFile(schemaFile, Schema(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	b, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b, Schema()) {
		t.Error("docs/exchange.schema.json is not what the document is; run with -update and read the difference")
	}
}

func compiled(t testing.TB) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("exchange.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	return c.MustCompile("exchange.schema.json")
}

func valid(t testing.TB, s *jsonschema.Schema, b []byte) error {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return s.Validate(v)
}

// What the program reads the schema allows.
func TestSchemaAllowsDocuments(t *testing.T) {
	s := compiled(t)
	for name, b := range documents(t) {
		d, err := jsonFile(b).Read(Head{}, nil)
		if err != nil {
			t.Errorf("%s:\n%v", name, err)
			continue
		}
		whole, err := d.JSON()
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range [][]byte{b, whole} {
			if err := valid(t, s, b); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

// Every field of the document is in the schema, and what the schema refuses the
// program refuses too.
func TestSchemaAndReaderRefuseTheSame(t *testing.T) {
	s := compiled(t)
	for _, tt := range []struct{ name, from, to string }{
		{"unknown field", `"held_on"`, `"colour": "red", "held_on"`},
		{"unknown code", `"body": "committee"`, `"body": "parliament"`},
		{"number as text", `"value": 12`, `"value": "12"`},
		{"five decimals", `"value": 12`, `"value": 1.23456`},
		{"missing field", `"kind": "ordinary", `, ``},
		{"empty field", `"kind": "ordinary"`, `"kind": ""`},
		{"another kind of value", `"lines": []`, `"lines": {}`},
		{"not a day", `"2023-05-04"`, `"4.5.2023"`},
		{"no committee", `"id": "durres"`, `"id": ""`},
		{"a version to come", `"format": 1`, `"format": 4`},
	} {
		b := strings.Replace(sample, tt.from, tt.to, 1)
		if b == sample {
			t.Fatalf("%s: nothing to replace", tt.name)
		}
		if valid(t, s, []byte(b)) == nil {
			t.Errorf("%s: the schema allows it", tt.name)
		}
		if _, err := jsonFile(b).Read(Head{}, nil); err == nil {
			t.Errorf("%s: the program reads it", tt.name)
		}
	}
	for _, b := range []string{sample, loop, registers} {
		if err := valid(t, s, []byte(b)); err != nil {
			t.Error(err)
		}
	}
	if _, err := jsonFile(sample).Read(Head{}, nil); err != nil {
		t.Error(err)
	}
}

const sample = `{"format": 1, "year": 2023, "committee": {"id": "durres", "name": "Komiteti Rajonal Antitrafik Durrës", "qark": "AL-02"},
"institutions": [{"id": "bashkia", "kind": "state", "sector": "municipality", "municipality": "10", "names": [{"name": "Bashkia Durrës", "short": "BD"}]}],
"meetings": [{"body": "committee", "kind": "ordinary", "held_on": "2023-05-04", "participants": [{"institution": "bashkia"}, {"name": "Policia Bashkiake"}],
"lines": [], "figures": [{"what": "fëmijë në situatë rruge", "value": 12, "qualifier": "about", "unit": "children"}]}]}`

// Every fault is told at once, each with its path and a sentence.
func TestFaultsAreAllTold(t *testing.T) {
	for _, tt := range []struct {
		name, from, to string
		want           []string
	}{
		{"three at once", `"value": 12, "qualifier": "about"`, `"value": 12, "qualifier": "not_known", "colour": 1, "colour": 2`,
			[]string{`$.meetings[0].figures[0].colour: Fusha «colour» nuk njihet`, `$.meetings[0].figures[0].colour: Fusha «colour» është dhënë dy herë`,
				`$.meetings[0].figures[0].value: Me «nuk dihet» nuk shkruhet numër`}},
		{"a number is missing", `"value": 12, "qualifier": "about"`, `"value": null`, []string{`$.meetings[0].figures[0].value: Mungon numri`}},
		{"who is that", `{"institution": "bashkia"}`, `{"institution": "policia"}`, []string{`$.meetings[0].participants[0].institution: «policia» nuk është`}},
		{"institution and guest", `{"institution": "bashkia"}`, `{"institution": "bashkia", "name": "x"}`, []string{`$.meetings[0].participants[0]: Pjesëmarrësi`}},
		{"another year", `2023-05-04`, `2022-05-04`, []string{`$.meetings[0].held_on: Mbledhja nuk është e vitit 2023`}},
		{"no such day", `2023-05-04`, `2023-02-29`, []string{`nuk është ditë e kalendarit`}},
		{"a personal number", `"Policia Bashkiake"`, `"Policia, J12345678K"`, []string{`$.meetings[0].participants[1].name: Në tekst ka 1 numër personal`}},
		{"another qark", `"AL-02"`, `"AL-07"`, []string{`$.committee.id: Komiteti dhe qarku nuk përputhen`}},
		{"hidden character", `Policia Bashkiake`, `Policia\u0007Bashkiake`, []string{`U+0007`}},
		{"same id twice", `{"name": "Policia Bashkiake"}`, `{"id": "a", "name": "P"}, {"id": "a", "name": "Q"}`, []string{`$.meetings[0].participants[2].id: Ky rresht ka të njëjtin id me $.meetings[0].participants[1]`}},
		{"no official name", `"short": "BD"`, `"alias": true`, []string{`$.institutions[0].names: Institucioni nuk ka asnjë emër zyrtar`}},
		{"more than one value", `{"format": 1`, `{} {"format": 1`, []string{`$: Dokumenti nuk është JSON i saktë`}},
		{"deep nonsense", `"lines": []`, `"lines": [[[{"a": [1, {"b": 2}]}]]]`, []string{`$.meetings[0].lines[0]: Këtu pritet një objekt`}},
	} {
		b := strings.Replace(sample, tt.from, tt.to, 1)
		_, err := jsonFile(b).Read(Head{}, nil)
		if err == nil {
			t.Errorf("%s: no fault", tt.name)
			continue
		}
		for _, want := range tt.want {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%s: no %q in\n%v", tt.name, want, err)
			}
		}
	}
}

// A row without an id has the same one at every reading, and another one than
// the row beside it.
func TestIDsAreDerived(t *testing.T) {
	read := func(s string) *Document {
		d, err := jsonFile(s).Read(Head{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	a, b := read(sample), read(sample)
	if !reflect.DeepEqual(a, b) {
		t.Error("read twice, the ids differ")
	}
	p := a.Meetings[0].Participants
	if p[0].ID == p[1].ID || p[0].ID == "" || a.Meetings[0].ID == "" {
		t.Errorf("ids: %q, %q, %q", a.Meetings[0].ID, p[0].ID, p[1].ID)
	}
	twice := read(strings.Replace(sample, `{"name": "Policia Bashkiake"}`, `{"name": "Policia Bashkiake"}, {"name": "Policia Bashkiake"}`, 1)).Meetings[0].Participants
	if twice[1].ID == twice[2].ID {
		t.Error("two rows that say the same have the same id")
	}
}

// What is there is never written over: the same is left alone, new rows are
// added, a difference is a fault.
func TestCompare(t *testing.T) {
	read := func(s string, known *Document) *Document {
		d, err := jsonFile(s).Read(Head{}, known)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	known := read(sample, nil)
	if a, faults := Compare(read(sample, known), known); !a.Empty() || len(faults) > 0 {
		t.Errorf("the same again adds %+v, %v", a, faults)
	}
	more := strings.Replace(sample, `"meetings": [`, `"meetings": [{"body": "table", "kind": "ordinary", "held_on": "2023-06-05"}, `, 1)
	if a, faults := Compare(read(more, known), known); len(a.Meetings) != 1 || a.Meetings[0].Body != "table" || len(a.Institutions) > 0 || len(faults) > 0 {
		t.Errorf("one more meeting adds %+v, %v", a, faults)
	}
	other := strings.Replace(sample, `"value": 12`, `"value": 13`, 1)
	if _, faults := Compare(read(other, known), known); len(faults) != 1 || !strings.Contains(faults.Error(), "$.meetings[0].figures[0].value: Në skedar «13», te Tryeza «12»") {
		t.Errorf("another number: %v", faults)
	}
	fewer := strings.Replace(sample, `, {"name": "Policia Bashkiake"}`, ``, 1)
	if _, faults := Compare(read(fewer, known), known); len(faults) != 1 || !strings.Contains(faults.Error(), "$.meetings[0].participants: Në skedar ka 1 rreshta, te Tryeza 2") {
		t.Errorf("a guest fewer: %v", faults)
	}
	twin := strings.Replace(sample, `"bashkia"`, `"bashkia-e-durresit"`, -1)
	if _, faults := Compare(read(twin, known), known); !strings.Contains(faults.Error(), "Bashkia Durrës ekziston tashmë te Tryeza me një id tjetër") {
		t.Errorf("another id: %v", faults)
	}
}

// Tables and columns are told apart by their headings alone.
func TestHeadingsDiffer(t *testing.T) {
	for i, a := range tables {
		for _, b := range tables[:i] {
			if text.Near(a.sheet, b.sheet) || a.name == b.name {
				t.Errorf("sheets %q and %q", a.sheet, b.sheet)
			}
		}
		places := a.places()
		for j, p := range places {
			for _, q := range places[:j] {
				if text.Fold(p.heading) == text.Fold(q.heading) {
					t.Errorf("%s: headings %q and %q", a.sheet, p.heading, q.heading)
				}
			}
		}
		if len([]rune(a.sheet)) > 31 {
			t.Errorf("%q is too long for a sheet", a.sheet)
		}
	}
}

// Each label of a list leads back to its code.
func TestLabelsLeadBack(t *testing.T) {
	for name, list := range lists {
		for _, c := range list {
			w := &workbook{d: &Document{Year: 2023}}
			for _, label := range []string{c.SQ, c.EN, c.Code, strings.ToUpper(c.SQ)} {
				if text.Fold(label) == "" && label != c.SQ {
					continue
				}
				if got, ok := w.codeOf(column{arg: name}, label); !ok || got != c.Code {
					t.Errorf("%s: %q is %q, want %q", name, label, got, c.Code)
				}
			}
		}
	}
}

// A JSON text that is not a document is refused and never a panic.
func FuzzReadJSON(f *testing.F) {
	f.Add([]byte(sample))
	f.Add([]byte(loop))
	f.Add([]byte(registers))
	f.Add([]byte(`{"format":1,"year":2023,"committee":null,"plan":{"history":[{"text":{"a":[1]}}]}}`))
	f.Add([]byte(`[[[[`))
	f.Add([]byte(`{"format":1,"year":1e99,"meetings":[{"figures":[{"value":-0.00001}]}]}`))
	for _, b := range documents(f) {
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := jsonFile(b).Read(Head{}, nil)
		if err != nil {
			return
		}
		out, err := d.JSON()
		if err != nil {
			t.Fatal(err)
		}
		again, err := jsonFile(out).Read(Head{}, nil)
		if err != nil {
			t.Fatalf("what was written is not read: %v\n%s", err, out)
		}
		if second, _ := again.JSON(); !bytes.Equal(out, second) {
			t.Errorf("written twice it differs:\n%s\n%s", out, second)
		}
	})
}

// Any document goes into a workbook and comes back without a byte changed:
// whatever stands in its texts, numbers and days, and however long.
func TestAnyDocumentSurvivesTheWorkbook(t *testing.T) {
	rounds := 25
	if os.Getenv("TRYEZA_LONG") != "" {
		rounds = 500
	}
	documents := rapid.Custom(anyDocument)
	for seed := range rounds {
		d := documents.Example(seed)
		if faults := Check(d, nil); len(faults) > 0 {
			t.Fatalf("the test made a document with faults:\n%v", faults)
		}
		first, err := d.JSON()
		if err != nil {
			t.Fatal(err)
		}
		book, err := d.Workbook()
		if err != nil {
			t.Fatal(err)
		}
		from, err := Open(book)
		if err != nil {
			t.Fatal(err)
		}
		again, err := from.Read(from.Head(), nil)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		second, err := again.JSON()
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first, second) {
			t.Fatalf("seed %d: %s", seed, firstDifference(first, second))
		}
	}
}

// firstDifference is the first line that differs, as it was and as it is.
func firstDifference(a, b []byte) string {
	x, y := strings.Split(string(a), "\n"), strings.Split(string(b), "\n")
	for i := range x {
		if i >= len(y) || x[i] != y[i] {
			return fmt.Sprintf("line %d\n%.500q\n%.500q", i+1, x[i], y[min(i, len(y)-1)])
		}
	}
	return "it is only longer"
}
