package store

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
)

// SQLite has no idea how much a committee keeps. Without statistics it takes
// ten rows for granted and, to show one return, would rather read through all
// that the committee ever reported than look the return up. So it is told what
// an old committee looks like: the way a query is run is then the same on the
// first day as in the tenth year. PostgreSQL counts by itself.
const (
	rowsOfTable = 1_000_000
	rowsOfScope = 100_000 // of those, in one committee
	rowsOfOne   = 10      // of those, under one plan, return or meeting
)

// advise writes the statistics of indexes that have none: those that are new.
func (db *DB) advise(ctx context.Context) error {
	if db.d.name != "sqlite" {
		return nil
	}
	indexes, err := unadvised(ctx, db.write)
	if err != nil || len(indexes) == 0 {
		return err
	}
	for _, x := range indexes {
		if _, err := db.write.ExecContext(ctx, `INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?1, ?2, ?3)`, x.table, x.name, x.statistics()); err != nil {
			return err
		}
	}
	_, err = db.write.ExecContext(ctx, `ANALYZE sqlite_schema`) // reads them in
	return err
}

// An index with its columns, in order.
type index struct {
	table, name string
	unique      bool
	columns     []string
}

// statistics is the number of rows in the table and, for each column, how many
// of them have the same value in it and in all columns before it.
func (x index) statistics() string {
	text, n := strconv.Itoa(rowsOfTable), rowsOfTable
	for i, c := range x.columns {
		switch {
		case x.unique && i == len(x.columns)-1:
			n = 1
		case c == "committee_id" || c == "owner_id" || c == "scope_id" || c == "unit_id":
			n = rowsOfScope
		default:
			n = min(n, rowsOfOne)
		}
		text += fmt.Sprint(" ", n)
	}
	return text
}

// unadvised lists the indexes without statistics. It makes the table that holds
// them where there is none yet.
func unadvised(ctx context.Context, db *sql.DB) ([]index, error) {
	if _, err := db.ExecContext(ctx, `ANALYZE sqlite_schema`); err != nil {
		return nil, err
	}
	rows, err := db.QueryContext(ctx, `SELECT m.tbl_name, m.name, l."unique", c.name FROM sqlite_schema AS m
		JOIN pragma_index_list(m.tbl_name) AS l ON l.name = m.name JOIN pragma_index_info(m.name) AS c
		WHERE m.type = 'index' AND m.name NOT IN (SELECT idx FROM sqlite_stat1) ORDER BY m.name, c.seqno`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []index
	for rows.Next() {
		var x index
		var column string
		if err := rows.Scan(&x.table, &x.name, &x.unique, &column); err != nil {
			return nil, err
		}
		if len(list) == 0 || list[len(list)-1].name != x.name {
			list = append(list, x)
		}
		last := &list[len(list)-1]
		last.columns = append(last.columns, column)
	}
	return list, rows.Err()
}
