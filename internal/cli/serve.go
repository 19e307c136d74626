package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"net"
	"net/http"
	"os"
	"runtime/debug"
	"strings"
	"time"

	"tryeza/internal/app"
	"tryeza/internal/notify"
	"tryeza/internal/seal"
)

// serveCmd holds every setting of the server.
type serveCmd struct {
	rootKey

	Listen  string `help:"Address to listen on." default:"127.0.0.1:8080" env:"TRYEZA_LISTEN" placeholder:"HOST:PORT"`
	Address string `help:"Address people type, for links in mail." env:"TRYEZA_ADDRESS" placeholder:"URL"`
	Secure  bool   `help:"People come over TLS: cookies are kept from plain HTTP." env:"TRYEZA_SECURE"`
	Proxied bool   `help:"A reverse proxy stands in front and says who asks (X-Forwarded-For)." env:"TRYEZA_PROXIED"`
	SMTP    string `name:"smtp" help:"Mail server, such as smtps://user:password@mail.example.al:465; without it one-time links are shown instead of sent." env:"TRYEZA_SMTP" placeholder:"URL"`
	From    string `help:"Sender of mail." env:"TRYEZA_FROM" placeholder:"MAIL"`

	Boundaries string `help:"GeoJSON file with the outline of every municipality, for maps; without it maps are tiles." env:"TRYEZA_BOUNDARIES" placeholder:"FILE"`
}

// The patience of the server. An upload of 16 MB over a slow line fits in.
const (
	headerTime = 10 * time.Second
	readTime   = 2 * time.Minute
	writeTime  = 2 * time.Minute
	idleTime   = 2 * time.Minute
	graceTime  = 20 * time.Second // for requests under way when told to stop
)

// Run serves until it is told to stop, and then lets requests under way end.
func (c *serveCmd) Run(ctx context.Context, d *Databases, out output) error {
	slog.SetDefault(slog.New(slog.NewJSONHandler(os.Stderr, nil)))
	root, err := c.root(d)
	if err != nil {
		return err
	}
	r, err := d.openAll(ctx)
	if err != nil {
		return err
	}
	return errors.Join(c.serve(ctx, d, r, root, out), r.close())
}

func (c *serveCmd) serve(ctx context.Context, d *Databases, r rooms, root seal.Root, out output) error {
	conf, sender, err := c.config(d, r)
	if err != nil {
		return err
	}
	if conf.Root, err = caseworkRoot(ctx, r, root, out); err != nil {
		return err
	}
	if conf.Keys, err = keys(ctx, r, root); err != nil {
		return err
	}
	l, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return err
	}
	if err := app.FoundUnits(ctx, conf); err != nil {
		return err
	}
	slog.Info("settings", append(c.settings(d), "root", root.Name())...)
	fmt.Fprintf(out, "Tryeza is at http://%s\n", l.Addr())
	defer background(ctx, conf, sender)()
	return serveUntil(ctx, l, logged(app.New(conf), r.committee.Now))
}

// background does beside the pages what has to be done, such as sending mail. Its end is waited for, so
// that a mail under way is noted before the databases close.
func background(ctx context.Context, conf app.Config, sender notify.Sender) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		app.Run(ctx, conf, sender)
	}()
	return func() {
		cancel()
		<-done
	}
}

// config is what the pages run on, and who carries mail: nil without a mail server.
func (c *serveCmd) config(d *Databases, r rooms) (app.Config, notify.Sender, error) {
	conf := app.Config{
		Committee: r.committee, Casework: r.casework, KeyRoom: r.keys, Backups: d.backups(),
		Secure: c.Secure, Proxied: c.Proxied, Address: strings.TrimSuffix(c.Address, "/"),
	}
	var err error
	if conf.Boundaries, err = boundaries(c.Boundaries); err != nil {
		return conf, nil, err
	}
	if c.SMTP == "" {
		return conf, nil, nil
	}
	if c.From == "" {
		return conf, nil, errors.New("with --smtp, --from must say who mail comes from")
	}
	if conf.Address == "" {
		return conf, nil, errors.New("with --smtp, --address must say where links in mail lead")
	}
	sender, err := notify.NewSMTP(c.SMTP, c.From)
	conf.Mail, conf.From = true, c.From
	return conf, sender, err
}

// settings lists every setting for the log, without secrets.
func (c *serveCmd) settings(d *Databases) []any {
	return []any{
		"data", d.Data, "committee_url", hidden(d.CommitteeURL), "casework_url", hidden(d.CaseworkURL), "keys", hidden(d.Keys), "no_casework", d.NoCasework, "listen", c.Listen,
		"address", c.Address, "secure", c.Secure, "proxied", c.Proxied, "smtp", hidden(c.SMTP), "from", c.From,
		"key_file", c.KeyFile, "boundaries", c.Boundaries,
	}
}

// heapGoal is how far the program's own memory may grow, in bytes, before it is
// tidied up more often; the caches of the databases come on top. A few analyses
// composed at once would otherwise take as much as the machine gives.
const heapGoal = 80 << 20

// limitMemory keeps to heapGoal, unless GOMEMLIMIT names another limit.
func limitMemory() {
	if debug.SetMemoryLimit(-1) == math.MaxInt64 {
		debug.SetMemoryLimit(heapGoal)
	}
}

func serveUntil(ctx context.Context, l net.Listener, h http.Handler) error {
	limitMemory()
	s := &http.Server{Handler: h, ReadHeaderTimeout: headerTime, ReadTimeout: readTime, WriteTimeout: writeTime, IdleTimeout: idleTime}
	done := make(chan error, 1)
	go func() { done <- s.Serve(l) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	slog.Info("stopping")
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), graceTime)
	defer cancel()
	return s.Shutdown(last)
}
