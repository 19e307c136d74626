package protection_test

import (
	"archive/zip"
	"bytes"
	"io"
	"regexp"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

var tags = regexp.MustCompile(`<[^>]*>`)

// wordsOf is all that a Word file says, in all of its parts.
func wordsOf(t *testing.T, file string) string {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&all, r); err != nil {
			t.Fatal(err)
		}
		r.Close()
	}
	return tags.ReplaceAllString(all.String(), "")
}

// The invitation says what an institution needs to come, and nothing of who the
// child is; every download is a look in the trail.
func TestInvitation(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		d := newDesk(t, r)
		d.assess()
		d.convene()
		item := strings.TrimPrefix(d.link("/held/"), "/held/")
		letter := d.worker().Get(d.at("/group/" + item + "/letter/1/docx")).Want(200)
		words := wordsOf(t, letter.Body)
		for _, has := range []string{"Shkolla e Mesme", "14 korrik 2023, ora 10.30", "Zyra e njësisë", "052 000 000", "D-", "KONFIDENCIALE", "BASHKIA DURRËS"} {
			if !strings.Contains(words, has) {
				t.Errorf("no %q in the letter\n%s", has, words)
			}
		}
		for _, not := range []string{"Shembull A", "Komisariati", "astmë", "klasën", "Punon natën"} {
			if strings.Contains(words, not) {
				t.Errorf("the letter says %q", not)
			}
		}
		if name := letter.Header.Get("Content-Disposition"); strings.Contains(name, "Shkolla") || !strings.Contains(name, "ftesa-gtn-D-") {
			t.Error(name)
		}
		for _, path := range []string{"/group/" + item + "/letter/2/docx", "/group/" + item + "/letter/-1/pdf", "/group/" + item + "/letter/0/txt", "/group/nosuchitem/letter/0/pdf"} {
			d.worker().Get(d.at(path)).Want(404)
		}
	})
}

// The plan on paper says for whom it is. What the assessment found goes to nobody
// outside the unit, and the child's name to nobody at all.
func TestPlanOnPaper(t *testing.T) {
	d := newDesk(t, testkit.SQLiteRooms(t))
	d.assess()
	d.draw()
	d.post("/measure/new", "kind", "health", "what", "Vizitë te mjeku.", "owner", "Qendra Shëndetësore", "due:", "2023-07-20", "state", "open").Want(303)
	paper := d.at(d.link("/plan/")) + "/document/"
	for to, findings := range map[string]bool{"file": true, "supervisor": true, "family": false, "group": false} {
		words := wordsOf(t, d.worker().Get(paper+"docx?to="+to).Want(200).Body)
		if strings.Contains(words, "astmë") != findings || strings.Contains(words, "Punon natën") != findings || strings.Contains(words, "Shembull A") {
			t.Errorf("for %s: %s", to, words)
		}
		if !strings.Contains(words, "Kthehet në shkollë.") || !strings.Contains(words, "Vizitë te mjeku.") || !strings.Contains(words, "KONFIDENCIALE") {
			t.Errorf("for %s: %s", to, words)
		}
	}
	supervised := d.site.As(testkit.InUnit(access.Supervisor, unit)).Get(paper + "docx?to=file&p=supervise").Want(200)
	if words := wordsOf(t, supervised.Body); strings.Contains(words, "astmë") || strings.Contains(words, "klasën") || !strings.Contains(words, "Punon natën") {
		t.Errorf("a supervisor prints %s", words)
	}
	d.worker().Get(paper + "pdf?to=").Want(404)
	d.worker().Get(paper + "pdf?to=court").Want(404)
	if pdf := d.worker().Get(paper + "pdf?to=file").Want(200); !bytes.HasPrefix([]byte(pdf.Body), []byte("%PDF")) {
		t.Error("no PDF")
	}
	var n int
	if err := d.r.Raw(t, store.CaseworkRoom).QueryRow(`SELECT count(*) FROM audit_event WHERE detail LIKE '%"document","plan","group"%'`).Scan(&n); err != nil || n != 1 {
		t.Errorf("%d entries in the trail for the copy of the group, %v", n, err)
	}
}
