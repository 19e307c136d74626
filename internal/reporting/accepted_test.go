package reporting_test

import (
	"net/url"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/reporting"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/web"
)

// Whoever needs to know of an accepted return is told in the same transaction:
// when they refuse, it is not accepted.
func TestAcceptedIsTold(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		var told []string
		var refusal error
		s := testkit.NewSite(t, db, func(m *web.Mux, db *store.DB) {
			reporting.Routes(m, db, reporting.Options{SetActivityState: planStates{}.set, Accepted: func(_ *store.Tx, id string) error {
				told = append(told, id)
				return refusal
			}})
		})
		_, ids := open(t, db, "2023-H1")
		send(t, db, ids["town"])
		at := base + "/return/" + ids["town"] + "/accept"
		version := func() url.Values {
			return url.Values{"version": s.As(testkit.Actor(access.Secretary)).Get(base+"/return/"+ids["town"]).Attr(`form[action$="/accept"] [name=version]`, "value")}
		}
		refusal = web.Refuse("jo tani")
		s.As(testkit.Actor(access.Secretary)).Post(at, version()).Want(422)
		if r := load(t, db, ids["town"]); r.State != reporting.Sent {
			t.Errorf("accepted all the same: %s", r.State)
		}
		refusal = nil
		s.As(testkit.Actor(access.Secretary)).Post(at, version()).Want(303)
		s.As(testkit.Actor(access.Secretary)).Post(at, version()).Want(422) // accepted already
		if r := load(t, db, ids["town"]); r.State != reporting.Accepted || len(told) != 2 || told[1] != ids["town"] {
			t.Errorf("%s, told %v", r.State, told)
		}
	})
}
