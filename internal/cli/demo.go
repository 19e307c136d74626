package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"tryeza/internal/account"
	"tryeza/internal/app"
	"tryeza/internal/demo"
	"tryeza/internal/seal"
	"tryeza/internal/store"
)

// demoCmd fills a folder with the sample committee and serves it. It keeps to
// its own folder: a demo never stands beside real data.
type demoCmd struct {
	Listen  string `help:"Address to listen on." default:"127.0.0.1:8080" env:"TRYEZA_LISTEN" placeholder:"HOST:PORT"`
	NoServe bool   `help:"Only fill the folder."`
}

// demoMark is the file that says a folder holds the sample and nothing else; it
// keeps the moment it was filled, from which the clock of the sample goes on.
const demoMark = "demo.txt"

// Run fills the folder, once, and serves it.
func (c *demoCmd) Run(ctx context.Context, d *Databases, out output) error {
	if err := d.forDemo(); err != nil {
		return err
	}
	r, err := d.createAll(ctx)
	if err != nil {
		return err
	}
	return errors.Join(c.fill(ctx, d, r, out), r.close())
}

// forDemo refuses a folder that holds databases of somebody else.
func (d *Databases) forDemo() error {
	_, marked := os.Stat(filepath.Join(d.Data, demoMark))
	_, filled := os.Stat(d.url(store.CommitteeRoom))
	if errors.Is(marked, fs.ErrNotExist) && filled == nil {
		return fmt.Errorf("%s holds databases that are not a demo; name another folder with --data", d.Data)
	}
	return nil
}

func (c *demoCmd) fill(ctx context.Context, d *Databases, r rooms, out output) error {
	now, random := r.committee.Now, r.committee.Rand // Fill puts the sample's own in their place
	if err := demo.Fill(ctx, r.committee); err != nil {
		return err
	}
	if err := c.fillCasework(ctx, d, r); err != nil {
		return err
	}
	filled, err := d.filledAt(now())
	if err != nil {
		return err
	}
	if c.NoServe {
		fmt.Fprintf(out, "The sample committee is in %s.\n", d.Data)
		return nil
	}
	for _, db := range r.list() { // all by one clock
		db.Now = func() time.Time { return demo.Now.Add(now().Sub(filled)) }
	}
	for _, db := range r.list() {
		db.Rand = random
	}
	return c.serve(ctx, d, r, out)
}

// fillCasework fills the units of the sample, where there is a room for them.
func (c *demoCmd) fillCasework(ctx context.Context, d *Databases, r rooms) error {
	if r.casework == nil {
		return nil
	}
	root, err := d.demoRoot()
	if err != nil {
		return err
	}
	return demo.FillCasework(ctx, app.Config{Committee: r.committee, Casework: r.casework, KeyRoom: r.keys, Root: root})
}

// filledAt reads when the folder was filled, and marks one that is new.
func (d *Databases) filledAt(now time.Time) (time.Time, error) {
	mark := filepath.Join(d.Data, demoMark)
	text, err := os.ReadFile(mark)
	if errors.Is(err, fs.ErrNotExist) {
		now = now.UTC().Truncate(time.Second)
		return now, os.WriteFile(mark, []byte(now.Format(time.RFC3339)+"\n"), 0o600)
	}
	if err != nil {
		return time.Time{}, err
	}
	return time.Parse(time.RFC3339, strings.TrimSpace(string(text)))
}

// demoRoot is the root key of the sample. It lies beside what it opens, as no
// root key of real data may.
func (d *Databases) demoRoot() (seal.Root, error) {
	path := filepath.Join(d.Data, "demo.key")
	root, err := seal.FromKeyFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		root, err = seal.NewKeyFile(path)
	}
	return root, err
}

func (c *demoCmd) unitPeople(r rooms) []demo.Person {
	if r.casework == nil {
		return nil
	}
	return demo.UnitPeople
}

func (c *demoCmd) serve(ctx context.Context, d *Databases, r rooms, out output) error {
	root, err := d.demoRoot()
	if err != nil {
		return err
	}
	keys, err := account.Keys(ctx, r.committee, root)
	if err != nil {
		return err
	}
	if root, err = caseworkRoot(ctx, r, root, out); err != nil {
		return err
	}
	l, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("%w; name another address with --listen", err)
	}
	slog.SetDefault(slog.New(slog.NewJSONHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn})))
	fmt.Fprintf(out, "\nTryeza is at http://%s with the sample committee of Durrës.\nSign in with one click as:\n\n", l.Addr())
	for _, p := range slices.Concat(demo.People, c.unitPeople(r)) {
		path, err := account.DemoLink(ctx, r.committee, p.Email)
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "  %-36s http://%s%s\n", p.Office, l.Addr(), path)
	}
	fmt.Fprintf(out, "\nIts clock stands at %s. Everything in it is invented. Stop with Ctrl+C.\n", r.committee.Now().Format("02.01.2006"))
	conf := app.Config{Committee: r.committee, Casework: r.casework, KeyRoom: r.keys, Root: root, Keys: keys, Backups: d.backups(), Demo: true, Address: "http://" + l.Addr().String(), From: "tryeza@example.al"}
	defer background(ctx, conf, nil)()
	return serveUntil(ctx, l, app.New(conf))
}
