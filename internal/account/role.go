package account

import (
	"errors"
	"slices"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A Role is an office somebody holds: in a committee, in every committee ("*"),
// in the system ("system") or in a unit ("u:" and its ID), from a day to a day
// ("" is open).
type Role struct {
	ID, Committee, Person string
	Role                  access.Role
	Institution           string // for heads and focal points
	From, To, By          string
	Created               store.Time
	Seen                  bool // the head of the institution knows
	Name, Email           string
}

func (r *Role) fields() []any {
	return []any{&r.ID, &r.Committee, &r.Person, &r.Role, &r.Institution, &r.From, &r.To, &r.By, &r.Created, &r.Seen, &r.Name, &r.Email}
}

// Office is the name of the role.
func (r Role) Office(l text.Lang) string { return Roles.Label(l, string(r.Role)) }

// over reports whether the role had ended before this day.
func (r Role) over(day string) bool { return r.To != "" && r.To < day }

// substitute is a secretary for the time of a leave: one whose end is known.
func (r Role) substitute() bool { return r.Role == access.Secretary && r.To != "" }

// Roles are the names of the offices, in the order of the policy.
var Roles = code.List{
	{Code: string(access.Secretary), SQ: "sekretar i komitetit", EN: "secretary of the committee"},
	{Code: string(access.Chair), SQ: "kryetar i komitetit (prefekti)", EN: "chair of the committee (prefect)"},
	{Code: string(access.TableChair), SQ: "kryetar i tryezës teknike", EN: "chair of the technical table"},
	{Code: string(access.Head), SQ: "titullar i institucionit", EN: "head of the institution"},
	{Code: string(access.FocalPoint), SQ: "pikë kontakti e institucionit", EN: "focal point of the institution"},
	{Code: string(access.NGOPoint), SQ: "pikë kontakti e organizatës", EN: "focal point of the organisation"},
	{Code: string(access.Coordinator), SQ: "koordinator kombëtar", EN: "national coordinator"},
	{Code: string(access.Auditor), SQ: "auditues", EN: "auditor"},
	{Code: string(access.DPO), SQ: "nëpunës i mbrojtjes së të dhënave", EN: "data protection officer"},
	{Code: string(access.Administrator), SQ: "administrator", EN: "administrator"},
	{Code: string(access.Supervisor), SQ: "përgjegjës i NJMF-së", EN: "supervisor of the child protection unit"},
	{Code: string(access.Worker), SQ: "punonjës për mbrojtjen e fëmijës (PMF)", EN: "child protection worker (PMF)"},
	{Code: string(access.FieldWorker), SQ: "punonjës i ekipit të terrenit", EN: "worker of the field team"},
}

// given are the roles a secretary gives. The secretary's own office goes on by
// hand-over, or to a substitute for a time.
var given = pick(func(r access.Role) bool {
	return r == access.Chair || r == access.TableChair || r.OfInstitution()
})

func pick(keep func(access.Role) bool) (list code.List) {
	for _, c := range Roles {
		if keep(access.Role(c.Code)) {
			list = append(list, c)
		}
	}
	return list
}

// fits reports whether a role can be held there: an administrator in the system
// alone, the national coordinator in every committee, members in their own. What
// is held in a unit is not given here: see UnitRoles.
func fits(role access.Role, committee string) bool {
	switch role {
	case access.Administrator:
		return committee == access.System.ID
	case access.Coordinator:
		return committee == access.Every.ID
	case access.Auditor, access.DPO:
		return committee == access.Every.ID || isCommittee(committee)
	case access.Supervisor, access.Worker, access.FieldWorker:
		return false
	}
	return Roles.Has(string(role)) && isCommittee(committee)
}

// isCommittee reports whether id can be a committee's: that of a qark.
func isCommittee(id string) bool {
	return slices.ContainsFunc(code.Qarqe, func(q code.Qark) bool { return q.Slug == id })
}

// placeName is where a role is held, in words.
func placeName(l text.Lang, committee string) string {
	switch committee {
	case access.System.ID:
		return text.T(l, "Tryeza (sistemi)")
	case access.Every.ID:
		return text.T(l, "të gjitha komitetet")
	}
	for _, q := range code.Qarqe {
		if q.Slug == committee {
			return text.T(l, "Komiteti Rajonal Antitrafik %s", q.Name)
		}
	}
	return committee
}

const roleColumns = `r.id, r.committee_id, r.person_id, r.role, r.institution_id, r.valid_from, r.valid_to, r.granted_by, r.created_at, r.seen_by_head, p.name, p.email
	FROM account_role r JOIN account_person p ON p.id = r.person_id`

var (
	addRole   = store.WriteSystem(`INSERT INTO account_role (committee_id, id, person_id, role, institution_id, valid_from, valid_to, granted_by, created_at, seen_by_head) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`)
	rolesIn   = dualRead(`SELECT ` + roleColumns + ` WHERE r.committee_id = $1 AND (r.valid_to = '' OR r.valid_to >= $2) ORDER BY r.created_at, r.id`)
	oneRole   = dualRead(`SELECT ` + roleColumns + ` WHERE r.committee_id = $1 AND r.id = $2`)
	setEnd    = dualWrite(`UPDATE account_role SET valid_to = $3 WHERE committee_id = $1 AND id = $2`)
	setSeen   = store.Write(`UPDATE account_role SET seen_by_head = $3 WHERE committee_id = $1 AND id = $2`)
	rolesOf   = store.ReadSystem(`SELECT ` + roleColumns + ` WHERE r.person_id = $1 AND (r.valid_to = '' OR r.valid_to >= $2) ORDER BY r.created_at, r.id`)
	allRoles  = store.ReadSystem(`SELECT ` + roleColumns + ` WHERE r.valid_to = '' OR r.valid_to >= $1 ORDER BY r.created_at, r.id`)
	sameRole  = dualRead(`SELECT ` + roleColumns + ` WHERE r.committee_id = $1 AND p.email = $2 AND r.role = $3 AND r.institution_id = $4 AND r.valid_to = ''`)
	elsewhere = store.Read(`SELECT count(*) FROM account_role WHERE committee_id <> $1 AND person_id = $2 AND (valid_to = '' OR valid_to >= $3)`)
)

// grantRole gives a role and ends the person's sessions but the one kept ("" for
// none): whoever holds more now has to prove again who they are.
func grantRole(tx *store.Tx, r Role, kept string) error {
	if err := apart(tx, r); err != nil {
		return err
	}
	seen := !r.Role.OfInstitution() || r.Role == access.Head
	_, err := tx.Exec(addRole, r.Committee, tx.NewID(), r.Person, string(r.Role), r.Institution, r.From, r.To, r.By, tx.Now(), seen)
	if err != nil {
		return err
	}
	return closeOthers(tx, r.Person, kept)
}

func getRole(tx *store.Tx, committee, id string) (Role, error) {
	list, err := dualAll(tx, oneRole, (*Role).fields, committee, id)
	if err == nil && len(list) == 0 {
		err = store.ErrNotFound
	}
	if err != nil {
		return Role{}, err
	}
	return list[0], nil
}

// endRole makes day the last day of a role. "" ends it at once: its last day
// was yesterday.
func endRole(tx *store.Tx, r Role, day string) error {
	if day == "" {
		day = text.DayOf(tx.Now().Add(-24 * time.Hour))
	}
	_, err := setEnd.exec(tx, r.Committee, r.ID, day)
	return err
}

// errHeld says that somebody has the role already.
var errHeld = errors.New("the person holds this role already")

// refuseHeld fails with errHeld if the owner of the address has the role
// without an end.
func refuseHeld(tx *store.Tx, i Invitation) error {
	list, err := dualAll(tx, sameRole, (*Role).fields, i.Committee, i.Email, string(i.Role), i.Institution)
	if err == nil && len(list) > 0 && i.To == "" {
		err = errHeld
	}
	return err
}

// explainHeld puts errHeld into the form, where it can be mended.
func explainHeld(f *web.Form, err error) error {
	if errors.Is(err, errHeld) {
		f.Fail("email", "Ky person e ka tashmë këtë detyrë. Shkruani një adresë tjetër.")
		return nil
	}
	return err
}

// byOffice sorts roles as people look for them: by office, then by name.
func byOffice(list []Role) {
	text.Sort(list, func(r Role) string { return r.Name })
	slices.SortStableFunc(list, func(a, b Role) int { return Roles.Index(string(a.Role)) - Roles.Index(string(b.Role)) })
}
