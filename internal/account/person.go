package account

import (
	"errors"
	"log/slog"
	"strings"

	"tryeza/internal/store"
	"tryeza/internal/text"
)

// A Person has an account. Their name is for themselves, the secretary, the
// head of their institution and the administrators; everybody else sees offices.
type Person struct {
	ID, Email, Name string
	Lang            text.Lang
	password        string // PHC, "" when nobody can sign in with one
	factor          string // "" until chosen, then withApp or withCodes
	secret, next    string // sealed: of the application in use, and of one being set up
	lastStep        int64  // the last time step a code was taken for
}

// LogValue keeps names and addresses out of the log.
func (p Person) LogValue() slog.Value { return slog.StringValue("person " + p.ID) }

const personColumns = `p.id, p.email, p.name, p.lang, p.password, p.second_factor, p.totp_secret, p.totp_next, p.totp_last`

func (p *Person) fields() []any {
	return []any{&p.ID, &p.Email, &p.Name, &p.Lang, &p.password, &p.factor, &p.secret, &p.next, &p.lastStep}
}

var (
	personByEmail = store.ReadSystem(`SELECT ` + personColumns + ` FROM account_person p WHERE p.email = $1`)
	personByID    = store.ReadSystem(`SELECT ` + personColumns + ` FROM account_person p WHERE p.id = $1`)
	addPerson     = store.WriteSystem(`INSERT INTO account_person (id, email, name, lang, password, second_factor, totp_secret, totp_next, totp_last, created_at) VALUES ($1, $2, $3, $4, $5, '', '', $6, 0, $7)`)
	setOwn        = store.WriteSystem(`UPDATE account_person SET name = $2, lang = $3 WHERE id = $1`)
	setPassword   = store.WriteSystem(`UPDATE account_person SET password = $2 WHERE id = $1`)
)

// byEmail finds the person with this address; ID is "" when there is none.
func byEmail(tx *store.Tx, email string) (Person, error) {
	p, err := store.One(tx, personByEmail, (*Person).fields, email)
	if errors.Is(err, store.ErrNotFound) {
		return Person{}, nil
	}
	return p, err
}

func byID(tx *store.Tx, id string) (Person, error) {
	return store.One(tx, personByID, (*Person).fields, id)
}

// create adds a person without a second factor; they choose one before they
// can do anything else.
func create(tx *store.Tx, p Person) error {
	_, err := tx.Exec(addPerson, p.ID, hidden(p.Email), hidden(p.Name), string(p.Lang), hidden(p.password), hidden(p.next), tx.Now())
	return err
}

// foldEmail is the address as it is kept and compared: nobody has two accounts
// for one mailbox because of a capital letter.
func foldEmail(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// validEmail is a plausibility check: the proof is that the link arrives.
func validEmail(s string) bool {
	name, host, ok := strings.Cut(s, "@")
	return ok && name != "" && strings.Contains(strings.Trim(host, "."), ".") && !strings.ContainsAny(s, " \t\r\n,;<>\"") && len(s) <= 254 && !strings.Contains(host, "@")
}
