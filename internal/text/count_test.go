package text

import (
	"math"
	"testing"
)

func TestCount(t *testing.T) {
	meetings := Forms{
		Zero:    "Nuk u mbajt asnjë takim",
		One:     "U mbajt 1 takim",
		Many:    "U mbajtën {n} takime",
		Unknown: "Nuk dihet sa takime u mbajtën",
	}
	for _, c := range []struct {
		n    *int64
		f    Forms
		want string
	}{
		{new(int64(0)), meetings, "Nuk u mbajt asnjë takim"},
		{new(int64(1)), meetings, "U mbajt 1 takim"},
		{new(int64(2)), meetings, "U mbajtën 2 takime"},
		{new(int64(21)), meetings, "U mbajtën 21 takime"},
		{new(int64(12682)), meetings, "U mbajtën 12\u00a0682 takime"},
		{nil, meetings, "Nuk dihet sa takime u mbajtën"},
		{nil, Forms{Many: "{n} takime"}, "nuk dihet"},
		{new(int64(0)), Forms{Many: "{n} takime"}, "0 takime"},
		{new(int64(1)), Forms{Many: "{n} takime"}, "1 takime"},
		{new(int64(-4)), Forms{Many: "{n} takime"}, "−4 takime"},
		{new(int64(math.MaxInt64)), Forms{Many: "{n}"}, "9\u00a0223\u00a0372\u00a0036\u00a0854\u00a0775\u00a0807"},
	} {
		if got := Count(SQ, c.n, c.f); got != c.want {
			t.Errorf("Count = %q, want %q", got, c.want)
		}
	}
	if got := Count(EN, new(int64(1200)), Forms{Many: "{n} të tjera"}); got != "1,200 others" {
		t.Errorf("Count in English = %q", got)
	}
}

func TestList(t *testing.T) {
	five := []string{"Durrës", "Krujë", "Shijak", "Fier", "Berat"}
	for _, c := range [][2]string{
		{List(SQ, nil), ""},
		{List(SQ, five[:1]), "Durrës"},
		{List(SQ, five[:2]), "Durrës dhe Krujë"},
		{List(SQ, five[:3]), "Durrës, Krujë dhe Shijak"},
		{List(EN, five[:3]), "Durrës, Krujë and Shijak"},
		{ListUpTo(SQ, five, 2), "Durrës, Krujë dhe 3 të tjera"},
		{ListUpTo(EN, five, 2), "Durrës, Krujë and 3 others"},
		{ListUpTo(SQ, five, 4), "Durrës, Krujë, Shijak, Fier dhe Berat"},
		{ListUpTo(SQ, five, 9), "Durrës, Krujë, Shijak, Fier dhe Berat"},
		{ListUpTo(SQ, five, 0), "Durrës dhe 4 të tjera"},
	} {
		if c[0] != c[1] {
			t.Errorf("got %q, want %q", c[0], c[1])
		}
	}
	if five[2] != "Shijak" {
		t.Error("ListUpTo wrote into its argument")
	}
}
