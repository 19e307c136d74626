package testkit

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/unicode/norm"
)

// A Mark is a word that stands nowhere by chance. What a test writes into fields
// that must not be found again contains it.
const Mark = "Zhgënjëzëç"

// FindMark says in which ways the mark is written anywhere in content, also
// inside what is compressed or encoded there.
func FindMark(content []byte) []string {
	found := map[string]bool{}
	find(content, "", 0, found)
	return slices.Sorted(maps.Keys(found))
}

const deepest = 4 // a gzip in base64 in a row of a zip in a file

func find(content []byte, way string, depth int, found map[string]bool) {
	for name, form := range spellings {
		if i := bytes.Index(content, form); i >= 0 {
			found[fmt.Sprintf("%s%s: %q", way, name, content[max(0, i-30):min(len(content), i+len(form)+60)])] = true
		}
	}
	if depth == deepest {
		return
	}
	for name, parts := range map[string][][]byte{"gzip, ": packed(content, "\x1f\x8b\x08", ungzip), "zlib, ": slices.Concat(packed(content, "\x78\x9c", unzlib), packed(content, "\x78\x01", unzlib), packed(content, "\x78\xda", unzlib)),
		"zip, ": unzip(content), "in base64, ": decoded(content, inBase64, base64s), "in hex, ": decoded(content, inHex, hexes)} {
		for _, part := range parts {
			find(part, way+name, depth+1, found)
		}
	}
}

// spellings are the ways in which a text may be written.
var spellings = spelled(Mark)

func spelled(mark string) map[string][]byte {
	list := map[string][]byte{}
	for name, s := range map[string]string{"as it is": mark, "in small letters": strings.ToLower(mark), "in capitals": strings.ToUpper(mark)} {
		list[name] = []byte(s)
		list[name+", UTF-16LE"], list[name+", UTF-16BE"] = wide(s, 0, 1), wide(s, 1, 0)
		list[name+", without diacritics"] = []byte(plainLetters(s))
	}
	letters := func(e, c string) []byte { return []byte(strings.NewReplacer("ë", e, "ç", c).Replace(mark)) }
	list["decomposed"] = norm.NFD.Bytes([]byte(mark))
	list["Latin-1"] = letters("\xeb", "\xe7")
	list["JSON"], list["JSON, large"] = letters(`\u00eb`, `\u00e7`), letters(`\u00EB`, `\u00E7`)
	list["HTML"], list["HTML, numbers"], list["HTML, hex"] = letters("&euml;", "&ccedil;"), letters("&#235;", "&#231;"), letters("&#xEB;", "&#xE7;")
	list["in a URL"] = []byte(url.QueryEscape(mark))
	list["in a URL, small"] = letters("%c3%ab", "%c3%a7")
	list["quoted-printable"] = letters("=C3=AB", "=C3=A7")
	for name, b := range map[string][]byte{"UTF-8": []byte(mark), "UTF-16LE": wide(mark, 0, 1), "UTF-16BE": wide(mark, 1, 0)} {
		list["hex of "+name], list["HEX of "+name] = []byte(hex.EncodeToString(b)), []byte(strings.ToUpper(hex.EncodeToString(b)))
		for skip := range 3 { // the mark begins anywhere in a group of three bytes
			whole := b[skip : skip+(len(b)-skip)/3*3]
			list[fmt.Sprintf("base64 of %s, %d", name, skip)] = []byte(base64.StdEncoding.EncodeToString(whole))
			list[fmt.Sprintf("base64url of %s, %d", name, skip)] = []byte(base64.URLEncoding.EncodeToString(whole))
		}
	}
	return list
}

func wide(s string, low, high int) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		pair := [2]byte{}
		pair[low], pair[high] = byte(u), byte(u>>8)
		b = append(b, pair[:]...)
	}
	return b
}

func plainLetters(s string) string {
	return strings.NewReplacer("ë", "e", "ç", "c", "Ë", "E", "Ç", "C").Replace(s)
}

// packed expands what begins with magic anywhere in content.
func packed(content []byte, magic string, open func(io.Reader) []byte) (list [][]byte) {
	for i := 0; ; i++ {
		at := bytes.Index(content[i:], []byte(magic))
		if at < 0 {
			return list
		}
		i += at
		if b := open(bytes.NewReader(content[i:])); len(b) > 0 {
			list = append(list, b)
		}
	}
}

// What is cut off gives what there is of it.
func ungzip(r io.Reader) []byte {
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil
	}
	z.Multistream(false)
	b, _ := io.ReadAll(z)
	return b
}

func unzlib(r io.Reader) []byte {
	z, err := zlib.NewReader(r)
	if err != nil {
		return nil
	}
	b, _ := io.ReadAll(z)
	return b
}

// unzip are the files of content, when it is a zip as a whole.
func unzip(content []byte) (list [][]byte) {
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			continue
		}
		b, _ := io.ReadAll(r)
		list = append(list, b)
	}
	return list
}

var (
	inBase64 = regexp.MustCompile(`[A-Za-z0-9+/]{24,}|[A-Za-z0-9_-]{24,}`)
	inHex    = regexp.MustCompile(`[0-9a-f]{32,}|[0-9A-F]{32,}`)
)

func base64s(run []byte) (list [][]byte) {
	for skip := range 4 { // the run may begin with letters that belong to something else
		for _, e := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
			if b, err := e.DecodeString(string(run[skip : skip+(len(run)-skip)/4*4])); err == nil {
				list = append(list, b)
			}
		}
	}
	return list
}

func hexes(run []byte) (list [][]byte) {
	for skip := range 2 {
		if b, err := hex.DecodeString(string(run[skip : skip+(len(run)-skip)/2*2])); err == nil {
			list = append(list, b)
		}
	}
	return list
}

// decoded is what runs of letters in content stand for, as far as it could hold
// something that was compressed: the rest is found as it is spelled.
func decoded(content []byte, runs *regexp.Regexp, decode func([]byte) [][]byte) (list [][]byte) {
	for _, run := range runs.FindAll(content, -1) {
		for _, b := range decode(run) {
			if bytes.Contains(b, []byte("\x1f\x8b\x08")) || bytes.Contains(b, []byte("\x78\x9c")) || bytes.Contains(b, []byte("PK\x03\x04")) {
				list = append(list, b)
			}
		}
	}
	return list
}
