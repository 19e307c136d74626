package cli

import (
	"log/slog"
	"net/http"
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
