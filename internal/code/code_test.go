package code

import (
	"testing"

	"tryeza/internal/text"
)

// Domain guide 10.3: 12 qarqe and 61 municipalities, so many in each.
func TestPlaces(t *testing.T) {
	if len(Qarqe) != 12 || len(Municipalities) != 61 {
		t.Fatalf("%d qarqe, %d municipalities", len(Qarqe), len(Municipalities))
	}
	for iso, want := range map[string]int{"AL-01": 5, "AL-02": 3, "AL-03": 7, "AL-04": 6, "AL-05": 7, "AL-06": 6, "AL-07": 3, "AL-08": 3, "AL-09": 4, "AL-10": 5, "AL-11": 5, "AL-12": 7} {
		if got := len(MunicipalitiesOf(iso)); got != want || QarkOf(iso).Name == "" {
			t.Errorf("%s has %d municipalities, want %d", iso, got, want)
		}
	}
	seen := map[string]bool{}
	for _, m := range Municipalities {
		if seen[m.Code] || len(m.Code) != 2 {
			t.Errorf("code %s of %s", m.Code, m.Name)
		}
		seen[m.Code] = true
	}
}

// Domain guide 11.1, invariant 12, and the promise of one typing error.
func TestFindMunicipality(t *testing.T) {
	for typed, want := range map[string]string{
		"Durrës": "10", "DURRËS": "10", "Durres": "10", "Bashkia Durrës": "10", "Durrez": "10", "10": "10",
		"Ura Vajgurore": "05", "ura vajgurore": "05", "Dimal": "05", "Përrenjas": "19", "Lushnjë": "22", "Malesi e Madhe": "46", "Vau i Dejes": "49",
	} {
		if m, ok := FindMunicipality(typed); !ok || m.Code != want {
			t.Errorf("%q is %v, want %s", typed, m, want)
		}
	}
	for _, typed := range []string{"", "Roma", "Xyz", "Has Kukës"} {
		if m, ok := FindMunicipality(typed); ok {
			t.Errorf("%q is %s", typed, m.Name)
		}
	}
	for _, q := range Qarqe {
		for _, typed := range []string{q.Slug, q.ISO, q.Name, "Qarku " + q.Name} {
			if got, ok := FindQark(typed); !ok || got.ISO != q.ISO {
				t.Errorf("%q is %v", typed, got)
			}
		}
	}
}

// Every list has codes of its own, with a label in both languages, and finds
// them as people write them.
func TestLists(t *testing.T) {
	for name, list := range map[string]List{
		"pillars": Pillars, "states": ActivityStates, "funding": Funding, "frequencies": Frequencies, "resources": Resources, "seats": SeatKinds, "bodies": Bodies,
		"meetings": MeetingKinds, "lines": LineKinds, "sexes": Sexes, "ages": AgeBands, "qualifiers": Qualifiers, "channels": Channels, "returns": ReturnStates,
		"sectors": Sectors, "rules": Rules, "units": Units, "topics": TopicList, "origins": Origins,
	} {
		seen := map[string]bool{}
		for _, c := range list {
			if c.Code == "" || c.SQ == "" || c.EN == "" || seen[c.Code] {
				t.Errorf("%s: %+v", name, c)
			}
			seen[c.Code] = true
			if got := list.Find(text.Fold(c.SQ)); got != c.Code {
				t.Errorf("%s: %q is found as %q, want %q", name, text.Fold(c.SQ), got, c.Code)
			}
		}
	}
}

// Nobody is asked for a count outside the topics they are asked on, and every
// count is asked of somebody.
func TestEveryCountIsAskedOfSomebody(t *testing.T) {
	asked := map[string]bool{}
	for _, s := range Sectors {
		topics, may := TopicsFor(s.Code)
		if len(topics)+len(may) != len(Topics) {
			t.Errorf("%s is offered %d topics", s.Code, len(topics)+len(may))
		}
		for _, topic := range topics {
			for _, c := range topic.Counts {
				asked[c.Code] = true
			}
		}
	}
	codes := map[string]bool{}
	for _, topic := range Topics {
		for _, c := range topic.Counts {
			if !asked[c.Code] || codes[c.Code] {
				t.Errorf("%s: asked %v, twice %v", c.Code, asked[c.Code], codes[c.Code])
			}
			codes[c.Code] = true
			if _, _, ok := FindCount(c.Within); c.Within != "" && !ok {
				t.Errorf("%s lies within %s, which is no count", c.Code, c.Within)
			}
		}
	}
}
