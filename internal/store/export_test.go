package store

import "tryeza/internal/access"

// CheckQuery is what registering a statement in package owner would refuse, or "".
func CheckQuery(owner string, k access.Kind, write bool, text string) string {
	return query{text, owner, k, write}.check()
}

// Rebind is a statement as SQLite gets it.
func Rebind(text string) string { return sqliteDialect.rebind(text) }

// Impatient lets a SQLite room wait for others no longer than a moment.
func Impatient(db *DB) error {
	_, err := db.write.Exec(`PRAGMA busy_timeout = 50`)
	return err
}
