package cli

import (
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"
)

// An answer remembers what was answered, for the log.
type answer struct {
	http.ResponseWriter
	status int
}

func (a *answer) WriteHeader(status int) {
	a.status = status
	a.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController reach the connection.
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }

// logged writes one line a request. It names the route and not the address, as
// an address may hold a one-time link, and a query what somebody searched for.
func logged(next http.Handler, now func() time.Time) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a, start := &answer{w, http.StatusOK}, now()
		next.ServeHTTP(a, r)
		slog.InfoContext(r.Context(), "request", "route", route(r), "status", a.status, "ms", now().Sub(start).Milliseconds())
	})
}

// route is the pattern that answered; outside of any it is only the method.
func route(r *http.Request) string {
	if r.Pattern == "" {
		return r.Method
	}
	return r.Pattern
}

// forwarded believes the nearest proxy about who asks: the last address of
// X-Forwarded-For is the one it saw itself. Only a proxy on this machine is
// believed. Without it everybody would share one address, and one patience for
// wrong passwords.
func forwarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, port, err := net.SplitHostPort(r.RemoteAddr)
		if ip := net.ParseIP(host); err == nil && ip != nil && ip.IsLoopback() {
			chain := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
			if last := net.ParseIP(strings.TrimSpace(chain[len(chain)-1])); last != nil {
				r.RemoteAddr = net.JoinHostPort(last.String(), port)
			}
		}
		next.ServeHTTP(w, r)
	})
}
