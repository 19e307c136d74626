package handover_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/handover"
	"tryeza/internal/protection"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// The whole path: offered, looked at, accepted. The receiver has what stood in
// the file, the giver what it recorded, and both are one child.
func TestAccepted(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		c := newCountry(t, r)
		file := c.start()
		c.as(giver, access.Worker).Get("/u/"+giver+"/handover/new/"+file).Want(200).Has("NJMF Elbasan (vendbanimi i fëmijës)", "i lartë", "shënime (3) dhe dokumente (1)").HasNot("Shembull", "NJMF Durrës")
		for _, private := range []string{"Telefononi 069 123 4567.", "Numri i nënës: J05101023A."} {
			c.as(giver, access.Worker).Post("/u/"+giver+"/handover/new/"+file, map[string][]string{"unit": {receiver}, "reason": {private}}).Want(422).
				Has("hiqni numrin personal ose numrin e celularit", private)
		}
		id := c.offer(file)
		c.as(giver, access.Worker).Get("/u/"+giver+"/handover").Want(200).Has("NJMF Elbasan", "pret përgjigje", "deri më 19.07.2023, mbeten 5 ditë (afat i pakonfirmuar)")
		c.as(giver, access.Worker).Post("/u/"+giver+"/handover/new/"+file, map[string][]string{"unit": {third}, "reason": {"x"}}).Want(422).Has("ofruar tashmë")
		c.as(receiver, access.Supervisor).Get("/u/"+receiver+"/handover").Want(200).Has("Rast nga NJMF Durrës", "Elbasan", "i lartë", "(afat i pakonfirmuar)")
		c.as(receiver, access.Supervisor).Get("/u/"+receiver+"/handover/received/"+id).Want(200).Has("Jeton në Elbasan, te gjyshja.", "vajzë", "Punonjësi A").HasNot("Shembull", "A00101001A", "dokument.pdf", "Ekipi A")
		frozen(t, c, file)
		taken := c.accept(id)
		received(t, c, taken, id)
		kept(t, c, file, taken)
		if n := c.count(store.CaseworkRoom, `SELECT count(DISTINCT subject_id) FROM child`); n != 1 {
			t.Errorf("%d children in %d files", n, 2)
		}
		if n := c.count(store.CaseworkRoom, `SELECT count(*) FROM handover_parcel WHERE length(body) = 0 AND state = 'accepted'`); n != 1 {
			t.Error("the parcel is still full")
		}
		c.as(giver, access.Worker).Get("/u/"+giver+"/handover/sent/"+id).Want(200).Has("u pranua", "Jeton në Elbasan", "Rasti është tani i njësisë tjetër.")
	})
}

// frozen: while an answer is awaited the file is read and not written.
func frozen(t *testing.T, c *country, file string) {
	t.Helper()
	if err := c.open(giver, file, func(_ *store.Tx, f *child.File) error { return nil }); err != nil {
		t.Errorf("an offered file cannot be read: %v", err)
	}
	err := c.files.Change(ctx, c.grant(giver, access.Worker, access.WriteFiles), child.Ask{ID: file, Purpose: child.Care}, func(*store.Tx, *child.File) error { return nil })
	if !errors.Is(err, access.ErrDenied) {
		t.Errorf("an offered file can be written: %v", err)
	}
}

