package committee

import (
	"errors"

	"tryeza/internal/store"
)

var (
	institutions = store.NewTable("committee_institution", "kind, sector, municipality, position, note", (*Institution).fields)
	names        = store.NewTable("committee_name", "institution_id, name, short, name_key, alias, valid_from, valid_to", (*Name).fields)
)

func (i *Institution) fields() []any {
	return []any{&i.ID, &i.Version, &i.Kind, &i.Sector, &i.Municipality, &i.Position, &i.Note}
}

func (n *Name) fields() []any {
	return []any{&n.ID, &n.Version, &n.InstitutionID, &n.Name, &n.Short, &n.Key, &n.Alias, &n.From, &n.To}
}

var (
	allInstitutions = store.Read(`SELECT id, version, kind, sector, municipality, position, note
		FROM committee_institution WHERE committee_id = $1 ORDER BY position, id`)
	allNames = store.Read(`SELECT id, version, institution_id, name, short, name_key, alias, valid_from, valid_to
		FROM committee_name WHERE committee_id = $1 ORDER BY alias, valid_from, id`)
)

// Institutions reads every institution of the committee with its names.
func Institutions(tx *store.Tx) ([]Institution, error) {
	list, err := store.All(tx, allInstitutions, (*Institution).fields)
	if err != nil {
		return nil, err
	}
	all, err := store.All(tx, allNames, (*Name).fields)
	if err != nil {
		return nil, err
	}
	at := map[string]int{}
	for i, inst := range list {
		at[inst.ID] = i
	}
	for _, n := range all {
		i := at[n.InstitutionID]
		list[i].Names = append(list[i].Names, n)
	}
	return list, nil
}

// GetInstitution reads one institution with its names.
func GetInstitution(tx *store.Tx, id string) (Institution, error) {
	inst, err := institutions.Get(tx, id)
	if err != nil {
		return inst, err
	}
	all, err := store.All(tx, allNames, (*Name).fields)
	for _, n := range all {
		if n.InstitutionID == id {
			inst.Names = append(inst.Names, n)
		}
	}
	return inst, err
}

// AddInstitution adds an institution with its first name. Without a position
// it goes to the end of the lists.
func AddInstitution(tx *store.Tx, i Institution, n Name) error {
	if i.Position == 0 {
		last, err := store.Value[int64](tx, lastPosition)
		if err != nil {
			return err
		}
		i.Position = last + 1
	}
	if err := institutions.Add(tx, i); err != nil {
		return err
	}
	n.InstitutionID = i.ID
	return AddName(tx, n)
}

var lastPosition = store.Read(`SELECT COALESCE(MAX(position), 0) FROM committee_institution WHERE committee_id = $1`)

// EditInstitution saves what an institution is. Its name is changed by Rename,
// which keeps the old one, or by CorrectName.
func EditInstitution(tx *store.Tx, to Institution) error {
	return institutions.Edit(tx, to.ID, to.Version, func(i *Institution) error {
		i.Kind, i.Sector, i.Municipality, i.Position, i.Note = to.Kind, to.Sector, to.Municipality, to.Position, to.Note
		return nil
	})
}

// ErrInUse says that an institution is mentioned elsewhere and must stay.
var ErrInUse = errors.New("the institution is mentioned elsewhere")

// mentions counts what points at an institution without a foreign key.
var mentions = store.Read(`SELECT
	(SELECT COUNT(*) FROM meeting_attendance WHERE committee_id = $1 AND institution_id = $2) +
	(SELECT COUNT(*) FROM meeting_line WHERE committee_id = $1 AND institution_id = $2) +
	(SELECT COUNT(*) FROM meeting_call WHERE committee_id = $1 AND institution_id = $2) +
	(SELECT COUNT(*) FROM task WHERE committee_id = $1 AND (owner_id = $2 OR asked_by = $2)) +
	(SELECT COUNT(*) FROM issue_raised WHERE committee_id = $1 AND institution_id = $2) +
	(SELECT COUNT(*) FROM issue_measure WHERE committee_id = $1 AND institution_id = $2) +
	(SELECT COUNT(*) FROM register_partner WHERE committee_id = $1 AND institution_id = $2) +
	(SELECT COUNT(*) FROM programme_service WHERE committee_id = $1 AND institution_id = $2) +
	(SELECT COUNT(*) FROM employment_check WHERE committee_id = $1 AND institution_id = $2) +
	(SELECT COUNT(*) FROM employment_visit WHERE committee_id = $1 AND institution_id = $2) +
	(SELECT COUNT(*) FROM campaign_finding WHERE committee_id = $1 AND institution_id = $2) +
	(SELECT COUNT(*) FROM account_role WHERE committee_id = $1 AND institution_id = $2)`)

// RemoveInstitution removes an institution entered by mistake, with its names.
// One that holds a seat or is mentioned anywhere stays: ErrInUse.
func RemoveInstitution(tx *store.Tx, id string, version int64) error {
	inst, err := GetInstitution(tx, id)
	if err != nil {
		return err
	}
	if n, err := store.Value[int64](tx, mentions, id); err != nil || n > 0 {
		return errors.Join(err, ErrInUse)
	}
	for _, n := range inst.Names {
		if err := names.Remove(tx, n.ID, n.Version); err != nil {
			return err
		}
	}
	if err = institutions.Remove(tx, id, version); errors.Is(err, store.ErrMissing) {
		return ErrInUse
	}
	return err
}
