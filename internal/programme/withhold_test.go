package programme_test

import (
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/committee"
	"tryeza/internal/figure"
	"tryeza/internal/programme"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// A day on which nobody counted is said to be so: it is no longer missing, it is no
// zero, and the mean is that of the other days.
func TestNotCounted(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		put(t, db, camp())
		c := s.As(town)
		a, b := day("2023-07-03"), day("2023-07-04")
		c.Post(a, sent(t, c, a, "n-attended", "12")).Want(303)
		c.Post(b, sent(t, c, b, "uncounted", "yes", "n-attended", "0")).Want(422).Has("ose fshini numrin e fëmijëve të pranishëm")
		c.Post(b, sent(t, c, b, "uncounted", "yes", "paused", "yes", "reason", "Shi")).Want(422).Has("Zgjidhni vetëm njërën")
		c.Post(day("2023-07-17"), sent(t, c, day("2023-07-17"), "uncounted", "yes")).Want(422).Has("nuk ka ardhur ende")
		c.Post(b, sent(t, c, b, "uncounted", "yes", "n-attended_street", "2")).Want(303)
		c.Get(base+"/camp").Has("12 fëmijë në ditë, nga 1 ditë me numër", "04.07: nuk dihet", "8 ditë pa të dhëna", "Shëno frekuentimin e datës 05.07.2023")
		p := load(t, db, "camp")
		if got := p.Present("2023-07-04"); got != (figure.Quantity{Qualifier: figure.NotKnown}) || !p.Said("2023-07-04") {
			t.Errorf("not counted is %v", got)
		}
		if got := p.Numbers[register.Key{What: "attended_street", Day: "2023-07-04"}]; got != figure.Exactly(figure.Whole(2)) {
			t.Errorf("what was counted besides is %v", got)
		}
		if got := c.Get(b).Attr("#uncounted[checked]", "value"); len(got) != 1 {
			t.Error("the form does not show that nobody counted")
		}
		v := sent(t, c, b)
		v.Del("uncounted")
		c.Post(b, v).Want(303)
		if got := load(t, db, "camp").Present("2023-07-04"); got.Qualifier != "" {
			t.Errorf("after the tick is taken away it is %v", got)
		}
	})
}

// after is the camp of June with what was found after it; the last two numbers are
// the children from a street situation and those on the street again.
func after(id string, street, again int64) programme.Programme {
	p := camp()
	p.ID, p.StartsOn, p.EndsOn, p.State = id, "2023-05-01", "2023-05-12", programme.Held
	p.Followups = []programme.Followup{{ID: id + "f", AfterDays: 30, DoneOn: "2023-06-12"}}
	for what, n := range map[string]int64{"enrolled": 40, "enrolled_street": street, "found_30": 30, "school_30": 20, "street_30": again} {
		p.Numbers[register.Key{What: what}] = figure.Exactly(figure.Whole(n))
	}
	p.Numbers[register.Key{What: "attended", Day: "2023-05-02"}] = figure.Exactly(figure.Whole(6))
	p.Numbers[register.Key{What: "attended_street", Day: "2023-05-02"}] = figure.Exactly(figure.Whole(7)) // does not fit, which is a warning
	return p
}

const (
	enrolledStreet = "Të regjistruar nga situata e rrugës"
	streetAgain    = "Sërish në rrugë pas 30 ditësh"
)

// read is what somebody reads of a count of a programme.
func read(p *testkit.Response, label string) string {
	for i, k := range p.Find("main dt") {
		if k == label {
			return p.Find("main dd")[i]
		}
	}
	return ""
}

// Who is no member reads no small number, and none that would give one back.
func TestSmallNumbersAreForMembers(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		put(t, db, after("big", 25, 12))
		guest := s.As(coordinator).Get(base+"/big").Want(200).HasNot("numër i fshehur", "02.05.2023 –")
		if a, b := read(guest, enrolledStreet), read(guest, streetAgain); a != "25 fëmijë" || b != "12 fëmijë" {
			t.Errorf("nothing is small, and it says %q, %q", a, b)
		}
		put(t, db, after("small", 3, 0))
		for _, who := range []access.Actor{secretary, town, ngo, testkit.Actor(access.Chair)} {
			page := s.As(who).Get(base + "/small").Want(200).Has("02.05.2023 –").HasNot("numër i fshehur")
			if a, b := read(page, enrolledStreet), read(page, streetAgain); a != "3 fëmijë" || b != "0 fëmijë" {
				t.Errorf("a member reads %q, %q", a, b)
			}
		}
		for id, again := range map[string]string{"small": "0 fëmijë", "big": "12 fëmijë"} { // both: their sum is printed in the analysis
			page := s.As(coordinator).Get(base + "/" + id).Want(200).Has("…: numër i fshehur")
			if a, b := read(page, enrolledStreet), read(page, streetAgain); a != "…" || b != again {
				t.Errorf("%s: the coordinator reads %q, %q", id, a, b)
			}
		}
	})
}

// The rule of the committee says what is small, as it held in the year.
func TestSmallIsADatedRule(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		testkit.Change(t, db, access.ManageCommittee, func(tx *store.Tx) error {
			return committee.SetRule(tx, committee.Rule{Code: "small_number", Value: "30", Unit: "count", LegalBasis: "vendim", From: "2023-03-01"})
		})
		put(t, db, after("big", 25, 12))
		if got := read(s.As(coordinator).Get(base+"/big"), enrolledStreet); got != "…" {
			t.Errorf("below the rule it says %q", got)
		}
		old := after("old", 25, 12)
		old.StartsOn, old.EndsOn = "2021-05-03", "2021-05-14"
		put(t, db, old)
		if got := read(s.As(coordinator).Get(base+"/old"), enrolledStreet); got != "25 fëmijë" {
			t.Errorf("the rule of later says %q", got)
		}
	})
}
