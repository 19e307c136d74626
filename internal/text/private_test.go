package text

import (
	"bytes"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestPrivateFinds(t *testing.T) {
	for in, want := range map[string]string{
		"fëmija K12345678A u takua":              "K12345678A",
		"numri: j51208012f.":                     "j51208012f",
		"me nr. J 51208012 F":                    "J 51208012 F",
		"me nr. J 512 080 12 F":                  "J 512 080 12 F",
		"me nr. k-51208012-m":                    "k-51208012-m",
		"NIPT L12345678B":                        "L12345678B",
		"tel. 067 123 4567":                      "067 123 4567",
		"tel. 0671234567.":                       "0671234567",
		"cel:069-12-34-567":                      "069-12-34-567",
		"cel 068.20.30.405":                      "068.20.30.405",
		"cel 069/2030405":                        "069/2030405",
		"(067) 123 4567":                         "(067) 123 4567",
		"nëna +355 67 123 4567":                  "+355 67 123 4567",
		"00355691234567":                         "00355691234567",
		"355 69 12 34 567":                       "355 69 12 34 567",
		"+355 (0)69 123 4567":                    "+355 (0)69 123 4567",
		"tel0671234567ose":                       "0671234567",
		"067\u00a0123\u00a04567":                 "067\u00a0123\u00a04567",
		"në Kosovë +383 44 123 456, xhaxhai":     "+383 44 123 456",
		"në Itali +39 333 1234567":               "+39 333 1234567",
		"0671234567/0681234567":                  "0671234567|0681234567",
		"K12345678A, 0671234567 dhe J05515012L":  "K12345678A|0671234567|J05515012L",
		"më 11.02.2023 në 0691234567 ora 11.00":  "0691234567",
		"u thirr 0691234567 2 herë më 1.2.2023.": "0691234567",
	} {
		var got []string
		for _, f := range Private(in) {
			got = append(got, f.Text)
		}
		if strings.Join(got, "|") != want {
			t.Errorf("Private(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestPrivateLeavesAlone(t *testing.T) {
	for _, in := range []string{
		"",
		"Më 30.06.2023, ora 11.00, në sallën e Prefekturës.",
		"nga 06.05.2023 10.00 deri 06.07.2023 12.30",
		"06.06.2023-10.06.2023 12 pjesëmarrës",
		"ora 06.00-10.00 12 fëmijë",
		"2023-06-30 2023-06-30",
		"MBLEDHJA I 11.02.2023 U MBAJT, mbledhja i 11.02.2023 u mbajt",
		"shuma e 12 345 678 e planit, SHUMA E 12 345 678 E PLANIT",
		"fondi 20.000.000 lekë, 1 067 123 456 lekë, 067 123 456",
		"355 671 234 567 lekë",
		"VKM nr. 101, datë 23.02.2011; ligji nr. 9887/2008",
		"Nr. 0612/3 prot., datë 6.05.2023; Nr. 061/12 06.05.2023",
		"Protokolli 12345678 dhe 1234567890",
		"linjat 112, 129, 116 111 dhe 116 006",
		"zyra: 052 222 333, 04 2234 567, +355 4 2234 567, +355 52 222 333",
		"zyra@durres.gov.al, njmf2023@shijak.gov.al",
		"Objektivi 1.1.2, aktiviteti A12, treguesi K01, 2023-H1",
		"kodi i rastit R7K2M9Q4",
		"AL47 2121 1009 0000 0002 3569 8741",
	} {
		if got := Private(in); got != nil {
			t.Errorf("Private(%q) finds %v", in, got)
		}
	}
}

// No day, moment, amount or count that we write ourselves is taken for a private number.
func TestPrivateLeavesOwnFormsAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := anyDay(t)
		n := rapid.Int64Range(0, 999_999_999_9999).Draw(t, "n")
		s := fmt.Sprintf("Takimi i %s u mbajt; buxheti %s, %s pjesëmarrës, %s, %s e %s a",
			Day(day), Lek(SQ, n), Number(SQ, n), LongDay(SQ, day), day, Number(SQ, n/one*one))
		if got := Private(s); got != nil {
			t.Fatalf("Private(%q) finds %v", s, got)
		}
	})
}

// However a number is spaced, and whatever words stand around it, it is found.
func TestPrivateFindsAnySpacing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		prefix := rapid.SampledFrom([]string{"06", "+355 6", "003556"}).Draw(t, "prefix")
		phone := prefix + rapid.StringMatching(`[6-9]([ .-]?[0-9]){7}`).Draw(t, "digits")
		person := rapid.StringMatching(`[A-L][ ]?[0-9]{5}[ ]?[0-9]{3}[ ]?[A-Z]`).Draw(t, "person")
		s := "nënën e fëmijës (" + person + "), tel. " + phone + ", ora 11.00"
		got := Private(s)
		if len(got) != 2 || got[0].Text != person || got[1].Text != phone {
			t.Fatalf("Private(%q) = %v", s, got)
		}
	})
}

func TestPrivateMessage(t *testing.T) {
	found := Private("K12345678A, 0671234567 dhe 0681234567")
	want := "Në tekst ka 1 numër personal (K12…) dhe 2 numra celulari (067…, 068…). " +
		"Ky tekst lexohet nga i gjithë komiteti dhe hyn në analizë, prandaj nuk mban të dhëna me të cilat gjendet " +
		"një person. Në vend të numrit personal shkruani sa persona janë. Nëse është NIPT, " +
		"shkruani emrin e institucionit. Në vend të celularit shkruani institucionin dhe telefonin e zyrës së tij."
	if got := PrivateMessage(SQ, found); got != want {
		t.Errorf("PrivateMessage:\n%s\nwant\n%s", got, want)
	}
	if got := PrivateMessage(EN, found[1:]); !strings.HasPrefix(got, "The text contains 2 mobile numbers (067…, 068…). ") {
		t.Error(got)
	}
	if got := PrivateMessage(SQ, nil); got != "" {
		t.Error(got)
	}
}

func TestFindingStaysOutOfTheLog(t *testing.T) {
	var b bytes.Buffer
	slog.New(slog.NewTextHandler(&b, nil)).Info("refused", "found", Private("0671234567")[0])
	if s := b.String(); strings.Contains(s, "067") || !strings.Contains(s, "mobile_phone") {
		t.Errorf("logged %q", s)
	}
}

func FuzzPrivate(f *testing.F) {
	for _, s := range []string{"K12345678A", "0671234567", "K\u00a01234 5678 A", "+355 (0)69 1234567", "e 12 345 678 e", "(06", "ë0"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		end := 0
		found := Private(s)
		for _, x := range found {
			if x.Start < end || x.End <= x.Start || s[x.Start:x.End] != x.Text {
				t.Fatalf("Private(%q) finds %v after byte %d", s, x, end)
			}
			end = x.End
		}
		if (PrivateMessage(SQ, found) == "") != (len(found) == 0) {
			t.Fatalf("no message for %v", found)
		}
	})
}
