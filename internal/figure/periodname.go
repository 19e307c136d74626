package figure

import "fmt"

// The ordinals of quarters and half-years; the article i becomes të in the genitive.
var (
	ordinalSQ = [...]string{"", "parë", "dytë", "tretë", "katërt"}
	ordinalEN = [...]string{"", "first", "second", "third", "fourth"}
)

// Name returns what documents call p in the language "sq" or "en": "6-mujori i parë 2023", "3-mujori i dytë 2023",
// "viti 2023"; "first half of 2023", "second quarter of 2023", "2023". Something that is not a period is returned
// as it is.
func (p Period) Name(lang string) string {
	if lang == "en" {
		return p.english()
	}
	switch p.Kind() {
	case Quarter:
		return fmt.Sprintf("3-mujori i %s %d", ordinalSQ[p.Index()], p.Year())
	case Half:
		return fmt.Sprintf("6-mujori i %s %d", ordinalSQ[p.Index()], p.Year())
	case Year:
		return fmt.Sprintf("viti %d", p.Year())
	}
	return string(p)
}

// Genitive returns p as it stands after a noun and its article, "Analiza e …", "Raporti i …": "6-mujorit të parë të
// vitit 2023", "vitit 2023". The article belongs to the noun and is not part of it. In English it stands after
// "of the": "first half of 2023", "year 2023".
func (p Period) Genitive(lang string) string {
	switch kind := p.Kind(); {
	case lang == "en" && kind == Year:
		return fmt.Sprintf("year %d", p.Year())
	case lang == "en":
		return p.english()
	case kind == Quarter:
		return fmt.Sprintf("3-mujorit të %s të vitit %d", ordinalSQ[p.Index()], p.Year())
	case kind == Half:
		return fmt.Sprintf("6-mujorit të %s të vitit %d", ordinalSQ[p.Index()], p.Year())
	case kind == Year:
		return fmt.Sprintf("vitit %d", p.Year())
	}
	return string(p)
}

func (p Period) english() string {
	switch p.Kind() {
	case Quarter:
		return fmt.Sprintf("%s quarter of %d", ordinalEN[p.Index()], p.Year())
	case Half:
		return fmt.Sprintf("%s half of %d", ordinalEN[p.Index()], p.Year())
	}
	return string(p)
}
