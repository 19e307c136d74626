package disclosure_test

import (
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/testkit"
)

// Who gets past the door of each route, of a file they do not work on and of one
// they do. Everybody else gets the page of what is not there. A new route fails
// here until somebody says who it is for.
func TestEachRoleAndRoute(t *testing.T) {
	const everybody = "worker second field boss dpo"
	doors := map[string]string{
		"GET /disclosure":                                   everybody,
		"POST /disclosure/notice/{notice}/seen":             "boss",
		"GET /disclosure/emergency":                         "worker second field",
		"POST /disclosure/emergency":                        "worker second field",
		"GET /disclosure/emergency/{right}":                 "boss dpo",
		"POST /disclosure/emergency/{right}/review":         "boss dpo",
		"POST /disclosure/emergency/{right}/restore":        "boss",
		"GET /disclosure/looks":                             "boss dpo",
		"GET /disclosure/file/{child}":                      "worker boss dpo",
		"GET /disclosure/file/{child}/release":              "worker",
		"POST /disclosure/file/{child}/release":             "worker",
		"POST /disclosure/file/{child}/release/{right}/end": "worker boss",
		"GET /disclosure/file/{child}/told":                 "worker",
		"GET /disclosure/file/{child}/held":                 "worker",
		"POST /disclosure/file/{child}/told":                "worker",
		"GET /disclosure/export":                            "worker second boss",
		"POST /disclosure/export":                           "worker second boss",
		"GET /disclosure/export/{export}":                   "worker boss dpo",
		"POST /disclosure/export/{export}/approve":          "boss dpo",
		"POST /disclosure/export/{export}/refuse":           "boss dpo",
		"POST /disclosure/export/{export}/take":             "worker",
	}
	o := open(t, testkit.SQLiteRooms(t))
	o.release("worker", "second").Want(303)
	o.enter("field", o.code).Want(303)
	list := o.askFor("worker", "identity", "name")
	fill := func(pattern string) string {
		right := o.lastEntry()
		if strings.Contains(pattern, "release/{right}") {
			right = o.text(`SELECT id FROM disclosure_right WHERE kind = 'release'`)
		}
		return strings.NewReplacer("{unit}", unit, "{child}", o.id, "{right}", right, "{export}", list[strings.LastIndex(list, "/")+1:],
			"{notice}", o.text(`SELECT id FROM disclosure_notice WHERE person_id = 'boss' AND kind = 'emergency'`)).Replace(pattern)
	}
	strangers := map[string]access.Actor{"secretary": testkit.Actor(access.Secretary), "administrator": testkit.Actor(access.Administrator), "auditor": testkit.Actor(access.Auditor),
		"another unit's worker": testkit.InUnit(access.Worker, other), "another unit's supervisor": testkit.InUnit(access.Supervisor, other), "another unit's officer": testkit.InUnit(access.DPO, other)}
	checked := 0
	for _, r := range o.site.Mux.Routes {
		method, path, _ := strings.Cut(r.Pattern, " ")
		short := method + strings.Replace(path, "/u/{unit}", " ", 1)
		if !strings.Contains(path, "/disclosure") {
			continue
		}
		may, known := doors[short]
		if !known {
			t.Errorf("nobody said who %s is for", short)
		}
		checked++
		ask := func(a access.Actor) int {
			if method == "GET" {
				return o.site.As(a).Get(fill(path)).Code
			}
			return o.site.As(a).Post(fill(path), url.Values{"hash": {"another"}, "restored": {"Pse kthehet e drejta."}}).Code
		}
		for _, who := range strings.Fields(everybody) {
			// what is refused inside is a page that says why: 303, 409, 422
			if code := ask(actor(t, who)); (code != 404) != strings.Contains(" "+may+" ", " "+who+" ") {
				t.Errorf("%s asks for %s: %d", who, short, code)
			}
		}
		for who, a := range strangers {
			if code := ask(a); code != 404 {
				t.Errorf("%s asks for %s: %d", who, short, code)
			}
		}
	}
	if checked != len(doors) {
		t.Errorf("%d routes, %d expected", checked, len(doors))
	}
}

// Of many who take one list at the same time, one gets it.
func TestTakenOnce(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		o := open(t, r)
		list := o.askFor("worker")
		id := list[strings.LastIndex(list, "/")+1:]
		var got atomic.Int32
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				if _, _, err := o.service.Take(ctx, o.grant("worker", access.AskExport), "sq", id); err == nil {
					got.Add(1)
				}
			})
		}
		all.Wait()
		if got.Load() != 1 {
			t.Errorf("%d got the list", got.Load())
		}
	})
}

// Entries that one person begins at the same time leave one that runs.
func TestEntriesAtOnce(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		o := open(t, r)
		codes := []string{o.code, o.codeOf(o.start("worker", "Shembull B")), o.codeOf(o.start("worker", "Shembull C"))}
		var all sync.WaitGroup
		for _, code := range codes {
			all.Go(func() {
				if _, err := o.service.Enter(ctx, o.grant("field", access.BreakGlass), code, "", why); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if n := o.count(`SELECT count(*) FROM disclosure_right WHERE ended_at < from_at`); n != 1 {
			t.Errorf("%d run", n)
		}
	})
}
