package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"tryeza/internal/store"
)

// Databases says where the two rooms are: two files in a folder, or two
// PostgreSQL databases.
type Databases struct {
	Data         string `help:"Folder of the embedded databases and of the backups." default:"./data" env:"TRYEZA_DATA" placeholder:"DIR"`
	CommitteeURL string `help:"PostgreSQL URL of the committee room, instead of a file." env:"TRYEZA_COMMITTEE_URL" placeholder:"URL"`
	CaseworkURL  string `help:"PostgreSQL URL of the casework room, instead of a file." env:"TRYEZA_CASEWORK_URL" placeholder:"URL"`
}

// rooms are both databases, open.
type rooms struct{ committee, casework *store.DB }

func (r rooms) close() error { return errors.Join(r.committee.Close(), r.casework.Close()) }

// create opens the rooms and makes those that do not exist yet.
func (d *Databases) create(ctx context.Context) (rooms, error) {
	if (d.CommitteeURL == "") != (d.CaseworkURL == "") {
		return rooms{}, errors.New("give both --committee-url and --casework-url, or neither")
	}
	if err := os.MkdirAll(d.Data, 0o700); err != nil {
		return rooms{}, err
	}
	c, err := store.Open(ctx, store.CommitteeRoom, d.url(store.CommitteeRoom))
	if err != nil {
		return rooms{}, err
	}
	w, err := store.Open(ctx, store.CaseworkRoom, d.url(store.CaseworkRoom))
	if err != nil {
		return rooms{}, errors.Join(err, c.Close())
	}
	return rooms{c, w}, nil
}

// open opens the rooms that must exist: a mistyped folder is an error and not
// an empty committee.
func (d *Databases) open(ctx context.Context) (rooms, error) {
	if d.CommitteeURL == "" {
		if _, err := os.Stat(d.url(store.CommitteeRoom)); errors.Is(err, fs.ErrNotExist) {
			return rooms{}, fmt.Errorf("there are no databases in %s; 'tryeza migrate' creates them", d.Data)
		}
	}
	return d.create(ctx)
}

// with runs f on the rooms, which must exist, and closes them.
func (d *Databases) with(ctx context.Context, f func(rooms) error) error {
	r, err := d.open(ctx)
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
	r, err := d.create(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "The databases are ready (%s).\n", r.committee.Dialect())
	return r.close()
}
