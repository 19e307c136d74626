package register_test

import (
	"net/http/httptest"
	"strings"
	"testing"

	"tryeza/internal/register"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A year typed wrong is refused, and what is said tells how to mend it.
func TestYearTypedWrong(t *testing.T) {
	for day, says := range map[string]string{
		"": "", "2000-01-01": "", "2023-07-01": "", "2026-03-01": "",
		"1999-12-31": "Data 31.12.1999 është para vitit 2000.", "0203-07-01": "Kontrolloni vitin.",
		"2026-03-02": "shkruani një datë deri më 01.03.2026", "2203-07-01": "Kontrolloni vitin",
	} {
		f := web.NewForm(httptest.NewRequest("GET", "/", nil))
		register.CheckYear(f, "day", day, "2024-02-29")
		if got := f.Error("day"); (got == "") != (says == "") || !strings.Contains(got, says) {
			t.Errorf("%q: %q, want %q", day, got, says)
		}
	}
	if list := text.Missing([]string{"Data %s është para vitit 2000. Kontrolloni vitin."}); len(list) > 0 {
		t.Error(list)
	}
}
