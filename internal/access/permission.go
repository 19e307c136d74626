package access

import (
	"maps"
	"slices"
	"strings"
)

// A Role is an office a person holds, not the person.
type Role string

const (
	Secretary     Role = "secretary"     // of the committee, in the prefecture; or a substitute during leave
	Chair         Role = "chair"         // the prefect
	TableChair    Role = "table_chair"   // chairs the technical table
	Head          Role = "head"          // of a member institution
	FocalPoint    Role = "focal_point"   // of a state institution
	NGOPoint      Role = "ngo_point"     // focal point of a non-governmental organisation
	Coordinator   Role = "coordinator"   // national coordinator's office
	Auditor       Role = "auditor"       // reads the audit trail
	DPO           Role = "dpo"           // data protection officer
	Administrator Role = "administrator" // grants roles and reads nothing else
	Supervisor    Role = "supervisor"    // of a child protection unit
	Worker        Role = "worker"        // child protection worker (PMF)
	FieldWorker   Role = "field_worker"  // of a field team
	Operator      Role = "operator"      // the command line of the server
	Person        Role = "person"        // everybody who is signed in, for their own account
)

// Roles lists the roles in the order of the policy table.
var Roles = []Role{Secretary, Chair, TableChair, Head, FocalPoint, NGOPoint, Coordinator, Auditor, DPO, Administrator, Supervisor, Worker, FieldWorker, Operator, Person}

// OfUnit reports whether the role is held in a child protection unit. Nobody
// but the unit itself gives one.
func (r Role) OfUnit() bool { return r == Supervisor || r == Worker || r == FieldWorker }

// OfInstitution reports whether the role is held for one institution.
func (r Role) OfInstitution() bool { return r == Head || r == FocalPoint || r == NGOPoint }

type reach int

const (
	none reach = iota
	own        // what one's own institution owns
	all        // everything in the scope
)

// A Permission names one thing that can be done, who may do it, and whether
// merely looking is recorded.
type Permission struct {
	name    string
	kind    Kind
	holders map[Role]reach
	writes  bool
	audited bool
	touches []string
}

var declared []Permission

func declare(p Permission) Permission {
	declared = append(declared, p)
	return p
}

// Permissions returns every declared permission in order of declaration.
func Permissions() []Permission { return slices.Clone(declared) }

func (p Permission) String() string { return p.name }

// Kind is the kind of scope the permission is held in.
func (p Permission) Kind() Kind { return p.kind }

// Writes reports whether the permission may be used with store.Change.
func (p Permission) Writes() bool { return p.writes }

// Audited reports whether even a look is recorded.
func (p Permission) Audited() bool { return p.audited }

// Feature is the package the permission belongs to: "plan" for "plan.approve".
func (p Permission) Feature() string { f, _, _ := strings.Cut(p.name, "."); return f }

// Touches lists the other features whose queries the permission may run.
func (p Permission) Touches() []string { return slices.Clone(p.touches) }

// Allows reports whether the permission may run queries of this feature.
func (p Permission) Allows(feature string) bool {
	return feature == p.Feature() || slices.Contains(p.touches, feature)
}

// Reach describes what a role reaches with p: "all", "own" or "".
func (p Permission) Reach(r Role) string { return [...]string{"", "own", "all"}[p.holders[r]] }

// holders builds the table row of a permission.
type holders map[Role]reach

func (h holders) with(r reach, roles ...Role) holders {
	h = maps.Clone(h)
	for _, role := range roles {
		h[role] = r
	}
	return h
}

func everywhere(roles ...Role) holders { return holders{}.with(all, roles...) }

// forOwn adds roles that reach only what their own institution owns.
func (h holders) forOwn(roles ...Role) holders { return h.with(own, roles...) }

func read(name string, h holders, touches ...string) Permission {
	return declare(Permission{name: name, kind: InCommittee, holders: h, touches: touches})
}

func watch(name string, h holders) Permission {
	return declare(Permission{name: name, kind: InCommittee, holders: h, audited: true})
}

func write(name string, h holders, touches ...string) Permission {
	return declare(Permission{name: name, kind: InCommittee, holders: h, writes: true, touches: touches})
}

func readSystem(name string, h holders) Permission {
	return declare(Permission{name: name, kind: InSystem, holders: h})
}

func writeSystem(name string, h holders, touches ...string) Permission {
	return declare(Permission{name: name, kind: InSystem, holders: h, writes: true, touches: touches})
}

// The builders for the casework room: what is held in a unit.

func readUnit(name string, h holders, touches ...string) Permission {
	return declare(Permission{name: name, kind: InInstitution, holders: h, touches: touches})
}

func watchUnit(name string, h holders, touches ...string) Permission {
	return declare(Permission{name: name, kind: InInstitution, holders: h, audited: true, touches: touches})
}

func writeUnit(name string, h holders, touches ...string) Permission {
	return declare(Permission{name: name, kind: InInstitution, holders: h, writes: true, touches: touches})
}

// readHatch is for figures about children: grouped counts for a committee.
func readHatch(name string, h holders) Permission {
	return declare(Permission{name: name, kind: InHatch, holders: h})
}

func writeKeys(name string, h holders) Permission {
	return declare(Permission{name: name, kind: InKeys, holders: h, writes: true})
}
