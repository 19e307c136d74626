package disclosure_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"tryeza/internal/testkit"
)

// askFor asks for a list and returns its address.
func (o *office) askFor(who string, more ...string) string {
	o.t.Helper()
	return o.post(who, at+"/export", append([]string{"state", "open", "columns", "state", "columns", "worker", "purpose", "check", "why", "Kontroll i të dhënave."}, more...)...).Want(303).Location()
}

// take takes a list as rows of cells.
func (o *office) take(who, list string) [][]string {
	o.t.Helper()
	body := o.post(who, list+"/take", "format", "csv").Want(200).Body
	in := csv.NewReader(strings.NewReader(strings.TrimPrefix(body, "\ufeff")))
	in.Comma = ';'
	rows, err := in.ReadAll()
	o.must(err)
	return rows
}

func (o *office) approve(who, list string) *testkit.Response {
	o.t.Helper()
	return o.post(who, list+"/approve", "hash", o.text(`SELECT query_hash FROM disclosure_export WHERE id = '%s'`, list[strings.LastIndex(list, "/")+1:]))
}

// A short list without identity is taken at once, once, by who asked for it, and
// has only files that they may read.
func TestSmallExport(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		o := open(t, r)
		theirs := o.codeOf(o.start("second", "Shembull B"))
		list := o.askFor("worker")
		o.as("worker").Get(list).Want(200).Has("1 dosje", "mund të merret", "nuk duhej", "Kontroll i të dhënave.")
		for who, want := range map[string]int{"second": 404, "field": 404, "boss": 200, "dpo": 200} {
			o.as(who).Get(list).Want(want)
			o.post(who, list+"/take").Want(404)
		}
		got := o.post("worker", list+"/take", "format", "csv").Want(200)
		if want := "\ufeffKodi i dosjes;Gjendja;Përgjegjësi\n" + o.code + ";e hapur;Emri i worker\n"; got.Body != want {
			t.Errorf("%q", got.Body)
		}
		if d := got.Header.Get("Content-Disposition"); d != "attachment; filename=dosje-2023-07-14.csv" {
			t.Error(d)
		}
		o.post("worker", list+"/take").Want(422).Has("është marrë një herë")
		whole := o.take("boss", o.askFor("boss"))
		if len(whole) != 3 || !strings.Contains(fmt.Sprint(whole), theirs) {
			t.Errorf("the supervisor's list: %v", whole)
		}
		o.as("dpo").Get(at+"/looks").Has("u nxor një listë dosjesh (1)", "u nxor një listë dosjesh (2)")
		if rest := o.take("worker", o.askFor("worker", "state", "all", "residence", "")); len(rest) != 2 {
			t.Error(rest)
		}
		o.post("worker", at+"/export", "state", "closed", "purpose", "check", "why", "Kontroll i të dhënave.").Want(422).Has("Asnjë dosje që mund të lexoni", "Kontroll i të dhënave.")
		o.post("worker", at+"/export", "state", "open", "purpose", "sale", "why", "x").Want(422).Has("Zgjidhni për çfarë duhet", "Shkruani me pak fjalë")
		for _, who := range []string{"field", "dpo"} {
			o.as(who).Get(at + "/export").Want(404)
			o.post(who, at+"/export").Want(404)
		}
	})
}

