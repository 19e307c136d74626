package text

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// municipalities are the 61 bashki.
var municipalities = strings.Split("Berat,Kuçovë,Poliçan,Skrapar,Dimal,Durrës,Krujë,Shijak,Belsh,Cërrik,Elbasan,Gramsh,"+
	"Librazhd,Peqin,Prrenjas,Divjakë,Fier,Lushnje,Mallakastër,Patos,Roskovec,Dropull,Gjirokastër,Këlcyrë,Libohovë,"+
	"Memaliaj,Përmet,Tepelenë,Devoll,Kolonjë,Korçë,Maliq,Pogradec,Pustec,Has,Kukës,Tropojë,Kurbin,Lezhë,Mirditë,"+
	"Bulqizë,Dibër,Klos,Mat,Fushë Arrës,Malësi e Madhe,Pukë,Shkodër,Vau i Dejës,Kamëz,Kavajë,Rrogozhinë,Tiranë,Vorë,"+
	"Delvinë,Himarë,Konispol,Finiq,Sarandë,Selenicë,Vlorë", ",")

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Durrës":               "durres",
		"DURRËS":               "durres",
		"Durres":               "durres",
		"Durre\u0308s":         "durres",
		"  Malësi e  Madhe ":   "malesi e madhe",
		"Korçë/Pogradec":       "korce pogradec",
		"K.R.A.T.-it":          "k r a t it",
		"Zyra (ZVAP) – Krujë!": "zyra zvap kruje",
		"zh\u00advillim":       "zhvillim",
		"":                     "",
		"—":                    "",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestFoldIsIdempotent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		once := Fold(s)
		if twice := Fold(once); twice != once {
			t.Fatalf("Fold(%q) = %q, again %q", s, once, twice)
		}
		if up := Fold(strings.ToUpper(once)); Fold(up) != up {
			t.Fatalf("Fold(%q) = %q", strings.ToUpper(once), up)
		}
	})
}

func TestNear(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"Durrës", "DURRES", true},
		{"Lushnje", "Lushnjë", true},
		{"Prrenjas", "Përrenjas", true},
		{"Durrës", "Durërs", true},
		{"Fier", "Fer", true},
		{"Ura Vajgurore", "Uravajgurore", true},
		{"Has", "Mat", false},
		{"Has", "Has", true},
		{"Njësia 1", "Njësia 2", false},
		{"Korçë", "Kukës", false},
		{"Vlorë", "Vorë", true},
		{"", "", true},
		{"", "Fier", false},
	} {
		if got, back := Near(c.a, c.b), Near(c.b, c.a); got != c.want || back != c.want {
			t.Errorf("Near(%q, %q) = %v, the other way %v; want %v", c.a, c.b, got, back, c.want)
		}
	}
}

func TestMatches(t *testing.T) {
	const office = "Zyra Vendore e Arsimit Parauniversitar, Durrës"
	for query, want := range map[string]bool{
		"":                 true,
		"zyra durres":      true,
		"arsim durr":       true,
		"Durrës, arsimit":  true,
		"arsmit":           true,
		"durers":           true,
		"zyra kruje":       false,
		"universitar":      false,
		"zyra vendore tjt": false,
	} {
		if got := Matches(query, office); got != want {
			t.Errorf("Matches(%q) = %v, want %v", query, got, want)
		}
	}
}

// Every municipality of four letters or more is found with one typing error, every one without diacritics.
func TestMunicipalitiesAreFound(t *testing.T) {
	if len(municipalities) != 61 {
		t.Fatalf("%d municipalities", len(municipalities))
	}
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom(municipalities).Draw(t, "name")
		if !Matches(Fold(name), name) || !Matches(strings.ToUpper(name), name) {
			t.Fatalf("%q is not found", name)
		}
		word := []rune(strings.Fields(name)[0])
		if len(word) < 4 {
			return
		}
		if typed := typo(t, word); !Matches(typed, name) {
			t.Fatalf("%q typed as %q is not found", name, typed)
		}
	})
}

// typo makes one typing error: a letter left out, doubled, changed or swapped with the next.
func typo(t *rapid.T, word []rune) string {
	at := rapid.IntRange(0, len(word)-2).Draw(t, "at")
	w := slices.Clone(word)
	switch rapid.SampledFrom([]string{"missing", "added", "changed", "swapped"}).Draw(t, "error") {
	case "missing":
		w = slices.Delete(w, at, at+1)
	case "added":
		w = slices.Insert(w, at, 'q')
	case "changed":
		w[at] = 'q'
	case "swapped":
		w[at], w[at+1] = w[at+1], w[at]
	}
	return string(w)
}

func TestSort(t *testing.T) {
	want := []string{"Cërrik", "Çermë", "Dibër", "Durrës", "Dhërmi", "Ersekë", "Gramsh", "Gjirokastër", "Lushnje",
		"Llogara", "Novosel", "Njësia 2", "Njësia 10", "Roskovec", "Rrogozhinë", "Sukth", "Shkodër", "Tiranë", "Thumanë",
		"Xarrë", "Xhafzotaj", "Zall", "Zhej"}
	rapid.Check(t, func(t *rapid.T) {
		got := rapid.Permutation(want).Draw(t, "order")
		Sort(got, func(s string) string { return s })
		if !slices.Equal(got, want) {
			t.Fatalf("Sort = %q", got)
		}
	})
}
