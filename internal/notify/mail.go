package notify

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"text/template"

	"tryeza/internal/text"
)

// words are the mails, in one file; the first line of each is its subject. What
// they are given is made of counts, days, codes, names of institutions and links:
// no free text can enter but the place of a meeting.
var words = map[text.Lang]*template.Template{text.SQ: parse(text.SQ), text.EN: parse(text.EN)}

func parse(l text.Lang) *template.Template {
	funcs := template.FuncMap{
		"t":       func(s string, args ...any) string { return text.T(l, s, args...) },
		"day":     text.Day,
		"longday": func(day string) string { return text.LongDay(l, day) },
	}
	return template.Must(template.New("mail").Funcs(funcs).ParseFS(files, "mail.txt"))
}

var gaps = regexp.MustCompile(`\n{3,}`)

// compose writes one mail of words in a language.
func compose(l text.Lang, name string, data any) (subject, body string, err error) {
	var b bytes.Buffer
	if err := words[text.ParseLang(string(l))].ExecuteTemplate(&b, name, data); err != nil {
		return "", "", fmt.Errorf("mail %s: %w", name, err)
	}
	subject, body, _ = strings.Cut(b.String(), "\n")
	body = gaps.ReplaceAllString(strings.TrimSpace(body), "\n\n")
	return oneLine(subject), body + "\n", nil
}

// oneLine keeps a name from becoming a header of its own.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
