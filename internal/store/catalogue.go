package store

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
)

// A Shape is a table as the migrations declare it, the same on every database.
type Shape struct {
	Name    string   `json:"name"`
	Columns []Column `json:"columns"`
	Key     []string `json:"key"` // columns of the primary key
}

// A Column has a name and one of the types text, int, time, bool, json, bytes.
type Column struct {
	Name string `json:"name"`
	Type string `json:"type"`
}

var (
	comment     = regexp.MustCompile(`--[^\n]*`)
	createTable = regexp.MustCompile(`(?s)CREATE TABLE (\w+) \((.*?)\n\) ?\{table\}`)
	addColumn   = regexp.MustCompile(`ALTER TABLE (\w+) ADD COLUMN (\w+) (\{?\w+\}?)`)
	dropTable   = regexp.MustCompile(`DROP TABLE (\w+)`)
	renameTable = regexp.MustCompile(`ALTER TABLE (\w+) RENAME TO (\w+)`)
	primaryKey  = regexp.MustCompile(`^PRIMARY KEY \(([^)]*)\)`)
	constraint  = regexp.MustCompile(`^(PRIMARY KEY|UNIQUE|FOREIGN KEY|CHECK|CONSTRAINT)\b`)
)

// Shapes lists the tables of a room in the order they are created, which is
// one that satisfies their references. What a single dialect has of its own,
// triggers, is not among them.
func Shapes(room Room) ([]Shape, error) {
	names, err := fs.Glob(migrations, "migrations/"+string(room)+"/*.sql")
	if err != nil {
		return nil, err
	}
	var list []Shape
	for _, name := range names {
		if portable(name) != name {
			continue
		}
		text, err := migrations.ReadFile(name)
		if err != nil {
			return nil, err
		}
		if list, err = declared(list, comment.ReplaceAllString(string(text), "")); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return list, nil
}

// portable is the name of a migration without its dialect.
func portable(name string) string {
	base := strings.TrimSuffix(name, ".sql")
	return strings.TrimSuffix(strings.TrimSuffix(base, ".sqlite"), ".postgres") + ".sql"
}

// declared adds to list what the text of a migration declares.
func declared(list []Shape, text string) ([]Shape, error) {
	for _, m := range createTable.FindAllStringSubmatch(text, -1) {
		s := Shape{Name: m[1]}
		for _, part := range parts(m[2]) {
			if err := s.declare(part); err != nil {
				return nil, err
			}
		}
		list = append(list, s)
	}
	for _, m := range addColumn.FindAllStringSubmatch(text, -1) {
		i := slices.IndexFunc(list, func(s Shape) bool { return s.Name == m[1] })
		if i < 0 {
			return nil, fmt.Errorf("adds a column to %s, which does not exist", m[1])
		}
		list[i].Columns = append(list[i].Columns, Column{m[2], typeNamed(m[3])})
	}
	return replaced(list, text), nil
}

// replaced follows a table that a migration builds anew: the old one is dropped
// and the new one takes its name.
func replaced(list []Shape, text string) []Shape {
	for _, m := range dropTable.FindAllStringSubmatch(text, -1) {
		list = slices.DeleteFunc(list, func(s Shape) bool { return s.Name == m[1] })
	}
	for _, m := range renameTable.FindAllStringSubmatch(text, -1) {
		for i := range list {
			if list[i].Name == m[1] {
				list[i].Name = m[2]
			}
		}
	}
	return list
}

// declare adds one line of CREATE TABLE: a column, or a constraint.
func (s *Shape) declare(part string) error {
	if m := primaryKey.FindStringSubmatch(part); m != nil {
		s.Key = strings.Split(strings.ReplaceAll(m[1], " ", ""), ",")
	}
	if constraint.MatchString(part) {
		return nil
	}
	f := strings.Fields(part)
	if len(f) < 2 {
		return fmt.Errorf("%s: %q is no column", s.Name, part)
	}
	s.Columns = append(s.Columns, Column{f[0], typeNamed(f[1])})
	if strings.Contains(part, " PRIMARY KEY") {
		s.Key = []string{f[0]}
	}
	return nil
}

// typeNamed is the type a token of a migration stands for.
func typeNamed(token string) string { return strings.ToLower(strings.Trim(token, "{}")) }

// parts splits at the commas that stand in no parentheses.
func parts(body string) []string {
	var list []string
	depth, start := 0, 0
	for i, c := range body + "," {
		switch {
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == ',' && depth == 0:
			list = append(list, strings.Join(strings.Fields(body[start:i]), " "))
			start = i + 1
		}
	}
	return list
}

// names lists the columns of the shape.
func (s Shape) names() []string {
	var list []string
	for _, c := range s.Columns {
		list = append(list, c.Name)
	}
	return list
}

// sorted is the order of rows that is the same on every database: by primary
// key, byte by byte.
func (s Shape) sorted(d dialect) string {
	var list []string
	for _, k := range s.Key {
		i := slices.IndexFunc(s.Columns, func(c Column) bool { return c.Name == k })
		if d.name == "postgres" && s.Columns[i].Type == "text" {
			k += ` COLLATE "C"`
		}
		list = append(list, k)
	}
	return strings.Join(list, ", ")
}
