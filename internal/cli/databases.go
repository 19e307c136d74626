package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tryeza/internal/store"
)

// Databases says where the rooms are: files in a folder, or PostgreSQL databases.
type Databases struct {
	Data         string `help:"Folder of the embedded databases and of the backups." default:"./data" env:"TRYEZA_DATA" placeholder:"DIR"`
	CommitteeURL string `help:"PostgreSQL URL of the committee room, instead of a file." env:"TRYEZA_COMMITTEE_URL" placeholder:"URL"`
	CaseworkURL  string `help:"PostgreSQL URL of the casework room, instead of a file." env:"TRYEZA_CASEWORK_URL" placeholder:"URL"`
	Keys         string `help:"Folder, or PostgreSQL URL, of the keys that casework is sealed with; the folder of the data if not given." env:"TRYEZA_KEYS_URL" placeholder:"DIR|URL"`
	NoCasework   bool   `help:"There is no casework here: the committee works alone." env:"TRYEZA_NO_CASEWORK"`
}

// rooms are the databases, open. Without casework, casework and keys are nil;
// keys is nil as well where a command has no need of keys.
type rooms struct{ committee, casework, keys *store.DB }

// list is the rooms there are.
func (r rooms) list() []*store.DB {
	return slices.DeleteFunc([]*store.DB{r.committee, r.casework, r.keys}, func(db *store.DB) bool { return db == nil })
}

// data is the rooms without that of the keys.
func (r rooms) data() []*store.DB { return rooms{r.committee, r.casework, nil}.list() }

func (r rooms) close() error {
	var all error
	for _, db := range r.list() {
		all = errors.Join(all, db.Close())
	}
	return all
}

// create opens the rooms of data and makes those that do not exist yet. No
// command gets at the keys that does not need them.
func (d *Databases) create(ctx context.Context) (rooms, error) {
	if err := d.consistent(); err != nil {
		return rooms{}, err
	}
	if err := os.MkdirAll(d.Data, 0o700); err != nil {
		return rooms{}, err
	}
	c, err := store.Open(ctx, store.CommitteeRoom, d.url(store.CommitteeRoom))
	if err != nil || d.NoCasework {
		return rooms{committee: c}, err
	}
	w, err := store.Open(ctx, store.CaseworkRoom, d.url(store.CaseworkRoom))
	if err != nil {
		return rooms{}, errors.Join(err, c.Close())
	}
	return rooms{committee: c, casework: w}, nil
}

// consistent refuses rooms of which one would be somewhere else than meant.
func (d *Databases) consistent() error {
	switch {
	case d.NoCasework && (d.CaseworkURL != "" || d.Keys != ""):
		return errors.New("--no-casework goes without --casework-url and --keys")
	case !d.NoCasework && (d.CommitteeURL == "") != (d.CaseworkURL == ""):
		return errors.New("give both --committee-url and --casework-url, or neither; or --no-casework")
	}
	return nil
}

// createAll is create with the room of the keys.
func (d *Databases) createAll(ctx context.Context) (rooms, error) {
	return d.all(ctx, func(rooms, string) error { return nil })
}

// openAll is createAll, but for the room of the keys that casework needs: when it
// is not where it is looked for it is somewhere else, and in an empty one every
// file of a child would seem to be erased.
func (d *Databases) openAll(ctx context.Context) (rooms, error) {
	return d.all(ctx, func(r rooms, file string) error {
		units, err := r.casework.Chains(ctx)
		if _, none := os.Stat(file); err == nil && len(units) > 0 && file != d.Keys && errors.Is(none, fs.ErrNotExist) {
			err = fmt.Errorf("there is no keys.db in %s, which casework needs: --keys names the folder it is in, 'tryeza key restore' brings it back, 'tryeza migrate' makes an empty one", filepath.Dir(file))
		}
		return err
	})
}

// all opens every room, that of the keys only when may says so.
func (d *Databases) all(ctx context.Context, may func(r rooms, keys string) error) (rooms, error) {
	url, err := d.keysURL()
	if err != nil {
		return rooms{}, err
	}
	r, err := d.create(ctx)
	if err != nil || d.NoCasework {
		return r, err
	}
	if err = may(r, url); err == nil {
		r.keys, err = store.Open(ctx, store.KeyRoom, url)
	}
	if err != nil {
		return rooms{}, errors.Join(err, r.close())
	}
	return r, nil
}

// exist refuses a mistyped folder: it would be an empty committee.
func (d *Databases) exist() error {
	if d.CommitteeURL != "" {
		return nil
	}
	if _, err := os.Stat(d.url(store.CommitteeRoom)); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there are no databases in %s; 'tryeza migrate' creates them", d.Data)
	}
	return nil
}

// withAll is with, the room of the keys among them.
func (d *Databases) withAll(ctx context.Context, f func(rooms) error) error {
	if err := d.exist(); err != nil {
		return err
	}
	r, err := d.openAll(ctx)
	if err != nil {
		return err
	}
	return errors.Join(f(r), r.close())
}

// with runs f on the rooms of data, which must exist, and closes them.
func (d *Databases) with(ctx context.Context, f func(rooms) error) error {
	if err := d.exist(); err != nil {
		return err
	}
	r, err := d.create(ctx)
	if err != nil {
		return err
	}
	return errors.Join(f(r), r.close())
}

func (d *Databases) url(room store.Room) string {
	u := map[store.Room]string{store.CommitteeRoom: d.CommitteeURL, store.CaseworkRoom: d.CaseworkURL}[room]
	if u == "" {
		return filepath.Join(d.Data, string(room)+".db")
	}
	return u
}

// keysURL is where the room of the keys is. A folder that was named must exist,
// but for 'tryeza key restore': in a mistyped one every file of a child would seem to be erased.
func (d *Databases) keysURL() (string, error) {
	if err := d.consistent(); err != nil {
		return "", err
	}
	switch {
	case isPostgres(d.Keys):
		return d.Keys, nil
	case d.Keys == "" && d.CommitteeURL != "" && !d.NoCasework:
		return "", errors.New("with PostgreSQL, --keys must say where the keys of casework are: a third URL, or a folder")
	case d.Keys == "":
		return filepath.Join(d.Data, "keys.db"), nil
	}
	if info, err := os.Stat(d.Keys); err != nil || !info.IsDir() {
		return "", fmt.Errorf("there is no folder %s for the keys", d.Keys)
	}
	return filepath.Join(d.Keys, "keys.db"), nil
}

func isPostgres(s string) bool {
	return strings.HasPrefix(s, "postgres://") || strings.HasPrefix(s, "postgresql://")
}

// backups is the folder that the button "make a backup" writes into.
func (d *Databases) backups() string { return filepath.Join(d.Data, "backups") }

// hidden is a URL without its password, fit to be printed.
func hidden(s string) string {
	u, err := url.Parse(s)
	if err != nil {
		return "(not a URL)"
	}
	q := u.Query()
	for name := range q {
		if strings.Contains(strings.ToLower(name), "password") {
			q.Set(name, "xxxxx")
		}
	}
	u.RawQuery = q.Encode()
	return u.Redacted()
}

type migrateCmd struct{}

// Run creates the databases or brings them up to date.
func (migrateCmd) Run(ctx context.Context, d *Databases, out output) error {
	r, err := d.createAll(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "The databases are ready (%s).\n", r.committee.Dialect())
	return r.close()
}
