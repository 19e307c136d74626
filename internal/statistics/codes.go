package statistics

import "tryeza/internal/code"

// lists are the codes of the axes that have a closed list.
var lists = map[string]code.List{
	Age:      code.ChildBands,
	Sex:      code.Sexes,
	Activity: code.StreetActivities,
	Spot:     code.PlaceClasses,
}