// Who the children are needs a second person, is opened file by file, and each is
// a look.
func TestIdentityExport(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		o := open(t, r)
		o.start("second", "Shembull B")
		list := o.askFor("worker", "identity", "name")
		o.as("worker").Get(list).Want(200).Has("pret miratim", "me identitetin e fëmijëve").HasNot("Merre për Excel", "Miratoje")
		o.post("worker", list+"/take").Want(422)
		o.approve("worker", list).Want(404)
		o.approve("second", list).Want(404)
		o.as("boss").Get(at).Has("Një listë dosjesh pret miratimin tuaj")
		o.as("boss").Get(list).Has("Miratoje", "Kontroll i të dhënave.", "1 dosje").HasNot(mark)
		o.post("boss", list+"/approve", "hash", "another").Want(409)
		o.approve("boss", list).Want(303)
		o.approve("boss", list).Want(409)
		o.as("worker").Get(at).Has("Lista e dosjeve që kërkuat mori përgjigje")
		before := o.count(`SELECT count(*) FROM audit_event WHERE actor = 'worker' AND subject = '%s'`, o.id)
		rows := o.take("worker", list)
		if len(rows) != 2 || rows[1][3] != mark {
			t.Errorf("%v", rows)
		}
		if after := o.count(`SELECT count(*) FROM audit_event WHERE actor = 'worker' AND subject = '%s'`, o.id); after != before+2 { // asked for, and seen
			t.Errorf("%d events, then %d", before, after)
		}
		o.post("worker", list+"/take").Want(422)
		if n := o.count(`SELECT count(*) FROM disclosure_export WHERE query LIKE '%%Shemb%%' OR purpose LIKE '%%Kontroll%%'`); n != 0 {
			t.Error("what was typed lies open")
		}
	})
}

// A supervisor who works on no file gets nobody's name.
func TestIdentityNeedsTheTeam(t *testing.T) {
	o := open(t, testkit.SQLiteRooms(t))
	o.post("boss", at+"/export", "state", "open", "identity", "name", "purpose", "check", "why", "Kontroll i të dhënave.").Want(422).Has("regjistrohet si e hapur. Gabim: Emrat dhe identiteti jepen vetëm për dosjet ku jeni në ekip").HasNot("Asnjë dosje që mund të lexoni")
}

// Whoever leaves the team, or is found to have a conflict, between asking and
// taking does not get the file.
func TestExportIsWorkedOutAgain(t *testing.T) {
	o := open(t, testkit.SQLiteRooms(t))
	list := o.askFor("worker", "identity", "name")
	o.approve("dpo", list).Want(303)
	next := o.codeOf(o.start("worker", "Shembull C"))
	o.relate("worker", "conflict")
	if rows := o.take("worker", list); len(rows) != 1 {
		t.Errorf("%v", rows)
	}
	o.exec(`DELETE FROM child_person WHERE relation = 'conflict'`)
	list = o.askFor("worker")
	o.start("worker", "Shembull D")
	if rows := o.take("worker", list); len(rows) != 3 || !strings.Contains(fmt.Sprint(rows), next) {
		t.Errorf("a file that was opened later is in the list: %v", rows)
	}
}

// More than 20 files within a day need a second person, in one list or in several.
func TestTwentyFiles(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		o := open(t, r)
		for i := range 10 {
			o.start("worker", fmt.Sprint("Shembull ", i))
		}
		o.as("worker").Get(o.askFor("worker")).Has("11 dosje", "mund të merret")
		o.as("worker").Get(o.askFor("worker")).Has("11 dosje", "pret miratim") // 22 together
		o.pass(24*time.Hour + time.Second)
		list := o.askFor("worker")
		o.as("worker").Get(list).Has("mund të merret")
		o.pass(24 * time.Hour)
		o.as("worker").Get(list).Has("skadoi")
		o.post("worker", list+"/take").Want(422)
		for i := range 10 {
			o.start("worker", fmt.Sprint("Shembull ", i))
		}
		list = o.askFor("worker")
		o.as("worker").Get(list).Has("21 dosje", "pret miratim")
		o.pass(23 * time.Hour)
		o.approve("dpo", list).Want(303)
		o.pass(23 * time.Hour)
		if rows := o.take("worker", list); len(rows) != 22 {
			t.Errorf("%d rows", len(rows))
		}
		list = o.askFor("worker")
		o.pass(24 * time.Hour)
		o.approve("dpo", list).Want(409)
		list = o.askFor("worker")
		o.post("boss", list+"/refuse", "hash", o.text(`SELECT query_hash FROM disclosure_export WHERE asked_at = (SELECT max(asked_at) FROM disclosure_export)`)).Want(303)
		o.as("worker").Get(list).Has("nuk u miratua")
		o.approve("boss", list).Want(409)
		o.post("worker", list+"/take").Want(422)
	})
}

