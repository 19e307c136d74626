package web_test

import (
	"net/url"
	"strings"
	"testing"

	"tryeza/internal/web"
)

// Words that others read have a limit by the kind of their field, counted in
// characters; what is too long is told with both numbers, and stays in the form.
func TestLongTextIsRefused(t *testing.T) {
	for most, read := range map[int]func(*web.Form, string) string{
		300: (*web.Form).PublicLine, 4_000: (*web.Form).Public, 20_000: (*web.Form).PublicLong,
	} {
		f := &web.Form{Values: url.Values{"fits": {strings.Repeat("ë", most)}, "long": {strings.Repeat("ë", most+1)}}}
		if read(f, "fits"); !f.OK() {
			t.Errorf("%d characters: %s", most, f.Error("fits"))
		}
		if s := read(f, "long"); len([]rune(s)) != most+1 || f.Values.Get("long") != s {
			t.Errorf("%d characters: what was typed is lost", most+1)
		}
		said := strings.ReplaceAll(f.Error("long"), "\u00a0", "")
		if want := map[int]string{300: "ka 301 shenja; këtu mund të ketë deri në 300.", 4_000: "ka 4001 shenja; këtu mund të ketë deri në 4000.", 20_000: "ka 20001 shenja; këtu mund të ketë deri në 20000."}[most]; !strings.Contains(strings.ReplaceAll(said, " ", ""), strings.ReplaceAll(want, " ", "")) {
			t.Errorf("%q, want %q", said, want)
		}
	}
}
