package store

import (
	"fmt"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"

	"tryeza/internal/access"
)

// A Query is a registered statement. Only Read, Write and their kin make one,
// so no unregistered SQL can reach the database: every statement is known at
// start-up, checked for its scope, and compiled on both dialects.
type Query struct{ n int }

type query struct {
	text, owner string // owner is the package that registered it
	kind        access.Kind
	write       bool
}

var queries []query

// Read registers a SELECT in the committee room. $1 is always the committee.
func Read(text string) Query { return register(query{text, caller(), access.InCommittee, false}) }

// Write registers an INSERT, UPDATE or DELETE in the committee room. $1 is
// always the committee. A package writes only tables named after it.
func Write(text string) Query { return register(query{text, caller(), access.InCommittee, true}) }

// ReadSystem registers a SELECT over the package's own tables across all
// committees. $1 is the first argument.
func ReadSystem(text string) Query { return register(query{text, caller(), access.InSystem, false}) }

// WriteSystem is Write for the system scope. $1 is the first argument.
func WriteSystem(text string) Query { return register(query{text, caller(), access.InSystem, true}) }

// ReadUnit registers a SELECT in the casework room. $1 is always the unit.
func ReadUnit(text string) Query { return register(query{text, caller(), access.InInstitution, false}) }

// WriteUnit is Write for the casework room. $1 is always the unit.
func WriteUnit(text string) Query { return register(query{text, caller(), access.InInstitution, true}) }

// ReadHatch registers a grouped count over the casework of a committee's units.
// Only package statistics may ask one. $1 is always the committee.
func ReadHatch(text string) Query { return register(query{text, caller(), access.InHatch, false}) }

// ReadKeys registers a SELECT in the room of the keys. $1 is the first argument.
func ReadKeys(text string) Query { return register(query{text, caller(), access.InKeys, false}) }

// WriteKeys is Write for the room of the keys. $1 is the first argument.
func WriteKeys(text string) Query { return register(query{text, caller(), access.InKeys, true}) }

// scopeColumn is the column that every table of a scope carries, bound to $1.
var scopeColumn = map[access.Kind]string{access.InCommittee: "committee_id", access.InInstitution: "owner_id", access.InHatch: "committee_id"}

// systemTables have no scope column; their owner may join them in its own
// committee queries.
var systemTables = map[string]bool{"account_person": true}

var (
	tables  = regexp.MustCompile(`(?i)\b(?:from|join|into|update)\s+([a-z_]+)`)
	written = regexp.MustCompile(`(?i)^\s*(?:insert\s+into|update|delete\s+from)\s+([a-z_]+)`)
	reading = regexp.MustCompile(`(?i)^\s*(?:select|with)\b`)
	grouped = regexp.MustCompile(`(?i)\b(?:count|sum|min|max)\s*\(`)
)

// named lists the tables a statement names, in order, each as often as named.
func named(text string) []string {
	var list []string
	for _, m := range tables.FindAllStringSubmatch(text, -1) {
		if !strings.EqualFold(m[1], "set") { // DO UPDATE SET
			list = append(list, strings.ToLower(m[1]))
		}
	}
	return list
}

// belongs reports whether a table is named after the package.
func belongs(table, owner string) bool {
	return table == owner || strings.HasPrefix(table, owner+"_")
}

func register(q query) Query {
	if err := q.check(); err != "" {
		panic("store: " + err + ":\n" + q.text)
	}
	queries = append(queries, q)
	return Query{len(queries)}
}

func (q query) check() string {
	m := written.FindStringSubmatch(q.text)
	switch {
	case !q.write && !reading.MatchString(q.text):
		return "Read wants a SELECT"
	case q.write && (m == nil || !belongs(m[1], q.owner)):
		return fmt.Sprintf("package %s may not write this table", q.owner)
	case q.kind == access.InHatch && (q.owner != "statistics" || !grouped.MatchString(q.text)):
		return "through the hatch, package statistics counts, and nobody else"
	}
	return q.checkScope()
}

// checkScope refuses a statement in which a table could be read without its
// scope, and a system statement over another package's tables.
func (q query) checkScope() string {
	scoped := 0
	for _, t := range named(q.text) {
		switch {
		case (q.kind == access.InSystem || q.kind == access.InKeys) && !belongs(t, q.owner):
			return fmt.Sprintf("package %s may not read %s in the system scope", q.owner, t)
		case systemTables[t] && !belongs(t, q.owner):
			return fmt.Sprintf("%s belongs to another package", t)
		case !systemTables[t]:
			scoped++
		}
	}
	col := scopeColumn[q.kind]
	if col != "" && (!strings.Contains(q.text, "$1") || strings.Count(q.text, col) < scoped) {
		return fmt.Sprintf("query names %d tables but not %s = $1 for each", scoped, col)
	}
	return ""
}

// caller names the package that called the function which called it.
func caller() string {
	_, file, _, _ := runtime.Caller(2)
	return filepath.Base(filepath.Dir(file))
}

// Described is one registered query, for the golden of the unusual ones.
type Described struct {
	Owner, Kind, Text string
	Foreign           []string // tables of other packages it names
}

// Queries describes every registered query, in order of registration.
func Queries() []Described {
	var list []Described
	for _, q := range queries {
		d := Described{Owner: q.owner, Kind: string(q.kind), Text: strings.Join(strings.Fields(q.text), " ")}
		for _, t := range named(q.text) {
			if !belongs(t, q.owner) {
				d.Foreign = append(d.Foreign, t)
			}
		}
		list = append(list, d)
	}
	return list
}
