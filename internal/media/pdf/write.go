package pdf

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strconv"
)

// Write makes a document of objects: the first is number 1. Nothing else stands
// in it, no name, no date, no identifier; the same objects give the same bytes.
func Write(objects []Value, root Ref) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	at := make([]int, len(objects))
	for i, v := range objects {
		at[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n", i+1)
		put(&b, v)
		b.WriteString("\nendobj\n")
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<</Root %d 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n", root, len(objects)+1, start)
	return b.Bytes()
}

func put(b *bytes.Buffer, v Value) {
	switch v := v.(type) {
	case nil:
		b.WriteString("null")
	case bool:
		b.WriteString(strconv.FormatBool(v))
	case Number:
		b.WriteString(string(v))
	case keyword:
		b.WriteString(string(v))
	case Name:
		putName(b, v)
	case String:
		fmt.Fprintf(b, "<%x>", string(v))
	case Ref:
		fmt.Fprintf(b, "%d 0 R", int(v))
	case Array:
		putArray(b, v)
	case Dict:
		putDict(b, v)
	case Stream:
		d := maps.Clone(v.Dict)
		d["Length"] = Number(strconv.Itoa(len(v.Raw)))
		putDict(b, d)
		b.WriteString("\nstream\n")
		b.Write(v.Raw)
		b.WriteString("\nendstream")
	}
}

func putName(b *bytes.Buffer, n Name) {
	b.WriteByte('/')
	for _, c := range []byte(n) {
		if c <= ' ' || c > '~' || c == '#' || isDelim(c) {
			fmt.Fprintf(b, "#%02x", c)
		} else {
			b.WriteByte(c)
		}
	}
}

func putArray(b *bytes.Buffer, a Array) {
	b.WriteByte('[')
	for i, v := range a {
		if i > 0 {
			b.WriteByte(' ')
		}
		put(b, v)
	}
	b.WriteByte(']')
}

func putDict(b *bytes.Buffer, d Dict) {
	b.WriteString("<<")
	for _, k := range slices.Sorted(maps.Keys(d)) {
		putName(b, k)
		b.WriteByte(' ')
		put(b, d[k])
	}
	b.WriteString(">>")
}
