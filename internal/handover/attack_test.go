package handover_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/handover"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

func (c *country) offered(file, to string) string {
	c.t.Helper()
	id, err := handover.Offer(ctx, c.files, c.grant(giver, access.Worker, access.OfferHandover), file, to, "Arsye.", nil)
	if err != nil {
		c.t.Fatal(err)
	}
	return id
}

func (c *country) take(unit, id string) (string, error) {
	return handover.Accept(ctx, c.files, c.grant(unit, access.Supervisor, access.AnswerHandover), id, testkit.InUnit(access.Worker, unit).ID())
}

// Whoever writes into the database past Tryeza makes no unit take over what was
// not sent to it: nothing is taken, and the giver's file stays as it is.
func TestAlteredParcelsAreRefused(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		c := newCountry(t, r)
		a, b := c.offered(c.start(), receiver), c.offered(c.start(), receiver)
		elsewhere := c.offered(c.start(), third)
		swap := func(column, from string) string {
			return fmt.Sprintf(`UPDATE handover_parcel SET %s = (SELECT %s FROM handover_parcel WHERE id = '%s') WHERE id = '%s'`, column, column, from, a)
		}
		set := func(assignment string) string {
			return fmt.Sprintf(`UPDATE handover_parcel SET %s WHERE id = '%s'`, assignment, a)
		}
		saved := `CREATE TABLE kept AS SELECT * FROM handover_parcel`
		c.exec(saved)
		for name, harm := range map[string][]string{
			"the content of another parcel":       {swap("body", b)},
			"content, note and file of another":   {swap("body", b), swap("reason", b), swap("child_id", b)},
			"the parcel of another unit":          {swap("body", elsewhere), swap("reason", elsewhere), swap("child_id", elsewhere)},
			"a risk that was not sent":            {set(`risk = 'low'`)},
			"a residence that was not sent":       {set(`residence = '40'`)},
			"another giver":                       {set(`giver_id = '` + third + `'`)},
			"a later limit":                       {set(`due_on = '2030-01-01'`)},
			"the whole row under another's id":    {fmt.Sprintf(`DELETE FROM handover_parcel WHERE id = '%s'`, a), fmt.Sprintf(`UPDATE handover_parcel SET id = '%s' WHERE id = '%s'`, a, b)},
			"no content":                          {set(`body = reason`)},
			"moved to the desk of another unit":   {fmt.Sprintf(`UPDATE handover_parcel SET owner_id = '%s' WHERE id = '%s'`, third, a)},
			"the offer gone from the giver's own": {fmt.Sprintf(`UPDATE handover_offer SET state = 'withdrawn' WHERE id = '%s'`, a)},
		} {
			t.Run(strings.ReplaceAll(name, " ", "_"), func(t *testing.T) {
				for _, s := range harm {
					c.exec(s)
				}
				unit := receiver
				if strings.Contains(name, "desk") {
					unit = third
				}
				if file, err := c.take(unit, a); err == nil {
					t.Errorf("taken as %s", file)
				}
				c.exec(`DELETE FROM handover_parcel`)
				c.exec(`INSERT INTO handover_parcel SELECT * FROM kept`)
				c.exec(`UPDATE handover_offer SET state = 'offered'`)
				if n := c.count(store.CaseworkRoom, `SELECT count(*) FROM child WHERE owner_id <> '`+giver+`'`); n != 0 {
					t.Errorf("%d files were made", n)
				}
			})
		}
		c.exec(`DROP TABLE kept`)
		if _, err := c.take(receiver, a); err != nil {
			t.Errorf("put back as it was, it is refused: %v", err)
		}
	})
}

// A parcel is taken over once, even when somebody puts its old row back.
func TestReplayed(t *testing.T) {
	c := newCountry(t, testkit.SQLiteRooms(t))
	id := c.offered(c.start(), receiver)
	c.exec(`CREATE TABLE kept AS SELECT * FROM handover_parcel`)
	c.exec(`CREATE TABLE made AS SELECT * FROM handover_offer`)
	if _, err := c.take(receiver, id); err != nil {
		t.Fatal(err)
	}
	c.exec(`DELETE FROM handover_parcel`)
	c.exec(`INSERT INTO handover_parcel SELECT * FROM kept`)
	if _, err := c.take(receiver, id); err == nil {
		t.Error("taken over twice")
	}
	c.exec(`DELETE FROM handover_offer`)
	c.exec(`INSERT INTO handover_offer SELECT * FROM made`)
	if _, err := c.take(receiver, id); err == nil {
		t.Error("taken over twice, both rows put back")
	}
	if n := c.count(store.CaseworkRoom, `SELECT count(*) FROM child WHERE owner_id = '`+receiver+`'`); n != 1 {
		t.Errorf("%d files", n)
	}
}

