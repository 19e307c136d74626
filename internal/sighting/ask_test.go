package sighting

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"tryeza/internal/code"
	"tryeza/internal/web"
)

// Whatever is sent, what is taken is a day that was, and a code of its list.
func FuzzRead(f *testing.F) {
	f.Add("day=2023-07-14&band=noon&place=beach&municipality=10&activity=begging&company=alone&age=u&sex=u&origin=unknown&team=unit&done=talk&done=none")
	f.Add("day=other&seen-day=1&seen-month=7&seen-year=2023&band=night&place=port&municipality=61&activity=other&company=group&age=0-5&sex=f&origin=other&elsewhere=x-xk&known=said&team=joint&danger=1")
	f.Add("day=2023-13-40&origin=x-&known=unknown")
	const today = "2023-07-14"
	f.Fuzz(func(t *testing.T, query string) {
		values, err := url.ParseQuery(query)
		if err != nil {
			return
		}
		var s Sighting
		form := &web.Form{Values: values}
		if read(form, &s, today); !form.OK() {
			return
		}
		for _, a := range slices.Concat(asks, behind) {
			if !a.list.Has(*a.of(&s)) {
				t.Errorf("%s is %q", a.name, *a.of(&s))
			}
		}
		day, err := time.Parse(time.DateOnly, s.On)
		if err != nil || s.On > today || day.Format(time.DateOnly) != s.On {
			t.Errorf("on %q", s.On)
		}
		if !code.IsOrigin(s.Origin) || (s.Origin == "") != (s.OriginKnown == "unknown") || !code.OriginKnown.Has(s.OriginKnown) {
			t.Errorf("from %q, %q", s.Origin, s.OriginKnown)
		}
		for _, done := range s.Actions() {
			if !code.FieldActions.Has(done) || done == "none" && strings.Contains(s.Done, " ") {
				t.Errorf("done %q", s.Done)
			}
		}
	})
}
