package web

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"time"

	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/text"
)

//go:embed *.tmpl
var shared embed.FS

//go:embed english.json
var english []byte

func init() { text.RegisterJSON(english) }

// A View is one page: a template file of a feature and the struct it shows,
// parsed once for each language.
type View[T any] struct {
	file  string
	langs map[text.Lang]*template.Template
}

// A Checked view can be type-checked in a test, and knows the sentences in it.
type Checked struct {
	File     string
	Template *template.Template
	Data     any
}

var views []Checked

// Views returns every view of the program, for the tests that check them all.
func Views() []Checked { return views }

// NewView parses a template file. The file defines "main"; T embeds Page.
func NewView[T any](files fs.FS, file string, partials ...string) View[T] {
	v := View[T]{file: file, langs: map[text.Lang]*template.Template{}}
	for _, l := range []text.Lang{text.SQ, text.EN} {
		t := template.New("layout.tmpl").Funcs(funcs(l))
		template.Must(t.ParseFS(shared, "*.tmpl"))
		template.Must(t.ParseFS(files, append([]string{file}, partials...)...))
		v.langs[l] = t
	}
	var data T
	views = append(views, Checked{file, v.langs[text.SQ], data})
	return v
}

// Render writes the page. It is built in memory first, so that a failure in the
// middle becomes an error page and not half a page.
func (v View[T]) Render(w http.ResponseWriter, r *http.Request, status int, data T) error {
	p, ok := any(&data).(interface{ page() *Page })
	if !ok {
		return fmt.Errorf("%s: the page struct does not embed web.Page", v.file)
	}
	p.page().Flash = takeFlash(w, r)
	var b bytes.Buffer
	if err := v.langs[Lang(r)].Execute(&b, data); err != nil {
		return fmt.Errorf("%s: %w", v.file, err)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, err := b.WriteTo(w)
	return err
}

func (p *Page) page() *Page { return p }

// funcs are the words templates may use, bound to a language.
func funcs(l text.Lang) template.FuncMap {
	return template.FuncMap{
		"t":       func(s string, args ...any) string { return text.T(l, s, args...) },
		"asset":   Asset,
		"day":     text.Day,
		"longday": func(day string) string { return text.LongDay(l, day) },
		"moment":  func(t interface{ UTC() time.Time }) string { return text.Moment(l, t.UTC()) },
		"number":  func(n figure.Number) string { return text.Number(l, int64(n)) },
		"percent": func(n figure.Number) string { return text.Percent(l, int64(n)) },
		"whole":   func(n int) string { return text.Number(l, int64(figure.Whole(int64(n)))) },
		"label":   func(list code.List, c string) string { return list.Label(l, c) },
		"period":  func(p figure.Period) string { return p.Name(string(l)) },
		"list":    func(s []string) string { return text.List(l, s) },
		"dict":    dict,
		"add":     func(a, b int) int { return a + b },
		"uploads": func() int { return MaxBody - 1<<20 }, // bytes for files, with room for what is typed beside them
	}
}

// dict passes several values to a partial template.
func dict(pairs ...any) (map[string]any, error) {
	if len(pairs)%2 != 0 {
		return nil, fmt.Errorf("dict wants names and values")
	}
	m := map[string]any{}
	for i := 0; i < len(pairs); i += 2 {
		m[fmt.Sprint(pairs[i])] = pairs[i+1]
	}
	return m, nil
}
