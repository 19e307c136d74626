package pdf

import (
	"bytes"
	"compress/lzw"
	"compress/zlib"
	"encoding/ascii85"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// value draws any value that can stand in a document.
func value(depth int) *rapid.Generator[Value] {
	kinds := []*rapid.Generator[Value]{
		rapid.Just[Value](nil),
		rapid.Map(rapid.Bool(), func(b bool) Value { return b }),
		rapid.Map(rapid.IntRange(-9999, 9999), func(n int) Value { return Number(fmt.Sprint(n)) }),
		rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) Value { return String(b) }),
		rapid.Map(rapid.String(), func(s string) Value { return Name(s) }),
		rapid.Map(rapid.IntRange(1, 99), func(n int) Value { return Ref(n) }),
	}
	if depth > 0 {
		kinds = append(kinds,
			rapid.Map(rapid.SliceOfN(value(depth-1), 0, 4), func(l []Value) Value { return Array(l) }),
			rapid.Map(rapid.MapOfN(rapid.String(), value(depth-1), 0, 4), func(m map[string]Value) Value {
				d := Dict{}
				for k, v := range m {
					d[Name(k)] = v
				}
				return d
			}))
	}
	return rapid.OneOf(kinds...)
}

// What is written is read again as it was.
func TestWriteAndRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.SliceOfN(value(3), 1, 5).Draw(t, "objects")
		want = append(want, Stream{Dict{"A": Name("b")}, rapid.SliceOf(rapid.Byte()).Draw(t, "raw")})
		f, err := Read(Write(want, 1), Limits{100, 1 << 20})
		if err != nil {
			t.Fatal(err)
		}
		for i, w := range want {
			got, err := f.object(Ref(i + 1))
			if s, ok := got.(Stream); ok {
				delete(s.Dict, "Length")
			}
			if err != nil || !same(got, w) {
				t.Fatalf("object %d: %#v, want %#v (%v)", i+1, got, w, err)
			}
		}
	})
}

func same(a, b Value) bool {
	s, one := a.(Stream)
	w, other := b.(Stream)
	if one && other {
		return bytes.Equal(s.Raw, w.Raw) && reflect.DeepEqual(s.Dict, w.Dict)
	}
	return reflect.DeepEqual(a, b)
}

