package disclosure

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"time"

	"tryeza/internal/child"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// A Look is one time that somebody opened a file, or tried to, as the trail of
// the unit has it.
type Look struct {
	Seq     int64
	At      store.Time
	Person  string
	File    string // id; "" when it was no one file
	Did     string // Deeds
	Purpose string // child.Purposes, or ""
	Classes child.Set
	Refused bool
	Files   int // of a list
	Marks   []string
}

// Deeds are what was done with a file.
var Deeds = code.List{
	{Code: "read", SQ: "u hap", EN: "opened"},
	{Code: "wrote", SQ: "u shkrua në dosje", EN: "written to"},
	{Code: "entered", SQ: "filloi një hyrje emergjente", EN: "an emergency entry began"},
	{Code: "joined", SQ: "hyri vetë në ekip", EN: "joined the team"},
	{Code: "offered", SQ: "ia ofroi rastin një njësie tjetër", EN: "offered the case to another unit"},
	{Code: "paper", SQ: "u nxor një dokument", EN: "a document was taken out"},
	{Code: "list", SQ: "u hap lista e dosjeve të veta", EN: "own list of files opened"},
	{Code: "compare", SQ: "u krahasuan dosjet e njësisë", EN: "the unit's files were compared"},
	{Code: "export", SQ: "u nxor një listë dosjesh", EN: "a list of files was taken out"},
}

// Marks say what is unusual in a look.
var Marks = code.List{
	{Code: "refused", SQ: "nuk u lejua", EN: "refused"},
	{Code: "emergency", SQ: "emergjencë", EN: "emergency"},
	{Code: "outside", SQ: "nga jashtë ekipit", EN: "from outside the team"},
	{Code: "hours", SQ: "jashtë orarit", EN: "out of hours"},
	{Code: "many", SQ: "shumë dosje në një orë", EN: "many files in an hour"},
	{Code: "compares", SQ: "shumë krahasime në një orë", EN: "many comparisons in an hour"},
}

// A deed is one operation as an event of the trail has it.
type deed struct {
	Verb    string            `json:"verb"`
	Table   string            `json:"table"`
	Changes map[string][2]any `json:"changes"`
	Args    []any             `json:"args"`
}

// added reports whether a row was added to a table with these values.
func (d deed) added(table string, with map[string]string) bool {
	for column, value := range with {
		if d.Changes[column][1] != value {
			return false
		}
	}
	return d.Verb == "add" && d.Table == table
}

// lookOf reads an event; false when it is no look. That a file was asked for is
// recorded before what came of it, as an event of its own without any operation.
func lookOf(e store.Event) (Look, bool) {
	var deeds []deed
	if json.Unmarshal([]byte(e.Detail), &deeds) != nil || len(deeds) == 0 {
		return Look{}, false
	}
	l := Look{Seq: e.Seq, At: e.At, Person: e.Actor, Did: "wrote"}
	if e.Kind == "child" {
		l.File = e.Subject
	}
	i := slices.IndexFunc(deeds, func(d deed) bool { return d.Verb == "look" })
	switch {
	case i >= 0:
		return l.read(e.Kind, deeds[i].Args)
	case e.Verb == "child.assign":
		return l.joined(e, deeds)
	case slices.ContainsFunc(deeds, func(d deed) bool {
		return d.added("disclosure_notice", map[string]string{"kind": "offered"})
	}):
		l.Did = "offered"
	case e.Verb == "disclosure.emergency":
		l.Did, l.Purpose = "entered", emergency
	}
	return l, e.Kind == "child"
}

// joined is a look at a file, or at several, whose team somebody put themselves on.
func (l Look) joined(e store.Event, deeds []deed) (Look, bool) {
	for _, d := range deeds {
		if d.added("child_person", map[string]string{"person_id": e.Actor, "relation": "team"}) {
			l.Did, l.Files = "joined", l.Files+1
			l.File, _ = d.Changes["child_id"][1].(string)
		}
	}
	switch l.Files {
	case 1:
		l.Files = 0
	case 0:
	default:
		l.File = ""
	}
	return l, e.Kind == "child" || l.Did == "joined"
}

// read is a look with what was noted of it: the purpose and the classes that were
// read, or "refused"; of a list, how many files.
func (l Look) read(kind string, args []any) (Look, bool) {
	if len(args) < 2 {
		return l, false
	}
	first, _ := args[0].(string)
	second, _ := args[1].(string)
	n, _ := args[1].(float64)
	switch {
	case kind == "export":
		l.Did, l.Files = "export", len(args)-2
	case kind == "caseload" && first == string(child.Compare):
		l.Did, l.Files = "compare", int(n)
	case kind == "caseload":
		l.Did, l.Files = "list", int(n)
	case first == "document":
		l.Did = "paper"
	default:
		l.Did, l.Purpose, l.Refused, l.Classes = "read", first, second == "refused", child.ParseSet(second)
	}
	return l, kind == "child" || kind == "caseload" || kind == "export"
}

