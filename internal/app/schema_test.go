package app_test

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"

	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// The queries that deserve a second look: those that cross committees, and
// those that read tables of another feature.
func TestQueriesGolden(t *testing.T) {
	var lines []string
	for _, q := range store.Queries() {
		foreign := slices.Compact(slices.Sorted(slices.Values(q.Foreign)))
		if q.Kind == "system" || len(foreign) > 0 {
			lines = append(lines, fmt.Sprintf("%s, %s%s\n\t%s\n", q.Owner, q.Kind, reads(foreign), q.Text))
		}
	}
	slices.Sort(lines)
	golden(t, "../store/testdata/queries.golden", []byte(strings.Join(slices.Compact(lines), "")))
}

func reads(tables []string) string {
	if len(tables) == 0 {
		return ""
	}
	return ", reads " + strings.Join(tables, " ")
}

// The schemas as the databases themselves describe them, room by room.
func TestSchemaGolden(t *testing.T) {
	for name, url := range testkit.URLs(t) {
		golden(t, "../store/testdata/schema."+name+".golden", schemaOf(t, store.CommitteeRoom, name, url))
	}
}

// The schemas of the casework room and of its keys.
func TestCaseworkSchemaGolden(t *testing.T) {
	for name, urls := range testkit.RoomURLs(t) {
		for _, room := range []store.Room{store.CaseworkRoom, store.KeyRoom} {
			golden(t, fmt.Sprintf("../store/testdata/schema.%s.%s.golden", room, name), schemaOf(t, room, name, urls[room]))
		}
	}
}

func schemaOf(t *testing.T, room store.Room, dialect, url string) []byte {
	t.Helper()
	db, err := store.Open(context.Background(), room, url)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	driver, describe := "sqlite", describeSQLite
	if dialect == "postgres" {
		driver, describe = "pgx", describePostgres
	}
	raw, err := sql.Open(driver, url)
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	return describe(t, raw)
}

func describeSQLite(t *testing.T, db *sql.DB) []byte {
	var b bytes.Buffer
	for _, r := range query(t, db, `SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_stat%' ORDER BY name, type`) {
		fmt.Fprintln(&b, r[0])
	}
	return b.Bytes()
}

func describePostgres(t *testing.T, db *sql.DB) []byte {
	var b bytes.Buffer
	for _, part := range []string{
		`SELECT c.table_name, c.column_name, c.data_type, CASE c.is_nullable WHEN 'NO' THEN 'not null' ELSE 'null' END, coalesce(c.column_default, '')
			FROM information_schema.columns AS c WHERE c.table_schema = 'public' ORDER BY c.table_name COLLATE "C", c.ordinal_position`,
		`SELECT CAST(conrelid AS regclass)::text, 'constraint', pg_get_constraintdef(oid) FROM pg_constraint
			WHERE connamespace = 'public'::regnamespace ORDER BY CAST(conrelid AS regclass)::text COLLATE "C", contype, pg_get_constraintdef(oid) COLLATE "C"`,
		`SELECT tablename, 'index', indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY tablename COLLATE "C", indexname COLLATE "C"`,
		`SELECT CAST(tgrelid AS regclass)::text, 'trigger', pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, tgname`,
		`SELECT viewname, 'view', definition FROM pg_views WHERE schemaname = 'public' ORDER BY viewname COLLATE "C"`,
	} {
		for _, r := range query(t, db, part) {
			fmt.Fprintln(&b, strings.Join(strings.Fields(strings.Join(r, "  ")), " "))
		}
	}
	return b.Bytes()
}

// query reads rows of any columns as text.
func query(t *testing.T, db *sql.DB, text string) (list [][]string) {
	t.Helper()
	rows, err := db.Query(text)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		values, ptrs := make([]string, len(names)), make([]any, len(names))
		for i := range values {
			ptrs[i] = &values[i]
		}
		if err := rows.Scan(ptrs...); err != nil {
			t.Fatal(err)
		}
		list = append(list, values)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return list
}
