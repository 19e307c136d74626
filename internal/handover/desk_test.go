package handover_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/handover"
	"tryeza/internal/protection"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/web"
)

var ctx = context.Background()

// Three units: a child is found in Durrës and lives in Elbasan; the third has
// nothing to do with it.
const (
	giver    = testkit.Unit
	receiver = "unitofelbasan234"
	third    = "unitofkukes23456"
)

// A country is the three units and the site of all of them.
type country struct {
	t     testing.TB
	r     testkit.Rooms
	files child.Files
	site  *testkit.Site
	told  []string // "kind file person"
}

func units(context.Context) ([]handover.Unit, error) {
	return []handover.Unit{
		{ID: giver, Name: "NJMF Durrës", Municipality: "10", Committee: "durres"},
		{ID: third, Name: "NJMF Kukës", Municipality: "40", Committee: "kukes"},
		{ID: receiver, Name: "NJMF Elbasan", Municipality: "15", Committee: "elbasan"},
	}, nil
}

func people(_ context.Context, unit string) ([]child.Member, error) {
	return []child.Member{
		{Person: testkit.InUnit(access.Worker, unit).ID(), Name: "Punonjësi A", Role: access.Worker},
		{Person: testkit.InUnit(access.FieldWorker, unit).ID(), Name: "Ekipi A", Role: access.FieldWorker},
	}, nil
}

func newCountry(t testing.TB, r testkit.Rooms) *country {
	t.Helper()
	keeper, err := testkit.Actor(access.Operator).May(access.KeepFileKeys, access.Keys)
	if err != nil {
		t.Fatal(err)
	}
	c := &country{t: t, r: r, files: child.Files{DB: r.Casework, Keys: child.Vault{DB: r.Keys, Root: testkit.Root(), Keeper: keeper}}}
	list, _ := units(ctx)
	for _, u := range list {
		testkit.FoundUnit(t, r, u.ID, u.Committee, u.Municipality)
	}
	c.exec(fmt.Sprintf(`INSERT INTO unit_rule (owner_id, id, version, code, value, unit, legal_basis, valid_from, valid_to, verified)
		VALUES ('%s', 'r', 1, 'handover_answer_days', '5', 'days', '', '2020-01-01', '', FALSE)`, giver))
	c.site = testkit.NewSite(t, r.Casework, func(m *web.Mux, _ *store.DB) {
		handover.Routes(m, c.files, handover.Options{Units: units, People: people, Told: c.tell})
		protection.Routes(m, c.files, protection.Options{})
	})
	return c
}

func (c *country) tell(_ *store.Tx, kind, file string, people []string) error {
	for _, p := range people {
		c.told = append(c.told, kind+" "+file+" "+p)
	}
	return nil
}

func (c *country) exec(statement string) {
	c.t.Helper()
	if _, err := c.r.Raw(c.t, store.CaseworkRoom).Exec(statement); err != nil {
		c.t.Fatalf("%v\n%s", err, statement)
	}
}

// count is a number that a statement gives.
func (c *country) count(room store.Room, statement string) (n int) {
	c.t.Helper()
	if err := c.r.Raw(c.t, room).QueryRow(statement).Scan(&n); err != nil {
		c.t.Fatalf("%v\n%s", err, statement)
	}
	return n
}

func (c *country) grant(unit string, role access.Role, p access.Permission) access.Grant {
	c.t.Helper()
	g, err := testkit.InUnit(role, unit).May(p, access.Institution(unit))
	if err != nil {
		c.t.Fatal(err)
	}
	return g
}

func (c *country) as(unit string, role access.Role) *testkit.Client {
	return c.site.As(testkit.InUnit(role, unit))
}

// start opens a file with the giver: a name that was corrected once, a document,
// and a measure that names the document.
func (c *country) start() string {
	c.t.Helper()
	var name string
	id, err := c.files.Start(ctx, c.grant(giver, access.Worker, access.StartFiles), func(tx *store.Tx, f *child.File) error {
		name = f.Add(tx, child.Name{Given: "Shembull i gabuar"})
		f.Add(tx, child.Number{Value: "A00101001A"})
		f.Set(tx, "residence", func(c *child.Child) {
			c.Residence, c.Sex, c.Risk, c.AssessedOn, c.PlanOn = "15", "f", "high", "2023-07-01", "2023-07-10"
		})
		return nil
	})
	if err != nil {
		c.t.Fatal(err)
	}
	err = c.files.Change(ctx, c.grant(giver, access.Worker, access.WriteFiles), child.Ask{ID: id, Purpose: child.Care}, func(tx *store.Tx, f *child.File) error {
		if _, err := f.Replace(tx, name, child.Name{Given: "Shembull Ë"}); err != nil {
			return err
		}
		doc := f.AddContent(tx, child.Document{Title: "dokument.pdf", MediaType: "application/pdf"}, []byte("PËRMBAJTJA"))
		f.Add(tx, protection.Measure{Ref: "m", Kind: "school", What: "Regjistrohet.", State: "open", Evidence: []string{doc}})
		return nil
	})
	if err != nil {
		c.t.Fatal(err)
	}
	return id
}

// offer offers a file through the page, and returns the id of the hand-over.
func (c *country) offer(file string) string {
	c.t.Helper()
	at := c.as(giver, access.Worker).Post("/u/"+giver+"/handover/new/"+file, map[string][]string{"unit": {receiver}, "reason": {"Jeton në Elbasan, te gjyshja."}}).Want(303).Location()
	return at[strings.LastIndex(at, "/")+1:]
}

// accept accepts it, and returns the id of the receiver's file.
func (c *country) accept(id string) string {
	c.t.Helper()
	worker := testkit.InUnit(access.Worker, receiver).ID()
	c.as(receiver, access.Supervisor).Post("/u/"+receiver+"/handover/received/"+id+"/accept", map[string][]string{"worker": {worker}}).Want(303)
	for _, href := range c.as(receiver, access.Supervisor).Get("/u/"+receiver+"/handover/received/"+id).Want(200).Attr("main a", "href") {
		if file, ok := strings.CutPrefix(href, "/u/"+receiver+"/child/"); ok {
			return file
		}
	}
	c.t.Fatal("no file after accepting")
	return ""
}

func (c *country) open(unit, file string, look func(tx *store.Tx, f *child.File) error) error {
	c.t.Helper()
	return c.files.Open(ctx, c.grant(unit, access.Worker, access.OpenFiles), child.Ask{ID: file, Purpose: child.Care}, look)
}