// What a supervisor asks is not for those below them, nor for another supervisor.
func TestSupervisorsExport(t *testing.T) {
	o := open(t, testkit.SQLiteRooms(t))
	for i := range 20 {
		o.start("worker", fmt.Sprint("Shembull ", i))
	}
	list := o.askFor("boss")
	for _, who := range []string{"boss", "chief", "both"} {
		o.as(who).Get(list).Want(200).Has("pret miratim").HasNot("Miratoje")
		o.approve(who, list).Want(422).Has("jo ai që e kërkoi, jo një vartës i tij")
	}
	if n := o.count(`SELECT count(*) FROM disclosure_notice WHERE kind = 'export'`); n != 1 {
		t.Errorf("%d were told", n)
	}
	o.approve("dpo", list).Want(303)
	o.take("boss", list)
}

// A query that was changed in the database is not the one that was approved.
func TestChangedQuery(t *testing.T) {
	o := open(t, testkit.SQLiteRooms(t))
	list := o.askFor("worker", "identity", "name")
	o.approve("boss", list).Want(303)
	o.exec(`UPDATE disclosure_export SET query = replace(query, '"name"', '"name","number"')`)
	o.post("worker", list+"/take").Want(500)
	o.exec(`UPDATE disclosure_export SET query = replace(query, ',"number"', ''), asked_by = 'second'`)
	o.post("second", list+"/take").Want(500)
}

// A name that looks like a formula is a text in both kinds of file.
func TestNoFormulas(t *testing.T) {
	o := open(t, testkit.SQLiteRooms(t))
	o.start("worker", "=HYPERLINK(1)")
	list := o.askFor("worker", "identity", "name")
	o.approve("boss", list).Want(303)
	if rows := o.take("worker", list); !strings.Contains(fmt.Sprint(rows), " '=HYPERLINK(1)]") {
		t.Errorf("%q", rows)
	}
	list = o.askFor("worker", "identity", "name")
	o.approve("boss", list).Want(303)
	body := o.post("worker", list+"/take", "format", "xlsx").Want(200).Body
	z, err := zip.NewReader(strings.NewReader(body), int64(len(body)))
	o.must(err)
	var all bytes.Buffer
	for _, f := range z.File {
		in, err := f.Open()
		o.must(err)
		_, err = io.Copy(&all, in)
		o.must(err)
	}
	if !strings.Contains(all.String(), "=HYPERLINK(1)") || strings.Contains(all.String(), "<f>") || !strings.Contains(all.String(), mark) {
		t.Error("the workbook does not hold the names as text")
	}
}

// Nobody approves for somebody they have a role in the unit from, directly or by
// way of a third; where nobody else is left the list is not asked for.
func TestOwesTheRole(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		o := open(t, r)
		o.gave = map[string]string{"boss": "worker", "chief": "boss", "dpo": "chief", "both": "administrator"}
		list := o.askFor("worker", "identity", "name")
		for _, who := range []string{"boss", "chief", "dpo"} {
			o.as(who).Get(list).Want(200).Has("jo dikush që e ka marrë detyrën prej tij").HasNot("Miratoje")
			o.approve(who, list).Want(422).Has("jo dikush që e ka marrë detyrën prej tij")
		}
		if got := o.text(`SELECT min(person_id) || ' ' || max(person_id) FROM disclosure_notice WHERE kind = 'export'`); got != "both both" {
			t.Errorf("told: %s", got)
		}
		o.approve("both", list).Want(303)
		o.gave["both"] = "dpo"
		o.post("worker", at+"/export", "state", "open", "identity", "name", "purpose", "check", "why", "Kontroll i të dhënave.").Want(422).Has("nuk e ka marrë detyrën prej jush")
		o.gave["boss"] = "boss" // whoever gave it to themselves owes it to nobody
		o.approve("chief", o.askFor("worker", "identity", "name")).Want(303)
	})
}