func received(t *testing.T, c *country, file, id string) {
	t.Helper()
	err := c.open(receiver, file, func(tx *store.Tx, f *child.File) error {
		name, item := child.Last[child.Name](f)
		measure, _ := child.Last[protection.Measure](f)
		if name.Given != "Shembull Ë" || len(f.Past(item)) != 0 {
			t.Errorf("name %v with the past %v", name, f.Past(item))
		}
		if len(measure.Evidence) != 1 {
			t.Fatalf("measure %+v", measure)
		}
		_, content, err := f.Content(tx, measure.Evidence[0])
		if string(content) != "PËRMBAJTJA" {
			t.Errorf("document %q, %v", content, err)
		}
		for _, it := range f.Items("name", "number", "measure", "document") {
			if it.Origin != giver {
				t.Errorf("%s has the origin %s", it.Kind, it.Origin)
			}
		}
		got := []string{f.Residence, f.Sex, f.Risk, f.AssessedOn, f.PlanOn, f.OpenedOn, f.Received, f.Worker, f.Committee}
		want := []string{"15", "f", "high", "2023-07-01", "2023-07-10", "2023-07-14", id, testkit.InUnit(access.Worker, receiver).ID(), "elbasan"}
		if diff := cmp.Diff(want, got); diff != "" || !f.May.Write {
			t.Error(diff)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// kept: the giver reads what it recorded, and writes nothing; what the new owner
// adds is not there.
func kept(t *testing.T, c *country, file, taken string) {
	t.Helper()
	err := c.files.Change(ctx, c.grant(receiver, access.Worker, access.WriteFiles), child.Ask{ID: taken, Purpose: child.Care}, func(tx *store.Tx, f *child.File) error {
		f.Add(tx, child.Note{Text: "Vizitë në familje."})
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	err = c.open(giver, file, func(_ *store.Tx, f *child.File) error {
		if name, _ := child.Last[child.Name](f); name.Given != "Shembull Ë" || len(f.Items("note")) != 0 || f.May.Write || !f.May.OwnOnly {
			t.Errorf("%+v %+v", f.May, f.Items())
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// Nobody but the two units sees anything of it; in the receiver's unit only who
// answers does, in the giver's only who works on the file and who supervises.
func TestNotThere(t *testing.T) {
	c := newCountry(t, testkit.SQLiteRooms(t))
	file := c.start()
	id := c.offer(file)
	paths := []string{"/u/UNIT/handover/sent/ID", "/u/UNIT/handover/received/ID", "/u/UNIT/handover/new/FILE"}
	posts := []string{"/u/UNIT/handover/sent/ID/withdraw", "/u/UNIT/handover/received/ID/accept", "/u/UNIT/handover/received/ID/refuse", "/u/UNIT/handover/new/FILE"}
	may := map[string]bool{"worker giver /u/UNIT/handover/sent/ID": true, "supervisor giver /u/UNIT/handover/sent/ID": true, "supervisor receiver /u/UNIT/handover/received/ID": true,
		"supervisor giver /u/UNIT/handover/new/FILE": true, "worker giver /u/UNIT/handover/new/FILE": true}
	for name, unit := range map[string]string{"giver": giver, "receiver": receiver, "third": third} {
		for _, role := range []access.Role{access.Worker, access.Supervisor, access.FieldWorker, access.DPO} {
			fill := func(path, handOver, file string) string {
				return strings.NewReplacer("UNIT", unit, "ID", handOver, "FILE", file).Replace(path)
			}
			for _, path := range paths {
				got, want := c.as(unit, role).Get(fill(path, id, file)), c.as(unit, role).Get(fill(path, "nosuchthing", "nosuchfile"))
				if ok := may[string(role)+" "+name+" "+path]; ok == (got.Code == 404) || !ok && got.Body != want.Body {
					t.Errorf("%s of %s: %s = %d", role, name, path, got.Code)
				}
			}
			for _, path := range posts {
				if name == "giver" && strings.Contains(path, "FILE") || name == "giver" && strings.Contains(path, "withdraw") || name == "receiver" && role == access.Supervisor && strings.Contains(path, "received") {
					continue
				}
				form := map[string][]string{"why": {"x"}, "worker": {testkit.InUnit(access.Worker, unit).ID()}, "unit": {third}, "reason": {"x"}}
				if unit == third {
					form["unit"] = []string{giver}
				}
				if got := c.as(unit, role).Post(fill(path, id, file), form); got.Code != 404 {
					t.Errorf("%s of %s: POST %s = %d", role, name, path, got.Code)
				}
			}
		}
	}
	stranger := access.NewActor("another-worker", map[access.Scope][]access.Seat{access.Institution(giver): {{Role: access.Worker}}})
	c.site.As(stranger).Get("/u/" + giver + "/handover").Want(200).Has("Nuk kemi ofruar asnjë rast.").HasNot("NJMF Elbasan")
	c.as(receiver, access.Worker).Get("/u/" + receiver + "/handover").Want(200).HasNot("NJMF Durrës")
	if n := c.count(store.CaseworkRoom, `SELECT count(*) FROM handover_offer WHERE state = 'offered'`); n != 1 {
		t.Errorf("%d offers", n)
	}
}

// A refusal says why to the giver, whose file is its own again. The receiver
// keeps nothing, not even a key.
func TestRefused(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		c := newCountry(t, r)
		file := c.start()
		id := c.offer(file)
		at := "/u/" + receiver + "/handover/received/" + id
		c.as(receiver, access.Supervisor).Post(at+"/refuse", map[string][]string{"why": {" "}}).Want(422).Has("Shkruani pse nuk e pranoni", "te gjyshja")
		c.as(receiver, access.Supervisor).Post(at+"/refuse", map[string][]string{"why": {"Gjyshja jeton në Kukës."}}).Want(303)
		c.as(giver, access.Worker).Get("/u/"+giver+"/handover/sent/"+id).Want(200).Has("nuk u pranua", "Gjyshja jeton në Kukës.")
		c.as(receiver, access.Supervisor).Get(at).Want(200).Has("Asgjë nga ky rast nuk ka mbetur").HasNot("te gjyshja")
		c.as(receiver, access.Supervisor).Post(at+"/accept", map[string][]string{"worker": {testkit.InUnit(access.Worker, receiver).ID()}}).Want(422)
		nothingLeft(t, c)
		err := c.files.Change(ctx, c.grant(giver, access.Worker, access.WriteFiles), child.Ask{ID: file, Purpose: child.Care}, func(tx *store.Tx, f *child.File) error {
			f.Add(tx, child.Note{Text: "Kthyer."})
			return nil
		})
		if err != nil {
			t.Error(err)
		}
		c.offer(file)
	})
}

func TestWithdrawn(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		c := newCountry(t, r)
		file := c.start()
		id := c.offer(file)
		c.as(giver, access.Worker).Post("/u/"+giver+"/handover/sent/"+id+"/withdraw", nil).Want(303)
		c.as(giver, access.Worker).Post("/u/"+giver+"/handover/sent/"+id+"/withdraw", nil).Want(422)
		c.as(receiver, access.Supervisor).Post("/u/"+receiver+"/handover/received/"+id+"/accept", map[string][]string{"worker": {testkit.InUnit(access.Worker, receiver).ID()}}).Want(422)
		c.as(receiver, access.Supervisor).Get("/u/" + receiver + "/handover/received/" + id).Want(200).Has("u tërhoq").HasNot("te gjyshja")
		nothingLeft(t, c)
	})
}

// nothingLeft: no key of a file that was not taken over, and no content.
func nothingLeft(t *testing.T, c *country) {
	t.Helper()
	if n := c.count(store.KeyRoom, `SELECT count(*) FROM child_key WHERE unit_id = '`+receiver+`' AND child_id <> '' AND length(wrapped) > 0`); n != 0 {
		t.Errorf("%d keys of files that were not taken over", n)
	}
	if n := c.count(store.CaseworkRoom, `SELECT count(*) FROM handover_parcel WHERE length(body) > 0 OR length(reason) > 0 OR sex || risk || residence || found_in <> ''`); n != 0 {
		t.Errorf("%d parcels are still full", n)
	}
	c.as(receiver, access.Supervisor).Get("/u/"+receiver+"/handover").Want(200).HasNot("i lartë", "Elbasan<")
}

// What was handed over may come back: the first giver then has two files of one
// child, and works on the second.
func TestHandedBack(t *testing.T) {
	c := newCountry(t, testkit.SQLiteRooms(t))
	first := c.start()
	second := c.accept(c.offer(first))
	id, err := handover.Offer(ctx, c.files, c.grant(receiver, access.Worker, access.OfferHandover), second, giver, "U kthye në Durrës.", nil)
	if err != nil {
		t.Fatal(err)
	}
	third, err := handover.Accept(ctx, c.files, c.grant(giver, access.Supervisor, access.AnswerHandover), id, testkit.InUnit(access.Worker, giver).ID())
	if err != nil {
		t.Fatal(err)
	}
	subjects := map[string]bool{}
	for file, write := range map[string]bool{first: false, third: true} {
		err := c.open(giver, file, func(tx *store.Tx, f *child.File) error {
			m, _ := child.Last[protection.Measure](f)
			_, content, err := f.Content(tx, m.Evidence[0])
			if subjects[f.Subject] = true; f.May.Write != write || string(content) != "PËRMBAJTJA" {
				t.Errorf("%+v %q", f.May, content)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
	if len(subjects) != 1 {
		t.Errorf("%d children", len(subjects))
	}
	if err := c.open(receiver, second, func(_ *store.Tx, f *child.File) error {
		if len(f.Items("name")) != 0 {
			t.Error("the unit in between reads what it did not record")
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
}

// An offer by a supervisor who does not work on the file is told to who does; one
// by who does is not.
func TestOfferFromOutsideIsTold(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		c := newCountry(t, r)
		c.offer(c.start())
		if len(c.told) != 0 {
			t.Errorf("told %q", c.told)
		}
		file := c.start()
		form := map[string][]string{"unit": {receiver}, "reason": {"Jeton në Elbasan."}}
		c.as(giver, access.Supervisor).Post("/u/"+giver+"/handover/new/"+file, form).Want(303)
		if want := []string{"offered " + file + " " + testkit.InUnit(access.Worker, giver).ID()}; !cmp.Equal(c.told, want) {
			t.Errorf("told %q, want %q", c.told, want)
		}
	})
}