// refusing makes a table refuse new rows until it is lifted, as a full disk or a
// killed program would in the middle of a transaction.
func (c *country) refusing(table string) (lift func()) {
	c.t.Helper()
	if c.r.Casework.Dialect() == "postgres" {
		c.exec(`CREATE OR REPLACE FUNCTION stop() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'stopped'; END $$ LANGUAGE plpgsql`)
		c.exec(`CREATE TRIGGER stop BEFORE INSERT ON ` + table + ` FOR EACH ROW EXECUTE FUNCTION stop()`)
		return func() { c.exec(`DROP TRIGGER stop ON ` + table) }
	}
	c.exec(`CREATE TRIGGER stop BEFORE INSERT ON ` + table + ` BEGIN SELECT RAISE(ABORT, 'stopped'); END`)
	return func() { c.exec(`DROP TRIGGER stop`) }
}

// Stopped between the rooms, or in the middle, there is no half of a hand-over:
// it can be done again from the beginning.
func TestNoHalfHandOver(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		c := newCountry(t, r)
		file := c.start()
		for _, table := range []string{"handover_offer", "handover_parcel", "audit_event"} {
			lift := c.refusing(table)
			if _, err := handover.Offer(ctx, c.files, c.grant(giver, access.Worker, access.OfferHandover), file, receiver, "Arsye.", nil); err == nil {
				t.Errorf("offered although %s refused", table)
			}
			lift()
			if n := c.count(store.CaseworkRoom, `SELECT (SELECT count(*) FROM handover_offer) + (SELECT count(*) FROM handover_parcel)`); n != 0 {
				t.Errorf("%s: %d rows of half a hand-over", table, n)
			}
		}
		nothingLeft(t, c)
		id := c.offered(file, receiver)
		for _, table := range []string{"child", "child_item", "child_content", "child_person", "child_index", "audit_event"} {
			lift := c.refusing(table)
			if _, err := c.take(receiver, id); err == nil {
				t.Errorf("accepted although %s refused", table)
			}
			lift()
			if n := c.count(store.CaseworkRoom, `SELECT (SELECT count(*) FROM handover_offer WHERE state = 'offered') + (SELECT count(*) FROM handover_parcel WHERE state = 'offered' AND length(body) > 0)`); n != 2 {
				t.Errorf("%s: the hand-over is no longer offered on both sides", table)
			}
		}
		taken, err := c.take(receiver, id)
		if err == nil {
			err = c.open(receiver, taken, func(*store.Tx, *child.File) error { return nil })
		}
		if err != nil {
			t.Error(err)
		}
	})
}

// The program was stopped after a refusal and before the key was destroyed: Tidy
// destroys it, and no other.
func TestTidy(t *testing.T) {
	c := newCountry(t, testkit.SQLiteRooms(t))
	taken, err := c.take(receiver, c.offered(c.start(), receiver))
	if err != nil {
		t.Fatal(err)
	}
	waiting, refused := c.offered(c.start(), receiver), c.offered(c.start(), receiver)
	c.exec(`UPDATE handover_parcel SET state = 'refused' WHERE id = '` + refused + `'`)
	if err := handover.Tidy(ctx, c.files, testkit.Actor(access.Operator)); err != nil {
		t.Fatal(err)
	}
	if n := c.count(store.KeyRoom, `SELECT count(*) FROM child_key WHERE unit_id = '`+receiver+`' AND child_id <> '' AND length(wrapped) = 0`); n != 1 {
		t.Errorf("%d keys destroyed", n)
	}
	if _, err := c.take(receiver, waiting); err != nil {
		t.Error(err)
	}
	if err := c.open(receiver, taken, func(*store.Tx, *child.File) error { return nil }); err != nil {
		t.Error(err)
	}
}

// Nobody offers a case to their own unit, or one that they may not hand over.
func TestOfferRefuses(t *testing.T) {
	c := newCountry(t, testkit.SQLiteRooms(t))
	file := c.start()
	if _, err := handover.Offer(ctx, c.files, c.grant(giver, access.Worker, access.OfferHandover), file, giver, "x", nil); !errors.Is(err, handover.ErrSelf) {
		t.Error(err)
	}
	g, err := access.NewActor("another-worker", map[access.Scope][]access.Seat{access.Institution(giver): {{Role: access.Worker}}}).May(access.OfferHandover, access.Institution(giver))
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{file, "nosuchfile"} {
		if _, err := handover.Offer(ctx, c.files, g, id, receiver, "x", nil); !errors.Is(err, access.ErrDenied) {
			t.Errorf("%s: %v", id, err)
		}
	}
	nothingLeft(t, c)
	c.offered(file, receiver)
	if _, err := handover.Offer(ctx, c.files, c.grant(giver, access.Supervisor, access.OfferHandover), file, third, "x", nil); !errors.Is(err, handover.ErrOffered) {
		t.Error(err)
	}
}

