package web

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// Whatever the bytes, a file is one of the five kinds or none, and reading it
// neither fails nor takes what calls itself a macro.
func FuzzEvidenceType(f *testing.F) {
	for _, s := range []string{"", "%PDF-1.4", "\x89PNG\r\n\x1a\n", "\xff\xd8\xff\xe0", "PK\x03\x04", "PK\x05\x06" + strings.Repeat("\x00", 18), "<html>"} {
		f.Add([]byte(s))
	}
	known := map[string]bool{typePDF: true, typeJPEG: true, typePNG: true, typeDOCX: true, typeXLSX: true}
	f.Fuzz(func(t *testing.T, b []byte) {
		if mediaType, ok := EvidenceType(b); ok != known[mediaType] {
			t.Errorf("%q, %v", mediaType, ok)
		}
	})
}

// Whatever somebody calls a file, its name is one line, short, and no path.
func FuzzFileName(f *testing.F) {
	for _, s := range []string{"", ".", "a/b/c.pdf", `C:\x\y.docx`, "emër\nme\trreshta", strings.Repeat("ë", 300) + ".pdf", "\xff\xfe"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		name := FileName(s)
		if name == "" || strings.ContainsAny(name, "/\\\n\r\"<>") || utf8.RuneCountInString(name) > 100 {
			t.Errorf("%q became %q", s, name)
		}
	})
}
