package media

import (
	"errors"
	"slices"
	"testing"

	"tryeza/internal/text"
)

func TestEverySentenceHasItsEnglish(t *testing.T) {
	for _, s := range Sentences {
		if text.T(text.EN, s) == s {
			t.Errorf("no English for %q", s)
		}
	}
	if len(slices.Compact(slices.Sorted(slices.Values(Sentences)))) != len(Sentences) {
		t.Error("a sentence stands twice")
	}
}

func TestText(t *testing.T) {
	f := taken(t, []byte("\xef\xbb\xbfFëmija çdo ditë\r\n\tnë shkollë 🙂\n"))
	if f.Name != "tekst.txt" || string(f.Content) != "Fëmija çdo ditë\r\n\tnë shkollë 🙂\n" || f.MediaType != Text {
		t.Errorf("%q", f.Content)
	}
	for s, why := range map[string]string{
		"F\xebmija":          whyControl, // Windows
		"\xff\xfeF\x00\xeb":  whyControl, // UTF-16
		"a\x1b[2J":           whyControl,
		"foto\u202egpj.exe":  whyControl,
		"a\u0085b":           whyControl,
		`{\rtf1 {\object}}`:  whyUnknown,
		"%!PS-Adobe":         whyUnknown,
		"\n <html><script>":  whyUnknown,
		"\xef\xbb\xbf":       whyEmpty,
		"\xd0\xcf\x11\xe0aa": whyOldOffice,
	} {
		refused(t, []byte(s), why)
	}
}

// Whatever comes in, Clean ends, says why in one of its sentences, or gives
// back something that it takes again.
func FuzzClean(f *testing.F) {
	t := &testing.T{}
	f.Add(spied(jpegOf(f, corners(16, 16)), 6))
	f.Add(spiedPNG(pngOf(f, corners(16, 16))))
	f.Add(spiedPDF(t))
	f.Add(plainPDF)
	f.Add(spiedWord(t))
	f.Add(zipped(t, sheet("", "")))
	f.Add(zipped(t, writer("")))
	f.Add([]byte("fjalë"))
	f.Fuzz(func(t *testing.T, b []byte) {
		file, err := Clean("", b)
		var r Refused
		if err != nil {
			if !errors.As(err, &r) || !slices.Contains(Sentences, r.Why) {
				t.Fatalf("not a refusal in words: %v", err)
			}
			return
		}
		again, err := Clean("", file.Content)
		if err != nil || again.MediaType != file.MediaType {
			t.Fatalf("%s: its own output: %v", file.MediaType, err)
		}
	})
}
