package store

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"strings"
)

//go:embed migrations
var migrations embed.FS

// migrate brings the schema up to date. Files run once each, in name order,
// each in its own transaction. A file named x.sqlite.sql or x.postgres.sql
// runs on that dialect only.
func (db *DB) migrate(ctx context.Context) error {
	names, err := fs.Glob(migrations, "migrations/"+string(db.room)+"/*.sql")
	if err != nil {
		return err
	}
	if _, err := db.write.ExecContext(ctx, `CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY)`); err != nil {
		return err
	}
	for _, name := range names {
		if !db.d.runs(name) {
			continue
		}
		if err := db.apply(ctx, name); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return db.advise(ctx)
}

// runs reports whether a migration file is for this dialect.
func (d dialect) runs(name string) bool {
	base := strings.TrimSuffix(name, ".sql")
	return !strings.HasSuffix(base, ".sqlite") && !strings.HasSuffix(base, ".postgres") || strings.HasSuffix(base, "."+d.name)
}

func (db *DB) apply(ctx context.Context, name string) error {
	tx, err := db.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var done int
	if err := tx.QueryRowContext(ctx, db.d.rebind(`SELECT count(*) FROM migration WHERE name = $1`), name).Scan(&done); err != nil || done > 0 {
		return err
	}
	text, err := migrations.ReadFile(name)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, db.d.types.Replace(string(text))); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, db.d.rebind(`INSERT INTO migration (name) VALUES ($1)`), name); err != nil {
		return err
	}
	return tx.Commit()
}
