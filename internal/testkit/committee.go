package testkit

import (
	"database/sql"
	"maps"
	"net/url"
	"os"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/store"
)

// Filled runs f on every kind of database, as Each does, after the statements of a
// file. at is its address, for Run.
func Filled(t *testing.T, file string, f func(t *testing.T, db *store.DB, at string)) {
	t.Helper()
	statements, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for name, at := range URLs(t) {
		t.Run(name, func(t *testing.T) {
			db := Open(t, store.CommitteeRoom, at)
			Run(t, at, string(statements))
			f(t, db, at)
		})
	}
}

// Raw is the database at an address of URLs, past the store.
func Raw(t testing.TB, at string) *sql.DB {
	t.Helper()
	driver := "sqlite"
	if strings.HasPrefix(at, "postgres") {
		driver = "pgx"
	}
	raw, err := sql.Open(driver, at)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// Run executes statements, each ended by a semicolon at the end of its line, past
// the store: what other features' packages would write.
func Run(t testing.TB, at, statements string) {
	t.Helper()
	raw := Raw(t, at)
	defer raw.Close()
	for s := range strings.SplitSeq(statements, ";\n") {
		if s = strings.TrimSpace(s); s == "" {
			continue
		}
		if _, err := raw.Exec(s); err != nil {
			t.Fatalf("%v\n%s", err, s)
		}
	}
}

// Member is somebody of the committee "durres" who holds a role for an institution,
// under an account of their own.
func Member(id string, role access.Role, institution string) access.Actor {
	return access.NewActor(id, map[access.Scope][]access.Seat{access.Committee("durres"): {{Role: role, Institution: institution}}})
}

// Form is what a form sends: names and values, in pairs.
func Form(pairs ...string) url.Values {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return v
}

// With is a form with some of its fields changed.
func With(v url.Values, pairs ...string) url.Values {
	v = maps.Clone(v)
	for i := 0; i+1 < len(pairs); i += 2 {
		v[pairs[i]] = []string{pairs[i+1]}
	}
	return v
}

// Hidden is a hidden field that the form at an address will send.
func (c *Client) Hidden(path, name string) string {
	c.site.t.Helper()
	list := c.Get(path).Want(200).Attr(`input[name="`+name+`"]`, "value")
	if len(list) == 0 {
		c.site.t.Fatalf("%s has no %s", path, name)
	}
	return list[0]
}
