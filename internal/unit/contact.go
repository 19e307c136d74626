package unit

import (
	"strings"

	"tryeza/internal/store"
	"tryeza/internal/text"
)

// A Contact is somebody to call, with the days the number held.
type Contact struct {
	ID       string
	Version  int64
	Name     string // an office or a line, no person's
	Phone    string
	For      string // what one calls it for
	Danger   bool   // stands on the danger button of every field page
	Position int64
	From, To string // days; "" is open
	Verified bool   // somebody called it
}

func (c *Contact) fields() []any {
	return []any{&c.ID, &c.Version, &c.Name, &c.Phone, &c.For, &c.Danger, &c.Position, &c.From, &c.To, &c.Verified}
}

var (
	contacts    = store.NewUnitTable("unit_contact", "name, phone, what_for, danger, position, valid_from, valid_to, verified", (*Contact).fields)
	allContacts = store.ReadUnit(`SELECT id, version, name, phone, what_for, danger, position, valid_from, valid_to, verified
		FROM unit_contact WHERE owner_id = $1 ORDER BY position, name, id`)
)

// firstContacts are what a unit starts with. The third line is said not to
// answer always, so nobody has confirmed it.
var firstContacts = []Contact{
	{Name: "Policia", Phone: "112", For: "Rrezik i menjëhershëm", Danger: true, Position: 1, Verified: true},
	{Name: "Linja e fëmijëve", Phone: "116 111", For: "Çdo shqetësim për një fëmijë, në çdo orë", Danger: true, Position: 2, Verified: true},
	{Name: "Linja kundër trafikimit", Phone: "116 006", For: "Dyshim për trafikim", Position: 3},
}

// On reports whether the number holds on a day.
func (c Contact) On(day string) bool { return c.From <= day && (c.To == "" || day <= c.To) }

// Dial is the number as a telephone dials it.
func (c Contact) Dial() string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == '+' {
			return r
		}
		return -1
	}, c.Phone)
}

// isPhone reports whether a number can be dialled: digits, with what people set
// between them.
func isPhone(s string) bool {
	digits := 0
	for i, r := range s {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case r == '+' && i == 0, r == ' ', r == '-', r == '/', r == '(', r == ')':
		default:
			return false
		}
	}
	return digits >= 3 && digits <= 15
}

func readContacts(tx *store.Tx) ([]Contact, error) {
	return store.All(tx, allContacts, (*Contact).fields)
}

// addContact puts a number at the end of the list.
func addContact(tx *store.Tx, c Contact) error {
	all, err := readContacts(tx)
	for _, x := range all {
		c.Position = max(c.Position, x.Position+1)
	}
	if err != nil {
		return err
	}
	c.ID = tx.NewID()
	return contacts.Add(tx, c)
}

// endContact takes a number off the list at once: its last day was yesterday.
func endContact(tx *store.Tx, id string, version int64) error {
	return contacts.Edit(tx, id, version, func(c *Contact) error {
		c.To = dayBefore(text.DayOf(tx.Now().Time))
		return nil
	})
}

// confirmContact notes that somebody called the number.
func confirmContact(tx *store.Tx, id string, version int64) error {
	return contacts.Edit(tx, id, version, func(c *Contact) error {
		c.Verified = true
		return nil
	})
}
