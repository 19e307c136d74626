package issue

import (
	"tryeza/internal/store"
	"tryeza/internal/web"
)

// Routes adds the pages of problems to m.
func Routes(m *web.Mux, db *store.DB, o Options) {}
