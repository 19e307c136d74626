package child

import (
	"slices"
	"strings"

	"tryeza/internal/code"
)

// A Class of what a file holds. Who may read which is decided by class.
type Class string

const (
	Existence    Class = "existence"    // that there is a file: its code, state and who is responsible
	Coordination Class = "coordination" // sex, age, municipality, risk: what others need to act together
	Identity     Class = "identity"     // names, birth, guardians, numbers
	Place        Class = "place"        // where the child lives, a safe way to reach the family
	Education    Class = "education"
	Health       Class = "health"
	Welfare      Class = "welfare"    // civil registration, economic aid, the parents' work
	Protection   Class = "protection" // assessment, group, plan, measures
	Narrative    Class = "narrative"  // what somebody wrote down
	Sensitive    Class = "sensitive"  // ethnicity: voluntary, off unless the unit turned it on
)

// Classes are the names of the classes, in the order of the table of rights.
var Classes = code.List{
	{Code: string(Existence), SQ: "ekzistenca e dosjes", EN: "that there is a file"},
	{Code: string(Coordination), SQ: "bashkërendimi", EN: "coordination"},
	{Code: string(Identity), SQ: "identiteti", EN: "identity"},
	{Code: string(Place), SQ: "vendbanimi dhe kontakti i sigurt", EN: "residence and safe contact"},
	{Code: string(Education), SQ: "arsimi i fëmijës", EN: "the child's education"},
	{Code: string(Health), SQ: "shëndeti i fëmijës", EN: "the child's health"},
	{Code: string(Welfare), SQ: "gjendja e familjes", EN: "the family's situation"},
	{Code: string(Protection), SQ: "mbrojtja dhe masat", EN: "protection and measures"},
	{Code: string(Narrative), SQ: "shënimet", EN: "notes"},
	{Code: string(Sensitive), SQ: "të dhëna sensitive", EN: "sensitive data"},
}

// A Set of classes.
type Set uint16

// SetOf is the set of these classes; what is no class is left out.
func SetOf(list ...Class) (s Set) {
	for _, c := range list {
		if i := Classes.Index(string(c)); i >= 0 {
			s |= 1 << i
		}
	}
	return s
}

// ParseSet reads what String writes.
func ParseSet(text string) (s Set) {
	for c := range strings.FieldsSeq(text) {
		s |= SetOf(Class(c))
	}
	return s
}

// whole is every class.
var whole = Set(1<<len(Classes) - 1)

// Has reports whether c is in the set.
func (s Set) Has(c Class) bool { return s&SetOf(c) != 0 }

// String lists the classes in their order, with spaces between.
func (s Set) String() string {
	var list []string
	for _, c := range Classes {
		if s.Has(Class(c.Code)) {
			list = append(list, c.Code)
		}
	}
	return strings.Join(list, " ")
}

// A Purpose somebody opens a file for. It is recorded with the look.
type Purpose string

const (
	Care      Purpose = "care"      // to work on the case
	Supervise Purpose = "supervise" // to look after those who do
	HandOver  Purpose = "handover"  // to pack it for another unit
	Compare   Purpose = "compare"   // to find out whether two files are one child
	Released  Purpose = "released"  // because the owner let one read a part
	Emergency Purpose = "emergency" // a child in danger, and nobody of the team at hand
	Oversight Purpose = "oversight" // to look after who looked
)

// Purposes are their names, in the words of the trail.
var Purposes = code.List{
	{Code: string(Care), SQ: "puna me rastin", EN: "work on the case"},
	{Code: string(Supervise), SQ: "mbikëqyrja", EN: "supervision"},
	{Code: string(HandOver), SQ: "dorëzimi i rastit", EN: "hand-over of the case"},
	{Code: string(Compare), SQ: "krahasimi i dosjeve", EN: "comparing files"},
	{Code: string(Released), SQ: "pjesë e lejuar nga përgjegjësi", EN: "a part released by the owner"},
	{Code: string(Emergency), SQ: "hyrje emergjente", EN: "emergency access"},
	{Code: string(Oversight), SQ: "mbikëqyrja e hapjeve", EN: "oversight of looks"},
}

// Known reports whether p is a purpose.
func (p Purpose) Known() bool { return slices.Contains(Purposes.Codes(), string(p)) }
