package account

import (
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
)

// A Role is an office somebody holds: in a committee, in every committee ("*")
// or in the system ("system"), from a day to a day ("" is open).
type Role struct {
	ID, Committee, Person string
	Role                  access.Role
	Institution           string // for heads and focal points
	From, To, By          string
	Created               store.Time
	Seen                  bool // the head of the institution knows
}

// Roles are the names of the offices, in the order of the policy.
var Roles = code.List{
	{Code: string(access.Secretary), SQ: "sekretar i komitetit", EN: "secretary of the committee"},
	{Code: string(access.Chair), SQ: "kryetar i komitetit (prefekti)", EN: "chair of the committee (prefect)"},
	{Code: string(access.TableChair), SQ: "kryesues i tryezës teknike", EN: "chair of the technical table"},
	{Code: string(access.Head), SQ: "titullar i institucionit", EN: "head of the institution"},
	{Code: string(access.FocalPoint), SQ: "pikë kontakti e institucionit", EN: "focal point of the institution"},
	{Code: string(access.NGOPoint), SQ: "pikë kontakti e organizatës", EN: "focal point of the organisation"},
	{Code: string(access.Coordinator), SQ: "koordinator kombëtar", EN: "national coordinator"},
	{Code: string(access.Auditor), SQ: "auditues", EN: "auditor"},
	{Code: string(access.DPO), SQ: "nëpunës i mbrojtjes së të dhënave", EN: "data protection officer"},
	{Code: string(access.Administrator), SQ: "administrator", EN: "administrator"},
}

// places lists where a role can be held: what a secretary may give is held in
// the committee; an administrator in the system alone.
func places(role access.Role, committee string) bool {
	switch role {
	case access.Administrator:
		return committee == access.System.ID
	case access.Coordinator:
		return committee == access.Every.ID
	case access.Auditor, access.DPO:
		return committee == access.Every.ID || isCommittee(committee)
	case access.Operator, access.Person:
		return false
	}
	return Roles.Has(string(role)) && isCommittee(committee)
}

// isCommittee reports whether id can be a committee's: that of a qark.
func isCommittee(id string) bool {
	return slices.ContainsFunc(code.Qarqe, func(q code.Qark) bool { return q.Slug == id })
}

var addRole = store.WriteSystem(`INSERT INTO account_role (committee_id, id, person_id, role, institution_id, valid_from, valid_to, granted_by, created_at, seen_by_head) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`)

// grantRole gives a role and ends the person's sessions but the one kept ("" for
// none): whoever holds more now has to prove again who they are.
func grantRole(tx *store.Tx, r Role, kept string) error {
	seen := !r.Role.OfInstitution() || r.Role == access.Head
	_, err := tx.Exec(addRole, r.Committee, tx.NewID(), r.Person, string(r.Role), r.Institution, r.From, r.To, r.By, tx.Now(), seen)
	if err != nil {
		return err
	}
	return closeOthers(tx, r.Person, kept)
}
