package bench

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// few are the tables of the registers of which a committee has some dozens or some
// hundreds: a summer programme, a project, a course. Of the others it has a row for
// each day, or for each person.
var few = regexp.MustCompile(`^(?:programme|employment_(?:project|target|check|employer|fair)|campaign_(?:activity|calendar|slot)|training_(?:procedure|step|question|course|session|duty|person))$`)

// ofRegisters finds the queries that ask the registers, growsThere the steps of one that
// read what of them grows.
var (
	ofRegisters = regexp.MustCompile(`\b(?:register_|programme|employment_|campaign_|training_)`)
	growsThere  = regexp.MustCompile(`(?:Seq Scan on|Scan using \S+ on|Bitmap Heap Scan on) (register_\w+|programme_\w+|employment_(?:placement|visit)|campaign_(?:finding|file)|training_attendance|plan_activity|task)\b`)
)

// Each query of the registers finds what it is asked for by an index on PostgreSQL,
// too, which decides that by how many rows there are.
func TestRegistersOnPostgres(t *testing.T) {
	url := testkit.RoomURLs(t)["postgres"][store.CommitteeRoom]
	if url == "" {
		return // there is no server to ask
	}
	ctx := context.Background()
	db := testkit.Open(t, store.CommitteeRoom, url)
	db.Close()
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(ctx) })
	var texts []string
	for _, q := range store.Queries() {
		if strings.HasPrefix(q.Text, "SELECT") && q.Kind == "committee" && ofRegisters.MatchString(q.Text) {
			texts = append(texts, q.Text)
		}
	}
	if len(texts) < 100 {
		t.Errorf("only %d queries were looked at", len(texts))
	}
	crowd(t, conn, strings.Join(texts, " "))
	for i, text := range texts {
		for _, step := range generic(t, conn, fmt.Sprint("q", i), text) {
			if !meant(placeholder.ReplaceAllString(text, "?$1")) {
				t.Errorf("%s\n\t%s", text, step)
			}
		}
	}
}

// crowd fills the tables that the queries name with rows of five committees: of
// those that grow, many. What the rows say is of no account, only how many say the
// same.
func crowd(t *testing.T, conn *pgx.Conn, queries string) {
	t.Helper()
	ctx := context.Background()
	run := func(text string) {
		if _, err := conn.Exec(ctx, text); err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
	}
	for _, text := range lines(t, conn, `SELECT format('ALTER TABLE %I DROP CONSTRAINT %I', conrelid::regclass, conname) FROM pg_constraint
		WHERE contype IN ('f', 'c') AND connamespace = current_schema::regnamespace ORDER BY conname`) {
		run(text)
	}
	for _, table := range lines(t, conn, `SELECT c.table_name FROM information_schema.columns AS c JOIN information_schema.tables AS x USING (table_schema, table_name)
		WHERE c.table_schema = current_schema AND c.column_name = 'committee_id' AND x.table_type = 'BASE TABLE' AND x.table_name <> 'committee' ORDER BY 1`) {
		if !strings.Contains(queries, table) {
			continue
		}
		n := 40_000
		if few.MatchString(table) || strings.HasPrefix(table, "committee_") || strings.HasPrefix(table, "account_") {
			n = 150
		}
		columns := lines(t, conn, `SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema AND table_name = '`+table+`' ORDER BY ordinal_position`)
		values := lines(t, conn, fmt.Sprintf(`SELECT CASE WHEN column_name = 'committee_id' THEN '''c'' || (i %% 5)' WHEN column_name = 'id' THEN '''r'' || (i / 5)'
			WHEN data_type = 'boolean' THEN 'true' WHEN data_type = 'bytea' THEN '''''::bytea' WHEN data_type LIKE 'timestamp%%' THEN 'now()'
			WHEN data_type LIKE '%%int%%' THEN 'i %% 1000' WHEN column_name LIKE '%%\_on' OR column_name = 'day' THEN 'to_char(date ''2016-01-01'' + (i * 3650.0 / %d)::int, ''YYYY-MM-DD'')'
			WHEN column_name LIKE '%%\_id' THEN '''r'' || (i / 5 %% ' || 2000 + ordinal_position || ')' ELSE '''v'' || (i %% 7)' END
			FROM information_schema.columns WHERE table_schema = current_schema AND table_name = '%s' ORDER BY ordinal_position`, n, table))
		run(fmt.Sprintf(`INSERT INTO %s (%s) SELECT %s FROM generate_series(0, %d) AS i ON CONFLICT DO NOTHING`, table, strings.Join(columns, ", "), strings.Join(values, ", "), n-1))
	}
	run(`ANALYZE`)
}

// generic is how PostgreSQL means to answer a query, whatever is asked: those of its
// steps that read what grows from beginning to end, or all that a committee has in it.
func generic(t *testing.T, conn *pgx.Conn, name, text string) (whole []string) {
	t.Helper()
	n := 0
	for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
		var i int
		fmt.Sscan(m[1], &i)
		n = max(n, i)
	}
	for _, statement := range []string{`SET plan_cache_mode = force_generic_plan`, `PREPARE ` + name + ` AS ` + text} {
		if _, err := conn.Exec(context.Background(), statement); err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
	}
	steps := lines(t, conn, `EXPLAIN (COSTS OFF) EXECUTE `+name+` (NULL`+strings.Repeat(", NULL", n-1)+`)`)
	for i, step := range steps {
		if !growsThere.MatchString(step) {
			continue
		}
		cond := ""
		for _, under := range steps[i+1:] {
			if strings.Contains(under, "->") && !strings.Contains(under, "Bitmap Index Scan") {
				break
			}
			if strings.Contains(under, "Index Cond:") {
				cond = under
			}
		}
		if strings.Contains(step, "Seq Scan") || onlyScope.MatchString(cond) {
			whole = append(whole, strings.TrimSpace(step)+" "+strings.TrimSpace(cond))
		}
	}
	return whole
}

var onlyScope = regexp.MustCompile(`Index Cond: \(committee_id = \$1\)$`)

// lines reads one column.
func lines(t *testing.T, conn *pgx.Conn, text string) []string {
	t.Helper()
	rows, err := conn.Query(context.Background(), text)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	list, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return list
}
