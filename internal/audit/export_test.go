package audit

import (
	"tryeza/internal/code"
	"tryeza/internal/text"
)

// Changes puts the detail of an event into Albanian.
func Changes(detail string, roles code.List) []Change {
	return reader{lang: text.SQ, roles: roles}.changes(detail)
}

// Coded is the Albanian label of a code in a column, "" without one.
func Coded(table, column, c string) string { return reader{lang: text.SQ}.coded(table, column, c) }

// Subjects are the kinds of thing that something was done to.
func Subjects() code.List { return subjects }

// Words are the lists that must be complete.
func Words() (verbTexts, tableTexts, columnTexts code.List) { return verbs, tables, columns }
