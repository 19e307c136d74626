package testkit

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"math/rand/v2"
	"mime/quotedprintable"
	"net/url"
	"strings"
	"testing"
)

// noise is what the mark lies in: random bytes before and after it.
func noise(n int, middle []byte) []byte {
	r := rand.NewChaCha8([32]byte{byte(n)})
	b := make([]byte, 2*n)
	r.Read(b)
	return bytes.Join([][]byte{b[:n], middle, b[n:]}, nil)
}

func zipped(b []byte) []byte {
	var file bytes.Buffer
	w := gzip.NewWriter(&file)
	w.Write(b)
	w.Close()
	return file.Bytes()
}

// The search finds the mark in each way it may be written, wherever it lies, and
// is not taken in by anything else.
func TestFindMark(t *testing.T) {
	text := "shënim: " + Mark + "-42, më"
	hidden := map[string][]byte{
		"UTF-8":     []byte(text),
		"UTF-16LE":  wide(text, 0, 1),
		"UTF-16BE":  wide(text, 1, 0),
		"small":     []byte(strings.ToLower(text)),
		"folded":    []byte(plainLetters(strings.ToLower(text))),
		"URL":       []byte("/u/x?q=" + url.QueryEscape(text)),
		"URL path":  []byte(url.PathEscape(text)),
		"hex":       []byte(hex.EncodeToString([]byte(text))),
		"bytea":     []byte(`\x` + hex.EncodeToString([]byte(text))),
		"hex UTF16": []byte(hex.EncodeToString(wide(text, 0, 1))),
		"HTML":      []byte(strings.NewReplacer("ë", "&euml;", "ç", "&ccedil;").Replace(text)),
		"gzip":      zipped([]byte(text)),
		"gzip cut":  zipped(noise(5000, []byte(text)))[:9000],
	}
	for shift := range 3 {
		shifted := []byte(strings.Repeat("x", shift) + text)
		hidden["base64 "+string(rune('0'+shift))] = []byte(base64.StdEncoding.EncodeToString(shifted))
		hidden["base64url "+string(rune('0'+shift))] = []byte(base64.RawURLEncoding.EncodeToString(shifted))
		hidden["base64 UTF-16 "+string(rune('0'+shift))] = []byte(base64.StdEncoding.EncodeToString(append(make([]byte, shift), wide(text, 0, 1)...)))
	}
	var z, mail bytes.Buffer
	w := zlib.NewWriter(&z)
	w.Write([]byte(text))
	w.Close()
	hidden["zlib"] = z.Bytes()
	q := quotedprintable.NewWriter(&mail)
	q.Write([]byte(text))
	q.Close()
	hidden["quoted-printable"] = mail.Bytes()
	escaped, _ := json.Marshal(map[string]string{"x": text})
	hidden["JSON"] = []byte(strings.NewReplacer("ë", `\u00eb`, "ç", `\u00e7`).Replace(string(escaped)))
	hidden["gzip in base64"] = []byte(`["` + base64.StdEncoding.EncodeToString(zipped([]byte(text))) + `"]`)
	hidden["gzip in hex"] = []byte(hex.EncodeToString(zipped([]byte(text))))
	hidden["gzip in gzip"] = zipped(noise(100, zipped([]byte(text))))
	for name, b := range hidden {
		if len(FindMark(b)) == 0 {
			t.Errorf("%s: not found", name)
		}
		if len(FindMark(noise(700, b))) == 0 && !strings.Contains(name, "base64") && !strings.Contains(name, "hex") {
			t.Errorf("%s, among other bytes: not found", name)
		}
	}
	var file bytes.Buffer
	archive := zip.NewWriter(&file)
	entry, _ := archive.Create("casework/child.jsonl")
	entry.Write(hidden["gzip in base64"])
	archive.Close()
	if len(FindMark(file.Bytes())) == 0 {
		t.Error("in a row of a backup: not found")
	}
	if found := FindMark(noise(100_000, []byte("Zhgënj çel"))); len(found) > 0 {
		t.Errorf("found where there is none: %v", found)
	}
}
