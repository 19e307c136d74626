package child

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"tryeza/internal/code"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A child's file has no place for an offence: no field of any kind is called so,
// and no label, hint or choice asks for one.
func TestNoOffence(t *testing.T) {
	refused := regexp.MustCompile(`(?i)vep(e)?r|dënim|denim|offen[cs]e|crime|krim|penal|convict|polic(e|ia)record|gjyk`)
	refuse := func(where, s string) {
		if refused.MatchString(s) {
			t.Errorf("%s: %q", where, s)
		}
	}
	for _, k := range Kinds() {
		refuse(k.Code, k.Code+" "+k.SQ+" "+k.EN+" "+k.Purpose)
		body := reflect.TypeOf(k.Body)
		for i := range body.NumField() {
			refuse(k.Code, body.Field(i).Name)
		}
	}
	for _, list := range []code.List{RiskLevels, RiskReasons, Schooling, YesNo, Outcomes, code.ChildSexes, Classes, StateNames, Steps} {
		for _, c := range list {
			refuse("a list", c.Code+" "+c.SQ+" "+c.EN)
		}
	}
	for _, s := range sheets {
		for _, l := range []text.Lang{text.SQ, text.EN} {
			for _, a := range s.asks(l, &web.Form{}) {
				refuse(s.kind, a.Name+" "+a.Label+" "+a.Hint)
			}
		}
	}
	head := reflect.TypeFor[Child]()
	for i := range head.NumField() {
		refuse("child", head.Field(i).Name)
	}
}

// What a sheet reads is what it shows: every kind that has one comes back from
// its own form.
func TestSheetsReadBack(t *testing.T) {
	for _, body := range []any{
		Name{"Shembull", "Ç", "Ë"}, Birth{"2014-02-03", 2014, false}, Birth{"", 2015, true}, Number{"A00101001A"}, Guardian{"Kujdestar", "nëna", "x\ny"},
		Contact{"069", "nëna", "pas orës 5", true}, Home{"x-xk", "a", "b", "c"}, Home{"10", "", "", ""}, School{"never", "a", "b", "c"}, Civil{"yes", "no", "x"}, Aid{"no", "a", "b"},
		HealthNote{"x"}, Ethnicity{"x", "y"}, Risk{"high", []string{"night", "far"}, "x"}, Note{"x"},
	} {
		s, ok := sheetOf(kindFor(body).Code)
		if !ok {
			t.Errorf("%T has no sheet", body)
			continue
		}
		f := &web.Form{Values: map[string][]string{}}
		s.fill(f, body)
		if got := s.read(f, "2023-07-14"); !reflect.DeepEqual(got, body) || !f.OK() {
			t.Errorf("%+v comes back as %+v %v", body, got, f.Errors)
		}
		if rows := rowsOf(text.SQ, Item{Kind: s.kind, Body: body}); len(rows) == 0 {
			t.Errorf("%T says nothing", body)
		}
	}
}

// Everything the pages say has English, and nothing has that nobody says.
func TestEnglish(t *testing.T) {
	names, err := filepath.Glob("*.*")
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") || strings.HasSuffix(name, ".json") {
			continue
		}
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(b)
	}
	var said []string
	for _, m := range regexp.MustCompile(`(?:\bT\([a-zA-Z.]+, |\(?\bt |NewPage\(r, |Fail\([^"]*(?:"[\w-]+", )?|RefuseAt\(.*, |Refuse\(|appoint\(w, r, g, "\w+", |toTeam\(w, r, g, |listPage\(r, g, |Redirect\(w, r, .*, |Code\("\w+(?:-\w+)*", \w+, |Need\("\w+", |Label: |Zero: |One: |Many: )"([^"]+)"`).FindAllStringSubmatch(all.String(), -1) {
		said = append(said, m[1])
	}
	if len(said) < 150 {
		t.Errorf("only %d sentences were found", len(said))
	}
	for _, s := range text.Missing(said) {
		t.Errorf("no English for %q", s)
	}
	catalogue := map[string]string{}
	if err := json.Unmarshal(english, &catalogue); err != nil {
		t.Fatal(err)
	}
	for s := range catalogue {
		if !strings.Contains(all.String(), `"`+s+`"`) {
			t.Errorf("nobody says %q", s)
		}
	}
}