func TestLiterals(t *testing.T) {
	for in, want := range map[string]Value{
		`(a(b)c\)\\\n)`:         String("a(b)c)\\\n"),
		"(a\\\nb\\\r\nc)":       String("abc"),
		`(\101\7\1234)`:         String("A\aS4"),
		`<48 656C6C 6f7>`:       String("Hellop"),
		`/A#42#zz`:              Name("AB#zz"),
		`[1 0 R 2 3 4 0 R]`:     Array{Ref(1), Number("2"), Number("3"), Ref(4)},
		`<</A[/B<<>>]/C null>>`: Dict{"A": Array{Name("B"), Dict{}}, "C": nil},
		"% (no)\n true":         true,
		"-.5":                   Number("-.5"),
	} {
		got, err := (&lexer{[]byte(in), 0, new(1 << 20)}).next(0)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %#v, want %#v (%v)", in, got, want, err)
		}
	}
	for _, in := range []string{"", "(", "<4", "<zz>", "[", "[1 R]", "[R]", "<</A>>", "<<1 2>>", "[>>", `(\`, strings.Repeat("[", 100)} {
		if got, err := (&lexer{[]byte(in), 0, new(1 << 20)}).next(0); err == nil {
			t.Errorf("%s: %#v", in, got)
		}
	}
}

func packedBy(w func(io.Writer) io.WriteCloser, s string) []byte {
	var b bytes.Buffer
	p := w(&b)
	io.WriteString(p, s)
	p.Close()
	return b.Bytes()
}

func TestPackings(t *testing.T) {
	const words = "fjalë fjalë fjalë"
	flate := packedBy(func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) }, words)
	late := packedBy(func(w io.Writer) io.WriteCloser { return lzw.NewWriter(w, lzw.MSB, 8) }, words)
	a85 := packedBy(func(w io.Writer) io.WriteCloser { return ascii85.NewEncoder(w) }, words)
	for name, c := range map[string]struct {
		dict Dict
		raw  []byte
		want string
	}{
		"none":      {Dict{}, []byte(words), words},
		"Flate":     {Dict{"Filter": Name("FlateDecode")}, flate, words},
		"cut off":   {Dict{"Filter": Name("Fl")}, flate[:len(flate)-3], words},
		"LZW":       {Dict{"Filter": Name("LZWDecode"), "DecodeParms": Dict{"EarlyChange": Number("0")}}, late, words},
		"LZW early": {Dict{"Filter": Array{Name("LZW")}}, []byte{0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01}, "-----A---B"},
		"two":       {Dict{"Filter": Array{Name("AHx"), Name("FlateDecode")}}, fmt.Appendf(nil, "%x>", flate), words},
		"ASCII85":   {Dict{"Filter": Name("ASCII85Decode")}, append(a85, "~>\n"...), words},
		"picture":   {Dict{"Filter": Name("DCTDecode")}, []byte(words), words},
	} {
		f := &File{left: 1000}
		u, err := f.Open(Stream{c.dict, c.raw})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got, err := io.ReadAll(u); err != nil || string(got) != c.want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	for name, d := range map[string]Dict{
		"a packing inside a picture": {"Filter": Array{Name("DCTDecode"), Name("FlateDecode")}},
		"too many":                   {"Filter": Array{Name("AHx"), Name("AHx"), Name("AHx"), Name("AHx"), Name("AHx")}},
		"not a name":                 {"Filter": Number("1")},
		"not Flate":                  {"Filter": Name("FlateDecode")},
	} {
		if _, err := (&File{left: 1000}).Open(Stream{d, []byte("x")}); err == nil {
			t.Errorf("%s: opened", name)
		}
	}
	u, err := (&File{left: 5}).Open(Stream{Dict{"Filter": Name("FlateDecode")}, flate})
	if _, tooLarge := io.ReadAll(u); err != nil || tooLarge != ErrTooLarge {
		t.Errorf("more than may be unpacked: %v %v", err, tooLarge)
	}
}

func TestRowsOfATable(t *testing.T) {
	got, err := unfilter([]byte{0, 1, 2, 2, 1, 1, 1, 5, 1}, 2)
	if err != nil || !bytes.Equal(got, []byte{1, 2, 2, 3, 5, 6}) {
		t.Errorf("%v %v", got, err)
	}
	for _, columns := range []int{0, -1, 99} {
		if _, err := unfilter([]byte{0, 1, 2}, columns); err == nil {
			t.Errorf("%d columns", columns)
		}
	}
	if _, err := unfilter([]byte{4, 1, 2}, 2); err == nil {
		t.Error("a filter that no table uses")
	}
}

func TestDrawing(t *testing.T) {
	for in, want := range map[string]string{
		"1 0 0 1 5 5 cm%x\n/P <</MCID 0>> BDC (a\\)) Tj EMC [(a)-5(b)]TJ T* b* (x)'": "1 0 0 1 5 5 cm\n<6129> Tj\n[<61> -5 <62>] TJ\nT*\nb*\n<78> '\n",
		"BI /W 1 ID \x00EI\xff\nEI Q": "BI /W 1 ID \x00EI\xff\nEI\nQ\n",
	} {
		got, err := Drawing([]byte(in))
		if err != nil || string(got) != want {
			t.Errorf("%q: %q, want %q (%v)", in, got, want, err)
		}
		if again, err := Drawing(got); err != nil || !bytes.Equal(again, got) {
			t.Errorf("%q: again %q", in, again)
		}
	}
	for _, in := range []string{"BI /F /DCT ID x EI", "BI /W 1", "BI ID xx", "(x", "[1 2"} {
		if got, err := Drawing([]byte(in)); err == nil {
			t.Errorf("%q: %q", in, got)
		}
	}
}

// Objects that take much time or memory for few bytes are refused: many small
// values, one long string in another, the same bytes as many objects.
func TestEffort(t *testing.T) {
	doc := func(packed string, offsets ...int) []byte {
		head := ""
		for i, o := range offsets {
			head += fmt.Sprintf("%d %d ", i+1, o)
		}
		var raw bytes.Buffer
		z := zlib.NewWriter(&raw)
		io.WriteString(z, head+packed)
		z.Close()
		b := []byte("%PDF-1.5\n")
		pack := len(b)
		b = fmt.Appendf(b, "9999 0 obj<</N %d/First %d/Filter/FlateDecode/Length %d>>stream\n", len(offsets), len(head), raw.Len())
		b = append(append(b, raw.Bytes()...), "\nendstream\n"...)
		table := len(b)
		rows := fmt.Sprintf("%c%c%c%c", 1, pack>>8, pack, 0)
		for range offsets {
			rows += fmt.Sprintf("%c%s%c", 2, "\x27\x0f", 0)
		}
		return fmt.Appendf(b, "9998 0 obj<</Type/XRef/W[1 2 1]/Index[9999 1 1 %d]/Length %d>>stream\n%s\nendstream\nstartxref %d", len(offsets), len(rows), rows, table)
	}
	many := make([]int, 5000)
	for name, b := range map[string][]byte{
		"small values":     doc("["+strings.Repeat("1 ", 4<<20)+"]", 0),
		"one as many":      doc("("+strings.Repeat("x", 1<<20)+")", many...),
		"one name as many": doc("/"+strings.Repeat("x", 1<<20), many...),
		"blanks as many":   doc(strings.Repeat(" ", 1<<20)+"[]", many...),
	} {
		f, err := Read(b, Limits{10000, 1 << 28})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if _, err = f.Get(Ref(1)); err != ErrTooLarge {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Whatever comes in, reading ends and stays within its limits.
func FuzzRead(f *testing.F) {
	f.Add(Write([]Value{Dict{"Pages": Ref(2)}, Array{Ref(1)}, Stream{Dict{}, []byte("x")}}, 1))
	f.Add([]byte("%PDF-1.5\n1 0 obj<</Type/XRef/W[1 1 1]/Size 2/Length 6>>stream\n\x01\x09\x00\x02\x01\x00\nendstream startxref 9"))
	f.Fuzz(func(t *testing.T, b []byte) {
		file, err := Read(b, Limits{100, 1 << 16})
		if err != nil {
			return
		}
		for _, r := range file.Objects() {
			v, err := file.Get(r)
			if s, ok := v.(Stream); ok && err == nil {
				if u, err := file.Open(s); err == nil {
					io.Copy(io.Discard, u)
				}
			}
		}
		if n := len(file.Objects()); n > 100 {
			t.Errorf("%d objects", n)
		}
	})
}
