package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"time"

	"tryeza/internal/app"
)

// serveCmd holds every setting of the server.
type serveCmd struct {
	Listen  string `help:"Address to listen on." default:"127.0.0.1:8080" env:"TRYEZA_LISTEN" placeholder:"HOST:PORT"`
	Address string `help:"Address people type, for links in mail." env:"TRYEZA_ADDRESS" placeholder:"URL"`
	Secure  bool   `help:"People come over TLS: cookies are kept from plain HTTP." env:"TRYEZA_SECURE"`
	Proxied bool   `help:"A reverse proxy on this machine says who asks (X-Forwarded-For)." env:"TRYEZA_PROXIED"`
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
	r, err := d.create(ctx)
	if err != nil {
		return err
	}
	return errors.Join(c.serve(ctx, d, r, out), r.close())
}

func (c *serveCmd) serve(ctx context.Context, d *Databases, r rooms, out output) error {
	l, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return err
	}
	slog.Info("settings", c.settings(d)...)
	handler := logged(app.New(app.Config{Committee: r.committee, Casework: r.casework, Secure: c.Secure}), r.committee.Now)
	if c.Proxied {
		handler = forwarded(handler)
	}
	fmt.Fprintf(out, "Tryeza is at http://%s\n", l.Addr())
	return serveUntil(ctx, l, handler)
}

// settings lists every setting for the log, without secrets.
func (c *serveCmd) settings(d *Databases) []any {
	return []any{
		"data", d.Data, "committee_url", hidden(d.CommitteeURL), "casework_url", hidden(d.CaseworkURL),
		"listen", c.Listen, "address", c.Address, "secure", c.Secure, "proxied", c.Proxied,
	}
}

func serveUntil(ctx context.Context, l net.Listener, h http.Handler) error {
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
