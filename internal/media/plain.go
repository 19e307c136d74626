package media

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// cleanText takes words only: nothing that a reader could run or show in
// another order than it is written.
func cleanText(content []byte) (File, error) {
	content = bytes.TrimPrefix(content, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(content) || bytes.ContainsFunc(content, unseen) {
		return File{}, Refused{whyControl}
	}
	if bytes.HasPrefix(content, []byte(`{\rtf`)) || bytes.HasPrefix(content, []byte("%!PS")) {
		return File{}, Refused{whyUnknown} // programs for a word processor or a printer
	}
	if len(content) == 0 {
		return File{}, Refused{whyEmpty}
	}
	return File{Name: "tekst.txt", MediaType: Text, Content: content, Note: noteText}, nil
}

// unseen reports signs that steer the screen or turn the writing round.
func unseen(r rune) bool {
	switch r {
	case '\n', '\r', '\t':
		return false
	}
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r) || r == 0xfeff
}
