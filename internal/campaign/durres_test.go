package campaign_test

import (
	"encoding/json"
	"net/url"
	"os"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// An october is the activities of testdata/durres_2018.json: what the prefecture
// of Durrës told of 23–26.10.2018, restated.
type october struct {
	Source     string
	Activities []struct {
		Owner   string
		Fields  map[string]any
		Finding map[string]string
		Says    []string
	}
}

func readOctober(t *testing.T) (o october) {
	t.Helper()
	b, err := os.ReadFile("testdata/durres_2018.json")
	if err == nil {
		err = json.Unmarshal(b, &o)
	}
	if err != nil || len(o.Activities) != 4 {
		t.Fatalf("%d activities, %v", len(o.Activities), err)
	}
	return o
}

// typed is what somebody types into the form of an activity.
func typed(owner, source string, fields map[string]any) url.Values {
	v := form("institution", owner, "state", "held", "source", source)
	for name, x := range fields {
		switch x := x.(type) {
		case string:
			v.Set(name, x)
		case []any:
			for _, s := range x {
				v.Add(name, s.(string))
			}
		}
	}
	day(v, "starts_on", v.Get("date"))
	if v.Has("end") {
		day(v, "ends_on", v.Get("end"))
	}
	return v
}

// The activities of October 2018 are entered through the forms by those who own
// them; every fact is on its page with how surely it is known, and what was found
// is a task of who follows it up.
func TestDurresOctober2018(t *testing.T) {
	people := map[string]access.Actor{"school": school, "qkm": qkm, "njmf": njmf}
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		o := readOctober(t)
		for _, x := range o.Activities {
			c := s.As(people[x.Owner])
			at := activity(t, c, typed(x.Owner, o.Source, x.Fields))
			if x.Finding != nil {
				v := form("follow_up", "")
				for name, value := range x.Finding {
					if name != "follow_up" {
						v.Set(name, value)
					}
				}
				c.Post(at+"/finding/new", day(v, "due", "2023-08-14")).Want(303)
				c.Get(at).Want(200).Has("13 fëmijë të paregjistruar në shkollë, 6–10 vjeç", "NJMF Durrës", "Detyra 1/2023", "e hapur", "ende jo")
				found := load(t, db, at).Findings[0]
				edit := asShown(c, at+"/finding/"+found.ID)
				edit.Set("what", x.Finding["what"])
				edit.Set("age", x.Finding["age"])
				edit.Set("follow_up", x.Finding["follow_up"])
				c.Post(at+"/finding/"+found.ID, day(edit, "done_on", "2018-10-26")).Want(303)
				if now := load(t, db, at).Findings[0]; now.TaskID != found.TaskID || now.DoneOn != "2018-10-26" || now.InstitutionID != "njmf" || now.Value == nil {
					t.Errorf("%+v, was %+v", now, found)
				}
				c.Get("/k/durres/task/"+found.TaskID).Want(200).Has("Ndiqni atë që u gjet: 13 fëmijë të paregjistruar në shkollë, 6–10 vjeç", "NJMF Durrës")
			}
			s.As(secretary).Get(at).Want(200).Has(x.Says...).Has("prefektidurres.gov.al", "i zhvilluar")
		}
		list := s.As(chair).Get(base+"?year=2018").Want(200).Has("4 aktivitete", "Persona të arritur: 51 persona në 1 aktivitet").Text()
		for _, bad := range []string{"102", "251", "254", "të ndryshëm"} {
			if strings.Contains(list, bad) {
				t.Errorf("the list says %s", bad)
			}
		}
	})
}
