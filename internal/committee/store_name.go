package committee

import (
	"errors"
	"slices"

	"tryeza/internal/store"
	"tryeza/internal/text"
)

// What cannot be done with a name.
var (
	ErrTooEarly = errors.New("the new name must begin after the present one")
	ErrOnlyName = errors.New("an institution keeps its only name")
)

// AddName adds a name as it is, which an import of many years needs. Rename and
// AddAlias are what people do.
func AddName(tx *store.Tx, n Name) error {
	n.ID, n.Key = tx.NewID(), text.Fold(n.Name)
	return names.Add(tx, n)
}

// Rename gives an institution a new official name from a day on; the one before
// ends the day before. It reports ErrTooEarly for a day on which the present
// name had not begun yet.
func Rename(tx *store.Tx, institution string, n Name) error {
	inst, err := GetInstitution(tx, institution)
	if err != nil {
		return err
	}
	last := inst.official()
	if len(last) == 0 {
		return store.ErrNotFound
	}
	now := last[len(last)-1]
	if n.From <= now.From {
		return ErrTooEarly
	}
	err = names.Edit(tx, now.ID, now.Version, func(x *Name) error { x.To = dayBefore(n.From); return nil })
	if err != nil {
		return err
	}
	n.InstitutionID, n.Alias = institution, false
	return AddName(tx, n)
}

// AddAlias adds another way people write the name of an institution.
func AddAlias(tx *store.Tx, institution, alias string) error {
	return AddName(tx, Name{InstitutionID: institution, Name: alias, Alias: true})
}

// GetName reads one name.
func GetName(tx *store.Tx, id string) (Name, error) { return names.Get(tx, id) }

// CorrectName mends the spelling of a name that was always meant so. The days
// it held stay.
func CorrectName(tx *store.Tx, to Name) error {
	return names.Edit(tx, to.ID, to.Version, func(n *Name) error {
		n.Name, n.Short, n.Key = to.Name, to.Short, text.Fold(to.Name)
		return nil
	})
}

// RemoveName removes an alias, or takes back the last renaming: the name before
// then holds as long as the removed one did. The only name stays: ErrOnlyName.
func RemoveName(tx *store.Tx, id string, version int64) error {
	n, err := GetName(tx, id)
	if err != nil {
		return err
	}
	if n.Alias {
		return names.Remove(tx, id, version)
	}
	inst, err := GetInstitution(tx, n.InstitutionID)
	if err != nil {
		return err
	}
	last := inst.official()
	if len(last) < 2 || last[len(last)-1].ID != id {
		return ErrOnlyName
	}
	before := last[len(last)-2]
	if err := names.Remove(tx, id, version); err != nil {
		return err
	}
	return names.Edit(tx, before.ID, before.Version, func(x *Name) error { x.To = n.To; return nil })
}

// official lists the official names, oldest first.
func (i Institution) official() []Name {
	return slices.DeleteFunc(slices.Clone(i.Names), func(n Name) bool { return n.Alias })
}
