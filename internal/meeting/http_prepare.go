package meeting

import "tryeza/internal/web"

// routesBefore are the pages of a meeting until it is held.
func (h handler) routesBefore(m *web.Mux, at string) {}
