package register

import (
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// CheckYear fails the field of a day whose year was typed wrong: what a register
// holds lies neither before 2000 nor more than two years ahead of today.
func CheckYear(f *web.Form, name, day, today string) {
	switch latest := text.DaysAfter(today, 731); {
	case day == "":
	case day < "2000":
		f.Fail(name, "Data %s është para vitit 2000. Kontrolloni vitin.", text.Day(day))
	case day > latest:
		f.Fail(name, "Data %s është më shumë se dy vjet larg. Kontrolloni vitin: shkruani një datë deri më %s.", text.Day(day), text.Day(latest))
	}
}
