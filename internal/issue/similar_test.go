package issue

import (
	"strings"
	"testing"
)

func TestAlike(t *testing.T) {
	objective := func(id string) string {
		return map[string]string{"o22": "1 Më pak fëmijë", "o23": "1 Më pak fëmijë", "p23": "2 Mbrojtja"}[id]
	}
	x := Issue{ID: "x", Body: "Mungon transporti për daljet në terren", ObjectiveID: "o23", Resource: "transport"}
	for _, tt := range []struct {
		name, body, objective, resource string
		want                            string // the words in common, "" when it is not offered
	}{
		{"same words in other endings", "Ekipi i terrenit nuk ka mjet transporti", "o22", "transport", "terrenit transporti"},
		{"a typing error", "Transporti per dalje ne teren", "", "", "Transporti dalje teren"},
		{"same objective and resource, other words", "Nuk ka karburant", "o23", "transport", ""},
		{"one word of many", "Kostoja e transportit të të rriturve drejt qendrave të ndihmës ligjore në kryeqytet", "p23", "legal", ""},
		{"only words that say nothing", "Mungon shumë, është problem", "p23", "other", ""},
		{"blank of both is not the same", "Mungojnë psikologë", "", "", ""},
	} {
		got := alike(x, []Issue{x, {ID: "y", Body: tt.body, ObjectiveID: tt.objective, Resource: tt.resource}}, objective)
		words := ""
		if len(got) > 0 {
			words = strings.Join(got[0].Words, " ")
		}
		if words != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, words, tt.want)
		}
	}
	many := make([]Issue, 9)
	for i := range many {
		many[i] = Issue{ID: "y", Body: x.Body}
	}
	if n := len(alike(x, many, objective)); n != most {
		t.Errorf("%d are offered, want %d", n, most)
	}
}

func TestAged(t *testing.T) {
	for _, tt := range []struct{ value, unit, want string }{
		{"90", "days", "2023-04-15"}, {"3", "months", "2023-04-14"}, {"", "", ""}, {"pak", "days", ""}, {"0", "days", ""}, {"5", "percent", ""},
	} {
		if got := (rule{tt.value, tt.unit, true}).before("2023-07-14"); got != tt.want {
			t.Errorf("%s %s: %q, want %q", tt.value, tt.unit, got, tt.want)
		}
	}
}
