package register

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"tryeza/internal/figure"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A number as it is kept.
type kept struct {
	id      string
	version int64
	subject string
	Key
	value     *figure.Number
	qualifier string
}

func (k *kept) fields() []any {
	return []any{&k.id, &k.version, &k.subject, &k.What, &k.Day, &k.Part, &k.value, &k.qualifier}
}

func (k kept) quantity() figure.Quantity {
	q := figure.Quantity{Qualifier: figure.Qualifier(k.qualifier)}
	if k.value != nil {
		q.Number = *k.value
	}
	return q
}

// A Partner took part beside the owner of a record: an institution of the
// committee, or one from outside by its name.
type Partner struct {
	ID            string
	Version       int64
	SubjectID     string
	InstitutionID string
	Outside       string
}

func (p *Partner) fields() []any {
	return []any{&p.ID, &p.Version, &p.SubjectID, &p.InstitutionID, &p.Outside}
}

func (a *Asked) fields() []any {
	return []any{&a.ID, &a.Version, &a.SubjectID, &a.Gap, &a.TaskID, &a.AskedOn}
}

var (
	counts   = store.NewTable("register_count", "subject_id, what, day, part, value, qualifier", (*kept).fields)
	partners = store.NewTable("register_partner", "subject_id, institution_id, outside", (*Partner).fields)
	asked    = store.NewTable("register_asked", "subject_id, gap, task_id, asked_on", (*Asked).fields)

	countsOf = store.Read(`SELECT id, version, subject_id, what, day, part, value, qualifier FROM register_count
		WHERE committee_id = $1 AND subject_id = $2`)
	partnersOf = store.Read(`SELECT id, version, subject_id, institution_id, outside FROM register_partner
		WHERE committee_id = $1 AND subject_id = $2 ORDER BY outside, id`)
	allAsked = store.Read(`SELECT a.id, a.version, a.subject_id, a.gap, a.task_id, a.asked_on, t.state FROM register_asked AS a
		JOIN task AS t ON t.committee_id = a.committee_id AND t.id = a.task_id
		WHERE a.committee_id = $1 ORDER BY a.asked_on DESC, a.id`)
	askedOf = store.Read(`SELECT a.id, a.version, a.subject_id, a.gap, a.task_id, a.asked_on FROM register_asked AS a
		WHERE a.committee_id = $1 AND a.subject_id = $2`)
)

// LoadNumbers reads the numbers of a record.
func LoadNumbers(tx *store.Tx, subject string) (Numbers, error) {
	rows, err := store.All(tx, countsOf, (*kept).fields, subject)
	n := Numbers{}
	for _, k := range rows {
		n[k.Key] = k.quantity()
	}
	return n, err
}

// What NumbersIn reads of register_count AS n, and PartnersIn of register_partner
// AS w: lists have one query for all their records.
const (
	CountColumns   = `n.id, n.version, n.subject_id, n.what, n.day, n.part, n.value, n.qualifier`
	PartnerColumns = `w.id, w.version, w.subject_id, w.institution_id, w.outside`
)

// NumbersIn reads the numbers of many records, by record, with a query of the
// feature that owns these.
func NumbersIn(tx *store.Tx, q store.Query, args ...any) (map[string]Numbers, error) {
	rows, err := store.All(tx, q, (*kept).fields, args...)
	of := map[string]Numbers{}
	for _, k := range rows {
		if of[k.subject] == nil {
			of[k.subject] = Numbers{}
		}
		of[k.subject][k.Key] = k.quantity()
	}
	return of, err
}

// PartnersIn is NumbersIn for partners.
func PartnersIn(tx *store.Tx, q store.Query, args ...any) (map[string][]Partner, error) {
	rows, err := store.All(tx, q, (*Partner).fields, args...)
	of := map[string][]Partner{}
	for _, p := range rows {
		of[p.SubjectID] = append(of[p.SubjectID], p)
	}
	return of, err
}

// SaveNumbers makes the numbers of a record those in now, of the keys that mine
// says are to be saved; others stay. A key that is not in now becomes blank.
func SaveNumbers(tx *store.Tx, subject string, now Numbers, mine func(Key) bool) error {
	rows, err := store.All(tx, countsOf, (*kept).fields, subject)
	if err != nil {
		return err
	}
	there := map[Key]kept{}
	for _, k := range rows {
		there[k.Key] = k
	}
	for _, k := range rows {
		if _, stays := now[k.Key]; mine(k.Key) && !stays {
			if err := counts.Remove(tx, k.id, k.version); err != nil {
				return err
			}
		}
	}
	for _, key := range now.Keys() {
		if !mine(key) {
			continue
		}
		if err := saveNumber(tx, subject, key, now[key], there); err != nil {
			return err
		}
	}
	return nil
}

