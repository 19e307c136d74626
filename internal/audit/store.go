package audit

import (
	"time"

	"tryeza/internal/access"
	"tryeza/internal/store"
)

// A heldRole is a role somebody held in the committee, with its days.
type heldRole struct{ person, role, institution, from, to string }

func (h heldRole) on(day string) bool { return h.from <= day && (h.to == "" || day <= h.to) }

var (
	rolesHeld    = store.Read(`SELECT person_id, role, institution_id, valid_from, valid_to FROM account_role WHERE committee_id = $1 ORDER BY valid_from, id`)
	institutions = store.Read(`SELECT institution_id, name FROM committee_named WHERE committee_id = $1 ORDER BY since`)
)

// load reads what it takes to put events into words.
func (d *reader) load(tx *store.Tx) error {
	d.names = &namer{tx: tx, known: map[[2]string][2]string{}}
	held, err := store.All(tx, rolesHeld, func(h *heldRole) []any { return []any{&h.person, &h.role, &h.institution, &h.from, &h.to} })
	if err != nil {
		return err
	}
	d.held = map[string][]heldRole{}
	for _, h := range held {
		d.held[h.person] = append(d.held[h.person], h)
	}
	names, err := store.All(tx, institutions, func(n *[2]string) []any { return []any{&n[0], &n[1]} })
	d.institutions = map[string]string{}
	for _, n := range names {
		d.institutions[n[0]] = n[1] // the latest name is last
	}
	return err
}

// events reads up to n events before the one numbered before, of a day or, when
// that is "", of all days; newest first. Looks at the trail itself are left out
// unless they are asked for.
func events(tx *store.Tx, day string, looks bool, before int64, n int) ([]store.Event, error) {
	var w store.Window
	if !looks {
		w.Without = access.ReadAudit.String()
	}
	if day != "" {
		var err error
		if w.From, w.To, err = bounds(day); err != nil {
			return nil, err
		}
	}
	return tx.AuditEvents(w, before, n)
}

// bounds are the first instant of a day in Albania, and that of the next one.
func bounds(day string) (from, to store.Time, err error) {
	zone, err := time.LoadLocation("Europe/Tirane") // package text brings the zones
	if err != nil {
		return from, to, err
	}
	t, err := time.ParseInLocation(time.DateOnly, day, zone)
	return store.At(t), store.At(t.AddDate(0, 0, 1)), err
}
