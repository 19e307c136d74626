package app

import (
	"tryeza/internal/store"
	"tryeza/internal/web"
)

// Registers adds the pages of the four registers alone.
func Registers(c Config) func(*web.Mux, *store.DB) {
	return func(m *web.Mux, _ *store.DB) { c.registers(m) }
}
