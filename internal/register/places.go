package register

import (
	"slices"

	"tryeza/internal/code"
	"tryeza/internal/web"
)

// PlaceOptions are the municipalities to choose from: those of the list, and those
// that stand in the record already, also when nobody could choose them anew.
func PlaceOptions(list []code.Municipality, also ...string) []web.Option {
	var options []web.Option
	for _, m := range list {
		options = append(options, web.Option{Value: m.Code, Label: m.Name})
	}
	for _, c := range also {
		if c != "" && !slices.ContainsFunc(options, func(o web.Option) bool { return o.Value == c }) {
			options = append(options, web.Option{Value: c, Label: code.MunicipalityName(c)})
		}
	}
	return options
}