// mostLooks is how many events of a kind are read at once.
const mostLooks = 5_000

// looksIn are the looks of a window, newest first, with what is unusual marked;
// whole is false when there were more than are read. Those at files that the
// reader has a conflict of interest with are left out.
func looksIn(tx *store.Tx, w store.Window) (list []Look, whole bool, err error) {
	whole = true
	barred, err := store.All(tx, barredFrom, one, tx.Grant().Actor(), text.DayOf(tx.Now().Time))
	for _, kind := range []string{"child", "caseload", "export", "reassign"} {
		var events []store.Event
		if err == nil {
			events, err = tx.Trail(w, store.Subject{Kind: kind}, math.MaxInt64, mostLooks)
		}
		whole = whole && len(events) < mostLooks
		for _, e := range events {
			if l, ok := lookOf(e); ok && !slices.Contains(barred, l.File) {
				list = append(list, l)
			}
		}
	}
	slices.SortFunc(list, func(a, b Look) int { return int(b.Seq - a.Seq) })
	mark(list)
	return list, whole, err
}

var barredFrom = store.ReadUnit(`SELECT child_id FROM child_person
	WHERE owner_id = $1 AND person_id = $2 AND relation = 'conflict' AND valid_from <= $3 AND (valid_to = '' OR valid_to >= $3)`)

// looksAt are the looks at one file, newest first.
func looksAt(tx *store.Tx, file string, n int) ([]Look, error) {
	events, err := tx.Trail(store.Window{}, store.Subject{Kind: "child", ID: file}, math.MaxInt64, n)
	var list []Look
	for _, e := range events {
		if l, ok := lookOf(e); ok {
			list = append(list, l)
		}
	}
	mark(list)
	return list, err
}

// From how many different files that one person opens within an hour, and how many
// comparisons that they make, it is marked. These are thresholds for looking
// closer, and no rules.
const (
	manyFiles       = 10
	manyComparisons = 20
)

// mark notes what is unusual in looks that are sorted newest first.
func mark(list []Look) {
	seen, compared := map[string][]Look{}, map[string][]Look{} // by person, within the last hour
	for i, l := range slices.Backward(list) {
		add := func(ok bool, m string) {
			if ok {
				list[i].Marks = append(list[i].Marks, m)
			}
		}
		add(l.Refused, "refused")
		add(l.Purpose == emergency, "emergency")
		add(l.Did == "joined" || l.Did == "offered", "outside")
		add(!inHours(l.At.Time), "hours")
		if l.Did == "compare" {
			compared[l.Person] = append(lately(compared[l.Person], l), l)
			add(len(compared[l.Person]) >= manyComparisons, "compares")
		}
		if l.File == "" || l.Refused {
			continue
		}
		recent := slices.DeleteFunc(lately(seen[l.Person], l), func(x Look) bool { return x.File == l.File })
		seen[l.Person] = append(recent, l)
		add(len(seen[l.Person]) >= manyFiles, "many")
	}
}

// lately are those of earlier looks that were within the hour before one.
func lately(earlier []Look, l Look) []Look {
	return slices.DeleteFunc(earlier, func(x Look) bool { return l.At.Sub(x.At.Time) > time.Hour })
}

// Hours in which offices work, with some to spare on both sides; Saturday and
// Sunday are out of hours. Field teams work at night as well: a mark is a reason
// to look closer, and no reproach.
const (
	opens  = "07:00"
	closes = "19:00"
)

func inHours(at time.Time) bool {
	day, err := time.Parse(time.DateOnly, text.DayOf(at))
	hour := text.HourOf(at)
	weekend := day.Weekday() == time.Saturday || day.Weekday() == time.Sunday
	return err == nil && !weekend && hour >= opens && hour < closes
}

// Unusual reports whether anything of a look is marked.
func (l Look) Unusual() bool { return len(l.Marks) > 0 }

// narrowed are the looks of a person and at a file; "" is any.
func narrowed(list []Look, person, file string) []Look {
	return slices.DeleteFunc(list, func(l Look) bool {
		return person != "" && l.Person != person || file != "" && l.File != file
	})
}

var codesOf = store.ReadUnit(`SELECT id, code FROM child WHERE owner_id = $1`)

// codes are the codes of the unit's files by their ids.
func codes(tx *store.Tx) (map[string]string, error) {
	type pair struct{ id, code string }
	list, err := store.All(tx, codesOf, func(p *pair) []any { return []any{&p.id, &p.code} })
	m := map[string]string{}
	for _, p := range list {
		m[p.id] = p.code
	}
	return m, err
}

// classNames are the classes of a set in words.
func classNames(l text.Lang, s child.Set) string {
	if all := child.ParseSet(strings.Join(child.Classes.Codes(), " ")); s == all {
		return text.T(l, "gjithë dosja")
	}
	var list []string
	for _, c := range child.Classes {
		if s.Has(child.Class(c.Code)) {
			list = append(list, c.Name(l))
		}
	}
	return text.List(l, list)
}
