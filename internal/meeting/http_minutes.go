package meeting

import "tryeza/internal/web"

// routesMinutes are the pages of a meeting while it is held, and after.
func (h handler) routesMinutes(m *web.Mux, at string) {}
