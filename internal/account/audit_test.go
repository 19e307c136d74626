package account

import (
	"context"
	"database/sql"
	"strings"
	"testing"

	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// The trail says what was done to whom by identifiers, and repeats no name, no
// address and no secret.
func TestAuditRepeatsNothingPersonal(t *testing.T) {
	file := testkit.URLs(t)["sqlite"]
	h := newHouse(t, testkit.Open(t, store.CommitteeRoom, file))
	link, err := CreateAdministrator(context.Background(), h.db, "admin@example.al")
	if err != nil {
		t.Fatal(err)
	}
	c := h.browser("10.0.0.1")
	c.Post(link, form("name", "Emër Mbiemër", "password", goodPassword)).Want(303)
	secret := strings.ReplaceAll(c.Get("/account/factor").Find("li strong")[0], " ", "")
	codes := printed.FindAllString(h.enrol(c).Text(), -1)
	var kept string
	h.change(func(tx *store.Tx) error {
		p, err := byEmail(tx, "admin@example.al")
		kept = p.password
		return err
	})
	c.Post("/account/profile", form("name", "Emër Tjetër", "lang", "sq")).Want(303)
	c.Post("/account/people/give", form("place", "durres", "role", "secretary", "email", "ftuar@example.al")).Want(200)

	if faults, _, err := h.db.Verify(context.Background()); err != nil || len(faults) > 0 {
		t.Fatal(faults, err)
	}
	trail := trailOf(t, file)
	for _, private := range []string{"example.al", "Emër", "argon2", kept, secret, codes[0], strings.ReplaceAll(codes[0], "-", ""), strings.TrimPrefix(link, invitationPath(""))} {
		if strings.Contains(trail, private) {
			t.Errorf("the trail holds %q", private)
		}
	}
	for _, told := range []string{"account_person", "account_role", "account_invitation", "administrator", "durres"} {
		if !strings.Contains(trail, told) {
			t.Errorf("the trail does not tell %q", told)
		}
	}
}

// trailOf is the detail of every event in a file, as one text.
func trailOf(t *testing.T, file string) string {
	t.Helper()
	db, err := sql.Open("sqlite", file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var all string
	if err := db.QueryRow(`SELECT group_concat(actor || subject || detail) FROM audit_event`).Scan(&all); err != nil {
		t.Fatal(err)
	}
	return all
}
