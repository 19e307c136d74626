package committee

import "tryeza/internal/code"

// Sector is the name of a sector for the reader.
func (p listPage) Sector(c string) string { return code.Sectors.Label(p.Lang, c) }