func saveNumber(tx *store.Tx, subject string, key Key, q figure.Quantity, there map[Key]kept) error {
	k, exists := there[key]
	if exists && k.quantity() == q {
		return nil
	}
	k.subject, k.Key, k.value, k.qualifier = subject, key, q.Value(), string(q.Qualifier)
	if !exists {
		k.id = tx.NewID()
		return counts.Add(tx, k)
	}
	return counts.Edit(tx, k.id, k.version, func(was *kept) error { *was = k; return nil })
}

// All says that every number of a record is to be saved.
func All(Key) bool { return true }

// Whats says that the numbers of some counts are to be saved, of the whole record.
func Whats(list ...string) func(Key) bool {
	return func(k Key) bool { return k.Day == "" && slices.Contains(list, k.What) }
}

// LoadPartners reads the partners of a record.
func LoadPartners(tx *store.Tx, subject string) ([]Partner, error) {
	return store.All(tx, partnersOf, (*Partner).fields, subject)
}

// SavePartners makes the partners of a record those in now.
func SavePartners(tx *store.Tx, subject string, now []Partner) error {
	rows, err := LoadPartners(tx, subject)
	if err != nil {
		return err
	}
	same := func(a, b Partner) bool { return a.InstitutionID == b.InstitutionID && a.Outside == b.Outside }
	for _, p := range rows {
		if !slices.ContainsFunc(now, func(x Partner) bool { return same(x, p) }) {
			if err := partners.Remove(tx, p.ID, p.Version); err != nil {
				return err
			}
		}
	}
	for i, p := range now {
		again := func(x Partner) bool { return same(x, p) }
		if slices.ContainsFunc(rows, again) || slices.ContainsFunc(now[:i], again) {
			continue
		}
		p.ID, p.SubjectID = cmp.Or(p.ID, tx.NewID()), subject
		if err := partners.Add(tx, p); err != nil {
			return err
		}
	}
	return nil
}

// StampPartners changes whenever the partners of a record do, as Numbers.Stamp.
func StampPartners(list []Partner) string {
	var said []string
	for _, p := range list {
		said = append(said, fmt.Sprintf("%q %q", p.InstitutionID, p.Outside))
	}
	slices.Sort(said)
	h := sha256.Sum256([]byte(strings.Join(said, "\n")))
	return hex.EncodeToString(h[:8])
}

// WithAsked says of each thing that is missing whether it was asked for.
func WithAsked(tx *store.Tx, list []Missing) error {
	if len(list) == 0 {
		return nil
	}
	rows, err := store.All(tx, allAsked, func(a *Asked) []any { return append(a.fields(), &a.State) })
	latest := map[[2]string]*Asked{}
	for i, a := range rows {
		if of := [2]string{a.SubjectID, a.Gap}; latest[of] == nil {
			latest[of] = &rows[i]
		}
	}
	for i, m := range list {
		if a := latest[[2]string{m.SubjectID, m.Gap}]; a != nil && a.State != "cancelled" {
			list[i].Asked = a
		}
	}
	return err
}

// LoadAsked reads what a record was asked for, for the exchange document.
func LoadAsked(tx *store.Tx, subject string) ([]Asked, error) {
	return store.All(tx, askedOf, (*Asked).fields, subject)
}

// askOnce asks the owner for what is missing: by a task, and only once.
func askOnce(tx *store.Tx, give Asks, m Missing, r Request) (taskID string, err error) {
	list := []Missing{m}
	if err := WithAsked(tx, list); err != nil {
		return "", err
	}
	if a := list[0].Asked; a != nil && a.State != "closed" {
		return a.TaskID, nil
	}
	id, err := give(tx, r)
	if err != nil {
		return "", err
	}
	return id, asked.Add(tx, Asked{ID: tx.NewID(), SubjectID: m.SubjectID, Gap: m.Gap, TaskID: id, AskedOn: text.DayOf(tx.Now().Time)})
}

// Import keeps numbers, partners and requests of a record as a document has them.
// They stand under the identifier of the record alone, so one that a record of
// another register has already is refused: its numbers would be written over.
func Import(tx *store.Tx, subject string, n Numbers, with []Partner, a []Asked) error {
	if err := unused(tx, subject); err != nil {
		return err
	}
	if err := SaveNumbers(tx, subject, n, All); err != nil {
		return err
	}
	if err := SavePartners(tx, subject, with); err != nil {
		return err
	}
	for _, x := range a {
		x.SubjectID = subject
		if err := asked.Add(tx, x); err != nil {
			return err
		}
	}
	return nil
}

func unused(tx *store.Tx, subject string) error {
	numbers, err := LoadNumbers(tx, subject)
	if err != nil {
		return err
	}
	with, err := LoadPartners(tx, subject)
	if len(numbers)+len(with) > 0 {
		return web.Refuse("Id «%s» e ka tashmë një regjistrim tjetër. Jepini tjetër id.", subject)
	}
	return err
}

// ImportAsked keeps that a task asked for what a record lacks, as a document has it.
func ImportAsked(tx *store.Tx, a Asked) error { return asked.Add(tx, a) }