// No text about the child stands in clear anywhere in the databases, the trail
// included.
func TestNothingInClear(t *testing.T) {
	c := newCountry(t, testkit.SQLiteRooms(t))
	file := c.start()
	id := c.offer(file)
	c.as(receiver, access.Supervisor).Post("/u/"+receiver+"/handover/received/"+id+"/refuse", map[string][]string{"why": {"Gjyshja jeton në Kukës."}}).Want(303)
	c.accept(c.offer(file))
	for _, table := range []string{"handover_offer", "handover_parcel", "audit_event", "child", "child_item", "child_content"} {
		rows, err := c.r.Raw(t, store.CaseworkRoom).Query(`SELECT * FROM ` + table)
		if err != nil {
			t.Fatal(err)
		}
		columns, _ := rows.Columns()
		for rows.Next() {
			values := make([]any, len(columns))
			for i := range values {
				values[i] = new([]byte)
			}
			if err := rows.Scan(values...); err != nil {
				t.Fatal(err)
			}
			for i, v := range values {
				for _, secret := range []string{"Shembull", "A00101001A", "gjyshja", "Gjyshja", "PËRMBAJTJA"} {
					if strings.Contains(string(*v.(*[]byte)), secret) {
						t.Errorf("%s.%s holds %q", table, columns[i], secret)
					}
				}
			}
		}
		rows.Close()
	}
}

// A name typed where an id belongs stands nowhere in the trail.
func TestTypedAddressIsNotKept(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		c := newCountry(t, r)
		for _, at := range []string{"/sent/Shembull%20Ë", "/received/Shembull%20Ë", "/new/Shembull%20Ë"} {
			c.as(giver, access.Supervisor).Get("/u/" + giver + "/handover" + at).Want(404)
		}
		if n := c.count(store.CaseworkRoom, `SELECT count(*) FROM audit_event WHERE subject LIKE '%Shemb%' OR detail LIKE '%Shemb%'`); n != 0 {
			t.Errorf("%d events with what was typed", n)
		}
		if n := c.count(store.CaseworkRoom, `SELECT count(*) FROM audit_event WHERE subject = '?'`); n < 3 {
			t.Errorf("%d events that somebody tried", n)
		}
	})
}

// failing makes every record of a look fail until the function it returns is
// called.
func (c *country) failing() (mend func()) {
	c.t.Helper()
	if c.r.Casework.Dialect() == "sqlite" {
		c.exec(`CREATE TRIGGER no_look BEFORE INSERT ON audit_event WHEN NEW.detail LIKE '%"look"%' BEGIN SELECT RAISE(ABORT, 'no look'); END`)
		return func() { c.exec(`DROP TRIGGER no_look`) }
	}
	c.exec(`CREATE FUNCTION no_look() RETURNS trigger AS 'BEGIN IF NEW.detail::text LIKE ''%"look"%'' THEN RAISE EXCEPTION ''no look''; END IF; RETURN NEW; END' LANGUAGE plpgsql`)
	c.exec(`CREATE TRIGGER no_look BEFORE INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION no_look()`)
	return func() { c.exec(`DROP TRIGGER no_look ON audit_event`) }
}

// The offer is written and then the look cannot be: the parcel keeps its key. An
// offer that was never written leaves none.
func TestOfferKeepsItsKey(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		c := newCountry(t, r)
		file := c.start()
		mend := c.failing()
		g := c.grant(giver, access.Worker, access.OfferHandover)
		id, err := handover.Offer(ctx, c.files, g, file, receiver, "Arsye.", nil)
		if err == nil {
			t.Fatal("the look was recorded: the test shows nothing")
		}
		mend()
		if _, err := c.take(receiver, id); err != nil {
			t.Errorf("the parcel cannot be opened: %v", err)
		}
		before := c.count(store.KeyRoom, `SELECT count(*) FROM child_key WHERE length(wrapped) > 0 AND child_id <> ''`)
		if _, err := handover.Offer(ctx, c.files, g, "abcdefghijkmnpqr", receiver, "Arsye.", nil); !errors.Is(err, access.ErrDenied) {
			t.Error(err)
		}
		if n := c.count(store.KeyRoom, `SELECT count(*) FROM child_key WHERE length(wrapped) > 0 AND child_id <> ''`); n != before {
			t.Errorf("%d keys, then %d", before, n)
		}
	})
}
