package child

import (
	"tryeza/internal/code"
	"tryeza/internal/text"
)

// Residences lists where a child may live, municipalities first, then countries.
// Not known is "" and not in the list; code.OriginName names them all.
func Residences() code.List {
	var list code.List
	for _, m := range code.Municipalities {
		list = append(list, code.Code{Code: m.Code, SQ: m.Name, EN: m.Name})
	}
	text.Sort(list, func(c code.Code) string { return c.SQ })
	return append(list, code.Countries...)
}
